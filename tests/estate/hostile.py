"""Hostile and careless servers: each behaviour is one function, named by a row of a council's traps or of hosts.toml.

A behaviour gets the world, the request and its row, and returns a reply, or None to let the normal page through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from .model import Request, Response, redirect

if TYPE_CHECKING:
    from .world import World

Row = Mapping[str, Any]
MARKUP = '"><script>document.title="owned"</script><img src=x onerror="document.title=1">'


def _page(title: str, body: str, status: int = 200) -> Response:
    return Response(
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>',
        status,
    )


def slow(world: World, request: Request, row: Row) -> Response | None:
    """Answers after `seconds`."""
    world.sleep(float(row.get("seconds", 3)))
    return None


def hang(world: World, request: Request, row: Row) -> Response | None:
    """Takes the connection and never answers."""
    return Response(hang=True)


def fail_first(world: World, request: Request, row: Row) -> Response | None:
    """500 to the first `times` requests of a run, then well."""
    if world.visit(f"fail {request.host}{row.get('page', '')}") <= int(row.get("times", 1)):
        return _page("Error", "<h1>Something went wrong</h1>", 500)
    return None


def too_many(world: World, request: Request, row: Row) -> Response | None:
    """429 with Retry-After to the first `times` requests of a run, then well."""
    if world.visit(f"429 {request.host}{row.get('page', '')}") <= int(row.get("times", 1)):
        reply = _page("Too many requests", "<h1>Too many requests</h1>", 429)
        reply.headers["Retry-After"] = str(row.get("after", 1))
        return reply
    return None


def redirect_loop(world: World, request: Request, row: Row) -> Response | None:
    """Two addresses that send to each other."""
    other = "/round-b" if request.path.endswith("/round-a") else "/round-a"
    return redirect(f"{row.get('path', '/').rstrip('/')}{other}")


def wrong_charset(world: World, request: Request, row: Row) -> Response | None:
    """Latin-1 bytes that are declared to be UTF-8."""
    body = "<h1>Caf\u00e9 at the town hall</h1><p>Open 9am \u2013 3pm. Cakes from \u00a32.</p>"
    text = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Caf\u00e9</title></head><body>{body}</body></html>"
    return Response(text.encode("cp1252"), type="text/html; charset=utf-8")


def huge(world: World, request: Request, row: Row) -> Response | None:
    """A page of `megabytes`."""
    line = (
        b"<p>Minutes of the meeting of the full council, continued from the page before, item by item.</p>\n"
    )
    size = int(row.get("megabytes", 20)) * 1024 * 1024
    return Response(b"<!doctype html><title>All minutes</title>" + line * (size // len(line)))


def calendar(world: World, request: Request, row: Row) -> Response | None:
    """Months without end, each with a link to the next and to every day."""
    month = request.query.get("month", ["2026-11"])[0]
    year, _, rest = month.partition("-")
    at = (int(year) if year.isdigit() else 2026) * 12 + (int(rest) if rest.isdigit() else 11) - 1
    names = [f"{(at + step) // 12}-{(at + step) % 12 + 1:02d}" for step in (-1, 0, 1)]
    path = row["path"]
    days = "".join(f'<a href="{path}?month={names[1]}&amp;day={day}">{day}</a> ' for day in range(1, 29))
    turns = "".join(f'<p><a href="{path}?month={name}">{name}</a></p>' for name in (names[0], names[2]))
    return _page(
        f"What's on {names[1]}", f"<h1>What's on in {names[1]}</h1>{days}{turns}<p>No events this month.</p>"
    )


def session_ids(world: World, request: Request, row: Row) -> Response | None:
    """A new session id in every link of every answer."""
    token = f"{world.visit('session ' + request.host):08x}"
    path = row["path"]
    items = "".join(
        f'<li><a href="{path};jsessionid={token}?shelf={n}&amp;sid={token}">Shelf {n}</a></li>'
        for n in range(8)
    )
    return _page("Library catalogue", f"<h1>Library catalogue</h1><ul>{items}</ul>")


def markup_in_titles(world: World, request: Request, row: Row) -> Response | None:
    """Titles, headings and link texts that would break a careless report; harmless where they stand."""
    safe = escape(MARKUP)
    body = f'<h1>Planning for {safe}</h1><p><a href="{row.get("path", "/")}?next=1" title="{safe}">{safe} {{{{7*7}}}}</a></p>'
    return _page(f"{safe} </title> ${{7*7}}".replace("</title>", "&lt;/title&gt;"), body)


def dialogs(world: World, request: Request, row: Row) -> Response | None:
    """Alerts, a window opened by script, and a question on leaving."""
    code = "alert('Welcome');window.open(location.href+'?popup=1');onbeforeunload=()=>'stay';confirm('Take our survey?')"
    return _page(
        "Welcome", f"<h1>Have your say</h1><script>{code}</script><p>Our survey is open until spring.</p>"
    )


def intake(world: World, request: Request, row: Row) -> Response | None:
    """Takes whatever is posted, from wherever it was sent on."""
    if request.method == "POST":
        world.commit("case", request, None, "sent on by a redirect that keeps the method")
    return None


def throttle(world: World, request: Request, row: Row) -> Response | None:
    """429 to whoever asks more than `rate` times within a second, and for the `after` seconds that follow."""
    if world.too_fast(request.host, int(row.get("rate", 4))):
        reply = _page("Slow down", "<h1>You are going too fast</h1>", 429)
        reply.headers["Retry-After"] = str(row.get("after", 1))
        return reply
    return None


def soft_404(world: World, request: Request, row: Row) -> Response | None:
    """Every address answers 200 with the same apology."""
    return _page("Sorry", "<h1>Sorry, we could not find that page</h1><p>It may have moved.</p>")


def gate_403(world: World, request: Request, row: Row) -> Response | None:
    """A bot gate that says so."""
    return world.gate(403)


def gate_200(world: World, request: Request, row: Row) -> Response | None:
    """A bot gate that answers 200 with a stub."""
    return world.gate(200)


BEHAVIOURS: dict[str, Callable[[World, Request, Row], Response | None]] = {
    "slow": slow,
    "hang": hang,
    "fail-first": fail_first,
    "too-many": too_many,
    "redirect-loop": redirect_loop,
    "wrong-charset": wrong_charset,
    "huge": huge,
    "calendar": calendar,
    "session-ids": session_ids,
    "markup-in-titles": markup_in_titles,
    "dialogs": dialogs,
    "soft-404": soft_404,
    "intake": intake,
    "throttle": throttle,
    "gate-403": gate_403,
    "gate-200": gate_200,
}
