"""GOV.UK's links file: faulty rows are counted, never fatal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checks.model import Council, CouncilType
from crawler.councils import load_councils
from crawler.govuk_links import LinkRow, load_links
from store.inputs import InputError

HEADER = "Authority Name,GSS,Description,LGSL,LGIL,URL,Title,Supported by GOV.UK\n"
COUNCILS = (
    Council("E06000099", "Vale", CouncilType.UNITARY, "England", "", "https://vale.example/"),
    Council(
        "S12000099",
        "Strath",
        CouncilType.SCOTTISH_UNITARY,
        "Scotland",
        "",
        "https://strath.example/",
        extra={"former_gss": "S12000098;S12000097"},
    ),
)


@pytest.fixture
def links(tmp_path):
    def load(rows: str | bytes, header: str = HEADER):
        path = tmp_path / "links.csv"
        path.write_bytes(header.encode() + (rows if isinstance(rows, bytes) else rows.encode()))
        return load_links(path, COUNCILS)

    return load


def test_rows_are_kept_by_council_in_order(links):
    found = links(
        'Vale,E06000099,"Report, fly-tipping",587,17,https://vale.example/tip,"Fly, tipping",true\n'
        "Vale,E06000099,Bins,524,0,https://vale.example/bins,,false\n"
    )
    assert found.rows == {
        "E06000099": (
            LinkRow("https://vale.example/tip", 587, 17, "Fly, tipping"),
            LinkRow("https://vale.example/bins", 524, 0, ""),
        )
    }
    assert found.skipped == {}


def test_rows_under_a_former_code_belong_to_the_council_of_today(links):
    found = links("Strath,S12000098,Bins,524,0,https://strath.example/bins,,true\n")
    assert list(found.rows) == ["S12000099"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Vale,,Bins,524,0,https://vale.example/,,true", "no GSS code"),
        ("Elsewhere,E06000001,Bins,524,0,https://x.example/,,true", "not a council of this run"),
        ("Vale,E06000099,Bins,,0,https://vale.example/,,true", "no service code (LGSL)"),
        ("Vale,E06000099,Bins,5x4,0,https://vale.example/,,true", "no service code (LGSL)"),
        ("Vale,E06000099,Bins,524,²,https://vale.example/,,true", "no interaction code (LGIL)"),
        ("Vale,E06000099,Bins,524,0,,,true", "no address"),
        ("Vale,E06000099,Bins,524,0", "no address"),
        ("Vale,E06000099,Bins,524,0,www.vale.example/bins,,true", "not a web address"),
        ("Vale,E06000099,Bins,524,0,mailto:bins@vale.example,,true", "not a web address"),
        (f"Vale,E06000099,Bins,524,0,https://vale.example/{'a' * 3000},,true", "not a web address"),
        ("Vale,E06000099,Bins,524,0,https://vale.example/,A,B,true", "more cells than columns"),
    ],
)
def test_a_row_that_cannot_be_used_is_skipped_with_its_reason(links, row, reason):
    good = "Vale,E06000099,Bins,524,0,https://vale.example/bins,,true\n"
    found = links(f"{row}\n{good}")
    assert found.skipped == {reason: 1}
    assert len(found.rows["E06000099"]) == 1


def test_a_row_listed_twice_counts_once(links):
    row = "Vale,E06000099,Bins,524,0,https://vale.example/bins,,true\n"
    found = links(row + row)
    assert len(found.rows["E06000099"]) == 1
    assert found.skipped == {"listed twice": 1}


def test_bytes_that_are_not_utf8_do_not_stop_the_file(links):
    found = links("Vale,E06000099,Bins,524,0,https://vale.example/bins,Caf\xe9,true\n".encode("latin-1"))
    assert found.rows["E06000099"][0].title == "Caf\ufffd"


@pytest.mark.parametrize("header", ["", "name,url\n", "<!doctype html>\n"])
def test_another_kind_of_file_is_one_clear_line(links, header):
    with pytest.raises(InputError) as caught:
        links("x,y\n" if header else "", header)
    assert "links.csv" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.skipif(not os.environ.get("BETTERSERVED_TEST_DATA"), reason="BETTERSERVED_TEST_DATA is not set")
def test_a_real_export_is_read_whole():
    folder = Path(os.environ["BETTERSERVED_TEST_DATA"]) / "real-2016"
    councils = load_councils(folder / "councils.csv")
    found = load_links(folder / "links.csv", councils)
    assert sum(len(rows) for rows in found.rows.values()) + sum(found.skipped.values()) == 2006
    assert len(found.rows) >= 60
