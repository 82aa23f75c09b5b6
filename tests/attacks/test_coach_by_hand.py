"""A coach gets into a company's file by its word alone: the question is not widened, a coaching that is over not taken up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from actionplans.models import GlobalPreventionPlan
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories import actions
from coaching.trajectories.models import CoachRequest, Trajectory
from riskanalysis.models import RiskAnalysis
from tests import factories
from tests.acting import in_company, in_portfolio, in_programme
from tests.actionplans import factories as plans
from tests.attacks.test_file_by_hand import PARTS, denied
from tests.attacks.test_life_cycles import refused

pytestmark = pytest.mark.django_db
NEVER_COACHES = {"actionplans_advicemark"}  # which no coach may read at all


@pytest.fixture
def asked(world: Any) -> Any:
    """The company has an analysis and a plan from before, and asks its first coach, without the whole file."""
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).delete()
        Application.objects.filter(pk=world.application_a.pk).delete()
        world.trajectory_a = factories.trajectory(
            world.programme_a, world.company_a, world.contact_a, state="coach_requested"
        )
        world.old = plans.analysis(world.trajectory_a)
        world.plan = plans.global_plan(world.trajectory_a, source=world.old, start_year=2040)
        world.request = CoachRequest.objects.create(
            trajectory=world.trajectory_a,
            company=world.company_a,
            programme=world.programme_a,
            coach=world.coach_profile_a,
            requested_at=clock.now(),
            requested_by_id=world.contact_a.pk,
            answer_due_on=date(2099, 1, 1),
        )
    return world


def mandate_of(world: Any) -> Mandate | None:
    with system_context("test"):
        return Trajectory.objects.select_related("mandate").get(pk=world.trajectory_a.pk).mandate


def nothing_of_the_file(world: Any, place: Any) -> None:
    with place, connection.cursor() as cursor:
        for table in sorted(PARTS - NEVER_COACHES):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE company_id = %s", [world.company_a.pk])
            assert cursor.fetchone() == (0,), table


QUESTION = "UPDATE trajectories_coachrequest SET {} WHERE id = %s"


@pytest.mark.parametrize(
    "change",
    ["whole_file = true", "requested_at = '2001-01-01'", "requested_by_id = NULL", "is_change = true", "message = 'x'"],
)
def test_the_question_stays_as_it_was_asked(asked: Any, change: str) -> None:
    """Its moment and its width are what the mandate begins with."""
    for place in (
        in_portfolio(asked.coach_a),
        in_company(asked.colleague_a, asked.company_a),
        in_company(asked.contact_a, asked.company_a),
        in_programme(asked.admin_a, asked.programme_a),
    ):
        with place:
            assert refused(QUESTION.format(change), asked.request.pk)
    with in_portfolio(asked.coach_a) as by:
        assert not refused(QUESTION.format("talk_where = 'Gent'"), asked.request.pk)
        actions.accept(request_id=asked.request.pk, by=by)
    given = mandate_of(asked)
    assert given is not None and given.since is not None and given.since >= asked.request.requested_at
    nothing_of_the_file(asked, in_company(asked.coach_a, asked.company_a, "coach"))


def test_the_whole_file_is_asked_by_who_may_bind(asked: Any, login: Any) -> None:
    """On the page, by the action and by SQL; the coaching itself any contact asks for."""
    with system_context("test"):
        CoachRequest.objects.all().delete()
        Trajectory.objects.filter(pk=asked.trajectory_a.pk).update(state="awaiting_coach")
    keys = {"trajectory_id": asked.trajectory_a.pk, "coach_id": asked.coach_profile_a.pk}
    with in_company(asked.colleague_a, asked.company_a) as by:
        with pytest.raises(PermissionDenied):
            actions.request_coach(**keys, whole_file=True, by=by)
        row = {
            **keys,
            "company_id": asked.company_a.pk,
            "programme_id": asked.programme_a.pk,
            "answer_due_on": clock.today(),
        }
        assert denied(CoachRequest.objects.create, **row, requested_by_id=by.user_id, whole_file=True)
        assert denied(CoachRequest.objects.create, **row, requested_by_id=asked.contact_a.pk)
    page = reverse("trajectories:request_coach", args=[asked.company_a.slug, asked.coach_profile_a.slug])
    client = login(asked.colleague_a)
    assert "whole_file" not in client.get(page).content.decode()
    assert client.post(page, {"message": "", "whole_file": "on"}).status_code == 302
    with system_context("test"):
        assert [row.whole_file for row in CoachRequest.objects.all()] == [False]


TAKE = "UPDATE trajectories_trajectory SET coach_id = %s, coach_accepted_at = now() WHERE id = %s"


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
def test_who_is_no_longer_asked_takes_nothing(asked: Any, verb: str) -> None:
    if verb == "decline":
        with in_portfolio(asked.coach_a) as by:
            actions.decline(request_id=asked.request.pk, reason="Te druk", by=by)
    else:
        with in_company(asked.contact_a, asked.company_a) as by:
            actions.cancel_request(trajectory_id=asked.trajectory_a.pk, by=by)
    with in_portfolio(asked.coach_a):
        assert refused(TAKE, asked.coach_profile_a.pk, asked.trajectory_a.pk)
        assert refused(QUESTION.format("state = 'open'"), asked.request.pk)
    assert mandate_of(asked) is None


def test_the_programme_gives_no_coach_where_the_company_asked_nobody(asked: Any) -> None:
    """It hands over the files of a coach who leaves; that is another thing than letting somebody in."""
    with in_programme(asked.admin_a, asked.programme_a):
        assert refused(TAKE, asked.coach_profile_b.pk, asked.trajectory_a.pk)
        refused("UPDATE trajectories_trajectory SET mandate_id = gen_random_uuid()")  # taken back without a word
        sql = (
            "INSERT INTO trajectories_trajectory SELECT (t).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object("
            "'id', gen_random_uuid(), 'coach_id', %s::text, 'state', 'awaiting_coach')) AS t"
            " FROM trajectories_trajectory t WHERE id = %s) x"
        )
        assert refused(sql, str(asked.coach_profile_b.pk), asked.trajectory_a.pk)
    assert mandate_of(asked) is None


@pytest.fixture
def over(asked: Any) -> Any:
    """A coaching in which the coach has made an analysis and a plan."""
    with in_portfolio(asked.coach_a) as by:
        actions.accept(request_id=asked.request.pk, by=by)
    with system_context("test"):
        source = plans.analysis(asked.trajectory_a)
        asked.made, asked.made_plan = source, plans.global_plan(asked.trajectory_a, source=source)
    with in_company(asked.coach_a, asked.company_a, "coach"):
        assert GlobalPreventionPlan.objects.get().pk == asked.made_plan.pk
    return asked


@pytest.mark.parametrize("verb", ["stop", "release_coach"])
def test_who_was_sent_away_has_nothing_left(over: Any, login: Any, verb: str) -> None:
    client = login(over.coach_a)
    page = reverse("riskanalysis:analysis", args=[over.company_a.slug, over.made.pk])
    assert client.get(page).status_code == 200
    with in_company(over.contact_a, over.company_a) as by:
        getattr(actions, verb)(trajectory_id=over.trajectory_a.pk, reason="Het gaat niet", by=by)
    assert client.get(page).status_code == 410  # a calm page that says it has ended
    nothing_of_the_file(over, in_portfolio(over.coach_a))
    with in_portfolio(over.coach_a):
        assert refused(TAKE, over.coach_profile_a.pk, over.trajectory_a.pk)
        assert refused("UPDATE riskanalysis_riskanalysis SET title = 'x'")
        assert refused("UPDATE companies_mandate SET ended_at = NULL")
        assert refused(
            "UPDATE trajectories_trajectory SET state = 'coach_accepted' WHERE id = %s", over.trajectory_a.pk
        )


def test_who_handed_over_has_nothing_left_and_who_follows_no_more(over: Any) -> None:
    with system_context("test"):
        row = Trajectory.objects.get(pk=over.trajectory_a.pk)
        row.coach = over.coach_profile_b
        row.coach_accepted_at = clock.now()
        row.save(update_fields=["coach", "coach_accepted_at"])
    nothing_of_the_file(over, in_portfolio(over.coach_a))
    with in_company(over.coach_b, over.company_a, "coach"):
        assert set(RiskAnalysis.objects.values_list("pk", flat=True)) == {over.made.pk}  # not the one from before
    with in_portfolio(over.coach_a):
        assert refused(TAKE, over.coach_profile_a.pk, over.trajectory_a.pk)


def test_what_runs_out_in_the_night_is_out_in_the_morning(over: Any, login: Any) -> None:
    """With a page open in the evening: in the morning it shows nothing, and what is sent from it changes nothing."""
    now = clock.now()
    with system_context("test"):
        given = Mandate.objects.get(company=over.company_a, ended_at=None)
        Mandate.objects.filter(pk=given.pk).update(
            writes_until=now + timedelta(hours=2), reads_until=now + timedelta(hours=9)
        )
        RiskAnalysis.objects.filter(pk=over.made.pk).update(state="scoping", finalised_at=None)
    client, args = login(over.coach_a), [over.company_a.slug, over.made.pk]
    page, scope = reverse("riskanalysis:analysis", args=args), reverse("riskanalysis:scope", args=args)
    assert client.get(scope).status_code == 200
    with clock.at(now + timedelta(hours=3)):
        assert client.get(page).status_code == 200
        assert client.post(scope, {"title": "Te laat", "scope": "x", "version": 1}).status_code == 403
    with clock.at(now + timedelta(hours=10)):
        assert client.get(page).status_code in {403, 404}
        assert client.post(scope, {"title": "Te laat", "scope": "x", "version": 1}).status_code in {403, 404}
    with system_context("test"):
        assert RiskAnalysis.objects.get(pk=over.made.pk).title != "Te laat"


def test_pages_open_nothing_from_before_by_its_key(over: Any, login: Any) -> None:
    """Old keys in addresses and in forms: a plan on an analysis that one may not read, a part of a plan from before."""
    client, slug = login(over.coach_a), over.company_a.slug
    for name, pk in (
        ("riskanalysis:analysis", over.old.pk),
        ("riskanalysis:report_pdf", over.old.pk),
        ("riskanalysis:heatmap", over.old.pk),
        ("actionplans:global_plan", over.plan.pk),
        ("actionplans:amend_global_plan", over.plan.pk),
        ("actionplans:global_plan_pdf", over.plan.pk),
        ("actionplans:new_annual_plan", over.plan.pk),
    ):
        address = reverse(name, args=[slug, pk])
        assert {client.get(address).status_code, client.post(address, {}).status_code} <= {404, 405}, name
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=over.made_plan.pk).delete()
        GlobalPreventionPlan.objects.filter(pk=over.plan.pk).update(state="expired", adopted_at=clock.now())
    form = {"analysis": str(over.old.pk), "start_year": clock.today().year + 1}
    client.post(reverse("actionplans:new_global_plan", args=[slug]), form)
    with system_context("test"):
        assert set(GlobalPreventionPlan.objects.filter(company=over.company_a, analysis=over.old)) == {over.plan}
