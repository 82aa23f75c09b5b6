"""The staff room: files on which two sides do not agree, and letters that prove a mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.companies import actions, queries, rules
from coaching.companies.forms.opening import DecideFileForm, StaffProofForm
from coaching.companies.models import FileRequest, ProofLetter
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.reports_proof import PROOF_LETTER
from coaching.companies.waits import letters_to_send, to_settle
from coaching.core.paper.asking import ask_for
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PlaceRequest


@dataclass(frozen=True)
class File:
    """What platform staff knows of a company that it was asked to look at."""

    name: str
    number: str
    street: str
    postcode: str
    municipality: str
    opened_at: datetime
    unproved_since: datetime | None
    proved_by: str
    language: str

    @property
    def shown_number(self) -> str:
        return format_enterprise_number(self.number or "")


@dataclass(frozen=True)
class Side:
    """A person of one of the two sides. binds: none for who asks."""

    id: int
    name: str
    email: str
    phone: str
    binds: bool | None
    since: date | None


def file_of(company_id: UUID) -> File:
    rows = _ask("SELECT * FROM file_for_staff(%s)", company_id)
    if not rows:
        raise Http404
    return File(*rows[0])


def sides_of(company_id: UUID, request_id: UUID | None = None) -> list[Side]:
    """The contacts there are, and who asks."""
    return [Side(*row) for row in _ask("SELECT * FROM people_for_staff(%s, %s)", company_id, request_id)]


def _ask(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [str(value) if value else None for value in values])
        return cursor.fetchall()


@requires(rules.SETTLE_FILES)
@require_GET
def files(request: PlaceRequest) -> HttpResponse:
    """Both lists: the same rows as the numbers in the menu."""
    page = page_of(request, to_settle().order_by("staff_since", "id"))
    letters = letters_to_send().order_by("asked_at", "id")[:100]
    context = {"page": page, "letters": [(letter, file_of(letter.company_id)) for letter in letters]}
    return render(request, "companies/file/staff.html", context)


@requires(rules.SETTLE_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """What each side said, and the decision."""
    found = get_or_404(FileRequest.objects.all(), pk=request_id)
    form = DecideFileForm(posted(request))
    if form.is_valid() and attempt(form, actions.decide, request_id=found.pk, by=request.actor, **form.cleaned_data):
        messages.success(request, _("Decided. Both sides get a mail."))
        return redirect("companies:staff_files")
    people = sides_of(found.company_id, found.pk)
    context = {
        "asked": found,
        "file": file_of(found.company_id),
        "contacts": [one for one in people if one.binds is not None],
        "asker": next((one for one in people if one.binds is None), None),
        "settled": bool(found.decided_at or found.answer == "let_in"),
        "form": form,
    }
    return render(request, "companies/file/decide.html", context)


@requires(rules.SETTLE_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PlaceRequest, letter_id: UUID) -> HttpResponse:
    """Where the letter goes; or the mandate proved by what somebody of the platform checked."""
    found = get_or_404(ProofLetter.objects.defer("code_digest"), pk=letter_id)
    form, people = StaffProofForm(posted(request)), sides_of(found.company_id)
    if form.is_valid() and attempt(
        form,
        actions.prove_by_staff,
        company_id=found.company_id,
        reason=form.cleaned_data["reason"],
        people=[one.id for one in people],
        by=request.actor,
    ):
        messages.success(request, _("It is noted that they may speak for the company."))
        return redirect("companies:staff_files")
    file = file_of(found.company_id)
    context = {
        "letter": found,
        "file": file,
        "seat": queries.register_entry(file.number, "nl") if file.number else None,
        "contacts": people,
        "form": form,
    }
    return render(request, "companies/file/letter.html", context)


@requires(rules.SETTLE_FILES)
@require_POST
def make_letter(request: PlaceRequest, letter_id: UUID) -> HttpResponse:
    """Give the letter its code and ask for its paper; again, the same paper."""
    get_or_404(ProofLetter.objects.defer("code_digest"), pk=letter_id, closed_at=None)
    done = attempt_or_message(request, actions.make_letter, letter_id=letter_id, by=request.actor)
    if done is None:
        return redirect("companies:staff_letter", letter_id)
    return ask_for(request, PROOF_LETTER, done.result)


@requires(rules.SETTLE_FILES)
@require_POST
def post_letter(request: PlaceRequest, letter_id: UUID) -> HttpResponse:
    get_or_404(ProofLetter.objects.defer("code_digest"), pk=letter_id)
    attempt_or_message(
        request, actions.post_letter, _("Noted: the letter is in the post."), letter_id=letter_id, by=request.actor
    )
    return redirect("companies:staff_files")
