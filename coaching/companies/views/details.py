"""The company's details, where it works, and its consultation body. What it is divided into: `views.organisation`."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.companies import actions, numbers, queries, rules
from coaching.companies.forms.details import BodyForm, CompanyForm, GoOnAsForm
from coaching.companies.models import BodyKind, Company, EstablishmentUnit, Proof
from coaching.core.ground import people
from coaching.core.ground.roles import BODY_ROLES, Role
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


def _own(request: PlaceRequest) -> Company:
    return get_or_404(Company.objects.all(), pk=request.place.id)


@requires(rules.VIEW)
@require_GET
def company(request: PlaceRequest, company: str) -> HttpResponse:
    """What we know of the company."""
    own = _own(request)
    may_edit = request.actor.may(rules.EDIT)
    sees_places = request.actor.hat in {"h_contact", "h_coach", "h_cpbw"}
    rows = EstablishmentUnit.objects.select_related("business_unit")
    places = list(rows.order_by("ended_on", "business_unit__name", "name")[:200]) if sees_places else []
    context = {
        "company": own,
        "places": places,
        "may_edit": may_edit,
        "may_prove": request.actor.may(rules.PROVE),
        "how": Proof(own.proved_by).label if own.proved_by else "",
        "may_go_on_as": request.actor.may(rules.GO_ON_AS),
        "former": ", ".join(numbers.format_enterprise_number(number) for number in own.former_numbers),
        "sees_places": bool(places) or may_edit,
        # With one place there is nothing to put together.
        "sees_business_units": len(places) > 1 or any(place.business_unit_id for place in places),
        "sees_prevention": request.actor.may(rules.VIEW_PREVENTION),
        "number": numbers.format_enterprise_number(own.enterprise_number or ""),
    }
    return render(request, "companies/company.html", context)


@requires(rules.GO_ON_AS)
@require_http_methods(["GET", "POST"])
def go_on_as(request: PlaceRequest, company: str) -> HttpResponse:
    """Another enterprise number, after a merger or a takeover."""
    own = _own(request)
    form = GoOnAsForm(posted(request), initial={"name": own.name, "version": own.version})
    if form.is_valid():
        found = form.cleaned_data
        done = attempt(
            form,
            actions.go_on_as,
            number=found["number"],
            name=found["name"],
            reason=found["reason"],
            opened_with=found["version"],
            by=request.actor,
        )
        if done:
            told = bool(people.administrators_of_company(own.pk))
            words = (
                _("Noted. The programme has been told; your files stay as they were sent.")
                if told
                else _("Noted. What you made before stays as it is.")
            )
            messages.success(request, words)
            return to(request, "companies:company")
    return render(
        request,
        "companies/form.html",
        {
            "form": form,
            "title": _("Another enterprise number"),
            "up": request.place.url("companies:company"),
            "up_label": _("Company"),
            "submit": _("Save"),
        },
    )


@requires(rules.EDIT)
@require_http_methods(["GET", "POST"])
def edit_company(request: PlaceRequest, company: str) -> HttpResponse:
    own = _own(request)
    form = CompanyForm(posted(request), instance=own)
    if form.is_valid():
        columns = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if attempt(form, actions.change_company, opened_with=form.opened_with, by=request.actor, **columns):
            messages.success(request, _("The details are saved."))
            return to(request, "companies:company")
    return render(
        request,
        "companies/form.html",
        {
            "form": form,
            "title": _("Change the company's details"),
            "up": request.place.url("companies:company"),
            "up_label": _("Company"),
            "submit": _("Save"),
            "wide": True,
        },
    )


@requires(rules.VIEW)
@require_GET
def body(request: PlaceRequest, company: str) -> HttpResponse:
    """Who advises on the plans, and who sits on which bench."""
    actor, place = request.actor, request.place
    own = _own(request)
    benches: dict[Role, list[queries.Member]] = {role: [] for role in BODY_ROLES}
    for member in queries.members(queries.memberships().filter(role__in=list(benches)), actor.user_id):
        benches[Role(member.membership.role)].append(member)
    found = queries.body_of(place.id)
    advised = rules.advised_body(own.headcount)
    context = {
        "body": found,
        "benches": [(role.label, people) for role, people in benches.items()],
        "company": own,
        "unusual": bool(found and (found.kind == BodyKind.COMMITTEE) != (advised == "committee") and own.headcount),
        "may_edit": actor.may(rules.EDIT_BODY),
    }
    return render(request, "companies/body.html", context)


@requires(rules.EDIT_BODY)
@require_http_methods(["GET", "POST"])
def edit_body(request: PlaceRequest, company: str) -> HttpResponse:
    own = _own(request)
    found = queries.body_of(own.pk)
    form = BodyForm(posted(request), instance=found, initial={"kind": rules.advised_body(own.headcount)})
    by = request.actor
    if form.is_valid() and attempt(form, actions.change_body, by=by, **form.cleaned_data):
        messages.success(request, _("The consultation body is saved."))
        return to(request, "companies:body")
    return render(
        request,
        "companies/form.html",
        {
            "form": form,
            "title": _("Who gives advice on the plans?"),
            "up": request.place.url("companies:body"),
            "up_label": _("Consultation body"),
            "submit": _("Save"),
            "lead": _(
                "From 50 workers: a committee. Below that: the union delegation, "
                "or the workers themselves when there is none."
            ),
        },
    )
