"""Which parts of a place live: whether there is anything behind an entry of its navigation.

An app says with its entry which rows must be there (`Entry.lives`). All questions of a place are asked as one, composed
once per role and kept (`composed`), and the answer is remembered like the navigation's numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet

from coaching.core.ground import clock
from coaching.core.ground.composed import Asked, Question, Who, compose
from coaching.core.ground.roles import Actor

Rows = Callable[[], "QuerySet[Any]"]


def answers(questions: tuple[Rows, ...], place: str, actor: Actor) -> frozenset[int]:
    """Places in `questions` of those that have rows, under the hat in force. One query; none where nothing is asked."""
    if not questions:
        return frozenset()
    ((*found,),) = _composed(questions, Who.of(place, actor)).rows(actor, clock.today())
    return frozenset(number for number, lives in enumerate(found) if lives)


@cache
def _composed(questions: tuple[Rows, ...], who: Who) -> Question:
    """The one question."""
    parts = [compose(who, partial(_any, rows)) for rows in questions]
    sql = ", ".join(f"EXISTS ({part.sql})" for part in parts)
    return Question(f"SELECT {sql}", tuple(slot for part in parts for slot in part.slots))


def _any(rows: Rows, asked: Asked) -> QuerySet[Any]:
    return rows().order_by().values("pk")[:1]
