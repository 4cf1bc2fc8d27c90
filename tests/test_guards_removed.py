"""Every guard, removed in turn, makes a scenario leak: so each is there for a reason, and a test would miss it.

A scenario returns what leaked: nothing while the guard stands, something once it is gone. The rules are tried
on either line; the gateway with a raw client; the browser with the gateway recording and letting all through.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from test_gateway_walk import FETCHES, FORM, NAVIGATES, Server, permit, post, say, say_in_tunnel, walking

from crawler import gateway, gateway_http, gateway_out, guard, permits
from crawler.gateway import Gateway
from crawler.guard import RequestFacts, Verdict
from crawler.permits import LINES, Permit, PermitBook
from crawler.throwaway import Authority

Patch = pytest.MonkeyPatch
Remove = Callable[[Patch], None]
SITE = "https://forms.anytown.gov.uk"
ONE = f"{SITE}/one"
URLENCODED = "application/x-www-form-urlencoded"


def rules_without(patch: Patch, **changes: object) -> None:
    """Let the guard judge by other rules than the book's."""
    real = guard.decide
    patch.setattr(
        permits,
        "decide",
        lambda facts, *, rules, **more: real(facts, rules=replace(rules, **changes), **more),
    )


def always(value: object) -> Callable[..., object]:
    return lambda *_, **__: value


# --- the rules, on either line ---------------------------------------------------------------------------------


def sent(url: str = ONE, body: bytes = b"where=here", kind: str = "document", **more: Any) -> RequestFacts:
    fields: dict[str, Any] = {
        "method": "POST", "url": url, "resource_type": kind, "is_navigation": kind == "document", "has_body": bool(body),
        "body": body, "content_type": URLENCODED, "page_url": ONE,
    }  # fmt: skip
    return RequestFacts(**(fields | more))


def read(url: str, kind: str = "document", **more: Any) -> RequestFacts:
    return RequestFacts("GET", url, kind, is_navigation=kind == "document", page_url=ONE, **more)


def book(*, filled: tuple[str, ...] = ("here",), address: tuple[str, ...] = (), **options: Any) -> PermitBook:
    one = PermitBook(**({"depth": "steps", "lookups": True} | options))
    one.read(site=ONE, names=["where"], actions=[ONE])
    if address:
        one.fill(address, address=True)
    if filled:
        one.fill(filled)
    return one


def allow(one: PermitBook, url: str = ONE, **more: Any) -> PermitBook:
    one.issue(**({"url": url, "names": ["where"], "page": url} | more))
    return one


LOOKUP = sent(f"{SITE}/address-lookup", b"postcode=AB1+2CD", "fetch")
MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="where"; filename="a.png"\r\n\r\nx\r\n--b--\r\n',
    "multipart/form-data; boundary=b",
)


def after(one: PermitBook, change: Callable[[PermitBook], object]) -> PermitBook:
    change(one)
    return one


def used(line: str) -> PermitBook:
    one = allow(book())
    assert one.take(line, sent()).allow
    return one


def killed(folder: Path) -> PermitBook:
    (folder / "STOP").touch()
    return book(kill_switch=folder / "STOP")


def poor(line: str) -> PermitBook:
    one = book(budget=1)
    one.take(line, read(f"{SITE}/a.css", "stylesheet"))
    return one


@dataclass(frozen=True)
class Rule:
    """`made` builds the book, `asked` is what must not leave."""

    name: str
    remove: Remove
    made: Callable[[str, Path], PermitBook]
    asked: RequestFacts


