"""The assessment desk: rounds, who judges, scoring, scores side by side, proposals, release, corrections, jobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.jobs import standing
from coaching.core.paper import exports
from coaching.core.screen.lists import counted, ordered, page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries as programme_queries
from coaching.programmes import rules as programme_rules
from coaching.programmes.assessment import actions, queries, rules
from coaching.programmes.assessment import lists as judging
from coaching.programmes.assessment.forms import AssignForm, NoteForm, ReasonForm, RoundForm, ScoreForm
from coaching.programmes.assessment.tasks import progress_key, run_bulk_job
from coaching.programmes.enums import LayerNumber
from coaching.programmes.exports import BUDGET, JUDGING, ROUNDS
from coaching.programmes.figures import sent_for
from coaching.programmes.models import Application, Assessment, AssessmentRound, BulkJob, FileNote
from coaching.programmes.money import budget_of
from coaching.programmes.show import answers_by_step

JUDGED = 10  # the last ones, below what is to be judged


def _file(pk: UUID) -> Application:
    rows = Application.objects.exclude(state="draft").select_related("programme", "layer_version")
    return get_or_404(rows, pk=pk)


# -- Rounds ------------------------------------------------------------------------------------------------------------
@requires(rules.PLAN_ROUNDS)
@require_safe
def rounds(request: PlaceRequest, programme: str) -> HttpResponse:
    """All calls with how many files each has."""
    found = queries.rounds()
    if taken := exports.file(request, _("Rounds"), ROUNDS, lambda: _counted(exports.capped(found))):
        return taken
    page = page_of(request, found)
    rows = _counted(page.object_list)
    return render(request, "programmes/assessment/rounds.html", {"page": page, "rows": rows})


def _counted(rows: Iterable[AssessmentRound]) -> list[dict[str, Any]]:
    rows = list(rows)
    counts = sent_for(row.pk for row in rows)
    return [{"round": row, "count": counts.get(row.pk, 0)} for row in rows]


@requires(rules.PLAN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_round(request: PlaceRequest, programme: str) -> HttpResponse:
    return _round(request, programme, AssessmentRound())


@requires(rules.PLAN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    return _round(request, programme, get_or_404(AssessmentRound.objects, pk=pk))


def _round(request: PlaceRequest, programme: str, planned: AssessmentRound) -> HttpResponse:
    known = not planned._state.adding
    form = RoundForm(posted(request), instance=planned)
    if form.is_valid() and _kept(request, form, planned.pk if known else None):
        return to(request, "programmes:rounds")
    title = planned.name if known else _("Plan a round")
    return render(request, "programmes/assessment/round.html", {"form": form, "title": title})


def _kept(request: PlaceRequest, form: RoundForm, pk: UUID | None) -> bool:
    by = request.actor
    values = {name: form.cleaned_data[name] for name in ("name", "opens_on", "closes_on", "decide_by")}
    try:
        if pk is None:
            return bool(attempt(form, actions.plan_round, programme_id=by.programme_key, values=values, by=by))
        return bool(
            attempt(form, actions.change_round, round_id=pk, values=values, opened_with=form.opened_with, by=by)
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False


# -- Assessors and scores -----------------------------------------------------------------------------------------------
@requires(rules.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def assessors(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Who judges this file; an interest in the company is found and shown."""
    application = _file(pk)
    people = queries.candidates(application)
    form = AssignForm(posted(request), candidates=people)
    if form.is_valid():
        values = {"assessor_ids": form.cleaned_data["assessors"], "due_on": form.cleaned_data["due_on"]}
        if attempt(form, actions.assign, application_id=pk, by=request.actor, **values):
            messages.success(request, _("Asked. They get a mail."))
            return to(request, "programmes:assessors", pk)
    asked = list(Assessment.objects.filter(application=application))
    names = names_of(row.assessor_id for row in asked)
    context = {
        "application": application,
        "form": form,
        "conflicts": [row.name for row in people if row.conflict],
        "asked": [(row, names.get(row.assessor_id, "")) for row in asked],
        "nothing": "" if queries.can_be_scored(application) else rules.NOTHING_TO_SCORE,
        "nobody": form.nobody,
        "progress": queries.progress([pk]).get(pk, (0, 0)),
    }
    return render(request, "programmes/assessment/assessors.html", context)


