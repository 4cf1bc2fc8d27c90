"""The whole way: accessibility failures on it, and what happens where it leads to another site."""

from __future__ import annotations

from collections.abc import Iterator

from checks.accessibility.axe import is_failure
from checks.addresses import host_of, same_site
from checks.model import Cause, Channel, Device, Missing, Spot, Verdict
from checks.registry import question
from checks.verdicts import could_not_test, no, not_applicable, snippet, unsure, yes
from checks.views import Link, PageView, SurveyView, as_list, as_mapping
from checks.wording import any_of
from checks.words import words

SERIOUS = ("serious", "critical")


@question(
    "Are the task page and the first form step free of serious and critical accessibility failures?",
    at="walk",
    needs=(),
    yes="No serious or critical failure was found by axe-core on the task page and the first step.",
    no="axe-core finds {count} serious or critical failures, the first: {rule}.",
    source="WCAG 2.2 level A and AA, by axe-core; a machine decides only a part of the criteria",
)
def no_serious_barriers(survey: SurveyView) -> Verdict:
    """What it asks: whether axe-core reports a failure of serious or critical impact on either page, on the
    desktop or on the phone, frames included.

    Why it matters: such failures stop people who use a keyboard, a screen reader or a zoom.
    How to fix: each finding names the element and links to advice; suppliers' forms count as the council's.
    """
    pages = [page for page in (survey.task, survey.form) if page is not None]
    spots: list[Spot] = []
    rules: list[str] = []
    unread: Missing | None = None
    for step in dict.fromkeys(page.step for page in pages):
        views = [view for device in (Device.DESKTOP, Device.PHONE) if (view := survey.page(step, device))]
        facets = [(view, view.axe) for view in views]
        if not facets:
            unread = unread or Missing(Cause.NOT_MEASURED, f"No browser opened the step {step}.")
        for view, facet in facets:
            if isinstance(facet, Missing):
                unread = unread or facet
                continue
            for rule, spot in _failures(view):
                rules.append(rule)
                spots.append(spot)
    if rules:
        return no(*spots, count=len(spots), rule=rules[0])
    if unread is not None or not pages:
        cause = unread.cause if unread else Cause.NOT_MEASURED
        return could_not_test(cause, snippet(unread.detail) if unread else "No page was measured.")
    return yes(*(page.spot(page.main) for page in pages))


def _failures(view: PageView) -> Iterator[tuple[str, Spot]]:
    for rule in map(as_mapping, as_list(as_mapping(view.axe).get("violations"))):
        tags = [str(tag) for tag in as_list(rule.get("tags"))]
        if tags and not is_failure(tags):
            continue
        for node in map(as_mapping, as_list(rule.get("nodes"))):
            if str(node.get("impact") or rule.get("impact")) in SERIOUS:
                target = str(node.get("target") or "")
                name = f"{rule.get('id')} ({rule.get('help') or 'see axe-core'})"
                yield snippet(name), Spot(target, snippet(str(node.get("html") or "")), view.url)


@question(
    "If you are sent to another site, is that said, with the same name, a way back and its own "
    "accessibility statement?",
    at="walk",
    needs=("route",),
    yes="The hand-over to {host} is said, and the other site names the council and leads back.",
    no="At the hand-over to {host} {lacking}.",
    source="Better Connected task surveys (Socitm, 1999-2018); Accessibility Regulations 2018, regulation 8",
)
def hand_over(survey: SurveyView) -> Verdict:
    """What it asks: where the way leads to another site, whether that is said beforehand, and whether
    the other
    site names the council, leads back to it and has an accessibility statement.

    Why it matters: a site that looks strange is distrusted and left; the council answers for its suppliers.
    How to fix: say who runs the form beside the link, and have the supplier carry the council's name, a link
    back and a statement.
    """
    task, channel = survey.task, survey.decision.channel if survey.decision else None
    if task is None:
        return could_not_test(Cause.NOT_MEASURED, "The task page was not read.")
    target, link = _target(survey, task)
    if not target or same_site(target, task.url):
        return not_applicable("The way does not lead to another site.")
    host = host_of(target)
    said = _is_said(task, link, host)
    spot = task.spot(link) if link else Spot("", host, target)
    if channel in (Channel.NATIONAL_SERVICE, Channel.OTHER_AUTHORITY):
        return (
            yes(spot, host=host) if said else no(spot, host=host, lacking="nothing says so", confidence=0.8)
        )
    page = survey.form or survey.start
    if page is None or same_site(page.url, task.url):
        return could_not_test(Cause.NOT_MEASURED, "The page on the other site was not read.", spot)
    lacking = [] if said else ["nothing says so beforehand"]
    if not _names(page, survey):
        lacking.append("the page does not name the council")
    if not any(link.url and same_site(link.url, task.url) for link in page.links):
        lacking.append("there is no way back")
    if not any(_STATEMENT.search(f"{link.text} {link.name}") for link in page.links):
        lacking.append("there is no accessibility statement")
    if lacking and page.device is Device.HTTP and not page.links:
        return unsure("The other site's page is drawn by script and was not read in a browser.", spot)
    return (
        no(spot, page.spot(page.main), host=host, lacking=_joined(lacking))
        if lacking
        else yes(spot, host=host)
    )


