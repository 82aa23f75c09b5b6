"""What generated companies leave in the front half: uptakes, scores, letters, messages, reminders, statements, sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from coaching.core.ground import clock
from coaching.core.models import Document, Reminder
from coaching.programmes.models import Application, Assessment, Programme
from coaching.trajectories.enums import BEFORE_START, ExpenseState
from coaching.trajectories.models import ExpenseStatement, Message, Trajectory
from modules.gatherings.enums import PlaceState
from modules.models import Gathering, GatheringPlace, Module, ModuleUptake
from modules.uptake.enums import UptakeState

SCORES = {"objectives": {"points": 4, "remark": ""}}
GATHERINGS, PLACES = 1000, 8
UPTAKES = (UptakeState.CONFIRMED, UptakeState.FEEDBACK, UptakeState.CLOSED)


def uptakes(files: Iterable[tuple[Any, Application]], modules: list[Module]) -> Iterable[ModuleUptake]:
    """Each company took one thing up before it applied."""
    for case, file in files:
        state, module = UPTAKES[case.index % 3], modules[case.index % len(modules)]
        moment = case.at(-30)
        yield ModuleUptake(
            programme=case.programme,
            module=module,
            module_title=module.title,
            layer=module.layer,
            company=case.company,
            applicant=case.user,
            token_digest=f"scale-{case.index}",
            state=state,
            company_name=file.company_name,
            enterprise_number=file.enterprise_number,
            contact_name=case.user.name,
            email=case.user.email,
            created_at=moment,
            confirmed_at=moment,
            feedback_asked_at=moment,
            closed_at=moment if state == UptakeState.CLOSED else None,
        )


def judged(files: Iterable[tuple[Any, Application]], assessor: int) -> Iterable[Assessment]:
    """What is in review is scored by somebody, half of it already, with a decision proposed."""
    for case, file in files:
        if file.state == "in_review":
            done = case.index % 2 == 0
            yield Assessment(
                application=file,
                assessor_id=assessor,
                due_on=clock.today() + timedelta(days=7),
                scores=SCORES,
                total=70 if done else None,
                submitted_at=case.at(9) if done else None,
                assigned_at=case.at(5),
                **case.keys,
            )


def propose(file: Application, index: int) -> None:
    """Half of what is in review waits to be released."""
    if file.state == "in_review" and index % 2 == 0:
        file.proposed_verb, file.proposed_reason, file.proposed_at = "approve", "Gegenereerd.", clock.now()


def messages(running: Iterable[tuple[Any, Trajectory]]) -> Iterable[Message]:
    """A question and its answer."""
    for case, row in running:
        for day, author in ((50, case.user.pk), (51, case.coach.user_id)):
            yield Message(
                trajectory=row,
                author_id=author,
                text="Kan de rondgang een week later?",
                written_at=case.at(day),
                **case.keys,
            )


def reminders(running: Iterable[tuple[Any, Trajectory]]) -> Iterable[Reminder]:
    """One that still comes for whoever has to start."""
    for case, row in running:
        if row.state in BEFORE_START and case.company:
            yield Reminder(
                subject_type="trajectories.trajectory",
                subject_id=row.pk,
                kind="trajectories.start_soon",
                audience="contacts",
                due_on=clock.today() + timedelta(days=1 + case.index % 60),
                context={"company": case.company.name},
                company_id=case.company.pk,
                programme_id=case.programme.pk,
                trajectory_id=row.pk,
            )


def statements(running: Iterable[tuple[Any, Trajectory]]) -> Iterable[ExpenseStatement]:
    """Of whoever has started: one that is paid, and one that waits."""
    for case, row in running:
        for number, state in enumerate(
            (ExpenseState.APPROVED, ExpenseState.SUBMITTED) if row.started_on else (), start=1
        ):
            yield ExpenseStatement(
                trajectory=row,
                number=number,
                state=state,
                hours=2,
                paid_hours=2,
                subsidy_eur=Decimal(180),
                lines=[{"session": "", "date": str(row.started_on), "kind": "intake", "hours": "2.0"}],
                company_share_eur=Decimal(20),
                submitted_at=case.at(50),
                submitted_by_id=case.coach.user_id,
                settled_at=case.at(55) if state == ExpenseState.APPROVED else None,
                **case.keys,
            )


def letters(files: Iterable[tuple[Any, Application]]) -> Iterable[Document]:
    """What was decided, told in a letter. Its file is not there: nobody opens it."""
    for case, file in files:
        if file.decided_at and case.company:
            yield Document(
                kind="decision-letter",
                subject_type="programmes.application",
                subject_id=file.pk,
                language="nl",
                title=f"Beslissing over uw aanvraag {file.reference}",
                audience="h_contact h_admin",
                state="ready",
                sha256="0" * 64,
                ready_at=file.decided_at,
                created_at=file.decided_at,
                company_id=case.company.pk,
                programme_id=case.programme.pk,
            )


def gatherings(programme: Programme, modules: list[Module]) -> tuple[list[Gathering], list[GatheringPlace]]:
    """A thousand sessions, past and coming, each with some people."""
    planned = [
        Gathering(
            programme=programme,
            module=modules[n % len(modules)],
            starts_at=clock.now() + timedelta(days=n - 900),
            place="Gent",
            capacity=20,
        )
        for n in range(GATHERINGS)
    ]
    places = [
        GatheringPlace(
            gathering=gathering,
            programme=programme,
            token_digest=f"scale-{n}-{p}",
            state=PlaceState.TAKEN,
            company_name=f"Bedrijf {p} (fictief)",
            contact_name=f"Persoon {p}",
            email=f"p{p}@voorbeeld.example",
        )
        for n, gathering in enumerate(planned)
        for p in range(PLACES)
    ]
    return planned, places
