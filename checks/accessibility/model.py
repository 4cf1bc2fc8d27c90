"""A rule of accessibility and a flaw found by it: plain data that every judge of a page yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checks.messages import cut
from checks.verdicts import snippet

FAILURE, REVIEW, ADVICE = "failure", "review", "advice"
SELECTOR_LIMIT, HTML_LIMIT, DETAIL_LIMIT = 500, 300, 500


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of our own.

    `wcag` is the success criterion and `level` its level: A, AA, AAA, or "" for good practice beyond WCAG.
    `says` is what holds on a page without the fault, `mend` how to get there, `source` the technique,
    failure or specification it is taken from. `sure`: 95 % of a hand-checked sample of its findings on
    pages that we did not write were right (docs/accessibility.md), so what it finds against A or AA is a
    failure; until then a review item. `act` are the W3C ACT rules it implements, `twins` the axe rules that
    find the same fault.
    """

    id: str
    wcag: str
    level: str
    impact: str
    says: str
    mend: str
    source: str
    sure: bool = False
    act: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()

    def certainty(self, doubt: bool = False) -> str:
        """Return failure, review or advice; `doubt` makes a review item of whatever it would be."""
        if doubt:
            return REVIEW
        if self.level in ("A", "AA"):
            return FAILURE if self.sure else REVIEW
        return ADVICE


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault at one element of one page state, from any engine (`axe`, `own`, `pdf`, `statement`).

    `certainty`: failure (level A or AA), review (a person must look), advice (AAA or good practice). `html`
    is the element's markup or words, cut to a line. Hostile text throughout: escape it.
    """

    engine: str
    rule: str
    wcag: str
    level: str
    impact: str
    certainty: str
    selector: str
    html: str
    detail: str
    help: str
    mend: str = ""
    twins: tuple[str, ...] = ()


def own_flaw(rule: Rule, fact: Mapping[str, Any], detail: str, *, doubt: bool = False) -> Flaw:
    """Return a flaw of a rule of ours at the element that a probe's fact (`selector`, `html`) describes."""
    return Flaw(
        engine="own",
        rule=rule.id,
        wcag=rule.wcag,
        level=rule.level,
        impact=rule.impact,
        certainty=rule.certainty(doubt),
        selector=str(fact.get("selector") or "html")[:SELECTOR_LIMIT],
        html=snippet(str(fact.get("html") or fact.get("text") or "")[:HTML_LIMIT]),
        detail=cut(detail, DETAIL_LIMIT),
        help=rule.says,
        mend=rule.mend,
        twins=rule.twins,
    )