RULES = [
    Rule(
        "method: nothing but GET leaves a page without a permit",
        lambda p: p.setattr(guard, "_sending", always(Verdict(True))),
        lambda *_: book(), sent(f"{SITE}/save", kind="fetch"),
    ),
    Rule(
        "body: a GET carries none", lambda p: p.setattr(guard, "_sending", always(Verdict(True))),
        lambda *_: book(), read(f"{SITE}/news", "fetch", has_body=True),
    ),
    Rule(
        "permit: no document is sent without one", lambda p: p.setattr(guard, "_document", always(Verdict(True))),
        lambda *_: book(), sent(),
    ),
    Rule(
        "permit: none in observe", lambda p: rules_without(p, depth="steps", permits=(PERMIT,)),
        lambda *_: book(depth="observe"), sent(),
    ),
    Rule(
        "permit: once", lambda p: p.setattr(permits.PermitBook, "_spend", always(None)),
        lambda line, _: used(line), sent(),
    ),
    Rule(
        "permit: its method and kind", lambda p: p.setattr(Permit, "_refuses_kind", always("")),
        lambda *_: allow(book(), method="GET", names=["where"]), sent(),
    ),
    Rule(
        "permit: its address", lambda p: p.setattr(Permit, "_refuses_address", always("")),
        lambda *_: allow(book()), sent(f"{SITE}/two"),
    ),
    Rule(
        "permit: its page", lambda p: p.setattr(Permit, "_refuses_page", always("")),
        lambda *_: allow(book()), sent(page_url="https://elsewhere.example/"),
    ),
    Rule(
        "permit: its names", lambda p: p.setattr(Permit, "_refuses_names", always("")),
        lambda *_: allow(book()), sent(body=b"where=here&declare=1"),
    ),
    Rule(
        "permit: a body that is read", lambda p: p.setattr(Permit, "_refuses_body", always("")),
        lambda *_: allow(book()), sent(body=b"", has_body=True),
    ),
    Rule(
        "permit: no upload", lambda p: p.setattr(Permit, "_refuses_body", always("")),
        lambda *_: allow(book()), sent(body=MULTIPART[0], content_type=MULTIPART[1]),
    ),
    Rule(
        "commit-like: an address", lambda p: p.setattr(guard, "is_commit_like", always(False)),
        lambda *_: book(filled=()), read(f"{SITE}/booking/confirm?id=1", "image"),
    ),
    Rule(
        "commit-like: even with a permit", lambda p: p.setattr(guard, "is_commit_like", always(False)),
        lambda *_: allow(book(), f"{SITE}/submit"), sent(f"{SITE}/submit", page_url=ONE),
    ),
    Rule(
        "commit-like: a body", lambda p: p.setattr(guard, "is_commit_pair", always(False)),
        lambda *_: allow(book()), sent(body=b"where=delete"),
    ),
    Rule(
        "payment host: even with a permit", lambda p: p.setattr(guard, "is_payment_host", always(False)),
        lambda *_: allow(book(), "https://checkout.stripe.com/pay"),
        sent("https://checkout.stripe.com/pay", page_url="https://checkout.stripe.com/"),
    ),
    Rule(
        "payment host: not even to look", lambda p: p.setattr(guard, "is_payment_host", always(False)),
        lambda *_: book(filled=()), read("https://checkout.stripe.com/pay"),
    ),
    Rule(
        "private address: even with a permit", lambda p: p.setattr(guard, "is_public_host", always(True)),
        lambda *_: allow(book(), "http://10.0.0.1/one"), sent("http://10.0.0.1/one", page_url="http://10.0.0.1/"),
    ),
    Rule(
        # A beacon is a POST; what tells it from a look-up is its kind alone.
        "beacon", lambda p: (p.setattr(guard, "_CHANNELS", {}), p.setattr(guard, "KINDS", frozenset({"ping"})),
                             p.setattr("crawler.lookups.KINDS", frozenset({"ping"}))),
        lambda *_: book(filled=(), address=("AB1 2CD",)), replace(LOOKUP, resource_type="ping"),
    ),
    Rule(
        "websocket", lambda p: p.setattr(guard, "_CHANNELS", {}),
        lambda *_: book(filled=()), read(f"{SITE}/live", "websocket"),
    ),
    Rule(
        "freeze: look-ups", lambda p: rules_without(p, frozen=False),
        lambda *_: after(book(filled=(), address=("AB1 2CD",)), lambda b: b.freeze("final")), LOOKUP,
    ),
    Rule(
        "freeze: pages", lambda p: rules_without(p, frozen=False),
        lambda *_: after(book(filled=()), lambda b: b.freeze("final")), read(f"{SITE}/news"),
    ),
    Rule(
        "freeze: permits", lambda p: (rules_without(p, frozen=False), p.setattr(PermitBook, "revoke", always(None))),
        lambda *_: after(allow(book()), lambda b: b.freeze("final")), sent(),
    ),
    Rule(
        "kill switch", lambda p: p.setattr(PermitBook, "killed", False),
        lambda _, folder: killed(folder), read(f"{SITE}/a.css", "stylesheet"),
    ),
    Rule(
        "budget", lambda p: rules_without(p, stopped=""),
        lambda line, _: poor(line), read(f"{SITE}/a.css", "stylesheet"),
    ),
    Rule(
        "look-up: its grammar", lambda p: p.setattr(guard, "is_lookup", always(True)),
        lambda *_: book(filled=(), address=("AB1 2CD",)), sent(f"{SITE}/save-draft", b"postcode=AB1+2CD", "fetch"),
    ),
    Rule(
        "look-up: only for what was typed",
        lambda p: p.setattr(guard, "is_lookup", always(True)),
        lambda *_: book(filled=(), address=("AB1 2CD",)), replace(LOOKUP, body=b"postcode=XY9+8ZZ"),
    ),
    Rule(
        "look-up: nothing but an address filled in", lambda p: rules_without(p, typed=frozenset()),
        lambda *_: book(filled=("Test Test",), address=("AB1 2CD",)), LOOKUP,
    ),
    Rule(
        "look-up: on the form's own site", lambda p: p.setattr(guard, "same_site", always(True)),
        lambda *_: book(filled=(), address=("AB1 2CD",)), replace(LOOKUP, url="https://elsewhere.example/address-lookup"),
    ),
    Rule(
        "look-up: never a document", lambda p: p.setattr(guard, "_document", always(Verdict(True))),
        lambda *_: book(filled=(), address=("AB1 2CD",)), replace(LOOKUP, resource_type="document", is_navigation=True),
    ),
    Rule(
        "look-ups are off unless a postcode is given", lambda p: rules_without(p, lookups=True),
        lambda *_: book(filled=(), address=("AB1 2CD",), lookups=False), LOOKUP,
    ),
    Rule(
        "typed values leave in no address", lambda p: p.setattr(guard, "carries_typed", always(False)),
        lambda *_: book(filled=("Test Test",)), read(f"{SITE}/pixel?n=test+test", "fetch"),
    ),
    Rule(
        "a filled page asks for no picture", lambda p: p.setattr(guard, "_LOOKED_AT", frozenset()),
        lambda *_: book(), read(f"{SITE}/left.gif", "image"),
    ),
    Rule(
        "a filled page names no field", lambda p: p.setattr(guard, "_tells_of_filling", always(False)),
        lambda *_: book(), read(f"{SITE}/left?f=where", "fetch"),
    ),
    Rule(
        "a filled page goes nowhere by itself", lambda p: p.setattr(guard, "_needs_permit", always(False)),
        lambda *_: book(), read(f"{SITE}/done"),
    ),
    Rule(
        "a form is not sent as a link", lambda p: p.setattr(guard, "_needs_permit", always(False)),
        lambda *_: book(filled=()), read(f"{SITE}/book?where=1"),
    ),
    Rule(
        "a mismatch freezes", lambda p: p.setattr(permits, "_FREEZING", frozenset()),
        lambda line, _: after(allow(book()), lambda b: b.take(line, sent(f"{SITE}/two"))), sent(),
    ),
]  # fmt: skip
PERMIT = Permit(1, "POST", ONE, frozenset({"where"}), 1, "", ONE)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_each_rule_holds_and_is_needed(rule: Rule, line: str, monkeypatch: Patch, tmp_path: Path) -> None:
    assert not rule.made(line, tmp_path).take(line, rule.asked).allow
    rule.remove(monkeypatch)
    assert rule.made(line, tmp_path).take(line, rule.asked).allow


