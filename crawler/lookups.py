"""The grammar of address look-ups: is this request one, and nothing else?

A look-up asks a gazetteer what lies at a postcode. It is made by script (never a document), says so in its
path or in the operation that it names, and carries nothing but what was typed of an address, tokens of the
session, and small constants. Default deny: whatever is not understood is no look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from crawler.sent import Pair, Unreadable, body_pairs, query_pairs

KINDS = frozenset({"xhr", "fetch"})

_NOUNS = frozenset(
    "address addresses postcode postcodes property properties uprn uprns gazetteer llpg nlpg premises "
    "premise location locations street streets addressbase places place geocode geocoder cyfeiriad "
    "cyfeiriadau codpost eiddo lleoliad lleoliadau stryd strydoedd".split()
)
# Any of these words in an operation and it does more than ask.
_DOING = frozenset(
    "save create creates update upsert insert delete remove submit send store draft add set put post "
    "register log track record write report case book booking order pay payment confirm apply reserve "
    "cancel change edit new start finish sign login subscribe upload commit process execute "
    "validate-and-save persist autosave patch keep answer answers drafts bookings reports records logs "
    "feedback contact message email notify request cadw anfon cyflwyno "
    "creu dileu newid archebu talu cadarnhau".split()
)
# A body may keep what it tells, so a POST must say that it looks: a noun alone is the name of a field.
_LOOKING = frozenset(
    "lookup lookups search searches find finder finds get list query match matches geocode chwilio "
    "canfod".split()
)
_STRONG = frozenset(
    "save saves autosave create update upsert insert delete remove submit send store draft persist".split()
)
# Joined words that suppliers use; each is one word of the grammar.
_JOINED = re.compile(
    r"(?:run|do|get|ajax)?(?:address|postcode|property|uprn|street|location|gazetteer)?-?look-?ups?(?:es)?|"
    r"(?:address|postcode|property|uprn|street|location|gazetteer)(?:es|s)?"
    r"(?:search|find|finder|picker|list|query|match|results)|"
    r"(?:search|find|get|list|query|match|select)(?:by)?(?:address|postcode|property|uprn|street|location)(?:es|s)?"
)
_ENDING = re.compile(r"\.(?:json|ashx|asmx|aspx?|php|do|jsp|svc|cfm|xml|html?)$", re.I)

# Names under which a request says what it wants done.
_OPERATIONS = frozenset(
    "method operation operationname op action act do cmd command handler task function func service event "
    "verb lookup lookupname lookuptype query type requesttype api endpoint".split()
)
# Names of tokens: the page's own, opaque, never a person's words.
_TOKEN_NAMES = frozenset(
    "sid key hash sessid requestid correlationid instanceid formid processid stageid sectionid fieldid "
    "lookupid pageid widgetid id rid cid t ts timestamp callback cb nocache rnd random".split()
)
_TOKEN_PARTS = re.compile(r"csrf|xsrf|token|nonce|session|verification|viewstate|apikey|guid|uuid")
_OPAQUE = re.compile(r"[A-Za-z0-9_\-+/=.:~|]{1,512}")
_TIME = re.compile(r"\d{10,16}")
_HEX = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}|[0-9a-fA-F]{24,64}")
# What describes the field that is looked up, in bodies that carry the form as well.
_DESCRIBING = frozenset(
    "name type id label valuelabel path formid formname stageid stagename sectionid sectionname fieldid "
    "fieldname processid processname lookupid lookupname format output outputformat version lang language "
    "locale culture dataset source classification country countrycode region srs crs fields returntype "
    "fuzzy".split()
)
_NAMES = re.compile(r"(?:form|stage|section|process|field|lookup|app)name|app|client")
_DESCRIPTION = re.compile(r"[\w .,:;/()'’\-–?*!&+#£%]{0,120}")
_CONSTANTS = frozenset(
    {"", "true", "false", "null", "json", "xml", "en", "cy", "en-gb", "cy-gb", "gb", "uk", "none"}
)
_SMALL = re.compile(r"\d{1,3}")


def is_lookup(
    *,
    method: str,
    url: str,
    resource_type: str,
    body: bytes = b"",
    content_type: str = "",
    typed: Iterable[str] = (),
    address: Iterable[str] = (),
) -> bool:
    """Say whether the request is an address look-up and nothing else. Never raises.

    *typed* is everything filled in on the page, *address* what of it is a postcode, house number, property
    number or a choice from a look-up's results. With anything else filled in, nothing is a look-up.
    """
    return not why_not(
        method=method,
        url=url,
        resource_type=resource_type,
        body=body,
        content_type=content_type,
        typed=typed,
        address=address,
    )


def why_not(
    *,
    method: str,
    url: str,
    resource_type: str,
    body: bytes = b"",
    content_type: str = "",
    typed: Iterable[str] = (),
    address: Iterable[str] = (),
) -> str:
    """Return why the request is no address look-up, "" where it is one."""
    if resource_type.lower() not in KINDS:
        return "not made by script"
    if method.upper() not in ("GET", "POST"):
        return "neither GET nor POST"
    known = {_plain(value) for value in address} - {""}
    if not known:
        return "nothing of an address was filled in"
    if not {_plain(value) for value in typed} - {""} <= known:
        return "more than an address was filled in"
    try:
        parts = urlsplit(url)
        pairs = (*query_pairs(url), *body_pairs(body, content_type))
    except (Unreadable, ValueError) as error:
        return str(error) or "unreadable"
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    named = _end(segments, known)
    asked = bool(named)
    operations = [
        pair.value for pair in pairs if _key(pair.name) in _OPERATIONS and not _allowed(pair, known)
    ]
    if any(_STRONG & set(_words(segment)) for segment in segments if _plain(segment) not in known):
        return "its path does something"
    if not all(is_operation(operation) for operation in operations):
        return "it names an operation that is no look-up"
    if not asked and not operations:
        return "neither its path nor an operation asks for an address"
    if method.upper() == "POST":
        if any(_does(segment) for segment in segments if segment not in named):
            return "its path does something"
        if not any(_looks(one) for one in (*named, *operations)):
            return "it sends, and nothing says that it looks anything up"
    for pair in pairs:
        if pair.file or not (_allowed(pair, known) or pair.value in operations):
            return f"it carries more: {pair.name[:60]}"
    return (
        ""
        if any(_plain(pair.value) in known or _is_part(pair.value, known) for pair in pairs)
        or any(_plain(segment) in known for segment in segments)
        else "it carries nothing of an address"
    )


def asks_for_address(segments: list[str], known: Iterable[str] = ()) -> bool:
    """Say whether a path's last words ask for an address; what was typed may stand after them."""
    return bool(_end(segments, known))


