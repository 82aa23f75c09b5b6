"""Proposing decisions, reading the letters, and releasing them together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.core.paper import exports
from coaching.core.screen.lists import ordered, page_of
from coaching.core.screen.onward import along, carried, through
from coaching.core.screen.pages import Done, attempt, attempt_or_message, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries as programme_queries
from coaching.programmes import reports
from coaching.programmes.assessment import actions, queries, rules
from coaching.programmes.assessment.forms import VERB_CHOICES, ProposalForm
from coaching.programmes.assessment.views import _file
from coaching.programmes.assessment.views_bulk import posted_ids
from coaching.programmes.enums import ApplicationState, LayerNumber
from coaching.programmes.exports import PROPOSALS
from coaching.programmes.languages import letter_language
from coaching.programmes.models import BulkJob
from coaching.programmes.money import budget_of
from coaching.programmes.show import answers_by_step
from coaching.programmes.texts import offering
from coaching.programmes.views.listed import onward

RELEASED_TOGETHER = 50  # on one page
VERB_WORDS = dict(VERB_CHOICES)


@requires(rules.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Note the decision and its reason, with the file beside it; then the next of the list. Nothing is sent."""
    application, kinds = _file(pk), rules.VERBS
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
        return redirect(along(request, "programmes:file", pk))
    going = onward(request, pk, "programmes:propose", rules.PROPOSABLE)
    if offering.is_used(request):
        form = ProposalForm(initial=offering.typed_with(request, application, kinds, "reason"))
    elif form.is_valid() and attempt(form, actions.propose, application_id=pk, by=request.actor, **form.cleaned_data):
        messages.success(request, _("%(name)s: proposed. Nothing has been sent.") % {"name": application.company_name})
        if not carried(request.GET):
            return to(request, "programmes:release")
        return redirect(going.ahead or going.back)
    context = {
        "application": application,
        "form": form,
        "table": queries.table(application),
        "texts": offering.offered(application, kinds),
        "onward": going,
        "sections": answers_by_step(application),
        "waits": application.state == ApplicationState.SUBMITTED,
        "back": along(request, "programmes:file", pk),
    }
    return offering.page(request, "programmes/assessment/propose.html", context)


@requires(rules.RELEASE)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PlaceRequest, programme: str) -> HttpResponse:
    """All proposed decisions with their letters and what they take of the budget; one button sends them together."""
    if request.method == "POST":
        made = _released(request)
        return to(request, "programmes:job", made.result.pk) if made else to(request, "programmes:release")
    own = programme_queries.own_programme(request.place.id)
    found = ordered(queries.proposed(), request.GET, queries.RELEASE_SORTS)
    if taken := exports.file(request, _("Decisions to release"), PROPOSALS, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found, RELEASED_TOGETHER)
    rows = page.object_list
    every = queries.all_proposed() if page.has_other_pages() else rows
    approvals = sum(row.proposed_verb == "approve" and row.layer == LayerNumber.COACHING for row in every)
    budget = budget_of(own)
    context = {
        "page": page,
        "rows": [(row, VERB_WORDS.get(row.proposed_verb, ""), queries.moment_of(row)) for row in rows],
        "every": len(every),
        "most": queries.MOST_AT_ONCE,
        "mark": queries.mark_of_proposals(every),
        "budget": budget,
        "takes": budget.takes(approvals),
        "left": budget.after(approvals),
        "approvals": approvals,
    }
    return render(request, "programmes/assessment/release.html", context)


def _released(request: PlaceRequest) -> Done[BulkJob] | None:
    """What was ticked on the page, or the whole list."""
    if mark := request.POST.get("all", ""):
        return attempt_or_message(request, actions.release_list, shown=mark, by=request.actor)
    ids, shown = posted_ids(request), _shown(request)
    return attempt_or_message(request, actions.release, application_ids=ids, shown=shown, by=request.actor)


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
        "onward": through(
            request, queries.proposed(), pk, page="programmes:preview_decision", back="programmes:release"
        ),
    }
    return render(request, "programmes/assessment/preview.html", context)


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
