"""Columns, page size and kept views outside programmes: a company's measures, a coach's companies; coaches and partners too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.lists import KIND as MEASURES
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy import managers
from coaching.core.tenancy.context import system_context
from coaching.insight.lists import CLIENTS
from coaching.insight.partners.lists import PARTNERS
from coaching.programmes.models import Partner, SavedView
from coaching.programmes.saved import actions
from coaching.trajectories.lists import COACHES
from tests import factories
from tests.acting import in_company, in_portfolio
from tests.insight.waiting_plans import late_measures

pytestmark = pytest.mark.django_db
KINDS = {kind.code: kind for kind in (MEASURES, CLIENTS, COACHES, PARTNERS)}
LISTS = tuple(KINDS)


def address(world: Any, code: str) -> str:
    kind = KINDS[code]
    args = {"company": [world.company_a.slug], "coach": [], "programme": [world.programme_a.slug]}[kind.place]
    return reverse(kind.address, args=args)


def page(world: Any, code: str, name: str, *args: Any) -> str:
    """An address of kept views in the place of that list."""
    place = KINDS[code].place
    slug = {"company": [world.company_a.slug], "coach": [], "programme": [world.programme_a.slug]}[place]
    return reverse(f"programmes:{'' if place == 'programme' else place + '_'}{name}", args=[*slug, *args])


def who(world: Any, code: str) -> Any:
    return {"company": world.contact_a, "coach": world.coach_a, "programme": world.admin_a}[KINDS[code].place]


def kept(owner: Any, code: str, **fields: Any) -> SavedView:
    with system_context("test"):
        return SavedView.objects.create(owner_id=owner.pk, list_code=code, **{"name": "Geheim", **fields})


@pytest.fixture
def filled(world: Any) -> Any:
    with system_context("test"):
        late_measures(world, "a")
        Partner.objects.create(programme=world.programme_a, name="Sectorfonds", kind="SECTOR_FUND", code="fonds")
    return world


def headings(answer: Any) -> list[str]:
    html = answer.content.decode()
    return [re.sub("<[^>]*>", "", one) for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html)]


@pytest.mark.parametrize("code", LISTS)
def test_every_column_can_be_chosen_and_is_remembered(filled: Any, login: Any, code: str) -> None:
    client, url = login(who(filled, code)), address(filled, code)
    every = [column.key for column in KINDS[code].columns[1:]]
    sent = {"columns": every, "per_page": "25", "query": "sort=x&page=2"}
    answer = client.post(page(filled, code, "choose_columns", code), sent)
    assert answer["Location"] == f"{url}?sort=x"
    found = client.get(url)
    assert found.context["shown"].column_keys.split() == every
    assert found.context["shown"].per_page == 25
    assert set(str(KINDS[code].columns[-1].label).split()) <= set(" ".join(headings(found)).split())


@pytest.mark.parametrize("code", LISTS)
def test_every_order_works_both_ways(filled: Any, login: Any, code: str) -> None:
    client, url = login(who(filled, code)), address(filled, code)
    for sort in KINDS[code].sorts:
        for sign in ("", "-"):
            assert client.get(url, {"sort": f"{sign}{sort}"}).status_code == 200


@pytest.mark.parametrize("code", LISTS)
def test_a_view_is_kept_opened_changed_and_removed(filled: Any, login: Any, code: str) -> None:
    client, url = login(who(filled, code)), address(filled, code)
    first, second = [column.key for column in KINDS[code].columns[1:3]]
    sort = sorted(KINDS[code].sorts)[0]
    sent = {"name": "Mijn kijk", "query": f"sort=-{sort}&page=3&other=1", "columns": f"{first} {second}"}
    answer = client.post(page(filled, code, "keep_view", code), sent)
    assert answer["Location"].startswith(f"{url}?sort=-{sort}&saved=")
    found = client.get(answer["Location"])
    (link,) = found.context["shown"].links
    assert (link.label, link.current, link.shared) == ("Mijn kijk", True, False)
    assert found.context["shown"].column_keys == f"{first} {second}"
    assert "Mijn kijk" in client.get(page(filled, code, "saved_views", code)).content.decode()
    client.post(page(filled, code, "saved_view", link.id), {"name": "Anders"})
    assert "Anders" in client.get(url).content.decode()
    client.post(page(filled, code, "drop_view", link.id))
    with system_context("test"):
        assert not SavedView.objects.exclude(name="").exists()


@pytest.mark.parametrize("code", LISTS)
def test_kept_views_cost_no_query_each(filled: Any, login: Any, code: str, django_assert_num_queries: Any) -> None:
    client, url = login(who(filled, code)), address(filled, code)
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    place = {"company": {"company": filled.company_a}, "coach": {}, "programme": {"programme": filled.programme_a}}
    for name in "abc":
        kept(who(filled, code), code, name=name, **place[KINDS[code].place])
    with django_assert_num_queries(len(before)):
        client.get(url)


@pytest.mark.parametrize("filtered", [True, False])
def test_nobody_sees_or_changes_what_is_anothers(filled: Any, login: Any, monkeypatch: Any, filtered: bool) -> None:
    """With our own filter, and with the database's policies alone: a colleague, another company, another coach."""
    monkeypatch.setattr(managers, "FILTER_BY_KEY", filtered)
    rows = [
        ("measures", kept(filled.adviser_a, "measures", company=filled.company_a)),
        ("measures", kept(filled.contact_b, "measures", company=filled.company_b)),
        ("clients", kept(filled.coach_b, "clients")),
        ("clients", kept(filled.admin_a, "coaches", programme=filled.programme_a)),
    ]
    for code, row in [*rows, ("measures", rows[2][1])]:
        client = login(who(filled, code))
        assert "Geheim" not in client.get(address(filled, code)).content.decode()
        assert "Geheim" not in client.get(page(filled, code, "saved_views", code)).content.decode()
        for name in ("saved_view", "drop_view"):
            assert client.post(page(filled, code, name, row.pk), {"name": "Gekaapt"}).status_code == 404
        client.post(page(filled, code, "keep_view", code), {"over": row.pk, "query": "sort=x"})
        with system_context("test"):
            row.refresh_from_db()
            assert (row.name, row.query) == ("Geheim", "")


