"""One file as large as a company makes it in ten years, and a person with as many files as nobody has.

Rows are copies of those of a generated company, so that they have whatever a plan or an analysis has to have.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models

from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective, ObjectiveFinding, PreventionMeasure
from coaching.accounts.models import User
from coaching.companies.models import Company, FilePiece, Mandate, Membership, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import without_hat
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis.enums import SubFactor
from riskanalysis.models import AnalysisUnit, Finding, RiskAnalysis
from tests.bench.crowd import copy

UNITS, FINDINGS, YEARS, MEASURES, OBJECTIVES = 40, 600, 10, 60, 20
MANDATES = 500  # of one adviser: every other one for the whole file, the others from two years ago on
SLUG = "grootste-dossier"
ADVISER, CONTACT = "veelvoud@demo.example", "grootste@demo.example"
COLOURS = ("red", "orange", "orange", "green")


def fill(model: Trajectory) -> None:
    """The file and the adviser, unless they are there. model: a trajectory in which measures are carried out."""
    if Company.objects.filter(slug=SLUG).exists():
        return
    company = _company(model)
    units = _units(company)
    newest = _analyses(model, company, units)
    for first in range(YEARS // 5):
        _five_years(model, company, newest, clock.today().year - 5 * first - 4)
    _adviser(company)


def _save(rows: Iterable[Any]) -> list[Any]:
    made: list[models.Model] = list(rows)
    return list(type(made[0])._default_manager.bulk_create(made, batch_size=1000))


def _company(model: Trajectory) -> Company:
    like = Company.objects.get(pk=model.company_id)
    company = Company.objects.create(
        slug=SLUG,
        name="Grootste dossier (fictief)",
        enterprise_number=None,
        postcode=like.postcode,
        municipality=like.municipality,
        province=like.province,
        nace_code=like.nace_code,
        headcount=900,
        is_demo=True,
    )
    with without_hat():
        person = User.objects.create(email=CONTACT, name="Contact groot (fictief)", password="!", is_demo=True)
    today = clock.today()
    Membership.objects.create(company=company, user=person, role=Role.CONTACT, has_mandate=True, begins_on=today)
    return company


def _units(company: Company) -> list[WorkUnit]:
    """Four departments of nine parts each: forty in all."""
    tops = _save(WorkUnit(company=company, name=f"Afdeling {n}", headcount=225) for n in range(4))
    parts = (
        WorkUnit(company=company, name=f"Ploeg {n:02d}", headcount=25, parent=tops[n % 4]) for n in range(UNITS - 4)
    )
    return [*tops, *_save(parts)]


def _piece(company: Company, kind: str, year: int, under: FilePiece | None = None) -> FilePiece:
    moment = clock.moment_of(date(year, 1, 15))
    return FilePiece.objects.create(company=company, kind=kind, made_at=moment, builds_on=under)


def _analyses(model: Trajectory, company: Company, units: list[WorkUnit]) -> RiskAnalysis:
    """One a year, the newest final: its findings are spread over all units, those before it have a tenth of them."""
    like = RiskAnalysis.objects.filter(company_id=model.company_id, state="final")[0]
    finding = Finding.objects.filter(analysis=like, level="group")[0]
    this_year = clock.today().year
    for year in range(this_year - YEARS + 1, this_year + 1):
        last = year == this_year
        piece = _piece(company, "analysis", year)
        keys = {"company": company, "piece": piece}
        state = {"state": "final" if last else "superseded", "version_no": year - this_year + YEARS}
        made = copy(like, **keys, **state, created_at=piece.made_at, title=f"Risicoanalyse {year}")
        made.save(force_insert=True)
        _save(AnalysisUnit(analysis=made, work_unit=unit, **keys) for unit in units)
        factors = list(SubFactor)
        count = FINDINGS if last else FINDINGS // 10
        _save(
            copy(
                finding,
                analysis=made,
                work_unit=units[n % UNITS],
                code=f"F{n + 1}",
                colour=COLOURS[n % 4],
                sub_factor=factors[n % len(factors)].value,
                aspect=factors[n % len(factors)].value.rstrip("0123456789"),
                hazard=f"Gevaar {n + 1}",
                **keys,
            )
            for n in range(count)
        )
    return made


def _five_years(model: Trajectory, company: Company, analysis: RiskAnalysis, first: int) -> None:
    like = GlobalPreventionPlan.objects.filter(company_id=model.company_id)[0]
    piece = _piece(company, "five_year_plan", first, analysis.piece)
    keys = {"company": company, "piece": piece}
    plan = copy(like, analysis=analysis, start_year=first, **keys)
    plan.save(force_insert=True)
    goals = _save(
        Objective(plan=plan, code=f"O{n}", text=f"Doel {n}", by_year=first + 4, **keys)
        for n in range(1, OBJECTIVES + 1)
    )
    findings = list(Finding.objects.filter(analysis=analysis).order_by("id")[: 2 * OBJECTIVES])
    _save(ObjectiveFinding(objective=goals[n // 2], finding=row, **keys) for n, row in enumerate(findings))
    for year in range(first, first + 5):
        _year(model, company, (plan, goals), year)


def _year(model: Trajectory, company: Company, of: tuple[GlobalPreventionPlan, list[Objective]], year: int) -> None:
    """All carried out but those of this year."""
    plan, goals = of
    like = AnnualActionPlan.objects.filter(company_id=model.company_id)[0]
    piece = _piece(company, "yearly_plan", year, plan.piece)
    keys = {"company": company, "piece": piece}
    time = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31), "deadline": date(year - 1, 11, 1)}
    made = copy(like, global_plan=plan, year=year, **time, **keys)
    made.save(force_insert=True)
    measure = PreventionMeasure.objects.filter(company_id=model.company_id, state="planned").order_by("code")[0]
    old = year < clock.today().year
    state = {"state": "done", "done_at": piece.made_at, "done_on": date(year, 6, 1)} if old else {"state": "planned"}
    _save(
        copy(measure, plan=made, objective=goals[n % OBJECTIVES], code=f"A{n + 1}", **state, **keys)
        for n in range(MEASURES)
    )


def _adviser(large: Company) -> None:
    """A prevention adviser of an external service, with a mandate in the large file and in many others."""
    with without_hat():
        person = User.objects.create(email=ADVISER, name="Veelvoud (fictief)", password="!", is_demo=True)
    others = Company.objects.filter(pk__in=Helped.objects.values("company_id").distinct()).order_by("slug")
    now = clock.now()
    since = now - timedelta(days=730)
    _save(
        Mandate(
            company=company,
            person_id=person.pk,
            discipline="prevention_adviser",
            since=since if n % 2 else None,
            begins_at=since,
            given_at=since,
        )
        for n, company in enumerate([large, *others[: MANDATES - 1]])
    )


def targets() -> dict[str, Any]:
    """Ids that the pages of this file need."""
    company = Company.objects.get(slug=SLUG)
    of_it = {"company_id": company.pk}
    return {
        "large": SLUG,
        "large_analysis": str(RiskAnalysis.objects.get(state="final", **of_it).pk),
        "large_five": str(GlobalPreventionPlan.objects.filter(**of_it).order_by("-start_year")[0].pk),
        "large_year": str(AnnualActionPlan.objects.filter(**of_it).order_by("-year")[0].pk),
    }
