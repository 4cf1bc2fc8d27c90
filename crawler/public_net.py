"""A resolver for Scrapy that refuses names which resolve to addresses outside the public internet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

__all__ = ["PrivateAddressError", "PublicResolver", "is_public"]


class PrivateAddressError(DNSLookupError):
    """A name resolved to a private, loopback, link-local or reserved address."""


class PublicResolver(CachingThreadedResolver):
    """For `TWISTED_DNS_RESOLVER`. Off where the run has a proxy (which resolves) or allows private addresses.

    Reads the settings `BETTERSERVED_ALLOW_PRIVATE` (bool) and `BETTERSERVED_PROXY` (text).
    """

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> PublicResolver:
        """Build from a crawler's settings."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("BETTERSERVED_ALLOW_PRIVATE") or bool(
            crawler.settings.get("BETTERSERVED_PROXY")
        )
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Resolve *name* to an IPv4 address; fails with `PrivateAddressError` where it is not public."""
        deferred = super().getHostByName(name, timeout)
        if not self.allow_private:
            deferred.addCallback(self._refuse_private, name)
        return deferred

    @staticmethod
    def _refuse_private(address: Any, name: str) -> Any:
        # The cache is shared by the process, so what comes from it is checked like a fresh answer.
        if not is_public(str(address)):
            raise PrivateAddressError(f"{name} resolves to {address}, which is not a public address")
        return address
