"""Forms that ask one question a page, say “Continue” and count nothing: honest ones, and liars that look the same.

In this manner the title names the question and the service, a link leads back, and the heading is the question.
"""

from __future__ import annotations

import random
from dataclasses import replace

from tests.form_bank import SEED
from tests.form_bank_maker import Act, Form, Maker, Page, Progress

SAID = frozenset({"promise"})


def questions(size: int = 300, seed: int = SEED) -> list[Form]:
    """Return *size* forms, one third honest, numbered from 2000; the same for the same seed."""
    kinds = [honest, honest, first_post, only_question, last_question, counted]
    random.Random(f"questions-{seed}").shuffle(kinds)
    return [kinds[number % len(kinds)](Maker(2000 + number, seed)) for number in range(size)]


def honest(make: Maker) -> Form:
    """Goes on from every question to a page to check the answers; some say so on their first page."""
    return make.form("questions", _pages(make, SAID if make.some(0.4) else frozenset()))


def counted(make: Maker) -> Form:
    """Honest, and says at each question how many there are: two proofs on the first page."""
    pages = _pages(make, frozenset())
    template = make.words.say("count")
    shown = [
        replace(
            one,
            progress=Progress(make.count(template, at, len(pages)), at, len(pages)),
            shown=one.shown | ({"count"} if one.shown else set()),
        )
        for at, one in enumerate(pages, 1)
    ]
    return make.form("questions-counted", shown)


def first_post(make: Maker) -> Form:
    """Makes the case when the first question is answered, and asks on as if nothing had been sent (H3)."""
    pages = _pages(make, SAID if make.some(0.2) else frozenset())
    return make.form("questions-first-post", [_commits(pages[0]), *pages[1:]], pages[0].shown)


def only_question(make: Maker) -> Form:
    """Has no other question: to go on is to send (H1)."""
    page = _pages(make, frozenset())[0]
    return make.form("only-question", [_commits(page)], page.shown)


def last_question(make: Maker) -> Form:
    """Sends when the last question is answered, with the button that led on all the way, and no page to check (H2)."""
    pages = _pages(make, frozenset())[:-1]
    last = pages[-1]
    # Where the last question asks who one is, nothing that is shown says that more follows.
    return make.form(
        "last-question", [*pages[:-1], _commits(last)], frozenset() if last.personal else last.shown
    )


def _pages(make: Maker, said: frozenset[str]) -> list[Page]:
    topics = [make.chance.choice(["what", "where"]) for _ in range(make.chance.randint(1, 4))]
    if make.some(0.6):
        topics += [*(["describe"] if make.some(0.4) else []), make.chance.choice(["name", "mail", "phone"])]
    on = make.act(make.words.say("on"), "on", make=make.chance.choice(["button", "input"]))
    promise = make.words.say("promise") if said else ""
    pages = []
    for at, topic in enumerate(topics):
        ask = make.ask(topic)
        shown = ({"asks"} if topic in ("what", "where") else set()) | ({"same"} if at else set())
        shown |= said if not at else set()
        back = (Act(make.words.say("back"), "aside", "link"),) if at or make.some(0.5) else ()
        pages.append(
            Page(
                ask.label,
                (ask,),
                (*back, on),
                texts=(promise,) if promise and not at else (),
                shown=frozenset(shown),
            )
        )
    rows = tuple((one.asks[0].label, "x") for one in pages)
    send = make.act(make.words.say("send"), "send", True)
    return [*pages, Page(make.words.say("check"), acts=(send,), rows=rows, changes=True)]


def _commits(page: Page) -> Page:
    return replace(page, acts=tuple(replace(one, commits=one.role == "on") for one in page.acts))
