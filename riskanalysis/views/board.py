"""The roll-out over units and years, and what is in force of the whole file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.screen import ui
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, carry_on, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, lists, queries_board, rules
from riskanalysis.enums import WorkAspect
from riskanalysis.exports import HOLDING
from riskanalysis.forms import OpenForm
from riskanalysis.forms_parts import DropForm, HoldsForm, PlanForm, PlannedForm
from riskanalysis.models import Finding, PlannedAnalysis
from riskanalysis.views import shown


def _cell(square: queries_board.Square, url: str) -> ui.HeatCell:
    """When it was judged, by which kind, how many findings."""
    if square.newest is None:
        return ui.HeatCell(0, _("never"))
    analysis = square.newest.analysis
    when = date_format(localtime(analysis.finalised_at), "m/Y") if analysis.finalised_at else ""
    kind = when if analysis.is_whole else _("part %(when)s") % {"when": when}
    said = kind if square.whole else _("%(kind)s, not all") % {"kind": kind}
    level = shown.LEVELS[square.colour] or 1
    return ui.HeatCell(level, f"{said} ({square.count})" if square.count else said, url)


def _row(request: PlaceRequest, row: queries_board.BoardRow) -> tuple[str, list[ui.HeatCell]]:
    holds = request.place.url("riskanalysis:holds")
    sign = "&" if "?" in holds else "?"
    unit = f"unit={row.key}&" if row.key else ""
    return row.name, [_cell(one, f"{holds}{sign}{unit}aspect={one.aspect.value}") for one in row.squares]


def _cards(request: PlaceRequest, rows: list[PlannedAnalysis], may_edit: bool) -> list[ui.Column]:
    columns = []
    for year, those in groupby(rows, key=lambda row: row.year):
        cards = [
            ui.BoardCard(
                row.work_unit.name if row.work_unit else _("Whole organisation"),
                request.place.url("riskanalysis:planned", row.pk) if may_edit else "",
                ", ".join(part for part in (*row.parts, row.note) if part),
                status=_("late") if year < clock.today().year else "",
            )
            for row in those
        ]
        columns.append(ui.Column(str(year), cards, len(cards)))
    return columns


@require_GET
@requires(rules.VIEW_REPORT)
def board(request: PlaceRequest, company: str) -> HttpResponse:
    """Which unit was analysed when, by which kind, and what is planned."""
    may_edit = request.actor.may(rules.EDIT)
    rows = queries_board.board(request.place.id)
    waiting = queries_board.planned()
    return render(
        request,
        "riskanalysis/board.html",
        {
            "columns": [(a.value, capfirst(a.label)) for a in WorkAspect],
            "rows": [_row(request, row) for row in rows],
            "never": [row.name for row in rows[1:] if row.never],
            "planned": _cards(request, waiting, may_edit),
            "dropped": queries_board.dropped(),
            "may_edit": may_edit,
            "new_url": request.place.url("riskanalysis:plan_analysis"),
            "back": request.place.url("riskanalysis:analyses"),
            "today": clock.today(),
        },
    )


@require_GET
@requires(rules.VIEW_REPORT)
def holds(request: PlaceRequest, company: str) -> HttpResponse:
    """Findings in force, whatever analysis they stand in."""
    form = HoldsForm(request.GET)
    chosen = form.chosen()
    found = queries_board.holding(request.place.id, **chosen).order_by("aspect", "sub_factor", "code", "id")
    if taken := exports.file(request, _("What holds now"), HOLDING, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    return render(
        request,
        "riskanalysis/holds.html",
        {
            "page": page,
            "findings": [_line(request, finding) for finding in page],
            "form": form,
            "filtered": bool(chosen),
            "back": request.place.url("riskanalysis:analyses"),
        },
    )


def _line(request: PlaceRequest, finding: Finding) -> lists.Marked:
    target = "riskanalysis:aspect" if request.actor.may(rules.VIEW) else "riskanalysis:report"
    rest = (finding.aspect,) if request.actor.may(rules.VIEW) else ()
    return lists.Marked(finding, request.place.url(target, finding.analysis_id, *rest))


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def plan_analysis(request: PlaceRequest, company: str) -> HttpResponse:
    """Put units on the board for a year."""
    form = PlanForm(posted(request))
    if form.is_valid() and attempt(form, actions.plan_analysis, by=request.actor, **form.cleaned_data):
        return to(request, "riskanalysis:board")
    return form_page(
        request,
        form,
        title=_("Plan analyses"),
        back=request.place.url("riskanalysis:board"),
        crumb=_("Roll-out"),
        submit=_("Put on the board"),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def planned(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Move or change a planned analysis; from here it is begun or dropped too."""
    row = get_or_404(PlannedAnalysis.objects.select_related("work_unit"), pk=pk)
    form = PlannedForm(posted(request), instance=row)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        by = request.actor
        if attempt(form, actions.change_planned, planned=pk, by=by, opened_with=form.opened_with, **values):
            return to(request, "riskanalysis:board")
        carry_on(form, PlannedAnalysis.objects.filter(pk=pk))
    waits = not row.dropped_on and not row.analysis_id
    return render(
        request,
        "riskanalysis/planned.html",
        {
            "form": form,
            "title": row.work_unit.name if row.work_unit else _("Whole organisation"),
            "waits": waits,
            "row": row,
            "begin_url": request.place.url("riskanalysis:begin_planned", pk),
            "drop_url": request.place.url("riskanalysis:drop_planned", pk),
            "back": request.place.url("riskanalysis:board"),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def begin_planned(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Begin the analysis that was planned."""
    row = get_or_404(PlannedAnalysis.objects.select_related("work_unit"), pk=pk)
    form = OpenForm(posted(request))
    if row.work_unit:
        form.fields["title"].initial = f"{form.fields['title'].initial}: {row.work_unit.name}"
    if form.is_valid():
        opened = attempt(form, actions.begin_planned, planned=pk, by=request.actor, **form.cleaned_data)
        if opened:
            return to(request, "riskanalysis:scope", opened.result.pk)
    return form_page(
        request,
        form,
        title=_("Begin the analysis"),
        back=request.place.url("riskanalysis:planned", pk),
        crumb=_("Roll-out"),
        note=row.work_unit.name if row.work_unit else _("Whole organisation"),
        submit=_("Begin the analysis"),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def drop_planned(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Take it from the board, with the reason."""
    row = get_or_404(PlannedAnalysis.objects.select_related("work_unit"), pk=pk)
    form = DropForm(posted(request))
    if form.is_valid() and attempt(form, actions.drop_planned, planned=pk, by=request.actor, **form.cleaned_data):
        return to(request, "riskanalysis:board")
    return form_page(
        request,
        form,
        title=_("Take from the board"),
        back=request.place.url("riskanalysis:planned", pk),
        crumb=_("Roll-out"),
        note=row.work_unit.name if row.work_unit else _("Whole organisation"),
        submit=_("Take from the board"),
        lead=_("It stays on record with your reason. The consultation body may read it."),
    )
