"""Downloader middlewares: the guard, robots with its crawl delay, and retries that wait as told."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from checks.model import Cause
from crawler.causes import HostStopped, PolicyStop, RobotsStop, cause_of_error, cause_of_status
from crawler.guard import RequestFacts, decide
from crawler.hosts import host_of, hosts_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# A site that wants longer rests than this is left alone: to read it would take days.
MAX_CRAWL_DELAY = 120.0
# Asked to come back later than this, we leave the host alone until then, and do not wait for it.
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
        request.meta["download_slot"] = host_of(request.url)
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
    """Obeys robots.txt, and its Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        hosts_of(crawler).allows = self.allows

    def allows(self, url: str) -> bool:
        """Say whether the host's robots.txt lets *url* be opened; True where it was not read."""
        parser = self._parsers.get(urlparse_cached(Request(url)).netloc)
        agent = self.crawler.settings["ROBOTSTXT_USER_AGENT"]
        return bool(parser.allowed(url, agent)) if isinstance(parser, RobotParser) else True

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Refuse what robots.txt disallows; slow the host down as it asks. Raises `RobotsStop`."""
        await super().process_request(request)
        parser = self._parsers.get(urlparse_cached(request).netloc)
        delay = None
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            delay = parser.rp.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])  # type: ignore[union-attr]
        if not delay or request.meta.get("dont_obey_robotstxt"):
            return
        if delay > MAX_CRAWL_DELAY:
            raise RobotsStop(f"robots.txt asks for {delay:g} s between two pages, so none was read")
        hosts_of(self.crawler).slow_down(host_of(request.url), float(delay))


class PatientRetryMiddleware(RetryMiddleware):
    """Retries as Scrapy does, but waits as long as Retry-After asks, and leaves a refusing host alone."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.refusals: dict[str, list[int]] = {}
        self.failures: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()

    def process_request(self, request: Request) -> None:
        """Refuse a host that has been given up."""
        hosts_of(self.crawler).refuse(host_of(request.url))

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Count refusals; honour Retry-After where it is short, give up where it is long."""
        hosts, host = hosts_of(self.crawler), host_of(request.url)
        if "cached" in response.flags:
            return response
        self.failures[host] = self.unknown[host] = 0
        if response.status in (403, 429):
            said = self.refusals.setdefault(host, [])
            said.append(response.status)
            if len(said) >= REFUSALS_BEFORE_STOP:
                told = ", ".join(map(str, said))
                hosts.stop(
                    host, HostStopped(Cause.BLOCKED, f"{host} refused {len(said)} requests in a row: {told}")
                )
        elif response.status < 400:
            self.refusals.pop(host, None)
        wait = retry_after_seconds(response) if response.status >= 400 else None
        if wait is not None and wait > MAX_RETRY_AFTER:
            cause = cause_of_status(response.status)
            if cause is not None:
                why = f"{host} answered {response.status} and asked us to come back after {wait:,.0f} s"
                hosts.stop(host, HostStopped(cause, why), wait)
            return response
        if wait:
            hosts.hold_off(host, wait)
        if response.status not in self.retry_http_codes or request.meta.get("dont_retry"):
            return response
        # It waits in its turn with whatever else is asked of this host.
        return self._retry(request, str(response.status)) or response

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Count a host's failures; retry as Scrapy does."""
        if isinstance(exception, IgnoreRequest):
            return None
        hosts, host = hosts_of(self.crawler), host_of(request.url)
        self.failures[host] += 1
        self.unknown[host] += isinstance(exception, CannotResolveHostError)
        if self.unknown[host] >= UNKNOWN_BEFORE_STOP:
            hosts.stop(host, HostStopped(Cause.UNREACHABLE, "the host name is not known"))
        elif self.failures[host] >= FAILURES_BEFORE_STOP:
            why = f"{host} did not answer {FAILURES_BEFORE_STOP} requests in a row"
            hosts.stop(host, HostStopped(cause_of_error(exception)[0], why))
        return super().process_exception(request, exception)


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
