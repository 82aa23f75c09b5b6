"""Pages of applying together: the group of one's own application, and confirming an invitation."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from coaching.core.screen import fields
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PersonRequest
from coaching.programmes import queries, rules
from coaching.programmes.clusters import actions
from coaching.programmes.clusters.queries import invitation_to_me
from coaching.programmes.models import Application, Cluster, ClusterInvitation


class BeginForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=120,
        help_text=gettext_lazy("For example: bakers of the Market Square, business park North."),
    )


class InviteForm(forms.Form):
    company_name = forms.CharField(label=gettext_lazy("Name of the company"), max_length=200)
    email = fields.EmailAddress(label=gettext_lazy("E-mail address"), max_length=254)


def _own(request: PersonRequest, pk: UUID) -> Application:
    rows = Application.objects.select_related("programme").filter(applicant_id=request.user.pk)
    return get_or_404(rows, pk=pk)


def _invitations(application: Application) -> QuerySet[ClusterInvitation]:
    """Those of the application's group; none when it is in no group."""
    group = application.cluster_id
    return ClusterInvitation.objects.filter(cluster_id=group) if group else ClusterInvitation.objects.none()


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def cluster(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Begin a group with one's own draft; then ask others along and see who has confirmed."""
    found, by = _own(request, pk), request.actor
    group, begun = found.cluster_id, found.cluster_id is None
    form = (BeginForm if begun else InviteForm)(posted(request))
    if form.is_valid():
        if not begun and not ratelimit.consume(request, action="share_draft", user=request.user):
            form.add_error(None, _("Too many requests. Wait a moment and try again."))
        elif (
            attempt(form, actions.begin_cluster, application_id=pk, by=by, **form.cleaned_data)
            if begun
            else attempt(form, actions.invite_company, application_id=pk, by=by, **form.cleaned_data)
        ):
            messages.success(
                request, _("Now ask other companies along.") if begun else _("The invitation is on its way.")
            )
            return redirect("programmes:cluster", pk)
    context = {
        "application": found,
        "form": form,
        "cluster": queries.cluster_of(found),
        "waiting": list(_invitations(found).filter(accepted_at=None, withdrawn_at=None)),
        "draft": found.state == "draft",
        # Whoever only joined cannot read the group's row.
        "leads": group is not None and Cluster.objects.filter(pk=group, begun_by_id=by.person_key).exists(),
    }
    return render(request, "programmes/clusters/cluster.html", context)


@requires(rules.SUBMIT)
@require_POST
def withdraw(request: PersonRequest, pk: UUID, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = _own(request, pk)
    get_or_404(_invitations(found), pk=invitation)
    by, done = request.actor, _("The invitation is withdrawn.")
    attempt_or_message(request, actions.withdraw_invitation, done, application_id=pk, invitation_id=invitation, by=by)
    return redirect("programmes:cluster", pk)


@requires(rules.SUBMIT)
@require_POST
def leave(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go on alone."""
    _own(request, pk)
    done, by = _("You go on alone. Your answers stay."), request.actor
    attempt_or_message(request, actions.leave_cluster, done, application_id=pk, by=by)
    return redirect("programmes:application", pk)


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PersonRequest, invitation: UUID) -> HttpResponse:
    """Who asks us along, for what; confirm with a draft of one's own."""
    invited = invitation_to_me(invitation)
    if invited is None:
        return render(request, "programmes/apply/join_unknown.html", {"email": request.user.email}, status=404)
    if request.method == "POST":
        done, by = _("You are in. Fill in who you are; the shared question is there already."), request.actor
        draft = attempt_or_message(request, actions.join_cluster, done, invitation_id=invitation, by=by)
        if draft:
            return redirect("programmes:application", draft.result.pk)
    return render(request, "programmes/clusters/join.html", {"invited": invited})
