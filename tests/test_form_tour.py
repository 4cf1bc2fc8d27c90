"""Which forms of a council are walked, how deep, and what is kept of it: without a browser."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("playwright")

from fake_site import AT, COUNCIL, HOST

from checks.digest import digest
from checks.form_step_model import StepKind, StepVerdict, StopReason
from checks.model import Cause, Device, Missing, form_step
from crawler.evidence import EvidenceMaker, StepSeen
from crawler.fetching import EngineFetcher, Fetched, PageLog
from crawler.form_tour import MAX_LOG, FormTour, walk_facet
from crawler.form_walk import FormWalk, WalkStep
from crawler.middlewares import GuardMiddleware
from crawler.options import CrawlOptions
from crawler.permissions import Permissions, today
from crawler.reader import PageRead
from crawler.routes import RouteStep
from crawler.turns import Turn
from crawler.visit import DeviceVisit, VisitRequest, VisitResult

FORM = f"{HOST}/report/1"


def facet(button: str = "Next", progress: str = "Step 1 of 3", **more: Any) -> dict[str, Any]:
    field = {
        "selector": "#a", "form": 0, "tag": "input", "type": "text", "name": "where", "label": "Where is it?",
        "required": True, "visible": True, "place": "main", "value": "", "options": [],
    }  # fmt: skip
    control = {
        "selector": "#b", "form": 0, "tag": "button", "type": "submit", "text": button, "action": FORM,
        "method": "post", "visible": True, "place": "main",
    }  # fmt: skip
    form = {"selector": "form", "action": FORM, "method": "post", "place": "main"}
    return {
        "url": FORM, "title": "Report it", "headings": [{"level": 1, "text": "Where is it?"}], "texts": [],
        "forms": [form], "fields": [field], "controls": [control], "errors": [], "captcha": [], "payment": [],
        "progress": {"texts": [progress] if progress else [], "steps": [], "bar": None},
        "summary": {"rows": 0, "changes": 0}, "frame": {"name": "", "url": FORM},
    } | more  # fmt: skip


def page() -> PageRead:
    fetched = Fetched(FORM, FORM, 200, "text/html", "", {}, (), 1, 1, AT)
    return PageRead(fetched, digest("<html></html>", FORM), b"", FORM)


def look(first: Any) -> VisitResult:
    seen = DeviceVisit(Device.DESKTOP, FORM, FORM, AT, {"form-step": first, "html": "<p>"})
    return VisitResult(VisitRequest(FORM), {Device.DESKTOP: seen})


class Sessions:
    """Stands for the fetcher: gives no session, and counts how often one was wanted, and how."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    @asynccontextmanager
    async def form_session(self, **told: Any) -> Any:
        self.told.append(told)
        yield Missing(Cause.NOT_MEASURED, "no browser in this test")


@pytest.fixture
def permitted(tmp_path):
    def write(hosts: str = "www.testham.example") -> Permissions:
        file = tmp_path / "permissions.csv"
        until = today() + timedelta(3)
        file.write_text(
            "gss,council,given_by,reference,from,until,hosts\n"
            f"{COUNCIL.gss},{COUNCIL.name},An officer,REF/1,{today()},{until},{hosts}\n"
        )
        return Permissions(file, [COUNCIL])

    return write


def toured(first: Any, permissions: Permissions | None = None, times: int = 1, **options: Any) -> Any:
    sessions = Sessions()
    tour = FormTour(sessions, COUNCIL.gss, CrawlOptions(**options), permissions)  # type: ignore[arg-type]
    seen = look(first) if not isinstance(first, Missing) else first
    found = [
        asyncio.run(tour.walk(RouteStep(form_step(1), page(), "Start", "link"), seen)) for _ in range(times)
    ]
    return found[-1], sessions.told


