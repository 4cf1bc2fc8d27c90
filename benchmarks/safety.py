"""Does the tool leave no trace? Every way of running it over the fictional councils, with their ledger beside it.

    python benchmarks/safety.py [--parts observe,noscript,source,kills,steps,doors,forms] [--councils SLUG,...] [--journeys ID,...]
                                [--no-audits] [--kills 6] [--forms 1000] [--seed N] [--json FILE] [--keep FOLDER] [--show]

The ledger of `tests/estate` holds a line for every request that, in life, would have made a case, sent an e-mail, held a
slot, begun a payment, opened an account, stored a file or kept a draft. It must stay empty:

observe   everything is read and measured in Chromium, which runs the pages' scripts; nothing may be sent
noscript  the same in Chromium with scripts switched off, as in a browser that is set so; without the audits
source    the same without a browser, so that no script runs
kills     the tool is killed outright at random moments and taken up again with --resume, until it is done
steps     forms are walked, under a permissions file that names every council: empty but for the forms that lie about both
          proofs of not being the last page, which nobody can tell from outside; each is listed by name
doors     every form is walked from its own address, without the crawl that finds it: quicker, and misses no form
forms     random forms in Chromium, liars among them, and 300 that ask one question a page: no control that sends may
          be taken for one that leads on

Status 1 where a ledger has a line that is not excused, or a bar is missed: of the walkable forms 90 % reach their true
last page before submission, and every other form is left for the right reason.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rich.console import Console
from rich.table import Table

from benchmarks import safety_scores as scores
from benchmarks.safety_doors import walk_doors
from store import RunFolder
from tests.estate import Estate
from tests.estate.walks import excused

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("observe", "noscript", "source", "kills", "steps", "doors", "forms")
WALKED_BAR = 0.9
READ_ONLY = {"GET", "HEAD", "OPTIONS"}
# A town hall of the estate, for address look-ups; and the path by which the estate's own look-up is known.
POSTCODE, LOOK_UP = "QX6 5BW", "/runLookup"


def command(
    estate: Estate, work: Path, name: str, journeys: Sequence[str], extra: Sequence[str]
) -> list[str]:
    """Write the lists and return the command line of one crawl."""
    councils, links = work / "councils.csv", work / "links.csv"
    every = Estate("all")
    every.write_councils_csv(councils)
    every.write_links_csv(links)
    chosen, known = ({row["council"] for row in one.truth()} for one in (estate, every))
    tool = "benchmarks.noscript" if name == "noscript" else "betterserved"
    words = [sys.executable, "-m", tool, "crawl", str(councils), "--links", str(links)]
    words += ["--proxy", estate.proxy_url, "--delay", "0", "--run-id", name, "--out", str(work / "runs")]
    words += [part for journey in journeys for part in ("--journey", journey)]
    words += [part for code in sorted(chosen) if chosen != known for part in ("--council", code)]
    return [*words, *extra]


def run(words: Sequence[str]) -> None:
    """Run one crawl to its end."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"safety: the crawl ended with status {done.returncode}:\n{done.stderr[-3000:]}")


def kill_and_resume(words: Sequence[str], kills: int, dice: random.Random, longest: float) -> list[float]:
    """Kill the crawl *kills* times at random moments, then let it finish; return the seconds that each session lived."""
    lived: list[float] = []
    for _ in range(kills):
        extra = ["--resume"] if lived else []
        moment = dice.uniform(1, longest)
        process = subprocess.Popen(
            [*words, *extra],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            # The whole session of ours, its browsers included: nothing gets to tidy up.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)
            lived.append(round(moment, 1))
            continue
        if process.returncode:
            assert process.stderr is not None
            raise SystemExit(f"safety: a session ended by itself: {process.stderr.read().decode()[-3000:]}")
        return lived
    run([*words, "--resume"] if lived else list(words))
    return lived


def permissions(estate: Estate, path: Path) -> Path:
    """Write a permissions file by which every council of *estate* has allowed its forms to be walked."""
    today = date.today()
    councils = {row["council"]: row["council_slug"] for row in estate.truth()}
    names = {slug: one.name for slug, one in estate.world.bank.councils.items()}
    hosts = {code: {estate.world.by_slug[slug].council.host} for code, slug in councils.items()}
    for row in estate.walks():
        hosts[row["council"]].add(row["url"].split("/")[2])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["gss", "council", "given_by", "reference", "from", "until", "hosts"])
        for code, slug in councils.items():
            table.writerow(
                [code, names[slug], "Head of Digital", f"EST-{slug}", today - timedelta(days=1),
                 today + timedelta(days=30), " ".join(sorted(hosts[code]))]
            )  # fmt: skip
    return path


