"""PDF documents: what is measured of them, what is wrong with it, and that a hostile one costs itself alone."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fake_site import COUNCIL, HOST, FakeFetcher, html
from test_walk import FLY, SITE

from checks.accessibility.pdf import RULES, pdf_flaws
from checks.findings import findings_of
from checks.model import Cause, Missing
from crawler.documents import PER_JOURNEY
from crawler.fetching import PageLog
from crawler.options import CrawlOptions
from crawler.probes import pdf as probe
from crawler.walk import walk_council
from store import RunFolder

pikepdf = pytest.importorskip("pikepdf")
Dictionary, Array, Name, String = pikepdf.Dictionary, pikepdf.Array, pikepdf.Name, pikepdf.String
WORDS = b"BT /F1 12 Tf 60 700 Td (Parking permit) Tj ET"


def made(
    change: Callable[[Any], None] = lambda pdf: None, pages: int = 1, content: bytes = WORDS, **save: Any
) -> bytes:
    """A tagged, titled document in English with words on it, changed by *change*."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(content)
    element = Dictionary(Type=Name.StructElem, S=Name.H1, K=0)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo[Name.Title] = "Apply for a parking permit"
    change(pdf)
    out = BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def measured(data: bytes) -> Any:
    return asyncio.run(probe.measure_pdf(data))


def found(data: bytes) -> dict[str, str]:
    return {flaw.rule: flaw.certainty for flaw in pdf_flaws(probe.facts_of(data))}


def picture(pdf: Any) -> None:
    image = pdf.make_stream(b"\x00" * 300)
    image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8))
    for page in pdf.pages:
        page.obj.Resources = Dictionary(XObject=Dictionary(Im1=image))
        page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q")


def field(**keys: Any) -> Any:
    return Dictionary(FT=Name.Tx, T=String("txt1"), **keys)


def with_fields(*fields: Any) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array(list(fields)))

    return change


def drop(key: str) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        del pdf.Root[key]

    return change


def tags(*elements: Any) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        pdf.Root.StructTreeRoot.K = Array(list(elements))

    return change


def untitled(pdf: Any) -> None:
    del pdf.docinfo[Name.Title]


def hidden_title(pdf: Any) -> None:
    del pdf.Root[Name.ViewerPreferences]


def test_a_sound_document_has_nothing_wrong() -> None:
    assert found(made()) == {}
    assert found(made(with_fields(field(TU=String("Vehicle registration"))))) == {}


@pytest.mark.parametrize(
    ("rule", "certainty", "data"),
    [
        ("pdf-untagged", "failure", made(drop("/StructTreeRoot"))),
        ("pdf-title", "failure", made(untitled)),
        ("pdf-title", "review", made(hidden_title)),
        ("pdf-language", "failure", made(drop("/Lang"))),
        ("pdf-scanned", "review", made(picture)),
        ("pdf-field-names", "review", made(with_fields(field(), field(TU=String("Street"))))),
        ("pdf-pictures", "review", made(tags(Dictionary(S=Name.H1), Dictionary(S=Name.Figure)))),
        ("pdf-headings", "advice", made(tags(Dictionary(S=Name.P)), pages=4)),
        ("pdf-headings", "advice", made(tags(Dictionary(S=Name.H1), Dictionary(S=Name.H3)))),
        ("pdf-bookmarks", "review", made(pages=25)),
    ],
)
def test_each_rule(rule: str, certainty: str, data: bytes) -> None:
    assert found(data) == {rule: certainty}


def test_security_that_keeps_screen_readers_out() -> None:
    allowed = pikepdf.Permissions(accessibility=True, extract=False)
    assert found(made(encryption=pikepdf.Encryption(owner="a", user="", R=4, aes=True, allow=allowed))) == {}
    # Newer encryption cannot forbid it; what is judged is what the file says.
    facts = probe.facts_of(made()) | {"assistive": False}
    assert [flaw.rule for flaw in pdf_flaws(facts)] == ["pdf-locked"]


def test_rules_are_known_and_none_is_named_twice() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) == 9


