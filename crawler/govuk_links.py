"""GOV.UK's own list of councils' links: seeds to start from, faults and all, never truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.model import Council
from crawler.councils import former_codes
from store.inputs import fault_of_url, read_table

NEEDED = ("GSS", "LGSL", "LGIL", "URL", "Title")
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link that GOV.UK holds for a council: service code, interaction code, last known title."""

    url: str
    lgsl: int
    lgil: int
    title: str


@dataclass(frozen=True, slots=True)
class GovukLinks:
    """The usable links by council (GSS code), and how many rows were skipped for which reason."""

    rows: Mapping[str, tuple[LinkRow, ...]]
    skipped: Mapping[str, int]


def load_links(path: Path, councils: Sequence[Council], every: Sequence[Council] = ()) -> GovukLinks:
    """Read the export of GOV.UK's Local Links Manager for *councils*, out of *every* council that is known.

    Rows filed under a council's former code count as its own. A row that cannot be used is skipped
    and counted, never fatal. Raises `InputError`, one line, where the file is no such export.
    """
    table = read_table(path, NEEDED, "GOV.UK's local links CSV", lenient=True)
    current: dict[str, str] = {}
    known = every or councils
    for council in known:
        for code in former_codes(council):
            current.setdefault(code.casefold(), council.gss)
    # After the former codes, so that a code still in use always means the council that uses it.
    current.update({council.gss.casefold(): council.gss for council in known})
    chosen = {council.gss for council in councils}
    current = {code: gss for code, gss in current.items() if gss in chosen}
    found: dict[str, dict[LinkRow, None]] = {}
    skipped: Counter[str] = Counter()
    for _, cells in table.rows:
        row = table.cells(cells)
        reason = _unusable(row, any(cells[len(table.columns) :]), current)
        if not reason:
            link = LinkRow(row["URL"], int(row["LGSL"]), int(row["LGIL"]), row["Title"])
            kept = found.setdefault(current[row["GSS"].casefold()], {})
            reason = "listed twice" if link in kept else ""
            kept[link] = None
        if reason:
            skipped[reason] += 1
    return GovukLinks({gss: tuple(rows) for gss, rows in found.items()}, dict(skipped))


def _unusable(row: Mapping[str, str], surplus: bool, current: Mapping[str, str]) -> str:
    """Return why a row cannot be used, or an empty text."""
    if surplus:
        return "more cells than columns"
    if not row["GSS"]:
        return "no GSS code"
    if row["GSS"].casefold() not in current:
        return "not a council of this run"
    if not _is_code(row["LGSL"]):
        return "no service code (LGSL)"
    if not _is_code(row["LGIL"]):
        return "no interaction code (LGIL)"
    if not row["URL"]:
        return "no address"
    if len(row["URL"]) > _LONGEST_URL or fault_of_url(row["URL"]):
        return "not a web address"
    return ""


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6
