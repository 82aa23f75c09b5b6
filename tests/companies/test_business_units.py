"""Technical business units: establishments with one committee together, by day; and the history of an establishment."""

from __future__ import annotations

from typing import Any

import pytest

from coaching.companies import actions
from coaching.companies.models import BusinessUnit, EstablishmentUnit
from coaching.companies.queries_grouping import business_units, history_of
from coaching.companies.tree import tree_on
from coaching.core.ground.refusals import Refused
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.companies.test_organisation import ago, begun


@pytest.fixture
def house(world: Any) -> Any:
    """Two establishments in one TBE and one beside it, since long."""
    with in_company(world.contact_a, world.company_a) as by:
        world.genk = actions.add_establishment(name="Genk", business_unit="Limburg", by=by)
        world.hasselt = actions.add_establishment(name="Hasselt", business_unit=" limburg ", by=by)
        world.gent = actions.add_establishment(name="Gent", by=by)
        world.limburg = BusinessUnit.objects.get()
    begun(world.genk, world.hasselt, world.gent, world.limburg)
    return world


def named(day: Any = None) -> dict[str, str]:
    return {place.name: place.business_unit for place in tree_on(day).places}


def test_a_name_finds_the_one_that_there_is(house: Any) -> None:
    with in_company(house.contact_a, house.company_a):
        assert named() == {"Genk": "Limburg", "Hasselt": "Limburg", "Gent": ""}


def test_renamed_and_regrouped_it_stood_otherwise_before(house: Any) -> None:
    with in_company(house.contact_a, house.company_a) as by:
        actions.change_business_unit(
            unit_id=house.limburg.pk,
            name="Oost",
            places=[house.genk.pk, house.gent.pk],
            others="Zuster NV 0403.170.701",
            ended=False,
            on=ago(10),
            why="Verkiezingen",
            by=by,
        )
        assert named() == {"Genk": "Oost", "Hasselt": "", "Gent": "Oost"}
        assert named(ago(11)) == {"Genk": "Limburg", "Hasselt": "Limburg", "Gent": ""}
        (change,) = history_of(business_unit=BusinessUnit.objects.get())
        assert [was for _label, was in change.was] == ["Limburg", "–"] and change.row.why == "Verkiezingen"
        (moved,) = history_of(establishment=EstablishmentUnit.objects.get(pk=house.hasselt.pk))
        assert [was for _label, was in moved.was] == ["Oost"]  # the unit that it was in, by the name that it has


def test_ended_its_places_are_part_of_none(house: Any) -> None:
    with in_company(house.contact_a, house.company_a) as by:
        actions.change_business_unit(unit_id=house.limburg.pk, places=[house.genk.pk], ended=True, on=ago(3), by=by)
        assert set(named().values()) == {""}
        assert named(ago(4))["Genk"] == "Limburg"
        again = actions.add_business_unit(name="Limburg", places=[house.genk.pk], by=by)  # the name is free
        assert again != house.limburg
        assert [(row.name, row.is_ended) for row in business_units()] == [("Limburg", False), ("Limburg", True)]


def test_refusals(house: Any) -> None:
    with in_company(house.contact_a, house.company_a) as by:
        with pytest.raises(Refused):
            actions.add_business_unit(name="LIMBURG", by=by)
        other = actions.add_business_unit(name="West", by=by)
        with pytest.raises(Refused):
            actions.change_business_unit(unit_id=other.pk, name="Limburg", places=[], ended=False, by=by)
        with pytest.raises(VersionConflict):
            actions.change_business_unit(
                unit_id=other.pk, name="Noord", places=[], ended=False, opened_with=other.version + 1, by=by
            )
        with pytest.raises(Refused):
            actions.change_business_unit(unit_id=other.pk, name="Noord", places=[], ended=False, on=ago(3), by=by)


def test_pages(house: Any, login: Any, django_assert_num_queries: Any) -> None:
    client, base = login(house.contact_a), f"/c/{house.company_a.slug}/company/business-units/"
    assert "Limburg" in client.get(base).content.decode()
    one = f"{base}{house.limburg.pk}/"
    form = client.get(one).context["form"]
    assert sorted(form["places"].value()) == sorted([str(house.genk.pk), str(house.hasselt.pk)])
    sent = {
        "name": "Limburg",
        "places": [str(house.genk.pk)],
        "others": " Zuster NV \n\n",
        "version": form["version"].value(),
    }
    lacking = client.post(one, {**sent, "body_name": "CPBW Genk"})
    assert set(lacking.context["form"].errors) == {"body_kind"}
    assert client.post(one, {**sent, "body_kind": "committee", "body_name": "CPBW Genk"}).headers["Location"] == base
    stale = client.post(one, {**sent, "name": "Oost"})  # somebody saved since
    assert stale.status_code == 200 and stale.context["form"].non_field_errors()
    assert "Zuster NV" in client.get(base).content.decode()
    assert client.post(f"{base}add/", {"name": "Oost"}).headers["Location"] == base
    assert client.post(f"{base}add/", {"name": "oost"}).status_code == 302  # the same click once more
    history = f"/c/{house.company_a.slug}/company/places/{house.hasselt.pk}/history/"
    assert "Limburg" in client.get(history).content.decode()
    reader = login(house.worker_bench_a)
    assert reader.get(one).status_code == 200 and reader.get(one).context["form"] is None
    assert reader.post(one, sent).status_code == 403 and reader.get(f"{base}add/").status_code == 403
    assert login(house.contact_b).get(one).status_code == 404


def test_the_list_asks_the_same_for_one_and_three(house: Any, login: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, base = login(house.contact_a), f"/c/{house.company_a.slug}/company/business-units/"
    client.get(base)
    with CaptureQueriesContext(connection) as one:
        client.get(base)
    with in_company(house.contact_a, house.company_a) as by:
        for name in ("Oost", "West"):
            actions.add_business_unit(name=name, places=[house.gent.pk], by=by)
    with CaptureQueriesContext(connection) as three:
        client.get(base)
    assert len(three) == len(one)
    taken = client.get(f"{base}?file=csv")
    assert taken.status_code == 200 and "Limburg" in taken.content.decode("utf-8-sig")
