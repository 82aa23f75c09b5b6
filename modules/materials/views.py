"""Downloading what goes with a module, and adding to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.paper import uploads
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from modules import rules
from modules.editing.forms import FileForm, PosterForm
from modules.materials import actions, guides
from modules.materials.tasks import MADE_HERE
from modules.models import MaterialKind, ModuleMaterial, ModuleVersion
from modules.queries import ever_offered


@login_not_required
@require_safe
def material(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The poster or the file, as a download; 404 while it is still being made."""
    return _download(pk, module__slug=slug)


@login_not_required
@require_safe
def guide(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A guide to read on the screen: the same words as in its file."""
    module = get_or_404(ever_offered(), slug=slug)
    found = get_or_404(ModuleMaterial.objects.filter(kind=MaterialKind.GUIDE), pk=pk, module=module)
    context = {"module": module, "material": found, "blocks": guides.blocks(found.body), "lead": found.body["lead"]}
    return render(request, "modules/materials/guide.html", context)


@requires(rules.EDIT)
@require_safe
def kept_material(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    """The same for who keeps the catalogue: also of a module that nobody else sees yet."""
    return _download(material, module_id=pk)


def _download(pk: UUID, **of: Any) -> HttpResponse:
    found = get_or_404(ModuleMaterial.objects.exclude(file=""), pk=pk, **of)
    return uploads.download(found.file, found.file_name)


def _draft(pk: UUID) -> ModuleVersion:
    return get_or_404(ModuleVersion.objects.select_related("module"), pk=pk)


def _form_page(request: PlaceRequest, draft: ModuleVersion, form: Any, title: str) -> HttpResponse:
    context = {"draft": draft, "module": draft.module, "form": form, "title": title}
    return render(request, "modules/materials/form.html", context)


def _home(request: PlaceRequest, version_id: UUID) -> HttpResponse:
    """The draft, where its materials are listed."""
    return redirect(request.place.url("modules:version", version_id) + "#materials")


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_poster(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A poster of our own make, in a draft."""
    draft = _draft(pk)
    form = PosterForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, actions.add_poster, version_id=pk, values=form.cleaned_data, by=by):
        messages.success(request, _("The poster is being made. In a minute it can be downloaded."))
        return _home(request, pk)
    return _form_page(request, draft, form, _("Add a poster"))


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A file that was made elsewhere, in a draft."""
    draft = _draft(pk)
    form = FileForm(posted(request), request.FILES or None)
    by = request.actor
    if form.is_valid():
        found = dict(form.cleaned_data)
        if attempt(form, actions.add_file, version_id=pk, upload=found.pop("file"), by=by, **found):
            return _home(request, pk)
    return _form_page(request, draft, form, _("Add a file"))


@requires(rules.EDIT)
@require_POST
def remove(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    _draft(pk)
    done = _("Taken out of the draft.")
    attempt_or_message(request, actions.remove_material, done, version_id=pk, material_id=material, by=request.actor)
    return _home(request, pk)


@requires(rules.EDIT)
@require_POST
def move(request: PlaceRequest, programme: str, pk: UUID, material: UUID, way: str) -> HttpResponse:
    """One place up or down in the draft."""
    if way not in {"up", "down"}:
        raise Http404
    _draft(pk)
    attempt_or_message(
        request,
        actions.move_material,
        "",
        version_id=pk,
        material_id=material,
        down=way == "down",
        by=request.actor,
    )
    return _home(request, pk)


@requires(rules.EDIT)
@require_POST
def make_again(request: PlaceRequest, programme: str, pk: UUID, material: UUID) -> HttpResponse:
    """Try a poster or a guide that could not be made once more."""
    by = request.actor
    own = ModuleMaterial.objects.filter(module__keeper_id=by.programme_id, kind__in=MADE_HERE)
    get_or_404(own, pk=material, module_id=pk)
    done = _("The poster is being made. In a minute it can be downloaded.")
    attempt_or_message(request, actions.make_again, done, material_id=material, programme_id=by.programme_key, by=by)
    return to(request, "modules:keep", pk)
