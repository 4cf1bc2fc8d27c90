"""A forward proxy in front of councils from hell, for the tests: every answer does harm if it can."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

NASTY = "<script>window.pwned=1</script><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>"
BIG = 200_000_000

GOOD_TASK = f"""<!doctype html><html lang="en"><head><title>Report fly-tipping {NASTY.replace("<", "&lt;")}</title></head>
<body><header><a href="/">Home</a></header><main><h1>Report fly-tipping</h1>
<p>Tell us about rubbish that has been dumped on public land. We aim to clear it within 5 working days.</p>
<p><a href="/report">Report fly-tipping online &lt;script&gt;alert(3)&lt;/script&gt;</a></p>
<p>You can also call us on 01632 960001.</p></main></body></html>"""
GOOD_FORM = """<!doctype html><html lang="en"><head><title>Report fly-tipping: where is it?</title></head><body><main>
<h1>Where is the rubbish?</h1><form method="post" action="/report"><label for="s">Street name</label>
<input id="s" name="street"><label for="d">What has been dumped?</label><textarea id="d" name="what"></textarea>
<button>Next</button></form></main></body></html>"""


def page(body: str, title: str = "Council") -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
        f'<nav><a href="/fly">Report fly-tipping</a></nav><main>{body}</main></body></html>'
    ).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host = (parts.hostname or "").removesuffix(".example")
        self.server.seen.append((self.command, self.path))  # type: ignore[attr-defined]
        if parts.path == "/robots.txt":
            return self.send(b"", kind="text/plain")
        act = getattr(self, f"act_{host}", None)
        if act is None:
            return self.send(b"no such host", status=502)
        return act(parts.path, parts.query)

    def do_POST(self) -> None:
        self.server.seen.append((self.command, self.path))  # type: ignore[attr-defined]
        self.send(b"posted")

    def do_CONNECT(self) -> None:
        self.send(b"", status=502)

    def send(
        self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def site(self, path: str, home: bytes) -> None:
        if path == "/":
            return self.send(home)
        if path == "/fly":
            return self.send(GOOD_TASK.encode())
        if path == "/report":
            return self.send(GOOD_FORM.encode())
        return self.send(page("not here"), status=404)

    def act_good(self, path: str, query: str) -> None:
        self.site(path, page("<h1>Good Council</h1>"))

    def act_markup(self, path: str, query: str) -> None:
        nasty = NASTY.replace("<", "&lt;")
        if path == "/":
            return self.send(
                page(
                    f'<a href="/fly" title="{nasty.replace(chr(34), "&quot;")}">{nasty} report fly-tipping</a>',
                    nasty,
                )
            )
        return self.site(path, b"")

    def act_big(self, path: str, query: str) -> None:
        if path == "/fly":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(BIG))
            self.end_headers()
            block = b"<p>" + b"a" * 65_533
            try:
                for _ in range(BIG // len(block)):
                    self.wfile.write(block)
            except OSError:
                pass
            self.close_connection = True
            return None
        return self.site(path, page("<h1>Big</h1>"))

    def act_loop(self, path: str, query: str) -> None:
        if path == "/":
            return self.send(page("<h1>Loop</h1>"))
        return self.send(b"", status=302, Location=f"/fly?n={time.monotonic_ns()}")

    def act_hang(self, path: str, query: str) -> None:
        self.server.stop.wait(60)  # type: ignore[attr-defined]
        self.close_connection = True

    def act_drip(self, path: str, query: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.server.stop.wait(0.5):  # type: ignore[attr-defined]
                self.wfile.write(b" ")
        except OSError:
            pass
        self.close_connection = True

    def act_calendar(self, path: str, query: str) -> None:
        links = "".join(
            f'<a href="/events/{year}/{month:02d}">Report fly-tipping events {month}/{year}</a> '
            for year in range(2020, 2026)
            for month in range(1, 13)
        )
        if path.startswith("/events"):
            ever = f'<a href="{path}/next">Report fly-tipping next</a><a href="/events?day={time.monotonic_ns()}">more</a>'
            return self.send(page(links + ever, "Events"))
        return self.site(path, page(links))

    def act_charset(self, path: str, query: str) -> None:
        body = page("<h1>Cyngor £5 – “quoted”</h1>").decode().encode("cp1252", "replace")
        if path == "/":
            return self.send(body, kind="text/html; charset=utf-8")
        if path == "/fly":
            return self.send(GOOD_TASK.encode("utf-16"), kind="text/html; charset=no-such-charset")
        return self.site(path, body)

    def act_dialog(self, path: str, query: str) -> None:
        script = (
            "<script>alert('stop');confirm('sure?');window.open('/popup');"
            "onbeforeunload=e=>{e.preventDefault();return 'stay'};"
            "fetch('/steal',{method:'POST',body:'x'});navigator.sendBeacon('/beacon','x');"
            "let f=document.createElement('form');f.method='post';f.action='/autopost';document.body.append(f);"
            "setTimeout(()=>f.submit(),300)</script>"
        )
        if path == "/fly":
            return self.send(GOOD_TASK.replace("</main>", "</main>" + script).encode())
        return self.site(path, page("<h1>Dialog</h1>" + script))

    def act_crash(self, path: str, query: str) -> None:
        script = "<script>setTimeout(()=>{location='chrome://crash'},50);for(;;){}</script>"
        if path == "/fly":
            return self.send(GOOD_TASK.replace("</main>", "</main>" + script).encode())
        return self.site(path, page("<h1>Crash</h1>"))

    def act_gate(self, path: str, query: str) -> None:
        self.send(page("Just a moment..."), status=403, cf_mitigated="challenge")

    def act_private(self, path: str, query: str) -> None:
        if path == "/":
            return self.send(page("<h1>Private</h1>"))
        return self.send(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def act_junk(self, path: str, query: str) -> None:
        self.send(b"\x00\xff<html" * 5000 + b"<a href='/fly'>Report fly-tipping</a>", kind="text/html")

    def act_deep(self, path: str, query: str) -> None:
        self.send(
            b"<div>" * 60_000 + b"<a href='/fly'>Report fly-tipping</a>"
            if path == "/"
            else GOOD_TASK.encode()
        )


HOSTS = tuple(sorted(name.removeprefix("act_") for name in vars(Handler) if name.startswith("act_")))


class HostileProxy:
    """Serves every `HOSTS` name at http://NAME.example/ until left."""

    def __enter__(self) -> HostileProxy:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.seen = []  # type: ignore[attr-defined]
        self.server.stop = threading.Event()  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.stop.set()  # type: ignore[attr-defined]
        self.server.shutdown()
        self.server.server_close()

    @property
    def requests(self) -> list[tuple[str, str]]:
        return list(self.server.seen)  # type: ignore[attr-defined]
