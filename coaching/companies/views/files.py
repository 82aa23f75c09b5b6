"""Opening a company's file, and following what one has asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.accounts.signon.session import organisation_of
from coaching.companies import actions, queries, rules
from coaching.companies.forms.opening import DisputeForm, NumberForm, OpenFileForm
from coaching.companies.models import FileRequest
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.queries import LookUp, RegisterEntry
from coaching.core.ground import limits
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import PersonRequest

LOOK_UPS = 30  # numbers that one person looks up in an hour
SHOWN_TO_WHO_ASKED = ("id", "number", "asked_name", "asked_at", "answer", "disputed_at", "decision", "decision_reason")


@requires(rules.OPEN_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def open_file(request: PersonRequest) -> HttpResponse:
    """First the number, then what the register does not know. `?without`: a company that has no number (yet).

    Until it is sent nothing is asked of who is here already: the page is the same for every number.
    """
    if "without" in request.GET:
        return _details(request, "", LookUp(""))
    came = organisation_of(request)
    start = {"number": format_enterprise_number(came.number)} if came else {}
    form = NumberForm(request.GET if "number" in request.GET else None, initial=start)
    if form.is_valid():
        if limits.within(f"file-number:{request.user.pk}", LOOK_UPS):
            number = form.cleaned_data["number"]
            return _details(request, number, queries.look_up(number, (get_language() or "nl")[:2]))
        form.add_error(None, _("You have looked up many numbers. Try again in an hour."))
    return render(request, "companies/file/number.html", {"form": form})


def known_of(entry: RegisterEntry | None) -> dict[str, Any]:
    """What the register knows and a file keeps; an address abroad has no postcode here."""
    if entry is None:
        return {}
    names = ["name", "nace_code", "nace_version"] + ([] if entry.country else ["street", "postcode", "municipality"])
    return {name: getattr(entry, name) for name in names if getattr(entry, name)}


def _details(request: PersonRequest, number: str, answer: LookUp) -> HttpResponse:
    known = known_of(answer.entry)
    form = OpenFileForm(posted(request), known=known)
    if form.is_valid():
        came = organisation_of(request)
        done = attempt(
            form,
            actions.open_file,
            number=number,
            represents=came.number if came and came.represents else "",
            proved_by=came.provider if came else "",
            by=request.actor,
            **{**form.cleaned_data, **known},
        )
        if done and done.result.slug:
            messages.success(request, _("The file is open. You are its contact."))
            return redirect(f"/c/{done.result.slug}/")
        if done:
            return redirect("companies:asked", done.result.request_id)
    context = {"form": form, "number": number, "answer": answer, "entry": answer.entry}
    return render(request, "companies/file/details.html", context)


@requires(rules.OPEN_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """What one has asked: never who was asked, nor whether there is anybody. After a refusal: say why it is one's own."""
    rows = FileRequest.objects.filter(person_id=request.user.pk).only(*SHOWN_TO_WHO_ASKED)
    found = get_or_404(rows, pk=request_id)
    may_object = found.answer == "refused" and found.disputed_at is None and not found.decision
    form = DisputeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt_or_message(
            request,
            actions.dispute,
            _("We look at it and let you know by mail."),
            request_id=found.pk,
            words=form.cleaned_data["words"],
            by=request.actor,
        )
        return redirect("companies:asked", found.pk)
    context = {"asked": found, "may_object": may_object, "form": form, "places": reverse("accounts:places") + "?all"}
    return render(request, "companies/file/asked.html", context)
