"""Signposting on the site: shown under a heading of its own, and worth nothing in stars."""

from __future__ import annotations

import pytest

from checks.model import Applies, CouncilType, Outcome
from reports.edition import load_edition
from reports.figures import signposts_of, surveys_of
from reports.methodology import load
from reports.scoring import scored_rows
from reports.site import build
from tests.synthetic_run import make_run

BLOCK = {"signpost/names-council", "signpost/deep-link", "signpost/found-by-search"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return make_run(tmp_path_factory.mktemp("runs") / "r")


@pytest.fixture(scope="module")
def edition(run):
    return load_edition(run, load())


def counties(edition):
    return [one for one in edition.councils if one.council.type is CouncilType.COUNTY]


def test_a_signposting_survey_never_enters_stars(edition):
    county = next(one for one in counties(edition) if one.visit and not one.visit.cause)
    pointed = [one for one in county.surveys.values() if one.survey.applies is Applies.SIGNPOST]
    assert {one.journey.id for one in pointed} >= {"report-fly-tipping", "apply-resident-parking-permit"}
    for one in pointed:
        assert {answer.question for answer in one.survey.answers} == BLOCK
        assert one.score.stars is None and one.score.score is None and not one.score.counts
        assert one not in county.asked and one not in surveys_of(edition.councils, one.journey.id)
        assert one in signposts_of(edition.councils, one.journey.id)


def test_their_rows_say_so(edition):
    surveys = [one.survey for county in counties(edition) for one in county.surveys.values()]
    rows = [row for row in scored_rows(surveys, load()) if row["applies"] is Applies.SIGNPOST]
    assert rows
    for row in rows:
        assert (row["stars"], row["score"], row["essential"]) == (None, None, Outcome.NOT_APPLICABLE)
        assert row["decided"] + row["not_applicable"] + row["could_not_test"] == len(BLOCK)


def test_how_their_pages_look_enters_no_mark(run, edition):
    """What is seen on the pages of a signpost is evidence, and no part of the accessibility mark."""
    county = next(one for one in counties(edition) if one.accessibility.whole)
    before = county.accessibility.whole
    every = county.surveys.values()
    states = {(seen.final_url, seen.device) for one in every for seen in one.sightings if seen.device}
    assert before < len(states)


def test_the_scorecard_shows_them_under_their_own_heading(run, edition, tmp_path):
    build([run], tmp_path / "site", methodology=load(), contact="")
    pages = {
        path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "site/councils").glob("*.html")
    }
    for council in edition.councils:
        page = next(text for name, text in pages.items() if name.startswith(council.council.gss))
        shown = "Signposting: scored apart" in page
        assert shown == any(one.survey.applies is Applies.SIGNPOST for one in council.surveys.values())
        if shown:
            journeys, _, apart = page.partition("Signposting: scored apart")
            for one in council.surveys.values():
                if one.survey.applies is Applies.SIGNPOST:
                    assert f">{one.journey.title}</a>" in apart.partition("</section>")[0]
                    assert f">{one.journey.title}</a></th>" not in journeys
