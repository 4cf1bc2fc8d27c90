"""The published log of requests: all that was asked, nothing that was typed, and words for every reason."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Cause, Device, Evidence, PageVisit
from reports.site import build
from reports.view_requests import REASONS, _gaps, reason_words
from store import CouncilVisit, RunFolder
from store.files import read_lines
from store.requests import MASK, URL_LIMIT, asked_for, masked
from tests.synthetic_run import make_run

WALK = {
    "depth": "steps",
    "stop_reason": "final-control",
    "detail": "",
    "permission": "R1",
    "steps": [],
    "left_out": {"cdn.example": 5},
    "log": [
        {
            "at": "2026-11-20T08:14:00Z",
            "method": "POST",
            "url": "https://forms.example/step?name=Test+Test",
            "line": line,
            "kind": "document",
            "verdict": "allowed",
            "reason": "permit 1",
        }
        for line in ("browser", "gateway")
    ]
    + [
        {
            "at": "2026-11-20T08:14:05Z",
            "method": "GET",
            "url": "https://cdn.example/look.css",
            "line": "browser",
            "kind": "stylesheet",
            "verdict": "allowed",
            "reason": "",
        },
        {
            "at": "2026-11-20T08:14:09Z",
            "method": "POST",
            "url": "https://forms.example/send?n=AB1%202CD",
            "line": "browser",
            "kind": "document",
            "verdict": "denied",
            "reason": "frozen",
        },
    ],
}


# Where requests are denied, and why.
FILES = ("guard.py", "screen.py", "permits.py", "lookups.py")


@pytest.mark.parametrize(
    ("url", "values", "shown"),
    [
        ("https://a.example/bins?pc=AB1+2CD&x=", True, f"https://a.example/bins?pc={MASK}&x="),
        ("https://a.example/bins?pc=AB1+2CD&x=bins", False, f"https://a.example/bins?pc={MASK}&x=bins"),
        ("https://a.example/find/AB1%202CD/now", False, f"https://a.example/find/{MASK}/now"),
        ("https://a.example/property/100012345678", True, f"https://a.example/property/{MASK}"),
        (
            "https://a.example/search?q=missed+bin&page=2",
            False,
            "https://a.example/search?q=missed+bin&page=2",
        ),
        ("https://me:secret@a.example/x#typed", False, "https://a.example/x"),
        ("http://[broken", True, "an address that cannot be read"),
        ("https://a.example/news/2026/11/20?id=4711", False, "https://a.example/news/2026/11/20?id=4711"),
    ],
)
def test_what_was_typed_is_masked(url: str, values: bool, shown: str) -> None:
    assert masked(url, values=values) == shown


@given(st.text(max_size=200), st.text(min_size=1, max_size=40), st.booleans())
def test_masking_never_raises_and_is_bounded(path: str, value: str, values: bool) -> None:
    shown = masked(f"https://a.example/{path}?k={value}", values=values)
    assert len(shown) <= URL_LIMIT


@pytest.mark.parametrize("url", ["https://a.example/x?\ud800=1", "https://a.example/\ud800", "\udfff?\ud800"])
@pytest.mark.parametrize("values", [True, False])
def test_half_a_character_is_masked_and_can_be_written(url: str, values: bool) -> None:
    assert masked(url, values=values).encode("utf-8")


@given(st.from_regex(r"[a-z]{12,20}", fullmatch=True))
def test_no_value_of_an_address_that_a_page_made_up_is_published(value: str) -> None:
    shown = masked(f"https://a.example/x?a={value}&b[]={value}&c={value}&{'d'}={value}#{value}", values=True)
    assert value not in shown


def _run(tmp_path: Path) -> RunFolder:
    run = make_run(tmp_path / "run", seed=1)
    (gss, *_) = run.finished()
    writer = run.council_writer(gss)
    for how, at, status, cause in (
        ("http", "2026-11-20T08:00:05Z", 200, None),
        ("http", "2026-11-20T08:00:08Z", 404, None),
        ("http", "2026-11-20T08:00:09Z", None, Cause.ROBOTS),
        ("browser", "2026-11-20T08:12:30Z", 200, None),
        ("form", "2026-11-20T08:13:30Z", None, Cause.TIMEOUT),
    ):
        url = f"https://www.council.example/{at[-3:-1]}"
        writer.add_page(PageVisit(run.id, gss, url, url, status, how, at, 100, 10, cause))
    network = {
        "hosts": {"www.council.example": 12, "cdn.example": 3},
        "denied": [{"method": "POST", "url": "https://count.example/?who=me", "reason": "method"}] * 3,
    }
    for step, facets in (("form-1", {"network": network}), ("walk", {"form-walk": WALK})):
        url = "https://www.council.example/form"
        device = Device.DESKTOP if step == "form-1" else Device.HTTP
        writer.add(
            Evidence(
                run.id, gss, "report-missed-bin", step, device, url, url, "2026-11-20T08:12:30Z", None, facets
            )
        )
    began, ended = "2026-11-20T08:00:00Z", "2026-11-20T08:20:00Z"
    writer.finish(CouncilVisit(gss, "", "", 4, 1, began, ended, 1200.0))
    return run


def test_the_log_has_pages_files_denials_and_steps(tmp_path: Path) -> None:
    run = _run(tmp_path)
    log = run.requests(run.finished()[0])
    assert [one.at for one in log] == sorted(one.at for one in log)
    told = {(one.tier, one.kind, one.verdict, one.reason, one.times) for one in log}
    assert told == {
        ("source", "page", "asked", "", 1),
        ("source", "page", "not-asked", "robots", 1),
        ("browser", "page", "asked", "", 1),
        ("browser", "page", "not-asked", "timeout", 1),
        ("browser", "parts", "asked", "", 12),
        ("browser", "parts", "asked", "", 9),
        ("browser", "denied", "denied", "method", 3),
        ("walk", "step", "asked", "", 1),
        ("walk", "document", "denied", "frozen", 1),
    }
    assert {one.host for one in log if one.kind == "parts"} == {"www.council.example", "cdn.example"}
    assert not [one for one in log if "Test" in one.url or "2CD" in one.url or "who=me" in one.url]


def test_the_page_and_the_table_say_the_same(tmp_path: Path) -> None:
    run = _run(tmp_path)
    gss = run.finished()[0]
    build([run], tmp_path / "site")
    (page,) = (tmp_path / "site").glob(f"councils/{gss}-*/requests.html")
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    with (tmp_path / "site/data/requests.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["council"] == gss]
    assert len(rows) == 10 and sum(int(row["times"]) for row in rows if row["kind"] == "parts") == 21
    listed = soup.find("caption", id="cap-list").find_parent("table").tbody.find_all("tr")
    assert len(listed) == sum(row["kind"] != "parts" for row in rows)
    hosts = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in soup.find("caption", id="cap-hosts").find_parent("table").tbody.find_all("tr")
    }
    assert hosts["www.council.example"] == ["2", "1", "12", "3 s", "3 s"]
    assert hosts["cdn.example"] == ["0", "0", "9", "–", "–"]
    kept = soup.find("caption", id="cap-kept").find_parent("table").get_text(" ")
    assert REASONS["method"][1] in kept and REASONS["robots"][0] in kept and "count.example" in kept
    assert "We did not ask for it: " in kept and "timeout" not in kept
    assert "1 request let out, 1 request denied" in soup.get_text(" ")
    (card,) = (tmp_path / "site").glob(f"councils/{gss}-*.html")
    assert f"{page.parent.name}/requests.html" in card.read_text("utf-8")


def test_a_look_or_a_walk_that_two_journeys_share_is_counted_once(tmp_path: Path) -> None:
    run = _run(tmp_path)
    folder = run.path / "councils" / run.finished()[0]
    once = asked_for(folder)
    session = {
        "hosts": {"www.council.example": 30},
        "denied": [{"method": "POST", "url": "x", "reason": "y"}],
    }
    lines = list(read_lines(folder / "evidence.jsonl"))
    lines += [{**line, "journey": "pay-council-tax"} for line in lines]
    lines += [
        {**line, "step": step, "requested_url": step, "facets": {"network": session}}
        for line in lines
        for step in ("form-2", "form-10")
    ]
    (folder / "evidence.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert asked_for(folder) == once


def test_a_council_without_walks_is_told_of_no_form_that_was_read(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", seed=1)
    build([run], tmp_path / "site")
    for page in (tmp_path / "site").glob("councils/*/requests.html"):
        text = BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text(" ")
        assert "of a form was read" not in text and ("No form was walked" in text or "Nothing:" in text)


def test_what_no_permit_was_open_for_is_not_said_to_have_ended_a_walk() -> None:
    assert "ended there" not in reason_words("no-permit")[1] and "ended there" in reason_words("budget")[1]


def test_gaps_are_between_one_page_and_the_next() -> None:
    assert _gaps(["2026-11-20T08:00:09Z", "2026-11-20T08:00:05Z", "when", "2026-11-20T08:01:09Z"]) == [4, 60]


def test_every_reason_of_the_guard_has_words() -> None:
    text = "".join(Path("crawler", name).read_text("utf-8") for name in FILES)
    given = re.findall(
        r'Verdict\(False, "([a-z-]+)"\)|return "([a-z-]+)"$|refused\([^)]*"([a-z]+)"\)', text, re.M
    )
    named = {one for some in given for one in some if one} | {
        "beacon",
        "report",
        "payment-host",
        "commit-like",
    }
    assert len(named) > 8
    assert not [one for one in named if reason_words(one)[0].startswith("Something else")]
