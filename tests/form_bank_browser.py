"""Judges forms of the bank: by their described facets, or in Chromium by what the probe measures of their HTML."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checks.form_step import StepBefore, StepKind, StepVerdict, classify, remembered
from tests.form_bank_html import facet, html
from tests.form_bank_maker import Form, Page


@dataclass(frozen=True)
class Judged:
    """A page of a form with its verdict. `pressed`: what the controls that may be pressed do: `on`, `sends` ..."""

    form: Form
    at: int
    page: Page
    verdict: StepVerdict
    pressed: tuple[str, ...]

    @property
    def went_on(self) -> bool:
        """Say whether the walk would press the way on, and nothing else."""
        return self.verdict.kind is StepKind.NON_FINAL and self.pressed[:1] == ("on",)

    @property
    def broke(self) -> bool:
        """Say whether a control that sends was taken for one that leads on."""
        return "sends" in self.pressed


def described(forms: Sequence[Form]) -> Iterator[Judged]:
    """Judge every page of *forms* by its described facet."""
    for form in forms:
        before: list[StepBefore] = []
        for at, page in enumerate(form.pages):
            seen = facet(form, page)
            verdict = classify(seen, before)
            truth = {place: "sends" if one.commits else one.role for place, one in enumerate(page.acts)}
            yield Judged(form, at, page, verdict, _pressed(verdict, truth))
            before.append(_as_if_pressed(seen, verdict, truth))


async def in_chromium(forms: Sequence[Form]) -> list[Judged]:
    """Judge every page of *forms* in one Chromium, by what the probe measures of it; nothing is ever pressed."""
    from playwright.async_api import async_playwright

    from crawler.chromium import find_browser
    from crawler.probes.form_step import measure_form_step

    found: list[Judged] = []
    choice = await asyncio.to_thread(find_browser, fetch_driver=False)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(choice.path))
        try:
            page_of = await browser.new_page(java_script_enabled=True)
            await page_of.route("**/*", lambda route: route.abort())
            for form in forms:
                before: list[StepBefore] = []
                for at, page in enumerate(form.pages):
                    await page_of.set_content(html(form, page), wait_until="commit")
                    seen = await measure_form_step(page_of.main_frame)
                    marks = await page_of.evaluate(_TRUTHS, [one["selector"] for one in seen["controls"]])
                    truth = {place: mark for place, mark in enumerate(marks) if mark}
                    verdict = classify(seen, before)
                    found.append(Judged(form, at, page, verdict, _pressed(verdict, truth)))
                    before.append(_as_if_pressed(seen, verdict, truth))
        finally:
            await browser.close()
    return found


_TRUTHS = "selectors => selectors.map(one => document.querySelector(one)?.getAttribute('data-truth') || '')"


def _pressed(verdict: StepVerdict, truth: dict[int, str]) -> tuple[str, ...]:
    """Return the truth of the control chosen, and then of every other that was called non-final."""
    others = [one.control for one in verdict.controls if one.kind is StepKind.NON_FINAL]
    chosen = [] if verdict.control is None else [verdict.control]
    return tuple(truth.get(one, "other") for one in (*chosen, *others))


def _as_if_pressed(seen: dict[str, Any], verdict: StepVerdict, truth: dict[int, str]) -> StepBefore:
    """Return what is remembered when the way on is pressed, be it allowed or not: so every later page is judged too."""
    way = next((place for place, role in truth.items() if role in ("on", "sends")), None)
    return remembered(seen, replace(verdict, kind=StepKind.NON_FINAL, control=way))
