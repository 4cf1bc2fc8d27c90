"""Starts the estate as a process of its own and talks to it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from .bank import load
from .defects import defects
from .model import Council
from .nation import chosen, nation_world, with_dead_links
from .registers import COUNCILS, LINKS, councils, links, write
from .truth import statements, truth
from .walks import walks
from .world import CONTROL, World

ROOT = Path(__file__).resolve().parents[2]


class Estate:
    """`with Estate() as estate:` serves the bank on 127.0.0.1 until the block ends (or this process dies).

    councils  slugs to write into the files and the truth, or "all"; None for the few of the demonstration, which have
              `demo = true` in their tables. All hosts are served either way.
    season    1, 2 or 3: the same estate later
    nation    so many councils, with the speed and the faults of a country (nation.py), instead of `councils`
    """

    def __init__(
        self, councils: Sequence[str] | None = None, season: int = 1, *, nation: int = 0, seed: int = 1
    ) -> None:
        self.season, self._nation, self._seed = season, nation, seed
        self._process: subprocess.Popen[str] | None = None
        self.proxy_url = ""
        if nation:
            self._slugs = set(chosen(self.world.bank, nation))
            return
        if councils in (None, "all"):
            found = load(season).councils
            councils = [slug for slug in found if councils == "all" or found[slug].get("demo")]
        load(season, tuple(councils or ()))  # an unknown slug is an error here, with the known ones
        self._slugs = set(councils or ())

    def __enter__(self) -> Estate:
        command = [
            sys.executable,
            "-m",
            "tests.estate",
            "serve",
            "--watch-stdin",
            "--season",
            str(self.season),
            "--nation",
            str(self._nation),
            "--seed",
            str(self._seed),
        ]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port.isdigit():
            self.__exit__(None, None, None)
            raise RuntimeError(f"the estate did not start: {' '.join(command)} (see its message above)")
        self.proxy_url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._process
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
        process.stdout.close()
        self._process = None

    @cached_property
    def world(self) -> World:
        """The tables, in this process: for truth and files, not for serving."""
        return nation_world(self._nation, self._seed) if self._nation else World(load(self.season))

    def _keep(self, council: Council) -> bool:
        return council.slug in self._slugs

    def _ask(self, path: str) -> Any:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": self.proxy_url}))
        with opener.open(f"http://{CONTROL}{path}", timeout=10) as reply:
            return json.load(reply)

    def write_councils_csv(self, path: Path | str) -> None:
        """councils.csv of the chosen councils."""
        write(Path(path), COUNCILS, councils(self.world, self._keep))

    def write_links_csv(self, path: Path | str) -> None:
        """GOV.UK's links to them; some rows are dead, about another council, or only a section page."""
        rows = links(self.world, self._keep)
        write(Path(path), LINKS, with_dead_links(rows, self._seed) if self._nation else rows)

    def ledger(self) -> list[dict[str, Any]]:
        """Requests that would have committed something in life: t, run, kind, method, host, path, council, journey."""
        return list(self._ask("/ledger"))

    def requests(self) -> list[dict[str, Any]]:
        """Every request since the last reset: began and t (came, answered; s since 1970), method, host, path, ua, page, lookup, status."""
        return list(self._ask("/requests"))

    def reset(self, run_id: str) -> None:
        """Empty the ledger and the log, and begin a run: what changes between visits starts anew."""
        self._ask(f"/reset?run={quote(run_id)}")

    def defects(self) -> list[dict[str, Any]]:
        """See defects.defects."""
        return defects(self.world, self._keep)

    def statements(self) -> list[dict[str, Any]]:
        """See truth.statements."""
        return statements(self.world, self._keep)

    def truth(self) -> list[dict[str, Any]]:
        """See truth.truth."""
        return truth(self.world, self._keep)

    def walks(self) -> list[dict[str, Any]]:
        """See walks.walks."""
        return walks(self.world, self._keep)
