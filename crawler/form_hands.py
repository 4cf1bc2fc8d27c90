"""What a walk does with a page: types and chooses reserved values, and learns what a control would send."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Error, Frame, Locator

from crawler.form_filling import Entry
from crawler.probes import script

ACT_MS = 4000.0


@dataclass(frozen=True, slots=True)
class Target:
    """What pressing a control would do, as the document says at that moment.

    `submits`: it sends its form with `method` to `action`, under `names` of fields and its own; `buttons` are
    the names of the form's other buttons. `href`: a link's address.
    `page` is the address of its frame. With neither, a script decides.
    """

    submits: bool
    method: str
    action: str
    names: frozenset[str]
    buttons: frozenset[str]
    href: str
    rel: str
    target: str
    page: str

    @property
    def url(self) -> str:
        """The address that would be asked for, as far as the document says."""
        return self.action if self.submits else self.href or self.page


def locate(frame: Frame, selector: str) -> Locator:
    """Return the element of a probe's selector; `>>>` leads into a shadow root."""
    return frame.locator(" >> ".join(f"css={part.strip()}" for part in selector.split(">>>"))).first


async def target_of(frame: Frame, selector: str) -> Target:
    """Ask the document what pressing the control at *selector* would do. Raises Playwright's `Error`."""
    facts: Mapping[str, Any] = await locate(frame, selector).evaluate(script("control"), timeout=ACT_MS)
    return Target(
        submits=bool(facts["submits"]),
        method=str(facts["method"])[:20],
        action=str(facts["action"])[:4000],
        names=frozenset(map(str, facts["names"])),
        buttons=frozenset(map(str, facts["buttons"])),
        href=str(facts["href"])[:4000],
        rel=str(facts["rel"]).lower(),
        target=str(facts["target"])[:200],
        page=str(facts["page"])[:4000],
    )


async def put(frame: Frame, entries: Iterable[Entry]) -> list[Entry]:
    """Fill in each entry and return those that could not be: a page may refuse, or hide what it showed."""
    refused = []
    for entry in entries:
        try:
            await _put(frame, entry)
        except Error:
            refused.append(entry)
    return refused


async def _put(frame: Frame, entry: Entry) -> None:
    element = locate(frame, entry.selector)
    if entry.how == "pick":
        await element.select_option(value=entry.values[0], timeout=ACT_MS)
        return
    if entry.how == "tick":
        try:
            await element.check(timeout=ACT_MS)
        except Error:
            # A drawn button lies over the real one, which then is pressed by its own means.
            await element.evaluate("(one) => one.click()", timeout=ACT_MS)
        return
    for value in entry.values:
        await element.fill(value, timeout=ACT_MS)
        if await element.evaluate("(one) => !one.validity || one.validity.valid", timeout=ACT_MS):
            break
    # Scripts that look an address up, or check a value, wait until the field is left.
    with contextlib.suppress(Error):
        await element.evaluate("(one) => one.blur()", timeout=ACT_MS)


async def press(frame: Frame, selector: str) -> None:
    """Press a control in its own window. Raises Playwright's `Error`."""
    element = locate(frame, selector)
    # What would open in a new window, which is shut at once, opens here.
    await element.evaluate(_HERE, timeout=ACT_MS)
    try:
        await element.click(timeout=ACT_MS, no_wait_after=True)
    except Error as error:
        if "intercepts pointer events" not in str(error):
            raise
        await element.evaluate("(one) => one.click()", timeout=ACT_MS)


_HERE = """(one) => {
  const holder = one.closest('a[target], form[target]') || one.form;
  for (const each of [one, holder]) {
    for (const name of ['target', 'formtarget']) {
      if (each instanceof Element && each.getAttribute(name) === '_blank') each.removeAttribute(name);
    }
  }
}"""
