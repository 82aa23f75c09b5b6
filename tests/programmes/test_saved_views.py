"""Columns and page size are remembered, views are kept and shared; nobody reaches what is not theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground.workflow import Refused
from coaching.core.tenancy import managers
from coaching.core.tenancy.context import system_context
from coaching.programmes.lists import KIND
from coaching.programmes.models import AssessmentRound, SavedView
from coaching.programmes.saved import actions
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def address(world: Any, name: str = "applications", *args: Any, letter: str = "a") -> str:
    return reverse(f"programmes:{name}", args=[getattr(world, f"programme_{letter}").slug, *args])


def headings(page: Any) -> list[str]:
    html = page.content.decode()
    return [re.sub("<[^>]*>", "", one) for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html)]


def view(world: Any, owner: Any, letter: str = "a", **fields: Any) -> SavedView:
    with system_context("test"):
        told = {"list_code": "applications", "name": "Groot", "query": "workers_from=50", **fields}
        return SavedView.objects.create(programme=getattr(world, f"programme_{letter}"), owner_id=owner.pk, **told)


def exists(row: SavedView) -> bool:
    with system_context("test"):
        return SavedView.objects.filter(pk=row.pk).exists()


def test_columns_and_page_size_are_remembered_for_this_person(world: Any, login: Any) -> None:
    with system_context("test"):
        for _n in range(26):
            factories.application(world.programme_a, world.contact_a, world.company_a)
    client = login(world.admin_a)
    sent = {"columns": ["layer", "submitted", "nonsense"], "per_page": "25", "query": "view=all&page=3&sort=company"}
    answer = client.post(address(world, "choose_columns", "applications"), sent)
    assert answer["Location"] == address(world) + "?view=all&sort=company"
    page = client.get(answer["Location"])
    assert headings(page) == ["Bedrijf", "Verstuurd", "Laag"]
    assert len(page.context["page"].rows) == 25
    assert (
        len(headings(login(world.assessor_a).get(address(world), {"view": "all"}))) == 8
    )  # a colleague sees the usual
    with system_context("test"):
        assert SavedView.objects.filter(name="").count() == 1


def test_no_column_chosen_means_the_usual_ones(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    client.post(address(world, "choose_columns", "applications"), {"per_page": "7", "query": ""})
    page = client.get(address(world), {"view": "all"})
    assert len(headings(page)) == 8
    assert page.context["shown"].per_page == 50


def test_every_column_of_every_list_can_be_drawn(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    for kind, url in (("applications", address(world) + "?view=all"), ("trajectories", desk(world))):
        keys = [key for key, *_rest in client.get(url).context["shown"].choices]
        client.post(address(world, "choose_columns", kind), {"columns": keys, "query": ""})
        page = client.get(url)
        assert len(headings(page)) == len(keys) + 1
        assert page.content.decode().count('<th scope="row"') >= 1


def desk(world: Any) -> str:
    return reverse("trajectories:desk", args=[world.programme_a.slug])


def test_a_view_is_kept_opened_changed_and_removed(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    sent = {"name": "Limburg", "query": "view=all&layer=5&sort=-workers&page=4&other=1", "columns": "layer round"}
    kept = client.post(address(world, "keep_view", "applications"), sent)
    page = client.get(kept["Location"])
    (link,) = page.context["shown"].links
    assert (link.label, link.current, link.shared) == ("Limburg", True, False)
    assert link.url.startswith(address(world) + "?view=all&layer=5&sort=-workers&saved=")
    assert headings(page) == ["Bedrijf", "Laag", "Ronde"]
    over = {"over": link.id, "query": "view=all&layer=4", "columns": "layer"}
    client.post(address(world, "keep_view", "applications"), over)
    with system_context("test"):
        (row,) = SavedView.objects.all()
        assert (row.name, row.query, row.columns) == ("Limburg", "view=all&layer=4", ["layer"])
    client.post(address(world, "saved_view", row.pk), {"name": "Antwerpen"})
    assert b"Antwerpen" in client.get(address(world, "saved_views", "applications")).content
    assert client.get(address(world, "drop_view", row.pk)).status_code == 200
    assert exists(row)
    client.post(address(world, "drop_view", row.pk))
    assert not exists(row)


def test_two_clicks_keep_one_view_and_a_taken_name_comes_back(world: Any, login: Any) -> None:
    client, keep = login(world.admin_a), address(world, "keep_view", "applications")
    for _click in range(2):
        assert client.post(keep, {"name": "Limburg", "query": "province=LIM"}).status_code == 302
    taken = client.post(keep, {"name": "Limburg", "query": "province=ANT", "columns": "layer"})
    assert taken.status_code == 200
    assert "province=ANT" in taken.content.decode() and 'value="layer"' in taken.content.decode()
    assert client.post(keep, {"name": " ", "query": ""}).status_code == 200
    with system_context("test"):
        assert SavedView.objects.count() == 1


def test_what_the_programme_shares_its_people_see_and_administrators_change(world: Any, login: Any) -> None:
    admin, assessor = login(world.admin_a), login(world.assessor_a)
    admin.post(address(world, "keep_view", "applications"), {"name": "Samen", "shared": "on", "query": "layer=5"})
    view(world, world.admin_a, name="Van mij")
    page = assessor.get(address(world))
    assert [link.label for link in page.context["shown"].links] == ["Samen"]
    assert page.context["shown"].changeable == []
    pk = page.context["shown"].links[0].id
    for name in ("saved_view", "drop_view"):
        assert assessor.get(address(world, name, pk)).status_code == 404
        assert assessor.post(address(world, name, pk), {"name": "Anders"}).status_code == 404
    assert [link.label for link in login(world.admin_b).get(address(world, letter="b")).context["shown"].links] == []


def test_sharing_is_for_administrators(world: Any) -> None:
    with in_programme(world.assessor_a, world.programme_a) as by, pytest.raises(PermissionDenied):
        actions.keep_view(kind=KIND, name="Samen", query="", columns=(), shared=True, by=by)
    own = view(world, world.assessor_a)
    with in_programme(world.assessor_a, world.programme_a) as by, pytest.raises(PermissionDenied):
        actions.change_view(view_id=own.pk, name="Samen", shared=True, by=by)
    with in_programme(world.observer_a, world.programme_a) as by, pytest.raises(PermissionDenied):
        actions.choose_columns(kind=KIND, columns=("layer",), per_page=25, by=by)


@pytest.mark.parametrize("filtered", [True, False])
def test_a_view_of_another_programme_or_person_is_not_there(
    world: Any, login: Any, monkeypatch: Any, filtered: bool
) -> None:
    """With our own filter, and with the database's policies alone."""
    monkeypatch.setattr(managers, "FILTER_BY_KEY", filtered)
    elsewhere = view(world, world.admin_b, "b", shared=True, name="Geheim van b")
    private = view(world, world.assessor_a, name="Geheim van de beoordelaar")
    client = login(world.admin_a)
    for row in (elsewhere, private):
        page = client.get(address(world), {"view": "all", "saved": str(row.pk)})
        assert page.context["shown"].is_gone and page.context["shown"].current is None
        assert row.name not in page.content.decode()
        assert row.name not in client.get(address(world, "saved_views", "applications")).content.decode()
        for name in ("saved_view", "drop_view"):
            assert client.post(address(world, name, row.pk), {"name": "Gekaapt"}).status_code == 404
        client.post(address(world, "keep_view", "applications"), {"over": row.pk, "query": "layer=1"})
        with system_context("test"):
            row.refresh_from_db()
            assert (row.name.startswith("Geheim"), row.query) == (True, "workers_from=50")


