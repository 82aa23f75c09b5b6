"""What answers about a change lead to, worked out by hand; and what each question says, in three languages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import translation

from coaching.core import wording
from riskanalysis.changes.questions import outcome, questions
from riskanalysis.enums import SubFactor

BY_HAND = {
    "hours": ["AI5", "AV2", "AVH2", "AVH4", "AVH5"],
    "place": ["AOM1", "AOM3", "AOM4", "AVH4", "AVH5"],
    "substances": ["AO3", "AV3", "AOM5"],
    "rule": ["AO3", "AO6", "AV3"],
}


@pytest.mark.parametrize("code", BY_HAND)
def test_one_answer_opens_exactly_its_parts(code):
    assert list(outcome({code: True}).parts) == BY_HAND[code]


def test_a_night_shift_opens_roster_pace_and_relations_of_one_unit():
    unit = uuid4()
    found = outcome({"hours": True, "place": False}, [unit])
    assert found.units == {unit}
    assert {part.aspect for part in found.parts} == {"AI", "AV", "AVH"}
    assert {part.value for part in found.parts if part.aspect != "AVH"} == {"AI5", "AV2"}


def test_two_answers_open_each_part_once_in_the_order_of_the_as_and_know_why():
    found = outcome({"hours": True, "place": True})
    assert list(found.parts) == ["AI5", "AV2", "AOM1", "AOM3", "AOM4", "AVH2", "AVH4", "AVH5"]
    assert found.because[SubFactor.AVH4] == ("place", "hours")
    assert found.because[SubFactor.AV2] == ("hours",)


def test_nothing_that_applies_is_an_outcome_too():
    found = outcome({question.code: False for question in questions()}, [uuid4()])
    assert found.is_nothing and len(found.units) == 1


def test_an_answer_to_a_question_that_is_not_asked_opens_nothing():
    assert outcome({"unheard": True}).is_nothing


def test_what_is_part_of_a_unit_comes_along_and_nothing_else():
    department, team, other, function = (uuid4() for _ in range(4))
    below = {department: [team], other: [uuid4()]}
    assert outcome({"hours": True}, [department, function], below).units == {department, team, function}


def test_every_part_of_work_can_be_opened_by_some_change():
    """But what no change in the work touches by itself: how people are judged."""
    opened = {part for question in questions() for part in question.parts}
    assert set(SubFactor) - opened == {SubFactor.AV5}


def test_about_ten_questions_with_a_code_of_their_own():
    asked = questions()
    assert 8 <= len(asked) <= 12
    assert len({question.code for question in asked}) == len(asked)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_each_asks_and_says_why_in_few_words(language):
    with translation.override(language):
        words = [question.words for question in questions()]
        reasons = [question.reason for question in questions()]
    assert len(set(words)) == len(words) and all(reasons)
    assert max(map(len, words)) <= 130 and max(map(len, reasons)) <= 220


def test_the_french_is_written_as_french_is():
    said = [text["fr"] for question in questions() for text in (question.asks, question.why)]
    assert [text for text in said if wording.french_faults(text)] == []


def test_an_article_is_named_where_there_is_one():
    with translation.override("en"):
        named = {question.code: question.written for question in questions() if question.source}
    assert named["equipment"] == "Codex IV.2-6" and named["hours"] == "Codex, book X"
