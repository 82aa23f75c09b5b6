"""The five-year plan: creation, sections, reasons, internal reading, amended versions."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from actionplans import rules
from actionplans.actions import plans
from actionplans.enums import GLOBAL_PLAN, PlanState
from actionplans.models import FindingWithoutObjective, GlobalPreventionPlan, Objective, PlanSection
from actionplans.queries import plans as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.trajectories.models import Trajectory
from riskanalysis.models import RiskAnalysis
from tests.acting import in_company
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db
NEXT = clock.today().year + 1


def create(case, user=None, **fields):
    with in_company(user or case.contact_a, case.company_a) as by:
        return plans.create_global_plan(analysis=case.analysis_a, by=by, **fields)


def test_plan_begins_next_year_with_eight_empty_sections_and_moves_the_trajectory(case):
    plan = create(case)
    with in_company(case.contact_a, case.company_a):
        assert (plan.start_year, plan.end_year, plan.state) == (NEXT, NEXT + 4, PlanState.DRAFT)
        assert list(plan.sections.values_list("number", "text")) == [(number, "") for number in range(1, 9)]
        assert Trajectory.objects.get(pk=case.trajectory_a.pk).state == "planning"
        assert AuditEvent.objects.filter(event="actionplans.global_plan_created", subject_id=plan.pk).count() == 1


def test_created_in_the_past_for_the_year_after(case):
    moment = datetime(2025, 9, 1, 10, tzinfo=timezone.get_default_timezone())
    plan = create(case, at=moment)
    assert (plan.start_year, plan.created_at) == (2026, moment)


def test_prevention_adviser_writes_but_does_not_steer(case):
    create(case, case.adviser_a)
    with in_company(case.contact_a, case.company_a):
        assert Trajectory.objects.get(pk=case.trajectory_a.pk).state == "started"


def test_second_click_and_overlapping_period_are_refused(case):
    create(case)
    for year in (NEXT, NEXT + 1):
        with pytest.raises(Refused):
            create(case, start_year=year)
    with in_company(case.contact_a, case.company_a):
        assert GlobalPreventionPlan.objects.count() == 1


@pytest.mark.parametrize("year", [NEXT - 2, NEXT + 2])
def test_period_must_begin_soon(case, year):
    with pytest.raises(Refused):
        create(case, start_year=year)


def test_analysis_must_be_final(case):
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=case.analysis_a.pk).update(state="consulted", finalised_at=None)
    with pytest.raises(Refused):
        create(case)


def test_roles(case):
    with pytest.raises(PermissionDenied):
        create(case, case.owner_a)
    with in_company(case.contact_b, case.company_b) as by, pytest.raises(RiskAnalysis.DoesNotExist):
        plans.create_global_plan(analysis=case.analysis_a, by=by)


def test_two_editors_of_one_section(case):
    plan = create(case)
    with in_company(case.contact_a, case.company_a) as by:
        saved = plans.save_section(plan=plan, number=4, text=" Ronde ", opened_with=1, by=by)
        assert (saved.text, saved.version) == ("Ronde", 2)
        plans.save_section(plan=plan, number=5, text="Budget", opened_with=1, by=by)  # another section: no conflict
    with in_company(case.coach_a, case.company_a) as by, pytest.raises(VersionConflict):
        plans.save_section(plan=plan, number=4, text="Anders", opened_with=1, by=by)


@pytest.mark.parametrize("state", ["submitted_to_body", "adopted", "active", "amended", "expired"])
def test_locked_plan_does_not_change(case, state):
    with system_context("test"):
        plan = make.global_plan(case.trajectory_a, state=state, source=case.analysis_a)
    with in_company(case.contact_a, case.company_a) as by, pytest.raises(Refused):
        plans.save_section(plan=plan, number=1, text="Nieuw", opened_with=1, by=by)


def test_submission_names_all_that_is_missing(case):
    plan = create(case)
    with in_company(case.contact_a, case.company_a) as by:
        lines = rules.missing_in_global_plan(plan)
        assert len(lines) == 8 + 1 + 1  # eight sections, no objective, one red finding
        with pytest.raises(Refused) as refusal:
            rules.check_can_submit_global_plan(plan)
        assert all(line in str(refusal.value.message) for line in lines)
        plans.explain_finding(plan=plan, finding=case.red_a, reason="Wordt dit jaar al opgelost.", by=by)
        assert len(rules.missing_in_global_plan(plan)) == 9
        plans.explain_finding(plan=plan, finding=case.red_a, reason="", by=by)
        assert not FindingWithoutObjective.objects.exists()
        with pytest.raises(Refused):
            plans.explain_finding(plan=plan, finding=case.red_b, reason="Van een ander", by=by)


def test_complete_plan_may_go(case):
    with system_context("test"):
        plan = make.global_plan(case.trajectory_a, source=case.analysis_a)
        make.objective(plan, case.red_a, code="O1")
    with in_company(case.contact_a, case.company_a):
        rules.check_can_submit_global_plan(plan)


def test_internal_reading_and_back(case):
    plan = create(case)
    with in_company(case.coach_a, case.company_a) as by:
        assert plans.start_internal_review(plan=plan, by=by).state == PlanState.INTERNAL_REVIEW
        with pytest.raises(Refused):
            plans.start_internal_review(plan=plan, by=by)
        assert plans.return_to_draft(plan=plan, by=by).state == PlanState.DRAFT


def test_amended_version_copies_all_and_replaces_when_it_comes_in_force(case):
    with system_context("test"):
        plan = make.global_plan(case.trajectory_a, state="active", source=case.analysis_a)
        make.objective(plan, case.red_a, code="O1")
        FindingWithoutObjective.objects.create(**make.keys(plan), plan=plan, finding=case.orange_a, reason="Later")
    with in_company(case.contact_a, case.company_a) as by:
        with pytest.raises(Refused):
            plans.amend_global_plan(plan=plan, reason=" ", by=by)
        new = plans.amend_global_plan(plan=plan, reason="Nieuwe waslijn", by=by)
        with pytest.raises(Refused):
            plans.amend_global_plan(plan=plan, reason="Nog eens", by=by)
        assert (new.version_no, new.state, new.amended_from_id) == (2, PlanState.DRAFT, plan.pk)
        assert PlanSection.objects.filter(plan=new, text="Ingevuld.").count() == 8
        assert [o.tied for o in reading.objectives_of(new.pk)] == [[case.red_a]]
        assert reading.reasons_of(new) == {case.orange_a.pk: "Later"}
        assert reading.reason_of_amendment(new) == "Nieuwe waslijn"
        plan.refresh_from_db()
        assert plan.state == PlanState.ACTIVE
    with system_context("test") as context:
        GlobalPreventionPlan.objects.filter(pk=new.pk).update(state="adopted", adopted_at=clock.now())
        new.refresh_from_db()
        apply_transition(GLOBAL_PLAN, "activate", new, by=context.actor)
        plan.refresh_from_db()
        assert (plan.state, new.state) == (PlanState.AMENDED, PlanState.ACTIVE)


def test_proposals_come_from_what_is_known(case):
    plan = create(case)
    with in_company(case.contact_a, case.company_a):
        first = reading.proposal_for(plan, 1).splitlines()
        assert [line[2:4] for line in first] == ["F1", "F2"]
        assert reading.proposal_for(plan, 3) == "" == reading.proposal_for(plan, 5)
    with system_context("test"):
        make.objective(plan, case.red_a, code="O1", text="Minder tillen")
    with in_company(case.contact_a, case.company_a):
        assert "O1 Minder tillen" in reading.proposal_for(plan, 3)
        assert "252" in reading.proposal_for(plan, 8)


def test_frozen_copy_holds_what_the_body_is_shown(case):
    with system_context("test"):
        plan = make.global_plan(case.trajectory_a, source=case.analysis_a)
        make.objective(plan, case.red_a, code="O1")
        make.objective(plan, code="O2", text="Rookvrij")
    with in_company(case.contact_a, case.company_a):
        frozen = reading.freeze_global_plan(plan)
        assert frozen["period"] == [NEXT, NEXT + 4]
        assert [s["text"] for s in frozen["sections"]] == ["Ingevuld."] * 8
        assert [(o["code"], o["voluntary"], [f["code"] for f in o["findings"]]) for o in frozen["objectives"]] == [
            ("O1", False, ["F1"]),
            ("O2", True, []),
        ]
        assert {f["code"]: f["objectives"] for f in frozen["findings"]} == {"F1": ["O1"], "F2": []}
        Objective.objects.filter(plan=plan).update(text="Anders")
        assert frozen["objectives"][0]["text"] == "Tilrisico omlaag"
