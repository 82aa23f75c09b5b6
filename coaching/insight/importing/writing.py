"""Writing checked rows: companies, people, applications, trajectories and their trail, in one transaction.

No mail is sent and no reminder of the past is made: an import tells what happened elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.companies.models import Company, Membership
from coaching.core.ground import audit, clock
from coaching.core.ground.choices import province_of
from coaching.core.ground.roles import Actor, Role
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import without_hat
from coaching.insight.importing.checking import Checker, Row
from coaching.insight.importing.reading import Problem, RawRow, read
from coaching.programmes import rules
from coaching.programmes.enums import ApplicationState, LayerNumber
from coaching.programmes.models import Application, Programme
from coaching.trajectories.actions import plan_clock
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory

CHUNK = 1000
DECIDED = "Overgenomen uit een bestand."  # the reason that the file itself does not tell
Progress = Callable[[int], None]
Warn = Callable[[list[Problem]], None]


@dataclass
class Outcome:
    """What an import found and did. written: 0 when there are problems, when it was a rehearsal, or when `look` is set.

    warnings: what a person should see before it is written. look: there are some, and nobody has looked at them yet.
    """

    rows: int = 0
    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    look: bool = False


def import_file(
    path: Path, programme: Programme, *, by: Actor, dry_run: bool, progress: Progress, warn: Warn | None = None
) -> Outcome:
    """Read, check and write a file; all rows or none. Raises Unreadable. Run in a system context.

    warn: is told what to look at before anything is written.
    """
    return import_rows(read(path), programme, by=by, dry_run=dry_run, progress=progress, warn=warn)


@transaction.atomic
def import_rows(
    raws: Iterable[RawRow],
    programme: Programme,
    *,
    by: Actor,
    dry_run: bool,
    progress: Progress,
    only_own: bool = False,
    look_first: bool = False,
    warn: Warn | None = None,
) -> Outcome:
    """As `import_file`, for rows that have been read.

    only_own: a number names a company only when it applied to this programme before; otherwise a row founds one of its
    own, so that nobody reaches somebody else's company by writing its number in a file.
    look_first: with anything to look at, nothing is written.
    """
    by.check(rules.DECIDE)
    outcome = Outcome()
    coaches = _coaches()
    known = Application.objects.filter(programme=programme).exclude(reference="").values_list("reference", flat=True)
    checker = Checker(known, coaches)
    rows = []
    for raw in raws:
        outcome.rows += 1
        if (row := checker.check(raw)) is not None:
            rows.append(row)
    outcome.problems, outcome.warnings = checker.problems, checker.warnings
    if warn is not None:
        warn(outcome.warnings)
    outcome.look = look_first and bool(outcome.warnings) and not outcome.problems and not dry_run
    if outcome.problems or dry_run or outcome.look:
        return outcome
    writer = Writer(programme, coaches, by, only_own=only_own)
    for start in range(0, len(rows), CHUNK):
        writer.write(rows[start : start + CHUNK])
        outcome.written = min(start + CHUNK, len(rows))
        progress(outcome.written)
    audit.record("programmes.imported", programme, by=by, data={"rows": outcome.written})
    return outcome


def _coaches() -> dict[str, Coach]:
    """E-mail address → coach."""
    coaches = {coach.user_id: coach for coach in Coach.objects.all()}
    with without_hat():
        rows = list(User.objects.filter(pk__in=coaches).values_list("email", "pk"))
    return {email.lower(): coaches[pk] for email, pk in rows}


def _at(day: date) -> datetime:
    """Noon of that day: no zone makes another date of it."""
    return timezone.make_aware(datetime.combine(day, time(12)))


class Writer:
    """Writes chunks of rows; remembers companies and people over chunks."""

    def __init__(self, programme: Programme, coaches: dict[str, Coach], by: Actor, *, only_own: bool = False) -> None:
        self.programme, self.coaches, self.by, self.only_own = programme, coaches, by, only_own
        self.taken: set[str] = set()  # numbers of companies that are not this programme's to name
        self.companies: dict[str, UUID] = {}
        self.people: dict[str, int] = {}
        self.nobody = self._nobody()

    def _nobody(self) -> int:
        """Who applied is not in the file for some: an account that nobody can use."""
        with without_hat():
            user, _made = User.objects.get_or_create(
                email=f"import@{self.programme.slug}.invalid",
                defaults={"name": "Import", "is_active": False, "password": make_password(None)},
            )
        return int(user.pk)

    def write(self, rows: list[Row]) -> None:
        self._find(rows)
        self._people(rows)
        companies = self._companies(rows)
        files = [self._application(row, company) for row, company in zip(rows, companies, strict=True)]
        _save(Application, files)
        self._trail(files)
        running = [self._trajectory(row, file) for row, file in zip(rows, files, strict=True) if row.approved_on]
        _save(Trajectory, [trajectory for trajectory in running if trajectory])
        for trajectory in running:
            if trajectory and trajectory.started_on is None and trajectory.escalated_at is None:
                plan_clock(trajectory)

    def _find(self, rows: list[Row]) -> None:
        numbers = {row.enterprise_number for row in rows if row.enterprise_number} - self.companies.keys()
        known = Company.objects.filter(enterprise_number__in=numbers)
        found = {str(number): pk for number, pk in known.values_list("enterprise_number", "pk")}
        if self.only_own:
            sent = Application.objects.filter(programme=self.programme, enterprise_number__in=numbers)
            own = (
                sent.exclude(Q(company=None) | Q(state=ApplicationState.DRAFT))
                .order_by("created_at")
                .values_list("enterprise_number", "company_id")
            )
            self.taken |= found.keys()
            found = {str(number): pk for number, pk in own}
        self.companies |= found

    def _people(self, rows: list[Row]) -> None:
        """Contacts by address: those who are here already, and new accounts without a password."""
        wanted = {row.contact_email: row for row in rows if row.contact_email and row.contact_email not in self.people}
        with without_hat():
            have = dict(User.objects.filter(email__in=wanted).values_list("email", "pk"))
            fresh = [
                User(
                    email=email,
                    name=row.contact_name or email.partition("@")[0],
                    password="!",
                    language=row.language if row.language != "de" else "nl",
                )
                for email, row in wanted.items()
                if email not in have
            ]
            User.objects.bulk_create(fresh, batch_size=CHUNK)
        self.people |= have | {user.email: int(user.pk) for user in fresh}

    def _companies(self, rows: list[Row]) -> list[UUID]:
        """A number that is known names that company, as it is; every other row founds one."""
        made, memberships, keys = [], [], []
        for row in rows:
            key = self.companies.get(row.enterprise_number) if row.enterprise_number else None
            if key is None:
                company = _company(row, without_number=row.enterprise_number in self.taken)
                made.append(company)
                key = company.pk
                if row.enterprise_number:
                    self.companies[row.enterprise_number] = key
                if row.contact_email:
                    memberships.append(self._contact(row, key))
            keys.append(key)
        _save(Company, made)
        _save(Membership, memberships)
        return keys

    def _contact(self, row: Row, company_id: UUID) -> Membership:
        return Membership(
            company_id=company_id,
            user_id=self.people[row.contact_email],
            role=Role.CONTACT,
            has_mandate=True,
            begins_on=row.submitted_on,
        )

    def _application(self, row: Row, company_id: UUID) -> Application:
        state, decided = ApplicationState.SUBMITTED, row.approved_on or row.rejected_on
        if decided:
            state = ApplicationState.APPROVED if row.approved_on else ApplicationState.REJECTED
        applicant = self.people.get(row.contact_email, self.nobody)
        sent = _at(row.submitted_on)
        reasons = rules.priority_reasons(
            row.headcount,
            row.high_skilled,
            row.nace_code,
            self.programme.priority_points,
            self.programme.risk_sectors,
            nace_version=row.nace_version,
        )
        return Application(
            programme=self.programme,
            company_id=company_id,
            applicant_id=applicant,
            reference=row.reference,
            layer=row.layer,
            state=state,
            enterprise_number=row.enterprise_number,
            company_name=row.company_name,
            postcode=row.postcode,
            province=province_of(row.postcode),
            nace_code=row.nace_code,
            nace_version=row.nace_version,
            language=row.language,
            headcount=row.headcount,
            high_skilled=row.high_skilled,
            referral_channel=row.referral_channel,
            target_group=row.target_group,
            priority_score=rules.priority_score(reasons),
            created_at=sent,
            saved_at=sent,
            submitted_at=sent,
            declared_at=sent,
            decided_at=_at(decided) if decided else None,
            decision_reason=DECIDED if decided else "",
            start_due_on=self._due(row.approved_on) if row.approved_on else None,
        )

    def _due(self, approved_on: date) -> date:
        return clock.add_months(approved_on, self.programme.start_months)

    def _trail(self, files: list[Application]) -> None:
        rows = [
            AuditEvent(
                event="application.imported",
                actor_id=self.by.user_id,
                hat=self.by.hat.value,
                target=file.state,
                subject_type="programmes.application",
                subject_id=file.pk,
                company_id=file.company_id,
                programme_id=file.programme_id,
            )
            for file in files
        ]
        _save(AuditEvent, rows)

    def _trajectory(self, row: Row, file: Application) -> Trajectory | None:
        """Of coaching; of a lighter layer only when the file says that it has started."""
        assert row.approved_on is not None  # noqa: S101 - the caller asked
        if row.layer != LayerNumber.COACHING and row.started_on is None:
            return None
        coach = self.coaches.get(row.coach_email)
        due = self._due(row.approved_on)
        state = TrajectoryState.COACH_ACCEPTED if coach else TrajectoryState.AWAITING_COACH
        late = row.started_on is None and due + timedelta(days=max([0, *self.programme.clock_steps])) < clock.today()
        return Trajectory(
            application=file,
            company_id=file.company_key,
            programme=self.programme,
            coach=coach,
            state=TrajectoryState.STARTED if row.started_on else state,
            approved_on=row.approved_on,
            start_due_on=due,
            coaching_hours=self.programme.coaching_hours,
            clock_steps=sorted(set(self.programme.clock_steps)),
            started_on=row.started_on,
            coach_accepted_at=_at(row.approved_on) if coach else None,
            escalated_at=clock.now() if late else None,
            imported_at=clock.now(),
        )


def _company(row: Row, *, without_number: bool = False) -> Company:
    """without_number: somebody else's company has it; the application keeps what the file says."""
    return Company(
        slug=f"{slugify(row.company_name)[:50] or 'bedrijf'}-{uuid4().hex[:8]}",
        name=row.company_name,
        enterprise_number=None if without_number else row.enterprise_number or None,
        postcode=row.postcode,
        province=province_of(row.postcode),
        nace_code=row.nace_code,
        nace_version=row.nace_version,
        headcount=row.headcount,
        high_skilled=row.high_skilled,
        language=row.language if row.language != "de" else "nl",
    )


def _save(model: type[models.Model], rows: list[Any]) -> None:
    if rows:
        model._default_manager.bulk_create(rows, batch_size=CHUNK)
