"""Brings the Welsh catalogue up to date with the words of templates, views and journeys: `make messages`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from checks.accessibility.statement import WORDS as STATEMENT_WORDS
from checks.measures import WORDS as MEASURE_WORDS
from checks.registry import all_questions, blocks, packs
from reports.languages import CATALOGUE, DRAFT, WELSH, read_catalogue
from reports.opendata import about_tables
from reports.template_text import messages_of
from reports.welsh_site import TEMPLATES

ROOT = Path(__file__).parents[1]
Message = str | tuple[str, str]
_HEADER = """\
# Welsh messages of Better Served.
# A message with the flag `fuzzy` was drafted by a machine and nobody has checked it: pages in Welsh say so
# while there is one. Whoever has checked a message, and corrected it where needed, takes its flag away.
#"""
WIDTH = 110


def messages() -> dict[Message, list[str]]:
    """Return every message of the site, each with where it is said: templates, views, words of journeys."""
    found: dict[Message, list[str]] = {}
    for place, message in (*_of_templates(), *_of_views(), *_of_checks(), *_of_tables()):
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def updated(old: Catalog) -> Catalog:
    """Return a catalogue of today's messages with the translations of *old*; what is new has none yet."""
    known = {message.id: message for message in old if message.id}
    made = Catalog(locale=WELSH, project="Better Served", version="", fuzzy=False, header_comment=_HEADER)
    made.creation_date, made.revision_date = old.creation_date, old.revision_date
    made.last_translator, made.language_team = old.last_translator, old.language_team
    for message, places in messages().items():
        before = known.get(message)
        made.add(
            message,
            before.string if before else None,
            locations=[(place, 0) for place in places],
            flags=before.flags & {DRAFT} if before else (),
            user_comments=before.user_comments if before else (),
        )
    return made


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages without Welsh."""
    missing: list[Message] = []
    for one in catalogue:
        strings = [one.string] if isinstance(one.string, str) else list(one.string or [""])
        if one.id and not all(strings):
            missing.append(one.id if isinstance(one.id, str) else (one.id[0], one.id[1]))
    return missing


def write(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """Write the catalogue, in the order in which the site says things."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, include_lineno=False)


def _of_templates() -> Iterator[tuple[str, Message]]:
    for name in TEMPLATES:
        for _, message in messages_of((ROOT / "templates" / name).read_text("utf-8")):
            yield f"templates/{name}", message


def _of_views() -> Iterator[tuple[str, Message]]:
    """Yield what calls of `said`, `counted` and `plural` say in so many words."""
    for path in sorted((ROOT / "reports").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                ]
                message = _message(node.func.id, texts)
                if message:
                    yield f"reports/{path.name}", message


def _message(function: str, texts: list[str]) -> Message | None:
    if function == "said" and texts:
        return texts[0]
    if function in ("counted", "numbered") and len(texts) == 2:
        return texts[0], texts[1]
    if function == "plural" and texts:
        many = texts[1] if len(texts) > 1 else f"{texts[0]}s"
        return f"{{count}} {texts[0]}", f"{{count}} {many}"
    return None


def _of_checks() -> Iterator[tuple[str, Message]]:
    for pack in packs():
        yield "checks/journeys", pack.journey.title
        yield "checks/journeys", pack.journey.task
    for block in blocks():
        yield "checks/blocks", block.title
    for question in all_questions():
        yield f"checks: {question.id.partition('/')[0]}", question.words
    for words in STATEMENT_WORDS.values():
        yield "checks/accessibility", words
    for words in MEASURE_WORDS.values():
        yield "checks/measures.py", words


def _of_tables() -> Iterator[tuple[str, Message]]:
    for about in about_tables().values():
        yield "reports/opendata.py", about


def main() -> int:
    """Update the catalogue in place and say what is left to do."""
    catalogue = updated(read_catalogue(CATALOGUE))
    write(catalogue)
    missing = untranslated(catalogue)
    drafts = sum(DRAFT in one.flags for one in catalogue if one.id)
    print(f"{CATALOGUE}: {len(catalogue)} messages, {len(missing)} without Welsh, {drafts} drafts to check")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
