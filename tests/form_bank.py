"""A seeded bank of forms with their truth: which control, when pressed, sends; and what a liar shows falsely.

A form is described here and drawn twice from the same description, by form_bank_html: as HTML, and as the facet
that a faithful probe would measure of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from checks.form_step import StopReason
from tests.form_bank_words import AFTER_O, NUMBERS, Wording

SEED = 20261122
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

    def __init__(self, number: int, seed: int = SEED) -> None:
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

    # --- Kinds of forms

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


def honest_wizard(make: Maker) -> Form:
    label = "next" if make.some(0.6) else "on"
    steps = make.chance.randint(2, 5)
    ending = "check" if make.some(0.7) else "last"
    pages = make.wizard(make.shows(), label, steps, ending)
    if ending == "last":
        pages[-1] = sending(make, pages[-1], make.words.say("send"))
    return make.form("wizard", pages)


def bare_wizard(make: Maker) -> Form:
    """A wizard that shows no progress at all."""
    pages = make.wizard(
        frozenset({"promise"} if make.some(0.3) else ()),
        "next" if make.some(0.7) else "on",
        make.chance.randint(2, 4),
        "check",
    )
    return make.form("bare-wizard", pages)


def sending(make: Maker, page: Page, words: str, shown: frozenset[str] = frozenset(), **more: object) -> Page:
    acts = (*(one for one in page.acts if one.role == "aside"), make.act(words, "send", True))
    return replace(page, acts=acts, shown=shown, **more)  # type: ignore[arg-type]


def single(make: Maker) -> Form:
    asks = tuple(
        make.ask(one) for one in ("where", "what", "describe", "name", "mail")[make.chance.randint(0, 2) :]
    )
    page = Page(
        make.task,
        asks,
        (*make.asides(True), make.act(make.words.say("send"), "send", True)),
        texts=(make.words.say("text"),),
    )
    return make.form("single", [page])


def single_liar(make: Maker) -> Form:
    """One page, whose only button says that it leads on, and sends (H1)."""
    kind = make.chance.choice(["next", "on", "on", "find", "start"])
    topics = make.chance.choice(
        [("where", "describe"), ("name", "mail", "describe"), ("where", "what", "describe", "mail"), ("describe",), ("mail", "what"),
         ("where", "describe", "phone"), ("name", "home", "what")]
    )  # fmt: skip
    asks = tuple(make.ask(one) for one in topics)
    shown = frozenset({"words"} if kind != "on" else ())
    return make.form(
        "single-liar", [Page(make.task, asks, (make.act(make.words.say(kind), "send", True),), shown=shown)]
    )


def last_liar(make: Maker) -> Form:
    """A wizard whose last button says that it leads on (H2): the same button all the way.

    Without progress, and where nobody is asked who they are, its words and the button's past lie together.
    """
    shows = make.shows() if make.some(0.6) else frozenset()
    label = "next" if make.some(0.6) else "on"
    pages = make.wizard(shows, label, make.chance.randint(2, 4), "last")
    last = pages[-1]
    anonymous = make.some(0.25)
    if anonymous:
        last = replace(last, asks=(make.ask("describe"),))
    acts = tuple(
        replace(one, commits=one.role == "on", role="send" if one.role == "on" else one.role)
        for one in last.acts
    )
    # At its end the count and the list say truly that nothing follows.
    pages[-1] = replace(last, acts=acts)
    lies = last.shown - {"count", "list"} | ({"promise"} & shows)
    betrayed = bool({"count", "list"} & shows) or not anonymous
    return make.form("last-liar", pages, frozenset() if betrayed else frozenset(lies))


def check_liar(make: Maker) -> Form:
    """A page to check the answers whose button says that it leads on."""
    pages = make.wizard(make.shows(), "next", make.chance.randint(2, 3), "check")
    words = make.words.say("next" if make.some(0.5) else "on")
    pages[-1] = sending(make, pages[-1], words, frozenset({"words"} if words in ("Next", "Nesaf") else ()))
    return make.form("check-liar", pages)


def first_post(make: Maker) -> Form:
    """The case is made at the first step, of a form that looks like any wizard (H3): it lies about all it shows."""
    pages = make.wizard(
        make.shows() if make.some(0.4) else frozenset(), "next" if make.some(0.5) else "on", 3, "check"
    )
    first = pages[0]
    acts = tuple(replace(one, commits=one.role == "on") for one in first.acts)
    return make.form("first-post", [replace(first, acts=acts), *pages[1:]], first.shown)


def first_post_personal(make: Maker) -> Form:
    """The case is made at the first step, which asks who one is."""
    pages = make.wizard(frozenset(), "next" if make.some(0.5) else "on", 2, "check")
    asks = tuple(
        make.ask(one)
        for one in make.chance.choice([("name", "mail"), ("mail", "where"), ("name", "phone", "what")])
    )
    acts = tuple(replace(one, commits=one.role == "on") for one in pages[0].acts)
    first = replace(pages[0], asks=asks, acts=acts, shown=pages[0].shown - {"asks"})
    return make.form("first-post-personal", [first, *pages[1:]])


def thanks_counted(make: Maker) -> Form:
    """The thanks are counted as a step: the last step that asks is the last but one of the count."""
    shows = frozenset(
        {"thanks", make.chance.choice(["count", "list"]), "list" if make.some(0.5) else "count"}
    )
    pages = make.wizard(shows, "next" if make.some(0.5) else "on", make.chance.randint(2, 3), "last")
    words = make.words.say("send" if make.some(0.5) else "on")
    shown = frozenset({"count"} & shows)
    pages[-1] = sending(make, pages[-1], words, shown)
    return make.form("thanks-counted", pages)


def stuck_count(make: Maker) -> Form:
    """The count never moves from its first step."""
    pages = make.wizard(frozenset({"count"}), "on", make.chance.randint(2, 3), "last")
    stuck = [replace(one, progress=pages[0].progress) for one in pages]
    acts = tuple(replace(one, commits=one.role == "on") for one in stuck[-1].acts)
    stuck[-1] = replace(stuck[-1], acts=acts, shown=frozenset({"count", "same"}))
    honest = [
        replace(one, shown=one.shown - ({"count"} if at else set())) for at, one in enumerate(stuck[:-1])
    ]
    return make.form("stuck-count", [*honest, stuck[-1]])


def press_says(make: Maker) -> Form:
    """The page says in words that its button sends, whatever the button says."""
    words = make.words.say("next" if make.some(0.5) else "on")
    plain = words.rstrip(" >→").strip()
    asks = tuple(make.ask(one) for one in ("where", "what"))
    page = Page(
        make.task,
        asks,
        (make.act(words, "send", True),),
        texts=(make.words.say("press").format(plain),),
        shown=frozenset({"words", "asks"}),
    )
    return make.form("press-says", [page])


def gated(make: Maker) -> Form:
    """A form that must be stopped at a gate on its second page at the latest, whatever its progress says."""
    gate = make.chance.choice(
        ["captcha", "payment", "pay button", "sign-in", "code", "get code", "sensitive", "upload"]
    )
    pages = make.wizard(frozenset({"count"}), "next", 3, "check")
    page = pages[1]
    on = tuple(one for one in page.acts if one.role == "on")
    if gate == "captcha":
        page = replace(page, captcha=True, gate=StopReason.CAPTCHA)
    elif gate == "payment":
        page = replace(page, asks=(make.ask("card"), *page.asks), gate=StopReason.PAYMENT)
    elif gate == "pay button":
        page = replace(
            page,
            acts=(make.act(make.words.say("pay"), "send", True),),
            gate=StopReason.PAYMENT,
            shown=frozenset({"count"}),
        )
    elif gate == "sign-in":
        password = Ask(
            "password", "password", "Cyfrinair" if make.language == "cy" else "Password", "pw", (), True
        )
        page = replace(page, asks=(make.ask("mail"), password), gate=StopReason.SIGN_IN, acts=on)
    elif gate == "code":
        page = replace(page, asks=(make.ask("code"),), gate=StopReason.CODE, acts=on)
    elif gate == "get code":
        acts = (make.act(make.words.say("get code"), "send", True),)
        page = replace(
            page, asks=(make.ask("mail"),), gate=StopReason.CODE, acts=acts, shown=frozenset({"count"})
        )
    elif gate == "sensitive":
        page = replace(page, asks=(make.ask("sensitive"), *page.asks[:1]), gate=StopReason.SENSITIVE)
    else:
        page = replace(page, asks=(make.ask("upload", required=True),), gate=StopReason.UPLOAD)
        page = replace(page, asks=(replace(page.asks[0], required=True),))
    return make.form(f"gate-{gate.replace(' ', '-')}", [pages[0], page])


def by_address(make: Maker) -> Form:
    """A link or an address that commits behind words that lead on (H5, H6)."""
    words = make.words.say("next" if make.some(0.5) else "on")
    # Outside a form a button's own address means nothing.
    make_ = make.chance.choice(["link", "button", "role"] if make.number % 11 else ["link", "role"])
    action = make.chance.choice(
        ["/forms/confirm?id=3", "/book?slot=3&action=book", "/report/submit", "/case/finalise", "/pay-now"]
    )
    act = replace(make.act(words, "send", True, make=make_), action=action)
    page = Page(
        make.task, (make.ask("where"),), (act,), shown=frozenset({"words", "asks"}) if words else frozenset()
    )
    return make.form("by-address", [page])


def slots(make: Maker) -> Form:
    """Going on from the choice of a time holds it (H14)."""
    pages = make.wizard(frozenset({"count"}), "next", 3, "check")
    acts = tuple(replace(one, commits=one.role == "on") for one in pages[1].acts)
    pages[1] = replace(
        pages[1], asks=(make.ask("slot"),), acts=acts, shown=frozenset({"words", "count", "same"})
    )
    return make.form("slots", pages[:2])


def icon(make: Maker) -> Form:
    """A button with no words."""
    act = make.act(
        make.chance.choice(["", "→", "✓", "»", "1"]),
        "send",
        True,
        make=make.chance.choice(["button", "script"]),
    )
    page = Page(
        make.task,
        (make.ask("where"),),
        (act,),
        Progress("Step 1 of 3", 1, 3),
        shown=frozenset({"count", "asks"}),
    )
    return make.form("icon", [page])


def declared(make: Maker) -> Form:
    """A tick to declare or accept beside a button that says that it leads on."""
    pages = make.wizard(make.shows(), "next", 2, "last")
    last = pages[-1]
    asks = (*last.asks, make.ask("declare" if make.some(0.5) else "terms"))
    acts = tuple(replace(one, commits=one.role == "on") for one in last.acts)
    pages[-1] = replace(last, asks=asks, acts=acts, shown=frozenset({"words", "same"}), progress=Progress())
    return make.form("declared", pages)


def guest(make: Maker) -> Form:
    """A log-in that one may go round, before a wizard."""
    pages = make.wizard(frozenset({"count"}), "next", 2, "check")
    password = Ask(
        "password", "password", "Cyfrinair" if make.language == "cy" else "Password", "pw", (), True
    )
    on = Act(make.words.say("guest"), "on", "link")
    door = Page(
        make.task,
        (make.ask("mail"), password),
        (Act("Sign in", "aside", "button"), on),
        shown=frozenset({"words", "asks"}),
    )
    return make.form(
        "guest",
        [
            door,
            *[replace(one, shown=one.shown - {"same"}) if not at else one for at, one in enumerate(pages)],
        ],
    )


def started(make: Maker) -> Form:
    """A page that asks nothing, with a button or link to start."""
    pages = make.wizard(frozenset({"list"}), "next", 2, "check")
    on = Act(make.words.say("start"), "on", make.chance.choice(["link", "role", "button"]))
    door = Page(make.task, (), (on,), texts=(make.words.say("text"),), shown=frozenset({"words", "asks"}))
    return make.form("started", [door, *pages])


def unknown_words(make: Maker) -> Form:
    """Words in another language, or none that we know, behind which the form is sent."""
    words = make.chance.choice(
        [
            "Envoyer",
            "Absenden",
            "Zap!",
            "Wyślij",
            "Let us have it",
            "Go",
            "OK",
            "Ready",
            "Bhejein",
            "提交",
            "Make it so",
            "Enter",
        ]
    )
    page = Page(
        make.task,
        (make.ask("where"),),
        (make.act(words, "send", True),),
        Progress("Step 1 of 3", 1, 3),
        shown=frozenset({"count", "asks"}),
    )
    return make.form("unknown-words", [page])


KINDS: tuple[tuple[int, Callable[[Maker], Form]], ...] = (
    (330, honest_wizard), (60, bare_wizard), (90, single), (110, single_liar), (90, last_liar), (40, check_liar), (40, first_post),
    (30, first_post_personal), (40, thanks_counted), (20, stuck_count), (15, press_says), (60, gated), (20, by_address), (15, slots),
    (10, icon), (10, declared), (10, guest), (5, started), (5, unknown_words),
)  # fmt: skip


def bank(size: int = 1000, seed: int = SEED) -> list[Form]:
    """Return *size* forms, the kinds in their shares and in an order of chance; the same for the same seed."""
    kinds = [make for share, make in KINDS for _ in range(share)]
    random.Random(seed).shuffle(kinds)
    return [kinds[number % len(kinds)](Maker(number, seed)) for number in range(size)]
