"""The guard: every rule has a request that only it denies, and ordinary pages pass."""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import guard
from crawler.addresses import is_public, is_public_host, literal_address
from crawler.guard import RequestFacts, decide

SITE = "https://www.anytown.gov.uk"
GOOD = RequestFacts("GET", f"{SITE}/waste/bins", "document", is_navigation=True)


def denied(*, allow_private: bool = False, proxied: bool = False, **changes: object) -> str:
    verdict = decide(dataclasses.replace(GOOD, **changes), allow_private=allow_private, proxied=proxied)
    assert verdict.allow == (verdict.reason == "")
    return verdict.reason


def test_an_ordinary_page_may_be_read() -> None:
    assert denied() == ""


@pytest.mark.parametrize(
    "method", ["POST", "post", "PUT", "PATCH", "DELETE", "CONNECT", "TRACE", "", "PROPFIND"]
)
@pytest.mark.parametrize("kind", ["document", "xhr", "fetch", "image", ""])
def test_only_reading_methods_leave(method: str, kind: str) -> None:
    assert denied(method=method, resource_type=kind) == "method"


@pytest.mark.parametrize("method", ["GET", "head", "OPTIONS"])
def test_reading_methods_pass(method: str) -> None:
    assert denied(method=method) == ""


def test_a_get_with_a_body_is_a_send() -> None:
    assert denied(has_body=True) == "body"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("websocket", "websocket"),
        ("ping", "beacon"),
        ("beacon", "beacon"),
        ("cspreport", "report"),
        ("Ping", "beacon"),
    ],
)
def test_channels_are_shut(kind: str, reason: str) -> None:
    assert denied(resource_type=kind) == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://www.anytown.gov.uk/file", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("chrome://settings", "scheme"),
        ("filesystem:https://www.anytown.gov.uk/x", "scheme"),
        ("view-source:https://www.anytown.gov.uk/", "scheme"),
        ("mailto:a@anytown.gov.uk", "scheme"),
        ("/relative", "scheme"),
        ("", "scheme"),
        ("ws://www.anytown.gov.uk/live", "websocket"),
        ("wss://www.anytown.gov.uk/live", "websocket"),
        ("https://", "bad-url"),
        ("https://[::1", "bad-url"),
        ("http://127.0.0.1\\.anytown.gov.uk/", "bad-url"),
        ("http://www.anytown.gov.uk<x>/", "bad-url"),
        ("https://www.anytown.gov.uk:99999/", "bad-url"),
    ],
)
def test_only_web_addresses_leave(url: str, reason: str) -> None:
    assert denied(url=url) == reason


def test_a_page_may_use_what_it_carries_itself() -> None:
    for url in ("data:image/png;base64,AA==", "blob:https://www.anytown.gov.uk/1-2"):
        assert denied(url=url, page_url=SITE) == ""
        assert denied(url=url) == "scheme"
    assert denied(url="about:blank") == ""


PRIVATE = """
    127.0.0.1 127.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. １２７.0.0.1 127。0。0。1 127.0.0­.1 127.0.​0.1 127.0.0.1️
    %31%32%37.0.0.1 0 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    100.127.255.255 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1
    240.0.0.1 255.255.255.255 256.1.1.1 1.2.3.4.5 0x100000000 [::1] [::] [::ffff:127.0.0.1]
    [::ffff:10.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [2002:7f00:1::]
    [2002:a00:1::1] [::127.0.0.1] [fe80::1] [fe80::1%25eth0] [fc00::1] [fd12:3456::1] [ff02::1]
    [2001:db8::1] [2001::1] [fec0::1] [64:ff9b:1::1] [::ffff:0:127.0.0.1] localhost LOCALHOST localhost.
    app.localhost printer.local metadata.google.internal router.lan wiki.corp nas.home.arpa intranet
    db.localdomain files.intranet x.private tv.home
""".split()


@pytest.mark.parametrize("host", PRIVATE)
def test_private_places_are_denied_unless_allowed(host: str) -> None:
    url = f"http://{host}/"
    assert denied(url=url) in ("private-address", "bad-url")
    assert denied(proxied=True, url=url) in ("private-address", "bad-url")
    assert denied(url=url.replace("://", "://u@")) != ""


def test_private_places_can_be_allowed() -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "10.1.2.3", "2130706433"):
        assert denied(allow_private=True, url=f"http://{host}:8000/") == ""


PUBLIC = """
    8.8.8.8 [2001:4860:4860::8888] [::ffff:8.8.8.8] www.gov.uk localhost.gov.uk local.gov.uk
    www.home-bargains.example 1.com 10.example 0x7f.example xn--80ak6aa92e.com
""".split()


@pytest.mark.parametrize("host", PUBLIC)
def test_public_places_pass(host: str) -> None:
    assert denied(url=f"https://{host}/") == ""


@pytest.mark.parametrize("port", [21, 22, 25, 3306, 6379, 8000, 9200, 1])
def test_odd_ports_are_denied_unless_the_run_has_a_proxy(port: int) -> None:
    url = f"https://www.anytown.gov.uk:{port}/"
    assert denied(url=url) == "port"
    assert denied(proxied=True, url=url) == ""


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_web_ports_pass(port: int) -> None:
    assert denied(url=f"https://www.anytown.gov.uk:{port}/") == ""


