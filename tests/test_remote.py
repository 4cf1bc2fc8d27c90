"""Councils at a URL: sent whole, fetched whole, never half."""

from __future__ import annotations

import uuid

import pytest

pytest.importorskip("fsspec", reason="needs the packages for a cluster: pip install 'betterserved[cluster]'")

from checks.model import Cause, Device, Evidence, Missing, PageVisit
from store import CouncilVisit, RunFolder, StoreError
from store.remote import RemoteRun

GSS = "E07000001"


@pytest.fixture(params=["file", "memory"])
def url(request, tmp_path):
    return (tmp_path / "there").as_uri() if request.param == "file" else f"memory://{uuid.uuid4().hex}"


def run_with_council(path, gss=GSS, html="<p>Hello</p>"):
    run = RunFolder.create(path, resume=True)
    writer = run.council_writer(gss)
    picture = run.put_blob(b"picture of " + gss.encode())
    facets = {
        "html": html,
        "picture": {"sha256": picture, "width": 1},
        "axe": Missing(Cause.NOT_MEASURED, ""),
    }
    writer.add(
        Evidence(
            "run",
            gss,
            "pay-council-tax",
            "home",
            Device.PHONE,
            "http://a.example/",
            "http://a.example/",
            "",
            0,
            facets,
        )
    )
    writer.add_page(
        PageVisit("run", gss, "http://a.example/", "http://a.example/", 200, "http", "", 1, 1, None)
    )
    writer.finish(CouncilVisit(gss, "", "", 1, 0, "", "", 1.0))
    return run


def test_what_is_fetched_is_what_was_sent(url, tmp_path):
    here, there = run_with_council(tmp_path / "a" / "run"), RemoteRun(url, "run")
    assert there.finished() == () and not there.has(GSS)
    there.send(here, GSS)
    there.send(here, GSS)
    assert RemoteRun(url, "run").finished() == (GSS,)
    assert RemoteRun(url, "another").finished() == ()
    other = RunFolder.create(tmp_path / "b" / "run")
    there.fetch(other, GSS)
    assert other.evidence(GSS) == here.evidence(GSS)
    assert other.pages(GSS) == here.pages(GSS)
    assert other.visit(GSS) == here.visit(GSS)
    names = lambda run: sorted(path.name for path in run.path.rglob("blobs/*/*"))  # noqa: E731
    assert names(other) == names(here) and len(names(here)) == 2
    assert not list(other.path.rglob("*.partial"))


def test_a_council_without_its_last_file_is_not_there(url, tmp_path):
    here, there = run_with_council(tmp_path / "a" / "run"), RemoteRun(url, "run")
    order = []
    put = there._put

    def broken(path, data):
        if path.endswith("done.json"):
            raise OSError("no space left")
        order.append(path)
        put(path, data)

    there._put = broken
    with pytest.raises(OSError, match="no space"):
        there.send(here, GSS)
    kinds = [one.split("/")[0] for one in order]
    assert kinds == sorted(kinds), "blobs must be there before what names them"
    assert there.finished() == () and not there.has(GSS)
    with pytest.raises(StoreError, match="not there"):
        there.fetch(RunFolder.create(tmp_path / "b" / "run"), GSS)
    put(f"councils/{GSS}/done.json", b'{"gss": "E070')
    assert there.finished() == () and not there.has(GSS)


def test_a_blob_that_is_cut_off_is_not_taken_and_is_mended(url, tmp_path):
    here = run_with_council(tmp_path / "a" / "run")
    RemoteRun(url, "run").send(here, GSS)
    there = RemoteRun(url, "run")
    name = next(path.name for path in here.path.rglob("blobs/*/*"))
    there._put(f"blobs/{name[:2]}/{name}", b"half")
    other = RunFolder.create(tmp_path / "b" / "run")
    with pytest.raises(StoreError, match=name):
        there.fetch(other, GSS)
    assert other.finished() == ()
    there.send(here, GSS)
    there.fetch(other, GSS)
    assert other.evidence(GSS) == here.evidence(GSS)


def test_results_lie_beside_the_councils_the_manifest_last(url, tmp_path):
    here, there = run_with_council(tmp_path / "a" / "run"), RemoteRun(url, "run")
    here.write_crawl_record({"run": "run"})
    here.write_manifest({"run": "run"})
    order = []
    put = there._put
    there._put = lambda path, data: (order.append(path), put(path, data))
    there.send_results(here)
    assert order == ["crawl.json", "run.json"]
    assert there._get("run.json") == (here.path / "run.json").read_bytes()


def test_a_mark_tells_whether_two_machines_mean_the_same_place(url, tmp_path):
    there = RemoteRun(url, "run")
    mark = there.leave_mark()
    assert RemoteRun(url, "run").sees(mark)
    assert not RemoteRun((tmp_path / "elsewhere").as_uri(), "run").sees(mark)
    there.take_away(mark)
    assert not there.sees(mark)


def test_a_url_that_nothing_can_open_is_named():
    with pytest.raises(StoreError, match="nosuch://bucket"):
        RemoteRun("nosuch://bucket", "run")
