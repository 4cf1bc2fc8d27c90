"""Retry-After is read as RFC 9110 writes it, and a host that refuses is left alone."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from checks.model import Cause
from crawler.causes import HostStopped, PolicyStop, RobotsStop, cause_of_error
from crawler.hosts import hosts_of
from crawler.middlewares import (
    REFUSALS_BEFORE_STOP,
    GuardMiddleware,
    PatientRetryMiddleware,
    PoliteRobotsMiddleware,
    retry_after_seconds,
)

URL, HOST = "http://www.council.example/page", "council.example"


def answer(status: int, **headers: str) -> Response:
    return Response(URL, status=status, headers={name.replace("_", "-"): v for name, v in headers.items()})


def middleware(kind):
    crawler = get_crawler(Spider, {"RETRY_TIMES": 1, "ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "Us"})
    crawler.spider = Spider("x")
    crawler.spider.crawler = crawler
    return kind.from_crawler(crawler)


def test_retry_after_in_seconds_and_as_a_date():
    assert retry_after_seconds(answer(429, Retry_After="7")) == 7
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after_seconds(answer(503, Retry_After=soon)) or 0) <= 90
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    assert retry_after_seconds(answer(503, Retry_After=past)) == 0


@pytest.mark.parametrize("raw", ["", "soon", "-5", "1e9999", "Thu, 99 Foo 2026"])
def test_a_bad_retry_after_is_no_retry_after(raw):
    assert retry_after_seconds(answer(429, Retry_After=raw)) is None


def test_waits_as_told_then_tries_again_once():
    patient = middleware(PatientRetryMiddleware)
    again = patient.process_response(Request(URL), answer(503, Retry_After="1"))
    assert isinstance(again, Request)
    began = time.monotonic()
    # Whoever asks this host waits, not the one that was told alone.
    asyncio.run(hosts_of(patient.crawler).rest(HOST))
    assert time.monotonic() - began >= 0.9
    given_up = patient.process_response(again, answer(503, Retry_After="1"))
    assert isinstance(given_up, Response)


@pytest.mark.parametrize(("status", "cause"), [(429, Cause.BLOCKED), (503, Cause.SERVER_ERROR)])
def test_a_long_retry_after_is_taken_for_a_no_until_then(status, cause):
    patient = middleware(PatientRetryMiddleware)
    result = patient.process_response(Request(URL), answer(status, Retry_After="86400"))
    assert isinstance(result, Response)
    with pytest.raises(HostStopped, match="come back after 86,400 s") as stopped:
        patient.process_request(Request(URL))
    assert stopped.value.cause is cause


def test_a_robots_txt_that_asks_for_more_patience_than_we_have_is_obeyed_by_staying_away():
    robots = middleware(PoliteRobotsMiddleware)
    for delay in ("5", "7200"):
        text = f"User-agent: *\nCrawl-delay: {delay}\n".encode()
        robots._parsers[f"{delay}.council.example"] = ProtegoRobotParser.from_crawler(robots.crawler, text)
    asyncio.run(robots.process_request(Request("http://5.council.example/")))
    assert hosts_of(robots.crawler).rest_of("5.council.example") == 5
    with pytest.raises(RobotsStop, match="7200 s") as stopped:
        asyncio.run(robots.process_request(Request("http://7200.council.example/")))
    assert cause_of_error(stopped.value)[0] is Cause.ROBOTS


def test_a_host_that_keeps_refusing_is_left_alone_and_only_that_host():
    patient = middleware(PatientRetryMiddleware)
    for _ in range(REFUSALS_BEFORE_STOP):
        patient.process_request(Request(URL))
        patient.process_response(Request(URL, meta={"dont_retry": True}), answer(403))
    with pytest.raises(HostStopped) as stopped:
        patient.process_request(Request(URL))
    assert stopped.value.cause is Cause.BLOCKED
    patient.process_request(Request("http://www.other.example/"))


def test_one_good_answer_in_between_forgives():
    patient = middleware(PatientRetryMiddleware)
    for _ in range(REFUSALS_BEFORE_STOP * 2):
        patient.process_response(Request(URL), answer(403))
        patient.process_response(Request(URL), answer(200))
    patient.process_request(Request(URL))


def test_a_host_that_never_answers_is_left_alone_with_its_cause():
    patient = middleware(PatientRetryMiddleware)
    for _ in range(10):
        patient.process_exception(Request(URL, meta={"dont_retry": True}), TimeoutError())
    with pytest.raises(HostStopped) as stopped:
        patient.process_request(Request(URL))
    assert stopped.value.cause is Cause.TIMEOUT


def test_a_name_that_is_not_known_is_not_asked_for_a_third_time():
    patient = middleware(PatientRetryMiddleware)
    robots = Request("http://www.council.example/robots.txt", meta={"dont_retry": True})
    for _ in range(2):
        patient.process_request(robots)
        patient.process_exception(robots, CannotResolveHostError("x"))
    with pytest.raises(HostStopped) as stopped:
        patient.process_request(Request(URL))
    assert stopped.value.cause is Cause.UNREACHABLE


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://10.1.2.3/", "http://169.254.169.254/latest", "http://[::1]/"]
)
def test_the_guard_stands_before_every_request(url):
    guard = middleware(GuardMiddleware)
    with pytest.raises(PolicyStop):
        guard.process_request(Request(url))


def test_the_guard_lets_no_document_be_posted():
    guard = middleware(GuardMiddleware)
    with pytest.raises(PolicyStop):
        guard.process_request(Request(URL, method="POST", body=b"a=b"))


def test_politeness_is_counted_for_the_host_that_is_asked():
    guard = middleware(GuardMiddleware)
    redirected = Request(URL, meta={"download_slot": "elsewhere.example"})
    guard.process_request(redirected)
    assert redirected.meta["download_slot"] == HOST
