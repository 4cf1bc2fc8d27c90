"""Addresses that are public, and the resolver that refuses the others."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from twisted.internet import defer

from crawler.public_net import PrivateAddressError, PublicResolver, is_public


class FakeCrawler:
    def __init__(self, **settings: object) -> None:
        self.settings = Settings({"DNSCACHE_ENABLED": True, **settings})


def outcome(deferred: defer.Deferred[str]) -> object:
    seen: list[object] = []
    deferred.addBoth(seen.append)
    assert seen, "the answer is in the cache, so it must be there at once"
    return getattr(seen[0], "value", seen[0])


@pytest.fixture
def names() -> object:
    dnscache["public.example"] = "93.184.216.34"
    dnscache["inside.example"] = "10.0.0.7"
    dnscache["rebound.example"] = "127.0.0.1"
    yield
    for name in ("public.example", "inside.example", "rebound.example"):
        dnscache.pop(name, None)


@pytest.mark.usefixtures("names")
def test_a_name_with_a_private_address_is_refused() -> None:
    resolver = PublicResolver.from_crawler(FakeCrawler(), object())
    assert outcome(resolver.getHostByName("public.example")) == "93.184.216.34"
    for name in ("inside.example", "rebound.example"):
        refused = outcome(resolver.getHostByName(name))
        assert isinstance(refused, PrivateAddressError)
        assert name in str(refused)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    "setting", [{"BETTERSERVED_ALLOW_PRIVATE": True}, {"BETTERSERVED_PROXY": "http://127.0.0.1:1"}]
)
def test_the_resolver_is_off_where_the_run_allows_it(setting: dict[str, object]) -> None:
    resolver = PublicResolver.from_crawler(FakeCrawler(**setting), object())
    assert outcome(resolver.getHostByName("inside.example")) == "10.0.0.7"


@pytest.mark.parametrize(
    "text", ["", "www.gov.uk", "127.0.0.1", "::1", "fe80::1%eth0", "100.64.1.1", "192.88.99.1.1"]
)
def test_what_is_not_a_public_address(text: str) -> None:
    assert not is_public(text)


@given(st.ip_addresses())
def test_public_implies_global_and_not_private(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if is_public(ip) and not getattr(ip, "ipv4_mapped", None):
        assert ip.is_global and not ip.is_private and not ip.is_loopback and not ip.is_multicast
