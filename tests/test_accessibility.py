"""Judges of accessibility over facts: each rule fires on its fault and stays silent beside it."""

from __future__ import annotations

import pytest
from channel_pages import seen
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.accessibility.axe import is_failure, level_of
from checks.accessibility.catalogue import RULES
from checks.accessibility.keyboard import keyboard_flaws
from checks.accessibility.languages import language_of, script_of
from checks.accessibility.links import is_vague
from checks.accessibility.model import ADVICE, FAILURE, REVIEW, Rule
from checks.accessibility.page import flaws_of
from checks.accessibility.phone import layout_flaws
from checks.accessibility.readability import grade_of
from checks.model import Device

FRENCH = "Le conseil municipal se réunit dans la salle des fêtes et les habitants du quartier sont invités à venir nombreux"
ENGLISH = "The council meets in the hall every month and the people who live in the area are invited to come and have their say"


def rules_of(device=Device.DESKTOP, **facets):
    return [
        flaw.rule
        for flaw in flaws_of(seen("task", "<p>x</p>", "https://a/1", device, **facets))
        if flaw.engine == "own"
    ]


def structure(**lists):
    return rules_of(structure={"language": "en", "title": "", "texts": [], **lists})


def text(words=ENGLISH, **more):
    letters = {"all": 80, "capital": 3, "lower": 77, "italic": 0, "bold": 0, "least": 16}
    return {"selector": "p", "html": f"<p>{words}", "tag": "p", "text": words, "length": len(words), "lines": 3, "size": 16,
            "line_height": 24, "align": "start", "direction": "ltr", "letters": letters} | more  # fmt: skip


def link(name, href="/a", **more):
    look = {"underlined": True, "same": False, "words": 6, "contrast": 3.0, "weight": 0, "size": 0}
    return {"selector": "a", "html": "<a>", "name": name, "text": name, "href": href, "url": f"https://a{href}", "seen": True,
            "inline": True, "look": look} | more  # fmt: skip


def field(**more):
    return {"selector": "input", "html": "<input>", "kind": "text", "visible": True, "on": True, "name": "First name", "label": "First name",
            "labels": 1, "label_words": "First name", "near": "First name", "field": "a", "form": "f"} | more  # fmt: skip


THREE = [
    field(required=True, field=one, name=one, near=one, label_words=one) for one in ("First", "Last", "Town")
]


@pytest.mark.parametrize(
    ("expected", "good", "bad"),
    [
        ("language-of-page", text(), text(FRENCH + " " + FRENCH + " " + FRENCH + " " + FRENCH)),
        ("direction", text(direction="ltr"), text(direction="rtl")),
        ("colour-words", text("Required questions are marked with the word required."), text("Questions shown in red have to be answered.")),
        ("location-words", text("Choose Renew in the menu called Permits on the left."), text("Use the menu on the left to choose a permit.")),
        ("capitals", text(), text(letters={"all": 80, "capital": 80, "lower": 0, "least": 16})),
        ("line-height", text(line_height=22), text(line_height=16)),
        ("justified", text(), text(align="justify")),
        ("tiny-text", text(), text(letters={"all": 9, "least": 8})),
        ("long-lines", text(lines=2), text(ENGLISH * 4, lines=2)),
    ],
)  # fmt: skip
def test_texts(expected, good, bad):
    assert structure(texts=[good]) == []
    assert expected in structure(texts=[bad])


@pytest.mark.parametrize(
    ("expected", "good", "bad"),
    [
        ("vague-link", link("Bin days"), link("read more", rest="Bin collection days change at Easter")),
        ("vague-link-alone", link("here to help"), link("Click here")),
        ("wordless-link", link("2"), link("»", wordless=True)),
        ("new-window", link("Map (opens in a new tab)", target="_blank"), link("Map", target="_blank")),
        ("file-link", link("Guide (PDF, 2 MB)", "/a.pdf"), link("Guide", "/a.pdf")),
        ("picture-link", link("Map of the park", "/a.jpg"), link("The park", "/a.jpg")),
        ("script-address", link("Renew"), link("Renew", "javascript:go()")),
        ("link-to-nowhere", link("Back to top", "#"), link("Renew", "#")),
        ("title-repeats", link("Bins", title="Days and times"), link("Bins", title="bins")),
        ("link-unmarked", link("Bins"), link("Bins", look={"same": True, "words": 6})),
        ("adjacent-links", link("B", adjacent={"plain": True, "between": "|", "gap": 4}), link("B", adjacent={"plain": True, "between": "", "gap": 4})),
    ],
)  # fmt: skip
def test_links(expected, good, bad):
    assert structure(links=[good]) == []
    assert structure(links=[bad]) == [expected]


def test_links_of_one_name_lead_to_one_place_unless_a_heading_parts_them():
    assert structure(links=[link("Apply", "/a"), link("Apply", "/b")]) == ["same-name-links"]
    assert (
        structure(links=[link("Apply", "/a", heading="Permits"), link("Apply", "/b", heading="Licences")])
        == []
    )
    assert structure(links=[link("Apply", "/a"), link("Apply", "/a#top")]) == []


