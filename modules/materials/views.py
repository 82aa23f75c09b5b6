"""Downloading what goes with a module, and adding to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.paper import uploads
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from modules import rules
from modules.editing.forms import FileForm, PosterForm
from modules.materials import actions
from modules.models import MaterialKind, Module, ModuleMaterial


@login_not_required
@require_safe
def material(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The poster or the file, as a download; 404 while it is still being made."""
    return _download(pk, module__slug=slug)


@requires(rules.EDIT)
@require_safe
def kept_material(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    """The same for who keeps the catalogue: also of a module that nobody else sees yet."""
    return _download(material, module_id=pk)


def _download(pk: UUID, **of: Any) -> HttpResponse:
    found = get_or_404(ModuleMaterial.objects.exclude(file=""), pk=pk, **of)
    return uploads.download(found.file, found.file_name)


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_poster(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A poster of our own make."""
    module = get_or_404(Module.objects, pk=pk)
    form = PosterForm(posted(request))
    by = request.actor
    if form.is_valid():
        values = form.cleaned_data
        if attempt(form, actions.add_poster, module_id=pk, programme_id=by.programme_key, values=values, by=by):
            messages.success(request, _("The poster is being made. In a minute it can be downloaded."))
            return to(request, "modules:keep", pk)
    return render(request, "modules/materials/form.html", {"module": module, "form": form, "title": _("Add a poster")})


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A file that was made elsewhere."""
    module = get_or_404(Module.objects, pk=pk)
    form = FileForm(posted(request), request.FILES or None)
    by = request.actor
    if form.is_valid():
        found = form.cleaned_data
        made = attempt(
            form,
            actions.add_file,
            module_id=pk,
            programme_id=by.programme_key,
            title=found["title"],
            language=found["language"],
            upload=found["file"],
            by=by,
        )
        if made:
            return to(request, "modules:keep", pk)
    return render(request, "modules/materials/form.html", {"module": module, "form": form, "title": _("Add a file")})


@requires(rules.EDIT)
@require_POST
def remove(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    by = request.actor
    get_or_404(Module.objects.filter(keeper_id=by.programme_id), pk=pk)
    attempt_or_message(
        request, actions.remove_material, _("Removed."), material_id=material, programme_id=by.programme_key, by=by
    )
    return to(request, "modules:keep", pk)


@requires(rules.EDIT)
@require_POST
def make_again(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    """Try a poster that could not be made once more."""
    by = request.actor
    own = ModuleMaterial.objects.filter(module__keeper_id=by.programme_id, kind=MaterialKind.POSTER)
    get_or_404(own, pk=material, module_id=pk)
    done = _("The poster is being made. In a minute it can be downloaded.")
    attempt_or_message(request, actions.make_again, done, material_id=material, programme_id=by.programme_key, by=by)
    return to(request, "modules:keep", pk)
