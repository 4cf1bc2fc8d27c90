"""Permits to send a form's document once, and the book of one walk in which both lines of defence look."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from checks.addresses import same_site
from crawler.addresses import normal
from crawler.guard import RequestFacts, Rules, Verdict, carries_typed, decide
from crawler.sent import Unreadable, body_pairs, query_pairs

BUDGET = 400
LINES = ("browser", "gateway")
# Why a document that is refused ends the walk: it is not the one that a press was permitted for.
_FREEZING = frozenset(
    "no-permit permit-method permit-kind permit-page permit-address permit-names permit-body upload "
    "commit-like payment-host method".split()
)
_LOG = 2000


class NoPermit(Exception):
    """A permit cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to send one form, or follow one link, once. Made by `PermitBook.issue`.

    `url` is the absolute address that the control sends to, without fragment. `names` are the names that
    may be carried: every field's of the form, hidden ones too, and the control's own. `page` is the address
    of the frame that holds the form. `form` is its fingerprint, `values` what we typed. `anywhere` (GET
    only) is for a control whose address nobody can know beforehand: any page of the same site that carries
    nothing of the form.
    """

    number: int
    method: str
    url: str
    names: frozenset[str]
    step: int
    form: str
    page: str
    values: frozenset[str] = frozenset()
    anywhere: bool = False

    def refuses(self, facts: RequestFacts) -> str:
        """Return why the permit is not for this request, "" if it is."""
        return (
            self._refuses_kind(facts)
            or self._refuses_page(facts)
            or self._refuses_address(facts)
            or self._refuses_body(facts)
            or self._refuses_names(facts)
        )

    def _refuses_kind(self, facts: RequestFacts) -> str:
        if facts.method.upper() != self.method:
            return "permit-method"
        return "" if facts.is_document else "permit-kind"

    def _refuses_page(self, facts: RequestFacts) -> str:
        known = facts.page_url and _origin(facts.page_url) != _origin(self.page)
        return "permit-page" if known else ""

    def _refuses_address(self, facts: RequestFacts) -> str:
        asked = normal(facts.url)
        if self.anywhere:
            same = same_site(asked, self.url)
        elif self.method == "GET" and self.names:
            # A browser puts the fields in place of the action's own query.
            same = asked.partition("?")[0] == self.url.partition("?")[0]
        else:
            same = asked == self.url
        return "" if same else "permit-address"

    def _refuses_body(self, facts: RequestFacts) -> str:
        """A body must be there to be read, and be a form's without files."""
        if self.method == "GET":
            return ""
        if (facts.has_body and not facts.body) or not (
            facts.content_type.lower().startswith(_FORMS) or not facts.body
        ):
            return "permit-body"
        try:
            pairs = body_pairs(facts.body, facts.content_type)
        except Unreadable:
            return "permit-body"
        return "upload" if any(pair.file and pair.value for pair in pairs) else ""

    def _refuses_names(self, facts: RequestFacts) -> str:
        try:
            if self.method == "GET":
                carried = {pair.name for pair in query_pairs(facts.url)}
            else:
                carried = {pair.name for pair in body_pairs(facts.body, facts.content_type)}
        except Unreadable:
            return "permit-names"
        if self.anywhere:
            more = carried & self.names or carries_typed(facts.url, self.values)
        elif self.method == "GET" and not self.names:
            more = False  # A link: its whole address was compared.
        else:
            more = bool(carried - self.names)
        return "permit-names" if more else ""


