"""Days that filter moments: the same rows as when each moment is turned into a day, found along an index."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching.core.ground.periods import before, within
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
# Last and first moments of days, on both sides of the nights in which the clock is turned.
MOMENTS = [
    datetime(2026, month, day, hour, minute, 59 if minute else 0, tzinfo=BRUSSELS)
    for month, day in ((3, 28), (3, 29), (3, 30), (10, 24), (10, 25), (10, 26), (12, 31))
    for hour, minute in ((0, 0), (23, 59))
]


@pytest.fixture
def moments() -> None:
    with system_context("test"):
        for moment in MOMENTS:
            AuditEvent.objects.create(at=moment, event="test.period", subject_type="test")


def _found(condition: object) -> list[datetime]:
    with system_context("test"):
        return sorted(AuditEvent.objects.filter(condition, event="test.period").values_list("at", flat=True))


@pytest.mark.usefixtures("moments")
@pytest.mark.parametrize("day", sorted({moment.date() for moment in MOMENTS}))
def test_a_day_holds_its_own_moments_and_no_others(day: date) -> None:
    assert _found(within("at", day, day)) == [moment for moment in MOMENTS if moment.date() == day]
    assert _found(before("at", day)) == [moment for moment in MOMENTS if moment.date() < day]
    assert _found(within("at", day)) == [moment for moment in MOMENTS if moment.date() >= day]
    assert _found(within("at", None, day - timedelta(days=1))) == _found(before("at", day))


@pytest.mark.usefixtures("moments")
def test_no_days_are_no_limit_and_the_last_day_of_all_is_one() -> None:
    assert _found(within("at")) == MOMENTS
    assert _found(within("at", date.min, date.max)) == MOMENTS


def test_the_column_is_left_as_it_is_so_that_its_index_serves() -> None:
    with system_context("test"):
        rows = AuditEvent.objects.filter(within("at", date(2026, 1, 1), date(2026, 1, 1)))
        asked = str(rows.query)
    assert '"core_auditevent"."at" >= (' in asked and '"core_auditevent"."at" < (' in asked
