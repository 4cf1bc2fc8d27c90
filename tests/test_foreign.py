"""The recording proxy of `make foreign` and its judgement, without an engine."""

import http.client
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from benchmarks.foreign import council
from benchmarks.foreign.application import CannotRun, free_port, kept
from benchmarks.foreign.engines import ENGINES
from benchmarks.foreign.judging import Outcome, outcome_of, page_of, submits
from benchmarks.foreign.recording import Line, names_of, recording_proxy
from checks.model import Device, Evidence
from checks.registry import journey_ids

HOF = replace(next(one for one in ENGINES if one.name == "hof"), careful=0)
FORM = "application/x-www-form-urlencoded"


class _App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", "/next")
        self.send_header("Set-Cookie", "one=1")
        self.send_header("Set-Cookie", "two=2")
        self.send_header("Content-Length", "0")
        self.send_header("X-Host", self.headers["Host"])
        self.send_header("X-Body", body.decode())
        self.end_headers()

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"hello")

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def proxy(tmp_path):
    app = ThreadingHTTPServer(("127.0.0.1", 0), _App)
    threading.Thread(target=app.serve_forever, args=(0.05,), daemon=True).start()
    with recording_proxy({"forms.example": app.server_address[1]}, tmp_path / "requests.jsonl") as (
        address,
        recorder,
    ):
        yield urlsplit(address).port, recorder, tmp_path / "requests.jsonl"
    app.shutdown()
    app.server_close()


def ask(port, method, address, body=None, kind=FORM):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, address, body, {"Content-Type": kind} if body else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_a_request_is_passed_on_as_it_is_and_written_down_by_names_only(proxy):
    port, recorder, file = proxy
    answer, _ = ask(
        port, "POST", "http://forms.example/step?draft=7", urlencode({"name": "Secret Person", "go": ""})
    )
    assert (answer.status, answer.getheader("Location")) == (302, "/next")
    assert answer.headers.get_all("Set-Cookie") == ["one=1", "two=2"]
    assert answer.getheader("X-Host") == "forms.example"
    assert answer.getheader("X-Body") == "name=Secret+Person&go="
    line = recorder.lines()[0]
    assert (line.method, line.host, line.path, line.query, line.body, line.status) == (
        *("POST", "forms.example", "/step"),
        *(("draft",), ("name", "go"), 302),
    )
    assert line.sends
    assert json.loads(file.read_text())["path"] == "/step"
    assert "Secret" not in file.read_text()


def test_reading_sends_nothing(proxy):
    port, recorder, _ = proxy
    assert ask(port, "GET", "http://forms.example/")[1] == b"hello"
    answer, content = ask(port, "HEAD", "http://forms.example/")
    assert (answer.getheader("Content-Length"), content) == ("5", b"")
    assert [line.sends for line in recorder.lines("forms.example")] == [False, False]


@pytest.mark.parametrize("address", ["http://other.example/send", "https://forms.example/send", "/send"])
def test_what_goes_elsewhere_is_refused_and_written_down(proxy, address):
    port, recorder, _ = proxy
    assert ask(port, "POST", address, "a=1")[0].status == 502
    assert [(line.sends, line.status) for line in recorder.lines()] == [(True, 502)]


def test_a_tunnel_is_refused(proxy):
    port, recorder, _ = proxy
    assert ask(port, "CONNECT", "forms.example:443")[0].status == 502
    assert [(line.method, line.sends) for line in recorder.lines()] == [("CONNECT", False)]


def test_lines_can_be_forgotten_but_stay_on_disk(proxy):
    port, recorder, file = proxy
    ask(port, "GET", "http://forms.example/")
    recorder.clear()
    assert recorder.lines() == []
    assert len(file.read_text().splitlines()) == 1


def test_names_of_bodies():
    part = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\nname="no"\r\n--x--'
    assert names_of(b"a=1&b=&a=2", FORM) == ("a", "b")
    assert names_of(part, "multipart/form-data; boundary=x") == ("photo",)
    assert names_of(b'{"data": {"email": "x"}}', "application/json; charset=utf-8") == ("data",)
    assert names_of(b"[1]", "application/json") == ("[]",)
    assert names_of(b"{", "application/json") == ("?",)
    assert names_of(b"", "text/plain") == ()


