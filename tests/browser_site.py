"""A small site on the loopback interface whose pages misbehave, and that keeps every request it was sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONG = "<p>" + "Words that make the page long enough to be read. " * 5 + "</p>"


def document(body: str, head: str = "", lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>A page</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head><body>{body}</body></html>'
    )


class Site:
    """Serves `pages` (path -> HTML, bytes or a function of the handler) and notes (method, path)."""

    def __init__(self) -> None:
        self.pages: dict[str, object] = {}
        self.seen: list[tuple[str, str]] = []
        self.agents: list[str] = []
        self.cookies: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do(self) -> None:
                site.seen.append((self.command, self.path))
                site.agents.append(self.headers.get("User-Agent", ""))
                site.cookies.append(self.headers.get("Cookie", ""))
                page = site.pages.get(self.path.split("?")[0])
                if callable(page):
                    page(self)
                    return
                body = page.encode() if isinstance(page, str) else page
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                body = body if isinstance(body, bytes) else b"<html><body>No such page</body></html>"
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        # The same server under another name is another origin.
        self.other = f"http://localhost:{self.port}"

    def methods(self) -> set[str]:
        return {method for method, _ in self.seen}

    def paths(self) -> list[str]:
        return [path for _, path in self.seen]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def redirect(to: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def slow(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(2000):
            handler.wfile.write(b"<p>" + b"x" * 10_000 + b"</p>")
    except OSError:
        pass
