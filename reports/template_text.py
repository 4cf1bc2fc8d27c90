"""The words of a template as messages, and the template again with the words of another language.

A message is a run of text with the expressions and inline tags inside it: `{site.days}` stands for an
expression, `<a>` for a tag with whatever attributes it has. It ends at every other tag and at every
statement. The words of `aria-label`, `alt` and `title`, and of `_("…")` in an expression, are messages too.
Nothing is done while pages are rendered: a translated template is compiled like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_HOLE = r"\{\{.*?\}\}|\{%.*?%\}"
_TOKEN = re.compile(
    r"(?P<note>\{#.*?#\}|<!.*?>)|(?P<statement>\{%.*?%\})|(?P<value>\{\{.*?\}\})"
    rf'|(?P<tag></?[a-zA-Z][\w-]*(?:{_HOLE}|"(?:{_HOLE}|[^"])*"|[^<>"{{])*>)|(?P<text>[^<{{]+|.)',
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rf'(?<=\s)(?:aria-label|alt|title|data-all|data-some|data-one)="((?:{_HOLE}|[^"])*)"', re.DOTALL
)
_ARGUMENT = re.compile(r'\b_\("([^"]*)"\)')
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_PLACE = re.compile(r"\{[^{}]*\}|</?[a-z]+\d*>")
_INLINE = frozenset("a b bdi br code em q small span strong".split())


class BadTranslation(ValueError):
    """A translation whose places are not those of its message, with both."""


@dataclass
class _Unit:
    """One message: where it lies in the source, its text, and what stands at each of its places."""

    start: int
    end: int
    message: str
    places: dict[str, str] = field(default_factory=dict)
    literal: bool = False


def messages_of(source: str) -> list[tuple[int, str]]:
    """Return the messages of a template, each with its line."""
    return [(source.count("\n", 0, unit.start) + 1, unit.message) for unit in _units(source)]


def translated(source: str, words: Callable[[str], str]) -> str:
    """Return the template with the words of another language. Raises `BadTranslation`."""
    made, at = [], 0
    for unit in _units(source):
        text = words(unit.message)
        check(unit.message, text)
        if unit.literal:
            text = '"' + text.replace('"', "”") + '"'
        else:
            text = _PLACE.sub(lambda found, unit=unit: unit.places[found[0]], text)  # type: ignore[misc]
        made += [source[at : unit.start], text]
        at = unit.end
    return "".join([*made, source[at:]])


def check(message: str, text: str) -> None:
    """Raise `BadTranslation` where *text* does not hold the places of *message*, or breaks its tags."""
    wanted, found = (sorted(set(_PLACE.findall(one))) for one in (message, text))
    if wanted != found:
        raise BadTranslation(f"{text!r} has the places {found}, and {message!r} has {wanted}")
    rest = _PLACE.sub("", text)
    if re.search(r'[<>{}"]', rest) and not re.search(r'[<>{}"]', _PLACE.sub("", message)):
        raise BadTranslation(f"{text!r} holds signs that would break the page")
    open_tags: list[str] = []
    for one in re.findall(r"</?[a-z]+\d*>", text):
        if one.startswith("</"):
            if not open_tags or open_tags.pop() != one[2:-1]:
                raise BadTranslation(f"{text!r} closes {one} where it is not open")
        elif not one.startswith("<br"):
            open_tags.append(one[1:-1])
    if open_tags:
        raise BadTranslation(f"{text!r} does not close {', '.join(open_tags)}")


def _units(source: str) -> list[_Unit]:
    """Return the messages in the order in which they lie; none lies within another."""
    found: list[_Unit] = []
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(source):
        inline = token.lastgroup == "tag" and _tag_name(token[0]) in _INLINE
        # A tag whose words are messages of their own cannot lie within one.
        inline = inline and not _ATTRIBUTE.search(token[0])
        if (token.lastgroup in ("text", "value") and not _ARGUMENT.search(token[0])) or inline:
            run.append(token)
            continue
        found += _of_run(run)
        run = []
        found += _inside(token)
    return [*found, *_of_run(run)]


def _inside(token: re.Match[str]) -> Iterator[_Unit]:
    """Yield the messages within one tag, expression or statement."""
    if token.lastgroup == "tag":
        for one in _ATTRIBUTE.finditer(token[0]):
            parts = list(_TOKEN.finditer(one[1]))
            if all(part.lastgroup in ("text", "value") for part in parts):
                yield from _unit(parts, token.start() + one.start(1))
    elif token.lastgroup in ("value", "statement"):
        for one in _ARGUMENT.finditer(token[0]):
            yield _Unit(token.start() + one.start(), token.start() + one.end(), one[1], literal=True)


def _of_run(run: list[re.Match[str]]) -> Iterator[_Unit]:
    """Cut a run at the tags that have no partner in it, and yield what has words."""
    pairs = _pairs(run)
    piece: list[re.Match[str]] = []
    for at, token in enumerate(run):
        if token.lastgroup == "tag" and at not in pairs and _tag_name(token[0]) != "br":
            yield from _unit(piece)
            piece = []
        else:
            piece.append(token)
    yield from _unit(piece)


def _pairs(run: list[re.Match[str]]) -> dict[int, int]:
    """Return for each tag of a run that has a partner where the partner is."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for at, token in enumerate(run):
        if token.lastgroup != "tag":
            continue
        if not token[0].startswith("</"):
            waiting.append(at)
            continue
        name = _tag_name(token[0])
        for place in range(len(waiting) - 1, -1, -1):
            if _tag_name(run[waiting[place]][0]) == name:
                found[at], found[waiting[place]] = waiting[place], at
                del waiting[place:]
                break
    return found


