"""The run folder: what goes in comes out, whole or not at all, in the columns of the contract."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Cause, Council, CouncilType, Device, Evidence, Missing, PageVisit
from store import (
    ANSWER_COLUMNS,
    FINDING_COLUMNS,
    PAGE_COLUMNS,
    SURVEY_COLUMNS,
    CouncilVisit,
    RunFolder,
    StoreError,
    answer_row,
    csv_text,
    survey_of,
    survey_row,
)
from tests.synthetic_run import councils, make_run

VISIT = CouncilVisit("X1", "", "", 3, 1, "2026-11-20T08:00:00Z", "2026-11-20T08:01:00Z", 60.0)


def _evidence(**facets: object) -> Evidence:
    return Evidence(
        run="r",
        council="X1",
        journey="report-fly-tipping",
        step="task",
        device=Device.PHONE,
        requested_url="http://a.example/",
        final_url="http://a.example/b",
        fetched_at="2026-11-20T08:00:30Z",
        clicks=2,
        facets=facets,
    )


def test_evidence_comes_back_as_it_went_in(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    one = _evidence(
        html="<p>Llŷn \ud800</p>",
        axe={"violations": [{"id": "label"}], "incomplete": []},
        layout=Missing(Cause.TIMEOUT, "slow"),
        cookies={"banner": False},
    )
    writer = run.council_writer("X1")
    writer.add(one)
    writer.finish(VISIT)
    assert run.evidence("X1") == [one]
    assert run.visit("X1") == VISIT


def test_sightings_say_what_was_seen_without_loading_a_blob(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    writer = run.council_writer("X1")
    picture = {"sha256": "ab" * 32, "mime": "image/jpeg", "width": 390, "height": 900}
    writer.add(_evidence(html="<p>", axe={"violations": []}, picture=picture))
    writer.add(_evidence(axe=Missing(Cause.TIMEOUT), picture=Missing(Cause.PAGE_BROKEN)))
    writer.add(_evidence())
    writer.finish(VISIT)
    for blob in (run.path / "blobs").glob("*/*"):
        blob.write_bytes(b"not to be read")
    full, failed, bare = run.sightings("X1")
    assert (full.step, full.device, full.final_url, full.picture) == (
        "task",
        "phone",
        "http://a.example/b",
        picture,
    )
    assert len(full.axe) == 64
    assert (failed.picture, failed.axe, failed.axe_cause) == (None, "", "timeout")
    assert bare.axe_cause == "not-measured"


def test_a_council_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    writer = run.council_writer("X1")
    writer.add(_evidence(html="<p>"))
    assert run.finished() == ()
    # The process dies here; the next one starts the council again.
    again = RunFolder.create(tmp_path / "r", resume=True)
    assert list((tmp_path / "r" / "councils").iterdir()) == []
    writer = again.council_writer("X1")
    writer.add_page(PageVisit("r", "X1", "http://a.example/", "", None, "http", "", 0, 0, Cause.TIMEOUT))
    writer.finish(VISIT)
    assert again.finished() == ("X1",)
    assert again.evidence("X1") == []
    assert again.pages("X1")[0].cause is Cause.TIMEOUT


def test_a_run_in_use_is_not_written_over(tmp_path: Path) -> None:
    RunFolder.create(tmp_path / "r").write_councils(councils())
    with pytest.raises(StoreError, match="--resume"):
        RunFolder.create(tmp_path / "r")
    with pytest.raises(StoreError, match="is not a run folder"):
        RunFolder.open(tmp_path)


def test_a_table_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    run.write_table("pages", [{"run": "r", "council": "X1"}])
    before = (run.path / "pages.csv").read_bytes()

    def broken() -> object:
        yield {"run": "r", "council": "X2"}
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        run.write_table("pages", broken())  # type: ignore[arg-type]
    assert (run.path / "pages.csv").read_bytes() == before
    assert not list(run.path.glob(".*partial"))


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    run = make_run(tmp_path / "r")
    expected = {
        "surveys": "run,council,council_name,council_type,journey,applies,channel,channel_cause,flags,task_url,"
        "start_url,clicks,platform,stars,score,score_low,score_high,coverage,decided,not_applicable,"
        "could_not_test,essential,capped_by,visited_at,duration_s",
        "answers": "run,council,journey,question,outcome,cause,confidence,step,device,url,detail,version",
        "findings": "run,council,journey,step,device,engine,rule,wcag,impact,selector,snippet,pages,url",
        "pages": "run,council,url,final_url,status,how,fetched_at,ms,bytes,cause",
    }
    assert [columns.split(",") for columns in expected.values()] == [
        SURVEY_COLUMNS,
        ANSWER_COLUMNS,
        FINDING_COLUMNS,
        PAGE_COLUMNS,
    ]
    for name, columns in expected.items():
        text = (run.path / f"{name}.csv").read_text("utf-8")
        assert text.splitlines()[0] == columns
        lines = (run.path / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert len(list(csv.DictReader(io.StringIO(text)))) == len(lines) > 0
        assert set(columns.split(",")) <= set(json.loads(lines[0]))


def test_surveys_are_rebuilt_from_open_data(tmp_path: Path) -> None:
    run = make_run(tmp_path / "r", hostile=True)
    answers = run.read_table("answers")
    for row in run.read_table("surveys"):
        own = [one for one in answers if (one["council"], one["journey"]) == (row["council"], row["journey"])]
        survey = survey_of(row, own)
        again = {key: value for key, value in survey_row(survey).items() if key in ("flags", "channel_spots")}
        assert again["channel_spots"] == [dict(spot) for spot in row["channel_spots"]]
        assert "|".join(again["flags"]) == row["flags"]
        assert [answer_row(one)["outcome"] for one in survey.answers] == [one["outcome"] for one in own]


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    read = list(csv.reader(io.StringIO(csv_text(["cell"], [{"cell": text}]), newline="")))[1:]
    cell = read[0][0] if read and read[0] else ""
    assert len(read) == 1 or not text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (lines := text.replace("\r\n", "\n").replace("\r", "\n"), f"'{lines}")


def test_councils_keep_every_column(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    one = Council(
        "X1", "Sir Ynys", CouncilType.WELSH_UNITARY, "Wales", "Wales", "http://a.example/", "", {"slug": "y"}
    )
    run.write_councils([one])
    assert run.councils() == (one,)


def test_blobs_are_kept_once(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "r")
    assert run.put_text("a" * 1000) == run.put_text("a" * 1000)
    assert len(list((run.path / "blobs").glob("*/*"))) == 1