def walk_part(name: str, depth: str, options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Run one part that crawls; return its ledger, what was sent, and how forms were left."""
    work = work / name
    work.mkdir(parents=True, exist_ok=True)
    with Estate(options.councils.split(",") if options.councils else "all") as estate:
        estate.reset(name)
        extra = ["--no-browser"] if name == "source" else ["--browser"]
        extra += [] if name == "source" else ["--postcode", POSTCODE]
        extra += [] if options.audits and name == "observe" else ["--no-audits"]
        if depth == "steps":
            extra += ["--depth", "steps", "--permissions", str(permissions(estate, work / "permissions.csv"))]
        words = command(estate, work, name, options.journeys.split(",") if options.journeys else (), extra)
        began = time.monotonic()
        lived: list[float] = []
        if name == "kills":
            lived = kill_and_resume(words, options.kills, random.Random(options.seed), options.longest)
        else:
            run(words)
        seconds = time.monotonic() - began
        time.sleep(2)  # whatever was still on its way has arrived
        asked, ledger, truth = estate.requests(), estate.ledger(), estate.walks()
    folder = RunFolder.open(work / "runs" / name)
    journeys = set(options.journeys.split(",")) if options.journeys else {row["journey"] for row in truth}
    figures = _figures(
        name,
        depth,
        asked,
        ledger,
        [row for row in truth if row["journey"] in journeys],
        scores.walks_of(folder),
    )
    return {
        **figures,
        "councils": len(folder.finished()),
        "seconds": round(seconds, 1),
        "killed_after": lived,
    }


def doors_part(options: argparse.Namespace) -> dict[str, Any]:
    """Walk every form from its own address."""
    with Estate(options.councils.split(",") if options.councils else "all") as estate:
        estate.reset("doors")
        truth = [
            row
            for row in estate.walks()
            if not options.journeys or row["journey"] in options.journeys.split(",")
        ]
        began = time.monotonic()
        told = asyncio.run(walk_doors(truth, estate.proxy_url, POSTCODE))
        seconds = time.monotonic() - began
        time.sleep(2)  # whatever was still on its way has arrived
        asked, ledger = estate.requests(), estate.ledger()
    councils = len({row["council"] for row in truth})
    figures = _figures("doors", "steps", asked, ledger, truth, told)
    return {**figures, "councils": councils, "seconds": round(seconds, 1)}


def _figures(
    part: str,
    depth: str,
    asked: Sequence[dict[str, Any]],
    ledger: Sequence[dict[str, Any]],
    truth: Sequence[dict[str, Any]],
    told: dict[tuple[str, str], dict[str, Any]],
) -> dict[str, Any]:
    rows, liars = scores.judge_walks(truth, told, depth), excused(truth) if depth == "steps" else {}
    return {
        "part": part,
        "depth": depth,
        "requests": len(asked),
        "look_ups": sum(_looks_up(one) for one in asked),
        "sent": [one for one in asked if one["method"] not in READ_ONLY and not _looks_up(one)],
        "ledger": scores.unexcused(ledger, liars),
        "excused": [dict(line) for line in ledger if (line["council"], line["journey"]) in liars],
        "liars": sorted(" ".join(key) for key in liars),
        "walks": rows if told else [],
        "shares": scores.shares(rows) if told else {},
    }


def _looks_up(one: dict[str, Any]) -> bool:
    return one["method"] == "POST" and one["path"].partition("?")[0].endswith(LOOK_UP)


def forms_part(options: argparse.Namespace) -> dict[str, Any]:
    """Put random forms before the probe and the classifier in Chromium: would a control that sends be pressed?"""
    from tests.form_bank import bank
    from tests.form_bank_browser import in_chromium
    from tests.form_bank_questions import questions
    from tests.test_form_step_bank import breaches, lies_twice

    began = time.monotonic()
    forms = [*bank(options.forms), *questions()]
    judged = asyncio.run(in_chromium(forms))
    honest = [one.went_on for one in judged if one.form.walkable(one.at)]
    return {
        "part": "forms",
        "seconds": round(time.monotonic() - began, 1),
        "forms": len(forms),
        "pages": len(judged),
        "ledger": breaches(judged),
        "excused": sorted({one.form.name for one in judged if one.broke and lies_twice(one.form)}),
        "liars": sorted(one.name for one in forms if lies_twice(one)),
        "shares": {
            "yes": {
                "forms": len(honest),
                "right": sum(honest),
                "share": scores.share(sum(honest), len(honest)),
            }
        },
    }


def measure(options: argparse.Namespace, work: Path) -> list[dict[str, Any]]:
    """Run the parts that were asked for."""
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"safety: no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    found = []
    for name in parts:
        if name == "forms":
            found.append(forms_part(options))
        elif name == "doors":
            found.append(doors_part(options))
        else:
            found.append(walk_part(name, "steps" if name == "steps" else "observe", options, work))
    return found


def failures(figures: Sequence[dict[str, Any]]) -> list[str]:
    """Return what broke a promise, in sentences."""
    found = []
    for one in figures:
        if one["ledger"]:
            found.append(f"{one['part']}: {len(one['ledger'])} lines in the ledger that nothing excuses")
        if one.get("depth") == "observe" and one["sent"]:
            found.append(f"{one['part']}: {len(one['sent'])} requests that send something")
        walked = one.get("shares", {}).get("yes", {}).get("share")
        if one.get("depth") == "steps" and (walked is None or walked < WALKED_BAR):
            found.append(
                f"{one['part']}: of the walkable forms {_percent(walked)} reached their last page (bar 90 %)"
            )
        others = [row for row in one.get("walks", ()) if row["walk"] != "yes" and row["liar"] != "both"]
        wrong = [row["form"] for row in others if row["verdict"] != "right"]
        if one.get("depth") == "steps" and wrong:
            found.append(f"{one['part']}: left for another reason than the true one: {'; '.join(wrong)}")
    return found


def show(figures: Sequence[dict[str, Any]], console: Console, details: bool) -> None:
    """Print the figures; with *details* each form that was not treated rightly."""
    table = Table(title="What would have been done in life")
    for heading in (
        "part",
        "councils or forms",
        "seconds",
        "requests",
        "look-ups",
        "sent",
        "ledger",
        "excused",
        "walked",
        "left rightly",
    ):
        table.add_column(heading, justify="left" if heading == "part" else "right")
    for one in figures:
        by_kind = one.get("shares", {})
        left = [by_kind[kind] for kind in ("no", "either") if kind in by_kind]
        table.add_row(
            one["part"],
            str(one.get("councils", one.get("forms", ""))),
            f"{one['seconds']:.0f}",
            str(one.get("requests", "")),
            str(one.get("look_ups", "")),
            str(len(one.get("sent", ()))),
            str(len(one["ledger"])),
            str(len(one.get("excused", ()))),
            _of(by_kind.get("yes")) if one.get("depth") != "observe" else "",
            _of({key: sum(row[key] for row in left) for key in ("right", "forms")}) if left else "",
        )  # fmt: skip
    console.print(table)
    for one in figures:
        if one.get("killed_after"):
            console.print(
                f"{one['part']}: killed after {', '.join(map(str, one['killed_after']))} s, then finished"
            )
        if one.get("liars"):
            console.print(f"{one['part']}: lie about both, and are excused: {'; '.join(one['liars'])}")
        for line in one["ledger"]:
            console.print(f"LEDGER {one['part']}: {line}")
        for row in one.get("walks", ()) if details else ():
            if row["verdict"] != "right":
                console.print(
                    f"{one['part']}: {row['form']} ({row['engine']}, walk {row['walk']}): {row['verdict']}; "
                    f"{row['pages']} pages of {row['last']}, {row['stop'] or '-'} not in {row['stops']}: {row['detail']}"
                )


def _of(row: dict[str, Any] | None) -> str:
    return f"{row['right']} of {row['forms']}" if row and row["forms"] else "-"


def _percent(value: float | None) -> str:
    return "none" if value is None else f"{100 * value:.1f} %"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default=",".join(PARTS), help="which, joined by commas; default: all")
    parser.add_argument("--councils", default="", help="slugs, joined by commas; default: all")
    parser.add_argument("--journeys", default="", help="ids, joined by commas; default: all")
    parser.add_argument("--audits", action=argparse.BooleanOptionalAction, default=True,
                        help="part observe: press keys, open dialogs and the rest of what an audit does")  # fmt: skip
    parser.add_argument("--kills", type=int, default=6, help="how often part kills kills")
    parser.add_argument(
        "--longest", type=float, default=60, help="seconds that a session lives at most before it is killed"
    )
    parser.add_argument("--forms", type=int, default=1000, help="random forms of part forms")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument(
        "--keep", type=Path, help="keep the runs in this folder, which must not hold them yet"
    )
    parser.add_argument("--show", action="store_true", help="print each form that was not treated rightly")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = (options.keep or Path(scratch)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        figures = measure(options, work)
    show(figures, Console(width=150), options.show)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
    broken = failures(figures)
    print("\n".join(broken) or "Nothing was left behind.")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
