"""The website of a small council that does not exist: a home page, a page for each service, and what pages refer to."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.foreign.engines import Engine

HOST = "www.combeford.example"
GSS = "E06999950"
NAME = "Combeford Council"

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {council}</title>
<style>body{{font:1.1rem/1.5 sans-serif;margin:0 auto;max-width:45rem;padding:1rem}} .start{{background:#1d4f3f;color:#fff;display:inline-block;padding:.75rem 1.5rem}}</style>
</head>
<body>
<header><a href="/">{council}</a></header>
<nav aria-label="Main"><ul>{menu}</ul></nav>
<main><h1>{title}</h1>{body}</main>
<footer><a href="/contact">Contact us</a> <a href="/privacy">Privacy notice</a></footer>
</body>
</html>
"""
_ABOUT = {
    "report-missed-bin": "Tell us within two working days if we did not empty your bin, and we come back for it.",
    "report-fly-tipping": "Tell us about waste that somebody has dumped, and our crew clears it.",
    "report-pothole": "Tell us about a hole in a road or pavement, and our inspector looks at it.",
    "report-street-light": "Tell us about a street light that does not work, and we repair it within ten days.",
    "report-abandoned-vehicle": "Tell us about a vehicle that has been left and that nobody seems to own.",
}


def pages(engines: Sequence[Engine]) -> dict[str, str]:
    """Write the site: path to HTML."""
    menu = "".join(f'<li><a href="/{one.journey}">{escape(one.link)}</a></li>' for one in engines)

    def page(title: str, body: str) -> str:
        return _PAGE.format(title=escape(title), council=NAME, menu=menu, body=body)

    site = {
        "/": page("Welcome", "<p>What would you like to do today?</p>"),
        "/contact": page("Contact us", "<p>Call us on 01632 960140, Monday to Friday, 9am to 5pm.</p>"),
        "/privacy": page("Privacy notice", "<p>We use what you tell us to do the work that you ask for.</p>"),
    }
    for one in engines:
        start = f'<p><a class="start" href="{one.address}">Start now</a></p>'
        site[f"/{one.journey}"] = page(
            one.link, f"<p>{_ABOUT[one.journey]}</p><p>It costs nothing.</p>{start}"
        )
    return site


def councils_csv() -> str:
    """Write the list of councils for the tool: this one."""
    row = f"{GSS},{NAME},unitary,England,South West,http://{HOST}/,"
    return f"gss,name,type,nation,region,homepage,parent_gss\n{row}\n"


def permissions_csv(hosts: Sequence[str]) -> str:
    """Write the council's permission to walk its forms on *hosts* for the days around this one."""
    day = datetime.now(UTC).date()
    since, until = day - timedelta(days=1), day + timedelta(days=7)
    row = f"{GSS},{NAME},its own web team,foreign-engines,{since},{until},{' '.join(hosts)}"
    return f"gss,council,given_by,reference,from,until,hosts\n{row}\n"


@contextlib.contextmanager
def council_site(engines: Sequence[Engine]) -> Iterator[int]:
    """Serve the site on a port of loopback."""
    site = {path: text.encode() for path, text in pages(engines).items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            content = site.get(self.path.partition("?")[0])
            self.send_response(404 if content is None else 200)
            body = (
                content
                or b"<!doctype html><html lang=en><title>Not found</title><h1>Page not found</h1></html>"
            )
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
