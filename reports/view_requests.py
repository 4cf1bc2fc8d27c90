"""What we asked of a council's site: how much, how often, what was not let out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median_low
from typing import Any

from checks.model import Cause
from reports.edition import CouncilResult
from reports.frame import Frame, Page
from reports.present import clip, day, listing, moment, number, plural, safe_link
from reports.said import said
from reports.words import cause_words, step_words
from store import Asked

# How many lines of each table the page shows; the open data has every one.
LISTED, HOSTS, DENIED, PLACES = 100, 40, 40, 3
_TIERS = {
    "source": said("read as text"),
    "browser": said("opened in a browser"),
    "walk": said("opened in a form"),
}
_WALKED = {"step": said("step of a form sent on"), "lookup": said("address looked up")}

_NOT_MADE = {"denied": said("kept back"), "not-asked": said("not asked")}

_OTHERWISE = said("A form tried to send something else than the step that was allowed")
_ENDED = said("It was not let out, and the walk of the form ended there.")
_HELD = said("It was not let out; a form that could not go on without it was walked no further.")
# Why something was not let out: what it was, and what that means for whoever runs the site.
REASONS = {
    "method": (
        said("A page tried to send something"),
        said(
            "A script of the page sent data (POST) when it was opened, often statistics or a chat. "
            "It never left our machine."
        ),
    ),
    "body": (
        said("A page tried to send something with a request to read"),
        said("It never left our machine."),
    ),
    "beacon": (
        said("A page tried to report that it was being read or left"),
        said("Most often statistics. It never left our machine."),
    ),
    "report": (said("The browser was asked to report on the page"), said("It never left our machine.")),
    "websocket": (
        said("A page tried to open a lasting line to a server"),
        said("Most often a chat. No line was opened."),
    ),
    "commit-like": (
        said("An address that looks as if it would do something"),
        said("To open it might book, confirm, cancel or sign out, so we did not."),
    ),
    "payment-host": (said("A page of a payment service"), said("We never open one.")),
    "popup": (said("A page tried to open another window"), said("It was closed unread.")),
    "private-address": (said("An address inside a private network"), said("We ask public addresses only.")),
    "port": (said("An unusual port"), said("We ask the usual ports only.")),
    "scheme": (said("An address that is no web page"), said("We ask web pages only.")),
    "credentials": (said("An address with a name or password in it"), said("We never use one.")),
    "bad-url": (said("An address that cannot be read"), said("We asked nothing.")),
    "robots": (
        said("An address that your robots.txt keeps from automated visitors"),
        said(
            "We did not ask for it, and what would have been seen there counts as untested, never as a fault."
        ),
    ),
    "upload": (said("A file was about to be sent"), said("We send none.")),
    "form-get": (
        said("A form that sends by its address"),
        said("It is not sent without the council’s permission."),
    ),
    "typed": (
        said("An address that carries what we had typed"),
        said("It was not let out: only the form itself may carry it."),
    ),
    "filled": (
        said("Something that a page asked for while its form was being filled in"),
        said("It might have told that a field was used, so it was not let out."),
    ),
    "no-permit": (said("Something that a form tried to send or to open by itself"), _HELD),
    "redirect-replays": (said("An answer that asked for what was sent to be sent on elsewhere"), _ENDED),
    "redirect-site": (said("An answer that led on to another site"), _ENDED),
    "frozen": (
        said("Something that was tried after the walk of a form had ended"),
        said("From then on nothing is let out."),
    ),
    "budget": (said("One request more than a walk may make"), _ENDED),
    "kill-switch": (
        said("Something that was tried after all walks had been stopped"),
        said("From then on nothing is let out."),
    ),
    "too-many": (
        said("A page asked for more files than we fetch"),
        said(
            "We fetch so many files for a page and no more. What would have rested on the others counts as "
            "untested, never as a fault."
        ),
    ),
    "given-up": (
        said("An address that the page no longer wanted when its turn came"),
        said("We did not ask for it."),
    ),
    "unwatched": (
        said("Something that a part of a page asked for before we could watch its answers"),
        said("It was not let out."),
    ),
    "policy-stop": (said("A place where our rules end"), said("We did not ask for it.")),
}
_CAUSES = {one.value for one in Cause}
_OTHER = said("Our rules did not let it out, and it never left our machine.")


def reason_words(reason: str) -> tuple[str, str]:
    """Return what was denied or not asked, and what that means, for a reason of the guard or a cause."""
    if reason.startswith("permit-"):
        return _OTHERWISE, _HELD
    if reason in _CAUSES - REASONS.keys():
        return (
            said("A page of a form that could not be had"),
            said("We did not ask for it: {cause}.", cause=cause_words(Cause(reason))),
        )
    return REASONS.get(reason, (said("Something else ({reason})", reason=clip(reason, 40)), _OTHER))


def requests_path(frame: Frame, gss: str) -> str:
    """Return the path of the page on what was asked of a council."""
    return f"councils/{frame.paths[gss]}/requests.html"


def requests_page(frame: Frame, council: CouncilResult) -> Page:
    """Return the page on what was asked of *council*; it says so where that was nothing."""
    gss = council.council.gss
    log = frame.edition.run.requests(gss) if council.visit else []
    pages = [one for one in log if one.verdict == "asked" and one.kind != "parts"]
    kept = [one for one in log if one.verdict != "asked"]
    shown = [one for one in log if one.kind != "parts"]
    options = frame.edition.manifest.get("options") or {}
    delay = options.get("delay")
    looked_up = sum(one.times for one in pages if one.kind == "lookup")
    values = {
        "name": council.name,
        "card": frame.council_path(gss),
        "visit": council.visit is not None,
        "began": moment(council.visit.started) if council.visit else "",
        "ended": moment(council.visit.ended) if council.visit else "",
        "pages": plural(len(pages), "address was asked for", "addresses were asked for"),
        "parts": plural(sum(one.times for one in log if one.kind == "parts"), "file"),
        "sites": plural(len({one.host for one in pages}), "host"),
        "looked_up": plural(looked_up, "time") if looked_up else "",
        "delay": number(delay) if isinstance(delay, int | float) and delay > 0 else "",
        "contact": safe_link(str(options.get("contact_url", ""))) if options.get("contact_url") else None,
        "hosts": list(_hosts(log))[:HOSTS],
        "more_hosts": max(0, len({one.host for one in log}) - HOSTS),
        "days": list(_days(log)),
        "kept": list(_kept(kept))[:DENIED],
        "kept_count": plural(sum(one.times for one in kept), "request"),
        "walks": _walks(council, [one for one in log if one.tier == "walk"]),
        "rows": [_row(one) for one in shown[:LISTED]],
        "more": max(0, len(shown) - LISTED),
    }
    return Page(
        requests_path(frame, gss), "requests.html", said("What we asked of {name}", name=council.name), values
    )


def _hosts(log: Sequence[Asked]) -> Iterator[dict[str, str]]:
    """Count what each host was asked, the most asked first, with the gaps between pages."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for one in log:
        if one.verdict == "asked":
            by_host[one.host].append(one)
    for host, some in sorted(by_host.items(), key=lambda item: (-_documents(item[1]), item[0])):
        # A page opened on two screens at once is one page.
        gaps = _gaps([at for at, _ in {(one.at, one.url) for one in some if one.kind != "parts"}])
        count = Counter("parts" if one.kind == "parts" else one.tier for one in some)
        yield {
            "host": clip(host, 80) or "–",
            "source": f"{count['source']:,}",
            "browser": f"{count['browser'] + count['walk']:,}",
            "parts": f"{sum(one.times for one in some if one.kind == 'parts'):,}",
            "usual": f"{median_low(gaps)} s" if gaps else "–",
            "shortest": f"{min(gaps)} s" if gaps else "–",
        }


