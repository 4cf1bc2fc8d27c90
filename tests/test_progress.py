"""Progress shows how far, how fast and until when."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from crawler.options import Progress
from crawler.progress import Display, spoken


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def display(clock: Clock, *, terminal: bool = False) -> tuple[Display, io.StringIO]:
    out = io.StringIO()
    console = Console(file=out, width=200, force_terminal=terminal, color_system=None)
    return Display(console, "Visiting", clock=clock, line_every=10), out


def test_without_a_terminal_there_is_a_plain_line_now_and_then():
    clock = Clock()
    shows, out = display(clock)
    with shows:
        for second in range(31):
            clock.now = 1_000_000.0 + second
            shows.crawl(Progress(second // 3, 20, second * 2, second, 0.0, "Adur"))
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert re.fullmatch(
        r"Visiting: 10 of 20 councils; 60 pages and 30 in the browser, 180 a minute; ends about \d\d:\d\d; Adur",
        lines[-1],
    )
    assert "\x1b" not in out.getvalue()


def test_the_last_council_is_always_shown():
    clock = Clock()
    shows, out = display(clock)
    with shows:
        shows.show(20, 20)
    assert out.getvalue() == "Visiting: 20 of 20 councils\n"


def test_councils_finished_by_an_earlier_attempt_do_not_make_the_end_look_near():
    clock = Clock()
    shows, out = display(clock)
    with shows:
        shows.show(100, 200)
        clock.now += 60
        shows.show(101, 200)
    # One council a minute, 99 to go: the end is 99 minutes away, not half a minute.
    from datetime import datetime, timedelta

    end = datetime.now() + timedelta(minutes=99)
    assert any(f"ends about {end - timedelta(minutes=n):%H:%M}" in out.getvalue() for n in (0, 1))


def test_on_a_terminal_a_bar_moves():
    shows, out = display(Clock(), terminal=True)
    with shows:
        shows.crawl(Progress(3, 20, 7, 1, 0.0, "[red]Adur[/red]\x1b[2J"))
    text = out.getvalue()
    assert "3/20" in text and "[red]Adur[/red]" in text
    assert "\x1b[2J" not in text


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (18_720, "5 h 12 min")]
)
def test_lengths_of_time_are_said_as_people_say_them(seconds, said):
    assert spoken(seconds) == said
