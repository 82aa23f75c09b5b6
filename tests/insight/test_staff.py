"""A mail in trouble is settled by a person of the platform, once, and nobody else does it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from coaching.core import clock, delivery
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.staff.actions import settle_mail
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def trouble(world: Any, state: str) -> OutgoingEmail:
    with system_context("test"):
        return OutgoingEmail.objects.create(
            kind="tests.hello", recipient_id=world.contact_a.pk, dedupe_key=f"trouble:{state}", state=state, attempts=6,
            claimed_at=clock.now(), sent_at=clock.now() if state == "sent" else None, company_id=world.company_a.pk,
            to_address="a@x.example",
        )  # fmt: skip


def state_of(mail: OutgoingEmail) -> str:
    with system_context("test"):
        mail.refresh_from_db()
    return mail.state


def address(mail: OutgoingEmail, verb: str) -> str:
    return reverse("insight:settle_mail", args=[mail.pk, verb])


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("unknown", "again", "queued"), ("unknown", "arrived", "sent"), ("failed", "again", "queued"),
        ("failed", "let-go", "cancelled"), ("unknown", "let-go", "unknown"), ("failed", "arrived", "failed"),
        ("sent", "again", "sent"), ("sending", "again", "sending"),
    ],
)  # fmt: skip
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
        OutgoingEmail.objects.filter(pk=mail.pk).update(kind="programmes.role_ended", context={
            "programme": "P", "role": "assessor", "by": "B",
        })  # fmt: skip
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
