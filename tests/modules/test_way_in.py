"""The orange button of a module does what it says: a seat, an application, taking it up; or there is no button."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.models import Programme
from modules.actions import load_catalogue
from modules.gatherings import actions
from modules.models import Gathering, GatheringPlace, Module, ModuleUptake
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
WEBINAR, POSTER, COACHING, VISIT = "webinar-kleine-ploeg", "affiches-pauze", "coaching-vijf-as", "bedrijfsbezoek"
WHO = {"company_name": "Bakkerij Proef", "contact_name": "Nora Proef", "email": "nora@voorbeeld.test"}


@pytest.fixture
def offer(world: Any) -> Any:
    with system_context("test"):
        load_catalogue(by=current_actor())
    return world


def plan(world: Any, slug: str = WEBINAR, days: int = 7, capacity: int = 2) -> Gathering:
    values = {
        "starts_at": clock.now() + timedelta(days=days),
        "minutes": 90,
        "link": "https://vergadering.example/x",
        "capacity": capacity,
    }
    with system_context("test"):
        module = Module.objects.get(slug=slug)
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.plan_gathering(programme_id=world.programme_a.pk, module=module, values=values, by=by)


def buttons(slug: str) -> tuple[str, list[str]]:
    """The page, and where its orange buttons lead."""
    page = Client().get(reverse("modules:module", args=[slug])).content.decode()
    found = re.findall(r"<a[^>]*>", page)
    return page, [re.search(r'href="([^"]*)"', tag)[1] for tag in found if "accent" in tag]  # type: ignore[index]


def press(url: str, who: dict[str, str]) -> Any:
    return Client().post(url, who)


def seats() -> list[str]:
    with system_context("test"):
        return list(GatheringPlace.objects.order_by("asked_at").values_list("state", flat=True))


def test_a_webinar_gives_a_seat_and_then_the_waiting_list(offer):
    gathering = plan(offer, capacity=1)
    page, (url,) = buttons(WEBINAR)
    assert url == reverse("modules:sign_up", args=[gathering.pk]) and "Schrijf in voor" in page
    assert reverse("modules:take", args=[WEBINAR]) not in page  # nothing to take up without a seat
    assert press(url, WHO).status_code == 302
    page, (url,) = buttons(WEBINAR)
    assert "Op de wachtlijst van" in page
    press(url, {**WHO, "email": "tweede@voorbeeld.test"})
    assert seats() == ["taken", "waiting"]


def test_several_dates_are_chosen_among(offer):
    first, second = plan(offer), plan(offer, days=9)
    page, found = buttons(WEBINAR)
    assert found == ["#gatherings"] and 'id="gatherings"' in page
    assert all(reverse("modules:sign_up", args=[one.pk]) in page for one in (first, second))


def test_a_webinar_without_a_date_says_so_and_promises_nothing(offer):
    page, found = buttons(WEBINAR)
    assert found == [] and "Er is nog geen datum" in page
    for name in ("take", "take_up"):
        address = reverse(f"modules:{name}", args=[WEBINAR])
        client = Client()
        if name == "take_up":
            client.force_login(offer.outsider)
        for answer in (client.get(address), client.post(address, WHO)):
            assert answer.status_code == 302 and answer["Location"].endswith(f"/{WEBINAR}/#gatherings")
    with system_context("test"):
        assert not ModuleUptake.objects.filter(module__slug=WEBINAR).exists()


def test_a_poster_is_taken_up(offer):
    _page, (url,) = buttons(POSTER)
    assert url == reverse("modules:take", args=[POSTER])
    assert press(url, WHO).status_code == 302
    with system_context("test"):
        assert ModuleUptake.objects.filter(module__slug=POSTER, email=WHO["email"]).count() == 1


def test_half_a_day_asks_a_seat_and_no_file(offer):
    """Also where the layer's other modules go before a jury."""
    page, found = buttons(VISIT)
    assert found == [] and "Er is nog geen datum" in page and reverse("programmes:apply") + "?layer" not in page
    gathering = plan(offer, slug=VISIT)
    _page, (url,) = buttons(VISIT)
    assert url == reverse("modules:sign_up", args=[gathering.pk])
    assert press(url, WHO).status_code == 302 and seats() == ["taken"]
    take = Client().post(reverse("modules:take", args=[VISIT]), WHO)
    assert take.status_code == 302 and take["Location"].endswith(f"/{VISIT}/#gatherings")


def test_coaching_is_applied_for(offer):
    _page, (url,) = buttons(COACHING)
    assert url == f"{reverse('programmes:apply')}?layer=5"


def test_something_else_with_dates_offers_the_seat_first(offer):
    gathering = plan(offer, slug=POSTER)
    page, (url,) = buttons(POSTER)
    assert url == reverse("modules:sign_up", args=[gathering.pk]) and reverse("modules:take", args=[POSTER]) in page


def test_no_programme_is_open(offer):
    with system_context("test"):
        Programme.objects.update(is_open=False)
    for slug in (POSTER, COACHING):
        page, found = buttons(slug)
        assert found == [] and "Nu niet mogelijk" in page, slug
