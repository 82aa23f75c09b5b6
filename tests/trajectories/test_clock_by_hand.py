"""The programme pauses, resumes and extends the start clock; the ledger and the escalation follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from coaching.trajectories.actions.opening import plan_clock
from coaching.trajectories.models import Trajectory
from tests.acting import in_company, in_portfolio, in_programme
from tests.trajectories.conftest import APPROVED, approve, ask, fresh
from tests.trajectories.test_clock import DUE, run_day

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAUSED = date(2026, 4, 1)
DAYS = timedelta


def planned(trajectory: Any) -> list[date]:
    with system_context("test"):
        rows = Reminder.objects.filter(subject_id=trajectory.pk, state="planned")
        return list(rows.values_list("due_on", flat=True))


def by_hand(case: Any, day: date, action: Any, **more: Any) -> Trajectory:
    with clock.at(day), in_programme(case.admin_a, case.programme_a) as by:
        return action(trajectory_id=case.trajectory.pk, by=by, **more)


def entries(kind: str) -> list[Any]:
    """What mails of this kind bring to a calendar, the first one first."""
    with system_context("test"):
        rows = list(OutgoingEmail.objects.filter(kind=kind).order_by("created_at"))
    return [MAILS[row.kind](row.context).calendar for row in rows]


class TestCalendar:
    def test_the_last_day_follows_the_clock_in_everybodys_calendar(self, case: Any) -> None:
        """One entry, that of the approval: taken out while the clock stands, back on a later day."""
        by_hand(case, PAUSED, actions.pause_clock, reason="Brand")
        by_hand(case, PAUSED + DAYS(days=20), actions.resume_clock)
        (paused, *_others), (resumed, *_more) = (
            entries("trajectories.clock_paused"),
            entries("trajectories.clock_resumed"),
        )
        assert paused.cancelled and resumed.start == DUE + DAYS(days=20) and not resumed.cancelled
        until = DUE + DAYS(days=40)
        by_hand(case, PAUSED + DAYS(days=21), actions.extend_clock, until=until, reason="Meer tijd")
        (extended, *_others) = entries("trajectories.clock_extended")
        assert extended.start == until and {one.uid for one in (paused, resumed, extended)} == {
            f"start.{case.trajectory.application_id}@vijfsprong"
        }
        assert paused.sequence < resumed.sequence < extended.sequence
        assert not extended.busy  # a day by which, not an hour at which

    def test_what_stops_before_its_start_leaves_the_calendars(self, case: Any) -> None:
        """Of company and coach; the programme was never sent the day."""
        with clock.at(PAUSED), in_company(case.contact_a, case.company_a) as by:
            actions.stop(trajectory_id=case.trajectory.pk, reason="Overname", by=by)
        with system_context("test"):
            rows = list(OutgoingEmail.objects.filter(kind="trajectories.stopped"))
        found = {row.recipient_id: MAILS[row.kind](row.context) for row in rows}
        office = found.pop(case.admin_a.pk)
        assert office.calendar is None
        assert found and all(one.calendar and one.calendar.cancelled for one in found.values())
        assert {one.calendar.uid for one in found.values()} == {f"start.{case.trajectory.application_id}@vijfsprong"}
        assert all(len(one.paragraphs) == len(office.paragraphs) + 1 for one in found.values())

    def test_what_stops_after_its_start_has_no_day_to_take_out(self, case: Any) -> None:
        with system_context("test"):
            Trajectory.objects.filter(pk=case.trajectory.pk).update(
                state="started", started_on=PAUSED, coach=case.coach_profile_a
            )
        by_hand(case, PAUSED, actions.stop, reason="Failliet")
        assert set(entries("trajectories.stopped")) == {None}

    def test_mails_that_were_queued_before_have_none(self) -> None:
        context = {"company": "F", "slug": "f", "start_due_on": "2026-05-10", "approved_on": "2026-02-10"}
        assert MAILS["trajectories.start.before"](context).calendar is None


class TestPause:
    @pytest.mark.no_cover  # many mornings run the lines of one (ADR 0032)
    def test_no_reminder_and_no_escalation_while_it_stands_still(self, case: Any) -> None:
        by_hand(case, PAUSED, actions.pause_clock, reason="Brand in het magazijn")
        for offset in range((PAUSED - APPROVED).days, 140):
            figures = run_day(APPROVED + DAYS(days=offset))
            assert figures["core.send_reminders"]["reminders"] == figures["trajectories.escalate"]["escalated"] == 0

    def test_the_days_are_added(self, case: Any) -> None:
        by_hand(case, PAUSED, actions.pause_clock, reason="Brand")
        by_hand(case, PAUSED + DAYS(days=20), actions.resume_clock)
        assert fresh(case.trajectory).start_due_on == DUE + DAYS(days=20)
        assert planned(case.trajectory) == [DUE + DAYS(days=20 + step) for step in (-30, -10, 0, 14)]

    def test_only_once_and_only_with_a_reason(self, case: Any) -> None:
        with pytest.raises(Refused):
            by_hand(case, PAUSED, actions.pause_clock, reason=" ")
        by_hand(case, PAUSED, actions.pause_clock, reason="Brand")
        with pytest.raises(IllegalTransition):
            by_hand(case, PAUSED, actions.pause_clock, reason="Brand")
        with pytest.raises(IllegalTransition):
            by_hand(case, PAUSED, actions.extend_clock, until=DUE + DAYS(days=30), reason="Meer tijd")
        by_hand(case, PAUSED, actions.resume_clock)
        with pytest.raises(IllegalTransition):
            by_hand(case, PAUSED, actions.resume_clock)

    def test_a_start_ends_it(self, case: Any) -> None:
        by_hand(case, PAUSED, actions.pause_clock, reason="Brand")
        request = ask(case)
        with clock.at(PAUSED), in_portfolio(case.coach_a) as by:
            actions.accept(request_id=request.pk, by=by)
        with clock.at(PAUSED), in_company(case.coach_a, case.company_a) as by:
            actions.log_session(trajectory_id=case.trajectory.pk, held_on=PAUSED, kind="intake", hours="2", by=by)
        with pytest.raises(IllegalTransition):
            by_hand(case, PAUSED, actions.resume_clock)
        assert planned(case.trajectory) == []


class TestExtension:
    def test_new_date_new_reminders_and_the_escalation_is_lifted(self, case: Any) -> None:
        run_day(date(2026, 6, 1))
        assert fresh(case.trajectory).escalated_at is not None
        until = date(2026, 7, 31)
        by_hand(case, date(2026, 6, 2), actions.extend_clock, until=until, reason="Nieuwe zaakvoerder")
        again = fresh(case.trajectory)
        assert (again.start_due_on, again.escalated_at) == (until, None)
        assert planned(case.trajectory) == [until + DAYS(days=step) for step in (-30, -10, 0, 14)]
        run_day(date(2026, 8, 15))
        assert fresh(case.trajectory).escalated_at is not None
        with system_context("test"):
            assert OutgoingEmail.objects.filter(kind="trajectories.clock_extended").exists()
            assert OutgoingEmail.objects.filter(kind="trajectories.escalated").count() == 2

    @pytest.mark.parametrize("until", [DUE, date(2026, 1, 1), date(2099, 1, 1)])
    def test_a_strange_date_is_refused(self, case: Any, until: date) -> None:
        with pytest.raises(Refused):
            by_hand(case, PAUSED, actions.extend_clock, until=until, reason="x")
        assert fresh(case.trajectory).start_due_on == DUE

    def test_only_administrators(self, case: Any, login: Any) -> None:
        with in_programme(case.assessor_a, case.programme_a) as by, pytest.raises(PermissionDenied):
            actions.pause_clock(trajectory_id=case.trajectory.pk, reason="x", by=by)
        url = reverse("trajectories:set_clock", args=[case.programme_a.slug, case.trajectory.pk])
        assert login(case.assessor_a).get(url).status_code == 403
        assert login(case.admin_b).get(url).status_code == 404
        assert login(case.contact_a).get(url).status_code == 404


class TestPages:
    def test_by_hand_on_the_page(self, case: Any, login: Any) -> None:
        url = reverse("trajectories:set_clock", args=[case.programme_a.slug, case.trajectory.pk])
        with clock.at(PAUSED):
            client = login(case.admin_a)
            assert client.get(url).status_code == 200
            page = client.post(url, {"extend-until": "01/02/2026", "extend-reason": "Te vroeg"})
            assert "error-summary" in page.content.decode()
            assert "Te vroeg" in page.content.decode()
            assert client.post(url, {"pause": "1", "pause-reason": "Brand"}).status_code == 302
            assert client.post(url, {"pause": "1", "pause-reason": "Brand"}).status_code == 302  # the same click
            assert "error-summary" in client.post(url, {"pause": "1", "pause-reason": "Storm"}).content.decode()
            resume = reverse("trajectories:resume_clock", args=[case.programme_a.slug, case.trajectory.pk])
            assert client.get(resume).status_code == 405
            client.post(resume)
            client.post(resume)
        assert fresh(case.trajectory).clock_paused_on is None

    def test_a_clock_that_stopped_meanwhile_keeps_what_was_typed(self, case: Any, login: Any) -> None:
        with in_programme(case.admin_a, case.programme_a) as by:
            actions.hold(trajectory_id=case.trajectory.pk, reason="Verhuis", by=by)
        url = reverse("trajectories:set_clock", args=[case.programme_a.slug, case.trajectory.pk])
        page = login(case.admin_a).post(url, {"extend-until": "01/02/2027", "extend-reason": "Een verhuizing"})
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()
        assert "Een verhuizing" in page.content.decode()

    def test_the_forecast_says_what_comes_about_whom(self, case: Any, login: Any) -> None:
        url = reverse("trajectories:forecast", args=[case.programme_a.slug])
        with clock.at(DUE - DAYS(days=12)):
            page = login(case.admin_a).get(url).content.decode()
            assert page.count(case.company_a.name) == 5  # the two that beat missed, then -10, 0 and +14
            assert case.company_b.name not in page
        assert login(case.assessor_a).get(url).status_code == 403


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    approved=st.dates(date(2025, 1, 1), date(2032, 12, 31)),
    steps=st.lists(st.integers(-90, 60), min_size=0, max_size=6),
)
def test_any_calendar(world: Any, approved: date, steps: list[int]) -> None:
    """Each step that lies ahead is planned once, on its date, for month ends and leap years too."""
    with clock.at(approved), system_context("test"):
        trajectory = Trajectory.objects.get(pk=world.trajectory_a.pk)
        Reminder.objects.filter(subject_id=trajectory.pk).delete()
        trajectory.approved_on, trajectory.clock_steps = approved, steps
        trajectory.start_due_on = clock.add_months(approved, 3)
        for _twice in range(2):
            plan_clock(trajectory, again=True)
        due = list(Reminder.objects.filter(subject_id=trajectory.pk).values_list("due_on", flat=True))
    expected = sorted({trajectory.start_due_on + DAYS(days=step) for step in steps})
    assert sorted(due) == [day for day in expected if day >= approved]


def test_a_change_of_the_programmes_steps_leaves_files_alone(world: Any) -> None:
    trajectory = approve(world)
    with system_context("test"):
        type(world.programme_a).objects.filter(pk=world.programme_a.pk).update(clock_steps=[-5])
    assert fresh(trajectory).clock_steps == [-60, -30, -10, 0, 14]
