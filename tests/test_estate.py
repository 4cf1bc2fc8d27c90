"""The oracle: walks the estate with plain requests, and proves that its tables, its ledger and its hazards are true."""

from __future__ import annotations

import ast
import csv
import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tests.estate import Estate
from tests.estate.bank import load
from tests.estate.search import words
from tests.estate.site import Site
from tests.estate.truth import truth
from tests.estate.ways import WAYS
from tests.oracle import Client, Reader

ROOT = Path(__file__).resolve().parents[1]
GATED = "loughcarrick"
EVERY = load()
BANK_INDEX = {journey: table["index"] for journey, table in EVERY.journeys.items()}
SLUGS = tuple(slug for slug, council in EVERY.councils.items() if not council.get("shares"))
TRAPS = ("/calendar", "/diary", "/catalogue", "/downloads", "/have-your", "/whats-on", "/library")
TRAPS += ("/minutes-archive", "/this-week", "/consultation", "/tearoom", "/planning-lists")


@pytest.fixture(scope="module")
def estate() -> Iterator[Estate]:
    with Estate("all") as running:
        running.reset("oracle")
        yield running


@pytest.fixture(scope="module")
def client(estate: Estate) -> Client:
    return Client(estate)


@pytest.fixture(scope="module")
def rows(estate: Estate) -> list[dict]:
    return estate.truth()


@lru_cache(maxsize=1)
def table() -> list[dict]:
    return Estate("all").truth()


def surveys(*channels: str) -> list[object]:
    """Parameters: the truth rows of these channels."""
    chosen = [row for row in table() if row["channel"] in channels]
    assert chosen, f"no survey has any of the channels {channels}"
    return [pytest.param(row, id=f"{row['council_slug']}-{row['journey']}") for row in chosen]


def site_of(estate: Estate, row: dict) -> Site:
    return estate.world.by_slug[row["council_slug"]]


def path_of(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def own_links(client: Client, site: Site, path: str) -> set[str]:
    """Links and forms that belong to the content: those that a plain page of the same site does not have."""
    plain = client.page(site, site.url("foot:terms"))
    here = client.page(site, path)
    return set(here.links) - set(plain.links)


# --- the pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_renders(client: Client, estate: Estate, slug: str) -> None:
    site = estate.world.by_slug[slug]
    assert len([page for page in site.pages.values() if page.kind != "a-z"]) >= 40
    for page in site.pages.values():
        trap = page.key.startswith("trap:")
        read = client.page(site, page.path)
        gated = 403 if slug == GATED else site.gate(page)
        assert read.status == (gated or 200), page.path
        if gated or trap or read.type != "text/html; charset=utf-8":
            continue
        assert page.title in read.title or page.kind == "home" or page.parts, page.path
        assert not re.search(r"<\w[^<>]*\|[^<>]*>", f"{read.title} {read.text}"), (
            f"{page.path}: a choice of words"
        )


def test_every_form_has_one_title(estate: Estate) -> None:
    titles = [form.title for site in estate.world.by_slug.values() for form in site.forms.values()]
    assert len(titles) > 50
    assert not [title for title in titles if "|" in title]


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != GATED])
def test_clicks_are_what_a_walk_by_links_finds(
    client: Client, estate: Estate, rows: list[dict], slug: str
) -> None:
    site = estate.world.by_slug[slug]
    wanted = {
        row["task_urls"][0]: row["clicks"] for row in rows if row["council_slug"] == slug and row["task_urls"]
    }
    distance, queue = {"/": 0}, deque(["/"])
    while queue:
        path = queue.popleft()
        if distance[path] >= 4 or path.startswith(TRAPS):
            continue
        for link in client.page(site, path).links:
            address = urllib.parse.urljoin(site.absolute(path), link).split("#")[0]
            if (
                urllib.parse.urlsplit(address).netloc == site.council.host
                and path_of(address) not in distance
            ):
                distance[path_of(address)] = distance[path] + 1
                queue.append(path_of(address))
    assert wanted or slug == "haldershire"
    assert {url: distance.get(path_of(url)) for url in wanted} == wanted


