"""Findings as EARL 1.0 in JSON-LD, the Evaluation and Report Language, so that other tools can read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checks.model import Finding
from reports.edition import finding_of
from store import RunFolder

CONTEXT = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
# A failure is failed; what a person must look at cannot be told; advice fails a test that is no criterion.
OUTCOMES = {"failure": "earl:failed", "review": "earl:cantTell", "advice": "earl:failed"}


def earl_of(findings: Iterable[Finding], *, run: str, version: str, date: str) -> dict[str, Any]:
    """Return the findings as one JSON-LD document: an assertion for each, in the order given.

    *date* is ISO 8601 in UTC: when the run ended. Texts from pages stay texts; escape them when shown.
    """
    return {
        "@context": CONTEXT,
        "@graph": [_software(version), *(_assertion(f, run, date) for f in findings)],
    }


def export_earl(run: RunFolder, file: Path) -> int:
    """Write a judged run's findings to *file*; return how many there are. Raises `StoreError`."""
    findings = [finding_of(row) for row in run.read_table("findings")]
    manifest = run.manifest() or {}
    version = str((manifest.get("versions") or {}).get("tool") or "")
    document = earl_of(findings, run=run.id, version=version, date=str(manifest.get("ended") or ""))
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(findings)


def _software(version: str) -> dict[str, Any]:
    return {
        "@id": "urn:betterserved",
        "@type": ["earl:Software", "earl:Assertor", "doap:Project"],
        "doap:name": "Better Served",
        "doap:release": {"doap:revision": version},
    }


def _assertion(finding: Finding, run: str, date: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "@type": "earl:TestResult",
        "earl:outcome": {"@id": OUTCOMES.get(finding.certainty, "earl:cantTell")},
        "dct:description": finding.detail or finding.help,
        "dct:date": date,
    }
    if finding.selector:
        result["earl:pointer"] = {
            "@type": ["ptr:Pointer", "ptr:CSSSelectorPointer"],
            "ptr:expression": finding.selector,
        }
    if finding.mend:
        result["earl:info"] = finding.mend
    return {
        "@type": "earl:Assertion",
        "earl:assertedBy": {"@id": "urn:betterserved"},
        "earl:mode": {"@id": "earl:automatic"},
        "earl:subject": {
            "@type": ["earl:TestSubject", "foaf:Document"],
            "dct:source": finding.url,
            "dct:isPartOf": f"urn:betterserved:{run}:{finding.council}",
        },
        "earl:test": _test(finding),
        "earl:result": result,
    }


def _test(finding: Finding) -> dict[str, Any]:
    test: dict[str, Any] = {
        "@id": f"urn:betterserved:rule:{finding.engine}:{finding.rule}",
        "@type": "earl:TestRequirement" if finding.certainty == "failure" else "earl:TestCase",
        "dct:title": finding.help,
    }
    if finding.wcag:
        test["dct:isPartOf"] = f"WCAG 2.2, success criterion {finding.wcag}"
    return test
