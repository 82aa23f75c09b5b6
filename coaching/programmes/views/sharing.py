"""Colleagues who help with a draft: invite, shut out, come in."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.core.ground.people import names_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PersonRequest
from coaching.programmes import actions, queries, rules
from coaching.programmes.apply_forms import ShareForm
from coaching.programmes.models import Application, DraftShare


def _own(request: PersonRequest, pk: UUID) -> Application:
    """A draft that the person began themselves; helpers invite nobody."""
    rows = queries.drafts_of(request.user.pk).filter(applicant_id=request.user.pk)
    return get_or_404(rows, pk=pk)


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who helps with this draft, and inviting one more."""
    found = _own(request, pk)
    form = ShareForm(posted(request))
    if form.is_valid():
        email, by = form.cleaned_data["email"], request.actor
        if not ratelimit.consume(request, action="share_draft", user=request.user):
            form.add_error(None, _("Too many requests. Wait a moment and try again."))
        elif attempt(form, actions.share_draft, application_id=pk, email=email, by=by):
            messages.success(request, _("The invitation is on its way."))
            return redirect("programmes:share", pk)
    shares = list(DraftShare.objects.filter(application=found, revoked_at=None))
    names = names_of(row.user_id for row in shares)
    rows = [{"share": row, "name": names.get(row.user_id or 0, "")} for row in shares]
    return render(request, "programmes/apply/share.html", {"application": found, "form": form, "rows": rows})


@requires(rules.SUBMIT)
@require_POST
def unshare(request: PersonRequest, pk: UUID, share: UUID) -> HttpResponse:
    """Shut the draft for a colleague."""
    found = _own(request, pk)
    get_or_404(DraftShare.objects.filter(application=found), pk=share)
    done = _("This colleague can no longer open the draft.")
    by = request.actor
    attempt_or_message(request, actions.revoke_share, done, application_id=pk, share_id=share, by=by)
    return redirect("programmes:share", pk)


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Where the link in the mail leads: who asks help with what. Without an invitation it tells nothing of the draft."""
    if queries.drafts_of(request.user.pk).filter(pk=pk).exists():
        return redirect("programmes:application", pk)
    found = queries.invited_to(pk)
    if found is None:
        context = {"email": getattr(request.user, "email", "")}
        return render(request, "programmes/apply/join_unknown.html", context, status=404)
    if request.method == "POST" and attempt_or_message(
        request,
        actions.join_draft,
        application_id=pk,
        by=request.actor,
    ):
        return redirect("programmes:application", pk)
    return render(request, "programmes/apply/join.html", {"invited": found})
