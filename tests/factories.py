"""Makes rows for tests, as the system (call inside `system_context`, or use the `make` fixture that does)."""

from __future__ import annotations

import itertools
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any

from django.utils.text import slugify

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.companies.models import BodyKind, Company, ConsultationBody, FilePiece, Mandate, Membership, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import current_or_none, without_hat
from coaching.programmes.models import Application, Programme, ProgrammeMembership
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Helped, Trajectory

_count = itertools.count(1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # before whatever a test makes in a file
PASSWORD = "een-lang-wachtwoord-voor-de-test"


def user(name: str = "", **fields: Any) -> User:
    number = next(_count)
    name = name or f"Persoon {number}"
    email = fields.pop("email", f"{slugify(name)}-{number}@voorbeeld.test")
    with without_hat() if current_or_none() else nullcontext():  # hats, the system's too, cannot write the user table
        return User.objects.create_user(email, PASSWORD, name=name, **fields)


def enterprise_number(seed: int) -> str:
    """A syntactically right number (mod 97) from a range above every number issued so far."""
    base = f"{9_990_000 + seed:08d}"
    return "0" * (8 - len(base)) + base + f"{97 - int(base) % 97:02d}"


def company(name: str = "", **fields: Any) -> Company:
    number = next(_count)
    name = name or f"Bedrijf {number}"
    defaults: dict[str, Any] = dict(
        slug=f"{slugify(name)}-{number}",
        name=name,
        enterprise_number=enterprise_number(number),
        postcode="3800",
        headcount=38,
        high_skilled=5,
        blue_collar=30,
        nace_code="10390",
        language="nl",
    )
    return Company.objects.create(**{**defaults, **fields})


def body(company: Company, kind: str = BodyKind.UNION_DELEGATION, **fields: Any) -> ConsultationBody:
    return ConsultationBody.objects.create(company=company, kind=kind, **fields)


def membership(company: Company, user: User, role: Role = Role.CONTACT, **fields: Any) -> Membership:
    if role == Role.CONTACT:
        fields.setdefault("has_mandate", True)
    fields.setdefault("begins_on", date(2020, 1, 1))
    return Membership.objects.create(company=company, user=user, role=role, **fields)


def work_unit(company: Company, name: str = "", headcount: int = 10) -> WorkUnit:
    return WorkUnit.objects.create(company=company, name=name or f"Eenheid {next(_count)}", headcount=headcount)


def programme(name: str = "", **fields: Any) -> Programme:
    number = next(_count)
    name = name or f"Programma {number}"
    defaults: dict[str, Any] = dict(
        slug=f"{slugify(name)}-{number}",
        name=name,
        budget_eur=100_000,
        contact_address=f"{name}\nTeststraat 1, 1000 Brussel",
        contact_email=f"programma-{number}@voorbeeld.test",
        objection_days=30,
        objection_texts={language: f"Bezwaar ({language}): schrijf ons." for language in ("nl", "fr", "en")},
    )
    return Programme.objects.create(**{**defaults, **fields})


def programme_member(programme: Programme, user: User, role: Role = Role.ADMINISTRATOR) -> ProgrammeMembership:
    return ProgrammeMembership.objects.create(programme=programme, user=user, role=role, begins_on=date(2020, 1, 1))


def coach(user: User, **fields: Any) -> Coach:
    defaults: dict[str, Any] = dict(
        slug=f"{slugify(user.name)}-{next(_count)}",
        name=user.name,
        provinces=["LIM"],
        languages=["nl"],
        themes=["mental"],
    )
    return Coach.objects.create(user=user, **{**defaults, **fields})


def application(programme: Programme, applicant: User, company: Company | None = None, **fields: Any) -> Application:
    """A complete application; give `state` for where it is (approved sets the milestones that go with it)."""
    now = clock.now()
    state = fields.setdefault("state", "submitted" if company else "draft")
    if state != "draft":
        fields.setdefault("submitted_at", now)
        fields.setdefault("declared_at", now)
        fields.setdefault("reference", f"T-{next(_count):05d}")
    if state in {"approved", "rejected", "lapsed"}:
        fields.setdefault("decided_at", now)
    if state == "approved":
        fields.setdefault("start_due_on", clock.add_months(clock.today(), 3))
    copied = dict(company_name=company.name, enterprise_number=company.enterprise_number) if company else {}
    return Application.objects.create(
        programme=programme,
        applicant=applicant,
        company=company,
        **{"postcode": "3800", "headcount": 38, "high_skilled": 5, "motivation": "Veel verzuim.", **copied, **fields},
    )


def trajectory(
    programme: Programme, company: Company, applicant: User, coach: Coach | None = None, **fields: Any
) -> Trajectory:
    """An approved application with its trajectory; `state` other than the first ones also gets a start date.

    Its coach has a mandate of what was made since `LONG_AGO`.
    """
    approved_on = fields.pop("approved_on", clock.today())
    state = fields.pop("state", TrajectoryState.COACH_ACCEPTED if coach else TrajectoryState.AWAITING_COACH)
    due = clock.add_months(approved_on, 3)
    file = application(programme, applicant, company, state="approved", start_due_on=due)
    if state not in {"awaiting_coach", "coach_requested", "coach_accepted"}:
        fields.setdefault("started_on", approved_on)
    made = Trajectory.objects.create(
        programme=programme,
        company=company,
        application=file,
        coach=coach,
        state=state,
        approved_on=approved_on,
        start_due_on=due,
        coaching_hours=20,
        **fields,
    )
    if coach:
        running = Mandate.objects.filter(company=company, person_id=coach.user_id, since__isnull=False)
        running.update(since=LONG_AGO, begins_at=LONG_AGO)
    return made


def piece(trajectory: Trajectory, kind: str, builds_on: FilePiece | None = None, **fields: Any) -> FilePiece:
    """A piece of the company's file, made with the help of its trajectory."""
    keys = {"company_id": trajectory.company_id}
    made: FilePiece = FilePiece.objects.create(kind=kind, builds_on=builds_on, **keys, **fields)
    Helped.objects.create(piece=made, trajectory=trajectory, programme_id=trajectory.programme_id, **keys)
    return made
