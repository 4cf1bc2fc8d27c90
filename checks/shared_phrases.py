"""Words that many journeys share: who runs a service, verbs of reporting and applying, wider services."""

from __future__ import annotations

from collections.abc import Mapping

from checks.model import Applies, CouncilType

_ONE_TIER = {
    CouncilType.UNITARY: Applies.YES,
    CouncilType.METROPOLITAN: Applies.YES,
    CouncilType.LONDON_BOROUGH: Applies.YES,
    CouncilType.WELSH_UNITARY: Applies.YES,
    CouncilType.SCOTTISH_UNITARY: Applies.YES,
}
# Where there are two tiers the other one is only asked whether it points to the council that runs it.
DISTRICT_TIER: Mapping[CouncilType, Applies] = {
    CouncilType.COUNTY: Applies.SIGNPOST,
    CouncilType.DISTRICT: Applies.YES,
    **_ONE_TIER,
    CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.YES,
}
COUNTY_TIER: Mapping[CouncilType, Applies] = {
    CouncilType.COUNTY: Applies.YES,
    CouncilType.DISTRICT: Applies.SIGNPOST,
    **_ONE_TIER,
    CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.NO,
}
# A service that counties have no part in, not even as those who are asked for it.
NOT_COUNTIES: Mapping[CouncilType, Applies] = {**DISTRICT_TIER, CouncilType.COUNTY: Applies.NO}


def listed(text: str) -> tuple[str, ...]:
    """Return the phrases of *text*, which commas part; a line's end is only a space."""
    return tuple(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


REPORT = {
    "en": listed(
        "report, tell us about, let us know about, tell us, inform us, notify us, make a report, flag up"
    ),
    "cy": listed("rhoi gwybod, rhowch wybod, adrodd, riportio, dweud wrthym, hysbysu"),
}
APPLY = {
    "en": listed("apply for, apply, application, make an application, request, get, register for"),
    "cy": listed("gwneud cais, gwnewch gais, ymgeisio, ymgeisiwch, cais am, cael"),
}
STREETS = {
    "en": listed(
        """roads and pavements, roads, highways, roads and highways, streets, street problems, street care,
        roads and transport, transport and streets, roads and travel, highway maintenance, road maintenance,
        report a problem, report it, report a road problem, parking roads and travel"""
    ),
    "cy": listed("ffyrdd, priffyrdd, ffyrdd a phalmentydd, ffyrdd a thrafnidiaeth, adrodd am broblem"),
}
BINS = {
    "en": listed(
        """bins and recycling, bins, waste and recycling, waste, rubbish and recycling, rubbish, refuse,
        recycling, bin collections, household waste, kerbside collections"""
    ),
    "cy": listed("biniau ac ailgylchu, biniau, gwastraff ac ailgylchu, gwastraff, sbwriel, ailgylchu"),
}
