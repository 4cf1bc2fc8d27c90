"""The one policy for what may leave the machine: default deny, a pure function of the request.

Depth `observe`: a page is read as a visitor would read it and nothing is sent but address look-ups. Depth
`steps`: a document may be sent too, once, with a permit. All ask here: Scrapy's downloader middleware, the
browser's route handler, and the gateway outside the browser. The rules of a walk are handed in (`Rules`);
without any, nothing is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from checks.addresses import same_site
from crawler.addresses import canonical_host, is_public_host, normal
from crawler.lookups import KINDS, is_lookup
from crawler.sent import Pair, Unreadable, body_pairs, query_pairs

if TYPE_CHECKING:
    from crawler.permits import Permit

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
    # The gateway's word for what is fetched ahead of a visit, which the route handler never sees.
    "prefetch": "prefetch",
}

# Kinds of request that bring only what is looked at: no step of a form needs them once it is filled in.
_LOOKED_AT = frozenset({"image", "media", "font", "texttrack"})

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
_OVERRIDES = ("x-http-method-override", "x-http-method", "x-method-override")
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
    """What is known of a request before it leaves. `resource_type` is Playwright's word, "" if unknown.

    `page_url` is the address of the frame that asks, "" if unknown; `child` says that this frame is not the
    page's main one.
    """

    method: str
    url: str
    resource_type: str = ""
    is_navigation: bool = False
    has_body: bool = False
    page_url: str = ""
    body: bytes = b""
    content_type: str = ""
    child: bool = False

    @property
    def is_document(self) -> bool:
        """Say whether the answer would take a page's or a frame's place."""
        return self.is_navigation or self.resource_type.lower() in ("document", "iframe", "frame")


def meant_method(method: str, headers: Mapping[str, str]) -> str:
    """Return the method that a server would take the request for; *headers* have lower-case names.

    Many read a method from a header that any script may add to a GET.
    """
    return next((headers[name] for name in _OVERRIDES if headers.get(name, "").strip()), method)


@dataclass(frozen=True, slots=True)
class Verdict:
    """May it leave? `reason` is a short kebab-case word, empty where it may. `permit` is what it would spend.

    `lookup` marks a request that may leave only because it is an address look-up.
    """

    allow: bool
    reason: str = ""
    permit: int | None = None
    lookup: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the requests of one walk at this moment, on one line of defence.

    `depth` is "observe" or "steps"; only `steps` knows permits. `permits` are those this line has not
    spent. `frozen`: nothing is sent and no document asked for any more. `stopped`: nothing leaves at all,
    and says why ("kill-switch", "budget"). `lookups`: address look-ups may be made. `typed` is all that was
    filled in on the page, `address` what of it is an address's. `site` is the address of the frame that
    holds the form. `armed`: something was filled in or is about to be pressed, so that every document of
    the page needs a permit. `names` and `actions` are of the page's forms: their fields' names, and the
    addresses they are sent to, without query. `framed`: the form stands in a frame, and this line cannot
    tell that frame from others. `told` is what was typed on earlier pages of the walk.
    """

    depth: str = "observe"
    permits: tuple[Permit, ...] = ()
    frozen: bool = False
    stopped: str = ""
    lookups: bool = False
    typed: frozenset[str] = frozenset()
    address: frozenset[str] = frozenset()
    site: str = ""
    armed: bool = False
    names: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    framed: bool = False
    told: frozenset[str] = frozenset()


OBSERVE = Rules()
_ALLOW = Verdict(True)