def _documents(some: Sequence[Asked]) -> int:
    return sum(one.kind != "parts" for one in some)


def _gaps(times: Sequence[str]) -> list[int]:
    """Return the seconds between one page and the next."""
    known = []
    for one in times:
        try:
            known.append(datetime.fromisoformat(one))
        except ValueError:
            continue
    return [round((after - before).total_seconds()) for before, after in pairwise(sorted(known))]


def _days(log: Sequence[Asked]) -> Iterator[dict[str, str]]:
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for one in log:
        what = one.tier if one.verdict == "asked" and one.kind != "parts" else one.kind
        count[one.at[:10]][what if one.verdict == "asked" else "kept"] += one.times
    for date, some in sorted(count.items()):
        yield {
            "day": day(date),
            "source": f"{some['source']:,}",
            "browser": f"{some['browser'] + some['walk']:,}",
            "parts": f"{some['parts']:,}",
            "kept": f"{some['kept']:,}",
        }


def _kept(kept: Sequence[Asked]) -> Iterator[dict[str, str]]:
    """Group what was not let out by why, the most frequent first."""
    by_reason: dict[str, list[Asked]] = defaultdict(list)
    for one in kept:
        by_reason[one.reason].append(one)
    for reason, some in sorted(by_reason.items(), key=lambda item: -sum(one.times for one in item[1])):
        what, meaning = reason_words(reason)
        hosts = Counter(clip(one.host, 60) or "–" for one in some)
        named = [host for host, _ in hosts.most_common(PLACES)]
        more = len(hosts) - len(named)
        yield {
            "what": what,
            "meaning": meaning,
            "times": f"{sum(one.times for one in some):,}",
            "where": said("{places} and {more} more", places=listing(named), more=more)
            if more
            else listing(named),
        }


def _walks(council: CouncilResult, log: Sequence[Asked]) -> list[dict[str, str]]:
    by_journey: dict[str, list[Asked]] = defaultdict(list)
    for one in log:
        by_journey[one.journey].append(one)
    titles = {journey: one.journey.title for journey, one in council.surveys.items()}
    return [
        {
            "title": titles.get(journey, clip(journey, 80)),
            "sent": plural(sum(one.times for one in some if one.verdict == "asked"), "request"),
            "kept": plural(sum(one.times for one in some if one.verdict != "asked"), "request"),
        }
        for journey, some in by_journey.items()
    ]


def _row(one: Asked) -> dict[str, Any]:
    told = _NOT_MADE.get(one.verdict, "")
    how = told or _WALKED.get(one.kind) or _TIERS.get(one.tier, clip(one.tier, 20))
    answer = reason_words(one.reason)[0] if told else str(one.status) if one.status else said("no answer")
    if one.times > 1:
        how = said("{how} ({times} times)", how=how, times=one.times)
    return {
        "at": clip(one.at, 20).replace("T", " ").removesuffix("Z"),
        "how": how,
        "method": clip(one.method, 10),
        "url": clip(one.url, 160),
        "answer": answer if told or one.status or one.tier == "source" else "",
        "step": step_words(one.step) if one.step and told else "",
    }
