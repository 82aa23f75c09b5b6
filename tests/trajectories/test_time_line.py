"""The time line of a file: trail, reminders and documents, as far as one may see them, in pages of whole days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document, Reminder
from coaching.core.tenancy.context import system_context
from coaching.trajectories.talk import line
from tests.acting import in_company, in_programme
from tests.trajectories.test_talk import say

pytestmark = pytest.mark.django_db
START = clock.now().replace(year=2026, month=3, day=2, hour=9, minute=0, second=0, microsecond=0)


def fill(world: Any, letter: str = "a", day: int = 0) -> None:
    """A line of the trail, a sent reminder, one to come, and a document for company and coach."""
    trajectory, at = getattr(world, f"trajectory_{letter}"), START + timedelta(days=day)
    ids = {"company_id": trajectory.company_id, "programme_id": trajectory.programme_id, "trajectory_id": trajectory.pk}
    about = {"subject_type": "trajectories.trajectory", "subject_id": trajectory.pk, **ids}
    with system_context("test"):
        coach = getattr(world, f"coach_{letter}").pk
        AuditEvent.objects.create(event="trajectory.session_logged", hat="h_coach", actor_id=coach, at=at, **about)
        for state, sent in (("sent", at), ("planned", None)):
            Reminder.objects.create(
                kind="trajectories.start.before",
                due_on=at.date() + timedelta(days=400 * (state == "planned")),
                audience="contacts",
                state=state,
                sent_at=sent,
                **about,
            )
        Document.objects.create(
            kind="risk-report",
            language="nl",
            title="Verslag van de analyse",
            audience="h_contact h_coach",
            state="ready",
            sha256="0" * 64,
            version_no=Document.objects.count() + 1,
            ready_at=at,
            created_at=at,
            created_by_id=coach,
            **about,
        )


def sources(world: Any, group: str = "", letter: str = "a") -> list[str]:
    rows, _more = line.lines(getattr(world, f"trajectory_{letter}"), group=group)
    return sorted(row.source or "trail" for row in rows)


def test_each_hat_gets_what_it_may_see(world: Any) -> None:
    fill(world)
    for user in (world.contact_a, world.coach_a):
        with in_company(user, world.company_a):
            assert sources(world) == ["documents", "reminders", "trail"]
            assert sources(world, "documents") == ["documents"]
            assert sources(world, "reminders") == ["reminders"]
            assert sources(world, "coaching") == ["trail"]
    with in_programme(world.admin_a, world.programme_a):
        assert sources(world) == ["reminders", "trail"]  # the document is not for the programme


def test_nothing_of_another_file(world: Any) -> None:
    fill(world, "b")
    for user in (world.contact_a, world.coach_a):
        with in_company(user, world.company_a):
            assert sources(world, letter="b") == []
    with in_programme(world.admin_a, world.programme_a):
        assert sources(world, letter="b") == []


def test_pages_of_whole_days_without_loss_or_doubles(world: Any) -> None:
    trajectory = world.trajectory_a
    ids = {"company_id": trajectory.company_id, "programme_id": trajectory.programme_id, "trajectory_id": trajectory.pk}
    with system_context("test"):
        AuditEvent.objects.bulk_create(
            AuditEvent(event="trajectory.session_logged", hat="h_coach", at=START + timedelta(days=n // 7), **ids)
            for n in range(133)
        )
    seen: list[Any] = []
    with in_company(world.contact_a, world.company_a):
        before, pages = None, 0
        while pages == 0 or before:
            rows, before = line.lines(trajectory, group="coaching", before=before)
            assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
            seen += [row.row.pk for row in rows]
            pages += 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 133


def test_the_page_leads_to_messages_and_survives_nonsense(world: Any, login: Any) -> None:
    fill(world)
    message = say(world, "contact_a")
    url = reverse("trajectories:timeline", args=[world.company_a.slug])
    for who, page in (
        ("contact_a", url),
        ("admin_a", reverse("trajectories:desk_timeline", args=[world.programme_a.slug, world.trajectory_a.pk])),
    ):
        assert f"at={message.pk}#m-{message.pk}" in login(getattr(world, who)).get(page).content.decode()
    client = login(world.contact_a)
    assert "Verslag van de analyse" in client.get(url, {"group": "documents"}).content.decode()
    for before in ("9999-99-99", "0001-01-01", "9999-12-31", "\x00", "2026-13-01"):
        assert client.get(url, {"before": before}).status_code == 200
    assert client.post(url).status_code == 405
    assert login(world.owner_a).get(url).status_code == 403


def test_as_many_queries_for_three_as_for_one(world: Any, login: Any) -> None:
    client, url, counts = login(world.contact_a), reverse("trajectories:timeline", args=[world.company_a.slug]), []
    for days in ((0,), (1, 2)):
        for day in days:
            fill_other_day(world, day)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 20


def fill_other_day(world: Any, day: int) -> None:
    with system_context("test"):
        Reminder.objects.filter(state="planned").delete()
    fill(world, day=day)
