"""A crawl on a cluster: the answers of one machine, the politeness of one machine, whoever dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from crawler.asked import chosen_packs
from crawler.councils import load_councils, select_councils
from crawler.job import CrawlerMissingError, crawl_job
from crawler.options import CrawlOptions
from store import RunFolder, StoreError
from store.inputs import InputError
from tests.estate import Estate
from tests.test_resume import finished, told

distributed = pytest.importorskip(
    "distributed", reason="needs the packages for a cluster: pip install 'betterserved[cluster]'"
)
ROOT = Path(__file__).resolve().parents[1]
# The first two share a site, so that two workers must share its turns.
COUNCILS = ["northarden", "southarden", "marsham"]
DELAY = 0.2
# What two clocks may disagree by: ours when a request is sent, the server's when it comes.
JITTER = 0.05
WORKERS = 3


@dataclass
class Machines:
    """A scheduler and its workers, each a process of its own, as on machines of their own."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def __enter__(self) -> Machines:
        told_at = self.folder / "scheduler.json"
        self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told_at))
        deadline = time.monotonic() + 60
        while not told_at.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.2)
        self.address = json.loads(told_at.read_text("utf-8"))["address"]
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"]
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def worker(self) -> None:
        """Start a worker; its name is its place among the processes."""
        words = [
            "--no-nanny",
            "--nthreads",
            "2",
            "--resources",
            "council=2",
            "--name",
            str(len(self.processes)),
        ]
        self.start("dask_worker", self.address, *words, "--local-directory", str(self.folder / "work"))

    def busiest(self) -> subprocess.Popen[bytes]:
        """Return the worker that has most in hand."""
        with distributed.Client(self.address, set_as_default=False) as client:
            in_hand = client.processing()
            worker = max(in_hand, key=lambda one: len(in_hand[one]))
            assert sorted(len(councils) for councils in in_hand.values()) == [1] * WORKERS
            return self.processes[int(client.scheduler_info()["workers"][worker]["name"])]


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("cluster")) as found:
        for _ in range(WORKERS):
            found.worker()
        with distributed.Client(found.address, set_as_default=False) as client:
            client.wait_for_workers(WORKERS, timeout=120)
        yield found


@pytest.fixture(scope="module")
def estate(tmp_path_factory):
    with Estate(councils=COUNCILS) as served:
        served.folder = tmp_path_factory.mktemp("estate")
        served.write_councils_csv(served.folder / "councils.csv")
        served.write_links_csv(served.folder / "links.csv")
        yield served


def command(out, run_id, estate, *more):
    return [
        *(sys.executable, "-c", "from betterserved import app; app()", "crawl", str(estate.folder / "councils.csv")),
        *("--out", str(out), "--run-id", run_id, "--links", str(estate.folder / "links.csv")),
        *("--proxy", estate.proxy_url, "--delay", str(DELAY), "--no-browser", "--page-budget", "25"),
        *("--journey", "report-fly-tipping", *more),
    ]  # fmt: skip


def run(*words):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240)


def councils_by_host(folder):
    run = RunFolder.open(folder)
    asked = defaultdict(set)
    for gss in run.finished():
        for page in run.pages(gss):
            asked[page.final_url.split("/")[2]].add(gss)
    return asked


@pytest.mark.slow
def test_the_same_answers_and_politeness_as_one_machine_though_a_worker_dies(machines, estate, tmp_path):
    alone = run(*command(tmp_path, "alone", estate))
    assert alone.returncode == 0, alone.stderr
    estate.reset("cluster")
    words = command(tmp_path, "many", estate, "--scheduler", machines.address)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as crawl:
        deadline = time.monotonic() + 120
        # One dies with councils in hand: pages are being asked for, and nothing is finished yet.
        while sum(one["page"] for one in estate.requests()) < 12 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert crawl.poll() is None
        victim = machines.busiest()
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        said = crawl.communicate(timeout=240)[0].decode()
    assert crawl.returncode == 0, said
    asked = estate.requests()
    assert finished(tmp_path, "many") == len(COUNCILS)
    assert told(tmp_path, "many") == told(tmp_path, "alone")
    assert not (tmp_path / ".many.cluster").exists(), "what was fetched should not be kept twice"
    shared = [host for host, by in councils_by_host(tmp_path / "many").items() if len(by) > 1]
    assert shared, (
        "two councils should have asked one host, each on a worker of its own, or nothing is proved"
    )
    by_host = defaultdict(list)
    for one in asked:
        if one["page"]:
            by_host[one["host"]].append(one)
    for host, rows in by_host.items():
        rows.sort(key=lambda one: one["began"])
        for before, after in pairwise(rows):
            assert after["began"] - before["t"] >= DELAY - JITTER, (host, before["path"], after["path"])


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_who_stops_the_command_stops_the_workers_and_may_go_on(machines, estate, tmp_path, how):
    estate.reset("stopped")
    words = command(tmp_path, "run", estate, "--scheduler", machines.address, "--council", "E07999001")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as crawl:
        deadline = time.monotonic() + 120
        while not estate.requests() and time.monotonic() < deadline:
            time.sleep(0.1)
        crawl.send_signal(how)
        said = crawl.communicate(timeout=60)[0].decode()
    assert crawl.returncode == (130 if how == signal.SIGINT else -how), said
    assert how == signal.SIGKILL or "--resume" in said
    time.sleep(1)
    asked = len(estate.requests())
    time.sleep(DELAY * 5)
    assert len(estate.requests()) == asked, "a worker goes on for a command that is gone"
    assert finished(tmp_path, "run") == 0
    if how == signal.SIGKILL:
        again = visit(estate, tmp_path, machines.address, resume=True)
        assert again.finished() == ("E07999001",)
        assert not (tmp_path / ".run.cluster").exists()


