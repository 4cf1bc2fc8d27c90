"""Downloader middlewares: the guard, robots with its crawl delay, and retries that wait as told."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from checks.model import Cause
from crawler.causes import HostStopped, PolicyStop
from crawler.guard import RequestFacts, decide

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MAX_CRAWL_DELAY = 30.0
MAX_RETRY_AFTER = 120.0
# After this many refusals or failures in a row a host is left alone for the rest of the run.
REFUSALS_BEFORE_STOP = 4
# A name that was not known twice (robots.txt is asked for first) will not be known for the page either.
UNKNOWN_BEFORE_STOP = 2
FAILURES_BEFORE_STOP = 6


class GuardMiddleware:
    """The network guard for the HTTP tier: applies to robots.txt, redirects and retries too."""

    def __init__(self, crawler: Crawler) -> None:
        self.allow_private = crawler.settings.getbool("BETTERSERVED_ALLOW_PRIVATE")
        self.proxy = crawler.settings.get("BETTERSERVED_PROXY") or ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """Build from the crawl's settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what the guard refuses, and send the rest through the run's proxy if there is one."""
        # A turn is never sent: what the browser asks for in it is judged where it leaves.
        if "turn" not in request.meta:
            self._refuse(request)
        # A redirect or retry copies the slot of the host it came from; politeness is per host asked.
        request.meta["download_slot"] = urlsplit(request.url).hostname or ""
        if self.proxy:
            request.meta["proxy"] = self.proxy

    def _refuse(self, request: Request) -> None:
        verdict = decide(
            RequestFacts(
                method=request.method,
                url=request.url,
                resource_type="document",
                is_navigation=True,
                has_body=bool(request.body),
            ),
            allow_private=self.allow_private,
            proxied=bool(self.proxy),
        )
        if not verdict.allow:
            raise PolicyStop(f"not asked for: {verdict.reason}")


class PoliteRobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt, and its Crawl-delay up to half a minute."""

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Refuse what robots.txt disallows; slow the host down as it asks."""
        await super().process_request(request)
        netloc = urlsplit(request.url).netloc
        parser = self._parsers.get(netloc)
        delay = None
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            delay = parser.rp.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])  # type: ignore[union-attr]
        if delay:
            slow_down(self.crawler, urlsplit(request.url).hostname or "", min(float(delay), MAX_CRAWL_DELAY))


class PatientRetryMiddleware(RetryMiddleware):
    """Retries as Scrapy does, but waits as long as Retry-After asks, and leaves a refusing host alone."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.refusals: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.last_failure: dict[str, Cause] = {}
        self.unknown: Counter[str] = Counter()

    def process_request(self, request: Request) -> None:
        """Refuse a host that has been given up."""
        host = urlsplit(request.url).hostname or ""
        if self.refusals[host] >= REFUSALS_BEFORE_STOP:
            raise HostStopped(Cause.BLOCKED, f"{host} refused {REFUSALS_BEFORE_STOP} requests in a row")
        if self.unknown[host] >= UNKNOWN_BEFORE_STOP:
            raise HostStopped(Cause.UNREACHABLE, "the host name is not known")
        if self.failures[host] >= FAILURES_BEFORE_STOP:
            raise HostStopped(
                self.last_failure.get(host, Cause.UNREACHABLE),
                f"{host} did not answer {FAILURES_BEFORE_STOP} requests in a row",
            )

    async def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Count refusals; honour Retry-After where it is short, give up where it is long."""
        host = urlsplit(request.url).hostname or ""
        self.failures[host] = self.unknown[host] = 0
        if response.status in (403, 429):
            self.refusals[host] += 1
        elif response.status < 400:
            self.refusals[host] = 0
        if response.status not in self.retry_http_codes or request.meta.get("dont_retry"):
            return response
        wait = retry_after_seconds(response)
        if wait is not None and wait > MAX_RETRY_AFTER:
            return response
        again = self._retry(request, str(response.status))
        if again is None:
            return response
        if wait:
            slow_down(self.crawler, host, min(wait, MAX_CRAWL_DELAY))
            await asyncio.sleep(wait)
        return again

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Count a host's failures; retry as Scrapy does."""
        if isinstance(exception, IgnoreRequest):
            return None
        from crawler.causes import cause_of_error

        host = urlsplit(request.url).hostname or ""
        self.failures[host] += 1
        self.unknown[host] += isinstance(exception, CannotResolveHostError)
        self.last_failure[host] = cause_of_error(exception)[0]
        return super().process_exception(request, exception)


def slow_down(crawler: Crawler, host: str, delay: float) -> None:
    """Give *host* at least *delay* seconds between requests, for the rest of the run."""
    try:
        engine = crawler.engine
    except RuntimeError:  # no crawl is going on
        return
    if engine is None:
        return
    downloader = engine.downloader
    settings = downloader.per_slot_settings.setdefault(host, {})
    settings["delay"] = max(float(settings.get("delay", 0.0)), delay)
    if host in downloader.slots:
        downloader.slots[host].delay = max(downloader.slots[host].delay, delay)


def retry_after_seconds(response: Response) -> float | None:
    """Return the seconds that the Retry-After header asks for (RFC 9110, 10.2.3), or None."""
    raw = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if not raw:
        return None
    if raw.isdigit():
        return float(raw)
    try:
        when = parsedate_to_datetime(raw)
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
