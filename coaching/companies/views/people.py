"""People of a company: members, invitations, ending and handing over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.accounts import actions as invitations
from coaching.accounts.forms import InviteToCompanyForm
from coaching.accounts.models import Invitation
from coaching.accounts.queries import InvitationLine, open_invitations
from coaching.accounts.rules import INVITE_TO_COMPANY
from coaching.companies import actions, lists, queries, rules, waits
from coaching.companies.exports import people as columns_of
from coaching.companies.forms.details import HandOverForm, MembershipForm
from coaching.companies.models import Company, Membership
from coaching.companies.views.details import to
from coaching.core.ground import clock
from coaching.core.ground.people import names_of, to_reach
from coaching.core.ground.roles import COMPANY_ROLES
from coaching.core.ground.waiting import Line
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PlaceRequest


@requires(rules.VIEW_PEOPLE)
@require_GET
def people(request: PlaceRequest, company: str) -> HttpResponse:
    """Who belongs to the company, in which role, since when; who is invited."""
    actor = request.actor
    role, ended = request.GET.get("role", ""), "ended" in request.GET
    role = role if role in {known.value for known in COMPANY_ROLES} else ""
    may_manage, may_invite = actor.may(rules.MANAGE_PEOPLE), actor.may(INVITE_TO_COMPANY)
    may_leave, url = rules.may_leave(actor), request.place.url
    invited = [
        InvitationLine(row, url("companies:invite_again", row.pk), url("companies:revoke_invitation", row.pk))
        for row in (open_invitations()[:200] if may_invite else ())
    ]
    found, reach = queries.memberships(role=role, ended=ended), to_reach(companies=[request.place.id])
    numbers = {one.id: one for one in reach.get(request.place.id, [])}
    if taken := exports.file(
        request,
        _("People"),
        columns_of(numbers),
        lambda: queries.members(exports.capped(found), actor.user_id),
    ):
        return taken
    page = page_of(request, found)
    members = queries.members(page.object_list, actor.user_id)
    context = {
        "page": page,
        "body": lists.people(members, request.place, numbers, may_manage=may_manage, may_leave=may_leave),
        "roles": COMPANY_ROLES,
        "role": role,
        "ended": ended,
        "invitations": invited,
        "asking": _asking(request),
        "today": clock.today(),
        "may_invite": may_invite,
        "may_leave": may_leave,
    }
    return render(request, "companies/people.html", context)


def _asking(request: PlaceRequest) -> list[Line]:
    """Who asks to work along and waits for an answer, for who may give it."""
    rows = waits.asking().order_by("answer_by", "id")[:50] if request.actor.may(rules.ANSWER_REQUEST) else ()
    return waits.asking_lines(rows, request.place.url)


@requires(INVITE_TO_COMPANY)
@require_http_methods(["GET", "POST"])
def invite(request: PlaceRequest, company: str) -> HttpResponse:
    place, by = request.place, request.actor
    language = Company.objects.values_list("language", flat=True).get(pk=place.id)
    form = InviteToCompanyForm(posted(request), initial={"language": language})
    if form.is_valid():
        arguments = dict(form.cleaned_data, place=place.name, company_id=place.id, by=by)
        if attempt(form, invitations.invite, **arguments):
            messages.success(request, _("The invitation is on its way."))
            return to(request, "companies:people")
    return _form(
        request,
        company,
        form,
        _("Invite somebody"),
        _("Send the invitation"),
        _("They get a mail with a link that works for 14 days."),
    )


def _form(request: PlaceRequest, company: str, form: Any, title: str, submit: str, lead: str = "") -> HttpResponse:
    up = request.place.url("companies:people")
    context = {"form": form, "title": title, "submit": submit, "lead": lead, "up": up, "up_label": _("People")}
    return render(request, "companies/form.html", context)


@requires(INVITE_TO_COMPANY)
@require_POST
def invite_again(request: PlaceRequest, company: str, invitation_id: UUID) -> HttpResponse:
    found = get_or_404(Invitation.objects.all(), pk=invitation_id)
    done = _("The invitation is sent again. The old link no longer works.")
    place, by = request.place, request.actor
    shown = {"last_sent": request.POST.get("sent", ""), "place": place.name}
    attempt_or_message(request, invitations.invite_again, done, invitation_id=found.pk, by=by, **shown)
    return to(request, "companies:people")


@requires(INVITE_TO_COMPANY)
@require_POST
def revoke(request: PlaceRequest, company: str, invitation_id: UUID) -> HttpResponse:
    found = get_or_404(Invitation.objects.all(), pk=invitation_id)
    done, by = _("The invitation is withdrawn."), request.actor
    attempt_or_message(request, invitations.revoke_invitation, done, invitation_id=found.pk, by=by)
    return to(request, "companies:people")


@requires(rules.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def membership(request: PlaceRequest, company: str, membership_id: UUID) -> HttpResponse:
    """Another role or mandate."""
    found = get_or_404(Membership.objects.all(), pk=membership_id)
    form = MembershipForm(posted(request), initial={"role": found.role, "has_mandate": found.has_mandate})
    if form.is_valid():
        arguments = dict(form.cleaned_data, membership_id=found.pk, by=request.actor)
        if attempt(form, actions.change_membership, **arguments):
            messages.success(request, _("The role is changed."))
            return _after(request, company)
    return _form(request, company, form, names_of([found.user_id]).get(found.user_id, "–"), _("Save"))


def _has_left(found: Membership, mine: bool) -> bool:
    """Whether one is out since this request began: the same click a moment ago. The company's pages are closed then."""
    return mine and not Membership.objects.filter(pk=found.pk, ended_at=None).exists()


