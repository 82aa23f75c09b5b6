"""Nights in which the clock is moved, leap days, ends of months and years, a clock that goes back; mornings that come twice,
three weeks late, or break off halfway."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from coaching.companies import actions
from coaching.companies.forms.mandates import UntilForm
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans.conftest import case, planned  # noqa: F401 - fixtures
from tests.actionplans.test_turning import running  # noqa: F401 - a fixture
from tests.attacks.ground import addresses
from tests.attacks.playing import everything, some, tables
from tests.attacks.test_half_writes import BreakAt, Broken
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
# The day before the clock goes on, before it goes back, leap day and its eve, ends of a month and of a year.
LAST_DAYS = (
    date(2027, 3, 27),
    date(2027, 3, 28),
    date(2027, 10, 30),
    date(2027, 10, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2027, 4, 30),
    date(2027, 12, 31),
)


def in_file(world: Any, moment: datetime) -> bool:
    """Whether the guest is let in at this moment."""
    with clock.at(moment):
        try:
            with in_company(world.outsider, world.company_a, "coach"):
                return True
        except Http404:
            return False


@pytest.mark.parametrize("last", LAST_DAYS, ids=str)
def test_a_mandate_lasts_to_the_end_of_its_last_day(world: Any, last: date) -> None:
    """As the page reads that day, told by the clock on the wall here, whatever night it is."""
    with clock.at(last - timedelta(days=3)):
        form = UntilForm({"until": f"{last:%d/%m/%Y}"})
        assert form.is_valid()
        with in_company(world.contact_a, world.company_a) as by:
            given = actions.give_mandate(
                person_id=world.outsider.pk,
                discipline="expert",
                whole_file=True,
                until=form.cleaned_data["until"],
                by=by,
            )
    assert given.last_day == last
    over = clock.moment_of(last + timedelta(days=1))
    assert in_file(world, over - timedelta(seconds=2)) and not in_file(world, over + timedelta(seconds=2))
    assert not in_file(world, given.begins_at - timedelta(hours=1))  # a clock that goes back lets nobody in before
    assert timezone.localtime(over).time().isoformat() == "00:00:00"


MORNINGS = (
    date(2027, 9, 5),
    date(2027, 10, 31),
    date(2027, 12, 31),
    date(2028, 1, 1),
    date(2028, 1, 22),
    date(2028, 2, 29),
)
BACK = date(2028, 1, 10)


def morning(day: date) -> None:
    with clock.at(day):
        for name in periodic.daily_jobs():
            periodic.run(name, day)


def held() -> dict[str, tuple[int, int]]:
    """Rows and their sum; without what says when something was looked at last."""
    with transaction.atomic():
        return everything([name for name in tables() if name not in {"core_auditevent"}])[0]


def test_a_morning_that_comes_twice_changes_nothing_the_second_time(running: Any) -> None:  # noqa: F811
    """Also one that comes three weeks late, and one of before, after the clock was put right."""
    for day in (*MORNINGS, BACK):
        morning(day)
        once = held()
        morning(day)
        twice = held()
        assert {name for name in once if once[name] != twice[name]} == set(), day


def test_a_clock_that_went_back_tells_nobody_twice(running: Any) -> None:  # noqa: F811
    morning(MORNINGS[-1])
    told = held()["core_outgoingemail"]
    morning(MORNINGS[-1] - timedelta(days=1))
    morning(MORNINGS[-1])
    assert held()["core_outgoingemail"] == told


def test_a_job_that_breaks_off_leaves_nothing_and_is_made_up_for(running: Any) -> None:  # noqa: F811
    day = date(2027, 12, 31)
    with clock.at(day):
        for name in periodic.daily_jobs():
            before, broken = held(), 0
            for write in range(6):
                with connection.execute_wrapper(BreakAt(write)):
                    try:
                        periodic.run(name, day)
                    except Broken:
                        broken += 1
                        continue
                break
            if broken == 6:
                assert held() == before, name
                periodic.run(name, day)
    whole = held()
    morning(day)
    assert {name for name in whole if whole[name] != held()[name]} == set()


ODD_NIGHTS = (
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 22, 59, tzinfo=UTC),
)


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("moment", ODD_NIGHTS, ids=lambda moment: f"{moment:%d-%m %H.%M}")
def test_every_page_opens_in_an_odd_night(world: Any, login: Any, moment: datetime) -> None:
    made = enrich(world)
    with system_context("test"):
        Mandate.objects.create(
            company=world.company_a, person_id=world.outsider.pk, discipline="expert", writes_until=moment
        )
    with clock.at(moment):
        client, broken, seen = login(world.contact_a), [], 0
        client.raise_request_exception = False
        told = [(route, url) for route, url, who in addresses(world, made) if who == "contact_a" and route.area == "c"]
        for route, url in some(told, len(ODD_NIGHTS), ODD_NIGHTS.index(moment)):
            code = client.get(url).status_code
            seen += code == 200
            broken += [(route.name, code)] if code >= 500 else []
    assert broken == []
    assert seen > 12, seen
