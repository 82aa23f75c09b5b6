"""The desk and the company's page: who sees what, filters, decisions with their preview."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from coaching.core.ground import clock
from coaching.core.screen.lists import PER_PAGE
from coaching.core.tenancy.context import system_context
from coaching.programmes import queries
from coaching.programmes.show import changes_since
from tests import factories
from tests.acting import in_programme
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db


def desk(world, name="applications", *args):
    return reverse(f"programmes:{name}", args=[world.programme_a.slug, *args])


def make(world, count=1, **fields):
    with system_context("test"):
        return [
            factories.application(
                world.programme_a,
                world.contact_a,
                world.company_a,
                **{"submitted_at": clock.now() - timedelta(days=count - n), "province": "LIM", **fields},
            )
            for n in range(count)
        ]


def refs(response):
    return [row.reference for row in response.context["page"].rows]


def test_what_waits_longest_stands_first(world, login, submitted):
    older = make(world, submitted_at=clock.now() - timedelta(days=9))[0]
    client = login(world.admin_a)
    assert refs(client.get(desk(world))) == [older.reference, submitted.reference]
    assert refs(client.get(desk(world), {"view": "decided"})) == [world.application_a.reference]
    assert len(refs(client.get(desk(world), {"view": "all"}))) == 3


def test_filters_and_sorting(world, login):
    low = make(world, target_group="SME_LOW_SKILLED", priority_score=8, company_name="Zeep")[0]
    high = make(world, target_group="LARGE_OTHER", province="ANT", state="in_review", company_name="Appel")[0]
    client = login(world.admin_a)
    for query, expected in [
        ({"target_group": "LARGE_OTHER"}, [high]),
        ({"province": "LIM"}, [low]),
        ({"state": "in_review"}, [high]),
        ({"q": "zee"}, [low]),
        ({"q": high.reference}, [high]),
        ({"sort": "company"}, [high, low]),
        ({"sort": "-company"}, [low, high]),
        ({"sort": "-priority"}, [low, high]),
        ({"q": "bestaat niet"}, []),
        ({"province": "none"}, []),
    ]:
        assert refs(client.get(desk(world), query)) == [a.reference for a in expected], query
    odd = {"view": "x", "sort": "id; drop", "after": "x", "q": "\x00", "state": "\x00", "page": "9" * 99}
    assert len(refs(client.get(desk(world), odd))) == 2


def test_pages_follow_each_other_without_gaps(world, login, monkeypatch):
    monkeypatch.setattr("coaching.programmes.saved.queries.PER_PAGE", 2)
    monkeypatch.setattr("coaching.programmes.search.MOST", 3)
    everything = [a.reference for a in make(world, 5)]
    client, seen = login(world.admin_a), []
    for sort in ("", "-priority", "company"):
        seen, query = [], {"sort": sort}
        while query is not None:
            page = client.get(desk(world), query).context["page"]
            seen += [row.reference for row in page.rows]
            query = {"sort": sort, "after": page.after} if page.more else None
        assert sorted(seen) == sorted(everything), sort
    assert client.get(desk(world)).context["count"] == "3+"


def test_list_costs_the_same_for_one_and_three(world, login, django_assert_num_queries):
    client = login(world.admin_a)
    make(world)
    client.get(desk(world))
    with CaptureQueriesContext(connection) as one:
        client.get(desk(world))
    make(world, 2)
    with django_assert_num_queries(len(one)):
        client.get(desk(world))


def test_file_shows_answers_and_what_comes_next_and_costs_no_more_than_25_queries(world, login, submitted):
    client = login(world.assessor_a)
    client.get(desk(world, "file", submitted.pk))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(desk(world, "file", submitted.pk))
    assert "Veel verzuim." in response.content.decode() and len(queries) <= 25


def test_a_municipality_that_changed_is_named_so_in_french(world, submitted):
    with system_context("test"), translation.override("fr"):
        submitted.company.postcode, submitted.company.municipality = "9300", "Aalst"
        changed = {str(label): now for label, _then, now in changes_since(submitted)}
    assert changed["Commune"] == "9300 Aalst"


def test_observer_sees_figures_and_no_company(world, login, submitted):
    client = login(world.observer_a)
    page = client.get(desk(world))
    assert page.status_code == 200 and submitted.company_name not in page.content.decode()
    assert client.get(desk(world), {"view": "all", "q": "a"}).context.get("page") is None
    assert client.get(desk(world, "file", submitted.pk)).status_code == 403
    assert client.post(desk(world, "take_up", submitted.pk)).status_code == 403


def test_outsiders_find_nothing(world, login, submitted):
    paths = [desk(world), desk(world, "file", submitted.pk), desk(world, "decide", submitted.pk, "approve")]
    for user in (world.admin_b, world.contact_a, world.coach_a, world.outsider):
        for path in paths:
            assert login(user).get(path).status_code == 404
    foreign = world.application_b.pk
    client = login(world.admin_a)
    for name in ("file", "request_info"):
        assert client.get(desk(world, name, foreign)).status_code == 404
    assert client.post(desk(world, "take_up", foreign)).status_code == 404
    assert client.get(desk(world, "decide", foreign, "approve")).status_code == 404


def test_drafts_are_not_the_desks(world, login):
    draft = make(world, state="draft", submitted_at=None)[0]
    client = login(world.admin_a)
    assert draft.reference not in refs(client.get(desk(world), {"view": "all"}))
    assert client.get(desk(world, "file", draft.pk)).status_code == 404


def test_decision_is_previewed_before_it_falls(world, login):
    file = make(world, state="in_review")[0]
    client, path = login(world.admin_a), desk(world, "decide", file.pk, "approve")
    assert client.get(path).status_code == 200
    assert client.post(path, {"reason": ""}).context["form"].errors
    preview = client.post(path, {"reason": "Een mooi plan."})
    assert preview.context["previewed"] and "Een mooi plan." in preview.content.decode()
    assert fresh(file).state == "in_review"
    assert not client.post(path, {"reason": "Een mooi plan.", "edit": "1"}).context["previewed"]
    assert client.post(path, {"reason": "Een mooi plan.", "confirm": "1"}).status_code == 302
    assert fresh(file).state == "approved"
    second = client.post(path, {"reason": "Een mooi plan.", "confirm": "1"})
    assert second.status_code == 302  # a double click lands where the first did
    other = client.post(path, {"reason": "Toch een andere reden.", "confirm": "1"})
    assert other.status_code == 200 and other.context["form"].errors and "Toch een andere" in other.content.decode()
    assert client.get(desk(world, "file", file.pk)).status_code == 200
    assert client.get(desk(world, "decide", file.pk, "erase")).status_code == 404


def test_decisions_are_the_administrators(world, login):
    file = make(world, state="in_review")[0]
    client = login(world.assessor_a)
    assert client.get(desk(world, "decide", file.pk, "approve")).status_code == 403
    assert client.get(desk(world, "request_info", file.pk)).status_code == 200
    assert client.get(desk(world, "take_up", file.pk)).status_code == 405


def test_question_goes_to_the_company_and_back(world, login, submitted):
    admin = login(world.admin_a)
    admin.post(desk(world, "take_up", submitted.pk))
    admin.post(desk(world, "request_info", submitted.pk), {"question": "Hoeveel ploegen?"})
    company = login(world.colleague_a)
    page = reverse("programmes:company", args=[world.company_a.slug])
    answer = reverse("programmes:answer_info", args=[world.company_a.slug, submitted.pk])
    assert "Hoeveel ploegen?" in company.get(page).content.decode()
    assert company.post(answer, {"answer": ""}).context["form"].errors
    assert login(world.adviser_a).post(answer, {"answer": "Drie."}).status_code == 403
    assert login(world.contact_b).post(answer, {"answer": "Drie."}).status_code == 404
    assert company.post(answer, {"answer": "Drie ploegen."}).status_code == 302
    assert fresh(submitted).state == "in_review"
    again = company.post(answer, {"answer": "Vier."})
    assert again.status_code == 200 and again.context["form"].errors
    assert "Drie ploegen." in admin.get(desk(world, "file", submitted.pk)).content.decode()


def test_company_reads_its_application(world, login):
    page = reverse("programmes:company", args=[world.company_a.slug])
    for user in (world.contact_a, world.adviser_a, world.coach_a):
        assert login(user).get(page).status_code == 200
    for user in (world.owner_a, world.worker_bench_a):
        assert login(user).get(page).status_code == 403
    assert login(world.contact_b).get(page).status_code == 404
    foreign = reverse("programmes:company_application", args=[world.company_a.slug, world.application_b.pk])
    assert login(world.contact_a).get(foreign).status_code == 404


def test_company_withdraws_after_asking(world, login, submitted):
    path = reverse("programmes:withdraw", args=[world.company_a.slug, submitted.pk])
    assert login(world.colleague_a).get(path).status_code == 403  # no mandate
    client = login(world.contact_a)
    assert client.get(path).status_code == 200
    assert client.post(path, {"reason": "Geen tijd."}).status_code == 302
    assert fresh(submitted).state == "withdrawn"
    assert client.post(path, {"reason": ""}).status_code == 200 and client.get(path).status_code == 404


def test_company_without_application_is_told_how(world, login):
    with system_context("test"):
        company = factories.company("Nieuw")
        factories.membership(company, world.outsider)
    page = login(world.outsider).get(reverse("programmes:company", args=[company.slug]))
    assert page.status_code == 200 and reverse("programmes:apply") in page.content.decode()


def test_files_are_ticked_in_the_list_and_worked_on_together(world, login, submitted):
    page = reverse("programmes:applications", args=[world.programme_a.slug])
    shown = login(world.admin_a).get(page).content.decode()
    assert f'value="{submitted.pk}" form="bulk"' in shown and 'id="bulk"' in shown
    answer = login(world.admin_a).post(page + "bulk/", {"ids": [submitted.pk]})
    assert answer.status_code == 200 and submitted.company_name in answer.content.decode()
    assert 'form="bulk"' not in login(world.assessor_a).get(page).content.decode()


def test_a_search_counts_all_that_it_finds_and_shows_a_page(world, login):
    with system_context("test"):
        for number in range(PER_PAGE + 3):
            factories.application(
                world.programme_a, world.contact_a, world.company_a, company_name=f"Zoekje {number:02d}"
            )
    with in_programme(world.admin_a, world.programme_a):
        first = queries.desk_list({"q": "zoekje", "view": "all"})
        second = queries.desk_list({"q": "zoekje", "view": "all"}, after=first.after)
        nothing = queries.desk_list({"q": "bestaat niet", "view": "all"})
    assert (first.count, len(first.rows), first.more) == (str(PER_PAGE + 3), PER_PAGE, True)
    assert (second.count, len(second.rows), second.more) == (str(PER_PAGE + 3), 3, False)
    assert (nothing.count, nothing.rows) == ("0", [])
