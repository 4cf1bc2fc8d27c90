"""What hosts are owed, read from the log of the servers themselves: nothing here asks our own code what it did."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from polite_web import GIF, Page, Said, Web, bare, councils_csv, page

from checks.model import Cause
from crawler.middlewares import REFUSALS_BEFORE_STOP
from crawler.watch import MOST_FILES
from store import CouncilVisit, RunFolder
from store.files import read_lines

ROOT = Path(__file__).resolve().parents[1]
DELAY, ASKED_FOR = 0.4, 0.9
JOURNEY = "report-fly-tipping"


COMMAND = "from betterserved import app; app()"


def crawl(folder: Path, web: Web, *more: str, code: str = COMMAND) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(folder, web, *more, code=code), **SETTING, check=False, timeout=240)


def command(folder: Path, web: Web, *more: str, code: str = COMMAND) -> list[str]:
    words = [sys.executable, "-c", code, "crawl", str(folder / "councils.csv")]
    words += ["--out", str(folder / "runs"), "--run-id", "q4", "--proxy", web.proxy, "--journey", JOURNEY]
    return [*words, "--delay", str(DELAY), *more]


SETTING = {
    "cwd": ROOT,
    "env": {**os.environ, "PYTHONPATH": str(ROOT)},
    "capture_output": True,
    "text": True,
}


def council(form: str, head: str = "", extra: str = "", link: str = "/fly-tipping") -> dict[str, Page]:
    return {
        "/": page("Welcome", f'<ul><li><a href="{link}">Report fly-tipping</a></li></ul>{extra}', head),
        "/robots.txt": Said("User-agent: *\nDisallow: /private\n", kind="text/plain"),
        "/fly-tipping": page(
            "Report fly-tipping",
            f'<p>Tell us what was dumped.</p><a href="{form}">Report fly-tipping online</a>',
        ),
    }


FORM = page(
    "Report fly-tipping: where is it?",
    """<p>Step 1 of 4</p><form method=post action=/sent><label for=p>Postcode</label><input id=p name=postcode>
    <button type=button onclick="fetch('/address-lookup?postcode=' + encodeURIComponent(p.value))
      .then(one => one.json()).then(all => { for (const one of all) s.append(new Option(one, one)); s.hidden = false })">
      Find address</button>
    <label for=s>Address</label><select id=s name=address hidden></select>
    <button type=submit>Next</button></form>""",
)
SUPPLIER = "http://forms.supplier.example"


def country() -> Mapping[str, Mapping[str, Page]]:
    """Five councils. Two share a site, all share a supplier and a widget; each misbehaves in a way of its own."""
    widget = '<iframe src="http://widget.example/news" title=News></iframe>'
    twice = (
        f'{widget}<iframe src="/inside" title=Inside></iframe><iframe src="/inside-too" title=Too></iframe>'
    )
    many = "".join(f'<img src="/picture/{number}.gif" alt="">' for number in range(330))
    alder = council(
        f"{SUPPLIER}/a", '<link rel=prefetch href="/fly-tipping"><link rel=prerender href="/x">', twice
    )
    alder |= {"/inside": page("Inside", ""), "/inside-too": page("Inside too", "")}
    beck = council(
        f"{SUPPLIER}/b", extra=f'{widget}<a href="/private/fly-tipping">Report fly-tipping here</a>'
    )
    beck |= {
        "/robots.txt": Said(
            f"User-agent: *\nCrawl-delay: {ASKED_FOR}\nDisallow: /private\n", kind="text/plain"
        ),
        "/private/fly-tipping": page("Report fly-tipping", "not for us"),
    }
    # Its script opens a page that robots.txt keeps to itself.
    away = "<script>setTimeout(() => location.assign('/private/away'), 50)</script>"
    cold = {"/d": page("Welcome", '<a href="/d/fly-tipping">Report fly-tipping</a>')}
    cold["/d/fly-tipping"] = council(f"{SUPPLIER}/d")["/fly-tipping"]
    cold |= council(f"{SUPPLIER}/c", extra=away)
    # From its www. to the bare name, and from there to the supplier.
    dale = council("/go", extra=many + widget)
    dale |= {"/go": Said(status=302, headers={"Location": "http://dale.example/gone"})}
    moved = {
        "/gone": Said(status=302, headers={"Location": f"{SUPPLIER}/e"}),
        "/robots.txt": Said(kind="text/plain"),
    }
    dale |= {f"/picture/{number}.gif": Said(GIF, kind="image/gif") for number in range(330)}
    supplier: dict[str, Page] = {f"/{one}": FORM for one in "abcde"}
    supplier["/address-lookup"] = Said('["1 High Street", "2 High Street"]', kind="application/json")
    return {
        "www.alder.example": alder,
        "beck.example": beck,
        "cold.example": cold,
        "www.dale.example": dale,
        "dale.example": moved,
        "forms.supplier.example": supplier,
        "widget.example": {"/news": Said(page("News", ""), seconds=0.3)},
    }


COUNCILS = councils_csv(
    [
        ("E06000091", "Alder Council", "http://www.alder.example/"),
        ("E06000092", "Beck Council", "http://beck.example/"),
        ("E06000093", "Cold Council", "http://cold.example/"),
        ("E06000094", "Colder Council", "http://cold.example/d"),
        ("E06000095", "Dale Council", "http://www.dale.example/"),
    ]
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, Path]]:
    """One crawl of the country with the browser and all its audits, and look-ups in the forms."""
    pytest.importorskip("playwright")
    from crawler.chromium import NoBrowserError, find_browser

    try:
        find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("country")
    (folder / "councils.csv").write_text(COUNCILS)
    with Web(country()) as web:
        done = crawl(folder, web, "--postcode", "SW1A 1AA")
        assert done.returncode == 0, done.stderr
        yield web, folder / "runs" / "q4"


HOSTS = (
    "alder.example",
    "beck.example",
    "cold.example",
    "dale.example",
    "forms.supplier.example",
    "widget.example",
)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("host", HOSTS)
def test_a_host_is_asked_for_one_document_at_a_time_and_rests_after_it(seen, host):
    web, _ = seen
    rows = web.paced(host)
    # Both tiers came, and more than one document each: else nothing is shown.
    assert sum(one.browser for one in rows) > 3
    assert host == "widget.example" or sum(not one.browser for one in rows) > 2
    assert web.too_soon(host, DELAY) == []


@pytest.mark.browser
def test_names_with_and_without_www_are_one_host(seen):
    web, _ = seen
    assert {one.host for one in web.paced("dale.example")} == {"dale.example", "www.dale.example"}


@pytest.mark.browser
def test_whatever_the_council_a_shared_site_and_a_supplier_are_asked_by_one_at_a_time(seen):
    web, _ = seen
    assert {"/", "/d", "/d/fly-tipping"} <= {one.path for one in web.paced("cold.example")}
    assert {f"/{one}" for one in "abcde"} <= {one.path for one in web.paced("forms.supplier.example")}


@pytest.mark.browser
def test_frames_are_documents_of_their_hosts(seen):
    web, _ = seen
    assert {"/inside", "/inside-too"} <= {one.path for one in web.paced("alder.example") if one.browser}
    assert len([one for one in web.paced("widget.example") if one.path == "/news"]) > 3


@pytest.mark.browser
def test_lookups_wait_their_turn(seen):
    web, _ = seen
    asked = [one for one in web.paced("forms.supplier.example") if one.path == "/address-lookup"]
    assert asked and all(one.browser for one in asked)


@pytest.mark.browser
def test_a_crawl_delay_is_kept_by_both_tiers_and_a_rule_obeyed(seen):
    web, _ = seen
    assert web.too_soon("beck.example", ASKED_FOR) == []
    assert not [one for one in web.log if one.path.startswith("/private")]
    first = {bare(one.host): one.path for one in reversed(web.log) if not one.browser}
    assert {host: first[host] for host in HOSTS[:5]} == dict.fromkeys(HOSTS[:5], "/robots.txt")


@pytest.mark.browser
def test_nothing_is_fetched_ahead(seen):
    web, _ = seen
    assert not [one for one in web.log if one.path == "/x"]


@pytest.mark.browser
def test_the_files_of_a_page_are_capped_and_counted(seen):
    web, run = seen
    rows = sorted((one for one in web.log if bare(one.host) == "dale.example"), key=lambda one: one.began)
    files = [0]
    for one in rows:
        if one.path == "/" and one.browser:
            files.append(0)
        files[-1] += one.path.startswith("/picture/")
    loads = [count for count in files if count]
    assert loads and max(loads) == MOST_FILES
    looked = 0
    for line in read_lines(run / "councils" / "E06000095" / "evidence.jsonl"):
        facets = line["facets"]
        if line["step"] != "home" or line["device"] not in ("desktop", "phone"):
            continue
        looked += 1
        assert facets["network"]["over"] == 30
        assert facets["network"]["requests"] < 310
        assert "asks for more than 300 files" in str(facets["layout"])
        assert facets["layout"]["missing"] == "not-measured"
        # Pictures alone were cut: what the page says is known.
        assert "blob" in facets["html"]
    assert looked == 2


def plain(folder: Path, pages: Mapping[str, Mapping[str, Page]]) -> Web:
    """Write the list of the councils whose sites *pages* are, and return the web that serves them."""
    rows = [
        (f"E060000{number}", f"{host.split('.')[0].title()} Council", f"http://{host}/")
        for number, host in enumerate(pages, 71)
        if not host.startswith("forms")
    ]
    (folder / "councils.csv").write_text(councils_csv(rows))
    return Web(pages)


def visits(folder: Path) -> dict[str, CouncilVisit]:
    run = RunFolder.open(folder / "runs" / "q4")
    return {gss: run.visit(gss) for gss in run.finished()}


class Gate:
    """A host that answers *status* to whatever it is asked once `open_for` requests have passed."""

    def __init__(self, pages: Mapping[str, Page], open_for: int, *statuses: int, **headers: str) -> None:
        self.pages, self.left, self.statuses = pages, open_for, statuses
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refused = 0

    def get(self, path: str, otherwise: Page) -> Page:
        self.left -= 1
        if self.left >= 0:
            return self.pages.get(path, otherwise)
        self.refused += 1
        return Said("", self.statuses[self.refused % len(self.statuses)], self.headers)


def many_pages(count: int = 12) -> dict[str, Page]:
    links = "".join(
        f'<li><a href="/fly-tipping/{one}">Report fly-tipping {one}</a></li>' for one in range(count)
    )
    return {"/": page("Welcome", f"<ul>{links}</ul>"), "/robots.txt": Said(kind="text/plain")}


# A way in that failed is tried again after two seconds, and not after the minute that a person's crawl waits.
SOON_AGAIN = """
from functools import partialmethod
from crawler.options import CrawlOptions
CrawlOptions.__init__ = partialmethod(CrawlOptions.__init__, revisit_after=2.0)
from betterserved import app
app()
"""


@pytest.mark.slow
def test_a_host_that_keeps_refusing_is_left_alone_by_all_councils_and_after_a_resume(tmp_path):
    hub = {
        f"/fly-tipping/{one}": page("Report", f'<a href="http://forms.example/{one}">Report it</a>')
        for one in range(12)
    }
    gates = {"ash.example": Gate(many_pages(), 2, 403, 429), "forms.example": Gate({}, 1, 403)}
    with plain(
        tmp_path, gates | {"elm.example": many_pages() | hub, "oak.example": many_pages() | hub}
    ) as web:
        done = crawl(tmp_path, web, "--no-browser", "--delay", "0.05", code=SOON_AGAIN)
        assert done.returncode == 0, done.stderr
        asked = [one.path for one in web.paced("ash.example")]
        # robots.txt and the home page; then four that were refused, the 429 among them asked for once more.
        assert len(asked) == 2 + REFUSALS_BEFORE_STOP
        # Two councils have their forms there; together they asked it no more often.
        assert len(web.paced("forms.example")) <= 1 + REFUSALS_BEFORE_STOP
        visit = visits(tmp_path)["E06000071"]
        assert visit.cause == "blocked" and "refused 4 requests in a row: 4" in visit.detail
        assert "Hosts left alone" in done.stdout and "ash.example refused" in done.stdout
        # Another session of the run, with the council's visit undone, asks it nothing more.
        shutil.rmtree(tmp_path / "runs" / "q4" / "councils" / "E06000071")
        before = len(web.log)
        again = crawl(tmp_path, web, "--no-browser", "--delay", "0.05", "--resume", code=SOON_AGAIN)
        assert again.returncode == 0, again.stderr
        assert len(web.log) == before
        assert visits(tmp_path)["E06000071"].cause == "blocked"


def test_retry_after_holds_the_whole_host(tmp_path):
    told: list[float] = []

    def once() -> Said:
        told.append(time.monotonic())
        return Said("", 503, {"Retry-After": "3"}) if len(told) == 1 else Said(page("Report fly-tipping", ""))

    pages = {"ash.example": many_pages() | {"/fly-tipping/0": once}}
    with plain(tmp_path, pages) as web:
        assert crawl(tmp_path, web, "--no-browser", "--delay", "0.05").returncode == 0
        held = [one for one in web.log if told[0] < one.began < told[0] + 3]
        assert len(told) == 2 and held == []
        assert len([one for one in web.log if one.began > told[0] + 3]) > 3


def test_a_dropped_connection_is_no_leave_to_ask_again_at_once(tmp_path):
    # The proxy's connection is kept from page to page: what is asked on it when it drops could be sent anew.
    pages = many_pages(4) | {"/fly-tipping/1": Said(status=0)}
    with plain(tmp_path, {"ash.example": pages}) as web:
        assert crawl(tmp_path, web, "--no-browser").returncode == 0
        asked = [one.path for one in web.paced("ash.example")]
        assert asked.count("/fly-tipping/1") >= 2 and asked.count("/fly-tipping/2") >= 1
        assert web.too_soon("ash.example", DELAY) == []


def test_a_retry_after_of_an_hour_is_taken_at_its_word(tmp_path):
    pages = {"ash.example": Gate(many_pages(), 3, 429, Retry_After="3600")}
    with plain(tmp_path, pages) as web:
        assert crawl(tmp_path, web, "--no-browser", "--delay", "0.05").returncode == 0
        assert len(web.log) == 4
    assert "asked us to come back after 3,600 s" in visits(tmp_path)["E06000071"].detail


def test_the_page_budget_is_kept(tmp_path):
    links = "".join(
        f'<li><a href="/fly-tipping/{one}">Report fly-tipping {one}</a></li>' for one in range(40)
    )
    pages: dict[str, Page] = {
        f"/fly-tipping/{one}": page("Fly-tipping", f"<ul>{links}</ul>") for one in range(40)
    }
    with plain(tmp_path, {"ash.example": pages | {"/": page("Welcome", f"<ul>{links}</ul>")}}) as web:
        assert crawl(tmp_path, web, "--no-browser", "--delay", "0.01", "--page-budget", "25").returncode == 0
        asked = [one.path for one in web.log if one.path != "/robots.txt"]
        assert 12 < len(asked) <= 25


def test_a_council_that_opted_out_is_asked_nothing(tmp_path):
    with plain(tmp_path, {"ash.example": many_pages(2), "elm.example": many_pages(2)}) as web:
        wish = "council,name,date\nE06000071,Ash Council,2026-11-03\n"
        (tmp_path / "runs").mkdir()
        (tmp_path / "runs" / "opt-outs.csv").write_text(wish)
        assert crawl(tmp_path, web, "--no-browser", "--delay", "0.01").returncode == 0
        assert {one.host for one in web.log} == {"elm.example"}


def test_what_is_kept_from_before_is_not_asked_for_again_and_waits_for_nobody(tmp_path):
    with plain(tmp_path, {"ash.example": many_pages(3)}) as web:
        process = subprocess.Popen(command(tmp_path, web, "--no-browser"), cwd=ROOT, env=SETTING["env"])
        deadline = time.monotonic() + 60
        while len(web.log) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
        before = {one.path for one in web.log if one.path in ("/", "/robots.txt")}
        count = len(web.log)
        assert crawl(tmp_path, web, "--no-browser", "--resume").returncode == 0
        assert before == {"/", "/robots.txt"} and not before & {one.path for one in web.log[count:]}
        assert web.too_soon("ash.example", DELAY) == []


def test_the_kill_switch_stops_everything_at_once_and_resume_goes_on(tmp_path):
    sites = {f"{name}.example": many_pages(30) for name in ("ash", "elm", "oak")}
    with plain(tmp_path, sites) as web:
        switch = tmp_path / "runs" / "STOP"
        words = command(tmp_path, web, "--no-browser", "--delay", "0.1")
        process = subprocess.Popen(words, cwd=ROOT, env=SETTING["env"], stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while len(web.log) < 12 and time.monotonic() < deadline:
            time.sleep(0.02)
        switch.touch()
        at = time.monotonic()
        _, said = process.communicate(timeout=30)
        assert process.returncode == 4
        assert (
            "stopped by the kill switch" in said
            and "--run-id q4 --resume" in said
            and "Traceback" not in said
        )
        assert [one for one in web.log if one.began > at + 1.5] == []
        count = len(web.log)
        refused = crawl(tmp_path, web, "--no-browser", "--resume")
        assert refused.returncode == 2 and str(switch) in refused.stderr and len(web.log) == count
        record = RunFolder.open(tmp_path / "runs" / "q4").crawl_record()
        assert record is not None and record["interrupted"]
        switch.unlink()
        assert crawl(tmp_path, web, "--no-browser", "--resume", "--delay", "0.02").returncode == 0
        assert len(visits(tmp_path)) == 3
        assert len(web.log) > count


@pytest.mark.browser
def test_the_kill_switch_stops_a_page_that_is_open(tmp_path):
    """As the spider does once it found the file: a page that keeps asking is let ask nothing more."""
    pytest.importorskip("playwright")
    from crawler.browser import BrowserPool, PoolSettings
    from crawler.chromium import NoBrowserError
    from crawler.hosts import Hosts
    from crawler.visit import VisitRequest

    asking = "<script>setInterval(() => { new Image().src = '/picture.gif?' + Math.random() }, 40)</script>"
    pages: dict[str, Page] = {"/": page("Welcome", asking), "/picture.gif": Said(GIF, kind="image/gif")}

    async def stopped(web: Web) -> float:
        pool = BrowserPool(
            PoolSettings("https://example.org", proxy=web.proxy, workers=1), hosts := Hosts(0.1)
        )
        try:
            await pool.start()
        except NoBrowserError as error:
            pytest.skip(str(error))
        try:
            visit = asyncio.ensure_future(pool.visit(VisitRequest("http://ash.example/")))
            while len(web.log) < 10:
                await asyncio.sleep(0.05)
            hosts.halted, at = "the kill switch was found", time.monotonic()
            seen = await visit
            assert any(one.cause is Cause.POLICY_STOP for one in seen.devices.values())
            return at
        finally:
            await pool.close()

    with Web({"ash.example": pages}) as web:
        at = asyncio.run(asyncio.wait_for(stopped(web), 120))
        # What a browser had under way, six at a time, a busy machine may see late. Unstopped, some eighty come.
        assert len([one for one in web.log if one.began > at + 0.5]) <= 6


# The clock goes a minute in two seconds, from the first request on, half a minute before the window shuts.
WARPED = """
import sys, time
from datetime import datetime, timedelta, UTC
import crawler.window as window
start, began = datetime(2026, 11, 25, 6, 59, 30, tzinfo=UTC), []
def now():
    began.append(time.monotonic())
    return start + 30 * timedelta(seconds=began[-1] - began[0])
