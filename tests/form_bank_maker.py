"""What forms of the bank are made of, with their truth: which control, when pressed, sends.

A form is described here and drawn twice from the same description, by form_bank_html: as HTML, and as the facet
that a faithful probe would measure of it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from checks.form_step import StopReason
from tests.form_bank_words import AFTER_O, NUMBERS, Wording

LATER = frozenset({"count", "list", "promise"})


@dataclass(frozen=True)
class Ask:
    """A question: `topic` is what it asks for; a choice has `choices` under its `label`."""

    topic: str
    kind: str
    label: str
    name: str
    choices: tuple[str, ...] = ()
    required: bool = False
    decoy: bool = False


@dataclass(frozen=True)
class Act:
    """A control: `role` is `on` (the way on), `find`, `aside` or `send`; `make` is how it is marked up."""

    words: str
    role: str
    make: str
    commits: bool = False
    name: str = ""
    action: str = ""


@dataclass(frozen=True)
class Progress:
    """What shows where the form stands: a text, a list of stages with the current one, a bar."""

    count: str = ""
    number: int = 0
    total: int = 0
    stages: tuple[str, ...] = ()
    at: int = 0
    percent: int = -1


@dataclass(frozen=True)
class Page:
    """A step. `shown`: the proofs that it shows, true or false; `gate`: why a walk must stop here at the latest."""

    heading: str
    asks: tuple[Ask, ...] = ()
    acts: tuple[Act, ...] = ()
    progress: Progress = Progress()
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    changes: bool = False
    captcha: bool = False
    frame: str = ""
    shown: frozenset[str] = frozenset()
    gate: StopReason | None = None

    @property
    def commits(self) -> bool:
        """Say whether any control of the page sends when pressed."""
        return any(one.commits for one in self.acts)

    @property
    def personal(self) -> bool:
        """Say whether the page asks who somebody is."""
        return any(one.topic in ("name", "mail", "phone", "home") for one in self.asks)


@dataclass(frozen=True)
class Form:
    """A form of the bank. `lies`: the proofs that its sending page shows falsely, with no sign that betrays it; `held`: has a wording kept back."""

    number: int
    kind: str
    language: str
    pages: tuple[Page, ...]
    skin: str
    task: str
    side: tuple[str, ...]
    lies: frozenset[str] = frozenset()
    held: bool = field(default=False)

    @property
    def name(self) -> str:
        """The name under which it is listed."""
        return f"{self.number:04}-{self.kind}"

    def walkable(self, at: int) -> bool:
        """Say whether the page shows enough: two proofs, and a later step where somebody has said who they are."""
        page = self.pages[at]
        if page.commits or page.gate is not None or len(page.shown) < 2:
            return False
        return not any(one.personal for one in self.pages[: at + 1]) or bool(page.shown & LATER)


class Maker:
    """Makes one form from chance alone."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = random.Random(f"{seed}-{number}")
        self.number = number
        self.language = "cy" if self.chance.random() < 0.2 else "en"
        # A third of the forms may use wordings that are held back.
        self.words = Wording(self.chance, self.language, number % 3 == 2)
        self.skin = self.chance.choice(["govuk", "bootstrap", "table", "soup", "plain", "list"])
        self.task = self.words.say("task")
        self.names = 0

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def ask(self, topic: str, required: bool = False) -> Ask:
        self.names += 1
        kinds = {
            "mail": "email",
            "phone": "tel",
            "describe": "textarea",
            "what": self.chance.choice(["radio", "select"]),
        }
        kinds |= {
            "upload": "file",
            "declare": "checkbox",
            "terms": "checkbox",
            "slot": "radio",
            "sensitive": "radio",
        }
        kind = kinds.get(topic, "text")
        kind = "text" if topic in ("mail", "phone") and self.some(0.4) else kind
        label = self.words.say(topic)
        choices: tuple[str, ...] = ()
        if topic == "what" or topic == "sensitive":
            choices = tuple(dict.fromkeys(self.words.say("choice") for _ in range(4)))
            choices = choices if len(choices) > 1 else (*choices, f"{choices[0]} 2")
        if topic == "slot":
            days = [
                "Monday 7 December",
                "Tuesday 8 December",
                "14 Rhagfyr 9:00",
                "10:30 to 11:00",
                "8am to noon, 9 Dec",
            ]
            choices = tuple(self.chance.sample(days[:2] if self.some(0.3) else days[:4], 2))
            kind = self.chance.choice(["radio", "select"])
        name = self.chance.choice(
            [f"q{self.names}", f"answers[{self.names}]", f"field_{self.names}_{topic[:2]}"]
        )
        return Ask(topic, kind, label, name, choices, required or (self.some(0.5) and kind not in ("file",)))

    def act(self, words: str, role: str, commits: bool = False, make: str = "") -> Act:
        make = make or self.chance.choice(["button", "button", "input", "input", "script", "role"])
        name = (
            self.chance.choice(["", "", "submit", "btn", "action", "ctl00$Main$btnSubmit"])
            if make in ("button", "input")
            else ""
        )
        return Act(words, role, make, commits, name)

    def asides(self, first: bool) -> tuple[Act, ...]:
        found = []
        if not first and self.some(0.6):
            found.append(
                self.act(
                    self.words.say("back"), "aside", make=self.chance.choice(["button", "link", "input"])
                )
            )
        if self.some(0.15):
            found.append(
                self.act(self.words.say("later"), "aside", make=self.chance.choice(["button", "link"]))
            )
        return tuple(found)

    def topics(self, count: int) -> list[list[str]]:
        """Return what each of *count* steps asks: where and what first, then the story, then who one is."""
        first = self.chance.choice([["where"], ["what"], ["where", "what"], ["what", "what"]])
        middle = [
            self.chance.choice(
                [["describe"], ["where"], ["what"], ["describe", "what"], ["where", "describe"]]
            )
            for _ in range(count)
        ]
        last = self.chance.choice(
            [["name", "mail"], ["name", "mail", "phone"], ["name", "phone", "home"], ["mail"]]
        )
        return [first, *middle[: max(0, count - 2)], *([last] if count > 1 else [])]

    def stages(self, count: int, check: bool, done: bool) -> tuple[str, ...]:
        names: list[str] = []
        while len(names) < count - (1 if check else 0):
            one = self.words.say("step")
            names.append(one if one not in names else f"{one} {len(names) + 1}")
        names += [self.words.say("check step")] if check else []
        return (*names, *([self.words.say("done step")] if done else []))

    def count(self, template: str, number: int, total: int) -> str:
        words = NUMBERS[self.language]
        whole = AFTER_O.get(total, words[total]) if self.language == "cy" else words[total]
        return template.format(n=number, m=total, N=words[number], M=whole)

    def form(self, kind: str, pages: list[Page], lies: frozenset[str] = frozenset()) -> Form:
        side = tuple(
            one for one in ("search", "newsletter", "feedback", "cookie", "login") if self.some(0.25)
        )
        return Form(
            self.number, kind, self.language, tuple(pages), self.skin, self.task, side, lies, self.words.held
        )

    def wizard(self, shows: frozenset[str], label: str, steps: int, ending: str) -> list[Page]:
        """Return the pages of a wizard. `ending`: `check` (a check page sends) or `last` (the last questions do)."""
        check = ending == "check"
        total = steps + (1 if check else 0)
        thanks = "thanks" in shows
        template, stages = self.words.say("count"), self.stages(total, check, thanks)
        on = self.act(
            self.words.say(label), "on", make=self.chance.choice(["button", "input", "input", "role"])
        )
        promise = self.words.say("promise") if "promise" in shows else ""
        pages = []
        for at, topics in enumerate(self.topics(steps)):
            seen = set(shows & {"count", "list"})
            said = {"words"} if label in ("next",) else set()
            said |= {"asks"} if set(topics) <= {"where", "what"} else set()
            said |= {"same"} if at else set()
            said |= {"promise"} if promise and not at else set()
            texts = (self.words.say("text"),) if self.some(0.5) else ()
            pages.append(
                Page(
                    stages[at] if self.some(0.5) else self.words.say("task"),
                    tuple(self.ask(one) for one in topics),
                    (*self.asides(not at), on),
                    self.progress(shows, template, stages, at, total + thanks),
                    (*texts, promise) if promise and not at else texts,
                    shown=frozenset(seen | said),
                )
            )
        if check:
            rows = tuple((one.label, "x") for page in pages for one in page.asks)[:8]
            pages.append(
                Page(
                    self.words.say("check"),
                    acts=(*self.asides(False), self.act(self.words.say("send"), "send", True)),
                    progress=self.progress(shows, template, stages, total - 1, total + thanks),
                    rows=rows,
                    changes=self.some(0.7),
                )
            )
        return pages

    def progress(
        self, shows: frozenset[str], template: str, stages: tuple[str, ...], at: int, total: int
    ) -> Progress:
        return Progress(
            count=self.count(template, at + 1, total) if "count" in shows else "",
            number=at + 1,
            total=total,
            stages=stages if "list" in shows else (),
            at=at,
            percent=round(100 * at / total) if "bar" in shows else -1,
        )

    def shows(self) -> frozenset[str]:
        some = self.chance.choice(
            [("count",), ("list",), ("count", "list"), ("count", "bar"), ("list", "bar")]
        )
        return frozenset((*some, *(["promise"] if self.some(0.2) else [])))
