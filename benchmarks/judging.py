"""CPU seconds to judge one council: 150 pages and every journey, no browser.

    python benchmarks/judging.py [--pages 150] [--kilobytes 40]

The pages are written here in the manner of councils: menus, prose, lists, a form, and guides of eight parts; no two are
the same, so that nothing is read once for many. Evidence is in memory: what is measured is judging, not the disk. The bar is 10 seconds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.http_tier import PLAIN, WORDS
from checks.judge import judge_survey
from checks.model import Applies, Council, CouncilType, Device, Evidence, Journey, Survey
from checks.registry import packs

BAR_S = 10.0
HOME = "https://www.anytown.gov.uk/"
VISITED = "2026-11-22T10:00:00Z"
STEPS = ("home", "landing", "task", *(f"part-{number}" for number in range(1, 9)), "start", "form-1")
FORM = (
    "<form action=/send method=post><label for=p>Postcode</label><input id=p name=postcode required>"
    "<label for=e>E-mail address</label><input id=e name=email type=email><fieldset><legend>Which bin?</legend>"
    "<label><input type=radio name=b> Refuse</label><label><input type=radio name=b> Recycling</label></fieldset>"
    "<label for=d>Details</label><textarea id=d name=details></textarea><button>Continue</button></form>"
)


def main() -> int:
    """Measure and print; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--kilobytes", type=int, default=40)
    options = parser.parse_args()
    council = Council("E06000099", "Anytown Council", CouncilType.UNITARY, "England", "", HOME)
    chosen = [pack for pack in packs() if pack.journey.applies_to(council) is Applies.YES]
    each = -(-options.pages // len(chosen))
    evidence = {
        pack.journey.id: survey_evidence(council, pack.journey, each, options.kilobytes) for pack in chosen
    }
    began = time.process_time()
    surveys: list[Survey] = [
        judge_survey(council, pack, evidence[pack.journey.id], run="bench", as_of=None, strict=True)
        for pack in chosen
    ]
    seconds = time.process_time() - began
    pages = sum(len(rows) - 1 for rows in evidence.values())
    answers = sum(len(survey.answers) for survey in surveys)
    print(
        f"{pages} pages of about {options.kilobytes} kB, {len(surveys)} journeys, {answers} answers: "
        f"{seconds:.1f} s of CPU (bar: {BAR_S:.0f} s)"
    )
    return 0 if seconds <= BAR_S else 1


def survey_evidence(council: Council, journey: Journey, count: int, kilobytes: int) -> list[Evidence]:
    """Return the walk of one survey and *count* pages on the way."""
    rows = []
    for number, step in enumerate(STEPS[:-2][: count - 2] + STEPS[-2:]):
        url = f"{HOME}{journey.id}/{step}"
        html = page_html(journey, step, kilobytes, random.Random(f"{journey.id}/{number}"))
        facets = {"html": html, "http": {"status": 200, "content_type": "text/html"}}
        rows.append(_evidence(council, journey, step, url, facets))
    task, form = f"{HOME}{journey.id}/task", f"{HOME}{journey.id}/form-1"
    crawl = {
        "task_url": task,
        "clicks": 2,
        "path": [],
        "home_links": [],
        "exhausted": True,
        "routes": {"menu": task},
    }
    route = {
        "steps": [{"step": "form-1", "url": form, "final_url": form, "how": "link", "status": 200}],
        "end": "form",
        "attempts": [],
    }
    return [_evidence(council, journey, "walk", HOME, {"crawl": crawl, "route": route}), *rows]


def page_html(journey: Journey, step: str, kilobytes: int, dice: random.Random) -> str:
    """Return a page of about so many kB that speaks of the journey among much else."""
    # Of a council's page three quarters are markup and menus, one quarter its own words.
    entry = (
        '<li class="menu__item menu__item--level-2" data-menu-id="{n}">'
        '<a class="menu__link" href="/{a}/{n}">{b}</a></li>'
    )
    menu = "".join(
        entry.format(n=n, a=dice.choice(WORDS), b=f"{dice.choice(WORDS).title()} {n}")
        for n in range(kilobytes * 6)
    )
    parts = []
    while sum(map(len, parts)) < kilobytes * 250:
        said = ". ".join(
            " ".join(dice.choice(PLAIN) for _ in range(dice.randint(8, 22))).capitalize() for _ in range(4)
        )
        topic = " ".join(dice.choice(phrases) for phrases in journey.objects.values())
        parts.append(f"<h2>{topic.capitalize()}</h2><p>{said}.</p><ul><li>{dice.choice(WORDS)}</li></ul>")
    parts.append("<p>We aim to do it within 5 working days. It costs £12.50. Ring 01632 960 001.</p>")
    form = FORM if step == "form-1" else f"<p><a href=/{journey.id}/form-1>{journey.title}</a></p>"
    return (
        f"<!doctype html><html lang=en-GB><head><title>{journey.title} - Anytown</title></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header><main><h1>{journey.title}</h1>{''.join(parts)}{form}</main>"
        "<footer><a href=/privacy>Privacy</a></footer></body></html>"
    )


def _evidence(council: Council, journey: Journey, step: str, url: str, facets: dict[str, object]) -> Evidence:
    return Evidence("bench", council.gss, journey.id, step, Device.HTTP, url, url, VISITED, 1, facets)


if __name__ == "__main__":
    sys.exit(main())
