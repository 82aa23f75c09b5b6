"""In the company's place: who asks to work in its file, and proving that one may speak for it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from coaching.accounts.signon.session import organisation_of
from coaching.companies import actions, rules
from coaching.companies.forms.opening import AnswerRequestForm, CodeForm
from coaching.companies.models import Company, FileRequest, Proof, ProofLetter
from coaching.core.ground import clock
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest

SAID = {
    "wrong": gettext_lazy("This is not the code in the letter. Look again; after five times the letter works no more."),
    "spent": gettext_lazy("This code was wrong five times. Ask for another letter."),
    "expired": gettext_lazy("This letter is too old. Ask for another one."),
    "none": gettext_lazy("There is no letter that waits for a code. Ask for one first."),
}


@requires(rules.ANSWER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: PlaceRequest, company: str, request_id: UUID) -> HttpResponse:
    """Somebody gave the company's number: let them in as what they are, or not."""
    found = get_or_404(FileRequest.objects.all(), pk=request_id)
    form = AnswerRequestForm(posted(request), initial={"role": "contact"})
    if form.is_valid() and attempt(
        form, actions.answer_request, request_id=found.pk, by=request.actor, **form.cleaned_data
    ):
        messages.success(request, _("Your answer is kept. The person gets a mail."))
        return to(request, "companies:people")
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_who_asks(%s)", [str(found.pk)])
        address = cursor.fetchone()[0]
    context = {
        "asked": found,
        "address": address,
        "form": form,
        "settled": bool(found.answer or found.decided_at),
        "back": request.place.url("companies:people"),
    }
    return render(request, "companies/file/answer.html", context)


@requires(rules.PROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: PlaceRequest, company: str) -> HttpResponse:
    """How one proves that one may speak for the company: the letter and its code, or the sign-in of its representative."""
    own = get_or_404(Company.objects.all(), pk=request.place.id)
    form = CodeForm(posted(request))
    if form.is_valid() and (outcome := _tried(request, form)):
        if outcome == "done":
            messages.success(request, _("It is proved that you may speak for this company."))
            return to(request, "companies:proof")
        form.add_error("code", SAID[outcome])
    rows = ProofLetter.objects.filter(closed_at=None).defer("code_digest")
    letter, came = rows.first(), organisation_of(request)
    context = {
        "company": own,
        "how": Proof(own.proved_by).label if own.proved_by else "",
        "letter": letter,
        "too_old": bool(letter and letter.expires_at and letter.expires_at <= clock.now()),
        "form": form,
        "came": came if came and came.represents and came.number == own.enterprise_number else None,
    }
    return render(request, "companies/file/proof.html", context)


def _tried(request: PlaceRequest, form: CodeForm) -> str:
    """A wrong try stays counted: the action gives back what it found, and refuses nothing."""
    done = attempt(form, actions.try_code, code=form.cleaned_data["code"], by=request.actor)
    return done.result if done else ""


@requires(rules.PROVE)
@require_POST
def ask_letter(request: PlaceRequest, company: str) -> HttpResponse:
    """Have a letter with a code sent to the registered seat."""
    done = _("We send a letter with a code to the registered seat of your company.")
    attempt_or_message(request, actions.ask_letter, done, by=request.actor)
    return to(request, "companies:proof")


@requires(rules.PROVE)
@require_POST
def prove_by_sign_on(request: PlaceRequest, company: str) -> HttpResponse:
    """Whoever signed in as legal representative of this number needs no letter."""
    came = organisation_of(request)
    attempt_or_message(
        request,
        actions.prove_by_sign_on,
        _("It is proved that you may speak for this company."),
        number=came.number if came and came.represents else "",
        provider=came.provider if came else "",
        by=request.actor,
    )
    return to(request, "companies:proof")
