"""Run a program until standard input closes: what it starts ends with whoever holds the other end of the pipe.

    python keeper.py PROGRAM [ARGUMENT ...]

The program gets a process group of its own, so that its children end too, also after a crash of ours.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading


def main() -> int:
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)

    def end(number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, number)

    def wait_for_the_other_end() -> None:
        sys.stdin.buffer.read()
        end(signal.SIGTERM)
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            end(signal.SIGKILL)

    threading.Thread(target=wait_for_the_other_end, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: end(signal.SIGTERM))
    code = program.wait()
    end(signal.SIGKILL)
    return code


if __name__ == "__main__":
    sys.exit(main())
