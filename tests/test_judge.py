"""The judge gates by channel and absence, survives crashes, and says nothing it does not know."""

from __future__ import annotations

from datetime import date

import pytest
from channel_pages import (
    DAY,
    FIELDS,
    HOME,
    LOGIN,
    TASK,
    council,
    crawl,
    gone,
    govuk_style,
    journey,
    route,
    seen,
    walk,
)  # fmt: skip

from checks import judge as judging
from checks.judge import judge_survey
from checks.messages import fill
from checks.model import Applies, Cause, Channel, CouncilType, Device, Outcome, Question, Verdict
from checks.registry import JourneyPack
from checks.verdicts import no, not_applicable, unsure, yes

FORM = "https://forms.ambleford.gov.uk/fly-tipping"
CTA = f'<p><a class="button" href="{FORM}">Report it online</a></p>'


def question(
    name, at, judge=lambda view: yes(), needs=("html",), device=None, yes_="It does.", no_="It does not."
):
    return Question(name, name, at, needs, device, yes_, no_, 1, "Doc.", "", judge)


OPENS = question("core/form-opens", "form")
ACCOUNT = question("core/no-account", "form")
COST = question("core/cost", "task")
SEARCH = question("core/site-search", "walk", needs=("crawl", "search"))
GOVUK = question("core/govuk-link", "walk", needs=("govuk",))
PHOTO = question("report-fly-tipping/photo", "form")


def judged(monkeypatch, evidence, *questions, strict=True, who=None, **options):
    monkeypatch.setattr(judging, "core_questions", lambda: questions)
    pack = JourneyPack(options.pop("what", journey()), (), "test")
    survey = judge_survey(who or council(), pack, evidence, run="r", as_of=None, strict=strict, **options)
    return survey, {answer.question: answer for answer in survey.answers}


def outcomes(answers):
    return {
        name: (answer.outcome.value, answer.cause.value if answer.cause else None)
        for name, answer in answers.items()
    }


def online():
    return [
        walk(
            crawl=crawl(task_url=TASK, clicks=2),
            search={"queries": []},
            route=route("form", {"step": "start", "url": FORM}),
        ),
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Report fly-tipping", FIELDS), FORM),
    ]


def test_online_asks_every_question(monkeypatch):
    survey, answers = judged(monkeypatch, online(), OPENS, ACCOUNT, COST, SEARCH, PHOTO)
    assert survey.decision.channel is Channel.ONLINE
    assert {answer.outcome for answer in answers.values()} == {Outcome.YES}
    assert (survey.task_url, survey.start_url, survey.clicks) == (TASK, FORM, 2)
    assert answers["core/form-opens"].step == "form-1"
    assert answers["core/site-search"].step == ""


@pytest.mark.parametrize(
    "body",
    [
        "<p>Ring us on 01632 960123 to report it.</p>",
        "<p>Email us at streets@ambleford.gov.uk to report it.</p>",
        '<p><a href="/f.pdf">Fly-tipping report form (PDF)</a></p>',
    ],
)
def test_without_a_form_the_form_does_not_open(monkeypatch, body):
    evidence = [seen("task", govuk_style("Report fly-tipping", body))]
    _, answers = judged(monkeypatch, evidence, OPENS, ACCOUNT, COST, PHOTO)
    assert outcomes(answers) == {
        "core/form-opens": ("no", None),
        "core/no-account": ("not-applicable", None),
        "core/cost": ("yes", None),
        "report-fly-tipping/photo": ("not-applicable", None),
    }
    assert answers["core/form-opens"].spots


def test_sign_in_required(monkeypatch):
    evidence = [
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Sign in", LOGIN), "https://my.ambleford.gov.uk/login"),
    ]
    _, answers = judged(monkeypatch, evidence, OPENS, ACCOUNT, PHOTO)
    assert outcomes(answers) == {
        "core/form-opens": ("no", None),
        "core/no-account": ("no", None),
        "report-fly-tipping/photo": ("could-not-test", "policy-stop"),
    }


def test_hand_over_is_judged_up_to_the_hand_over(monkeypatch):
    link = '<a href="https://www.gov.uk/report-fly-tipping">Report fly-tipping on GOV.UK</a>'
    _, answers = judged(
        monkeypatch, [seen("task", govuk_style("Report fly-tipping", link))], OPENS, ACCOUNT, COST
    )
    assert outcomes(answers) == {
        "core/form-opens": ("not-applicable", None),
        "core/no-account": ("not-applicable", None),
        "core/cost": ("yes", None),
    }


