"""The public directory and the coach's own profile."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.coaches.models import Coach
from coaching.core.tenancy.context import system_context
from tests import factories

pytestmark = pytest.mark.django_db


def names(client, **query):
    page = client.get(reverse("coaches:directory"), query)
    assert page.status_code == 200
    return [card["coach"].name for card in page.context["cards"]]


@pytest.fixture
def coaches(world):
    with system_context("test"):
        anna = factories.coach(
            factories.user("Anna"), provinces=["ANT"], languages=["nl", "fr"], themes=["sleep"], capacity=1
        )
        bert = factories.coach(
            factories.user("Bert"), provinces=["ANT", "LIM"], languages=["pl"], themes=["tobacco"], state="paused"
        )
        gone = factories.coach(factories.user("Weg"), state="left")
        factories.trajectory(world.programme_b, world.company_b, world.contact_b, anna)
    return anna, bert, gone


def test_lists_everybody_but_who_left(client, coaches):
    assert names(client) == ["Anna", "Bert", "Coach a", "Coach b"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"province": "ANT"}, ["Anna", "Bert"]),
        ({"language": "pl"}, ["Bert"]),
        ({"theme": "sleep"}, ["Anna"]),
        ({"search": "ann"}, ["Anna"]),
        ({"free": "on"}, ["Coach a", "Coach b"]),  # Anna is full, Bert takes nobody
        ({"province": "XX", "page": "abc"}, ["Anna", "Bert", "Coach a", "Coach b"]),
        ({"search": "ann\x00"}, ["Anna"]),
        ({"search": "niemand"}, []),
        ({"page": "7"}, ["Anna", "Bert", "Coach a", "Coach b"]),  # the last page that there is
    ],
)
def test_filters(client, coaches, query, found):
    assert names(client, **query) == found


def test_profile_and_who_left(client, coaches):
    anna, _, gone = coaches
    assert "Anna" in client.get(reverse("coaches:profile", args=[anna.slug])).content.decode()
    assert client.get(reverse("coaches:profile", args=[gone.slug])).status_code == 404
    assert client.get(reverse("coaches:profile", args=["niemand"])).status_code == 404
    assert client.post(reverse("coaches:directory")).status_code == 405


def count(client):
    with CaptureQueriesContext(connection) as seen:
        names(client)
    return len(seen)


def test_as_many_queries_for_one_as_for_three(client, world):
    names(client)
    few = count(client)
    with system_context("test"):
        for _ in range(3):
            factories.coach(factories.user())
    assert count(client) == few


def form(coach, **changes):
    return {
        "introduction_nl": "Dag",
        "provinces": ["ANT"],
        "languages": ["nl"],
        "themes": ["sleep"],
        "sectors": "voeding, bouw",
        "state": "active",
        "capacity": "9",
        "employer_service": "",
        "trained_on": "",
        "version": coach.version,
        **changes,
    }


def test_a_coach_edits_the_own_profile(world, login):
    coach, address = login(world.coach_a), reverse("coaches:own_profile")
    assert coach.get(address).status_code == 200
    assert coach.post(address, form(world.coach_profile_a)).status_code == 302
    with system_context("test"):
        saved = Coach.objects.get(pk=world.coach_profile_a.pk)
        other = Coach.objects.get(pk=world.coach_profile_b.pk)
    assert (saved.capacity, saved.sectors, saved.introduction["nl"]) == (9, ["voeding", "bouw"], "Dag")
    assert other.capacity == 12
    stale = coach.post(address, form(world.coach_profile_a, capacity="4"))  # opened before the save above
    assert stale.status_code == 200 and 'value="4"' in stale.content.decode()
    wrong = coach.post(address, form(saved, provinces=["XX"], capacity="-1"))
    assert wrong.status_code == 200


def test_only_coaches_have_a_profile(world, login):
    for user in (world.contact_a, world.admin_a, world.outsider):
        assert login(user).get(reverse("coaches:own_profile")).status_code == 404
