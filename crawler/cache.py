"""Keeps each answer in one small file, so that an interrupted run need not ask for it again."""

from __future__ import annotations

import contextlib
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from store import out_of_room

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import BaseSettings


class OneFileCache:
    """A storage for Scrapy's HTTP cache: a line of JSON, then the compressed body.

    Scrapy's own writes seven files and a folder for each answer, which costs as much as judging the page.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.folder = Path(settings["HTTPCACHE_DIR"])

    def open_spider(self, spider: Spider) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._fingerprinter = spider.crawler.request_fingerprinter

    def close_spider(self, spider: Spider) -> None:
        """Nothing is held open."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """Return the kept answer; None where there is none or it was only half written."""
        try:
            head, _, packed = self._path(request).read_bytes().partition(b"\n")
            facts: dict[str, Any] = json.loads(head)
            body = zlib.decompress(packed)
        except (OSError, ValueError, zlib.error):
            return None
        headers = Headers({name: [one.encode("latin-1") for one in kept] for name, kept in facts["headers"]})
        kind = responsetypes.from_args(headers=headers, url=facts["url"], body=body)
        return kind(url=facts["url"], status=facts["status"], headers=headers, body=body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Keep an answer."""
        headers = [
            (name.decode("latin-1"), [one.decode("latin-1") for one in response.headers.getlist(name)])
            for name in response.headers
        ]
        facts = {"url": response.url, "status": response.status, "headers": headers}
        path = self._path(request)
        try:
            path.write_bytes(json.dumps(facts).encode() + b"\n" + zlib.compress(bytes(response.body), 1))
        except OSError as error:
            # The answer is in hand, so that is no fault of the site's; but evidence will not fit either.
            with contextlib.suppress(OSError):
                path.unlink()
            halt = getattr(spider, "halt", None)
            if halt is not None and (full := out_of_room(error)):
                halt(full)

    def _path(self, request: Request) -> Path:
        return self.folder / self._fingerprinter.fingerprint(request).hex()
