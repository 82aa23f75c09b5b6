"""A five-year plan from elsewhere: its five years, its states, its page, and how it goes on here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans import periodic
from actionplans.actions import annual, brought
from actionplans.actions.plans import amend_global_plan, create_global_plan
from actionplans.models import GlobalPreventionPlan
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import current_actor, system_context
from coaching.trajectories.models import Helped
from tests.acting import in_company

pytestmark = pytest.mark.django_db
TODAY = date(2031, 11, 28)  # the world is made on the real day, which has to lie before


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(TODAY):
        yield


def bring(case: Any, year: int = 2029, month: int = 7) -> GlobalPreventionPlan:
    with system_context("test"):
        return brought.record_brought_plan(company_id=case.company_a.pk, year=year, month=month, by=current_actor())


def fresh(plan: GlobalPreventionPlan) -> GlobalPreventionPlan:
    with system_context("test"):
        return GlobalPreventionPlan.objects.get(pk=plan.pk)


@pytest.mark.parametrize(
    ("year", "month", "first", "end", "state", "words"),
    [
        (2029, 1, date(2029, 1, 1), date(2033, 12, 31), "active", "2029–2033"),
        (2029, 7, date(2029, 7, 1), date(2034, 6, 30), "active", "07/2029–06/2034"),
        (2027, 3, date(2027, 3, 1), date(2032, 2, 29), "active", "03/2027–02/2032"),
        (2026, 12, date(2026, 12, 1), date(2031, 11, 30), "active", "12/2026–11/2031"),
        (2026, 11, date(2026, 11, 1), date(2031, 10, 31), "expired", "11/2026–10/2031"),
        (2031, 12, date(2031, 12, 1), date(2036, 11, 30), "adopted", "12/2031–11/2036"),
    ],
)
def test_it_covers_five_years_from_the_first_of_a_month(
    case: Any, year: int, month: int, first: date, end: date, state: str, words: str
) -> None:
    plan = fresh(bring(case, year, month))
    assert (plan.first_day, plan.end, plan.state, str(plan)) == (first, end, state, words)
    assert plan.adopted_at is None and bool(plan.active_from_at) == (state != "adopted")


def test_one_that_begins_later_comes_in_force_on_its_first_day(case: Any) -> None:
    plan = bring(case, 2031, 12)
    for day, state in ((date(2031, 11, 30), "adopted"), (date(2031, 12, 1), "active")):
        with clock.at(day), system_context("test"):
            periodic.activate_plans(today=day)
        assert fresh(plan).state == state


def test_nothing_counts_it_as_made_here(case: Any) -> None:
    """The company is coached: what it brings is not the coaching's work."""
    plan = bring(case)
    with system_context("test"):
        assert not Helped.objects.filter(piece_id=plan.piece_id).exists()
        event = AuditEvent.objects.get(event="actionplans.global_plan_brought", subject_id=plan.pk)
    assert event.data == {"start_year": 2029, "start_month": 7}


@pytest.mark.parametrize("year", [1999, 2034])
def test_a_year_too_far_away_is_refused(case: Any, year: int) -> None:
    with pytest.raises(Refused):
        bring(case, year)


def test_two_for_the_same_years_are_refused(case: Any) -> None:
    bring(case)
    with pytest.raises(Refused):
        bring(case, 2031, 1)


def test_nobody_but_the_operator_says_that_a_plan_was_adopted_elsewhere(case: Any) -> None:
    with in_company(case.contact_a, case.company_a) as by, pytest.raises(PermissionError):
        brought.record_brought_plan(company_id=case.company_a.pk, year=2029, month=1, by=by)


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"start_month": 0}, "global_plan_start_month"),
        ({"start_month": 13}, "global_plan_start_month"),
        ({"state": "draft"}, "global_plan_brought_was_made_elsewhere"),
        ({"adopted_at": "2029-01-01T00:00Z"}, "global_plan_brought_was_made_elsewhere"),
        ({"is_brought": False}, "global_plan_adopted_has_moment"),
    ],
)
def test_the_database_keeps_it_to_what_is_known(case: Any, said: dict[str, Any], constraint: str) -> None:
    plan = bring(case)
    with system_context("test"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        GlobalPreventionPlan.objects.filter(pk=plan.pk).update(**said)


def test_a_contact_cannot_write_one_by_hand(case: Any) -> None:
    plan = bring(case)
    with in_company(case.contact_a, case.company_a), pytest.raises(Exception, match="draft|begin|state|moves"):
        with transaction.atomic():
            fresh_row = GlobalPreventionPlan.objects.get(pk=plan.pk)
            fresh_row.pk, fresh_row.version_no = None, 9
            fresh_row.piece_id = case.analysis_a.piece_id
            fresh_row.save(force_insert=True)


def test_its_page_says_from_when_to_when_and_what_to_do(case: Any, login: Any) -> None:
    plan, client, slug = bring(case), login(case.contact_a), case.company_a.slug
    address = reverse("actionplans:global_plan", args=[slug, plan.pk])
    page = client.get(address)
    words = page.content.decode()
    assert page.status_code == 200 and "30 juni 2034" in words and "1 juli 2029" in words
    for name in ("global_plan_pdf", "new_objective", "new_annual_plan"):
        assert reverse(f"actionplans:{name}", args=[slug, plan.pk]) not in words, name
    assert reverse("actionplans:amend_global_plan", args=[slug, plan.pk]) in words
    assert client.post(reverse("actionplans:global_plan_pdf", args=[slug, plan.pk])).status_code == 404
    overview = client.get(reverse("actionplans:plans", args=[slug])).content.decode()
    assert "07/2029–06/2034" in overview
    assert reverse("actionplans:new_annual_plan", args=[slug, plan.pk]) not in overview


def test_it_goes_on_here_by_an_amended_version(case: Any, login: Any) -> None:
    plan = bring(case)
    with in_company(case.contact_a, case.company_a) as by:
        with pytest.raises(Refused):
            annual.create_annual_plan(global_plan=plan, year=2032, by=by)
        with pytest.raises(Refused):  # its five years are taken
            create_global_plan(analysis=case.analysis_a, start_year=2032, by=by)
        new = amend_global_plan(plan=plan, reason="We gaan hier verder.", by=by)
        assert (new.state, new.is_brought, new.analysis_id) == ("draft", False, case.analysis_a.pk)
        assert (new.first_day, new.end, new.version_no) == (plan.first_day, plan.end, 2)
        assert list(new.sections.values_list("number", "text")) == [(number, "") for number in range(1, 9)]
        assert annual.create_annual_plan(global_plan=new, year=2034, by=by).year == 2034
    page = login(case.contact_a).get(reverse("actionplans:global_plan", args=[case.company_a.slug, new.pk]))
    assert page.status_code == 200 and "30 juni 2034" in page.content.decode()
