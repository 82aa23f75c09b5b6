"""A risk inventory: its rows become findings of an analysis of the whole organisation."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.actions.bringing.common import Bringing
from actionplans.enums import ImportKind
from actionplans.importing import words
from actionplans.importing.reading import Cells, Row, Sheet
from coaching.companies.models import WorkUnit
from coaching.core.ground.workflow import Refused
from coaching.core.reading.cells import fold, listed, plain
from riskanalysis import actions, queries, rules
from riskanalysis.enums import EDITABLE, AnalysisKind, FindingLevel, FindingMethod, WellbeingDomain
from riskanalysis.models import Finding, RiskAnalysis

KINNEY = {"probability": rules.PROBABILITIES, "exposure": rules.EXPOSURES, "effect": rules.EFFECTS}


class Risks(Bringing):
    kind = ImportKind.RISKS

    def begin(self, sheet: Sheet) -> None:
        self.units = {
            fold(unit.name): unit for unit in WorkUnit.objects.filter(company_id=self.by.company_key, ended_on=None)
        }
        self.analysis = self._analysis()
        self.done.into = self.analysis.title
        named = {fold(plain(row.cells.get("work_unit", ""))) for row in sheet.rows}
        wanted = {unit.pk: unit for name, unit in self.units.items() if name in named}
        there = set(queries.unit_keys(self.analysis))
        if self.analysis.is_whole and set(wanted) - there:
            self._widen([*queries.units_of(self.analysis), *(u for pk, u in wanted.items() if pk not in there)])
        found = Finding.objects.filter(analysis=self.analysis)
        self.there = {(row.work_unit_id, fold(row.hazard)): row.code for row in found}

    def _analysis(self) -> RiskAnalysis:
        """The one that was chosen, else the open one of the whole; where none is open a new one begins."""
        found = RiskAnalysis.objects.filter(company_id=self.by.company_key)
        if self.target.key:
            chosen = found.filter(pk=self.target.key).first()
            if chosen is None or chosen.state not in EDITABLE:
                raise Refused(_("This analysis can no longer be changed. Choose another one."))
            return chosen
        open_ones = found.filter(kind=AnalysisKind.WHOLE, state__in=EDITABLE)
        if there := open_ones.first():
            return there
        title = _("Risk inventory brought over on %(day)s") % {"day": date_format(self.at.date(), "SHORT_DATE_FORMAT")}
        made = actions.open_analysis(title=title, by=self.by, at=self.at)
        self.made(0, "analysis", made.title)
        return made

    def _widen(self, units: list[WorkUnit]) -> None:
        at = self.analysis
        self.analysis = actions.set_scope(
            analysis=at,
            title=at.title,
            scope=at.scope,
            work_units=units,
            psychosocial_adviser_involved=at.psychosocial_adviser_involved,
            by=self.by,
            at=self.at,
        )

    def row(self, row: Row, cells: Cells) -> None:
        values = {name: cells.text(name) for name in ("hazard", "description", "existing_measures")}
        if not values["hazard"]:
            cells.wrong("hazard", _("is empty"))
        unit = self._unit(cells)
        values |= self._subject(cells)
        values |= self._judged(cells)
        if any(fault.line == row.line for fault in self.done.faults):
            return
        same = (unit.pk if unit else None, fold(values["hazard"]))
        if same in self.there:
            said = _("stands in the analysis already as %(code)s; it stays as it is") % {"code": self.there[same]}
            self.note(row.line, said, values["hazard"], "hazard")
            return
        level = FindingLevel.GROUP if unit else FindingLevel.ORGANISATION
        made = actions.add_finding(
            analysis=self.analysis, level=level, work_unit=unit, by=self.by, at=self.at, **values
        )
        self.there[same] = made.code
        told = [
            str(made),
            made.sub_factor,
            str(made.get_domain_display()),
            str(made.get_colour_display()).split(":")[0],
        ]
        if made.kinney_score is not None:
            told.append(f"Kinney {made.kinney_score.normalize():f}")
        self.made(row.line, "finding", ", ".join(told))

    def _unit(self, cells: Cells) -> WorkUnit | None:
        text = plain(cells.row.cells.get("work_unit", ""))
        if not text or fold(text) in WHOLE:
            return None
        if (unit := self.units.get(fold(text))) is None:
            cells.wrong("work_unit", _("is no work unit that is known here; add it first, or leave the cell empty"))
        return unit

    def _subject(self, cells: Cells) -> dict[str, Any]:
        """Sub-factor and domain, each from its own column or from the other."""
        domain_text = plain(cells.row.cells.get("domain", ""))
        domain, factor = "", ""
        if domain_text and not words.choice("domain", domain_text) and words.choice("sub_factor", domain_text):
            factor = words.choice("sub_factor", domain_text)  # a column “theme” that says noise
        else:
            domain = cells.choice("domain")
        if cells.has("sub_factor") or not factor:
            own = cells.choice("sub_factor") if cells.has("sub_factor") else ""
            known = words.SUBJECT_OF.get(WellbeingDomain(domain)) if domain else None
            factor = own or factor or str(known or "") or self.reading.defaults.get("sub_factor", "")
        if not factor and not any(fault.line == cells.row.line for fault in self.done.faults):
            cells.wrong("sub_factor", _("is empty, and no other column tells it; say below what empty cells mean"))
        if not domain:
            domain = words.DOMAIN_OF.get(factor, WellbeingDomain.PSYCHOSOCIAL)
        return {"sub_factor": factor, "domain": domain}

    def _judged(self, cells: Cells) -> dict[str, Any]:
        if any(cells.has(name) for name in KINNEY):
            values = {name: cells.step(name, scale) for name, scale in KINNEY.items()}
            for name in KINNEY:
                if not cells.has(name):
                    cells.wrong(name, _("is empty; Kinney needs all three figures"))
            self._compare(cells, values)
            return {"method": FindingMethod.KINNEY, **values}
        colour = cells.choice("colour")
        if not colour and not cells.has("colour"):
            cells.wrong("colour", _("is empty, and there is no Kinney score"))
        return {"method": FindingMethod.JUDGEMENT, "colour": colour}

    def _compare(self, cells: Cells, values: dict[str, Any]) -> None:
        score = cells.figure("score") if cells.has("score") else None
        if score is None or any(value is None for value in values.values()):
            return
        worked_out = values["probability"] * values["exposure"] * values["effect"]
        if abs(score - worked_out) >= 1:
            cells.wrong(
                "score", _("is not what the three figures give: %(score)s") % {"score": f"{worked_out.normalize():f}"}
            )


WHOLE = listed(
    "hele organisatie|de hele organisatie|algemeen|alle afdelingen|alle|hele bedrijf|"
    "toute l organisation|general|tous les services|whole organisation|all|iedereen"
)
