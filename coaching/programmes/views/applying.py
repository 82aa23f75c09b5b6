"""A person applies: begin, the task list of a draft, check the answers, send, receipt. The pages: `views.pages`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from coaching.accounts.actions import change_profile
from coaching.accounts.signon.session import organisation_of
from coaching.core.ground import people
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.screen.ui import Step as Stage
from coaching.core.screen.ui import Task
from coaching.core.tenancy.requests import PersonRequest
from coaching.programmes import actions, contact, queries, rules
from coaching.programmes.apply_forms import SubmitForm
from coaching.programmes.assessment.queries import round_open_on
from coaching.programmes.declaration import PRIVACY_EDITION, commitments_of
from coaching.programmes.enums import ApplicationState, LayerNumber, TargetGroup
from coaching.programmes.models import Application, Attachment, LayerVersion, Programme
from coaching.programmes.show import answers_by_step
from coaching.programmes.steps import step_of, steps_of

S = ApplicationState
VIA = "via_partner"  # session key: code of the partner whose link the person came by


def in_hand_or_404(request: PersonRequest, pk: UUID) -> Application:
    """One's own application, or a draft that one helps with."""
    rows = queries.in_hand(request.user.pk).select_related("programme", "layer_version", "round")
    return get_or_404(rows, pk=pk)


def is_sent(application: Application) -> bool:
    """Sent by the person, whatever became of it: from then on the answers stand."""
    return bool(application.reference)


def files_of(application: Application) -> list[Attachment]:
    """Files that came with the answers (not with later questions)."""
    return list(Attachment.objects.filter(application=application, question=None))


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: PersonRequest) -> HttpResponse:
    """Begin, or go on with what was begun. `?layer=`: for what; without it, intensive coaching."""
    wanted = (request.POST if request.method == "POST" else request.GET).get("layer", "")
    layer = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else LayerNumber.COACHING
    choices = queries.programmes_to_apply(layer)
    companies = list(queries.own_companies(request.user.pk))
    if request.method == "POST":
        return _start(request, layer, choices, companies)
    version = next((version for _programme, version in choices if version), None)
    context = {
        "programmes": [programme for programme, _version in choices],
        "companies": companies,
        "chosen": _chosen(request, companies),
        "layer": layer,
        "version": version,
        "coaching": layer == LayerNumber.COACHING,
        "wanted": request.GET.get("programme", ""),
        "others": [other for other in queries.layers_to_apply() if other.number != layer],
        "drafts": list(queries.drafts_of(request.user.pk)[:20]),
        "sent": list(queries.sent_by(request.user)[:20]),
    }
    return render(request, "programmes/apply/start.html", context)


def _chosen(request: PersonRequest, companies: list[Any]) -> UUID | None:
    """The company that one comes from (`?company=`), else the first."""
    known = {str(company.pk): company.pk for company in companies}
    return known.get(request.GET.get("company", ""), next(iter(known.values()), None))


def _start(
    request: PersonRequest, layer: int, choices: list[tuple[Programme, LayerVersion | None]], companies: list[Any]
) -> HttpResponse:
    chosen = {str(p.pk): p for p, _version in choices}.get(request.POST.get("programme", ""))
    company = {str(c.pk): c for c in companies}.get(request.POST.get("company", ""))
    if chosen is None:
        messages.error(request, _("Choose a programme."))
        return redirect("programmes:apply")
    draft = attempt_or_message(
        request,
        actions.start_draft,
        programme_id=chosen.pk,
        layer=layer,
        company_id=company.pk if company else None,
        via=str(request.session.get(VIA, "")),
        by=request.actor,
    )
    if draft is None:
        return redirect("programmes:apply")
    missing = queries.missing_steps(draft.result)
    if missing:
        return redirect("programmes:step", draft.result.pk, missing[0])
    return redirect("programmes:check", draft.result.pk)


