"""GET never writes, every answer carries its armour, and nobody is sent to another site."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import AdviceRequest, AnnualActionPlan
from coaching.core.tenancy.context import system_context
from tests.attacks.ground import addresses
from tests.consistency.rich import enrich

WRITES = ("INSERT", "UPDATE", "DELETE")
# Sign-in bookkeeping, and the trail of who looked.
# A session, the trail, and up to where one has read: nobody else sees anything of it but a number that shrinks.
BOOKKEEPING = (
    "django_session",
    "usersessions_usersession",
    "core_auditevent",
    "trajectories_messagemark",
    "actionplans_advicemark",
)


@pytest.mark.slow
@pytest.mark.no_cover
def test_reading_writes_nothing_and_answers_are_armoured(world, login):
    made = enrich(world)
    clients, wrote, bare, broken = {}, [], [], []
    for route, url, who in addresses(world, made):
        if who not in clients:
            clients[who] = login(getattr(world, who))
        with CaptureQueriesContext(connection) as queries:
            answer = clients[who].get(url)
        told = [q["sql"] for q in queries if q["sql"].lstrip().upper().startswith(WRITES)]
        wrote += [(route.name, sql[:90]) for sql in told if not any(table in sql for table in BOOKKEEPING)]
        if answer.status_code >= 500:
            broken.append((route.name, who))
        if "Content-Security-Policy" not in answer.headers or answer.headers.get("X-Frame-Options") != "DENY":
            bare.append((route.name, answer.status_code))
    assert (wrote, broken, bare) == ([], [], [])


@pytest.mark.parametrize(
    "onward", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "https:evil.test"]
)
@pytest.mark.parametrize("url", ["/i18n/language", "/theme"])
def test_nobody_is_sent_to_another_site(client, db, url, onward):
    answer = client.post(url, {"next": onward, "language": "fr", "theme": "dark"})
    assert "evil" not in answer.headers.get("Location", "") and "javascript" not in answer.headers.get("Location", "")


@pytest.mark.no_cover
def test_every_post_asks_for_the_token(world):
    made = enrich(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.contact_a)
    passed = []
    for route, url, who in addresses(world, made):
        if who == "contact_a" and client.post(url).status_code not in {403, 404, 405}:
            passed.append(route.name)
    assert passed == []


def test_advice_room_stands_while_a_plan_is_being_taken_back(world, login):
    """A member sees the consultation but no longer its plan: the list says so instead of breaking."""
    made = enrich(world)["a"]
    with system_context("test"):
        AnnualActionPlan.objects.filter(company=world.company_a).update(state="draft")
        AdviceRequest.objects.filter(company=world.company_a).update(meeting_on=None, remarks_until=None)
    for who in (world.secretary_a, world.worker_bench_a):
        assert login(who).get(reverse("actionplans:advice", args=[world.company_a.slug])).status_code == 200
        for pk in made["actionplans_bodyreview"]:
            assert (
                login(who).get(reverse("actionplans:advice_request", args=[world.company_a.slug, pk])).status_code
                == 200
            )
