"""What runs in a Dask worker: tasks that hand one council each to the worker's crawler and wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pickle
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from crawler.cluster.child import GRACE_S, Order
from crawler.cluster.job import Job
from store import RunFolder
from store.remote import RemoteRun

_ROOT = Path(__file__).resolve().parents[2]
# So much of what a crawler said last tells why it ended.
_LAST_WORDS = 1500


class CrawlerLost(Exception):
    """The crawler of a worker ended with councils in hand."""


class Crawling(WorkerPlugin):  # type: ignore[misc]
    """The crawler of one worker for one job: started by the first council, ended with the job."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def setup(self, worker: Worker) -> None:
        """Take a folder to work in, in the worker's own."""
        self._address = worker.scheduler.address
        self._scratch = Path(worker.local_directory) / self.job.session
        self._lock = threading.Lock()
        self._child: _Child | None = None

    async def teardown(self, worker: Worker) -> None:
        """End the crawler, and with it its browser."""
        await asyncio.to_thread(self._end)

    def visit(self, gss: str) -> dict[str, Any]:
        """Visit one council, send what was seen, and return how it ended: `gss`, `fault`, `versions`.

        Raises `CrawlerLost`, `StoreError` or `OSError`; the scheduler then tries again, there or elsewhere.
        """
        remote = RemoteRun(self.job.url, self.job.run_id)
        if not remote.sees(self.job.mark):
            raise OSError(f"this machine does not see {self.job.url} as the others do")
        if remote.has(gss):
            # Whoever sent it was lost before it could say so.
            return {"gss": gss, "fault": "", "versions": {}}
        child = self._crawler()
        ended = child.visit(gss)
        if not ended["fault"]:
            remote.send(RunFolder.open(self._scratch / self.job.run_id), gss)
        return ended

    def _crawler(self) -> _Child:
        with self._lock:
            if self._child is None or not self._child.alive:
                self._scratch.mkdir(parents=True, exist_ok=True)
                self._child = _Child(Order(self.job, self._address, self._scratch))
            return self._child

    def _end(self) -> None:
        with self._lock:
            if self._child is not None:
                self._child.end()
        shutil.rmtree(self._scratch, ignore_errors=True)


def visit_council(session: str, gss: str) -> dict[str, Any]:
    """Visit one council on the worker that this runs on: a Dask task."""
    worker = get_worker()
    plugin: Crawling = worker.plugins[session]
    return {**plugin.visit(gss), "worker": worker.address}


class _Child:
    """The crawler's process."""

    def __init__(self, order: Order) -> None:
        self._said = order.scratch / "crawler.log"
        self._waiting: dict[str, Future[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.cluster.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env={**os.environ, "PYTHONPATH": path},
                # Ctrl-C at a worker's terminal is the worker's to deal with.
                start_new_session=True,
            )
        self.alive = True
        self._write(pickle.dumps(order))
        threading.Thread(target=self._listen, daemon=True).start()

    def visit(self, gss: str) -> dict[str, Any]:
        """Hand in a council and wait for its end."""
        ended: Future[dict[str, Any]] = Future()
        with self._lock:
            if not self.alive:
                raise CrawlerLost(self._last_words())
            self._waiting[gss] = ended
        self._write(json.dumps({"gss": gss}).encode() + b"\n")
        return ended.result()

    def end(self) -> None:
        """End the process; it has a while to do so by itself."""
        with contextlib.suppress(OSError):
            self._pipe().close()
        try:
            self._process.wait(GRACE_S + 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word = json.loads(line)
            with self._lock:
                ended = self._waiting.pop(word["gss"], None)
            if ended is not None:
                ended.set_result(word)
        self._process.wait()
        with self._lock:
            self.alive = False
            left, self._waiting = self._waiting, {}
        for one in left.values():
            one.set_exception(CrawlerLost(self._last_words()))

    def _write(self, data: bytes) -> None:
        # A process that is gone is noticed where it is read.
        with contextlib.suppress(OSError), self._lock:
            self._pipe().write(data)
            self._pipe().flush()

    def _pipe(self) -> Any:
        assert self._process.stdin is not None
        return self._process.stdin

    def _last_words(self) -> str:
        said = self._said.read_text("utf-8", "replace")[-_LAST_WORDS:].strip()
        return f"the crawler ended with status {self._process.poll()}" + (f": {said}" if said else "")
