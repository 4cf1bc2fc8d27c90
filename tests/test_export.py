"""The SQLite file holds what the open data holds, typed, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from checks.model import Cause, Council, CouncilType, Finding
from reports.changes import compare
from reports.export import export_sqlite
from store import TABLES, RunFolder, StoreError

VALE = Council(
    "E06000099",
    "Vale",
    CouncilType.UNITARY,
    "England",
    "",
    "https://vale.example/",
    extra={"rurality": "high"},
)


@pytest.fixture
def run(tmp_path):
    folder = RunFolder.create(tmp_path / "runs" / "one")
    folder.write_councils([VALE])
    rows = {name: dict.fromkeys(columns, "") for name, columns in TABLES.items()}
    keys = {"run": "one", "council": VALE.gss, "journey": "report-fly-tipping"}
    rows["surveys"] |= keys | {"stars": 3, "score": 71.4, "clicks": None, "not_ranked": "", "left_out": "a|b"}
    rows["answers"] |= keys | {
        "question": "core/cost",
        "outcome": "no",
        "spots": [{"selector": "p"}],
        "version": 2,
    }
    rows["findings"] |= keys | {"rule": "label", "pages": 4, "snippet": "=cmd()"}
    rows["pages"] |= {"run": "one", "council": VALE.gss, "status": None, "cause": Cause.TIMEOUT}
    rows["statements"] |= {"run": "one", "council": VALE.gss, "number": 1}
    rows["measures"] |= {"run": "one", "council": VALE.gss, "value": 1.5}
    for name, row in rows.items():
        folder.write_table(name, [row])
    folder.write_manifest({"run": "one", "options": {"delay": 1.5}})
    return folder


def query(path: Path, text: str) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(text).fetchall()
    finally:
        connection.close()


def test_every_table_is_there_with_its_types(run, tmp_path):
    target = tmp_path / "out.db"
    counts = export_sqlite(run, target)
    assert counts == dict.fromkeys(
        ["councils", "surveys", "answers", "findings", "pages", "statements", "measures"], 1
    ) | {"manifest": 3}
    assert query(target, "SELECT stars, score, clicks, typeof(stars) FROM surveys") == [
        (3, 71.4, None, "integer")
    ]
    assert query(target, "SELECT status, cause FROM pages") == [(None, "timeout")]
    assert query(target, "SELECT snippet FROM findings") == [("=cmd()",)]
    assert json.loads(query(target, "SELECT more FROM surveys")[0][0]) == {"left_out": "a|b"}
    assert json.loads(query(target, "SELECT more FROM councils")[0][0]) == {"rurality": "high"}
    assert json.loads(query(target, "SELECT value FROM manifest WHERE key = 'options'")[0][0]) == {
        "delay": 1.5
    }


def test_columns_are_those_of_the_contract_and_councils_are_linked(run, tmp_path):
    target = tmp_path / "out.db"
    export_sqlite(run, target)
    for name, columns in TABLES.items():
        found = [row[1] for row in query(target, f"PRAGMA table_info({name})")]
        assert found == [*columns, "more"]
        assert query(target, f"PRAGMA foreign_key_list({name})")[0][2:5] == ("councils", "council", "gss")
        assert query(target, f"PRAGMA index_list({name})")
    assert query(target, "PRAGMA foreign_key_check") == []


def test_an_earlier_export_is_replaced_and_nothing_is_left_beside_it(run, tmp_path):
    target = tmp_path / "out" / "out.db"
    target.parent.mkdir()
    export_sqlite(run, target)
    export_sqlite(run, target)
    assert [path.name for path in target.parent.iterdir()] == ["out.db"]


def test_a_file_that_is_not_ours_is_left_alone(run, tmp_path):
    target = tmp_path / "thesis.docx"
    target.write_text("my only copy")
    with pytest.raises(StoreError, match="not an SQLite file"):
        export_sqlite(run, target)
    assert target.read_text() == "my only copy"


def test_a_run_without_answers_leaves_no_file(run, tmp_path):
    (run.path / "answers.jsonl").unlink()
    target = tmp_path / "out" / "out.db"
    target.parent.mkdir()
    with pytest.raises(StoreError, match="betterserved check"):
        export_sqlite(run, target)
    assert list(target.parent.iterdir()) == []


def answer(question: str, outcome: str, version: int = 1) -> dict[str, object]:
    return {
        "council": "E06000099",
        "journey": "pay-council-tax",
        "question": question,
        "outcome": outcome,
        "version": version,
    }


def test_only_answers_to_the_same_version_of_a_question_are_compared():
    before = [
        answer("core/a", "yes"),
        answer("core/b", "no"),
        answer("core/c", "no"),
        answer("core/gone", "no"),
    ]
    now = [
        answer("core/a", "no"),
        answer("core/b", "no"),
        answer("core/c", "yes", 2),
        answer("core/new", "yes"),
    ]
    found = compare(now, before)
    assert (found.compared, found.new_rule, found.only_now, found.only_before) == (2, 1, 1, 1)
    assert [(change.question, change.before, change.after) for change in found.changed] == [
        ("core/a", "yes", "no")
    ]
    assert found.kinds() == {("yes", "no"): 1}


def test_findings_as_earl(run, tmp_path):
    from reports.earl import earl_of, export_earl

    assert export_earl(run, tmp_path / "run.jsonld") == 1
    document = json.loads((tmp_path / "run.jsonld").read_text(encoding="utf-8"))
    software, assertion = document["@graph"]
    assert software["@type"][0] == "earl:Software"
    assert assertion["earl:result"]["earl:outcome"] == {"@id": "earl:failed"}
    finding = Finding(
        "one", VALE.gss, "j", "task", "desktop", "own", "hover-only", "2.1.1", "serious", "#menu", "<ul>", 3,
        "https://vale.example/bins", "review", "Shown on hover.", "What the pointer shows", "Show it on focus.", "A",
    )  # fmt: skip
    (_, told) = earl_of([finding], run="one", version="0.1.0", date="2026-11-22T07:00:00Z")["@graph"]
    assert told["earl:result"]["earl:outcome"] == {"@id": "earl:cantTell"}
    assert told["earl:result"]["earl:pointer"]["ptr:expression"] == "#menu"
    assert told["earl:subject"]["dct:source"] == "https://vale.example/bins"
    assert "2.1.1" in told["earl:test"]["dct:isPartOf"]
