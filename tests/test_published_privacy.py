"""Nothing about a person that wandered into a run's evidence is in any file that is published."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from reports.earl import export_earl
from reports.export import export_sqlite
from reports.site import build
from store import TABLES, RunFolder
from tests.synthetic_run import councils, make_run

# Each piece is about a person; no other text of a site can hold one of them.
PLANTED = (
    "jane.doe",
    "sunflower77",
    "960188",
    "960 188",
    "900188",
    "AB1 2CD",
    "AB1+2CD",
    "AB1%202CD",
    "Jacintha",
    "doe%40",
    "secret9",
)
TEXT = "Mrs Jane Doe, 01632 960188, jane.doe@anytown.gov.uk (or sunflower77@mailbox.example), mobile 07700 900188, lives at AB1 2CD. "
QUERY = "?email=sunflower77%40mailbox.example&pc=AB1+2CD&first-name=Jacintha&to=jane.doe%40anytown.gov.uk"
SHARED = "Call us on 01632 960001 or write to bins@anytown.gov.uk. "
TOLD = {"detail", "snippet", "selector", "channel_reasons", "reasons"}


def planted(value: object, name: str = "") -> object:
    """Return a row with something about a person in each text and address of it that a page can fill."""
    if isinstance(value, dict):
        return {key: planted(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [planted(one, name) for one in value]
    if isinstance(value, str) and value.startswith("http") and "url" in name:
        scheme, _, rest = value.partition("://")
        return f"{scheme}://jane.doe:secret9@{rest}/AB1%202CD/{QUERY}"
    if isinstance(value, str) and name in TOLD:
        return TEXT + SHARED + value
    return value


def judged_before(run: RunFolder) -> None:
    """Make *run* one that an earlier version judged, its tables and evidence full of what is about people."""
    for name in TABLES:
        if not run.has_table(name):
            continue
        rows = [planted(row) for row in run.read_table(name)]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (run.path / f"{name}.jsonl").write_text(lines, "utf-8")
        with (run.path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[name], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    plant_evidence(run)
    manifest = run.manifest() or {}
    del manifest["masked"]
    (run.path / "run.json").write_text(json.dumps(manifest), "utf-8")


def judged_now(run: RunFolder) -> None:
    for name in TABLES:
        if run.has_table(name):
            run.write_table(name, [planted(row) for row in run.read_table(name)])
    plant_evidence(run)


def plant_evidence(run: RunFolder) -> None:
    for pattern in ("councils/*/evidence.jsonl", "councils/*/pages.jsonl"):
        for path in run.path.glob(pattern):
            rows = [planted(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for path in run.path.glob("councils/*/done.json"):
        done = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(done | {"detail": TEXT + done["detail"]}), "utf-8")


def left_in(texts: dict[str, str]) -> list[str]:
    return [
        f"{name}: {text[max(0, text.index(one) - 60) : text.index(one) + 40]!r}"
        for name, text in texts.items()
        for one in PLANTED
        if one in text
    ]


@pytest.mark.parametrize("judge", [judged_before, judged_now])
def test_no_published_file_tells_of_a_person(judge, tmp_path: Path) -> None:
    run = make_run(tmp_path / "r", asked=councils()[:10])
    judge(run)
    assert "jane.doe" in next(run.path.glob("councils/*/evidence.jsonl")).read_text(
        "utf-8"
    )  # Evidence stays as it was.
    site = tmp_path / "site"
    build([run], site)
    files = {
        str(path.relative_to(site)): path.read_text("utf-8", "replace")
        for path in site.rglob("*")
        if path.is_file()
    }
    assert not left_in(files)
    # What it stands beside is shown: the pages and tables do hold these texts.
    for ending in ("answers.jsonl", "answers.csv", "findings.jsonl"):
        assert "bins@anytown.gov.uk" in files[f"data/{ending}"]
        assert "…@anytown.gov.uk" in files[f"data/{ending}"]
    assert any("bins@anytown.gov.uk" in text for name, text in files.items() if name.endswith(".html"))
    export_earl(run, tmp_path / "earl.json")
    export_sqlite(run, tmp_path / "run.db")
    dump = "\n".join(sqlite3.connect(tmp_path / "run.db").iterdump())
    assert not left_in({"earl": (tmp_path / "earl.json").read_text("utf-8"), "sqlite": dump})
    assert "bins@anytown.gov.uk" in dump
