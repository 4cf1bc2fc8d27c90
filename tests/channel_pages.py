"""Builds evidence of one survey for the channel and judge tests, from small realistic pages."""

from __future__ import annotations

from typing import Any

from checks.model import (
    Applies,
    Cause,
    Council,
    CouncilType,
    Device,
    Evidence,
    Journey,
    Missing,
)  # fmt: skip
from checks.views import SurveyView

HOME = "https://www.ambleford.gov.uk/"
TASK = "https://www.ambleford.gov.uk/environment/fly-tipping"
DAY = "2026-11-01T10:00:00Z"


def council(kind: CouncilType = CouncilType.DISTRICT, name: str = "Ambleford District Council") -> Council:
    return Council("E07000999", name, kind, "England", "North", HOME)


def journey(**changes: Any) -> Journey:
    values: dict[str, Any] = {
        "id": "report-fly-tipping",
        "title": "Report fly-tipping",
        "task": "Tell the council about dumped rubbish",
        "lgsl": (587,),
        "lgil": (17,),
        "runs": dict.fromkeys(CouncilType, Applies.YES) | {CouncilType.COUNTY: Applies.SIGNPOST},
        "objects": {"en": ("fly-tipping", "dumped rubbish"), "cy": ("tipio anghyfreithlon",)},
        "actions": {"en": ("report", "tell us about"), "cy": ("rhoi gwybod",)},
        "topics": {"en": ("street care",)},
        "queries": {"en": ("report fly-tipping", "dumped rubbish")},
        "misspelling": "fly tiping",
    }
    return Journey(**(values | changes))


def bins(**changes: Any) -> Journey:
    return journey(
        id="find-bin-collection-day",
        title="Find your bin collection day",
        objects={"en": ("bin collection day", "bin day", "collection dates")},
        actions={"en": ("find", "check")},
        **changes,
    )


def permit(**changes: Any) -> Journey:
    return journey(
        id="apply-resident-parking-permit",
        title="Apply for a resident parking permit",
        objects={"en": ("resident parking permit", "residents' parking", "parking permit")},
        actions={"en": ("apply", "get", "buy")},
        **changes,
    )


def seen(
    step: str, html: str | Missing, url: str = TASK, device: Device = Device.DESKTOP, **facets: Any
) -> Evidence:
    http = facets.pop("http", {"status": 200, "content_type": "text/html", "headers": {}})
    all_facets = {"html": html, "http": http, **facets}
    return Evidence("r", "E07000999", "report-fly-tipping", step, device, url, url, DAY, 1, all_facets)


def walk(**facets: Any) -> Evidence:
    return Evidence(
        "r", "E07000999", "report-fly-tipping", "walk", Device.HTTP, HOME, HOME, DAY, None, facets
    )


def crawl(**changes: Any) -> dict[str, Any]:
    values = {
        "pages": 60, "budget": 150, "exhausted": True, "task_url": "", "clicks": None, "path": [],
        "home": {"url": HOME, "final_url": HOME, "status": 200, "cause": ""}, "candidates": [],
        "landing_url": "", "routes": {}, "home_links": [], "shell": False, "stopped": "",
    }  # fmt: skip
    return values | changes


def route(end: str, *steps: dict[str, Any], detail: str = "", attempts: Any = ()) -> dict[str, Any]:
    return {"steps": list(steps), "end": end, "detail": detail, "attempts": list(attempts)}


def survey(*evidence: Evidence, who: Council | None = None, what: Journey | None = None) -> SurveyView:
    return SurveyView(who or council(), what or journey(), evidence)


def gone(cause: Cause, detail: str = "") -> Missing:
    return Missing(cause, detail)


def govuk_style(heading: str, body: str, title: str = "") -> str:
    """A modern semantic page: landmarks, a breadcrumb, a footer with the council's own contacts."""
    return (
        f'<!doctype html><html lang="en"><head><title>{title or heading} - Ambleford District '
        f"Council</title></head>"
        '<body><header role="banner"><a href="/">Ambleford</a><form role="search" action="/search">'
        '<label for="s">Search</label><input id="s" name="keys" '
        'type="search"><button>Search</button></form></header>'
        '<nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a '
        'href="/street-care">Street care</a></li></ol>'
        f'</nav><main id="main"><h1>{heading}</h1>{body}</main><aside><h2>Related content</h2><ul>'
        '<li><a href="/news/fly-tipping-fines">Fly-tipping fines double</a></li></ul></aside>'
        '<footer><p>Call 01632 960000 or <a href="mailto:info@ambleford.gov.uk">e-mail us</a></p>'
        '<a href="/contact-us">Contact us</a> <a href="/privacy">Privacy</a></footer></body></html>'
    )


def webforms(heading: str, body: str) -> str:
    """A page that is one big form, laid out in tables and divs, without landmarks."""
    return (
        f"<html><head><title>Ambleford - {heading}</title></head><body>"
        '<form method="post" action="./page.aspx" id="aspnetForm"><input type="hidden" '
        'name="__VIEWSTATE" value="x">'
        '<div id="Header"><a href="/">Home</a><input type="text" name="ctl00$txtSearch" '
        'title="Search this site">'
        '<input type="submit" name="ctl00$btnSearch" value="Search"></div>'
        '<div id="LeftMenu"><ul class="menu"><li><a href="/a">Council tax</a></li><li><a '
        'href="/b">Bins</a></li>'
        '<li><a href="/c">Planning</a></li></ul></div>'
        f'<div id="ContentPlaceHolder"><h2 class="pagetitle">{heading}</h2>{body}</div>'
        '<div id="Footer">Ambleford District Council, Town Hall. Tel 01632 960000</div></form></body></html>'
    )


def portlets(heading: str, body: str) -> str:
    """Namespaced portlets, tables for layout, a contact box outside the main element's flow."""
    return (
        f'<html lang="en-GB"><head><title>{heading}</title></head><body class="has-nav"><div '
        f'class="masthead">'
        '<a href="/">Ambleford</a><ul><li><a href="/x1">Pay</a><li><a href="/x2">Apply</a><li><a '
        'href="/x3">Report</a></ul></div>'
        f'<div class="portlet-boundary" id="p_p_id_content_INSTANCE_abcd_"><div '
        f'class="journal-content-article"><h1>{heading}</h1>'
        f'{body}</div></div><div class="site-footer"><p>Ring 01632 960000</p></div></body></html>'
    )


FIELDS = (
    '<form method="post" action="/forms/step"><label for="where">Where is it?</label><input '
    'id="where" name="w">'
    '<label for="what">What has been dumped?</label><textarea id="what" name="x"></textarea>'
    "<button>Continue</button></form>"
)
XFP = (
    '<form method="post" enctype="multipart/form-data"><input type="hidden" name="__token" value="1">'
    '<label for="qa">Street name *</label><input type="text" '
    'name="qe15dda0155d237d1ea161004d1839e3369ed4831_1_0" id="qa">'
    '<label for="qb">Describe the waste *</label><textarea id="qb" name="qb"></textarea>'
    '<input type="submit" name="next" value="Next"></form>'
)
LOGIN = (
    '<form method="post" action="/login"><label for="e">Email address</label><input id="e" '
    'type="email" name="email">'
    '<label for="p">Password</label><input id="p" type="password" name="password"><button>Sign '
    "in</button></form>"
    '<p><a href="/register">Register</a> <a href="/forgot">Forgotten your password?</a></p>'
)
