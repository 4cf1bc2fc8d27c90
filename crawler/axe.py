"""Runs axe on the very page that Playwright holds, through axe-selenium-python, and shapes what it says."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import socket
import urllib.request
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.model import Cause
from crawler.failures import VisitError

if TYPE_CHECKING:
    from playwright.async_api import Page
    from selenium.webdriver import Remote
    from selenium.webdriver.chrome.service import Service

log = logging.getLogger(__name__)

# Level A and AA of WCAG 2.0, 2.1 and 2.2 are judged; best practice is told apart by its tag and is advice.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SCRIPT_TIMEOUT = 20.0
# By which of the two ways axe was run.
SELENIUM, PLAYWRIGHT = "axe-selenium-python", "playwright"
MAX_NODES = 50
# While an audit goes on its driver is asked so often whether it lives, waited for so long, and ended when it
# was silent twice. It answers at once even while a page keeps it waiting.
_ASK_EVERY_S, _ANSWER_S, _MISSES = 4.0, 4.0, 2
# Rules that axe leaves out unless they are named: two of level AAA and one that it calls obsolete, which are
# advice, and one of level AA that it calls experimental.
EXTRA = ("color-contrast-enhanced", "meta-refresh-no-exceptions", "duplicate-id", "css-orientation-lock")
# As JSON: axe-selenium-python writes a dict as Python, which is no JavaScript. Passes are only counted.
OPTIONS = json.dumps(
    {
        "runOnly": {"type": "tag", "values": list(TAGS)},
        "rules": {name: {"enabled": True} for name in EXTRA},
        "resultTypes": ["violations", "incomplete"],
    }
)


def axe_path() -> Path:
    """Return the packaged axe.min.js."""
    return Path(str(files("axe_playwright_python").joinpath("axe.min.js")))


@cache
def axe_version() -> str:
    """Return the version that the packaged axe names in its first line (`/*! axe v4.12.1`), "" if none."""
    first = axe_path().read_bytes()[:200].decode("utf-8", "replace")
    return next(iter(first.partition("axe v")[2].split()), "")


@cache
def axe_sha256() -> str:
    """Return the SHA-256 of the packaged axe, by which a finding can be traced to the engine that made it."""
    return hashlib.sha256(axe_path().read_bytes()).hexdigest()


@cache
def init_script() -> str:
    """Return the script that puts axe into every frame and lets the frames talk, whatever their origin."""
    source = axe_path().read_text(encoding="utf-8")
    return f"{source}\n;axe.configure({{allowedOrigins: ['<unsafe_all_origins>']}});"


class AxeSeat:
    """One worker's way to axe: a ChromeDriver attached to the shared Chromium, in a thread of its own.

    Without a driver axe runs through Playwright and the facet's `engine` says so.
    """

    def __init__(self, driver_path: Path | None, debugger_address: str) -> None:
        self._path = driver_path
        self._address = debugger_address
        self._driver: Remote | None = None
        self._service: Service | None = None
        # Counts how often the seat was given up: what an abandoned thread still starts is not ours any more.
        self._turn = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="axe")

    async def run(self, page: Page, target_id: str) -> dict[str, Any]:
        """Audit the page and return the facet `axe`. Raises what Selenium or Playwright raise."""
        if self._path is None:
            raw = await page.evaluate(f"() => axe.run({OPTIONS})")
            return shape(raw, PLAYWRIGHT)
        task = asyncio.current_task()
        for _ in range(2):
            job = self._thread.submit(self._audit, target_id)
            try:
                return shape(await self._attended(job), SELENIUM)
            except asyncio.CancelledError:
                if task is not None and task.cancelling():
                    # The thread is stuck with this page: end the driver under it and sit down anew.
                    if job.running():
                        self.abandon()
                    raise
            # Nobody cancelled this audit: it waited behind one that was abandoned. A cancellation that
            # nobody asked for must never leave here, or the request that waits for it waits for ever.
        raise VisitError(Cause.TIMEOUT, "axe was ended twice with the page beside this one")

    async def _attended(self, job: Future[dict[str, Any]]) -> dict[str, Any]:
        """Wait for an audit, and end a driver that falls silent under it: the audit then takes a new one."""
        waited, silent = asyncio.ensure_future(asyncio.wrap_future(job)), 0
        try:
            while not (await asyncio.wait({waited}, timeout=_ASK_EVERY_S))[0]:
                service = self._service
                if service is None or await asyncio.to_thread(_answers, service):
                    silent = 0
                    continue
                silent += 1
                if silent >= _MISSES:
                    log.error(
                        "ChromeDriver did not answer and was ended; the audit begins again with a new one"
                    )
                    _end(service)
                    silent = 0
        except asyncio.CancelledError:
            waited.cancel()
            raise
        return await waited

    def _audit(self, target_id: str) -> dict[str, Any]:
        from axe_selenium_python import Axe  # type: ignore[import-untyped]
        from selenium.common import InvalidSessionIdException, TimeoutException, WebDriverException
        from urllib3.exceptions import HTTPError

        for attempt in (1, 2):
            try:
                driver = self._driver or self._attach()
                driver.switch_to.window(target_id)
                result: dict[str, Any] = Axe(driver, str(axe_path())).run(options=OPTIONS)
                return result
            except TimeoutException:
                raise
            except (WebDriverException, HTTPError, OSError) as error:
                # A session that Chromium dropped, or a driver that is gone, is taken anew once; a fault of
                # the page comes back.
                gone = isinstance(error, (InvalidSessionIdException, HTTPError, OSError))
                lost = gone or "disconnected" in str(error) or not self._runs()
                self._detach()
                if attempt == 2 or not lost or not _listens(self._address):
                    raise
        raise AssertionError("unreachable")

    def _attach(self) -> Remote:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        turn = self._turn
        options = webdriver.ChromeOptions()
        options.debugger_address = self._address
        options.page_load_strategy = "none"
        options.unhandled_prompt_behavior = "ignore"
        service = Service(str(self._path))
        # Known before it is asked anything, so that it can be ended if it never answers.
        self._service = service
        service.start()
        driver = None
        if turn == self._turn:
            driver = webdriver.Remote(command_executor=service.service_url, options=options)
        if driver is None or turn != self._turn:
            _end(service)
            raise OSError("the seat was given up")
        driver.set_script_timeout(SCRIPT_TIMEOUT)
        self._driver = driver
        return driver

    def _runs(self) -> bool:
        process = getattr(self._service, "process", None)
        return process is not None and process.poll() is None

    def _detach(self) -> None:
        self._driver = None
        service, self._service = self._service, None
        if service is not None:
            _end(service)

    def abandon(self) -> None:
        """End the driver without asking it, and free the seat for a new one."""
        self._turn += 1
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="axe")
        self._detach()

    async def close(self) -> None:
        """End the driver. Chromium stays: it is Playwright's."""
        await asyncio.to_thread(self.abandon)
        self._thread.shutdown(wait=False)