@requires(rules.SUBMIT)
@require_safe
def application(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A draft's task list; after sending, where it stands."""
    found = in_hand_or_404(request, pk)
    if is_sent(found):
        return render(request, "programmes/apply/status.html", _standing(request, found))
    missing, mine = queries.missing_steps(found), found.applicant_id == request.user.pk
    saved = last_saved(found)
    tasks = [
        Task(
            step.title,
            reverse("programmes:step", args=[found.pk, step.slug]),
            "todo" if step.slug in missing else "done",
            hint=saved.get(step.slug, ""),
        )
        for step in steps_of(found)
    ]
    label = _("Check your answers and send") if mine else _("Check the answers")
    tasks.append(Task(label, reverse("programmes:check", args=[found.pk]), "locked" if missing else "todo"))
    context = {"application": found, "tasks": tasks, "left": len(missing), "mine": mine}
    return render(request, "programmes/apply/draft.html", context)


def last_saved(application: Application) -> dict[str, str]:
    """Page → who changed it last and when, once more than one person works on the draft."""
    writers = {saved["by"] for saved in application.pages.values()} | {application.applicant_id}
    if len(writers) < 2:
        return {}
    names = people.names_of(writers)
    return {page: by_and_when(saved, names) for page, saved in application.pages.items()}


def _at(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def by_and_when(saved: dict[str, Any], names: dict[int, str]) -> str:
    moment = parse_datetime(saved["at"])
    when = _at(moment) if moment else ""
    return _("%(person)s, %(moment)s") % {"person": names.get(saved["by"], "–"), "moment": when}


def _standing(request: PersonRequest, found: Application) -> dict[str, Any]:
    """A request that waits for the company's contacts shows what a sent one shows, until the person is let in."""
    waits, mine = found.state == S.DRAFT, found.applicant_id == request.user.pk
    may_send = (
        waits and queries.own_companies(request.user.pk).filter(enterprise_number=found.enterprise_number).exists()
    )
    state, files = S.SUBMITTED if waits else S(found.state), files_of(found)
    return {
        "application": found,
        "sections": answers_by_step(found, files=files),
        "files": files,
        "state": state,
        "may_send": may_send,
        "mine": mine,
        "stages": _stages(found, state),
    }


WORDS = {
    S.SUBMITTED: gettext_lazy("It waits to be read."),
    S.IN_REVIEW: gettext_lazy("Somebody of the programme is reading it."),
    S.INFO_REQUESTED: gettext_lazy("The programme has a question. A contact answers it on the company's page."),
    S.WAITLISTED: gettext_lazy(
        "It is on the waiting list. You need do nothing; you get a mail when it is taken up again."
    ),
}


def _stages(found: Application, state: ApplicationState) -> list[Stage]:
    """Sent, read, decided, and what follows."""
    sent = (_("Sent"), _at(found.declared_at) if found.declared_at else "")
    read = (_("Read and judged"), WORDS.get(state, ""))
    decided = _at(found.decided_at) if found.decided_at else ""
    rows: list[tuple[Any, Any]]
    follows = _("Choose a coach and start") if rules.coaching(found) else _("Begin with your plan")
    if state == S.WITHDRAWN:
        rows, done = [sent, (_("Withdrawn"), "")], 2
    elif state in {S.REJECTED, S.LAPSED}:
        rows, done = [sent, read, (capfirst(state.label), decided)], 3
    elif state == S.APPROVED:
        rows, done = [sent, read, (_("Approved"), decided), (follows, "")], 3
    else:
        rows, done = [sent, read, (_("Decision"), _decision_by(found)), (follows, "")], 1
    return [
        Stage(label, "done" if n < done else "current" if n == done else "todo", note=note)
        for n, (label, note) in enumerate(rows)
    ]


def _decision_by(found: Application) -> str:
    """The day of its round. A request that waits for the company's contacts must look like a sent one here too."""
    reached = found.round
    if reached is None and found.state == S.DRAFT and found.declared_at:
        reached = round_open_on(found.programme_id, timezone.localtime(found.declared_at).date())
    if reached is None:
        return _("You get a mail as soon as there is a decision.")
    day = date_format(reached.decide_by, "SHORT_DATE_FORMAT")
    return _("In the round “%(round)s”: by %(day)s.") % {"round": reached.name, "day": day}


def computed(found: Application) -> dict[str, Any]:
    """What follows from the figures about the workers, as saved, where the layer asks for them."""
    if not found.headcount or found.high_skilled is None or step_of(found, "workers") is None:
        return {}
    programme = found.programme
    reasons = rules.priority_reasons(
        found.headcount,
        found.high_skilled,
        found.nace_code,
        programme.priority_points,
        programme.risk_sectors,
        clustered=queries.others_in_cluster(found) > 0,
        nace_version=found.nace_version,
    )
    return {
        "share": rules.high_skilled_share(found.headcount, found.high_skilled),
        "target_group": TargetGroup(rules.target_group(found.headcount, found.high_skilled)),
        "reasons": [reason for reason in reasons if reason.points],
    }


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All answers with their change links, commitments and declaration, and the button that sends."""
    found = in_hand_or_404(request, pk)
    if found.state != S.DRAFT:  # a second click: the first one counted
        return redirect("programmes:received", found.pk)
    asks_number = not (request.user.phone or request.user.mobile)
    form = SubmitForm(posted(request), commitments=commitments_of(found), asks_number=asks_number)
    came = organisation_of(request)
    if form.is_valid():
        sent = attempt(
            form,
            actions.submit,
            application_id=pk,
            declared=True,
            commitments=form.commitments,
            represents=came.number if came and came.represents else "",
            proved_by=came.provider if came else "",
            by=request.actor,
        )
        if sent:
            if form.number:
                change_profile(phone=form.number, by=request.actor)
            return _after_sending(request, sent.result)
    missing, files = queries.missing_steps(found), files_of(found)
    context = {
        "application": found,
        "form": form,
        "missing": [step_of(found, slug) for slug in missing],
        "files": files,
        "sections": answers_by_step(found, change=not is_sent(found), files=files),
        "may_send": _may_send(request, found),
        "commitments": commitments_of(found),
        "proved": came if came and came.represents and came.number == found.enterprise_number else None,
        **computed(found),
    }
    return render(request, "programmes/apply/check.html", context)


def _may_send(request: PersonRequest, found: Application) -> bool:
    """Whoever began it; of those who help, only a contact of the company."""
    if found.applicant_id == request.user.pk:
        return True
    return queries.own_companies(request.user.pk).filter(enterprise_number=found.enterprise_number).exists()


def _after_sending(request: PersonRequest, sent: Application) -> HttpResponse:
    if sent.applicant_id == request.user.pk:
        return redirect("programmes:received", sent.pk)
    messages.success(request, _("The application has been sent. Its reference is %s.") % sent.reference)
    return redirect("programmes:apply")  # a contact who helped: from now on it stands in the company's place


@requires(rules.SUBMIT)
@require_safe
def received(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The receipt, with the reference. It says the same whether or not the company was known."""
    found = in_hand_or_404(request, pk)
    if not is_sent(found):
        return redirect("programmes:application", found.pk)
    context = {"application": found, "coaching": rules.coaching(found)}
    return render(request, "programmes/apply/received.html", context)


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Throw a draft of one's own away, after asking."""
    found = get_or_404(Application.objects.filter(applicant_id=request.user.pk).select_related("programme"), pk=pk)
    if request.method == "POST":
        attempt_or_message(
            request,
            actions.delete_draft,
            _("The draft has been thrown away."),
            application_id=pk,
            by=request.actor,
        )
        return redirect("programmes:apply")
    return render(request, "programmes/apply/delete.html", {"application": found})


@requires(rules.SUBMIT)
@require_safe
def privacy(request: PersonRequest) -> HttpResponse:
    """What happens with the data of an application, in the edition that is in force."""
    contacts = [(row, lines) for row in queries.open_programmes()[:50] if (lines := contact.lines_of(row))]
    return render(request, "programmes/apply/privacy.html", {"edition": PRIVACY_EDITION, "contacts": contacts})
