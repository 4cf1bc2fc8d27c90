"""What was asked on behalf of a council, and what was not let out: a row each, without what was typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from checks.model import Cause
from checks.personal import MASK, masked_url
from store.files import read_lines

URL_LIMIT = 500
# A postcode, with or without its space, wherever an address spells one out; a property number (UPRN).
_POSTCODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[0-9][A-Za-z0-9]?[ +]?[0-9][A-Za-z]{2}(?![A-Za-z0-9])")
_PROPERTY = re.compile(r"(?<![0-9])[0-9]{10,12}(?![0-9])")
# An address without any of this has nothing to mask.
_DELICATE = re.compile(rf"[][?#@%+\s]|{_POSTCODE.pattern}|{_PROPERTY.pattern}")
# The steps of a form after its first.
_FURTHER = re.compile(r"form-(?!1$)[0-9]+")
# Lines of evidence that can have something for the log; the rest need not be read.
_TOLD = ('"network"', '"form-walk"')


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked, or that was not let out.

    at        ISO 8601, UTC; of `parts` the day alone
    tier      source: read as text; browser: opened in Chromium; walk: a form walked with permission
    kind      page; parts: all else that pages of one day brought from one host; denied; of a form:
              document (a page), step (a page of a form sent on), lookup (of an address), or what was denied
    url       address, the values of its query masked unless we asked for it as it is; of `parts` a host
    verdict   asked, denied (by our guard, before it left) or not-asked (a rule of the site, which we kept)
    reason    why it was denied or not asked; else empty
    times     how often
    """

    at: str
    tier: str
    kind: str
    method: str
    url: str
    verdict: str
    reason: str
    journey: str = ""
    step: str = ""
    status: int | None = None
    times: int = 1

    @property
    def host(self) -> str:
        """The host asked, "" where the address has none."""
        return _host(self.url) if "://" in self.url else self.url


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def masked(url: str, *, values: bool) -> str:
    """Return *url* without user name, fragment, postcodes, property numbers and what is about a person.

    With *values* every value of its query is masked too.
    """
    # Half a character can be written nowhere.
    url = url.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if len(url) <= URL_LIMIT and not _DELICATE.search(url):
        return url
    try:
        parts = urlsplit(url[: 4 * URL_LIMIT])
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "an address that cannot be read"
    query = parts.query
    if values:
        query = "&".join(
            f"{quote(_hidden(name), safe='[]:$.')}={MASK if value else ''}" for name, value in pairs
        )
    elif _hidden(unquote(query.replace("+", " "))) != unquote(query.replace("+", " ")):
        query = "&".join(f"{quote(name, safe='[]:$.')}={_hidden(value)}" for name, value in pairs)
    path = parts.path if _hidden(unquote(parts.path)) == unquote(parts.path) else _hidden(unquote(parts.path))
    whole = masked_url(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, query, "")))
    return whole if len(whole) <= URL_LIMIT else whole[: URL_LIMIT - 1] + MASK


def _hidden(text: str) -> str:
    return _PROPERTY.sub(MASK, _POSTCODE.sub(MASK, text))


def asked_for(folder: Path) -> list[Asked]:
    """Return the log of one finished council's *folder*, in order of time."""
    rows = [_page(row) for row in read_lines(folder / "pages.jsonl")]
    parts: Counter[tuple[str, str]] = Counter()
    counted: set[Hashable] = set()
    for line in _lines(folder / "evidence.jsonl"):
        rows += _from_evidence(line, parts, counted)
    rows += [
        Asked(day, "browser", "parts", "GET", host, "asked", "", times=count)
        for (day, host), count in parts.items()
    ]
    return sorted(rows, key=lambda one: one.at)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if any(word in line for word in _TOLD):
                yield json.loads(line)


_NOT_ASKED = {Cause.ROBOTS.value: "not-asked", Cause.POLICY_STOP.value: "denied"}


def _page(row: Mapping[str, Any]) -> Asked:
    status, cause = row["status"], str(row["cause"] or "")
    # A form is logged here only where its turn was refused; what was asked in it is in the log of its walk.
    otherwise = "not-asked" if row["how"] == "form" else "asked"
    verdict = "asked" if status is not None else _NOT_ASKED.get(cause, otherwise)
    return Asked(
        at=row["fetched_at"],
        tier="source" if row["how"] == "http" else "browser",
        kind="page",
        method="GET",
        url=masked(row["url"], values=False),
        verdict=verdict,
        reason="" if verdict == "asked" else cause,
        status=status,
    )


def _from_evidence(
    row: Mapping[str, Any], parts: Counter[tuple[str, str]], counted: set[Hashable]
) -> Iterator[Asked]:
    """Return what one line of evidence tells, each look and each walk once.

    Journeys share looks and forms, and evidence has them for each: *counted* holds those that were met.
    """
    facets = row["facets"]
    journey, step, at = row["journey"], row["step"], row["fetched_at"]
    network = facets.get("network")
    look = row["requested_url"], row["device"], at
    # The further steps of a form carry the counts of their whole session, which the log of the walk has.
    if isinstance(network, Mapping) and look not in counted and not _FURTHER.fullmatch(step):
        counted.add(look)
        hosts = network.get("hosts")
        for host, count in hosts.items() if isinstance(hosts, Mapping) else ():
            parts[at[:10], str(host)] += int(count)
        denied = Counter(_denial(one) for one in network.get("denied") or ())
        for (method, url, reason), times in denied.items():
            yield Asked(at, "browser", "denied", method, url, "denied", reason, journey, step, times=times)
    walk = facets.get("form-walk")
    log = json.dumps(walk.get("log") or [], sort_keys=True) if isinstance(walk, Mapping) else ""
    if isinstance(walk, Mapping) and log not in counted:
        counted.add(log)
        yield from _walked(walk, at, journey, step, parts)


def _denial(one: Mapping[str, Any]) -> tuple[str, str, str]:
    return (
        str(one.get("method", ""))[:10],
        masked(str(one.get("url", "")), values=True),
        str(one.get("reason", ""))[:60],
    )


def _walked(
    walk: Mapping[str, Any], at: str, journey: str, step: str, parts: Counter[tuple[str, str]]
) -> Iterator[Asked]:
    """Return what was asked in a form, each once: both lines of defence note what they let out.

    What its pages brought with them is counted into *parts*, like that of other pages. Without permission
    nothing but an address is looked up, and that is no walk.
    """
    tier = "walk" if walk.get("depth") == "steps" else "browser"
    first: dict[tuple[str, str, str, str, str], str] = {}
    times: Counter[tuple[str, str, str, str, str]] = Counter()
    for one in walk.get("log") or ():
        said = "asked" if one.get("verdict") == "allowed" else "denied"
        if said == "asked" and one.get("line") == "gateway":
            continue
        why = str(one.get("reason", ""))[:60]
        kind = (
            "step" if why.startswith("permit ") else why if why == "lookup" else str(one.get("kind", ""))[:40]
        )
        method, url = str(one.get("method", ""))[:10], masked(str(one.get("url", "")), values=True)
        if said == "asked" and kind not in ("step", "lookup", "document"):
            parts[str(one.get("at") or at)[:10], _host(url)] += 1
            continue
        key = method, url, kind, said, why if said == "denied" else ""
        first.setdefault(key, str(one.get("at") or at))
        times[key] += 1
    # Files that the log had no room for.
    for host, count in (walk.get("left_out") or {}).items():
        parts[at[:10], str(host)] += int(count)
    for key, count in times.items():
        method, url, kind, said, why = key
        yield Asked(first[key], tier, kind, method, url, said, why, journey, step, times=count)
