"""The draft of a journey and of its case file."""

from __future__ import annotations

from pathlib import Path

import typer

from commands.stages import BAD_INPUT, stop


def write_draft(root: Path, journey: str) -> None:
    """Write both files into the checkout at *root*, or neither."""
    from checks.scaffold import scaffold

    draft = scaffold(journey)
    files = {root / draft.module_path: draft.module, root / draft.cases_path: draft.cases}
    for path in files:
        if not path.parent.is_dir():
            stop(f"{path.parent} is not there: `new` works in a checkout of the repository", BAD_INPUT)
        if path.exists():
            stop(f"{path} exists already; nothing was written", BAD_INPUT)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        typer.echo(f"Wrote {path}")
    typer.echo("Fill in what is marked, then run: make test")
