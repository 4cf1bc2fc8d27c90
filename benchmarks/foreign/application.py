"""Put a service and its packages into the cache folder, start it on loopback, and end it whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.foreign.engines import Engine

KEEPER = Path(__file__).with_name("keeper.py")
_READY_S = 180.0
_INSTALL_S = 900.0


class CannotRun(Exception):
    """An engine that cannot be installed or started here, and what to do about it."""


def installed(engine: Engine, cache: Path) -> Path:
    """Put the service and its packages into `cache/<name>` unless they are there as they should be; that folder."""
    folder = cache / engine.name
    mark, wanted = folder / ".installed", _wanted(engine)
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return folder
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(engine.app, folder)
    for command in engine.install:
        if shutil.which(command[0]) is None and not (folder / command[0]).exists():
            raise CannotRun(f"{engine.name}: {command[0]} is not installed on this machine.")
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_INSTALL_S
        )
        if done.returncode:
            words = (done.stderr or done.stdout).strip()[-600:]
            raise CannotRun(f"{engine.name}: “{' '.join(command)}” failed in {folder}: {words}")
    mark.write_text(wanted, encoding="utf-8")
    return folder


def version(engine: Engine, folder: Path) -> str:
    """Version of the engine's package that is in *folder*."""
    package = folder / "node_modules" / engine.package / "package.json"
    if package.exists():
        return str(json.loads(package.read_text(encoding="utf-8"))["version"])
    name = engine.package.replace("-", "_")
    return next(
        (one.name.split("-")[1] for one in (folder / "packages").rglob(f"{name}-*.dist-info")), "?"
    ).removesuffix(".dist")


def _wanted(engine: Engine) -> str:
    """What the installation rests on: the commands and every file of the service."""
    files = sorted(path for path in engine.app.rglob("*") if path.is_file())
    return json.dumps(
        [
            engine.install[-1][-1],
            [(str(path.relative_to(engine.app)), path.read_text(encoding="utf-8")) for path in files],
        ]
    )


@dataclass(slots=True)
class Running:
    """A service that answers on loopback."""

    engine: Engine
    port: int
    ledger: Path

    def made(self) -> list[dict[str, Any]]:
        """What the service itself counts as submitted, oldest first."""
        if not self.ledger.exists():
            return []
        return [json.loads(line) for line in self.ledger.read_text(encoding="utf-8").splitlines()]


@contextlib.contextmanager
def running(engine: Engine, folder: Path, work: Path) -> Iterator[Running]:
    """Start the service in *folder*, with a redis where it needs one; logs and its ledger go to *work*."""
    with contextlib.ExitStack() as stack:
        port, ledger = free_port(), work / f"{engine.name}-ledger.jsonl"
        ledger.unlink(missing_ok=True)
        environment = {"PORT": str(port), "HOST": "127.0.0.1", "LEDGER": str(ledger), **engine.environment}
        # The harness itself may run under settings of its own; the service gets none of them.
        environment |= {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        if engine.redis:
            environment["REDIS_PORT"] = str(stack.enter_context(_redis(work)))
        command = [part.format(port=port) for part in engine.start]
        stack.enter_context(kept(command, folder, environment, work / f"{engine.name}.log", port))
        yield Running(engine, port, ledger)


@contextlib.contextmanager
def _redis(work: Path) -> Iterator[int]:
    program = shutil.which("redis-server")
    if program is None:
        raise CannotRun(
            "hof keeps its sessions in redis. Install one (Debian, Ubuntu: apt-get install redis-server), then try again."
        )
    port = free_port()
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(work),
    ]
    with kept(command, work, dict(os.environ), work / "redis.log", port):
        yield port


@contextlib.contextmanager
def kept(
    command: Sequence[str], folder: Path, environment: dict[str, str], log: Path, port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* until the block ends, or this process does; entered when *port* answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(KEEPER), *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _until_it_answers(process, port, log, command)
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path, command: Sequence[str]) -> None:
    until = time.monotonic() + _READY_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    words = log.read_text(encoding="utf-8", errors="replace").strip()[-600:]
    raise CannotRun(f"“{' '.join(command)}” does not answer on port {port}: {words}")


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
