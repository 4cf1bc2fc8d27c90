"""Each distinct problem of a council is one finding, however many pages show it."""

from __future__ import annotations

import dataclasses

import pytest
from channel_pages import gone, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.accessibility.axe import criterion_of
from checks.findings import findings_of
from checks.model import Cause, Device, Evidence
from checks.targets import small_targets

GSS = "E07000999"
CONTRAST = ["cat.color", "wcag2aa", "wcag143"]


def rule(name, tags, *nodes, impact="serious"):
    listed = [
        {"target": target, "html": html, "impact": impact, "summary": "Fix it"} for target, html in nodes
    ]
    return {"id": name, "impact": impact, "tags": tags, "help": "Help", "helpUrl": "", "nodes": listed}


def page(url, violations=(), incomplete=(), device=Device.DESKTOP, **facets):
    axe = {"version": "4.12.1", "violations": list(violations), "incomplete": list(incomplete), "passes": 1}
    return seen("task", "<p>x</p>", url, device, axe=axe, **facets)


def layout(meta="width=device-width", widths=(), controls=()):
    return {"meta_viewport": meta, "widths": list(widths), "controls": list(controls)}


def control(x, y, w, h, **more):
    return {
        "selector": f"#c{x}-{y}",
        "tag": "a",
        "name": "n",
        "href": f"/{x}{y}",
        "x": x,
        "y": y,
        "w": w,
        "h": h,
        "visible": True,
    } | more


def test_a_template_fault_is_one_finding_with_its_pages():
    fault = rule("color-contrast", CONTRAST, ("footer > a:nth-child(3)", '<a href="/p1">Privacy</a>'))
    other = rule("color-contrast", CONTRAST, ("footer > a:nth-child(7)", '<a href="/p2">Privacy</a>'))
    found = findings_of(
        GSS,
        [
            page("https://a/1", [fault]),
            page("https://a/2", [other]),
            page("https://a/2", [other], device=Device.PHONE),
        ],
    )
    assert [(one.rule, one.pages, one.wcag, one.certainty, one.engine) for one in found] == [
        ("color-contrast", 3, "1.4.3", "failure", "axe")
    ]


def test_one_page_in_two_journeys_counts_once():
    fault = rule("image-alt", ["wcag2a", "wcag111"], ("img", '<img src="a.png">'), impact="critical")
    first = page("https://a/1", [fault])
    second = dataclasses.replace(first, journey="pay-council-tax")
    assert [one.pages for one in findings_of(GSS, [first, second])] == [1]


def test_different_elements_are_different_findings():
    fault = rule(
        "link-name", ["wcag2a", "wcag244"], ("a.one", '<a class="one">'), ("a.two", '<a class="two">')
    )
    assert len(findings_of(GSS, [page("https://a/1", [fault])])) == 2


def test_certainty():
    found = findings_of(
        GSS,
        [
            page(
                "https://a/1",
                [
                    rule("region", ["best-practice"], ("div", "<div>"), impact="moderate"),
                    rule("label", ["wcag2a", "wcag412"], ("input", "<input>")),
                ],
                [rule("color-contrast", CONTRAST, ("p", "<p>"))],
            )
        ],
    )
    assert {one.rule: one.certainty for one in found} == {
        "label": "failure",
        "color-contrast": "review",
        "region": "advice",
    }
    assert found[0].certainty == "failure"


@pytest.mark.parametrize(
    ("tags", "criterion"),
    [
        (["wcag2aa", "wcag143"], "1.4.3"),
        (["wcag21aa", "wcag1412"], "1.4.12"),
        (["best-practice"], ""),
        (["wcag2a"], ""),
        ([None, 3], ""),
    ],
)
def test_criterion(tags, criterion):
    assert criterion_of(tags) == criterion


