"""Reads the other parts of a task page's guide, and finds on which of them the way in is."""

from __future__ import annotations

from dataclasses import replace

from checks.addresses import canonical
from checks.finding import score_page
from checks.guide import MAX_PARTS, guide_parts, leads_back, lists_parts
from checks.model import Journey
from checks.route import FOLLOW, NextStep, next_step
from crawler.reader import PageRead, Reader

# A page that is only the next one must be about the task itself to be a part of its guide.
GUIDE_PART = 0.3
# So much better must a way in on another part be than one on the task page.
BETTER = 0.15
_BY_PROMISE = ("form-here", "follow", "sign-in", "document", "hand-over", "none")


async def read_guide(reader: Reader, journey: Journey, task: PageRead) -> tuple[PageRead, ...]:
    """Return the other parts of *task*'s guide, in the guide's order; () where it is no part of one.

    A part counts if it names the task page, or a part already known, as a part of its own guide. At most
    `MAX_PARTS` pages are asked for, and none beyond the budget.
    """
    waiting = [one.url for one in guide_parts(task.digest)]
    listed = lists_parts(task.digest)
    inside, looked = {task.key, canonical(task.address)}, {task.key}
    parts: list[PageRead] = []
    while waiting and len(looked) <= MAX_PARTS and reader.remaining > 0:
        url = waiting.pop(0)
        if canonical(url) in looked:
            continue
        part = await reader.read(url)
        looked |= {canonical(url), part.key}
        if not part.readable or part.key in inside:
            continue
        about = listed or score_page(part.digest, journey).score >= GUIDE_PART
        if about and leads_back(part.digest, frozenset(inside)):
            inside |= {canonical(url), part.key}
            parts.append(part)
            waiting += [one.url for one in guide_parts(part.digest)]
    return tuple(parts)


def way_of_guide(task: PageRead, parts: tuple[PageRead, ...], journey: Journey) -> tuple[PageRead, NextStep]:
    """Return the part on which the way in is, and the way: the task page where that has as good a one."""
    inside = {canonical(one.address) for one in (task, *parts)} | {one.key for one in (task, *parts)}
    best = task, _outward(next_step(task.digest, journey), inside)
    for part in parts:
        way = _outward(next_step(part.digest, journey), inside)
        if _worth(way) > _worth(best[1]) + (BETTER if best[0] is task else 0.0):
            best = part, way
    return best


def _worth(way: NextStep) -> float:
    """Weigh a way by what it promises first: a form before paper, anything before nothing."""
    rank = {"form-here": 2.0, "follow": 2.0, "none": 0.0}.get(way.kind, 1.0)
    return rank + (way.score if rank == 2.0 else 0.1 * (len(_BY_PROMISE) - _BY_PROMISE.index(way.kind)))


def _outward(way: NextStep, inside: set[str]) -> NextStep:
    """Return *way*, or the best other one where it only leads to another part of the same guide."""
    if not (way.url and way.kind in ("follow", "hand-over") and canonical(way.url) in inside):
        return way
    others = [one for one in way.alternatives if not (one.url and canonical(one.url) in inside)]
    for at, one in enumerate(others):
        if one.kind != "follow" or one.score >= FOLLOW:
            return replace(one, alternatives=tuple(others[at + 1 :]))
    return NextStep("none", reasons=("leads only to other parts of the guide",), alternatives=tuple(others))
