"""The command line's side of a crawl on a cluster: councils handed out, what was seen fetched."""

from __future__ import annotations

import contextlib
import re
import shutil
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Client, Future
from distributed.comm import CommClosedError

from checks.model import Council, Journey
from crawler.cluster.child import PERMISSIONS
from crawler.cluster.hosts import stopped_word
from crawler.cluster.job import Job, fault_here, resource_of, versions
from crawler.cluster.steward import Steward
from crawler.cluster.worker import Crawling, visit_council
from crawler.govuk_links import LinkRow
from crawler.options import KILL_SWITCH, CrawlOptions, Progress, Visited
from crawler.stopped_hosts import STOPPED, left_alone_before
from crawler.window import Hours, read_window
from store import RunFolder, StoreError
from store.inputs import InputError
from store.remote import RemoteRun

CONNECT_S = 10
# How often it is looked whether a council is done, and how far all are.
POLL_S, LOOK_S = 0.1, 1.0
# A council whose worker's crawler died is tried again so often; a worker that died itself does not count.
RETRIES = 3
LOST = "the scheduler was lost"
# What is not one of these the client would look for at length.
_ADDRESS = re.compile(r"[a-z]+://[^/\s]*[^/\s:]:\d{1,5}/?|inproc://\S+")


@dataclass(slots=True)
class Cluster:
    """A scheduler that was found ready for a run. Make one with `joined`.

    `own` is the folder through which councils come where no URL was given, None where one was.
    """

    client: Client
    remote: RemoteRun
    own: Path | None
    mark: str
    options: CrawlOptions
    session: str = field(default_factory=lambda: f"betterserved-{uuid.uuid4().hex[:12]}")

    def crawl(
        self,
        run: RunFolder,
        councils: Sequence[Council],
        journeys: Sequence[Journey],
        links: Mapping[str, Sequence[LinkRow]],
        every: Sequence[Council],
        progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> Visited:
        """Visit *councils*. Ends early once *stopped* says so; what is in hand then is not finished."""
        crawl = _Crawl(self, run, progress, stopped)
        waiting = crawl.fetched_before(councils)
        if not waiting:
            return Visited()
        job = Job(
            session=self.session,
            run_id=run.id,
            url=self.remote.url,
            mark=self.mark,
            options=self.options,
            journeys=tuple(one.id for one in journeys),
            links=dict(links),
            every=tuple(every),
        )
        self.client.register_plugin(Steward())
        crawl.tell_files()
        self.client.register_plugin(Crawling(job), name=self.session)
        try:
            crawl.visit(waiting)
        finally:
            with contextlib.suppress(OSError, CommClosedError):
                self.call("end")
                self.client.cancel(list(crawl.pending))
                self.client.unregister_worker_plugin(self.session)
        return Visited(crawl.failed, crawl.versions, stopped=crawl.stopped)

    def finish(self, run: RunFolder) -> None:
        """Leave the run's records beside its councils at the URL; a folder of our own has had its day."""
        if self.own is None:
            self.remote.send_results(run)
        elif not run.waiting():
            shutil.rmtree(self.own, ignore_errors=True)

    def call(self, name: str, **told: Any) -> Any:
        """Call the steward. Raises `OSError` where the scheduler is gone."""
        handler = getattr(self.client.scheduler, f"betterserved_{name}")
        return self.client.sync(handler, session=self.session, **told)

    def room(self) -> int:
        """Return how many councils the workers there are now can have in hand together."""
        kind = resource_of(self.options)
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        return int(sum(one["resources"].get(kind, 0) for one in workers))


@contextmanager
def joined(
    scheduler: str, store: str, options: CrawlOptions, out: Path, run_id: str, resume: bool = False
) -> Iterator[Cluster]:
    """Join the cluster and see that it can do a crawl; leave it at the end of the block.

    *store*: the URL through which councils come back, "" for a hidden folder of *out*, which all workers
    see if they are on this machine. Raises `InputError` or `StoreError` with what is wrong.
    """
    if not _ADDRESS.fullmatch(scheduler):
        raise InputError(
            f"--scheduler {scheduler}: no address of a scheduler; write it as tcp://10.0.0.5:8786"
        )
    own = None if store else out.absolute() / f".{run_id}.cluster"
    remote = RemoteRun(own.as_uri() if own else store, run_id)
    if not resume and remote.finished():
        raise StoreError(
            f"{remote.url} already holds councils of a run {run_id}; "
            "give --resume to finish it or another --run-id"
        )
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"--scheduler {scheduler}: no scheduler answers there ({error}); start one with `dask scheduler`"
        ) from None
    try:
        mark = remote.leave_mark()
    except OSError as error:
        client.close()
        raise StoreError(f"{remote.url} cannot be written: {error}") from None
    cluster = Cluster(client, remote, own, mark, options)
    try:
        _check(cluster, scheduler, run_id)
        yield cluster
    finally:
        with contextlib.suppress(OSError):
            remote.take_away(mark)
            if own:
                # Where nothing came to be kept there.
                (own / run_id).rmdir()
                own.rmdir()
        client.close()


