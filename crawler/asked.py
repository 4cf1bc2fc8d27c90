"""What an assessor asked for, checked before anything starts."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from checks.model import Applies, Council, CouncilType, Journey
from checks.registry import JourneyPack, journey_ids, pack_of, packs
from crawler.councils import NATIONS
from crawler.options import DEPTHS, STEPS, CrawlOptions, changed_options, told_options
from crawler.window import read_window
from store import RunFolder
from store.inputs import InputError, fault_of_url, nearest

# The outward code, then a digit and two letters.
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def chosen_packs(names: Sequence[str] = ()) -> tuple[JourneyPack, ...]:
    """Return the journeys of these ids, in the order of their ids; all of them where none is named.

    Raises `InputError` naming every unknown one with the nearest that exist.
    """
    known = journey_ids()
    problems = [
        f"no journey {name!r}{nearest(name, known)}; there are: {', '.join(known)}"
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError("\n".join(problems))
    return tuple(pack_of(name) for name in sorted(set(names))) if names else packs()


def chosen_run_id(out: Path, run_id: str, resume: bool) -> str:
    """Return the name of the run: the one given, else the time, or with *resume* the one left unfinished.

    Raises `InputError` for a name that is no plain file name, and where it is not clear what to resume,
    and where *out* cannot be written.
    """
    _refuse_unwritable(out)
    if run_id:
        if not _RUN_ID.fullmatch(run_id):
            raise InputError(f"{run_id!r} cannot name a run: use letters, digits, full stops and hyphens")
        if resume and not (out / run_id / "councils").is_dir():
            raise InputError(f"there is no run {run_id!r} in {out} to resume; leave out --resume to start it")
        return run_id
    if not resume:
        return datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    runs = [one.parent for one in out.glob("*/councils")]
    # A run that was visited whole and never judged is only meant where no visit was left in the middle.
    unfinished = sorted(one.name for one in runs if _is_unfinished(one)) or sorted(
        one.name for one in runs if RunFolder.open(one).manifest() is None
    )
    if len(unfinished) == 1:
        return unfinished[0]
    if not unfinished:
        raise InputError(f"{out} holds no unfinished run; leave out --resume to start one")
    raise InputError(f"{out} holds several unfinished runs; say which with --run-id: {', '.join(unfinished)}")


def checked(options: CrawlOptions) -> None:
    """Raise `InputError` for the first of *options* that cannot be used."""
    if options.proxy and (fault := _fault_of_proxy(options.proxy)):
        raise InputError(f"--proxy {options.proxy}: {fault}; write it as http://host:port")
    if fault := fault_of_url(options.contact_url):
        raise InputError(f"--contact-url {options.contact_url}: {fault}")
    if options.chromium and not options.chromium.is_file():
        raise InputError(f"--chromium {options.chromium}: there is no such program")
    if options.window:
        try:
            read_window(options.window)
        except ValueError as error:
            raise InputError(f"--window {options.window}: {error}") from None
    if fault := _fault_of_depth(options):
        raise InputError(fault)
    switch = options.kill_switch
    if switch is not None and switch.exists():
        raise InputError(f"the kill switch {switch} is on, so nobody is visited; delete that file to start")


def refuse_another_list(path: Path, councils: Sequence[Council], chosen: Sequence[JourneyPack]) -> None:
    """Raise `InputError` where the run at *path* was started with other councils or other journeys.

    Its councils would else have been asked different things, or some be missing from its list.
    """
    run = RunFolder.open(path)
    before = {council.gss for council in run.councils()} if (path / "councils.csv").exists() else None
    if before is not None and before != {council.gss for council in councils}:
        raise InputError(
            f"run {run.id} was started with another list of {len(before):,} councils; give the same "
            "councils, --council and --type again, or another --run-id"
        )
    asked = (run.crawl_record() or {}).get("journeys")
    if asked is not None and set(asked) != {pack.journey.id for pack in chosen}:
        raise InputError(
            f"run {run.id} was started with other journeys: {', '.join(asked)}; give those again"
        )


def other_options(path: Path, options: CrawlOptions) -> str:
    """Return a sentence on the options in which this session differs from the first of the run at *path*.

    "" where none does. Each council's answers are sound then, but not all were found in the same way.
    """
    before = (RunFolder.open(path).crawl_record() or {}).get("options", {})
    told = told_options(options)
    changed = [name for name in changed_options(before, told) if name != "chromium" or options.browser]
    if not changed:
        return ""
    said = "; ".join(f"{_said(name, told[name])} (was {_said(name, before[name])})" for name in changed)
    return f"Note: run {path.name} was started with other options. The councils left are visited with {said}"


def council_of_site(url: str, journey: Journey) -> Council:
    """Return a stand-in for the council behind *url*, of a type that runs *journey*. Raises `InputError`."""
    if "://" not in url:
        url = f"https://{url}"
    if fault := fault_of_url(url):
        raise InputError(f"{url}: {fault}")
    runs = [kind for kind in CouncilType if journey.runs.get(kind) is Applies.YES]
    nations = [nation for nation in NATIONS if nation not in journey.nations_out]
    if not runs or not nations:
        raise InputError(f"no council runs {journey.id}, so there is nothing to try")
    host = url.partition("://")[2].partition("/")[0]
    return Council("TRY", host, runs[0], nations[0], "", url)


def _refuse_unwritable(out: Path) -> None:
    there = next(one for one in (out.absolute(), *out.absolute().parents) if one.exists())
    if not there.is_dir():
        raise InputError(f"--out {out}: {there} is not a folder")
    if not os.access(there, os.W_OK):
        raise InputError(f"--out {out}: {there} cannot be written; choose a folder that is yours")


def _said(name: str, value: object) -> str:
    """Return an option as it is written on the command line."""
    option = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return option if value else f"--no-{option[2:]}" if name == "browser" else f"no {option}"
    return f"{option} {value}" if value not in (None, "") else f"no {option}"


def _is_unfinished(path: Path) -> bool:
    record = RunFolder.open(path).crawl_record()
    if record is None:
        return True
    return bool(record.get("interrupted") or record.get("counts", {}).get("failed"))


def _fault_of_depth(options: CrawlOptions) -> str:
    """Return what is wrong with how deep forms are to be walked, "" where nothing is."""
    if options.depth not in DEPTHS:
        return f"--depth {options.depth}: there are {' and '.join(DEPTHS)}"
    steps = options.depth == STEPS
    if steps and options.permissions is None:
        return (
            "--depth steps walks forms only where the council has permitted it in writing: give the file of "
            "these permissions with --permissions"
        )
    if options.permissions is not None and not steps:
        return "--permissions is for --depth steps; without it no form is walked, so leave it out or add that"
    if steps and not options.browser:
        return "--depth steps walks forms in the browser, so it does not go with --no-browser"
    if options.postcode and not _POSTCODE.fullmatch(options.postcode.strip()):
        return f"--postcode {options.postcode}: not a postcode; give a public building's, as SW1A 1AA"
    return ""


def _fault_of_proxy(proxy: str) -> str:
    # A proxy behind a company's firewall may need a name and password; a site's address may not hold any.
    scheme, mark, rest = proxy.partition("://")
    return fault_of_url(f"{scheme}{mark}{rest.rpartition('@')[2]}")
