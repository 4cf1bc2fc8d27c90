"""League tables for the terminal: what the site's tables say, in short."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.edition import CouncilResult, Edition, League, load_edition
from reports.methodology import Methodology
from reports.present import clip, plural
from reports.view_leagues import place_words, why_not_ranked
from reports.words import TYPE_WORDS
from store import RunFolder

# Rows of one table; the site has them all.
ROWS = 12
_STYLE = {4: "green", 3: "cyan", 2: "yellow", 1: "red"}


def league_table(run: RunFolder, methodology: Methodology, console: Console) -> None:
    """Print a league table for each council type of *run*. Raises `StoreError` if it was not judged."""
    edition = load_edition(run, methodology)
    for table in league_tables(edition):
        console.print(table)
    if methodology.provisional:
        console.print(Text(f"{methodology.title} is provisional.", "dim"))


def league_tables(edition: Edition) -> Iterator[Table]:
    """Return one table for each council type: places, stars, score with its range, stars per journey."""
    for league in edition.leagues:
        yield _table(edition, league)


def _table(edition: Edition, league: League) -> Table:
    journeys = [one for one in edition.journeys if any(one.id in c.surveys for c in league.councils)]
    table = Table(title=TYPE_WORDS[league.type][1], title_justify="left", title_style="bold")
    table.add_column("", justify="right")
    table.add_column("Council", min_width=12, max_width=34)
    table.add_column("Stars", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    for journey in journeys:
        table.add_column(journey.title, justify="center", max_width=11)
    table.add_column("Access.", justify="center")
    table.add_column("Mobile", justify="center")
    for council in league.councils[:ROWS]:
        cells = [_journey(council, journey.id) for journey in journeys]
        table.add_row(
            Text(place_words(council) or "–"),
            Text(clip(council.name, 80)),
            _stars(council.overall.stars),
            _score(council),
            *cells,
            _number(council.accessibility.stars),
            _number(council.mobile.stars),
        )
    notes = []
    if len(league.councils) > ROWS:
        notes.append(f"{plural(len(league.councils) - ROWS, 'more council')} on the site.")
    notes += _reasons(league)
    if notes:
        table.caption = Text(" ".join(notes), "dim")
        table.caption_justify = "left"
    return table


def _reasons(league: League) -> list[str]:
    """Say how many are not ranked, and why most of them are not."""
    reasons = [why_not_ranked(one) for one in league.unranked]
    if not reasons:
        return []
    common = max(sorted(set(reasons)), key=reasons.count)
    return [f"{len(reasons)} of {plural(len(league.councils), 'council')} not ranked, most because: {common}"]


def _journey(council: CouncilResult, journey: str) -> Text:
    one = council.surveys.get(journey)
    if one is None or not one.score.counts:
        return Text("·", "dim")
    return _number(one.score.stars)


def _number(stars: int | None) -> Text:
    return Text("–", "dim") if stars is None else Text(str(stars), _STYLE[stars])


def _stars(stars: int | None) -> Text:
    if stars is None:
        return Text("not ranked", "dim")
    return Text("★" * stars + "☆" * (4 - stars), _STYLE[stars])


def _score(council: CouncilResult) -> Text:
    whole = council.overall
    if whole.score is None:
        return Text("–", "dim")
    return Text(f"{whole.score:.1f}").append(f" ({whole.low:.1f}–{whole.high:.1f})", "dim")
