"""A small web behind a forward proxy on loopback: several hosts, and a log of all they were asked and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Self
from urllib.parse import urlsplit

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@dataclass(frozen=True)
class Said:
    """What a path answers; of status 0, nothing: the connection is dropped."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    kind: str = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it: `began` and `ended` are its own monotonic clock's."""

    host: str
    path: str
    began: float
    ended: float
    accept: str
    browser: bool

    @property
    def paced(self) -> bool:
        """Whether it is a document, asked for by whom ever, or a look-up."""
        return not self.browser or "text/html" in self.accept or "lookup" in self.path


Page = Said | str | Callable[[], Said]


class Web:
    """Serves `pages` (host -> path -> page) to whoever takes it for its proxy; what is not there is a 404."""

    def __init__(self, pages: Mapping[str, Mapping[str, Page]]) -> None:
        self.pages = pages
        self.log: list[Asked] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do(self) -> None:
                web.answer(self)

            do_GET = do_POST = do_HEAD = do  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads, self._server.block_on_close = True, False
        self.proxy = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request, and note it before the first byte leaves."""
        began, parts = time.monotonic(), urlsplit(handler.path)
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        host, path = parts.hostname or "", parts.path or "/"
        page = self.pages.get(host, {}).get(path, Said("<html><h1>No such page</h1></html>", 404))
        said = Said(page) if isinstance(page, str) else page() if callable(page) else page
        time.sleep(said.seconds)
        body = said.body.encode() if isinstance(said.body, str) else said.body
        agent = handler.headers.get("User-Agent", "")
        accept = handler.headers.get("Accept", "")
        # Noted later, it might be noted when who asked has its answer already.
        self.log.append(Asked(host, path, began, time.monotonic(), accept, "Mozilla" in agent))
        if not said.status:
            handler.close_connection = True
            return
        try:
            handler.send_response(said.status)
            for name, value in {
                "Content-Type": said.kind,
                "Content-Length": len(body),
                **said.headers,
            }.items():
                handler.send_header(name, str(value))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            handler.close_connection = True

    def paced(self, host: str = "") -> list[Asked]:
        """Documents and look-ups in the order they came, of all hosts or of one, `www.` or not."""
        found = [one for one in self.log if one.paced and (not host or bare(one.host) == host)]
        return sorted(found, key=lambda one: one.began)

    def too_soon(self, host: str, rest: float) -> list[tuple[float, Asked, Asked]]:
        """Pairs of one host of which the second came before the first was answered and *rest* had passed."""
        rows = self.paced(host)
        gaps = [(after.began - before.ended, before, after) for before, after in pairwise(rows)]
        return [one for one in gaps if one[0] < rest]


def bare(host: str) -> str:
    """Return a host without `www.`."""
    return host.removeprefix("www.")


def page(title: str, body: str, head: str = "") -> str:
    """Return a page that is long enough to be read as one."""
    words = "<p>" + "The council looks after streets, parks and bins, and says here how. " * 6 + "</p>"
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1>{body}{words}</main></body></html>"
    )


def councils_csv(rows: Sequence[tuple[str, str, str]]) -> str:
    """Return councils.csv of (gss, name, homepage)."""
    lines = [f"{gss},{name},unitary,England,,{home}," for gss, name, home in rows]
    return "\n".join(["gss,name,type,nation,region,homepage,parent_gss", *lines, ""])
