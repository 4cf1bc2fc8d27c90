"""The step classifier: every sign, doubt, gate and proof has a yes and a no, and no proof outweighs a sign."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import form_step_doubts as doubts
from checks import form_step_gates as gates
from checks import form_step_proofs as proofs
from checks import form_step_signs as signs
from checks.form_step import StepBefore, StepKind, StopReason, classify, leads_on_sending, remembered
from checks.form_step_progress import counts
from checks.form_step_view import step_of
from checks.form_step_words import sending_words

Facet = dict[str, Any]


def field(label: str, kind: str = "text", **more: Any) -> Facet:
    tag = kind if kind in ("textarea", "select") else "input"
    name = more.pop("name", label.lower().replace(" ", "_"))
    return {
        "form": 0,
        "tag": tag,
        "type": kind,
        "name": name,
        "id": "",
        "label": label,
        "visible": True,
        **more,
    }


def button(text: str, **more: Any) -> Facet:
    usual = {"form": 0, "tag": "button", "type": "submit", "role": "", "text": text, "name": "", "value": ""}
    return {**usual, "action": "https://forms.example/report", "method": "post", "visible": True, **more}


def link(text: str, href: str = "https://forms.example/two", **more: Any) -> Facet:
    return button(
        text, **{"tag": "a", "type": "", "href": href, "action": "", "method": "", "form": -1, **more}
    )


def choices(question: str, *answers: str, name: str = "kind") -> list[Facet]:
    return [field(one, "radio", name=name, group=question) for one in answers]


def step(heading: str, fields: list[Facet], controls: list[Facet], count: str = "", **more: Any) -> Facet:
    progress = {
        "texts": [count] if count else [],
        "steps": more.pop("steps", []),
        "bar": more.pop("bar", None),
    }
    return {
        "url": "https://forms.example/report",
        "title": heading,
        "headings": [{"level": 1, "text": heading}],
        "texts": [],
        "forms": [{"action": "https://forms.example/report", "method": "post"}],
        "fields": fields,
        "controls": controls,
        "progress": progress,
        **more,
    }


def kind_of(facet: Facet, *before: StepBefore) -> StepKind:
    return classify(facet, before).kind


PLACE = step("Where is it?", [field("Postcode")], [button("Next")], "Step 1 of 4")


def after(facet: Facet = PLACE) -> StepBefore:
    return remembered(facet, classify(facet))


def test_an_honest_first_step_leads_on() -> None:
    verdict = classify(PLACE)
    assert (verdict.kind, verdict.control, verdict.stop) == (StepKind.NON_FINAL, 0, None)
    assert [one[:2] for one in verdict.proofs] == ["N1", "N2", "N4"]


def test_one_proof_is_not_enough() -> None:
    assert (
        kind_of(step("What is wrong?", [field("Describe it", "textarea")], [button("Next")]))
        is StepKind.UNSURE
    )
    assert classify(step("Where?", [field("Postcode")], [button("Continue")])).stop is StopReason.UNSURE


def test_contact_details_need_a_later_step_to_be_shown() -> None:
    asked = [field("Full name"), field("E-mail", "email")]
    assert kind_of(step("Your details", asked, [button("Next")]), after()) is StepKind.FINAL
    assert (
        kind_of(step("Your details", asked, [button("Next")], "Step 3 of 4"), after()) is StepKind.NON_FINAL
    )


def test_a_walk_of_nothing_but_junk_is_no_error() -> None:
    for junk in (
        {},
        {"fields": 3, "controls": [None, 7, {}], "forms": "x", "progress": []},
        {"headings": [{"text": 4}]},
    ):
        assert classify(junk).stop is not None


ASKED = [field("Postcode")]
STORY = [field("Describe the problem", "textarea")]
WHO = [field("Full name"), field("E-mail", "email")]
LIST = [{"text": "Place", "current": True}, {"text": "Problem"}, {"text": "Your details"}]
NEXT = [button("Next")]
LIAR = "Where is it?"


def said(rule: Callable[..., str], facet: Facet, *before: StepBefore, at: int = 0) -> str:
    """Return what a rule says of the control at a place of the facet."""
    seen = step_of(facet)
    control = next(one for one in (*seen.controls, *seen.hidden_controls) if one.place == at)
    return rule(seen, control, before)


def texts(*words: str) -> Facet:
    return step(LIAR, ASKED, NEXT, texts=list(words))


# Each rule, a step of which it speaks and one of which it must not.
SIGNS: list[tuple[Callable[..., str], Facet, Facet]] = [
    (signs.says_send, step(LIAR, ASKED, [button("Send report")]), step(LIAR, ASKED, [button("Next: report details")])),
    (signs.says_send, step(LIAR, ASKED, [button("Confirm address")]), step(LIAR, ASKED, [button("Use this address")])),
    (signs.says_send, step(LIAR, ASKED, [button("Cyflwyno")]), step(LIAR, ASKED, [button("Y cam nesaf")])),
    (signs.says_send, step(LIAR, ASKED, [button("Save")]), step(LIAR, ASKED, [button("Save and continue")])),
    (signs.says_send, step(LIAR, ASKED, [button("Report anonymously")]), step(LIAR, ASKED, [button("Start your report")])),
    (signs.says_send, step(LIAR, ASKED, [button("Sub\u200bmit")]), step(LIAR, ASKED, [button("Find address")])),
    (signs.says_send, step(LIAR, ASKED, [button("Next", drawn="Submit")]), step(LIAR, ASKED, [button("Next", drawn="Next")])),
    (signs.named_send, step(LIAR, ASKED, [button("Next", name="btnConfirm")]), step(LIAR, ASKED, [button("Next", name="submit")])),
    (signs.named_send, step(LIAR, ASKED, [button("Next", value="submit")]), step(LIAR, ASKED, [button("Next", value="2")])),
    (
        signs.sent_to_commit,
        step(LIAR, ASKED, [button("Next", action="https://forms.example/case/confirm")]),
        step(LIAR, ASKED, [button("Next", action="https://forms.example/case/save")]),
    ),
    (
        signs.sent_to_commit,
        step(LIAR, ASKED, [link("Next", "https://forms.example/?action=book")]),
        step(LIAR, ASKED, [link("Next", "https://forms.example/?page=2")]),
    ),
    (
        signs.sent_to_commit,
        step(LIAR, ASKED, [link("Next", "https://forms.example/submit")]),
        step(LIAR, ASKED, [link("Next", "javascript:document.forms[0].submit()")]),
    ),
    (signs.sent_to_commit, step(LIAR, ASKED, [button("Next", action="mailto:a@b.example")]), step(LIAR, ASKED, NEXT)),
    (signs.pressing_sends, texts("Press Next and we send your report."), texts("Press Next to choose a place.")),
    (signs.pressing_sends, texts("When you continue, press this. This will submit the form."), texts("This will take five minutes.")),
    (signs.checks_answers, step("Check your answers", [], NEXT), step("Check if we collect from you", ASKED, NEXT)),
    (signs.checks_answers, step("Gwiriwch eich atebion", [], NEXT), step("Before you start", [], NEXT)),
    (
        signs.checks_answers,
        step("Nearly", [], NEXT, summary={"rows": 3, "changes": 3}),
        step("Where", ASKED, NEXT, summary={"rows": 1, "changes": 1}),
    ),
    (
        signs.declares,
        step(LIAR, [field("I declare that this is true", "checkbox")], NEXT),
        step(LIAR, [field("Is it true that it is dark?", "text")], NEXT),
    ),
    (signs.declares, step(LIAR, [field("Rwy'n datgan bod hyn yn gywir", "checkbox")], NEXT), step(LIAR, [field("Bin du", "checkbox")], NEXT)),
    (signs.is_last, step(LIAR, ASKED, NEXT, "Step 5 of 5"), step(LIAR, ASKED, NEXT, "Step 4 of 5")),
    (signs.is_last, step(LIAR, ASKED, NEXT, "Cam pump o bump"), step(LIAR, ASKED, NEXT, "Cam dau o bump")),
    (signs.is_last, step("Final step", ASKED, NEXT), step("On the final page you can check it", ASKED, NEXT)),
    (signs.is_last, step(LIAR, ASKED, NEXT, bar={"now": 4, "max": 4}), step(LIAR, ASKED, NEXT, bar={"now": 1, "max": 4})),
    (
        signs.is_last,
        step(LIAR, ASKED, NEXT, steps=[{"text": "Place", "done": True}, {"text": "You", "current": True}, {"text": "Confirmation"}]),
        step(LIAR, ASKED, NEXT, steps=LIST),
    ),
    (
        signs.is_last,
        step(LIAR, ASKED, NEXT, steps=[{"text": "You", "current": True}, {"text": "Payment"}, {"text": "Thank you"}]),
        step(LIAR, ASKED, NEXT, steps=[{"text": "You", "current": True}, {"text": "Payment"}, {"text": "Check your answers"}]),
    ),
    (signs.asks_everything, step(LIAR, [*WHO, *STORY], NEXT), step(LIAR, [*WHO, *STORY], NEXT, "Step 1 of 2")),
    (signs.is_whole_task, step(LIAR, [*ASKED, *STORY], NEXT), step(LIAR, [*ASKED, *STORY], NEXT, steps=LIST)),
    (signs.is_whole_task, step(LIAR, [*ASKED, *STORY], NEXT), step(LIAR, ASKED, NEXT)),
    (signs.asks_contact, step(LIAR, WHO, NEXT), step(LIAR, [field("Street name"), field("Name of the road")], NEXT)),
    (signs.asks_contact, step(LIAR, [field("E-bost", "email")], NEXT), step(LIAR, WHO, NEXT, "Step 2 of 4")),
    (signs.asks_contact, step("Your details", [field("")], NEXT), step("Your details", choices("Reply?", "Yes", "No"), NEXT)),
    (signs.is_last, step("One last thing", ASKED, NEXT), step("Lasting damage", ASKED, NEXT)),
    (signs.has_captcha, step(LIAR, [field("What is 3 plus 4?")], NEXT), step(LIAR, [field("What is the plus code?")], NEXT)),
    (signs.asks_acceptance, step(LIAR, [field("I agree", "checkbox")], NEXT), step(LIAR, [field("Grey bin", "checkbox")], NEXT)),
    (
        signs.sent_to_commit,
        step(LIAR, ASKED, [button("Next", action="https://forms.example/send-report.php")]),
        step(LIAR, ASKED, [button("Next", action="https://forms.example/report")]),
    ),
    (signs.has_captcha, step(LIAR, ASKED, NEXT, captcha=["div g-recaptcha"]), step(LIAR, ASKED, NEXT)),
    (signs.has_payment_terms, texts("Total to pay: £42.00"), texts("There is no charge.")),
    (
        signs.asks_acceptance,
        step(LIAR, [field("I accept the terms and conditions", "checkbox")], NEXT),
        step(LIAR, [field("What are the conditions on the road?", "textarea")], NEXT),
    ),
    (signs.asks_acceptance, texts("By continuing you agree to our privacy policy."), texts("By continuing you agree to cookies.")),
    (signs.is_unnamed, step(LIAR, ASKED, [button("→")]), step(LIAR, ASKED, [button("Next →")])),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "yes", "no"), SIGNS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_final_sign(rule: Callable[..., str], yes: Facet, no: Facet) -> None:
    assert said(rule, yes).startswith("F")
    assert said(rule, no) == ""
    assert kind_of(yes) in (StepKind.FINAL, StepKind.UNSURE)


DOUBTS: list[tuple[Callable[..., str], Facet, Facet]] = [
    (doubts.says_nothing_known, step(LIAR, ASKED, [button("Absenden")], "Step 1 of 3"), step(LIAR, ASKED, [button("Carry on")], "Step 1 of 3")),
    (doubts.stands_by_final, step(LIAR, ASKED, [button("Next"), button("Send")], "Step 1 of 3"), step(LIAR, ASKED, [button("Next"), button("Save for later")], "Step 1 of 3")),
    (doubts.not_for_robots, step(LIAR, ASKED, [link("Next", rel="nofollow", form=0)], "Step 1 of 3"), step(LIAR, ASKED, [link("Next", form=0)], "Step 1 of 3")),
    (doubts.holds_a_time, step(LIAR, choices("Available times", "9:00", "10:00"), NEXT, "Step 1 of 3"), step(LIAR, choices("Which bin?", "Brown", "Grey"), NEXT, "Step 1 of 3")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "yes", "no"), DOUBTS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_doubt(rule: Callable[..., str], yes: Facet, no: Facet) -> None:
    assert said(rule, yes).startswith("D")
    assert kind_of(yes) is not StepKind.NON_FINAL
    assert said(rule, no) == ""
    assert kind_of(no) is StepKind.NON_FINAL


def test_doubts_that_look_back() -> None:
    place = after()
    who = replace(place, personal=True)
    empty = step("Nearly", [], NEXT, "Step 3 of 5")
    assert said(doubts.asks_nothing_more, empty, place).startswith("D4")
    assert said(doubts.asks_nothing_more, empty) == ""
    near = step("You", WHO, [button("Continue")], "Step 3 of 4")
    led = after(step("Where is it?", ASKED, [button("Continue")], "Step 2 of 4"))
    assert said(doubts.next_may_be_thanks, near, led) == ""
    assert said(doubts.next_may_be_thanks, near, place).startswith("D5")
    assert said(doubts.next_may_be_thanks, step("You", WHO, [button("Continue")], "Step 2 of 4"), place) == ""
    numbers = [{"text": "1"}, {"text": "2", "current": True}, {"text": "3"}]
    drawn = step("You", WHO, [button("Continue")], steps=numbers)
    assert said(doubts.next_may_be_thanks, drawn, place).startswith("D5")
    named = [{"text": "You", "current": True}, {"text": "Check and send"}]
    assert (
        said(
            doubts.next_may_be_thanks, {**near, "progress": {"texts": ["Step 3 of 4"], "steps": named}}, place
        )
        == ""
    )
    assert said(doubts.all_is_known, step("More", STORY, NEXT), who).startswith("D6")
    assert said(doubts.all_is_known, step("More", STORY, NEXT, "Step 3 of 4"), who) == ""


HIDDEN = [field("Postcode"), field("Full name", visible=False)]
PROOFS: list[tuple[Callable[..., str], Facet, Facet]] = [
    (proofs.says_next, step(LIAR, ASKED, NEXT), step(LIAR, ASKED, [button("Continue")])),
    (proofs.says_next, step(LIAR, ASKED, [button("Nesaf")]), step(LIAR, ASKED, [button("Parhau")])),
    (proofs.says_next, step(LIAR, ASKED, [button("Continue", name="next")]), step(LIAR, ASKED, [button("Continue", name="go")])),
    (proofs.says_next, step(LIAR, ASKED, [button("Problem >")], steps=LIST), step(LIAR, ASKED, [button("Problem >")])),
    (proofs.counts_on, step(LIAR, ASKED, NEXT, "Step two of five"), step(LIAR, ASKED, NEXT, "Step five of five")),
    (proofs.counts_on, step(LIAR, ASKED, NEXT, "2/5"), step(LIAR, ASKED, NEXT, "")),
    (proofs.counts_on, step(LIAR, ASKED, NEXT, bar={"now": 30, "max": 100}), step(LIAR, ASKED, NEXT, bar={"now": 80, "max": 100})),
    (
        proofs.counts_on,
        step(LIAR, ASKED, NEXT, steps=[{"text": "1", "current": True}, {"text": "2"}]),
        step(LIAR, ASKED, NEXT, steps=[{"text": "1"}, {"text": "2", "current": True}]),
    ),
    (proofs.lists_later, step(LIAR, ASKED, NEXT, steps=LIST), step(LIAR, ASKED, NEXT, steps=[{"text": "1", "current": True}, {"text": "2"}])),
    (proofs.lists_later, step(LIAR, ASKED, NEXT, steps=LIST), step(LIAR, ASKED, NEXT, steps=[{"text": "Step 1", "current": True}, {"text": "Step 2"}])),
    (proofs.lists_later, step(LIAR, ASKED, NEXT, steps=LIST), step(LIAR, ASKED, NEXT, steps=[{**one, "current": False} for one in LIST])),
    (proofs.asks_where_or_what, step(LIAR, [*ASKED, *choices("What kind?", "A", "B")], NEXT), step(LIAR, [*ASKED, *STORY], NEXT)),
    (proofs.asks_where_or_what, step(LIAR, [], [link("Start now")]), step(LIAR, [], [button("Continue")])),
    (
        proofs.later_parts,
        step(LIAR, HIDDEN, [button("Next", type="button"), button("Send report", visible=False)]),
        step(LIAR, HIDDEN, [button("Next"), button("Send report", visible=False)]),
    ),
    (proofs.promises, texts("You can check your answers before you send them."), texts("Check that you have your bill ready.")),
    (
        proofs.finds_without_sending,
        step(LIAR, ASKED, [button("Find address", type="button"), button("Send report")]),
        step(LIAR, ASKED, [button("Find address"), button("Send report")]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "yes", "no"), PROOFS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_proof(rule: Callable[..., str], yes: Facet, no: Facet) -> None:
    assert said(rule, yes).startswith("N")
    assert said(rule, no) == ""


def test_the_same_control_counts_only_where_it_led_to_another_page() -> None:
    again = step("What is wrong?", STORY, NEXT)
    assert said(proofs.led_on_before, again, after()).startswith("N6")
    assert said(proofs.led_on_before, PLACE, after()) == ""
    assert (
        said(proofs.led_on_before, step("What is wrong?", STORY, [button("Next", name="other")]), after())
        == ""
    )


def test_a_count_that_does_not_move_is_not_believed() -> None:
    stuck = step("What is wrong?", STORY, [button("Continue")], "Step 1 of 4")
    assert said(proofs.counts_on, stuck, after()) == ""
    assert said(proofs.counts_on, step("What is wrong?", STORY, NEXT, "Step 2 of 4"), after()).startswith(
        "N2"
    )
    numbers = [{"text": "1", "current": True}, {"text": "2"}, {"text": "3"}]
    drawn = after(step("Where is it?", ASKED, NEXT, steps=numbers))
    assert said(proofs.counts_on, step("What is wrong?", STORY, NEXT, steps=numbers), drawn) == ""


GATES: list[tuple[StopReason, Facet, Facet]] = [
    (StopReason.PAYMENT, step(LIAR, [field("Card number")], NEXT), step(LIAR, [field("Which card was lost?", "textarea")], NEXT)),
    (StopReason.PAYMENT, step(LIAR, ASKED, [button("Continue to payment")]), step(LIAR, ASKED, [button("Continue to your details")])),
    (StopReason.PAYMENT, step(LIAR, [field("How much do you want to pay?")], NEXT), step(LIAR, [field("How much rubbish is it?")], NEXT)),
    (StopReason.PAYMENT, step("Payment details", ASKED, NEXT), step("Repayment query", ASKED, NEXT)),
    (StopReason.PAYMENT, step(LIAR, ASKED, NEXT, payment=["pay.example"]), step(LIAR, ASKED, NEXT, payment=[])),
    (StopReason.PAYMENT, step(LIAR, ASKED, [button("Continue", action="https://epay.example/x")]), step(LIAR, ASKED, NEXT)),
    (StopReason.CAPTCHA, step(LIAR, ASKED, NEXT, captcha=["iframe"]), step(LIAR, ASKED, NEXT)),
    (StopReason.SIGN_IN, step(LIAR, [field("Password", "password")], NEXT), step(LIAR, ASKED, NEXT)),
    (StopReason.SIGN_IN, step("Sign in", [field("E-mail", "email")], NEXT), step("Sign of damage", ASKED, NEXT)),
    (StopReason.SIGN_IN, step("Sign in", [field("Password", "password")], NEXT), step("Sign in", [field("Password", "password")], [link("Continue without signing in")])),
    (StopReason.CODE, step(LIAR, [field("Enter the code we sent you")], NEXT), step(LIAR, [field("Postcode")], NEXT)),
    (StopReason.CAPTCHA, step(LIAR, [field("What is 3 + 4?")], NEXT), step(LIAR, [field("What is it?")], NEXT)),
    (StopReason.CODE, step(LIAR, WHO, NEXT, "Step 1 of 4", texts=["We will send you a code."]), step(LIAR, WHO, NEXT, "Step 1 of 4")),
    (StopReason.CODE, step(LIAR, WHO, [button("Verify my email")]), step(LIAR, ASKED, NEXT)),
    (StopReason.SENSITIVE, step(LIAR, choices("What is your ethnic group?", "A", "B"), NEXT), step(LIAR, choices("Is it a health hazard to others?", "Yes", "No"), NEXT)),
    (StopReason.SENSITIVE, step(LIAR, choices("Which are you?", "Muslim", "Hindu", "Neither"), NEXT), step(LIAR, choices("Disabled parking bay?", "Yes", "No"), NEXT)),
    (StopReason.SENSITIVE, step(LIAR, choices("Oes gennych chi anabledd?", "Oes", "Nac oes"), NEXT), step(LIAR, choices("Pa fin?", "Du", "Gwyrdd"), NEXT)),
    (StopReason.UPLOAD, step(LIAR, [field("Proof", "file", required=True)], NEXT), step(LIAR, [field("Photo", "file")], NEXT)),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "yes", "no"), GATES, ids=lambda one: getattr(one, "value", ""))
def test_each_gate(reason: StopReason, yes: Facet, no: Facet) -> None:
    verdict = classify(yes)
    assert (verdict.stop, verdict.control) == (reason, None)
    assert verdict.kind is not StepKind.NON_FINAL
    assert classify(no).stop is not reason


def test_every_gate_has_its_turn() -> None:
    assert {reason for reason, _ in gates.GATES} == {reason for reason, _, _ in GATES}


BESIDE = [
    (
        {"place": "header"},
        [field("Search", name="q", form=1, place="header")],
        button("Search", form=1, place="header"),
    ),
    (
        {"words": "newsletter"},
        [field("Email", "email", form=1)],
        button("Subscribe to the newsletter", form=1),
    ),
    ({}, choices("Was this page useful?", "Yes", "No", name="useful"), button("Send feedback", form=1)),
]


@pytest.mark.parametrize(("form", "asked", "control"), BESIDE)
def test_a_side_form_is_never_the_way_on(form: Facet, asked: list[Facet], control: Facet) -> None:
    facet = copy.deepcopy(PLACE)
    facet["forms"].append({"action": "https://forms.example/aside", "method": "post", **form})
    facet["fields"] += [{**one, "form": 1} for one in asked]
    facet["controls"].insert(0, control)
    verdict = classify(facet)
    assert (verdict.kind, verdict.control) == (StepKind.NON_FINAL, 1)


@pytest.mark.parametrize(
    "words",
    [
        "Back",
        "Save and come back later",
        "Cancel",
        "Yn ôl",
        "Save for later",
        "Add another",
        "Sign in",
        "Clear",
    ],
)
def test_what_leads_aside_is_never_pressed(words: str) -> None:
    assert classify(step(LIAR, ASKED, [button(words)], "Step 1 of 4")).stop is StopReason.NO_CONTROL
    both = classify(step(LIAR, ASKED, [button(words), button("Next")], "Step 1 of 4"))
    assert both.control == 1


def test_a_field_that_stands_in_no_form_does_not_hide_the_form_that_is_sent() -> None:
    forms = [{"action": "https://forms.example/report", "method": "post"}]
    stray = field("Add evidence", "file", form=-1)
    sends = step("Check your answers", [stray], [button("Save"), button("Add another")], forms=forms)
    assert classify(sends).stop is StopReason.FINAL
    # With a control of its own it is a form without a form element, and the empty one beside it is not the way on.
    own = step(
        LIAR,
        [field("Postcode", form=-1)],
        [button("Next"), button("Next", form=-1, type="button")],
        "Step 1 of 4",
    )
    assert classify(own).control == 1
    # A form that asks something of its own is not what the stray field is sent with.
    asks = step(
        LIAR, [field("A", form=-1), field("B", form=-1), field("C", form=0)], [button("Next")], "Step 1 of 4"
    )
    assert classify(asks).stop is StopReason.NO_CONTROL


def test_a_decoy_is_no_field() -> None:
    trap = field("Your name", decoy=True)
    assert kind_of(step(LIAR, [*ASKED, trap], NEXT)) is StepKind.NON_FINAL
    assert kind_of(step(LIAR, [*ASKED, {**trap, "decoy": False}], NEXT)) is StepKind.FINAL


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Step 1 of 4", (1, 4)), ("Page 2/5", (2, 5)), ("step two of five", (2, 5)), ("Cam 2 o 5", (2, 5)),
        ("Y cam cyntaf o bump", (1, 5)), ("Second step of three", (2, 3)), ("Question 3 out of 10", (3, 10)), ("2 of 5 steps", (2, 5)),
        ("3 of 4 bins", None), ("Step 3 is easy", None), ("Open 9 to 5", None),
    ],
)  # fmt: skip
def test_counts_are_read_in_words_too(text: str, found: tuple[int, int] | None) -> None:
    assert counts(text.casefold()) == ((found,) if found else ())


def test_the_look_up_is_judged_by_itself() -> None:
    find = button("Find address", type="button")
    verdict = classify(step("Report it", [*ASKED, *STORY, *WHO], [find, button("Send report")]))
    assert verdict.stop is StopReason.FINAL
    assert verdict.controls[0].kind is StepKind.NON_FINAL
    # With nothing else to send the form, the look-up itself may be what sends it.
    assert kind_of(step("Report it", [*ASKED, *STORY, *WHO], [find])) is StepKind.FINAL


def test_what_sends_after_all_loses_the_proofs_of_not_sending() -> None:
    later = [field("Story", "textarea", visible=False)]
    last = button("Send report", visible=False)
    first = step("Report it", [*ASKED, *later], [button("Continue", type="button"), last])
    assert kind_of(first) is StepKind.NON_FINAL
    assert not leads_on_sending(first, 0)
    find = button("Find address", type="button")
    beside = step("Where is it?", [field("Postcode")], [find, button("Next")], "Step 1 of 4")
    assert classify(beside).controls[0].kind is StepKind.NON_FINAL
    assert not leads_on_sending(beside, 0)
    for control in (button("Next", type="button"), link("Next", "#", role="button", form=0)):
        honest = step("Where is it?", [field("Postcode")], [control], "Step 1 of 4")
        assert leads_on_sending(honest, 0)
        again = step("What is it?", [field("Kind", "select")], [control], "Step 2 of 4")
        assert leads_on_sending(again, 0, [after(honest)])
    assert not leads_on_sending({}, 0)


# --- Properties ---------------------------------------------------------------------------------------------

_KINDS = [
    ASKED, STORY, WHO, choices("What kind?", "A", "B"), [field("I agree to the terms", "checkbox")], [],
    [field("Photo", "file")], [field("Town")], [field("Date of birth")],
]  # fmt: skip
_WORDS = [
    "Next",
    "Continue",
    "Submit",
    "Nesaf",
    "Parhau",
    "Send",
    "Find address",
    "Start now",
    "→",
    "Zap",
    "Save and continue",
]
_COUNTS = ["", "Step 1 of 4", "Step 4 of 4", "Cam 2 o 3", "2/5"]
steps = st.builds(
    lambda fields, words, count, listed, words2: step(
        LIAR,
        [one for part in fields for one in part],
        [button(words), *([button(words2)] if words2 else [])],
        count,
        steps=listed,
    ),
    st.lists(st.sampled_from(_KINDS), max_size=3),
    st.sampled_from(_WORDS),
    st.sampled_from(_COUNTS),
    st.sampled_from([[], LIST, [*LIST[:2], {"text": "Done"}]]),
    st.sampled_from(["", "Back", "Submit", "Next"]),
)
befores = st.sampled_from([(), (StepBefore("next", "button|submit|", "elsewhere"),)])
FINALS: list[Callable[[Facet], None]] = [
    lambda one: one["controls"][0].update(text="Submit"),
    lambda one: one["controls"][0].update(name="confirm"),
    lambda one: one["headings"].insert(0, {"level": 1, "text": "Check your answers"}),
    lambda one: one["fields"].append(field("I declare that this is correct", "checkbox")),
    lambda one: one["progress"]["texts"].append("Step 9 of 9"),
    lambda one: one.update(captcha=["iframe"]),
    lambda one: one["texts"].append("Total to pay: £10"),
    lambda one: one["controls"][0].update(action="https://forms.example/confirm"),
]


@given(steps, befores, st.sampled_from(FINALS))
def test_a_final_sign_never_makes_a_step_non_final(
    facet: Facet, before: tuple[StepBefore, ...], add: Callable[[Facet], None]
) -> None:
    was = classify(facet, before)
    worse = copy.deepcopy(facet)
    add(worse)
    now = classify(worse, before)
    if was.kind is not StepKind.NON_FINAL:
        assert now.kind is not StepKind.NON_FINAL or now.control != 0
    assert all(one.kind is not StepKind.NON_FINAL for one in now.controls if one.control == 0)


@given(steps, befores)
def test_taking_a_proof_away_never_makes_a_step_non_final(
    facet: Facet, before: tuple[StepBefore, ...]
) -> None:
    was = classify(facet, before)
    less = copy.deepcopy(facet)
    # A count or a list that says that this is the last step is a sign, not a proof: it stays.
    if said(signs.is_last, facet, *before) == "":
        less["progress"] = {"texts": [], "steps": [], "bar": None}
    for fewer in (classify(less, ()), classify(less, before), classify(facet, ())):
        if was.kind is not StepKind.NON_FINAL and not before:
            assert fewer.kind is not StepKind.NON_FINAL


@given(steps, befores, st.randoms(use_true_random=False))
def test_the_order_of_the_fields_does_not_matter(
    facet: Facet, before: tuple[StepBefore, ...], chance: Any
) -> None:
    other = copy.deepcopy(facet)
    chance.shuffle(other["fields"])
    one, two = classify(facet, before), classify(other, before)
    assert (one.kind, one.control, one.stop, [each.kind for each in one.controls]) == (
        two.kind, two.control, two.stop, [each.kind for each in two.controls],
    )  # fmt: skip


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.sampled_from(["text", "form", "label", "type", "level", "steps", "bar", "now", "max", "options"]), one)))  # fmt: skip
def test_no_junk_is_an_error_or_leads_on(junk: Any) -> None:
    facet = dict.fromkeys(
        ("fields", "controls", "headings", "texts", "forms", "progress", "summary", "captcha", "payment"),
        junk,
    )
    assert classify(facet).kind is not StepKind.NON_FINAL


@given(st.text(max_size=400))
def test_words_of_any_kind_are_read(text: str) -> None:
    assert isinstance(sending_words(text), str)
    assert kind_of(step(text, ASKED, [button(text)], text)) in StepKind
