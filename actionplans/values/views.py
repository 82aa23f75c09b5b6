"""Pages of values: all indicators, one, a new one, a value entered or put right."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actionplans import rules
from actionplans.values import actions, charts, lists, queries
from actionplans.values.exports import INDICATORS, VALUES
from actionplans.values.forms import NAMES, ChangeForm, CorrectForm, IndicatorForm, ListForm, ValueForm
from actionplans.values.library import known, library
from actionplans.values.models import Indicator, IndicatorValue
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.screen.lists import ordered, page_of
from coaching.core.screen.pages import attempt, carry_on, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


def indicator_or_404(pk: Any) -> Indicator:
    return get_or_404(Indicator.objects.all(), pk=pk)


def may_write(request: PlaceRequest, indicator: Indicator) -> bool:
    return request.actor.may(rules.EDIT) and queries.writable(request.actor).filter(pk=indicator.pk).exists()


@require_GET
@requires(rules.VIEW_VALUES)
def values(request: PlaceRequest, company: str) -> HttpResponse:
    """What the company measures: last value, course and how it stands."""
    form = ListForm(request.GET)
    wanted = form.chosen()
    found = ordered(queries.indicators(**wanted), request.GET, queries.SORTS)
    if kind := exports.wanted(request):
        about = Company.objects.only("id").get(pk=request.place.id)
        rows = queries.as_lines(exports.capped(found))
        return exports.answer(kind, _("Values"), INDICATORS, rows, by=request.actor, about=about)
    page = page_of(request, found)
    return render(
        request,
        "actionplans/values/list.html",
        {
            "page": page,
            "rows": lists.indicators(queries.as_lines(list(page)), request.get_full_path()),
            "form": form,
            "filtered": bool(wanted),
            "may_edit": request.actor.may(rules.EDIT),
            "library_url": request.place.url("actionplans:values_library"),
            "new_url": request.place.url("actionplans:new_indicator"),
            "all_url": request.place.url("actionplans:values"),
        },
    )


@require_GET
@requires(rules.EDIT)
def values_library(request: PlaceRequest, company: str) -> HttpResponse:
    """The starting library by theme: one click fills in the form of a new indicator."""
    rows = Indicator.objects.exclude(known_as="").filter(ended_on__isnull=True)
    here = dict(rows.values_list("known_as", "pk"))
    themes: dict[str, list[dict[str, Any]]] = {}
    for one in library():
        pk = here.get(one.code)
        page, key = ("actionplans:indicator", (pk,)) if pk else ("actionplans:new_indicator", ())
        query = {} if pk else {"known": one.code}
        line = {"known": one, "followed": pk is not None, "url": request.place.url(page, *key, **query)}
        themes.setdefault(str(one.theme.label), []).append(line)
    return render(
        request,
        "actionplans/values/library.html",
        {
            "themes": themes.items(),
            "back": request.place.url("actionplans:values"),
            "new_url": request.place.url("actionplans:new_indicator"),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_indicator(request: PlaceRequest, company: str) -> HttpResponse:
    """Follow a figure: one of the library (`?known=`), or one of one's own."""
    one = known(request.GET.get("known", ""))
    initial = {name: getattr(one, name) for name in NAMES} if one else {}
    form = IndicatorForm(posted(request), instance=Indicator(), initial=initial)
    if form.is_valid():
        code = one.code if one else ""
        made = attempt(form, actions.add_indicator, known_as=code, by=request.actor, **form.values)
        if made:
            messages.success(request, _("You follow this figure from now on. Enter its first value."))
            return to(request, "actionplans:new_value", made.result.pk)
    return form_page(
        request,
        form,
        title=_("Follow a figure"),
        back=request.place.url("actionplans:values"),
        crumb=_("Values"),
        submit=_("Follow this figure"),
        lead=_("Only its name is needed. Objectives and measures find it by that name."),
    )


