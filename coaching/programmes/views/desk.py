"""The programme's desk: the list, the file, taking up, asking, deciding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from coaching.core.ground import clock
from coaching.core.paper import documents, exports
from coaching.core.screen.columns import needed
from coaching.core.screen.onward import along, carried
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import actions, contact, lists, queries, reports, rules
from coaching.programmes.assessment.actions import JUDGED_IN
from coaching.programmes.assessment.rules import ASSIGN, PROPOSABLE
from coaching.programmes.assessment.views_bulk import selection_bar
from coaching.programmes.enums import APPLICATION
from coaching.programmes.exports import APPLICATIONS
from coaching.programmes.forms import DecisionForm, RequestInfoForm
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application, Attachment, InformationRequest, Programme
from coaching.programmes.money import budget_of
from coaching.programmes.narrowing import scores_of
from coaching.programmes.saved import queries as saved
from coaching.programmes.show import answers_by_step, changes_since, correspondence, history, trail
from coaching.programmes.texts import offering
from coaching.programmes.views import register
from coaching.programmes.views.listed import listed, onward

VIEW_LABELS = {
    "todo": gettext_lazy("To decide"),
    "company": gettext_lazy("With the company"),
    "waiting": gettext_lazy("Waiting list"),
    "decided": gettext_lazy("Decided"),
    "all": gettext_lazy("All"),
}
VERB_LABELS = {
    "approve": gettext_lazy("Approve"),
    "reject": gettext_lazy("Do not approve"),
    "waitlist": gettext_lazy("Put on the waiting list"),
    "lapse": gettext_lazy("Let the approval lapse"),
}
DONE = {
    "approve": gettext_lazy("Approved. The company has been told to choose a coach."),
    "reject": gettext_lazy("Not approved. The company has been told why."),
    "waitlist": gettext_lazy("On the waiting list. The company has been told."),
    "lapse": gettext_lazy("The approval has lapsed. The company has been told."),
}


def _programme(request: PlaceRequest) -> Programme:
    found: Programme = Programme.objects.get(pk=request.place.id)
    return found


@requires(rules.VIEW_DESK)
@require_safe
def applications(request: PlaceRequest, programme: str) -> HttpResponse:
    """What waits for a decision first. An observer sees the figures, not the companies."""
    own, kept = (
        saved.own_programme(request, lists.KIND) if request.actor.may(rules.KEEP_VIEWS) else (_programme(request), ())
    )
    context: dict[str, Any] = {"programme": own, "budget": budget_of(own)}
    if not request.actor.may(rules.VIEW_FILES):
        return render(request, "programmes/desk/figures.html", context | {"figures": queries.figures(own.pk)})
    shown = listed(request.GET, request.actor)
    view, form = shown.view, shown.form
    if kind := exports.wanted(request):
        rows = exports.capped(queries.desk_rows(shown.filters, shown.sort))
        return exports.answer(kind, _("Applications"), APPLICATIONS, rows, by=request.actor, about=own, request=request)
    after = _uuid_or_none(request.GET.get("after", ""))
    may_bulk = request.actor.may(ASSIGN)
    own_view = saved.shown(request, lists.KIND, form, kept)
    columns, query = needed(own_view.columns), carried(request.GET)
    page = queries.desk_list(shown.filters, shown.sort, after, columns=columns, per_page=own_view.per_page)
    scores = scores_of(row.pk for row in page.rows) if "score" in own_view.column_keys.split() else {}
    context |= {
        "form": form,
        "page": page,
        "shown": own_view,
        "body": lists.applications(
            request, page.rows, own_view.columns, scores, clock.today(), tick=may_bulk, query=query
        ),
        "selection": selection_bar(request) if may_bulk else None,
        "view": view,
        "may_bulk": may_bulk,
        "chips": _chips(request, view),
        "today_first": view == "todo",
        "count": page.count,
        "next_url": _with(request, after=page.after) if page.more else "",
        "previous_url": _with(request, after="") if after else "",
        "filtered": form.asks,
    }
    return render(request, "programmes/desk/list.html", context)


def _uuid_or_none(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _with(request: PlaceRequest, **changes: str) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        query[key] = value
    kept = {key: str(value) for key, value in query.items() if value}
    return f"?{urlencode(kept)}" if kept else request.path


def _chips(request: PlaceRequest, view: str) -> list[dict[str, Any]]:
    return [{"label": VIEW_LABELS[v], "url": f"?view={v}", "current": v == view, "badge": ""} for v in queries.VIEWS]


def _file(pk: UUID) -> Application:
    return get_or_404(Application.objects.exclude(state="draft").select_related("programme", "company"), pk=pk)


def _on(request: PlaceRequest, pk: UUID) -> HttpResponse:
    """After something was done with a file that one came to from a list: the next one there; else the file."""
    ahead = onward(request, pk).ahead if carried(request.GET) else ""
    return redirect(ahead or along(request, "programmes:file", pk))


@requires(rules.VIEW_FILES)
@require_safe
def file(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """One application: answers, priority, budget, history, questions, mails and reminders, letter."""
    application, actor = _file(pk), request.actor
    own, events = application.programme, trail(application, register.VERIFIED)
    reasons = rules.priority_reasons(
        application.headcount or 0,
        application.high_skilled or 0,
        application.nace_code,
        own.priority_points,
        own.risk_sectors,
        clustered=queries.others_in_cluster(application) > 0,
        nace_version=application.nace_version,
    )
    earlier = Application.objects.filter(company_id=application.company_key).exclude(pk=pk).exclude(state="draft")
    context = {
        "application": application,
        "programme": own,
        "onward": onward(request, pk),
        "list_query": f"?{carried(request.GET)}" if carried(request.GET) else "",
        "proposable": application.state in PROPOSABLE,
        "sections": answers_by_step(application),
        "coaching": rules.coaching(application),
        "files": list(Attachment.objects.filter(application=application).only("file_name", "size", "question_id")),
        "share": rules.high_skilled_share(application.headcount or 0, application.high_skilled or 0),
        "reasons": reasons,
        "budget": budget_of(own),
        "contacts": contact.people_of(application) if actor.may(rules.DECIDE) else [],
        "history": history(application, events),
        "questions": list(InformationRequest.objects.filter(application=application)),
        "correspondence": correspondence(application),
        "cluster": queries.cluster_of(application),
        "changed": changes_since(application),
        "earlier": list(earlier.only("id", "reference", "state", "submitted_at")[:10]),
        "letters": documents.latest(application, "decision-letter"),
        "register": register.compared(application, events),
        "verify_allowed": actor.may(rules.DECIDE),
        "can": {name: actor.may(f"programmes.{name}") for name in ("propose", "assign", "score")},
        "judged_in": JUDGED_IN,
        "may": {verb: APPLICATION.allows(verb, application.state, actor) for verb in APPLICATION.transitions},
    }
    return render(request, "programmes/desk/file.html", context)


@requires(rules.ASSESS)
@require_http_methods(["POST"])
def weigh_again(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Target group and priority by the company's present figures."""
    _file(pk)
    attempt_or_message(
        request,
        actions.weigh_again,
        _("Weighed again."),
        application_id=pk,
        by=request.actor,
    )
    return redirect(along(request, "programmes:file", pk))