def test_reflow():
    wide = {
        "width": 320,
        "scroll_width": 412,
        "wide": [{"selector": "div.banner", "snippet": "Banner", "right": 412}],
    }
    table = {
        "width": 320,
        "scroll_width": 700,
        "wide": [{"selector": "table.prices", "snippet": "Prices", "right": 700}],
    }
    fits = {"width": 320, "scroll_width": 320, "wide": []}
    tablet = {"width": 390, "scroll_width": 412, "wide": []}
    assert [one.wcag for one in findings_of(GSS, [page("https://a/1", layout=layout(widths=[wide]))])] == [
        "1.4.10"
    ]
    assert [
        one.certainty for one in findings_of(GSS, [page("https://a/1", layout=layout(widths=[table]))])
    ] == ["review"]
    assert findings_of(GSS, [page("https://a/1", layout=layout(widths=[fits, tablet]))]) == ()


@pytest.mark.parametrize(
    ("meta", "blocked"),
    [
        ("width=device-width, user-scalable=no", True),
        ("width=device-width, maximum-scale=1.0", True),
        ("width=device-width, maximum-scale=5", False),
        ("width=device-width, initial-scale=1", False),
        ("maximum-scale=rubbish", False),
        ("", False),
    ],
)
def test_zoom(meta, blocked):
    found = findings_of(GSS, [page("https://a/1", layout=layout(meta))])
    assert [one.rule for one in found] == (["zoom-blocked"] if blocked else [])


def test_target_size_and_its_exceptions():
    crowded = [control(0, 0, 16, 16), control(18, 0, 16, 16)]
    assert len(small_targets(crowded)) == 2
    assert small_targets([control(0, 0, 16, 16), control(60, 0, 16, 16)]) == []
    assert small_targets([control(0, 0, 16, 16, inline=True), control(18, 0, 16, 16, inline=True)]) == []
    assert small_targets([control(0, 0, 24, 24), control(24, 0, 24, 24)]) == []
    assert len(small_targets([control(0, 0, 16, 16), control(17, 0, 200, 40)])) == 1
    assert small_targets([control(0, 0, 16, 16), control(18, 0, 16, 16, visible=False)]) == []
    twin = control(0, 200, 100, 40, href="/00")
    assert [one["x"] for one in small_targets([*crowded, twin])] == [18]


def test_missing_facets_and_other_councils_are_left_out():
    fault = rule("label", ["wcag2a"], ("input", "<input>"))
    assert findings_of("E07000001", [page("https://a/1", [fault])]) == ()
    assert (
        findings_of(GSS, [seen("task", "<p>x</p>", axe=gone(Cause.TIMEOUT), layout=gone(Cause.TIMEOUT))])
        == ()
    )


def test_order_of_evidence_does_not_matter():
    pages = [
        page(f"https://a/{n}", [rule("label", ["wcag2a"], ("input", f'<input id="i{n}">'))]) for n in range(5)
    ]
    assert findings_of(GSS, pages) == findings_of(GSS, pages[::-1])


JUNK = st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["violations", "incomplete", "nodes", "id", "tags", "widths", "controls", "width", "x", "y", "w", "h", "meta_viewport"]), inner, max_size=4))  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(JUNK, JUNK)
def test_junk_never_raises(axe, boxes):
    assert isinstance(findings_of(GSS, [seen("task", "", axe=axe, layout=boxes)]), tuple)


def test_a_bought_in_form_that_does_not_fit_beside_pages_that_do() -> None:
    def phone(step: str, url: str, wide: int) -> Evidence:
        layout = {
            "widths": [
                {"width": 320, "scroll_width": wide, "wide": [{"selector": "#f", "snippet": "<form>"}]}
            ]
        }
        return Evidence(
            "r", "E1", "j", step, Device.PHONE, url, url, "2026-11-22T10:00:00Z", 1, {"layout": layout}
        )

    own = [phone("home", "https://www.a.gov.uk/", 320), phone("task", "https://www.a.gov.uk/t", 320)]
    form = phone("form-1", "https://forms.supplier.example/x", 640)
    (finding,) = findings_of("E1", [*own, form])
    assert "forms.supplier.example" in finding.detail and "own pages fit" in finding.detail
    (own_form,) = findings_of("E1", [*own, phone("form-1", "https://my.a.gov.uk/x", 640)])
    assert "fit." not in own_form.detail
    findings = findings_of("E1", [phone("home", "https://www.a.gov.uk/", 500), form])
    assert all("own pages fit" not in one.detail for one in findings)
