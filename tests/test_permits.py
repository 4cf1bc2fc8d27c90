"""Permits: one form, once, to one address, with its own names; anything else freezes the walk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import normal
from crawler.guard import RequestFacts, decide, meant_method
from crawler.permits import LINES, NoPermit, PermitBook, told

SITE = "https://forms.anytown.gov.uk"
FORM = "application/x-www-form-urlencoded"


def post(url: str = f"{SITE}/step/1", body: bytes = b"where=here&step=1", **more: object) -> RequestFacts:
    fields: dict[str, object] = {
        "method": "POST", "url": url, "resource_type": "document", "is_navigation": True,
        "has_body": bool(body), "body": body, "content_type": FORM, "page_url": f"{SITE}/step/1",
    }  # fmt: skip
    return RequestFacts(**(fields | more))  # type: ignore[arg-type]


def get(url: str, **more: object) -> RequestFacts:
    return RequestFacts("GET", url, "document", is_navigation=True, page_url=f"{SITE}/step/1", **more)  # type: ignore[arg-type]


def book(**options: object) -> PermitBook:
    one = PermitBook(**({"depth": "steps"} | options))  # type: ignore[arg-type]
    one.read(site=f"{SITE}/step/1", names=["where", "step"], actions=[f"{SITE}/step/1"])
    one.fill(["here"])
    return one


def issue(one: PermitBook, **changes: object) -> None:
    wanted: dict[str, object] = {
        "url": "/step/1", "names": ["where", "step"], "page": f"{SITE}/step/1", "step": 1, "form": "f",
    }  # fmt: skip
    one.issue(**(wanted | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("line", LINES)
def test_a_permit_is_spent_once_on_each_line(line: str) -> None:
    one = book()
    assert one.take(line, post()).reason == "no-permit"
    issue(one)
    first = one.take(line, post())
    assert first.allow and first.permit == 1
    assert not one.frozen
    assert one.take(line, post()).reason == "no-permit"
    assert one.frozen
    assert [entry.verdict for entry in one.log] == ["denied", "allowed", "denied"]


def test_the_lines_spend_their_own() -> None:
    one = book()
    issue(one)
    assert one.take("browser", post()).allow and one.take("gateway", post(page_url="")).allow
    assert not one.take("gateway", post()).allow


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (post(f"{SITE}/step/2"), "permit-address"),
        (post(f"{SITE}/step/1?x=1"), "permit-address"),
        (post("https://elsewhere.example/step/1"), "permit-address"),
        (post(page_url="https://elsewhere.example/"), "permit-page"),
        (post(body=b"where=here&confirmed=1"), "permit-names"),
        (post(content_type="text/plain"), "permit-body"),
        (post(content_type="multipart/form-data"), "permit-body"),
        (post(body=b"", has_body=True), "permit-body"),
        (post(method="PUT"), "method"),
        (post(body=b"where=here&step=delete"), "commit-like"),
        (get(f"{SITE}/step/1?where=here"), "permit-method"),
    ],
)
def test_what_is_not_permitted_is_denied_and_freezes(facts: RequestFacts, reason: str) -> None:
    one = book()
    issue(one)
    assert one.take("browser", facts).reason == reason
    assert one.frozen and reason in one.why_frozen
    assert not one.take("browser", post()).allow
    with pytest.raises(NoPermit, match="frozen"):
        issue(one)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://checkout.stripe.com/pay", "payment-host"),
        (f"{SITE}/form/submit", "commit-like"),
        ("http://127.0.0.1/step", "private-address"),
    ],
)
def test_no_permit_opens_what_is_always_shut(url: str, reason: str) -> None:
    one = book()
    issue(one, url=url, page=url)
    assert one.take("gateway", post(url, page_url=url)).reason == reason


def multipart(*parts: bytes) -> RequestFacts:
    body = (
        b"".join(b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    )
    return post(body=body, content_type="multipart/form-data; boundary=b")


def test_an_empty_file_field_may_go_and_a_file_may_not() -> None:
    one = book()
    issue(one)
    head = b'name="where"; filename="%s"\r\nContent-Type: application/octet-stream\r\n\r\n%s'
    assert one.take("browser", multipart(b'name="step"\r\n\r\n1', head % (b"", b""))).allow
    one = book()
    issue(one)
    assert one.take("browser", multipart(head % (b"a.png", b"x"))).reason == "upload"
    one = book()
    issue(one)
    assert one.take("browser", multipart(b'name="other"\r\n\r\n1')).reason == "permit-names"


def test_a_page_that_was_filled_in_goes_nowhere_by_itself() -> None:
    one = PermitBook(depth="steps")
    one.read(site=SITE, names=["where"], actions=[f"{SITE}/book"])
    assert one.take("browser", get(f"{SITE}/news")).allow
    assert one.take("browser", get(f"{SITE}/book")).reason == "no-permit"
    assert one.take("browser", get(f"{SITE}/elsewhere?where=1")).reason == "no-permit"
    one.fill(["here"])
    assert one.take("browser", get(f"{SITE}/news")).reason == "no-permit"
    assert one.take("browser", get("https://maps.example/frame", child=True)).allow
    assert one.take("browser", get("https://maps.example/frame?q=here", child=True)).reason == "no-permit"
    pixel = RequestFacts("GET", f"{SITE}/pixel?a=1&b=HERE", "image", page_url=SITE)
    assert one.take("browser", pixel).reason == "typed"
    one.arrive()
    assert one.take("browser", get(f"{SITE}/news")).allow


def test_a_form_in_a_frame_goes_nowhere_by_itself_on_either_line() -> None:
    for line, child in (("browser", False), ("gateway", True)):
        one = PermitBook(depth="steps")
        one.read(site=f"{SITE}/step/1", names=["where"], actions=[f"{SITE}/step/1"], framed=True)
        one.fill(["here"])
        assert one.take(line, get(f"{SITE}/news", child=child)).reason == "no-permit"
        one.issue(url="/step/2", method="GET", page=f"{SITE}/step/1")
        assert one.take(line, get(f"{SITE}/step/2", child=child)).permit == 1
        assert one.take(line, get(f"{SITE}/step/2", child=child)).reason == "no-permit" and one.frozen
    one = PermitBook(depth="steps")
    one.read(site=f"{SITE}/step/1", names=["where"], actions=[], framed=True)
    one.fill(["here"])
    issue(one)
    assert not one.take("gateway", get("https://maps.example/frame", child=True)).allow
    assert not one.frozen, "another frame that loads late is not the form"
    assert one.take("gateway", get("https://maps.example/frame?q=here", child=True)).reason == "permit-method"
    assert one.frozen


def test_what_was_typed_on_an_earlier_page_leaves_on_none() -> None:
    one = book()
    one.fill(["graffiti"], chosen=True)
    one.arrive()
    one.read(site=f"{SITE}/step/2", names=["more"], actions=[])
    ask = [
        RequestFacts("GET", f"{SITE}/x?a={value}", "fetch", page_url=SITE) for value in ("here", "graffiti")
    ]
    assert [one.take("browser", each).reason for each in ask] == ["typed", ""]
    assert one.take("gateway", get(f"{SITE}/x/here")).reason == "no-permit"
    issue(one, method="GET", anywhere=True)
    assert one.take("browser", get(f"{SITE}/step/3?a=here")).reason == "permit-names"


def test_a_get_form_and_a_link_and_a_script() -> None:
    one = book()
    issue(one, method="GET")
    assert one.take("browser", get(f"{SITE}/step/1?where=here&step=1")).allow
    one = book()
    issue(one, method="GET")
    assert one.take("browser", get(f"{SITE}/step/1?where=here&slot=1")).reason == "permit-names"
    one = book()
    issue(one, method="GET", url="/step/2?a=1", names=[])
    assert one.take("browser", get(f"{SITE}/step/2?a=2")).reason == "permit-address"
    one = book()
    issue(one, method="GET", url="/step/2?a=1", names=[])
    assert one.take("gateway", get(f"{SITE}/step/2?a=1#x")).allow
    one = book()
    issue(one, method="GET", anywhere=True)
    assert one.take("gateway", get(f"{SITE}/step/9?key=1")).allow
    for url in (f"{SITE}/step/9?where=1", f"{SITE}/step/9?x=here", "https://elsewhere.example/"):
        one = book()
        issue(one, method="GET", anywhere=True)
        assert not one.take("gateway", get(url)).allow


def test_what_was_never_permitted_is_denied_and_the_walk_goes_on() -> None:
    one = book()
    assert one.take("browser", post()).reason == "no-permit" and not one.frozen
    issue(one)
    # The press did nothing: the permit is void, and no more than that.
    one.revoke()
    assert one.take("browser", post()).reason == "no-permit" and not one.frozen
    issue(one)
    assert one.take("browser", post()).allow
    one.revoke()
    assert one.take("browser", post()).reason == "no-permit" and one.frozen, "sent once, asked for again"


@pytest.mark.parametrize("line", LINES)
def test_a_redirect_never_sends_again(line: str) -> None:
    for status, to, reason in (
        (307, f"{SITE}/step/2", "redirect-replays"),
        (308, "https://elsewhere.example/", "redirect-replays"),
        (303, "https://elsewhere.example/", "redirect-site"),
        (302, f"{SITE}/form/submit", "commit-like"),
        (303, f"{SITE}/step/2?a=1", ""),
        (301, "https://www.anytown.gov.uk/step/2", ""),
    ):
        one = book()
        issue(one)
        assert one.take(line, post()).allow
        assert one.redirect(line, post(), status, to).reason == reason
        assert one.frozen == bool(reason)
        if not reason:
            # The page is armed still: only the address that the server named may be asked for, and once. In
            # the browser a redirect is no request of its own, and so no leave for one.
            assert one.take(line, get(to)).allow == (line == "gateway")
            assert not one.take(line, get(to)).allow


def test_frozen_and_killed_and_spent(tmp_path: Path) -> None:
    one = book()
    issue(one)
    one.freeze("final-control")
    assert one.take("browser", post()).reason == "frozen"
    assert one.take("browser", get(f"{SITE}/news")).reason == "frozen"
    assert one.take("browser", RequestFacts("GET", f"{SITE}/a.css", "stylesheet", page_url=SITE)).allow
    switch = tmp_path / "STOP"
    one = book(kill_switch=switch)
    issue(one)
    assert one.take("gateway", RequestFacts("GET", f"{SITE}/a.css", "stylesheet")).allow
    switch.touch()
    assert one.take("gateway", RequestFacts("GET", f"{SITE}/a.css", "stylesheet")).reason == "kill-switch"
    assert one.killed and one.frozen
    switch.unlink()
    assert one.take("browser", post()).reason == "kill-switch", "what was killed stays so"
    one = book(budget=2)
    for _ in range(2):
        assert one.take("gateway", RequestFacts("GET", f"{SITE}/a.css")).allow
    assert one.take("gateway", RequestFacts("GET", f"{SITE}/a.css")).reason == "budget"
    assert one.take("browser", RequestFacts("GET", f"{SITE}/a.css")).allow


def test_nothing_is_permitted_in_observe() -> None:
    one = book(depth="observe")
    with pytest.raises(NoPermit, match="observe"):
        issue(one)
    assert one.take("browser", post()).reason == "method"
    assert one.take("browser", get(f"{SITE}/step/1?where=here")).reason == "form-get"


def test_look_ups_only_while_nothing_else_was_filled_in() -> None:
    one = PermitBook(lookups=True)
    one.read(site=f"{SITE}/step/1", names=["postcode"], actions=[])
    ask = RequestFacts(
        "POST", f"{SITE}/address/search", "fetch", has_body=True, page_url=f"{SITE}/step/1",
        body=b"postcode=AB1+2CD", content_type=FORM,
    )  # fmt: skip
    assert one.take("browser", ask).reason == "method"
    one.fill(["AB1 2CD"], address=True)
    verdict = one.take("browser", ask)
    assert verdict.allow and verdict.lookup
    assert one.redirect("browser", ask, 307, f"{SITE}/report").reason == "redirect-replays"
    one.fill(["Test Test"])
    assert one.take("browser", ask).reason == "method"


def test_a_method_in_a_header_is_the_method() -> None:
    for name in ("x-http-method-override", "x-http-method", "x-method-override"):
        method = meant_method("GET", {name: "DELETE", "accept": "*/*"})
        assert decide(RequestFacts(method, f"{SITE}/case/1", "fetch", page_url=SITE)).reason == "method"
    assert meant_method("GET", {"x-http-method": ""}) == "GET"


def test_nothing_is_fetched_ahead() -> None:
    ahead = RequestFacts("GET", f"{SITE}/step/2", "prefetch", is_navigation=True, page_url=SITE)
    one = book()
    issue(one)
    assert one.take("gateway", ahead).reason == "prefetch"
    assert not one.frozen


def test_the_log_tells_no_values() -> None:
    assert told("https://a.gov.uk/x?postcode=AB1+2CD&uprn=1#f") == "https://a.gov.uk/x?postcode&uprn"
    assert normal("HTTPS://A.gov.uk:443#x") == "https://a.gov.uk/"
    assert normal("http://[::1]:8080/a?b") == "http://[::1]:8080/a?b"


names = st.sampled_from(["where", "step", "confirmed", "x"])
bodies = st.lists(st.tuples(names, st.sampled_from(["here", "1", "", "delete"])), max_size=4)
requests = st.builds(
    lambda method, kind, path, pairs, type_: post(
        f"{SITE}{path}", "&".join(f"{a}={b}" for a, b in pairs).encode(),
        method=method, resource_type=kind, is_navigation=kind == "document", content_type=type_,
    ),
    st.sampled_from(["POST", "PUT", "post", "GET"]),
    st.sampled_from(["document", "fetch", "xhr", "image", "ping", ""]),
    st.sampled_from(["/step/1", "/step/2", "/address-lookup", "/submit"]),
    bodies,
    st.sampled_from([FORM, "application/json", "text/plain", ""]),
)  # fmt: skip


@given(st.lists(requests, max_size=12), st.lists(st.integers(0, 11), max_size=4), st.sampled_from(LINES))
def test_whatever_is_asked_no_document_is_sent_twice_nor_without_a_permit(
    asked: list[RequestFacts], issued: list[int], line: str
) -> None:
    one = book(lookups=True)
    permits = 0
    sent = 0
    for place, facts in enumerate(asked):
        if place in issued and not one.frozen:
            issue(one)
            permits += 1
        verdict = one.take(line, facts)
        if verdict.allow and (facts.method.upper() not in ("GET", "HEAD") or facts.body):
            assert facts.is_document and facts.url == f"{SITE}/step/1" and facts.method.upper() == "POST"
            assert verdict.permit is not None and not one.frozen
            sent += 1
    assert sent <= permits
