"""Places with intervals over a whole run: within a type, holding the place itself, and the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.model import CouncilType, Outcome
from reports.edition import CouncilResult, Edition, load_edition
from reports.error_rates import ErrorRates, load_rates
from reports.methodology import load
from reports.ranking import in_order, key_of, rank, rankings, result_in
from reports.resampling import OVERALL, Resampled, Ways, resample_council, sort_key
from reports.scoring import score_survey
from tests.synthetic_run import councils, make_run

SURE = ErrorRates("for this test", {})


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    names = {CouncilType.DISTRICT: tuple(f"Invented {at} District Council" for at in range(24))}
    run = make_run(tmp_path_factory.mktemp("ranked") / "r", asked=councils(names), seed=5)
    return load_edition(run, load())


def test_every_starred_council_has_a_place_in_its_interval(edition: Edition) -> None:
    found = rankings(edition, draws=200)
    seen = 0
    for table, some in found.items():
        starred = [one for one in edition.councils if result_in(one, table)[0] is not None]
        assert {one.council.gss for one in starred} == set(some)
        for place in some.values():
            assert 1 <= place.low <= place.place <= place.high <= place.of == len(some)
            assert 0 <= place.top <= 1
            assert place.ways[1] == place.place, "the methodology's own way is the place itself"
            seen += 1
        for one in edition.councils:
            if table == OVERALL and one.standing:
                mine = some[one.council.gss]
                assert (mine.place, mine.tied, mine.of) == (
                    one.standing.place,
                    one.standing.tied,
                    one.standing.of,
                )
    assert seen > 40


def test_the_same_run_has_the_same_intervals(edition: Edition) -> None:
    assert rankings(edition, draws=50) == rankings(edition, draws=50)


def test_tie_groups_follow_the_table(edition: Edition) -> None:
    for table, some in rankings(edition, draws=200).items():
        groups = [some[one.council.gss].group for one in in_order(edition.councils, some)]
        assert groups == sorted(groups), table
        assert not groups or groups[0] == 1


def _starred(edition: Edition) -> CouncilResult:
    return next(one for one in edition.councils if one.overall.stars is not None)


def test_the_draws_scatter_about_the_score(edition: Edition) -> None:
    council = _starred(edition)
    drawn = resample_council(council, edition.methodology, load_rates(), draws=400)
    for one in council.asked:
        if one.score.stars is None:
            assert one.journey.id not in drawn.draws
            continue
        scores = [key % 2000 / 10 for key in drawn.draws[one.journey.id]]
        assert one.score.score is not None
        # Wrong answers pull a score towards the middle, by twice the error rate at most.
        assert sum(scores) / len(scores) == pytest.approx(one.score.score, abs=10)
        assert len(set(scores)) > 5


def test_an_essential_no_holds_in_the_draws_too(edition: Edition) -> None:
    council = _starred(edition)
    held = next(one for one in council.asked if one.score.stars is not None)
    answers = tuple(
        replace(answer, outcome=Outcome.NO if answer.question == held.journey.essential else Outcome.YES)
        for answer in held.survey.answers
    )
    survey = replace(held.survey, answers=answers)
    score = score_survey(survey, edition.methodology, held.journey)
    assert (score.stars, score.capped_by) == (2, "essential")
    changed = replace(council, surveys={held.journey.id: replace(held, survey=survey, score=score)})
    drawn = resample_council(changed, edition.methodology, SURE, draws=400).draws[held.journey.id]
    # The answer itself is wrong at its error rate (assumed one in twenty), and then four stars are free.
    free = sum(key // 2000 > 2 for key in drawn) / len(drawn)
    assert 0.01 < free < 0.12


def test_ways_of_counting_differ_as_they_should(edition: Edition) -> None:
    checked = 0
    for council in edition.councils:
        drawn = resample_council(council, edition.methodology, SURE, draws=5)
        for table, ways in drawn.ways.items():
            stars, score = result_in(council, table)
            assert stars is not None
            assert score is not None
            assert ways.methodology == sort_key(stars, score), (council.name, table)
            assert ways.unknown_no <= ways.unknown_yes
            checked += 1
    assert checked > 40


def test_rank_against_a_known_answer(edition: Edition) -> None:
    # Three that do not share a place, whatever the run drew.
    apart = {key: one for one in edition.councils if (key := key_of(one, OVERALL)) is not None}
    order = [apart[key] for key in sorted(apart, reverse=True)[:3]]
    three = order[::-1]
    drawn = {
        one.council.gss: Resampled({OVERALL: keys}, {OVERALL: Ways(*way)})
        for one, keys, way in zip(
            order,
            ([9, 9, 9, 1], [5, 5, 5, 5], [4, 6, 4, 4]),
            ((1, 9, 9, 9), (2, 8, 8, 8), (3, 7, 7, 9)),
            strict=True,
        )
    }
    found = rank(OVERALL, three, drawn)
    first, second, third = (found[one.council.gss] for one in order)
    assert (first.place, first.low, first.high, first.group) == (1, 1, 3, 1)
    # Beaten by the first in three draws of four: not surely behind.
    assert (second.place, second.low, second.high, second.group) == (2, 1, 3, 1)
    assert (third.place, third.low, third.high) == (3, 2, 3)
    assert (first.top, second.top) == (0.75, 0.25)
    assert [one.ways for one in (first, second, third)] == [(3, 1, 1, 1), (2, 2, 2, 3), (1, 3, 3, 1)]


def test_error_rates_are_measured_where_they_were_and_assumed_where_not() -> None:
    rates = ErrorRates("here", {"core/a": (0, 180), "core/b": (20, 80)})
    assert rates.rate("core/never-checked") == 0.05
    assert rates.rate("core/a") == 1 / 200
    assert rates.rate("core/b") == 21 / 100


def test_checks_by_people_add_to_what_is_known_of_a_rule() -> None:
    rates = ErrorRates("here", {"core/a": (0, 180)}).with_checks({"core/a": (9, 100), "core/b": (0, 30)})
    assert rates.rate("core/a") == 10 / 300
    assert rates.rate("core/b") == 1 / 50
    assert rates.rate("core/c") == 0.05