def test_there_are_ten_channels_and_every_council_type_but_none_twice_in_a_code(
    rows: list[dict], estate: Estate
) -> None:
    assert len({row["channel"] for row in rows if row["applies"] == "yes"}) >= 10
    codes = [council.gss for council in estate.world.bank.councils.values()]
    assert len(set(codes)) == len(codes)
    real = {row["gss"] for row in csv.DictReader((ROOT / "councils.csv").open(encoding="utf-8"))}
    assert not real & set(codes)
    assert all(re.fullmatch(r"[EWSN]\d{8}", code) for code in codes)
    families = {council.family for council in estate.world.bank.councils.values()}
    assert families == {"semantic", "tiles", "webforms", "portlets", "guides", "shell"}


# --- channel by channel ----------------------------------------------------------------------------------------------


def first_question(client: Client, url: str) -> Reader:
    """The document that holds the first question, through the guest link and the frame if there are any."""
    reply = client.get(url)
    assert reply.status == 200
    page = Reader(reply.text)
    guest = [link for link in page.links if link.endswith("/begin")]
    if guest:
        page = Reader(client.get(guest[0]).text)
    if page.frames:
        inner = client.get(urllib.parse.urljoin(url, page.frames[0]))
        definition = re.search(r'<script type="application/json" id="def">(.*?)</script>', inner.text, re.S)
        assert definition, "the frame has no form"
        fields = json.loads(definition[1])["steps"][0]["fields"]
        page.fields += [{"tag": "input", "name": one["id"], "type": one["type"]} for one in fields]
    return page


@pytest.mark.parametrize("row", surveys("online"))
def test_online_opens_at_a_question_without_an_account(client: Client, estate: Estate, row: dict) -> None:
    site = site_of(estate, row)
    task = client.page(site, path_of(row["task_urls"][0]))
    if not row["start_url"]:
        assert site.council.surveys[row["journey"]].way == "list" and "Station Road" in task.text
        return
    if row["start_url"] != row["task_urls"][0]:
        assert row["start_url"] in {urllib.parse.urljoin(row["task_urls"][0], link) for link in task.links}
    page = first_question(client, row["start_url"])
    picks = [link for link in page.links if "&pick=" in link]
    assert page.asked or picks
    assert not any(one.get("type") == "password" for one in page.asked)
    entry = Reader(client.get(row["start_url"]).text)
    assert ("sign-in-optional" in row["flags"]) == any(one.get("type") == "password" for one in entry.fields)
    assert ("third-party-host" in row["flags"]) == (
        not row["start_url"].split("/")[2].endswith(site.council.domain)
    )


@pytest.mark.parametrize("row", surveys("sign-in-required"))
def test_sign_in_required_shows_a_password_and_no_way_round(client: Client, row: dict) -> None:
    page = Reader(client.get(row["start_url"]).text)
    assert any(one.get("type") == "password" for one in page.fields)
    assert not any(link.endswith("/begin") for link in page.links)
    beyond = client.ask(f"{row['start_url']}/begin")
    assert beyond.status == 302 and beyond.headers["Location"] == row["start_url"]


@pytest.mark.parametrize("row", surveys("document-form"))
def test_document_form_is_a_file_and_nothing_else(client: Client, estate: Estate, row: dict) -> None:
    links = own_links(client, site_of(estate, row), path_of(row["task_urls"][0]))
    files = [link for link in links if link.split("?")[0].endswith((".pdf", ".docx"))]
    assert len(files) == 1
    reply = client.get(urllib.parse.urljoin(row["task_urls"][0], files[0]))
    assert reply.status == 200 and reply.body.startswith((b"%PDF", b"PK"))
    assert not any(link.startswith(("tel:", "mailto:")) or "/form" in link for link in links)