_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log of a walk. `at` is UTC, `line` one of `LINES`, `url` without query values."""

    at: str
    line: str
    method: str
    url: str
    kind: str
    verdict: str
    reason: str


class PermitBook:
    """All that may be sent in one walk, shared by the lines of defence; each line spends its own copy of a
    permit.

    `kill_switch` is a file whose existence ends the walk at once, `budget` the requests each line may let
    out.
    """

    def __init__(
        self,
        *,
        depth: str = "observe",
        lookups: bool = False,
        kill_switch: Path | None = None,
        budget: int = BUDGET,
        allow_private: bool = False,
        proxied: bool = False,
    ) -> None:
        self.depth = depth
        self.budget = budget
        self.log: deque[Entry] = deque(maxlen=_LOG)
        self.why_frozen = ""
        self.spent: Counter[str] = Counter()
        self._kill_switch = kill_switch
        self._allow_private = allow_private
        self._proxied = proxied
        self._number = 0
        self._stopped = ""
        # A permit waits in the list of each line until that line spends it.
        self._open: dict[str, list[Permit]] = {line: [] for line in LINES}
        self._passes: list[str] = []
        self._spent_here = False
        self._page = Rules(depth=depth, lookups=lookups)
        self._typed: frozenset[str] = frozenset()
        self._framed = False

    @property
    def frozen(self) -> bool:
        """Say whether nothing may be sent any more."""
        return bool(self.why_frozen)

    @property
    def killed(self) -> bool:
        """Say whether the kill switch was found; looks for it."""
        if not self._stopped and self._kill_switch is not None and self._kill_switch.exists():
            self._stopped = "kill-switch"
            self.freeze("kill-switch")
        return self._stopped == "kill-switch"

    def arrive(self, site: str = "") -> None:
        """A new page stands in the place of the old: nothing was typed there yet, and no permit is left over.

        *site* is the address of the frame that holds its form, once known.
        """
        self.revoke()
        self._spent_here = self._framed = False
        self._page = replace(
            self._page,
            site=site,
            typed=frozenset(),
            told=self._typed,
            address=frozenset(),
            names=frozenset(),
            actions=frozenset(),
            armed=False,
        )

    def read(self, *, site: str, names: Iterable[str], actions: Iterable[str], framed: bool = False) -> None:
        """Take note of the page's forms before anything is filled in: who may be asked, and what a form-GET
        is.

        *site* is the address of the frame that holds the form, *names* those of all fields, *actions* the
        absolute addresses that the forms are sent to; *framed*: that frame is not the page's main one.
        """
        self._framed = framed
        found = frozenset(normal(action).partition("?")[0] for action in actions if action)
        self._page = replace(self._page, site=site, names=frozenset(names) - {""}, actions=found)

    def fill(self, values: Iterable[str], *, address: bool = False, chosen: bool = False) -> None:
        """Note what is about to be filled in. From then on no document leaves the page without a permit.

        *address*: these are a postcode, a house or property number, or a choice from a look-up's results.
        *chosen*: these are the page's own words, which later pages may have in their addresses.
        """
        new = frozenset(value for value in values if value.strip())
        self._typed |= frozenset() if chosen else new
        self._page = replace(
            self._page,
            armed=True,
            typed=self._page.typed | new,
            address=self._page.address | (new if address else frozenset()),
        )

    def issue(
        self,
        *,
        url: str,
        method: str = "POST",
        names: Iterable[str] = (),
        step: int = 0,
        form: str = "",
        page: str = "",
        anywhere: bool = False,
    ) -> Permit:
        """Make a permit for one press. Those issued before it and not spent are void. Raises `NoPermit`.

        `url` is relative to *page* or absolute. Once a permit is issued the page is armed.
        """
        if self.depth != "steps":
            raise NoPermit("nothing is sent in observe")
        if self.killed or self.frozen:
            raise NoPermit(f"the walk is frozen: {self.why_frozen}")
        if method.upper() not in ("GET", "POST") or (anywhere and method.upper() != "GET"):
            raise NoPermit(f"no form is sent with {method!r} to an address that is {'un' * anywhere}known")
        self._number += 1
        self._page = replace(self._page, armed=True)
        permit = Permit(
            number=self._number,
            method=method.upper(),
            url=normal(urljoin(page, url)),
            names=frozenset(names),
            step=step,
            form=form,
            page=page or url,
            values=self._page.typed | self._page.told,
            anywhere=anywhere,
        )
        self._open = {line: [permit] for line in LINES}
        return permit

    def revoke(self) -> None:
        """Make every permit void."""
        self._open = {line: [] for line in LINES}
        self._passes = []

    def freeze(self, why: str) -> None:
        """End all sending, for good."""
        self.revoke()
        self.why_frozen = self.why_frozen or why or "frozen"

    def rules(self, line: str) -> Rules:
        """Return what holds now on *line*."""
        stopped = "kill-switch" if self.killed else "budget" if self.spent[line] >= self.budget else ""
        return replace(
            self._page,
            permits=tuple(self._open[line]),
            frozen=self.frozen,
            stopped=stopped,
            # The browser's line knows the form's frame; to the gateway every frame is like any other.
            framed=self._framed and line == "gateway",
        )

    def take(self, line: str, facts: RequestFacts) -> Verdict:
        """Judge a request on *line*: spend its permit, or freeze the walk if it is not the permitted one."""
        rules = self.rules(line)
        if self._passed(line, facts):
            rules = _unasked(rules)
        verdict = decide(facts, allow_private=self._allow_private, proxied=self._proxied, rules=rules)
        self._note(line, facts, verdict)
        if verdict.allow:
            self.spent[line] += 1
            if verdict.permit is not None:
                self._spend(line, verdict.permit)
        elif (
            facts.is_document
            and verdict.reason in _FREEZING
            and (self._spent_here or any(self._open.values()))
            and not _is_beside(facts, rules)
        ):
            # Not what the press was permitted for, or once more. Without a permit it is denied and no more.
            self.freeze(f"{line}: {verdict.reason}")
        return verdict

    def _spend(self, line: str, number: int) -> None:
        self._spent_here = True
        self._open[line] = [one for one in self._open[line] if one.number != number]

    def redirect(self, line: str, facts: RequestFacts, status: int, location: str) -> Verdict:
        """Judge the redirect that answers a request which *line* let out; *location* is absolute.

        What was sent is never sent again (307 and 308 would), and its answer stays on the site; the page
        that a redirect leads to is judged like any other, without the page's own rules, since the server
        chose it.
        """
        verdict = self._redirect(line, facts, status, location)
        if not verdict.allow:
            self._note(
                line, RequestFacts(facts.method, location, facts.resource_type, facts.is_navigation), verdict
            )
            if facts.is_document and facts.method.upper() not in ("GET", "HEAD"):
                self.freeze(f"{line}: {verdict.reason}")
        elif facts.is_document and line == "gateway":
            # In the browser a redirect is no request of its own.
            self._passes.append(normal(location))
        return verdict

    def _redirect(self, line: str, facts: RequestFacts, status: int, location: str) -> Verdict:
        sent = facts.method.upper() not in ("GET", "HEAD", "OPTIONS")
        if sent and status in (307, 308):
            return Verdict(False, "redirect-replays")
        if sent and not same_site(facts.url, location):
            return Verdict(False, "redirect-site")
        rules = replace(_unasked(self.rules(line)), permits=())
        asked = replace(facts, method="GET", url=location, has_body=False, body=b"", content_type="")
        return decide(asked, allow_private=self._allow_private, proxied=self._proxied, rules=rules)

    def _passed(self, line: str, facts: RequestFacts) -> bool:
        asked = normal(facts.url)
        if line != "gateway" or facts.method.upper() != "GET" or asked not in self._passes:
            return False
        self._passes.remove(asked)
        return True

    def refuse(self, line: str, facts: RequestFacts, reason: str) -> None:
        """Note what *line* refused without a question: a popup, a socket, a download, a file chooser."""
        self._note(line, facts, Verdict(False, reason))

    def _note(self, line: str, facts: RequestFacts, verdict: Verdict) -> None:
        kind = facts.resource_type or ("document" if facts.is_document else "")
        said = "allowed" if verdict.allow else "denied"
        why = "lookup" if verdict.lookup else f"permit {verdict.permit}" if verdict.permit else verdict.reason
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.log.append(Entry(at, line, facts.method[:20], told(facts.url), kind, said, why))


def _unasked(rules: Rules) -> Rules:
    """Return the rules for a page that the server chose: without those of the page that stands there."""
    none: frozenset[str] = frozenset()
    return replace(rules, armed=False, names=none, actions=none, typed=none, told=none)


def _is_beside(facts: RequestFacts, rules: Rules) -> bool:
    """Say whether a document may be another frame's than the form's: denied on this line, and no more."""
    return (
        rules.framed
        and facts.child
        and facts.method.upper() == "GET"
        and not same_site(facts.url, rules.site)
        and not carries_typed(facts.url, rules.typed | rules.told)
    )


def told(url: str) -> str:
    """Return *url* as the log tells it: the names of its query without their values."""
    base, mark, query = url.split("#")[0].partition("?")
    names = [piece.partition("=")[0] for piece in query.split("&") if piece]
    return (base + (mark and "?" + "&".join(names)))[:500]


def _origin(url: str) -> str:
    return "/".join(normal(url).split("/", 3)[:3])
