"""Documents in a place: list, download, progress. And the public check of a paper copy."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from coaching.core.ground.search import containing
from coaching.core.jobs import standing
from coaching.core.models import Document, DocumentState
from coaching.core.paper import documents, exports, lists, uploads
from coaching.core.paper.tasks import render_document
from coaching.core.screen.forms import offer
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import get_or_404, open_to_place, to
from coaching.core.tenancy.requests import PlaceRequest

SORTS = {
    **{f"{sign}{name}": (f"{sign}{name}", "-created_at", "id") for name in ("kind", "state") for sign in ("", "-")},
    "-title": ("-title", "-version_no", "id"),
    "-created": ("-created_at", "id"),
    "created": ("created_at", "id"),
    "title": ("title", "-version_no", "id"),
}
COLUMNS = (
    exports.Column(_("Document"), lambda row: row.title),
    exports.Column(_("Kind"), lambda row: documents.REPORTS[row.kind].label),
    exports.Column(_("Version"), lambda row: row.version_no),
    exports.Column(_("Language"), lambda row: row.language.upper()),
    exports.Column(_("Made"), lambda row: row.created_at),
    exports.Column(_("Status"), lambda row: row.get_state_display()),
    exports.Column(_("Fingerprint (SHA-256)"), lambda row: row.sha256),
)
MAX_COMPARED = 20 * 1024 * 1024
CODE = re.compile(r"^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$")
SHA256 = re.compile(r"^[0-9a-f]{64}$")


class FilterForm(forms.Form):
    """Search and filter of the list. What is not understood is left out."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((kind, documents.REPORTS[kind].label) for kind in kinds)]
        offer(self, "kind", choices)

    def chosen(self) -> Q:
        """Conditions that are set and make sense."""
        self.is_valid()
        words, kind = self.cleaned_data.get("q"), self.cleaned_data.get("kind")
        return (containing(words, "title") if words else Q()) & (Q(kind=kind) if kind else Q())


def _list(request: PlaceRequest) -> HttpResponse:
    actor = request.actor
    form = FilterForm(request.GET, kinds=documents.kinds_for(actor))
    order = SORTS.get(request.GET.get("sort", ""), SORTS["-created"])
    found = documents.openable_by(actor).filter(form.chosen()).order_by(*order)
    if kind := exports.wanted(request):
        taken = exports.capped(found)
        about = taken[0] if taken else None  # the place itself is no model of this app
        return exports.answer(kind, _("Documents"), COLUMNS, taken, by=actor, about=about, request=request)
    page = page_of(request, found)
    body = lists.documents(request, documents.linked(request.place, page))
    return render(
        request, "documents/list.html", {"page": page, "body": body, "form": form, "filtered": bool(form.chosen())}
    )


def _one(request: PlaceRequest, pk: Any) -> Document:
    """The document, or 404: not this place's, not for this hat, not for this role."""
    return get_or_404(documents.openable_by(request.actor), pk=pk)


def _download(request: PlaceRequest, pk: Any, prefix: str) -> HttpResponse:
    document = _one(request, pk)
    if document.state != DocumentState.READY:
        return to(request, f"core:{prefix}document_status", pk)
    name = f"{slugify(document.title)[:80] or document.kind}-v{document.version_no}-{document.language}.pdf"
    return uploads.download(document.file, name)


def _status(request: PlaceRequest, pk: Any, prefix: str) -> HttpResponse:
    document = _one(request, pk)
    work = None if document.state == DocumentState.READY else standing.standing_of(render_document, document.pk)
    context = {
        "document": document,
        "work": work,
        "waiting": document.state == DocumentState.QUEUED or bool(work and not work.failed),
        "again": request.place.url(f"core:{prefix}document_again", pk),
        "label": label if (label := str(documents.REPORTS[document.kind].label)) != document.title else "",
        "download": request.place.url(f"core:{prefix}document", pk),
        "here": request.place.url(f"core:{prefix}document_status", pk),
        "list": request.place.url(f"core:{prefix}documents"),
    }
    partial = bool(request.htmx)
    return render(request, "documents/_status.html" if partial else "documents/status.html", context)


def _again(request: PlaceRequest, pk: Any, prefix: str) -> HttpResponse:
    documents.again(_one(request, pk), by=request.actor)
    return to(request, f"core:{prefix}document_status", pk)


@require_GET
@open_to_place
def company_documents(request: PlaceRequest, company: str) -> HttpResponse:
    """Documents of the company that this role may open."""
    return _list(request)


