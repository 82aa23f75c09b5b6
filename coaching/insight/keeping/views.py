"""Pages: a company takes its file along; a person sees what is held about them, takes it along, and asks to be erased."""

from __future__ import annotations

import json
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.accounts import actions as people
from coaching.accounts import erasure
from coaching.accounts import rules as account_rules
from coaching.accounts.forms import AnswerErasureForm, AskErasureForm
from coaching.accounts.models import ErasureRequest
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.paper import exports, list_files
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest
from coaching.insight import rules
from coaching.insight.keeping import held
from coaching.insight.keeping.retention import KINDS
from coaching.insight.keeping.tables import LEFT_OUT, taken
from coaching.insight.keeping.taking import plain, write

ZIP = "zip"


@requires(rules.TAKE_ALONG)
@require_GET
def take_along(request: PlaceRequest, company: str) -> HttpResponseBase:
    """What goes along and what does not; a button. The worker opens this page as the person who asked (ADR 0060)."""
    del company
    if request.GET.get(exports.PARAMETER) == ZIP:
        return _file(request)
    name = _("File of %(company)s") % {"company": request.place.name}
    address = request.place.url("insight:take_along", **{exports.PARAMETER: ZIP})
    context = {"said": list_files.offer(address, name), "tables": len(taken()), "left_out": len(LEFT_OUT)}
    return render(request, "insight/take_along.html", context)


def _file(request: PlaceRequest) -> HttpResponseBase:
    made = exports.made_behind()
    if made is None:  # typed by hand: it would take a web process for minutes
        raise Http404
    target = TemporaryFile()  # noqa: SIM115 - the answer closes it
    counted = write(get_or_404(Company.objects.all(), pk=request.place.id), target, by=request.actor, tell=made.tell)
    made.counted = counted.rows
    target.seek(0)
    return FileResponse(target, content_type=list_files.FORMATS[ZIP])


# -- A person ----------------------------------------------------------------------------------------------------------
@requires(account_rules.OWN)
@require_GET
def about_me(request: PersonRequest) -> HttpResponse:
    """What is held, where, why and how long; taking it along; asking to be erased."""
    context = {
        "held": held.held(held.rows()),
        "asked": erasure.mine(request.actor),
        "kinds": [kind for kind in KINDS if kind.months],
    }
    return render(request, "insight/held.html", context)


@requires(account_rules.OWN)
@require_GET
def about_me_file(request: PersonRequest) -> HttpResponse:
    """The same, whole, as a file for programs."""
    user: Any = request.user
    said = json.dumps(held.document(user, held.rows()), default=plain, ensure_ascii=False, indent=1)
    name = f"vijfsprong-{clock.today():%Y-%m-%d}.json"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(said, content_type="application/json", headers=headers)


@requires(account_rules.OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_erasure(request: PersonRequest) -> HttpResponse:
    """Ask platform staff to be erased: what goes, what stays, and what cannot be undone stands above the button."""
    form = AskErasureForm(posted(request))
    if form.is_valid() and attempt(form, erasure.ask_erasure, by=request.actor, **form.cleaned_data):
        messages.success(request, _("We have your request. You hear from us within a month, usually sooner."))
        return redirect("insight:about_me")
    return form_page(
        request,
        form,
        title=_("Ask to be erased"),
        back=reverse("insight:about_me"),
        submit=_("Ask to be erased"),
        kind="danger",
        lead=_("Your account, your roles and your name go, everywhere. This cannot be undone."),
        note=_("What you did for a company or a programme is theirs and stays, without your name."),
    )


@requires(account_rules.OWN)
@require_POST
def withdraw_erasure(request: PersonRequest) -> HttpResponse:
    """Stay after all."""
    attempt_or_message(request, erasure.withdraw_erasure, _("Your request is taken back."), by=request.actor)
    return redirect("insight:about_me")


# -- Platform staff ----------------------------------------------------------------------------------------------------
@requires(account_rules.ANSWER_ERASURE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_erasure(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """Who asks, in which words, since when; the answer. Another look than that is not given here."""
    asked = get_or_404(ErasureRequest.objects.all(), pk=request_id)
    form = AnswerErasureForm(posted(request))
    if form.is_valid() and attempt(
        form, erasure.answer_erasure, request_id=asked.pk, by=request.actor, **form.cleaned_data
    ):
        messages.success(request, _("Answered. The person gets a mail."))
        return redirect("insight:staff")
    context = {"asked": asked, "person": people.person_looked_up(asked.person_id), "form": form}
    return render(request, "insight/answer_erasure.html", context)
