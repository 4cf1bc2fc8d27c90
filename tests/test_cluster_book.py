"""Turns at hosts for many crawlers: one at a time, rests kept, nothing held by whoever is gone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crawler.cluster.book import HostBook, Turn

HOST, DELAY = "www.council.example", 1.5


def test_first_come_first_served_and_one_at_a_time():
    book = HostBook()
    first, second = Turn("a", 1, HOST, DELAY), Turn("b", 1, HOST, DELAY)
    book.ask(first)
    book.ask(second)
    assert book.next(HOST, 0.0) == first
    assert book.next(HOST, 100.0) is None
    book.give_back("a", 1, HOST, DELAY, 100.0)
    assert book.next(HOST, 100.5) == 1.0
    assert book.next(HOST, 101.5) == second


def test_the_longer_of_two_rests_holds_whoever_knows_of_it():
    book = HostBook()
    for crawler, told, asked in (("a", 5.0, 1.0), ("b", 1.0, 5.0)):
        book.ask(Turn(crawler, 1, crawler, 0.0))
        assert isinstance(book.next(crawler, 0.0), Turn)
        book.give_back(crawler, 1, crawler, told, 10.0)
        book.ask(Turn("c", 1, crawler, asked))
        assert book.next(crawler, 14.9) is not None
        assert not isinstance(book.next(crawler, 14.9), Turn)
        assert isinstance(book.next(crawler, 15.0), Turn)


def test_a_turn_that_was_not_used_costs_no_rest():
    book = HostBook()
    book.ask(Turn("a", 1, HOST, DELAY))
    book.ask(Turn("b", 1, HOST, DELAY))
    book.next(HOST, 0.0)
    book.give_back("a", 1, HOST, None, 0.0)
    assert book.next(HOST, 0.0) == Turn("b", 1, HOST, DELAY)


def test_who_gives_up_waiting_is_passed_over_and_takes_nobody_elses_turn():
    book = HostBook()
    for number in (1, 2):
        book.ask(Turn("a", number, HOST, 0.0))
    book.ask(Turn("b", 2, HOST, 0.0))
    book.next(HOST, 0.0)
    book.give_back("a", 2, HOST, None, 0.0)
    assert book.next(HOST, 0.0) is None
    book.give_back("a", 1, HOST, 0.0, 0.0)
    assert book.next(HOST, 0.0) == Turn("b", 2, HOST, 0.0)


def test_a_crawler_that_is_gone_holds_nothing_and_its_host_rests():
    book = HostBook()
    book.ask(Turn("a", 1, HOST, DELAY))
    book.ask(Turn("a", 2, HOST, DELAY))
    book.ask(Turn("b", 1, HOST, DELAY))
    book.next(HOST, 0.0)
    assert book.leave("a", 10.0) == [HOST]
    assert book.next(HOST, 10.0) == DELAY
    assert book.next(HOST, 10.0 + DELAY) == Turn("b", 1, HOST, DELAY)


def test_a_host_that_asked_for_time_has_it():
    book = HostBook()
    book.hold_off(HOST, 60.0, 0.0)
    book.ask(Turn("a", 1, HOST, DELAY))
    assert book.next(HOST, 1.0) == 59.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.floats(0, 3)), max_size=40))
def test_no_host_ever_sees_two_at_once_or_too_soon(events):
    """Crawlers ask, answers come after some time, crawlers are lost: the host's own log must not show it."""
    book, now, held, log = HostBook(), 0.0, {}, []
    for number, (crawler, host, seconds) in enumerate(events):
        now += seconds
        if number % 7 == 6:
            for lost in book.leave(crawler, now):
                log.append((lost, held.pop(lost)[1], now))
        else:
            book.ask(Turn(crawler, number, host, DELAY))
        if host in held and number % 2:
            who, began = held.pop(host)
            book.give_back(*who, host, DELAY, now)
            log.append((host, began, now))
        turn = book.next(host, now)
        if isinstance(turn, Turn):
            assert host not in held
            held[host] = ((turn.crawler, turn.number), now)
    for host in "xy":
        spans = [(began, ended) for where, began, ended in log if where == host]
        assert all(after[0] - before[1] >= DELAY - 1e-9 for before, after in pairwise(spans))
