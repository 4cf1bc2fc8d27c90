"""Measures a PDF: tags, title, language, text or pictures of it, fields, bookmarks, what security forbids.

Read in a process of its own that may use so much memory and time and no more: a file made to choke its
readers costs one document, never a run.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from checks.model import Cause, Missing

MAX_BYTES = 10_000_000
SECONDS = 20.0
CPU_S, MEMORY_BYTES = 10, 800_000_000
PAGES_READ, FIELDS_READ, NODES_READ, BOOKMARKS_READ = 30, 300, 20_000, 300
FORM_DEPTH = 4
TEXT_LIMIT = 300
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_NOT_READ = 3  # exit status: the file is no PDF, is broken or wants a password


async def measure_pdf(data: bytes) -> dict[str, Any] | Missing:
    """Return the facet `pdf` of docs/evidence.md, or why the document could not be read."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    try:
        async with asyncio.timeout(SECONDS):
            told, _ = await process.communicate(data)
    except TimeoutError:
        return Missing(Cause.TIMEOUT, f"the document was not read within {SECONDS:g} s")
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode == _NOT_READ:
        return Missing(Cause.PAGE_BROKEN, told.decode("utf-8", "replace")[:TEXT_LIMIT])
    if process.returncode:
        return Missing(Cause.NOT_MEASURED, "the document asks for more memory or time than we give one")
    facet: dict[str, Any] = json.loads(told)
    return facet


