"""Pages of the yearly plan and the planning of measures."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.urls import reverse

from actionplans.models import AnnualActionPlan, PreventionMeasure
from coaching.core.tenancy.context import system_context
from tests.actionplans import factories as make
from tests.actionplans.test_plans_views import queries_of

pytestmark = pytest.mark.django_db


def url(case, name, *args, **query):
    path = reverse(f"actionplans:{name}", args=[case.company_a.slug, *args])
    return path + "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else path


def rows(model, **lookup):
    with system_context("test"):
        return list(model.objects.filter(**lookup))


@pytest.mark.parametrize("name", ["annual_plan", "annual_texts", "new_measure", "carry_over", "amend_annual_plan"])
def test_who_opens_the_pages(planned, login, name):
    own = url(planned, name, planned.annual_a.pk)
    for person in (planned.contact_a, planned.adviser_a, planned.coach_a):
        assert login(person).get(own, follow=True).status_code == 200
    for person in (planned.owner_a, planned.worker_bench_a):
        assert login(person).get(own).status_code == 403
    for person in (planned.outsider, planned.contact_b, planned.admin_a):
        assert login(person).get(own).status_code == 404
    for foreign in (planned.annual_b.pk, uuid.uuid4()):
        assert login(planned.contact_a).get(url(planned, name, foreign)).status_code == 404


def test_new_year_once(planned, login):
    client = login(planned.contact_a)
    where = url(planned, "new_annual_plan", planned.plan_a.pk)
    year = planned.plan_a.start_year + 1
    assert [value for value, _label in client.get(where).context["form"].fields["year"].choices][0] == str(year)
    assert client.post(where, {"year": year}).status_code == 302
    (new,) = rows(AnnualActionPlan, company=planned.company_a, year=year)
    assert client.post(where, {"year": year}).url == url(planned, "annual_plan", new.pk)  # a double click
    assert login(planned.coach_a).post(where, {"year": year}).context["form"].errors  # somebody else was first
    assert client.post(where, {"year": 1999}).context["form"].errors
    assert len(rows(AnnualActionPlan, company=planned.company_a)) == 2
    assert new.deadline == date(year - 1, 11, 1)


def test_texts_and_two_editors(planned, login):
    where = url(planned, "annual_texts", planned.annual_a.pk)
    data = {"priorities": "Tillen", "means": "14.000 euro", "duties": "Lijn", "adaptations": "Geen"}
    assert login(planned.coach_a).post(where, {**data, "version": 1}).status_code == 302
    client = login(planned.contact_a)
    page = client.post(where, {**data, "means": "Meer", "version": 1})
    assert page.context["form"].non_field_errors() and page.context["form"]["means"].value() == "Meer"
    assert "14.000 euro" in page.context["conflict"]
    assert (
        client.post(where, {**data, "means": "Meer", "version": page.context["form"]["version"].value()}).status_code
        == 302
    )


def measure_data(case, **changes):
    return {
        "what": "Rotatie",
        "objective": case.objective_a.pk,
        "why": "Eentonig",
        "who": "Ploegbazen",
        "how": "Matrix",
        "where": "Sorteerlijn",
        "due_on": f"30/09/{case.annual_a.year}",
        "prevention_level": "primary",
        "owner_id": case.owner_a.pk,
        "budget_eur": "3.000,50",
        "indicator": "% inzetbaar",
        "version": 1,
        **changes,
    }


def test_measure_gets_its_why_from_the_finding(planned, login):
    client = login(planned.contact_a)
    answer = client.get(url(planned, "new_measure", planned.annual_a.pk))
    page = client.get(answer.url)  # one objective: chosen for you
    assert page.context["form"]["why"].value() == "F1 Spoedorders"
    with system_context("test"):
        make.objective(planned.plan_a, code="O2")
    page = client.get(url(planned, "new_measure", planned.annual_a.pk))
    assert len(page.context["choices"]) == 2


def test_measure_added_and_ready_in_one_go(planned, login):
    client = login(planned.contact_a)
    where = url(planned, "new_measure", planned.annual_a.pk)
    assert client.post(where, {**measure_data(planned), "ready": "1"}).url == url(
        planned, "annual_plan", planned.annual_a.pk
    )
    (new,) = rows(PreventionMeasure, plan=planned.annual_a, code="A2")
    assert (new.state, str(new.budget_eur), new.owner_id) == ("planned", "3000.50", planned.owner_a.pk)
    answer = client.post(where, {**measure_data(planned, how=""), "ready": "1"})
    (half,) = rows(PreventionMeasure, plan=planned.annual_a, code="A3")
    assert (half.state, answer.url) == ("proposed", url(planned, "change_measure", half.pk))


def test_measure_with_mistakes_keeps_what_was_typed(planned, login):
    client = login(planned.contact_a)
    where = url(planned, "new_measure", planned.annual_a.pk)
    for changes, field in (
        ({"owner_id": planned.owner_b.pk}, "owner_id"),
        ({"objective": planned.objective_b.pk}, "objective"),
        ({"due_on": "31/02/2027"}, "due_on"),
        ({"budget_eur": "-5"}, "budget_eur"),
        ({"what": ""}, "what"),
        ({"due_on": f"01/01/{planned.annual_a.year + 1}"}, None),
        ({"budget_eur": "9" * 40}, "budget_eur"),
    ):
        page = client.post(where, measure_data(planned, **changes))
        form = page.context["form"]
        assert form.errors[field] if field else form.non_field_errors(), changes
        assert form["how"].value() == "Matrix"
    assert rows(PreventionMeasure, plan=planned.annual_a) == [planned.measure_a]


def test_change_measure_and_two_editors(planned, login):
    where = url(planned, "change_measure", planned.measure_a.pk)
    assert login(planned.coach_a).post(where, measure_data(planned, what="Van de coach")).status_code == 302
    page = login(planned.contact_a).post(where, measure_data(planned, what="Van mij"))
    assert page.context["form"].non_field_errors() and page.context["form"]["what"].value() == "Van mij"


def test_ready_and_delete_are_posted_once(planned, login):
    client = login(planned.contact_a)
    ready = url(planned, "measure_ready", planned.measure_a.pk)
    assert client.get(ready).status_code == 405
    for _click in range(2):
        assert client.post(ready).status_code == 302
    assert rows(PreventionMeasure, pk=planned.measure_a.pk)[0].state == "planned"
    delete = url(planned, "delete_measure", planned.measure_a.pk)
    assert client.get(delete).status_code == 200
    assert client.post(delete).status_code == 302
    assert client.post(delete).status_code == 404


def test_foreign_measure_is_not_there(planned, login):
    for name in ("measure_sheet", "change_measure", "delete_measure"):
        assert login(planned.contact_a).get(url(planned, name, planned.measure_b.pk)).status_code == 404
        assert login(planned.owner_a).get(url(planned, name, planned.measure_a.pk)).status_code == 403
    assert login(planned.contact_a).get(url(planned, "measure_sheet", planned.measure_a.pk)).status_code == 200


def test_filters_and_sorting(planned, login):
    with system_context("test"):
        make.measure(
            planned.annual_a,
            planned.objective_a,
            code="A2",
            what="Opleiding",
            prevention_level="secondary",
            budget_eur=9,
        )
    client = login(planned.contact_a)
    where = url(planned, "annual_plan", planned.annual_a.pk)

    def codes(**query):
        return [row.measure.code for row in client.get(where, query).context["shown"]]

    assert codes() == codes(level="nonsense", state="x", objective="O99'") == ["A1", "A2"]
    assert codes(q="opleid") == codes(level="secondary") == ["A2"]
    assert codes(q="niets") == codes(state="done") == []
    assert codes(sort="budget") == ["A2", "A1"]
    assert codes(sort="-budget") == ["A1", "A2"]
    assert codes(sort="';drop") == ["A1", "A2"]


def test_unfinished_measures_come_along(planned, login):
    with system_context("test"):
        later = make.annual_plan(planned.plan_a, year=planned.annual_a.year + 1)
    client = login(planned.contact_a)
    where = url(planned, "carry_over", later.pk)
    take, reason = f"take_{planned.measure_a.pk}", f"reason_{planned.measure_a.pk}"
    assert client.post(where, {}).context["form"].errors[take]
    assert client.post(where, {take: "on"}).context["form"].errors[reason]
    assert client.post(where, {take: "on", reason: "Te laat besteld"}).status_code == 302
    assert [m.carried_reason for m in rows(PreventionMeasure, plan=later)] == ["Te laat besteld"]


def test_states_are_posted(planned, login):
    client = login(planned.contact_a)
    for name, state in (("review_annual_plan", "internal_review"), ("return_annual_plan", "draft")):
        assert client.get(url(planned, name, planned.annual_a.pk)).status_code == 405
        for _click in range(2):
            assert client.post(url(planned, name, planned.annual_a.pk)).status_code == 302
        assert rows(AnnualActionPlan, pk=planned.annual_a.pk)[0].state == state


def test_one_measure_or_three_cost_the_same(planned, login, django_assert_num_queries):
    client = login(planned.contact_a)
    pages = [url(planned, "annual_plan", planned.annual_a.pk), url(planned, "plans")]
    counts = [queries_of(client, where) for where in pages]
    with system_context("test"):
        for code in ("A2", "A3"):
            make.measure(planned.annual_a, planned.objective_a, code=code, owner_id=planned.adviser_a.pk)
        for year in (1, 2):
            make.annual_plan(planned.plan_a, year=planned.annual_a.year + year)
    for where, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            assert client.get(where).status_code == 200
