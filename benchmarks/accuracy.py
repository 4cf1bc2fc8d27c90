"""How right is the whole tool, measured on the fictional councils of `tests/estate`?

    python benchmarks/accuracy.py [--councils SLUG,...] [--journeys ID,...] [--no-browser] [--json FILE]
                                  [--stability 8] [--keep FOLDER] [--show]

Crawls and judges the estate as `betterserved run` does, and holds what it says against the estate's own tables:
task page found first time; channel, with the confusion matrix; each question where truth is certain; confident
mistakes against honest unknowns; requests; the ledger of what would have been committed; and whether three runs of a
subset give the same answers. A bag of keywords finds pages beside it: an estate on which that does well is too easy.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rich.console import Console
from rich.table import Table

from benchmarks import accuracy_scores as scores
from benchmarks.accuracy_baseline import taken_by_keywords
from checks.registry import journey_ids, pack_of
from store import RunFolder
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
RUNS_COMPARED = 3
BASELINE_BAR = 0.65


def run_tool(estate: Estate, work: Path, name: str, journeys: Sequence[str], browser: bool) -> RunFolder:
    """Run the whole tool once over the councils of *estate*; one process, since a crawl cannot start twice in one."""
    councils, links = work / f"{name}-councils.csv", work / f"{name}-links.csv"
    # The whole list, as anybody has it: what is said of a council must not depend on which others are chosen.
    every = Estate("all")
    every.write_councils_csv(councils)
    every.write_links_csv(links)
    chosen, known = ({row["council"] for row in one.truth()} for one in (estate, every))
    estate.reset(name)
    folder = work / "runs" / name
    # The crawl and the judgement of `betterserved run`; the site that it publishes says nothing more.
    command = [sys.executable, "-m", "betterserved", "crawl", str(councils), "--links", str(links)]
    command += ["--proxy", estate.proxy_url, "--delay", "0", "--run-id", name, "--out", str(folder.parent)]
    command += [part for journey in journeys for part in ("--journey", journey)]
    command += [part for code in sorted(chosen) if chosen != known for part in ("--council", code)]
    # What a page's audits find is measured by benchmarks/accessibility.py; no truth here rests on them.
    command += ["--browser", "--no-audits"] if browser else ["--no-browser"]
    for stage in (command, [sys.executable, "-m", "betterserved", "check", str(folder)]):
        done = subprocess.run(stage, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(
                f"accuracy: run {name} ended with status {done.returncode}:\n{done.stderr[-3000:]}"
            )
    return RunFolder.open(folder)


def measure(options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Run, score, and return all figures."""
    slugs = options.councils.split(",") if options.councils else "all"
    with Estate(slugs) as estate:
        truth = estate.truth()
        asked = options.journeys.split(",") if options.journeys else {row["journey"] for row in truth}
        journeys = [one for one in journey_ids() if one in asked]
        truth = [row for row in truth if row["journey"] in journeys]
        began = time.monotonic()
        folder = run_tool(estate, work, "accuracy", journeys, options.browser)
        seconds = time.monotonic() - began
        requests, ledger = len(estate.requests()), estate.ledger()
        packs = [pack_of(one).journey for one in journeys]
        baseline = {
            name: taken_by_keywords(folder, estate.proxy_url, packs, whole=whole)
            for name, whole in (("title and address", False), ("whole page", True))
        }
    figures = score(folder, truth)
    figures["baseline"] = {name: _finding(truth, taken) for name, taken in baseline.items()}
    councils = len({row["council"] for row in truth})
    pages = folder.read_table("pages")
    figures |= {
        "councils": councils,
        "journeys": journeys,
        "browser": options.browser,
        "seconds": round(seconds, 1),
        "requests_per_council": round(requests / councils, 1),
        "pages_per_council": round(sum(row["how"] == "http" for row in pages) / councils, 1),
        "browser_pages_per_council": round(sum(row["how"] == "browser" for row in pages) / councils, 1),
        "ledger": ledger,
    }
    if options.stability:
        chosen = sorted({row["council_slug"] for row in truth})[:: max(1, councils // options.stability)]
        figures["stability"] = stability(
            folder, truth, chosen[: options.stability], journeys, work, options.browser
        )
    return figures


def score(folder: RunFolder, truth: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Hold one run against the truth."""
    surveys = {(row["council"], row["journey"]): row for row in folder.read_table("surveys")}
    answers = {
        (row["council"], row["journey"], row["question"]): row["outcome"]
        for row in folder.read_table("answers")
    }
    channels = scores.channel_pairs(truth, surveys)
    pairs = [(true, said) for _, true, said in channels]
    outcomes = scores.outcome_pairs(truth, answers)
    asked = {question for _, _, question in answers}
    not_asked = [outcomes.pop(question) and question for question in sorted(set(outcomes) - asked)]
    applies = [
        (scores.name_of(row), row["applies"], surveys[key]["applies"])
        for row in truth
        if (key := (row["council"], row["journey"])) in surveys
    ]
    right = {scores.name_of(row): {row["applies"], *row["applies_alt"]} for row in truth}
    return {
        "found": _finding(truth, {key: row["task_url"] or "" for key, row in surveys.items()}),
        "applies_wrong": [one for one in applies if one[2] not in right[one[0]]],
        "channel": {
            "surveys": len(pairs),
            "accuracy": scores.share(sum(true == said for true, said in pairs), len(pairs)),
            "macro_f1": scores.macro_f1(pairs),
            "f1": scores.f1_by_label(pairs),
            "confusion": scores.confusion(pairs),
            "confident_mistakes": sum(said not in (true, scores.UNKNOWN) for true, said in pairs),
            "honest_unknowns": sum(said == scores.UNKNOWN for _, said in pairs),
            "wrong": [one for one in channels if one[1] != one[2]],
        },
        "questions": scores.question_figures(outcomes)
        | {"not_asked": not_asked}
        | {"wrong": {name: [one for one in rows if one[1] != one[2]] for name, rows in outcomes.items()}},
    }


def _finding(truth: Sequence[dict[str, Any]], taken: dict[tuple[str, str], str]) -> dict[str, Any]:
    sorted_out = scores.found_first(truth, taken)
    counts = {name: len(surveys) for name, surveys in sorted_out.items()}
    wrong = {name: sorted_out[name] for name in ("mistaken", "missed")}
    return {**counts, "share": scores.share(counts["found"], sum(counts.values())), "wrong": wrong}


def stability(
    first: RunFolder,
    truth: Sequence[dict[str, Any]],
    slugs: Sequence[str],
    journeys: Sequence[str],
    work: Path,
    browser: bool,
) -> dict[str, Any]:
    """Run a subset twice more, side by side, and compare its answers with those of the full run."""
    codes = {row["council"] for row in truth if row["council_slug"] in slugs}
    before = [row for row in first.read_table("answers") if row["council"] in codes]
    differing: list[dict[str, Any]] = []
    numbers = range(2, RUNS_COMPARED + 1)

    def again(number: int) -> RunFolder:
        with Estate(slugs) as estate:
            return run_tool(estate, work, f"again-{number}", journeys, browser)

    with ThreadPoolExecutor(len(numbers)) as together:
        folders = list(together.map(again, numbers))
    for number, folder in zip(numbers, folders, strict=True):
        for one, other in scores.differences(before, folder.read_table("answers")):
            differing.append({"run": number, "first": one, "again": other})
    return {"councils": list(slugs), "runs": RUNS_COMPARED, "answers": len(before), "differing": differing}


def show(figures: dict[str, Any], console: Console, wrong: bool) -> None:
    """Print the figures; with *wrong* also each survey and question that was judged wrongly."""
    say = console.print
    say(
        f"{figures['councils']} councils, {len(figures['journeys'])} journeys, "
        f"{'with' if figures['browser'] else 'without'} the browser, {figures['seconds']:.0f} s"
    )
    found = figures["found"]
    say(
        f"Task page found first time: {_percent(found['share'])} ({found['found']} right, {found['mistaken']} mistaken, "
        f"{found['missed']} missed)"
    )
    for name, row in figures["baseline"].items():
        say(
            f"  a bag of keywords, {name}: {_percent(row['share'])}"
            + ("  TOO EASY" if (row["share"] or 0) >= BASELINE_BAR else "")
        )
    channel = figures["channel"]
    say(
        f"Channel: accuracy {_percent(channel['accuracy'])} of {channel['surveys']}, macro-F1 {channel['macro_f1']}; "
        f"{channel['confident_mistakes']} confident mistakes, {channel['honest_unknowns']} honest unknowns"
    )
    matrix = Table("true channel", "F1", "called", title="Confusion of channels")
    for true, row in channel["confusion"].items():
        called = ", ".join(f"{said or '(unknown)'} {count}" for said, count in row.items())
        matrix.add_row(true, f"{channel['f1'][true]:.2f}", called)
    say(matrix)
    table = Table("question", title="Questions, where truth is certain")
    for heading in (
        "truths",
        "decided",
        "right",
        "yes prec.",
        "yes rec.",
        "no prec.",
        "no rec.",
        "untested",
    ):
        table.add_column(heading, justify="right")
    for row in figures["questions"]["each"]:
        shares = (
            "precision_yes", "recall_yes", "precision_no", "recall_no", "could_not_test",
        )  # fmt: skip
        counts = (str(row[name]) for name in ("truths", "decided", "right"))
        table.add_row(row["question"], *counts, *(_percent(row[name]) for name in shares))
    say(table)
    for name, row in figures["questions"]["totals"].items():
        say(
            f"Questions ({name}), truth yes or no: {row['truths']} truths, {_percent(row['decided'])} decided, "
            f"{_percent(row['accuracy'])} of those right; {row['confident_mistakes']} confident mistakes, "
            f"{row['honest_unknowns']} honest unknowns"
        )
    if figures["questions"]["not_asked"]:
        say(f"Truth is known of, but nobody asked: {', '.join(figures['questions']['not_asked'])}")
    say(
        f"Per council: {figures['requests_per_council']} requests, {figures['pages_per_council']} pages by HTTP, "
        f"{figures['browser_pages_per_council']} in the browser"
    )
    say(f"Ledger: {len(figures['ledger'])} lines")
    if steady := figures.get("stability"):
        say(
            f"Stability: {len(steady['differing'])} of {steady['answers']} answers differ over {steady['runs']} runs "
            f"of {len(steady['councils'])} councils"
        )
    if wrong:
        _show_wrong(figures, console)


def _show_wrong(figures: dict[str, Any], console: Console) -> None:
    for name, surveys in figures["found"]["wrong"].items():
        console.print(f"{name}: {', '.join(surveys) or '-'}")
    for survey, true, said in (*figures["applies_wrong"], *figures["channel"]["wrong"]):
        console.print(f"{survey}: {true} called {said or '(unknown)'}")
    for question, rows in figures["questions"]["wrong"].items():
        for survey, true, said in rows:
            console.print(f"{question} {survey}: {true} called {said}")
    for one in figures.get("stability", {}).get("differing", ()):
        row = one["first"] or one["again"]
        before, after = ((side or {}).get("outcome", "-") for side in (one["first"], one["again"]))
        console.print(f"differs: {row['council']} {row['journey']} {row['question']}: {before}, {after}")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--councils", default="", help="slugs, joined by commas; default: all")
    parser.add_argument(
        "--journeys", default="", help="ids, joined by commas; default: all that the estate has"
    )
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--stability", type=int, default=8, help="councils to run three times; 0 for none")
    parser.add_argument("--json", type=Path, help="write all figures, and what was wrong, to this file")
    parser.add_argument(
        "--keep", type=Path, help="keep the runs in this folder, which must not hold them yet"
    )
    parser.add_argument("--show", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.keep or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        figures = measure(options, work)
    show(figures, Console(width=150), options.show)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if figures["ledger"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
