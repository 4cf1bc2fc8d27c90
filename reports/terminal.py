"""The league tables for the terminal: what the site's tables say, in short."""

from __future__ import annotations

from string import ascii_uppercase

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.edition import CouncilResult, Edition, League, load_edition
from reports.methodology import Methodology
from reports.present import clip, number, plural
from reports.register import NOBODY, Register
from reports.view_leagues import place_words, why_not_ranked
from reports.words import TYPE_WORDS
from store import RunFolder

# Up to so many councils are all shown; of more, the first few of each type, for the site has them all.
ALL, FEW = 40, 5
_STYLE = {4: "green", 3: "cyan", 2: "yellow", 1: "red"}


def league_table(
    run: RunFolder, methodology: Methodology, console: Console, register: Register = NOBODY
) -> None:
    """Print the league tables of *run* under *methodology*. Raises `StoreError` if it was not judged."""
    edition = load_edition(run, methodology, reviews=register.reviews, opt_outs=register.opt_outs)
    console.print(table_of(edition))
    for league in edition.leagues:
        if league.unranked:
            console.print(Text(_reasons(league), "dim"))
    if methodology.provisional:
        console.print(Text(f"{methodology.title} is provisional.", "dim"))


def table_of(edition: Edition) -> Table:
    """Return one table with a section for each council type: places, stars, score, stars per journey."""
    table = Table(box=box.SIMPLE_HEAD, title="League tables", title_justify="left", title_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Council")
    table.add_column("Stars", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    # Letters stand for the journeys, so that a dozen of them fit into eighty columns.
    for letter, _ in zip(ascii_uppercase, edition.journeys, strict=False):
        table.add_column(letter, justify="center", no_wrap=True)
    table.add_column("Acc.", justify="center", no_wrap=True)
    table.add_column("Mob.", justify="center", no_wrap=True)
    keys = [f"{letter} {one.title}" for letter, one in zip(ascii_uppercase, edition.journeys, strict=False)]
    table.caption = Text("; ".join([*keys, "Acc. accessibility", "Mob. mobile"]), "dim")
    table.caption_justify = "left"
    limit = None if len(edition.councils) <= ALL else FEW
    for league in edition.leagues:
        table.add_row("", Text(TYPE_WORDS[league.type][1], "bold"))
        for council in league.councils[:limit]:
            table.add_row(*_cells(edition, council))
        rest = len(league.councils) - FEW
        if limit and rest > 0:
            table.add_row("", Text(f"and {plural(rest, 'more council')}, on the site", "dim"))
        table.add_section()
    return table


def _cells(edition: Edition, council: CouncilResult) -> list[Text]:
    return [
        Text(place_words(council) or "–"),
        Text(clip(council.name, 80)),
        _stars(council.overall.stars),
        _score(council),
        *(_journey(council, journey.id) for journey in edition.journeys[: len(ascii_uppercase)]),
        _number(council.accessibility.stars),
        _number(council.mobile.stars),
    ]


def _reasons(league: League) -> str:
    """Say how many are not ranked, and why most of them are not."""
    reasons = [why_not_ranked(one) for one in league.unranked]
    common = max(sorted(set(reasons)), key=reasons.count)
    most = "" if len(set(reasons)) == 1 else "most often: "
    return (
        f"{TYPE_WORDS[league.type][1]}, not ranked {len(reasons)} of {len(league.councils)}. {most}{common}"
    )


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
    return Text(number(council.overall.score))
