"""What a company does by itself in its file, without any programme: its groups, its risks, its two plans."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplans.enums import IN_FORCE
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from coaching.companies.models import Company, WorkUnit
from coaching.core.screen.ui import Task
from riskanalysis.enums import AnalysisState
from riskanalysis.models import RiskAnalysis

STEPS = (
    (
        "units",
        _("Say which groups of people you have"),
        _("For example the bakery, the shop and the drivers."),
        "work_units",
    ),
    ("risks", _("Look for what weighs on people at work"), _("The risk analysis, in five parts."), "analyses"),
    ("five_years", _("Make the plan for five years"), _("Where you want to go. It starts from the risks."), "plans"),
    ("this_year", _("Make the plan for this year"), _("Who does what, by when."), "plans"),
)
PAGES = {"work_units": "companies:work_units", "analyses": "riskanalysis:analyses", "plans": "actionplans:plans"}


def steps(company_id: UUID, slug: str, suffix: str) -> list[Task]:
    """The four in their order, the first that is not done is the current one; none when all are done. One query.

    Needs a hat that reads analyses and plans of the company.
    """
    done = {
        "units": Exists(WorkUnit.objects.filter(company_id=company_id, ended_on=None)),
        "risks": Exists(RiskAnalysis.objects.filter(company_id=company_id, state=AnalysisState.FINAL)),
        "five_years": Exists(GlobalPreventionPlan.objects.filter(company_id=company_id, state__in=IN_FORCE)),
        "this_year": Exists(AnnualActionPlan.objects.filter(company_id=company_id, state__in=IN_FORCE)),
    }
    found = Company.objects.filter(pk=company_id).values_list(*done.values()).first()
    finished = dict(zip(done, found or (), strict=False))
    current = next((key for key, *_rest in STEPS if not finished.get(key)), None)
    if current is None:
        return []
    return [
        Task(
            label,
            reverse(PAGES[page], args=[slug]) + suffix,
            "done" if finished.get(key) else "current" if key == current else "todo",
            hint,
        )
        for key, label, hint, page in STEPS
    ]
