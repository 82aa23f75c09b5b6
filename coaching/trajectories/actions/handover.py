"""A coach leaves: every open file goes to somebody, none is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from coaching.coaches import queries as coaches
from coaching.coaches.models import Coach, CoachState
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock
from coaching.programmes.accredited import askable, may_be_asked_in, standing
from coaching.programmes.models import Programme
from coaching.trajectories import rules
from coaching.trajectories.actions.choice import withdraw_open_request
from coaching.trajectories.actions.opening import told
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.enums import BEFORE_START, ENDED, TRAJECTORY, CoachRequestState
from coaching.trajectories.models import CoachRequest, Trajectory

CHOOSE_AGAIN = "choose"  # instead of a successor, for a file that has not started: the company asks somebody else


@dataclass(frozen=True)
class OpenFile:
    """One open file of the coach who leaves. proposed: a coach's id, CHOOSE_AGAIN, or "" when nobody has room."""

    trajectory: Trajectory
    asked_only: bool  # the coach was asked and has not answered yet
    candidates: list[Coach]
    proposed: str

    @property
    def may_choose_again(self) -> bool:
        return self.trajectory.state in BEFORE_START


def open_files(coach: Coach) -> list[Trajectory]:
    """The coach's files in the programme that asks, and those that have asked the coach; the oldest first."""
    asking = CoachRequest.objects.filter(coach=coach, state=CoachRequestState.OPEN).values("trajectory_id")
    rows = Trajectory.objects.exclude(state__in=ENDED).select_related("company", "programme", "application", "coach")
    own = rows.filter(coach=coach) | rows.filter(pk__in=asking)
    return list(own.order_by("approved_on", "id").distinct())


def proposals(coach: Coach, programme: Programme, today: date) -> list[OpenFile]:
    """For each open file the coaches who could take it, the best first, and one proposed: never more than they have room.

    Best: works in the company's province, speaks its language, has most places left.
    """
    free = _free(programme, coach, today)
    left, found = dict(free), []
    for trajectory in open_files(coach):
        asked_only = trajectory.coach_id != coach.pk
        fit = [c for c in free if c.pk != trajectory.coach_id and not rules.conflict_of_interest(c, trajectory.company)]
        fit.sort(key=lambda c: (*_misfit(c, trajectory), -left[c], c.name))
        chosen = next((c for c in fit if left[c] > 0), None)
        proposed = str(chosen.pk) if chosen else ""
        if trajectory.state in BEFORE_START and (asked_only or chosen is None) or asked_only:
            proposed, chosen = CHOOSE_AGAIN, None
        if chosen:
            left[chosen] -= 1
        found.append(OpenFile(trajectory, asked_only, fit, proposed))
    return found


def _free(programme: Programme, leaver: Coach, today: date) -> dict[Coach, int]:
    rows = askable(Coach.objects.filter(state=CoachState.ACTIVE).exclude(pk=leaver.pk), programme, today)
    every = list(rows)
    loads = coaches.loads(coach.pk for coach in every)
    away = coaches.absences((coach.pk for coach in every), today)
    places = {coach: coaches.free_places(coach, loads.get(coach.pk, 0)) for coach in every if coach.pk not in away}
    return {coach: count for coach, count in places.items() if count > 0}


def _misfit(coach: Coach, trajectory: Trajectory) -> tuple[bool, bool]:
    company = trajectory.company
    return company.province not in coach.provinces, company.language not in coach.languages


@transaction.atomic
def hand_over_files(*, coach_id: UUID, chosen: Mapping[UUID, str], reason: str, by: Actor) -> int:
    """The coach leaves the programme: each open file to the chosen coach, or back to the company's choice; how many.

    chosen: trajectory id → coach's id or CHOOSE_AGAIN; it must name every open file, as they are now. Companies,
    successors and the leaver get one mail each. The accreditation ends; who has no open file in any programme leaves
    the directory. Raises Refused when a file is missing, has started and got nobody, or a successor has no room, is away,
    not accredited or not independent; nothing is changed then.
    """
    by.check(rules.HAND_OVER)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    leaver: Coach = Coach.objects.get(pk=coach_id)
    files = [lock(_rows(), pk=trajectory.pk) for trajectory in open_files(leaver)]
    if {file.pk for file in files} != set(chosen):
        raise Refused(_("The coach's files have changed meanwhile. Look at them again."))
    successors = _successors(files, chosen, by)
    taken: dict[UUID, list[str]] = {}
    for file in files:
        successor = successors.get(chosen[file.pk])
        _hand_over(file, leaver, successor, reason, by)
        if successor:
            taken.setdefault(successor.pk, []).append(file.application.company_name)
    _tell(leaver, successors.values(), taken, len(files), by)
    _leave(leaver, reason, by)
    return len(files)


