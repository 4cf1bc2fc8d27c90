"""The table of WCAG's criteria is whole, follows from the rules, and agrees with what axe says of itself."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from checks.accessibility.catalogue import RULES
from checks.accessibility.criteria import BY_AXE, CRITERIA, FAILS, PEOPLE, REVIEWS, coverage, shares


def test_all_criteria_of_a_and_aa_are_there_once() -> None:
    numbers = [one.number for one in CRITERIA]
    assert len(numbers) == len(set(numbers)) == 55
    # WCAG 2.2 without 4.1.1: 31 of level A, 24 of AA.
    assert Counter(one.level for one in CRITERIA) == {"A": 31, "AA": 24}
    assert numbers == sorted(numbers, key=lambda one: [int(part) for part in one.split(".")])
    assert all(one.left and not one.left.endswith(".") for one in CRITERIA)


def test_levels_agree_with_the_rules() -> None:
    levels = {one.number: one.level for one in CRITERIA}
    for rule in RULES:
        if rule.level in ("A", "AA"):
            assert levels.get(rule.wcag) == rule.level, rule.id


def test_every_rule_is_counted_under_its_criterion() -> None:
    every = {one.criterion.number: one for one in coverage()}
    for rule in RULES:
        if rule.level in ("A", "AA"):
            assert rule.id in every[rule.wcag].own
            assert every[rule.wcag].how == FAILS or not rule.sure
    assert every["4.1.3"].how == PEOPLE
    told = shares()
    assert sum(told.values()) == 55
    assert told[FAILS] == sum(
        one.axe or any(r.sure for r in RULES if r.id in one.own) for one in every.values()
    )
    assert all(told[how] for how in (FAILS, REVIEWS, PEOPLE))


def test_criteria_of_axe_are_those_of_its_own_metadata() -> None:
    pytest.importorskip("axe_playwright_python")
    from crawler.axe import OPTIONS, axe_path

    source = axe_path().read_text(encoding="utf-8")
    named = {name for name, one in json.loads(OPTIONS).get("rules", {}).items() if one.get("enabled")}
    found = set()
    for match in re.finditer(r'\{id:"([a-z0-9-]+)",(?:(?!\{id:").){0,3000}?tags:\[([^\]]*)\]', source, re.S):
        tags = set(re.findall(r'"([^"]+)"', match.group(2)))
        runs = not tags & {"experimental", "deprecated"} or match.group(1) in named
        if runs and tags & {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}:
            found |= {
                ".".join(hit.groups()) for tag in tags if (hit := re.fullmatch(r"wcag(\d)(\d)(\d{1,2})", tag))
            }
    levels = {one.number for one in CRITERIA}
    assert found & levels == BY_AXE