@requires(rules.ASSESS)
@require_http_methods(["POST"])
def take_up(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    _file(pk)
    attempt_or_message(
        request,
        actions.take_up,
        _("You are assessing this application now."),
        application_id=pk,
        by=request.actor,
    )
    return redirect(along(request, "programmes:file", pk))


@requires(rules.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def request_info(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A question to the company; from a list one goes on to the next file."""
    application, kinds = _file(pk), ("question",)
    form = RequestInfoForm(posted(request))
    if offering.is_used(request):
        form = RequestInfoForm(initial=offering.typed_with(request, application, kinds, "question"))
    elif form.is_valid() and attempt(
        form,
        actions.request_info,
        application_id=pk,
        question=form.cleaned_data["question"],
        by=request.actor,
    ):
        messages.success(request, _("%(name)s has been asked.") % {"name": application.company_name})
        return _on(request, pk)
    context = {
        "application": application,
        "form": form,
        "texts": offering.offered(application, kinds),
        "onward": onward(request, pk),
        "cancel": along(request, "programmes:file", pk),
    }
    return offering.page(request, "programmes/desk/request_info.html", context)


@requires(rules.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PlaceRequest, programme: str, pk: UUID, verb: str) -> HttpResponse:
    """First the reason, then the letter or mail as the company will read it, then the decision."""
    if verb not in VERB_LABELS:
        raise Http404
    application = _file(pk)
    form, previewed = DecisionForm(posted(request)), False
    if offering.is_used(request):
        form = DecisionForm(initial=offering.typed_with(request, application, (verb,), "reason"))
    elif form.is_valid():
        reason = form.cleaned_data["reason"]
        if "confirm" in request.POST and attempt(
            form,
            getattr(actions, verb),
            application_id=pk,
            reason=reason,
            by=request.actor,
        ):
            messages.success(request, f"{application.company_name}: {DONE[verb]}")
            return _on(request, pk)
        previewed = form.is_valid() and "edit" not in request.POST
    letter = _letter(request, application, verb, form) if previewed else None
    context = _deciding(request, application, verb, form) | {"previewed": previewed, "letter": letter}
    return offering.page(request, "programmes/desk/decide.html", context)


def _deciding(request: PlaceRequest, application: Application, verb: str, form: DecisionForm) -> dict[str, Any]:
    return {
        "application": application,
        "form": form,
        "approves": verb == "approve",
        "says_no": verb in ("reject", "lapse"),
        "label": VERB_LABELS[verb],
        "texts": offering.offered(application, (verb,)),
        "onward": onward(request, application.pk),
        "coaching": rules.coaching(application),
        "budget": budget_of(application.programme),
        # What was typed stays on the page, also when a colleague was first.
        "possible": form.is_bound or APPLICATION.allows(verb, application.state, request.actor),
        "lacking": contact.missing(application.programme, [letter_language(application)]) if verb == "reject" else [],
        "may_settle": request.actor.may(rules.SET_RULES),
        "cancel": along(request, "programmes:file", application.pk),
    }


def _letter(request: PlaceRequest, application: Application, verb: str, form: DecisionForm) -> Any:
    """The letter in the company's language; None for decisions that are told by mail only."""
    if verb not in {"approve", "reject"}:
        return None
    with translation.override(letter_language(application)):
        signed_by = request.actor.name
        return reports.preview(application, verb=verb, reason=form.cleaned_data["reason"], signed_by=signed_by)
