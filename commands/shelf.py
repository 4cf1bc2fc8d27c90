"""The runs of a folder: listed, and relieved of what is no longer needed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich import box
from rich.console import Console
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from commands.stages import BAD_INPUT, stop
from store import (
    Kind,
    Purge,
    RunCard,
    RunFolder,
    RunState,
    StoreError,
    cards_of,
    carry_out,
    plan_purge,
    sweep,
)


def list_runs(console: Console, folder: Path, as_json: bool) -> None:
    """Show the runs of *folder*, oldest first, with states and sizes."""
    cards = _cards(folder)
    if as_json:
        rows = [asdict(one) | {"path": str(one.path), "state": one.state.value} for one in cards]
        typer.echo(json.dumps(rows, indent=2))
        return
    table = _table("Run", "State", "Councils", "Ended", "Size", "Purged")
    for one in cards:
        table.add_row(
            Text(one.id),
            one.state.value,
            f"{one.finished:,} of {one.councils:,}",
            one.ended[:10] or "–",
            decimal(one.size),
            one.purged or "–",
        )
    console.print(table)
    runs = "1 run" if len(cards) == 1 else f"{len(cards)} runs"
    console.print(f"{runs}, {decimal(sum(one.size for one in cards))}", markup=False)
    for one in cards:
        if one.state is RunState.UNFINISHED:
            console.print(
                f"To finish {one.id}: the command that began it, with --run-id {one.id} --resume",
                markup=False,
                soft_wrap=True,
            )
        elif one.state is RunState.NOT_JUDGED:
            console.print(f"To judge {one.id}: betterserved check {one.path}", markup=False, soft_wrap=True)


def purge_runs(
    console: Console,
    folder: Path,
    days: int,
    kinds: Sequence[Kind],
    keep: Sequence[str],
    sites: Sequence[Path],
    reviews: Path | None,
    really: bool,
) -> None:
    """Let go of *kinds* in the runs of *folder* that ended *days* ago or more; unless *really*, only list it.

    What published *sites* show and what people's decisions rest on stays.
    """
    cards = _cards(folder)
    unknown = [name for name in keep if name not in {one.id for one in cards}]
    if unknown:
        stop(f"--keep {unknown[0]}: no such run in {folder}; nothing was purged", BAD_INPUT)
    shown = {_shown_by(site): site for site in sites}
    table = _table("Run", "Age", "What", "Files", "Size")
    plans: list[tuple[RunFolder, Purge]] = []
    for card in cards:
        age = _age(card)
        why = _why_kept(card, age, days, keep, shown)
        if why:
            table.add_row(Text(card.id), _days(age), why, "–", "–")
            continue
        run = RunFolder.open(card.path)
        kept = () if Kind.RUN in kinds else _decided_pages(run, reviews)
        plan = plan_purge(run, kinds, kept)
        plans.append((run, plan))
        what = ", ".join(plan.kinds) if plan.files else "nothing left of these"
        table.add_row(Text(card.id), _days(age), what, f"{len(plan.files):,}", decimal(plan.size))
    console.print(table)
    total = decimal(sum(plan.size for _, plan in plans))
    if not really:
        console.print(f"{total} would go. Nothing was deleted: add --yes to delete.", markup=False)
        return
    sweep(folder)
    for run, plan in plans:
        carry_out(run, plan)
    console.print(f"{total} are gone. purged.json in each run says what and when.", markup=False)


def _cards(folder: Path) -> tuple[RunCard, ...]:
    cards = cards_of(folder)
    if not cards:
        stop(f"{folder} holds no runs: give the folder that `betterserved run --out` wrote to", BAD_INPUT)
    return cards


def _decided_pages(run: RunFolder, file: Path | None) -> frozenset[str]:
    """Return the SHA-256 of the pages that people's decisions about *run* rest on."""
    from reports.resting import EvidenceReader
    from reports.reviews import FILE, found_beside, load_reviews
    from store import answer_of

    path = found_beside(run.path, file, FILE)
    wanted = {one.key for one in load_reviews(path) if one.run == run.id} if path else set()
    if not wanted:
        return frozenset()
    reader = EvidenceReader(run)
    return frozenset(
        reader.page(answer_of(row))
        for row in run.rows("answers")
        if (row["council"], row["journey"], row["question"]) in wanted
    )


def _shown_by(site: Path) -> str:
    """Return the id of the run that the site in that folder shows."""
    from reports.site import MARKER

    try:
        marker = json.loads((site / MARKER).read_text("utf-8"))
        return str(marker["run"])
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(f"{site} is not a site of ours (no {MARKER}); nothing was purged") from None


def _why_kept(card: RunCard, age: int | None, days: int, keep: Sequence[str], shown: dict[str, Path]) -> str:
    """Say why nothing of a run goes, or nothing."""
    if card.id in keep:
        return "kept: --keep"
    if card.id in shown:
        return f"kept: {shown[card.id]} shows it"
    if card.state is not RunState.JUDGED:
        return f"kept: {card.state.value}"
    if age is None:
        return "kept: nobody knows when it ended"
    return f"kept: not yet {days} days old" if age < days else ""


def _age(card: RunCard) -> int | None:
    """Return how many whole days ago a run ended, None where nobody knows."""
    try:
        ended = datetime.fromisoformat(card.ended or card.started)
    except ValueError:
        return None
    return (datetime.now(UTC) - ended).days


def _days(age: int | None) -> str:
    return "–" if age is None else "1 day" if age == 1 else f"{age:,} days"


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        right = name in ("Councils", "Size", "Files", "Age")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    return table
