"""A nation of copies is like the estate, and the crawl is polite in it by the servers' own log."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("scrapy")

from tests.estate import Estate
from tests.estate.bank import load
from tests.estate.nation import DEAD_LINKS, SITE_FAULTS, chosen, nation, tempers, with_dead_links
from tests.estate.registers import links
from tests.estate.truth import truth
from tests.estate.world import World

ROOT = Path(__file__).resolve().parents[1]
COUNT, DELAY = 56, 0.3


@pytest.fixture(scope="module")
def world() -> World:
    return World(nation(COUNT))


def test_copies_have_names_codes_and_sites_of_their_own(world: World) -> None:
    councils = world.bank.councils
    assert len(chosen(world.bank, COUNT)) == COUNT <= len(councils)
    for of in ("gss", "name", "short", "slug"):
        assert len({getattr(one, of) for one in councils.values()}) == len(councils), of
    own = load().councils
    assert len(world.sites) == len(councils) - 2 * sum(bool(one.get("shares")) for one in own.values())
    assert Counter(one.type for one in list(councils.values())[len(own) :]) == Counter(
        one.type for one in own.values()
    )
    for one in councils.values():
        assert not one.parent or one.parent in councils
    assert nation(COUNT) == nation(COUNT)


def test_what_is_true_of_a_council_is_true_of_its_copy(world: World) -> None:
    rows = truth(world, lambda one: True)
    by_council = defaultdict(list)
    for row in rows:
        by_council[row["council_slug"]].append((row["journey"], row["applies"], row["channel"]))
    half = len(load().councils)
    slugs = list(world.bank.councils)
    for own, copy in zip(slugs[:half], slugs[half:], strict=False):
        assert by_council[own] == by_council[copy], (own, copy)


def test_faults_come_at_the_rates_of_life() -> None:
    bank = nation(382)
    found = Counter(one.fault for one in tempers(bank).values())
    sites = sum(found.values())
    for fault, rate in SITE_FAULTS.items():
        assert found[fault] == max(1, round(rate * sites))
    assert all(0.1 <= one.seconds <= 5 for one in tempers(bank).values())
    rows = links(World(load()), lambda one: True) * 20
    dead = sum(row["URL"].endswith("/gone-since") for row in with_dead_links(rows))
    assert dead / len(rows) == pytest.approx(DEAD_LINKS, abs=0.01)


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_a_nation_that_cannot_be_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"not {count}"):
        nation(count)


@pytest.mark.slow
def test_each_host_rests_after_its_answer(tmp_path: Path) -> None:
    with Estate(nation=28) as estate:
        estate.write_councils_csv(tmp_path / "councils.csv")
        sound = [
            one.gss
            for one in estate.world.bank.councils.values()
            if not (temper := estate.world.tempers[one.host]).fault and 0.2 <= temper.seconds <= 0.5
        ]
        words = [sys.executable, "-m", "betterserved", "crawl", str(tmp_path / "councils.csv")]
        words += [
            "--out",
            str(tmp_path / "runs"),
            "--run-id",
            "polite",
            "--proxy",
            estate.proxy_url,
            "--no-browser",
        ]
        words += ["--delay", str(DELAY), "--page-budget", "20", "--journey", "report-fly-tipping"]
        words += [part for gss in sound[:2] for part in ("--council", gss)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(words, cwd=ROOT, env=env, check=True, timeout=180, capture_output=True)
        asked = estate.requests()
    by_host = defaultdict(list)
    for one in asked:
        by_host[one["host"]].append(one)
    rests = [after["began"] - before["t"] for rows in by_host.values() for before, after in pairwise(rows)]
    assert len(rests) >= 10
    # Both times are the server's, so nothing but their rounding can make a rest look shorter than it was.
    assert min(rests) >= DELAY - 0.002
