"""Which pages are parts of one guide, told by its contents and its next and previous."""

import pytest

from checks.digest import digest
from checks.guide import guide_parts, leads_back, lists_parts

SITE = "https://www.foo.gov.uk"


def page(html, path="/permits/guide/overview"):
    return digest(f"<html><body><main><h1>Parking permits</h1>{html}</main></body></html>", SITE + path)


def parts(html, path="/permits/guide/overview"):
    return [one.url.removeprefix(SITE) for one in guide_parts(page(html, path))]


COST, APPLY = "/permits/guide/cost", "/permits/guide/apply"


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>Contents</h2><ol><li>Overview</li><li><a href={COST}>What it costs</a></li><li><a href={APPLY}>Apply</a></li></ol>",
        f"<nav aria-label='Pages in this guide'><ul><li><a href='/permits/guide/overview'>Overview</a></li><li><a href={COST}>"
        f"Cost</a></li><li><a href={APPLY}>Apply</a></li></ul></nav><p>Text with a <a href=/other>link</a>.</p>",
        f"<aside><ul><li>Overview<li><a href={COST}>What it costs</a><li><a href={APPLY}>Apply</a></ul></aside><p>Words.</p>"
        f"<nav><a href={COST}>Next: What it costs</a></nav>",
        f"<ul><li><a href={COST}>What it costs</a><li><a href={APPLY}>Apply</a></ul><p>Words.</p>"
        f"<a href={COST}>Next <span>What it costs</span></a>",
        f"<h2>Cynnwys</h2><ul><li><a href={COST}>Y gost</a></li><li><a href={APPLY}>Gwneud cais</a></li></ul>",
    ],
)
def test_the_contents_name_the_parts(html):
    assert parts(html) == [COST, APPLY]
    assert lists_parts(page(html))


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Words.</p><a rel=next href={COST}>What it costs</a>",
        f"<p>Words.</p><a href={COST}>Next page</a>",
        f"<p>Words.</p><p><a href={COST}>Next &rarr;</a></p>",
        f"<p>Words.</p><p><a href={COST}>Tudalen nesaf</a></p>",
    ],
)
def test_the_next_page_alone_is_a_part_that_must_show_itself_one(html):
    assert parts(html) == [COST]
    assert not lists_parts(page(html))


def test_numbered_pages_are_parts():
    html = "<p>Words.</p><p>Page 1 <a href='/info/9/parking/45/permits/2'>2</a> <a href='/info/9/parking/45/permits/3'>3</a></p>"
    assert parts(html, "/info/9/parking/45/permits") == [
        "/info/9/parking/45/permits/2",
        "/info/9/parking/45/permits/3",
    ]
    html = (
        "<a href='/permits?page=2'>2</a> <a href='/permits?page=3'>3</a> <a href='/permits?page=2'>Next</a>"
    )
    assert parts(html, "/permits") == ["/permits?page=2", "/permits?page=3"]


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href='/permits/guide/steps'>Next steps</a></p>",
        "<p>See the <a href='/permits/guide/dates'>next collection dates</a>.</p>",
        f"<h2>Related pages</h2><ul><li><a href={COST}>Bus lanes</a></li></ul>",
        f"<h2>In this section</h2><ul><li><a href={COST}>Bus lanes</a></li><li><a href={APPLY}>Car parks</a></li></ul>",
        "<h2>Contents</h2><ul><li><a href='#a'>What it costs</a></li><li><a href='#b'>Apply</a></li></ul>",
        "<h2>Contents</h2><ul><li><a href='https://elsewhere.example/x'>What it costs</a></li></ul>",
    ],
)
def test_neighbours_are_no_parts(html):
    assert parts(html) == []


def test_a_part_leads_back():
    part = page("<p>Words.</p><a rel=prev href='/permits/guide/overview'>Overview</a>", COST)
    assert leads_back(part, frozenset({SITE.replace("www.", "") + "/permits/guide/overview"}))
    assert not leads_back(page("<p>Words.</p>", COST), frozenset({SITE + "/permits/guide/overview"}))


def test_what_a_guide_says_it_says_on_all_its_parts_together() -> None:
    from checks.asking import link_that_says
    from checks.core.task_page import cost, what_happens_next
    from checks.model import Council, CouncilType, Device, Evidence, Outcome
    from checks.registry import pack_of
    from checks.views import SurveyView
    from checks.wording import any_of

    home = "https://www.elmford.example/"

    def page(step: str, said: str) -> Evidence:
        html = f"<html><body><main><h1>Missed bins</h1>{said}</main></body></html>"
        facets = {"html": html, "http": {"status": 200, "content_type": "text/html"}}
        url = home + step
        return Evidence(
            "r", "E06", "report-missed-bin", step, Device.HTTP, url, url, "2026-11-22T10:00:00Z", 1, facets
        )

    council = Council("E06", "Elmford", CouncilType.UNITARY, "England", "", home)
    told = "<h2>After that</h2><p>We come back within two working days. <a href='/tip'>The tip</a></p>"
    evidence = [
        page("task", "<p>Tell us of it.</p>"),
        page("part-1", told),
        page("part-2", "<p>It is free.</p>"),
    ]
    for kept, outcome in ((evidence[:1], Outcome.NO), (evidence, Outcome.YES)):
        task = SurveyView(council, pack_of("report-missed-bin").journey, kept).task
        assert task is not None
        assert what_happens_next(task).outcome is outcome
        assert cost(task).outcome is outcome
        assert (link_that_says(task, any_of("tip")) is not None) is (outcome is Outcome.YES)
    assert what_happens_next(task).spots[0].url == home + "part-1"


def test_the_channel_rules_look_for_the_way_in_on_every_part():
    from checks.channel_scene import scene_of
    from checks.model import Applies, Council, CouncilType, Device, Evidence
    from checks.registry import pack_of
    from checks.views import SurveyView

    journey = pack_of("apply-resident-parking-permit").journey
    council = Council("E1", "Foo Council", CouncilType.UNITARY, "England", "", SITE)
    assert journey.applies_to(council) is Applies.YES
    contents = "<h2>Contents</h2><ol><li><a href='/p/who'>Who can have one</a></li><li><a href='/p/apply'>How to apply</a></li></ol>"
    pages = {
        "task": ("/p/who", f"<h1>Residents' parking permits</h1>{contents}<p>Residents of a zone can.</p>"),
        "part-1": (
            "/p/apply",
            f"<h1>Residents' parking permits</h1>{contents}<a href='/forms/7'>Apply online</a>",
        ),
    }
    evidence = [
        Evidence("r", "E1", journey.id, step, Device.HTTP, SITE + path, SITE + path, "2026-01-01T00:00:00Z", None,
                 {"html": f"<title>Permits</title><main>{html}</main>", "http": {"status": 200}})
        for step, (path, html) in pages.items()
    ]  # fmt: skip
    survey = SurveyView(council, journey, evidence)
    assert [page.url for page in survey.parts] == [f"{SITE}/p/apply"]
    assert survey.task is not None
    way = scene_of(survey, survey.task).way
    assert (way.kind, way.url) == ("follow", f"{SITE}/forms/7")
