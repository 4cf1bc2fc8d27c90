"""What a page tells is found in many wordings, and not in sentences that only share the words."""

from __future__ import annotations

import pytest

from checks.model import Council, CouncilType, Device, Evidence, Outcome
from checks.registry import all_questions, pack_of
from checks.views import SurveyView

HOME = "https://www.elmford.example/"
QUESTIONS = {question.id: question for question in all_questions()}
YES, NO = Outcome.YES, Outcome.NO


def _judged(question: str, said: str) -> Outcome:
    journey = question.partition("/")[0]
    html = f"<html><body><main><h1>{pack_of(journey).journey.title}</h1>{said}</main></body></html>"
    facets = {"html": html, "http": {"status": 200, "content_type": "text/html"}}
    evidence = Evidence(
        "r", "E06", journey, "task", Device.HTTP, HOME, HOME + "t", "2026-11-22T10:00:00Z", 1, facets
    )
    council = Council("E06", "Elmford", CouncilType.UNITARY, "England", "", HOME)
    view = SurveyView(council, pack_of(journey).journey, (evidence,)).task
    return QUESTIONS[question].judge(view).outcome


@pytest.mark.parametrize(
    ("question", "said", "outcome"),
    [
        ("apply-for-housing/chance-told", "<p>Sadly, few families on the list will be rehoused.</p>", YES),
        ("apply-for-housing/chance-told", "<p>There are many more families than homes.</p>", YES),
        ("apply-for-housing/chance-told", "<p>We have let homes since 1919.</p>", NO),
        ("apply-for-housing/likely-wait", "<p>Expect to wait some years in band D.</p>", YES),
        ("apply-for-housing/renewal", "<p>Each year we ask applicants to confirm.</p>", YES),
        ("apply-for-housing/renewal", "<p>The team moves offices every year.</p>", NO),
        ("apply-for-school-place/order-explained", "<p>List your favourite school first.</p>", YES),
        ("apply-for-school-place/late-application", "<p>Forms that are too late wait until May.</p>", YES),
        ("apply-for-school-place/last-years-places", "<p>The furthest distance was 2 km.</p>", YES),
        ("apply-for-school-place/last-years-places", "<p>The school was built in 1954.</p>", NO),
        ("apply-for-school-place/documents", "<p>Bring something to prove where you live.</p>", YES),
        ("comment-on-planning-application/name-published", "<p>Anyone can read what you send.</p>", YES),
        ("comment-on-planning-application/name-published", "<p>Give your name and address.</p>", NO),
        ("comment-on-planning-application/redaction", "<p>We delete phone numbers first.</p>", YES),
        ("comment-on-planning-application/how-decided", "<p>Large schemes go before the committee.</p>", YES),
        ("comment-on-planning-application/alerts", "<p>We tell you by text of plans near you.</p>", YES),
        ("find-bin-collection-day/reminders", "<p>We text you the night before.</p>", YES),
        ("find-bin-collection-day/not-taken", "<p>No hot ash or rubble, please.</p>", YES),
        (
            "find-bin-collection-day/missed-bin-linked",
            "<p>Did the lorry pass? <a href='/x'>Say so</a></p>",
            NO,
        ),
        (
            "find-bin-collection-day/missed-bin-linked",
            "<p>Not emptied? If the crew has passed by, <a href='/x'>tell us</a>.</p>",
            YES,
        ),
        ("order-bulky-waste-collection/help-to-carry", "<p>We can carry it for you.</p>", YES),
        ("order-bulky-waste-collection/help-to-carry", "<p>Bring it to the tip yourself.</p>", NO),
        ("order-bulky-waste-collection/licensed-carriers", "<p>See the licence of any private van.</p>", YES),
        ("report-pothole/inspections", "<p>A-roads are driven and checked each month.</p>", YES),
        ("report-pothole/inspections", "<p>We mend roads in summer.</p>", NO),
        ("report-fly-tipping/leave-alone", "<p>Stay away from the waste.</p>", YES),
        ("report-fly-tipping/leave-alone", "<p>If it is going on, keep away and ring 999.</p>", NO),
        ("report-missed-bin/crew-returns", "<p>Somebody calls again within two working days.</p>", YES),
        ("report-missed-bin/crew-returns", "<p>After two days we cannot send a crew back.</p>", NO),
    ],
)
def test_a_sentence_tells_it_or_does_not(question: str, said: str, outcome: Outcome) -> None:
    assert _judged(question, said) is outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("<p>Garden waste is collected apart: <a href='/g'>join here</a>.</p>", YES),
        ("<p>Garden waste?</p><p><a href='/g'>Other topics</a></p>", NO),
        ("<p>Garden waste goes elsewhere. <a href='/g'>See all topics</a></p>", NO),
    ],
)
def test_the_sentence_around_a_link_says_what_it_is_for(said: str, outcome: Outcome) -> None:
    assert _judged("find-bin-collection-day/garden-waste-linked", said) is outcome