def _end(segments: list[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the last segments of a path that ask for an address, at most two; none where it does not."""
    rest = [segment for segment in segments if _plain(segment) not in set(known)]
    rest = [segment for segment in rest if not _HEX.fullmatch(segment) and not segment.isdigit()]
    # `/address/search` and `/search/address`: noun and verb in two segments.
    if len(rest) > 1 and is_operation(f"{rest[-2]}-{rest[-1]}"):
        return tuple(rest[-2:])
    return tuple(rest[-1:]) if rest and is_operation(rest[-1]) else ()


def _looks(text: str) -> bool:
    """Say whether a segment or an operation says that something is looked up."""
    return any(word in _LOOKING or _JOINED.fullmatch(word) for word in _words(_ENDING.sub("", text)))


def _does(segment: str) -> bool:
    """Say whether a path's segment is nothing but words that do something; a form's own title is more."""
    words = set(_words(segment))
    return bool(words) and words <= _DOING


def is_operation(text: str) -> bool:
    """Say whether *text*, a path segment or an operation's name, asks for an address and nothing else."""
    words = _words(_ENDING.sub("", text))
    if not words or len(words) > 10 or _DOING & set(words):
        return False
    joined = [word for word in words if _JOINED.fullmatch(word) or word in _NOUNS]
    # `goss.echo.forms.getAddresses`: names before the operation's own are a supplier's.
    last = words[-4:]
    return bool(joined) and any(word in joined for word in last)


def _words(text: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text[:200])
    found = [word.casefold() for word in re.split(r"[^0-9A-Za-z\u00c0-\u024f]+", spaced) if word]
    # "look up" in two words is one.
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] == "look" and word == "up":
            joined[-1] = "lookup"
        elif joined and joined[-1] == "post" and word in ("code", "codes"):
            joined[-1] = "postcode"
        else:
            joined.append(word)
    return joined


def _allowed(pair: Pair, known: set[str]) -> bool:
    """Say whether a value is the address, a token, or a small constant."""
    value, key = pair.value, _key(pair.name)
    if _plain(value) in known or _is_part(value, known) or value.casefold() in _CONSTANTS:
        return True
    if _SMALL.fullmatch(value) or _HEX.fullmatch(value):
        return True
    if (key in _TOKEN_NAMES or _TOKEN_PARTS.search(key)) and _is_token(value):
        return True
    # A lone `_` is how scripts keep an answer from being cached: a time.
    if not key and _TIME.fullmatch(value):
        return True
    if key == "jsonrpc" and value in ("1.0", "2.0"):
        return True
    describes = (key in _DESCRIBING and len(pair.path) > 2) or _NAMES.fullmatch(key)
    return bool(describes and _DESCRIPTION.fullmatch(value))


def _is_token(value: str) -> bool:
    """Say whether *value* is opaque: one piece with a figure in it, so that it is nobody's word or name."""
    return bool(_OPAQUE.fullmatch(value)) and any(one.isdigit() for one in value)


def _is_part(value: str, known: set[str]) -> bool:
    """Say whether *value* is one half of a postcode that was typed: some forms send it in two."""
    plain = _plain(value)
    if not 2 <= len(plain) <= 4:
        return False
    return any(
        re.fullmatch(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}", one) and plain in (one[:-3], one[-3:])
        for one in known
    )


def _plain(value: str) -> str:
    return re.sub(r"[\s+]+", "", value).casefold()


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.rpartition(".")[2].casefold())
