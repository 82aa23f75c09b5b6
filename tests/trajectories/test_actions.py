"""Actions: their guarantees, apart from any page."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from coaching.coaches.models import Coach
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import IllegalTransition, Refused, apply_transition
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict, lock
from coaching.programmes.enums import APPLICATION
from coaching.programmes.models import Application
from coaching.trajectories import actions
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from tests import factories
from tests.acting import in_company, in_portfolio, in_programme
from tests.patience import HANGS
from tests.trajectories.conftest import APPROVED, approve, ask, fresh

pytestmark = pytest.mark.django_db


def start(case, day=date(2026, 3, 20), hours="2"):
    request = ask(case)
    with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
        actions.accept(request_id=request.pk, by=by)
    return log(case, day, hours)


def log(case, day, hours="2", on=None):
    with clock.at(on or day), in_company(case.coach_a, case.company_a) as by:
        return actions.log_session(trajectory_id=case.trajectory.pk, held_on=day, kind="intake", hours=hours, by=by)


def test_approval_opens_one_trajectory_with_the_programmes_hours(case):
    found = case.trajectory
    assert (found.state, found.approved_on, found.start_due_on) == ("awaiting_coach", APPROVED, date(2026, 5, 10))
    assert found.coaching_hours == 20 and found.company_id == case.company_a.pk
    with system_context("test"):
        assert AuditEvent.objects.filter(event="trajectory.open", subject_id=found.pk).count() == 1


def test_lighter_layers_have_no_trajectory(world):
    with pytest.raises(Trajectory.DoesNotExist):
        approve(world, layer=3)


def test_the_coach_has_five_working_days(case):
    request = ask(case, date(2026, 4, 2))  # the Thursday before Easter
    assert request.answer_due_on == date(2026, 4, 10)  # Easter Monday does not count


def test_only_a_contact_asks_and_only_a_coach_answers(case):
    for user in (case.adviser_a, case.owner_a):
        with in_company(user, case.company_a) as by, pytest.raises(PermissionDenied):
            actions.request_coach(trajectory_id=case.trajectory.pk, coach_id=case.coach_profile_a.pk, by=by)
    request = ask(case)
    with in_company(case.contact_a, case.company_a) as by, pytest.raises(PermissionDenied):
        actions.accept(request_id=request.pk, by=by)
    with in_portfolio(case.coach_b) as by, pytest.raises(CoachRequest.DoesNotExist):
        actions.accept(request_id=request.pk, by=by)


def test_a_full_coach_cannot_be_asked(case):
    with system_context("test"):
        Coach.objects.filter(pk=case.coach_profile_a.pk).update(capacity=0)
    with pytest.raises(Refused, match="Coach a"):
        ask(case)
    with system_context("test"):
        Coach.objects.filter(pk=case.coach_profile_a.pk).update(capacity=5, state="paused")
    with pytest.raises(Refused):
        ask(case)


def test_a_conflict_of_interest_is_refused(case):
    with system_context("test"):
        Coach.objects.filter(pk=case.coach_profile_a.pk).update(employer_service="Dienst X ")
        Company.objects.filter(pk=case.company_a.pk).update(external_service="dienst x")
    with pytest.raises(Refused):
        ask(case)
    with system_context("test"):
        Company.objects.filter(pk=case.company_a.pk).update(external_service="")
    request = ask(case)
    with system_context("test"):
        Company.objects.filter(pk=case.company_a.pk).update(external_service="Dienst X")
    with in_portfolio(case.coach_a) as by, pytest.raises(Refused):
        actions.accept(request_id=request.pk, by=by)


def test_the_first_session_starts_the_trajectory_once(case):
    start(case)
    log(case, date(2026, 3, 27), "1.5")
    now = fresh(case.trajectory)
    assert (now.state, now.started_on, now.last_session_on) == ("started", date(2026, 3, 20), date(2026, 3, 27))
    assert str(now.hours_used) == "3.5"
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="trajectories.started").count() == 2  # contact and colleague


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2026, 2, 9)])
def test_sessions_in_the_future_or_before_approval(case, day):
    with pytest.raises(Refused):
        request = ask(case)
        with in_portfolio(case.coach_a) as by:
            actions.accept(request_id=request.pk, by=by)
        log(case, day, on=date(2026, 3, 20))
    assert fresh(case.trajectory).started_on is None


def test_no_session_without_an_accepted_coach_or_at_rest(case):
    ask(case)
    with pytest.raises(Exception, match=""):
        log(case, date(2026, 3, 20))
    with system_context("test"):
        assert not CoachingSession.objects.exists()


def test_editing_moves_hours_and_start(case):
    session = start(case)
    with clock.at(date(2026, 4, 1)), in_company(case.coach_a, case.company_a) as by:
        actions.edit_session(session_id=session.pk, opened_with=1, by=by, held_on=date(2026, 3, 19), hours="4")
    now = fresh(case.trajectory)
    assert (now.started_on, str(now.hours_used)) == (date(2026, 3, 19), "4.0")
    with clock.at(date(2026, 4, 1)), in_company(case.coach_a, case.company_a) as by, pytest.raises(VersionConflict):
        actions.edit_session(session_id=session.pk, opened_with=1, by=by, hours="5")


def test_steering_in_order(case):
    start(case)
    with in_company(case.coach_a, case.company_a) as by:
        with pytest.raises(IllegalTransition):
            actions.begin_evaluation(trajectory_id=case.trajectory.pk, by=by)
        for verb in ("begin_analysis", "begin_planning", "begin_implementation", "begin_evaluation"):
            getattr(actions, verb)(trajectory_id=case.trajectory.pk, by=by)
    assert fresh(case.trajectory).state == "evaluation"


def test_resume_goes_back_to_where_it_stood(case):
    start(case)
    with in_company(case.coach_a, case.company_a) as by:
        actions.begin_analysis(trajectory_id=case.trajectory.pk, by=by)
        with pytest.raises(Refused):
            actions.hold(trajectory_id=case.trajectory.pk, reason=" ", by=by)
        actions.hold(trajectory_id=case.trajectory.pk, reason="Verhuis", by=by)
        actions.resume(trajectory_id=case.trajectory.pk, by=by)
    now = fresh(case.trajectory)
    assert (now.state, now.state_before_hold) == ("analysis", "")


def test_only_the_administrator_closes(case):
    start(case)
    with in_company(case.coach_a, case.company_a) as by, pytest.raises(PermissionDenied):
        actions.close(trajectory_id=case.trajectory.pk, by=by)
    with in_programme(case.admin_a, case.programme_a) as by, pytest.raises(IllegalTransition):
        actions.close(trajectory_id=case.trajectory.pk, by=by)


def lapse(case):
    with in_programme(case.admin_a, case.programme_a) as by:
        file = lock(Application.objects, pk=case.trajectory.application_id)
        apply_transition(APPLICATION, "lapse", file, by=by, reason="Niet gestart.")


def test_a_lapsed_approval_stops_the_trajectory(case):
    request = ask(case)
    lapse(case)
    assert fresh(case.trajectory).state == "stopped"
    with system_context("test"):
        assert CoachRequest.objects.get(pk=request.pk).state == "withdrawn"


def test_what_has_started_does_not_lapse(case):
    start(case)
    with pytest.raises(Refused):
        lapse(case)
    assert fresh(case.trajectory).state == "started"


def test_the_company_hears_once_that_the_coach_did_not_answer(case):
    from coaching.core.jobs import periodic

    request = ask(case)
    day = request.answer_due_on + timedelta(days=1)
    for offset, expected in ((-1, 0), (0, 1), (0, 0), (3, 0)):
        with clock.at(day + timedelta(days=offset)):
            assert periodic.run("trajectories.tell_unanswered", day + timedelta(days=offset)) == {"told": expected}


@pytest.mark.django_db(transaction=True)
def test_two_companies_ask_for_the_last_place_at_once():
    with system_context("test"):
        programme, coach = factories.programme(), factories.coach(factories.user(), capacity=1)
        cases = []
        for _ in range(2):
            company, contact = factories.company(), factories.user()
            factories.membership(company, contact, Role.CONTACT)
            cases.append(
                SimpleNamespace(company=company, contact=contact, t=factories.trajectory(programme, company, contact))
            )
    gate, outcomes = threading.Barrier(2), []

    def work(one):
        try:
            with in_company(one.contact, one.company) as by:
                gate.wait(HANGS)
                actions.request_coach(trajectory_id=one.t.pk, coach_id=coach.pk, by=by)
            outcomes.append("asked")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[one]) for one in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS)
    assert sorted(outcomes) == ["asked", "refused"]
    with system_context("test"):
        assert CoachRequest.objects.count() == 1
