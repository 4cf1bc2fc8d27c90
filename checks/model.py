"""The data model: frozen facts that pass from crawler to checks to reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class CouncilType(StrEnum):
    """Kinds of principal council; a council is ranked only among its own type."""

    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    METROPOLITAN = "metropolitan"
    LONDON_BOROUGH = "london-borough"
    WELSH_UNITARY = "welsh-unitary"
    SCOTTISH_UNITARY = "scottish-unitary"
    NORTHERN_IRELAND_DISTRICT = "northern-ireland-district"


class Applies(StrEnum):
    """Whether a council is asked about a journey; `signpost` is scored apart."""

    YES = "yes"
    NO = "no"
    SIGNPOST = "signpost"


class Outcome(StrEnum):
    """The four outcomes of a question. Unknown is never No."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"
    COULD_NOT_TEST = "could-not-test"


class Cause(StrEnum):
    """Why something could not be tested."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    SERVER_ERROR = "server-error"
    NOT_FOUND_BY_US = "not-found-by-us"
    PAGE_BROKEN = "page-broken"
    POLICY_STOP = "policy-stop"
    CHECK_CRASHED = "check-crashed"
    NOT_MEASURED = "not-measured"
    NEEDS_REVIEW = "needs-review"


class Channel(StrEnum):
    """How a task can be done: exactly one per survey, in the methodology's order."""

    ONLINE = "online"
    SIGN_IN_REQUIRED = "sign-in-required"
    OTHER_AUTHORITY = "other-authority"
    NATIONAL_SERVICE = "national-service"
    LOOKUP_ONLY = "lookup-only"
    DOCUMENT_FORM = "document-form"
    EMAIL_ONLY = "email-only"
    PHONE_ONLY = "phone-only"
    IN_PERSON_OR_POST = "in-person-or-post"
    INFORMATION_ONLY = "information-only"
    NOT_OFFERED = "not-offered"
    CLOSED_NOW = "closed-now"
    BROKEN = "broken"
    BLOCKED = "blocked"
    NOT_FOUND = "not-found"


class Flag(StrEnum):
    """What a channel does not say by itself."""

    SIGN_IN_OPTIONAL = "sign-in-optional"
    THIRD_PARTY_HOST = "third-party-host"
    PAYMENT = "payment"
    CAPTCHA = "captcha"
    MAP_ONLY = "map-only"
    PDF_ALTERNATIVE = "pdf-alternative"
    WELSH = "welsh"


class Device(StrEnum):
    """The screen a page was seen on; empty for the HTTP tier, which has no screen."""

    HTTP = ""
    DESKTOP = "desktop"
    PHONE = "phone"


# The page on which a council states how accessible its site is: a step of no journey in particular.
STATEMENT = "statement"
# Steps of a route, in order. `walk` stands for the whole journey and is empty in open data.
WALK, HOME, LANDING, TASK, START = "walk", "home", "landing", "task", "start"


def form_step(number: int) -> str:
    """Return the id of the form step *number*, counted from 1: `form-1`, `form-2` ..."""
    return f"form-{number}"


# The form by which one acts on a case that a search has found.
DEED = "deed"


def case_step(number: int) -> str:
    """Return the id of a case opened from the list behind a search, counted from 1: `case-1`, `case-2`."""
    return f"case-{number}"


def part_step(number: int) -> str:
    """Return the id of another part of the task page's guide, counted from 1: `part-1`, `part-2` ..."""
    return f"part-{number}"


@dataclass(frozen=True, slots=True)
class Council:
    """One row of councils.csv; `extra` keeps every optional column as text."""

    gss: str
    name: str
    type: CouncilType
    nation: str
    region: str
    homepage: str
    parent_gss: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Journey:
    """One resident's task and the words by which residents and councils know it.

    `runs` says for each council type whether it is asked; a type left out is not asked.
    `nations_out` names nations where a national body runs the service instead.
    `objects` and `actions` are the task's noun and verb phrases per language (`en`, `cy`):
    "fly-tipping", "dumped rubbish"; "report", "tell us about". `topics` name the wider service
    under which councils file the task ("waste", "street cleaning"). `decoys` are phrases of
    neighbouring tasks that share the words but are another page. `queries` are what a resident
    types into a site's search: the first is the task with its verb, the others synonyms;
    `misspelling` is one of them as often mistyped. `lgsl`/`lgil` are the Local Government
    Services List and interaction codes by which GOV.UK files its links.
    """

    id: str
    title: str
    task: str
    lgsl: tuple[int, ...]
    lgil: tuple[int, ...]
    runs: Mapping[CouncilType, Applies]
    objects: Mapping[str, tuple[str, ...]]
    actions: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    queries: Mapping[str, tuple[str, ...]]
    misspelling: str
    decoys: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    essential: str = "core/form-opens"
    nations_out: tuple[str, ...] = ()
    summary: str = ""

    def applies_to(self, council: Council) -> Applies:
        """Say whether *council* runs this service, signposts it, or is not asked."""
        if council.nation in self.nations_out:
            return Applies.NO
        return self.runs.get(council.type, Applies.NO)


