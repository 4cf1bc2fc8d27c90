"""All that is wrong on one page state: every judge over its facets, each fault once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.accessibility.axe import axe_flaws
from checks.accessibility.facts import documents_of
from checks.accessibility.forms import form_flaws
from checks.accessibility.keyboard import keyboard_flaws
from checks.accessibility.links import link_flaws
from checks.accessibility.marks import mark_flaws
from checks.accessibility.model import Flaw
from checks.accessibility.pdf import pdf_flaws
from checks.accessibility.phone import layout_flaws, overlay_flaws
from checks.accessibility.pictures import picture_flaws
from checks.accessibility.pointer import contrast_flaws, dialog_flaws, pointer_flaws, zoom_flaws
from checks.accessibility.tables import table_flaws
from checks.accessibility.texts import text_flaws
from checks.accessibility.titles import title_flaws
from checks.model import Device, Evidence

_OF_A_DOCUMENT = (
    text_flaws,
    title_flaws,
    link_flaws,
    table_flaws,
    picture_flaws,
    form_flaws,
    mark_flaws,
)
_OPENING = re.compile(r"<[^<>]*>?")


def flaws_of(evidence: Evidence) -> tuple[Flaw, ...]:
    """Return the flaws of one page state on a screen, or of a document; of a page over HTTP there are none.

    Pure: the same evidence gives the same flaws in the same order. A facet that is missing yields nothing.
    """
    if evidence.device is Device.HTTP:
        return tuple(pdf_flaws(evidence.facet("pdf")))
    engines = list(axe_flaws(evidence.facet("axe")))
    return merged((*engines, *_own(evidence)))


def merged(flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
    """Return *flaws* without those of ours that axe reports too: the same fault on the same element.

    Selectors are written differently by the engines, so elements are compared by their opening tag.
    """
    known = {(one.rule, _element(one)) for one in flaws if one.engine == "axe"}
    kept = (one for one in flaws if not any((twin, _element(one)) in known for twin in one.twins))
    return tuple(dict.fromkeys(kept))


def _element(flaw: Flaw) -> str:
    match = _OPENING.match(flaw.html)
    return " ".join((match.group() if match else flaw.html).lower().split())[:200]


def _own(evidence: Evidence) -> Iterator[Flaw]:
    yield from layout_flaws(evidence.facet("layout"))
    if evidence.device is Device.PHONE:
        yield from overlay_flaws(evidence.facet("cookies"), evidence.facet("layout"))
    yield from keyboard_flaws(evidence.facet("keyboard"))
    yield from pointer_flaws(evidence.facet("pointer"))
    yield from dialog_flaws(evidence.facet("dialogs"))
    yield from zoom_flaws(evidence.facet("zoom"))
    yield from contrast_flaws(evidence.facet("axe"))
    for document in documents_of(evidence.facet("structure")):
        for judge in _OF_A_DOCUMENT:
            yield from judge(document)