def decide(
    facts: RequestFacts, *, allow_private: bool = False, proxied: bool = False, rules: Rules = OBSERVE
) -> Verdict:
    """Say whether the request may leave the machine. Never raises, and changes nothing.

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
    if rules.stopped:
        return Verdict(False, rules.stopped)
    sending = _sending(facts, rules)
    reason = (
        _CHANNELS.get(facts.resource_type.lower(), "")
        or sending.reason
        or _place(parts, port, allow_private, proxied)
        or ("commit-like" if _commits_anywhere(facts, rules) else "")
    )
    return Verdict(False, reason) if reason else sending


def _sending(facts: RequestFacts, rules: Rules) -> Verdict:
    """Judge what the request would send, or which page would come of it."""
    method = facts.method.upper()
    reads = method in _SAFE_METHODS
    if reads and (facts.has_body or facts.body):
        return Verdict(False, "body")
    if rules.frozen and (not reads or facts.is_document):
        return Verdict(False, "frozen")
    if facts.is_document:
        return _document(facts, rules, reads)
    lookup = _looks_up(facts, rules)
    if not reads:
        return Verdict(True, lookup=True) if lookup else Verdict(False, "method")
    if carries_typed(facts.url, rules.typed | rules.told) and not lookup:
        return Verdict(False, "typed")
    if rules.armed and not lookup and _tells_of_filling(facts, rules):
        return Verdict(False, "filled")
    return Verdict(True, lookup=lookup)


def _tells_of_filling(facts: RequestFacts, rules: Rules) -> bool:
    """Say whether a GET from a page that was filled in may tell its host so: a picture, a field's name.

    A picture asked for by a press or on leaving a field is how a page counts and keeps what is done there.
    """
    if facts.resource_type.lower() in _LOOKED_AT:
        return True
    try:
        pairs = query_pairs(facts.url)
    except Unreadable:
        return True
    return any({pair.name, pair.value} & rules.names for pair in pairs)


def _document(facts: RequestFacts, rules: Rules, reads: bool) -> Verdict:
    if reads and not _needs_permit(facts, rules):
        return _ALLOW
    if rules.depth != "steps" or facts.method.upper() not in ("GET", "POST"):
        return Verdict(False, "form-get" if reads else "method")
    why = "no-permit"
    for permit in rules.permits:
        why = permit.refuses(facts)
        if not why:
            return Verdict(True, permit=permit.number)
    return Verdict(False, why)


def _needs_permit(facts: RequestFacts, rules: Rules) -> bool:
    """Say whether a GET of a document may be a form that is sent, or the page leaving by itself."""
    if rules.armed and (rules.framed or not facts.child):
        return True
    if (
        carries_typed(facts.url, rules.typed | rules.told)
        or normal(facts.url).partition("?")[0] in rules.actions
    ):
        return True
    try:
        return any(pair.name in rules.names for pair in query_pairs(facts.url))
    except Unreadable:
        return bool(rules.names)


def _looks_up(facts: RequestFacts, rules: Rules) -> bool:
    if not rules.lookups or facts.resource_type.lower() not in KINDS:
        return False
    if not same_site(facts.url, rules.site) or (facts.page_url and not same_site(facts.url, facts.page_url)):
        return False
    return is_lookup(
        method=facts.method,
        url=facts.url,
        resource_type=facts.resource_type,
        body=facts.body,
        content_type=facts.content_type,
        typed=rules.typed,
        address=rules.address,
    )


def carries_typed(url: str, typed: frozenset[str]) -> bool:
    """Say whether an address carries what was typed: as a query value or path segment, or within one."""
    if not typed:
        return False
    text = _squeezed(unquote(unquote(url.replace("+", " "))))
    pieces = set(re.split(r"[/?&=;#,]", text))
    for value in map(_squeezed, typed):
        if (len(value) >= 3 and value in pieces) or (len(value) >= 5 and value in text):
            return True
    return False


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _commits_anywhere(facts: RequestFacts, rules: Rules) -> bool:
    if is_commit_like(facts.url):
        return True
    if not facts.body:
        return False
    try:
        pairs = body_pairs(facts.body, facts.content_type)
    except Unreadable:
        return True
    return any(is_commit_pair(pair) for pair in pairs if pair.value not in rules.typed)


def is_commit_pair(pair: Pair) -> bool:
    """Say whether a name and value of a body say that the request does more than go on."""
    return _commits(_word(pair.name).strip("-"), _word(pair.value), searching=False)


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
