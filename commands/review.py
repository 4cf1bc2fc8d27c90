"""The page on which a person decides answers that wait."""

from __future__ import annotations

import contextlib
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from commands.stages import BAD_INPUT, stop
from store import RunFolder

if TYPE_CHECKING:
    from reports.methodology import Methodology

NAME_LIMIT = 80


def open_desk(
    run: RunFolder,
    rules: Methodology,
    file: Path | None,
    replies: Path | None,
    reviewer: str,
    port: int,
    idle: int,
) -> None:
    """Serve the review page of *run* until Ctrl-C, or until nobody used it for *idle* minutes."""
    from reports.desk import Desk
    from reports.desk_server import DeskServer
    from reports.replies import FILE as REPLIES
    from reports.replies import load_replies
    from reports.reviews import FILE, found_beside

    name = " ".join((reviewer or getpass.getuser()).split())
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        stop(f"--reviewer: give a name of at most {NAME_LIMIT} characters", BAD_INPUT)
    path = file or run.path.absolute().parent / FILE
    if not path.parent.is_dir():
        stop(f"{path.parent} is not a folder: make it first", BAD_INPUT)
    said = found_beside(run.path, replies, REPLIES)
    desk = Desk(run, rules, path, name, load_replies(said) if said else ())
    try:
        server = DeskServer(desk, port)
    except OSError as error:
        stop(f"--port {port}: {error.strerror}", BAD_INPUT)
    with server:
        typer.echo(f"{desk.left:,} answers wait. Decisions are signed {name} and written to {path}")
        typer.echo(f"Open {server.address}")
        typer.echo(f"Ctrl-C ends it, and so do {idle} minutes without a click.")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.serve(idle * 60)
    typer.echo(f"{desk.left:,} answers wait. Next: betterserved report {run.path} --site site")
