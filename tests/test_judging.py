"""The judging of a run: whole tables in a fixed order, crashes counted, a manifest only for a finished run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks import judge, registry
from checks.model import Cause, Council, CouncilType, Device, Evidence, Missing, Outcome, PageVisit
from reports.judging import check_run
from reports.methodology import load
from store import CouncilVisit, RunFolder

NORTH = Council("E06000099", "North", CouncilType.UNITARY, "England", "", "https://north.example/")
SOUTH = Council("E06000001", "South", CouncilType.UNITARY, "England", "", "https://south.example/")
COUNTY = Council("E10000001", "Shire", CouncilType.COUNTY, "England", "", "https://shire.example/")
JOURNEYS = ("pay-council-tax", "report-fly-tipping")
HTML = (
    "<title>Pay your council tax</title><body><main><h1>Pay your council tax</h1>"
    "<p>You can pay by card at any time; have your account number and your bill ready.</p>"
    "<p>Your bill says how much to pay and when. If you cannot pay, talk to us before a payment is due: we can "
    "spread what you owe over more months. Payments take three working days to reach your account.</p></main>"
)
NOW = "2026-11-22T02:00:00Z"


def visit_of(run: RunFolder, council: Council, *, reached: bool = True) -> None:
    writer = run.council_writer(council.gss)
    for journey in JOURNEYS:
        seen = Evidence(
            run.id, council.gss, journey, "walk", Device.HTTP, council.homepage, "", NOW, None, {}
        )
        if reached:
            page = {"http": {"status": 200, "content_type": "text/html", "headers": {}}, "html": HTML}
            crawl = {"pages": 1, "budget": 150, "candidates": [], "task_url": council.homepage, "clicks": 0}
            task = replace(seen, step="task", final_url=council.homepage, clicks=0, facets=page)
            writer.add(replace(seen, facets={"crawl": crawl}))
            writer.add(task)
        else:
            writer.add(replace(seen, facets={"crawl": Missing(Cause.UNREACHABLE, "DNS")}))
    cause = None if reached else Cause.UNREACHABLE
    writer.add_page(
        PageVisit(
            run.id, council.gss, council.homepage, "", 200 if reached else None, "http", NOW, 5, 9, cause
        )
    )
    writer.finish(CouncilVisit(council.gss, cause or "", "", 1, 0, NOW, NOW, 0.1))


@pytest.fixture
def run(tmp_path):
    folder = RunFolder.create(tmp_path / "runs" / "q4")
    folder.write_councils([NORTH, SOUTH, COUNTY])
    folder.write_crawl_record(
        {
            "run": "q4",
            "started": NOW,
            "journeys": list(JOURNEYS),
            "counts": {"pages": 3},
            "options": {"delay": 1.5},
        }
    )
    visit_of(folder, COUNTY)
    visit_of(folder, SOUTH, reached=False)
    visit_of(folder, NORTH)
    return folder


def test_rows_come_in_the_order_of_the_list_then_of_journeys(run):
    check_run(run, methodology=load())
    surveys = [(row["council"], row["journey"], row["applies"]) for row in run.read_table("surveys")]
    assert surveys[:4] == [(one.gss, journey, "yes") for one in (NORTH, SOUTH) for journey in JOURNEYS]
    assert [(gss, journey) for gss, journey, _ in surveys[4:]] == [(COUNTY.gss, one) for one in JOURNEYS]
    answers = [(row["council"], row["journey"]) for row in run.read_table("answers")]
    order = [(one.gss, journey) for one in (NORTH, SOUTH, COUNTY) for journey in JOURNEYS]
    assert answers == sorted(answers, key=order.index)
    assert [row["council"] for row in run.read_table("pages")] == [NORTH.gss, SOUTH.gss, COUNTY.gss]


def test_the_manifest_joins_the_crawl_and_the_judgement(run):
    methodology = load()
    summary = check_run(run, methodology=methodology, as_of=date(2016, 2, 7))
    manifest = run.manifest()
    assert manifest["started"] == NOW and manifest["options"] == {"delay": 1.5}
    assert manifest["methodology"] == {"id": methodology.id, "sha256": methodology.sha256}
    assert manifest["as_of"] == "2016-02-07"
    assert manifest["counts"]["answers"] == len(run.read_table("answers")) == summary.rows["answers"]
    assert sum(manifest["counts"]["outcomes"].values()) == summary.rows["answers"]


def test_judging_twice_gives_the_same_tables(run):
    check_run(run, methodology=load())
    first = {path.name: path.read_bytes() for path in run.path.glob("*.csv")}
    check_run(run, methodology=load())
    assert first == {path.name: path.read_bytes() for path in run.path.glob("*.csv")}
    assert {"surveys.csv", "answers.csv", "findings.csv", "pages.csv"} <= first.keys()


def test_a_site_that_was_not_reached_is_never_a_no(run):
    check_run(run, methodology=load())
    rows = [row for row in run.read_table("answers") if row["council"] == SOUTH.gss]
    # A search engine is not asked at all without a key, whatever the site does.
    outcomes = {row["outcome"] for row in rows if row["question"] != "core/search-engine"}
    assert outcomes == {Outcome.COULD_NOT_TEST}


def test_an_unfinished_run_gets_no_manifest_and_says_so(run):
    check_run(run, methodology=load())
    west = replace(NORTH, gss="E06000002", name="West")
    (run.path / "run.json").unlink()
    run.write_councils([NORTH, SOUTH, COUNTY, west])
    summary = check_run(run, methodology=load())
    assert run.manifest() is None
    assert summary.waiting == 1
    assert "1 councils have not been visited" in summary.lines()[-1]


def test_a_crash_of_ours_is_counted_by_question_and_the_run_goes_on(run, monkeypatch):
    broken = next(one for one in registry.core_questions() if one.id == "core/title-names-task")

    def crash(view):
        raise KeyError("our fault")

    rest = tuple(one for one in registry.core_questions() if one.id != broken.id)
    monkeypatch.setattr(judge, "core_questions", lambda: (*rest, replace(broken, judge=crash)))
    summary = check_run(run, methodology=load())
    assert dict(summary.crashed) == {broken.id: 2}
    assert f"{broken.id} (2)" in "\n".join(summary.lines())
    row = next(row for row in run.read_table("answers") if row["question"] == broken.id)
    assert (row["outcome"], row["cause"]) == ("could-not-test", "check-crashed")


def test_progress_names_each_council_before_it_is_judged(run):
    told = []
    check_run(run, methodology=load(), progress=lambda *step: told.append(step))
    assert told == [(0, 3, "", "North"), (1, 3, "", "South"), (2, 3, "", "Shire"), (3, 3, "", "")]