def facts_of(data: bytes) -> dict[str, Any]:
    """Return what there is to know of a PDF. Raises `pikepdf.PdfError` where it cannot be opened."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        structure = _structure(root)
        return {
            "pages": len(pdf.pages),
            "tagged": structure["nodes"] > 0,
            "title": _title(pdf),
            "shows_title": bool(_at(root, "/ViewerPreferences", "/DisplayDocTitle")),
            "language": _text(_at(root, "/Lang")),
            "encrypted": pdf.is_encrypted,
            "assistive": pdf.allow.accessibility,
            "read": _pages_of(pdf),
            "fields": _fields(_at(root, "/AcroForm")),
            "bookmarks": _bookmarks(_at(root, "/Outlines")),
            "producer": _text(pdf.docinfo.get("/Producer")) if "/Info" in pdf.trailer else "",
            **structure,
        }


def _at(value: Any, *keys: str) -> Any:
    """Return what lies under *keys*, None where something on the way is not what it should be."""
    import pikepdf

    for key in keys:
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream) or key not in value:
            return None
        value = value[key]
    return value


def _text(value: Any) -> str:
    import pikepdf

    return " ".join(str(value).split())[:TEXT_LIMIT] if isinstance(value, str | pikepdf.String) else ""


def _title(pdf: Any) -> str:
    title = _text(pdf.docinfo.get("/Title")) if "/Info" in pdf.trailer else ""
    # What is broken in the metadata says nothing against the rest.
    with contextlib.suppress(Exception):
        title = title or _text(pdf.open_metadata().get("dc:title"))
    return title


def _pages_of(pdf: Any) -> dict[str, int]:
    """Count, of the first pages, those that show text and those that show pictures alone."""
    told = {"pages": 0, "text": 0, "pictures": 0}
    for page in pdf.pages[:PAGES_READ]:
        told["pages"] += 1
        shows = _shows(page.obj, FORM_DEPTH)
        if "text" in shows:
            told["text"] += 1
        elif "picture" in shows:
            told["pictures"] += 1
    return told


def _shows(holder: Any, depth: int) -> set[str]:
    import pikepdf

    found: set[str] = set()
    things = _at(holder, "/Resources", "/XObject")
    for part in pikepdf.parse_content_stream(holder):
        name = str(part.operator)
        if name in _SHOWS_TEXT and any(_has_words(one) for one in part.operands):
            return {"text"}
        if name == "INLINE IMAGE":
            found.add("picture")
        elif name == "Do" and part.operands:
            thing = _at(things, str(part.operands[0]))
            kind = str(_at(thing, "/Subtype") or "")
            if kind == "/Image":
                found.add("picture")
            elif kind == "/Form" and depth:
                found |= _shows(thing, depth - 1)
                if "text" in found:
                    return found
    return found


def _has_words(operand: Any) -> bool:
    import pikepdf

    if isinstance(operand, pikepdf.Array):
        return any(_has_words(one) for one in operand)
    return isinstance(operand, pikepdf.String) and bool(bytes(operand).strip(b" \x00"))


def _structure(root: Any) -> dict[str, Any]:
    """Walk the tags: headings by level, figures and how many lack words, languages of parts."""
    import pikepdf

    told: dict[str, Any] = {
        "nodes": 0,
        "headings": [],
        "figures": 0,
        "figures_without_words": 0,
        "languages": 0,
    }
    tree = _at(root, "/StructTreeRoot")
    roles = _at(tree, "/RoleMap")
    waiting, seen = [_at(tree, "/K")], set()
    while waiting and told["nodes"] < NODES_READ:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)[:NODES_READ]))
            continue
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        told["nodes"] += 1
        kind = _role(str(node.S), roles)
        if kind in ("H", "H1", "H2", "H3", "H4", "H5", "H6"):
            told["headings"].append(int(kind[1:] or 0))
        if kind == "Figure":
            told["figures"] += 1
            told["figures_without_words"] += not (_text(_at(node, "/Alt")) or _text(_at(node, "/ActualText")))
        told["languages"] += bool(_text(_at(node, "/Lang")))
        waiting.append(_at(node, "/K"))
    told["headings"] = told["headings"][:TEXT_LIMIT]
    return told


def _role(name: str, roles: Any) -> str:
    for _ in range(5):
        mapped = _at(roles, name)
        if mapped is None or str(mapped) == name:
            break
        name = str(mapped)
    return name.removeprefix("/")


def _fields(form: Any) -> list[dict[str, str]]:
    """Return the fields to fill in, each with its type, name and the words that name it for people."""
    import pikepdf

    found: list[dict[str, str]] = []
    first = _at(form, "/Fields")
    waiting = [(one, "", "") for one in list(first)[:FIELDS_READ]] if isinstance(first, pikepdf.Array) else []
    steps = 0
    while waiting and len(found) < FIELDS_READ and steps < NODES_READ:
        steps += 1
        field, kind, label = waiting.pop(0)
        kind = str(_at(field, "/FT") or kind)
        label = _text(_at(field, "/TU")) or label
        kids = _at(field, "/Kids")
        named = [one for one in kids if _at(one, "/T") is not None] if isinstance(kids, pikepdf.Array) else []
        if named:
            waiting.extend((one, kind, label) for one in named[:FIELDS_READ])
            continue
        flags = _at(field, "/Ff")
        push = kind == "/Btn" and isinstance(flags, int) and bool(flags & 1 << 16)
        if kind in ("/Tx", "/Btn", "/Ch", "/Sig") and not push:
            found.append({"type": kind[1:], "name": _text(_at(field, "/T")), "label": label})
    return found


def _bookmarks(outlines: Any) -> int:
    return sum(1 for _ in _outline(outlines))


def _outline(outlines: Any) -> Iterator[Any]:
    one, count = _at(outlines, "/First"), 0
    while one is not None and count < BOOKMARKS_READ:
        yield one
        one, count = _at(one, "/Next"), count + 1


def _bounded() -> None:
    """Take from this process the means to use more than its share, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def main() -> int:
    """Read a PDF from standard input and print its facts as JSON."""
    _bounded()
    import pikepdf

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        print(json.dumps(facts_of(data)))
    except pikepdf.PasswordError:
        print("it opens with a password only")
        return _NOT_READ
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        print(f"it is no whole PDF: {type(error).__name__}")
        return _NOT_READ
    return 0


if __name__ == "__main__":
    sys.exit(main())
