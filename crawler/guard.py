"""The one policy for what may leave the machine: default deny, a pure function of the request.

Depth `observe`: a page is read as a visitor would read it and nothing is sent. Both tiers ask here:
Scrapy's downloader middleware, the browser's route handler, and the gateway outside the browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from crawler.addresses import canonical_host, is_public_host

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = frozenset({80, 443, 8080, 8443})
# Schemes that never leave the machine; a page may use them for its own content.
_INSIDE = frozenset({"data", "blob", "about"})
# Kinds of request, in Playwright's words, that send something or open a channel that could.
_CHANNELS = {
    "websocket": "websocket",
    "ping": "beacon",
    "beacon": "beacon",
    "cspreport": "report",
    "csp_report": "report",
}

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\"#%/<>?@\[\\\]^`{|}]")

# A page that a person pays on. Looking at a council's page about paying is not touching one.
_PAYMENT_HOSTS = (
    "payments.service.gov.uk",
    "stripe.com",
    "stripe.network",
    "worldpay.com",
    "paypal.com",
    "paypalobjects.com",
    "braintreegateway.com",
    "sagepay.com",
    "opayo.co.uk",
    "opayo.eu.elavon.com",
    "e-paycapita.com",
    "pay360.com",
    "civicaepay.co.uk",
    "allpayments.net",
    "allpay.net",
    "adyen.com",
    "gocardless.com",
    "cybersource.com",
    "securetrading.net",
    "trustpayments.com",
    "realexpayments.com",
    "globalpay.com",
    "authorize.net",
    "cardstream.com",
    "barclaycardsmartpay.com",
    "checkout.com",
    "klarna.com",
    "gateway.mastercard.com",
    "pay.google.com",
    "apple-pay-gateway.apple.com",
    "takepayments.com",
    "paysuite.com",
)

# Words that do something when they are a whole path segment or a whole query value. Words that name an
# ordinary page ("pay", "book", "report", "apply") are not among them.
_COMMIT = frozenset(
    "submit confirm finalise finalize delete cancel remove destroy purge unsubscribe logout logoff signout "
    "log-out log-off sign-out do-submit dosubmit process-submission processsubmission formsubmit form-submit "
    "place-order placeorder add-to-cart add-to-basket mark-complete "
    "cyflwyno cadarnhau dileu canslo allgofnodi dad-danysgrifio".split()
)
# More words that do something, but only as the value of a parameter that names an action.
_ACTIONS = frozenset(
    "send save book pay insert create update register finish complete subscribe reserve vote approve accept "
    "anfon cadw talu archebu".split()
)
_ACTION_KEYS = frozenset(
    "action do op cmd command task event handler act form-action formaction doaction verb".split()
)
_METHOD_KEYS = frozenset({"method", "http-method", "x-http-method", "x-http-method-override"})
# Parameters whose value a visitor typed into a search box: any word may stand there.
_SEARCH_KEYS = frozenset(
    "q query s search searchterm search-term searchtext search-text keyword keywords keys term terms text "
    "searchquery search-query qu queryterm k wd phrase".split()
)
_TRUE = frozenset({"1", "true", "yes", "y", "on", "ie"})
_VERBS = "submit|confirm|finali[sz]e|delete|cancel|remove|unsubscribe|reserve"
_NOUNS = (
    "form|booking|order|request|application|report|payment|submission|slot|appointment|subscription|"
    "account|record|item|reservation|claim|case"
)
_VERB_NOUN = re.compile(rf"(?:{_VERBS})-?(?:{_NOUNS})|(?:{_NOUNS})-?(?:{_VERBS})")
# Endings of files that are only ever read, and of pages whose name stands before the ending.
_STATIC = re.compile(
    r"\.(?:css|m?js|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|pdf|docx?"
    r"|xlsx?|csv)$"
)
_PAGE = re.compile(r"\.(?:html?|json|xml|txt|php\d?|aspx?|ashx|jspx?|do|action|cfm|eb|cgi|pl)$")


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is known of a request before it leaves. `resource_type` is Playwright's word, "" if unknown."""

    method: str
    url: str
    resource_type: str = ""
    is_navigation: bool = False
    has_body: bool = False
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """May it leave? `reason` is a short kebab-case word, empty where it may."""

    allow: bool
    reason: str = ""


