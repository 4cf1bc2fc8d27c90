"""The pages that rest on one council alone, most of a site: written, or taken from an earlier build."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reports.cache import Cache, key_of
from reports.edition import CouncilResult, League
from reports.frame import Frame, Page
from reports.history import PastRun
from reports.register import Register
from reports.view_requests import requests_page
from reports.view_survey import survey_page

# What an earlier build kept of the pages of a council.
OWN = "pages"
Written = tuple[tuple[str, str], ...]


def own_frame(frame: Frame, council: CouncilResult) -> Frame:
    """Return *frame* without everything that is of other councils.

    What a page is made of here stands for it in `own_key`: whoever makes it cannot look further.
    """
    gss = council.council.gss
    edition, register, before = frame.edition, frame.register, frame.previous
    decided = edition.decided
    return replace(
        frame,
        edition=replace(
            edition,
            leagues=(League(council.council.type, (council,), ()),),
            warnings=(),
            decided=replace(
                decided,
                holding={key: one for key, one in decided.holding.items() if key[0] == gss},
                lapsed=(),
            ),
            keys={},
            reader=None,
        ),
        paths={gss: frame.paths[gss]},
        names={gss: frame.names[gss]},
        previous=_without_councils(before) if before else None,
        changes=None,
        changed={
            (gss, key): frame.changed[gss, key] for key in council.surveys if (gss, key) in frame.changed
        },
        rankings={},
        past=(),
        movements={},
        survey_movements={},
        type_tallies={},
        register=Register(published=register.published, reply_by=register.reply_by),
        precision={},
        replies_of={gss: frame.replies_of[gss]} if gss in frame.replies_of else {},
    )


def _without_councils(past: PastRun) -> PastRun:
    return replace(past, councils={}, tallies={})


def common_key(frame: Frame, shared: Mapping[str, Any]) -> str:
    """Return what stands for all that every council's pages rest on; *shared* are the site's own words."""
    before = frame.previous
    return key_of(
        frame.edition.manifest,
        [one.id for one in frame.edition.journeys],
        frame.methodology,
        shared,
        frame.contact,
        _without_councils(before) if before else None,
    )


def own_key(frame: Frame, council: CouncilResult) -> str:
    """Return what stands for what only *council*'s pages rest on; *frame* is its own, of `own_frame`."""
    seen = (one.picture for survey in council.surveys.values() for one in survey.sightings)
    return key_of(
        council.council,
        council.opted_out,
        frame.paths,
        frame.changed,
        frame.register,
        frame.replies_of,
        # A picture may be there or not; each that is shown has to be put into the new site anyway.
        [frame.pictures.publish(one) for one in seen],
    )


def own_pages(frame: Frame, council: CouncilResult) -> Iterator[Page]:
    """Yield the pages of *council*, whose answers must be whole; *frame* is its own."""
    yield requests_page(frame, council)
    for survey in council.surveys.values():
        yield survey_page(frame, council, survey)


@dataclass(frozen=True, slots=True)
class OwnPages:
    """Puts the pages of councils into the site in *folder*; *earlier* is the site that it will replace.

    *common* is the `common_key`.
    """

    frame: Frame
    common: str
    folder: Path
    earlier: Path
    cache: Cache

    def put(self, council: CouncilResult, write: Callable[[Page], Written]) -> int:
        """Put a council's pages there and return how many they are; *write* returns what it wrote."""
        gss = council.council.gss
        frame = own_frame(self.frame, council)
        key = key_of(self.common, self.frame.edition.keys.get(gss), own_key(frame, council))
        kept: Written | None = self.cache.get(OWN, gss, key)
        if kept is not None and self._taken(kept):
            return len(kept)
        whole = self.frame.edition.whole(council)
        written = tuple(one for page in own_pages(frame, whole) for one in write(page))
        self.cache.put(OWN, gss, key, written)
        return len(written)

    def _taken(self, kept: Written) -> bool:
        """Take the pages from the earlier site; say whether each was there just as it had been written."""
        return all(taken(self.earlier / path, self.folder / path, digest) for path, digest in kept)


def taken(source: Path, target: Path, digest: str) -> bool:
    """Take a page from the earlier site, *source*; say whether it was there just as it had been written."""
    try:
        data = source.read_bytes()
    except OSError:
        return False
    if hashlib.sha256(data).hexdigest() != digest:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        os.link(source, target)
        return True
    target.write_bytes(data)
    return True