def _unit(piece: list[re.Match[str]], offset: int = 0) -> Iterator[_Unit]:
    """Yield the message of a piece without the blanks and tags around it; none where it has no words."""
    piece = _trimmed(piece)
    if not any(token.lastgroup == "text" and _has_letters(token[0]) for token in piece):
        return
    first, last = piece[0], piece[-1]
    start = first.start() + (len(first[0]) - len(first[0].lstrip()) if first.lastgroup == "text" else 0)
    end = last.end() - (len(last[0]) - len(last[0].rstrip()) if last.lastgroup == "text" else 0)
    places: dict[str, str] = {}
    open_tags: list[str] = []
    text = []
    for token in piece:
        if token.lastgroup == "text":
            text.append(token[0])
            continue
        if token.lastgroup == "tag" and token[0].startswith("</"):
            place = f"</{open_tags.pop()}>"
        elif token.lastgroup == "tag":
            place = _place("<{}>", _tag_name(token[0]), token[0], places)
            if place[1:3] != "br":
                open_tags.append(place[1:-1])
        else:
            name = _NAME.search(token[0])
            place = _place("{{{}}}", name[0] if name else "x", token[0], places)
        places[place] = token[0]
        text.append(place)
    yield _Unit(start + offset, end + offset, " ".join("".join(text).split()), places)


def _place(form: str, name: str, code: str, places: dict[str, str]) -> str:
    """Return a place for *code*: the one that it has, or one with a number where the name is taken."""
    number = 1
    while True:
        place = form.format(name if number == 1 else f"{name}{number}")
        if place not in places or (places[place] == code and form[0] == "{"):
            return place
        number += 1


def _trimmed(piece: list[re.Match[str]]) -> list[re.Match[str]]:
    while piece:
        pairs = _pairs(piece)
        last = len(piece) - 1
        if _is_blank(piece[0]):
            piece = piece[1:]
        elif _is_blank(piece[last]):
            piece = piece[:-1]
        elif pairs.get(0) == last:
            piece = piece[1:-1]
        elif pairs.get(0) == 1:
            piece = piece[2:]
        elif 0 < last == pairs.get(last - 1):
            piece = piece[:-2]
        else:
            break
    return piece


def _is_blank(token: re.Match[str]) -> bool:
    return (token.lastgroup == "text" and not token[0].strip()) or token[0].startswith("<br")


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, re.sub(r"&\w+;", "", text)))


def _tag_name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1].lower() if found else ""