TABLE = {
    "selector": "table",
    "html": "<table>",
    "rows": 4,
    "columns": 3,
    "fills": [3],
    "heads": 3,
    "data": 9,
    "caption": "Prices",
    "named": "Prices",
    "holds": {},
}


@pytest.mark.parametrize(
    ("expected", "more"),
    [
        ("table-without-headers", {"heads": 0, "data": 12}),
        ("table-only-headers", {"data": 0}),
        ("table-scope", {"row_heads": 3, "column_heads": 3}),
        ("uneven-rows", {"fills": [3, 4]}),
        ("table-caption", {"named": ""}),
        ("nested-table", {"holds": {"tables": 1}}),
        ("empty-cells", {"empty": 2, "empty_first": {"selector": "td", "html": "<td>"}}),
        ("layout-table", {"heads": 0, "data": 4, "caption": "", "holds": {"headings": 1, "lists": 1}}),
    ],
)
def test_tables(expected, more):
    assert structure(tables=[TABLE]) == []
    assert structure(tables=[TABLE | more]) == [expected]
    assert structure(tables=[TABLE | more | {"role": "presentation"}]) == []


PICTURE = {
    "selector": "img",
    "html": "<img>",
    "tag": "img",
    "alt": "The new library",
    "name": "The new library",
    "file": "library.jpg",
    "shown": True,
    "w": 300,
    "h": 200,
    "natural": [300, 200],
}


@pytest.mark.parametrize(
    ("expected", "more"),
    [
        ("file-name-as-alt", {"alt": "IMG_2041.jpg", "name": "IMG_2041.jpg", "file": "IMG_2041.jpg"}),
        ("empty-alt-with-title", {"alt": "", "name": "", "title": "Library", "near": "x"}),
        ("title-differs", {"title": "Reading room"}),
        ("decorative-with-alt", {"role": "presentation"}),
        ("spacer-image", {"alt": "", "name": "", "w": 90, "h": 1, "natural": [1, 1]}),
        ("picture-name", {"alt": "Harbour", "name": "Harbour"}),
    ],
)
def test_pictures(expected, more):
    assert structure(pictures=[PICTURE]) == []
    assert structure(pictures=[PICTURE | more]) == [expected]


@pytest.mark.parametrize(
    ("expected", "good", "bad"),
    [
        ("ungrouped-choices", {"fields": [field(kind="radio", group="Colour of bin")] * 2}, {"fields": [field(kind="radio")] * 2}),
        ("same-label", {"fields": [field(), field(name="Last name", field="b")]}, {"fields": [field(), field(field="b")]}),
        ("hint-not-tied", {"fields": [field()]}, {"fields": [field(hint="As on your card", hint_at={"selector": "p", "html": "<p>"})]}),
        ("placeholder-as-label", {"fields": [field(placeholder="x")]}, {"fields": [field(labels=0, name="Town", placeholder="Town")]}),
        ("group-without-name", {"groups": [{"name": "You", "legend": True}]}, {"groups": [{"name": "", "legend": False}]}),
        ("empty-legend", {"groups": [{"name": "You", "legend": True}]}, {"groups": [{"name": "", "legend": True}]}),
        (
            "required-unmarked",
            {"fields": [*THREE[:2], field(name="Town (optional)", near="Town (optional)", field="c")]},
            {"fields": [*THREE[:2], field(name="Town", near="Town", label_words="Town", field="c")]},
        ),
        ("vague-button", {"buttons": [{"name": "Search", "image": True}]}, {"buttons": [{"name": "click here", "image": True}]}),
    ],
)  # fmt: skip
def test_forms(expected, good, bad):
    assert structure(**good) == []
    assert structure(**bad) == [expected]


def test_errors_have_to_be_told_in_words():
    alert = {
        "selector": "div",
        "html": "<div>",
        "text": "Please correct the errors on this form",
        "role": "alert",
    }
    two = [field(paint="red"), field(name="Town", field="b", label_words="Town", near="Town", paint="grey")]
    assert structure(alerts=[alert], fields=[one | {"paint": "x"} for one in two]) == ["error-not-identified"]
    assert structure(alerts=[alert], fields=two) == ["error-colour-only"]
    assert structure(alerts=[alert | {"links": 1}], fields=two) == []
    assert structure(alerts=[alert], fields=[two[0] | {"invalid": "true"}, two[1]]) == []
    bare = {"selector": "span", "html": "<span>", "text": "is invalid", "near": "input"}
    assert structure(alerts=[bare], fields=[two[0]]) == ["error-suggestion"]
    assert structure(alerts=[bare | {"text": "Enter a number of 11 digits"}], fields=[two[0]]) == []


def test_a_rule_fails_a_page_only_once_it_is_sure():
    rule = Rule("r", "1.1.1", "A", "serious", "says", "mend", "source")
    assert rule.certainty() == REVIEW
    sure = Rule("r", "1.1.1", "A", "serious", "says", "mend", "source", sure=True)
    assert (sure.certainty(), sure.certainty(doubt=True)) == (FAILURE, REVIEW)
    assert Rule("r", "1.4.8", "AAA", "minor", "says", "mend", "source", sure=True).certainty() == ADVICE


