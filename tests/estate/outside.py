"""Hosts that are no council's: the front of a form supplier, and national services at their real names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import render
from .files import download
from .model import Request, Response

if TYPE_CHECKING:
    from .world import World

_STATEMENT = """<!doctype html><html lang=en><head><title>Accessibility statement</title></head><body><main><h1>Accessibility
statement for {host}</h1><p>This statement applies to {host}. It is partially compliant with the Web Content Accessibility
Guidelines version 2.2 AA standard.</p></main></body></html>"""


def supplier_front(request: Request) -> Response:
    """Whatever of a supplier's host is not a form."""
    if request.path.startswith("/downloads/"):
        return download(request.path, request.host)
    if request.path == "/accessibility":
        return Response(_STATEMENT.format(host=request.host))
    if request.path == "/robots.txt":
        return Response("User-agent: *\nDisallow:\n", type="text/plain")
    if request.path == "/":
        return Response(
            "<!doctype html><html lang=en><title>Online services</title><h1>Online services</h1></html>"
        )
    return Response("<!doctype html><html lang=en><title>Not found</title><h1>Not found</h1></html>", 404)


def national(world: World, host: str, request: Request) -> Response:
    """A page of a national service."""
    table = world.bank.national[host]
    if request.path == "/robots.txt":
        return Response("User-agent: *\nDisallow:\n", type="text/plain")
    row = table["pages"].get(request.path)
    if request.method == "POST":
        world.commit("case", request, None, "sent to a national service")
    if row is None:
        return Response(
            "<!doctype html><html lang=en><title>Page not found</title><h1>Page not found</h1></html>",
            404,
        )
    values = {
        "host": host,
        "service": table,
        "row": row,
        "inline": lambda text: render.inline(text, lambda href: href),
    }
    return Response(render.draw("national/page.html", values))
