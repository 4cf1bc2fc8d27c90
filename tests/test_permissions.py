"""The permissions file: every bad cell named, and no form walked without a row that covers it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks.model import Council, CouncilType
from crawler.asked import checked
from crawler.options import CrawlOptions, told_options
from crawler.permissions import Permissions, load_permissions, told_permissions
from crawler.record import record_of_start
from store.inputs import InputError

HEADER = "gss,council,given_by,reference,from,until,hosts\n"
VALE = Council("E10000099", "Vale County Council", CouncilType.COUNTY, "England", "", "https://vale.example/")
MARSHAM = Council(
    "E07000099", "Marsham District Council", CouncilType.DISTRICT, "England", "", "https://marsham.example/"
)
COUNCILS = (VALE, MARSHAM)
GOOD = (
    "E10000099,Vale County Council,A. Officer,VCC/26/7,2026-11-01,2026-12-31,"
    "forms.vale.example; www.vale.example\n"
)
DAY = date(2026, 11, 22)


@pytest.fixture
def file(tmp_path):
    def write(rows: str, header: str = HEADER):
        path = tmp_path / "permissions.csv"
        path.write_text(header + rows)
        return path

    return write


def test_a_row_covers_its_hosts_on_its_days(file):
    permissions = Permissions(file(GOOD), COUNCILS)
    for host, day in (
        ("forms.vale.example", DAY),
        ("WWW.vale.example", date(2026, 11, 1)),
        ("www.vale.example", date(2026, 12, 31)),
    ):
        found, why = permissions.granted(VALE.gss, host, day)
        assert found and found.reference == "VCC/26/7" and not why


@pytest.mark.parametrize(
    ("gss", "host", "day", "why"),
    [
        (VALE.gss, "forms.vale.example", date(2027, 1, 1), "permission VCC/26/7 ended on 2026-12-31"),
        (VALE.gss, "forms.vale.example", date(2026, 10, 31), "permission VCC/26/7 begins on 2026-11-01"),
        (
            VALE.gss,
            "other.vale.example",
            DAY,
            "permission VCC/26/7 does not name the host other.vale.example",
        ),
        (VALE.gss, "vale.example", DAY, "permission VCC/26/7 does not name the host vale.example"),
        (MARSHAM.gss, "forms.vale.example", DAY, "the council gave no permission"),
    ],
)
def test_nothing_else_is_covered_and_the_reason_is_said(file, gss, host, day, why):
    assert Permissions(file(GOOD), COUNCILS).granted(gss, host, day) == (None, why)


def test_of_two_rows_the_one_in_force_counts(file):
    later = GOOD.replace("VCC/26/7", "VCC/27/1").replace("2026-11-01,2026-12-31", "2027-01-01,2027-06-30")
    permissions = Permissions(file(GOOD + later), COUNCILS)
    found, _ = permissions.granted(VALE.gss, "www.vale.example", date(2027, 2, 1))
    assert found is not None and found.reference == "VCC/27/1"


def test_a_row_taken_out_while_a_run_goes_on_counts_at_once(file):
    permissions = Permissions(file(GOOD), COUNCILS)
    assert permissions.granted(VALE.gss, "www.vale.example", DAY)[0]
    file("")
    assert permissions.granted(VALE.gss, "www.vale.example", DAY)[0] is None
    file(GOOD.replace("2026-12-31", "soon"))
    found, why = permissions.granted(VALE.gss, "www.vale.example", DAY)
    assert found is None and "cannot be used any more" in why


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E10000099", "E10000098", "row 2, column gss, value 'E10000098': no council of the councils file"),
        ("Vale County Council", "Marsham", "row 2, column council, value 'Marsham': the councils file names"),
        ("A. Officer", "", "row 2, column given_by, value '': must not be empty"),
        ("VCC/26/7", "", "row 2, column reference, value '': must not be empty"),
        ("VCC/26/7", "x" * 201, "row 2, column reference"),
        ("2026-11-01", "1/11/2026", "row 2, column from, value '1/11/2026': not a date such as"),
        ("2026-12-31", "2026-02-30", "row 2, column until, value '2026-02-30': not a date such as"),
        ("2026-12-31", "20261231", "row 2, column until, value '20261231': not a date such as"),
        ("2026-12-31", "2026-10-31", "row 2, column until, value '2026-10-31': is before the first day"),
        ("2026-12-31", "2030-12-31", "no permission is good for more than a year"),
        ("forms.vale.example", "*.vale.example", "'*.vale.example' is not a host name"),
        ("forms.vale.example", "https://vale.example/", "is not a host name"),
        (",forms.vale.example; www.vale.example", ",", "row 2, column hosts, value '': must not be empty"),
    ],
)
def test_each_fault_is_named_by_row_and_column(file, old, new, said):
    with pytest.raises(InputError) as caught:
        load_permissions(file(GOOD.replace(old, new)), COUNCILS)
    assert said in str(caught.value)
    assert "permissions.csv has 1 fault; nothing was started." in str(caught.value)


def test_a_column_nobody_knows_or_one_too_few_is_a_fault(file):
    with pytest.raises(InputError, match="no column until"):
        load_permissions(file("", HEADER.replace("until,", "")), COUNCILS)
    with pytest.raises(InputError, match="column notes"):
        load_permissions(file("", HEADER.replace("\n", ",notes\n")), COUNCILS)
    with pytest.raises(InputError, match="quote cells with commas"):
        load_permissions(file(GOOD.replace("A. Officer", "Officer, A.")), COUNCILS)


def test_a_run_keeps_reference_council_and_last_day_and_no_more(file):
    rows = load_permissions(file(GOOD), COUNCILS)
    assert told_permissions(rows, [VALE.gss]) == [
        {"council": VALE.gss, "reference": "VCC/26/7", "until": "2026-12-31"}
    ]
    assert told_permissions(rows, [MARSHAM.gss]) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"depth": "deep"}, "--depth deep: there are observe and steps"),
        ({"depth": "steps"}, "give the file of these permissions with --permissions"),
        ({"permissions": Path("p.csv")}, "--permissions is for --depth steps"),
        ({"depth": "steps", "permissions": Path("p.csv"), "browser": False}, "does not go with --no-browser"),
        ({"postcode": "Town Hall"}, "--postcode Town Hall: not a postcode"),
        ({"postcode": "SW1A 1AA", "kill_switch": Path(__file__)}, "the kill switch"),
    ],
)
def test_how_deep_to_go_is_checked_before_anything_starts(told, said):
    with pytest.raises(InputError, match=said):
        checked(CrawlOptions(**told))


def test_options_that_go_together_are_taken_and_the_files_are_not_told(tmp_path):
    options = CrawlOptions(
        depth="steps",
        permissions=Path("p.csv"),
        postcode="sw1a1aa",
        kill_switch=tmp_path / "STOP",
    )
    checked(options)
    told = told_options(options)
    assert told["depth"] == "steps" and told["postcode"] == "sw1a1aa"
    assert not {"permissions", "kill_switch"} & told.keys()


def test_the_record_of_a_run_adds_permissions_of_later_sessions(file):
    told = told_permissions(load_permissions(file(GOOD), COUNCILS), [VALE.gss])
    record = record_of_start({}, "q4", [], CrawlOptions(), "2026-11-22T10:00:00Z", told)
    assert record["permissions"] == told
    again = record_of_start(record, "q4", [], CrawlOptions(), "2026-11-22T11:00:00Z", told)
    assert again["permissions"] == told
