"""What is known of one council's site: pages met, links between them, how well each fits each journey."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.addresses import canonical
from checks.finding import PageScore
from crawler.reader import PageRead


@dataclass(frozen=True, slots=True)
class Place:
    """A page on the map: its links as (address to compare, address, text), and its scores by journey."""

    key: str
    url: str
    title: str
    links: tuple[tuple[str, str, str], ...]
    scores: Mapping[str, PageScore]
    vias: set[str]


@dataclass(slots=True)
class Atlas:
    """The pages read, by the address at which they were found."""

    home: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    # An address that led elsewhere, and where it led.
    _alias: dict[str, str] = field(default_factory=dict)
    _paths: dict[str, list[tuple[str, str]]] | None = None

    def add(self, page: PageRead, asked: str, via: str, scores: Mapping[str, PageScore]) -> Place:
        """Put a page on the map; one met again only gains a way by which it was found."""
        self._alias[canonical(asked)] = page.key
        self._paths = None
        place = self.places.get(page.key)
        if place is None:
            links = tuple((canonical(one.url), one.url, one.says) for one in page.digest.links)
            place = Place(page.key, page.url, page.digest.title or page.digest.h1, links, scores, set())
            self.places[page.key] = place
        place.vias.add(via)
        return place

    def found(self, url: str) -> Place | None:
        """Return the page that *url* leads to, if it was read."""
        key = canonical(url)
        return self.places.get(self._alias.get(key, key))

    def paths(self) -> dict[str, list[tuple[str, str]]]:
        """Return the shortest click path from the home page to each page: [(address, link text), ...]."""
        if self.home not in self.places:
            return {}
        if self._paths is None:
            self._paths = self._find_paths()
        return self._paths

    def _find_paths(self) -> dict[str, list[tuple[str, str]]]:
        reached: dict[str, list[tuple[str, str]]] = {self.home: [(self.places[self.home].url, "")]}
        queue = deque([self.home])
        while queue:
            here = queue.popleft()
            for raw_key, url, text in self.places[here].links:
                key = self._alias.get(raw_key, raw_key)
                if key in reached:
                    continue
                reached[key] = [*reached[here], (url, text)]
                if key in self.places:
                    queue.append(key)
        return reached
