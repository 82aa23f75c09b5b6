"""A company that came with its own papers: a plan in force from elsewhere, a risk inventory and the old plan as spreadsheets.

Invented. Both files come in by the import that anybody has; the analysis goes the whole way, so that the plan has what it answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from actionplans.actions.bringing.common import Brought
from actionplans.actions.brought import record_brought_plan
from actionplans.actions.importing import import_plan
from actionplans.enums import ImportKind
from coaching.companies.actions import add_work_unit
from coaching.companies.models import BodyKind, Company, ConsultationBody, Membership, Proof
from coaching.companies.numbers import parse_enterprise_number
from coaching.companies.register.demo import number_of
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.others import ASPECTS
from coaching.insight.demo.people import make_user
from riskanalysis import actions as risks
from riskanalysis.enums import AnalysisKind
from riskanalysis.models import RiskAnalysis

SLUG = "meubelen-van-acker"
UNITS = (("Zagerij", 9), ("Afwerking", 14), ("Magazijn", 6))
INVENTORY = (
    ("Nr", "Afdeling", "Thema", "Gevaar", "W", "B", "E", "Score", "Bestaande maatregelen"),
    (1, "Zagerij", "Machines", "Handen te dicht bij het zaagblad", 3, 6, 15, 270, "Duwhout aan elke zaag"),
    (2, "Zagerij", "Lawaai", "Geluid boven 85 dB(A) aan de schaafbank", 6, 6, 3, 108, "Oorkappen"),
    (3, "Magazijn", "Ergonomie", "Platen van 30 kg worden alleen gedragen", 6, 6, 7, 252, ""),
    (
        4,
        "Afwerking",
        "Gevaarlijke producten",
        "Dampen van lak in de spuitruimte",
        3,
        6,
        7,
        126,
        "Afzuiging, jaarlijks nagekeken",
    ),
)


def plan_rows(first: int) -> Sequence[Sequence[Any]]:
    """The old plan as the company kept it, for five years from this one on."""
    return (
        ("Domein", "Doelstelling", "Indicator", "Nu", "Streefwaarde", "Tegen eind", "Maatregel", "Waar", "Deadline"),
        ("Ergonomie", "Niemand draagt nog alleen een plaat", "Kinneyscore", 252, 63, first + 2, "Vacuümheffer kopen", "Magazijn", first + 1),
        ("", "", "", "", "", "", "Platenwagens aan de laadkade", "Magazijn", f"Q2 {first + 2}"),
        ("Veiligheid", "Geen snijletsels meer aan de zagen", "Letsels per jaar", 2, 0, first + 4, "Zaagbeveiliging op alle tafels", "Zagerij", first + 2),
        ("Gezondheid", "Geluid onder 85 dB(A)", "dB(A)", 88, 82, first + 3, "Schaafbank in een omkasting", "Zagerij", f"06/{first + 3}"),
    )  # fmt: skip


def as_file(rows: Iterable[Sequence[Any]]) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";").writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def play_brought(today: date) -> None:
    """Opened by the operator last month; the contact brought the inventory in, made it final, and then the old plan."""
    first = today.year - 1
    contact = make_user("overname", "Rik Van Acker")
    with clock.at(today - timedelta(days=40)), system_context("demo data"):
        company = Company.objects.create(
            slug=SLUG,
            name="Meubelen Van Acker (fictief)",
            enterprise_number=parse_enterprise_number(number_of(42)),
            street="Zagerijstraat 3",
            postcode="8800",
            municipality="Roeselare",
            nace_code="31.00",
            headcount=sum(count for _name, count in UNITS),
            proved_by=Proof.STAFF.value,
            is_demo=True,
        )
        ConsultationBody.objects.create(company=company, kind=BodyKind.DIRECT)
        Membership.objects.create(
            company=company, user=contact, role=Role.CONTACT, has_mandate=True, begins_on=today - timedelta(days=40)
        )
        record_brought_plan(company_id=company.pk, year=first, month=1, by=current_actor())
    with clock.at(today - timedelta(days=30)), enter_place("company", contact, SLUG):
        by = current_actor()
        for name, count in UNITS:
            add_work_unit(name=name, headcount=count, by=by)
        _kept(import_plan(content=as_file(INVENTORY), kind=ImportKind.RISKS, by=by))
        _finish(by, today - timedelta(days=25))
        _kept(import_plan(content=as_file(plan_rows(first)), kind=ImportKind.FIVE_YEARS, by=by))


def _kept(done: Brought) -> None:
    if done.faults:
        raise ValueError("; ".join(map(str, done.faults)))


def _finish(by: Actor, day: date) -> None:
    """The analysis that the inventory filled, made final with the workers."""
    analysis = RiskAnalysis.objects.get(company_id=by.company_key, kind=AnalysisKind.WHOLE)
    risks.start_collecting(analysis=analysis, by=by)
    told = "De ploegen herkennen de lijst van de externe dienst. Het tillen in het magazijn weegt het zwaarst."
    risks.add_talk(
        analysis=analysis,
        held_on=day - timedelta(days=5),
        kind="group_talk",
        invited=29,
        present=21,
        summary=told,
        by=by,
    )
    risks.start_evaluating(analysis=analysis, by=by)
    for aspect, colour in ASPECTS.items():
        risks.judge_aspect(analysis=analysis, aspect=aspect, colour=colour, summary="Samen besproken.", by=by)
    risks.draft_report(analysis=analysis, by=by)
    risks.consult(analysis=analysis, notes="Geen opmerkingen.", by=by)
    risks.finalise(analysis=analysis, by=by)