def _check(cluster: Cluster, scheduler: str, run_id: str) -> None:
    kind = resource_of(cluster.options)
    if not cluster.room():
        without = (
            "" if kind == "council" else "; without a browser (--no-browser) `council` is needed instead"
        )
        raise InputError(
            f'--scheduler {scheduler}: no worker has the resource "{kind}"; start workers with '
            f'`dask worker {scheduler} --nthreads 8 --resources "{kind}=8"`{without}'
        )
    told = (cluster.remote.url, run_id, cluster.mark, cluster.options, versions())
    found = cluster.client.run(fault_here, *told, on_error="return")
    for worker, fault in sorted(found.items()):
        if isinstance(fault, ImportError):
            fault = f"it has no betterserved: {fault}"
        if fault:
            raise InputError(f"worker {worker}: {fault}")


class _Crawl:
    """One crawl in hand. `failed` and `versions` are its outcome, `pending` what the scheduler has."""

    def __init__(
        self,
        cluster: Cluster,
        run: RunFolder,
        progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._cluster, self._run, self._progress, self._stopped = cluster, run, progress, stopped
        self.pending: dict[Future, Council] = {}
        self.failed: dict[str, str] = {}
        self.stopped: dict[str, str] = {host: str(why) for host, why, _ in left_alone_before(run)}
        self.versions: dict[str, str] = {}
        self._began, self._done, self._total = time.time(), 0, 0
        self._files: dict[str, str | None] = {}
        window = cluster.options.window
        self._hours = Hours(read_window(window) if window else None)

    def fetched_before(self, councils: Sequence[Council]) -> list[Council]:
        """Fetch those of *councils* that an earlier session left at the URL; return the others."""
        there = set(self._cluster.remote.finished())
        left = []
        for one in councils:
            if one.gss not in there or not self._fetch(one, {}):
                left.append(one)
        self.failed.clear()
        return left

    def tell_files(self) -> None:
        """Give the workers the permissions and the kill switch as they are now, where they changed."""
        options = self._cluster.options
        path, switch = options.permissions, options.kill_switch
        files: dict[str, str | None] = {KILL_SWITCH: "" if switch is not None and switch.exists() else None}
        if path is not None:
            # A file that is gone permits nothing; neither does what is not there for the workers.
            files[PERMISSIONS] = path.read_text("utf-8") if path.is_file() else None
        if files != self._files:
            # Told anew with each change, which is no harm.
            stops = [stopped_word(host, why, seconds) for host, why, seconds in left_alone_before(self._run)]
            self._cluster.call("tell", client=self._cluster.client.id, files=files, stops=stops)
            self._files = files

    def visit(self, councils: Sequence[Council]) -> None:
        """Hand the councils out as there is room for them, and take back what comes."""
        waiting = deque(councils)
        self._total, looked, room = len(councils), 0.0, 0
        try:
            while (waiting or self.pending) and not self._stopped():
                if time.monotonic() - looked >= LOOK_S:
                    self.tell_files()
                    room = self._cluster.room()
                    seen = self._cluster.call("look")
                    self._show(seen, room)
                    self._note(seen["stops"])
                    looked = time.monotonic()
                ended = [one for one in self.pending if one.done()]
                while waiting and len(self.pending) - len(ended) < room:
                    self._submit(waiting.popleft())
                for one in ended:
                    self._take(one, self.pending.pop(one))
                if not ended:
                    time.sleep(POLL_S)
        except (OSError, CommClosedError):
            self.failed |= {one.gss: LOST for one in (*waiting, *self.pending.values())}

    def _submit(self, council: Council) -> None:
        session = self._cluster.session
        future = self._cluster.client.submit(
            visit_council,
            session,
            council.gss,
            key=f"{session}/{council.gss}",
            resources={resource_of(self._cluster.options): 1},
            retries=RETRIES,
            pure=False,
        )
        self.pending[future] = council

    def _take(self, future: Future, council: Council) -> None:
        if future.status == "finished":
            ended = future.result()
            self.versions |= {name: said for name, said in ended["versions"].items() if said}
            if not ended["fault"]:
                self._fetch(council, {"worker": ended["worker"]})
                return
            fault = ended["fault"]
        else:
            error = future.exception() if future.status == "error" else None
            fault = f"{type(error).__name__}: {error}"[:500] if error else LOST
        self._lose(council, fault)

    def _fetch(self, council: Council, told: Mapping[str, str]) -> bool:
        try:
            self._cluster.remote.fetch(self._run, council.gss)
        except (OSError, StoreError) as error:
            self._lose(council, f"{type(error).__name__}: {error}"[:500])
            return False
        visit = self._run.visit(council.gss)
        self._done += 1
        self._run.tell(
            "council-finished",
            council=council.gss,
            cause=visit.cause,
            pages=visit.pages,
            browser_pages=visit.browser_pages,
            seconds=visit.duration_s,
            **told,
        )
        return True

    def _note(self, stops: Sequence[Mapping[str, Any]]) -> None:
        """Keep in mind which hosts were left alone, and why, for the run's summary and its next session."""
        for one in stops:
            if one["host"] not in self.stopped:
                self.stopped[one["host"]] = one["why"]
                self._run.tell(STOPPED, host=one["host"], cause=one["cause"], why=one["why"])

    def _lose(self, council: Council, fault: str) -> None:
        self.failed[council.gss] = fault
        self._run.tell("council-failed", council=council.gss, error=fault)

    def _show(self, seen: Mapping[str, int], room: int) -> None:
        at_work = f"{seen['crawlers']} crawlers at work" if room else "waiting: no worker is left"
        if self._hours.are_over:
            at_work = f"outside the window {self._cluster.options.window}"
        self._progress(
            Progress(self._done, self._total, seen["pages"], seen["browser_pages"], self._began, at_work)
        )