@pytest.mark.parametrize("login", ["me:secret@", "me@", ":@", "@"])
def test_no_credentials_leave(login: str) -> None:
    assert denied(url=f"https://{login}www.anytown.gov.uk/") == "credentials"


@pytest.mark.parametrize("host", guard._PAYMENT_HOSTS)
def test_no_payment_host_is_touched(host: str) -> None:
    assert denied(url=f"https://{host}/") == "payment-host"
    assert denied(url=f"https://secure.{host}./start") == "payment-host"
    assert denied(url=f"https://not{host}/") == ""
    assert denied(url=f"https://{host}.anytown.gov.uk/") == ""


COMMITS = """
    /submit /Submit/ /report/submit?id=3 /booking/confirm /finalise /finalize /record/9/delete
    /bulky-waste/cancel?ref=1 /cancel/123 /list/unsubscribe/abc /logout /account/log-out /sign_out
    /signout.aspx /auth/LogOff /confirm.php?x=1 /remove/5 /submit;jsessionid=AF3 /%73ubmit
    /form?action=submit /form?step=confirm /form?do=delete&id=3 /x?op=cancel /x?cmd=Log+Out /x?confirm=1
    /x?delete=true /x?unsubscribe=yes /x?submit=yes /x?a=1&action=send /x?action=save /x?handler=book
    /x?task=confirm_booking /x?_method=DELETE /x?_method=post /confirm-booking?slot=3
    /bookingConfirm?id=2 /cancelBooking?id=2 /slot-reserve?id=1 /x?event=submitForm /cadarnhau
    /cyflwyno?x=1 /ffurflen/canslo /shop/add-to-basket?item=4 /api/delete.json /x?__method=put
    /report?submit=Submit /q/submit?q=bins
""".split()
READS = """
    / /pay-council-tax /pay /council-tax/pay /book-a-bulky-collection /book /report
    /report-it/fly-tipping /submit-a-planning-application /cancel-a-direct-debit /confirm-your-address
    /confirmation /apply/start /delete-cookies-help /cancelled-meetings /removals /sign-in /login
    /register-to-vote /search?q=cancel /search?query=submit /search?keys=log+out
    /search?q=bins&submit=Submit /search?searchterm=delete&submit=Search /search?q=pay&op=Search
    /search?keywords=bin&action=search /js/submit.js /img/delete/icon.svg /icons/cancel.png
    /css/confirm.css /docs/cancel.pdf /news?page=2 /list?order=asc /submissions
    /index.php?option=com_content&task=view&id=4 /a-z/c /a_to_z/S /service?service=pay /bookings
    /cancellation /report?type=confirm-a-fault /waste/missed-bin-report /application-form /payment-form
    /complaints-form?type=waste /delete-account /parking/permit?action=apply /pay?step=1 /x?submit=
    /x?confirm=
""".split()


@pytest.mark.parametrize("path", COMMITS)
def test_a_get_that_does_something_is_denied(path: str) -> None:
    assert denied(url=SITE + path) == "commit-like"
    assert denied(url=SITE + path, resource_type="image", is_navigation=False) == "commit-like"


@pytest.mark.parametrize("path", READS)
def test_a_page_to_read_is_not_mistaken_for_a_deed(path: str) -> None:
    assert denied(url=SITE + path) == ""


@given(
    method=st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"])
    | st.text(max_size=8),
    url=st.text(max_size=60)
    | st.builds(
        "{}://{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", "ws", "ftp", "data"]),
        st.sampled_from(["", "u:p@"]),
        st.sampled_from(["www.a.gov.uk", "127.0.0.1", "[::1]", "stripe.com", "a.gov.uk:8123"]),
        st.text(max_size=20),
    ),
    kind=st.sampled_from(["document", "xhr", "fetch", "image", "ping", "websocket", "cspreport", ""]),
    body=st.booleans(),
    page=st.sampled_from(["", SITE]),
)
def test_nothing_allowed_can_send(method: str, url: str, kind: str, body: bool, page: str) -> None:
    verdict = decide(RequestFacts(method, url, kind, has_body=body, page_url=page))
    assert verdict.allow == (not verdict.reason)
    if not verdict.allow or url.lower().startswith(("data:", "blob:", "about:")):
        return
    assert method.upper() in ("GET", "HEAD", "OPTIONS")
    assert not body
    assert url.lower().startswith(("http:", "https:"))
    assert kind not in ("ping", "websocket", "cspreport")
    assert "@" not in url.split("://", 1)[1].split("/", 1)[0]
    # A browser drops what cannot be seen; with anything else after it the host is a name like any other.
    host = re.split(r"[/\\?#]", url.split("://", 1)[1], maxsplit=1)[0]
    seen = "".join(one for one in unicodedata.normalize("NFKC", host) if unicodedata.category(one) != "Cf")
    assert re.sub(r":\d*$", "", seen).rstrip(".") != "127.0.0.1"


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_the_same_address(ip: ipaddress.IPv4Address) -> None:
    n = int(ip)
    a, rest = n >> 24, n & 0xFFFFFF
    for spelling in (str(ip), str(n), hex(n), f"0{n:o}", f"{a}.{rest}", f"0x{a:x}.{rest}", f"{ip}."):
        assert literal_address(spelling) == ip
        assert is_public_host(spelling) == is_public(ip)
    assert is_public(f"::ffff:{ip}") == is_public(ip) == is_public(f"64:ff9b::{ip}")