def test_closed_now_is_not_a_failure(monkeypatch):
    shut = "<p>This form is closed for essential maintenance until 8am on Monday.</p>"
    evidence = [
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Report fly-tipping", shut), FORM),
    ]
    survey, answers = judged(monkeypatch, evidence, OPENS, PHOTO)
    assert survey.decision.channel is Channel.CLOSED_NOW
    assert set(outcomes(answers).values()) == {("could-not-test", "not-measured")}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("2026-11-01T10:01:30Z", ("no", None)),
        ("2026-11-01T10:00:20Z", ("could-not-test", "page-broken")),
        (None, ("could-not-test", "page-broken")),
    ],
)
def test_broken_needs_two_visits_a_minute_apart(monkeypatch, second, expected):
    attempts = [{"url": FORM, "status": 500, "cause": "server-error", "at": at} for at in (DAY, second) if at]
    evidence = [
        walk(
            crawl=crawl(task_url=TASK),
            route=route(
                "dead-end",
                {"step": "start", "url": FORM, "status": 500, "cause": "server-error"},
                attempts=attempts,
            ),
        ),
        seen("task", govuk_style("Report fly-tipping", CTA)),
    ]
    survey, answers = judged(monkeypatch, evidence, OPENS)
    assert survey.decision.channel is Channel.BROKEN
    assert outcomes(answers)["core/form-opens"] == expected


def test_not_found(monkeypatch):
    queries = [
        {
            "query": "report fly-tipping",
            "kind": "task",
            "url": HOME + "s",
            "status": 200,
            "cause": "",
            "results": [],
        }
    ]
    evidence = [walk(crawl=crawl(), search={"queries": queries}, **{"a-to-z": gone(Cause.NOT_FOUND_BY_US)})]
    a_to_z = question("core/a-to-z", "walk", needs=("crawl", "a-to-z"))
    survey, answers = judged(monkeypatch, evidence, OPENS, COST, SEARCH, PHOTO, a_to_z)
    assert survey.decision.channel is Channel.NOT_FOUND
    assert outcomes(answers) == {
        "core/form-opens": ("no", None),
        "core/cost": ("not-applicable", None),
        "core/site-search": ("no", None),
        "report-fly-tipping/photo": ("not-applicable", None),
        "core/a-to-z": ("not-applicable", None),
    }
    assert answers["core/site-search"].spots[0].url == HOME + "s"


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.BLOCKED, Cause.TIMEOUT, Cause.ROBOTS])
def test_a_site_not_reached_is_never_a_no(monkeypatch, cause):
    home = {"url": HOME, "final_url": HOME, "status": None, "cause": cause.value}
    evidence = [walk(crawl=crawl(pages=1, exhausted=False, home=home), govuk={"rows": []})]
    _, answers = judged(monkeypatch, evidence, OPENS, COST, SEARCH, PHOTO, GOVUK)
    govuk = answers.pop("core/govuk-link")
    assert govuk.outcome is Outcome.YES
    assert set(outcomes(answers).values()) == {("could-not-test", cause.value)}


def test_no_evidence_at_all(monkeypatch):
    _, answers = judged(monkeypatch, [], OPENS, COST, SEARCH)
    assert set(outcomes(answers).values()) == {("could-not-test", "not-measured")}


def test_a_missing_facet_gives_its_cause(monkeypatch):
    reflow = question("core/works-on-phone", "form", needs=("html", "layout"), device=Device.PHONE)
    phone = seen(
        "form-1",
        govuk_style("Report fly-tipping", FIELDS),
        FORM,
        Device.PHONE,
        layout=gone(Cause.TIMEOUT, "slow"),
    )
    _, answers = judged(monkeypatch, [*online(), phone], reflow)
    assert outcomes(answers)["core/works-on-phone"] == ("could-not-test", "timeout")
    assert answers["core/works-on-phone"].detail == "slow"


def test_a_phone_that_was_not_used_is_not_measured(monkeypatch):
    _, answers = judged(monkeypatch, online(), question("core/start-in-view", "task", device=Device.PHONE))
    assert outcomes(answers)["core/start-in-view"] == ("could-not-test", "not-measured")


def test_a_crash_is_could_not_test_or_raised_under_strict(monkeypatch):
    def crash(view):
        raise ZeroDivisionError("{boom}")

    faulty = question("core/cost", "task", crash)
    _, answers = judged(monkeypatch, online(), faulty, strict=False)
    assert outcomes(answers)["core/cost"] == ("could-not-test", "check-crashed")
    with pytest.raises(ZeroDivisionError):
        judged(monkeypatch, online(), faulty)


