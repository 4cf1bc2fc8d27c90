"""English words that know how they were put together, so that a page in another language can say the same.

Views speak English and know of no language. What they say in words of their own is a `Said`: to Python an
ordinary English text, to a `Tongue` a message with its values. The language is chosen where a page is
rendered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from markupsafe import Markup

Form = Literal["day", "time", "month"]


class Tongue(Protocol):
    """What a language can do."""

    def words(self, message: str) -> str:
        """Return a message, its values still in braces."""

    def counted(self, one: str, many: str, count: int) -> str:
        """Return the form of a message that this number asks for."""

    def moment(self, when: datetime, form: Form) -> str:
        """Return a day, a day with its time, or a month."""

    def listing(self, items: Sequence[Markup]) -> Markup:
        """Return `a, b and c`."""

    def say(self, value: Any) -> Any:
        """Return *value* as this language shows it; what is no words of ours comes back as it is."""


class Said(str):
    """A message in English. `message` has its values in braces."""

    message: str
    values: Mapping[str, Any]

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return it in *tongue*, escaped."""
        return _filled(tongue.words(self.message), self.values, tongue)

    def __reduce__(self) -> tuple[Any, ...]:
        return remade, (type(self), str(self), self.__dict__)


Kind = TypeVar("Kind", bound=Said)


class Counted(Said):
    """A message with a number in it, which has a form for one and a form for many."""

    many: str
    number: int

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return it in the form that the language has for this number."""
        return _filled(tongue.counted(self.message, self.many, self.number), self.values, tongue)


class When(Said):
    """A day, a day with its time, or a month with its year."""

    when: datetime
    form: Form

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return it with the months of the language."""
        return Markup(tongue.moment(self.when, self.form))


class Listed(Said):
    """Several things in a row with `between` between them; where that is empty, commas and an *and*."""

    items: Sequence[Any]
    between: str

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return each in the language, with its word for *and*."""
        shown = [Markup.escape(tongue.say(one)) for one in self.items]
        return Markup(self.between).join(shown) if self.between else tongue.listing(shown)


class Cased(Said):
    """Words whose first letter is large, or all letters small."""

    words: str
    large: bool

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return the words of the language in that case."""
        text = Markup.escape(tongue.say(self.words))
        return Markup(_large(text)) if self.large else text.lower()


class Named(Said):
    """A proper name that is another in Welsh."""

    welsh: str

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return the Welsh name."""
        return Markup.escape(self.welsh)


class English(Said):
    """Words in English whatever the page's language: what a rule or a library wrote down when it judged."""

    def in_tongue(self, tongue: Tongue) -> Markup:
        """Return it marked as English, so that a screen reader says it in English."""
        return Markup('<span lang="en-GB">{}</span>').format(str(self))


def said(message: str, **values: Any) -> Said:
    """Return *message* with each `{name}` in it replaced; without values its braces are left alone."""
    text = message.format_map(values) if values else message
    return remade(Said, text, {"message": message, "values": values})


def counted(one: str, many: str, count: int, **values: Any) -> Said:
    """Return *one* or *many* with `{count}` in them, which is shown with commas."""
    values = {"count": f"{count:,}", **values}
    text = (one if count == 1 else many).format_map(values)
    return remade(Counted, text, {"message": one, "many": many, "number": count, "values": values})


def moment_said(when: datetime, text: str, form: Form) -> Said:
    """Return a day, a time or a month; *text* is it in English."""
    return remade(When, text, {"when": when, "form": form})


def listed(text: str, items: Sequence[Any], between: str = "") -> Said:
    """Return several things as one; *text* is it in English."""
    return remade(Listed, text, {"items": tuple(items), "between": between})


def joined(between: str, items: Sequence[str]) -> Said:
    """Return *items* with *between* between them."""
    return listed(between.join(items), items, between)


def named(english: str, welsh: str) -> str:
    """Return a name; with no *welsh* one it is the same in every language."""
    return remade(Named, english, {"welsh": welsh}) if welsh else english


def in_english(text: str) -> str:
    """Return *text* marked as English; of nothing, nothing."""
    return remade(English, text, {}) if text else text


def sentence(text: str) -> str:
    """Return *text* with its first letter large, as a sentence begins; the rest stays as it is."""
    return _cased(text, _large(text), True)


def lower(text: str) -> str:
    """Return *text* in small letters."""
    return _cased(text, str.lower(text), False)


def _cased(text: str, turned: str, large: bool) -> str:
    if isinstance(text, English):
        return in_english(turned)
    return remade(Cased, turned, {"words": text, "large": large}) if isinstance(text, Said) else turned


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(text: str, values: Mapping[str, Any], tongue: Tongue) -> Markup:
    if not values:
        return Markup.escape(text)
    return Markup.escape(text).format_map({key: tongue.say(value) for key, value in values.items()})


def remade(kind: type[Kind], text: str, parts: Mapping[str, Any]) -> Kind:
    """Return words of that kind, as they were put together; also what a pickle of them calls."""
    made = str.__new__(kind, text)
    made.__dict__.update(parts)
    return made
