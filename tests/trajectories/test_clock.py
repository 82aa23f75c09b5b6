"""The start clock, day by day: each reminder once and on its date, none after a start (subject/programme.md#the-start-clock)."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import MailState, OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from coaching.trajectories import actions
from tests.acting import in_company, in_portfolio
from tests.trajectories.conftest import APPROVED, approve, ask, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DUE = date(2026, 5, 10)


def run_day(day):
    out = io.StringIO()
    call_command("run_day", date=day.isoformat(), json=True, stdout=out)
    return json.loads(out.getvalue())["jobs"]


def clock_mails():
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind__in=["trajectories.escalated"]) | OutgoingEmail.objects.filter(
            kind__startswith="trajectories.start."
        )
        return [(row.kind, row.recipient_id, row.sent_at.date()) for row in rows.order_by("sent_at")]


@pytest.mark.no_cover  # two hundred mornings run the lines of one (ADR 0032)
def test_each_step_once_on_its_date_for_120_days(case):
    seen = {}
    for offset in range(121):
        day = APPROVED + timedelta(days=offset)
        first, again = run_day(day), run_day(day)
        if first["core.send_reminders"]["mails"] or first["trajectories.escalate"]["escalated"]:
            seen[day] = (first["core.send_reminders"]["mails"], first["trajectories.escalate"]["escalated"])
        assert not any(count for figures in again.values() for count in figures.values()), (day, again)
    contacts = 2  # contact and colleague
    assert seen == {
        date(2026, 3, 11): (contacts, 0),
        date(2026, 4, 10): (contacts, 0),
        date(2026, 4, 30): (contacts, 0),
        DUE: (contacts, 0),
        date(2026, 5, 24): (contacts, 0),
        date(2026, 5, 25): (0, 1),
    }
    mails = clock_mails()
    assert sorted({(kind, day) for kind, _, day in mails}) == [
        ("trajectories.escalated", date(2026, 5, 25)),
        ("trajectories.start.after", date(2026, 5, 24)),
        ("trajectories.start.before", date(2026, 3, 11)),
        ("trajectories.start.before", date(2026, 4, 10)),
        ("trajectories.start.before", date(2026, 4, 30)),
        ("trajectories.start.due", DUE),
    ]
    assert {reader for kind, reader, _ in mails if "start." in kind} == {case.contact_a.pk, case.colleague_a.pk}
    assert {reader for kind, reader, _ in mails if "escalated" in kind} == {case.admin_a.pk}
    assert fresh(case.trajectory).escalated_at.date() == date(2026, 5, 25)


@pytest.mark.no_cover
def test_none_after_a_start(case):
    request = ask(case)
    with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
        actions.accept(request_id=request.pk, by=by)
    with clock.at(date(2026, 3, 20)), in_company(case.coach_a, case.company_a) as by:
        actions.log_session(
            trajectory_id=case.trajectory.pk, held_on=date(2026, 3, 20), kind="intake", hours="2", by=by
        )
    for offset in range(38, 121, 1):
        figures = run_day(APPROVED + timedelta(days=offset))
        assert figures["core.send_reminders"]["reminders"] == figures["trajectories.escalate"]["escalated"] == 0
    assert clock_mails() == []
    with system_context("test"):
        assert set(Reminder.objects.filter(subject_id=case.trajectory.pk).values_list("state", flat=True)) == {
            "cancelled"
        }


@pytest.mark.parametrize(
    ("approved", "due", "before"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 1, 29)),
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 1, 30)),
        (date(2028, 2, 29), date(2028, 5, 29), date(2028, 4, 29)),
        (date(2026, 3, 31), date(2026, 6, 30), date(2026, 5, 31)),
    ],
)
def test_month_ends_and_leap_years(world, approved, due, before):
    trajectory = approve(world, approved)
    assert trajectory.start_due_on == due
    with system_context("test"):
        planned = Reminder.objects.filter(subject_id=trajectory.pk)
        assert list(planned.values_list("kind", "due_on")) == [
            ("trajectories.start.before", before - timedelta(days=30)),
            ("trajectories.start.before", before),
            ("trajectories.start.before", before + timedelta(days=20)),
            ("trajectories.start.due", due),
            ("trajectories.start.after", due + timedelta(days=14)),
        ]


def test_beat_was_off_for_weeks(case):
    """Everything missed is caught up, but the company gets one mail and not three."""
    late = date(2026, 6, 20)
    figures = run_day(late)
    assert figures["core.send_reminders"] == {"reminders": 1, "mails": 2, "overtaken": 4}
    assert figures["trajectories.escalate"] == {"escalated": 1}
    assert {kind for kind, _, _ in clock_mails()} == {"trajectories.start.after", "trajectories.escalated"}
    assert run_day(late)["core.send_reminders"]["mails"] == 0


def test_a_programme_with_other_steps(world):
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(clock_steps=[-60, -7, 0])
    trajectory = approve(world)
    with system_context("test"):
        days = Reminder.objects.filter(subject_id=trajectory.pk).values_list("due_on", flat=True)
        assert list(days) == [date(2026, 3, 11), date(2026, 5, 3), DUE]
    assert run_day(DUE)["trajectories.escalate"] == {"escalated": 0}
    assert run_day(DUE + timedelta(days=1))["trajectories.escalate"] == {"escalated": 1}


def test_hold_stops_the_clock_and_resume_plans_what_is_ahead(case):
    with clock.at(date(2026, 4, 1)), in_company(case.contact_a, case.company_a) as by:
        actions.hold(trajectory_id=case.trajectory.pk, reason="Verhuis.", by=by)
    assert run_day(date(2026, 4, 10))["core.send_reminders"]["mails"] == 0
    with clock.at(date(2026, 4, 20)), in_company(case.contact_a, case.company_a) as by:
        actions.resume(trajectory_id=case.trajectory.pk, by=by)
    with system_context("test"):
        states = Reminder.objects.filter(subject_id=case.trajectory.pk).values_list("due_on", "state")
        assert dict(states) == {
            date(2026, 3, 11): "cancelled",
            date(2026, 4, 10): "cancelled",
            date(2026, 4, 30): "planned",
            DUE: "planned",
            date(2026, 5, 24): "planned",
        }
    assert run_day(DUE)["core.send_reminders"]["mails"] == 2


def test_nobody_left_in_the_company_the_administrator_hears_it(case):
    from coaching.companies.models import Membership

    with system_context("test"):
        Membership.objects.filter(company=case.company_a).update(ended_at=clock.now())
    run_day(date(2026, 4, 10))
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="trajectories.start.before")
    assert mail.recipient_id == case.admin_a.pk and mail.state == MailState.SENT


def test_a_past_approval_makes_no_past_reminders(world):
    from coaching.core.tenancy.context import current_actor
    from tests import factories

    with system_context("test"):
        file = factories.application(
            world.programme_a, world.contact_a, world.company_a, state="approved", start_due_on=DUE
        )
        from coaching.core.ground import audit

        event = audit.record("application.approve", file, by=current_actor(), at=clock.now() - timedelta(days=300))
        trajectory = actions.open_trajectory(file, by=current_actor(), event=event)
        assert actions.open_trajectory(file, by=current_actor(), event=event) == trajectory
        assert not Reminder.objects.filter(subject_id=trajectory.pk).exists()


def test_two_beats_at_once(case, monkeypatch):
    """The advisory lock is taken by another session: this tick does nothing."""
    import zlib

    import psycopg2
    from django.db import connection

    settings = connection.settings_dict
    other = psycopg2.connect(host=settings["HOST"], dbname=settings["NAME"], user="w_worker")
    try:
        other.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(b"core.send_reminders")])
        with clock.at(DUE):
            assert periodic.run("core.send_reminders", DUE) == {"skipped": 1}
        other.rollback()  # closing alone gives the lock back a moment later
    finally:
        other.close()
    with clock.at(DUE):
        assert periodic.run("core.send_reminders", DUE)["reminders"] == 1


def test_run_day_refuses_what_is_no_date():
    with pytest.raises(CommandError, match="not a date"):
        call_command("run_day", date="tomorrow")


def test_run_day_refuses_the_future_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="future"):
        call_command("run_day", date="2099-01-01")


def test_one_broken_job_does_not_stop_the_others(case, monkeypatch):
    def broken(*, today):
        raise RuntimeError("broken")

    monkeypatch.setitem(periodic.JOBS, "a.broken", periodic.Job("a.broken", None, broken, True))
    with pytest.raises(CommandError, match="a.broken"):
        call_command("run_day", date=DUE.isoformat(), stdout=io.StringIO())
    assert len(clock_mails()) == 2
