"""Addresses: one form for comparing pages, whose site they belong to, and which are traps."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

import tldextract

from checks.memo import remembered

MAX_URL = 2000
MAX_QUERY = 300
MAX_DEPTH = 14

# The bundled list only: nothing here may ever fetch one. Private suffixes count, so that two councils
# on one supplier's `*.azurewebsites.net` are two sites.
_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

_TRACKING = re.compile(
    r"^(?:utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|dclid|mc_[ce]id|_ga|_gl|_hs\w+|igshid|yclid|twclid|"
    r"ref_src|"
    r"nocache|cachebust\w*|_x_tr_\w+)$",
    re.I,
)
_SESSION = re.compile(
    r"^(?:jsessionid|phpsessid|asp\.?net_?sessionid|aspsessionid\w*|cfid|cftoken|sid|sessid|session_?id|s_id|"
    r"session(?:key|token)?|_?pagesessionid|fsid|fsn|conversationid|viewstate|__\w+)$",
    re.I,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?]*", re.I)
_DOTNET_SESSION = re.compile(r"/\([A-Z]\([A-Za-z0-9_\-]{8,}\)\)(?=/)")
_INDEX = re.compile(r"/(?:index|default|home|welcome)\.(?:html?|php|aspx?|jsp|shtml|cfm)$", re.I)

_FILE = re.compile(
    r"\.(pdf|docx?|docm|dotx?|rtf|odt|xlsx?|xlsm|ods|csv|pptx?|zip|ics|xml|rss|json|jpe?g|png|gif|svg|"
    r"webp|ico|"
    r"mp[34]|m4a|mov|avi|wmv|css|js|exe|msi|dmg|kml|kmz|gpx|eml|msg|epub|txt|woff2?|ttf)$",
    re.I,
)
DOCUMENTS = frozenset({"pdf", "doc", "docx", "docm", "dot", "dotx", "rtf", "odt"})

# A plain GET may commit something on a careless site: never follow an address that says it would.
_COMMIT = re.compile(
    r"^(?:submit|submitted|confirm|finali[sz]e|delete|remove|unsubscribe|subscribe|logout|log-out|"
    r"log_out|signout|"
    r"sign-out|logoff|log-off|cancel|withdraw|approve|reject|vote|upvote|checkout|add-?to-?(?:cart|basket)|"
    r"place-?order|paynow|pay-now|purchase|do(?:submit|delete|book|pay|cancel)|booknow|book-now|"
    r"accept|send|sendmail|save)(?:\.\w{2,5})?$",
    re.I,
)
_COMMIT_VALUE = re.compile(
    r"^(?:submit|confirm|finali[sz]e|delete|remove|unsubscribe|subscribe|logout|signout|logoff|cancel|"
    r"book|pay|"
    r"vote|send|save|add|place-?order|purchase|checkout|reserve|accept)$",
    re.I,
)
_COMMIT_KEYS = frozenset(
    {"action", "do", "op", "cmd", "command", "task", "mode", "step", "event", "act", "method"}
)

_CALENDAR_PATH = re.compile(
    r"/(?:calendar|events?|diary|whats-?on|meetings?|bookings?|availability)\b.*?/"
    r"(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)",
    re.I,
)
_CALENDAR_KEYS = re.compile(
    r"^(?:month|year|day|week|date|cal_?\w*|start_?date|end_?date|fromdate|todate|view_?date)$", re.I
)
_FACETS = re.compile(
    r"^(?:sort|order|orderby|sortby|dir|filter\w*|f\[\d*\]|facet\w*|tag\w*|view|layout|perpage|per_page)$",
    re.I,
)
_PRINT = re.compile(
    r"^(?:print|printable|printversion|print_view|pdf|email|mailto|share|comment|reply|replytocom|"
    r"textonly|fontsize|contrast|theme)$",
    re.I,
)


@remembered(32768)
def canonical(url: str) -> str:
    """Return *url* in the form in which two addresses of one page are equal: https and http alike.

    Host in lower case without `www.`, default port, fragment, tracking parameters, session ids, index file
    and closing slash dropped; what is left of the query sorted. Only for comparing: never fetch it.
    An address that cannot be read is returned as it is.
    """
    parts = _split(url)
    if parts is None:
        return url
    host = _host(parts)
    if host.startswith("www."):
        host = host[4:]
    port = _port(parts)
    path = _PATH_SESSION.sub("", parts.path)
    path = _DOTNET_SESSION.sub("", path)
    path = re.sub(r"//+", "/", _requote(path))
    path = _INDEX.sub("/", path).rstrip("/")
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if not _TRACKING.match(key) and not _SESSION.match(key)
    ]
    return urlunsplit(("https", f"{host}:{port}" if port else host, path, urlencode(sorted(query)), ""))


def absolute(href: str, base: str) -> str:
    """Return *href* as an absolute http or https address without fragment, or "" if it is none."""
    href = href.strip(" \t\r\n\f\0").split("#", 1)[0]
    if not href or len(href) > MAX_URL:
        return ""
    if href[0] == "/" and href[1:2] != "/":
        # Nine links of ten: the host is the page's, so that the answer is soon in the cache.
        return _checked(href, _origin(base))
    return _checked(href, base if not href.startswith(("http://", "https://")) else "")


@remembered(2048)
def _origin(base: str) -> str:
    parts = _split(base)
    return f"{parts.scheme}://{parts.netloc}/" if parts else ""


@remembered(65536)
def _checked(href: str, base: str) -> str:
    href = re.sub(r"[\t\r\n]", "", href)
    try:
        url = urljoin(base, href)
    except ValueError:
        return ""
    return url.replace(" ", "%20") if _split(url) else ""


@remembered(8192)
def host_of(url: str) -> str:
    """Return the host in lower case, or "" where there is none."""
    parts = _split(url)
    return _host(parts) if parts else ""


@remembered(8192)
def site_of(url: str) -> str:
    """Return the registrable domain (`bolton.gov.uk`), or the whole host where it has none."""
    host = host_of(url)
    found = _extract(host)
    if found.top_domain_under_public_suffix:
        return found.top_domain_under_public_suffix
    # The list's own rule for an ending it does not know: the last label is the suffix.
    labels = host.split(".")
    return host if len(labels) < 3 or ":" in host or labels[-1].isdigit() else ".".join(labels[-2:])


def same_site(a: str, b: str) -> bool:
    """Say whether two addresses belong to one registrable domain: `my.x.gov.uk` and `www.x.gov.uk` do."""
    site = site_of(a)
    return bool(site) and site == site_of(b)


@remembered(65536)
def file_kind(url: str) -> str:
    """Return the file ending of an address in lower case (`pdf`), "" for a page."""
    parts = _split(url)
    found = _FILE.search(parts.path) if parts else None
    return found.group(1).lower() if found else ""


def is_document(url: str) -> bool:
    """Say whether the address ends like a document to read or print: PDF, Word, RTF, ODT."""
    return file_kind(url) in DOCUMENTS


@remembered(32768)
def worth_following(url: str) -> bool:
    """Say whether a crawler may ask for *url*: a page, no trap, and nothing that would commit something."""
    return why_not(url) == ""


@remembered(32768)
def why_not(url: str) -> str:
    """Return why an address is left alone (`trap: ...`, `commits: ...`, `file: pdf`), "" if it is not."""
    parts = _split(url)
    if parts is None:
        return "not an address"
    if len(url) > MAX_URL or len(parts.query) > MAX_QUERY:
        return "trap: too long"
    kind = file_kind(url)
    if kind:
        return f"file: {kind}"
    segments = [one for one in parts.path.split("/") if one]
    if reason := _trap_in_path(parts.path, segments):
        return reason
    if commits(url):
        return "commits: the address names an act"
    return _trap_in_query(parts.query)


@remembered(8192)
def commits(url: str) -> bool:
    """Say whether a GET of *url* may commit something: submit, confirm, book, pay, log out ..."""
    parts = _split(url)
    if parts is None:
        return False
    segments = [one for one in parts.path.split("/") if one]
    if segments and _COMMIT.match(segments[-1]):
        return True
    for key, value in parse_qsl(parts.query, keep_blank_values=True):
        if key.lower() in _COMMIT_KEYS and _COMMIT_VALUE.match(value):
            return True
        if _COMMIT.match(key) and value.lower() not in ("0", "false", "no"):
            return True
    return False


def _trap_in_path(path: str, segments: list[str]) -> str:
    if len(segments) > MAX_DEPTH:
        return "trap: too deep"
    for one in set(segments):
        if segments.count(one) > 2:
            return "trap: repeated part"
    # /a/b/a/b: a relative link that grows with each visit.
    for size in (2, 3):
        for start in range(len(segments) - 2 * size + 1):
            if segments[start : start + size] == segments[start + size : start + 2 * size]:
                return "trap: repeated parts"
    if _CALENDAR_PATH.search(path + "/"):
        return "trap: calendar"
    return ""


def _trap_in_query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    # Form products hand over a dozen; a list with filters adds them without end.
    if len(pairs) > 14:
        return "trap: too many parameters"
    keys = [key for key, _ in pairs]
    if sum(bool(_CALENDAR_KEYS.match(key)) for key in keys) and any(
        _looks_dated(value) for _, value in pairs
    ):
        return "trap: calendar"
    if sum(bool(_FACETS.match(key)) for key in keys) >= 2:
        return "trap: facets"
    if any(_PRINT.match(key) and value.lower() not in ("0", "false", "no") for key, value in pairs):
        return "copy: print or share"
    return ""


def _looks_dated(value: str) -> bool:
    return bool(
        re.fullmatch(r"\d{1,2}|(?:19|20)\d\d(?:[-/]?\d{1,2}){0,2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}", value)
    )


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and parts.scheme in ("http", "https") else None


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".").lower()


def _port(parts: SplitResult) -> str:
    port = parts.port
    return "" if port in (None, 80, 443) else str(port)


def _requote(path: str) -> str:
    """Bring `%7e` and `~`, `%20` and `+`-free blanks to one form; keep an encoded slash encoded."""
    return unquote(path.replace("%2F", "%252F").replace("%2f", "%252F")).replace(" ", "%20")
