"""Takes out of a page what names people or lets one in, and what nobody needs who reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString

from checks.addresses import host_of, same_site
from checks.bodies import body_of
from checks.personal_words import SIGNED, TITLED
from checks.reading import telephones

SITE_HOST = "www.anytown.gov.uk"
TEXT_LIMIT = 400
PAGE_LIMIT = 40_000
LIST_LIMIT = 5
# What gives nothing to a judge who reads: it is dropped with all that it holds.
_DROPPED = tuple("script style svg noscript template link meta picture video audio object embed".split())
_KEPT = frozenset(
    (
        "href type name id for action method role required disabled hidden autocomplete inputmode placeholder"
        " alt title value checked selected src colspan rowspan scope lang open min max maxlength"
        " accept multiple"
    ).split()
)
_EMAIL = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# Long runs of letters and figures that nobody would speak: session ids, hashes, keys, view states.
_TOKEN = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[A-Za-z_-]*\d)[0-9A-Za-z_-]{20,}\b"
    r"|\b[A-Za-z0-9+/]{40,}={0,2}",
    re.I,
)
_SECRET = re.compile(
    r"token|csrf|session|sid\b|auth|key|viewstate|nonce|signature|secret|password|ticket|email", re.I
)
_KIND = re.compile(
    r"\b(council|county|borough|district|city|royal|metropolitan|london|unitary|of|the|and|upon)\b", re.I
)


class Redactor:
    """Redacts the texts of one survey alike: the same number or host gives the same stand-in everywhere."""

    def __init__(self, home: str, council: str) -> None:
        self._home = home
        self._council = council
        self._phones: dict[str, str] = {}
        self._hosts: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return *text* without e-mail addresses, telephone numbers, tokens and names."""
        text = _EMAIL.sub(self._email, text)
        for found in reversed(telephones(text)):
            if not found.short:
                text = f"{text[: found.start]}{self._phone(found.national)}{text[found.end :]}"
        text = TITLED.sub(lambda match: f"{match.group(1)} A Person", text)
        text = SIGNED.sub(lambda match: f"{match.group(1)}{match.group(2)}A Person", text)
        return self._nameless(_TOKEN.sub("TOKEN", text))

    def url(self, url: str) -> str:
        """Return an address on a stand-in's host, its path redacted, values that could be keys taken out."""
        scheme = url.partition(":")[0].lower()
        if scheme == "tel":
            return "tel:" + self.text(url.partition(":")[2]).replace(" ", "")
        if scheme == "mailto":
            return "mailto:" + self.text(url.partition(":")[2].partition("?")[0])
        if scheme in ("javascript", "data", "blob"):
            return ""
        try:
            parts = urlsplit(url)
            query = parse_qsl(parts.query, keep_blank_values=True)[:20]
        except ValueError:
            return ""
        kept = [(name, "TOKEN" if _SECRET.search(name) else self.text(value)) for name, value in query]
        host = self._host(url) if parts.netloc else ""
        return urlunsplit((parts.scheme if host else "", host, self.text(parts.path), urlencode(kept), ""))

    def value(self, value: Any) -> Any:
        """Return a facet's value redacted, long lists cut to their first rows."""
        if isinstance(value, str):
            return self.url(value) if re.match(r"https?://", value) else self.text(value)[:TEXT_LIMIT]
        if isinstance(value, Mapping):
            return {str(key): self.value(one) for key, one in value.items() if key != "headers"}
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value[:LIST_LIMIT]]
        return value

    def html(self, html: str) -> str:
        """Return a page cut down to what it says and asks, redacted."""
        soup = BeautifulSoup(html, "lxml")
        for tag in soup.find_all(_DROPPED):
            tag.decompose()
        for node in list(soup.descendants):
            if isinstance(node, Comment | Doctype):
                node.extract()
            elif isinstance(node, NavigableString):
                self._rewrite(node)
            elif isinstance(node, Tag):
                self._strip(node)
        for tag in reversed(soup.find_all(("div", "span", "section", "figure", "article"))):
            if (
                isinstance(tag, Tag)
                and not tag.attrs
                and not tag.get_text(strip=True)
                and tag.find(True) is None
            ):
                tag.decompose()
        lines = (line.strip() for line in str(soup).splitlines())
        return "\n".join(line for line in lines if line)[:PAGE_LIMIT]

    def _rewrite(self, node: NavigableString) -> None:
        said = " ".join(str(node).split())
        if said:
            node.replace_with(NavigableString(f" {self.text(said)[:TEXT_LIMIT]} "))

    def _strip(self, tag: Tag) -> None:
        secret = tag.get("type") == "hidden" or _SECRET.search(str(tag.get("name") or ""))
        for name in list(tag.attrs):
            found = tag.attrs[name]
            value = " ".join(map(str, found)) if isinstance(found, list) else str(found)
            if name not in _KEPT and not name.startswith("aria-"):
                del tag.attrs[name]
            elif name in ("href", "src", "action"):
                tag.attrs[name] = self.url(value)
            elif name == "value" and secret:
                tag.attrs[name] = ""
            else:
                tag.attrs[name] = self.text(value)[:TEXT_LIMIT]

    def _nameless(self, text: str) -> str:
        name = self._council
        short = _KIND.sub(" ", name)
        for spoken, stand_in in ((name, "Anytown Borough Council"), (" ".join(short.split()), "Anytown")):
            if len(spoken) > 2:
                text = re.sub(re.escape(spoken), stand_in, text, flags=re.I)
        return text

    def _email(self, match: re.Match[str]) -> str:
        host = match.group().rpartition("@")[2]
        own = same_site(f"https://{host}/", self._home)
        return "someone@anytown.gov.uk" if own else f"someone@{self._host(f'https://{host}/')}"

    def _phone(self, national: str) -> str:
        # Numbers that Ofcom keeps for drama: nobody is ever rung.
        return self._phones.setdefault(national, f"01632 960{len(self._phones) % 1000:03d}")

    def _host(self, url: str) -> str:
        host = host_of(url)
        if same_site(url, self._home):
            return SITE_HOST
        if body_of(url, self._home) == "national":
            return host
        return self._hosts.setdefault(host, f"other-{len(self._hosts) + 1}.example")