def _rows() -> Any:
    return Trajectory.objects.select_related("company", "programme", "application", "coach")


def _successors(files: list[Trajectory], chosen: Mapping[UUID, str], by: Actor) -> dict[str, Coach]:
    """Coach's id as text → coach, all able to take what they get. Locks their places."""
    wanted = Counter(value for value in chosen.values() if value != CHOOSE_AGAIN)
    found = {str(coach.pk): coach for coach in Coach.objects.filter(pk__in=[key for key in wanted if key])}
    today, programme = clock.today(), Programme.objects.get(pk=by.programme_key)
    for file in files:
        choice = chosen[file.pk]
        if choice not in found and (choice != CHOOSE_AGAIN or not _may_choose_again(file)):
            raise Refused(_("Choose who takes over %(company)s.") % {"company": file.application.company_name})
        if choice in found and rules.conflict_of_interest(found[choice], file.company):
            words = {"coach": found[choice].name, "company": file.application.company_name}
            raise Refused(_("%(coach)s works for the external prevention service of %(company)s.") % words)
    away = coaches.absences([coach.pk for coach in found.values()], today)
    for key, coach in sorted(found.items()):
        if coaches.lock_availability(coach) < wanted[key]:
            raise Refused(_("%(coach)s has no room for so many companies.") % {"coach": coach.name})
        if coach.pk in away or not may_be_asked_in(programme, coach.pk, today):
            raise Refused(_("%(coach)s cannot be asked now.") % {"coach": coach.name})
    return found


def _may_choose_again(file: Trajectory) -> bool:
    return (
        file.state in BEFORE_START
        or CoachRequest.objects.filter(trajectory=file, is_change=True, state="open").exists()
    )


def _hand_over(file: Trajectory, leaver: Coach, successor: Coach | None, reason: str, by: Actor) -> None:
    """One file. An open question to the leaver is withdrawn; a company that has to choose again is told so."""
    only_asked = file.coach_id != leaver.pk
    withdraw_open_request(file, by=by)
    if not only_asked:
        cancel_all(file, reason=_("The coach has left."), by=by)
    if successor is None:
        if not only_asked or file.state in BEFORE_START:
            apply_transition(TRAJECTORY, "coach_leaves", file, by=by, reason=reason, coach=None, coach_accepted_at=None)
    elif only_asked and file.state in BEFORE_START:
        raise Refused(_("A company that has only asked this coach chooses again itself."))
    else:
        file.coach_id, file.coach_accepted_at = successor.pk, clock.now()
        file.save(update_fields=["coach", "coach_accepted_at"])
    event = audit.record(
        "trajectory.handed_over",
        file,
        by=by,
        reason=reason,
        data={"from": leaver.name, "to": successor.name if successor else ""},
    )
    outbox.queue(
        "trajectories.coach_left",
        recipients=people.user_ids("contacts_of", file.company_id),
        about=file,
        context=told(
            file,
            coach=leaver.name,
            successor=successor.name if successor else "",
            present=file.coach.name if only_asked and file.coach else "",
        ),
        dedupe=f"coach_left:{event.pk}",
    )


def _tell(leaver: Coach, successors: Iterable[Coach], taken: dict[UUID, list[str]], count: int, by: Actor) -> None:
    programme = Programme.objects.get(pk=by.programme_key)
    for coach in successors:
        outbox.queue(
            "trajectories.files_taken_over",
            recipients=[coach.user_id],
            about=programme,
            context={"companies": taken[coach.pk], "coach": leaver.name, "programme": programme.name},
            dedupe=f"files_taken_over:{leaver.pk}:{coach.pk}:{clock.now().isoformat()}",
        )
    outbox.queue(
        "trajectories.files_handed_over",
        recipients=by.others([leaver.user_id]),
        about=programme,
        context={"programme": programme.name, "count": count},
        dedupe=f"files_handed_over:{leaver.pk}:{clock.now().isoformat()}",
    )


def _leave(leaver: Coach, reason: str, by: Actor) -> None:
    """End the accreditation, or note that there is none any more; without open files anywhere the coach has left."""
    accreditation = standing(by.programme_key, leaver.pk)
    if accreditation is not None and accreditation.ended_on is None:
        accreditation.ended_on = clock.today()
        accreditation.save(update_fields=["ended_on"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT retire_coach(%s)", [str(leaver.pk)])
        retired = bool(cursor.fetchone()[0])
    audit.record(
        "coaches.left_programme",
        Programme(pk=by.programme_id),
        by=by,
        reason=reason,
        data={"coach": leaver.name, "retired": retired},
    )
