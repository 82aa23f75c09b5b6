"""Proposing decisions, reading the letters, and releasing them together; work over many files at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground.people import names_of
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries as programme_queries
from coaching.programmes import reports
from coaching.programmes.assessment import actions, queries, rules
from coaching.programmes.assessment.forms import VERB_CHOICES, BulkForm, ProposalForm
from coaching.programmes.assessment.views import _file
from coaching.programmes.enums import LayerNumber
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application, ProgrammeMembership
from coaching.programmes.money import budget_of

RELEASED_TOGETHER = 50  # on one page
VERB_WORDS = dict(VERB_CHOICES)


@requires(rules.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Note the decision and its reason. Nothing is sent."""
    application = _file(pk)
    initial = {"verb": application.proposed_verb, "reason": application.proposed_reason}
    form = ProposalForm(posted(request), initial=initial)
    if request.method == "POST" and "clear" in request.POST:
        attempt_or_message(
            request,
            actions.propose,
            _("The proposal is taken back."),
            application_id=pk,
            verb="",
            reason="",
            by=request.actor,
        )
        return to(request, "programmes:file", pk)
    if form.is_valid() and attempt(form, actions.propose, application_id=pk, by=request.actor, **form.cleaned_data):
        messages.success(request, _("Proposed. Nothing has been sent."))
        return to(request, "programmes:release")
    context = {"application": application, "form": form, "table": queries.table(application)}
    return render(request, "programmes/assessment/propose.html", context)


@requires(rules.RELEASE)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PlaceRequest, programme: str) -> HttpResponse:
    """All proposed decisions with their letters and what they take of the budget; one button sends them together."""
    if request.method == "POST":
        made = attempt_or_message(
            request,
            actions.release,
            application_ids=_ids(request),
            shown=_shown(request),
            by=request.actor,
        )
        return to(request, "programmes:job", made.result.pk) if made else to(request, "programmes:release")
    own = programme_queries.own_programme(request.place.id)
    page = page_of(request, queries.proposed(), RELEASED_TOGETHER)
    rows = page.object_list
    approvals = sum(row.proposed_verb == "approve" and row.layer == LayerNumber.COACHING for row in rows)
    budget = budget_of(own)
    context = {
        "page": page,
        "rows": [(row, VERB_WORDS.get(row.proposed_verb, ""), queries.moment_of(row)) for row in rows],
        "budget": budget,
        "takes": budget.takes(approvals),
        "left": budget.after(approvals),
        "approvals": approvals,
    }
    return render(request, "programmes/assessment/release.html", context)


@requires(rules.RELEASE)
@require_safe
def preview(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """The letter of a proposed decision, as the company will read it."""
    application = _file(pk)
    letter = None
    if application.proposed_verb in {"approve", "reject"}:
        with translation.override(letter_language(application)):
            letter = reports.preview(
                application,
                verb=application.proposed_verb,
                reason=application.proposed_reason,
                signed_by=request.actor.name,
            )
    context = {
        "application": application,
        "letter": letter,
        "word": VERB_WORDS.get(application.proposed_verb, ""),
        "reason": application.proposed_reason,
    }
    return render(request, "programmes/assessment/preview.html", context)


def _ids(request: PlaceRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("ids")[: queries.MOST + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _shown(request: PlaceRequest) -> dict[UUID, str]:
    """Of each file the proposal that the page showed: its words were read, not those of a later one."""
    found = {}
    for text in request.POST.getlist("shown")[: queries.MOST + 1]:
        pk, _colon, moment = text.partition(":")
        try:
            found[UUID(pk)] = moment
        except ValueError:
            continue
    return found


@requires(rules.ASSIGN)
@require_POST
def bulk(request: PlaceRequest, programme: str) -> HttpResponse:
    """The files ticked in the list: choose what to do with them, then the worker does it."""
    ids = _ids(request)
    files = list(Application.objects.filter(pk__in=ids).exclude(state="draft").only("id", "reference", "company_name"))
    if not files:
        messages.error(request, _("Tick at least one file first."))
        return to(request, "programmes:applications")
    page = request.POST.get("page", "")[:40]
    form = BulkForm(request.POST if "what" in request.POST or "go" in request.POST else None, **_choices())
    if form.is_bound and form.is_valid():
        keys = [str(row.pk) for row in files]
        what, parameters = form.cleaned_data["what"], form.parameters
        made = attempt(
            form,
            actions.begin_job,
            kind=what,
            ids=keys,
            parameters=parameters,
            page=page,
            by=request.actor,
        )
        if made:
            return to(request, "programmes:job", made.result.pk)
    return render(
        request, "programmes/assessment/bulk.html", {"form": form, "files": files, "page": page or uuid4().hex}
    )


def _choices() -> dict[str, Any]:
    members = ProgrammeMembership.objects.filter(role__in=["assessor", "administrator"], ended_at__isnull=True)
    users = sorted(set(members.values_list("user_id", flat=True)))
    names = names_of(users)
    return {"assessors": [(user, names.get(user, "")) for user in users], "rounds": list(queries.rounds()[:50])}
