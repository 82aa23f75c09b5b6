"""Pages of the five-year plan and its objectives: who sees them, what a mistake does, how many queries they cost."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from actionplans.models import FindingWithoutObjective, GlobalPreventionPlan, Objective, PlanSection
from coaching.core.tenancy.context import system_context
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db


def url(case, name, *args, company="a"):
    return reverse(f"actionplans:{name}", args=[getattr(case, f"company_{company}").slug, *args])


def rows(model, **lookup):
    with system_context("test"):
        return list(model.objects.filter(**lookup))


def test_first_visit_leads_to_a_plan_and_a_second_click_makes_none_twice(case, login):
    client = login(case.contact_a)
    page = client.get(url(case, "plans"))
    assert page.status_code == 200 and url(case, "new_global_plan") in page.text
    form = client.get(url(case, "new_global_plan")).context["form"]
    data = {"analysis": case.analysis_a.pk, "start_year": form["start_year"].initial}
    (plan_url,) = {client.post(url(case, "new_global_plan"), data).url}
    (plan,) = rows(GlobalPreventionPlan, company=case.company_a)
    assert plan_url == url(case, "global_plan", plan.pk)
    again = client.post(url(case, "new_global_plan"), data)
    assert (again.status_code, again.url) == (302, plan_url)
    assert rows(GlobalPreventionPlan, company=case.company_a) == [plan]


def test_foreign_analysis_is_no_choice(case, login):
    page = login(case.contact_a).post(
        url(case, "new_global_plan"), {"analysis": case.analysis_b.pk, "start_year": make.clock.today().year}
    )
    assert page.context["form"].errors["analysis"]
    assert not rows(GlobalPreventionPlan)


def test_empty_place(world, login):
    assert login(world.contact_a).get(url(world, "plans")).status_code == 200


PAGES = ["global_plan", "new_objective", "new_annual_plan", "amend_global_plan"]


@pytest.mark.parametrize("name", PAGES)
def test_who_opens_the_pages(planned, login, name):
    own = url(planned, name, planned.plan_a.pk)
    for person in (planned.contact_a, planned.colleague_a, planned.adviser_a, planned.coach_a):
        assert login(person).get(own).status_code == 200
    for person in (planned.owner_a, planned.worker_bench_a, planned.secretary_a):
        assert login(person).get(own).status_code == 403
    for person in (planned.outsider, planned.contact_b, planned.coach_b, planned.admin_a):
        assert login(person).get(own).status_code == 404
    assert login(planned.contact_a).get(url(planned, name, planned.plan_b.pk)).status_code == 404
    assert login(planned.contact_a).get(url(planned, name, uuid.uuid4())).status_code == 404


def test_section_prefilled_saved_and_next(planned, login):
    with system_context("test"):
        PlanSection.objects.filter(plan=planned.plan_a).update(text="")
    client = login(planned.contact_a)
    first = url(planned, "plan_section", planned.plan_a.pk, 1)
    page = client.get(first)
    assert "F1 Spoedorders" in page.context["form"]["text"].value()
    assert page.context["proposed"]
    answer = client.post(first, {"text": "Zie het rapport.", "version": 1, "next": "1"})
    assert answer.url == url(planned, "plan_section", planned.plan_a.pk, 2)
    assert rows(PlanSection, plan=planned.plan_a, number=1)[0].text == "Zie het rapport."
    for number in range(1, 9):
        assert client.get(url(planned, "plan_section", planned.plan_a.pk, number)).status_code == 200
    assert client.get(url(planned, "plan_section", planned.plan_a.pk, 9)).status_code == 404


def test_two_editors_of_a_section_lose_nothing(planned, login):
    first = url(planned, "plan_section", planned.plan_a.pk, 4)
    login(planned.coach_a).post(first, {"text": "Van de coach", "version": 1})
    client = login(planned.contact_a)
    page = client.post(first, {"text": "Van de zaakvoerder", "version": 1})
    assert page.status_code == 200 and page.context["form"].non_field_errors()
    assert page.context["form"]["text"].value() == "Van de zaakvoerder"
    assert page.context["conflict"] == "Van de coach"
    saved_again = client.post(first, {"text": "Samen", "version": page.context["form"]["version"].value()})
    assert saved_again.status_code == 302
    assert rows(PlanSection, plan=planned.plan_a, number=4)[0].text == "Samen"


def test_locked_section_is_read_only(planned, login):
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=planned.plan_a.pk).update(state="submitted_to_body")
    client = login(planned.contact_a)
    first = url(planned, "plan_section", planned.plan_a.pk, 1)
    assert b"<textarea" not in client.get(first).content
    client.post(first, {"text": "Toch", "version": 1})
    assert rows(PlanSection, plan=planned.plan_a, number=1)[0].text == "Ingevuld."


def objective_data(case, **changes):
    return {
        "text": "Minder spoedorders",
        "findings": [case.red_a.pk],
        "baseline": "18,5",
        "target": "5",
        "unit": "%",
        "by_year": case.plan_a.end_year,
        "version": 1,
        **changes,
    }


def test_objective_added_changed_deleted(planned, login):
    client = login(planned.contact_a)
    answer = client.post(url(planned, "new_objective", planned.plan_a.pk), objective_data(planned))
    assert answer.url == url(planned, "global_plan", planned.plan_a.pk)
    (new,) = rows(Objective, plan=planned.plan_a, code="O2")
    assert str(new.baseline) == "18.5"
    page = client.get(url(planned, "objective", new.pk))
    assert page.context["form"]["findings"].value() == [planned.red_a.pk]
    for _click in range(2):
        saved = client.post(url(planned, "objective", new.pk), objective_data(planned, text="Anders"))
        assert saved.url == url(planned, "global_plan", planned.plan_a.pk)
    assert rows(Objective, pk=new.pk)[0].text == "Anders"
    other = objective_data(planned, text="Anders", findings=[planned.orange_a.pk])
    assert client.post(url(planned, "objective", new.pk), other).context["form"].errors  # it was opened before that
    assert client.get(url(planned, "delete_objective", new.pk)).status_code == 200
    client.post(url(planned, "delete_objective", new.pk))
    assert rows(Objective, plan=planned.plan_a) == [planned.objective_a]
    assert client.post(url(planned, "delete_objective", new.pk)).status_code == 404  # second click


def test_objective_with_mistakes_keeps_what_was_typed(planned, login):
    client = login(planned.contact_a)
    for changes, field in (
        ({"findings": [planned.red_b.pk]}, "findings"),
        ({"findings": []}, "findings"),
        ({"by_year": 1999}, "by_year"),
        ({"baseline": "veel"}, "baseline"),
        ({"text": ""}, "text"),
        ({"text": "a\0b"}, "text"),
    ):
        page = client.post(url(planned, "new_objective", planned.plan_a.pk), objective_data(planned, **changes))
        assert page.context["form"].errors[field], changes
        assert page.context["form"]["unit"].value() == "%"
    assert rows(Objective, plan=planned.plan_a) == [planned.objective_a]


def test_foreign_objective_is_not_there(planned, login):
    for name in ("objective", "delete_objective"):
        assert login(planned.contact_a).get(url(planned, name, planned.objective_b.pk)).status_code == 404


def test_reason_for_a_finding(planned, login):
    client = login(planned.contact_a)
    where = url(planned, "finding_reason", planned.plan_a.pk, planned.orange_a.pk)
    assert client.get(where).status_code == 200
    client.post(where, {"reason": "Volgend jaar"})
    assert [row.reason for row in rows(FindingWithoutObjective)] == ["Volgend jaar"]
    assert client.get(url(planned, "finding_reason", planned.plan_a.pk, planned.red_b.pk)).status_code == 404


def test_states_are_posted(planned, login):
    client = login(planned.contact_a)
    for name, state in (("review_global_plan", "internal_review"), ("return_global_plan", "draft")):
        assert client.get(url(planned, name, planned.plan_a.pk)).status_code == 405
        for _click in range(2):  # the second one is a friendly refusal
            assert client.post(url(planned, name, planned.plan_a.pk)).status_code == 302
        assert rows(GlobalPreventionPlan, pk=planned.plan_a.pk)[0].state == state
    assert login(planned.owner_a).post(url(planned, "review_global_plan", planned.plan_a.pk)).status_code == 403


@pytest.mark.parametrize(
    ("page", "plan", "submit"),
    [
        ("global_plan", "plan_a", "submit_global_plan"),
        ("annual_plan", "annual_a", "submit_annual_plan"),
    ],
)
def test_pages_know_where_a_plan_is_put_before_the_body(planned, login, page, plan, submit):
    found = getattr(planned, plan)
    shown = login(planned.contact_a).get(url(planned, page, found.pk))
    assert shown.context["submit_url"] == url(planned, submit, found.pk)


def test_amended_version(planned, login):
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=planned.plan_a.pk).update(state="active", adopted_at=make.clock.now())
    client = login(planned.contact_a)
    assert client.post(url(planned, "amend_global_plan", planned.plan_a.pk), {"reason": ""}).context["form"].errors
    answer = client.post(url(planned, "amend_global_plan", planned.plan_a.pk), {"reason": "Nieuwe lijn"})
    (new,) = rows(GlobalPreventionPlan, amended_from=planned.plan_a)
    assert answer.url == url(planned, "global_plan", new.pk)
    assert "Nieuwe lijn" in client.get(answer.url).text


def test_one_objective_or_three_cost_the_same(planned, login, django_assert_num_queries):
    client = login(planned.contact_a)
    where = url(planned, "global_plan", planned.plan_a.pk)
    count = queries_of(client, where)
    with system_context("test"):
        for code in ("O2", "O3"):
            found = make.finding(planned.analysis_a, colour="red")
            make.objective(planned.plan_a, found, code=code)
        above = planned.plan_a
        make.annual_plan(above, year=above.start_year + 1)
    with django_assert_num_queries(count):
        assert len(client.get(where).context["objectives"]) == 3


def queries_of(client, where):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(where)  # warm
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(where).status_code == 200
    return len(seen)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pages_open_in_each_language(planned, login, language):
    client = login(planned.contact_a)
    for where in (url(planned, "plans"), url(planned, "global_plan", planned.plan_a.pk)):
        assert client.get(where, headers={"accept-language": language}).status_code == 200
