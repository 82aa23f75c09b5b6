"""The company's own application: read it, answer a question, withdraw."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground.roles import Hat
from coaching.core.paper import documents
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import actions, contact, rules
from coaching.programmes.enums import APPLICATION, ApplicationState
from coaching.programmes.forms import AnswerInfoForm, WithdrawForm
from coaching.programmes.models import Application, Attachment, InformationRequest
from coaching.programmes.queries import cluster_of
from coaching.programmes.show import answers_by_step, open_question

AGAIN = (ApplicationState.REJECTED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED)


def _sent() -> QuerySet[Application]:
    """The company's applications that were sent; drafts are their writer's."""
    return Application.objects.exclude(state=ApplicationState.DRAFT).select_related("programme")


@requires(rules.VIEW_APPLICATION)
@require_safe
def company(request: PlaceRequest, company: str) -> HttpResponse:
    """The latest application; a company that has none yet is told how to apply."""
    latest = _sent().order_by("-submitted_at", "id").first()
    if latest is None:
        return render(request, "programmes/company/none.html")
    return _page(request, latest, AnswerInfoForm())


@requires(rules.VIEW_APPLICATION)
@require_safe
def company_application(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    return _page(request, get_or_404(_sent(), pk=pk), AnswerInfoForm())


def _page(request: PlaceRequest, application: Application, form: AnswerInfoForm) -> HttpResponse:
    actor = request.actor
    questions: list[InformationRequest] = []
    letter = None
    files: list[Attachment] = []
    if actor.hat == Hat.CONTACT:  # the coach reads the application, not what programme and company ask each other
        questions = list(InformationRequest.objects.filter(application=application))
        files = list(Attachment.objects.filter(application=application)) if actor.may(rules.ANSWER_INFO) else []
        letter = documents.latest(application, "decision-letter").get(application.language)
    others = (
        _sent()
        .select_related(None)
        .exclude(pk=application.pk)
        .order_by("-submitted_at", "id")
        .only("id", "reference", "state", "submitted_at")
    )
    context = {
        "application": application,
        "sections": answers_by_step(application),
        "questions": questions,
        "form": form,
        "files": files,
        "coaching": rules.coaching(application),
        "open_question": open_question(questions),
        "others": list(others[:20]),
        "letter": letter,
        "may_copy": actor.may(rules.ANSWER_INFO),
        "may_answer": APPLICATION.allows("answer_info", application.state, actor),
        "may_stay": application.state == ApplicationState.WAITLISTED and actor.may(rules.STAY),
        "apply_again": application.state in AGAIN and actor.may(rules.STAY),
        "cluster": cluster_of(application) if actor.hat == Hat.CONTACT else None,
        "contact": contact.told_on_page(application),
        "may_withdraw": APPLICATION.allows("withdraw", application.state, actor),
    }
    return render(request, "programmes/company/application.html", context)


@requires(rules.STAY)
@require_POST
def stay(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """Still interested: another year on the waiting list."""
    found, done = get_or_404(_sent(), pk=pk), _("You stay on the waiting list. We ask again in a year.")
    by = request.actor
    attempt_or_message(request, actions.stay_on_waitlist, done, application_id=found.pk, by=by)
    return to(request, "programmes:company_application", pk)


@requires(rules.ANSWER_INFO)
@require_http_methods(["POST"])
def answer_info(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    application = get_or_404(_sent(), pk=pk)
    form = AnswerInfoForm(request.POST, request.FILES)
    if form.is_valid() and attempt(
        form,
        actions.answer_info,
        application_id=pk,
        answer=form.cleaned_data["answer"],
        upload=form.cleaned_data["file"],
        by=request.actor,
    ):
        messages.success(request, _("Your answer has been sent to the programme."))
        return to(request, "programmes:company_application", pk)
    return _page(request, application, form)


@requires(rules.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    application = get_or_404(_sent(), pk=pk)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        if attempt(
            form,
            actions.withdraw,
            application_id=pk,
            reason=form.cleaned_data["reason"],
            by=request.actor,
        ):
            messages.success(request, _("Your application has been withdrawn."))
            return to(request, "programmes:company_application", pk)
    elif not APPLICATION.allows("withdraw", application.state, request.actor):
        raise Http404
    context = {"application": application, "form": form, "cancel": request.place.url("programmes:company")}
    return render(request, "programmes/company/withdraw.html", context)
