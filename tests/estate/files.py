"""Documents to download: small valid PDF and Word files with a title in them."""

from __future__ import annotations

import io
import zipfile

from .model import Response


def pdf(title: str) -> bytes:
    """A small, valid, untagged one-page PDF with a title on it."""
    text = title.encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    stream = b"BT /F1 18 Tf 60 760 Td (" + text + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def download(path: str, owner: str) -> Response:
    """The file at an address that ends in its name and kind; 404 for other kinds."""
    name, _, kind = path.rsplit("/", 1)[-1].rpartition(".")
    if kind == "pdf":
        return Response(pdf(f"{name.replace('-', ' ').capitalize()} - {owner}"), type="application/pdf")
    if kind == "docx":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as packed:
            packed.writestr(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            )
            packed.writestr(
                "word/document.xml", f"<w:document xmlns:w='urn:w'><w:body>{name}</w:body></w:document>"
            )
        kind_of = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return Response(held.getvalue(), type=kind_of)
    return Response("Not found", 404, "text/plain")