@pytest.mark.parametrize(
    "row", surveys("phone-only", "email-only", "in-person-or-post", "information-only", "not-offered")
)
def test_offline_pages_offer_what_the_table_says(client: Client, estate: Estate, row: dict) -> None:
    site = site_of(estate, row)
    links = own_links(client, site, path_of(row["task_urls"][0]))
    tel = any(link.startswith("tel:") for link in links)
    mail = any(link.startswith("mailto:") for link in links)
    assert tel == (row["channel"] == "phone-only")
    assert mail == (row["channel"] == "email-only")
    business = {form.url for form in site.forms.values() if form.journey == row["journey"]}
    forms = {link for link in links if any(link == form.url for form in site.forms.values())}
    assert forms == business, "a form is offered to somebody only where the table has one for businesses"
    if row["channel"] == "in-person-or-post":
        text = " ".join(client.page(site, path_of(row["task_urls"][0])).text)
        assert site.council.get("office") in text


@pytest.mark.parametrize("row", surveys("other-authority", "national-service"))
def test_hand_overs_lead_to_a_live_page_of_the_other_body(client: Client, estate: Estate, row: dict) -> None:
    site = site_of(estate, row)
    links = own_links(client, site, path_of(row["task_urls"][0]))
    assert row["start_url"] in links
    host = urllib.parse.urlsplit(row["start_url"]).netloc
    assert host != site.council.host
    assert (host in estate.world.bank.national) == (row["channel"] == "national-service")
    assert client.get(row["start_url"]).status == 200


SIGNPOSTS = [row for row in table() if any(one.startswith("signpost/") for one in row["questions"])]


@pytest.mark.parametrize("row", SIGNPOSTS, ids=lambda row: f"{row['council_slug']}-{row['journey']}")
def test_signposts_point_where_the_truth_says(client: Client, estate: Estate, row: dict) -> None:
    site, said = site_of(estate, row), row["questions"]
    councils = estate.world.bank.councils
    own = councils[row["council_slug"]]
    right = [one for one in councils.values() if one.slug == own.parent or one.parent == own.slug]
    links = [
        urllib.parse.urljoin(site.council.home, one)
        for one in own_links(client, site, path_of(row["task_urls"][0]))
    ]
    text = " ".join(client.page(site, path_of(row["task_urls"][0])).text)
    there = [link for link in links if any(link.startswith(one.home) for one in right)]
    if said.get("signpost/names-council") == "not-applicable":
        assert not there and row["channel"] in ("online", "sign-in-required", "document-form", "closed-now")
        return
    # By its name; or by its kind beside a link to it.
    named = [one.name in text or any(link.startswith(one.home) for link in there) for one in right]
    if "signpost/names-council" in said:
        assert all(named) == (said["signpost/names-council"] == "yes"), text
    if "signpost/deep-link" in said:
        replies = [client.get(link) for link in there]
        deep = [urllib.parse.urlsplit(one.url).path not in ("", "/") and one.status == 200 for one in replies]
        assert (bool(deep) and all(deep)) == (said["signpost/deep-link"] == "yes"), there


def test_signposts_good_and_bad() -> None:
    counted = Counter((name, outcome) for row in SIGNPOSTS for name, outcome in row["questions"].items())
    for name in ("signpost/names-council", "signpost/deep-link"):
        assert counted[name, "yes"] >= 5 and counted[name, "no"] >= 2 and counted[name, "not-applicable"]
    assert counted["signpost/found-by-search", "yes"] >= 5


@pytest.mark.parametrize("row", surveys("lookup-only"))
def test_a_look_up_answers_and_commits_nothing(client: Client, estate: Estate, row: dict) -> None:
    before = len(estate.ledger())
    page = Reader(client.get(row["start_url"]).text)
    if site_of(estate, row).forms[row["journey"]].engine == "register":
        assert [one["name"] for one in page.asked] == ["searchstring"]
        found = Reader(client.get(f"{row['start_url']}?searchstring=Alder").text)
        (case, *_) = [link for link in found.links if "/case/" in link]
        assert not any(link.endswith("/comment") for link in Reader(client.get(case).text).links)
        assert client.get(f"{case}/comment").text == client.get(case).text
        return
    assert [one["name"] for one in page.asked] == ["postcode"]
    found = Reader(client.get(f"{row['start_url']}?postcode=HK3+9QS").text)
    assert any(one.get("name") == "uprn" for one in found.fields)
    assert len(estate.ledger()) == before


