"""Passages and what they say."""

from __future__ import annotations

from datetime import date

import pytest

from checks.content import read
from checks.naming import Naming, naming
from checks.passages import Passage, passages_of
from checks.registry import pack_of
from checks.wording import fees, next_steps, things_to_have, told_free

TODAY = date(2026, 11, 22)


def _passages(html: str) -> tuple[Passage, ...]:
    return passages_of(
        read(f"<html><body><nav><a href='/'>Home</a></nav><main>{html}</main></body></html>").blocks
    )


def test_items_keep_their_heading_and_lead() -> None:
    found = _passages("<h2>Apply</h2><p>You will need:</p><ul><li>a bill. Not older than a year</li></ul>")
    assert [(p.role, p.full) for p in found] == [
        ("heading", "Apply | Apply"),
        ("text", "Apply | You will need:"),
        ("item", "Apply | You will need: | a bill."),
        ("item", "Apply | You will need: | Not older than a year"),
    ]


def test_bold_paragraph_is_a_heading() -> None:
    found = _passages(
        "<p><strong>What happens next</strong></p><p>We write to you, e.g. by post. Then we come.</p>"
    )
    assert [p.heading for p in found] == ["What happens next"] * 3


@pytest.mark.parametrize(
    ("html", "sure"),
    [
        ("<p>You will need your account number.</p>", True),
        ("<p>Please have your log book to hand when you apply.</p>", True),
        ("<h2>Before you start</h2><ul><li>a photo of the rubbish</li></ul>", True),
        ("<h2>Before you report</h2><ul><li>Check that your name is not on the list</li></ul>", None),
        ("<p>You will need to wait for the crew.</p>", None),
        ("<p>Do you need proof of address?</p>", None),
        ("<p>Rubbish is ugly.</p>", None),
    ],
)
def test_things_to_have(html: str, sure: bool | None) -> None:
    sign = things_to_have(_passages(html))
    assert (sign is not None and sign.strength > 0.7) is bool(sure)


@pytest.mark.parametrize(
    ("html", "paid"),
    [
        ("<p>A permit costs £45 a year.</p>", 1),
        ("<p>You can be fined £400.</p>", 0),
        ("<p>Dumping costs the council £40 a time.</p>", 0),
        ("<h2>Penalties</h2><p>£80 if paid at once.</p>", 0),
    ],
)
def test_fees(html: str, paid: int) -> None:
    assert len(fees(_passages(html))) == paid


def test_free_must_be_about_the_task() -> None:
    plain = told_free(_passages("<p>This service is free of charge.</p>"), lambda text: False)
    other = told_free(_passages("<p>You can swap your sack free of charge.</p>"), lambda text: False)
    assert plain and plain.strength > 0.7
    assert other and other.strength < 0.7


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("There is no charge.", True),
        ("Joining costs nothing.", True),
        ("It costs nothing to register.", True),
        ("Nothing is charged for paying by debit card.", True),
        ("There is no fee for card payments.", True),
        ("It costs nothing at the household waste site.", False),
        ("There is no charge on Sundays at the car park.", False),
    ],
)
def test_an_unqualified_no_charge_is_about_the_task(said: str, plain: bool) -> None:
    found = told_free(_passages(f"<p>{said}</p>"), lambda text: False)
    assert found
    assert (found.strength > 0.7) is plain


@pytest.mark.parametrize(
    ("html", "timed"),
    [
        ("<p>We aim to clear it within 5 working days.</p>", True),
        ("<h2>What happens next</h2><p>Up to 12 weeks.</p>", True),
        ("<p>Offers are posted on 1 March 2027.</p>", True),
        ("<p>We reply to every letter within 15 working days.</p>", True),
        ("<p>An inspector usually visits within 3 working days.</p>", True),
        ("<p>You hear from us within 28 days of sending the last paper.</p>", True),
        ("<p>Most claims are settled within six weeks.</p>", True),
        ("<p>Next year's rota is put online three weeks in advance.</p>", True),
        ("<p>A surveyor rings you up to 10 days after we have your form.</p>", False),
        ("<p>If you get a letter from us, answer within 14 days.</p>", False),
        ("<p>You must return the form within 14 days.</p>", False),
        ("<p>We will look into it.</p>", False),
        ("<p>We will empty bins every two weeks.</p>", False),
        ("<p>The form takes about 10 minutes.</p>", False),
        ("<h2>Christmas</h2><p>Bins will be collected on 28 December.</p>", False),
    ],
)
def test_next_steps(html: str, timed: bool) -> None:
    assert any(sign.strength > 0.7 for sign in next_steps(_passages(html), TODAY)) is timed


@pytest.mark.parametrize(
    ("html", "doubtful"),
    [
        ("<p>Deep holes: up to 24 hours. Others: four weeks at most.</p>", True),
        ("<p>The lorry is back in the road within two working days.</p>", True),
        ("<p>Tell us within two working days.</p>", False),
        ("<p>Your photograph must be taken within the last month.</p>", False),
        ("<p>You can park for up to 3 hours.</p>", False),
        ("<p>Open all day, and free.</p>", False),
    ],
)
def test_a_limit_of_time_that_may_be_the_councils_is_a_doubt(html: str, doubtful: bool) -> None:
    assert any(sign.strength == 0.6 for sign in next_steps(_passages(html), TODAY)) is doubtful


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>We shall ask you for:</p><ul><li>x</li></ul>", False),
        ("<p>We will ask you for:</p><ul><li>the nearest house</li><li>what it looks like</li></ul>", True),
        ("<h2>What we need from you</h2><ul><li>The make of the car</li><li>Its colour</li></ul>", True),
        (
            "<h2>Before you start</h2><ul><li>Only residents of the zone</li><li>No vans over 3 m</li></ul>",
            False,
        ),
        ("<h2>Before you start</h2><p>You'll need the colour of the lid.</p>", True),
        ("<p>You will need to wait for an answer.</p>", False),
    ],
)
def test_a_list_announced_as_what_will_be_asked_is_to_be_had_ready(html: str, plain: bool) -> None:
    found = things_to_have(_passages(html))
    assert bool(found and found.strength > 0.7) is plain


@pytest.mark.parametrize(
    ("journey", "text", "expected"),
    [
        ("report-fly-tipping", "Report rubbish that has been dumped", Naming.TASK),
        ("report-fly-tipping", "Flytipping", Naming.THING),
        ("report-fly-tipping", "Fly-tipping statistics", Naming.DECOY),
        ("report-fly-tipping", "Welcome to Anytown", Naming.NOTHING),
        ("pay-council-tax", "Council tax", Naming.BROAD),
        ("pay-council-tax", "Talu'r dreth gyngor", Naming.TASK),
        ("pay-council-tax", "Council tax reduction", Naming.DECOY),
        ("apply-resident-parking-permit", "Parking", Naming.SERVICE),
    ],
)
def test_naming(journey: str, text: str, expected: Naming) -> None:
    assert naming(text, pack_of(journey).journey) is expected
