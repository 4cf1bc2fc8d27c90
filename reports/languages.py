"""Welsh as a tongue of the site: its catalogue of messages, its numbers' forms, its months, its *and*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from markupsafe import Markup

from reports.said import Form, Said
from reports.template_text import BadTranslation, check

WELSH, ENGLISH = "cy", "en-GB"
CATALOGUE = Path(__file__).parent / "locale" / WELSH / "LC_MESSAGES" / "betterserved.po"
# A message with this flag was drafted by a machine; whoever has checked it takes the flag away.
DRAFT = "fuzzy"
_VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúàèìòùäëïöü")


class CatalogueError(Exception):
    """A catalogue that cannot be used, with the file, the message and what to do."""


class Welsh:
    """The Welsh of one catalogue; `drafts` counts the messages that nobody has checked."""

    def __init__(self, catalogue: Catalog, path: Path = CATALOGUE) -> None:
        self._messages: dict[str, str] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._form_of = c2py(catalogue.plural_expr)
        self.drafts = 0
        for message in catalogue:
            if not message.id:
                continue
            for fault in faults_of(message.id, message.string, catalogue.num_plurals):
                raise CatalogueError(f"{path}: {fault}: correct the msgstr")
            string = message.string or ""
            if isinstance(message.id, str):
                self._messages[message.id] = str(string)
            elif any(string):
                self._forms[message.id[0]] = tuple(string)
            self.drafts += DRAFT in message.flags

    def words(self, message: str) -> str:
        """Return the Welsh of *message*; in English what the catalogue does not have."""
        return self._messages.get(message) or message

    def counted(self, one: str, many: str, count: int) -> str:
        """Return the form for *count*: Welsh has one each for one, two, three and six."""
        forms = self._forms.get(one)
        return forms[self._form_of(count)] if forms else one if count == 1 else many

    def moment(self, when: datetime, form: Form) -> str:
        """Return `22 Tachwedd 2026`, `22 Tachwedd 2026, 14:05 UTC` or `Tach 2026`."""
        shown = _date(when.date().toordinal(), "MMM y" if form == "month" else "d MMMM y")
        return f"{shown}, {when:%H:%M} UTC" if form == "time" else shown

    def listing(self, items: Sequence[Markup]) -> Markup:
        """Return `a, b ac c`; *a* becomes *ac* before a vowel."""
        if len(items) < 2:
            return Markup("").join(items)
        link = "ac" if items[-1].striptags()[:1].casefold() in _VOWELS else "a"
        return Markup("{} {} {}").format(Markup(", ").join(items[:-1]), link, items[-1])

    def say(self, value: Any) -> Any:
        """Return *value* in Welsh where it is words of ours, else as it is."""
        return value.in_tongue(self) if isinstance(value, Said) else value

    def plain(self, value: str) -> str:
        """Return *value* in Welsh as plain text, for what is no markup."""
        return value.in_tongue(self).unescape() if isinstance(value, Said) else value


@cache
def welsh() -> Welsh:
    """Return the Welsh of the catalogue that comes with this package. Raises `CatalogueError`."""
    return Welsh(read_catalogue(CATALOGUE))


def read_catalogue(path: Path) -> Catalog:
    """Read a .po file. Raises `CatalogueError`."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=WELSH, abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"{path} cannot be read ({error}): a gettext catalogue in UTF-8 is needed"
        ) from None


def faults_of(message: Sequence[str], string: str | Sequence[str] | None, forms: int) -> Iterator[str]:
    """Yield what is wrong with a translation; where it is missing, English is shown, and that is no fault."""
    if isinstance(message, str):
        message, string, forms = (message,), (str(string or ""),), 1
    if not string or not any(string):
        return
    if len(string) != forms:
        yield f"{message[0]!r} has {len(string)} forms, and {forms} are needed"
        return
    for one in string:
        # A language may have a word for it: twice.
        wanted = message[-1] if "{count}" in one else message[-1].replace("{count}", "")
        try:
            check(wanted, one)
        except BadTranslation as error:
            yield str(error)


@cache
def _date(ordinal: int, pattern: str) -> str:
    return format_date(datetime.fromordinal(ordinal), pattern, locale=WELSH)
