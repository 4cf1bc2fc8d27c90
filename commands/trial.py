"""One journey on one site, with the answers in the terminal."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import typer

from commands.options import Visit
from commands.stages import OUR_ERROR, console, crawl_options


def try_out(journey: str, url: str, visit: Visit, as_of: date | None) -> None:
    """Visit the site at *url* for *journey*, judge it and show the answers; nothing is kept."""
    from crawler.asked import chosen_packs, council_of_site
    from crawler.job import crawl_job
    from reports.judging import judge_council
    from reports.trial import show_trial

    (pack,) = chosen_packs([journey])
    council = council_of_site(url, pack.journey)
    options = crawl_options(visit)
    with tempfile.TemporaryDirectory() as out:
        folder = crawl_job(console(), [council], [pack], options, Path(out), "try")
        if folder.waiting():
            raise typer.Exit(OUR_ERROR)
        judged = judge_council(folder, council, [pack], as_of=as_of).surveys[0]
        show_trial(console(), pack, judged, folder.evidence(council.gss))
