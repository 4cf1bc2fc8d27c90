"""Questions that nobody asks yet are listed by id, and never twice."""

from __future__ import annotations

from checks import not_yet_asked as listed
from checks.not_yet_asked import not_yet_asked
from checks.registry import all_questions, journey_ids


def test_every_known_block_of_the_list_exists_and_no_id_stands_twice() -> None:
    found = not_yet_asked()
    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids)
    assert {one.id.partition("/")[0] for one in found} <= {"core", *journey_ids()}
    assert all(one.words.endswith("?") and one.why for one in found)


def test_what_is_asked_is_not_listed() -> None:
    asked = {question.id for question in all_questions()}
    assert not asked & {one.id for one in not_yet_asked()}


def test_a_question_leaves_the_list_once_it_is_asked(monkeypatch) -> None:
    before = not_yet_asked()[0]
    asked = all_questions()[0]
    twin = type(asked)(**{name: getattr(asked, name) for name in asked.__slots__} | {"id": before.id})
    monkeypatch.setattr(listed, "all_questions", lambda: (*all_questions(), twin))
    assert before.id not in {one.id for one in not_yet_asked()}


def test_the_core_block_of_the_methodology_is_asked_or_listed() -> None:
    names = (
        "govuk-link home-page three-clicks landing-page site-search everyday-words a-to-z one-destination web-page "
        "title-names-task start-in-view start-reachable what-you-need cost what-happens-next no-account form-opens works-on-phone "
        "no-serious-barriers keyboard up-to-date other-channel privacy-notice hand-over clear-errors search-engine"
    )
    known = {question.id for question in all_questions()} | {one.id for one in not_yet_asked()}
    assert {f"core/{name}" for name in names.split()} <= known