def test_in_the_default_depth_no_session_is_opened_without_a_postcode() -> None:
    walk, told = toured(facet())
    assert (walk.stop, walk.depth, told) == (StopReason.PERMISSION, "observe", [])
    assert [one.step for one in walk.steps] == ["form-1"]
    with_postcode, told = toured(facet(), postcode="TE5 1NG")
    assert with_postcode.stop is StopReason.PERMISSION and told == [], "it asks for no postcode"


def test_a_step_that_ends_a_walk_by_itself_opens_no_session_even_where_that_is_permitted(permitted) -> None:
    walk, told = toured(facet("Submit", ""), permitted(), depth="steps", postcode="TE5 1NG")
    assert walk.stop is StopReason.FINAL and told == []


def test_with_a_permission_a_session_of_that_depth_is_opened_once_for_each_form(permitted, tmp_path) -> None:
    switch = tmp_path / "STOP"
    walk, told = toured(facet(), permitted(), times=2, depth="steps", kill_switch=switch)
    assert told == [{"depth": "steps", "lookups": False, "kill_switch": switch}]
    assert walk.stop is StopReason.BROKEN and walk.steps, "what the first look saw still holds"


def test_a_permission_for_another_host_leaves_the_form_at_its_first_step(permitted) -> None:
    walk, told = toured(facet(), permitted("forms.testham.example"), depth="steps")
    assert walk.stop is StopReason.PERMISSION and told == []
    assert "does not name the host www.testham.example" in walk.detail


def test_the_kill_switch_ends_a_walk_before_it_begins(permitted, tmp_path) -> None:
    switch = tmp_path / "STOP"
    switch.touch()
    walk, told = toured(facet(), permitted(), depth="steps", kill_switch=switch)
    assert walk.stop is StopReason.KILLED and told == []


