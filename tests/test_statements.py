"""The accessibility statement from link to points: found by its links, held against what was seen, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fake_site import COUNCIL, HOST, html
from test_statement import WHOLE
from test_walk import SITE, walk

from checks.findings import findings_of
from checks.model import STATEMENT, Cause, Device, Finding, Missing, Outcome, StatementPoint
from checks.statements import judge_council_statement, statement_findings
from reports.view_statement import statement_view

HERE = WHOLE.replace("www.harbour.gov.uk", "www.testham.example").replace("Harbour", "Testham")
LINK = '<a href="/a11y">Accessibility statement</a>'


def site(link: str, **pages: Any) -> dict[str, Any]:
    linked = {path: page.replace("<footer>", f"<footer>{link} ") for path, page in SITE.items()}
    return {**linked, **{f"/{name}": page for name, page in pages.items()}}


def points(tmp_path: Path, pages: Mapping[str, Any], findings: tuple[Finding, ...] = (), **options: Any):
    _, _, fetcher, run = walk(tmp_path, pages, **options)
    found = judge_council_statement(COUNCIL, run.evidence(COUNCIL.gss), findings)
    assert len(found) == 28
    return {one.id: one for one in found}, fetcher


def numbers(found: Mapping[str, StatementPoint], outcome: Outcome) -> list[int]:
    return [one.number for one in found.values() if one.outcome is outcome]


def test_a_linked_statement_is_read_and_judged(tmp_path: Path) -> None:
    found, fetcher = points(tmp_path, site(LINK, a11y=html("", HERE.replace("<h1>", "<h1 id=x>"))))
    assert numbers(found, Outcome.NO) == []
    assert numbers(found, Outcome.COULD_NOT_TEST) == [28]
    assert found["linked"].url == f"{HOST}/a11y"
    assert fetcher.asked.count(f"{HOST}/a11y") == 1


def test_what_we_saw_fail_is_held_against_it(tmp_path: Path) -> None:
    def failing(wcag: str, url: str) -> Finding:
        return Finding(
            "run",
            COUNCIL.gss,
            "j",
            "task",
            "desktop",
            "axe",
            "r",
            wcag,
            "serious",
            "a",
            "a",
            1,
            url,
            level="A",
        )

    seen = (
        failing("1.1.1", f"{HOST}/fly"),
        failing("3.3.2", f"{HOST}/fly"),
        failing("2.4.7", "https://forms.elsewhere.example/"),
    )
    found, _ = points(tmp_path, site(LINK, a11y=html("", HERE)), seen)
    assert found["criteria-listed"].outcome is Outcome.NO
    assert "3.3.2" in found["criteria-listed"].detail and "1.1.1" in found["criteria-listed"].detail
    assert "2.4.7" not in found["criteria-listed"].detail, "another site's faults are not this statement's"
    shown = statement_view(tuple(found.values()))
    assert shown and any("3.3.2" in line for line in shown["compared"])
    fully = HERE.replace("partially compliant", "fully compliant")
    found, _ = points(tmp_path / "2", site(LINK, a11y=html("", fully)), seen)
    assert found["status-fits"].outcome is Outcome.NO


def test_without_a_link_it_is_no_and_no_address_is_guessed(tmp_path: Path) -> None:
    found, fetcher = points(
        tmp_path, {**SITE, "/accessibility-statement": html("", HERE), "/accessibility": html("", HERE)}
    )
    assert numbers(found, Outcome.NO) == [1]
    assert not any("accessibility" in url for url in fetcher.asked)
    assert len(statement_findings(found.values())) == 1


def test_one_that_only_the_sitemap_lists_is_judged_and_not_linked(tmp_path: Path) -> None:
    listed = f'<?xml version="1.0"?><urlset><url><loc>{HOST}/accessibility-statement</loc></url></urlset>'
    found, _ = points(tmp_path, {**SITE, "/sitemap.xml": listed, "/accessibility-statement": html("", HERE)})
    assert numbers(found, Outcome.NO) == [1]
    assert found["enforcement"].outcome is Outcome.YES


@pytest.mark.parametrize("cause", [Cause.BLOCKED, Cause.TIMEOUT, Cause.ROBOTS, Cause.SERVER_ERROR])
def test_one_that_cannot_be_read_could_not_be_tested(tmp_path: Path, cause: Cause) -> None:
    found, _ = points(tmp_path, site(LINK, a11y=cause))
    assert set(numbers(found, Outcome.COULD_NOT_TEST)) == set(range(1, 29))
    assert {one.cause for one in found.values()} == {cause}
    assert statement_findings(found.values()) == ()


def test_a_home_page_that_was_not_read_says_nothing(tmp_path: Path) -> None:
    found, _ = points(tmp_path, {"/": Cause.BLOCKED})
    assert {one.cause for one in found.values()} == {Cause.BLOCKED}


def test_a_link_to_nothing_is_no(tmp_path: Path) -> None:
    found, _ = points(tmp_path, site(LINK))
    assert numbers(found, Outcome.NO) == [1]
    assert "404" in found["linked"].detail


def test_a_page_of_options_leads_on_to_the_statement(tmp_path: Path) -> None:
    hub = html("Accessibility", '<p>Make the text bigger.</p><a href="/a11y">Our accessibility statement</a>')
    link = '<a href="/help">Accessibility</a>'
    found, _ = points(tmp_path, site(link, help=hub, a11y=html("", HERE)))
    assert found["linked"].url == f"{HOST}/a11y"
    # The home page links the page of options, not the statement.
    assert numbers(found, Outcome.NO) == [1]


def test_links_about_other_accessibility_are_no_statement(tmp_path: Path) -> None:
    parks = html("Accessibility of our parks", "<p>Ramps and gates.</p>")
    found, _ = points(tmp_path, site('<a href="/parks">Accessibility of parks and gardens</a>', parks=parks))
    assert numbers(found, Outcome.NO) == [1]
    found, _ = points(
        tmp_path / "2", site('<a href="/parks">Accessibility of parks and gardens</a>', parks=Cause.TIMEOUT)
    )
    assert numbers(found, Outcome.NO) == [1]


def test_a_file_is_known_by_its_type(tmp_path: Path) -> None:
    found, _ = points(
        tmp_path, site('<a href="/a11y.pdf">Accessibility statement (PDF)</a>', **{"a11y.pdf": "%PDF-1.7"})
    )
    assert numbers(found, Outcome.NO) == [6]


def test_the_page_budget_holds(tmp_path: Path) -> None:
    found, fetcher = points(tmp_path, site(LINK, a11y=html("", HERE)), page_budget=1)
    assert len(fetcher.asked) <= 3
    assert all(one.outcome is Outcome.COULD_NOT_TEST for one in found.values()) or found["linked"].url


def test_an_older_run_was_not_asked(tmp_path: Path) -> None:
    _, _, _, run = walk(tmp_path, SITE)
    evidence = [one for one in run.evidence(COUNCIL.gss) if one.step != STATEMENT]
    assert judge_council_statement(COUNCIL, evidence, ()) == ()
    assert statement_view(()) is None
    assert findings_of(COUNCIL.gss, evidence) == ()


def test_the_record_of_nothing_is_whole(tmp_path: Path) -> None:
    _, evidence, _, _ = walk(tmp_path, SITE)
    record = evidence[STATEMENT, Device.HTTP]
    assert record.journey == "" and record.facet("statement") == {"tried": [], "chosen": ""}
    assert isinstance(record.facet("html"), Missing)
