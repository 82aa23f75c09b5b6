"""Plays a company through the programme, each step as the person who does it, on the day it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.companies.models import Company, ConsultationBody, Membership, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.tenancy.context import current_actor, person_context, system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.programmes.actions import applying, assessing, deciding
from coaching.programmes.models import Application, Programme
from coaching.trajectories.actions import choice, sessions
from coaching.trajectories.models import CoachRequest, Trajectory


@dataclass
class Stage:
    """What all companies of the demo share."""

    programme: Programme
    users: dict[str, User]
    coaches: dict[str, Coach]
    via: str = ""  # code of the partner whose link companies came by


@dataclass
class CompanySpec:
    """An invented company. number: ten digits from the demo's reserved range."""

    name: str
    number: str
    contact: User
    postcode: str = "3500"
    municipality: str = "Hasselt"
    headcount: int = 20
    high_skilled: int = 3
    blue_collar: int = 14
    nace_code: str = "10710"
    body_kind: str = "direct"
    language: str = "nl"
    motivation: str = "Het verzuim stijgt en we willen dat het werk weer vol te houden is."
    objectives: str = "Minder verzuim, en mensen die graag komen werken."
    own_hours: int = 40
    support_from: list[str] = field(default_factory=lambda: ["EMPLOYER", "WORKERS"])
    channel: str = "SECTOR_FUND"


class Play:
    """One company's story. Each method is one step; dates are given by the caller."""

    def __init__(self, stage: Stage, spec: CompanySpec) -> None:
        self.stage, self.spec = stage, spec
        self.application_id: Any = None
        self.company: Company | None = None

    # -- who acts ------------------------------------------------------------------------------------------------
    @contextmanager
    def as_person(self, day: date) -> Iterator[Actor]:
        with clock.at(day), person_context(self.spec.contact):
            yield current_actor()

    @contextmanager
    def as_contact(self, day: date, user: User | None = None) -> Iterator[Actor]:
        assert self.company is not None
        with clock.at(day), enter_place("company", user or self.spec.contact, self.company.slug):
            yield current_actor()

    @contextmanager
    def as_coach(self, day: date, key: str = "coach") -> Iterator[Actor]:
        assert self.company is not None
        with clock.at(day), enter_place("company", self.stage.users[key], self.company.slug, "coach"):
            yield current_actor()

    @contextmanager
    def as_administrator(self, day: date) -> Iterator[Actor]:
        with clock.at(day), enter_place("programme", self.stage.users["beheerder"], self.stage.programme.slug):
            yield current_actor()

    # -- the front half ------------------------------------------------------------------------------------------
    def draft(self, day: date, pages: int = 6) -> Play:
        """Fill in the first `pages` pages of an application."""
        s = self.spec
        answers: list[dict[str, Any]] = [
            {
                "enterprise_number": s.number,
                "company_name": s.name,
                "street": "Dorpsstraat 1",
                "postcode": s.postcode,
                "municipality": s.municipality,
                "nace_code": s.nace_code,
                "language": s.language,
            },
            {"headcount": s.headcount, "high_skilled": s.high_skilled, "blue_collar": s.blue_collar},
            {"body_kind": s.body_kind},
            {"motivation": s.motivation, "objectives": s.objectives, "own_hours": s.own_hours},
            {"support_from": s.support_from, "support_evidence": "Besproken op het overleg van vorige maand."},
            {"referral_channel": s.channel},
        ]
        with self.as_person(day) as actor:
            application = applying.start_draft(programme_id=self.stage.programme.pk, via=self.stage.via, by=actor)
            for values in answers[:pages]:
                application = applying.save_step(
                    application_id=application.pk, values=values, opened_with=application.version, by=actor
                )
        self.application_id = application.pk
        return self

    def apply(self, day: date) -> Play:
        self.draft(day)
        with self.as_person(day) as actor:
            application = applying.submit(application_id=self.application_id, by=actor)
        with system_context("demo data", company_id=application.company_key):
            Company.objects.filter(pk=application.company_key).update(is_demo=True)
            self.company = Company.objects.get(pk=application.company_key)
        return self

    def decide(
        self, day: date, verb: str = "approve", reason: str = "Past bij de doelgroep; het draagvlak is er."
    ) -> Play:
        """take_up first; verb: take_up | request_info | waitlist | reject | approve."""
        with self.as_administrator(day) as actor:
            application = Application.objects.only("state").get(pk=self.application_id)
            if application.state == "submitted":
                assessing.take_up(application_id=self.application_id, by=actor)
            decisions: dict[str, Callable[..., Any]] = {
                "approve": deciding.approve,
                "reject": deciding.reject,
                "waitlist": deciding.waitlist,
            }
            if verb == "request_info":
                assessing.request_info(application_id=self.application_id, question=reason, by=actor)
            elif verb in decisions:
                decisions[verb](application_id=self.application_id, reason=reason, by=actor)
        return self

    @property
    def trajectory(self) -> Trajectory:
        return Trajectory.objects.get(application_id=self.application_id)

    def ask(self, day: date, key: str = "coach") -> Play:
        with self.as_contact(day) as actor:
            choice.request_coach(
                trajectory_id=self.trajectory.pk,
                coach_id=self.stage.coaches[key].pk,
                by=actor,
                message="We horen graag wanneer u kunt langskomen.",
            )
        return self

    def accept(self, day: date, key: str = "coach") -> Play:
        with clock.at(day), enter_place("coach", self.stage.users[key]):
            request = CoachRequest.objects.get(state="open", company=self.company)
            choice.accept(request_id=request.pk, answer="Met plezier. Ik bel u deze week.", by=current_actor())
        return self

    def session(self, day: date, hours: str, kind: str, agreed: str, key: str = "coach") -> Play:
        with self.as_coach(day, key) as actor:
            sessions.log_session(
                trajectory_id=self.trajectory.pk,
                held_on=day,
                kind=kind,
                hours=Decimal(hours),
                agreed=agreed,
                present="Zaakvoerder, ploegbaas, twee medewerkers",
                next_step="Afspraak vastgelegd.",
                by=actor,
            )
        return self

    def started(self, approved_on: date, key: str = "coach") -> Play:
        """Apply four weeks before, approve, choose, accept and hold the first session in the fifth week."""
        self.apply(approved_on - timedelta(days=28)).decide(approved_on)
        self.ask(approved_on + timedelta(days=9), key).accept(approved_on + timedelta(days=12), key)
        return self.session(
            approved_on + timedelta(days=33), "2", "intake", "Kennismaking en planning van de analyse.", key
        )

    # -- people around the company -------------------------------------------------------------------------------
    def members(self, rows: list[tuple[str, Role]], since: date) -> Play:
        """Give demo people a role, as an accepted invitation would."""
        assert self.company is not None
        with system_context("demo data"):
            for key, role in rows:
                Membership.objects.get_or_create(
                    company=self.company, user=self.stage.users[key], role=role, defaults={"begins_on": since}
                )
        return self

    def units(self, day: date, *rows: tuple[str, int]) -> dict[str, WorkUnit]:
        assert self.company is not None
        with self.as_coach(day):
            return {name: WorkUnit.objects.create(company=self.company, name=name, headcount=n) for name, n in rows}

    def body(self, worker_members: int, name: str = "") -> Play:
        with system_context("demo data"):
            ConsultationBody.objects.filter(company=self.company).update(worker_members=worker_members, name=name)
        return self
