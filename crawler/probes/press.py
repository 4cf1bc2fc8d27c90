"""Presses a control that has no address, and only one that plainly leads somewhere and sends nothing."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page

from crawler.probes import measure
from crawler.visit import Control

# Words that lead somewhere, at the head of the control's text, in English and Welsh.
_STARTS = re.compile(
    r"^\W*(start|begin|get started|apply|report|continue|next|proceed|go\b|find|check|look up|book|request"
    r"|order|renew|pay\b|make|register|tell us|let us know|open|use|try|view|see|show|read|ask|claim|fill"
    r"|complete (the|our|this|an?)\b|online form|do it|e?-?form|visit|access|launch|new"
    r"|dechrau|cychwyn|gwneud|adrodd|rhoi gwybod|parhau|nesaf|canfod|dod o hyd|gwirio|archebu|talu|agor"
    r"|gweld|ymlaen)",
    re.IGNORECASE,
)
# Words that do something, wherever they stand.
_COMMITS = re.compile(
    r"\b(submit|send|confirm|finish|place (an |my |your )?order|i (agree|accept|declare)|agree|accept|delete"
    r"|remove|cancel|unsubscribe|subscribe|save|upload|sign out|log ?out|pay now|book now|buy|verify|reserve"
    r"|complete$|approve|cyflwyno|anfon|cadarnhau|gorffen|dileu|canslo|cadw|derbyn|allgofnodi|tanysgrifio)\b",
    re.IGNORECASE,
)


class NotPressed(Exception):
    """The control was left alone; the message says why."""


def commits(words: str) -> bool:
    """Say whether a control's words say that it does something, so that it must be left alone."""
    return bool(_COMMITS.search(words))


def why_not(facts: dict[str, Any] | None, text: str) -> str:
    """Return why a control with these facts (press.js) must not be pressed, or "" where it may.

    `text` is what the control is expected to say; what it says now counts as well.
    """
    if facts is None:
        return "it is not on the page"
    says = [words for words in (facts["name"], text) if words]
    if not facts["visible"] or facts["disabled"]:
        return "it is hidden or disabled"
    if facts["sends"]:
        return "it sends a form"
    if facts["fields"]:
        return "it stands in a form with fields"
    if facts["type"] == "file":
        return "it uploads a file"
    if not says or any(not _STARTS.search(words) for words in says):
        return "its words do not say that it leads somewhere"
    if any(_COMMITS.search(words) for words in says):
        return "its words say that it does something"
    return ""


async def press(page: Page, control: Control, timeout_s: float = 5.0) -> str:
    """Press *control* and return what it says. Raises `NotPressed`. What it sets off is up to the guard."""
    facts = await measure(page, "press", control.selector)
    reason = why_not(facts, control.text)
    if reason:
        raise NotPressed(f"the control {control.text or control.selector!r} was not pressed: {reason}")
    selector = " >> ".join(f"css={step.strip()}" for step in control.selector.split(">>>"))
    await page.locator(selector).first.click(timeout=timeout_s * 1000, no_wait_after=True)
    return str(facts["name"])