@pytest.mark.parametrize("row", surveys("closed-now"))
def test_closed_says_so_with_status_200_and_asks_nothing(client: Client, row: dict) -> None:
    reply = client.get(row["start_url"])
    assert reply.status == 200 and not Reader(reply.text).asked


@pytest.mark.parametrize("row", surveys("broken"))
def test_broken_fails_every_time(client: Client, row: dict) -> None:
    for _ in range(2):
        reply = client.get(row["start_url"])
        assert reply.status >= 400 or not reply.body.strip() or reply.status in (301, 302)


@pytest.mark.parametrize("row", surveys("blocked"))
def test_blocked_is_a_gate_in_front_of_everything(client: Client, estate: Estate, row: dict) -> None:
    site = site_of(estate, row)
    gate = site.council.surveys[row["journey"]].options["gate"]
    task = client.get(site.absolute(site.url(f"survey:{row['journey']}")))
    if gate == "robots":
        rules = client.get(site.absolute("/robots.txt")).text
        assert f"Disallow: {site.url('survey:' + row['journey'])}\n" in rules
    elif gate == 200:
        assert task.status == 200 and not Reader(task.text).links
    else:
        assert task.status == 403 and task.headers["cf-mitigated"] == "challenge"
    if gate == "home":
        assert client.get(site.council.home).status == 403
    assert row["task_urls"] == [] and row["start_url"] == ""


@pytest.mark.parametrize("row", surveys("not-found"))
def test_not_found_has_a_search_or_index_and_no_such_page(estate: Estate, row: dict) -> None:
    site = site_of(estate, row)
    closed = any(site.family.search[0].startswith(path) for path in site.disallowed())
    answers = not (closed or site.family.search_by_post or site.council.family == "shell")
    assert site.council.get("a_to_z") or (answers and site.council.get("search", "good") != "none")
    journey = estate.world.bank.journeys[row["journey"]]
    for phrase in journey["phrases"]:
        for page in site.pages.values():
            if page.kind in ("topic", "task"):
                assert not set(words(phrase)) <= set(words(page.title)), page.title


def test_all_channels_of_the_table_are_proved_above() -> None:
    proved = set(
        re.findall(
            r'"([a-z-]+)"', "".join(re.findall(r"surveys\((.*?)\)", Path(__file__).read_text("utf-8")))
        )
    )
    assert {way.channel for way in WAYS.values()} <= proved


# --- what the truth says of single questions -----------------------------------------------------------------------------


def test_site_search_truth_is_what_the_search_page_shows(
    client: Client, estate: Estate, rows: list[dict]
) -> None:
    asked = 0
    for row in rows:
        expected = row["questions"].get("core/site-search")
        if expected is None:
            continue
        site = site_of(estate, row)
        path, name = site.family.search
        for phrase in estate.world.bank.journeys[row["journey"]]["phrases"]:
            page = client.page(site, f"{path}?{urllib.parse.urlencode({name: phrase})}")
            everywhere = set(client.page(site, site.url("foot:terms")).links)
            results = list(dict.fromkeys(link for link in page.links if link not in everywhere))[:5]
            shown = any(urllib.parse.urljoin(site.council.home, link) in row["task_urls"] for link in results)
            if any(path_of(url) in everywhere for url in row["task_urls"]):
                continue
            assert shown == (expected == "yes"), (row["council_slug"], phrase, results)
            asked += 1
    assert asked >= 8


