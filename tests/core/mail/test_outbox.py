"""The outbox: a mail is a row in the transaction of its fact, once per fact and person."""

from __future__ import annotations

import pytest
from django.db import transaction

from coaching.core.mail import outbox
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import in_company
from tests.core.mail.mails import KIND

pytestmark = pytest.mark.django_db


def count():
    with system_context("test"):
        return OutgoingEmail.objects.count()


def test_once_per_fact_and_person(world):
    with in_company(world.contact_a, world.company_a):
        for _ in range(2):
            outbox.queue(
                KIND,
                recipients=[world.coach_a.pk, world.coach_a.pk, world.admin_a.pk],
                context={},
                dedupe="fact:1",
                about=world.trajectory_a,
            )
    with system_context("test"):
        rows = OutgoingEmail.objects.all()
        assert {row.recipient_id for row in rows} == {world.coach_a.pk, world.admin_a.pk} and len(rows) == 2
        assert {(row.company_id, row.trajectory_id) for row in rows} == {(world.company_a.pk, world.trajectory_a.pk)}


def test_rolled_back_with_its_fact(world):
    with pytest.raises(RuntimeError), in_company(world.contact_a, world.company_a), transaction.atomic():
        outbox.queue(KIND, recipients=[world.coach_a.pk], context={}, dedupe="fact:2")
        raise RuntimeError
    assert count() == 0


def test_somebody_without_account(world):
    with in_company(world.contact_a, world.company_a):
        outbox.queue(KIND, address="nieuw@voorbeeld.test", language="fr", context={}, dedupe="fact:3")
    assert count() == 1


def test_unknown_kinds_are_refused():
    with system_context("test"), pytest.raises(ValueError, match="no mail function"):
        outbox.queue("tests.nobody", recipients=[factories.user().pk], context={}, dedupe="x")


def test_delivery_is_woken_after_the_commit(world, monkeypatch, django_capture_on_commit_callbacks):
    from coaching.core.mail.tasks import deliver_mail

    woken = []
    monkeypatch.setattr(deliver_mail, "apply_async", lambda *args, **kwargs: woken.append(1))
    with django_capture_on_commit_callbacks(execute=True), in_company(world.contact_a, world.company_a):
        outbox.queue(KIND, recipients=[world.coach_a.pk], context={}, dedupe="fact:4")
        assert not woken
    assert woken == [1]
