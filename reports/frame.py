"""What every page of the site shares: where pages lie, who speaks, what was measured and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checks.model import CouncilType, Question
from checks.registry import all_questions
from reports.changes import Change, Changes
from reports.edition import CouncilResult, Edition
from reports.figures import Tally, tallies
from reports.history import PastRun
from reports.methodology import Methodology
from reports.movement import Movement
from reports.pictures import Pictures
from reports.precision import Precision
from reports.present import Link, clip, contact_link, day, days, slug
from reports.ranking import Rankings
from reports.register import NOBODY, Register
from reports.replies import Reply
from reports.resampling import OVERALL
from reports.said import in_english, said
from reports.words import TYPE_WORDS

# What of the manifest's versions is shown, and under which name.
_VERSIONS = {
    "betterserved": "Better Served",
    "axe": "axe-core",
    "axe-core": "axe-core",
    "browser": "Chromium",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to write: its path from the site's root, its template, and what the template is given."""

    path: str
    template: str
    title: str
    values: Mapping[str, Any]
    nav: str = ""
    # What is another in the Welsh page, such as an order by name.
    welsh_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page builder is given. `changes` are those since `previous`, by council and journey.

    `past` holds every run of the site, oldest first, the one shown included; `movements` are by GSS code,
    `survey_movements` by GSS code and journey; `type_tallies` by type and question, over all journeys.
    """

    edition: Edition
    contact: Link
    pictures: Pictures
    questions: Mapping[str, Question]
    paths: Mapping[str, str]
    names: Mapping[str, str]
    previous: PastRun | None
    changes: Changes | None
    changed: Mapping[tuple[str, str], tuple[Change, ...]] = field(default_factory=dict)
    rankings: Rankings = field(default_factory=dict)
    past: tuple[PastRun, ...] = ()
    movements: Mapping[str, Movement] = field(default_factory=dict)
    survey_movements: Mapping[tuple[str, str], Movement] = field(default_factory=dict)
    type_tallies: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    register: Register = NOBODY
    precision: Mapping[str, Precision] = field(default_factory=dict)
    replies_of: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)

    @property
    def methodology(self) -> Methodology:
        """The methodology of the edition."""
        return self.edition.methodology

    def council_name(self, gss: str, otherwise: str) -> str:
        """Return the name of a council of this edition, which pages in Welsh give in Welsh."""
        return self.names.get(gss, otherwise)

    def council_path(self, gss: str) -> str:
        """Return the path of a council's scorecard."""
        return f"councils/{self.paths[gss]}.html"

    def survey_path(self, gss: str, journey: str) -> str:
        """Return the path of the page of one survey."""
        return f"councils/{self.paths[gss]}/{slug(journey)}.html"

    def question_words(self, question: str) -> str:
        """Return what a question asks; its id where this version does not know it any more."""
        known = self.questions.get(question)
        return known.words if known else clip(question)

    def about_page(self) -> dict[str, Any]:
        """Return what the frame of every page says: what was measured, when and with what."""
        edition, methodology = self.edition, self.methodology
        versions = edition.manifest.get("versions") or {}
        shown = {
            _VERSIONS[key]: clip(value, 40) for key, value in versions.items() if key in _VERSIONS and value
        }
        return {
            "run": clip(edition.run.id, 80),
            "days": days(edition.started, edition.ended) if edition.started else said("on days not recorded"),
            "versions": [f"{name} {version}" for name, version in shown.items()],
            "methodology": in_english(methodology.title),
            "methodology_sha": methodology.sha256,
            "provisional": methodology.provisional,
            "fictional": edition.fictional,
            "simulated": edition.simulated,
            "contact": self.contact,
            "state": self.register.state.value,
            "reply_by": day(self.register.reply_by.isoformat()) if self.register.reply_by else "",
            "published": day(self.register.published.isoformat()) if self.register.published else "",
            "leagues": [
                {"path": league_path(league.type), "name": TYPE_WORDS[league.type][1]}
                for league in edition.leagues
            ],
            "journeys": [{"path": journey_path(one.id), "name": one.title} for one in edition.journeys],
        }


def make_frame(
    edition: Edition,
    pictures: Pictures,
    contact: str,
    *,
    register: Register = NOBODY,
    precision: Mapping[str, Precision] | None = None,
    previous: PastRun | None = None,
    changes: Changes | None = None,
    past: tuple[PastRun, ...] = (),
    rankings: Rankings | None = None,
    movements: Mapping[str, Movement] | None = None,
    survey_movements: Mapping[tuple[str, str], Movement] | None = None,
) -> Frame:
    """Return the frame of *edition*."""
    grouped: dict[tuple[str, str], tuple[Change, ...]] = {}
    for change in changes.changed if changes else ():
        key = change.council, change.journey
        grouped[key] = (*grouped.get(key, ()), change)
    return Frame(
        edition=edition,
        contact=contact_link(contact),
        pictures=pictures,
        questions={one.id: replace(one, words=said(one.words)) for one in all_questions()},
        paths=_file_names(edition.councils),
        names={one.council.gss: one.name for one in edition.councils},
        previous=previous,
        changes=changes,
        changed=grouped,
        rankings=rankings or {},
        past=past,
        movements=movements or {},
        survey_movements=survey_movements or {},
        register=register,
        replies_of=_by_council(register.replies, edition),
        precision=precision or {},
        type_tallies={
            (league.type.value, question): one
            for league in edition.leagues
            for question, one in tallies(one for council in league.councils for one in council.asked).items()
        },
    )


def _by_council(replies: Iterable[Reply], edition: Edition) -> dict[str, tuple[Reply, ...]]:
    """Return the replies of the councils of *edition*."""
    found: dict[str, tuple[Reply, ...]] = {one.council.gss: () for one in edition.councils}
    for one in replies:
        if one.council in found:
            found[one.council] += (one,)
    return {gss: some for gss, some in found.items() if some}


def league_path(kind: CouncilType, table: str = OVERALL) -> str:
    """Return the path of a league table: overall, of a journey or of a mark."""
    return f"league/{kind.value}.html" if table == OVERALL else f"league/{kind.value}/{slug(table)}.html"


def journey_path(journey: str) -> str:
    """Return the path of a journey's page."""
    return f"journeys/{slug(journey)}.html"


def question_path(question: str) -> str:
    """Return the path of a question's page."""
    block, _, name = question.partition("/")
    return f"questions/{slug(block)}/{slug(name)}.html"


def _file_names(councils: Iterable[CouncilResult]) -> dict[str, str]:
    """Give every council a file name of its own, from its GSS code and its name."""
    return {one.council.gss: f"{slug(one.council.gss)}-{slug(one.name.lower())[:60]}" for one in councils}
