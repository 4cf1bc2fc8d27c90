"""The arithmetic of the accuracy bench: rows of truth and rows of a run in, shares and tables out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from checks.addresses import canonical

UNKNOWN = ""
Pair = tuple[str, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One question where truth is certain. `right` counts decided answers that are true; shares are None
    where nothing stands below the line."""

    question: str
    truths: int
    decided: int
    right: int
    precision_yes: float | None
    recall_yes: float | None
    precision_no: float | None
    recall_no: float | None
    could_not_test: float | None


def share(part: int, whole: int) -> float | None:
    """Return part / whole; None where there is no whole, because that is not nought."""
    return round(part / whole, 4) if whole else None


def f1_by_label(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the F1 of each label that is true or was said, from (true, said); `UNKNOWN` is no label."""
    true, said = Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    hits = Counter(one for one, other in pairs if one == other)
    labels = sorted((set(true) | set(said)) - {UNKNOWN})
    return {label: round(2 * hits[label] / (true[label] + said[label]), 4) for label in labels}


def macro_f1(pairs: Sequence[Pair]) -> float | None:
    """Return the plain mean of the F1 of all labels: a rare channel counts as much as a common one."""
    each = f1_by_label(pairs)
    return round(sum(each.values()) / len(each), 4) if each else None


def confusion(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """Return how often each true label was called what: {true: {said: count}}."""
    table: dict[str, Counter[str]] = {}
    for true, said in pairs:
        table.setdefault(true, Counter())[said] += 1
    return {true: dict(sorted(row.items())) for true, row in sorted(table.items())}


def question_score(question: str, pairs: Sequence[Pair]) -> QuestionScore:
    """Score one question from (true, said) outcomes; could-not-test is the only one that decides nothing."""
    said = Counter(one for _, one in pairs)
    true = Counter(one for one, _ in pairs)
    hits = Counter(one for one, other in pairs if one == other)
    untested = said["could-not-test"]
    return QuestionScore(
        question=question,
        truths=len(pairs),
        decided=len(pairs) - untested,
        right=sum(hits.values()),
        precision_yes=share(hits["yes"], said["yes"]),
        recall_yes=share(hits["yes"], true["yes"]),
        precision_no=share(hits["no"], said["no"]),
        recall_no=share(hits["no"], true["no"]),
        could_not_test=share(untested, len(pairs)),
    )


def found_first(truth: Sequence[Mapping[str, Any]], taken: Mapping[Key, str]) -> dict[str, list[str]]:
    """Sort the surveys that have a task page into found, mistaken (another page taken) and missed (none).

    *taken* is the task page taken by council and journey. Each survey is named `slug/journey`.
    """
    result: dict[str, list[str]] = {"found": [], "mistaken": [], "missed": []}
    for row in truth:
        if not row["task_urls"]:
            continue
        url = taken.get((row["council"], row["journey"]), "")
        right = canonical(url) in {canonical(one) for one in row["task_urls"]} if url else False
        result["found" if right else "mistaken" if url else "missed"].append(name_of(row))
    return result


def channel_pairs(
    truth: Sequence[Mapping[str, Any]], surveys: Mapping[Key, Mapping[str, str]]
) -> list[tuple[str, str, str]]:
    """Return (survey, true channel, channel said); a second acceptable channel counts as the true one."""
    pairs = []
    for row in truth:
        survey = surveys.get((row["council"], row["journey"]))
        if not row["channel"] or survey is None:
            continue
        said = survey["channel"]
        pairs.append(
            (name_of(row), row["channel"], row["channel"] if said in row["channel_alt"] else said or UNKNOWN)
        )
    return pairs


def outcome_pairs(
    truth: Sequence[Mapping[str, Any]], answers: Mapping[tuple[str, str, str], str]
) -> dict[str, list[tuple[str, str, str]]]:
    """Return by question (survey, true outcome, outcome said). A question that got no answer decided nothing."""
    pairs: dict[str, list[tuple[str, str, str]]] = {}
    for row in truth:
        for question, outcome in row["questions"].items():
            said = answers.get((row["council"], row["journey"], question), "could-not-test")
            pairs.setdefault(question, []).append((name_of(row), outcome, said))
    return dict(sorted(pairs.items()))


def question_figures(pairs: Mapping[str, Sequence[tuple[str, str, str]]]) -> dict[str, Any]:
    """Score every question, and together those whose truth is yes or no: not-applicable is easily right."""
    each = [question_score(name, [(true, said) for _, true, said in rows]) for name, rows in pairs.items()]
    together: dict[str, list[Pair]] = {"core": [], "all": []}
    for name, rows in pairs.items():
        plain = [(true, said) for _, true, said in rows if true in ("yes", "no")]
        together["all"] += plain
        together["core"] += plain if name.startswith("core/") else []
    totals = {}
    for name, plain in together.items():
        score = question_score(name, plain)
        totals[name] = {
            "truths": score.truths,
            "decided": share(score.decided, score.truths),
            "accuracy": share(score.right, score.decided),
            "confident_mistakes": score.decided - score.right,
            "honest_unknowns": score.truths - score.decided,
        }
    return {"totals": totals, "each": [asdict(one) for one in each]}


def differences(
    one: Sequence[Mapping[str, str]], other: Sequence[Mapping[str, str]]
) -> list[tuple[Mapping[str, str] | None, Mapping[str, str] | None]]:
    """Return the answers in which two runs differ, the run's id and whatever is a time left aside."""
    left, right = _by_question(one), _by_question(other)
    return [
        (left.get(key), right.get(key))
        for key in sorted(set(left) | set(right))
        if _lasting(left.get(key)) != _lasting(right.get(key))
    ]


def name_of(row: Mapping[str, Any]) -> str:
    """Return how a survey is named in lists: council and journey."""
    return f"{row['council_slug']}/{row['journey']}"


def _by_question(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, str, str], Mapping[str, str]]:
    return {(row["council"], row["journey"], row["question"]): row for row in rows}


def _lasting(row: Mapping[str, str] | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name != "run" and not name.endswith(("_at", "_s"))}
