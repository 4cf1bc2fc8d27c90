"""The methodology's file: what is refused, and in which words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

import reports
from checks.registry import all_questions, journey_ids
from reports.marks import pages_of_each, stars_for_pages
from reports.methodology import MethodologyError, load, parse

FILE = Path(reports.__file__).with_name("2026-1.toml")
TEXT = FILE.read_text("utf-8")


def _parse(old: str, new: str) -> str:
    assert old in TEXT
    with pytest.raises(MethodologyError) as caught:
        parse(TEXT.replace(old, new, 1).encode(), "m.toml")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_first_methodology_is_provisional_and_has_the_published_bands() -> None:
    rules = load("2026-1")
    assert rules.provisional
    assert rules.bands == {4: 85, 3: 65, 2: 40}
    assert (rules.coverage, rules.essential_cap, rules.out_of_date_cap) == (80, 2, 2)
    assert rules.sha256 == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_it_names_only_questions_and_journeys_that_exist() -> None:
    rules = load()
    assert set(rules.questions) <= {question.id for question in all_questions()}
    assert set(rules.journeys) <= set(journey_ids())
    assert set(rules.mobile_questions) <= set(rules.questions)


def test_questions_that_need_a_press_or_a_key_are_on_trial() -> None:
    assert not {"core/clear-errors", "core/search-engine"} & set(load().questions)


def test_a_survey_is_asked_the_core_block_and_the_questions_of_its_own_journey() -> None:
    asked = load().scored_questions("report-fly-tipping")
    assert "core/form-opens" in asked
    assert {one.partition("/")[0] for one in asked} <= {"core", "report-fly-tipping"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"core/form-opens" = 3', '"core/form-opens" = 4', 'questions."core/form-opens": weight 4'),
        ('"core/form-opens" = 3', '"core/form-opens" = true', 'questions."core/form-opens": weight True'),
        ('"core/form-opens" = 3', '"form-opens" = 3', 'questions."form-opens": is not an id'),
        ('"core/form-opens" = 3', '"bins/form-opens" = 3', "journey 'bins' is not named"),
        ("report-missed-bin = 1", "report-missed-bin = 0", "journeys.report-missed-bin: weight 0"),
        ("3 = 65", "3 = 85", "the bands of 4, 3 and 2 stars must fall"),
        ("2 = 40", "2 = 0", "stars.2: 0 is not a whole number from 1 to 100"),
        ("2 = 40", "2 = 40\n1 = 10", "stars.1: is not a key of a methodology"),
        ("coverage = 80", "coverage = 180", "gates.coverage: 180"),
        ("provisional = true", 'provisional = "yes"', "provisional: 'yes' is not true or false"),
        ("provisional = true", "provisional = true\ncolour = 1", "colour: is not a key of a methodology"),
        ("date = 2026-11-22", 'date = "today"', "date: 'today' is not a date"),
        ('id = "2026-1"', "", "id: is missing"),
        ('impacts = ["serious", "critical"]', 'impacts = ["grave"]', "accessibility.impacts: 'grave'"),
        ("three = 10", "three = 60", "accessibility.three is above accessibility.two"),
        ("[stars]", "[stars", "is not TOML"),
    ],
)
def test_a_fault_is_named_with_its_file_and_key(old: str, new: str, says: str) -> None:
    message = _parse(old, new)
    assert message.startswith("m.toml: ")
    assert says in message


def test_a_file_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(MethodologyError, match=r"1999-1\.toml: cannot be read .* has 2026-1"):
        load("1999-1")


def test_bands_are_decided_in_whole_numbers() -> None:
    rules = load()
    # 17/20 is 85 % exactly; a hair below it is not.
    assert rules.stars_for(17, 20) == 4
    assert rules.stars_for(84_999, 100_000) == 3
    assert [rules.stars_for(yes, 100) for yes in (0, 39, 40, 64, 65, 84, 85, 100)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_many_earn_stars_as_each_alone() -> None:
    rules = load()
    pairs = [(good, whole) for whole in range(1, 60) for good in range(whole + 1)]
    good, whole = np.array(pairs).T
    assert rules.stars_of_each(good, whole).tolist() == [rules.stars_for(*one) for one in pairs]
    assert pages_of_each(good, whole, rules).tolist() == [stars_for_pages(*one, rules) for one in pairs]
