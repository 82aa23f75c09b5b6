"""The figures of the desk, counted at once, equal a count of each on its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.tenancy.context import system_context
from coaching.insight import funnel
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests import factories

pytestmark = pytest.mark.django_db


def filled(world: Any) -> None:
    for number, state in enumerate(("draft", "submitted", "approved", "approved", "lapsed", "rejected")):
        factories.application(
            world.programme_a, world.contact_a, factories.company(), state=state,
            province=("ANT", "LIM")[number % 2], target_group=("SME_OTHER", "LARGE_OTHER")[number // 3],
        )  # fmt: skip


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
        assert funnel.budget(world.programme_a, found.states["approved"]) == funnel.budget(world.programme_a)
