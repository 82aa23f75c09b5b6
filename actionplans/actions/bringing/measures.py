"""An action list: its rows become measures of a yearly plan that is being written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.bringing.common import (
    Bringing,
    Measures,
    Owners,
    by_words,
    is_over,
    measure_values,
    objective_of,
)
from actionplans.enums import ImportKind
from actionplans.importing.reading import Cells, Row, Sheet
from actionplans.models import AnnualActionPlan, Objective
from actionplans.queries.annual import objectives_to_choose
from coaching.core.ground.workflow import Refused


class ActionList(Bringing):
    kind = ImportKind.MEASURES

    def begin(self, sheet: Sheet) -> None:
        plan = self._plan()
        self.done.into = plan.label
        self.measures, self.owners = Measures(self, plan), Owners(plan.company_id)
        chosen = list(objectives_to_choose(plan))
        if not chosen:
            raise Refused(_("The five-year plan has no objective yet. A measure works towards one: write it first."))
        self.objectives = by_words(chosen)
        self.only = chosen[0] if len(chosen) == 1 else None

    def _plan(self) -> AnnualActionPlan:
        """The one that was chosen, else the only one that can be changed."""
        found = AnnualActionPlan.objects.filter(company_id=self.by.company_key).select_related("global_plan")
        if self.target.key:
            plan = found.filter(pk=self.target.key).first()
            if plan is None:
                raise Refused(_("This yearly plan is not there any more."))
            rules.check_editable(plan)
            return plan
        open_ones = list(found.filter(state__in=rules.EDITABLE)[:2])
        if not open_ones:
            raise Refused(
                _("No yearly plan can be changed now. Begin the plan of the year first, or amend the one in force.")
            )
        if len(open_ones) > 1:
            raise Refused(_("More than one yearly plan can be changed now. Choose which."))
        return open_ones[0]

    def row(self, row: Row, cells: Cells) -> None:
        if over := is_over(cells):
            self.note(row.line, _("is done or dropped already; it is not taken over"), over, "status")
            return
        values = measure_values(cells, self.owners)
        if not values["what"]:
            cells.wrong("what", _("is empty"))
        objective = self._objective(cells)
        if objective is None or any(fault.line == row.line for fault in self.done.faults):
            return
        self.measures.add(row.line, objective, values)

    def _objective(self, cells: Cells) -> Objective | None:
        text = cells.text("objective") or self.reading.defaults.get("objective", "")
        if not text and self.only:
            return self.only
        if not text:
            cells.wrong("objective", _("is empty; say below which objective empty cells mean"))
            return None
        text = self.reading.words.get("objective", {}).get(text.casefold(), text)
        found = objective_of(text, self.objectives)
        if found is None:
            cells.wrong("objective", _("is no objective of the five-year plan"))
        return found
