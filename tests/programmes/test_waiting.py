"""Life goes on: a year on the waiting list, applying again, figures that change while the file is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.models import Application
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def waiting(world: Any, submitted: Application) -> Application:
    with clock.at(DAY), in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=submitted.pk, by=by)
        return actions.waitlist(application_id=submitted.pk, reason="Geen budget meer.", by=by)


def asked() -> int:
    with system_context("test"):
        return OutgoingEmail.objects.filter(kind="programmes.still_waiting").count()


def morning(day: date) -> None:
    with clock.at(day):
        periodic.run("programmes.ask_waiting", day)


def test_asked_once_a_year_and_again_a_year_after_the_answer(world: Any, waiting: Application, login: Any) -> None:
    assert waiting.waitlisted_on == DAY
    year = date(2027, 3, 2)
    for day in (year - timedelta(days=1), year, year, year + timedelta(days=40)):
        morning(day)
        assert asked() == (0 if day < year else 2)  # both contacts
    with clock.at(year + timedelta(days=41)):
        page = reverse("programmes:company_application", args=[world.company_a.slug, waiting.pk])
        client = login(world.contact_a)
        assert "wachtlijst" in client.get(page).content.decode()
        for _twice in range(2):
            client.post(page + "stay/")
    morning(year + timedelta(days=300))
    assert asked() == 2
    morning(year + timedelta(days=41 + 366))
    assert asked() == 4


def test_only_the_company_stays_and_only_while_it_waits(world: Any, waiting: Application, login: Any) -> None:
    address = reverse("programmes:stay", args=[world.company_a.slug, waiting.pk])
    assert login(world.coach_a).post(address).status_code in (403, 404)
    assert login(world.contact_b).post(address).status_code == 404
    with in_company(world.adviser_a, world.company_a) as by, pytest.raises(PermissionDenied):
        actions.stay_on_waitlist(application_id=waiting.pk, by=by)
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=waiting.pk, by=by)
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(Refused):
        actions.stay_on_waitlist(application_id=waiting.pk, by=by)


def test_applying_again_asks_nothing_again_also_of_a_colleague(world: Any, submitted: Application, login: Any) -> None:
    with system_context("test"):
        Application.objects.filter(pk=submitted.pk).update(
            motivation="Veel rugklachten", own_hours=40, support_from=["EMPLOYER"], support_texts={"EMPLOYER": "Ja"}
        )
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=submitted.pk, by=by)
        actions.reject(application_id=submitted.pk, reason="Te vroeg.", by=by)
    client = login(world.colleague_a)
    page = client.get(reverse("programmes:company", args=[world.company_a.slug])).content.decode()
    assert "Opnieuw aanvragen" in page
    values = {"programme": world.programme_a.pk, "layer": 5, "company": world.company_a.pk}
    assert client.post(reverse("programmes:apply"), values).status_code == 302
    with system_context("test"):
        again = Application.objects.get(applicant_id=world.colleague_a.pk, state="draft")
    assert (again.motivation, again.own_hours, again.support_texts) == ("Veel rugklachten", 40, {"EMPLOYER": "Ja"})
    with as_person(world.contact_b) as by:
        other = actions.start_draft(programme_id=world.programme_a.pk, company_id=world.company_b.pk, by=by)
    assert other.motivation != "Veel rugklachten"


def test_the_desk_sees_what_changed_and_weighs_again(world: Any, submitted: Application, login: Any) -> None:
    with system_context("test"):
        Application.objects.filter(pk=submitted.pk).update(
            headcount=45, high_skilled=5, target_group="SME_LOW_SKILLED", priority_score=8, company_name="Oude naam"
        )
        company = fresh(submitted).company
        company.name, company.headcount, company.high_skilled = "Nieuwe naam", 52, 5
        company.save()
    page = reverse("programmes:file", args=[world.programme_a.slug, submitted.pk])
    client = login(world.admin_a)
    shown = client.get(page).content.decode()
    assert "Nieuwe naam" in shown and "<b>52</b>" in shown
    assert client.post(page + "weigh/").status_code == 302
    now = fresh(submitted)
    assert (now.target_group, now.headcount) == ("LARGE_LOW_SKILLED", 45)  # the answers stay
    assert login(world.admin_b).post(page + "weigh/").status_code == 404
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=submitted.pk, by=by)
        actions.reject(application_id=submitted.pk, reason="Nee", by=by)
        with pytest.raises(Refused):
            actions.weigh_again(application_id=submitted.pk, by=by)
