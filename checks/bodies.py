"""Whose site an address is on: the council's, a national service's, another public body's, a supplier's."""

from __future__ import annotations

from checks.addresses import host_of, same_site
from checks.memo import remembered

_NATIONAL_SITES = (
    "gov.wales", "llyw.cymru", "gov.scot", "mygov.scot", "nidirect.gov.uk", "direct.gov.uk", "service.gov.uk",
    "nhs.uk", "planningportal.co.uk", "planningportal.gov.uk", "planningni.gov.uk", "eplanning.scot",
)  # fmt: skip
# Paid on behalf of the council, or run for it by the national body: not a hand-over.
_ON_BEHALF = ("payments.service.gov.uk", "notifications.service.gov.uk", "forms.service.gov.uk")
_OTHER_BODIES = (
    "nationalhighways.co.uk", "highwaysengland.co.uk", "highways.gov.uk", "tfl.gov.uk", "police.uk",
    "trafficscotland.org", "traffic.wales", "nihe.gov.uk", "eani.org.uk", "environment-agency.gov.uk",
)  # fmt: skip


@remembered(4096)
def body_of(url: str, home: str) -> str:
    """Return `own`, `national`, `other` (another public authority) or `supplier`; "" for no usable address.

    `home` is the council's home page. A supplier's host carries the council's own service.
    """
    host = host_of(url)
    if not host:
        return ""
    if same_site(url, home):
        return "own"
    bare = host.removeprefix("www.")
    if any(_under(bare, site) for site in _ON_BEHALF):
        return "supplier"
    if any(_under(bare, site) for site in _OTHER_BODIES):
        return "other"
    if bare == "gov.uk" or any(_under(bare, site) for site in _NATIONAL_SITES):
        return "national"
    return "other" if bare.endswith((".gov.uk", ".gov.scot", ".gov.wales")) else "supplier"


def _under(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")
