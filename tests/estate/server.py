"""The forward proxy on loopback: absolute-form HTTP/1.1 with keep-alive, one thread a connection."""

from __future__ import annotations

import email.message
import socket
import sys
import threading
import time
import traceback
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit

from .model import Request, Response
from .world import World

MAX_BODY = 30 * 1024 * 1024


class Proxy(ThreadingHTTPServer):
    """Serves one World."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, world: World) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.world = world
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no event; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy
    timeout = 120

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the world keeps its own log."""

    def do_CONNECT(self) -> None:
        """No tunnels but to port 80, by which a browser opens WebSockets: what comes through is answered like the rest."""
        host, _, port = self.path.partition(":")
        if port == "80" and self.server.world.knows(host):
            self.send_response(200, "Connection established")
            self.end_headers()
            return
        self.close_connection = True
        self._send(Response("The estate speaks plain http only.\n", 502, "text/plain"))

    def _any(self) -> None:
        parts = urlsplit(self.path)
        host = (parts.netloc or self.headers.get("Host", "")).split(":")[0].lower()
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, MAX_BODY)) if length else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            method="GET" if self.command == "HEAD" else self.command,
            host=host,
            path=unquote(parts.path) or "/",
            query=parse_qs(parts.query, keep_blank_values=True),
            raw_query=parts.query,
            headers=headers,
            body=body,
            form=_fields(headers.get("content-type", ""), body),
        )
        began = time.time()
        try:
            reply = self.server.world.answer(request)
        except Exception:  # noqa: BLE001 - a fault of the estate must be seen as a 500 with its cause, by us and by tests
            traceback.print_exc()
            reply = Response(
                f"Fault of the estate:\n{traceback.format_exc()}", 599, "text/plain; charset=utf-8"
            )
        if not host.startswith("control."):
            self.server.world.note(request, reply.status, began)
        if reply.hang:
            self.server.closing.wait(300)
            self.close_connection = True
            return
        if reply.drop:
            self.close_connection = True
            return
        self._send(reply)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _any  # noqa: N815 - the base class names them

    def _send(self, reply: Response) -> None:
        body = reply.payload()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _fields(kind: str, body: bytes) -> dict[str, list[str]]:
    """Posted fields of a urlencoded or multipart body; files by their name only."""
    if kind.startswith("application/x-www-form-urlencoded"):
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    if not kind.startswith("multipart/form-data"):
        return {}
    message = BytesParser(email.message.EmailMessage, policy=HTTP).parsebytes(
        f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + body
    )
    found: dict[str, list[str]] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        if name:
            held = part.get_payload(decode=True)
            value = part.get_filename() or (
                held.decode("utf-8", "replace") if isinstance(held, bytes) else ""
            )
            found.setdefault(str(name), []).append(value)
    return found


def serve(world: World, port: int, watched: IO[bytes] | None, announce: IO[str]) -> None:
    """Serve until `watched` (usually stdin) ends, then stop; writes the port to `announce` once it listens."""
    proxy = Proxy(port, world)
    print(proxy.server_address[1], file=announce, flush=True)
    if watched is not None:

        def wait_for_parent() -> None:
            while watched.read(4096):
                pass
            proxy.closing.set()
            proxy.shutdown()

        threading.Thread(target=wait_for_parent, daemon=True).start()
    try:
        proxy.serve_forever(poll_interval=0.2)
    finally:
        proxy.closing.set()
        proxy.server_close()
