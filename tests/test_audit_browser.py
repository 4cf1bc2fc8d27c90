"""The desktop's audits on pages with known faults: what is found, nothing on a good page, in any order."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright")

from browser_site import Site, document
from test_browser import DESKTOP, Bench

from checks.accessibility.page import flaws_of
from checks.model import Device, Evidence, Missing
from crawler import look
from crawler.chromium import NoBrowserError, find_browser

try:
    find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

AUDITED = frozenset({*look.LIMITS, "layout", "html", "http"})

GOOD = """<style>body{font:18px/1.6 sans-serif;margin:0}main{max-width:34em;margin:auto;padding:1em}
nav ul{display:flex;flex-wrap:wrap;gap:1em;list-style:none}nav li ul{display:none}nav li:hover ul,nav li:focus-within ul{display:block}
a:focus,button:focus,input:focus,summary:focus,select:focus{outline:3px solid #005}
a,button,summary{display:inline-block;min-height:26px}input,select{min-height:30px;min-width:9em}p a{display:inline}</style>
<nav aria-label="Main"><ul><li><a href="/moorings">Moorings</a><ul><li><a href="/winter">Winter berths</a></li></ul></li>
<li><a href="/tides">Tide tables</a></li></ul></nav>
<main><h1>Renew a mooring licence</h1><p>A licence lasts a year. You can <a href="/fees">read what a licence costs</a> before you start.</p>
<h2>What you need</h2><ul><li>The number of your licence</li><li>The length of your boat in metres</li></ul>
<table><caption>Fees by length</caption><thead><tr><th scope="col">Length</th><th scope="col">Fee</th></tr></thead>
<tbody><tr><th scope="row">Up to 6 m</th><td>£80</td></tr><tr><th scope="row">Over 6 m</th><td>£120</td></tr></tbody></table>
<form method="post" action="/renew"><fieldset><legend>Kind of boat</legend><label><input type="radio" name="kind" value="s"> Sailing boat</label>
<label><input type="radio" name="kind" value="m"> Motor boat</label></fieldset>
<label for="n">Licence number</label><p id="hint">Six digits, on your last letter</p><input id="n" name="n" aria-describedby="hint">
<label for="h">Harbour</label><select id="h" name="h"><option>North quay</option><option>South quay</option></select><button>Continue</button></form>
<details><summary>Help with this form</summary><p>Ring the harbour office.</p></details>
<button type="button" id="open">Show the rules</button><dialog id="rules" aria-label="Rules"><p>Keep the fairway clear.</p><button id="shut">Close</button></dialog>
<script>open.onclick=()=>0;document.getElementById('open').addEventListener('click',()=>rules.showModal());shut.addEventListener('click',()=>rules.close())</script>
</main>"""

BAD = """<style>body{font:18px/1.6 sans-serif}main{max-width:34em}.dull:focus{outline:none}
.fly{position:relative}.fly .more{display:none}.fly:hover .more{display:block}.cut{height:30px;overflow:hidden;width:300px;line-height:28px}</style>
<main><h1>Renew a mooring licence</h1><p>Boats are told apart by the flags shown in red on the chart.</p>
<p><a class="dull" href="/dull">Tide tables for the year</a></p>
<div class="fly">Languages<div class="more"><a href="/pl">Polski</a></div></div>
<p class="cut">The office is shut on Good Friday.</p>
<span id="toggle" style="cursor:pointer">Show the opening hours</span>
<div role="button" tabindex="0" id="deaf">Tell the harbour master</div>
<form action="/go"><label for="where">Go to</label><select id="where"><option>Choose</option><option>North</option></select>
<p>Which boat is it?</p><label><input type="radio" name="b"> Sloop</label><label><input type="radio" name="b"> Ketch</label></form>
<div id="trap"><button type="button">Play the film</button><button type="button">Sound of the film</button></div><p><a href="/after">What comes after the film</a></p>
<script>
document.getElementById('toggle').addEventListener('click', () => 1);
deaf.addEventListener('click', () => { deaf.textContent = 'Thanks'; });
where.addEventListener('change', () => { location.href = '/elsewhere'; });
const [one, two] = document.querySelectorAll('#trap button');
one.addEventListener('keydown', (e) => { if (e.key === 'Tab') { e.preventDefault(); two.focus(); } });
two.addEventListener('keydown', (e) => { if (e.key === 'Tab') { e.preventDefault(); one.focus(); } });
</script></main>"""


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def audit(bench: Bench, site: Site, body: str) -> tuple[dict[str, object], set[str]]:
    site.pages["/licence"] = document(body).replace(
        "<head>", "<head><title>Renew a mooring licence - Harbour</title>", 1
    )
    visit = bench.visit(site.url + "/licence", devices=DESKTOP, facets=AUDITED).best
    assert not {name: value for name, value in visit.facets.items() if isinstance(value, Missing)}
    evidence = Evidence(
        "r", "X", "j", "task", Device.DESKTOP, "u", "u", "2026-01-01T00:00:00Z", None, visit.facets
    )
    return dict(visit.facets), {flaw.rule for flaw in flaws_of(evidence) if flaw.engine == "own"}


def test_nothing_of_ours_on_a_good_page(bench: Bench, site: Site) -> None:
    facets, rules = audit(bench, site, GOOD)
    assert rules == set()
    assert facets["keyboard"]["ended"] and len(facets["keyboard"]["stops"]) >= 8  # type: ignore[index]
    assert facets["dialogs"][0]["inside"] and facets["dialogs"][0]["escape"]  # type: ignore[index]


def test_each_fault_is_found_by_its_rule(bench: Bench, site: Site) -> None:
    _, rules = audit(bench, site, BAD)
    assert rules == {
        "colour-words", "focus-visible", "hover-only", "text-clipped", "click-only", "deaf-to-space", "changes-on-input",
        "ungrouped-choices", "keyboard-trap", "spacing-clipped",
    }  # fmt: skip
    assert site.methods() == {"GET"} and "/elsewhere" not in site.paths() and "/go" not in site.paths()


def test_the_order_of_the_audits_does_not_matter(
    bench: Bench, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(facets: dict[str, object]) -> dict[str, object]:
        axe = facets["axe"]
        return {
            **{name: facets[name] for name in look.DESKTOP_ONLY & AUDITED},
            "axe": {k: axe[k] for k in ("violations", "incomplete")},
        }  # type: ignore[index]

    first, _ = audit(bench, site, BAD)
    dice = random.Random(7)
    for _ in range(3):
        order = list(look.LIMITS)
        dice.shuffle(order)
        monkeypatch.setattr(look, "LIMITS", {name: look.LIMITS[name] for name in order})
        again, _ = audit(bench, site, BAD)
        assert told(again) == told(first), order
