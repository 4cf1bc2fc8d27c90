"""A site that is built again, with what an earlier build kept, is byte for byte the site that is built anew."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from checks.model import Council, Outcome
from reports.cache import MARKER, Cache, beside
from reports.council_reader import CouncilReader, Known
from reports.register import NOBODY, Register
from reports.replies import Reply, Verdict
from reports.reviews import Review
from reports.site import build
from store import RunFolder, csv_text
from store.tables import ANSWER_COLUMNS
from tests.synthetic_run import councils, make_run

ROOT = Path(__file__).parent.parent
# Two are enough: one that changes, and one that does not and is in Wales.
TWO = councils()[0], next(one for one in councils() if one.nation == "Wales")


@dataclass
class Desk:
    """A folder of runs with its site, and what people have added so far."""

    folder: Path
    register: Register = NOBODY
    contact: str = "survey@example.org"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def runs(self) -> list[RunFolder]:
        return [RunFolder.open(one) for one in sorted((self.folder / "runs").iterdir())]

    def build(self, site: Path, cache: Cache | None) -> dict[str, bytes]:
        kept = {} if cache is None else {"cache": cache}
        build(self.runs(), site, contact=self.contact, register=self.register, **kept)
        return {str(one.relative_to(site)): one.read_bytes() for one in site.rglob("*") if one.is_file()}

    def answers(self, at: int = -1) -> list[dict[str, object]]:
        return list(self.runs()[at].rows("answers"))

    def survey_pages(self) -> dict[str, int]:
        """Return what tells whether a page of a survey is the same file as before."""
        return {str(one): one.stat().st_ino for one in self.site.glob("councils/*/*.html")}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three runs of two councils, one hostile, and the site of the older two, with what its build kept."""
    folder = tmp_path_factory.mktemp("begun")
    make_run(folder / "runs" / "2026-1", seed=1, asked=TWO, started="2026-02-20T08:00:00Z")
    make_run(folder / "runs" / "2026-2", seed=2, asked=TWO, started="2026-05-20T08:00:00Z", hostile=True)
    make_run(folder / "2026-3", seed=3, asked=TWO, started="2026-11-20T08:00:00Z")
    desk = Desk(folder)
    desk.build(desk.site, beside(desk.site))
    return folder


def nothing(desk: Desk) -> None:
    """Change nothing."""


def decision(desk: Desk) -> None:
    """Decide an answer otherwise than the rule, as `betterserved review` and as a row by hand."""
    row, other = desk.answers()[5], desk.answers(0)[9]
    said = [
        Review(
            str(one["run"]), str(one["council"]), str(one["journey"]), str(one["question"]),
            Outcome.NO if one["outcome"] == "yes" else Outcome.YES, "A. Person", "Seen so", date(2026, 11, 25),
        )
        for one in (row, other)
    ]  # fmt: skip
    desk.register = replace(desk.register, reviews=tuple(said))


def reply(desk: Desk) -> None:
    """Let a council reply."""
    row = desk.answers()[3]
    said = Reply(
        str(row["council"]), "", str(row["question"]), "It is there", Verdict.OPEN, "", date(2026, 12, 3)
    )
    desk.register = replace(desk.register, replies=(said,))


def published(desk: Desk) -> None:
    """Publish what was a draft."""
    desk.register = replace(desk.register, published=date(2026, 12, 20))


def contact(desk: Desk) -> None:
    """Give another address for replies."""
    desk.contact = "https://other.example/"


def changed_answer(desk: Desk) -> None:
    """Judge one answer of the newest run otherwise."""
    run, rows = desk.runs()[-1], desk.answers()
    rows[7]["outcome"] = "no" if rows[7]["outcome"] == "yes" else "yes"
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (run.path / "answers.jsonl").write_text(lines, "utf-8", "replace")
    (run.path / "answers.csv").write_text(csv_text(ANSWER_COLUMNS, rows), "utf-8", "replace", "")


def changed_before(desk: Desk) -> None:
    """Judge an answer of the run before otherwise: what changed since is then another."""
    run, rows = desk.runs()[0], desk.answers(0)
    rows[7]["outcome"] = "no" if rows[7]["outcome"] == "yes" else "yes"
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (run.path / "answers.jsonl").write_text(lines, "utf-8", "replace")