def _target(survey: SurveyView, task: PageView) -> tuple[str, Link | None]:
    """Return the first address of the route on another site, and the link that leads there."""
    steps = [as_mapping(step) for step in as_list(as_mapping(survey.route).get("steps"))]
    for step in steps:
        for url in (str(step.get("url") or ""), str(step.get("final_url") or "")):
            if url and step.get("step") != "task" and not same_site(url, task.url):
                asked = str(step.get("url") or "")
                return url, next((link for link in task.links if link.url in (asked, url)), None)
    decision = survey.decision
    if decision and decision.channel in (Channel.NATIONAL_SERVICE, Channel.OTHER_AUTHORITY):
        for link in task.own_links:
            if (
                link.url
                and not same_site(link.url, task.url)
                and any(link.url == spot.url for spot in decision.spots)
            ):
                return link.url, link
    return "", None


def _is_said(task: PageView, link: Link | None, host: str) -> bool:
    if link is None:
        return False
    near = [
        link.text,
        link.name,
        link.element.parent.get_text(" ", strip=True)[:600] if link.element.parent else "",
    ]
    before = next((b.text for b in reversed(task.blocks) if _precedes(b.element, link)), "")
    told = " ".join([*near, before])
    spoken = set(words(told))
    names = {part for part in host.split(".") if len(part) > 3 and part not in _COMMON}
    return bool(_SAID.search(told) or spoken & names or host in told.lower())


def _precedes(element: object, link: Link) -> bool:
    return link.element.find_previous(getattr(element, "name", "p")) is element


def _names(page: PageView, survey: SurveyView) -> bool:
    wanted = [word for word in words(survey.council.name) if word not in _COMMON]
    said = " ".join(
        [page.title, page.whole_text, *(str(i.get("alt") or "") for i in page.soup.find_all("img", limit=40))]
    )
    spoken = set(words(said[:60_000]))
    return bool(wanted) and all(word in spoken for word in wanted)


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_COMMON = frozenset(
    "council borough county city district royal london of the and www online forms form service "
    "services portal my self secure "
    "public apps".split()
)
_STATEMENT = any_of(r"accessibility|hygyrchedd")
_SAID = any_of(
    r"opens? (?:in|on)|external|(?:another|separate|different|their|partner's?|new) (?:web ?)?(?:site"
    r"|page|window|tab|service)",
    r"(?:be )?(?:taken|sent|redirected|directed|transferred|passed) (?:to|on)|leave (?:this|our"
    r"|the council)|leaving",
    r"(?:hosted|provided|run|managed|operated|delivered|processed) (?:for us |on our behalf )?by",
    r"our (?:online )?(?:\w+ )?(?:supplier|provider|partner|contractor)|third party|on behalf of"
    r"|using our \w+ (?:form|portal|system)",
    r"(?:web ?site|portal|service) (?:of|at)|GOV ?UK|GOV\.UK|nidirect|mygov\.scot|gov\.wales"
    r"|county council|government",
    r"gwefan (?:arall|allanol)",
)
