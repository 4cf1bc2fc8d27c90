"""The accessibility statement, point by point, against the estate's own statements and words of our own."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from channel_pages import seen

from checks.accessibility.statement import IDS, Scene, judge_statement, no_statement, statement_links
from checks.model import Device, Outcome
from checks.page_view import PageView

SCENE = Scene("www.harbour.gov.uk", "Harbour Council", date(2026, 11, 22))
HEAD = "<h1>Accessibility statement for www.harbour.gov.uk</h1><p>This statement applies to www.harbour.gov.uk.</p>"
COMMITMENT = (
    "<p>Harbour Council is committed to making its website accessible, in accordance with the Public Sector Bodies "
    "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>"
)
STATUS = (
    "<h2>Compliance status</h2><p>This website is partially compliant with the Web Content Accessibility Guidelines "
    "version 2.2 AA standard.</p>"
)
CONTENT = (
    "<h2>Non-accessible content</h2><h3>Non-compliance with the accessibility regulations</h3><p>Some pictures have no text "
    "alternative, which fails WCAG 2.2 success criterion 1.1.1 (non-text content). We plan to fix this by March 2027.</p>"
    "<h3>Disproportionate burden</h3><p>None is claimed.</p><h3>Content that's not within the scope of the accessibility "
    "regulations</h3><p>Live video of meetings.</p>"
)
PREPARED = (
    "<h2>Preparation of this accessibility statement</h2><p>This statement was prepared on 3 March 2026. It was last reviewed "
    "on 2 September 2026. The website was last tested on 20 August 2026 by our own web team.</p>"
)
FEEDBACK = (
    '<h2>Feedback and contact information</h2><p>E-mail <a href="mailto:web@harbour.gov.uk">web@harbour.gov.uk</a>. '
    "We reply within five working days.</p>"
)
ENFORCEMENT = (
    "<h2>Enforcement procedure</h2><p>The Equality and Human Rights Commission (EHRC) enforces the regulations. "
    '<a href="https://www.equalityadvisoryservice.com/">Contact the Equality Advisory and Support Service</a>.</p>'
)
WHOLE = HEAD + COMMITMENT + STATUS + CONTENT + PREPARED + FEEDBACK + ENFORCEMENT


def failed(html: str, scene: Scene = SCENE) -> list[int]:
    page = PageView(
        seen("statement", f"<main>{html}</main>", "https://www.harbour.gov.uk/accessibility", Device.HTTP)
    )
    return [point.number for point in judge_statement(page, scene) if point.outcome is Outcome.NO]


def test_a_whole_statement_fails_nothing() -> None:
    assert failed(WHOLE) == []
    assert len(IDS) == len(set(IDS)) == 28


@pytest.mark.parametrize(
    ("numbers", "old", "new"),
    [
        ([3], "Accessibility statement for www.harbour.gov.uk", "Accessibility"),
        ([4], "This statement applies to www.harbour.gov.uk.", "Welcome."),
        ([5], " in accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018", ""),
        ([8], "<h2>Compliance status</h2>", ""),
        ([9], "version 2.2 AA standard", "version 2.2"),
        ([11], "version 2.2 AA", "version 2.1 AA"),
        ([12], "<h2>Non-accessible content</h2>", ""),
        ([13], "<h3>Disproportionate burden</h3>", ""),
        ([14], "1.1.1", "one"),
        ([15], "March 2027", "March 2024"),
        ([16], "Live video of meetings", "All our PDFs are exempt"),
        ([17], "<h2>Preparation of this accessibility statement</h2>", ""),
        ([18], "This statement was prepared on 3 March 2026.", ""),
        ([19], "It was last reviewed on 2 September 2026.", ""),
        ([20], "2 September 2026", "2 September 2024"),
        ([21], "The website was last tested on 20 August 2026 by our own web team.", ""),
        ([22], "<h2>Feedback and contact information</h2>", ""),
        ([23], "We reply within five working days.", ""),
        ([24], "<h2>Enforcement procedure</h2>", ""),
        ([25], "https://www.equalityadvisoryservice.com/", "/complaints"),
        ([26], "our own web team", "[name of organisation]"),
        ([27], "1.1.1 (", "4.1.1 ("),
    ],
)  # fmt: skip
def test_each_point(numbers: list[int], old: str, new: str) -> None:
    assert old in WHOLE
    found = failed(WHOLE.replace(old, new))
    if numbers == [20]:
        # The date of preparation is within a year still.
        assert found == []
        assert failed(WHOLE.replace(old, new).replace("3 March 2026", "3 March 2024")) == [20]
    elif numbers == [26]:
        assert set(numbers) <= set(found)
    else:
        assert found == numbers


def test_what_we_saw_fail_is_held_against_it() -> None:
    seen_failing = dataclasses.replace(SCENE, failing=frozenset({"1.1.1", "2.4.7"}), page_failures=2)
    assert failed(WHOLE, seen_failing) == [14, 28]
    fully = WHOLE.replace("partially compliant", "fully compliant")
    assert failed(fully, dataclasses.replace(SCENE, failing=frozenset({"2.4.7"}))) == [10]
    assert failed(WHOLE, dataclasses.replace(SCENE, home=False)) == [1]
    assert failed(WHOLE, dataclasses.replace(SCENE, northern_ireland=True)) == [25]


def test_a_file_and_an_absence() -> None:
    page = PageView(
        seen(
            "statement",
            "",
            "https://a/s.pdf",
            Device.HTTP,
            http={"status": 200, "content_type": "application/pdf"},
        )
    )
    assert [point.number for point in judge_statement(page, SCENE) if point.outcome is Outcome.NO] == [6]
    assert [point.outcome for point in no_statement(SCENE)].count(Outcome.NO) == 1


def test_links_to_it() -> None:
    html = '<footer><a href="/options">Accessibility options</a> <a href="/statement">Accessibility statement</a></footer>'
    page = PageView(seen("home", html, "https://a/", Device.HTTP))
    assert list(statement_links(page.links)) == [(0, "https://a/statement"), (2, "https://a/options")]
