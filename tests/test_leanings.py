"""The trained ranker: what an address says, what the model makes of it, and that it only helps."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from checks import leanings
from checks.finding import score_link, score_page
from checks.leanings import model, odds, raised, speaking_for, with_leaning
from checks.model import Journey
from checks.page_kinds import path_words
from checks.registry import packs
from checks.seen import LinkSeen, PageDigest
from checks.signs import service_code, signs, spoken

JOURNEYS = [pack.journey for pack in packs()]
IDS = [one.id for one in JOURNEYS]


def first(text: str, url: str) -> str:
    scores = score_link(LinkSeen(url, text), JOURNEYS).scores
    return max(scores, key=lambda one: scores[one])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("ReportMissedBin_v2", "report missed bin"),
        ("ROADS_P0372A_ABANDONED_VEHICLE", "roads abandoned vehicle"),
        ("fly-tipping", "fly tipping"),
        ("12345", ""),
    ],
)
def test_pieces_of_an_address_are_words(raw, words):
    assert spoken(raw) == words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://x.example/waste/FlyTipping/report.aspx", "fly tipping report"),
        ("https://x.example/help/collections.aspx#MissedCollection", "collections missed collection"),
        ("https://x.example/#/report/fly-tipping", "report fly tipping"),
        ("https://x.example/site.aspx?s=Qh/XffpuRB+AEeTC==", "site"),
        ("https://[broken", ""),
    ],
)
def test_what_an_address_says(url, words):
    assert path_words(url) == words


def test_signs_share_a_word_between_text_and_address():
    assert "bin" in signs("Bins", "") and "bin" in signs("", "https://x.example/bins")
    assert "/wast" in signs("", "https://x.example/waste/day")
    assert signs("", "https://[broken") == ()


def test_the_code_of_the_service_list_in_an_address_counts():
    assert service_code("https://x.example/pid564") == 564
    assert service_code("https://x.example/home.asp?PID=564") == 564
    assert service_code("https://x.example/pid5640000") == 0
    assert service_code("https://x.example/rapid/564") == 0
    assert first("", "https://x.example/pid564") == "report-street-light"


def test_a_suppliers_register_is_known_by_its_address():
    url = "https://planning.somewhere.example/online-applications/search.do?action=simple"
    assert first("", url) == "comment-on-planning-application"


def test_the_model_only_raises_pages_and_says_by_which_words():
    title, url = "Bin collections", "https://x.example/bins/collection-dates"
    value, spoke = raised(0.3, title, url, "find-bin-collection-day")
    assert spoke and 0.3 < value < 1
    assert "collect" in " ".join(speaking_for(title, url, "find-bin-collection-day"))
    page = PageDigest(
        url=url, title=title, h1=title, text="Bins are emptied. Ring us if you need help with your bin."
    )
    journey = JOURNEYS[IDS.index("find-bin-collection-day")]
    assert any("words that speak for it" in one for one in score_page(page, journey).reasons)


def test_what_the_model_does_not_know_stays_as_it_was():
    assert odds("xyzzy", "https://x.example/") == {}
    assert with_leaning(0.37, "xyzzy", "https://x.example/", "pay-council-tax") == (0.37, False)
    assert raised(0.37, "Bins", "https://x.example/bins", "not-a-journey") == (0.37, False)


@pytest.mark.parametrize("value", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_scores_stay_scores_and_a_plain_name_is_never_lowered(value):
    for text in ("Report fly-tipping", "Libraries", "Local plan", "Council tax"):
        for name in IDS:
            found, _ = with_leaning(value, text, "https://x.example/planning-policy/local-plan", name)
            assert 0 <= found <= 1
            assert found >= value or value < 0.5


def test_a_journey_that_the_model_never_saw_is_found_by_its_phrases():
    fresh = Journey(
        **{
            **{name: getattr(JOURNEYS[0], name) for name in JOURNEYS[0].__dataclass_fields__},
            "id": "report-a-noisy-owl",
            "objects": {"en": ("noisy owl",)},
            "actions": {"en": ("report",)},
        }
    )
    scores = score_link(LinkSeen("https://x.example/owls", "Report a noisy owl"), [fresh, *JOURNEYS]).scores
    assert scores["report-a-noisy-owl"] > 0.9
    assert max(scores, key=lambda one: scores[one]) == "report-a-noisy-owl"


@pytest.mark.parametrize(
    ("task", "decoy", "journey"),
    [
        (
            "/council-tax/ways-to-pay-council-tax",
            "/council-tax/pay-council-tax-statistics",
            "pay-council-tax",
        ),
        ("/waste/report-a-missed-bin", "/waste/missed-bin-performance-figures", "report-missed-bin"),
        ("/roads/report-a-pothole", "/pothole-policy", "report-pothole"),
    ],
)
def test_an_address_alone_can_be_a_decoy(task, decoy, journey):
    right, wrong = (
        score_link(LinkSeen(f"https://x.example{one}", ""), JOURNEYS).scores[journey] for one in (task, decoy)
    )
    assert right > wrong + 0.2


@pytest.mark.parametrize(
    "headline",
    [
        "Nine miles of street lights to be replaced",
        "Residents told of street light works",
        "Parents urged to apply",
    ],
)
def test_headlines_read_as_news(headline):
    from checks.page_kinds import off_kind

    assert off_kind(headline)[0] == "news"
    assert off_kind("My bin needs to be emptied")[0] == ""


def test_the_file_is_small_and_names_every_journey():
    file = Path(leanings.__file__).with_name("leanings.json")
    assert file.stat().st_size < 300_000
    assert set(model().classes) == {*IDS, "other"}
    assert len(json.loads(file.read_text(encoding="utf-8"))["weights"]) > 500


def test_a_score_costs_little():
    links = [
        (f"Service number {n} of the council", f"https://x.example/services/part-{n}/report")
        for n in range(2000)
    ]
    began = time.process_time()
    for text, url in links:
        odds(text, url)
    assert (time.process_time() - began) / len(links) < 0.0006
