"""The year wheel in the demo: what the worked example wrote down of its dates, and a school whose years begin in September.

Both are invented. What is due by law follows from the files themselves; here stands only what people would have written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from actionplans.actions.brought import record_brought_plan
from coaching.companies.actions import change_holder, dates
from coaching.companies.models import BodyKind, Company, ConsultationBody, Membership, Proof, RoleHolder, RoleKind
from coaching.companies.numbers import parse_enterprise_number
from coaching.companies.register.demo import number_of
from coaching.companies.wheel import kinds
from coaching.companies.wheel.whole import wheel_of
from coaching.core.ground import clock
from coaching.core.ground.clock import add_months
from coaching.core.ground.roles import Actor, Role
from coaching.core.ground.wheel import Line
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.play import Play, Stage

SCHOOL_SLUG = "basisschool-de-linde"
EARLY = timedelta(days=12)  # before its date each thing was done
NOTES = {
    kinds.EVALUATION.key: "Besproken met de preventieadviseur psychosociale aspecten van de externe dienst.",
    kinds.REPORT.key: "Ingevuld door de preventieadviseur en besproken met de afvaardiging.",
    kinds.VISIT.key: "Wasserij, expeditie en kantoor bekeken met de afvaardiging.",
    kinds.REINTEGRATION.key: "Overleg met de arbeidsarts; één traject, goed afgelopen.",
    kinds.SERVICE_VISIT.key: "Rondgang met de arbeidsarts; verslag in het dossier.",
}


def keep_dates(play: Play, today: date) -> None:
    """All that was due in the worked example is on record, and it has dates of its own: one done, both coming again."""
    with play.as_contact(today) as by:
        _write_down(by, today, NOTES)
        _supervise(today, by)
        drill = add_months(today.replace(day=15), -10)
        held = dates.add_own_date(title="Evacuatieoefening", first_on=drill, every_months=12, who="employer", by=by)
        told = "Iedereen buiten in vier minuten; de bel aan de laadkade is te stil."
        dates.record_done(kind=kinds.OWN.key, due_on=drill, done_on=drill, note=told, own_id=held.pk, by=by)
        course = add_months(today.replace(day=20), 3)
        dates.add_own_date(title="Bijscholing eerste hulp", first_on=course, every_months=12, who="employer", by=by)


def _write_down(by: Actor, today: date, notes: Mapping[str, str]) -> None:
    """One after the other: what was done moves the next date of its kind."""
    while line := _first_missed(by.company_key, today):
        note = notes.get(line.kind.key, "")
        dates.record_done(kind=line.kind.key, due_on=line.day, done_on=line.day - EARLY, note=note, by=by)


def _supervise(today: date, by: Actor) -> None:
    """The confidential counsellor was supervised every year since the training."""
    counsellor = RoleHolder.objects.get(company_id=by.company_key, kind=RoleKind.COUNSELLOR, ended_at=None)
    day = counsellor.supervised_on[-1]
    while (day := add_months(day, 11)) < today:
        counsellor = change_holder(
            holder_id=counsellor.pk, opened_with=counsellor.version, last_supervised_on=day, by=by
        )


def _first_missed(company_id: UUID, today: date) -> Line | None:
    """The earliest date that is past and not on record, of a kind that is written down here."""
    lines = wheel_of(company_id, today=today, until=today, every_missed=True).lines
    return next((line for line in lines if line.is_late and line.kind.key in NOTES), None)


def play_school(stage: Stage, today: date) -> None:
    """A school without any programme, with a five-year plan from elsewhere. Its tariff group is not filled in: it is asked."""
    first = date(today.year - (3 if today.month < 9 else 2), 9, 1)
    with clock.at(first + timedelta(days=20)), system_context("demo data"):
        school = Company.objects.create(
            slug=SCHOOL_SLUG,
            name="Basisschool De Linde (fictief)",
            enterprise_number=parse_enterprise_number(number_of(41)),
            street="Schoolstraat 12",
            postcode="3500",
            municipality="Hasselt",
            nace_code="85.20",
            headcount=31,
            year_starts=9,
            prevention_group="C-",
            affiliated_on=first,
            external_service="Externe Dienst Vijf (fictief)",
            proved_by=Proof.STAFF.value,
            is_demo=True,
        )
        ConsultationBody.objects.create(company=school, kind=BodyKind.DIRECT)
        Membership.objects.create(
            company=school, user=stage.users["school"], role=Role.CONTACT, has_mandate=True, begins_on=first
        )
        record_brought_plan(company_id=school.pk, year=first.year, month=9, by=current_actor())
    with clock.at(today), enter_place("company", stage.users["school"], school.slug):
        drill = add_months(first, 12 * (today.year - first.year - (today.month < 10)) + 1)
        by = current_actor()
        dates.add_own_date(title="Evacuatieoefening", first_on=drill, every_months=6, who="employer", by=by)
        _write_down(by, today, {})
