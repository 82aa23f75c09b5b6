"""Feeds: whose they are, what is in them, and what a link is worth once it was renewed, guessed, or its role ended."""

from __future__ import annotations

import io
import logging
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import vobject
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from actionplans.models import PreventionMeasure
from coaching.accounts import actions, calendars
from coaching.accounts.models import CalendarLink, User
from coaching.companies.models import Membership
from coaching.core.ground import clock
from coaching.core.ground.secret_addresses import HideSecrets, hidden
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import rows_of
from coaching.trajectories.models import Trajectory
from tests.acting import as_person, in_company
from tests.insight.waiting_scenes import late_measures, run
from tests.trajectories.planning_cast import agreed, cancel, move, propose, slot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Limits are counted in the cache."""
    cache.clear()
    yield
    cache.clear()


def link_of(user: Any, kind: str = "all", slug: str = "") -> CalendarLink:
    with as_person(user) as by:
        return actions.renew_calendar(kind=kind, slug=slug, by=by)


def path_of(link: CalendarLink) -> str:
    return reverse("accounts:calendar_feed", args=[link.pk, calendars.secret_of(link.pk, link.seed)])


def events(client: Any, link: CalendarLink) -> dict[str, Any]:
    """By their id, as another library reads them."""
    answer = client.get(path_of(link))
    assert answer.status_code == 200, answer.status_code
    return {event.uid.value: event for event in vobject.readOne(answer.content.decode()).contents.get("vevent", [])}


def uid(row: Any) -> str:
    return f"session.{row.pk}@vijfsprong"


def test_a_week_in_the_eyes_of_a_calendar_program(world: Any, client: Any) -> None:
    """Agreed, moved and called off: the same id, a number that rises, and gone."""
    link, row = link_of(world.coach_a), agreed(world, "a", slot(3), link="https://video.example/x")
    first = events(client, link)[uid(row)]
    assert (first.dtstart.value, first.dtend.value) == (slot(3).starts_at, slot(3).ends_at)
    assert (first.location.value, first.status.value) == ("Refter", "CONFIRMED")
    moved = move(world, row, slot(4))
    second = events(client, link)[uid(row)]
    assert second.dtstart.value == slot(4).starts_at
    assert int(second.sequence.value) > int(first.sequence.value) and second.dtstamp.value >= first.dtstamp.value
    cancel(world, moved)
    assert uid(row) not in events(client, link)


def test_what_was_only_proposed_is_in_no_calendar(world: Any, client: Any) -> None:
    row = propose(world)
    found = events(client, link_of(world.contact_a))
    assert uid(row) not in found
    (waits,) = [event for name, event in found.items() if name.startswith("trajectories.to_choose_date")]
    assert waits.dtstart.value == slot(3).starts_at.date()


def test_what_waits_by_a_day_lasts_that_day_and_says_nothing_of_what_it_is_about(world: Any, client: Any) -> None:
    with system_context("test"):
        late_measures(world, "a")
    measures = [
        event for name, event in events(client, link_of(world.coach_a)).items() if "late" in name or "measure." in name
    ]
    assert len(measures) == 2
    for event in measures:
        assert (event.dtend.value - event.dtstart.value).days == 1 and event.transp.value == "TRANSPARENT"
        assert world.company_a.name in event.summary.value
        assert "tillen" not in event.summary.value.lower() and "description" not in event.contents
    with system_context("test"):
        said = [words for row in PreventionMeasure.objects.all() for words in (row.what, row.who) if words]
    assert said and not any(words in event.summary.value for words in said for event in measures)


def test_each_place_has_its_own_and_everything_is_all_of_them(world: Any, client: Any) -> None:
    here, there = agreed(world, "a"), agreed(world, "b")
    company = events(client, link_of(world.contact_a, "company", world.company_a.slug))
    assert uid(here) in company and uid(there) not in company
    portfolio = events(client, link_of(world.coach_a, "coach"))
    assert uid(here) in portfolio and uid(there) not in portfolio
    desk = events(client, link_of(world.admin_a, "programme", world.programme_a.slug))
    assert not {uid(here), uid(there)} & set(desk)


def test_the_desk_has_the_dates_of_its_files(world: Any, client: Any) -> None:
    with system_context("test"):
        late = run(world, "a", "awaiting_coach")
        Trajectory.objects.filter(pk=late.pk).update(start_due_on=clock.today())
        Trajectory.objects.filter(pk=late.pk).update(start_due_on=clock.add_months(clock.today(), -1))
    found = events(client, link_of(world.admin_a, "programme", world.programme_a.slug))
    (event,) = [event for name, event in found.items() if name == f"trajectories.past_start.{late.pk}@vijfsprong"]
    assert event.dtstart.value == clock.add_months(clock.today(), -1)


def test_a_role_that_ended_is_gone_at_once(world: Any, client: Any) -> None:
    row = agreed(world)
    everything, place = link_of(world.contact_a), link_of(world.contact_a, "company", world.company_a.slug)
    assert uid(row) in events(client, everything) and uid(row) in events(client, place)
    with system_context("test"):
        Membership.objects.filter(user=world.contact_a).update(ended_at=clock.now())
    assert events(client, everything) == {}
    assert client.get(path_of(place)).status_code == 404


def test_a_measure_owner_sees_no_sessions(world: Any, client: Any) -> None:
    row = agreed(world)
    assert uid(row) not in events(client, link_of(world.owner_a))


def test_an_account_that_is_closed_reads_nothing(world: Any, client: Any) -> None:
    link = link_of(world.contact_a)
    User.objects.filter(pk=world.contact_a.pk).update(is_active=False)
    assert client.get(path_of(link)).status_code == 404


# -- Links -------------------------------------------------------------------------------------------------------------
def test_a_renewed_link_is_dead_at_once_and_a_stopped_one_too(world: Any, client: Any) -> None:
    old = path_of(link_of(world.coach_a))
    new = path_of(link_of(world.coach_a))
    assert [client.get(path).status_code for path in (old, new)] == [404, 200]
    with as_person(world.coach_a) as by:
        actions.stop_calendar(kind="all", slug="", by=by)
    assert client.get(new).status_code == 404


def test_the_secret_of_one_link_opens_no_other(world: Any, client: Any) -> None:
    mine, other = link_of(world.coach_a), link_of(world.coach_b)
    secret = calendars.secret_of(mine.pk, mine.seed)
    for link_id, said in ((other.pk, secret), (uuid.uuid4(), secret), (other.pk, str(other.seed)), (other.pk, "x")):
        assert client.get(reverse("accounts:calendar_feed", args=[link_id, said])).status_code == 404
    assert len(secret) >= 43


def test_the_database_holds_no_secret(world: Any) -> None:
    link = link_of(world.coach_a)
    secret = calendars.secret_of(link.pk, link.seed)
    with system_context("test"):
        (row,) = rows_of(CalendarLink).values()
    assert secret not in str(row)


def test_links_of_others_are_out_of_sight_and_reach(world: Any) -> None:
    other = link_of(world.coach_b)
    with as_person(world.coach_a), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_calendarlink")
        assert cursor.fetchone()[0] == 0
        cursor.execute("UPDATE accounts_calendarlink SET seed = gen_random_uuid() WHERE id = %s", [other.pk])
        assert cursor.rowcount == 0
    with in_company(world.contact_a, world.company_a), pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM find_calendar_link(%s)", [other.pk])


def test_one_makes_links_of_own_places_alone(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    for kind, slug in (
        ("company", world.company_b.slug),
        ("programme", world.programme_a.slug),
        ("coach", ""),
        ("x", ""),
    ):
        assert client.post(reverse("accounts:renew_calendar"), {"calendar": kind, "of": slug}).status_code == 404
    assert client.post(reverse("accounts:renew_calendar"), {"calendar": "all", "of": ""}).status_code == 302
    page = client.get(reverse("accounts:calendars")).content.decode()
    with system_context("test"):
        (link,) = rows_of(CalendarLink)
    assert path_of(link) in page


def test_a_key_that_was_replaced_still_opens(world: Any, client: Any, monkeypatch: Any) -> None:
    link = link_of(world.coach_a)
    path = path_of(link)
    monkeypatch.setattr(calendars.SIGNER, "fallback_keys", [calendars.SIGNER.key])
    monkeypatch.setattr(calendars.SIGNER, "key", "another" * 10)
    assert client.get(path).status_code == 200
    monkeypatch.setattr(calendars.SIGNER, "fallback_keys", [])
    assert client.get(path).status_code == 404


# -- What the program is told ------------------------------------------------------------------------------------------
def test_headers_and_the_answer_that_nothing_changed(world: Any, client: Any) -> None:
    row = agreed(world)
    path = path_of(link_of(world.coach_a))
    first = client.get(path)
    assert first["Content-Type"] == "text/calendar; charset=utf-8" and path.endswith(".ics")
    assert first["Cache-Control"] == "private, no-cache" and first["Referrer-Policy"] == "no-referrer"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    move(world, row, slot(6))
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert client.head(path).status_code == 200 and client.post(path).status_code == 405


def test_programs_that_ask_without_end_are_told_to_wait(world: Any, client: Any, settings: Any) -> None:
    settings.CALENDAR_READS = settings.CALENDAR_MISSES = 3
    mine, other = path_of(link_of(world.coach_a)), path_of(link_of(world.coach_b))
    dead = reverse("accounts:calendar_feed", args=[uuid.uuid4(), "x" * 43])
    assert [client.get(mine).status_code for _number in range(4)] == [200, 200, 200, 429]
    assert client.get(other).status_code == 200
    assert [client.get(dead).status_code for _number in range(4)] == [404, 404, 404, 429]


def test_no_secret_gets_into_the_log(world: Any, client: Any, settings: Any) -> None:
    settings.CALENDAR_READS = 1
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(HideSecrets())
    log = logging.getLogger("django.request")
    log.addHandler(handler)
    try:
        link = link_of(world.coach_a)
        client.get(path_of(link))
        assert client.get(path_of(link)).status_code == 429
    finally:
        log.removeHandler(handler)
    assert str(link.pk) in written.getvalue()
    assert calendars.secret_of(link.pk, link.seed) not in written.getvalue()
    (console,) = [settings.LOGGING["handlers"]["console"]]
    assert console["filters"] == ["secrets"]


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/{key}/geheim-geheim/vijfsprong.ics",
        "/offer/place/{key}/geheim-geheim/gathering.ics",
        "/invite/geheim-geheim/",
    ],
)
def test_secret_addresses_are_known(path: str) -> None:
    said = hidden(f"Not Found: {path.format(key=uuid.uuid4())} and more")
    assert "geheim" not in said and said.endswith("and more")


def test_the_feed_costs_as_much_for_three_sessions_as_for_one(
    world: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    link = link_of(world.coach_a, "coach")
    agreed(world)
    client.get(path_of(link))
    with django_assert_max_num_queries(100) as one:
        client.get(path_of(link))
    agreed(world, "a", slot(6))
    agreed(world, "a", slot(8))
    with django_assert_max_num_queries(len(one)):
        assert len(events(client, link)) >= 3
