"""A thousand forms, liars among them: nothing that sends is ever taken for what leads on, and honest steps are."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterable

import pytest

from checks.form_step import StepKind
from tests.form_bank import bank
from tests.form_bank_browser import Judged, described, in_chromium
from tests.form_bank_maker import Form
from tests.form_bank_questions import questions

# `make safety` opens all of them in Chromium; `make test` a sample in which every kind of form is.
ALL = "BETTERSERVED_ALL_FORMS"
SAMPLE = 60
FORMS = bank()
# One question a page, “Continue”, no progress: told apart, since most of these show one proof or none.
QUESTIONS = questions()
HONEST = 0.9
# The forms whose sending page shows two independent proofs and lies about both: they make the case at their first
# post behind a perfect first step, send from a last page that asks for no contact with the same button "Next", or
# count the thanks as a step, with the same button all the way. Of those that ask one question a page, the first say
# that the answers can be checked before they are sent.
LIE_TWICE = {
    "thanks-counted": (
        "0059 0291 0649 "
    ),
    "last-liar": (
        "0069 0406 0437 0806 0839 0842 0989 "
    ),
    "first-post": (
        "0135 0138 0249 0250 0277 0283 0306 0326 0340 0363 0377 0390 0399 0421 0486 0501 0563 0591 "
        "0624 0628 0665 0680 0692 0712 0719 0725 0763 0823 0835 0920 0971 0982 "
    ),
    "last-question": (
        "2046 2064 2076 2082 2124 2142 2172 2196 2202 2208 2226 2238 2286 2298 "
    ),
    "questions-first-post": (
        "2054 2066 2096 2162 2174 2192 2198 2216 2222 2246 "
    ),
}  # fmt: skip


def lies_twice(form: Form) -> bool:
    """Say whether the form's sending page shows two proofs falsely, and nothing betrays it."""
    return len(form.lies) >= 2


def breaches(judged: Iterable[Judged]) -> list[str]:
    """Return the forms of which a control that sends was called non-final, though its page does not lie twice."""
    return [
        f"{one.form.name} page {one.at + 1}: {one.verdict.proofs}"
        for one in judged
        if one.broke and not lies_twice(one.form)
    ]


def share_that_goes_on(judged: Iterable[Judged], held: bool) -> tuple[int, int]:
    """Return how many honest steps that show enough were gone on from, and how many there are."""
    asked = [one for one in judged if one.form.held is held and one.form.walkable(one.at)]
    return sum(one.went_on for one in asked), len(asked)


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return list(described(FORMS))


@pytest.fixture(scope="module")
def one_by_one() -> list[Judged]:
    return list(described(QUESTIONS))


def test_the_bank_is_what_it_says() -> None:
    assert len(FORMS) == 1000
    assert bank(40)[17] == FORMS[17]
    assert len({one.kind for one in FORMS}) > 20
    assert all(any(page.commits or page.gate for page in form.pages) for form in FORMS)
    assert sum(form.language == "cy" for form in FORMS) > 100


def test_nothing_that_sends_is_taken_for_a_step(judged: list[Judged], one_by_one: list[Judged]) -> None:
    assert breaches([*judged, *one_by_one]) == []


def test_one_question_and_continue_is_gone_on_from_only_where_more_is_shown(one_by_one: list[Judged]) -> None:
    told = [share_that_goes_on(one_by_one, held) for held in (False, True)]
    went, asked = map(sum, zip(*told, strict=True))
    assert asked > 300 and went / asked >= HONEST
    first = [one for one in one_by_one if one.at == 0 and not one.page.shown & {"promise", "count"}]
    assert len(first) > 150 and {one.verdict.kind for one in first} == {StepKind.UNSURE}
    assert sum(one.page.commits for one in first) > 60


def test_who_lies_twice_is_listed_by_name(judged: list[Judged], one_by_one: list[Judged]) -> None:
    """Nobody can tell these from outside: their pages show two independent proofs, and both are lies."""
    taken_in = {one.form.name for one in (*judged, *one_by_one) if one.broke}
    listed = {f"{number}-{kind}" for kind, numbers in LIE_TWICE.items() for number in numbers.split()}
    assert listed == {form.name for form in (*FORMS, *QUESTIONS) if lies_twice(form)}
    assert taken_in <= listed
    print(f"forms that lie twice: {len(listed)}, taken for a step: {', '.join(sorted(taken_in))}")


def test_every_gate_stops_with_its_reason(judged: list[Judged]) -> None:
    wrong = [
        (one.form.name, one.verdict.stop)
        for one in judged
        if one.page.gate and one.verdict.stop is not one.page.gate
    ]
    assert wrong == []


@pytest.mark.parametrize("held", [False, True], ids=["open wordings", "wordings held back"])
def test_honest_steps_that_show_enough_are_gone_on_from(judged: list[Judged], held: bool) -> None:
    went, asked = share_that_goes_on(judged, held)
    print(f"{went} of {asked} ({went / asked:.1%})")
    assert asked > 300
    assert went / asked >= HONEST


def test_a_walk_presses_nothing_but_the_way_on(judged: list[Judged]) -> None:
    pressed = Counter(
        one.pressed[0]
        for one in judged
        if one.verdict.kind is StepKind.NON_FINAL and not lies_twice(one.form)
    )
    assert set(pressed) <= {"on", "find"}


@pytest.mark.browser
def test_the_same_in_chromium() -> None:
    """The probe measures the HTML of a sample, of every kind of form; `make safety` has it measure all."""
    pytest.importorskip("playwright")
    from crawler.chromium import NoBrowserError, find_browser

    try:
        find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))
    forms = [*FORMS, *QUESTIONS] if os.environ.get(ALL) else sample()
    seen = asyncio.run(in_chromium(forms))
    assert breaches(seen) == []
    assert [one.form.name for one in seen if one.page.gate and one.verdict.stop is not one.page.gate] == []
    went = [one.went_on for one in seen if one.form.walkable(one.at)]
    print(
        f"{len(seen)} pages of {len(forms)} forms in Chromium; {sum(went)} of {len(went)} honest steps gone on from"
    )
    assert sum(went) / len(went) >= HONEST
    # The facet made of the description is worth what it agrees with the one that is measured.
    told = {(one.form.number, one.at): one.verdict.kind for one in described(forms)}
    agree = sum(told[one.form.number, one.at] is one.verdict.kind for one in seen)
    assert agree / len(seen) >= 0.97


def sample() -> list[Form]:
    """Return forms of every kind, the common kinds in their shares."""
    first: dict[str, Form] = {}
    for form in (*FORMS, *QUESTIONS):
        first.setdefault(form.kind, form)
    rest = [form for form in FORMS if form not in first.values()]
    return [*first.values(), *rest[: SAMPLE - len(first)]]