def test_the_a_to_z_lists_what_the_truth_says(client: Client, estate: Estate, rows: list[dict]) -> None:
    seen = Counter()
    for row in rows:
        said = row["questions"].get("core/a-to-z")
        site = site_of(estate, row)
        if said not in ("yes", "no") or not row["task_urls"] or site.council.get("shares"):
            continue
        everywhere = set(client.page(site, site.url("foot:terms")).links)
        names = [site.council.surveys[row["journey"]].title, *BANK_INDEX[row["journey"]]]
        listed = {
            urllib.parse.urljoin(site.council.home, link)
            for letter in {name[0].upper() for name in names}
            for link in client.page(site, site.family.letter(letter)).links
            if link not in everywhere
        }
        if any(path_of(url) in everywhere for url in row["task_urls"]):
            continue
        assert bool(listed & set(row["task_urls"])) == (said == "yes"), (row["council_slug"], row["journey"])
        seen[said] += 1
    assert seen["yes"] > 60 and seen["no"] >= 8


def test_govuk_links_are_right_or_wrong_as_declared(
    client: Client, estate: Estate, rows: list[dict], tmp_path: Path
) -> None:
    estate.write_links_csv(tmp_path / "links.csv")
    with (tmp_path / "links.csv").open(encoding="utf-8") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [
            "Authority Name",
            "GSS",
            "Description",
            "LGSL",
            "LGIL",
            "URL",
            "Title",
            "Supported by GOV.UK",
        ]
        links = {(row["GSS"], row["LGSL"], row["LGIL"]): row["URL"] for row in reader}
    seen = Counter()
    for row in rows:
        outcome = row["questions"].get("core/govuk-link")
        journey = estate.world.bank.journeys[row["journey"]]
        if outcome is None or row["council_slug"] == GATED:
            continue
        url = links[row["council"], str(journey["lgsl"]), str(journey["lgil"])]
        reply = client.get(url)
        good = url in row["task_urls"] and reply.status == 200
        guide = {url.rsplit("/", 1)[0] for url in row["task_urls"]} | set(row["task_urls"])
        assert (good or url in guide) == (outcome == "yes"), url
        seen[outcome] += 1
    assert seen["yes"] >= 8 and seen["no"] >= 2


def test_councils_csv_has_the_columns_and_only_the_chosen(tmp_path: Path) -> None:
    chosen = Estate(councils=["marsham", "haldershire"])
    chosen.write_councils_csv(tmp_path / "councils.csv")
    with (tmp_path / "councils.csv").open(encoding="utf-8") as file:
        found = {row["name"]: row for row in csv.DictReader(file)}
    assert set(found) == {"Marsham Borough Council", "Haldershire County Council"}
    district = found["Marsham Borough Council"]
    assert district["parent_gss"] == found["Haldershire County Council"]["gss"]
    assert list(district) == ["gss", "name", "type", "nation", "region", "homepage", "parent_gss"]
    assert {row["council_slug"] for row in chosen.truth()} == {"marsham", "haldershire"}
    with pytest.raises(ValueError, match=r"there are .*marsham"):
        Estate(councils=["atlantis"])


# --- nothing gives the truth away -------------------------------------------------------------------------------------


def test_no_truth_in_class_names_ids_or_addresses(client: Client, estate: Estate, rows: list[dict]) -> None:
    told = {way.channel for way in WAYS.values() if "-" in way.channel}
    told |= set(estate.world.bank.journeys) | {
        "survey",
        "decoy",
        "task-link",
        "channel",
        "lookup-only",
        "truth",
    }
    pattern = re.compile("|".join(sorted(told)))
    for site in estate.world.sites.values():
        if site.council.slug == GATED:
            continue
        names: set[str] = set()
        for page in site.pages.values():
            # An address may be made of titles, which are there to be read; what is left of it must not tell.
            bare = page.path
            for one in (*site.trail(page), page, *(site.pages[key] for key in page.parts)):
                bare = bare.replace(one.slug, "").replace(one.slug.replace("-", "_"), "")
            names |= {*client.page(site, page.path).names, f"url={bare}"}
        for form in site.forms.values():
            names |= {*Reader(client.get(form.url).text).names, f"url={form.url}"}
        assert {name for name in names if pattern.search(name)} == set(), site.council.slug


