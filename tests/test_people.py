"""Replies, states and corrections of an edition: read strictly, shown, counted, and never more than recorded."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from checks.model import Outcome
from reports.decisions import NOTHING
from reports.edition import load_edition
from reports.errata import Note, errata, load_notes
from reports.methodology import load
from reports.register import NOBODY, Register, State, read_register
from reports.replies import NEEDED, Reply, Verdict, load_replies
from reports.site import build
from store import RunFolder
from store.inputs import InputError
from tests.synthetic_run import councils, make_run
from tests.test_reviews import pick, review_of

DAY = load().date


def write(path: Path, *rows: str, header: str = ",".join((*NEEDED, "journey"))) -> Path:
    path.write_text("".join(f"{row}\n" for row in (header, *rows)), "utf-8")
    return path


# Replies ------------------------------------------------------------------------------------------


def test_replies_are_read(tmp_path: Path) -> None:
    found = load_replies(
        write(
            tmp_path / "replies.csv",
            'X1,core/cost,"It says so, twice",Upheld: we misread the page,2026-12-01,report-fly-tipping',
            "X1,core/cost,Every page says it,,2026-12-02,",
            "X1,core/cost,No,Not  upheld,2026-12-02,",
        )
    )
    assert [(one.verdict, one.reason) for one in found] == [
        (Verdict.UPHELD, "we misread the page"),
        (Verdict.OPEN, ""),
        (Verdict.REFUSED, ""),
    ]
    assert found[0].about("X1", "report-fly-tipping", "core/cost")
    assert not found[0].about("X1", "pay-council-tax", "core/cost")
    assert found[1].about("X1", "pay-council-tax", "core/cost")


def test_every_bad_cell_of_the_replies_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path / "replies.csv",
        "X1,core/cots,words,open,2026-12-01,",
        "X1,core/cost,,maybe,1 December,pay-council-tx",
        ",pay-council-tax/cash,words,open,2026-12-01,report-fly-tipping",
    )
    with pytest.raises(InputError) as caught:
        load_replies(path)
    for part in (
        "row 2, column question, value 'core/cots': no such question; did you mean core/cost",
        "row 3, column words, value '': must not be empty",
        "row 3, column decision, value 'maybe': must begin with one of open, upheld, partly upheld, not upheld",
        "row 3, column date, value '1 December': not a date such as 2026-11-22",
        "row 3, column journey, value 'pay-council-tx': no such journey; did you mean pay-council-tax",
        "row 4, column council, value '': must not be empty",
        "row 4, column question, value 'pay-council-tax/cash': not a question of report-fly-tipping",
    ):
        assert f"{path}, {part}" in str(caught.value), part


# States -------------------------------------------------------------------------------------------


def test_an_edition_is_a_draft_until_its_days_are_given(tmp_path: Path) -> None:
    assert (NOBODY.state, Register(reply_by=DAY).state) == (State.DRAFT, State.PREVIEW)
    assert Register(reply_by=DAY, published=DAY).state is State.PUBLISHED
    with pytest.raises(InputError, match="replies come before publication"):
        read_register(tmp_path / "q4", reply_by=DAY + timedelta(days=1), published=DAY)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return make_run(tmp_path_factory.mktemp("runs") / "q4", asked=councils()[1:3])


@pytest.mark.parametrize(
    ("register", "said", "indexed"),
    [
        (NOBODY, "Draft, not published.", False),
        (Register(reply_by=date(2026, 12, 12)), "Replies by 12 December 2026 are answered", False),
        (Register(published=date(2026, 12, 20)), "Published on 20 December 2026", True),
    ],
)
def test_every_page_says_how_far_the_edition_has_come(
    run: RunFolder, tmp_path: Path, register: Register, said: str, indexed: bool
) -> None:
    build([run], tmp_path / "site", register=register)
    for path in (tmp_path / "site").rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        robots = page.find("meta", attrs={"name": "robots"})
        assert said in " ".join(page.get_text(" ").split()), path
        assert (robots is None) is indexed
        assert robots is None or robots["content"] == "noindex"
        assert indexed is ("not published" not in page.get_text())
    told = json.loads((tmp_path / "site" / "data" / "run.json").read_text("utf-8"))
    assert told["state"] == register.state.value
    assert told["published"] == (register.published.isoformat() if register.published else None)


# Corrections --------------------------------------------------------------------------------------


def test_what_changed_after_publication_is_a_correction(run: RunFolder) -> None:
    answer = pick(run, lambda one: one.outcome is Outcome.NO)

    def corrected(*decisions: tuple[Outcome, int]) -> list[Any]:
        reviews = [review_of(answer, outcome, date=DAY + timedelta(days=days)) for outcome, days in decisions]
        edition = load_edition(run, load(), reviews=reviews)
        return [(one.before, one.after, one.date) for one in errata(edition.decided, (), DAY)]

    yes, no = Outcome.YES, Outcome.NO
    assert corrected((yes, 0)) == []
    assert corrected((yes, 1)) == [(no, yes, DAY + timedelta(days=1))]
    assert corrected((no, 1)) == []
    assert corrected((yes, 0), (no, 2)) == [(yes, no, DAY + timedelta(days=2))]
    assert corrected((yes, 0), (yes, 2)) == []


def test_a_draft_has_no_corrections_and_notes_come_newest_first() -> None:
    notes = [Note(DAY, "", "A rule was mended."), Note(DAY + timedelta(days=3), "X1", "The name was wrong.")]
    edition = NOTHING
    assert errata(edition, notes, None) == ()
    assert [one.reason for one in errata(edition, notes, DAY)] == [
        "The name was wrong.",
        "A rule was mended.",
    ]


def test_a_note_needs_its_day_and_its_words(tmp_path: Path) -> None:
    path = write(tmp_path / "errata.csv", "soon,Words,", "2026-12-01,,X1", header="date,correction,council")
    with pytest.raises(InputError) as caught:
        load_notes(path)
    assert f"{path}, row 2, column date, value 'soon': not a date" in str(caught.value)
    assert f"{path}, row 3, column correction, value '': must not be empty" in str(caught.value)


# On the pages -------------------------------------------------------------------------------------


def test_a_reply_is_shown_and_counted_and_changes_nothing_by_itself(run: RunFolder, tmp_path: Path) -> None:
    answer = pick(run, lambda one: one.outcome is Outcome.NO)
    replies = (
        Reply(
            answer.council,
            answer.journey,
            answer.question,
            "<i>We do</i> say.",
            Verdict.UPHELD,
            "So you do.",
            DAY,
        ),
        Reply(answer.council, "", "core/cost", "We say what it costs.", Verdict.OPEN, "", DAY),
        Reply("E99999999", "", "core/cost", "Not of this run.", Verdict.OPEN, "", DAY),
    )
    site = tmp_path / "site"
    summary = build([run], site, register=Register(replies=replies))
    assert any("E99999999" in one for one in summary.warnings)
    assert any(f"{answer.question} is upheld, and no row of reviews.csv" in one for one in summary.warnings)
    (path,) = (site / "councils").glob(f"{answer.council}-*/{answer.journey}.html")
    article = BeautifulSoup(path.read_text("utf-8"), "lxml").find(id=answer.question.replace("/", "-"))
    said = " ".join(article.get_text(" ").split()) if article else ""
    assert "The council replied on 22 November 2026" in said
    assert "<i>We do</i> say." in said
    assert "Our decision: upheld. So you do." in said
    assert article is not None
    assert article.select_one(".outcome.no") is not None
    (card,) = (site / "councils").glob(f"{answer.council}-*.html")
    for page in (card, site / "about.html"):
        assert "2 replies: 1 open and 1 upheld" in page.read_text("utf-8")
    with (site / "data" / "replies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["question"], row["decision"]) for row in rows] == [
        (answer.question, "upheld"),
        ("core/cost", "open"),
    ]
    register = Register((review_of(answer, Outcome.YES),), replies[:1])
    assert not [one for one in build([run], site, register=register).warnings if "upheld" in one]


def test_the_page_of_corrections_says_what_was_and_what_is(run: RunFolder, tmp_path: Path) -> None:
    answer = pick(run, lambda one: one.outcome is Outcome.NO)
    later = review_of(
        answer, Outcome.YES, date=DAY + timedelta(days=2), reason="It was there & we missed it."
    )
    build(
        [run],
        tmp_path / "site",
        register=Register((later,), notes=(Note(DAY, "", "A word."),), published=DAY),
    )
    page = BeautifulSoup((tmp_path / "site" / "errata.html").read_text("utf-8"), "lxml")
    first, second = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert first.startswith("24 November 2026")
    assert "No → Yes It was there & we missed it." in first
    assert second == "22 November 2026 All The edition – A word."
    rows = (tmp_path / "site" / "data" / "errata.csv").read_text("utf-8").splitlines()
    assert len(rows) == 3