def test_a_check_that_returns_no_verdict_is_a_crash(monkeypatch):
    _, answers = judged(monkeypatch, online(), question("core/cost", "task", lambda view: True), strict=False)
    assert outcomes(answers)["core/cost"] == ("could-not-test", "check-crashed")


def test_an_uncertain_answer_goes_to_review(monkeypatch):
    doubtful = question("core/cost", "task", lambda view: no(confidence=0.6))
    shy = question("core/what-you-need", "task", lambda view: unsure("Two readings."))
    _, answers = judged(monkeypatch, online(), doubtful, shy)
    assert set(outcomes(answers).values()) == {("could-not-test", "needs-review")}


def test_a_no_needs_a_page_read_to_its_end(monkeypatch):
    cut_off = seen(
        "task",
        govuk_style("Report fly-tipping", FIELDS),
        http={"status": 200, "headers": {}, "truncated": True},
    )
    _, answers = judged(monkeypatch, [cut_off], question("core/cost", "task", lambda view: no()))
    assert outcomes(answers)["core/cost"] == ("could-not-test", "page-broken")


def test_an_error_page_is_not_judged(monkeypatch):
    failed = seen("task", govuk_style("Report fly-tipping", "<p>x</p>"), http={"status": 500, "headers": {}})
    _, answers = judged(monkeypatch, [failed], COST)
    assert outcomes(answers)["core/cost"] == ("could-not-test", "server-error")


def test_the_best_rendering_is_asked(monkeypatch):
    asked = question(
        "core/cost", "task", lambda view: yes(device=view.device.value or "http"), yes_="Seen on {device}."
    )
    plain = seen("task", govuk_style("Report fly-tipping", FIELDS), device=Device.HTTP)
    phone = seen("task", govuk_style("Report fly-tipping", FIELDS), device=Device.PHONE)
    _, answers = judged(monkeypatch, [plain, phone], asked)
    assert answers["core/cost"].detail == "Seen on phone."


def test_councils_that_do_not_run_it_are_asked_for_signposts_alone(monkeypatch):
    county = council(CouncilType.COUNTY, "Eastshire County Council")
    survey, answers = judged(monkeypatch, online(), COST, who=county)
    assert (survey.applies, survey.decision.channel) == (Applies.SIGNPOST, Channel.ONLINE)
    assert {f"signpost/{name}" for name in ("names-council", "deep-link", "found-by-search")} == set(answers)
    assert {one.outcome for one in answers.values()} == {Outcome.NOT_APPLICABLE}


def test_a_signpost_that_was_never_walked_is_unknown(monkeypatch):
    county = council(CouncilType.COUNTY, "Eastshire County Council")
    survey, answers = judged(monkeypatch, [], COST, who=county)
    assert survey.decision.cause is Cause.NOT_MEASURED
    assert {one.cause for one in answers.values()} == {Cause.NOT_MEASURED}


def test_not_offered_does_not_apply(monkeypatch):
    body = "<p>We do not provide a fly-tipping service.</p>"
    survey, answers = judged(monkeypatch, [seen("task", govuk_style("Fly-tipping", body))], COST)
    assert (survey.applies, survey.decision.channel, answers) == (Applies.NO, Channel.NOT_OFFERED, {})


def test_words_of_a_page_are_never_a_format():
    assert fill("It says {a}.", {"a": "{b} {0.__class__}", "b": "x"}) == "It says {b} {0.__class__}."
    assert len(fill("{a}", {"a": "x" * 10_000})) <= 500
    assert fill("{a}", {"a": "one\n\x00two\u202e"}) == "one two"
    with pytest.raises(KeyError):
        fill("{missing}", {})


def test_judging_twice_gives_the_same(monkeypatch):
    first, _ = judged(monkeypatch, online(), OPENS, COST)
    second, _ = judged(monkeypatch, list(reversed(online())), OPENS, COST)
    assert first == second


def test_as_of_reaches_the_checks(monkeypatch):
    def on(view):
        return yes(day=view.as_of.isoformat())

    dated = question("core/cost", "task", on, yes_="{day}")
    monkeypatch.setattr(judging, "core_questions", lambda: (dated,))
    pack = JourneyPack(journey(), (), "test")
    survey = judge_survey(council(), pack, online(), run="r", as_of=date(2016, 2, 7))
    assert survey.answers[0].detail == "2016-02-07"


def test_not_applicable_keeps_its_reason(monkeypatch):
    why = question("core/cost", "task", lambda view: not_applicable("It is about something else."))
    _, answers = judged(monkeypatch, online(), why)
    assert answers["core/cost"].detail == "It is about something else."
    assert isinstance(why.judge(None), Verdict)
