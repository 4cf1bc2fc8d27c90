"""The arithmetic of the accuracy bench, on figures worked out by hand."""

import pytest

from benchmarks import accuracy_scores as scores

PAIRS = [
    ("online", "online"),
    ("online", "online"),
    ("online", "phone-only"),
    ("phone-only", "phone-only"),
    ("broken", ""),
]


def row(**told: object) -> dict[str, object]:
    plain = {
        "council": "E1",
        "council_slug": "one",
        "journey": "pay",
        "channel": "online",
        "channel_alt": [],
        "task_urls": ["http://one.example/pay/"],
        "questions": {},
    }
    return plain | told


def test_f1_weighs_precision_and_recall_of_each_channel() -> None:
    # online: 2 of 2 said are right, 2 of 3 true are found. phone-only: 1 of 2 and 1 of 1. broken: never found.
    assert scores.f1_by_label(PAIRS) == {"broken": 0.0, "online": 0.8, "phone-only": 0.6667}


def test_macro_f1_counts_a_rare_channel_as_much_as_a_common_one() -> None:
    assert scores.macro_f1(PAIRS) == pytest.approx((0.8 + 2 / 3) / 3, abs=1e-4)
    assert scores.macro_f1([]) is None


def test_macro_f1_counts_a_channel_that_was_only_ever_said_wrongly() -> None:
    assert scores.macro_f1([("online", "online"), ("online", "broken")]) == pytest.approx(1 / 3, abs=1e-4)


def test_confusion_keeps_unknown_apart() -> None:
    assert scores.confusion(PAIRS) == {
        "broken": {"": 1},
        "online": {"online": 2, "phone-only": 1},
        "phone-only": {"phone-only": 1},
    }


def test_a_question_is_scored_both_ways_and_unknown_is_no_mistake() -> None:
    said = [("yes", "yes"), ("yes", "no"), ("yes", "could-not-test"), ("no", "no"), ("not-applicable", "no")]
    found = scores.question_score("core/cost", said)
    assert (found.truths, found.decided, found.right) == (5, 4, 2)
    assert (found.precision_yes, found.recall_yes) == (1.0, 0.3333)
    assert (found.precision_no, found.recall_no) == (0.3333, 1.0)
    assert found.could_not_test == 0.2


def test_a_share_of_nothing_is_not_nought() -> None:
    found = scores.question_score("core/cost", [("yes", "could-not-test")])
    assert (found.precision_yes, found.precision_no, found.recall_no, found.recall_yes) == (
        None,
        None,
        None,
        0.0,
    )


def test_totals_leave_out_what_does_not_apply_and_other_blocks() -> None:
    figures = scores.question_figures(
        {
            "core/cost": [("one/pay", "yes", "yes"), ("two/pay", "no", "could-not-test")],
            "core/a-to-z": [("one/pay", "not-applicable", "not-applicable")],
            "pay/by-phone": [("one/pay", "no", "yes")],
        }
    )
    assert figures["totals"]["core"] == {
        "truths": 2,
        "decided": 0.5,
        "accuracy": 1.0,
        "confident_mistakes": 0,
        "honest_unknowns": 1,
    }
    assert figures["totals"]["all"]["confident_mistakes"] == 1


def test_a_page_is_found_under_any_of_its_addresses_and_a_wrong_one_is_not_a_missing_one() -> None:
    truth = [row(), row(journey="order"), row(journey="report"), row(journey="absent", task_urls=[])]
    taken = {("E1", "pay"): "http://one.example/pay", ("E1", "order"): "http://one.example/news"}
    assert scores.found_first(truth, taken) == {
        "found": ["one/pay"],
        "mistaken": ["one/order"],
        "missed": ["one/report"],
    }


def test_a_second_acceptable_channel_is_right() -> None:
    truth = [row(channel_alt=["lookup-only"]), row(journey="order"), row(journey="absent", channel="")]
    surveys = {
        ("E1", "pay"): {"channel": "lookup-only"},
        ("E1", "order"): {"channel": ""},
        ("E1", "absent"): {"channel": "online"},
    }
    assert scores.channel_pairs(truth, surveys) == [
        ("one/pay", "online", "online"),
        ("one/order", "online", ""),
    ]


def test_a_question_without_an_answer_was_not_decided() -> None:
    truth = [row(questions={"core/cost": "yes"})]
    assert scores.outcome_pairs(truth, {}) == {"core/cost": [("one/pay", "yes", "could-not-test")]}


def test_runs_are_the_same_whatever_they_are_called_and_whenever_they_were() -> None:
    answer = {"run": "a", "council": "E1", "journey": "pay", "question": "core/cost", "outcome": "yes"}
    again = {**answer, "run": "b", "visited_at": "2026-11-22T03:00:00Z"}
    assert scores.differences([answer], [again]) == []
    changed = {**again, "outcome": "no"}
    assert scores.differences([answer], [changed]) == [(answer, changed)]
    assert scores.differences([answer], []) == [(answer, None)]