def test_task_pages_have_no_class_that_other_pages_lack(client: Client, estate: Estate) -> None:
    """By family: a finder that knew the looks by heart could still not tell a task page from any other."""
    tasks: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for site in estate.world.sites.values():
        if site.council.slug == GATED:
            continue
        family = site.council.family
        for page in site.pages.values():
            names = {
                one
                for name in client.page(site, page.path).names
                if name.startswith("class=")
                for one in name.removeprefix("class=").split()
            }
            kind = tasks if page.kind in ("task", "part") or page.twin else others
            kind.setdefault(family, set()).update(names)
        for form in site.forms.values():
            if not form.host:
                found = Reader(client.get(form.url).text).names
                others[family] |= {
                    one for name in found if name.startswith("class=") for one in name[6:].split()
                }
        # Pages of several parts are guides; every family has others of them in life, here only tasks are so long.
        parts = {
            "guide-nav",
            "prev-next",
            "tabs",
            "tab",
            "current",
            "pages",
            "pager",
            "on",
            "contents",
            "part",
            "turn",
            "r",
            "caption",
            "lang",
        }
        tasks.get(family, set()).difference_update(parts)
    for family, names in tasks.items():
        assert names - others[family] == set(), family


def test_a_bag_of_keywords_does_not_find_the_tasks(estate: Estate, rows: list[dict]) -> None:
    """The page with most of a journey's words in it is the task page in fewer than 65 of 100 surveys."""
    found = total = 0
    for row in rows:
        if row["applies"] != "yes" or not row["task_urls"]:
            continue
        site = site_of(estate, row)
        asked = {
            word for phrase in estate.world.bank.journeys[row["journey"]]["phrases"] for word in words(phrase)
        }

        def weight(page: object, asked: set[str] = asked) -> int:
            return sum(1 for word in words(f"{page.title} {page.summary} {page.blocks}") if word in asked)  # type: ignore[attr-defined]

        best = max((page for page in site.pages.values() if page.kind != "a-z"), key=weight)
        found += site.absolute(best.path) in row["task_urls"]
        total += 1
    assert total >= 20
    assert found / total < 0.65, f"{found} of {total}"


def test_the_estate_imports_nothing_of_the_product() -> None:
    allowed = set(sys.stdlib_module_names) | {"jinja2", "markupsafe"}
    for file in sorted((ROOT / "tests/estate").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= allowed, file
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] in allowed, file


# --- the ledger ---------------------------------------------------------------------------------------------------------


def filled(page: Reader) -> dict[str, str]:
    """Every field of the page's form with something in it."""
    values = {}
    for one in page.fields:
        if one.get("type") in ("submit", "button", "search") or not one.get("name"):
            continue
        values[one["name"]] = one.get("value") or "Black bags"
    return {name: value for name, value in values.items() if name not in ("ctl00$txtSearch", "email")}


def form_of(estate: Estate, slug: str, journey: str) -> str:
    return estate.world.by_slug[slug].forms[journey].url


def test_reading_everything_commits_nothing(estate: Estate, client: Client) -> None:
    """Every page, every form and every link out of a page; what was read by the tests above is not asked for again."""
    seen: set[str] = set()
    for site in estate.world.sites.values():
        for page in site.pages.values():
            reader = client.page(site, page.path) if site.council.slug != GATED else Reader("")
            for link in reader.links:
                if (
                    link.startswith("http")
                    and link not in seen
                    and ".org/" not in link
                    and ".com/" not in link
                ):
                    seen.add(link)
                    client.get(link)
        for form in site.forms.values():
            for link in Reader(client.get(form.url).text).links:
                # A link that commits is a hazard, and says so; see the test of bookings by links.
                if link.startswith((form.url, "?")) and "/submit" not in link and "/logout" not in link:
                    client.get(urllib.parse.urljoin(form.url, link))
    assert estate.ledger() == []
    log = estate.requests()
    assert len(log) > 900 and {row["method"] for row in log} == {"GET"}
    assert {"t", "method", "host", "path", "ua"} <= set(log[0]) and log[0]["ua"] == "oracle"


