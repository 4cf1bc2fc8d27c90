"""The snares are alive: an unguarded browser that does what a careless robot would do sets them off, one and all."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, sync_playwright

from crawler.chromium import NoBrowserError, find_browser
from tests.estate import Estate
from tests.estate.bank import load
from tests.estate.snares import place

KINDS = {name: row["kind"] for name, row in load().snares.items() if "kind" in row}

# What a careless robot does to a page: fills everything in, changes everything, presses everything but the form's own
# button, and leaves.
CARELESS = """() => {
  const fire = (e, name) => e.dispatchEvent(new Event(name, {bubbles: true}));
  for (const e of document.querySelectorAll('input:not([type=hidden]):not([type=file]), select, textarea')) {
    if (e.type === 'radio' || e.type === 'checkbox') { e.checked = true; }
    else if (e.tagName === 'SELECT') { e.selectedIndex = e.options.length - 1; }
    else { e.value = e.type === 'email' ? 'test@example.org' : e.type === 'date' ? '2026-11-20' : 'Test 1'; }
    fire(e, 'input'); fire(e, 'change');
    e.dispatchEvent(new FocusEvent('focusout', {bubbles: true}));
    e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture(scope="module")
def estate() -> Iterator[Estate]:
    with Estate("all") as running:
        running.reset("careless")
        yield running


@pytest.fixture(scope="module")
def context(estate: Estate) -> Iterator[Any]:
    try:
        choice = find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))
    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=str(choice.path),
            proxy={"server": estate.proxy_url, "bypass": "<-loopback>"},
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser.new_context()
        browser.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_careless_browser_sets_off_every_snare(estate: Estate, context: Any) -> None:
    forms: dict[str, Any] = {}
    for site in estate.world.sites.values():
        for form in site.forms.values():
            for name in form.options.get("snares", ()):
                forms.setdefault(name, form)
    missing = []
    for name in KINDS:
        form, page = forms[name], context.new_page()
        page.set_default_timeout(5000)
        page.on("dialog", lambda dialog: dialog.accept())
        estate.reset(name)
        page.goto(form.url + ("/begin" if form.login == "guest" else ""), wait_until="domcontentloaded")
        there = place(form, name)
        told = load().snares[name]["html"]
        with contextlib.suppress(Error):  # a page that goes away under the hand has done its worst already
            if 'type="file"' in told:
                photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"x"}
                page.set_input_files("input[type=file]", photo, timeout=2000)
            elif "<button" in told:
                ways = (
                    f"form[action*='{there}'] button",
                    f"[formaction*='{there}']",
                    f"[onclick*='{there}']",
                )
                button = page.locator(", ".join((*ways, "[form=f2]"))).first
                button.evaluate("one => one.click()")  # whatever a cookie notice may cover
            elif "<form" in told:
                page.locator(f"form[action*='{there}'] input").press("Enter")
            elif "<a href" in told:
                page.locator(f"a[href*='{there}']").click()
            else:
                page.evaluate(CARELESS)
        wanted = "intake.civiqra.example" if "forward" in load().snares[name] else f"snare: {name}"

        def told_within(seconds: float, wanted: str = wanted) -> bool:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                if any(wanted in (line["detail"], line["host"]) for line in estate.ledger()):
                    return True
                time.sleep(0.1)
            return False

        # Some wait until the page is left; on a busy machine others are not done with their work when it is.
        with contextlib.suppress(Error):
            page.wait_for_timeout(150)
        told_within(3)
        with contextlib.suppress(Error):
            page.goto("about:blank")
        page.close()
        if not told_within(10):
            missing.append(name)
    assert missing == []
