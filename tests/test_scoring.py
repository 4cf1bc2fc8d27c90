"""Scores, stars, gates and standings against known answers, and what must hold for any answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    CouncilType,
    Finding,
    Journey,
    Outcome,
    StatementPoint,
    Survey,
)
from checks.registry import packs
from reports.marks import Mark, PageState, accessibility_mark, mobile_mark
from reports.methodology import Methodology, load
from reports.overall import Overall, league_order, overall, standings
from reports.scoring import Score, score_survey, scored_rows

YES, NO, NA, CNT = Outcome.YES, Outcome.NO, Outcome.NOT_APPLICABLE, Outcome.COULD_NOT_TEST
JOURNEY = Journey(
    id="walk-dog",
    title="Walk a dog",
    task="Walk a dog",
    lgsl=(),
    lgil=(),
    runs={},
    objects={},
    actions={},
    topics={},
    queries={},
    misspelling="",
)
# Ten questions: weights 3, 3, 2, 2, 2, 2, 2, 2, 1, 1 make 20.
WEIGHTS = {
    "core/form-opens": 3,
    "core/a": 3,
    **{f"core/{name}": 2 for name in "bcdefg"},
    "walk-dog/lead": 1,
    "core/up-to-date": 1,
}
RULES: Methodology = replace(load(), questions=WEIGHTS, journeys={"walk-dog": 1, "other": 1})


def _answer(question: str, outcome: Outcome, cause: Cause | None = None, step: str = "task") -> Answer:
    if outcome is CNT and cause is None:
        cause = Cause.TIMEOUT
    return Answer("r", "X1", "walk-dog", question, outcome, cause, 1.0, step, "", "", "", 1)


def _survey(
    answers: Mapping[str, Outcome],
    *more: Answer,
    channel: Channel | None = Channel.ONLINE,
    cause: Cause | None = None,
    applies: Applies = Applies.YES,
) -> Survey:
    return Survey(
        run="r",
        council="X1",
        council_name="Invented",
        council_type=CouncilType.UNITARY,
        journey="walk-dog",
        applies=applies,
        decision=ChannelDecision(channel, cause, frozenset(), 1.0, ()),
        task_url="",
        start_url="",
        clicks=None,
        platform="",
        visited_at="",
        duration_s=0,
        answers=(*(_answer(question, outcome) for question, outcome in answers.items()), *more),
    )


def _all(outcome: Outcome, **others: Outcome) -> dict[str, Outcome]:
    named = {f"core/{key.replace('_', '-')}": value for key, value in others.items()}
    return {**dict.fromkeys(WEIGHTS, outcome), **named}


def _score(answers: Mapping[str, Outcome], *more: Answer, **options: object) -> Score:
    return score_survey(_survey(answers, *more, **options), RULES, JOURNEY)  # type: ignore[arg-type]


def test_the_score_is_the_weight_of_yes_over_yes_and_no() -> None:
    score = _score(_all(YES, a=NO))
    assert (score.points, score.possible, score.score, score.stars) == (17, 20, 85.0, 4)
    assert (score.low, score.high, score.coverage) == (85.0, 85.0, 1.0)


def test_what_does_not_apply_leaves_the_denominator() -> None:
    score = _score(_all(YES, a=NA, b=NO))
    # 15 of 17 is 88.23...; a tenth is never rounded up.
    assert (score.points, score.possible, score.score, score.stars) == (15, 17, 88.2, 4)
    assert score.not_applicable == ("core/a",)


def test_what_could_not_be_tested_stays_in_the_weight_and_opens_the_range() -> None:
    score = _score(_all(YES, a=CNT, b=NO))
    assert (score.points, score.possible, score.untested) == (15, 17, 3)
    assert (score.low, score.score, score.high) == (75.0, 88.2, 90.0)
    assert score.coverage == 0.85
    assert score.stars == 4
    assert score.could_not_test == ("core/a",)


def test_below_four_fifths_tested_there_are_no_stars_and_a_reason() -> None:
    just = _score(_all(YES, b=CNT, c=CNT))
    assert (just.coverage, just.stars) == (0.8, 4)
    below = _score({**_all(YES, b=CNT, c=CNT), "walk-dog/lead": CNT})
    assert below.stars is None
    assert below.not_ranked == "Only 75 % of the questions' weight could be tested; 80 % are needed."


def test_a_scored_question_without_an_answer_is_unknown_not_absent() -> None:
    answers = {question: YES for question in WEIGHTS if question not in ("core/a", "core/b")}
    score = _score(answers)
    assert (score.untested, score.coverage, score.stars) == (5, 0.75, None)


def test_questions_that_the_run_does_not_visit_leave_the_weight_and_are_listed() -> None:
    rest = {question: YES for question in WEIGHTS if question not in ("core/a", "core/b")}
    score = _score(
        rest,
        _answer("core/a", CNT, Cause.NOT_MEASURED),
        _answer("core/b", CNT, Cause.POLICY_STOP, "form-2"),
    )
    assert (score.possible, score.untested, score.coverage, score.stars) == (15, 0, 1.0, 4)
    assert score.left_out == ("core/a", "core/b")


def test_a_policy_stop_elsewhere_than_in_a_form_stays_in_the_weight() -> None:
    rest = {question: YES for question in WEIGHTS if question != "core/a"}
    assert _score(rest, _answer("core/a", CNT, Cause.POLICY_STOP, "home")).untested == 3


def test_an_essential_no_holds_at_two_stars() -> None:
    score = _score(_all(YES, form_opens=NO))
    assert (score.score, score.stars, score.capped_by, score.essential) == (85.0, 2, "essential", NO)


def test_a_gate_that_takes_nothing_away_is_not_named() -> None:
    score = _score(_all(NO))
    assert (score.stars, score.capped_by) == (1, "")


def test_an_essential_that_could_not_be_tested_gives_no_stars() -> None:
    score = _score(_all(YES, form_opens=CNT))
    assert score.stars is None
    assert "essential question could not be tested: the site took too long" in score.not_ranked


def test_an_essential_that_does_not_apply_caps_nothing() -> None:
    assert _score(_all(YES, form_opens=NA)).stars == 4


def test_content_out_of_date_caps_only_once_a_reviewer_confirmed_it() -> None:
    survey = _survey(_all(YES, up_to_date=NO))
    assert score_survey(survey, RULES, JOURNEY).stars == 4
    capped = score_survey(survey, RULES, JOURNEY, confirmed=("core/up-to-date",))
    assert (capped.stars, capped.capped_by) == (2, "out-of-date")
    fine = _survey(_all(YES))
    assert score_survey(fine, RULES, JOURNEY, confirmed=("core/up-to-date",)).stars == 4


@pytest.mark.parametrize("channel", [Channel.BLOCKED, Channel.NOT_OFFERED, None])
def test_some_channels_have_no_stars(channel: Channel | None) -> None:
    cause = None if channel else Cause.UNREACHABLE
    score = _score(_all(YES), channel=channel, cause=cause)
    assert score.stars is None
    assert score.not_ranked
    assert score.counts is (channel is not Channel.NOT_OFFERED)


@pytest.mark.parametrize("applies", [Applies.SIGNPOST, Applies.NO])
def test_a_service_that_the_council_does_not_run_is_never_scored(applies: Applies) -> None:
    score = _score(_all(YES), applies=applies)
    assert (score.stars, score.counts) == (None, False)


def test_questions_and_journeys_that_no_methodology_names_are_on_trial() -> None:
    trial = _answer("core/new", NO)
    assert _score(_all(YES), trial) == _score(_all(YES))
    rules = replace(RULES, journeys={})
    assert "on trial" in score_survey(_survey(_all(YES)), rules, JOURNEY).not_ranked


def test_rows_hold_the_score_and_keep_empty_what_is_unknown() -> None:
    journey = packs()[0].journey
    survey = replace(_survey({}), journey=journey.id)
    (row,) = scored_rows([survey], load())
    assert row["stars"] is None
    assert row["score"] is None
    assert (row["score_low"], row["score_high"], row["coverage"]) == (0.0, 100.0, 0.0)
    assert row["not_ranked"]


# What must hold for any answers -------------------------------------------------------------------

OUTCOMES = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.sampled_from(list(Outcome)))


@given(OUTCOMES)
def test_the_range_contains_the_score_and_every_way_the_unknown_could_turn_out(
    answers: dict[str, Outcome],
) -> None:
    score = _score(answers)
    unknown = [question for question in WEIGHTS if answers.get(question, CNT) is CNT]
    worst = _score({**answers, **dict.fromkeys(unknown, NO)})
    best = _score({**answers, **dict.fromkeys(unknown, YES)})
    assert (score.low, score.high) == (worst.score, best.score)
    if score.score is not None:
        assert score.low is not None
        assert score.high is not None
        assert 0 <= score.low <= score.score <= score.high <= 100
    assert 0 <= score.coverage <= 1


@given(OUTCOMES, st.sampled_from(sorted(WEIGHTS)))
def test_unknown_is_never_no(answers: dict[str, Outcome], question: str) -> None:
    unknown = _score({**answers, question: CNT})
    wrong = _score({**answers, question: NO})
    if unknown.score is not None and wrong.score is not None:
        assert unknown.score >= wrong.score
    if unknown.stars is not None and wrong.stars is not None:
        assert unknown.stars >= wrong.stars


@given(OUTCOMES, st.sampled_from(sorted(WEIGHTS)))
def test_putting_an_answer_right_never_costs(answers: dict[str, Outcome], question: str) -> None:
    wrong, right = _score({**answers, question: NO}), _score({**answers, question: YES})
    assert (right.score or 0) >= (wrong.score or 0)
    assert (right.stars or 0) >= (wrong.stars or 0)


@given(OUTCOMES)
def test_stars_and_reasons_exclude_each_other(answers: dict[str, Outcome]) -> None:
    score = _score(answers)
    assert (score.stars is None) is bool(score.not_ranked)
    if score.essential is NO and score.stars is not None:
        assert score.stars <= 2
    if score.essential is CNT:
        assert score.stars is None
    if score.stars is not None:
        assert score.coverage >= 0.8


# Marks --------------------------------------------------------------------------------------------


def _states(good: int, bad: int, untested: int = 0) -> list[PageState]:
    kinds = [(True, 0)] * good + [(True, 2)] * bad + [(False, 0)] * untested
    return [
        PageState(f"u{at}", "task", "phone", tested, serious) for at, (tested, serious) in enumerate(kinds)
    ]


@pytest.mark.parametrize(
    ("good", "bad", "stars"), [(10, 0, 3), (9, 1, 3), (8, 2, 2), (5, 5, 2), (4, 6, 1), (0, 1, 1)]
)
def test_the_accessibility_mark_is_banded_by_failing_page_states(good: int, bad: int, stars: int) -> None:
    assert accessibility_mark(_states(good, bad), (), (), RULES).stars == stars


def test_without_statement_checks_nobody_has_four_stars_and_the_page_says_so() -> None:
    mark = accessibility_mark(_states(20, 0), (), (), RULES)
    assert mark.stars == 3
    assert "statement" in mark.notes[0]


def _points(*outcomes: Outcome) -> list[StatementPoint]:
    return [StatementPoint("r", "X1", at, str(at), one, None, "", "u") for at, one in enumerate(outcomes, 1)]


@pytest.mark.parametrize(
    ("outcomes", "stars", "said"),
    [
        ([Outcome.YES] * 22 + [Outcome.NOT_APPLICABLE] * 3 + [Outcome.NO] * 3, 4, ""),
        ([Outcome.YES] * 24 + [Outcome.NO] * 4, 3, "24 hold"),
        ([Outcome.NO] + [Outcome.NOT_APPLICABLE] * 27, 3, "none was found"),
        ([Outcome.COULD_NOT_TEST] * 28, 3, "could not be read"),
    ],
)
def test_the_fourth_star_rests_on_the_statement(outcomes: list[Outcome], stars: int, said: str) -> None:
    mark = accessibility_mark(_states(20, 0), (), _points(*outcomes), RULES)
    assert mark.stars == stars
    assert (said in mark.notes[0]) if said else not mark.notes


def test_no_accessibility_mark_where_too_little_was_tested() -> None:
    assert accessibility_mark((), (), (), RULES).stars is None
    assert accessibility_mark(_states(7, 0, 3), (), (), RULES).stars is None
    assert accessibility_mark(_states(8, 0, 2), (), (), RULES).stars == 3


def _finding(wcag: str, step: str, certainty: str) -> Finding:
    return Finding("r", "X1", "j", step, "desktop", "own", "k", wcag, "critical", "", "", 1, "", certainty)


def test_a_keyboard_failure_on_a_task_route_holds_at_two_stars() -> None:
    trap = _finding("2.1.2", "form-1", "failure")
    assert accessibility_mark(_states(10, 0), [trap], (), RULES).stars == 2
    for harmless in (
        replace(trap, certainty="review"),
        replace(trap, step="home"),
        replace(trap, step="statement"),
        replace(trap, wcag="1.1.1"),
    ):
        assert accessibility_mark(_states(10, 0), [harmless], (), RULES).stars == 3


def test_the_mobile_mark_is_the_share_of_yes_over_all_routes() -> None:
    rules = replace(RULES, mobile_questions=("core/a", "core/b"))
    surveys = [_survey({"core/a": YES, "core/b": YES, "core/c": NO})] * 3 + [
        _survey({"core/a": NO, "core/b": NA})
    ]
    mark = mobile_mark(surveys, rules)
    assert (mark.good, mark.whole, mark.share, mark.stars) == (6, 7, 85.7, 4)
    unknown = mobile_mark([_survey({"core/a": YES, "core/b": CNT})], rules)
    assert (unknown.stars, unknown.share) == (None, 100.0)
    assert mobile_mark([], rules).stars is None


def test_a_start_that_cannot_be_reached_on_a_phone_holds_the_mobile_mark_at_two_stars() -> None:
    rules = replace(RULES, mobile_questions=("core/a",), mobile_cap_question="core/reach")
    surveys = [_survey({"core/a": YES, "core/reach": YES}), _survey({"core/a": YES, "core/reach": CNT})]
    assert mobile_mark(surveys, rules).stars == 4
    capped = mobile_mark([*surveys, _survey({"core/a": YES, "core/reach": NO})], rules)
    assert (capped.stars, capped.share) == (2, 100.0)
    assert capped.notes == ("A way to start cannot be reached on a phone: that allows at most 2.",)


# Overall and standing -----------------------------------------------------------------------------


def _mark(stars: int | None, share: float | None = 90.0) -> Mark:
    return Mark(stars, 9, 10, share if stars else None, "" if stars else "why", ())


def _starred(stars: int | None, score: float = 90.0) -> Score:
    base = _score(_all(YES))
    return replace(base, stars=stars, score=score, low=score, high=score, not_ranked="" if stars else "why")


def _overall(first: int | None, second: int | None, access: int | None, mobile: int | None) -> Overall:
    scores = {"walk-dog": _starred(first), "other": _starred(second)}
    return overall(scores, _mark(access), _mark(mobile), RULES)


@pytest.mark.parametrize(
    ("stars", "mean", "expected", "capped"),
    [
        ((4, 4, 3, 3), 3.5, 4, ""),
        ((4, 4, 4, 2), 3.5, 3, "mobile"),
        ((4, 4, 2, 4), 3.5, 3, "accessibility"),
        ((3, 3, 3, 4), 3.25, 3, ""),
        ((1, 2, 1, 1), 1.25, 1, ""),
        ((2, 3, 2, 3), 2.5, 3, ""),
    ],
)
def test_the_overall_is_the_mean_to_the_nearest_star(
    stars: tuple[int, int, int, int], mean: float, expected: int, capped: str
) -> None:
    whole = _overall(*stars)
    assert (whole.mean, whole.stars, whole.capped_by) == (mean, expected, capped)


def test_four_stars_overall_need_both_marks() -> None:
    scores = {"walk-dog": _starred(4), "other": _starred(4)}
    rules = replace(RULES, overall=replace(RULES.overall, coverage=50))
    assert overall(scores, _mark(3), _mark(None), rules).stars == 3


def test_below_four_fifths_of_the_parts_there_is_no_overall() -> None:
    whole = _overall(4, 4, 3, None)
    assert (whole.stars, whole.starred, whole.parts) == (None, 3, 4)
    assert "3 of the 4 parts" in whole.not_ranked


def test_why_there_is_no_overall_says_whether_the_council_or_the_methodology_leaves_the_journeys_out() -> (
    None
):
    away = replace(_starred(3), not_ranked="Does not apply: this council does not run the service.")
    on_trial = overall({"unnamed": _starred(3), "walk-dog": away}, _mark(3), _mark(3), RULES)
    assert "on trial" in on_trial.not_ranked
    assert "is run by this council" in overall({"walk-dog": away}, _mark(3), _mark(3), RULES).not_ranked


def test_a_service_of_another_council_is_no_part_of_the_overall() -> None:
    away = replace(_starred(None), not_ranked="Does not apply: this council does not run the service.")
    whole = overall({"walk-dog": _starred(3), "other": away}, _mark(3), _mark(3), RULES)
    assert (whole.stars, whole.parts) == (3, 3)


def test_journeys_weigh_what_the_methodology_says() -> None:
    rules = replace(RULES, journeys={"walk-dog": 3, "other": 1})
    whole = overall({"walk-dog": _starred(4), "other": _starred(1)}, _mark(3), _mark(3), rules)
    assert whole.mean == 3.17


@dataclass(frozen=True)
class _Council:
    name: str
    overall: Overall


def _council(name: str, stars: int | None, score: float | None) -> _Council:
    return _Council(name, Overall(stars, None, score, None, None, 0, 0, "", "" if stars else "why"))


def test_stars_come_first_then_the_score_and_ties_share_a_place() -> None:
    councils = [
        _council("Zed", 3, 70.0),
        _council("Low", 2, 99.0),
        _council("Amber", 3, 70.0),
        _council("Untested", None, None),
        _council("Best", 4, 60.0),
        _council("Blocked", None, None),
    ]
    places = standings(councils)
    assert {councils[at].name: (one.place, one.tied, one.of) for at, one in places.items()} == {
        "Best": (1, 1, 4),
        "Amber": (2, 2, 4),
        "Zed": (2, 2, 4),
        "Low": (4, 1, 4),
    }
    ranked, others = league_order(councils)
    assert [councils[at].name for at in ranked] == ["Best", "Amber", "Zed", "Low"]
    assert [councils[at].name for at in others] == ["Blocked", "Untested"]


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 4]), st.integers(0, 1000)), min_size=5, max_size=5),
    st.sampled_from([None, 1, 4]),
    st.integers(0, 1000),
)
def test_the_overall_lies_within_its_own_range(
    parts: list[tuple[int | None, int]], access: int | None, share: int
) -> None:
    scores = {f"j{at}": _starred(stars, tenths / 10) for at, (stars, tenths) in enumerate(parts)}
    rules = replace(RULES, journeys=dict.fromkeys(scores, 2))
    whole = overall(scores, _mark(access, share / 10), _mark(3, 20.0), rules)
    assert whole.low is not None
    assert whole.high is not None
    if whole.score is not None:
        assert whole.low <= whole.score <= whole.high
