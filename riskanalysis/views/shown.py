"""From findings and colours to what the components draw: tones, heat cells, task lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.companies.models import WorkUnit
from coaching.core.screen import ui
from coaching.core.screen.tables import once
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import queries, rules
from riskanalysis.enums import ANALYSIS, AnalysisState, Colour, WorkAspect
from riskanalysis.lists import Marked, tone
from riskanalysis.models import AspectJudgement, Finding, RiskAnalysis

LEVELS = {"": 0, Colour.GREEN: 1, Colour.ORANGE: 2, Colour.RED: 3}
S = AnalysisState
ORDER = (S.SCOPING, S.PREDIAGNOSIS, S.COLLECTING, S.EVALUATING, S.DRAFT_REPORT, S.CONSULTED, S.FINAL)


@dataclass(frozen=True)
class AspectMark:
    """One of the five A's with its tone, words and page. begins: page of the report where its findings do, if not here."""

    aspect: WorkAspect
    judgement: AspectJudgement | None
    findings: list[Marked]
    url: str
    begins: int = 0

    @property
    def colour(self) -> str:
        return self.judgement.colour if self.judgement else ""

    @property
    def tone(self) -> str:
        return tone(self.colour)

    @property
    def colour_name(self) -> str:
        return capfirst(rules.colour_name(self.colour))

    @property
    def name(self) -> str:
        return str(capfirst(self.aspect.label))


def aspect_marks(views: list[queries.AspectView], request: PlaceRequest, pk: Any) -> list[AspectMark]:
    return [
        AspectMark(
            view.aspect,
            view.judgement,
            [Marked(finding) for finding in view.findings],
            request.place.url("riskanalysis:aspect", pk, view.aspect.value),
        )
        for view in views
    ]


def on_page(marks: list[AspectMark], page: Page[Marked]) -> list[AspectMark]:
    """The same with those of their findings that stand on a page of all."""
    first, last, place, found = page.start_index() - 1, page.end_index(), 0, []
    for mark in marks:
        here = mark.findings[max(first - place, 0) : max(last - place, 0)]
        begins = place // page.paginator.per_page + 1 if mark.findings and not here else 0
        found.append(replace(mark, findings=here, begins=begins))
        place += len(mark.findings)
    return found


def heat(analysis: RiskAnalysis, findings: list[Finding], units: list[WorkUnit] | None = None) -> dict[str, Any]:
    """Columns and rows for the `heatmap` component. units: those that take part, where the page has read them already."""
    rows = queries.heatmap(queries.units_of(analysis) if units is None else units, findings, analysis.aspects)
    cell = once(_heat_cell)
    if queries.needs_unit(analysis):
        rows = rows[1:]
    return {
        "columns": [(a.value, capfirst(a.label)) for a in analysis.aspects],
        "rows": [(row.name, [cell((one.colour, one.count)) for one in row.cells]) for row in rows],
    }


def pictures(findings: list[Finding]) -> dict[str, Any]:
    """What `riskanalysis/_pictures.html` draws."""
    return {
        "counts": [(row.domain.value, row.counts) for row in queries.by_domain(findings)],
        "consequences": [
            (capfirst(consequence.label), [Marked(one) for one in those])
            for consequence, those in queries.by_consequence(findings)
        ],
    }


def _heat_cell(found: tuple[str, int]) -> ui.HeatCell:
    colour, count = found
    if not colour:
        return ui.HeatCell(0, _("no finding"))
    return ui.HeatCell(LEVELS[colour], f"{capfirst(rules.colour_name(colour))} ({count})")


def _recorded(talks: int) -> str:
    return ngettext("%(talks)s recorded", "%(talks)s recorded", talks) % {"talks": talks}


LAST = {"scope": 3, "prediagnosis": 3, "participation": 5}  # position in the life cycle after which it is not written
WRITTEN = (*LAST, "consult", "finalise")


def steps(
    request: PlaceRequest, analysis: RiskAnalysis, aspects: list[AspectMark], talks: int, findings: int
) -> list[ui.Task]:
    """The task list of an analysis."""
    reached = ORDER.index(S.FINAL if analysis.state == S.SUPERSEDED else S(analysis.state))
    took_part = bool(analysis.participation_note) or queries.talks_with_workers(analysis) > 0
    judged = sum(view.judgement is not None for view in aspects)
    found = ngettext(
        "%(judged)s of %(all)s judged, %(findings)s finding",
        "%(judged)s of %(all)s judged, %(findings)s findings",
        findings,
    ) % {"judged": judged, "all": len(aspects), "findings": findings}
    scoped = bool(analysis.scope) or (
        reached > 0 and not analysis.is_whole
    )  # a part says what it looks at as it begins
    lines = (  # label, page, done, position in the life cycle, hint
        (_("Scope and work units"), "scope", scoped, 0, _("what is looked at, how workers take part")),
        (_("Pre-diagnosis with warning lights"), "prediagnosis", bool(analysis.prediagnosed_on), 1, _("optional")),
        (_("Talks and figures"), "talks", talks > 0 and reached > 2, 2, _recorded(talks)),
        (_("Findings and the five A's"), "aspect", reached > 3, 3, found),
        (_("How workers took part"), "participation", took_part, 3, _("by a talk or a survey, or with a reason")),
        (_("Draft report"), "report", reached > 3, 4, _("from then on the consultation body reads along")),
        (_("Talk with the consultation body"), "consult", reached > 4, 5, ""),
        (_("Final version of the report"), "finalise", reached > 5, 6, _("by a contact with the employer's mandate")),
    )
    return [_task(request, analysis, reached, *line) for line in lines]


def _task(
    request: PlaceRequest,
    analysis: RiskAnalysis,
    reached: int,
    label: str,
    page: str,
    done: bool,
    position: int,
    hint: str,
) -> ui.Task:
    actor = request.actor
    state = "done" if done else "todo"
    if not done and (position == reached or (page == "report" and reached == 3)):
        state = "current"
    if page in ("consult", "finalise") and not done:
        state = "current" if ANALYSIS.allows(page, analysis.state, actor) else "locked"
    if page == "participation":
        state = "done" if done else "current" if reached == 3 else "todo"
    over = reached > LAST[page] if page in LAST else done
    if page in WRITTEN and (over or not actor.may(rules.EDIT)):
        return ui.Task(label, "", state, hint)
    url = request.place.url(
        f"riskanalysis:{page}", analysis.pk, *([analysis.aspects[0].value] if page == "aspect" else [])
    )
    return ui.Task(label, url if state != "locked" else "", state, hint)