@require_GET
@open_to_place
def company_document(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The file, as a download; while it is being made: its progress page."""
    return _download(request, pk, "")


@require_GET
@open_to_place
def company_document_status(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Being made, ready or failed; a part of it is fetched again every two seconds."""
    return _status(request, pk, "")


@require_POST
@open_to_place
def company_document_again(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Try a document that could not be made once more. Of any other nothing changes."""
    return _again(request, pk, "")


@require_GET
@open_to_place
def programme_documents(request: PlaceRequest, programme: str) -> HttpResponse:
    """Documents of the programme that this role may open."""
    return _list(request)


@require_GET
@open_to_place
def programme_document(request: PlaceRequest, programme: str, pk: Any) -> HttpResponse:
    return _download(request, pk, "programme_")


@require_GET
@open_to_place
def programme_document_status(request: PlaceRequest, programme: str, pk: Any) -> HttpResponse:
    return _status(request, pk, "programme_")


@require_POST
@open_to_place
def programme_document_again(request: PlaceRequest, programme: str, pk: Any) -> HttpResponse:
    return _again(request, pk, "programme_")


@require_GET
@open_to_place
def staff_documents(request: PlaceRequest) -> HttpResponse:
    """Letters that platform staff made."""
    return _list(request)


@require_GET
@open_to_place
def staff_document(request: PlaceRequest, pk: Any) -> HttpResponse:
    return _download(request, pk, "staff_")


@require_GET
@open_to_place
def staff_document_status(request: PlaceRequest, pk: Any) -> HttpResponse:
    return _status(request, pk, "staff_")


@require_POST
@open_to_place
def staff_document_again(request: PlaceRequest, pk: Any) -> HttpResponse:
    return _again(request, pk, "staff_")


class CodeForm(forms.Form):
    """The code printed at the foot of a document; typed with or without dashes, in any case."""

    code = forms.CharField(label=_("Code on the document"), max_length=40)

    def clean_code(self) -> str:
        raw = re.sub(r"[^0-9A-Z]", "", self.cleaned_data["code"].upper())
        code = "-".join(raw[i : i + 4] for i in range(0, len(raw), 4))
        if not CODE.match(code):
            raise forms.ValidationError(_("A code has 16 letters and digits, in groups of four."))
        return code


class CompareForm(forms.Form):
    file = forms.FileField(label=_("Your file"))

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MAX_COMPARED:
            raise forms.ValidationError(_("This file is larger than 20 MB; it cannot be one of our documents."))
        return self.cleaned_data["file"]


@login_not_required
@require_GET
def verify_start(request: HttpRequest) -> HttpResponse:
    """Where one types the code of a paper copy."""
    form = CodeForm(request.GET or None) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return redirect("core:verify_code", code=form.cleaned_data["code"])
    return render(request, "documents/verify_start.html", {"form": form})


def _verified(code: str) -> dict[str, Any]:
    """What the public may know of a ready document; 404 when the code is none of ours."""
    code = code.upper()
    if not CODE.match(code):
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM verify_document(%s)", [code])
        row = cursor.fetchone()
        columns = [column.name for column in cursor.description]
    if row is None:
        raise Http404
    return dict(zip(columns, row, strict=True))


def _verify_page(request: HttpRequest, code: str, form: forms.Form, compared: str = "") -> HttpResponse:
    facts = _verified(code)
    label = documents.REPORTS[facts["kind"]].label if facts["kind"] in documents.REPORTS else facts["kind"]
    same = compared == facts["sha256"] if compared else None
    return render(
        request,
        "documents/verify.html",
        {"code": code, "facts": facts, "label": label, "form": form, "compared": compared, "same": same},
    )


@login_not_required
@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Title, date, version and fingerprint of a document; with `?sha256=` whether a file is that document."""
    compared = request.GET.get("sha256", "").lower()
    return _verify_page(request, code, CompareForm(), compared if SHA256.match(compared) else "")


@login_not_required
@require_POST
def verify_compare(request: HttpRequest, code: str) -> HttpResponse:
    """The fingerprint of an uploaded file; the file itself is never kept."""
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _verify_page(request, code, form)
    digest = hashlib.sha256()
    for chunk in form.cleaned_data["file"].chunks():
        digest.update(chunk)
    target = reverse("core:verify_code", args=[code])
    return HttpResponseRedirect(f"{target}?{urlencode({'sha256': digest.hexdigest()})}")
