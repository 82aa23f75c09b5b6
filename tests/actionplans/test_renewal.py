"""A five-year plan at its end: it says what it brought, ends by itself, and the next one goes on from that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from actionplans import periodic, periodic_years
from actionplans.actions import annual, renewal, turning
from actionplans.enums import PlanState
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective
from actionplans.queries import plans as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db
SAID = {"O1": {"reached": "partly", "value": "95", "words": "Nog niet aan de oven."}, "O2": {"reached": "yes"}}


@pytest.fixture
def ending(planned: Any) -> Any:
    """Company a's plan runs from 2027 to 2031, with two objectives; its last yearly plan is in force."""
    with clock.at(date(2027, 3, 1)):
        scenes.in_force(planned)
        with system_context("test"):
            planned.second_a = make.objective(planned.plan_a, code="O2", text="Rooster bekend")
    return planned


def fresh(row: Any) -> Any:
    with system_context("test"):
        return type(row).objects.get(pk=row.pk)


def concluded(case: Any, day: date = date(2031, 9, 1)) -> GlobalPreventionPlan:
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        plan = GlobalPreventionPlan.objects.get(pk=case.plan_a.pk)
        return renewal.conclude_global_plan(
            plan=plan, opened_with=plan.version, conclusion="Minder tillen.", reached=SAID, by=by
        )


def renewed(case: Any, first_day: date = date(2032, 1, 1), day: date = date(2031, 9, 2)) -> GlobalPreventionPlan:
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        return renewal.renew_global_plan(plan=case.plan_a, first_day=first_day, by=by)


@pytest.mark.parametrize(("day", "state"), [(date(2031, 12, 31), "active"), (date(2032, 1, 1), "expired")])
def test_it_ends_by_itself_the_morning_after(ending: Any, day: date, state: str) -> None:
    with clock.at(day), system_context("test"):
        assert periodic_years.expire_plans(today=day) == {"ended": int(state == "expired")}
        assert periodic_years.expire_plans(today=day) == {"ended": 0}
    assert fresh(ending.plan_a).state == state


def test_the_next_one_begins_from_what_was_reached_and_is_no_copy(ending: Any) -> None:
    with pytest.raises(Refused):
        renewed(ending)  # nobody said what it brought
    concluded(ending)
    new = renewed(ending)
    assert (new.state, new.first_day, new.end, new.renews_id) == (
        PlanState.DRAFT,
        date(2032, 1, 1),
        date(2036, 12, 31),
        ending.plan_a.pk,
    )
    with in_company(ending.contact_a, ending.company_a):
        (goes_on,) = Objective.objects.filter(plan=new)
        assert (goes_on.renewed_from_id, goes_on.baseline, goes_on.target, goes_on.by_year) == (
            ending.objective_a.pk,
            Decimal(95),
            ending.objective_a.target,
            2036,
        )
        assert set(new.sections.values_list("text", flat=True)) == {""}
        proposal = reading.proposal_for(new, 1)
        assert "Minder tillen." in proposal and "Nog niet aan de oven." in proposal and "Rooster bekend" in proposal
    with pytest.raises(Refused):
        renewed(ending)


def test_renewed_early_the_old_one_ends_when_the_new_one_comes_in_force(ending: Any) -> None:
    concluded(ending, date(2029, 9, 1))
    new = renewed(ending, date(2030, 1, 1), date(2029, 9, 2))
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=new.pk).update(state="adopted", adopted_at=clock.now())
    for day, states in ((date(2029, 12, 31), ("active", "adopted")), (date(2030, 1, 1), ("expired", "active"))):
        with clock.at(day), system_context("test"):
            periodic.activate_plans(today=day)
        assert (fresh(ending.plan_a).state, fresh(new).state) == states


def test_measures_go_on_under_the_objective_that_was_renewed(ending: Any) -> None:
    with system_context("test"):
        last = make.annual_plan(ending.plan_a, state="active", year=2031)
        make.measure(last, ending.objective_a, code="A7", state="planned", due_on=date(2031, 5, 1))
    concluded(ending)
    new = renewed(ending)
    with clock.at(date(2031, 10, 1)), in_company(ending.contact_a, ending.company_a) as by:
        plan = turning.draft_next_year(company_id=ending.company_a.pk, first_day=date(2032, 1, 1), by=by)
        assert plan.global_plan_id == new.pk
        came = plan.measures.get(carried_from__code="A7")
        assert came.objective.renewed_from_id == ending.objective_a.pk


def test_an_amended_version_of_a_renewed_plan_renews_the_same(ending: Any) -> None:
    concluded(ending)
    new = renewed(ending)
    with pytest.raises(Refused), in_company(ending.contact_a, ending.company_a) as by:
        annual.create_annual_plan(global_plan=new, first_day=date(2030, 1, 1), by=by)
    assert fresh(new).renews_id == ending.plan_a.pk


def test_the_pages(ending: Any, login: Any) -> None:
    slug, pk = ending.company_a.slug, ending.plan_a.pk
    said, renew, page = (
        reverse(f"actionplans:{name}", args=[slug, pk]) for name in ("conclusion", "renew_global_plan", "global_plan")
    )
    with clock.at(date(2030, 12, 30)):
        early = login(ending.contact_a).get(page)  # a year and more before: it can be renewed early, quietly
        assert not early.context["ends"] and "vroeger vernieuwen" in early.content.decode()
    with clock.at(date(2031, 1, 2)):
        assert login(ending.owner_a).get(said).status_code == 403
        assert login(ending.contact_b).get(renew).status_code == 404
        client = login(ending.contact_a)
        assert renew in client.get(page).content.decode()
        asked_first = client.get(renew)
        assert (asked_first.status_code, asked_first.url) == (302, said)  # no page that only leads back
        version = client.get(said).context["form"]["version"].value()
        data = {
            "conclusion": "Minder tillen.",
            "reached_O1": "partly",
            "value_O1": "95",
            "words_O1": "",
            "version": version,
        }
        assert client.post(said, data | {"value_O1": "veel"}).context["form"].errors
        assert client.post(said, data).status_code == 302
        assert "Minder tillen." in client.get(page).content.decode()
        form = client.get(renew).context["form"]
        assert "2032-01-01" in dict(form.fields["first_day"].choices)
        assert client.post(renew, {"first_day": "2032-01-01"}).status_code == 302
    with system_context("test"):
        assert GlobalPreventionPlan.objects.filter(company=ending.company_a, renews=pk).count() == 1
        assert not AnnualActionPlan.objects.filter(company=ending.company_a, first_day=date(2032, 1, 1)).exists()
