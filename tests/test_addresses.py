"""Addresses: canonical forms, sites, traps and acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.addresses import (
    absolute,
    canonical,
    commits,
    file_kind,
    same_site,
    site_of,
    why_not,
    worth_following,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://WWW.Foo.gov.uk:80/bins/", "https://foo.gov.uk/bins"),
        ("https://foo.gov.uk/bins/index.html?utm_source=x", "https://foo.gov.uk/bins"),
        ("https://foo.gov.uk/a;jsessionid=1F2?b=2&a=1", "https://foo.gov.uk/a?a=1&b=2"),
        ("https://foo.gov.uk/a?PHPSESSID=9&id=4#top", "https://foo.gov.uk/a?id=4"),
        ("https://foo.gov.uk/(S(abcd1234efgh))/a.aspx", "https://foo.gov.uk/a.aspx"),
        ("https://foo.gov.uk//a%7Eb", "https://foo.gov.uk/a~b"),
        ("https://foo.gov.uk/Default.aspx", "https://foo.gov.uk"),
    ],
)
def test_two_addresses_of_one_page_are_equal(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://foo.gov.uk/a?id=4", "https://foo.gov.uk/a?id=5"),
        ("https://foo.gov.uk:8443/a", "https://foo.gov.uk/a"),
        ("https://my.foo.gov.uk/a", "https://foo.gov.uk/a"),
        ("https://foo.gov.uk/a%2Fb", "https://foo.gov.uk/a/b"),
        ("https://foo.gov.uk/Default.aspx?page=12", "https://foo.gov.uk/Default.aspx?page=13"),
    ],
)
def test_two_pages_stay_two(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://my.foo.gov.uk/x", "http://www.foo.gov.uk", True),
        ("https://foo.gov.uk", "https://bar.gov.uk", False),
        ("https://www.gov.uk/pay", "https://foo.gov.uk", False),
        ("http://www.foo.example", "http://forms.foo.example", True),
        ("http://foo.example", "http://bar.example", False),
        ("https://foo.llyw.cymru", "https://foo.llyw.cymru/en", True),
        ("http://127.0.0.1:80/a", "http://127.0.0.1/b", True),
        ("http://127.0.0.1/a", "http://10.0.0.1/b", False),
        ("mailto:a@b.gov.uk", "https://b.gov.uk", False),
    ],
)
def test_a_site_is_a_registrable_domain(one, other, same):
    assert same_site(one, other) is same


def test_the_uk_government_suffix_is_known_without_a_network():
    assert site_of("https://www.selfservice.foo.gov.uk/a") == "foo.gov.uk"


@pytest.mark.parametrize(
    "url",
    [
        "https://foo.gov.uk/events/2031/05/",
        "https://foo.gov.uk/calendar?month=5&year=2031",
        "https://foo.gov.uk/a/b/a/b/a/b",
        "https://foo.gov.uk/x/x/x",
        "https://foo.gov.uk/a?" + "q=1&" * 100,
        "https://foo.gov.uk/" + "a/" * 20,
        "https://foo.gov.uk/list?sort=a&dir=desc",
        "https://foo.gov.uk/page?print=1",
        "https://foo.gov.uk/form.pdf",
        "https://foo.gov.uk/case/confirm",
        "https://foo.gov.uk/slot?action=book&id=3",
        "https://foo.gov.uk/account/logout",
        "ftp://foo.gov.uk/a",
        "https://[bad",
    ],
)
def test_left_alone(url):
    assert why_not(url)
    assert not worth_following(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://foo.gov.uk/waste/report-missed-bin",
        "https://foo.gov.uk/pay",
        "https://foo.gov.uk/book-a-bulky-collection",
        "https://foo.gov.uk/info/200160/bins_and_recycling/197/fly-tipping/4",
        "https://foo.gov.uk/index.aspx?articleid=5843",
        "https://foo.gov.uk/AchieveForms/?form_uri=sandbox-publish://AF-Process-1/AF-Stage-2/definition.json",
        "https://foo.gov.uk/news/2026/05/a-story",
        "https://foo.gov.uk/find?day=monday",
        "https://foo.gov.uk/service/report?step=start",
    ],
)
def test_followed(url):
    assert worth_following(url), why_not(url)


def test_acts_are_told_from_words_about_them():
    assert commits("https://foo.gov.uk/newsletter/unsubscribe?id=3")
    assert not commits("https://foo.gov.uk/cancel-a-direct-debit")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../b", "https://foo.gov.uk/b"),
        ("/c#d", "https://foo.gov.uk/c"),
        ("//bar.gov.uk/x", "https://bar.gov.uk/x"),
        (" /a b ", "https://foo.gov.uk/a%20b"),
        ("?page=2", "https://foo.gov.uk/a/x?page=2"),
        ("#top", ""),
        ("javascript:void(0)", ""),
        ("mailto:a@b.c", ""),
        ("http://[::1", ""),
        ("http://foo:99999/", ""),
    ],
)
def test_absolute(href, expected):
    assert absolute(href, "https://foo.gov.uk/a/x") == expected


def test_a_file_is_told_by_its_ending():
    assert file_kind("https://foo.gov.uk/a/Form.PDF?x=1") == "pdf"
    assert file_kind("https://foo.gov.uk/a.aspx") == ""


@given(st.text(max_size=200))
def test_no_address_raises(text):
    for url in (text, f"https://{text}", f"https://foo.gov.uk/{text}"):
        canonical(url)
        why_not(url)
        same_site(url, "https://foo.gov.uk")
        absolute(text, url)
