"""The comparison with other tools says why it cannot run, and counts what a process and its children use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "benchmarks"


def test_without_node_it_says_so_and_is_no_failure(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH / "audit_peers.py")],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(BENCH.parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "skipped" in done.stdout


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="read from Linux's /proc")
def test_cpu_and_memory_are_those_of_the_whole_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import audit_peers

    busy = "import time\nheld = bytearray(60_000_000)\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass\ntime.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent], env=dict(os.environ))
    cpu, memory = audit_peers.watched(process)
    assert process.returncode == 0
    assert 0.4 < cpu < 5
    assert memory > 60_000_000