@dataclass(frozen=True, slots=True)
class Missing:
    """Stands in the place of a facet that could not be measured, and says why."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen at one step of one council's journey on one device.

    `facets` maps a facet's name to its value (JSON-like, or the text of `html`) or to `Missing`.
    docs/evidence.md lists the facets and their shapes. `clicks` counts from the home page, None
    where the page was not reached by links. Times are ISO 8601 in UTC.
    """

    run: str
    council: str
    journey: str
    step: str
    device: Device
    requested_url: str
    final_url: str
    fetched_at: str
    clicks: int | None
    facets: Mapping[str, Any]

    def facet(self, name: str) -> Any:
        """Return the facet's value, or `Missing`; one never asked for is `not-measured`."""
        return self.facets.get(name, Missing(Cause.NOT_MEASURED, f"{name} was not collected"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that shows why: a CSS selector, a short snippet of text, its address."""

    selector: str
    snippet: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one view. `words` fill the question's message."""

    outcome: Outcome
    spots: tuple[Spot, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    confidence: float = 1.0
    cause: Cause | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question. Its docstring (`doc`) is its page on the published site.

    `at`: `walk`, `home`, `landing`, `task` or `form`: which view `judge` is given.
    `needs`: facets that must be present in the evidence of that step, on device `device`
    (None: the best rendering there is: desktop, else phone, else HTTP).
    `first_step`: it is about the first step of a form, so no further step of a walk may answer it.
    `yes`/`no`: what is said of the page for each outcome, filled from the verdict's `words`.
    """

    id: str
    words: str
    at: str
    needs: tuple[str, ...]
    device: Device | None
    yes: str
    no: str
    version: int
    doc: str
    source: str
    # Where a function lies in memory says nothing of it.
    judge: Callable[..., Verdict] = field(repr=False)
    first_step: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of answers.csv, with the spots it rests on."""

    run: str
    council: str
    journey: str
    question: str
    outcome: Outcome
    cause: Cause | None
    confidence: float
    step: str
    device: str
    url: str
    detail: str
    version: int
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelDecision:
    """How a task can be done, or the cause why that cannot be said (`channel` is then None)."""

    channel: Channel | None
    cause: Cause | None
    flags: frozenset[Flag]
    confidence: float
    reasons: tuple[str, ...]
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of findings.csv: one distinct accessibility or mobile problem of a council.

    `certainty`: `failure` or `review`; `advice` for level AAA and good practice. `level` is the criterion's,
    `help` what holds without the fault, `mend` how to get there. `pages` counts page states. `picture` is the
    SHA-256 of a picture of the page that shows it, `box` where on it in px: x, y, width, height,
    `masks` such boxes near it that are not published; all empty where there is none.
    """

    run: str
    council: str
    journey: str
    step: str
    device: str
    engine: str
    rule: str
    wcag: str
    impact: str
    selector: str
    snippet: str
    pages: int
    url: str
    certainty: str = "failure"
    detail: str = ""
    help: str = ""
    mend: str = ""
    level: str = ""
    picture: str = ""
    box: tuple[int, ...] = ()
    masks: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class StatementPoint:
    """A row of statements.csv: one of the 28 machine checks of a council's accessibility statement.

    `number` and `id` name the check, `url` is the statement's address, "" where none was found.
    """

    run: str
    council: str
    number: int
    id: str
    outcome: Outcome
    cause: Cause | None
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of measures.csv: a figure of a page as one device met it, shown and never scored."""

    run: str
    council: str
    journey: str
    step: str
    device: str
    url: str
    measure: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A row of pages.csv: one address asked for, however it ended."""

    run: str
    council: str
    url: str
    final_url: str
    status: int | None
    how: str
    fetched_at: str
    ms: int
    bytes: int
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """One council's journey, judged. Scoring adds what it is worth; see `reports.scoring`."""

    run: str
    council: str
    council_name: str
    council_type: CouncilType
    journey: str
    applies: Applies
    decision: ChannelDecision
    task_url: str
    start_url: str
    clicks: int | None
    platform: str
    visited_at: str
    duration_s: float
    answers: tuple[Answer, ...]