REDIRECTS = [
    (307, f"{SITE}/two"),
    (308, f"{SITE}/two"),
    (303, "https://elsewhere.example/"),
    (303, f"{SITE}/submit"),
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("status", "to"), REDIRECTS)
def test_the_rule_of_redirects_holds_and_is_needed(
    line: str, status: int, to: str, monkeypatch: Patch
) -> None:
    assert not used(line).redirect(line, sent(), status, to).allow
    monkeypatch.setattr(PermitBook, "_redirect", always(Verdict(True)))
    assert used(line).redirect(line, sent(), status, to).allow


# --- the gateway alone: a raw client in the browser's place --------------------------------------------------------


def run(coroutine: Awaitable[Any]) -> Any:
    async def limited() -> Any:
        return await asyncio.wait_for(coroutine, 20)

    return asyncio.run(limited())


async def unpermitted() -> list[bytes]:
    server = Server()
    async with walking(server) as (gate, _):
        await say(gate, post(server.port))
    return server.seen


async def chunked() -> list[bytes]:
    server = Server()
    async with walking(server) as (gate, _):
        head = f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\n{FETCHES}Content-Length: 1\r\n\r\nx"
        await say(gate, head)
    return server.seen


async def cut_short() -> list[bytes]:
    server = Server()
    async with walking(server) as (gate, entry):
        permit(entry, f"http://127.0.0.1:{server.port}")
        framing = "Content-Length: 10\r\nContent-Length: 3\r\n\r\nwhere=here"
        await say(gate, f"POST http://127.0.0.1:{server.port}/one HTTP/1.1\r\n{NAVIGATES}{FORM}{framing}")
    return server.seen


