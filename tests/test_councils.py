"""councils.csv: every bad cell is named at once, and nothing starts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checks.model import CouncilType
from crawler.councils import former_codes, load_councils, select_councils
from store.inputs import InputError

ROOT = Path(__file__).parent.parent
HEADER = "gss,name,type,nation,region,homepage,parent_gss\n"
GOOD = (
    "E10000099,Vale County Council,county,England,Midlands,https://www.vale.example/,\n"
    "E07000099,Marsham District Council,district,England,Midlands,http://www.marsham.example,E10000099\n"
)


@pytest.fixture
def councils_file(tmp_path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "councils.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def fault_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_councils(path)
    return str(caught.value)


def test_the_councils_of_this_repository_are_the_382_of_2026():
    councils = load_councils(ROOT / "councils.csv")
    assert Counter(council.type for council in councils) == {
        CouncilType.COUNTY: 21,
        CouncilType.DISTRICT: 164,
        CouncilType.UNITARY: 63,
        CouncilType.METROPOLITAN: 36,
        CouncilType.LONDON_BOROUGH: 33,
        CouncilType.WELSH_UNITARY: 22,
        CouncilType.SCOTTISH_UNITARY: 32,
        CouncilType.NORTHERN_IRELAND_DISTRICT: 11,
    }
    assert all(council.parent_gss for council in councils if council.type is CouncilType.DISTRICT), (
        "every district lies in a county"
    )


def test_rows_come_in_order_with_optional_columns_kept(councils_file):
    text = HEADER.replace("\n", ",rurality\n") + GOOD.replace("/,\n", "/,,high\n")
    county, district = load_councils(councils_file(text))
    assert (county.gss, county.type, county.extra) == ("E10000099", CouncilType.COUNTY, {"rurality": "high"})
    assert (district.parent_gss, district.extra) == ("E10000099", {"rurality": ""})


@pytest.mark.parametrize(
    "text",
    [
        ("\ufeff" + HEADER + GOOD).encode(),
        (HEADER + GOOD).replace("\n", "\r\n").encode(),
        (HEADER + GOOD).replace("\n", "\r").encode(),
        (HEADER + "\n" + GOOD + "\n ,,,,,,\n").encode(),
        (HEADER.upper() + GOOD).encode(),
        (HEADER.replace("\n", ",,\n") + GOOD.replace(",\n", ",,,\n")).encode(),
    ],
    ids=["byte order mark", "Windows lines", "old Mac lines", "blank lines", "capitals", "spare commas"],
)
def test_what_spreadsheets_do_to_files_is_no_fault(councils_file, text):
    assert [council.gss for council in load_councils(councils_file(text))] == ["E10000099", "E07000099"]


def test_every_bad_cell_is_reported_at_once(councils_file):
    path = councils_file(
        HEADER
        + GOOD
        + "E07000099,Twin Council,district,England,,https://twin.example,\n"
        + "E07000101,,distrct,Englund,,ftp://files.example,E10009999\n"
        + "../etc,Sly Council,district,England,,https://,\n"
        + "E07000102,Self Council,district,England,,https://me:pw@self.example/,E07000102\n"
        + "E07000103,Comma, Council,district,England,,https://comma.example/,E10000099\n"
    )
    message = fault_of(path)
    for row, column, value in [
        (4, "gss", "E07000099"),
        (5, "name", ""),
        (5, "type", "distrct"),
        (5, "nation", "Englund"),
        (5, "homepage", "ftp://files.example"),
        (5, "parent_gss", "E10009999"),
        (6, "gss", "../etc"),
        (6, "homepage", "https://"),
        (7, "homepage", "https://me:pw@self.example/"),
        (7, "parent_gss", "E07000102"),
    ]:
        assert f"{path}, row {row}, column {column}, value {value!r}: " in message
    assert "did you mean district" in message
    assert "row 8, column 8" in message and "quote cells with commas" in message
    assert "nothing was started" in message
    rows = [int(line.split("row ")[1].split(",")[0]) for line in message.splitlines()[1:]]
    assert rows == sorted(rows)


def test_rows_are_counted_as_the_file_counts_them(councils_file):
    text = HEADER + '"E10000099","Vale\nCounty",county,England,,https://vale.example,\n' + GOOD[-30:]
    assert "row 2, column name" in fault_of(councils_file(text))
    text = HEADER + "\n\nE10000099,Vale,county,England,,vale.example,\n"
    assert "row 4, column homepage, value 'vale.example'" in fault_of(councils_file(text))


@pytest.mark.parametrize(
    "homepage",
    [
        "www.marsham.example",
        "http://",
        "https:///path",
        "javascript:alert(1)",
        "https://a b.example/",
        "https://-a.example/",
        "https://a..example/",
        "https://host:99999/",
        "https://[::1/",
        "https://exa$mple/",
    ],
)
def test_a_homepage_is_a_web_address_with_a_host(councils_file, homepage):
    row = f"E06000099,Vale,unitary,England,,{homepage},\n"
    assert "column homepage" in fault_of(councils_file(HEADER + row))


@pytest.mark.parametrize(
    "homepage", ["http://127.0.0.1:8000/", "https://[::1]/", "HTTPS://Cyngor.Example", "https://môn.example/"]
)
def test_unusual_homepages_pass(councils_file, homepage):
    row = f"E06000099,Vale,unitary,England,,{homepage},\n"
    assert load_councils(councils_file(HEADER + row))[0].homepage == homepage


def test_codes_that_differ_only_in_case_are_twins(councils_file):
    rows = (
        "E06000099,A,unitary,England,,https://a.example,\ne06000099,B,unitary,England,,https://b.example,\n"
    )
    assert "the same code is in row 2" in fault_of(councils_file(HEADER + rows))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (HEADER.encode(), "lists no council"),
        (HEADER.replace("homepage,", "").encode() + b"x\n", "no column homepage"),
        (HEADER.replace(",", ";").encode(), "separated by semicolons"),
        (HEADER.replace(",", "\t").encode(), "separated by tabs"),
        (HEADER.replace("region", "name").encode(), "no column region"),
        (HEADER.replace("\n", ",name\n").encode(), "names name more than once"),
        ((HEADER + GOOD).encode("utf-16"), "UTF-16"),
        ((HEADER + GOOD).replace("Marsham", "Môn").encode("latin-1"), "row 3: byte 0xF4 is not UTF-8"),
        ((HEADER + '"E06').encode(), "row 2: not a readable CSV file"),
        (HEADER.encode() + b"x" * 200_000, "row 2: not a readable CSV file"),
    ],
)
def test_a_file_that_is_no_councils_file_is_one_clear_line(councils_file, data, said):
    path = councils_file(data)
    message = fault_of(path)
    assert said in message and str(path) in message and "\n" not in message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert "does not exist" in fault_of(tmp_path / "none.csv")
    assert "is a folder" in fault_of(tmp_path)


@pytest.fixture(scope="module")
def all_councils():
    return load_councils(ROOT / "councils.csv")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("E07000223", "Adur District Council"),
        ("e07000223", "Adur District Council"),
        ("adur district council", "Adur District Council"),
        ("Adur", "Adur District Council"),
        ("Gwynedd", "Gwynedd Council"),
        ("E08000016", "Barnsley Metropolitan Borough Council"),
        ("Glasgow", "Glasgow City Council"),
    ],
)
def test_a_council_is_named_by_code_old_code_or_name(all_councils, wanted, name):
    assert [council.name for council in select_councils(all_councils, [wanted])] == [name]


def test_selection_keeps_the_order_of_the_file(all_councils):
    chosen = select_councils(all_councils, ["Wyre Council", "Adur", "E07000223"])
    assert [council.name for council in chosen] == ["Adur District Council", "Wyre Council"]
    assert len(select_councils(all_councils, types=["county", "london-borough"])) == 54
    assert select_councils(all_councils) == all_councils


def test_unknown_councils_and_types_are_answered_with_the_nearest(all_councils):
    with pytest.raises(InputError) as caught:
        select_councils(all_councils, ["Birminham", "Qzxwvk"], ["countys"])
    said = str(caught.value)
    assert "'Birminham' in the file; did you mean Birmingham City Council" in said
    assert "'Qzxwvk'" in said
    assert "no council type 'countys'; did you mean county" in said


def test_an_ambiguous_name_lists_whom_it_could_mean(councils_file):
    text = (
        HEADER
        + "E07000001,Vale North Council,district,England,,https://n.example,\n"
        + "E07000002,Vale South Council,district,England,,https://s.example,\n"
    )
    councils = load_councils(councils_file(text))
    with pytest.raises(InputError, match=r"could be any of: Vale North Council \(E07000001\), Vale South"):
        select_councils(councils, ["Vale"])


def test_a_selection_that_leaves_nobody_is_an_error(all_councils):
    with pytest.raises(InputError, match="no council is left"):
        select_councils(all_councils, ["Adur"], ["county"])


def test_former_codes_may_be_several(all_councils):
    (glasgow,) = select_councils(all_councils, ["Glasgow"])
    assert former_codes(glasgow) == ("S12000046", "S12000043")