def test_text_in_a_form_object_and_behind_a_scan_is_text() -> None:
    def inner(pdf: Any) -> None:
        form = pdf.make_stream(WORDS)
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm1=form))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm1 Do")

    assert probe.facts_of(made(inner))["read"] == {"pages": 1, "text": 1, "pictures": 0}


def test_circles_end() -> None:
    def circles(pdf: Any) -> None:
        form = pdf.make_stream(b"/Fm1 Do")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        form.Resources = Dictionary(XObject=Dictionary(Fm1=form))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm1=form))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm1 Do")
        element = pdf.make_indirect(Dictionary(S=Name.H1))
        element.K = Array([element])
        pdf.Root.StructTreeRoot.K = element
        mark = pdf.make_indirect(Dictionary(Title=String("a")))
        mark.Next = mark
        pdf.Root.Outlines = Dictionary(First=mark)
        pdf.Root.AcroForm = Dictionary(Fields=Array([field()]))
        one = pdf.make_indirect(field())
        one.Kids = Array([one])
        pdf.Root.AcroForm.Fields = Array([one])

    facts = measured(made(circles))
    assert facts["nodes"] == 1 and facts["bookmarks"] == probe.BOOKMARKS_READ


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\xff" * 5000, made()[:300], b"%PDF-1.4 <<" + b"[" * 100_000]
)
def test_a_broken_file_says_so(data: bytes) -> None:
    facts = measured(data)
    assert isinstance(facts, Missing) and facts.cause is Cause.PAGE_BROKEN


def test_a_password_is_not_guessed() -> None:
    facts = measured(made(encryption=pikepdf.Encryption(owner="a", user="secret")))
    assert isinstance(facts, Missing) and "password" in facts.detail


def test_a_bomb_costs_itself_alone() -> None:
    def bomb(pdf: Any) -> None:
        packer = zlib.compressobj(9)
        squeezed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(90)) + packer.flush()
        stream = pikepdf.Stream(pdf, squeezed)
        stream.Filter = Name.FlateDecode
        pdf.pages[0].obj.Contents = stream

    data = made(bomb, compress_streams=False)
    assert len(data) < 5_000_000
    facts = measured(data)
    assert isinstance(facts, Missing) and facts.cause in (
        Cause.NOT_MEASURED,
        Cause.TIMEOUT,
        Cause.PAGE_BROKEN,
    )


def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "SECONDS", 0.01)
    facts = measured(made())
    assert isinstance(facts, Missing) and facts.cause is Cause.TIMEOUT


def test_documents_of_a_route_are_fetched_once_judged_and_counted(tmp_path: Path) -> None:
    links = "".join(f'<a href="/f{n}.pdf">Fly-tipping form {n} (PDF)</a> ' for n in range(6))
    page = html("Report fly-tipping", f"<p>Print the form and post it to us.</p>{links}")
    site = {**SITE, "/fly": page, **{f"/f{n}.pdf": "%PDF-1.7" for n in range(6)}}
    files = {f"/f{n}.pdf": made(drop("/Lang")) for n in range(6)}
    run = RunFolder.create(tmp_path / "run")
    log = PageLog("run", COUNCIL.gss)
    fetcher = FakeFetcher(site, log, files=files)
    asyncio.run(
        walk_council(
            COUNCIL,
            [FLY],
            (),
            run="run",
            fetcher=fetcher,
            log=log,
            writer=run.council_writer(COUNCIL.gss),
            options=CrawlOptions(browser=False),
        )
    )
    evidence = run.evidence(COUNCIL.gss)
    read = [one for one in evidence if one.step.startswith("document-")]
    assert len(read) == PER_JOURNEY
    assert sum(url.endswith(".pdf") for url in fetcher.asked) <= PER_JOURNEY + 1
    assert all(one.final_url.startswith(HOST) for one in read)
    (finding,) = (one for one in findings_of(COUNCIL.gss, evidence) if one.engine == "pdf")
    assert (finding.rule, finding.pages, finding.step) == ("pdf-language", PER_JOURNEY, "document-1")
