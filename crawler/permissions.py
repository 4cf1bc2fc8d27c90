"""The permissions file: whose forms may be walked; read strictly, and anew before each form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from checks.model import Council
from crawler.addresses import canonical_host
from crawler.options import CrawlOptions
from store.inputs import BadCell, InputError, Table, bad_rows, fault_of_url, nearest, read_table

NEEDED = ("gss", "council", "given_by", "reference", "from", "until", "hosts")
# Nobody lets a stranger in for ever: what is given for longer is likelier a slip of the pen.
LONGEST_DAYS = 366
_BETWEEN = re.compile(r"[\s;|]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Permission:
    """A council's written permission to walk its forms on *hosts*, from one day to another, both included."""

    gss: str
    council: str
    given_by: str
    reference: str
    since: date
    until: date
    hosts: frozenset[str]

    def fault(self, host: str, day: date) -> str:
        """Return why it does not cover a form on *host* on *day*, "" where it does."""
        if day < self.since:
            return f"permission {self.reference} begins on {self.since.isoformat()}"
        if day > self.until:
            return f"permission {self.reference} ended on {self.until.isoformat()}"
        if canonical_host(host) not in self.hosts:
            return f"permission {self.reference} does not name the host {host}"
        return ""


@dataclass(frozen=True, slots=True)
class Permissions:
    """The file at *path*. It is read anew before each form, so that a row taken out counts at once."""

    path: Path
    councils: Sequence[Council]

    def granted(self, gss: str, host: str, day: date) -> tuple[Permission | None, str]:
        """Return the permission for a form of the council on *host*, or None and why there is none."""
        try:
            rows = [one for one in load_permissions(self.path, self.councils) if one.gss == gss]
        except InputError as error:
            return None, f"the permissions file cannot be used any more: {str(error).splitlines()[0]}"
        faults = [(one, one.fault(host, day)) for one in rows]
        found = next((one for one, fault in faults if not fault), None)
        if found is not None:
            return found, ""
        return None, faults[-1][1] if faults else "the council gave no permission"


def today() -> date:
    """Return the day that it is where the councils are."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def permissions_of(options: CrawlOptions, councils: Sequence[Council]) -> tuple[Permission, ...]:
    """Return the permissions that a crawl was given, none where it needs none. Raises `InputError`."""
    return load_permissions(options.permissions, councils) if options.permissions is not None else ()


def load_permissions(path: Path, councils: Sequence[Council]) -> tuple[Permission, ...]:
    """Read the permissions file: columns `NEEDED`, days as 2026-11-22, hosts parted by spaces or semicolons.

    Each row must name a council of *councils* by its code and its name there: a permission that slipped into
    another row is no permission. Raises `InputError` with a line for each fault: file, row, column.
    """
    table = read_table(path, NEEDED, "a permissions file")
    rows = [(number, table.cells(cells)) for number, cells in table.rows]
    faults = [*_strangers(table), *_faults(rows, councils)]
    if faults:
        raise bad_rows(path, faults)
    return tuple(_permission(row) for _, row in rows)


def told_permissions(permissions: Iterable[Permission], visited: Iterable[str]) -> list[dict[str, str]]:
    """Return what a run keeps of permissions for the councils *visited* (GSS codes), and nothing more."""
    codes = frozenset(visited)
    return [
        {"council": one.gss, "reference": one.reference, "until": one.until.isoformat()}
        for one in permissions
        if one.gss in codes
    ]


def _strangers(table: Table) -> Iterator[BadCell]:
    for name in table.columns:
        if name not in NEEDED:
            yield BadCell(
                1, name, name, f"no such column{nearest(name, NEEDED)}; there are: {', '.join(NEEDED)}"
            )
    width = len(table.columns)
    for number, cells in table.rows:
        if any(cells[width:]):
            problem = f"the row has {len(cells)} cells and the header {width}; quote cells with commas"
            yield BadCell(number, str(width + 1), ",".join(cells[width:]), problem)


def _faults(rows: Sequence[tuple[int, Mapping[str, str]]], councils: Sequence[Council]) -> Iterator[BadCell]:
    names = {one.gss: one.name for one in councils}
    for number, row in rows:
        empty = [column for column in NEEDED if not row[column]]
        for column in empty:
            yield BadCell(number, column, "", "must not be empty")
        for column, problem in _problems(row, names):
            if column not in empty:
                yield BadCell(number, column, row[column], problem)


def _problems(row: Mapping[str, str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column in ("given_by", "reference"):
        if _CONTROL.search(row[column]) or len(row[column]) > 200:
            yield column, "holds a line break or is longer than 200 characters"
    if row["gss"] not in names:
        yield "gss", f"no council of the councils file has that code{nearest(row['gss'], names)}"
    elif row["council"].casefold() != names[row["gss"]].casefold():
        yield "council", f"the councils file names {row['gss']} {names[row['gss']]!r}"
    days = {}
    for column in ("from", "until"):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row[column]) and (day := _day(row[column])):
            days[column] = day
        else:
            yield column, "not a date such as 2026-11-22"
    if len(days) == 2:
        lasting = (days["until"] - days["from"]).days
        if lasting < 0:
            yield "until", f"is before the first day, {row['from']}"
        elif lasting > LONGEST_DAYS:
            yield "until", f"is {lasting} days after the first; no permission is good for more than a year"
    for host in _hosts(row["hosts"]):
        if "/" in host or "*" in host or fault_of_url(f"https://{host}/"):
            yield "hosts", f"{host!r} is not a host name such as forms.council.gov.uk"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hosts(text: str) -> list[str]:
    return [one for one in _BETWEEN.split(text) if one]


def _permission(row: Mapping[str, str]) -> Permission:
    return Permission(
        gss=row["gss"],
        council=row["council"],
        given_by=row["given_by"],
        reference=row["reference"],
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]),
        hosts=frozenset(canonical_host(one.partition(":")[0]) for one in _hosts(row["hosts"])),
    )