@requires(rules.ASSIGN)
@require_POST
def unassign(request: PlaceRequest, programme: str, pk: UUID, assessment: UUID) -> HttpResponse:
    _file(pk)
    attempt_or_message(request, actions.unassign, _("Taken back."), assessment_id=assessment, by=request.actor)
    return to(request, "programmes:assessors", pk)


@requires(rules.SCORE)
@require_safe
def mine(request: PlaceRequest, programme: str) -> HttpResponse:
    """What I have to judge, and what I judged."""
    todo = queries.to_judge(request.user.pk)
    if taken := exports.file(request, _("To judge"), JUDGING, lambda: _own_files(request.user.pk)):
        return taken
    known = counted(todo, queries.MOST)
    page = page_of(request, ordered(todo, request.GET, queries.QUEUE_SORTS), known=known)
    done = queries.judged(request.user.pk)[:JUDGED] if page.number == 1 else ()
    in_turn = page.number == 1 and not request.GET.get("sort")
    rows = queries.with_files([*page.object_list, *done])
    context = {
        "page": page,
        "todo": judging.to_judge(request, rows, request.place.url_by_key("programmes:score"), clock.today()),
        "done": judging.judged(request, rows, request.place.url_by_key("programmes:scores")),
        "queue": queries.queue_at_first(request.user.pk, known.rows, page.object_list if in_turn else todo[:1]),
    }
    return render(request, "programmes/assessment/mine.html", context)


def _own_files(user_id: int) -> list[tuple[Assessment, Application]]:
    """All of an assessor's: what waits first, then what was handed in."""
    rows = [*exports.capped(queries.to_judge(user_id)), *exports.capped(queries.judged(user_id))]
    return queries.with_files(rows)


def _own(request: PlaceRequest, application: Application) -> Assessment:
    return get_or_404(Assessment.objects, application=application, assessor_id=request.user.pk)


