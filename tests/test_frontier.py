"""The frontier gives the best lead first, and equal ones in the order they were met."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.frontier import Frontier, Lead


def lead(key: str) -> Lead:
    return Lead(f"http://x.example/{key}", key, key, "menu", 1, {})


def drain(frontier: Frontier) -> list[str]:
    out = []
    while taken := frontier.pop():
        out.append(taken[0].key)
        frontier.done_with(taken[0].key)
    return out


def test_best_first_and_equal_ones_in_order_met():
    frontier = Frontier()
    for key, priority in (("b", 0.5), ("a", 0.9), ("c", 0.5)):
        frontier.add(lead(key), priority)
    assert drain(frontier) == ["a", "b", "c"]


def test_an_address_is_given_once_with_its_best_priority():
    frontier = Frontier()
    frontier.add(lead("a"), 0.2)
    frontier.add(lead("b"), 0.5)
    frontier.add(lead("a"), 0.9)
    assert drain(frontier) == ["a", "b"]


def test_what_was_read_by_another_way_is_not_given_again():
    frontier = Frontier()
    frontier.add(lead("a"), 0.9)
    frontier.done_with("a")
    frontier.add(lead("a"), 0.95)
    assert frontier.pop() is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 1))))
def test_never_gives_one_twice_and_loses_none(adds):
    frontier = Frontier()
    for key, priority in adds:
        frontier.add(lead(key), priority)
    out = drain(frontier)
    assert sorted(out) == sorted({key for key, _ in adds})


def test_a_lead_of_which_less_is_hoped_now_is_put_back_and_given_later():
    frontier = Frontier()
    frontier.add(lead("a"), 0.9)
    frontier.add(lead("b"), 0.5)
    taken = frontier.pop()
    assert taken and taken[0].key == "a"
    frontier.add(taken[0], 0.3)
    assert drain(frontier) == ["b", "a"]
