"""What crosses the tree of units: where a function's people work, technical business units, an establishment's history."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.companies import actions, queries_grouping, rules
from coaching.companies.exports import BUSINESS_UNITS
from coaching.companies.forms.grouping import BusinessUnitForm, ChangeBusinessUnitForm, FunctionPlaceForm
from coaching.companies.models import BusinessUnit, EstablishmentUnit, UnitKind, WorkUnit
from coaching.companies.tree import tree_on
from coaching.core.paper import exports
from coaching.core.screen.pages import attempt, carry_on, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@requires(rules.EDIT_WORK_UNITS)
@require_http_methods(["GET", "POST"])
def place_function(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    """In which unit people of a function work, and how many."""
    function = get_or_404(WorkUnit.objects.filter(kind=UnitKind.FUNCTION, ended_on=None), pk=unit_id)
    asked = request.GET.get("unit", "")[:36]
    form = FunctionPlaceForm(posted(request), tree=tree_on(), function_id=function.pk, unit_id=asked)
    if form.is_valid():
        said = form.cleaned_data
        if attempt(
            form,
            actions.place_function,
            function_id=function.pk,
            unit_id=said["unit"],
            workers=said["workers"],
            ended=said.get("ended", False),
            on=said["on"],
            by=request.actor,
        ):
            messages.success(request, _("Noted where these people work."))
            return to(request, "companies:work_unit", function.pk)
    lead = _("Each unit in which people of this function work. What was said of earlier days is kept.")
    return form_page(
        request,
        form,
        title=_("Where they work: %(name)s") % {"name": function.name},
        back=request.place.url("companies:work_unit", function.pk),
        crumb=function.name,
        submit=_("Save"),
        lead=lead,
    )


@requires(rules.VIEW)
@require_GET
def business_units(request: PlaceRequest, company: str) -> HttpResponse:
    """The technical business units: what is part of each, and which body it has."""
    rows = queries_grouping.business_units()
    if taken := exports.file(request, _("Technical business units"), BUSINESS_UNITS, lambda: rows):
        return taken
    context = {
        "rows": rows,
        "may_edit": request.actor.may(rules.EDIT),
        "outside": queries_grouping.places_outside() if rows else [],
    }
    return render(request, "companies/business_units.html", context)


@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def add_business_unit(request: PlaceRequest, company: str) -> HttpResponse:
    form = BusinessUnitForm(posted(request))
    if form.is_valid() and attempt(form, actions.add_business_unit, by=request.actor, **form.cleaned_data):
        messages.success(request, _("The technical business unit is added."))
        return to(request, "companies:business_units")
    return form_page(
        request,
        form,
        title=_("Add a technical business unit"),
        back=request.place.url("companies:business_units"),
        crumb=_("Technical business units"),
        submit=_("Add"),
    )


@requires(rules.VIEW)
@require_http_methods(["GET", "POST"])
def business_unit(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    """One of them: what may become otherwise about it, and what it was before."""
    unit = get_or_404(BusinessUnit.objects.all(), pk=unit_id)
    may_edit = request.actor.may(rules.EDIT)
    if request.method == "POST":
        request.actor.check(rules.EDIT)
    form = ChangeBusinessUnitForm(posted(request), unit=unit) if may_edit else None
    if form and form.is_valid():
        said = dict(form.cleaned_data)
        opened_with = said.pop("version")
        if attempt(
            form, actions.change_business_unit, unit_id=unit.pk, opened_with=opened_with, by=request.actor, **said
        ):
            messages.success(request, _("The technical business unit is saved."))
            return to(request, "companies:business_units")
    if form:
        carry_on(form, BusinessUnit.objects.filter(pk=unit.pk))
    context = {
        "unit": unit,
        "form": form,
        "places": queries_grouping.places_of(unit),
        "history": queries_grouping.history_of(business_unit=unit),
    }
    return render(request, "companies/business_unit.html", context)


@requires(rules.VIEW)
@require_GET
def establishment_history(request: PlaceRequest, company: str, unit_id: UUID) -> HttpResponse:
    """How an establishment stood before, and what stands in it now."""
    place = get_or_404(EstablishmentUnit.objects.select_related("business_unit"), pk=unit_id)
    context = {
        "unit": place,
        "may_edit": request.actor.may(rules.EDIT),
        "history": queries_grouping.history_of(establishment=place),
        "units": queries_grouping.units_in(place),
    }
    return render(request, "companies/establishment.html", context)
