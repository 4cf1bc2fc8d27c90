"""Refuses cookies where that can be done without sending a form, and says what stood in the way."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Page

from crawler.probes import measure

# What banners and their controls say, in English and Welsh.
_WORDS = {
    "cookies": r"\b(cookies?|cwcis?|cwci|gwcis?|consent|caniat[aâ]d)\b",
    "named": r"cookie|cwci|consent|gdpr",
    "refuse": r"^\W*(no\W*$|no,? thanks|((no|i),? )?(reject|decline|refuse|deny|disagree"
    r"|(do not|don.t) (accept|agree|allow|consent|use))|turn off|disable|opt[- ]?out"
    r"|continue without|proceed without"
    r"|(use |allow |accept )?only (use |allow |accept )?(the )?(strictly )?(necessary|essential|required)"
    r"|(use |allow |accept )?(the )?(strictly )?(necessary|essential|required)( cookies)?( only)?\W*$"
    r"|gwrthod|rwy.n gwrthod|nid wyf|peidio|dim diolch|parhau heb"
    r"|(defnyddio |derbyn )?(dim ond )?(y )?(cwcis )?(angenrheidiol|hanfodol))",
    "settings": r"(manage|settings|preferences|customi[sz]e|options|choose|change|configure"
    r"|rheoli|gosodiadau|dewisiadau)",
    "accept": r"^\W*(accept|allow|agree|i agree|i accept|ok(ay)?\b|yes\b|got it|i understand|understood"
    r"|close|hide|dismiss|continue\b|that.s (fine|ok)|enable"
    r"|derbyn|cytuno|iawn|cau|cuddio|caniat[aá]u|parhau\b)",
}


async def refuse_cookies(page: Page) -> dict[str, Any]:
    """Press what refuses, wait for the banner to go, and return the facet `cookies`.

    `covers` is measured before anything is pressed. `accept_only`: there is a way to accept or close, and
    none to refuse or choose. `by_form`: refusing would send a form or leave the page, so it was left alone.
    """
    first = await measure(page, "cookies", {"press": True, "words": _WORDS})
    refused = False
    if first["pressed"]:
        for pause in (0.05, 0.15, 0.3, 0.5):
            await asyncio.sleep(pause)
            after = await measure(page, "cookies", {"press": False, "words": _WORDS})
            if not after["banner"] or not after["refuse"]:
                refused = True
                break
    return {
        "banner": first["banner"],
        "selector": first["selector"],
        "refused": refused,
        "accept_only": first["accept"] and not first["refuse"] and not first["settings"],
        "text": first["text"],
        "covers": first["covers"],
        "by_form": first["sends"],
    }
