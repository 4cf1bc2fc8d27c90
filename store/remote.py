"""A run at a URL that several machines see: each council is sent, and fetched, as a whole.

URL/<run>/councils/<gss>/  evidence.jsonl pages.jsonl blobs.txt, and done.json last
URL/<run>/blobs/ab/<sha256>
URL/<run>/*.json *.csv ... what the run folder has beside them, at the end
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from fsspec.core import url_to_fs

from store.files import StoreError, write_whole
from store.folder import RunFolder

EVIDENCE, DONE, BLOBS = ("evidence.jsonl", "pages.jsonl"), "done.json", "blobs.txt"
_BLOB = re.compile(rb"\b[0-9a-f]{64}\b")


class RemoteRun:
    """One run at an fsspec URL such as `file:///srv/survey`, `s3://bucket/survey` or `memory://survey`.

    A reader that finds a council's done.json finds all of it: that file is sent last, after the blobs that
    the evidence names. What is fetched is held against its SHA-256.
    Raises `StoreError` where the URL is no use.
    """

    def __init__(self, url: str, run_id: str) -> None:
        self.url = url
        try:
            self._fs, root = url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise StoreError(f"{url}: {error}") from None
        self._root = f"{root.rstrip('/')}/{run_id}"
        self._sent: set[str] = set()

    def send(self, run: RunFolder, gss: str) -> None:
        """Send a finished council of *run*. Once more is no harm. Raises `OSError`."""
        here = run.path / "councils" / gss
        evidence = {name: (here / name).read_bytes() for name in EVIDENCE}
        names = sorted({one.decode() for one in _BLOB.findall(evidence["evidence.jsonl"])})
        blobs = [name for name in names if run.blob_path(name).is_file()]
        for name in blobs:
            if name not in self._sent:
                self._put_blob(name, run.blob_path(name).read_bytes())
                self._sent.add(name)
        for name, data in evidence.items():
            self._put(f"councils/{gss}/{name}", data)
        self._put(f"councils/{gss}/{BLOBS}", "".join(f"{one}\n" for one in blobs).encode())
        self._put(f"councils/{gss}/{DONE}", (here / DONE).read_bytes())

    def has(self, gss: str) -> bool:
        """Say whether a council is there as a whole."""
        self._fs.invalidate_cache()
        return self._done(gss) is not None

    def finished(self) -> tuple[str, ...]:
        """Return the GSS codes of the councils that are there as a whole, sorted."""
        self._fs.invalidate_cache()
        found = self._fs.glob(f"{self._root}/councils/*/{DONE}")
        names = sorted(str(path).rstrip("/").split("/")[-2] for path in found)
        return tuple(gss for gss in names if self._done(gss) is not None)

    def fetch(self, run: RunFolder, gss: str) -> None:
        """Put a council that is there into *run*, in one rename. Raises `StoreError` where it is damaged."""
        self._fs.invalidate_cache()
        done = self._done(gss)
        if done is None:
            raise StoreError(f"{self.url}: council {gss} of run {run.id} is not there")
        try:
            for name in self._get(f"councils/{gss}/{BLOBS}").decode().split():
                if not run.blob_path(name).is_file():
                    run.put_blob(self._blob(name))
            evidence = {name: self._get(f"councils/{gss}/{name}") for name in EVIDENCE}
        except FileNotFoundError as error:
            raise StoreError(f"{self.url}: council {gss} of run {run.id} is damaged: no {error}") from None
        partial = run.path / "councils" / f".{gss}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, data in {**evidence, DONE: done}.items():
            write_whole(partial / name, data)
        target = run.path / "councils" / gss
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)

    def send_results(self, run: RunFolder) -> None:
        """Send what the run folder has beside the councils: records, tables, summary; the manifest last."""
        for path in _results(run.path):
            self._put(path.name, path.read_bytes())

    def leave_mark(self) -> str:
        """Leave a file by which a machine can tell whether it sees this place; return its name."""
        mark = f".mark-{uuid.uuid4().hex}"
        self._put(mark, b"x")
        return mark

    def sees(self, mark: str) -> bool:
        """Say whether the mark is there."""
        self._fs.invalidate_cache()
        return bool(self._fs.exists(f"{self._root}/{mark}"))

    def take_away(self, mark: str) -> None:
        """Take the mark away again."""
        self._fs.rm_file(f"{self._root}/{mark}")

    def _done(self, gss: str) -> bytes | None:
        try:
            data = self._get(f"councils/{gss}/{DONE}")
            json.loads(data)
        # A disk that is full, or a machine that died, leaves half a file.
        except (FileNotFoundError, ValueError):
            return None
        return data

    def _put_blob(self, name: str, data: bytes) -> None:
        path = f"blobs/{name[:2]}/{name}"
        try:
            if self._fs.info(f"{self._root}/{path}")["size"] == len(data):
                return
        except FileNotFoundError:
            pass
        self._put(path, data)

    def _blob(self, name: str) -> bytes:
        data = self._get(f"blobs/{name[:2]}/{name}")
        if hashlib.sha256(data).hexdigest() != name:
            raise StoreError(f"{self.url}: the blob {name} is not what it was when it was sent")
        return data

    def _put(self, path: str, data: bytes) -> None:
        target = f"{self._root}/{path}"
        self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(target, data)

    def _get(self, path: str) -> bytes:
        return bytes(self._fs.cat_file(f"{self._root}/{path}"))


def _results(folder: Path) -> Iterator[Path]:
    manifest = folder / "run.json"
    yield from (
        one for one in sorted(folder.iterdir()) if one.is_file() and one.name[0] != "." and one != manifest
    )
    if manifest.exists():
        yield manifest
