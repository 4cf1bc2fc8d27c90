"""A case drafted from what a run saw of one survey."""

from __future__ import annotations

from pathlib import Path

import typer

from commands.stages import BAD_INPUT, stop


def show_case(run: Path, council: str, journey: str) -> None:
    """Print a draft case of *journey* on *council* (GSS code or name) from the evidence of *run*."""
    from checks.case_draft import NothingToDraft, draft_case
    from checks.registry import pack_of
    from store import RunFolder

    folder = RunFolder.open(run)
    wanted = council.casefold()
    found = [one for one in folder.councils() if wanted in (one.gss.casefold(), one.name.casefold())]
    if not found:
        stop(f"{council!r} is none of the councils of {run}; give a GSS code or a whole name", BAD_INPUT)
    try:
        pack = pack_of(journey)
        evidence = [one for one in folder.evidence(found[0].gss) if one.journey == journey]
        typer.echo(draft_case(found[0], pack, evidence), nl=False)
    except (KeyError, NothingToDraft) as error:
        stop(str(error.args[0]), BAD_INPUT)
