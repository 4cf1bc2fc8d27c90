"""Asked of the tier that does not run a service: does it point to the council that does?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from checks.addresses import canonical, same_site
from checks.gating import cause_of
from checks.kin import Mention, kin_of, mention, named_by_kind, runners_of
from checks.model import Applies, Cause, Channel, Council, CouncilType, Spot, Verdict
from checks.naming import Naming, names_task, naming
from checks.registry import question
from checks.searching import addresses, searched
from checks.verdicts import could_not_test, no, not_applicable, snippet, unsure, yes
from checks.views import PageView, SurveyView, as_list, as_mapping

TITLE = "Signposting, asked where the other tier runs the service"
BC = "Socitm, Better Connected: two-tier councils are asked whether they signpost the council that runs it"
# A way of unclear ownership: a telephone number may be its own or the other council's.
_PERHAPS_OWN = (
    Channel.PHONE_ONLY, Channel.EMAIL_ONLY, Channel.IN_PERSON_OR_POST, Channel.LOOKUP_ONLY, Channel.BROKEN,
)  # fmt: skip
# So well does a page fit the task that it is the right one, whatever it is called; so badly, that it is not.
FITS, STRANGE = 0.5, 0.3


def asked_of(council: Council, applies: Applies) -> bool:
    """Say whether the block is asked: where another council runs the service."""
    return applies is Applies.SIGNPOST


@question(
    "Does the page name the council that runs the service?",
    at="task",
    yes="The page names {names}.",
    no="The page {fault}.",
    source=BC,
)
def names_council(task: PageView) -> Verdict:
    """What it asks: whether the page about a service that this council does not run names the council that
    does: a district its county, a county each of its districts. "The county council" is enough in a
    district, beside a link to that council's site.

    Why it matters: residents do not know which of their two councils does what; a page that leaves them to
    guess has cost them the time and told them nothing.
    How to fix: say "Anyshire County Council is responsible" with a link; a county lists its districts.
    """
    survey = task.survey
    pages = _pages(task)
    if survey is None or not (right := runners_of(survey)):
        return _nobody_known(survey)
    found = {one.gss: mention(one, pages) for one in right}
    kind = named_by_kind(right[0], pages)
    named = [one for one in right if _counts(found[one.gss], kind)]
    spots = tuple(_spot(where, pages) for one in named[:5] if (where := found[one.gss] or kind))
    if len(named) == len(right):
        return yes(*spots, names=_listed(right))
    if (own := _own_service(survey, any(found.values()))) is not None:
        return own
    if named:
        missing = [one for one in right if one not in named]
        return no(*spots, fault=f"names {_listed(named)}, but not {_listed(missing)}", confidence=0.85)
    if kind is None:
        return no(task.spot(task.main), fault=f"names no other council: {_listed(right)}", confidence=0.9)
    spot = _spot(kind, pages)
    if right[0].type is CouncilType.COUNTY:
        return unsure(
            f"The page speaks of the county council, without its name or a link: {right[0].name}.", spot
        )
    return no(spot, fault="speaks of the district councils and names none of them", confidence=0.8)


@question(
    "Does it link to the right page of the right council, and does that open?",
    at="walk",
    needs=("signpost",),
    yes="The page links to “{title}” at {names}, which opens.",
    no="The page {fault}.",
    source=BC,
)
def deep_link(survey: SurveyView) -> Verdict:
    """What it asks: whether the page links to this very task on the site of the council that runs it, not to
    its home page, and whether that page opened when we followed the link.

    Why it matters: who is sent to another home page has to search a second time, on a site not their own.
    How to fix: link to the task's page at the other council, and check the link when either site changes.
    """
    right = {one.gss: one for one in runners_of(survey)}
    if not right:
        return _nobody_known(survey)
    rows = [as_mapping(row) for row in as_list(as_mapping(survey.facet("signpost")).get("links"))]
    by_council: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        for gss in map(str, as_list(row.get("whose"))):
            if gss in right:
                by_council.setdefault(gss, []).append(row)
    if (own := _own_service(survey, bool(by_council))) is not None:
        return own
    if not by_council:
        spot = Spot("", "", str(as_mapping(survey.crawl).get("task_url") or ""))
        return no(spot, fault=f"has no link to the site of {_listed(right.values())}", confidence=0.85)
    judged = [_best([_judged(row, right[gss], survey) for row in some]) for gss, some in by_council.items()]
    worst = next((one for one in judged if one[0] == "bad"), None)
    if worst is not None:
        return no(worst[2], fault=worst[1], confidence=0.85)
    doubt = next((one for one in judged if one[0] == "unknown"), None)
    if doubt is not None:
        return could_not_test(doubt[3] or Cause.NEEDS_REVIEW, doubt[1], doubt[2])
    names = _listed([right[gss] for gss in by_council])
    return yes(*(one[2] for one in judged[:5]), title=judged[0][2].snippet, names=names)


@question(
    "Does the site's own search, asked for the task, lead there?",
    at="walk",
    needs=("search",),
    yes="The site's search for “{query}” shows the signpost as result {place}.",
    no="The site's search for “{query}” shows no signpost in its first five results.",
    source=BC,
)
def found_by_search(survey: SurveyView) -> Verdict:
    """What it asks: whether the site's own search, asked for the task with its verb, shows among its first
    five results the page that points to the right council, or that council's own page.

    Why it matters: residents ask the council whose bill they pay, and few read past the first results.
    How to fix: keep a short page for each service of the other council, in residents' words, and let the
    search find it.
    """
    known, right = addresses(survey), runners_of(survey)
    pages = _pages(survey.task) if survey.task is not None else ()
    if (own := _own_service(survey, any(mention(one, pages) for one in right))) is not None:
        return own
    return searched(
        survey,
        ("task",),
        lambda url: canonical(url) in known or any(same_site(url, one.homepage) for one in right),
    )


def _own_service(survey: SurveyView, points_on: bool) -> Verdict | None:
    """Return the answer where the council seems to run the service itself; None where it does not."""
    channel = survey.decision.channel if survey.decision is not None else None
    if channel is Channel.NATIONAL_SERVICE and not points_on:
        return not_applicable("The page hands over to a national service, which serves every council's area.")
    if channel in _PERHAPS_OWN and not points_on:
        return unsure(
            f"The council may offer the service itself ({channel}); the page points to nobody else."
        )
    return None


def _judged(
    row: Mapping[str, Any], council: Council, survey: SurveyView
) -> tuple[str, str, Spot, Cause | None]:
    """Say of one link that was followed: `good`, `bad` or `unknown`, why, where, and the cause."""
    final = str(row.get("final_url") or row.get("url") or "")
    title = str(row.get("heading") or row.get("title") or "")
    spot = Spot("", snippet(title or str(row.get("text") or final)), final)
    status, cause = row.get("status"), cause_of(row.get("cause"))
    # A server's own trouble may be over in a minute; that a page is not there lasts.
    if isinstance(status, int) and 400 <= status < 500 and status not in (401, 403, 408, 429):
        return "bad", f"links to a page of {council.name} that ends in an error, HTTP {status}", spot, None
    if cause is not None or status != 200:
        why = f"The link to {council.name} could not be followed."
        return "unknown", why, spot, cause or Cause.NEEDS_REVIEW
    if canonical(final) == canonical(council.homepage) or urlsplit(final).path.strip("/") == "":
        return "bad", f"links only to the home page of {council.name}", spot, None
    fits = row.get("fits")
    fit = float(fits) if isinstance(fits, int | float) else 0.0
    titles = [str(row.get(part) or "") for part in ("heading", "title")]
    if fit >= FITS or any(names_task(one, survey.journey) for one in titles):
        return "good", "", spot, None
    broad = any(naming(one, survey.journey) in (Naming.BROAD, Naming.SERVICE) for one in titles)
    if row.get("shell") or not any(titles) or broad or fit >= STRANGE:
        return "unknown", f"Whether “{title}” of {council.name} is the right page is not certain.", spot, None
    return "bad", f"links to a page of {council.name} about something else, “{title}”", spot, None


def _best(judged: list[tuple[str, str, Spot, Cause | None]]) -> tuple[str, str, Spot, Cause | None]:
    """Return the best of several links to one council: one that is right is enough."""
    return min(judged, key=lambda one: ("good", "unknown", "bad").index(one[0]))


def _counts(found: Mention | None, kind: Mention | None) -> bool:
    """By its name; or, where the page speaks of such a council, by a link to its site."""
    return found is not None and (found.how == "name" or kind is not None)


def _nobody_known(survey: SurveyView | None) -> Verdict:
    tier = "its county" if survey and survey.council.type is CouncilType.DISTRICT else "its districts"
    why = f"The list of councils does not say which are {tier}: column parent_gss."
    if survey is not None and kin_of(survey):
        why = "None of the councils of the other tier is known to run this service."
    return could_not_test(Cause.NOT_MEASURED, why)


def _pages(task: PageView) -> tuple[PageView, ...]:
    """Return the council's own pages from the task page on: a guide may hand over on a later part."""
    survey = task.survey
    if survey is None:
        return (task,)
    home = survey.council.homepage
    later = [page for page in survey.pages if page.step not in ("home", "landing", "task")]
    return (task, *(page for page in later if same_site(page.url, home)))


def _spot(found: Mention, pages: tuple[PageView, ...]) -> Spot:
    for page in pages:
        if found.where in page.blocks or found.where in page.own_links:
            return page.spot(found.where)
    return pages[0].spot(found.where)


def _listed(councils: Any) -> str:
    names = [one.name for one in councils]
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
