"""The company's details, establishments, work units and body."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coaching.companies import numbers
from coaching.companies.models import Company, ConsultationBody, EstablishmentUnit, WorkUnit
from coaching.core.tenancy.context import system_context

BASE = {
    "version": 1,
    "name": "Fruit NV",
    "postcode": "3800",
    "headcount": 38,
    "high_skilled": 5,
    "language": "nl",
}


def _company(world: Any) -> Company:
    with system_context("test"):
        return Company.objects.get(pk=world.company_a.pk)


def test_details_are_shown_to_all_and_changed_by_contacts(world: Any, login: Any) -> None:
    url = f"/c/{world.company_a.slug}/company/"
    for who in ("contact_a", "adviser_a", "owner_a", "coach_a", "worker_bench_a"):
        assert login(getattr(world, who)).get(url).status_code == 200, who
    number = numbers.format_enterprise_number(world.company_a.enterprise_number)
    assert number in login(world.contact_a).get(url).content.decode()
    assert login(world.outsider).get(url).status_code == 404
    client = login(world.contact_a)
    assert client.get(url + "edit/").status_code == 200
    assert client.post(url + "edit/", BASE).status_code == 302
    saved = _company(world)
    assert (saved.name, saved.province) == ("Fruit NV", "LIM")
    assert saved.enterprise_number == world.company_a.enterprise_number
    assert login(world.owner_a).post(url + "edit/", BASE).status_code == 403


def test_the_second_of_two_editors_is_told(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/company/edit/"
    assert client.post(url, BASE).status_code == 302
    late = client.post(url, {**BASE, "name": "Te laat"})
    assert late.status_code == 200 and "Te laat" in late.content.decode()
    assert _company(world).name == "Fruit NV"


def test_mistakes_are_refused(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/company/edit/"
    for wrong in ({"postcode": "38"}, {"headcount": -1}, {"high_skilled": 99}, {"name": ""}):
        assert client.post(url, {**BASE, **wrong}).status_code == 200, wrong
    assert _company(world).name == world.company_a.name


def test_a_missing_enterprise_number_is_filled_in_once(world: Any, login: Any) -> None:
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(enterprise_number=None)
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/company/edit/"
    taken = {**BASE, "enterprise_number": numbers.format_enterprise_number(world.company_b.enterprise_number)}
    assert client.post(url, taken).status_code == 200
    assert client.post(url, {**BASE, "enterprise_number": "0999.990.124"}).status_code == 200
    assert client.post(url, {**BASE, "enterprise_number": "BE 0999.990.123"}).status_code == 302
    assert _company(world).enterprise_number == "0999990123"


def test_establishments(world: Any, login: Any) -> None:
    client, base = login(world.contact_a), f"/c/{world.company_a.slug}/company/"
    assert client.get(base + "places/add/").status_code == 200
    assert client.post(base + "places/add/", {"name": "Magazijn", "number": "0999990123"}).status_code == 200
    assert client.post(base + "places/add/", {"name": "Magazijn", "number": "2.999.990.165"}).status_code == 302
    with system_context("test"):
        unit = EstablishmentUnit.objects.get(company=world.company_a)
    assert unit.number == "2999990165" and "2.999.990.165" in client.get(base).content.decode()
    remove = f"{base}places/{unit.pk}/remove/"
    foreign = login(world.contact_b).post(f"/c/{world.company_b.slug}/company/places/{unit.pk}/remove/")
    assert foreign.status_code == 404
    assert client.get(remove).status_code == 200 and client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404


def test_work_units(world: Any, login: Any) -> None:
    url = f"/c/{world.company_a.slug}/work-units/"
    coach = login(world.coach_a)
    assert coach.post(url, {"name": "Magazijn", "headcount": 4}).status_code == 302
    assert coach.post(url, {"name": "Magazijn", "headcount": 4}).status_code == 302  # the same click
    assert coach.post(url, {"name": "Magazijn", "headcount": 5}).status_code == 200  # the name is taken
    with system_context("test"):
        unit = WorkUnit.objects.get(company=world.company_a, name="Magazijn")
    client = login(world.contact_a)
    assert "Magazijn" in client.get(url + "?q=maga").content.decode()
    assert client.get(f"{url}{unit.pk}/").status_code == 200
    assert (
        client.post(f"{url}{unit.pk}/", {"name": "Opslag", "headcount": 5, "ended": "on", "version": 1}).status_code
        == 302
    )
    with system_context("test"):
        unit.refresh_from_db()
    assert (unit.name, unit.headcount) == ("Opslag", 5) and unit.ended_on
    assert login(world.worker_bench_a).get(url).status_code == 200
    assert login(world.worker_bench_a).post(url, {"name": "X", "headcount": 1}).status_code == 403
    assert login(world.contact_b).get(f"/c/{world.company_b.slug}/work-units/{unit.pk}/").status_code == 404


def test_body(world: Any, login: Any) -> None:
    url = f"/c/{world.company_a.slug}/body/"
    for who in ("contact_a", "coach_a", "worker_bench_a", "secretary_a"):
        page = login(getattr(world, who)).get(url)
        assert page.status_code == 200 and world.worker_bench_a.name in page.content.decode(), who
        assert world.worker_bench_b.name not in page.content.decode()
    client = login(world.contact_a)
    assert client.get(url + "edit/").status_code == 200
    assert client.post(url + "edit/", {"kind": "committee", "name": "CPBW", "worker_members": 3}).status_code == 302
    with system_context("test"):
        assert ConsultationBody.objects.get(company=world.company_a).kind == "committee"
    assert client.get(url).context["unusual"] is True  # 38 workers
    assert login(world.secretary_a).post(url + "edit/", {"kind": "direct", "worker_members": 0}).status_code == 403


def test_a_works_council_stands_beside_a_committee_only(world: Any, login: Any) -> None:
    url, client = f"/c/{world.company_a.slug}/body/", login(world.contact_a)
    said = {"name": "", "worker_members": 3, "has_works_council": "on"}
    refused = client.post(url + "edit/", {**said, "kind": "direct"})
    assert refused.status_code == 200 and "ondernemingsraad gaat samen met een comité" in refused.content.decode()
    assert "Ondernemingsraad" not in client.get(url).content.decode()
    assert client.post(url + "edit/", {**said, "kind": "committee"}).status_code == 302
    assert "Ondernemingsraad" in client.get(url).content.decode()
    with system_context("test"), pytest.raises(IntegrityError, match="works_council_comes_with"), transaction.atomic():
        ConsultationBody.objects.filter(company=world.company_a).update(kind="direct")


@pytest.mark.parametrize("text", ["0999.990.123", "BE0999990123", "999 990 123", "BE 0999-990-123"])
def test_enterprise_numbers_in_all_spellings(text: str) -> None:
    assert numbers.parse_enterprise_number(text) == "0999990123"


@pytest.mark.parametrize("text", ["", "0999990124", "2999990165", "abc", "٠٩٩٩٩٩٠١٢٣"])
def test_wrong_enterprise_numbers(text: str) -> None:
    with pytest.raises(ValueError):
        numbers.parse_enterprise_number(text)


@pytest.mark.parametrize("text", ["", "0999990123", "2999990166", "9999990123", "299999016"])
def test_wrong_establishment_numbers(text: str) -> None:
    with pytest.raises(ValueError):
        numbers.parse_establishment_number(text)
    assert numbers.format_establishment_number("kort") == "kort"
