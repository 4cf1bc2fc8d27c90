"""Walk a form as a person would, to its very end: proves the tables of `engines` and that the ledgers fill.

An empty ledger says nothing unless the same form, sent, would have filled it.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, expect

from benchmarks.foreign.council import HOST
from benchmarks.foreign.engines import Engine


def walk_by_hand(browser: Browser, engine: Engine) -> None:
    """Go from the council's page through every step of *engine* and press its last button."""
    context = browser.new_context(locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"http://{HOST}/{engine.journey}")
        page.get_by_role("link", name="Start now").click()
        if engine.starts:
            page.get_by_role("button", name="Start now").click()
        for step in engine.steps:
            expect(page.get_by_text(step.heading, exact=True).first).to_be_visible()
            for label, answer in step.answers:
                _answer(page.get_by_label(_said(label)).first, answer)
            page.get_by_role("button", name=re.compile(rf"^{re.escape(step.button)}\b")).click()
        page.wait_for_load_state("networkidle")
    finally:
        context.close()


def _said(label: str) -> re.Pattern[str]:
    """Match a label as engines write it: with a colon or a star after it."""
    return re.compile(rf"^\s*{re.escape(label)}\s*[:*]?\s*$")


def _answer(field: Locator, answer: str) -> None:
    if not answer:
        field.press("Space")  # by keyboard: some engines draw a mark of their own over the button
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=answer)
    else:
        field.fill(answer)
