"""Ends the browsers and drivers of a process that died before it could end them itself.

`keep_watch` starts this file as a small process beside ours, once. It holds one end of a pipe whose other end
is ours and is closed by the system however we end, SIGKILL and the out-of-memory killer included. Then it
ends whatever still runs of what we started, known by a word in the environment that every child inherits.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

MARK = "BETTERSERVED_KEEPER"
# How long a browser has to end by itself once we are gone: Playwright's driver then tidies up behind it.
PATIENCE_S = 6.0
_TIDY_S = 3.0
_PAUSE_S = 0.2

_ours: tuple[int, subprocess.Popen[bytes]] | None = None


def keep_watch() -> None:
    """See to it that what this process starts from now on ends with it. A second call does nothing more."""
    global _ours
    if _ours is not None and _ours[0] == os.getpid() and _ours[1].poll() is None:
        return
    mark = uuid.uuid4().hex
    # -P: its folder must not be searched for modules. A session of its own: Ctrl-C is not for it.
    keeper = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).resolve()), mark],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.environ[MARK] = mark
    _ours = os.getpid(), keeper


def marked(mark: str) -> list[psutil.Process]:
    """Return the processes that were started under *mark*, but for the one that asks."""
    import psutil

    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if one.pid != os.getpid() and one.environ().get(MARK) == mark:
                found.append(one)
    return found


def end_marked(mark: str) -> None:
    """Give what was started under *mark* time to end by itself, then end it."""
    import psutil

    # Not every process of a browser has an environment to read, but all are in its group.
    groups: set[int] = set()
    deadline = time.monotonic() + PATIENCE_S
    while left := marked(mark):
        for one in left:
            with contextlib.suppress(psutil.Error, OSError):
                if os.getpgid(one.pid) == one.pid:
                    groups.add(one.pid)
                # Nobody tells a ChromeDriver to end, so nothing is to be waited for.
                if "chromedriver" in one.name():
                    one.kill()
        if time.monotonic() > deadline:
            break
        time.sleep(_PAUSE_S)
    _end_groups(groups)
    # The driver of the browsers sees them go, and deletes their folders.
    psutil.wait_procs(marked(mark), timeout=_TIDY_S)
    for one in marked(mark):
        with contextlib.suppress(psutil.Error):
            one.kill()


def _end_groups(groups: Iterable[int]) -> None:
    for group in groups:
        # A group's number is not given to another process while one of the group lives.
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def main(mark: str) -> None:
    """Wait until the process that started us is gone, then end what it left."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    while sys.stdin.buffer.read(1):
        pass
    end_marked(mark)


if __name__ == "__main__":
    main(sys.argv[1])
