"""The truth about walking, proved with plain requests: what is sent here reaches nothing but the estate's own ledger."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import pytest

from checks.form_step_model import StopReason
from tests.estate import Estate
from tests.estate.bank import load
from tests.estate.forms import Form
from tests.estate.walks import ENGINES, excused
from tests.oracle import Client, Reader, Reply

CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile")


@lru_cache(maxsize=1)
def table() -> list[dict]:
    return Estate("all").walks()


@pytest.fixture(scope="module")
def estate() -> Iterator[Estate]:
    with Estate("all") as running:
        yield running


@pytest.fixture(scope="module")
def client(estate: Estate) -> Client:
    return Client(estate)


def forms(*, walk: str = "", how: str = "", stop: str = "") -> list[object]:
    chosen = [
        row
        for row in table()
        if (not walk or row["walk"] in walk.split())
        and (not how or row["how"] == how)
        and (not stop or row["stops"][:1] == [stop])
    ]
    assert chosen
    return [pytest.param(row, id=f"{row['council_slug']}-{row['journey']}") for row in chosen]


def form_of(estate: Estate, row: dict) -> Form:
    return estate.world.by_slug[row["council_slug"]].forms[row["journey"]]


def entry(row: dict, form: Form) -> str:
    return form.url + ("/begin" if form.login == "guest" else "")


def filled(page: Reader) -> dict[str, str]:
    """Every field of the form with something in it; what belongs to the page's frame is left out."""
    left = ("ctl00$txtSearch", "email", "website")
    return {
        one["name"]: one.get("value") or "Black bags"
        for one in page.fields
        if one.get("name")
        and one["name"] not in left
        and one.get("type") not in ("submit", "button", "search")
    }


def sends(text: str, label: str) -> bool:
    """Whether the page has a control of this name."""
    plain = text.replace("&gt;", ">").replace("&#39;", "'")
    return bool(re.search(rf">\s*{re.escape(label)}\s*<|value=\"{re.escape(label)}\"", plain))


def send(client: Client, url: str, page: Reader, how: str) -> Reply:
    if how == "get":
        return client.get(f"{url}?{urllib.parse.urlencode(filled(page))}")
    return client.post(url, filled(page))


@pytest.mark.parametrize("row", forms(walk="yes either", how="post"))
def test_a_wizard_by_post_commits_after_its_last_page_and_not_before(
    client: Client, estate: Estate, row: dict
) -> None:
    form = form_of(estate, row)
    _turn_to_the_last(client, estate, row, form, "post")


@pytest.mark.parametrize(
    "row", [one for one in forms(walk="yes either", how="get") if one.values[0]["engine"] == "get"]
)
def test_a_wizard_by_get_commits_after_its_last_page_and_not_before(
    client: Client, estate: Estate, row: dict
) -> None:
    form = form_of(estate, row)
    _turn_to_the_last(client, estate, row, form, "get")


def _turn_to_the_last(client: Client, estate: Estate, row: dict, form: Form, how: str) -> None:
    estate.reset("walk")
    url = entry(row, form)
    got = client.get(url)
    for number, title in enumerate(row["pages"], 1):
        assert title in got.text.replace("&#39;", "'"), (number, title)
        last = number == len(row["pages"])
        assert sends(got.text, form.final if last else form.next), number
        assert estate.ledger() == []
        page = Reader(got.text)
        # The page itself sends to where the proof sends.
        actions = {urllib.parse.urljoin(url, one.get("action") or url) for one in page.forms}
        assert url in actions, (url, actions)
        got = send(client, url, page, how)
    (line,) = estate.ledger()
    assert (line["kind"], line["council"], line["journey"]) == (form.kind, form.council, form.journey)


@pytest.mark.parametrize("row", forms(walk="yes either", how="script"))
def test_a_wizard_of_script_holds_all_its_pages_and_sends_once(
    client: Client, estate: Estate, row: dict
) -> None:
    estate.reset("script")
    form = form_of(estate, row)
    text = client.get(entry(row, form)).text
    assert len(re.findall(r"<section data-n=", text)) == len(row["pages"]) > 1
    assert sends(text, form.next) and sends(text, form.final) and "'/save'" in text
    assert estate.ledger() == []
    client.post(f"{entry(row, form)}/save", {})
    assert [line["kind"] for line in estate.ledger()] == [form.kind]


@pytest.mark.parametrize("row", forms(walk="yes either", how="frame"))
def test_a_wizard_in_a_frame_holds_all_its_pages_and_sends_once(
    client: Client, estate: Estate, row: dict
) -> None:
    estate.reset("frame")
    form = form_of(estate, row)
    inner = client.get(f"{entry(row, form)}/fill")
    definition = re.search(r'<script type="application/json" id="def">(.*?)</script>', inner.text, re.S)
    assert definition
    told = json.loads(definition[1])
    assert [step["title"] for step in told["steps"]] == row["pages"]
    client.post(f"{entry(row, form)}/runLookup", {"postcode": "ZE3 6XX"})
    assert estate.ledger() == []
    client.post(f"{entry(row, form)}/fill", {})
    assert [line["kind"] for line in estate.ledger()] == [form.kind]


