"""By SQL under one's own hat, what no page offers: moving states, rewriting what was said, writing in others' name."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from actionplans.models import AdviceRequest, BenchAdvice, GlobalPreventionPlan, Objective, PlanSection, Remark
from coaching.core.ground import clock
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests.acting import as_person, in_company, in_portfolio, in_programme
from tests.actionplans.factories import root

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: Any) -> bool:
    """Whether the database says no, or finds no row to change."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


@pytest.fixture
def plan(world: Any) -> Any:
    with system_context("test fixture"):
        keys = root(world.trajectory_a, "five_year_plan")
        plan = GlobalPreventionPlan.objects.create(**keys, start_year=2026, state="submitted_to_body")
        PlanSection.objects.create(**keys, plan=plan, number=1, text="Zoals het was")
        Objective.objects.create(**keys, plan=plan, code="O1", text="Minder tillen", by_year=2027)
        advice_request = AdviceRequest.objects.create(
            **keys, global_plan=plan, body_kind="committee", state="discussed", frozen={"a": 1}, frozen_sha256="x"
        )
        Remark.objects.create(
            **keys,
            advice_request=advice_request,
            code="R1",
            text="Te traag",
            author_id=world.worker_bench_a.pk,
            bench="workers",
        )
        BenchAdvice.objects.create(**keys, advice_request=advice_request, bench="workers", favourable=False, text="Nee")
    plan.advice_request = advice_request
    return plan


PLAN = "UPDATE actionplans_globalpreventionplan SET state = %s, adopted_at = now() WHERE id = %s"


def test_a_member_of_the_body_cannot_put_a_plan_in_force(world: Any, plan: Any) -> None:
    table = "UPDATE actionplans_globalpreventionplan SET state = %s WHERE id = %s"
    for who in (world.worker_bench_a, world.secretary_a):
        with in_company(who, world.company_a, "body"):
            assert refused(table, "active", plan.pk) and refused(table, "draft", plan.pk)


def test_nobody_without_the_mandate_adopts(world: Any, plan: Any) -> None:
    with system_context("test fixture"):
        GlobalPreventionPlan.objects.filter(pk=plan.pk).update(state="advised")
    for who in (world.coach_a, world.colleague_a, world.adviser_a):
        with in_company(who, world.company_a):
            assert refused(PLAN, "adopted", plan.pk)
    with in_company(world.contact_a, world.company_a):
        assert refused(PLAN, "active", plan.pk)
        assert not refused(PLAN, "adopted", plan.pk)
        assert refused("DELETE FROM actionplans_globalpreventionplan WHERE id = %s", plan.pk)
        assert refused(
            "INSERT INTO actionplans_globalpreventionplan SELECT (p).* FROM (SELECT p FROM "
            "actionplans_globalpreventionplan p WHERE id = %s) x",
            plan.pk,
        )


def test_a_plan_before_the_body_stays_as_it_is(world: Any, plan: Any) -> None:
    for who in (world.contact_a, world.coach_a):
        with in_company(who, world.company_a):
            assert refused("UPDATE actionplans_plansection SET text = 'anders' WHERE plan_id = %s", plan.pk)
            assert refused("DELETE FROM actionplans_objective WHERE plan_id = %s", plan.pk)
            assert refused("UPDATE actionplans_bodyreview SET frozen = '{}' WHERE id = %s", plan.advice_request.pk)
    with system_context("test fixture"):
        GlobalPreventionPlan.objects.filter(pk=plan.pk).update(state="draft")
    with in_company(world.contact_a, world.company_a):
        assert not refused("UPDATE actionplans_plansection SET text = 'anders' WHERE plan_id = %s", plan.pk)