async def through_tls() -> list[bytes]:
    own = Authority()
    server = Server(authority=own)
    async with walking(server, opens_tls=True) as (gate, _):
        if gate._authority is None or Gateway._opened is Gateway._tunnel:
            gate.authority = own  # type: ignore[attr-defined]
        text = f"POST /one HTTP/1.1\r\n{NAVIGATES}{FORM}Content-Length: 10\r\n\r\nwhere=here"
        await say_in_tunnel(gate, server.port, text)
    return server.seen


async def forged() -> list[bytes]:
    server = Server(authority=Authority())
    async with walking(server, opens_tls=True) as (gate, _):
        await say_in_tunnel(gate, server.port, f"GET / HTTP/1.1\r\n{NAVIGATES}\r\n")
    return server.seen


async def bare_tunnel() -> list[bytes]:
    server = Server()
    async with walking(server, depth="observe") as (gate, _):
        text = f"POST /one HTTP/1.1\r\n{FORM}Content-Length: 10\r\n\r\nwhere=here"
        reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
        writer.write(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n\r\n{text}".encode())
        await asyncio.wait([asyncio.ensure_future(reader.read())], timeout=2)
        writer.close()
    return server.seen


async def replayed() -> list[bytes]:
    server = Server(b"HTTP/1.1 307 Go\r\nLocation: /two\r\nContent-Length: 0\r\n\r\n")
    async with walking(server) as (gate, entry):
        permit(entry, f"http://127.0.0.1:{server.port}")
        answer = await say(gate, post(server.port))
    return [line for line in answer.split(b"\r\n") if line.lower().startswith(b"location")]


async def by_beacon() -> list[bytes]:
    server = Server()
    async with walking(server, depth="observe") as (gate, entry):
        entry.read(site=f"http://127.0.0.1:{server.port}/", names=[], actions=[])
        entry.fill(["AB1 2CD"], address=True)
        beacon = FETCHES.replace("cors", "no-cors") + FORM
        await say(gate, post(server.port, "/address-lookup", "postcode=AB1+2CD", beacon))
    return server.seen


async def upgraded() -> list[bytes]:
    server = Server()
    async with walking(server) as (gate, _):
        await say(gate, f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
    return server.seen


def unverified(patch: Patch) -> None:
    import ssl

    patch.setattr(gateway_out.ssl, "create_default_context", ssl._create_unverified_context)


def facts_without(patch: Patch, **changes: Any) -> None:
    real = gateway_http.facts_of
    patch.setattr(gateway, "facts_of", lambda *given: replace(real(*given), **changes))


GATEWAY: dict[str, tuple[Remove, Callable[[], Awaitable[list[bytes]]]]] = {
    "rules": (lambda p: p.setattr(Gateway, "_judge", always(None)), unpermitted),
    "body of a GET": (lambda p: facts_without(p, has_body=False), chunked),
    "length of a body": (
        lambda p: p.setattr(gateway, "told_length", lambda head: int(head.get(b"content-length"))), cut_short,
    ),
    "TLS opened": (lambda p: p.setattr(Gateway, "_opened", Gateway._tunnel), through_tls),
    "rules in TLS": (lambda p: p.setattr(Gateway, "_judge", always(None)), through_tls),
    "certificates verified": (unverified, forged),
    "only TLS in a tunnel": (lambda p: p.setattr(gateway, "_is_tls", always(True)), bare_tunnel),
    "redirects": (lambda p: p.setattr(Gateway, "_follow", always(None)), replayed),
    "beacons known by their head": (lambda p: facts_without(p, resource_type="fetch"), by_beacon),
    "websockets known by their head": (lambda p: facts_without(p, resource_type=""), upgraded),
}  # fmt: skip


@pytest.mark.parametrize("name", GATEWAY)
def test_each_guard_of_the_gateway_holds_alone_and_is_needed(
    name: str, monkeypatch: Patch, tmp_path: Path
) -> None:
    remove, scenario = GATEWAY[name]
    if scenario is through_tls:
        # The server's certificate is good, so that only the rules stand between.
        trusted(monkeypatch, tmp_path)
    assert run(scenario()) == []
    remove(monkeypatch)
    assert run(scenario()) != []


def trusted(patch: Patch, folder: Path) -> None:
    """Make whatever `Authority` a scenario makes a good one in the gateway's eyes."""
    real = Authority.__init__

    def init(self: Authority) -> None:
        real(self)
        made.append(self.certificate.public_bytes(Encoding.PEM))
        (folder / "ca.pem").write_bytes(b"".join(made))

    made: list[bytes] = []
    patch.setattr(Authority, "__init__", init)
    patch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
