"""The evaluation of a year as a PDF and as a DOCX."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from actionplans import rules
from actionplans.evaluation import actions
from actionplans.evaluation.reports import KIND
from actionplans.evaluation.views import PAGE, gathered, writes_here
from coaching.core.paper import word
from coaching.core.paper.asking import ask_for
from coaching.core.screen.pages import attempt_or_message, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@require_POST
@requires(rules.VIEW_ADVICE)
def year_evaluation_pdf(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """Ask for the evaluation as a PDF; whoever writes begins its row by asking."""
    known = gathered(request, day)
    row = known.told
    if row is None:
        if not writes_here(request, known):
            raise Http404
        made = attempt_or_message(request, actions.open_year, first_day=known.year.first, by=request.actor)
        if made is None:
            return to(request, PAGE, day)
        row = made.result
    return ask_for(request, KIND, row)


@require_safe
@requires(rules.VIEW_ADVICE)
def year_evaluation_word(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """The evaluation as a DOCX; there is something to write down once somebody began it."""
    row = gathered(request, day).told
    if row is None:
        raise Http404
    return word.answer(request, KIND, row)