def test_a_wizard_commits_at_its_last_step_and_not_before(client: Client, estate: Estate) -> None:
    estate.reset("wizard")
    url = form_of(estate, "marsham", "report-fly-tipping")
    page = Reader(client.get(url).text)
    posts = 0
    while page.asked or any(one.get("name") == "form_state" for one in page.fields):
        assert estate.ledger() == []
        page = Reader(client.post(url, filled(page)).text)
        posts += 1
        assert posts < 8
    assert posts == 4
    (line,) = estate.ledger()
    assert (line["kind"], line["run"], line["council"]) == ("case", "wizard", "marsham")


def test_an_empty_step_goes_no_further(client: Client, estate: Estate) -> None:
    estate.reset("empty")
    url = form_of(estate, "strathcorrie", "pay-council-tax")
    page = Reader(client.get(url).text)
    state = {one["name"]: one["value"] for one in page.fields if one.get("type") == "hidden"}
    again = client.post(url, state).text
    assert "There is a problem" in again and estate.ledger() == []


COMMITS = [
    ("marsham", "report-missed-bin", "", "case"),
    ("marsham", "pay-council-tax", "", "payment"),
    ("kestrelby", "pay-council-tax", "", "payment"),
    ("kestrelby", "report-fly-tipping", "", "case"),
    ("garrowdale", "report-fly-tipping", "/save", "case"),
    ("garrowdale", "report-fly-tipping", "/draft", "draft"),
    ("aberllyn", "report-fly-tipping", "/fill", "case"),
    ("aberllyn", "pay-council-tax", "", "sign-in"),
    ("aberllyn", "pay-council-tax", "/new", "account"),
    ("aberllyn", "pay-council-tax", "/begin", "payment"),
    ("thornhithe", "report-missed-bin", "/forgotten", "mail"),
    ("thornhithe", "report-fly-tipping", "/photo", "upload"),
    ("thornhithe", "apply-resident-parking-permit", "", "sign-in"),
    ("strathcorrie", "contact", "", "mail"),
]


@pytest.mark.parametrize(("slug", "journey", "sub", "kind"), COMMITS)
def test_the_first_post_that_commits_is_in_the_ledger(
    client: Client, estate: Estate, slug: str, journey: str, sub: str, kind: str
) -> None:
    estate.reset("first")
    url = form_of(estate, slug, journey) + sub
    client.post(url, filled(Reader(client.get(url).text)))
    assert [line["kind"] for line in estate.ledger()] == [kind]


def test_a_get_can_commit_too(client: Client, estate: Estate) -> None:
    estate.reset("get")
    url = form_of(estate, "fenwold", "pay-council-tax")
    page = Reader(client.get(url).text)
    for _ in range(2):
        assert estate.ledger() == []
        page = Reader(client.get(f"{url}?{urllib.parse.urlencode(filled(page))}").text)
    (line,) = estate.ledger()
    assert (line["kind"], line["method"]) == ("payment", "GET")


def test_look_ups_and_cookie_choices_commit_nothing(client: Client, estate: Estate) -> None:
    estate.reset("harmless")
    url = form_of(estate, "thornhithe", "report-missed-bin") + "/begin/runLookup"
    found = client.ask(
        url, json.dumps({"postcode": "ze3 6xx"}).encode(), **{"Content-Type": "application/json"}
    )
    assert len(json.loads(found.text)["rows"]) == 4
    chosen = client.post("http://www.haldershire.example/cookie-choice", {"cookies[extra]": "no"})
    assert chosen.status == 302 and "choice=" in chosen.headers["Set-Cookie"]
    assert estate.ledger() == []
    client.post("http://www.haldershire.example/page-feedback", {"useful": "no"})
    assert [line["kind"] for line in estate.ledger()] == ["mail"]


def test_one_big_form_searches_by_post_and_journeys_share_it(client: Client, estate: Estate) -> None:
    estate.reset("webforms")
    reply = client.post(
        "http://www.marsham.example/", {"ctl00$txtSearch": "council tax", "ctl00$btnSearch": "Search"}
    )
    assert reply.status == 302 and reply.headers["Location"] == "/Search.aspx?searchtext=council+tax"
    assert estate.ledger() == []