def visit(estate, out, scheduler, store="", resume=False):
    """Visit one council from this process, which only hands it out and fetches it."""
    every = load_councils(estate.folder / "councils.csv")
    return crawl_job(
        Console(quiet=True),
        select_councils(every, ["E07999001"]),
        chosen_packs(["report-fly-tipping"]),
        CrawlOptions(proxy=estate.proxy_url, browser=False, delay=0.05, page_budget=8),
        out,
        "run",
        resume,
        every=every,
        scheduler=scheduler,
        store=store,
    )


@pytest.mark.slow
def test_what_the_url_has_is_fetched_and_asked_of_nobody_again(machines, estate, tmp_path):
    there = (tmp_path / "there").as_uri()
    first = visit(estate, tmp_path / "a", machines.address, there)
    assert (tmp_path / "there" / "run" / "crawl.json").is_file()
    estate.reset("again")
    seen = first.evidence("E07999001")
    # As if the command had been ended before it could fetch it.
    shutil.rmtree(first.path / "councils" / "E07999001")
    again = visit(estate, tmp_path / "a", machines.address, there, resume=True)
    assert estate.requests() == []
    assert again.finished() == ("E07999001",)
    assert again.evidence("E07999001") == seen
    with pytest.raises(StoreError, match="already holds councils of a run"):
        visit(estate, tmp_path / "b", machines.address, there)


@pytest.mark.parametrize(
    ("scheduler", "store", "said"),
    [
        ("tcp://127.0.0.1:9", "", "no scheduler answers there"),
        ("", "memory://x", "--store is for --scheduler"),
        ("HERE", "memory://x", "does not see memory://x"),
        ("HERE", "nosuch://x", "nosuch"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_starts(
    machines, estate, tmp_path, monkeypatch, scheduler, store, said
):
    monkeypatch.setattr("crawler.cluster.run.CONNECT_S", 1)
    with pytest.raises((InputError, StoreError), match=said) as refused:
        visit(estate, tmp_path, scheduler.replace("HERE", machines.address), store)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_without_its_packages_it_says_what_to_install(estate, tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.job.CLUSTER", ("distributed", "nosuchpackage"))
    with pytest.raises(CrawlerMissingError, match=r"nosuchpackage.*betterserved\[cluster\]"):
        visit(estate, tmp_path, "tcp://127.0.0.1:9")


def test_workers_without_the_resource_or_with_other_code_are_refused(machines, tmp_path, monkeypatch):
    from crawler.cluster import run as cluster_run

    def join(options):
        with cluster_run.joined(machines.address, "", options, tmp_path, "run"):
            pass

    with pytest.raises(InputError, match='no worker has the resource "browser"'):
        join(CrawlOptions(browser=True))
    join(CrawlOptions(browser=False))
    real = cluster_run.versions()
    monkeypatch.setattr(cluster_run, "versions", lambda: {**real, "betterserved": "0.0.9 (abcdef12)"})
    with pytest.raises(InputError, match=r"worker tcp://.*betterserved.*0\.0\.9"):
        join(CrawlOptions(browser=False))


@pytest.mark.slow
def test_in_memory_in_one_process(estate, tmp_path):
    """The workers' side and ours in this process, the crawler in its own: `memory://` is seen by both."""
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        resources={"council": 2},
        dashboard_address=":0",
        local_directory=str(tmp_path),
    ) as cluster:
        folder = visit(estate, tmp_path / "out", cluster.scheduler_address, "memory://survey")
    assert folder.finished() == ("E07999001",)
    assert folder.visit("E07999001").pages > 0