@pytest.mark.parametrize("row", forms(walk="no", how="post"))
def test_what_cannot_be_walked_ends_where_the_truth_says(client: Client, estate: Estate, row: dict) -> None:
    """A code, a password, a card, or a first sending that commits: each shown by what the server does."""
    estate.reset("unwalkable")
    form = form_of(estate, row)
    url = entry(row, form)
    got = client.get(url)
    page = Reader(got.text)
    secret = any(one.get("type") == "password" for one in page.fields)
    assert secret == (row["stops"][:1] == ["sign-in"])
    assert bool(CAPTCHA.search(got.text)) == ("captcha" in row["stops"])
    if secret:
        assert not [link for link in page.links if link.endswith("/begin")]
        return
    if row["stops"] == ["captcha"]:
        return
    assert estate.ledger() == []
    if "payment" in row["stops"][:1]:
        assert _card_or_commit(client, estate, url, page)
        return
    sent = send(client, url, page, "post")
    if row["stops"] == ["denied"]:
        hosts = [urllib.parse.urlsplit(one).netloc for one in (sent.headers["Location"], form.url)]
        assert sent.status == 307 and hosts[0] != hosts[1]
        return
    assert [line["kind"] for line in estate.ledger()] == [form.kind]


def _card_or_commit(client: Client, estate: Estate, url: str, page: Reader) -> bool:
    """Whether card details are asked for on the way, or the first sending starts a payment."""
    for _ in range(3):
        if estate.ledger() or any(one.get("autocomplete") == "cc-number" for one in page.fields):
            return True
        page = Reader(send(client, url, page, "post").text)
    return False


def test_a_walk_ends_where_a_day_has_to_be_chosen() -> None:
    chosen = [row for row in table() if row["last"] < len(row["pages"])]
    assert len(chosen) >= 5 and {row["journey"] for row in chosen} == {"order-bulky-waste-collection"}
    assert all("unsure-control" in row["stops"] for row in chosen)


def test_liars_are_named_and_lie(client: Client, estate: Estate) -> None:
    lies = {kind: [row for row in table() if row["liar"] == kind] for kind in ("label", "progress", "both")}
    assert all(lies.values())
    assert set(excused(table())) == {(row["council_slug"], row["journey"]) for row in lies["both"]}
    for row in (row for some in lies.values() for row in some):
        form = form_of(estate, row)
        text = client.get(entry(row, form)).text
        assert row["walk"] == "no"
        goes_on = form.final if form.engine == "single" else form.next
        assert (row["liar"] == "progress") or sends(text, goes_on)
        estate.reset("liar")
        client.post(entry(row, form), filled(Reader(text)))
        assert len(estate.ledger()) == 1


def test_the_reasons_are_those_of_the_tool_and_all_ways_are_there() -> None:
    rows = table()
    assert {one for row in rows for one in (*row["stops"], *row["observe"])} <= {
        one.value for one in StopReason
    }
    assert {row["engine"] for row in rows} == set(ENGINES)
    counts = Counter(row["walk"] for row in rows)
    assert counts["yes"] >= 35 and counts["no"] >= 40
    assert all(row["observe"] for row in rows) and all(row["stops"] or row["liar"] == "both" for row in rows)
    styles = {
        (form.options.get("progress"), form.options.get("control"), form.options.get("lang"))
        for form in _all()
    }
    assert {style[0] for style in styles} >= {"named", "welsh", "none"}
    assert {style[1] for style in styles} >= {"input", "link", "role"} and "cy" in {
        style[2] for style in styles
    }


def _all() -> list[Form]:
    return [form for site in Estate("all").world.sites.values() for form in site.forms.values()]


def test_beside_next_stands_what_sends_an_e_mail_and_a_choice_that_holds_a_day(
    client: Client, estate: Estate
) -> None:
    for option, sub, kind in (("keep", "/keep", "mail"), ("hold", "/hold", "slot")):
        (form,) = [one for one in _all() if one.options.get(option)]
        assert form.url + sub in client.get(form.url).text
        estate.reset(option)
        client.post(form.url + sub, {"slot": "1"})
        assert [line["kind"] for line in estate.ledger()] == [kind]


def test_every_reason_of_a_snare_is_one_that_the_truth_uses() -> None:
    snares = load().snares
    assert {row["stop"] for row in snares.values() if "stop" in row} == {"captcha"}
    for row in snares.values():
        assert set(row.get("may_stop", ())) <= {one.value for one in StopReason}
