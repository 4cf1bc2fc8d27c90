"""Serves the review desk to one browser on this machine: loopback only, under an address nobody can guess."""

from __future__ import annotations

import hmac
import secrets
import sys
import time
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.desk import Desk
from reports.said import sentence
from reports.view_review import ACTIONS
from store import StoreError
from store.inputs import InputError

TEMPLATES = Path(__file__).parents[1] / "templates"
BODY_LIMIT, SECONDS, AT_ONCE = 8_000, 15, 8
_ASSETS = {
    "style.css": "text/css; charset=utf-8",
    "review.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    # Same-origin, so that a browser names its origin when it posts and that of others is told apart.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class DeskServer(ThreadingHTTPServer):
    """A server on 127.0.0.1 for one session; *port* 0 takes a free one. `address` is what to open."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self.heard = time.monotonic()
        self._places = BoundedSemaphore(AT_ONCE)
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["sentence"] = sentence
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """The address of the page, with the token that lets nobody else in."""
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"

    def serve(self, idle: float) -> None:
        """Serve until nobody has asked for anything for *idle* seconds."""
        self.timeout = 0.5
        while time.monotonic() - self.heard < idle:
            self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand a connection to a thread, or close it where too many are open."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away; anything else is a fault of ours and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection and give its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    timeout = SECONDS
    server_version = "BetterServed"
    sys_version = ""

    def do_GET(self) -> None:
        rest = self._admitted()
        if rest is None:
            return
        if rest == "":
            self._page(HTTPStatus.OK)
        elif rest in _ASSETS:
            self._send(HTTPStatus.OK, _ASSETS[rest], (TEMPLATES / rest).read_bytes())
        elif rest.startswith("picture/"):
            self._picture(rest.removeprefix("picture/"))
        else:
            self._plain(HTTPStatus.NOT_FOUND, "There is no such page.")

    def do_POST(self) -> None:
        rest = self._admitted()
        if rest is None:
            return
        origin = self.headers.get("Origin")
        if origin is not None and origin not in self._own_origins():
            self._plain(HTTPStatus.FORBIDDEN, "Only this page may decide.")
            return
        fields = self._fields()
        if rest != "decide" or fields is None:
            self._plain(HTTPStatus.BAD_REQUEST, "That is not a decision.")
            return
        key = fields.get("council", ""), fields.get("journey", ""), fields.get("question", "")
        try:
            self.server.desk.act(fields.get("action", ""), key, fields.get("reason", ""), date.today())
        except (InputError, StoreError, OSError) as error:
            self.server.desk.message = f"Nothing was written: {error}"
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{quote(self.server.token)}/")
        self._finish(b"")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal shows the address and the count, and the token stays out of logs."""

    def _own_origins(self) -> tuple[str, str]:
        port = self.server.server_port
        return f"http://127.0.0.1:{port}", f"http://localhost:{port}"

    def _admitted(self) -> str | None:
        """Return what of the path follows the token, or refuse: another host name, or no token."""
        # A page elsewhere whose name is made to point here would still send its own name.
        if f"http://{self.headers.get('Host', '')}" not in self._own_origins():
            self._plain(HTTPStatus.FORBIDDEN, "This page is served to this machine only.")
            return None
        first, slash, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(first.encode(), self.server.token.encode()):
            self._plain(HTTPStatus.NOT_FOUND, "Open the whole address that the terminal shows.")
            return None
        self.server.heard = time.monotonic()
        return rest

    def _fields(self) -> dict[str, str] | None:
        """Return the fields of a posted form, or None for anything else or anything larger."""
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if not length.isdecimal() or int(length) > BODY_LIMIT or kind != "application/x-www-form-urlencoded":
            return None
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        try:
            return {name: values[-1] for name, values in parse_qs(body, max_num_fields=20).items()}
        except ValueError:
            return None

    def _page(self, status: HTTPStatus) -> None:
        keys = "keys=off" not in urlsplit(self.path).query
        values: Mapping[str, Any] = self.server.desk.page()
        text = self.server.templates.get_template("review.html").render(values, actions=ACTIONS, keys=keys)
        self._send(status, "text/html; charset=utf-8", text.encode("utf-8", "replace"))

    def _picture(self, name: str) -> None:
        path = self.server.desk.picture(name)
        data = path.read_bytes() if path else b""
        kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
        if kind:
            self._send(HTTPStatus.OK, kind, data)
        else:
            self._plain(HTTPStatus.NOT_FOUND, "There is no such picture.")

    def _plain(self, status: HTTPStatus, text: str) -> None:
        self._send(status, "text/plain; charset=utf-8", text.encode())

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self._finish(data)

    def _finish(self, data: bytes) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
