"""A seeded bank of 1,000 forms of many kinds, liars among them; described here, drawn by form_bank_html."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from checks.form_step import StopReason
from tests.form_bank_maker import Act, Ask, Form, Maker, Page, Progress

SEED = 20261122


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
    """The thanks are counted as a step: the last step that asks is the last but one of the count.

    With the same control all the way, a count without names and its control's past deceive together.
    """
    shows = frozenset(
        {"thanks", make.chance.choice(["count", "list"]), "list" if make.some(0.5) else "count"}
    )
    label = "next" if make.some(0.5) else "on"
    pages = make.wizard(shows, label, make.chance.randint(2, 3), "last")
    last = pages[-1]
    if make.some(0.3):
        acts = tuple(replace(one, commits=one.role == "on") for one in last.acts)
        pages[-1] = replace(last, acts=acts)
        return make.form("thanks-counted", pages, frozenset() if "list" in shows else last.shown)
    way = next(one for one in last.acts if one.role == "on")
    pages[-1] = sending(
        make, last, make.words.say("send" if make.some(0.5) else "on"), frozenset({"count"} & shows)
    )
    sent = pages[-1].acts[-1]
    same = (sent.words, sent.make, sent.name) == (way.words, way.make, way.name)
    return make.form("thanks-counted", pages, last.shown if same and "list" not in shows else frozenset())


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
