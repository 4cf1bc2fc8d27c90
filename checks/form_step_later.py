"""What a step says of where it stands in its form: a count, a list of steps, what comes before sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.facets import as_list, as_mapping
from checks.form_step_model import StepBefore
from checks.form_step_parts import StepControl
from checks.form_step_progress import (
    COMING_STEP,
    DONE_STEP,
    LAST_STEP,
    LAST_WORDS,
    NUMBERED,
    PAY_STEP,
    PROMISES_CHECK,
    PROMISES_MORE,
    counts,
    left,
)
from checks.form_step_view import Step
from checks.form_step_words import bare, plain, sending_words

MOST_STEPS = 30
# A bar that is full to here or beyond may stand before the last press.
HALF = 0.5


@dataclass(frozen=True, slots=True)
class ListedStep:
    """An entry of the list of steps that the page shows."""

    text: str
    current: bool
    done: bool

    @property
    def name(self) -> str:
        """Its words, without its number; empty where it is a number and no more ("Step 2")."""
        return NUMBERED.sub("", bare(self.text)).strip()


def count_of(step: Step) -> tuple[tuple[int, int], ...]:
    """Return each "n of m" that the page says of itself: in its progress, headings, title, bar, numbers."""
    said = [str(one)[:300] for one in as_list(step.progress.get("texts"))[:20] if isinstance(one, str)]
    bar = as_mapping(step.progress.get("bar"))
    if isinstance(bar.get("text"), str):
        said.append(str(bar["text"])[:300])
    found = [pair for text in said for pair in counts(plain(text), shows_progress=True)]
    for text in (*step.headings, step.title):
        found += counts(plain(text))
    listed = listed_steps(step)
    at = place_in(listed, step)
    if at is not None and not any(one.name for one in listed):
        # A list of mere numbers is a count that is drawn.
        found.append((min(at + 1, len(listed)), len(listed)))
    return tuple(dict.fromkeys(found))


def steps_left(step: Step) -> int | None:
    """Return how many steps the page says are left, the least where it says several."""
    said = [*as_list(step.progress.get("texts"))[:20], *step.headings]
    found = [many for text in said if isinstance(text, str) and (many := left(plain(text))) is not None]
    return min(found, default=None)


def bar_share(step: Step) -> float | None:
    """Return how full the progress bar is (0-1), None where there is none."""
    bar = as_mapping(step.progress.get("bar"))
    now, most = bar.get("now"), bar.get("max")
    if isinstance(now, int | float) and isinstance(most, int | float) and most > 0:
        return float(now) / float(most)
    return None


def listed_steps(step: Step) -> tuple[ListedStep, ...]:
    """Return the steps that the page lists, without those that come when everything is sent."""
    rows = [as_mapping(one) for one in as_list(step.progress.get("steps"))[:MOST_STEPS]]
    found = [
        ListedStep(
            " ".join(str(one.get("text") or "").split())[:300],
            bool(one.get("current")),
            bool(one.get("done")),
        )
        for one in rows
    ]
    while found and DONE_STEP.search(plain(found[-1].text)):
        found.pop()
    return tuple(found)


def place_in(listed: Sequence[ListedStep], step: Step) -> int | None:
    """Return the place of the current step: marked, the first not done, or the one the heading names."""
    marked = [at for at, one in enumerate(listed) if one.current]
    if marked:
        # Where several are marked (a group and its part), the last is the one that tells most of the end.
        return marked[-1]
    done = [at for at, one in enumerate(listed) if one.done]
    if done:
        return min(max(done) + 1, len(listed))
    named = [at for at, one in enumerate(listed) if one.name and one.name == bare(step.main_heading)]
    return named[0] if len(named) == 1 else None


def field_names(step: Step) -> frozenset[str]:
    """Return the fields by their words: software may give a field another name each time it is drawn."""
    return frozenset(f"{bare(one.group)}|{bare(one.label or one.name)}" for one in step.fields)


def is_same_page(one: StepBefore, step: Step) -> bool:
    """Say whether this is the page of an earlier step again: the same heading and the same fields."""
    return one.fields == field_names(step) and one.heading == bare(step.main_heading)


def last_other(before: Sequence[StepBefore], step: Step) -> StepBefore | None:
    """Return the nearest earlier step that was another page than this one."""
    return next((one for one in reversed(before) if not is_same_page(one, step)), None)


def says_last(step: Step) -> str:
    """Return in what words the page says that this is its last step before sending (F4), else ""."""
    for now, whole in count_of(step):
        if now >= whole:
            return f"the page says that this is step {now} of {whole}"
    if steps_left(step) == 0:
        return "the page says that no step is left"
    share = bar_share(step)
    if share is not None and share >= 1:
        return "the progress bar is full"
    for text in (*step.headings, *(str(one) for one in as_list(step.progress.get("texts"))[:20])):
        if LAST_STEP.search(plain(text)[:300]) or LAST_WORDS.search(plain(text)[:300]):
            return f"the page says “{text[:60]}”"
    listed = listed_steps(step)
    at = place_in(listed, step)
    if at is not None:
        later = listed[at + 1 :]
        if not later:
            return "the list of steps shows no further one"
        if all(PAY_STEP.search(plain(one.text)) for one in later):
            return "the list of steps shows nothing further but to pay"
    return ""


def count_goes_on(step: Step, before: Sequence[StepBefore]) -> str:
    """Return in what words a count says that a step follows (N2), else "".

    A count that stayed where it was while the page changed is not believed. A bar alone is weaker: it counts
    where it has begun and is not half full.
    """
    pairs = count_of(step)
    last = last_other(before, step)
    if pairs and all(now < whole for now, whole in pairs):
        now, whole = pairs[0]
        if last is not None and last.number and now <= last.number and whole == last.total:
            return ""
        return f"the page says that this is step {now} of {whole}"
    if pairs:
        return ""
    many = steps_left(step)
    if many:
        return f"the page says that {many} more follow"
    share = bar_share(step)
    if share is not None and 0 < share < HALF and (last is None or share > last.share):
        return f"the progress bar is at {share:.0%}"
    return ""


def list_goes_on(step: Step, before: Sequence[StepBefore]) -> str:
    """Return which later steps the page lists by name (N3), else "": numbers alone are a count."""
    listed = listed_steps(step)
    at = place_in(listed, step)
    if at is None or at >= len(listed):
        return ""
    last = last_other(before, step)
    if last is not None and last.stage and last.stage == listed[at].name:
        return ""
    names = [one.name for one in listed[at + 1 :] if one.name and not one.done]
    different = set(names) - {listed[at].name}
    if not different or all(PAY_STEP.search(name) for name in names):
        return ""
    return f"the list of steps goes on with “{names[0][:60]}”"


def parts_to_come(step: Step, control: StepControl) -> str:
    """Return which control that sends is in the page but not shown yet (N5), else "".

    Holds only for a control that does not itself send the form (`type=button`), beside hidden fields of the
    same form: the page shows its parts one after the other.
    """
    if control.tag in ("button", "input") and control.type in ("submit", "image", ""):
        return ""
    hidden = [one for one in step.hidden_controls if one.form == control.form and sending_words(one.text)]
    if not hidden or not any(one.form == control.form for one in step.hidden_fields):
        return ""
    return f"“{hidden[0].text[:60]}” is in the page and not shown yet"


def promise_in(step: Step) -> str:
    """Return the words in which the page says what comes before anything is sent, else ""."""
    for text in step.texts:
        for pattern in (PROMISES_CHECK, PROMISES_MORE):
            found = pattern.search(plain(text))
            if found:
                return found.group()[:120]
    return ""


def promised(step: Step, before: Sequence[StepBefore]) -> str:
    """Return what this page, or an earlier one of a check before sending, says is to come (N7), else ""."""
    said = promise_in(step)
    if said:
        return f"the page says “{said}”"
    earlier = next((one.promise for one in before if PROMISES_CHECK.search(one.promise)), "")
    return f"an earlier page says “{earlier}”" if earlier else ""


def later_steps(step: Step, control: StepControl, before: Sequence[StepBefore]) -> str:
    """Return the best evidence, other than the control's words, that a step follows this one, else ""."""
    return (
        list_goes_on(step, before)
        or count_goes_on(step, before)
        or parts_to_come(step, control)
        or promised(step, before)
    )


def later_names(step: Step) -> tuple[str, ...]:
    """Return the names of the steps that the page lists after the current one."""
    listed = listed_steps(step)
    at = place_in(listed, step)
    return tuple(one.name for one in listed[at + 1 :] if one.name) if at is not None else ()


def names_what_comes(step: Step, before: Sequence[StepBefore]) -> bool:
    """Say whether a check or a sending is named among the later steps, or promised."""
    return any(COMING_STEP.search(one) for one in later_names(step)) or bool(promised(step, before))
