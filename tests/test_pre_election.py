"""No edition in a pre-election period unless forced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import betterserved
from reports.pre_election import load_periods, ordinary_period, refuse_before_elections
from store.inputs import InputError
from tests.synthetic_run import councils, make_run


@pytest.mark.parametrize(
    ("first", "poll"),
    # The last days for a notice of election, as councils and the Electoral Commission gave them.
    [
        (date(2024, 3, 26), date(2024, 5, 2)),
        (date(2025, 3, 25), date(2025, 5, 1)),
        (date(2026, 3, 30), date(2026, 5, 7)),
    ],
)
def test_the_period_of_local_elections_is_that_of_the_timetables(first: date, poll: date) -> None:
    period = ordinary_period(first.year)
    assert (period.first, period.last) == (first, poll)


def test_a_day_in_the_period_is_refused_unless_forced() -> None:
    assert refuse_before_elections(date(2026, 3, 29)) == refuse_before_elections(date(2026, 5, 8)) == ""
    for day in (date(2026, 3, 30), date(2026, 5, 7)):
        with pytest.raises(InputError, match="pre-election period of the local elections of 2026-05-07"):
            refuse_before_elections(day)
        assert "published all the same" in refuse_before_elections(day, force=True)


def test_further_periods_come_from_a_file_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "pre-election.csv"
    path.write_text("from,until,election\n2026-12-01,2027-01-14,the general election\n")
    periods = load_periods(path)
    with pytest.raises(InputError, match="general election"):
        refuse_before_elections(date(2026, 12, 20), periods)
    path.write_text("from,until,election,why\n2026-12-01,2026-11-14,x,\n1 May,2026-11-14,,\n")
    with pytest.raises(InputError) as caught:
        load_periods(path)
    for part in ("column why", "is before 2026-12-01", "not a date such as", "must not be empty"):
        assert part in str(caught.value)


def test_report_refuses_before_it_builds_and_publishes_when_forced(tmp_path: Path) -> None:
    run = make_run(tmp_path / "q1", asked=councils()[:1])
    given = ["report", str(run.path), "--site", str(tmp_path / "site"), "--published", "2026-04-20"]
    refused = CliRunner().invoke(betterserved.app, given)
    assert refused.exit_code == 2 and not (tmp_path / "site").exists()
    forced = CliRunner().invoke(betterserved.app, [*given, "--force"])
    assert forced.exit_code == 0, forced.output
    assert "Note: 2026-04-20 is in the pre-election period" in forced.output
