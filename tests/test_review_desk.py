"""The review desk: what waits comes by its effect, decisions are written whole, and nobody else gets in."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag

from checks.model import Cause, Outcome
from reports.desk import NO_REASON, Desk
from reports.desk_server import BODY_LIMIT, DeskServer
from reports.edition import Edition, load_edition
from reports.ledger import add_review, drop_review
from reports.methodology import load
from reports.replies import Reply, Verdict
from reports.reviews import NEEDED, load_reviews
from reports.waiting import CHALLENGED, DOUBT, LAPSED, LOW, STALE, TRIAL, decide, effect, waiting
from store import RunFolder
from store.inputs import InputError
from tests.synthetic_run import councils, make_run
from tests.test_reviews import ANSWER, GOOD, review_of, write

TODAY = load().date


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return make_run(tmp_path_factory.mktemp("runs") / "q4", asked=councils()[1:5], hostile=True)


@pytest.fixture(scope="module")
def edition(run: RunFolder) -> Edition:
    return load_edition(run, load())


# The queue ----------------------------------------------------------------------------------------


def test_what_moves_stars_most_comes_first(edition: Edition) -> None:
    queue = waiting(edition, {})
    assert len({one.key for one in queue}) == len(queue)
    assert queue == sorted(queue, key=lambda one: one.rank)
    assert queue[0].rank[:3] < queue[-1].rank[:3]
    assert {one.kind for one in queue} >= {DOUBT, LOW, STALE, TRIAL}
    for one in queue:
        answer = one.answer
        doubtful = answer.cause is Cause.NEEDS_REVIEW or answer.confidence < 0.85
        stale = answer.question == "core/up-to-date" and answer.outcome is Outcome.NO
        assert doubtful or stale or not load().weight_of(answer.question)
        assert answer.cause in (None, Cause.NEEDS_REVIEW)


def test_an_effect_is_what_scoring_the_decision_gives(edition: Edition) -> None:
    item = next(one for one in waiting(edition, {}) if one.if_yes != one.if_no)
    gss, journey, question = item.key
    council = next(one for one in edition.councils if one.council.gss == gss)
    for outcome, told in ((Outcome.YES, item.if_yes), (Outcome.NO, item.if_no)):
        assert effect(decide(council, journey, question, outcome, load()), journey) == told
    assert effect(council, journey) == item.now


def test_a_question_on_trial_waits_as_often_as_it_needs(edition: Edition) -> None:
    def count(checked: int) -> int:
        queue = waiting(edition, {"core/keyboard": checked})
        return sum(one.kind == TRIAL and one.answer.question == "core/keyboard" for one in queue)

    assert count(0) >= 3
    assert (count(28), count(30), count(31)) == (2, 0, 0)


def test_what_is_decided_waits_no_longer(run: RunFolder, edition: Edition) -> None:
    first = waiting(edition, {})[0]
    decided = load_edition(run, load(), reviews=[review_of(first.answer, Outcome.NO)])
    assert first.key not in {one.key for one in waiting(decided, {})}


def test_what_a_council_challenged_and_what_lapsed_waits_again(run: RunFolder, edition: Edition) -> None:
    sure = [
        answer
        for council in edition.councils
        for one in council.surveys.values()
        for answer in one.survey.answers
        if answer.confidence > 0.9
        and load().weight_of(answer.question)
        and answer.question != "core/up-to-date"
    ]
    assert not {(one.council, one.journey, one.question) for one in sure} & {
        one.key for one in waiting(edition, {})
    }
    theirs, old = sure[0], sure[-1]
    reply = Reply(theirs.council, theirs.journey, theirs.question, "We do.", Verdict.OPEN, "", TODAY)
    lapsed = load_edition(run, load(), reviews=[review_of(old, Outcome.NO, run="gone")])
    queue = waiting(lapsed, {}, [reply])
    assert (queue[0].key, queue[0].kind) == ((theirs.council, theirs.journey, theirs.question), CHALLENGED)
    assert [one.key for one in queue if one.kind == LAPSED] == [(old.council, old.journey, old.question)]
    refused = waiting(lapsed, {}, [replace(reply, verdict=Verdict.REFUSED)])
    assert CHALLENGED not in {one.kind for one in refused}


# The file -----------------------------------------------------------------------------------------


def test_the_file_grows_and_shrinks_and_keeps_what_others_wrote(tmp_path: Path) -> None:
    path = write(tmp_path / "reviews.csv", GOOD)
    review = review_of(
        ANSWER, Outcome.NO, reason='=1+1, "said" ', machine=Outcome.YES, version=3, evidence="a" * 64
    )
    review = replace(review, reason="=1+1, “said”")
    by_hand = load_reviews(path)[0]
    assert add_review(path, review) == (by_hand, review)
    assert add_review(path, replace(review, outcome=Outcome.YES)) == (
        by_hand,
        replace(review, outcome=Outcome.YES),
    )
    assert drop_review(path, review) == (by_hand,)
    assert [one.name for one in tmp_path.iterdir()] == ["reviews.csv"]


def test_a_file_with_a_fault_is_left_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path / "reviews.csv", GOOD.replace(",yes,", ",maybe,"))
    before = path.read_bytes()
    with pytest.raises(InputError, match="maybe"):
        add_review(path, review_of(ANSWER, Outcome.NO))
    assert path.read_bytes() == before


# The desk -----------------------------------------------------------------------------------------


def test_decide_skip_and_undo(run: RunFolder, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    desk = Desk(run, load(), path, "A. Person")
    count, first = desk.left, key_of(desk)
    desk.act("undo", first, "", TODAY)
    assert "nothing to undo" in desk.page()["message"]
    desk.act("yes", first, " It  is\tthere\u202e ", TODAY)
    (written,) = load_reviews(path)
    assert (written.key, written.outcome, written.reason, written.reviewer, written.run) == (
        first, Outcome.YES, "It is there", "A. Person", run.id,
    )  # fmt: skip
    assert written.machine is not None
    assert len(written.evidence) == 64
    second = key_of(desk)
    desk.act("yes", first, "", TODAY)
    assert "nothing was written" in desk.page()["message"]
    assert (desk.left, len(load_reviews(path))) == (count - 1, 1)
    desk.act("skip", second, "", TODAY)
    assert key_of(desk) != second
    desk.act("no", key_of(desk), "", TODAY)
    assert load_reviews(path)[1].reason == NO_REASON
    desk.act("undo", ("", "", ""), "", TODAY)
    desk.act("undo", ("", "", ""), "", TODAY)
    assert key_of(desk) == first
    assert (desk.left, load_reviews(path)) == (count, ())
    desk.act("erase", first, "", TODAY)
    assert desk.left == count


def test_a_new_session_goes_on_where_the_last_one_ended(run: RunFolder, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    desk = Desk(run, load(), path, "A. Person")
    first = key_of(desk)
    desk.act("no", first, "", TODAY)
    again = Desk(run, load(), path, "A. Person")
    assert again.left == desk.left
    assert key_of(again) == key_of(desk)


def key_of(desk: Desk) -> tuple[str, str, str]:
    key = desk.page()["item"]["key"]
    return key["council"], key["journey"], key["question"]


# The server ---------------------------------------------------------------------------------------


@pytest.fixture
def server(run: RunFolder, tmp_path: Path) -> Iterator[DeskServer]:
    with DeskServer(Desk(run, load(), tmp_path / "reviews.csv", "A. <b>Person</b>")) as one:
        thread = threading.Thread(target=one.serve, args=(60,), daemon=True)
        thread.start()
        yield one
        one.heard = float("-inf")
        thread.join(10)
        assert not thread.is_alive()


def ask(
    server: DeskServer, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, told)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


FORM = "application/x-www-form-urlencoded"


def form_of(page: bytes) -> tuple[dict[str, str], BeautifulSoup]:
    soup = BeautifulSoup(page, "lxml")
    return {str(one["name"]): str(one["value"]) for one in soup.select("form input[type=hidden]")}, soup


def test_the_page_decides_without_script(server: DeskServer, tmp_path: Path) -> None:
    home = f"/{server.token}/"
    status, headers, page = ask(server, "GET", home)
    fields, soup = form_of(page)
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {str(one["value"]) for one in soup.select("button[name=action]")} == {
        "yes", "no", "not-applicable", "could-not-test", "skip", "undo",
    }  # fmt: skip
    assert [str(one["data-key"]) for one in soup.select("button[name]")] == ["y", "n", "a", "c", "s", "u"]
    # Enter in the text field presses the first button, which does nothing.
    assert {"disabled", "hidden"} <= set(soup.select("form button")[0].attrs)
    body = urlencode({**fields, "action": "yes", "reason": "Seen"})
    origin = f"http://127.0.0.1:{server.server_port}"
    status, headers, _ = ask(server, "POST", home + "decide", body, Content_Type=FORM, Origin=origin)
    assert (status, headers["Location"]) == (303, home)
    (review,) = load_reviews(tmp_path / "reviews.csv")
    assert review.key == (fields["council"], fields["journey"], fields["question"])
    assert form_of(ask(server, "GET", home)[2])[0] != fields
    ask(server, "POST", home + "decide", urlencode({"action": "undo"}), Content_Type=FORM)
    assert load_reviews(tmp_path / "reviews.csv") == ()
    assert form_of(ask(server, "GET", home)[2])[0] == fields


def test_nobody_else_gets_in(server: DeskServer, tmp_path: Path) -> None:
    home = f"/{server.token}/"
    fields, _ = form_of(ask(server, "GET", home)[2])
    body = urlencode({**fields, "action": "yes"})
    assert ask(server, "GET", "/")[0] == 404
    assert ask(server, "GET", f"/{'x' * len(server.token)}/")[0] == 404
    assert ask(server, "GET", home, Host="evil.example")[0] == 403
    assert ask(server, "GET", home + "../betterserved.py")[0] == 404
    assert ask(server, "GET", home + "picture/" + "0" * 64)[0] == 404
    assert ask(server, "GET", home + "picture/../../run.json")[0] == 404
    assert ask(server, "POST", "/decide", body, Content_Type=FORM)[0] == 404
    for origin in ("https://evil.example", "null"):
        assert ask(server, "POST", home + "decide", body, Content_Type=FORM, Origin=origin)[0] == 403
    assert ask(server, "POST", home + "decide", body, Content_Type="text/plain")[0] == 400
    assert ask(server, "POST", home + "decide", body + "&x=" + "y" * BODY_LIMIT, Content_Type=FORM)[0] == 400
    assert ask(server, "POST", home, body, Content_Type=FORM)[0] == 400
    assert ask(server, "PUT", home, body)[0] == 501
    assert not (tmp_path / "reviews.csv").exists()
    assert server.server_address[0] == "127.0.0.1"


def test_nothing_of_a_page_becomes_markup_and_nothing_is_asked_of_others(server: DeskServer) -> None:
    home, pictures = f"/{server.token}/", set()
    for _ in range(8):
        fields, soup = form_of(ask(server, "GET", home)[2])
        for tag in soup.find_all(True):
            assert isinstance(tag, Tag)
            assert tag.name not in ("iframe", "object", "embed", "style", "base")
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
            if tag.name == "script":
                assert (tag["src"], tag.get_text()) == ("review.js", "")
            if tag.name == "img":
                pictures.add(str(tag["src"]))
                assert str(tag["src"]).startswith("picture/")
            if tag.name == "a":
                assert str(tag["href"]).startswith(("http://", "https://", "?"))
        assert "A. <b>Person</b>" in soup.get_text()
        found = [ask(server, "GET", home + str(one["src"])) for one in soup.select("img")]
        assert {(status, headers["Content-Type"]) for status, headers, _ in found} <= {(200, "image/jpeg")}
        ask(server, "POST", home + "decide", urlencode({**fields, "action": "skip"}), Content_Type=FORM)
    assert pictures
    for name, kind in (
        ("style.css", "text/css"),
        ("review.css", "text/css"),
        ("review.js", "text/javascript"),
    ):
        status, headers, _ = ask(server, "GET", home + name)
        assert (status, headers["Content-Type"].split(";")[0]) == (200, kind)


def test_a_file_that_someone_spoilt_meanwhile_is_told_and_left(server: DeskServer, tmp_path: Path) -> None:
    home = f"/{server.token}/"
    fields, _ = form_of(ask(server, "GET", home)[2])
    path = tmp_path / "reviews.csv"
    path.write_text(",".join(NEEDED) + "\nq4,,,,,,,\n", "utf-8")
    before = path.read_bytes()
    ask(server, "POST", home + "decide", urlencode({**fields, "action": "no"}), Content_Type=FORM)
    after, soup = form_of(ask(server, "GET", home)[2])
    assert "Nothing was written" in soup.get_text()
    assert (after, path.read_bytes()) == (fields, before)