def _elsewhere() -> HttpResponseRedirect:
    """The other places of who has left."""
    return HttpResponseRedirect(reverse("accounts:places") + "?all=1")


def _after(request: PlaceRequest, company: str) -> HttpResponseRedirect:
    return to(request, "companies:people")


@requires(rules.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def end(request: PlaceRequest, company: str, membership_id: UUID) -> HttpResponse:
    """End a membership; the only contact is shown the two ways out."""
    actor = request.actor
    found = get_or_404(Membership.objects.all(), pk=membership_id)
    mine = found.user_id == actor.user_id
    if not (mine and rules.may_leave(actor)):
        actor.check(rules.MANAGE_PEOPLE)
    only = queries.is_only_contact(found)
    if request.method == "POST":
        done = _("The membership has ended.")
        ended = attempt_or_message(request, actions.end_membership, done, membership_id=found.pk, by=actor)
        if ended or _has_left(found, mine):
            return _elsewhere() if mine else _after(request, company)
        return to(request, "companies:end_membership", found.pk)
    name = names_of([found.user_id]).get(found.user_id, "–")
    context = {"membership": found, "name": name, "only": only, "mine": mine}
    return render(request, "companies/end_membership.html", context)


@requires(rules.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def hand_over(request: PlaceRequest, company: str, membership_id: UUID) -> HttpResponse:
    """Name who takes over from the leaving contact."""
    actor = request.actor
    found = get_or_404(Membership.objects.all(), pk=membership_id)
    mine = found.user_id == actor.user_id
    others = {
        m.membership.user_id: m.name
        for m in queries.members(queries.memberships(), None)
        if m.membership.user_id != found.user_id
    }
    form = HandOverForm(posted(request), people=sorted(others.items(), key=lambda pair: pair[1]))
    if form.is_valid():
        chosen = form.cleaned_data["successor_id"]
        if attempt(form, actions.hand_over, membership_id=found.pk, successor_id=chosen, by=actor):
            messages.success(request, _("The membership has ended. %(name)s takes over.") % {"name": others[chosen]})
            return _elsewhere() if mine else _after(request, company)
    if form.is_bound and _has_left(found, mine):  # the click before this one: nobody is left to choose from either
        return _elsewhere()
    lead = _("This person becomes contact and may bind the employer. They get a mail.")
    return _form(request, company, form, _("Who takes over?"), _("Hand over and end"), lead)


@requires(rules.MANAGE_PEOPLE)
@require_POST
def leave_nobody(request: PlaceRequest, company: str, membership_id: UUID) -> HttpResponse:
    """The only contact leaves; the programme is told."""
    actor = request.actor
    found = get_or_404(Membership.objects.all(), pk=membership_id)
    if found.user_id != actor.user_id:
        raise Http404
    done = _("The membership has ended. The programme is told and looks for a new contact.")
    left = attempt_or_message(request, actions.leave_nobody, done, membership_id=found.pk, by=actor)
    if left or _has_left(found, mine=True):
        return _elsewhere()
    return to(request, "companies:end_membership", found.pk)


@requires(rules.LEAVE_BODY)
@require_http_methods(["GET", "POST"])
def leave_body(request: PlaceRequest, company: str) -> HttpResponse:
    """A member of the consultation body gives their seat up, after asking."""
    if request.method == "POST":
        done = _("You have left the consultation body. The company has been told.")
        attempt_or_message(request, actions.leave_body, done, by=request.actor)
        return HttpResponseRedirect(reverse("accounts:places") + "?all=1")
    return render(request, "companies/leave_body.html")
