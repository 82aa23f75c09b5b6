"""Generated companies by the thousand, in every state, to see how the product behaves when it is full.

They live in a programme of their own, so that the demo's story stays readable; its desk is that of the demo's people.
Rows are written in bulk, past the actions: nothing is mailed and no reminders are made. Every name says "fictief".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.companies.models import Company, ConsultationBody, Membership
from coaching.core.ground import audit, clock
from coaching.core.ground.choices import province_of
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import current_actor, system_context, without_hat
from coaching.insight.demo import scale_front
from coaching.insight.demo.people import DOMAIN
from coaching.insight.demo.scale_content import content_of
from coaching.insight.demo.words import OBJECTION
from coaching.programmes.models import Application, InformationRequest, Programme, ProgrammeMembership
from coaching.programmes.rules import target_group
from coaching.trajectories.enums import BEFORE_START, RUNNING, TrajectoryState
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from modules.models import Gathering, Module

SLUG = "schaal"
BASE = 19_000_000  # enterprise numbers 1.900.000.0xx and on: far above every number issued so far, and above the demo's
CHUNK = 1000
COMPANIES_PER_COACH = 40
LONG_AGO = date(2020, 1, 1)
T = TrajectoryState
# What happens to a company: its application's state, or that of its trajectory. Four in five become a trajectory.
APPLICATIONS = ("draft", "submitted", "in_review", "info_requested", "waitlisted", "rejected", "withdrawn", "lapsed")
STORIES = (*APPLICATIONS, *T.values, *T.values, *T.values)
TRADES = ("Bakkerij", "Schrijnwerk", "Wasserij", "Kwekerij", "Garage", "Drukkerij", "Zorghuis", "Transport", "Metaal")
TOWNS = (
    ("2300", "Turnhout"),
    ("3500", "Hasselt"),
    ("9000", "Gent"),
    ("8000", "Brugge"),
    ("1500", "Halle"),
    ("1000", "Brussel"),
)


def number(index: int) -> str:
    """The enterprise number of the company with this index, with its check digits."""
    base = BASE + index
    return f"{base}{97 - base % 97:02d}"


def generate(count: int) -> int:
    """Add `count` companies with all that belongs to their state; returns how many were added.

    Goes on after the last one when there are some already. One transaction per thousand.
    """
    with system_context("generated companies"):
        begun = Application.objects.filter(programme__slug=SLUG).count()
        programme = _programme()
        coaches = _coaches(begun, count)
        assessor = ProgrammeMembership.objects.filter(programme=programme, role=Role.ASSESSOR).first()
        ground = Ground(
            programme, coaches, list(Module.objects.filter(layer__lt=5)), assessor.user_id if assessor else 0
        )
        if ground.modules and not Gathering.objects.filter(programme=programme).exists():
            for rows in scale_front.gatherings(programme, ground.modules):
                _save(rows)
    for start in range(begun, begun + count, CHUNK):
        with system_context("generated companies"):
            _chunk(range(start, min(start + CHUNK, begun + count)), ground)
            # A line in the trail, as an import leaves one.
            audit.record("programmes.imported", programme, by=current_actor(), data={"generated": CHUNK})
    return count


def _programme() -> Programme:
    programme, _made = Programme.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": "Schaalproef (fictief)",
            "budget_eur": Decimal(50_000_000),
            "is_open": False,
            "is_demo": True,
            "contact_email": f"schaalproef@{DOMAIN}",
            "objection_days": 30,
            "objection_texts": OBJECTION,
        },
    )
    roles = {"beheerder": Role.ADMINISTRATOR, "beoordelaar": Role.ASSESSOR, "waarnemer": Role.OBSERVER}
    with without_hat():
        people = dict(User.objects.filter(is_demo=True).values_list("email", "pk")[:1000])
    for key, role in roles.items():
        if user_id := people.get(f"{key}@{DOMAIN}"):
            ProgrammeMembership.objects.get_or_create(
                programme=programme, user_id=user_id, role=role, defaults={"begins_on": LONG_AGO}
            )
    return programme


def _users(prefix: str, name: str, indexes: Iterable[int]) -> list[User]:
    """People who cannot sign in: they have no password."""
    rows = [
        User(email=f"{prefix}{i:06d}@{DOMAIN}", name=f"{name} {i:06d} (fictief)", password="!", is_demo=True)
        for i in indexes
    ]
    with without_hat():
        return User.objects.bulk_create(rows, batch_size=CHUNK)


def _coaches(begun: int, count: int) -> list[Coach]:
    have = Coach.objects.filter(slug__startswith=f"{SLUG}-coach-").count()
    wanted = max(1, (begun + count) // COMPANIES_PER_COACH)
    towns = [province_of(postcode) for postcode, _town in TOWNS]
    users = _users("schaalcoach", "Coach", range(have, wanted))
    Coach.objects.bulk_create(
        Coach(
            user=user,
            slug=f"{SLUG}-coach-{i:06d}",
            name=user.name,
            provinces=[towns[i % len(towns)]],
            languages=["nl"],
            themes=["mental"],
            capacity=COMPANIES_PER_COACH,
            is_demo=True,
        )
        for i, user in enumerate(users, start=have)
    )
    return list(Coach.objects.filter(slug__startswith=f"{SLUG}-coach-").order_by("slug"))


@dataclass(frozen=True)
class Case:
    """One company: who, which story, and the day on which it applied."""

    index: int
    story: str
    user: User
    company: Company | None
    programme: Programme
    coach: Coach
    applied: date

    @property
    def keys(self) -> dict[str, Any]:
        return {"company": self.company, "programme": self.programme}

    def at(self, days: int) -> datetime:
        """A moment, `days` after applying."""
        return clock.now() - (clock.today() - self.applied) + timedelta(days=days)


@dataclass(frozen=True)
class Ground:
    """What all companies share. assessor: user id, or 0 without one."""

    programme: Programme
    coaches: list[Coach]
    modules: list[Module]
    assessor: int


def _chunk(indexes: range, ground: Ground) -> None:
    users, coaches = _users("schaal", "Contact", indexes), ground.coaches
    cases = [
        _case(i, user, ground.programme, coaches[i % len(coaches)]) for i, user in zip(indexes, users, strict=True)
    ]
    known = [case for case in cases if case.company]
    _save(case.company for case in known)
    _save(
        Membership(company=c.company, user=c.user, role=Role.CONTACT, has_mandate=True, begins_on=c.applied)
        for c in known
    )
    _save(ConsultationBody(company=case.company, kind="direct") for case in known)
    files = [(case, _application(case)) for case in cases]
    _save(file for _case_of, file in files)
    _save(_question(case, file) for case, file in files if case.story == "info_requested")
    running = [(case, _trajectory(case, file)) for case, file in files if case.story in T.values]
    _save(trajectory for _case_of, trajectory in running)
    _save(_request(case, row) for case, row in running if row.state != T.AWAITING_COACH)
    _save(_session(case, row) for case, row in running if row.started_on)
    if ground.modules:
        _save(scale_front.uptakes(files, ground.modules))
    if ground.assessor:
        _save(scale_front.judged(files, ground.assessor))
    _save(scale_front.messages(running))
    _save(scale_front.reminders(running))
    _save(scale_front.statements(running))
    _save(scale_front.letters(files))
    for rows in content_of([trajectory for _case_of, trajectory in running], clock.today()):
        _save(rows)


def _save(rows: Iterable[Any]) -> None:
    """One INSERT per thousand rows of one model."""
    batch: list[models.Model] = list(rows)
    if batch:
        type(batch[0])._default_manager.bulk_create(batch, batch_size=CHUNK)


def _case(index: int, user: User, programme: Programme, coach: Coach) -> Case:
    story = STORIES[index % len(STORIES)]
    applied = clock.today() - timedelta(days=20 + index * 7 % 500)
    return Case(index, story, user, None if story == "draft" else _company(index), programme, coach, applied)


def _company(index: int) -> Company:
    postcode, town = TOWNS[index % len(TOWNS)]
    headcount = 4 + index * 13 % 120
    return Company(
        slug=f"{SLUG}-{index:06d}",
        name=_name(index),
        enterprise_number=number(index),
        postcode=postcode,
        municipality=town,
        province=province_of(postcode),
        nace_code="10710",
        headcount=headcount,
        high_skilled=headcount * (index % 5) // 5,
        blue_collar=headcount // 5,
        is_demo=True,
    )


def _name(index: int) -> str:
    return f"{TRADES[index % len(TRADES)]} {index:06d} (fictief)"


def _application(case: Case) -> Application:
    file = Application(
        programme=case.programme,
        applicant=case.user,
        company=case.company,
        state=case.story,
        company_name=_name(case.index),
        created_at=case.at(-3),
        saved_at=case.at(0),
        motivation="Het verzuim stijgt.",
        objectives="Minder verzuim.",
    )
    if case.company is None:
        return file
    for column in (
        "enterprise_number",
        "postcode",
        "municipality",
        "province",
        "nace_code",
        "headcount",
        "high_skilled",
    ):
        setattr(file, column, getattr(case.company, column))
    if case.story in T.values:
        file.state = "approved"
    file.reference = f"{case.applied.year}-S{case.index:06d}"
    file.submitted_at = file.declared_at = case.at(0)
    file.submitted_by_id, file.body_kind = case.user.pk, "direct"
    file.target_group = target_group(case.company.headcount or 0, case.company.high_skilled or 0)
    file.priority_score = case.index % 10
    if file.state in {"approved", "rejected", "lapsed"}:
        file.decided_at, file.decision_reason = case.at(10), "Gegenereerd."
    scale_front.propose(file, case.index)
    if file.state == "approved":
        file.start_due_on = clock.add_months(case.applied + timedelta(days=10), 3)
    return file


def _question(case: Case, file: Application) -> InformationRequest:
    return InformationRequest(
        application=file,
        question="Hoe betrekt u uw mensen?",
        asked_at=case.at(5),
        asked_by_id=case.user.pk,
        **case.keys,
    )


def _trajectory(case: Case, file: Application) -> Trajectory:
    approved = case.applied + timedelta(days=10)
    started = case.story in (*RUNNING, T.CLOSED)
    return Trajectory(
        application=file,
        coach=None if case.story in (T.AWAITING_COACH, T.COACH_REQUESTED) else case.coach,
        state=case.story,
        state_before_hold=T.COACH_ACCEPTED if case.story == T.ON_HOLD else "",
        approved_on=approved,
        start_due_on=file.start_due_on or approved,
        coaching_hours=20,
        hours_used=2 if started else 0,
        coach_accepted_at=None if case.story in BEFORE_START[:2] else case.at(20),
        started_on=approved + timedelta(days=30) if started else None,
        last_session_on=approved + timedelta(days=30) if started else None,
        closed_at=case.at(300) if case.story == T.CLOSED else None,
        stopped_at=case.at(60) if case.story == T.STOPPED else None,
        **case.keys,
    )


def _request(case: Case, trajectory: Trajectory) -> CoachRequest:
    waits = trajectory.state == T.COACH_REQUESTED
    return CoachRequest(
        trajectory=trajectory,
        coach=case.coach,
        state="open" if waits else "accepted",
        answered_at=None if waits else case.at(20),
        requested_at=case.at(15),
        requested_by_id=case.user.pk,
        answer_due_on=case.applied + timedelta(days=25),
        **case.keys,
    )


def _session(case: Case, trajectory: Trajectory) -> CoachingSession:
    return CoachingSession(
        trajectory=trajectory,
        held_on=trajectory.started_on or trajectory.approved_on,
        kind="intake",
        hours=2,
        agreed="Kennismaking.",
        logged_at=case.at(40),
        logged_by_id=case.coach.user_id,
        **case.keys,
    )
