"""Planning a session: who does what when, what is refused, and what a second click does."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coaching.core.ground import clock
from coaching.core.ground.composed import Asked
from coaching.core.ground.refusals import AlreadyDone, Gone, IllegalTransition, Refused
from coaching.core.ground.roles import Hat
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.core.tenancy.workspace import Place
from coaching.trajectories import actions
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.agenda import of_company
from coaching.trajectories.enums import PlannedState
from coaching.trajectories.forms_planning import hours_of, slot_of
from coaching.trajectories.models import CoachingSession, PlannedSession, Trajectory
from coaching.trajectories.models.planned import Slot
from tests.acting import in_company, in_programme
from tests.trajectories.planning_cast import accept, agreed, cancel, move, propose, slot, stored

pytestmark = pytest.mark.django_db


def mailed(kind: str) -> list[OutgoingEmail]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(kind=f"trajectories.session_{kind}"))


def recipients(kind: str) -> set[int | None]:
    return {row.recipient_id for row in mailed(kind)}


# -- Proposing -------------------------------------------------------------------------------------------------------
def test_the_company_is_asked_and_the_same_proposal_twice_is_one(world: Any) -> None:
    first = propose(world)
    assert (first.state, [one.key for one in first.slots]) == ("proposed", [slot(3).key, slot(5).key])
    assert first.answer_by == slot(3).starts_at.date()
    assert propose(world).pk == first.pk
    assert world.contact_a.pk in recipients("proposed") and world.coach_a.pk not in recipients("proposed")
    assert propose(world, "a", slot(4)).pk != first.pk


def test_other_dates_that_begin_on_the_same_day_are_another_proposal(world: Any) -> None:
    first = propose(world)
    other = propose(world, "a", slot(3), slot(6))
    assert other.pk != first.pk and [one.key for one in other.slots] == [slot(3).key, slot(6).key]
    assert other.answer_by == first.answer_by and len({mail.dedupe_key for mail in mailed("proposed")}) >= 2


@pytest.mark.parametrize(
    "slots",
    [
        [],
        [slot(1), slot(2), slot(3), slot(4)],
        [slot(1), slot(1, 3)],
        [slot(-1)],
        [slot(400)],
        [slot(1, 0)],
        [slot(1, -1)],
        [slot(1, 12.5)],
    ],
)
def test_dates_that_make_no_sense_are_refused(world: Any, slots: list[Slot]) -> None:
    with in_company(world.coach_a, world.company_a) as by, pytest.raises(Refused):
        actions.plan_session(trajectory_id=world.trajectory_a.pk, options=slots, kind="intake", by=by)


def test_nothing_is_planned_where_the_coaching_rests(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as by:
        actions.hold(trajectory_id=world.trajectory_a.pk, reason="Verhuizing", by=by)
    with pytest.raises(Refused):
        propose(world)


@pytest.mark.parametrize("who", ["contact_a", "adviser_a", "owner_a"])
def test_only_the_coach_proposes(world: Any, who: str) -> None:
    with in_company(getattr(world, who), world.company_a) as by, pytest.raises(PermissionDenied):
        actions.plan_session(trajectory_id=world.trajectory_a.pk, options=[slot(1)], kind="intake", by=by)


# -- Answering -------------------------------------------------------------------------------------------------------
def test_one_of_the_dates_is_agreed_and_everybody_gets_it(world: Any) -> None:
    row = accept(world, propose(world), number=1)
    assert (row.state, row.starts_at, row.ends_at, row.version) == ("agreed", slot(5).starts_at, slot(5).ends_at, 2)
    assert {world.contact_a.pk, world.coach_a.pk} <= recipients("accepted")


def test_the_same_date_twice_is_done_and_another_one_is_not(world: Any) -> None:
    row = propose(world)
    accept(world, row)
    with pytest.raises(AlreadyDone) as done:
        accept(world, row)
    assert done.value.own
    with pytest.raises(IllegalTransition) as other:
        accept(world, row, number=1)
    assert not isinstance(other.value, AlreadyDone)
    assert stored(row).starts_at == slot(3).starts_at


def test_a_date_that_was_not_proposed_or_is_over_is_refused(world: Any) -> None:
    row = propose(world)
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(Refused):
        actions.accept_plan(planned_id=row.pk, option=slot(4).key, by=by)
    with clock.at(slot(4).starts_at.date()), pytest.raises(Refused):
        accept(world, row)


@pytest.mark.parametrize("who", ["coach", "adviser", "owner"])
def test_only_a_contact_answers(world: Any, who: str) -> None:
    row = propose(world)
    with pytest.raises(PermissionDenied):
        accept(world, row, who=who)
    with in_company(getattr(world, f"{who}_a"), world.company_a) as by, pytest.raises(PermissionDenied):
        actions.decline_plan(planned_id=row.pk, reason="Nee", by=by)


def test_none_suits_needs_words_and_tells_the_coach(world: Any) -> None:
    row = propose(world)
    with in_company(world.contact_a, world.company_a) as by:
        with pytest.raises(Refused):
            actions.decline_plan(planned_id=row.pk, reason=" ", by=by)
        actions.decline_plan(planned_id=row.pk, reason="Liever in de voormiddag.", by=by)
    assert recipients("declined") == {world.coach_a.pk}
    assert (stored(row).state, stored(row).why) == ("declined", "Liever in de voormiddag.")
    with pytest.raises(IllegalTransition):
        accept(world, row)


# -- Moving and calling off ------------------------------------------------------------------------------------------
def test_either_moves_it_and_the_number_of_the_entry_rises(world: Any) -> None:
    row = agreed(world)
    moved = move(world, row, slot(6))
    again = move(world, moved, slot(7), "coach_a")
    assert (row.version, moved.version, again.version) == (2, 3, 4)
    assert (again.state, stored(row).starts_at) == ("agreed", slot(7).starts_at)
    assert {world.contact_a.pk, world.coach_a.pk} <= recipients("moved")


def test_a_page_that_got_old_moves_nothing(world: Any) -> None:
    row = agreed(world)
    move(world, row, slot(6))
    with pytest.raises(VersionConflict):
        move(world, row, slot(8), "coach_a", opened_with=row.version)
    with pytest.raises(VersionConflict):
        cancel(world, row, opened_with=row.version)
    assert stored(row).starts_at == slot(6).starts_at


def test_the_same_move_twice_is_one_and_only_its_own_click_is_taken_for_done(world: Any) -> None:
    row = agreed(world)
    move(world, row, slot(6))
    with pytest.raises(AlreadyDone) as own:
        move(world, row, slot(6))
    with pytest.raises(AlreadyDone) as others:
        move(world, row, slot(6), "coach_a")
    assert own.value.own and not others.value.own
    assert len({mail.dedupe_key.rpartition(":")[0] for mail in mailed("moved")}) == 1


def test_moving_and_calling_off_need_a_reason(world: Any) -> None:
    row = agreed(world)
    with pytest.raises(Refused):
        move(world, row, slot(6), reason="")
    with pytest.raises(Refused):
        cancel(world, row, reason="")


def test_what_was_agreed_is_taken_out_of_calendars_and_what_was_proposed_only_withdrawn(world: Any) -> None:
    cancel(world, agreed(world))
    assert {world.contact_a.pk, world.coach_a.pk} <= recipients("cancelled") and not recipients("withdrawn")
    with pytest.raises(PermissionDenied):
        cancel(world, propose(world, "a", slot(9)), "contact_a")
    cancel(world, propose(world, "a", slot(9)))
    assert world.coach_a.pk not in recipients("withdrawn") and world.contact_a.pk in recipients("withdrawn")


@pytest.mark.parametrize("verb", ["hold", "stop"])
def test_what_is_still_planned_falls_away_with_the_file(world: Any, verb: str) -> None:
    coming, asked, held = agreed(world), propose(world, "a", slot(8)), agreed(world, "a", slot(1))
    with clock.at(slot(2).starts_at.date()), in_company(world.coach_a, world.company_a) as by:
        getattr(actions, verb)(trajectory_id=world.trajectory_a.pk, reason="Brand", by=by)
    assert [stored(row).state for row in (coming, asked, held)] == ["cancelled", "cancelled", "agreed"]
    assert world.coach_a.pk in recipients("cancelled")


def test_the_programme_that_stops_a_file_calls_off_without_reading_where(world: Any) -> None:
    row = agreed(world, "a", link="https://video.example/geheim")
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.stop(trajectory_id=world.trajectory_a.pk, reason="Failliet", by=by)
    assert stored(row).state == "cancelled"
    assert all("geheim" not in str(mail.context) for mail in mailed("cancelled"))


# -- Logging ---------------------------------------------------------------------------------------------------------
def log(world: Any, row: PlannedSession, hours: str = "2", **more: Any) -> CoachingSession:
    held_on, today = slot(3).starts_at.date(), slot(4).starts_at.date()
    with clock.at(today), in_company(world.coach_a, world.company_a) as by:
        values = {"held_on": held_on, "kind": "intake", "hours": hours, "by": by, **more}
        return actions.log_session(trajectory_id=world.trajectory_a.pk, planned_id=row.pk, **values)


def test_logging_from_the_plan_ends_it_and_taking_the_line_out_opens_it_again(world: Any) -> None:
    row = agreed(world)
    session = log(world, row)
    assert (stored(row).state, stored(row).session_id) == ("held", session.pk)
    with pytest.raises(AlreadyDone):
        log(world, row)
    with pytest.raises(AlreadyDone):
        log(world, row, hours="3")
    log_other = agreed(world, "a", slot(2))
    log(world, log_other, agreed="Iets anders")
    with in_company(world.coach_a, world.company_a) as by:
        actions.remove_session(session_id=session.pk, reason="Verkeerde dag", by=by)
    assert (stored(row).state, stored(row).session_id) == ("agreed", None)
    with system_context("test"):
        assert CoachingSession.objects.filter(trajectory=world.trajectory_a).count() == 1


def test_logged_on_another_day_calendars_follow_and_come_back(world: Any) -> None:
    """The same entry, a higher number each time: on the day of the log, on a corrected one, and where it was planned."""
    row = agreed(world)
    planned_on = timezone.localtime(row.slots[0].starts_at).date()
    with clock.at(planned_on + timedelta(days=3)):
        log(world, row, held_on=planned_on)
    assert mailed("held") == []  # the day that calendars have
    with clock.at(planned_on + timedelta(days=3)), in_company(world.coach_a, world.company_a) as by:
        session = stored(row).session
        assert session is not None
        values = {"held_on": planned_on + timedelta(days=1), "opened_with": session.version}
        actions.edit_session(session_id=session.pk, by=by, **values)
        (sent,) = [mail for mail in mailed("held") if mail.recipient_id == world.contact_a.pk]
        entry = MAILS[sent.kind](sent.context).calendar
        assert entry and entry.start == planned_on + timedelta(days=1)
        assert (entry.uid, entry.sequence) == (f"session.{row.pk}@vijfsprong", stored(row).version)
        assert world.coach_a.pk in recipients("held")
        actions.remove_session(session_id=session.pk, reason="Verkeerde lijn", by=by)
    back = max(mailed("moved"), key=lambda mail: int(mail.context["sequence"]))
    last = MAILS[back.kind](back.context).calendar
    assert last and last.start == row.slots[0].starts_at and last.sequence > entry.sequence


def test_a_feed_shows_the_day_on_which_it_took_place(world: Any) -> None:
    row = agreed(world)
    day = timezone.localtime(row.slots[0].starts_at).date() + timedelta(days=2)
    with clock.at(day):
        log(world, row, held_on=day)
        with in_company(world.contact_a, world.company_a) as by:
            place = Place("company", by.company_key, "x", "x", Hat.CONTACT, frozenset(), False, ())
            asked = Asked(actor=by, today=day, url=lambda name, *words, **query: f"/{name}")
            found = {entry.uid: entry.start for entry in of_company(asked, place)}
    assert found[f"session.{row.pk}@vijfsprong"] == day and len(mailed("held")) >= 2


def test_a_plan_of_another_file_is_logged_nowhere(world: Any) -> None:
    other = agreed(world, "b")
    with pytest.raises(Gone):
        log(world, other)
    with system_context("test"):
        assert not CoachingSession.objects.filter(trajectory=world.trajectory_a).exists()


# -- Attacks by SQL ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["contact_a", "coach_a"])
def test_plans_of_another_company_are_out_of_sight_and_reach(world: Any, who: str) -> None:
    other = propose(world, "b")
    with in_company(getattr(world, who), world.company_a) as by:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trajectories_plannedsession WHERE id = %s", [other.pk])
            assert cursor.fetchone()[0] == 0
            cursor.execute("UPDATE trajectories_plannedsession SET state = 'cancelled' WHERE id = %s", [other.pk])
            assert cursor.rowcount == 0
        with pytest.raises(Gone):
            actions.cancel_plan(planned_id=other.pk, opened_with=1, reason="Weg", by=by)
    assert stored(other).state == "proposed"


def _sql(who: Any, company: Any, statement: str, *values: Any) -> None:
    with in_company(who, company), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        (
            "coach_a",
            "UPDATE trajectories_plannedsession SET state = 'agreed', starts_at = now(), ends_at = now() + '1h'",
        ),
        ("contact_a", "UPDATE trajectories_plannedsession SET options = '[]'"),
        ("contact_a", "UPDATE trajectories_plannedsession SET state = 'held'"),
        ("contact_a", "DELETE FROM trajectories_plannedsession"),
        ("worker_bench_a", "SELECT * FROM trajectories_plannedsession"),
    ],
)
def test_the_database_lets_nobody_do_what_no_page_offers(world: Any, who: str, statement: str) -> None:
    """The coach does not accept, the company proposes nothing and logs nothing, the body reads nothing."""
    row = propose(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        _sql(getattr(world, who), world.company_a, statement)
    assert (stored(row).state, len(stored(row).options)) == ("proposed", 2)


def test_the_programme_reads_when_and_never_where(world: Any) -> None:
    agreed(world)
    for column in ("venue", "link", "note", "why", "options"):
        with pytest.raises(DatabaseError), transaction.atomic(), in_programme(world.admin_a, world.programme_a):
            list(PlannedSession.objects.values_list(column))
    with in_programme(world.admin_a, world.programme_a):
        assert list(PlannedSession.objects.values_list("starts_at", flat=True)) == [slot(3).starts_at]


def test_states_and_dates_belong_together(world: Any) -> None:
    row = agreed(world)
    for values in (
        {"state": PlannedState.HELD},
        {"starts_at": None},
        {"ends_at": row.starts_at},
        {"state": PlannedState.AGREED, "ends_at": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), system_context("test"):
            PlannedSession.objects.filter(pk=row.pk).update(**values)


def test_another_coach_who_takes_over_inherits_no_dates(world: Any) -> None:
    row = agreed(world)
    with system_context("test"):
        trajectory = Trajectory.objects.select_related("company").get(pk=world.trajectory_a.pk)
        Trajectory.objects.filter(pk=trajectory.pk).update(coach=world.coach_profile_b)
    with in_company(world.coach_b, world.company_a) as by:
        cancel_all(trajectory, reason="Andere coach", by=by, coach=[world.coach_a.pk])
    assert stored(row).state == "cancelled"
    assert world.coach_a.pk in recipients("cancelled") and world.coach_b.pk not in recipients("cancelled")


def test_how_long_it_lasts_is_measured_by_a_clock_that_never_changes(world: Any) -> None:
    night = slot_of(date(2027, 3, 28), time(1, 30), Decimal(3))
    assert night is not None and night.ends_at - night.starts_at == timedelta(hours=3) and hours_of(night) == 3
    assert night.ends == "05:30"
    assert slot_of(date(2027, 3, 28), time(2, 30), Decimal(1)) is None, "there is no such hour"
