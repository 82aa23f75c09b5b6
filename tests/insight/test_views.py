"""First screens, per person; and how many queries they take."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories

pytestmark = pytest.mark.django_db


def test_contact_sees_next_step(world, login):
    response = login(world.contact_a).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert response.status_code == 200
    assert response.context["next"].key == "open_analysis"
    assert world.company_b.name not in response.content.decode()


@pytest.mark.parametrize("who", ["contact_b", "outsider", "admin_a", "staff"])
def test_strangers_find_nothing(world, login, who):
    url = reverse("insight:workspace", args=[world.company_a.slug])
    assert login(getattr(world, who)).get(url).status_code == 404


def test_portfolio_lists_own_companies_only(world, login):
    page = login(world.coach_a).get(reverse("insight:portfolio")).content.decode()
    assert world.company_a.name in page
    assert world.company_b.name not in page


def test_portfolio_is_for_coaches(world, login):
    assert login(world.contact_a).get(reverse("insight:portfolio")).status_code == 404


def _queries(django_assert_max_num_queries, client, url):
    client.get(url)  # warm: content types, navigation
    with django_assert_max_num_queries(60) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_portfolio_takes_as_many_queries_for_three_as_for_one(world, login, django_assert_max_num_queries):
    client, url = login(world.coach_a), reverse("insight:portfolio")
    one = _queries(django_assert_max_num_queries, client, url)
    with system_context("test"):
        for _i in range(2):
            company = factories.company()
            factories.trajectory(world.programme_a, company, world.contact_a, world.coach_profile_a, state="started")
    assert _queries(django_assert_max_num_queries, client, url) == one


@pytest.mark.parametrize(("who", "files"), [("admin_a", True), ("assessor_a", True), ("observer_a", False)])
def test_desk_shows_files_to_those_who_may_open_them(world, login, who, files):
    with system_context("test"):
        factories.application(world.programme_a, world.outsider, world.company_a, company_name="Wacht op beslissing")
        factories.application(world.programme_b, world.outsider, world.company_b, company_name="Elders")
    page = login(getattr(world, who)).get(reverse("insight:desk", args=[world.programme_a.slug])).content.decode()
    assert ("Wacht op beslissing" in page) is files
    assert "Elders" not in page


def test_desk_of_another_programme_does_not_exist(world, login):
    assert login(world.admin_b).get(reverse("insight:desk", args=[world.programme_a.slug])).status_code == 404


def test_staff_room_is_for_staff(world, login):
    assert login(world.staff).get(reverse("insight:staff")).status_code == 200
    assert login(world.admin_a).get(reverse("insight:staff")).status_code == 404


def test_staff_room_shows_every_mail_in_trouble(world, login):
    with system_context("test"):
        mails = [
            OutgoingEmail.objects.create(
                kind="x.y", recipient_id=world.contact_a.pk, dedupe_key=f"x:{n}", state="failed" if n % 2 else "unknown"
            )
            for n in range(60)
        ]
        OutgoingEmail.objects.create(kind="x.y", recipient_id=world.contact_a.pk, dedupe_key="fine")
    client = login(world.staff)
    pages = [client.get(reverse("insight:staff"), {"page": number}).content.decode() for number in (1, 2, 3)]
    assert all(f"{mail.pk}" in "".join(pages) for mail in mails)
    assert re.search(r">\s*60\s*<", pages[0]) and world.contact_a.name in pages[0]


def test_coming_reminders_say_what_they_are_about(world, login):
    from datetime import timedelta

    from coaching.core.ground import clock
    from coaching.core.mail import reminders

    with system_context("test"):
        for days, kind in enumerate(("trajectories.start.before", "actionplans.yearly_plan_due.30_days"), start=1):
            reminders.plan(world.trajectory_a, kind, clock.today() + timedelta(days=days), "contacts", {})
    page = login(world.contact_a).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert [day for day, _label in page.context["reminders"]] == [clock.today() + timedelta(days=n) for n in (1, 2)]
    text = page.content.decode()
    assert "Start van de coaching" in text and "Jaaractieplan naar het overlegorgaan" in text


def test_search_of_the_portfolio_keeps_what_fits(world, login):
    client, url = login(world.coach_a), reverse("insight:portfolio")
    assert world.company_a.name in client.get(url, {"q": "fruit"}).content.decode()
    page = client.get(url, {"q": "bestaat niet"}).content.decode()
    assert world.company_a.name not in page and "bestaat niet" in page
    assert client.get(url, {"q": "\x00"}).status_code == 200