@pytest.mark.parametrize("who", ["assessor_a", "admin_b", "observer_a", "contact_a"])
def test_the_database_refuses_what_no_page_offers(world: Any, who: str) -> None:
    """Sharing as an assessor, from another programme, as an observer; by SQL, below the pages."""
    user = getattr(world, who)
    shared = view(world, world.admin_a, shared=True, name="Samen")
    place = world.programme_b if who == "admin_b" else world.programme_a
    told = (user.pk, str(world.programme_a.pk))
    sql = (
        "INSERT INTO programmes_savedview (id, owner_id, programme_id, list_code, name, query, columns, shared, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'applications', 'x', '', '{}', true, now())"
    )
    if who == "contact_a":
        from tests.acting import in_company

        entered = in_company(user, world.company_a)
    else:
        entered = in_programme(user, place)
    with entered, connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, told)
        if who == "observer_a":
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute("SELECT name FROM programmes_savedview")
        else:
            cursor.execute("UPDATE programmes_savedview SET name = 'x' WHERE id = %s", [str(shared.pk)])
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM programmes_savedview WHERE id = %s", [str(shared.pk)])
            assert cursor.rowcount == 0
    assert exists(shared)


def test_a_view_whose_filter_is_gone_opens_and_says_so(world: Any, login: Any) -> None:
    with system_context("test"):
        one = AssessmentRound.objects.create(
            programme=world.programme_a,
            name="Voorjaar",
            opens_on="2026-01-01",
            closes_on="2026-02-01",
            decide_by="2026-03-01",
        )
    view(world, world.admin_a, query=f"view=all&round={one.pk}&colour=red&sort=shoe", columns=["gone", "layer"])
    with system_context("test"):
        one.delete()
    client = login(world.admin_a)
    (link,) = client.get(address(world)).context["shown"].links
    page = client.get(link.url)
    assert page.context["shown"].missing == ["Ronde", "colour", "sort"]
    assert "Een deel van deze weergave bestaat niet meer" in page.content.decode()
    assert "Ronde, colour, sort" in page.content.decode()
    assert len(page.context["page"].rows) == 1
    assert headings(page) == ["Bedrijf", "Laag"]
    whole = view(world, world.admin_a, name="Heel", query="view=all&layer=5&sort=-workers")
    page = client.get(address(world) + f"?{whole.query}&saved={whole.pk}")
    assert page.context["shown"].missing == [] and "bestaat niet meer" not in page.content.decode()


def test_the_way_back_stays_in_the_programme(world: Any, login: Any) -> None:
    """What is sent as query is never an address."""
    answer = login(world.admin_a).post(
        address(world, "choose_columns", "applications"), {"query": "//evil.example/?x=1", "columns": ["layer"]}
    )
    assert answer["Location"].startswith(address(world) + "?")
    assert login(world.admin_a).post(address(world, "choose_columns", "nonsense"), {}).status_code == 404


def test_there_is_a_limit(world: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "MOST_VIEWS", 1)
    view(world, world.admin_a)
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
        actions.keep_view(kind=KIND, name="Nog een", query="", columns=(), shared=False, by=by)


def test_as_many_queries_for_three_views_as_for_none(world: Any, login: Any, django_assert_num_queries: Any) -> None:
    client = login(world.admin_a)
    for url in (address(world) + "?view=all", desk(world)):
        client.get(url)
        with CaptureQueriesContext(connection) as none:
            client.get(url)
        for name in "abc":
            view(world, world.admin_a, name=name, list_code="applications" if "applic" in url else "trajectories")
        with django_assert_num_queries(len(none)):
            client.get(url)