@require_GET
@requires(rules.VIEW_VALUES)
def indicator(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """One figure over time: its course, who aims at what with it, and every value with its trail."""
    found = indicator_or_404(pk)
    rows = queries.values_of(found)
    if kind := exports.wanted(request):
        lines = queries.value_lines(found, exports.capped(rows))
        about = Company.objects.only("id").get(pk=request.place.id)
        return exports.answer(kind, found.name, VALUES, lines, by=request.actor, about=about)
    writes = may_write(request, found)
    page = page_of(request, rows)
    lines = queries.value_lines(found, list(page))
    correct = partial(request.place.url, "actionplans:correct_value", found.pk)
    return render(
        request,
        "actionplans/values/indicator.html",
        {
            "indicator": found,
            "page": page,
            "rows": lists.values(lines, found.unit, correct if writes else None),
            **_course(found),
            "measures": _measures(request, found),
            "may_write": writes,
            "enter_url": request.place.url("actionplans:new_value", found.pk) if not found.ended_on else "",
            "change_url": request.place.url("actionplans:change_indicator", found.pk),
            "back": request.place.url("actionplans:values"),
        },
    )


def _course(found: Indicator) -> dict[str, Any]:
    """A picture for each objective that aims at something by it; without any, of the values alone; and one of units."""
    aims = queries.aims_at([found.pk]).get(found.pk, [])
    series = queries.series_of([found.pk]).get(found.pk, queries.NOTHING)
    drawn = charts.pictures(aims, clock.today())
    by_unit = len(series.by_unit) > 1 or not drawn
    units = charts.of_units(found.name, found.unit, series, clock.today()) if by_unit else None
    told = [(aim, "" if aim.points else charts.sentence_of(aim)) for aim in aims]  # its picture says it otherwise
    return {"aims": told, "pictures": drawn, "units": units}


def _measures(request: PlaceRequest, found: Indicator) -> list[tuple[str, str]]:
    """Measures that are seen by it, with their page where one may open it."""
    if not request.actor.may(rules.VIEW):
        return []
    rows = queries.measures_naming(found)[:50]
    return [(f"{row} ({row.plan})", request.place.url("actionplans:measure_sheet", row.pk)) for row in rows]


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def change_indicator(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """What it is called, what it is about, and whether it is still followed."""
    found = indicator_or_404(pk)
    form = ChangeForm(posted(request), instance=found)
    if form.is_valid():
        said = {"ended": form.cleaned_data["ended"], **form.values}
        by = request.actor
        if attempt(form, actions.change_indicator, indicator=found, opened_with=form.opened_with, by=by, **said):
            return to(request, "actionplans:indicator", pk)
    conflict = str(Indicator.objects.get(pk=pk)) if carry_on(form, Indicator.objects.filter(pk=pk)) else None
    return form_page(
        request,
        form,
        title=_("Change this figure"),
        back=request.place.url("actionplans:indicator", pk),
        submit=_("Save"),
        lead=_("Plans keep the words that were agreed. Here you change how it is called from now on."),
        conflict=conflict,
        impossible="" if may_write(request, found) else _read_only(),
    )


def _read_only() -> str:
    return _("You read this figure. Who may write in the plan that names it enters its values.")


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_value(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """A figure of one day."""
    found = indicator_or_404(pk)
    form = ValueForm(posted(request), indicator=found)
    if form.is_valid() and attempt(form, actions.enter_value, indicator=found, by=request.actor, **form.told):
        messages.success(request, _("The value is saved."))
        return to(request, "actionplans:new_value" if "another" in request.POST else "actionplans:indicator", pk)
    ended = _("This figure is no longer followed. Take it up again first.") if found.ended_on else ""
    return form_page(
        request,
        form,
        title=_("Enter a value"),
        back=request.place.url("actionplans:indicator", pk),
        crumb=found.name,
        note=str(found),
        lead=found.source,
        submit=_("Save the value"),
        another=True,
        impossible=ended or ("" if may_write(request, found) else _read_only()),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def correct_value(request: PlaceRequest, company: str, pk: Any, value: UUID) -> HttpResponse:
    """Put a value right, or take it away; what stood there stays to be read."""
    rows = IndicatorValue.objects.select_related("indicator", "work_unit").filter(indicator_id=pk)
    first = get_or_404(rows, pk=value)
    form = CorrectForm(posted(request), value=first)
    if form.is_valid() and attempt(form, actions.correct_value, value_id=first.pk, by=request.actor, **form.told):
        messages.success(request, _("The value is put right."))
        return to(request, "actionplans:indicator", pk)
    return form_page(
        request,
        form,
        title=_("Put a value right"),
        back=request.place.url("actionplans:indicator", pk),
        crumb=first.indicator.name,
        note=str(first.indicator),
        submit=_("Save the right value"),
        impossible="" if may_write(request, first.indicator) else _read_only(),
    )