@requires(rules.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """My scores: keep them, or hand them in. Then the others' can be seen."""
    application = _file(pk)
    own = _own(request, application)
    if own.submitted_at or own.recused_at:
        return to(request, "programmes:scores", pk)
    form = ScoreForm(
        posted(request),
        criteria=queries.criteria_of(application),
        scores=own.scores,
        remark=own.remark,
        version=own.version,
    )
    submit, queue = "submit" in request.POST, queries.queue_of(request.user.pk, own)
    if form.is_valid():
        if submit:
            form.missing()
        if form.is_valid() and _scored(request, form, own, submit):
            messages.success(request, _handed_in(application) if submit else _("Kept. It is not handed in yet."))
            return _on(request, queue) if submit else to(request, "programmes:score", pk)
    context = {
        "application": application,
        "form": form,
        "own": own,
        "sections": answers_by_step(application),
        "nothing": "" if queries.can_be_scored(application) else rules.NOTHING_TO_SCORE,
        "queue": queue,
    }
    return render(request, "programmes/assessment/score.html", context)


def _on(request: PlaceRequest, queue: queries.Queue) -> HttpResponse:
    """From one file to the next, without the list; at the end to the list, which says that it is done."""
    if queue.ahead:
        return to(request, "programmes:score", queue.ahead)
    return to(request, "programmes:my_assessments")


def _handed_in(application: Application) -> str:
    return _("Your score of %(name)s is in.") % {"name": application.company_name}


def _scored(request: PlaceRequest, form: ScoreForm, own: Assessment, submit: bool) -> bool:
    return bool(
        attempt(
            form,
            actions.save_scores,
            assessment_id=own.pk,
            scores=form.scores,
            remark=form.cleaned_data["general"],
            opened_with=form.cleaned_data["version"],
            submit=submit,
            by=request.actor,
        )
    )


@requires(rules.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """I have an interest in this company."""
    application = _file(pk)
    own = _own(request, application)
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason, queue = form.cleaned_data["reason"], queries.queue_of(request.user.pk, own)
        if attempt(form, actions.recuse, assessment_id=own.pk, reason=reason, by=request.actor):
            messages.success(request, _("You stepped back. The programme asks somebody else."))
            return _on(request, queue)
    context = {
        "title": _("Step back from this file"),
        "form": form,
        "submit": _("Step back"),
        "lead": _("Do you know somebody in this company, or do you work for it? Then somebody else judges."),
        "cancel": request.place.url("programmes:score", pk),
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.SCORE)
@require_safe
def scores(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """The scores that I may see, side by side, with how far they lie apart."""
    application = _file(pk)
    own = Assessment.objects.filter(application=application, assessor_id=request.user.pk).first()
    nothing = "" if queries.can_be_scored(application) else rules.NOTHING_TO_SCORE
    blind = own is not None and own.submitted_at is None and own.recused_at is None and not nothing
    context = {"application": application, "table": queries.table(application), "blind": blind, "nothing": nothing}
    return render(request, "programmes/assessment/scores.html", context)


# -- Decisions -----------------------------------------------------------------------------------------------------------
@requires(programme_rules.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Take a wrong decision back."""
    application = _file(pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.reopen, application_id=pk, reason=reason, by=request.actor):
            messages.success(request, _("The decision is taken back. The company has been told why."))
            return to(request, "programmes:file", pk)
    context = {
        "title": _("Take the decision back"),
        "lead": f"{application.company_name} {application.reference}",
        "form": form,
        "submit": _("Take the decision back"),
        "cancel": request.place.url("programmes:file", pk),
        "consequences": [
            _("The file is being assessed again."),
            _("The company gets a mail with your reason, word for word."),
            _("A trajectory that has not started is stopped; one that has started cannot be undone here."),
        ],
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Notes inside the programme, an appeal among them."""
    application = _file(pk)
    form = NoteForm(posted(request), initial={"kind": FileNote.Kind.INTERNAL})
    if form.is_valid() and attempt(form, actions.write_note, application_id=pk, by=request.actor, **form.cleaned_data):
        return to(request, "programmes:notes", pk)
    rows = list(FileNote.objects.filter(application=application))
    names = names_of(row.written_by_id for row in rows)
    lines = [(row, names.get(row.written_by_id or 0, "")) for row in rows]
    return render(
        request, "programmes/assessment/notes.html", {"application": application, "form": form, "notes": lines}
    )


# -- Jobs ----------------------------------------------------------------------------------------------------------------
@requires(rules.RELEASE)
@require_safe
def job(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """How far it is; htmx asks for the bar alone, and for the whole page once it is done."""
    found = get_or_404(BulkJob.objects, pk=pk)
    done = found.finished_at is not None
    value = found.handled if done or found.is_per_file else int(standing.shown(progress_key(found.pk), 0))
    work = None if found.problems and not found.goes_on else standing.standing_of(run_bulk_job, found.pk)
    context = {
        "job": found,
        "value": value,
        "finished": done,
        "work": work,
        "late": work.words if work and not done else "",
        "again": done and (found.has_failed or found.goes_on),
        "list_query": found.parameters.get("list", ""),
    }
    if request.headers.get("HX-Request"):
        answer = render(request, "programmes/assessment/job_bar.html", context)
        if done:
            answer.headers["HX-Refresh"] = "true"  # a whole page is not drawn inside the bar
        return answer
    return render(request, "programmes/assessment/job.html", context)


@requires(rules.RELEASE)
@require_POST
def try_again(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A job of which nothing was done, once more; to the page of the new one."""
    get_or_404(BulkJob.objects, pk=pk)
    made = attempt_or_message(request, actions.try_again, job_id=pk, by=request.actor)
    return to(request, "programmes:job", made.result.pk if made else pk)


@requires(rules.RELEASE)
@require_POST
def stop_job(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """No file after the one that is being done; the page says how many were."""
    get_or_404(BulkJob.objects, pk=pk)
    attempt_or_message(request, actions.stop_job, job_id=pk, by=request.actor)
    return to(request, "programmes:job", pk)


@requires(rules.PROPOSE)
@require_safe
def money(request: PlaceRequest, programme: str) -> HttpResponse:
    """The budget: what there is, what approvals took, what proposals would take, per layer."""
    own = programme_queries.own_programme(request.place.id)
    budget = budget_of(own)
    if taken := exports.file(request, _("Budget"), BUDGET, lambda: budget.layers):
        return taken
    waiting = queries.proposed().filter(proposed_verb="approve", layer=LayerNumber.COACHING).count()
    context = {"programme": own, "budget": budget, "proposed_eur": budget.takes(waiting)}
    return render(request, "programmes/assessment/money.html", context)
