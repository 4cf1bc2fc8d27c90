"""The grammar of look-ups: what asks for an address passes, and anything more does not."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.guard import RequestFacts, Rules, decide
from crawler.lookups import why_not
from crawler.sent import MAX_BODY, Pair, Unreadable, body_pairs

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SITE = "https://forms.anytown.gov.uk"
RENDERER = json.dumps(
    {
        "stopOnFailure": True,
        "formName": "Bulky waste",
        "formValues": {
            "Section 1": {
                "find": {
                    "name": "find",
                    "type": "text",
                    "label": "Your postcode",
                    "value": "AB1 2CD",
                    "valid": True,
                }
            }
        },
        "tokens": {"port": "", "csrf_token": "4f3a9c1d22"},
    }
)
RPC = json.dumps(
    {"jsonrpc": "2.0", "method": "acme.forms.getAddresses", "params": {"postcode": "AB12CD"}, "id": 7}
)


def why(url: str, body: str = "", kind: str = JSON, *, typed: str = "AB1 2CD|7", made: str = "fetch") -> str:
    return why_not(
        method="POST" if body else "GET", url=SITE + url, resource_type=made, body=body.encode(), content_type=kind,
        typed=typed.split("|"), address=["AB1 2CD", "7", "100012345678"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        ("/apibroker/runLookup?id=5b&app=Renderer::Self&sid=1", '{"postcode":"AB1 2CD"}', JSON),
        ("/apibroker/runLookup?id=5f3a1b2c4d5e6f7a8b9c0d1e&repeat_against=&noRetry=false&app_name=Renderer", RENDERER, JSON),
        ("/apiserver/ajaxlibrary", RPC, JSON),
        ("/property/search", "postcode=ab12cd&house=7", FORM),
        ("/propertysearch.aspx/GetAddresses", '{"postcode":"AB1 2CD"}', JSON),
        ("/SearchPostcode.ashx?pc=AB12CD&_=1712345678901", "", ""),
        ("/api/addresses?postcode=AB1+2CD", "", ""),
        ("/api/addresses/AB12CD", "", ""),
        ("/AddressLookup?postcode=AB1%202CD&callback=cb1234567", "", ""),
        ("/address-lookup", '{"outcode":"AB1","incode":"2CD","page":1,"pageSize":50}', JSON),
        ("/x?handler=FindAddress", "Postcode=AB1 2CD&__RequestVerificationToken=CfDJ8abcdef0123", FORM),
        ("/gazetteer/uprn/100012345678", "", ""),
        ("/chwilio/cyfeiriad?cod=AB1+2CD", "", ""),
        ("/report-a-missed-bin/session/9f8a/find-address", "postcode=AB1 2CD", FORM),
        ("/api/search/postcode", '{"postcode":"AB1 2CD"}', JSON),
    ],
)  # fmt: skip
def test_look_ups_of_many_makes(url: str, body: str, kind: str) -> None:
    assert why(url, body, kind) == ""


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        ("/address-lookup", '{"postcode":"AB1 2CD","action":"create-case"}', JSON),
        ("/address-lookup", '{"postcode":"AB1 2CD","name":"Test Test"}', JSON),
        ("/address-lookup", '{"postcode":"AB1 2CD","postcode":"AB1 2CD"}', JSON),
        ("/address-lookup", '{"postcode":"XY9 8ZZ"}', JSON),
        ("/address-lookup", '{"page":1}', JSON),
        ("/address-lookup", "postcode=AB1 2CD", "text/plain"),
        ("/address-lookup", '{"query":"mutation { save(postcode: \\"AB1 2CD\\") }"}', JSON),
        ("/saveAddress", "postcode=AB1 2CD", FORM),
        ("/address/save", "postcode=AB1 2CD", FORM),
        ("/draft/address", "postcode=AB1 2CD", FORM),
        ("/report", "postcode=AB1 2CD", FORM),
        ("/autosave", "postcode=AB1 2CD", FORM),
        ("/api/addresses?postcode=AB1+2CD&email=a@example.org", "", ""),
        ("/apiserver", RPC.replace("getAddresses", "createAddressCase"), JSON),
        ("/address-lookup", RENDERER.replace('"formName"', '"note"'), JSON),
    ],
)  # fmt: skip
def test_what_does_more_than_ask_is_no_look_up(url: str, body: str, kind: str) -> None:
    assert why(url, body, kind)


@pytest.mark.parametrize(
    "path",
    "/session/9f8a/fields/postcode /answers/postcode /application/123/address /record/address /register/address "
    "/log/address /patch/postcode /bookings/property /reports/address /record/find-address "
    "/log/postcode-lookup".split(),
)  # fmt: skip
def test_a_field_that_saves_itself_is_no_look_up(path: str) -> None:
    for body, kind in (('{"postcode":"AB1 2CD"}', JSON), ("postcode=AB1+2CD", FORM)):
        assert why(path, body, kind)


def test_only_scripts_ask_and_only_for_what_was_typed() -> None:
    assert why("/api/addresses?postcode=AB1+2CD") == ""
    for made in ("document", "image", "ping", "beacon", ""):
        assert why("/api/addresses?postcode=AB1+2CD", made=made) == "not made by script"
    assert (
        why("/api/addresses?postcode=AB1+2CD", typed="AB1 2CD|Test Test")
        == "more than an address was filled in"
    )


names = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=10)
KNOWN = Rules(
    lookups=True,
    typed=frozenset({"AB1 2CD"}),
    address=frozenset({"AB1 2CD"}),
    site=f"{SITE}/form",
    armed=True,
)


def ask(body: bytes, kind: str, rules: Rules = KNOWN) -> bool:
    return decide(
        RequestFacts(
            "POST", f"{SITE}/address-lookup", "fetch", has_body=True, page_url=f"{SITE}/form", body=body, content_type=kind
        ),
        rules=rules,
    ).allow  # fmt: skip


@given(names, st.text(min_size=4, max_size=40), st.booleans())
def test_any_extra_value_makes_it_none(name: str, value: str, as_json: bool) -> None:
    assume(value.casefold().strip() not in ("true", "false", "null", "json", "none", "en-gb", "cy-gb"))
    assume("".join(value.split()).casefold() not in ("ab12cd", "ab1", "2cd", ""))
    # What is opaque may stand as a token under a token's name; a person's words never.
    assume(
        any(one.isspace() or not one.isascii() for one in value) or not any(one.isdigit() for one in value)
    )
    assume(not name.casefold().endswith("name") and name.casefold() not in ("app", "client"))
    carried = {"postcode": "AB1 2CD", name: value}
    assume(len(carried) == 2)
    body = json.dumps(carried) if as_json else urlencode(carried)
    assert ask(urlencode({"postcode": "AB1 2CD"}).encode(), FORM)
    assert not ask(body.encode(), JSON if as_json else FORM)


def test_a_frozen_walk_and_another_site_look_nothing_up() -> None:
    from dataclasses import replace

    body = urlencode({"postcode": "AB1 2CD"}).encode()
    assert ask(body, FORM)
    assert not ask(body, FORM, replace(KNOWN, frozen=True))
    assert not ask(body, FORM, replace(KNOWN, lookups=False))
    assert not ask(body, FORM, replace(KNOWN, site="https://elsewhere.example/form"))


@given(
    st.binary(max_size=400),
    st.sampled_from([FORM, JSON, "multipart/form-data; boundary=b", "text/plain", "a;b=c"]),
)
def test_any_bytes_are_read_or_refused(body: bytes, kind: str) -> None:
    try:
        pairs = body_pairs(body, kind)
    except Unreadable:
        return
    assert all(isinstance(pair, Pair) for pair in pairs)


@given(
    st.lists(st.tuples(names, st.text(st.characters(exclude_categories=["C"]), max_size=30)), max_size=6),
    st.sampled_from(["b", "----WebKitFormBoundaryAbC123"]),
)
def test_multipart_is_read_as_browsers_write_it(values: list[tuple[str, str]], boundary: str) -> None:
    body = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (boundary.encode(), name.encode(), value.encode())
        for name, value in values
    )
    assume(all(f"--{boundary}" not in value for _, value in values))
    read = body_pairs(body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")
    assert [(pair.name, pair.value) for pair in read] == values


@pytest.mark.parametrize(
    "body",
    [
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n',
        b'x--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\nmore',
        b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--b--\r\n',
        b'--b\r\n\r\n1\r\n--b--\r\n',
    ],
)  # fmt: skip
def test_multipart_that_two_readers_may_read_in_two_ways_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        body_pairs(body, "multipart/form-data; boundary=b")


def test_bodies_are_bounded() -> None:
    for body, kind in (
        (b"a=" + b"x" * MAX_BODY, FORM),
        (b"&".join(b"a=1" for _ in range(3000)), FORM),
        (b"[" * 5000, JSON),
        (b'{"a":' * 20 + b"1" + b"}" * 20, JSON),
        (json.dumps(list(range(5000))).encode(), JSON),
        (b"a=\xff", FORM),
    ):
        with pytest.raises(Unreadable):
            body_pairs(body, kind)
