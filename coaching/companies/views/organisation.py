"""What a company is divided into: the tree as it is or was, and what is done to its parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.companies import actions, lists, queries, queries_grouping, rules
from coaching.companies.exports import UNITS
from coaching.companies.forms.organisation import (
    AsOnForm,
    ChangeEstablishmentForm,
    ChangeWorkUnitForm,
    EstablishmentForm,
    MergeForm,
    SplitForm,
    WorkUnitForm,
)
from coaching.companies.models import EstablishmentUnit, WorkUnit
from coaching.companies.tree import tree_on
from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import (
    attempt,
    attempt_or_message,
    carry_on,
    form_page,
    get_or_404,
    posted,
    requires,
    to,
)
from coaching.core.tenancy.requests import PlaceRequest


def _form(
    request: PlaceRequest, form: BaseForm, title: str, submit: str, *, back: str = "work_units", **more: Any
) -> HttpResponse:
    crumb = _("Company") if back == "company" else _("Work units")
    address = request.place.url(f"companies:{back}")
    return form_page(request, form, title=title, back=address, crumb=crumb, submit=submit, **more)


# -- Units -----------------------------------------------------------------------------------------------------------
@requires(rules.VIEW)
@require_http_methods(["GET", "POST"])
def work_units(request: PlaceRequest, company: str) -> HttpResponse:
    """All units, as they are or as they were on a day; with a form for one more below them."""
    actor = request.actor
    asked = AsOnForm(request.GET)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    large = day is None and not exports.wanted(request) and queries.is_large()
    tree = None if large else tree_on(day)
    form = WorkUnitForm(posted(request), tree=tree)
    if request.method == "POST":
        actor.check(rules.EDIT_WORK_UNITS)
        if form.is_valid() and attempt(form, actions.add_work_unit, by=actor, **form.cleaned_data):
            messages.success(request, _("The work unit is added."))
            return to(request, "companies:work_units")
    search = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if tree is None:
        page = page_of(request, queries.units_by_name(search))
        rows, total = queries.rows_by_name(page.object_list), queries.workers_in_units()
    else:
        page, total = None, tree.workers
        rows = queries.unit_rows(tree, queries.closed_units() if day is None else [], search)
    if taken := exports.file(request, _("Work units"), UNITS, lambda: rows):
        return taken
    past = day is not None and day < clock.today()
    context = {
        "page": page,
        "total": total,
        "is_grown": tree is None or tree.is_grown,
        "sections": lists.units(request, rows, may_open=not past),
        "form": form,
        "asked": asked,
        "day": day if past else None,
        "may_edit": actor.may(rules.EDIT_WORK_UNITS) and not past,
        "search": search,
        "searchable": len(rows) > 8 or bool(search),
        "groups": queries.business_units(tree) if tree else [],
    }
    return render(request, "companies/work_units.html", context)


@requires(rules.VIEW)
@require_http_methods(["GET", "POST"])
def work_unit(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    """One unit: what may become otherwise about it, and what it was before."""
    unit = get_or_404(WorkUnit.objects.all(), pk=unit_id)
    tree = tree_on()
    may_edit = request.actor.may(rules.EDIT_WORK_UNITS)
    if request.method == "POST":
        request.actor.check(rules.EDIT_WORK_UNITS)
    form = ChangeWorkUnitForm(posted(request), unit=unit, tree=tree) if may_edit else None
    if form and form.is_valid():
        said = form.cleaned_data
        changed = {name: said.get(name) for name in ("name", "headcount", "ended", "under", "on")}
        opened_with, why = said["version"], said.get("why", "")
        arguments: dict[str, Any] = {**changed, "why": why, "opened_with": opened_with, "by": request.actor}
        if attempt(form, actions.change_work_unit, unit_id=unit.pk, **arguments):
            messages.success(request, _("The work unit is saved."))
            return to(request, "companies:work_units")
    if form and carry_on(form, WorkUnit.objects.filter(pk=unit.pk)):
        unit = WorkUnit.objects.get(pk=unit.pk)
    context = {
        "unit": unit,
        "node": tree.by_key.get(unit.pk),
        "form": form,
        "stored": unit if form and form.is_bound and form.errors else None,
        "history": queries.history_of(unit),
        "became": queries.became(unit),
        "parts_exceed": (node := tree.by_key.get(unit.pk)) is not None and node.parts_exceed,
        "may_split": may_edit and unit.ended_on is None,
        "where": queries_grouping.function_shown(tree, unit.pk),
        "functions": queries_grouping.functions_in(tree, unit.pk) if tree.functions else [],
    }
    return render(request, "companies/work_unit.html", context)


@requires(rules.EDIT_WORK_UNITS)
@require_http_methods(["GET", "POST"])
def merge_units(request: PlaceRequest, company: str) -> HttpResponse:
    closed = queries.closed_units() if request.method == "POST" else []
    form = MergeForm(posted(request), tree=tree_on(), closed=closed)
    if form.is_valid():
        said = dict(form.cleaned_data)
        unit_ids = said.pop("units")
        if attempt(form, actions.merge_units, unit_ids=unit_ids, by=request.actor, **said):
            messages.success(request, _("The units are merged. What was said about each of them stays with it."))
            return to(request, "companies:work_units")
    lead = _("The chosen units close and say what they became. What was found or agreed about them stays with them.")
    return _form(request, form, _("Merge units"), _("Merge"), lead=lead)


@requires(rules.EDIT_WORK_UNITS)
@require_http_methods(["GET", "POST"])
def split_unit(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    unit = get_or_404(WorkUnit.objects.all(), pk=unit_id)
    form = SplitForm(posted(request), initial={"version": unit.version})
    if form.is_valid():
        said = form.cleaned_data
        parts, on, why, version = said["parts"], said["on"], said["why"], said["version"]
        if attempt(
            form,
            actions.split_unit,
            unit_id=unit.pk,
            parts=parts,
            on=on,
            why=why,
            opened_with=version,
            by=request.actor,
        ):
            messages.success(request, _("The unit is split. What was said about it stays with it."))
            return to(request, "companies:work_units")
    carry_on(form, WorkUnit.objects.filter(pk=unit.pk))
    lead = _(
        "It closes and says what it became. Its own parts go along with the first of the new units; "
        "you can move them afterwards."
    )
    return _form(request, form, _("Split %(name)s") % {"name": unit.name}, _("Split"), lead=lead)


# -- Establishments --------------------------------------------------------------------------------------------------
@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def add_establishment(request: PlaceRequest, company: str) -> HttpResponse:
    form = EstablishmentForm(posted(request))
    if form.is_valid() and attempt(form, actions.add_establishment, by=request.actor, **form.cleaned_data):
        messages.success(request, _("The establishment is added."))
        return to(request, "companies:company")
    return _form(request, form, _("Add an establishment"), _("Add"), back="company")


@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def change_establishment(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    place = get_or_404(EstablishmentUnit.objects.all(), pk=unit_id)
    form = ChangeEstablishmentForm(posted(request), instance=place)
    if form.is_valid():
        said = dict(form.cleaned_data)
        opened_with = said.pop("version")
        stored = place.pk
        if attempt(
            form, actions.change_establishment, unit_id=stored, opened_with=opened_with, by=request.actor, **said
        ):
            messages.success(request, _("The establishment is saved."))
            return to(request, "companies:company")
    carry_on(form, EstablishmentUnit.objects.filter(pk=place.pk))
    return _form(request, form, _("Change an establishment"), _("Save"), back="company")


@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def remove_establishment(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    unit = get_or_404(EstablishmentUnit.objects.all(), pk=unit_id)
    if request.method == "POST":
        done = _("The establishment is removed.")
        attempt_or_message(request, actions.remove_establishment, done, unit_id=unit.pk, by=request.actor)
        return to(request, "companies:company")
    return render(
        request,
        "companies/confirm.html",
        {
            "title": _("Remove %(name)s?") % {"name": unit.name},
            "cancel": request.place.url("companies:company"),
            "submit": _("Remove"),
        },
    )