def seen_again(desk: Desk) -> None:
    """Change what was seen of one council, and nothing that was judged."""
    evidence = desk.runs()[-1].path / "councils" / TWO[0].gss / "evidence.jsonl"
    lines = evidence.read_text("utf-8").splitlines(keepends=True)
    evidence.write_text("".join(lines[:-1]), "utf-8")


def run_added(desk: Desk) -> None:
    """Add a newer run."""
    shutil.copytree(desk.folder / "2026-3", desk.folder / "runs" / "2026-3")


def opted_out(desk: Desk) -> None:
    """Leave a council out."""
    desk.register = replace(desk.register, opt_outs={TWO[1].gss: "2026-11-22"})


def picture_gone(desk: Desk) -> None:
    """Take the pictures away."""
    for one in desk.runs()[-1].path.glob("blobs/*/*"):
        if one.read_bytes().startswith(b"\xff\xd8\xff"):
            one.unlink()


def page_spoilt(desk: Desk) -> None:
    """Write into the pages of the earlier site, and take one away."""
    first, second, *_ = sorted(desk.site.glob("councils/*/*.html"))
    first.write_text("not what was written")
    second.unlink()


def cache_spoilt(desk: Desk) -> None:
    """Spoil half of what was kept, and leave the other half of another key."""
    kept = sorted(one for one in (desk.folder / ".site.betterserved-cache").glob("*/*") if one.is_file())
    for at, one in enumerate(kept):
        if at % 2:
            one.write_bytes(one.read_bytes()[:-3] + b"abc")


@pytest.mark.parametrize(
    ("changes", "least", "most"),
    [
        ((nothing,), 1.0, 1.0),
        ((decision, reply), 0.1, 0.99),
        ((changed_answer, changed_before, seen_again), 0.1, 0.99),
        # Of two councils one has lost a page, and half of what was kept is spoilt.
        ((page_spoilt, cache_spoilt), 0.0, 0.99),
        # What every page says has changed for all of them.
        ((published, contact), 0.0, 0.0),
        ((run_added, opted_out, picture_gone), 0.0, 0.0),
    ],
)
@pytest.mark.slow
def test_what_is_built_again_is_what_is_built_anew(
    changes: tuple[Callable[[Desk], None], ...], least: float, most: float, begun: Path, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk")
    shutil.copytree(begun, desk.folder)
    for change in changes:
        change(desk)
    before = desk.survey_pages()
    again = desk.build(desk.site, beside(desk.site))
    after = desk.survey_pages()
    anew = desk.build(tmp_path / "anew", None)
    assert again.keys() == anew.keys()
    assert [path for path in anew if anew[path] != again[path]] == []
    taken = sum(before.get(path) == file for path, file in after.items())
    assert least <= taken / len(after) <= most
    # Now all of it comes out of what was kept.
    once_more = desk.build(desk.site, beside(desk.site))
    assert [path for path in anew if anew[path] != once_more.get(path)] == []


def test_what_has_not_moved_is_neither_drawn_nor_read(
    begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "desk")
    shutil.copytree(begun, desk.folder)
    seen: list[tuple[str, str]] = []
    read = CouncilReader.read

    def watched(reader: CouncilReader, council: Council, *, brief: bool = False) -> Known:
        seen.append((reader._run.id, council.gss))
        return read(reader, council, brief=brief)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(CouncilReader, "read", watched)
    with monkeypatch.context() as undrawn:
        undrawn.setattr("reports.ranking.resample_council", never)
        desk.build(desk.site, beside(desk.site))
    assert seen == [("2026-2", one.gss) for one in TWO]
    seen.clear()
    decision(desk)
    desk.build(desk.site, beside(desk.site))
    # Of the run before only the council that was decided about; its places, for the error rate has moved.
    (about,) = {one.council for one in desk.register.reviews}
    assert [gss for run, gss in seen if run == "2026-1"] == [about]


_BUILD = """
import sys
from pathlib import Path
from reports.cache import beside
from reports.site import build
from store import RunFolder
site = Path(sys.argv[1])
kept = {"cache": beside(site)} if sys.argv[2] == "again" else {}
build([RunFolder.open(Path(one)) for one in sys.argv[3:]], site, **kept)
"""


@dataclass(frozen=True)
class Elsewhere:
    """A folder with a copy of the code, a run and its site, built by processes that run that copy."""

    folder: Path

    def build(self, site: str, how: str) -> dict[str, bytes]:
        code = str(self.folder / "code")
        command = [sys.executable, "-c", _BUILD, str(self.folder / site), how, str(self.folder / "run")]
        subprocess.run(command, cwd=code, check=True, env={"PYTHONPATH": code, "PATH": ""})
        return {
            str(one.relative_to(self.folder / site)): one.read_bytes()
            for one in (self.folder / site).rglob("*")
            if one.is_file()
        }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Elsewhere, dict[str, bytes]]:
    """The site of two councils, with what its build kept, for tests to copy; and the files of that site."""
    elsewhere = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    for package in ("checks", "reports", "store", "templates"):
        shutil.copytree(ROOT / package, elsewhere.folder / "code" / package)
    make_run(elsewhere.folder / "run", asked=TWO)
    return elsewhere, elsewhere.build("site", "again")