window.now_utc = now
window._LOOK_S = 0.1
from betterserved import app
sys.argv = ["betterserved", *sys.argv[1:]]
app()
"""


@pytest.mark.slow
def test_nothing_is_asked_outside_the_window_and_the_crawl_goes_on_by_itself(tmp_path):
    with plain(tmp_path, {"ash.example": many_pages(40), "elm.example": many_pages(40)}) as web:
        hours = "19:00-07:00, 07:04-09:00"
        began = time.monotonic()
        done = crawl(tmp_path, web, "--no-browser", "--delay", "0.05", "--window", hours, code=WARPED)
        assert done.returncode == 0, done.stderr
        run = RunFolder.open(tmp_path / "runs" / "q4")
        (closed,) = run.told("window-closed")
        assert closed["until"] == "2026-11-25T07:04:00+00:00"
        assert len(list(run.told("window-opened"))) == 1
        gaps = [
            after.began - before.ended
            for before, after in pairwise(sorted(web.log, key=lambda one: one.began))
        ]
        # Four minutes of that clock; nothing else holds a crawl of such a delay so long.
        assert max(gaps) > 6 and sum(gap > 2 for gap in gaps) == 1
        assert len(visits(tmp_path)) == 2 and time.monotonic() - began > 8
        record = run.crawl_record()
        assert record is not None and record["options"]["window"] == hours
