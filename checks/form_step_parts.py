"""The fields and controls of a form's step, and what each asks or is."""

from __future__ import annotations

from dataclasses import dataclass

from checks.form_step_asks import NOT_A_PERSON, PERSONAL_WORDS, PLACE_FIELD
from checks.form_step_words import bare, plain

_PERSONAL = frozenset({"name", "email", "phone", "birth", "username", "account-number"})
_CHOICES = frozenset({"radio", "checkbox", "select", "select-one", "select-multiple"})
_WRITTEN = frozenset({"textarea"})


@dataclass(frozen=True, slots=True)
class StepField:
    """A field of the step; `asks`: what it asks for (`checks.fields`), by its question if it is a choice."""

    place: int
    form: int
    tag: str
    type: str
    name: str
    label: str
    group: str
    hint: str
    options: tuple[str, ...]
    required: bool
    autocomplete: str
    shown: bool
    asks: frozenset[str]

    @property
    def words(self) -> str:
        """The question, the label and the hint in one."""
        return " ".join(one for one in (self.group, self.label, self.hint) if one)

    @property
    def question(self) -> tuple[int, str]:
        """What tells the question of one choice from others: choices of one name are one question."""
        own = self.name if self.type in ("radio", "checkbox") and self.name else f"#{self.place}"
        return self.form, own

    @property
    def is_choice(self) -> bool:
        """Say whether one chooses among what is offered."""
        return self.tag == "select" or self.type in _CHOICES

    @property
    def is_writing(self) -> bool:
        """Say whether one writes as one likes: a description, not a word."""
        return self.tag in _WRITTEN or ("description" in self.asks and not self.is_choice)

    @property
    def is_place(self) -> bool:
        """Say whether the field asks where something is, and nothing else."""
        asks = self.asks & {"postcode", "address", "location"} or PLACE_FIELD.search(self.label)
        return bool(asks) and not self.is_personal and not self.is_choice and self.tag != "textarea"

    @property
    def is_personal(self) -> bool:
        """Say whether the field asks who somebody is or how to reach them; a named place is nobody."""
        if self.type in ("radio", "checkbox", "file", "password"):
            return False
        named = bool(self.asks & _PERSONAL) or bool(PERSONAL_WORDS.search(f"{self.group} {self.label}"))
        return named and not (NOT_A_PERSON.search(self.words) and not self.asks & {"email", "phone", "birth"})


@dataclass(frozen=True, slots=True)
class StepControl:
    """A control of the step; `text`: its accessible name, `drawn`: what is seen on it; `link`: plain link."""

    place: int
    form: int
    tag: str
    type: str
    role: str
    text: str
    name: str
    value: str
    action: str
    method: str
    href: str
    drawn: str
    rel: str
    shown: bool
    disabled: bool
    link: bool

    @property
    def words(self) -> str:
        """The words of the control as they are compared."""
        return bare(self.text)

    @property
    def mark(self) -> str:
        """The make-up of the control, by which it is known again on the next step."""
        return f"{self.tag}|{self.type}|{plain(self.name)}"
