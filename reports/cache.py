"""What a build keeps for the next: values beside the site, each under a key of everything it rests on."""

from __future__ import annotations

import hashlib
import io
import pickle
import shutil
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from checks.registry import all_questions, packs
from reports.said import Said, remade
from store.files import write_whole

_ROOT = Path(__file__).parents[1]
_PACKAGES = ("checks", "reports", "store", "templates")
# What others' code, of another version, could make of the same values.
_OTHERS = (
    "jinja2", "markupsafe", "pillow", "numpy", "lxml", "beautifulsoup4", "babel", "opencv-python-headless",
)  # fmt: skip
_UNREADABLE = (
    pickle.UnpicklingError, ValueError, TypeError, LookupError, AttributeError, EOFError, ImportError,
)  # fmt: skip
_OURS = ("checks.", "reports.", "store.")
MARKER = "betterserved-cache.txt"
_ABOUT = (
    "What `betterserved report` keeps so that the next build of the site beside it is quick.\n"
    "Delete this folder whenever you like: the next build then makes everything anew.\n"
)


def beside(site: Path, *, fresh: bool = False) -> Cache:
    """Return what builds of *site* keep in a hidden folder beside it; with *fresh* nothing is taken of it."""
    site = site.absolute()
    return Cache(site.with_name(f".{site.name}.betterserved-cache"), fresh=fresh)


def key_of(*parts: object) -> str:
    """Return the SHA-256 of *parts* by how they are written out, which must say all that they are."""
    whole = hashlib.sha256()
    for one in parts:
        whole.update(repr(one).encode("utf-8", "backslashreplace"))
        whole.update(b"\0")
    return whole.hexdigest()


@cache
def code_digest() -> str:
    """Return the SHA-256 of the code, the templates, the questions and the libraries that make a site."""
    whole = hashlib.sha256(sys.version.encode())
    for name in _OTHERS:
        try:
            whole.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            whole.update(f"{name} none\n".encode())
    ours = (path for package in _PACKAGES for path in (_ROOT / package).rglob("*"))
    for path in sorted((*ours, *_modules())):
        if path.is_file() and path.suffix != ".pyc":
            data = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.name} {data}\n".encode())
    for pack in packs():
        whole.update(repr(pack.journey).encode())
    for one in all_questions():
        fields = {name: getattr(one, name) for name in one.__slots__ if name != "judge"}
        whole.update(repr(fields).encode())
    return whole.hexdigest()


def _modules() -> Iterable[Path]:
    """Yield the files of journeys that were installed from elsewhere."""
    for pack in packs():
        file = getattr(sys.modules.get(pack.module), "__file__", None)
        if file:
            yield Path(file)


class Cache:
    """A folder of values, one file each, whole or absent; one that was not asked for in a build is dropped.

    A value is given back only under the very key it was kept under, and only if it is as it was written.
    Without a folder nothing is kept. Values are frozen data of our own classes: nothing else is read.
    """

    def __init__(self, folder: Path | None, *, fresh: bool = False) -> None:
        self._folder = folder
        self._fresh = fresh
        if folder is not None and not (folder / MARKER).is_file():
            if folder.exists() and any(folder.iterdir()):
                self._folder = None  # Somebody else's: it is left alone, and nothing is kept.
                return
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / MARKER, _ABOUT.encode())

    def get(self, kind: str, name: str, key: str) -> Any:
        """Return the value kept under *key*, or None."""
        path = self._path(kind, name)
        if path is None or self._fresh:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head, value = data[:64], data[64:]
        if head != _head(key, value):
            return None
        try:
            return _Reader(io.BytesIO(value)).load()
        except _UNREADABLE:  # It can be made anew.
            return None

    def put(self, kind: str, name: str, key: str, value: object) -> None:
        """Keep *value*, in the place of what was kept of that name."""
        path = self._path(kind, name)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            written = io.BytesIO()
            _Writer(written, protocol=5).dump(value)
            data = written.getvalue()
            write_whole(path, _head(key, data) + data)

    def keep_only(self, kinds: Iterable[str], names: Iterable[str]) -> None:
        """Drop every value but those of these *kinds* and *names*: the folder holds what one build needs."""
        if self._folder is None:
            return
        wanted, known = set(kinds), set(names)
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.name not in wanted:
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.is_dir():
                for path in folder.iterdir():
                    if path.name not in known:
                        path.unlink(missing_ok=True)

    def _path(self, kind: str, name: str) -> Path | None:
        return None if self._folder is None else self._folder / kind / name


NOTHING_KEPT = Cache(None)


def _head(key: str, data: bytes) -> bytes:
    """Return 64 bytes that only this key, this code and these bytes begin with."""
    whole = hashlib.sha256(f"{code_digest()} {key} ".encode())
    whole.update(data)
    return whole.hexdigest().encode()


class _Writer(pickle.Pickler):
    """Writes data of our own classes as a call of the class: read twice as fast as a frozen state."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if not is_dataclass(kind) or not f"{kind.__module__}.".startswith(_OURS):
            return NotImplemented
        names = _made_of(kind)
        return NotImplemented if names is None else (kind, tuple(getattr(value, name) for name in names))


@cache
def _made_of(kind: type) -> tuple[str, ...] | None:
    """Return what *kind* is called with, in order; None where a call alone does not make an equal one."""
    parts = fields(kind)
    if hasattr(kind, "__post_init__") or not all(one.init and not one.kw_only for one in parts):
        return None
    return tuple(one.name for one in parts)


class _Reader(pickle.Unpickler):
    """Reads frozen data of our own classes, enumerations and dates; nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if f"{module}.".startswith(_OURS) else None
        if module == "datetime" and name == "date":
            return date
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum | Said)):
            return found
        if found is remade:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data of ours")
