"""One fast parse of a page into the plain facts by which the crawler finds its way."""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from checks.digest_target import PageTarget
from checks.seen import ButtonSeen, FieldSeen, FormSeen, FrameSeen, LinkSeen, PageDigest

__all__ = ["ButtonSeen", "FieldSeen", "FormSeen", "FrameSeen", "LinkSeen", "PageDigest", "digest"]

MAX_HTML = 3_000_000


def digest(html: str, url: str) -> PageDigest:
    """Return the facts of the page *html* found at *url*. Never raises: junk gives an empty digest."""
    target = PageTarget(url)
    # lxml passes text; its stubs also allow bytes, which it passed on Python 2.
    parser = etree.HTMLParser(target=cast(Any, target), encoding="utf-8", recover=True)
    raw = html[:MAX_HTML].replace("\0", " ").encode("utf-8", "replace")
    try:
        parser.feed(raw if raw.strip() else b"<html></html>")
        parser.close()
    except (etree.LxmlError, AssertionError):
        # What was read before the parser gave up still counts.
        pass
    return target.page()
