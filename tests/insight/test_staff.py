"""A mail in trouble is settled by a person of the platform, once, and nobody else does it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.jobs import periodic, work
from coaching.core.mail import delivery
from coaching.core.models import AuditEvent, OutgoingEmail, Work
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import system_context
from coaching.insight.importing.tasks import run_import
from coaching.insight.staff.actions import settle_mail, settle_work
from modules.materials.tasks import make_poster
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def trouble(world: Any, state: str) -> OutgoingEmail:
    with system_context("test"):
        return OutgoingEmail.objects.create(
            kind="tests.hello",
            recipient_id=world.contact_a.pk,
            dedupe_key=f"trouble:{state}",
            state=state,
            attempts=6,
            claimed_at=clock.now(),
            sent_at=clock.now() if state == "sent" else None,
            company_id=world.company_a.pk,
            to_address="a@x.example",
        )


def state_of(mail: OutgoingEmail) -> str:
    with system_context("test"):
        mail.refresh_from_db()
    return mail.state


def address(mail: OutgoingEmail, verb: str) -> str:
    return reverse("insight:settle_mail", args=[mail.pk, verb])


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("unknown", "again", "queued"),
        ("unknown", "arrived", "sent"),
        ("failed", "again", "queued"),
        ("failed", "let-go", "cancelled"),
        ("unknown", "let-go", "unknown"),
        ("failed", "arrived", "failed"),
        ("sent", "again", "sent"),
        ("sending", "again", "sending"),
    ],
)
def test_each_way_out(world, login, state, verb, after):
    mail, staff = trouble(world, state), login(world.staff)
    assert staff.get(reverse("insight:staff")).status_code == 200
    assert staff.post(address(mail, verb))["Location"] == reverse("insight:staff")
    assert state_of(mail) == after
    staff.post(address(mail, verb))  # a second click
    assert state_of(mail) == after
    with system_context("test"):
        lines = AuditEvent.objects.filter(event="mails.settled", subject_id=mail.pk)
        assert [line.data["verb"] for line in lines] == ([verb] if after != state else [])


def test_sent_again_it_really_goes_out(world, login, mailoutbox):
    mail = trouble(world, "unknown")
    with system_context("test"):
        OutgoingEmail.objects.filter(pk=mail.pk).update(
            kind="programmes.role_ended",
            context={
                "programme": "P",
                "role": "assessor",
                "by": "B",
            },
        )
    login(world.staff).post(address(mail, "again"))
    assert delivery.deliver_due() == {"sent": 1}
    assert [message.to for message in mailoutbox] == [[world.contact_a.email]]
    assert state_of(mail) == "sent" and mail.attempts == 1


def test_nobody_else(world, login):
    mail = trouble(world, "unknown")
    for person in (world.admin_a, world.contact_a, world.coach_a):
        assert login(person).post(address(mail, "again")).status_code in {403, 404}
    with in_programme(world.admin_a, world.programme_a) as by:
        with pytest.raises(PermissionDenied):
            settle_mail(mail_id=mail.pk, verb="again", by=by)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT settle_mail(%s, 'again')", [str(mail.pk)])
    assert login(world.staff).post(address(mail, "verwijder")).status_code == 404
    assert login(world.staff).get(address(mail, "again")).status_code == 405
    assert state_of(mail) == "unknown"


class TestWork:
    """What waits, goes on or was given up is seen by platform staff, with its age; they may have it tried again."""

    def given_up(self, world: Any, kind: str = render_document.name) -> Work:
        with system_context("test"):
            return Work.objects.create(
                kind=kind,
                subject_id=uuid.uuid4(),
                company_id=world.company_a.pk,
                programme_id=world.programme_a.pk,
                state="failed",
                failed_at=clock.now(),
                reason="unexpected",
                error="IndexError: kapot",
                attempts=1,
                asked_at=clock.now() - timedelta(minutes=7),
            )

    def state(self, row: Work) -> tuple[str, int, bool]:
        with system_context("test"):
            row.refresh_from_db()
        return row.state, row.attempts, row.settled_at is not None

    def test_each_kind_with_its_age_and_no_company(self, world, login):
        self.given_up(world)
        with system_context("test"):
            Work.objects.create(
                kind=make_poster.name, subject_id=uuid.uuid4(), asked_at=clock.now() - timedelta(hours=3)
            )
        shown = login(world.staff).get(reverse("insight:staff")).content.decode()
        assert all(str(declared.label) for declared in work.KINDS.values() if str(declared.label) in shown)
        assert "IndexError: kapot" in shown and world.programme_a.name in shown
        assert world.company_a.name not in shown
        assert "3\xa0uur" in shown and "7\xa0minuten" in shown

    def test_tried_again_and_left_at_that(self, world, login, monkeypatch):
        sent: list[str] = []
        monkeypatch.setattr(render_document, "delay_on_commit", sent.append)
        staff, row, other = login(world.staff), self.given_up(world), self.given_up(world)
        again = reverse("insight:settle_work", args=[row.pk, "again"])
        assert staff.post(again)["Location"] == reverse("insight:staff")
        staff.post(again)  # a second click
        assert self.state(row) == ("waiting", 0, False) and sent == [str(row.subject_id)]
        staff.post(reverse("insight:settle_work", args=[other.pk, "let-go"]))
        assert self.state(other) == ("failed", 1, True)
        assert str(other.subject_id) not in staff.get(reverse("insight:staff")).content.decode()
        with system_context("test"):
            lines = AuditEvent.objects.filter(event="work.settled").order_by("at")
            assert [line.data["verb"] for line in lines] == ["again", "let-go"]

    def test_a_file_that_is_no_longer_kept_is_handed_in_anew_by_its_sender(self, world, login):
        row = self.given_up(world, run_import.name)
        again = reverse("insight:settle_work", args=[row.pk, "again"])
        staff = login(world.staff)
        assert again not in staff.get(reverse("insight:staff")).content.decode()
        staff.post(again)
        assert self.state(row)[0] == "failed"

    def test_nobody_else(self, world, login):
        row = self.given_up(world)
        for person in (world.admin_a, world.contact_a, world.coach_a):
            again = reverse("insight:settle_work", args=[row.pk, "again"])
            assert login(person).post(again).status_code in {403, 404}
        with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(PermissionDenied):
            settle_work(work_id=row.pk, verb="again", by=by)
        assert self.state(row) == ("failed", 1, False)

    def test_three_lines_take_as_many_queries_as_one(self, world, login):
        client, room = login(world.staff), reverse("insight:staff")
        self.given_up(world)
        client.get(room)
        with CaptureQueriesContext(connection) as one:
            client.get(room)
        self.given_up(world)
        self.given_up(world)
        with CaptureQueriesContext(connection) as three:
            client.get(room)
        assert len(three) == len(one)


def test_what_the_machine_did_is_said_in_words(world, login):
    assert all(str(declared.label) for declared in periodic.JOBS.values())
    with system_context("periodic core.sweep_mail"), system_context("core.render_document: begin"):
        pass
    with system_context("mail delivery: claim"), system_context("load_catalogue"):
        pass
    shown = login(world.staff).get(reverse("insight:staff")).content.decode()
    assert "Er wordt gekeken of er mails wachten" in shown and "periodic core.sweep_mail" in shown
    assert "Mails gaan de deur uit" in shown and "Document (PDF)" in shown and "load_catalogue" in shown
