"""Councils from hell: the run goes on, the cause is recorded, nothing is sent, no markup gets through."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.model import Device
from reports.judging import check_run
from reports.methodology import load
from reports.site import build
from reports.view_compare import DATA
from store import RunFolder
from tests.hostile import HOSTS, HostileProxy

SCRIPT = Path(__file__).parent / "hostile_run.py"
TEMPLATES = Path(__file__).parents[1] / "templates"


def hostile_run(out: Path, *words: str) -> tuple[RunFolder, list[tuple[str, str]]]:
    with HostileProxy() as proxy:
        done = subprocess.run(
            [sys.executable, str(SCRIPT), proxy.url, str(out), *words],
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return RunFolder.open(out / "hostile"), proxy.requests


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return hostile_run(tmp_path_factory.mktemp("http"))


def test_every_council_is_finished(run):
    assert len(run[0].finished()) == len(HOSTS)


def test_the_record_names_the_versions_that_an_answer_depends_on(run):
    told = run[0].crawl_record()["versions"]
    project = tomllib.loads((SCRIPT.parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert told["betterserved"] == project["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["axe"]) and re.fullmatch(r"[0-9a-f]{64}", told["axe_sha256"])
    assert "browser" not in told, "no browser was asked for"


def by_name(folder: RunFolder) -> dict[str, str]:
    return {council.name: council.gss for council in folder.councils()}


@pytest.mark.parametrize(
    ("host", "cause"), [("hang", "timeout"), ("drip", "timeout"), ("gate", "blocked"), ("good", "")]
)
def test_the_cause_of_a_council_that_could_not_be_tested(run, host, cause):
    assert run[0].visit(by_name(run[0])[host]).cause == cause


@pytest.mark.parametrize(
    ("host", "cause"), [("big", "page-broken"), ("loop", "page-broken"), ("private", "policy-stop")]
)
def test_the_cause_of_a_page_that_could_not_be_read(run, host, cause):
    rows = run[0].pages(by_name(run[0])[host])
    causes = [row.cause for row in rows if row.url.split("?")[0].endswith("/fly")]
    assert causes == [cause], rows


def test_nothing_but_the_councils_own_hosts_was_asked_for(run):
    assert {urlsplit(url).hostname for _, url in run[1]} <= {f"{host}.example" for host in HOSTS}


def test_a_page_with_an_unknown_charset_is_read_by_its_own_marks(run):
    seen = {one.step: one.facet("html") for one in run[0].evidence(by_name(run[0])["charset"])}
    assert "We aim to clear it within 5 working days." in seen["task"]
    assert "Cyngor" in seen["home"]


def test_a_body_without_end_is_not_kept(run):
    assert all(row.bytes <= 2_000_000 for row in run[0].pages(by_name(run[0])["big"]))


def test_a_calendar_is_not_followed_for_ever(run):
    assert run[0].visit(by_name(run[0])["calendar"]).pages <= 25


def test_nothing_but_get_was_asked_for(run):
    assert {method for method, _ in run[1]} <= {"GET", "HEAD"}


# The site's own scripts, which sort and filter its tables; and figures and names of the list of councils, in ASCII.
OWN_SCRIPT = re.compile(rf"(?:\.\./)*(?:{'|'.join(one.name for one in TEMPLATES.glob('*.js'))}|{DATA})")


class Elements(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.dangerous: list[str] = []

    def handle_starttag(self, tag, attrs):
        ours = tag == "script" and OWN_SCRIPT.fullmatch(dict(attrs).get("src") or "")
        if tag in ("script", "iframe", "object", "embed") and not ours:
            self.dangerous.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith(
                ("javascript:", "data:text")
            ):
                self.dangerous.append(f"{tag} {name}={value}")
            if tag in ("img", "svg") and name == "src" and value == "x":
                self.dangerous.append(f"{tag} from a page")


def test_no_markup_of_a_page_reaches_the_site(run, tmp_path):
    check_run(run[0], methodology=load())
    build([run[0]], tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(HOSTS)
    seen_as_text = False
    for page in pages:
        text = page.read_text("utf-8")
        parser = Elements()
        parser.feed(text)
        assert not parser.dangerous, f"{page}: {parser.dangerous[:3]}"
        seen_as_text |= "&lt;script&gt;" in text
    assert seen_as_text, "the hostile title should be shown, escaped"


@pytest.mark.browser
def test_dialogs_popups_posts_and_a_crashed_tab_do_no_harm(tmp_path):
    folder, requests = hostile_run(tmp_path, "--browser", "good", "dialog", "crash")
    assert len(folder.finished()) == 3
    told = folder.crawl_record()["versions"]
    assert re.fullmatch(r"\d+(\.\d+){3}", told["browser"])
    assert told["axe_engine"] in ("axe-selenium-python", "playwright")
    assert {method for method, _ in requests} <= {"GET", "HEAD", "CONNECT"}, (
        "a page made the browser send something"
    )
    gss = by_name(folder)
    good = {(one.step, one.device): one for one in folder.evidence(gss["good"])}
    assert isinstance(good["task", Device.DESKTOP].facet("html"), str), (
        "the councils beside it were looked at"
    )
    dialog = {(one.step, one.device): one for one in folder.evidence(gss["dialog"])}
    console = dialog["task", Device.DESKTOP].facet("console")
    assert any("stop" in text for text in console["dialogs"])
    crashed = [row for row in folder.pages(gss["crash"]) if row.how == "browser" and row.cause]
    assert crashed, "the page that never answers should be recorded with a cause"
