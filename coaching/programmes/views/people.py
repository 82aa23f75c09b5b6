"""Who works in a programme, who is invited, and ending a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.accounts import actions as accounts
from coaching.accounts.forms import InviteToProgrammeForm
from coaching.accounts.models import Invitation
from coaching.accounts.queries import InvitationLine, open_invitations
from coaching.accounts.rules import INVITE_TO_PROGRAMME
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries, rules
from coaching.programmes.actions.people import end_role
from coaching.programmes.exports import COLLEAGUES, INVITATIONS
from coaching.programmes.models import ProgrammeMembership


@requires(rules.MANAGE_PEOPLE)
@require_safe
def people(request: PlaceRequest, programme: str) -> HttpResponse:
    """Colleagues with their role, since when."""
    found = queries.colleagues().order_by("role", "begins_on", "id")
    if taken := exports.file(request, _("People"), COLLEAGUES, lambda: _named(exports.capped(found))):
        return taken
    page = page_of(request, found)
    context = {"page": page, "rows": _named(page.object_list)}
    return render(request, "programmes/people/colleagues.html", context | _chips(programme, invited=False))


def _named(rows: Iterable[ProgrammeMembership]) -> list[tuple[ProgrammeMembership, str]]:
    rows = list(rows)
    names = names_of(row.user_id for row in rows)
    return [(row, names.get(row.user_id, "–")) for row in rows]


@requires(INVITE_TO_PROGRAMME)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: PlaceRequest, programme: str) -> HttpResponse:
    """Coaches and colleagues who are invited and did not come yet; invite somebody."""
    place = request.place
    form = InviteToProgrammeForm(posted(request), initial={"language": translation.get_language()})
    if form.is_valid():
        arguments = dict(form.cleaned_data, place=place.name, programme_id=place.id, by=request.actor)
        if attempt(form, accounts.invite, **arguments):
            messages.success(request, _("The invitation is on its way."))
            return to(request, "programmes:invitations")
    found = open_invitations()
    if taken := exports.file(request, _("Open invitations"), INVITATIONS, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    url = request.place.url
    rows = [
        InvitationLine(
            row, url("programmes:invitation", row.pk, "again"), url("programmes:invitation", row.pk, "revoke")
        )
        for row in page
    ]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "programmes/people/invitations.html", context | _chips(programme, invited=True))


def _chips(programme: str, *, invited: bool) -> dict[str, Any]:
    words = {"people": _("Colleagues"), "invitations": _("Open invitations")}
    return {
        "chips": [
            {
                "label": label,
                "url": reverse(f"programmes:{name}", args=[programme]),
                "current": invited == (name != "people"),
            }
            for name, label in words.items()
        ]
    }


@requires(INVITE_TO_PROGRAMME)
@require_POST
def invitation(request: PlaceRequest, programme: str, invitation_id: UUID, verb: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    if verb not in {"again", "revoke"}:
        raise Http404
    place, by = request.place, request.actor
    found = get_or_404(Invitation.objects.all(), pk=invitation_id)
    if verb == "again":
        done = _("The invitation is sent again. The old link no longer works.")
        shown = {"last_sent": request.POST.get("sent", ""), "place": place.name}
        attempt_or_message(request, accounts.invite_again, done, invitation_id=found.pk, by=by, **shown)
    else:
        done = _("The invitation is withdrawn.")
        attempt_or_message(request, accounts.revoke_invitation, done, invitation_id=found.pk, by=by)
    return to(request, "programmes:invitations")


@requires(rules.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """End a role; asks first. Who ends the own last one finds the other places they have."""
    found = get_or_404(ProgrammeMembership.objects, pk=pk)
    by = request.actor
    mine = found.user_id == by.user_id
    if request.method == "POST":
        done = attempt_or_message(request, end_role, _("The role has ended."), membership_id=pk, by=by)
        return redirect("accounts:places") if done and mine else to(request, "programmes:people")
    name = names_of([found.user_id]).get(found.user_id, "–")
    context = {
        "title": _("Stop with this role") if mine else _("End this role"),
        "lead": f"{name}: {found.get_role_display()}",
        "submit": _("Stop with this role") if mine else _("End this role"),
        "consequences": _consequences(found, mine),
        "cancel": request.place.url("programmes:people"),
    }
    return render(request, "components/confirm_page.html", context)


def _consequences(membership: ProgrammeMembership, mine: bool) -> list[str]:
    lines = [_("From the next page on, this role opens nothing any more.")]
    if membership.role in queries.JUDGES:
        lines.append(_("Files that still had to be judged can be given to somebody else. Scores that are in stay."))
    if membership.role == Role.ADMINISTRATOR and mine:
        lines.append(_("Only another administrator can invite you again."))
    return [*lines, _("What was done in this role stays in the file.")]
