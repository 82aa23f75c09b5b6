"""The figures of the desk, counted at once, equal a count of each on its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.ground import audit
from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight import funnel
from coaching.programmes.actions import take_up
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def filled(world: Any) -> None:
    for number, state in enumerate(("draft", "submitted", "approved", "approved", "lapsed", "rejected")):
        factories.application(
            world.programme_a,
            world.contact_a,
            factories.company(),
            state=state,
            province=("ANT", "LIM")[number % 2],
            target_group=("SME_OTHER", "LARGE_OTHER")[number // 3],
        )


def test_every_cut_equals_its_own_count(world: Any) -> None:
    with system_context("test"):
        filled(world)
        key = world.programme_a.pk
        with CaptureQueriesContext(connection) as seen:
            found = funnel.tally(key, "province", "target_group")
        assert len(seen) == 2
        sent = Application.objects.filter(programme_id=key).exclude(state="draft")
        for column in ("province", "target_group"):
            rows = found.rows(column)
            assert rows
            for row in rows:
                same = sent.filter(**{column: row.key})
                assert row.applied == same.count()
                assert row.approved == same.filter(state__in=("approved", "lapsed")).count()
                started = Trajectory.objects.filter(programme_id=key, started_on__isnull=False)
                assert row.started == started.filter(**{f"application__{column}": row.key}).count()
            assert sum(row.applied for row in rows) == sent.count()
        assert found.states["approved"] == sent.filter(state="approved").count()


def test_remembered_until_something_happens(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a):
        before = funnel.remembered(world.programme_a.pk, "province").states.total()
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, factories.company(), state="submitted")
        audit.record("application.submit", file, by=current_actor())
    with in_programme(world.admin_a, world.programme_a) as by:
        with CaptureQueriesContext(connection) as seen:
            assert funnel.remembered(world.programme_a.pk, "province").states.total() == before + 1
        counted = len(seen)
        with CaptureQueriesContext(connection) as again:
            assert funnel.remembered(world.programme_a.pk, "province").states.total() == before + 1
        assert len(again) == counted - 2
        take_up(application_id=file.pk, by=by)
        assert funnel.remembered(world.programme_a.pk, "province").states["in_review"] == 1


def test_another_programme_has_its_own(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a):
        assert funnel.remembered(world.programme_a.pk, "province").programme_id == world.programme_a.pk
    with in_programme(world.admin_b, world.programme_b):
        assert funnel.remembered(world.programme_b.pk, "province").programme_id == world.programme_b.pk
