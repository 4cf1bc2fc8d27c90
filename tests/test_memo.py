"""What is remembered of pages is forgotten with them."""

import gc
import weakref

from checks.memo import forget, remembered
from checks.words import words_of


def test_remembers_until_told_to_forget():
    asked = []

    @remembered(10)
    def double(number):
        asked.append(number)
        return 2 * number

    assert [double(2), double(2)] == [4, 4] and asked == [2]
    forget()
    assert double(2) == 4 and asked == [2, 2]


def test_a_cache_that_nobody_uses_is_not_kept():
    @remembered(10)
    def gone(text):
        return text

    kept = weakref.ref(gone)
    del gone
    gc.collect()
    assert kept() is None
    forget()


def test_forgets_what_was_read_of_pages():
    words_of("Report a missed bin")
    assert words_of.cache_info().currsize
    forget()
    assert not words_of.cache_info().currsize
