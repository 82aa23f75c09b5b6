"""A company goes on under another enterprise number: what changes, what stays, who is told, who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.companies.models import Company
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application

pytestmark = pytest.mark.django_db
NUMBER = "0999990222"


def send(world: Any, client: Any, **changes: Any) -> Any:
    page = reverse("companies:go_on_as", args=[world.company_a.slug])
    with system_context("test"):
        version = Company.objects.get(pk=world.company_a.pk).version
    typed = {"number": "0999.990.222", "name": "Fruitwerk Groep", "reason": "Fusie op 1 juli.", "version": version}
    return client.post(page, {**typed, **changes})


def test_the_old_number_stays_known_and_files_as_they_were(world, login):
    with system_context("test"):
        before = Company.objects.get(pk=world.company_a.pk).enterprise_number
        sent = Application.objects.get(pk=world.application_a.pk).enterprise_number
    client = login(world.contact_a)
    assert client.get(reverse("companies:go_on_as", args=[world.company_a.slug])).status_code == 200
    assert send(world, client).status_code == 302
    with system_context("test"):
        company = Company.objects.get(pk=world.company_a.pk)
        assert (company.enterprise_number, company.name, company.former_numbers) == (
            NUMBER,
            "Fruitwerk Groep",
            [before],
        )
        assert Application.objects.get(pk=world.application_a.pk).enterprise_number == sent
        told = OutgoingEmail.objects.filter(kind="companies.goes_on_as").values_list("recipient_id", flat=True)
        assert list(told) == [world.admin_a.pk]
        assert AuditEvent.objects.get(event="companies.goes_on_as").reason == "Fusie op 1 juli."
    assert send(world, client).status_code == 200  # the second click: it has that number already
    page = client.get(reverse("companies:company", args=[world.company_a.slug])).content.decode()
    assert "0999.990.222" in page
    file = login(world.admin_a).get(reverse("programmes:file", args=[world.programme_a.slug, world.application_a.pk]))
    assert file.status_code == 200


def test_what_is_no_number_or_anothers_is_refused_and_nothing_is_lost(world, login):
    with system_context("test"):
        Company.objects.filter(pk=world.company_b.pk).update(enterprise_number=NUMBER)
    client = login(world.contact_a)
    for wrong in ({"number": "0999.990.223"}, {"reason": " "}, {}, {"version": 99, "number": "0999.990.321"}):
        answer = send(world, client, **wrong)
        assert answer.status_code == 200 and "error-summary" in answer.content.decode()
        assert "Fruitwerk Groep" in answer.content.decode()
    with system_context("test"):
        assert Company.objects.get(pk=world.company_a.pk).former_numbers == []


def test_only_with_the_mandate(world, login):
    for user in (world.adviser_a, world.owner_a, world.worker_bench_a, world.coach_a, world.contact_b):
        assert send(world, login(user)).status_code in (403, 404), user
