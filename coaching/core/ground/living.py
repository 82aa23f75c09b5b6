"""Which parts of a place live: whether there is anything behind an entry of its navigation.

An app says with its entry which rows must be there (`Entry.lives`). All questions of a place are asked as one, composed
once per role and kept, and the answer is remembered like the navigation's numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.waiting import COMPANY, PROGRAMME, USER
from coaching.core.tenancy.context import Context, composing

Rows = Callable[[], "QuerySet[Any]"]


def answers(questions: tuple[Rows, ...], actor: Actor) -> frozenset[int]:
    """Places in `questions` of those that have rows, under the hat in force. One query; none where nothing is asked."""
    if not questions:
        return frozenset()
    sql, params = _composed(questions, actor.hat, actor.company_id is not None, actor.programme_id is not None)
    own = {USER: actor.user_id, COMPANY: actor.company_id, PROGRAMME: actor.programme_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, [own.get(value, value) for value in params])
        return frozenset(number for number, lives in enumerate(cursor.fetchone() or ()) if lives)


@cache
def _composed(
    questions: tuple[Rows, ...], hat: Hat, in_company: bool, in_programme: bool
) -> tuple[str, tuple[Any, ...]]:
    """The one question, with stand-ins for who asks and where."""
    keys: dict[str, Any] = (
        {"company_id": COMPANY} if in_company else {"programme_id": PROGRAMME} if in_programme else {}
    )
    parts, params = [], []
    with composing(Context(hat, user_id=USER, keys=keys, actor=Actor(USER, hat))):
        for rows in questions:
            sql, given = rows().order_by().values("pk")[:1].query.sql_with_params()
            parts.append(f"EXISTS ({sql})")
            params += given
    return "SELECT " + ", ".join(parts), tuple(params)
