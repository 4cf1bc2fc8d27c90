"""The site in Welsh: every message has its Welsh, no page is broken by it, and what is no Welsh says so."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from babel.messages.catalog import Catalog
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

import reports.welsh_site as welsh_pages
from checks.model import Council, CouncilType
from crawler.councils import load_councils
from reports.catalogue import ROOT, messages, untranslated
from reports.languages import CATALOGUE, DRAFT, CatalogueError, Welsh, faults_of, read_catalogue, welsh
from reports.present import day, listing, moment, plural
from reports.said import counted, in_english, joined, lower, named, said, sentence
from reports.site import build
from reports.template_text import BadTranslation, check, messages_of, translated
from reports.view_compare import DATA
from reports.welsh_names import in_wales, welsh_name
from reports.welsh_site import TEMPLATES
from tests.parsed_site import parsed
from tests.synthetic_run import councils, make_run

UPDATE = "run `make messages`, then write the Welsh of what is new with the flag fuzzy (CONTRIBUTING.md)"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue(CATALOGUE)


def test_every_message_of_the_site_has_its_welsh_and_none_is_stale(catalogue: Catalog) -> None:
    here = {one.id for one in catalogue if one.id}
    assert set(messages()) - here == set(), UPDATE
    assert here - set(messages()) == set(), UPDATE
    assert untranslated(catalogue) == [], UPDATE


def test_every_translation_holds_its_places_and_breaks_nothing(catalogue: Catalog) -> None:
    faults = [
        fault for one in catalogue if one.id for fault in faults_of(one.id, one.string, catalogue.num_plurals)
    ]
    assert faults == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_said_in_its_own_words_is_the_same(name: str) -> None:
    source = (ROOT / "templates" / name).read_text("utf-8")
    plain = re.sub(r'\b_\(("[^"]*")\)', r"\1", source)
    assert translated(source, lambda message: message) == plain


def test_messages_are_whole_phrases_with_their_tags_and_values() -> None:
    source = (
        '<p class="x">On <b>{{ a.day }}</b> and {{ a.day }}, {{ b|length }}{% if c %}, <a href="{{ r }}">see'
        '</a> {{ c }}.{% endif %}</p><img alt="A {{ d }}"><td><span class="key"></span>Four <i>{{ e }}'
        '{{ f(_("Its name")) }}'
    )
    assert [message for _, message in messages_of(source)] == [
        "On <b>{a.day}</b> and {a.day}, {b}",
        ", <a>see</a> {c}.",
        "A {d}",
        "Four",
        "Its name",
    ]
    welsh_words = {
        "On <b>{a.day}</b> and {a.day}, {b}": "{b}: <b>{a.day}</b>",
        ", <a>see</a> {c}.": ", {c} <a>gweler</a>.",
        "A {d}": "{d}",
        "Four": "Pedwar",
        "Its name": "Ei enw",
    }
    assert translated(source, welsh_words.__getitem__) == (
        '<p class="x">{{ b|length }}: <b>{{ a.day }}</b>{% if c %}, {{ c }} <a href="{{ r }}">gweler'
        '</a>.{% endif %}</p><img alt="{{ d }}"><td><span class="key"></span>Pedwar <i>{{ e }}'
        '{{ f("Ei enw") }}'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Gweler yma",
        "<a>Gweler {x} {y}</a>",
        "<a>Gweler {x}",
        "Gweler</a> <a>{x}",
        "<a>Gweler {x}</a> <script>",
        '<a>Gweler {x}</a> "',
        "<a><b>Gweler {x}</a></b>",
    ],
)
def test_a_translation_that_would_break_a_page_is_refused(text: str) -> None:
    with pytest.raises(BadTranslation):
        check("<a>See {x}</a>", text)


def test_a_broken_catalogue_is_refused_with_its_message(tmp_path: Path) -> None:
    made = Catalog(locale="cy")
    made.add("{count} of {all}", "{count} o bob un")
    with pytest.raises(CatalogueError, match="of \\{all\\}"):
        Welsh(made)
    (tmp_path / "bad.po").write_text("this is no catalogue", "utf-8")
    with pytest.raises(CatalogueError, match=r"bad\.po"):
        read_catalogue(tmp_path / "bad.po")


def test_what_has_no_welsh_is_said_in_english() -> None:
    tongue = Welsh(Catalog(locale="cy"))
    assert tongue.say(said("Nothing {x}", x=said("like this"))) == "Nothing like this"
    assert [tongue.say(plural(count, "page")) for count in (1, 2)] == ["1 page", "2 pages"]


def test_to_views_their_words_are_ordinary_english() -> None:
    words = said("{a} of {b}", a=1, b=said("two"))
    assert words == "1 of two" and isinstance(words, str)
    assert pickle.loads(pickle.dumps(words)).values == {"a": 1, "b": "two"}
    assert sentence(said("no stars")) == "No stars"
    assert lower(said("Welsh councils")) == "welsh councils"
    assert joined(", ", ["a", said("b")]) == "a, b"


def test_values_are_escaped_and_never_read_as_messages() -> None:
    tongue = welsh()
    hostile = "<script>{name}</script>"
    assert tongue.say(hostile) == hostile
    for words in (
        said("{cause}.", cause=hostile),
        joined(" ", [said("Yes"), hostile]),
        listing([hostile, "x"]),
    ):
        shown = tongue.say(words)
        assert isinstance(shown, Markup)
        assert "<script" not in shown and "{name}" in shown
    assert tongue.say(in_english("<b>")) == '<span lang="en-GB">&lt;b&gt;</span>'
    assert tongue.say(named("x", "<i>")) == "&lt;i&gt;"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 cyngor"),
        (2, "2 gyngor"),
        (3, "3 chyngor"),
        (6, "6 chyngor"),
        (5, "5 cyngor"),
        (1234, "1,234 cyngor"),
    ],
)
def test_numbers_mutate_what_they_count(count: int, words: str) -> None:
    assert welsh().say(plural(count, "council")) == words


def test_a_number_may_have_a_word_of_its_own() -> None:
    assert welsh().say(counted("{count} time", "{count} times", 2)) == "ddwywaith"


def test_dates_lists_and_letters_are_welsh() -> None:
    tongue = welsh()
    assert tongue.say(day("2026-11-22T14:05:00Z")) == "22 Tachwedd 2026"
    assert tongue.say(moment("2026-02-01T04:05:00Z")) == "1 Chwefror 2026, 04:05 UTC"
    assert tongue.moment(datetime(2026, 5, 18), "day") == "18 Mai 2026"
    assert tongue.moment(datetime(2026, 11, 18), "month") == "Tach 2026"
    assert tongue.say(listing(["un", "dau", said("phone")])) == "un, dau a ffôn"
    assert tongue.say(listing(["un", "afal"])) == "un ac afal"
    assert tongue.say(listing(["un"])) == "un"
    assert tongue.say(sentence(said("task page"))) == "Tudalen y dasg"
    assert tongue.say(lower(said("Welsh councils"))) == "cynghorau cymru"


def _council(name: str, place: str) -> Council:
    return Council(
        "W1", name, CouncilType.WELSH_UNITARY, "Wales", "Wales", "", "", extra={"welsh_name": place}
    )


@pytest.mark.parametrize(
    ("name", "place", "welsh_words"),
    [
        ("Caerphilly County Borough Council", "Caerffili", "Cyngor Bwrdeistref Sirol Caerffili"),
        ("Powys County Council", "Powys", "Cyngor Sir Powys"),
        ("Denbighshire County Council", "Sir Ddinbych", "Cyngor Sir Ddinbych"),
        ("Newport City Council", "Casnewydd", "Cyngor Dinas Casnewydd"),
        ("City of Cardiff Council", "Caerdydd", "Cyngor Caerdydd"),
        ("Anything Council", "Cyngor Rhywle", "Cyngor Rhywle"),
        ("Anything Council", "", ""),
    ],
)
def test_a_council_is_called_what_it_is_called_in_welsh(name: str, place: str, welsh_words: str) -> None:
    assert welsh_name(_council(name, place)) == welsh_words


def test_all_councils_of_wales_have_a_welsh_name_and_no_other() -> None:
    every = load_councils(ROOT / "councils.csv")
    wales = [one for one in every if in_wales(one)]
    assert len(wales) == 22
    assert all(welsh_name(one).startswith("Cyngor ") for one in wales)
    assert not any(welsh_name(one) for one in every if one not in wales)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("welsh")
    asked = [one for one in councils() if in_wales(one) or one.type is CouncilType.UNITARY]
    runs = [
        make_run(folder / "old", seed=2, started="2026-05-20T08:00:00Z", asked=asked),
        make_run(folder / "new", asked=asked),
    ]
    build(runs, folder / "site", contact="replies@assessor.example")
    return folder / "site"


# Before the pages of the whole site are read: what builds is slower beside them.


def test_a_translation_that_is_checked_says_nothing_of_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = read_catalogue(CATALOGUE)
    for one in checked:
        one.flags.discard(DRAFT)
    monkeypatch.setattr(welsh_pages, "welsh", lambda: Welsh(checked))
    wales = [one for one in councils() if in_wales(one)][:1]
    build([make_run(tmp_path / "run", asked=wales)], tmp_path / "site")
    with parsed(tmp_path / "site") as pages:
        assert any(path.startswith("cy/") for path in pages)
        for page in pages.values():
            assert "drafted by a machine" not in page.get_text()
            assert "Drafft peiriant" not in page.get_text()


def test_where_no_council_is_in_wales_there_is_no_welsh(tmp_path: Path) -> None:
    england = [one for one in councils() if one.type is CouncilType.UNITARY][:1]
    build([make_run(tmp_path / "run", asked=england)], tmp_path / "site")
    assert not (tmp_path / "site" / "cy").exists()
    assert "hreflang" not in (tmp_path / "site" / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def pages(built: Path) -> Iterator[dict[str, BeautifulSoup]]:
    with parsed(built) as pages:
        yield pages


def test_wales_is_served_in_both_languages_and_nobody_else(pages: dict[str, BeautifulSoup]) -> None:
    english = {path for path in pages if not path.startswith("cy/")}
    in_welsh = {path.removeprefix("cy/") for path in pages} - english | {
        path.removeprefix("cy/") for path in pages if path.startswith("cy/")
    }
    assert in_welsh < english
    whole = ("index", "about", "methodology", "data", "compare", "changes", "errata")
    assert {f"{name}.html" for name in whole} <= in_welsh
    for folder in ("journeys/", "questions/", "places/", "platforms/", "league/welsh-unitary"):
        assert {path for path in english if path.startswith(folder)} <= in_welsh
    cards = {path for path in in_welsh if path.startswith("councils/") and path.count("/") == 1}
    names = {str(pages[path].h1.get_text()) for path in cards}  # type: ignore[union-attr]
    assert names == {"Llanfair-y-Môr County Borough Council", "Cyngor Sir Ynys Wen"}
    for card in cards:
        own = card.removesuffix(".html") + "/"
        assert {path for path in english if path.startswith(own)} <= in_welsh
    assert not any(path.startswith("league/unitary") for path in in_welsh)


def test_a_page_and_its_twin_lead_to_each_other(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        here = path.startswith("cy/")
        twin = path.removeprefix("cy/") if here else f"cy/{path}"
        assert page.html is not None and page.html["lang"] == ("cy" if here else "en-GB")
        switch, head = page.select("li.tongue a"), page.select('link[rel="alternate"][hreflang]')
        assert bool(switch) == bool(head) == (twin in pages), path
        for link in (*switch, *head):
            assert normpath(join(dirname(path), str(link["href"]))) == twin
            assert link["hreflang"] == ("en-GB" if here else "cy")


def test_no_link_of_a_welsh_page_is_broken_and_those_to_english_say_so(
    built: Path, pages: dict[str, BeautifulSoup]
) -> None:
    led = 0
    for path, page in pages.items():
        if not path.startswith("cy/"):
            continue
        for tag in page.select("[href], [src]"):
            address = str(tag.get("href") or tag.get("src"))
            if re.match("[a-z]+:", address):
                continue
            target, _, anchor = re.sub("[?][^#]*", "", address).partition("#")
            lies = normpath(join(dirname(path), target)) if target else path
            assert (built / lies).is_file(), f"{path}: {address}"
            if anchor and lies.endswith(".html"):
                assert pages[lies].find(id=anchor), f"{path}: {address}"
            if tag.name == "a" and lies.endswith(".html"):
                assert lies.startswith("cy/") != tag.has_attr("hreflang"), f"{path}: {address}"
                led += not lies.startswith("cy/")
    assert led


def _texts(page: BeautifulSoup) -> set[str]:
    """Return the words of a page, without names, evidence, addresses and what says that it is English."""
    page = BeautifulSoup(str(page), "lxml")
    for one in page.select(
        'bdi, code, .url, .mark, .tongue, a[href*="data/"], a[href^="mailto:"], body [lang]'
    ):
        one.decompose()
    found = {str(one) for one in page.find_all(string=True)}
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        found |= {
            str(tag[name])
            for name in ("aria-label", "alt", "title", "data-all", "data-some")
            if name in tag.attrs
        }
    return {" ".join(text.split()).removesuffix(" – Better Served") for text in found}


@pytest.mark.slow
def test_nothing_of_a_welsh_page_is_left_in_english(pages: dict[str, BeautifulSoup]) -> None:
    names = {one.name for one in councils()} | {"html"}
    for path, page in pages.items():
        if path.startswith("cy/"):
            same = _texts(page) & _texts(pages[path.removeprefix("cy/")])
            left = {
                text
                for text in same - names
                if re.search("[A-Za-z]{3}", text)
                and not re.fullmatch(r"(; WCAG|axe-core|[A-Z][\w ]+ XFP)\W?.*", text)
            }
            assert left <= {"Middle England", "Moorland Combined Authority", "jadu"}, path


def test_badges_feeds_and_comparisons_are_in_welsh_too(built: Path) -> None:
    badges = sorted((built / "cy/councils").glob("*/badge.svg"))
    feeds = sorted((built / "cy/councils").glob("*/feed.xml"))
    assert len(badges) == len(feeds) == 2
    for path in (*badges, *feeds):
        shown, english = (
            BeautifulSoup(one.read_text("utf-8"), "xml")
            for one in (path, built / path.relative_to(built / "cy"))
        )
        root = shown.find(True)
        assert isinstance(root, Tag) and root["xml:lang"] == "cy"
        assert not shown.find("span")
        for tag in shown.find_all(["title", "subtitle", "content"]):
            assert not re.search(r"\b(stars|score|place|draft|ranked|Run)\b", tag.get_text()), path
        ids, others = ({one.get_text() for one in page.find_all("id")} for page in (shown, english))
        assert not ids & others
        assert len(ids) == len(others)
        if path.name == "badge.svg":
            card = path.parent.with_suffix(".html").read_text("utf-8")
            assert f"<code>{path.relative_to(built).as_posix()}</code>" in card
    data, english_data = (
        json.loads((folder / DATA).read_text("ascii").partition("= ")[2].rstrip(";\n"))
        for folder in (built / "cy", built)
    )
    assert data["stars"] == ["gwael", "anfoddhaol", "da", "da iawn"]
    names = {one[0]: one[1] for one in data["councils"]}
    assert "Cyngor Sir Ynys Wen" in names.values() and "&" not in "".join(names.values())
    # The same figures; and who has no Welsh page is found a folder up.
    figures = {one[0]: one[3:9] for one in data["councils"]}
    assert figures == {one[0]: one[3:9] for one in english_data["councils"]}
    for one in data["councils"]:
        assert one[9] == (not (built / "cy/councils" / f"{one[0]}.html").is_file())
    assert not any(one[9] for one in english_data["councils"])


def test_a_draft_says_so_in_both_languages_until_it_is_checked(
    pages: dict[str, BeautifulSoup], catalogue: Catalog
) -> None:
    assert any(DRAFT in one.flags for one in catalogue if one.id) == bool(welsh().drafts)
    for path, page in pages.items():
        said_so = page.select(".notice span[lang=en-GB]")
        drafted = [one for one in said_so if "drafted by a machine" in one.get_text()]
        assert bool(drafted) == (path.startswith("cy/") and bool(welsh().drafts)), path
        assert not drafted or "Drafft peiriant" in page.get_text()