def test_a_list_has_its_views_in_its_own_place_alone(filled: Any, login: Any) -> None:
    client = login(filled.contact_a)
    for code in ("clients", "coaches", "applications", "nonsense"):
        assert client.get(page(filled, "measures", "saved_views", code)).status_code == 404
        assert client.post(page(filled, "measures", "choose_columns", code)).status_code == 404
    assert login(filled.contact_b).get(page(filled, "measures", "saved_views", "measures")).status_code == 404


def test_outside_a_programme_nothing_is_shared(filled: Any, login: Any) -> None:
    client = login(filled.contact_a)
    sent = {"name": "Samen", "shared": "on", "query": ""}
    client.post(page(filled, "measures", "keep_view", "measures"), sent)
    with system_context("test"):
        (row,) = SavedView.objects.all()
        assert (row.shared, row.company_id, row.programme_id) == (False, filled.company_a.pk, None)
    with pytest.raises(DatabaseError), transaction.atomic(), system_context("test"):
        SavedView.objects.filter(pk=row.pk).update(shared=True)


def test_by_sql_a_view_can_be_put_into_no_others_place(filled: Any) -> None:
    sql = (
        "INSERT INTO programmes_savedview (id, owner_id, company_id, list_code, name, query, columns, shared, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'measures', 'x', '', '{}', false, now())"
    )
    a, b = str(filled.company_a.pk), str(filled.company_b.pk)
    for entered, told in (
        (in_company(filled.contact_a, filled.company_a), (filled.contact_a.pk, b)),
        (in_company(filled.contact_a, filled.company_a), (filled.contact_b.pk, a)),
        (in_company(filled.contact_a, filled.company_a), (filled.contact_a.pk, None)),
        (in_portfolio(filled.coach_a), (filled.coach_a.pk, b)),
    ):
        with entered, connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, told)


def test_the_same_name_twice_is_refused_where_no_place_is_named(filled: Any) -> None:
    for query in ("sort=late", "sort=hours"):
        with in_portfolio(filled.coach_a) as by:
            if query == "sort=late":
                actions.keep_view(kind=KINDS["clients"], name="Laat", query=query, columns=(), shared=False, by=by)
            else:
                with pytest.raises(Refused):
                    actions.keep_view(kind=KINDS["clients"], name="Laat", query=query, columns=(), shared=False, by=by)


def test_a_coach_with_many_companies_turns_pages_in_the_order_that_was_asked(world: Any, login: Any) -> None:
    with system_context("test"):
        for number in range(27):
            company = factories.company(name=f"Firma {number:02}")
            factories.trajectory(world.programme_a, company, world.contact_a, world.coach_profile_a)
    client = login(world.coach_a)
    client.post(page(world, "clients", "choose_columns", "clients"), {"columns": ["hours"], "per_page": "25"})
    first = client.get(reverse("insight:portfolio"), {"sort": "-company"})
    assert first.content.decode().index("Firma 26") < first.content.decode().index("Firma 20")
    assert len(first.context["page"].object_list) == 25
    second = client.get(reverse("insight:portfolio"), {"sort": "-company", "page": "2"})
    assert "Firma 00" in second.content.decode() and "Firma 26" not in second.content.decode()
    assert client.get(reverse("insight:portfolio"), {"state": "evaluation"}).context["clients"] == []
