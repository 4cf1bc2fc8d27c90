"""The step classifier: every sign, doubt, gate and proof has a yes and a no, and no proof outweighs a sign."""

from __future__ import annotations

from typing import Any

from checks.form_step import StepBefore, StepKind, StopReason, classify, remembered

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
