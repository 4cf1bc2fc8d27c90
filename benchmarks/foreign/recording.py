"""A forward proxy that gives invented hosts to loopback ports and writes a line for every request."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer "
    "transfer-encoding upgrade".split()
)
# A tunnel is refused here, so that nothing can be sent through it.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "CONNECT"})
_PART_NAME = re.compile(rb'content-disposition:[^\r\n]*?[; ]name="([^"\r\n]*)"', re.I)
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One request as it came to the proxy. Names only: what was typed is not kept."""

    at: float
    method: str
    host: str
    path: str
    query: tuple[str, ...]
    body: tuple[str, ...]
    status: int

    @property
    def sends(self) -> bool:
        """Whether it is of a method that may change something."""
        return self.method not in _SAFE


def names_of(body: bytes, content_type: str) -> tuple[str, ...]:
    """Names of the fields in a body: form-encoded, multipart or an object of JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return tuple(dict.fromkeys(name for name, _ in pairs))
    if kind == "multipart/form-data":
        return tuple(dict.fromkeys(name.decode("utf-8", "replace") for name in _PART_NAME.findall(body)))
    if kind.endswith("json"):
        with contextlib.suppress(ValueError):
            value = json.loads(body)
            return tuple(value) if isinstance(value, dict) else ("[]",)
    return ("?",) if body else ()


class Recorder:
    """Lines of the proxy, in memory and appended to a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lines: list[Line] = []
        self._lock = threading.Lock()

    def add(self, line: Line) -> None:
        """Keep a line."""
        with self._lock, self._file.open("a", encoding="utf-8") as file:
            self._lines.append(line)
            file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")

    def lines(self, host: str = "") -> list[Line]:
        """Give the lines so far, of one host or of all."""
        with self._lock:
            return [line for line in self._lines if host in ("", line.host)]

    def clear(self) -> None:
        """Forget the lines; the file keeps them."""
        with self._lock:
            self._lines.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    # Set on the class that `recording_proxy` makes for its server.
    hosts: Mapping[str, int]
    recorder: Recorder

    def handle_any(self) -> None:
        address = urlsplit(self.path)
        host = (address.hostname or "").lower()
        length = self.headers.get("Content-Length", "0")
        if (
            "chunked" in self.headers.get("Transfer-Encoding", "").lower()
            or not length.isdigit()
            or int(length) > _LONGEST
        ):
            self.close_connection = True
            self._record(host, address.path, address.query, ("?",), 411)
            self.send_error(411)
            return
        body = self.rfile.read(int(length))
        names = names_of(body, self.headers.get("Content-Type", ""))
        port = self.hosts.get(host)
        if self.command == "CONNECT" or address.scheme != "http" or port is None:
            # Written down all the same: a request to a host that is not there is a request.
            self._record(host or self.path, address.path, address.query, names, 502)
            self.send_error(502, "No such host here")
            return
        self._forward(host, port, address.path or "/", address.query, body, names)

    def _forward(
        self, host: str, port: int, path: str, query: str, body: bytes, names: tuple[str, ...]
    ) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        headers |= {"Host": host, "Connection": "close"}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=25)
        try:
            connection.request(self.command, path + (f"?{query}" if query else ""), body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self._record(host, path, query, names, 504)
            self.send_error(504)
            return
        finally:
            connection.close()
        self._record(host, path, query, names, answer.status)
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP and name.lower() != "content-length":
                self.send_header(name, value)
        # A HEAD has the length of what it leaves out; 204 and 304 have none.
        if answer.status not in (204, 304):
            said = answer.getheader("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", said or str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _record(self, host: str, path: str, query: str, names: tuple[str, ...], status: int) -> None:
        asked = tuple(dict.fromkeys(name for name, _ in parse_qsl(query, keep_blank_values=True)))
        self.recorder.add(Line(time.time(), self.command, host, path, asked, names, status))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the recorder has it."""

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_CONNECT = handle_any  # noqa: N815


@contextlib.contextmanager
def recording_proxy(hosts: Mapping[str, int], file: Path) -> Iterator[tuple[str, Recorder]]:
    """Serve *hosts* (host to port of loopback) and record every request in *file*; its address and the recorder."""
    recorder = Recorder(file)
    handler = type("Handler", (_Handler,), {"hosts": dict(hosts), "recorder": recorder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