def test_words_stay_with_whoever_said_them(world: Any, plan: Any) -> None:
    with in_company(world.contact_a, world.company_a):
        assert refused("UPDATE actionplans_remark SET text = 'Prima' WHERE review_id = %s", plan.advice_request.pk)
        assert not refused(
            "UPDATE actionplans_remark SET reply_text = 'Dank u' WHERE review_id = %s", plan.advice_request.pk
        )
        assert refused(
            "UPDATE actionplans_benchadvice SET favourable = true WHERE review_id = %s", plan.advice_request.pk
        )
    with in_company(world.employer_bench_a, world.company_a, "body"):
        assert refused("UPDATE actionplans_remark SET text = 'Prima' WHERE review_id = %s", plan.advice_request.pk)
        assert refused("DELETE FROM actionplans_benchadvice WHERE review_id = %s", plan.advice_request.pk)
    with in_company(world.worker_bench_a, world.company_a, "body"):
        assert not refused(
            "UPDATE actionplans_remark SET text = 'Veel te traag' WHERE review_id = %s", plan.advice_request.pk
        )
        assert refused("UPDATE actionplans_remark SET reply = 'accepted' WHERE review_id = %s", plan.advice_request.pk)
    with system_context("test fixture"):
        AdviceRequest.objects.filter(pk=plan.advice_request.pk).update(
            state="advised", advice_kind="unanimous", advised_at=clock.now()
        )
    with in_company(world.worker_bench_a, world.company_a, "body"):
        assert refused("UPDATE actionplans_remark SET text = 'Achteraf' WHERE review_id = %s", plan.advice_request.pk)
    with in_company(world.secretary_a, world.company_a, "body"):
        assert refused(
            "UPDATE actionplans_bodyreview SET advice_text = 'Toch niet' WHERE id = %s", plan.advice_request.pk
        )


def test_states_of_trajectory_and_application_follow_their_machine(world: Any) -> None:
    trajectory = "UPDATE trajectories_trajectory SET state = %s WHERE id = %s"
    application = "UPDATE programmes_application SET state = %s WHERE id = %s"
    with in_company(world.contact_a, world.company_a):
        assert refused(trajectory, "closed", world.trajectory_a.pk)
        assert refused(application, "in_review", world.application_a.pk)
    with in_portfolio(world.coach_a):
        assert refused(trajectory, "closed", world.trajectory_a.pk)
    with in_programme(world.admin_a, world.programme_a):
        assert refused(application, "submitted", world.application_a.pk)
        assert refused(trajectory, "implementation", world.trajectory_a.pk)
    with system_context("test"):
        assert Trajectory.objects.get(pk=world.trajectory_a.pk).state == "started"


EVENT = (
    "INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, programme_id, subject_type, event, source, target,"
    " reason, data) VALUES (gen_random_uuid(), now(), %s, %s, %s, %s, 'x.y', 'x.y', '', '', '', '{}')"
)


def test_nobody_writes_in_the_trail_of_others(world: Any) -> None:
    a, b = world.company_a.pk, world.company_b.pk
    with in_company(world.contact_a, world.company_a):
        me = world.contact_a.pk
        assert not refused(EVENT, me, "h_contact", a, None)
        assert refused(EVENT, me, "h_contact", b, None)
        assert refused(EVENT, me, "h_admin", a, None)
        assert refused(EVENT, world.coach_a.pk, "h_contact", a, None)
    with in_company(world.worker_bench_a, world.company_a, "body"):
        assert refused(EVENT, world.worker_bench_a.pk, "h_cpbw", b, None)
    with in_portfolio(world.coach_a):
        assert refused(EVENT, world.coach_a.pk, "h_coach", b, None)
    with in_programme(world.admin_a, world.programme_a):
        assert refused(EVENT, world.admin_a.pk, "h_admin", None, world.programme_b.pk)
    with as_person(world.outsider):
        assert refused(EVENT, world.outsider.pk, "h_person", a, None)
    with system_context("test"):
        assert AuditEvent.objects.filter(event="x.y").count() == 1


MAIL = (
    "INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,"
    " company_id, created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html) VALUES"
    " (gen_random_uuid(), 'x.y', %s, '', 'nl', '{}', gen_random_uuid()::text, true, %s, %s, now(), now(), 0, '', '', '', '', '')"
)


def test_nobody_files_mail_with_others_or_calls_it_sent(world: Any) -> None:
    me = world.contact_a.pk
    with in_company(world.contact_a, world.company_a):
        assert not refused(MAIL, me, "queued", world.company_a.pk)
        assert refused(MAIL, me, "queued", world.company_b.pk)
        assert refused(MAIL, me, "sent", world.company_a.pk)
    with as_person(world.outsider):
        assert refused(MAIL, me, "queued", world.company_a.pk)
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="x.y").count() == 1


def test_a_draft_names_no_company_of_others(world: Any) -> None:
    with system_context("test fixture"):
        draft = Application.objects.create(programme=world.programme_a, applicant_id=world.outsider.pk)
    with as_person(world.outsider):
        assert refused("UPDATE programmes_application SET company_id = %s WHERE id = %s", world.company_b.pk, draft.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            Application.objects.create(
                programme=world.programme_a, applicant_id=world.outsider.pk, company=world.company_b
            )