def test_a_program_ends_with_the_block_also_after_a_failure(tmp_path):
    port = free_port()
    script = f"import os,socket,time; s=socket.socket(); s.bind(('127.0.0.1',{port})); s.listen(); "
    script += "open('pid','w').write(str(os.getpid())); time.sleep(60)"
    with (
        pytest.raises(ZeroDivisionError),
        kept([sys.executable, "-c", script], tmp_path, dict(os.environ), tmp_path / "log", port),
    ):
        1 / 0  # noqa: B018
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_program_ends_with_the_harness_that_was_killed(tmp_path):
    keeper = Path(council.__file__).with_name("keeper.py")
    program = "import os,time; print(os.getpid(), flush=True); time.sleep(60)"
    command = [sys.executable, str(keeper), sys.executable, "-c", program]
    kept_one = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    pid = int(kept_one.stdout.readline())
    kept_one.stdin.close()  # what a dead harness's end of the pipe does
    kept_one.wait(10)
    kept_one.stdout.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_program_that_does_not_start_is_told_with_its_words(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no such setting')"]
    with (
        pytest.raises(CannotRun, match="no such setting"),
        kept(command, tmp_path, dict(os.environ), tmp_path / "log", free_port()),
    ):
        pass


def line(method="POST", path="/confirm", body=(), host=HOF.host):
    return Line(0.0, method, host, path, (), tuple(body), 302)


def test_only_the_submission_submits():
    wizard = next(one for one in ENGINES if one.final_field)
    assert submits(HOF, line())
    assert not submits(HOF, line(method="GET"))
    assert not submits(HOF, line(path="/address"))
    assert submits(wizard, line(path="/", body=(wizard.final_field,), host=wizard.host))
    assert not submits(wizard, line(path="/", body=("place-road",), host=wizard.host))


def facet(step):
    labels = [{"label": label, "group": ""} for label, _ in step.answers]
    return {"headings": [{"level": 1, "text": step.heading}], "fields": labels}


def test_each_page_of_each_form_is_known_by_what_it_asks():
    for engine in ENGINES:
        assert [page_of(engine, facet(step)) for step in engine.steps] == list(
            range(1, len(engine.steps) + 1)
        )
        assert page_of(engine, {"headings": [], "fields": []}) == 0


def evidence(stop, *steps):
    def one(step, **facets):
        return Evidence("r", council.GSS, HOF.journey, step, Device.DESKTOP, "", "", "", None, facets)

    walk = {"stop_reason": stop, "detail": "because"}
    pages = [one(f"form-{number}", **{"form-step": facet(step)}) for number, step in enumerate(steps, 1)]
    return [*pages, one("walk", **{"form-walk": walk})]


def judged(depth, stop, count, lines=(), made=(), engine=HOF) -> Outcome:
    return outcome_of(engine, depth, evidence(stop, *HOF.steps[:count]), lines, made)


def test_the_last_page_and_nothing_submitted_is_as_it_should_be():
    good = judged("steps", "final-control", 6, [line(path="/address")])
    assert (good.reached, good.of, good.faults) == (6, 6, ())
    assert judged("observe", "", 1).faults == ()


def test_a_page_that_does_not_show_that_another_follows_is_the_right_end():
    careful = replace(HOF, careful=3)
    assert judged("steps", "unsure-control", 3, engine=careful).faults == ()
    assert "page 2 of 6" in " ".join(judged("steps", "unsure-control", 2, engine=careful).faults)


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (judged("steps", "denied", 5), "page 5 of 6"),
        (judged("steps", "budget", 6), "another reason"),
        (judged("steps", "final-control", 6, [line()]), "submitted"),
        (judged("steps", "final-control", 6, made=[{"what": "case"}]), "submitted"),
        (judged("observe", "", 1, [line(path="/address")]), "sent"),
        (judged("observe", "", 0), "not read"),
    ],
)
def test_each_fault_is_told(outcome, word):
    assert word in " ".join(outcome.faults)


def test_the_council_links_to_each_form_and_the_journeys_are_the_tools_own():
    pages = council.pages(ENGINES)
    for one in ENGINES:
        assert one.address in pages[f"/{one.journey}"]
        assert one.app.is_dir()
    assert {one.journey for one in ENGINES} <= set(journey_ids())
