"""How prevention is organised: the map of who does what, the facts behind it, and its papers."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.companies import actions, rules
from coaching.companies.models import APPOINTED, Company, RoleHolder
from coaching.companies.prevention import queries
from coaching.companies.prevention import rules as law
from coaching.companies.prevention.forms import OUTSIDE, EndForm, HolderForm, PreventionForm
from coaching.companies.prevention.queries import BODY, PARTS, STEPS, Held, Line, RoleMap, choosable, label_of, part_of
from coaching.companies.reports import MAP, WALL
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor
from coaching.core.paper.asking import ask_for
from coaching.core.screen.pages import attempt, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place


def _may_name(actor: Actor, kind: str) -> bool:
    return actor.may(rules.APPOINT if kind in APPOINTED else rules.NAME_HOLDER)


def _lines(found: RoleMap, place: Place, actor: Actor) -> list[dict[str, object]]:
    """The map's lines with the addresses of what this person may do."""

    def person(one: Held) -> dict[str, object]:
        may = one.holder is not None and _may_name(actor, one.holder.kind)
        pk = one.holder.pk if one.holder and may else None
        return {
            "held": one,
            "change": place.url("companies:change_holder", pk) if pk else "",
            "end": place.url("companies:end_holder", pk) if pk else "",
        }

    def line(one: Line) -> dict[str, object]:
        may = one.part in PARTS and _may_name(actor, PARTS[one.part][0])
        return {
            "line": one,
            "people": [person(held) for held in one.people],
            "add": place.url("companies:add_holder", one.part) if may else "",
            "body": place.url("companies:body") if one.part == BODY else "",
            "cells": [
                {"step": step, "text": deed.text if deed else ""}
                for step, deed in zip(STEPS.values(), one.deeds, strict=True)
            ],
        }

    return [line(one) for one in found.lines]


def _sources(found: RoleMap) -> list[tuple[str, str]]:
    """Each source with the deeds that it says, in the order of the map."""
    said: dict[str, list[str]] = {}
    for line in found.lines:
        for deed in filter(None, line.deeds):
            said.setdefault(deed.source, []).append(f"{line.label} ({str(deed.step).lower()})")
    return [(source, ", ".join(deeds)) for source, deeds in sorted(said.items())]


@requires(rules.VIEW_PREVENTION)
@require_GET
def prevention(request: PlaceRequest, company: str) -> HttpResponse:
    """Who has which part, who does what at each step, and who is missing."""
    found, actor = queries.role_map(request.place.id), request.actor
    own = found.company
    chosen_by = names_of([own.group_chosen_by_id]).get(own.group_chosen_by_id or 0, "")
    context = {
        "map": found,
        "company": own,
        "lines": _lines(found, request.place, actor),
        "steps": STEPS.values(),
        "sources": _sources(found),
        "chosen_by": chosen_by,
        "year_starts": capfirst(str(MONTHS[own.year_starts])),
        "facts_url": request.place.url("companies:prevention_facts"),
        "map_url": request.place.url("companies:map_pdf"),
        "wall_url": request.place.url("companies:wall_pdf"),
        "may_edit": actor.may(rules.EDIT),
        "may_print": actor.may(rules.PRINT_PREVENTION),
    }
    return render(request, "companies/prevention.html", context)


@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def prevention_facts(request: PlaceRequest, company: str) -> HttpResponse:
    """What is asked once; a small company is done after this page."""
    own = get_or_404(Company.objects.all(), pk=request.place.id)
    likely = law.suggested_group(headcount=own.headcount, nace_code=own.nace_code)
    lacking = {one.part for one in queries.role_map(own.pk).missing}
    hint = f"{likely.reason} ({law.told(likely.source)})"
    form = PreventionForm(posted(request), instance=own, hint=hint, lacking=lacking)
    if form.is_valid() and attempt(
        form,
        actions.change_prevention,
        opened_with=form.opened_with,
        first=form.first(),
        by=request.actor,
        **form.facts(),
    ):
        messages.success(request, _("Saved. Below you see who does what, and who is missing."))
        return to(request, "companies:prevention")
    lead = _("Asked once. What you do not know may stay open; your external service knows it.")
    return _form(request, form, _("Prevention in this company"), _("Save"), lead)


