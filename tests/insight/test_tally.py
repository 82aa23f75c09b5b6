"""The figures of the desk, counted at once, equal a count of each on its own."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.tenancy.context import system_context
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
        assert len(seen) == 1
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


def test_right_at_every_moment(world: Any) -> None:
    """Each action shows at once, before it is committed, and in one query."""
    with in_programme(world.admin_a, world.programme_a):
        before = funnel.tally(world.programme_a.pk, "province").states.total()
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, factories.company(), state="submitted")
    with in_programme(world.admin_a, world.programme_a) as by:
        with CaptureQueriesContext(connection) as seen:
            found = funnel.tally(world.programme_a.pk, "province", "target_group", "layer", "referral_channel", "month")
        assert len(seen) == 1
        assert found.states.total() == before + 1
        take_up(application_id=file.pk, by=by)
        assert funnel.tally(world.programme_a.pk, "province").states["in_review"] == 1


def test_a_period_of_months_is_that_of_its_days(world: Any) -> None:
    """From figures, and from the files: the same, also about midnight in Brussels."""
    moments = ("2025-12-31 23:30", "2026-01-31 22:30", "2026-01-31 23:30", "2026-02-14 12:00", "2026-03-31 21:59")
    with system_context("test"):
        for number, said in enumerate(moments):
            factories.application(
                world.programme_a,
                world.contact_a,
                factories.company(),
                state=("submitted", "approved")[number % 2],
                submitted_at=datetime.fromisoformat(said).replace(tzinfo=UTC),
            )
        key, columns = world.programme_a.pk, ("month", "province", "layer")
        for first, last in ((None, None), (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), None)):
            counted = Counter(), Counter()
            for side, found in zip(
                counted,
                (funnel._kept(key, columns, first, last), funnel._counted(key, columns, first, last)),
                strict=True,
            ):
                for column, value, state, applied, started in found:
                    side[column, value, state, "applied"] += applied
                    side[column, value, state, "started"] += started
            assert +counted[0] == +counted[1]
        january = funnel.tally(key, "month", first=date(2026, 1, 1), last=date(2026, 1, 31))
        assert january.counts["month"]["applied"] == Counter({date(2026, 1, 1): 2})
        assert funnel.tally(key, "layer", last=date(2026, 1, 1)).counts["layer"]["applied"].total() == 1


def test_another_programme_has_its_own(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a):
        assert funnel.tally(world.programme_a.pk, "province").programme_id == world.programme_a.pk
    with in_programme(world.admin_b, world.programme_b):
        assert funnel.tally(world.programme_b.pk, "province").programme_id == world.programme_b.pk
