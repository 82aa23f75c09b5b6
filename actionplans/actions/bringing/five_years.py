"""A five-year plan from elsewhere: objectives, tied to findings, and their measures in the yearly plans of their dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.annual import create_annual_plan
from actionplans.actions.bringing.common import (
    Bringing,
    Measures,
    Owners,
    by_words,
    is_over,
    measure_values,
    objective_of,
)
from actionplans.actions.objectives import add_objective
from actionplans.actions.plans import amend_global_plan, newest_final_analysis
from actionplans.enums import ImportKind, PlanState
from actionplans.importing.reading import Cells, Row, Sheet
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective
from actionplans.queries.annual import years_of
from coaching.companies.service_years import ServiceYear
from coaching.core.ground.workflow import Refused
from coaching.core.reading.cells import fold

CODES = re.compile(r"F[0-9]{1,5}", re.IGNORECASE)


class FiveYearPlan(Bringing):
    kind = ImportKind.FIVE_YEARS

    def begin(self, sheet: Sheet) -> None:
        self.plan = self._plan()
        self.done.into = str(self.plan)
        self.owners = Owners(self.plan.company_id)
        self.objectives = by_words(Objective.objects.filter(plan=self.plan))
        self.findings = list(rules.basis_of(self.plan).order_by("code"))
        self.years: list[ServiceYear] = years_of(self.plan)
        self.measures: dict[date, Measures] = {}
        self.last: Objective | None = None

    def _plan(self) -> GlobalPreventionPlan:
        """The one that was chosen, else the one that is being written; of one that was made elsewhere a new version."""
        found = GlobalPreventionPlan.objects.filter(company_id=self.by.company_key)
        if self.target.key:
            plan = found.filter(pk=self.target.key).first()
            if plan is None:
                raise Refused(_("This five-year plan is not there any more."))
        else:
            plan = found.filter(state__in=rules.EDITABLE).order_by("-start_year", "-version_no").first()
            plan = plan or found.filter(state=PlanState.ACTIVE, is_brought=True).first()
        if plan is None:
            raise Refused(_("No five-year plan can be changed now. Begin one from your risk analysis first."))
        return self._amended(plan) if plan.is_brought else self._checked(plan)

    def _checked(self, plan: GlobalPreventionPlan) -> GlobalPreventionPlan:
        rules.check_editable(plan)
        return plan

    def _amended(self, plan: GlobalPreventionPlan) -> GlobalPreventionPlan:
        if newest_final_analysis(plan.company_id) is None:
            raise Refused(
                _(
                    "The plan starts from a final risk analysis. Bring the risk inventory first, and make that analysis final."
                )
            )
        reason = _("Its content was brought over from a spreadsheet.")
        made = amend_global_plan(plan=plan, reason=reason, by=self.by, at=self.at)
        self.made(0, "plan", _("New version of the five-year plan %(period)s") % {"period": made})
        return made

    def row(self, row: Row, cells: Cells) -> None:
        objective = self._objective(row, cells)
        if not cells.has("what"):
            return
        over, values = is_over(cells), measure_values(cells, self.owners, "measure_indicator")
        if over:
            self.note(row.line, _("is done or dropped already; it is not taken over"), over, "status")
            return
        if objective is None or any(fault.line == row.line for fault in self.done.faults):
            return
        values["voluntary"] = values["voluntary"] or objective.voluntary
        self._measure(row, cells, objective, values)

    def _objective(self, row: Row, cells: Cells) -> Objective | None:
        text = cells.text("objective")
        if not text:
            if self.last is None:
                cells.wrong("objective", _("is empty"))
            return self.last
        self.last = objective_of(text, self.objectives)
        if self.last is not None:
            return self.last
        values: dict[str, Any] = {name: cells.text(name) for name in ("indicator", "unit")}
        values |= {name: cells.figure(name) for name in ("baseline", "target")}
        by_year, voluntary = cells.whole("by_year") or self.plan.end_year, cells.flag("voluntary")
        tied = [] if voluntary else self._ties(cells)
        if any(fault.line == row.line for fault in self.done.faults):
            return None
        made = add_objective(
            plan=self.plan,
            text=text,
            by_year=by_year,
            findings=tied,
            voluntary=voluntary,
            by=self.by,
            at=self.at,
            **values,
        )
        self.objectives |= by_words([made])
        self.last = made
        free = _("voluntary")
        codes = [finding.code for finding in self.findings if finding.pk in tied]
        self.made(row.line, "objective", f"{made} ({', '.join(codes) or free})")
        return made

    def _ties(self, cells: Cells) -> list[UUID]:
        """Findings by their codes or words; where the row names none, those of its domain."""
        text = cells.text("risk")
        if text:
            codes = {code.upper() for code in CODES.findall(text)}
            found = [one for one in self.findings if one.code in codes or fold(one.hazard) == fold(text)]
            unknown = codes - {one.code for one in found}
            if unknown or not found:
                cells.wrong("risk", _("is no finding that this plan builds on"))
            return [one.pk for one in found]
        domain = cells.choice("domain")
        found = [one for one in self.findings if domain and one.domain == domain]
        if domain and not found:
            cells.wrong(
                "domain", _("has no finding in the risk analysis; name a risk, or mark the objective as voluntary")
            )
        elif not domain and not cells.has("domain"):
            cells.wrong("risk", _("is empty; name a finding or a domain, or mark the objective as voluntary"))
        return [one.pk for one in found]

    def _measure(self, row: Row, cells: Cells, objective: Objective, values: dict[str, Any]) -> None:
        day = values["due_on"]
        if day is None:
            cells.wrong("due_on", _("is empty; the date tells in which yearly plan the measure comes"))
            return
        year = next((one for one in self.years if day in one), None)
        if year is None:
            cells.wrong("due_on", _("lies outside the five years of the plan (%(period)s)") % {"period": self.plan})
        elif year.last < self.at.date():
            self.note(
                row.line, _("lies in a year that is over; the measure is not taken over"), values["what"], "due_on"
            )
        else:
            self._in(year).add(row.line, objective, values)

    def _in(self, year: ServiceYear) -> Measures:
        """The yearly plan of that year, begun when there is none."""
        if year.first not in self.measures:
            found = AnnualActionPlan.objects.filter(company_id=self.plan.company_id, first_day=year.first)
            plan = found.order_by("-version_no").first()
            if plan is None:
                plan = create_annual_plan(global_plan=self.plan, first_day=year.first, by=self.by, at=self.at)
                self.made(0, "plan", _("Yearly plan %(year)s") % {"year": plan})
            rules.check_editable(plan)
            self.measures[year.first] = Measures(self, plan)
        return self.measures[year.first]
