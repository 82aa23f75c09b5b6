"""Questions that are composed once: the same answer whether the plan is kept or not, each person's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from coaching.core.ground.composed import OURS, Asked, Question, Who, compose
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from tests import factories
from tests.acting import in_programme

LONG_AGO, DAY = date(2001, 5, 4), date(2100, 5, 4)


@pytest.fixture(autouse=True)
def new_connection(db: Any) -> Iterator[None]:
    """As one that has asked nothing yet."""

    def forget() -> None:
        OURS.prepared = {}
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")

    connection.ensure_connection()
    forget()
    yield
    forget()


def files(asked: Asked) -> QuerySet[Any]:
    """A day of who asks, and a sign that means something to the driver."""
    assert asked.actor.programme_id
    rows = Application.objects.filter(programme_id=asked.actor.programme_id, created_at__date__lte=asked.today)
    return rows.exclude(reference__contains="100%s%").order_by("reference").values_list("reference", flat=True)


def question(actor: Any) -> Question:
    return compose(Who.of("programme", actor), files)


@pytest.fixture
def own(world: Any) -> dict[str, list[str]]:
    with system_context("test"):
        for number in (1, 2):
            factories.application(world.programme_b, world.contact_b, world.company_b, reference=f"B-{number}")
        rows = Application.objects.values_list("programme__slug", "reference").order_by("reference")
        found = {slug: [mine for its, mine in rows if its == slug] for slug, _reference in rows}
    assert found[world.programme_a.slug] and found[world.programme_b.slug]
    return found


@pytest.mark.parametrize("pooled", [True, False], ids=["pooled", "own connection"])
def test_each_gets_the_own_answer_as_often_as_they_ask(world: Any, own: Any, settings: Any, pooled: bool) -> None:
    """More than five times: from then on the database may take one plan for all."""
    settings.DATABASE_POOLED = pooled
    for _again in range(7):
        for person, programme in ((world.admin_a, world.programme_a), (world.admin_b, world.programme_b)):
            with in_programme(person, programme) as actor:
                asked = question(actor)
                assert [row[0] for row in asked.rows(actor, DAY)] == own[programme.slug]
                assert asked.rows(actor, LONG_AGO) == []
    assert bool(OURS.prepared) is not pooled


def test_the_text_is_sent_once_per_connection(world: Any, own: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as actor, CaptureQueriesContext(connection) as seen:
        asked = question(actor)
        first, again = asked.rows(actor, DAY), asked.rows(actor, DAY)
    sent = [query["sql"] for query in seen.captured_queries]
    assert first == again and len(sent) == 2
    assert sent[0].startswith("PREPARE") and sent[1].startswith("EXECUTE") and "SELECT" not in sent[1]


def test_a_plan_of_one_hat_opens_nothing_to_another(world: Any, own: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as actor:
        question(actor).rows(actor, DAY)
    with in_programme(world.observer_a, world.programme_a) as actor:
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            question(actor).rows(actor, DAY)


def test_a_question_that_failed_stands_in_no_others_way(world: Any, own: Any) -> None:
    """Its plan was kept by the database, and no rollback takes it away."""
    with in_programme(world.observer_a, world.programme_a) as actor:
        for _again in range(2):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                question(actor).rows(actor, DAY)
    with in_programme(world.admin_a, world.programme_a) as actor:
        assert [row[0] for row in question(actor).rows(actor, DAY)] == own[world.programme_a.slug]


def test_a_connection_that_is_new_begins_anew(world: Any, own: Any) -> None:
    kept = OURS.prepared
    with in_programme(world.admin_a, world.programme_a) as actor:
        question(actor).rows(actor, DAY)
    assert kept
    other: Any = connection.copy()
    other.connect()
    assert other.prepared == {}
    other.close()
