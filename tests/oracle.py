"""The oracle's eyes: plain requests to the estate, and what a document holds. Knows nothing of the product."""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from dataclasses import dataclass
from html.parser import HTMLParser

from tests.estate import Estate
from tests.estate.site import Site

SHELL = ("/s/topic", "/s/article", "/s/index", "/s/global")


@dataclass(frozen=True)
class Reply:
    status: int
    url: str
    type: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Reader(HTMLParser):
    """Links, frames, fields and attributes of one document; what script or style holds is not read."""

    def __init__(self, text: str, reply: Reply | None = None) -> None:
        super().__init__()
        self.status, self.type = (reply.status, reply.type) if reply else (0, "")
        self.links: list[str] = []
        self.frames: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.forms: list[dict[str, str]] = []
        self.names: list[str] = []
        self.text: list[str] = []
        self.title = ""
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in pairs}
        self.names += [f"{name}={found[name]}" for name in ("id", "class", "name") if name in found]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if "data-go" in found:
            self.links.append(found["data-go"])
        if tag == "iframe":
            self.frames += [found["src"]] if found.get("src", "").startswith("http") else []
        if tag == "form":
            self.forms.append(found)
        if tag in ("input", "select", "textarea"):
            self.fields.append({"tag": tag, **found})
        if tag in ("script", "style", "title"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text.append(data)
        elif self._inside[-1] == "title":
            self.title += data

    @property
    def asked(self) -> list[dict[str, str]]:
        """Fields that a visitor fills in, site search and newsletter boxes excepted."""
        frame = re.compile("search|keys|keywords|^q$|term|email$", re.I)
        return [
            one
            for one in self.fields
            if one.get("type") not in ("hidden", "submit", "button", "search")
            and not (
                frame.search(one.get("name", ""))
                and one.get("id", "") in ("", "nl", "ctl00_txtSearch", "keys")
            )
        ]


class Client:
    """Plain requests through the estate's proxy; redirects are followed by hand, if at all."""

    def __init__(self, estate: Estate) -> None:
        self._read: dict[str, Reader] = {}
        self._line = http.client.HTTPConnection(
            "127.0.0.1", int(estate.proxy_url.rsplit(":", 1)[1]), timeout=20
        )

    def ask(self, url: str, data: bytes | None = None, **headers: str) -> Reply:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if data is not None else {}
        host = {"Host": urllib.parse.urlsplit(url).netloc, "User-Agent": "oracle"}
        self._line.request("GET" if data is None else "POST", url, data, {**host, **kind, **headers})
        got = self._line.getresponse()
        reply = Reply(got.status, url, got.headers["Content-Type"], got.read(), dict(got.headers))
        assert reply.status != 599, reply.text
        return reply

    def get(self, url: str) -> Reply:
        for _ in range(6):
            reply = self.ask(url)
            # Those that fail once do well the second time; those that are broken do not.
            if reply.status in (429, 500):
                reply = self.ask(url)
            if reply.status not in (301, 302, 303, 307, 308):
                return reply
            url = urllib.parse.urljoin(url, reply.headers["Location"])
        return reply

    def post(self, url: str, fields: dict[str, str]) -> Reply:
        return self.ask(url, urllib.parse.urlencode(fields).encode())

    def page(self, site: Site, path: str) -> Reader:
        """A page as a visitor sees it (of a script shell, what its script fetches), asked for once and kept."""
        address = site.absolute(path)
        if address not in self._read:
            if site.council.family == "shell" and (path == "/" or path.startswith(SHELL)):
                got = self.get(site.absolute(f"/s/api/page?path={urllib.parse.quote(path)}"))
                self._read[address] = Reader(json.loads(got.text)["html"], got)
            else:
                got = self.get(address)
                self._read[address] = Reader(got.text, got)
        return self._read[address]
