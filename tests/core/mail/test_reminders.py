"""The ledger: planned once, sent once, cancelled for good, overtaken by its own series only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coaching.core.ground import clock
from coaching.core.mail import reminders
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.tenancy.context import current_actor, system_context
from tests.core.mail import mails  # noqa: F401 - registers the kinds

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def subject(world):
    with system_context("test"):
        yield world.trajectory_a


def states():
    return dict(Reminder.objects.values_list("kind", "state"))


def plan(subject, kind="tests.start.due", day=DAY, **extra):
    reminders.plan(subject, kind, day, "contacts", {"name": "x"}, **extra)


def test_planned_once_however_often(subject):
    for _ in range(3):
        plan(subject)
    assert Reminder.objects.count() == 1


def test_sent_once_however_often(subject):
    plan(subject)
    assert reminders.send_due(DAY - timedelta(days=1))["reminders"] == 0
    assert reminders.send_due(DAY) == {"reminders": 1, "mails": 2, "overtaken": 0}
    assert (
        reminders.send_due(DAY)
        == reminders.send_due(DAY + timedelta(days=90))
        == {"reminders": 0, "mails": 0, "overtaken": 0}
    )
    assert OutgoingEmail.objects.filter(reminder_id=Reminder.objects.get().pk).count() == 2
    plan(subject, again=True)  # what was sent is not planned again
    assert states() == {"tests.start.due": "sent"}


def test_late_sends_the_latest_of_a_series_and_everything_else(subject):
    plan(subject, "tests.start.before", DAY - timedelta(days=30))
    plan(subject, "tests.start.due", DAY)
    plan(subject, "tests.start.after", DAY + timedelta(days=14))
    plan(subject, "tests.other", DAY - timedelta(days=3))
    assert reminders.send_due(DAY + timedelta(days=1)) == {"reminders": 2, "mails": 4, "overtaken": 1}
    assert states() == {
        "tests.start.before": "cancelled",
        "tests.start.due": "sent",
        "tests.start.after": "planned",
        "tests.other": "sent",
    }
    assert Reminder.objects.get(kind="tests.start.before").cancel_reason == reminders.OVERTAKEN


def test_cancel_by_series_and_plan_again(subject):
    plan(subject)
    plan(subject, "tests.other")
    assert reminders.cancel(subject, "started", current_actor(), kind="tests.start") == 1
    assert states() == {"tests.start.due": "cancelled", "tests.other": "planned"}
    plan(subject)
    assert states()["tests.start.due"] == "cancelled"  # an idempotent call does not revive
    plan(subject, again=True)
    assert states()["tests.start.due"] == "planned"
    assert reminders.cancel(subject, "closed", current_actor()) == 2
    assert reminders.send_due(DAY)["reminders"] == 0


def test_pages_see_sent_and_coming(subject):
    plan(subject)
    plan(subject, "tests.other", DAY + timedelta(days=5))
    reminders.send_due(DAY)
    assert [row.kind for row in reminders.sent(subject)] == ["tests.start.due"]
    assert [row.kind for row in reminders.coming(subject)] == ["tests.other"]
    assert reminders.of(subject).count() == 2


@pytest.mark.parametrize(("kind", "audience"), [("tests.unknown", "contacts"), ("tests.other", "everybody")])
def test_mistakes_in_code_are_loud(subject, kind, audience):
    with pytest.raises(ValueError):
        reminders.plan(subject, kind, DAY, audience, {})


@pytest.mark.parametrize(
    ("audience", "who"), [("coach", "coach_a"), ("administrators", "admin_a"), ("body", "secretary_a")]
)
def test_audiences(subject, world, audience, who):
    reminders.plan(subject, "tests.other", DAY, audience, {})
    reminders.send_due(clock.today() + timedelta(days=9999))
    assert getattr(world, who).pk in set(OutgoingEmail.objects.values_list("recipient_id", flat=True))
