"""People's decisions: read strictly, applied at scoring only, carried over only on unchanged evidence."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

import betterserved
from checks.model import Answer, Outcome, Spot
from reports.decisions import CHANGED_PAGE, CHANGED_RULE, NO_ANSWER, NO_RUN
from reports.edition import Edition, load_edition
from reports.methodology import load
from reports.register import Register
from reports.resting import EvidenceReader, evidence_hash, page_words
from reports.reviews import NEEDED, Review, load_reviews
from reports.site import build
from store import RunFolder, answer_of
from store.inputs import InputError
from tests.synthetic_run import councils, make_run

JOURNEY = "report-fly-tipping"
GOOD = "q4,X00000002,report-fly-tipping,core/cost,yes,A. Person,It says free,2026-11-25\n"


def write(path: Path, *rows: str) -> Path:
    path.write_text(",".join(NEEDED) + "\n" + "".join(rows), "utf-8")
    return path


# Reading ------------------------------------------------------------------------------------------


def test_a_row_is_read(tmp_path: Path) -> None:
    (review,) = load_reviews(write(tmp_path / "reviews.csv", GOOD))
    assert review.key == ("X00000002", JOURNEY, "core/cost")
    assert (review.outcome, review.reviewer, review.date.isoformat()) == (
        Outcome.YES,
        "A. Person",
        "2026-11-25",
    )
    assert (review.machine, review.version, review.evidence) == (None, None, "")


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "reviews.csv",
        "q4,X1,report-fly-tiping,core/cost,yes,A,why,2026-11-25\n",
        "q4,X1,report-fly-tipping,core/cots,yes,A,why,2026-11-25\n",
        "q4,X1,report-fly-tipping,pay-council-tax/cash,yes,A,why,2026-11-25\n",
        "q4,X1,report-fly-tipping,core/cost,maybe,A,why,2026-11-25\n",
        "../q4,X1,report-fly-tipping,core/cost,yes,A,why,25/11/2026\n",
        "q4,,report-fly-tipping,core/cost,yes,,,2026-11-25\n",
        "q4,X9,report-fly-tipping,core/cost,yes,A,why,2026-11-25,and more\n",
    )
    with pytest.raises(InputError) as caught:
        load_reviews(path)
    said = str(caught.value)
    for part in (
        "row 2, column journey, value 'report-fly-tiping': no such journey; did you mean report-fly-tipping",
        "row 3, column question, value 'core/cots': no such question; did you mean core/cost",
        "row 4, column question, value 'pay-council-tax/cash': not a question of report-fly-tipping",
        "row 5, column outcome, value 'maybe': must be one of yes, no, not-applicable, could-not-test",
        "row 6, column run, value '../q4': not the name of a run",
        "row 6, column date, value '25/11/2026': not a date such as 2026-11-22",
        "row 7, column council, value '': must not be empty",
        "row 7, column reviewer, value '': must not be empty",
        "row 7, column reason, value '': must not be empty",
        "row 8, column 9, value 'and more': the row has 9 cells and the header 8",
    ):
        assert f"{path}, {part}" in said, part
    assert len(said.splitlines()) == 11


def test_two_rows_of_one_day_may_not_contradict_each_other(tmp_path: Path) -> None:
    path = write(tmp_path / "reviews.csv", GOOD, GOOD.replace(",yes,", ",no,"))
    with pytest.raises(InputError, match=r"row 3, column outcome.*row 2 decides the same answer"):
        load_reviews(path)
    later = GOOD.replace(",yes,", ",no,").replace("-25", "-26")
    assert len(load_reviews(write(tmp_path / "reviews.csv", GOOD, later))) == 2


def test_a_misspelt_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(",".join((*NEEDED, "evidense")) + "\n", "utf-8")
    with pytest.raises(InputError, match=r"column evidense.*did you mean evidence"):
        load_reviews(path)


# What an answer rests on --------------------------------------------------------------------------

ANSWER = Answer(
    "q4", "X1", JOURNEY, "core/cost", Outcome.NO, None, 0.9, "task", "desktop", "https://a.example/t#main",
    "It does not say.", 1, (Spot("main > p", "Report it"),),
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(ANSWER, version=2),
        replace(ANSWER, url="https://a.example/other"),
        replace(ANSWER, spots=(Spot("main > p", "Report it now"),)),
        replace(ANSWER, spots=(Spot("main > div", "Report it"),)),
        replace(ANSWER, spots=()),
    ],
)
def test_another_page_place_or_rule_is_other_evidence(other: Answer) -> None:
    assert evidence_hash(other, "words") != evidence_hash(ANSWER, "words")


def test_other_words_are_other_evidence_and_an_outcome_is_none() -> None:
    assert evidence_hash(ANSWER, "words") != evidence_hash(ANSWER, "other words")
    same = replace(
        ANSWER, outcome=Outcome.YES, confidence=0.7, detail="It says.", url="https://a.example/t#x"
    )
    assert evidence_hash(same, "words") == evidence_hash(ANSWER, "words")
    # Where no page is named, what was counted is all there is.
    assert evidence_hash(replace(ANSWER, detail="4 clicks"), "") != evidence_hash(ANSWER, "")


def test_the_words_of_a_page_are_those_of_its_content() -> None:
    around = "<header>Menu {0}</header><script>token={0}</script>{1}<footer>Footer {0}</footer>"
    one, two = (around.format(some, "<main><p>It is  free.</p></main>") for some in ("1", "2"))
    assert page_words(one) == page_words(two) == "It is free."
    assert page_words(around.format("1", "<p>It costs £5.</p>")) == "It costs £5."
    assert page_words("") == ""
    assert page_words("\0<<<" + "<div>" * 5000) is not None


# Applying -----------------------------------------------------------------------------------------


def rules() -> Any:
    return load()


def answers(run: RunFolder) -> Iterable[Answer]:
    return map(answer_of, run.rows("answers"))


def answer_in(edition: Edition, key: tuple[str, str, str]) -> Answer:
    council = next(one for one in edition.councils if one.council.gss == key[0])
    found = council.surveys[key[1]].survey.answers
    return next(one for one in found if one.question == key[2])


def review_of(answer: Answer, outcome: Outcome, **more: Any) -> Review:
    fields: dict[str, Any] = {
        "run": answer.run,
        "date": load().date,
        "reason": "I looked.",
        "reviewer": "A. Person",
    }
    fields |= more
    return Review(
        council=answer.council, journey=answer.journey, question=answer.question, outcome=outcome, **fields
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, RunFolder]:
    """Two runs of the same councils that saw the same, one quarter after the other."""
    folder = tmp_path_factory.mktemp("runs")
    asked = councils()[1:4]
    old = make_run(folder / "q3", asked=asked, started="2026-08-20T08:00:00Z")
    return old, make_run(folder / "q4", asked=asked)


def pick(run: RunFolder, fits: Callable[[Answer], bool]) -> Answer:
    weigh = load().weight_of
    starred = {
        (row["council"], row["journey"])
        for row in run.rows("surveys")
        if row["stars"] and row["applies"] == "yes"
    }
    return next(
        one
        for one in answers(run)
        if fits(one) and weigh(one.question) and (one.council, one.journey) in starred
    )


def test_a_decision_changes_the_answer_and_the_score_and_nothing_on_disk(
    runs: tuple[RunFolder, RunFolder],
) -> None:
    run = runs[1]
    wrong = pick(run, lambda one: one.outcome is Outcome.NO and one.question != "core/form-opens")
    before = {path: path.read_bytes() for path in run.path.rglob("*") if path.is_file()}
    plain = load_edition(run, load())
    edition = load_edition(run, load(), reviews=[review_of(wrong, Outcome.YES)])
    key = (wrong.council, wrong.journey, wrong.question)
    answer, decision = answer_in(edition, key), edition.decided.holding[key]
    assert (answer.outcome, answer.detail, answer.confidence) == (Outcome.YES, "I looked.", 1.0)
    assert (answer.url, answer.spots, answer.version) == (wrong.url, wrong.spots, wrong.version)
    assert decision.machine == wrong
    assert (decision.changed, decision.carried) == (True, False)

    def points(one: Edition) -> int:
        council = next(x for x in one.councils if x.council.gss == wrong.council)
        return council.surveys[wrong.journey].score.points

    assert points(edition) - points(plain) == load().weight_of(wrong.question)
    assert {path: path.read_bytes() for path in run.path.rglob("*") if path.is_file()} == before


def test_out_of_date_caps_once_a_person_confirms_it(runs: tuple[RunFolder, RunFolder]) -> None:
    run = runs[1]
    for row in run.rows("surveys"):
        if row["applies"] == "yes" and row["stars"] and row["stars"] > 2:
            break
    else:
        pytest.fail("no survey of three stars")
    stale = next(
        one
        for one in answers(run)
        if (one.council, one.journey, one.question) == (row["council"], row["journey"], "core/up-to-date")
    )
    edition = load_edition(run, load(), reviews=[review_of(stale, Outcome.NO)])
    council = next(one for one in edition.councils if one.council.gss == stale.council)
    assert (council.surveys[stale.journey].score.stars, council.surveys[stale.journey].score.capped_by) == (
        2,
        "out-of-date",
    )


def test_of_several_decisions_the_last_counts(runs: tuple[RunFolder, RunFolder]) -> None:
    one = pick(runs[1], lambda answer: answer.outcome is Outcome.NO)
    first, last = review_of(one, Outcome.YES), review_of(one, Outcome.NOT_APPLICABLE, reviewer="B")
    edition = load_edition(runs[1], load(), reviews=[first, last])
    assert edition.decided.holding[first.key].review is last


def test_a_decision_by_hand_carries_over_while_the_evidence_is_the_same(
    runs: tuple[RunFolder, RunFolder],
) -> None:
    old, new = runs
    answer = pick(old, lambda one: one.outcome is Outcome.NO and one.step == "task")
    review = review_of(answer, Outcome.YES)
    edition = load_edition(new, load(), reviews=[review])
    assert edition.decided.holding[review.key].carried
    assert answer_in(edition, review.key).outcome is Outcome.YES
    # A brief reading of an earlier run decides the same.
    brief = load_edition(old, load(), reviews=[review], brief=True)
    assert not brief.decided.holding[review.key].carried


def test_a_decision_without_its_run_lapses(runs: tuple[RunFolder, RunFolder]) -> None:
    answer = pick(runs[1], lambda one: one.outcome is Outcome.NO)
    edition = load_edition(runs[1], load(), reviews=[review_of(answer, Outcome.YES, run="q1")])
    assert [one.why for one in edition.decided.lapsed] == [NO_RUN]
    assert not edition.decided.holding


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": 2}, CHANGED_RULE),
        ({"spots": [{"selector": "main > p", "snippet": "Other words", "url": ""}]}, CHANGED_PAGE),
        ({"question": "core/no-such-question"}, NO_ANSWER),
    ],
)
def test_a_decision_lapses_with_its_reason(
    runs: tuple[RunFolder, RunFolder], tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    old, new = (RunFolder(Path(shutil.copytree(run.path, tmp_path / run.id))) for run in runs)
    answer = pick(old, lambda one: one.outcome is Outcome.NO and one.step == "task")
    recorded = review_of(answer, Outcome.YES, version=1, evidence=EvidenceReader(old).hash(answer))
    rows = new.read_table("answers")
    for row in rows:
        if (row["council"], row["journey"], row["question"]) == recorded.key:
            row |= change
    new.write_table("answers", rows)
    edition = load_edition(new, load(), reviews=[recorded])
    assert [(one.review, one.why) for one in edition.decided.lapsed] == [(recorded, why)]
    assert not edition.decided.holding
    assert recorded.key in load_edition(old, load(), reviews=[recorded]).decided.holding


def test_a_changed_page_lapses_a_no_that_points_at_nothing(
    runs: tuple[RunFolder, RunFolder], tmp_path: Path
) -> None:
    run = RunFolder(Path(shutil.copytree(runs[1].path, tmp_path / "q4")))
    answer = replace(pick(run, lambda one: one.step == "task"), spots=())
    reader = EvidenceReader(run)
    assert reader.words(answer) == "invented"
    known = reader.hash(answer)
    evidence = run.path / "councils" / answer.council / "evidence.jsonl"
    other = run.put_text("<p>invented, and it says what it costs</p>")
    rows = [json.loads(line) for line in evidence.read_text("utf-8").splitlines()]
    for row in rows:
        row["facets"]["html"] = {"blob": other}
    evidence.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert EvidenceReader(run).hash(answer) != known


# Publishing ---------------------------------------------------------------------------------------


def test_the_site_shows_who_decided_what_and_what_the_rule_had_said(
    runs: tuple[RunFolder, RunFolder], tmp_path: Path
) -> None:
    run = runs[1]
    wrong = pick(run, lambda one: one.outcome is Outcome.NO and one.step == "task")
    gone = next(one for one in answers(run) if one.outcome is Outcome.YES and one.question != wrong.question)
    register = Register(
        (
            review_of(wrong, Outcome.YES, reviewer="<b>A</b>", reason="=It is <i>there</i>."),
            review_of(gone, Outcome.NO, run="q1"),
        )
    )
    summary = build([run], tmp_path / "site", register=register)
    assert any("1 decision of people lapsed" in one for one in summary.warnings)
    (path,) = (tmp_path / "site" / "councils").glob(f"{wrong.council}-*/{wrong.journey}.html")
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    article = page.find(id=wrong.question.replace("/", "-"))
    assert article is not None
    said = " ".join(article.get_text(" ").split())
    assert "Reviewed by <b>A</b> on 22 November 2026, who decided otherwise than the rule" in said
    assert "The rule had answered No" in said
    assert "=It is <i>there</i>." in said
    assert wrong.detail in said
    data = tmp_path / "site" / "data"
    with (data / "reviews.csv").open(encoding="utf-8", newline="") as file:
        held, lapsed = csv.DictReader(file)
    assert (held["state"], held["machine"], held["outcome"]) == ("holds", "no", "yes")
    assert held["reason"].startswith("'=")
    assert (lapsed["state"], lapsed["why"]) == ("lapsed", NO_RUN)
    key = (wrong.council, wrong.journey, wrong.question)
    with (data / "answers.csv").open(encoding="utf-8", newline="") as file:
        published = {
            (row["council"], row["journey"], row["question"]): row["outcome"] for row in csv.DictReader(file)
        }
    lines = [json.loads(line) for line in (data / "answers.jsonl").read_text("utf-8").splitlines()]
    machine = {(one.council, one.journey, one.question): one.outcome.value for one in answers(run)}
    assert published == machine | {key: "yes"}
    assert {(one["council"], one["journey"], one["question"]): one["outcome"] for one in lines} == published


def test_the_command_takes_the_file_beside_the_runs_and_names_its_faults(
    runs: tuple[RunFolder, RunFolder], tmp_path: Path
) -> None:
    run = Path(shutil.copytree(runs[1].path, tmp_path / "runs" / "q4"))
    answer = next(iter(answers(runs[1])))
    row = f"q4,{answer.council},{answer.journey},{answer.question},not-applicable,A. Person,Why,2026-11-25\n"
    file = write(run.parent / "reviews.csv", row)
    site = tmp_path / "site"
    invoke = CliRunner().invoke
    assert invoke(betterserved.app, ["report", str(run), "--site", str(site)]).exit_code == 0
    assert "A. Person" in (site / "data" / "reviews.csv").read_text("utf-8")
    write(file, row.replace("not-applicable", "perhaps"))
    result = invoke(betterserved.app, ["report", str(run), "--site", str(site)])
    assert result.exit_code == 2
    assert f"{file}, row 2, column outcome, value 'perhaps'" in result.output
    missing = invoke(betterserved.app, ["report", str(run), "--reviews", str(tmp_path / "none.csv")])
    assert (missing.exit_code, "none.csv does not exist" in missing.output) == (2, True)