def test_another_process_takes_the_same_pages(
    first: tuple[Elsewhere, dict[str, bytes]], tmp_path: Path
) -> None:
    elsewhere = Elsewhere(tmp_path / "copy")
    shutil.copytree(first[0].folder, elsewhere.folder)
    files = {one: one.stat().st_ino for one in (elsewhere.folder / "site").rglob("*.html")}
    elsewhere.build("site", "again")
    # What stands for a page must not say where in memory anything lies.
    changed = {one.name for one, file in files.items() if one.stat().st_ino != file}
    assert changed == {"data.html"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("templates/survey.html", "<h1>", '<h1 class="other">'),
        ("reports/words.py", '"Yes"', '"Aye"'),
    ],
)
@pytest.mark.slow
def test_another_template_or_word_makes_another_page(
    file: str, old: str, new: str, first: tuple[Elsewhere, dict[str, bytes]], tmp_path: Path
) -> None:
    elsewhere = Elsewhere(tmp_path / "copy")
    shutil.copytree(first[0].folder, elsewhere.folder)
    changed = elsewhere.folder / "code" / file
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), "utf-8")
    again, anew = elsewhere.build("site", "again"), elsewhere.build("anew", "anew")
    assert again == anew != first[1]


# What is kept ------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_under_its_key_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    cache.put("kind", "one", "key", (Outcome.YES, date(2026, 11, 22), {"a": b"b"}))
    assert cache.get("kind", "one", "key") == (Outcome.YES, date(2026, 11, 22), {"a": b"b"})
    assert cache.get("kind", "one", "other key") is None
    assert cache.get("kind", "two", "key") is None
    assert Cache(tmp_path / "kept", fresh=True).get("kind", "one", "key") is None
    cache.keep_only(("kind",), ("two",))
    assert cache.get("kind", "one", "key") is None


def test_what_is_kept_can_run_nothing(tmp_path: Path) -> None:
    class Runs:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            return (Path.touch, (tmp_path / "ran",))

    cache = Cache(tmp_path / "kept")
    # Kept as by this build, its key and its hash right: it is not read all the same.
    cache.put("kind", "one", "key", Runs())
    assert cache.get("kind", "one", "key") is None
    assert not (tmp_path / "ran").exists()
    pickle.loads(pickle.dumps(Runs()))
    assert (tmp_path / "ran").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    folder = tmp_path / ".site.betterserved-cache"
    folder.mkdir()
    (folder / "theirs").write_text("theirs")
    cache = beside(site)
    cache.put("kind", "one", "key", 1)
    cache.keep_only((), ())
    assert [one.name for one in folder.iterdir()] == ["theirs"]
    assert not (folder / MARKER).exists()


def test_what_is_kept_does_not_grow(begun: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    shutil.copytree(begun, desk.folder)
    folder = desk.folder / ".site.betterserved-cache"
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    run_added(desk)
    shutil.rmtree(desk.folder / "runs" / "2026-1")
    desk.build(desk.site, beside(desk.site))
    assert {one.name for one in folder.iterdir() if one.name.startswith("run-")} == {
        "run-2026-2",
        "run-2026-3",
    }
    assert sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) < 1.5 * size
