"""The review desk: what a session knows, and what each action does. It knows nothing of HTTP."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

from checks.model import Outcome
from checks.registry import all_questions
from reports.edition import CouncilResult, load_edition
from reports.ledger import add_review, drop_review
from reports.methodology import Methodology
from reports.precision import precisions
from reports.replies import Reply
from reports.resting import EvidenceReader
from reports.reviews import Key, Review, load_reviews
from reports.view_review import item_values, picture_names
from reports.waiting import Waiting, decide, waiting
from store import RunFolder
from store.opt_outs import opt_outs_beside

REASON_LIMIT = 500
# Written where the person gave no reason: a keystroke is quick, and the file says who looked at what.
NO_REASON = "Decided on the evidence shown; no further reason was given."
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


class Desk:
    """One person's session with the answers of one run; each decision is on disk before the next is shown."""

    def __init__(
        self, run: RunFolder, rules: Methodology, path: Path, reviewer: str, replies: Sequence[Reply] = ()
    ) -> None:
        """Read the run and rank what waits. Raises `StoreError`, and `InputError` for a faulty file."""
        self._run, self._rules, self._path, self._reviewer = run, rules, path, reviewer
        reviews = load_reviews(path) if path.exists() else ()
        left_out = opt_outs_beside(run.path.absolute().parent, None, run.councils())
        self._edition = load_edition(run, rules, reviews=reviews, opt_outs=left_out)
        self._questions = {one.id: one for one in all_questions()}
        measured = precisions(reviews, self._edition.decided)
        checked = Counter({key: one.checked for key, one in measured.items()})
        self._queue = waiting(self._edition, checked, replies)
        self._replies = replies
        self._lapsed = {one.review.key: one.why for one in self._edition.decided.lapsed}
        self._councils = {one.council.gss: one for one in self._edition.councils}
        self._reader = EvidenceReader(run)
        self._done: list[tuple[Waiting, Review, CouncilResult]] = []
        self._lock = RLock()
        self.message = ""

    @property
    def left(self) -> int:
        """How many answers wait."""
        return len(self._queue)

    def page(self) -> dict[str, Any]:
        """Return what the page of the answer at the head of the queue shows; `item` is None at the end."""
        with self._lock:
            message, self.message = self.message, ""
            item = self._queue[0] if self._queue else None
            shown = None
            if item is not None:
                council = self._councils[item.answer.council]
                question = self._questions.get(item.answer.question)
                lapsed = self._lapsed.get(item.key, "")
                shown = item_values(
                    self._edition, council, item, question, self._reader, lapsed, self._replies
                )
            return {
                "run": self._run.id,
                "reviewer": self._reviewer,
                "file": self._path.name,
                "left": len(self._queue),
                "decided": len(self._done),
                "message": message,
                "item": shown,
            }

    def act(self, action: str, key: Key, reason: str, today: date) -> None:
        """Do one action on the answer *key*: an outcome, `skip` or `undo`; anything else does nothing.

        Raises `InputError` where the file was given a fault by someone else meanwhile.
        """
        with self._lock:
            if action == "undo":
                self._undo()
            elif not self._queue or self._queue[0].key != key:
                self.message = "That answer is not the one that was waiting; nothing was written."
            elif action == "skip":
                self._queue.append(self._queue.pop(0))
                self.message = "Skipped: it comes again at the end."
            elif action in tuple(Outcome):
                self._decide(Outcome(action), reason, today)

    def picture(self, name: str) -> Path | None:
        """Return the file of a picture of the council at the head of the queue, or None."""
        with self._lock:
            if not self._queue or name not in picture_names(self._councils[self._queue[0].answer.council]):
                return None
            path = self._run.blob_path(name)
            return path if path.is_file() else None

    def _decide(self, outcome: Outcome, reason: str, today: date) -> None:
        item = self._queue[0]
        answer = item.answer
        review = Review(
            run=self._run.id,
            council=answer.council,
            journey=answer.journey,
            question=answer.question,
            outcome=outcome,
            reviewer=self._reviewer,
            reason=" ".join(_UNSEEN.sub(" ", reason).split())[:REASON_LIMIT] or NO_REASON,
            date=today,
            machine=answer.outcome,
            version=answer.version,
            evidence=self._reader.hash(answer),
        )
        add_review(self._path, review)
        before = self._councils[answer.council]
        self._councils[answer.council] = decide(before, answer.journey, answer.question, outcome, self._rules)
        self._done.append((self._queue.pop(0), review, before))
        self.message = f"Written: {outcome.value}."

    def _undo(self) -> None:
        if not self._done:
            self.message = "There is nothing to undo in this session."
            return
        item, review, before = self._done[-1]
        drop_review(self._path, review)
        self._done.pop()
        self._councils[review.council] = before
        self._queue.insert(0, item)
        self.message = f"Taken back: {review.outcome.value}."