# --- hostile servers ------------------------------------------------------------------------------------------------------


def test_hostile_hosts_behave_as_declared(client: Client, estate: Estate) -> None:
    estate.reset("hostile")
    get = lambda name, path="/": client.ask(f"http://{name}.hosts.example{path}")  # noqa: E731
    assert [get("once").status for _ in range(3)] == [500, 200, 200]
    busy = [get("busy") for _ in range(3)]
    assert [reply.status for reply in busy] == [429, 429, 200] and busy[0].headers["Retry-After"] == "1"
    assert get("round").status == 302 and get("round", "/round-a").headers["Location"] == "/round-b"
    with pytest.raises(UnicodeDecodeError):
        get("charset").body.decode("utf-8")
    assert len(get("huge").body) > 19 * 1024 * 1024
    assert "month=2027-01" in get("calendar", "/?month=2026-12").text
    assert get("session").text != get("session").text
    assert get("lost", "/no/such/page").status == 200
    assert (
        get("gate403").status == 403
        and get("gate200").status == 200
        and "Disallow: /" in get("robots", "/robots.txt").text
    )
    assert "<script>document.title" not in get("markup").text and "&lt;script&gt;" in get("markup").text
    began = time.monotonic()
    assert get("slow").status == 200 and time.monotonic() - began > 3
    estate.reset("hostile again")
    assert get("once").status == 500, "a new run starts anew"


def test_a_hanging_host_never_answers(estate: Estate) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": estate.proxy_url}))
    with pytest.raises(TimeoutError):
        opener.open("http://hang.hosts.example/", timeout=1)


def test_unknown_hosts_and_tunnels_get_502(client: Client, estate: Estate) -> None:
    assert client.ask("http://www.nowhere.example/").status == 502
    port = int(estate.proxy_url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(b"CONNECT www.marsham.example:443 HTTP/1.1\r\nHost: www.marsham.example:443\r\n\r\n")
        assert raw.recv(64).startswith(b"HTTP/1.1 502")


# --- the process ------------------------------------------------------------------------------------------------------------


def test_fifty_connections_at_once_are_kept_alive(estate: Estate) -> None:
    port = int(estate.proxy_url.rsplit(":", 1)[1])
    sockets = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(50)]
    statuses: list[bytes] = []

    def talk(one: socket.socket) -> None:
        with one, one.makefile("rb") as file:
            for path in ("/", "/robots.txt"):
                one.sendall(
                    f"GET http://www.fenwold.example{path} HTTP/1.1\r\nHost: www.fenwold.example\r\n\r\n".encode()
                )
                statuses.append(file.readline().split()[1])
                length = 0
                while (line := file.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length"):
                        length = int(line.split(b":")[1])
                file.read(length)

    threads = [threading.Thread(target=talk, args=(one,)) for one in sockets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert statuses == [b"200"] * 100


def test_the_server_ends_when_its_parent_closes_its_input() -> None:
    command = [sys.executable, "-m", "tests.estate", "serve", "--watch-stdin"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout
    assert process.stdout.readline().strip().isdigit()
    process.stdin.close()
    assert process.wait(5) == 0
    process.stdout.close()


def test_seasons_differ_and_stay_true_to_themselves() -> None:
    def channels(season: int) -> dict[tuple[str, str], str]:
        return {
            (row["council_slug"], row["journey"]): row["channel"]
            for row in Estate("all", season=season).truth()
        }

    first, second, third = channels(1), channels(2), channels(3)
    assert (
        first[("fenwold", "report-missed-bin")] == "not-found"
        and second[("fenwold", "report-missed-bin")] == "online"
    )
    assert (
        first[("garrowdale", "pay-council-tax")] == "broken"
        and third[("garrowdale", "report-fly-tipping")] == "broken"
    )
    redesigned = Estate(season=2).world.by_slug["kestrelby"]
    assert redesigned.council.family != Estate().world.by_slug["kestrelby"].council.family
    assert truth(redesigned.bank and Estate(season=2).world) == truth(Estate(season=2).world)