def _form(request: PlaceRequest, form: forms.BaseForm, title: str, submit: str, lead: str = "") -> HttpResponse:
    back = request.place.url("companies:prevention")
    return form_page(request, form, title=title, back=back, submit=submit, lead=lead, crumb=_("Who does what"))


@requires(rules.NAME_HOLDER)
@require_http_methods(["GET", "POST"])
def add_holder(request: PlaceRequest, company: str, part: str) -> HttpResponse:
    """Somebody gets a part."""
    if part not in PARTS:
        raise Http404
    request.actor.check(rules.APPOINT if PARTS[part][0] in APPOINTED else rules.NAME_HOLDER)
    own, people = get_or_404(Company.objects.all(), pk=request.place.id), choosable(request.place.id)
    service = own.external_service if part in OUTSIDE else ""
    initial = {"organisation": service, "works_here": True, "begins_on": clock.today()}
    form = HolderForm(posted(request), part=part, people=people, headcount=own.headcount, initial=initial)
    if form.is_valid() and attempt(form, actions.name_holder, by=request.actor, **form.columns(dict(people))):
        messages.success(request, _("Saved."))
        return to(request, "companies:prevention")
    return _form(request, form, capfirst(label_of(part)), _("Add"))


def _held(request: PlaceRequest, pk: UUID) -> RoleHolder:
    """Somebody who has a part now, that this person may change."""
    found = get_or_404(RoleHolder.objects.all(), pk=pk)
    request.actor.check(rules.APPOINT if found.kind in APPOINTED else rules.NAME_HOLDER)
    return found


@requires(rules.NAME_HOLDER)
@require_http_methods(["GET", "POST"])
def change_holder(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """A number, a day of training or supervision, another organisation."""
    found = _held(request, pk)
    headcount = Company.objects.values_list("headcount", flat=True).get(pk=request.place.id)
    form = HolderForm(posted(request), instance=found, part=part_of(found), people=[], headcount=headcount)
    if form.is_valid() and attempt(
        form,
        actions.change_holder,
        holder_id=found.pk,
        opened_with=form.opened_with,
        by=request.actor,
        **form.columns({}),
    ):
        messages.success(request, _("Saved."))
        return to(request, "companies:prevention")
    return _form(request, form, f"{capfirst(label_of(part_of(found)))}: {found.name}", _("Save"))


@requires(rules.NAME_HOLDER)
@require_http_methods(["GET", "POST"])
def end_holder(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """Somebody no longer has a part; that they had it stays on record."""
    found = _held(request, pk)
    form = EndForm(posted(request)) if found.ends_with_reason else forms.Form(posted(request))
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        if attempt(form, actions.end_holder, holder_id=found.pk, reason=reason, by=request.actor):
            messages.success(request, _("Ended. That it was so stays on record."))
            return to(request, "companies:prevention")
    title = _("End: %(part)s %(name)s") % {"part": label_of(part_of(found)), "name": found.name}
    return _form(request, form, title, _("End"), _("Number and address are taken away; the name stays on record."))


@requires(rules.PRINT_PREVENTION)
@require_POST
def map_pdf(request: PlaceRequest, company: str) -> HttpResponse:
    return ask_for(request, MAP, get_or_404(Company.objects.all(), pk=request.place.id))


@requires(rules.PRINT_PREVENTION)
@require_POST
def wall_pdf(request: PlaceRequest, company: str) -> HttpResponse:
    return ask_for(request, WALL, get_or_404(Company.objects.all(), pk=request.place.id))
