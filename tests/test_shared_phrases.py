"""Phrases are parted by commas alone, and the tiers name every council type once."""

from __future__ import annotations

from checks.model import Applies, CouncilType
from checks.registry import packs
from checks.shared_phrases import COUNTY_TIER, DISTRICT_TIER, NOT_COUNTIES, listed


def test_commas_part_phrases_and_lines_do_not() -> None:
    assert listed("""hole in
        the road, pothole,, twll yn y ffordd,""") == ("hole in the road", "pothole", "twll yn y ffordd")


def test_every_council_type_is_named() -> None:
    for tier in (COUNTY_TIER, DISTRICT_TIER, NOT_COUNTIES):
        assert set(tier) == set(CouncilType)
    assert COUNTY_TIER[CouncilType.DISTRICT] is DISTRICT_TIER[CouncilType.COUNTY] is Applies.SIGNPOST
    assert NOT_COUNTIES[CouncilType.COUNTY] is Applies.NO


def test_no_journey_has_two_phrases_run_together() -> None:
    long = [
        (pack.journey.id, phrase)
        for pack in packs()
        for group in (pack.journey.objects, pack.journey.actions, pack.journey.topics)
        for phrases in group.values()
        for phrase in phrases
        if len(phrase.split()) > 8
    ]
    assert not long