@pytest.mark.parametrize("broken", ["classify", "postcode_entry"])
def test_what_nobody_thought_of_costs_one_walk_and_no_council(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> Any:
        raise RecursionError("deep")

    monkeypatch.setattr(f"crawler.form_tour.{broken}", breaks)
    walk, told = toured(facet(), postcode="TE5 1NG")
    assert (walk.stop, walk.detail, told) == (StopReason.BROKEN, "the walk failed: RecursionError", [])
    assert walk_facet(walk)["stop_reason"] == "page-broken"


def test_a_walk_that_cannot_be_written_down_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    walk, _ = toured(facet())
    monkeypatch.setattr("crawler.form_tour.questions_of", lambda _: [][0])
    told = walk_facet(walk)
    assert isinstance(told, Missing) and told.cause is Cause.NOT_MEASURED and "IndexError" in told.detail


def test_what_was_not_looked_at_is_not_walked() -> None:
    missing = Missing(Cause.TIMEOUT, "too slow")
    assert toured(missing)[0] is missing and toured(look(missing).best.facet("form-step"))[0] is missing
    assert walk_facet(missing) is missing


def test_the_facet_counts_questions_and_the_further_steps_are_evidence() -> None:
    verdict = StepVerdict(StepKind.NON_FINAL, 0, None, (), ("N1 says “Next”", "N2 step 1 of 3"))
    first = WalkStep("form-1", FORM, facet(), verdict, "Next")
    last = WalkStep(
        "form-2",
        f"{FORM}?{'2' * 5000}",
        facet("Submit"),
        replace(verdict, kind=StepKind.FINAL),
        "",
        {"html": "<b>"},
        AT,
    )
    walk = FormWalk("steps", StopReason.FINAL, "F1", (first, last), "REF/1")
    told = walk_facet(walk)
    assert isinstance(told, dict) and told["stop_reason"] == "final-control"
    assert [(one["step"], one["fields"], one["required"], one["control"]) for one in told["steps"]] == [
        ("form-1", 1, 1, "Next"),
        ("form-2", 1, 1, ""),
    ]
    tour = FormTour(Sessions(), COUNCIL.gss, CrawlOptions())  # type: ignore[arg-type]
    (further,) = tour.evidence("r", "report-pothole", walk, 2)
    assert (further.step, further.device, further.clicks) == ("form-2", Device.DESKTOP, 3)
    assert further.fetched_at == AT
    assert further.requested_url == further.final_url == told["steps"][1]["url"]
    assert len(further.final_url) == 2000
    assert further.facets["html"] == "<b>" and further.facets["form-step"]["controls"][0]["text"] == "Submit"


def test_a_long_log_loses_files_alone_and_says_how_many() -> None:
    def row(line: str, kind: str, verdict: str = "allowed", reason: str = "") -> dict[str, str]:
        url = "https://cdn.example/look.css" if kind == "stylesheet" else FORM
        return {
            "at": AT,
            "line": line,
            "method": "GET",
            "url": url,
            "kind": kind,
            "verdict": verdict,
            "reason": reason,
        }

    kept = [
        row("browser", "document"),
        row("browser", "fetch", reason="lookup"),
        row("browser", "document", reason="permit 2"),
        row("browser", "beacon", "denied", "beacon"),
        row("gateway", "document", "denied", "frozen"),
    ]
    files = [row("browser", "stylesheet"), row("gateway", "stylesheet")] * (MAX_LOG + 10)
    told = walk_facet(FormWalk("steps", StopReason.FINAL, "F1", (), "REF/1", (*files, *kept)))
    assert isinstance(told, dict) and len(told["log"]) == MAX_LOG and told["log"][-5:] == kept
    assert told["left_out"] == {"cdn.example": 10 + len(kept)}
    assert not [one for one in told["log"] if one["line"] == "gateway" and one["verdict"] == "allowed"]


def test_the_form_as_the_walker_sees_it_is_kept_of_form_steps_alone() -> None:
    maker = EvidenceMaker("r", COUNCIL.gss)
    for step, kept in (("home", False), ("task", False), ("form-1", True)):
        records = list(maker.step("j", StepSeen(step, None, look(facet()), 1)))
        assert [("form-step" in one.facets) for one in records] == [kept], step


def test_a_turn_is_no_request_of_its_own_and_keeps_its_host_for_itself() -> None:
    scrapy = pytest.importorskip("scrapy")
    guard = GuardMiddleware.__new__(GuardMiddleware)
    guard.allow_private, guard.proxy = False, ""
    url = f"{HOST}/apiserver/processsubmission"
    asked = scrapy.Request(url, meta={"turn": Turn()})
    guard.process_request(asked)
    assert asked.meta["download_slot"] == "testham.example"
    with pytest.raises(Exception, match="commit-like"):
        guard.process_request(scrapy.Request(url))


def test_a_turn_is_no_page_that_was_asked_for_and_a_refused_one_is_noted_without_its_query() -> None:
    async def held(refused: bool) -> list[tuple[str, str, int | None, Cause | None]]:
        async def download(request: Any) -> None:
            if refused:
                raise TimeoutError
            await request.meta["turn"].take()

        engine = SimpleNamespace(engine=SimpleNamespace(download_async=download))
        log = PageLog("r", COUNCIL.gss)
        fetcher = EngineFetcher(engine, "", log, browser=True)  # type: ignore[arg-type]
        async with fetcher.turn(f"{FORM}?token=4711") as turn:
            assert isinstance(turn, Missing) == refused
            if isinstance(turn, Turn):
                turn.status = 200
        return [(row.url, row.how, row.status, row.cause) for row in log.rows]

    assert asyncio.run(held(refused=False)) == []
    ((url, how, status, cause),) = asyncio.run(held(refused=True))
    assert (url, how, status) == (FORM, "form", None) and cause is not None


def test_a_turn_lasts_until_it_is_over() -> None:
    async def held() -> tuple[bool, int]:
        turn = Turn()
        task = asyncio.ensure_future(turn.take())
        await turn.begun.wait()
        waits = not task.done()
        turn.status = 503
        turn.over.set()
        return waits, await task

    assert asyncio.run(held()) == (True, 503)