_ALLOW = Verdict(True)


def decide(facts: RequestFacts, *, allow_private: bool = False, proxied: bool = False) -> Verdict:
    """Say whether the request may leave the machine. Never raises.

    `allow_private`: non-public addresses may be reached (an option of the run, for tests and intranets).
    `proxied`: the run has a proxy of its own, which answers for ports; literal private addresses and
    private names stay denied, since a proxy inside a network would reach that network for us.
    """
    try:
        parts = urlsplit(facts.url)
        port = parts.port
    except ValueError:
        return Verdict(False, "bad-url")
    scheme = parts.scheme.lower()
    if scheme in _INSIDE:
        # Only inside a page: an address of ours is never one, nor is a page's own navigation away.
        inside = bool(facts.page_url) or scheme == "about"
        return _ALLOW if inside else Verdict(False, "scheme")
    if scheme in ("ws", "wss"):
        return Verdict(False, "websocket")
    if scheme not in ("http", "https"):
        return Verdict(False, "scheme")
    reason = (
        _CHANNELS.get(facts.resource_type.lower(), "")
        or _sends(facts)
        or _place(parts, port, allow_private, proxied)
        or ("commit-like" if is_commit_like(facts.url) else "")
    )
    return Verdict(False, reason) if reason else _ALLOW


def _sends(facts: RequestFacts) -> str:
    """Return why the request sends something. Look-ups and permits of deeper depths will be judged here."""
    if facts.method.upper() not in _SAFE_METHODS:
        return "method"
    return "body" if facts.has_body else ""


def _place(parts: SplitResult, port: int | None, allow_private: bool, proxied: bool) -> str:
    """Return why the request goes where it must not."""
    if parts.username is not None or parts.password is not None:
        return "credentials"
    host = canonical_host(parts.hostname or "")
    # A host that two parsers may read in two ways is no host.
    if not host or _FORBIDDEN.search(host):
        return "bad-url"
    if not allow_private and not is_public_host(host):
        return "private-address"
    if port is not None and port not in _PORTS and not (proxied or allow_private):
        return "port"
    return "payment-host" if is_payment_host(host) else ""


def is_payment_host(host: str) -> bool:
    """Say whether *host* takes payments for others."""
    name = canonical_host(host)
    return any(name == known or name.endswith("." + known) for known in _PAYMENT_HOSTS)


def is_commit_like(url: str) -> bool:
    """Say whether a GET of *url* looks as if it would do something rather than show something.

    Judged by whole path segments and whole query values, so that `/cancel-a-direct-debit` and
    `?q=cancel` are pages to read and `/booking/cancel?id=3` and `?action=submit` are not.
    """
    parts = urlsplit(url)
    segments = [_word(unquote(segment)) for segment in parts.path.split("/") if segment]
    segments = [piece for segment in segments for piece in segment.split(";")]
    query = [
        (_word(key).strip("-"), _word(value)) for key, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    searching = any(key in _SEARCH_KEYS and value for key, value in query)
    static = bool(segments) and bool(_STATIC.search(segments[-1]))
    if not static:
        if segments:
            segments[-1] = _PAGE.sub("", segments[-1])
        if any(segment in _COMMIT for segment in segments):
            return True
        if query and any(_VERB_NOUN.fullmatch(segment) for segment in segments):
            return True
    return any(_commits(key, value, searching) for key, value in query)


def _commits(key: str, value: str, searching: bool) -> bool:
    if key in _SEARCH_KEYS:
        return False
    if key in _METHOD_KEYS:
        return value in ("post", "put", "patch", "delete")
    if key in _ACTION_KEYS and (value in _ACTIONS or _VERB_NOUN.fullmatch(value)):
        return True
    # The button of a search form says "Submit" as often as "Search".
    if searching and (value == "submit" or key == "submit"):
        return False
    return value in _COMMIT or (key in _COMMIT and value in _TRUE)


def _word(text: str) -> str:
    return re.sub(r"[\s_+]+", "-", text.strip().casefold())
