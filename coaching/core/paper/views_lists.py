"""Files of long lists: asking for one, how far it is, taking it along; one's own alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coaching.core.jobs import standing
from coaching.core.models import ListFile
from coaching.core.paper import list_files, rules, uploads
from coaching.core.paper.tasks_lists import make_list_file
from coaching.core.screen.pages import attempt_or_message, get_or_404, requires
from coaching.core.tenancy.context import current_actor, without_hat
from coaching.core.tenancy.requests import PersonRequest

PAGE = 50


@requires(rules.OWN_FILES)
@require_GET
def list_files_mine(request: PersonRequest) -> HttpResponse:
    """Those of the last days, the newest first."""
    rows = ListFile.objects.filter(user_id=request.actor.person_key)[:PAGE]
    return render(request, "documents/list_files.html", {"files": rows})


@requires(rules.OWN_FILES)
@require_GET
def list_file_offer(request: PersonRequest) -> HttpResponse:
    """This list is too long to be made at once: shall the worker make it?"""
    said = request.GET.get("list", "")
    wanted = list_files.wanted(said)
    context = {"wanted": wanted, "said": said}
    return render(request, "documents/list_file_offer.html", context)


@requires(rules.OWN_FILES)
@require_POST
def list_file_ask(request: PersonRequest) -> HttpResponse:
    """Yes."""
    wanted = list_files.wanted(request.POST.get("list", ""))
    done = attempt_or_message(
        request,
        list_files.ask,
        _("The file is being made."),
        address=wanted.address,
        name=wanted.name,
        by=request.actor,
    )
    return redirect("core:list_file", done.result.pk) if done else redirect("core:list_files")


@requires(rules.OWN_FILES)
@require_GET
def list_file(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Being made, ready or failed; a part of it is fetched again every two seconds."""
    row = get_or_404(ListFile.objects.all(), pk=pk)
    work = None if row.is_ready else standing.standing_of(make_list_file, row.pk)
    context: dict[str, Any] = {
        "row": row,
        "work": work,
        "done": standing.shown(list_files.progress_key(row.pk), 0) if row.is_waiting else 0,
        "list_page": list_files.Wanted(row.address, row.name).list_page,
    }
    return render(request, "documents/_list_file.html" if bool(request.htmx) else "documents/list_file.html", context)


@requires(rules.OWN_FILES)
@require_GET
def list_file_download(request: PersonRequest, pk: UUID) -> HttpResponseBase:
    """The file, as long as its person may open the list itself, in the role in which it was made."""
    row = get_or_404(ListFile.objects.all(), pk=pk)
    if not row.is_ready:
        return HttpResponseRedirect(f"/me/files/{pk}/")
    try:
        with without_hat(), list_files.opened(row.address, request.user):
            if not list_files.is_theirs_still(row, current_actor()):
                raise PermissionDenied("another role than the file was made under")
    except PermissionDenied as shut:
        raise Http404 from shut
    ending = str(row.file.name).rpartition(".")[2]
    name = f"{slugify(row.name) or 'list'}-{row.asked_at:%Y-%m-%d}.{ending}"
    answer = uploads.streamed(row.file, name) if ending == "zip" else uploads.download(row.file, name)
    answer.headers["Content-Type"] = list_files.FORMATS.get(ending, "application/octet-stream")
    return answer
