"""Hundreds of councils out of the tables of a few: renamed throughout, each with its own words, speed and faults."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from .bank import DATA, Bank, council_of, load, shared
from .model import Council, Request, Response
from .world import World

# What fails among some 40,000 links from GOV.UK to councils: a dead link is the link's fault, the rest the site's.
DEAD_LINKS = 0.063
SITE_FAULTS: Mapping[str, float] = {"refused": 0.013, "forbidden": 0.006, "hanging": 0.005, "tls": 0.002}
# Seconds until a page answers: most sites are quick, some are not.
QUICKEST, SLOWEST, USUAL = 0.1, 5.0, 0.4
# A picture or style sheet takes so much of what a page takes.
LIGHT = 0.1
_FIRST = (
    "Ash Bram Cold Dun Elm Farn Glen Hazel Ing Kels Lang Mill Nether Oak Pen Quern Row Stan Thorn Ul Wal Yar "
    "Ald Birk Crox Den Ever Fros Gar Hol Ivel Ken Lyn Mar Nor Orm Pick Rud Sel Tad Wen"
).split()
_LAST = (
    "bourne bridge bury by combe cott dale den don field fold ford gate ham hampton holme hurst ley low "
    "mere minster moor ness over port ridge shaw stead stoke thorpe ton wade wick wold worth"
).split()


@dataclass(frozen=True)
class Temper:
    """How one site behaves: seconds until a page answers, and what is wrong with all of it ("" for nothing)."""

    seconds: float
    fault: str = ""


def nation(count: int, seed: int = 1) -> Bank:
    """The bank with `count` councils: the estate's own, then copies of them under other names.

    Copies keep kinds, families, ways and hazards, so what is true of one is true of its copies; wording is
    chosen anew, because it is chosen by name. Counties of a copied district and neighbours it points to are copied
    with it. Raises `ValueError` where `count` is none that can be.
    """
    own = load()
    most = len(own.councils) * 100
    if not 1 <= count <= most:
        raise ValueError(f"a nation has 1 to {most} councils, not {count}")
    councils: dict[str, Council] = dict(own.councils)
    texts = {slug: (DATA / "councils" / f"{slug}.toml").read_text(encoding="utf-8") for slug in own.councils}
    names = _names(random.Random(seed), {one.short for one in own.councils.values()})
    group = 0
    while len(councils) < count:
        group += 1
        councils |= _copy(own, texts, dict(zip(own.councils, names, strict=False)), group)
    return replace(own, councils=councils)


def chosen(bank: Bank, count: int) -> list[str]:
    """The slugs of the first `count` councils of a nation."""
    return list(islice(bank.councils, count))


def tempers(bank: Bank, seed: int = 1) -> dict[str, Temper]:
    """How each site behaves, by host. Of twenty sites or more, each kind of fault has one at least."""
    dice = random.Random(f"{seed} tempers")
    hosts = sorted({one.host for one in bank.councils.values()})
    dice.shuffle(hosts)
    faults: dict[str, str] = {}
    rest = iter(hosts)
    for fault, rate in SITE_FAULTS.items():
        wanted = max(round(rate * len(hosts)), 1 if len(hosts) >= 20 else 0)
        faults |= dict.fromkeys(islice(rest, wanted), fault)
    return {
        host: Temper(min(SLOWEST, max(QUICKEST, dice.lognormvariate(0, 0.9) * USUAL)), faults.get(host, ""))
        for host in hosts
    }


def with_dead_links(rows: list[dict[str, str]], seed: int = 1) -> list[dict[str, str]]:
    """GOV.UK's links, of which so many lead nowhere as in life."""
    dice = random.Random(f"{seed} links")
    return [
        {**row, "URL": row["URL"].rstrip("/") + "/gone-since"} if dice.random() < DEAD_LINKS else row
        for row in rows
    ]


class Nation(World):
    """The estate with the speed and the faults of a country."""

    def __init__(self, bank: Bank, seed: int = 1) -> None:
        super().__init__(bank)
        self.tempers = tempers(bank, seed)

    def answer(self, request: Request) -> Response:
        """As the estate, when the site's own time has passed."""
        temper = self.tempers.get(request.host)
        if temper is None:
            return super().answer(request)
        if temper.fault in ("refused", "tls"):
            # There is no TLS on loopback; to a client behind a proxy both are a connection that comes to nothing.
            return Response(drop=True)
        if temper.fault == "hanging":
            return Response(hang=True)
        light = request.path.startswith(("/assets/", "/favicon"))
        self.sleep(temper.seconds * (LIGHT if light else 1.0))
        return self.gate(403) if temper.fault == "forbidden" else super().answer(request)


def nation_world(count: int, seed: int = 1) -> Nation:
    """A nation of `count` councils, ready to be served."""
    return Nation(nation(count, seed), seed)


def _copy(own: Bank, texts: Mapping[str, str], named: Mapping[str, str], group: int) -> dict[str, Council]:
    """Every council of the estate once more, under the names in `named`."""
    words: dict[str, str] = {}
    for slug, council in own.councils.items():
        fresh = named[slug]
        words[slug] = fresh.lower()
        words[council.short] = fresh
        words[str(council.get("town", council.short))] = fresh
    pattern = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?![a-z])"
    )
    found = {}
    for slug, text in texts.items():
        renamed = pattern.sub(lambda match: words[match[0]], text)
        renamed = re.sub(r'(?m)^gss = "(\w\d\d)999(\d{3})"', rf'gss = "\g<1>{999 - group:03d}\2"', renamed)
        # A site with a host of its own name has it once in each copy.
        renamed = re.sub(r'(?m)^host = "([\w.-]+)\.example"', rf'host = "\g<1>-{group}.example"', renamed)
        found[words[slug]] = council_of(words[slug], renamed, own.journeys)
    return shared(found)


def _names(dice: random.Random, taken: set[str]) -> Iterator[str]:
    """Names of places that do not exist here yet, without end while there are any."""
    every = [first + last for first in _FIRST for last in _LAST]
    dice.shuffle(every)
    return (name for name in every if name not in taken)
