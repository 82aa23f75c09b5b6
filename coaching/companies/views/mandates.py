"""Who from outside works in the company's file: seen by company and body; given, extended and ended by who may bind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.accounts.queries import InvitationLine, open_invitations
from coaching.companies import actions, guests, lists, rules
from coaching.companies.forms.mandates import EndMandateForm, GiveMandateForm, GraceForm, UntilForm
from coaching.companies.models import Company, Mandate
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import ADVISER_ROLES
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@requires(rules.VIEW_MANDATES)
@require_GET
def mandates(request: PlaceRequest, company: str) -> HttpResponse:
    """Who may do what, until when; who could before; who is invited."""
    may_give, place = request.actor.may(rules.GIVE_MANDATE), request.place
    running, over = guests.mandates_of_company()
    invited = (
        open_invitations().filter(role__in=[role.value for role in ADVISER_ROLES])[: guests.MOST] if may_give else ()
    )
    context = {
        "running": lists.mandates(running, place, may_give=may_give) if running else "",
        "over": lists.mandates(over, place, may_give=False) if over else "",
        "may_give": may_give,
        "grace_days": actions.grace_of(place.id).days,
        "may_set_grace": request.actor.may(rules.SET_GRACE),
        "invitations": [
            InvitationLine(
                row, place.url("companies:invite_again", row.pk), place.url("companies:revoke_invitation", row.pk)
            )
            for row in invited
        ],
    }
    return render(request, "companies/mandates.html", context)


def _form(request: PlaceRequest, form: Any, title: str, submit: str, lead: str, kind: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "lead": lead, "kind": kind}
    return render(request, "companies/mandate_form.html", {**context, "up": request.place.url("companies:mandates")})


@requires(rules.GIVE_MANDATE)
@require_http_methods(["GET", "POST"])
def give_mandate(request: PlaceRequest, company: str) -> HttpResponse:
    """To somebody who is known, at once; else an invitation by mail."""
    place, by = request.place, request.actor
    people = [one for one in guests.known_people() if one[0] != by.user_id]
    language = Company.objects.values_list("language", flat=True).get(pk=place.id)
    form = GiveMandateForm(posted(request), people=people, initial={"language": language})
    if form.is_valid():
        asked = form.cleaned_data
        terms: dict[str, Any] = {
            "discipline": asked["discipline"],
            "whole_file": asked["scope"] == "whole",
            "until": asked["until"],
            "by": by,
        }
        if asked["person"]:
            done = bool(attempt(form, actions.give_mandate, person_id=asked["person"], **terms))
            told = _("They may work in your file from now on, and get a mail.")
        else:
            words = {"email": asked["email"], "language": asked["language"], "own_email": request.user.email}
            done = bool(attempt(form, actions.invite_adviser, place=place.name, **words, **terms))
            told = _("The invitation is on its way.")
        if done:
            messages.success(request, told)
            return to(request, "companies:mandates")
    lead = _("They see no more of your company than this. You can end it on any day; what they wrote stays.")
    return _form(request, form, _("Let somebody from outside into your file"), _("Give the mandate"), lead)


@requires(rules.GIVE_MANDATE)
@require_http_methods(["GET", "POST"])
def extend_mandate(request: PlaceRequest, company: str, mandate_id: UUID) -> HttpResponse:
    """Longer, or without an end. Proposed: three months more."""
    found = get_or_404(Mandate.objects.all(), pk=mandate_id)
    proposed = clock.add_months(max(found.last_day or clock.today(), clock.today()), 3)
    form = UntilForm(posted(request), initial={"until": proposed})
    if form.is_valid():
        until = form.cleaned_data["until"]
        if attempt(form, actions.extend_mandate, mandate_id=found.pk, until=until, by=request.actor):
            messages.success(request, _("The mandate is extended."))
            return to(request, "companies:mandates")
    title = _("Extend the mandate of %(name)s") % {"name": _name(found)}
    return _form(request, form, title, _("Extend"), _("Until then the file is read and written as before."))


@requires(rules.END_MANDATE)
@require_http_methods(["GET", "POST"])
def end_mandate(request: PlaceRequest, company: str, mandate_id: UUID) -> HttpResponse:
    """At once; nothing is lost."""
    found = get_or_404(Mandate.objects.all(), pk=mandate_id)
    form = EndMandateForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.end_mandate, mandate_id=found.pk, reason=reason, by=request.actor):
            messages.success(request, _("The mandate has ended. Everything that was written stays in your file."))
            return to(request, "companies:mandates")
    title = _("End the mandate of %(name)s?") % {"name": _name(found)}
    lead = _("This works at once: your file no longer opens for them. What they wrote stays, with their name.")
    return _form(request, form, title, _("End"), lead, "danger")


@requires(rules.SET_GRACE)
@require_http_methods(["GET", "POST"])
def grace(request: PlaceRequest, company: str) -> HttpResponse:
    """How long a coach reads on after a closing."""
    form = GraceForm(posted(request), initial={"days": actions.grace_of(request.place.id).days})
    if form.is_valid() and attempt(form, actions.set_grace, days=form.cleaned_data["days"], by=request.actor):
        messages.success(request, _("Saved. It holds from the next closing on."))
        return to(request, "companies:mandates")
    lead = _("When a coaching closes, the coach writes nothing more and reads for so many days.")
    return _form(request, form, _("How long a coach reads after a closing"), _("Save"), lead)


def _name(mandate: Mandate) -> str:
    return names_of([mandate.person_id]).get(mandate.person_id, "–")
