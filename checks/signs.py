"""What a title and an address say, taken apart into words for the trained ranker."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from checks.addresses import site_of
from checks.memo import remembered
from checks.words import stems

MAX_TEXT = 200
MAX_PARTS = 8
# Pieces of words that an address has written as one: "checkyourbinday" shares its pieces with "bin day".
PIECE = 5
LONG_WORD = 8
_ENDING = re.compile(r"\.(?:aspx?|php|html?|jsp|cfm|do|nsf|en|eb|article|ashx)$", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[-_+.%~,:;=&!()\s\d]+")
# The code of the Local Government Services List by which councils once addressed a service's page.
_PID = re.compile(r"(?:^|[/?&])pid=?(\d{1,4})(?:$|[/&#.])", re.I)
_PLAIN_HOST = frozenset(("www", "www1", "www2", "www3", "beta", "new", "web"))


@remembered(32768)
def spoken(text: str) -> str:
    """Return a piece of an address as words: `ReportMissedBin_v2` gives "report missed bin"."""
    return " ".join(one for one in _SEPARATORS.split(_CAMEL.sub(" ", text)) if len(one) > 1).lower()


@remembered(16384)
def service_code(url: str) -> int:
    """Return the service code in an address of the old directories (`/pid524`, `?PID=524`), 0 for none."""
    found = _PID.search(url[:1000])
    return int(found.group(1)) if found else 0


def signs(text: str, url: str) -> tuple[str, ...]:
    """Return the different signs of a link or page named *text* at *url*, in a fixed order.

    A word of the text and of the address's last part is the same sign (`bin`), two neighbours are one more
    (`miss bin`); words of the parts before (`/bin`) and of a subdomain (`@bin`), a supplier's domain
    (`@firmstep.com`) and pieces of long words of the address (`~binda`) are signs of their own.
    """
    found: dict[str, None] = {}
    _add(found, stems(text[:MAX_TEXT]))
    for one in _of_address(url[:1000]):
        found[one] = None
    return tuple(found)


@remembered(32768)
def _of_address(url: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        values = [value for _, value in parse_qsl(parts.query)][:6]
    except ValueError:
        return ()
    path = [one for one in unquote(parts.path).split("/") if re.search(r"[A-Za-z]{2}", one)][-MAX_PARTS:]
    for back, part in enumerate(reversed(path)):
        said = stems(spoken(_ENDING.sub("", part)))
        if back == 0:
            _add(found, said)
        found.update(dict.fromkeys(f"/{one}" for one in said if one not in _NAMES))
        _pieces(found, said)
    for value in (*values, parts.fragment[:80]):
        if len(value) < 80:
            _add(found, [one for one in stems(spoken(value)) if 2 < len(one) < 20])
    site = site_of(url)
    for label in host.removesuffix(site).strip(".").replace("-", ".").split("."):
        if label and label not in _PLAIN_HOST:
            found[f"@{label}"] = None
            _pieces(found, (label,))
    if site and not site.endswith(".gov.uk"):
        found[f"@{site}"] = None
    return tuple(found)


# What names a place, a council or how a product numbers its pages says nothing of a task.
_NAMES = frozenset(
    stems(
        "london borough county district city royal metropolitan welcome cyngor index default "
        "homepage info article aspx main node"
    )
)


def _add(found: dict[str, None], said: tuple[str, ...] | list[str]) -> None:
    said = [one for one in said if one not in _NAMES]
    found.update(dict.fromkeys(said))
    found.update(dict.fromkeys(f"{one} {other}" for one, other in pairwise(said)))


def _pieces(found: dict[str, None], said: tuple[str, ...]) -> None:
    for word in said:
        if len(word) >= LONG_WORD:
            for at in range(min(len(word), 40) - PIECE + 1):
                found[f"~{word[at : at + PIECE]}"] = None