def _end(service: Service) -> None:
    """End ChromeDriver's process by its own handle; `quit()` could wait for a page that hangs."""
    process = getattr(service, "process", None)
    if process is not None and process.poll() is None:
        process.kill()
        process.wait(5)


def _answers(service: Service) -> bool:
    """Say whether a ChromeDriver that runs answers at all; one that starts or is gone is not waited for."""
    process = getattr(service, "process", None)
    if process is None or process.poll() is not None:
        return True
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{service.service_url}/status", timeout=_ANSWER_S):
            return True
    except OSError:
        return False


def _listens(address: str) -> bool:
    """Say whether the browser at *address* is there: ChromeDriver would wait a minute for one that is not."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), 2):
            return True
    except OSError:
        return False


def shape(raw: dict[str, Any], engine: str) -> dict[str, Any]:
    """Return the facet `axe` of docs/evidence.md from axe's own results."""
    return {
        "version": raw["testEngine"]["version"],
        "sha256": axe_sha256(),
        "engine": engine,
        "violations": [_rule(rule) for rule in raw["violations"]],
        "incomplete": [_rule(rule) for rule in raw["incomplete"]],
        "passes": len(raw["passes"]),
    }


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    nodes = rule["nodes"]
    return {
        "id": rule["id"],
        "impact": rule.get("impact") or "",
        "tags": rule["tags"],
        "help": rule["help"],
        "helpUrl": rule["helpUrl"],
        "node_count": len(nodes),
        "nodes": [
            {
                "target": " >>> ".join(_flat(node["target"])),
                "html": node["html"][:300],
                "impact": node.get("impact") or "",
                "summary": (node.get("failureSummary") or "")[:500],
            }
            for node in nodes[:MAX_NODES]
        ],
    }


def _flat(target: list[Any]) -> list[str]:
    """Return a target's selectors in order: one for each frame, in lists where a shadow root is entered."""
    return [part for step in target for part in (_flat(step) if isinstance(step, list) else [str(step)])]