def test_the_catalogue_is_whole():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.says and rule.mend and rule.source, rule.id
        assert bool(rule.wcag) or rule.level == "", rule.id
        assert rule.impact in ("critical", "serious", "moderate", "minor"), rule.id


def test_axe_reports_the_same_fault_once():
    tags = ["wcag2aa", "wcag144"]
    meta = '<meta name="viewport" content="user-scalable=no">'
    node = {"target": "meta", "html": meta, "impact": "critical", "summary": "s"}
    axe = {"violations": [{"id": "meta-viewport", "tags": tags, "help": "h", "nodes": [node]}]}
    layout = {"meta_viewport": "user-scalable=no"}
    both = flaws_of(seen("task", "", "https://a/1", Device.DESKTOP, axe=axe, layout=layout))
    assert [flaw.engine for flaw in both] == ["axe"]
    assert rules_of(layout=layout) == ["zoom-blocked"]


def test_levels_in_axe_tags():
    assert [
        level_of(tags)
        for tags in (["wcag2aaa"], ["wcag22aa", "wcag258"], ["best-practice"], ["wcag2a-obsolete"])
    ] == ["AAA", "AA", "", ""]
    assert not is_failure(["wcag2aaa", "wcag146"])


def test_languages():
    assert (language_of(ENGLISH), language_of(FRENCH), language_of("Bin day")) == ("en", "fr", "")
    assert (
        language_of(
            "Mae'r cyngor yn cyfarfod bob mis ac mae croeso i bobl yr ardal ddod i ddweud eu dweud am y gwasanaeth"
        )
        == "cy"
    )
    assert (script_of("مجلس المدينة"), script_of("Council"), script_of("123")) == ("ARABIC", "LATIN", "")


def test_words_of_links():
    assert all(
        is_vague(name)
        for name in ("Click here", "more", "Read more…", "this page", "find out more", "Cliciwch yma")
    )
    assert not any(
        is_vague(name)
        for name in ("Moorland", "Pay here for a permit", "Contact us", "Page of prices", "Report it")
    )


def test_grades():
    plain = "We take your bins. Put them out by six. We come on Monday. " * 8
    hard = (
        "Notwithstanding the aforementioned considerations, applicants demonstrating entitlement under subordinate legislation may, subject to verification, "
        * 8
    )
    easy, heavy = grade_of(plain), grade_of(hard)
    assert grade_of("Short.") is None
    assert easy is not None and heavy is not None and easy < 4 < 17 < heavy


JUNK = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["texts", "links", "tables", "pictures", "fields", "alerts", "groups", "headings", "text", "name", "html", "look", "holds", "letters", "colours", "frames", "title"]), inner, max_size=6))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JUNK)
def test_junk_never_raises(facet):
    assert isinstance(flaws_of(seen("task", "", "https://a/1", Device.DESKTOP, structure=facet)), tuple)


def test_what_covers_the_focus_is_one_fault() -> None:
    stops = [
        {"selector": f"#a{n}", "html": "<a>", "shows": "ring", "cover": "#bar", "known": n} for n in range(5)
    ]
    stops.append({"selector": "#b", "html": "<a>", "shows": "ring", "cover": "#chat", "known": 9})
    found = [one for one in keyboard_flaws({"stops": stops}) if one.rule == "focus-obscured"]
    assert [(one.selector, "4 more" in one.detail) for one in found] == [("#a0", True), ("#b", False)]


def test_a_page_too_wide_is_put_down_to_what_reaches_farthest() -> None:
    wide = [
        {"selector": "#follows", "snippet": "a", "right": 700},
        {"selector": "#cause", "snippet": "b", "right": 760},
    ]
    (flaw,) = layout_flaws({"widths": [{"width": 320, "scroll_width": 760, "wide": wide}]})
    assert flaw.selector == "#cause"


def test_a_frame_too_narrow_for_what_it_holds_is_for_a_person_to_see() -> None:
    frames = [{"frame": 0, "selector": "iframe", "width": 300, "scroll_width": 640}]
    (flaw,) = layout_flaws({"widths": [{"width": 320, "scroll_width": 320, "wide": [], "frames": frames}]})
    assert (flaw.rule, flaw.certainty, flaw.selector) == ("frame-reflow", "review", "iframe")
    assert not list(
        layout_flaws({"widths": [{"width": 390, "scroll_width": 390, "wide": [], "frames": frames}]})
    )


def test_what_lies_over_a_phones_screen() -> None:
    notice = {"banner": True, "selector": "#c", "text": "We use cookies.", "accept_only": True, "covers": 0.3}
    layout = {"overlays": [{"selector": "#bar", "covers": 0.1}, {"selector": "#chat", "covers": 0.5}]}
    assert rules_of(Device.PHONE, cookies=notice, layout=layout) == ["cookie-wall", "covering-overlay"]
    assert rules_of(Device.DESKTOP, cookies=notice, layout=layout) == []
    assert rules_of(Device.PHONE, cookies=notice | {"accept_only": False}, layout={}) == []
