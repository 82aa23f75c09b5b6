"""Advice of advisers: asked by the company, given in an adviser's own name, read by company and body."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.accounts.rules import INVITE_TO_COMPANY
from coaching.companies import actions, lists_advice, queries_advice, rules
from coaching.companies.exports import ADVICE
from coaching.companies.forms.advice import AskForm, GiveForm
from coaching.companies.models import AdviserAdvice, AdviserQuestion, AdvisingAs, FilePiece
from coaching.core.ground.roles import Hat
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


def _asked_for(request: HttpRequest, name: str) -> UUID | None:
    """A key in the address; nonsense is no page."""
    given = request.GET.get(name, "")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise Http404 from error


@requires(rules.VIEW_ADVISERS)
@require_GET
def advisers(request: PlaceRequest, company: str) -> HttpResponse:
    """What is asked and not answered, and all that was advised."""
    actor, place = request.actor, request.place
    chosen = request.GET.get("as_what", "")
    chosen = chosen if chosen in AdvisingAs.values else ""
    found = queries_advice.advice(discipline=chosen)

    def told(rows: Any) -> list[queries_advice.AdviceLine]:
        return queries_advice.advice_lines(rows, actor.hat)

    if taken := exports.file(request, _("Advice of advisers"), ADVICE, lambda: told(exports.capped(found))):
        return taken
    page = page_of(request, found)
    questions = queries_advice.question_lines(queries_advice.open_questions()[: queries_advice.MOST], actor.hat)
    context = {
        "page": page,
        "body": lists_advice.advice(told(page.object_list), place),
        "questions": lists_advice.questions(questions, place, actor) if questions else "",
        "disciplines": AdvisingAs,
        "chosen": chosen,
        "may_ask": actor.may(rules.ASK_ADVISER),
        "may_give": bool(actor.may(rules.ADVISE) and queries_advice.disciplines_of(actor)),
    }
    return render(request, "companies/advisers.html", context)


@requires(rules.VIEW_ADVISERS)
@require_GET
def advice(request: PlaceRequest, company: str, advice_id: UUID) -> HttpResponse:
    """One adviser's words, what was asked, and whether they were replaced."""
    given = get_or_404(queries_advice.advice(), pk=advice_id)
    line, place = queries_advice.advice_lines([given], request.actor.hat)[0], request.place
    mine = given.author_id == request.actor.user_id and given.discipline in queries_advice.disciplines_of(request.actor)
    after, before = (given.replaced_by if line.replaced else None), given.replaces_id
    context = {
        "line": line,
        "advice": given,
        "about_url": line.about.url(place) if line.about else "",
        "back": place.url("companies:advisers"),
        "after_url": place.url("companies:adviser_advice", after.pk) if after else "",
        "before_url": place.url("companies:adviser_advice", before) if before else "",
        "again_url": place.url("companies:give_advice", replaces=str(given.pk)) if mine and not after else "",
    }
    return render(request, "companies/adviser_advice.html", context)


@requires(rules.ASK_ADVISER)
@require_http_methods(["GET", "POST"])
def ask_adviser(request: PlaceRequest, company: str) -> HttpResponse:
    """Ask somebody who works in the file now; about one piece of it when the address names one."""
    key = _asked_for(request, "piece")
    piece = get_or_404(FilePiece.objects.all(), pk=key) if key else None
    if key and request.actor.hat == Hat.CPBW and key not in queries_advice.named([key], request.actor.hat):
        raise Http404  # not before the body has it
    people = {one: name for one, name in queries_advice.askable(piece).items() if one[0] != request.actor.user_id}
    form = AskForm(posted(request), people=people)
    if form.is_valid():
        about = piece.pk if piece else None
        if attempt(form, actions.ask_adviser, by=request.actor, piece_id=about, **form.asked()):
            messages.success(request, _("Asked. The adviser gets a mail."))
            return to(request, "companies:advisers")
    ways = {
        INVITE_TO_COMPANY: (_("Invite your prevention adviser"), "companies:invite"),
        rules.GIVE_MANDATE: (_("Let somebody in"), "companies:give_mandate"),
    }
    nobody = _(
        "No adviser works in this file. Let one in under “Who from outside”, or invite your own prevention adviser."
    )
    return form_page(
        request,
        form,
        title=_("Ask an adviser"),
        back=request.place.url("companies:advisers"),
        crumb=_("Advisers"),
        submit=_("Ask"),
        note=_about(request, piece.pk if piece else None),
        impossible="" if people else nobody,
        ways=[(label, request.place.url(page)) for right, (label, page) in ways.items() if request.actor.may(right)],
    )


def _about(request: PlaceRequest, piece_id: UUID | None) -> str:
    found = queries_advice.named([piece_id], request.actor.hat) if piece_id else {}
    return found[piece_id].title if piece_id in found else _("About the file as a whole")


@requires(rules.ADVISE)
@require_http_methods(["GET", "POST"])
def give_advice(request: PlaceRequest, company: str) -> HttpResponse:
    """In answer to a question, in place of one's earlier advice, about a piece, or about the file as a whole."""
    question, before, piece = (_asked_for(request, name) for name in ("question", "replaces", "piece"))
    basis: AdviserQuestion | AdviserAdvice | None = None
    if question:
        basis = get_or_404(AdviserQuestion.objects.filter(asked_of_id=request.actor.person_key), pk=question)
    elif before:
        basis = get_or_404(AdviserAdvice.objects.filter(author_id=request.actor.person_key), pk=before)
    elif piece:
        get_or_404(FilePiece.objects.all(), pk=piece)
    about = basis.piece_id if basis else piece
    held = queries_advice.disciplines_of(request.actor)
    form = GiveForm(posted(request), disciplines=[basis.discipline] if basis else held)
    if form.is_valid():
        given: dict[str, Any] = {**form.given(), "piece_id": about, "question_id": question}
        given["replaces_id"] = None if question else before
        done = attempt(form, actions.give_advice, by=request.actor, **given)
        if done:
            messages.success(request, _("Your advice stands in the file. The company gets a mail."))
            return to(request, "companies:adviser_advice", done.result.pk)
    return form_page(
        request,
        form,
        title=_("Give advice"),
        back=request.place.url("companies:advisers"),
        crumb=_("Advisers"),
        submit=_("Give this advice"),
        note=_about(request, about),
        quote=basis.text if isinstance(basis, AdviserQuestion) else "",
        lead=_as_what(basis.discipline if basis else held[0] if len(held) == 1 else ""),
        impossible="" if held else _("Your mandate in this file is over, or gives no advice. You can still read."),
    )


def _as_what(discipline: str) -> str:
    return capfirst(str(AdvisingAs(discipline).label)) if discipline else ""


@requires(rules.ASK_ADVISER)
@require_http_methods(["GET", "POST"])
def withdraw_question(request: PlaceRequest, company: str, question_id: UUID) -> HttpResponse:
    """No advice is needed any more."""
    question = get_or_404(queries_advice.open_questions(), pk=question_id)
    line = queries_advice.question_lines([question], request.actor.hat)[0]
    if request.method == "POST":
        if attempt_or_message(request, actions.withdraw_question, question_id=question.pk, by=request.actor):
            messages.success(request, _("The question was taken back."))
        return to(request, "companies:advisers")
    context = {
        "title": _("Take this question to %(name)s back?") % {"name": line.asked_of},
        "kicker": line.title,
        "lead": question.text,
        "submit": _("Take it back"),
        "cancel": request.place.url("companies:advisers"),
        "calm": True,
    }
    return render(request, "components/confirm_page.html", context)
