"""What the filters of the desk's list of applications mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Avg, DecimalField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from coaching.core.ground import clock, sectors
from coaching.core.ground.roles import Role
from coaching.core.tenancy import context
from coaching.programmes.models import Application, Assessment

HIGHEST = 100  # points of an assessment
# Rounds and people who judge, in one question; the policies show those of the programme in force.
CHOICES = """
SELECT 'round', id::text, name FROM (SELECT id, name FROM programmes_assessmentround WHERE programme_id = %(programme)s
  ORDER BY opens_on DESC, id LIMIT 50) rounds
UNION ALL SELECT 'assessor', id::text, name FROM (SELECT id, name FROM person_names(ARRAY(SELECT DISTINCT user_id
  FROM programmes_programmemembership WHERE programme_id = %(programme)s AND role = ANY (%(judges)s))) ORDER BY name) people
"""
JUDGES = [Role.ASSESSOR.value, Role.ADMINISTRATOR.value]


def choices() -> dict[str, list[tuple[str, str]]]:
    """Of the filters that know records: "round" and "assessor" → (key, name), the newest round first."""
    found: dict[str, list[tuple[str, str]]] = {"round": [], "assessor": []}
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, {"programme": str(context.current().keys["programme_id"]), "judges": JUDGES})
        for kind, key, name in cursor.fetchall():
            found[kind].append((key, name))
    return found


def _waiting(days: str) -> Q:
    return Q(submitted_at__lte=clock.now() - timedelta(days=int(days)))


def _judged_by(assessor: str) -> Q:
    mine = Assessment.objects.filter(assessor_id=int(assessor), recused_at__isnull=True).order_by()
    return Q(pk__in=mine.values("application_id"))


def _is(column: str, value: Any) -> Q:
    return Q(**{column: value})


WORKERS = Coalesce("headcount", 0)  # unknown is least, as a number that can be compared
# Filter → what must hold; `score` takes both its ends, see below.
MEANS: dict[str, Callable[[Any], Q]] = {
    "state": partial(_is, "state"),
    "target_group": partial(_is, "target_group"),
    "province": lambda value: Q(province="" if value == "none" else value),
    "layer": partial(_is, "layer"),
    "round": lambda value: Q(round__isnull=True) if value == "none" else Q(round_id=UUID(value)),
    "assessor": _judged_by,
    "waiting": _waiting,
    "sector": sectors.in_section,
    "workers_from": partial(_is, "headcount__gte"),
    "workers_to": partial(_is, "headcount__lte"),
}
FILTERS = frozenset({*MEANS, "q", "score_from", "score_to"})


def narrowed(found: QuerySet[Application], filters: Mapping[str, Any]) -> QuerySet[Application]:
    """Those of `found` that fit every filter that is asked."""
    for name, means in MEANS.items():
        if filters.get(name):
            found = found.filter(means(filters[name]))
    if filters.get("score_from") or filters.get("score_to"):
        found = found.filter(pk__in=_scored(filters.get("score_from") or 0, filters.get("score_to") or HIGHEST))
    return found


def scores_of(keys: Iterable[UUID]) -> dict[UUID, Any]:
    """Application → average of the scores that the reader may see; one question."""
    given = Assessment.objects.filter(
        application_id__in=list(keys), submitted_at__isnull=False, recused_at__isnull=True
    )
    return dict(given.order_by().values_list("application_id").annotate(Avg("total")))


def score_of() -> RawSQL:
    """The average of what was handed in about an application, to sort by; -1 for none, and for who does not administer.

    All averages are worked out once for a question (one value of JSON), not once for each row.
    """
    programme_id = context.current().keys["programme_id"]
    told = "COALESCE(((SELECT scores_to_sort_by(%s)) ->> programmes_application.id::text)::numeric, -1)"
    return RawSQL(told, [str(programme_id)], output_field=DecimalField())


def worked_out(rows: QuerySet[Application], columns: Sequence[str]) -> QuerySet[Application]:
    """With what an order needs and no column of the table holds."""
    if "workers" in columns:
        rows = rows.annotate(workers=WORKERS)
    return rows.annotate(score=score_of()) if "score" in columns else rows


def _scored(lowest: int, highest: int) -> RawSQL:
    """Applications by the average of what was handed in: a function, for each assessment has a policy of its own to ask."""
    programme_id = context.current().keys["programme_id"]
    return RawSQL("SELECT scored_between(%s, %s, %s)", [str(programme_id), lowest, highest])
