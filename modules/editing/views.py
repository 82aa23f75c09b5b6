"""The catalogue at the desk of a programme: modules, the versions of their text, review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground.choices import Language
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from modules import rules
from modules.editing import actions, content, queries
from modules.editing.enums import MODULE, VERSION, VersionState
from modules.editing.forms import PARTS, BeginForm, CatalogueFilterForm, ReasonForm, RetireForm
from modules.exports import CATALOGUE
from modules.materials.queries import shelves, titles_of
from modules.models import Module, ModuleVersion
from modules.views import described
from modules.wishes.queries import people, waiting


def _module(pk: UUID) -> Module:
    return get_or_404(Module.objects.select_related("keeper"), pk=pk)


def _version(pk: UUID) -> ModuleVersion:
    return get_or_404(ModuleVersion.objects.select_related("module"), pk=pk)


@requires(rules.EDIT)
@require_safe
def catalogue(request: PlaceRequest, programme: str) -> HttpResponse:
    """Every module with its status; what is being changed is marked."""
    form = CatalogueFilterForm(request.GET)
    found = queries.catalogue(**form.filters)
    if taken := exports.file(request, _("Catalogue"), CATALOGUE, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    context = {"form": form, "page": page, "filtered": any(form.filters.values())}
    return render(request, "modules/editing/catalogue.html", context)


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PlaceRequest, programme: str) -> HttpResponse:
    """A new module."""
    form = BeginForm(posted(request))
    if form.is_valid():
        by = request.actor
        made = attempt(form, actions.begin_module, programme_id=by.programme_key, by=by, **form.cleaned_data)
        if made:
            return to(request, "modules:version", made.result.pk)
    return render(request, "modules/editing/begin.html", {"form": form})


@requires(rules.EDIT)
@require_safe
def keep(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """One module: its status, the text in use and its draft, what can be downloaded, earlier texts."""
    found = _module(pk)
    actor = request.actor
    versions = list(ModuleVersion.objects.filter(module=found).defer("content", "note"))
    ours = found.keeper_id in (None, actor.programme_id)
    context = {
        "module": found,
        "ours": ours,
        "shelves": shelves(found.materials),
        "wishes": people(number) if (number := waiting([pk]).get(pk)) else "",
        **described(found),
        "draft": next((version for version in versions if version.state in actions.OPEN), None),
        "used": next((version for version in versions if version.state == VersionState.PUBLISHED), None),
        "earlier": [version for version in versions if version.state == VersionState.REPLACED],
        "may_retire": ours and MODULE.allows("retire", found.state, actor),
        "may_bring_back": ours and MODULE.allows("bring_back", found.state, actor),
    }
    return render(request, "modules/editing/module.html", context)


@requires(rules.EDIT)
@require_POST
def draft(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Begin changing a module, or go on with the draft there is."""
    by = request.actor
    made = attempt_or_message(
        request, actions.draft_version, module_id=_module(pk).pk, programme_id=by.programme_key, by=by
    )
    return to(request, "modules:version", made.result.pk) if made else to(request, "modules:keep", pk)


@requires(rules.EDIT)
@require_safe
def version(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A text as a company reads it, in each language; what is wanting; what changed; the next step."""
    found = _version(pk)
    language = request.GET.get("text", translation.get_language() or "nl")
    language = language if language in Language.values else "nl"
    used = queries.in_use(found.module_id)
    is_open = found.state in actions.OPEN
    with translation.override(language):
        said = content.put(Module(slug=found.module.slug), found.content)
        body = render_to_string("modules/_module.html", {"module": said, "level": 4, **described(said)}, request)
        title, objective = said.text("title"), said.text("objective")
    actor = request.actor
    context = {
        "version": found,
        "module": found.module,
        "language": language,
        "languages": _tabs(language),
        "body": body,
        "title": title or str(found),
        "objective": objective,
        "is_draft": found.state == VersionState.DRAFT,
        "faults": content.faults(found.content) if found.state == VersionState.DRAFT else [],
        "changes": content.changes(used.content, found.content, titles_of) if used and is_open else None,
        "shelves": shelves(content.materials_of(found.content)),
        "ours": True,
        "parts": [(slug, label) for slug, (label, _form) in PARTS.items()],
        "may_publish": VERSION.allows("publish", found.state, actor),
    }
    return render(request, "modules/editing/version.html", context)


def _tabs(current: str) -> list[dict[str, Any]]:
    rows = Language.choices
    return [{"label": label, "url": f"?text={code}#text", "current": code == current} for code, label in rows]


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: PlaceRequest, programme: str, pk: UUID, part: str) -> HttpResponse:
    """Change a part of a draft."""
    found = _version(pk)
    if part not in PARTS or found.state != VersionState.DRAFT:
        raise Http404
    title, form_class = PARTS[part]
    form = form_class(posted(request), content=found.content, version=found.version)
    if form.is_valid():
        made = attempt(
            form,
            actions.save_version,
            version_id=pk,
            values=form.values,
            opened_with=form.opened_with,
            by=request.actor,
        )
        if made:
            return to(request, "modules:version", pk)
    context = {"version": found, "form": form, "title": title, "wide": part != "facts"}
    return render(request, "modules/editing/part.html", context)


@requires(rules.EDIT)
@require_POST
def ask_review(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Put a draft before a second administrator."""
    return _step(
        request, programme, pk, actions.ask_review, _("Sent for review. The other administrators have been told.")
    )


@requires(rules.EDIT)
@require_POST
def publish(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Put a reviewed text in use."""
    return _step(request, programme, pk, actions.publish_version, _("In use. Companies read this text from now on."))


def _step(request: PlaceRequest, programme: str, pk: UUID, action: Any, done: str) -> HttpResponse:
    attempt_or_message(request, action, done, version_id=_version(pk).pk, by=request.actor)
    return to(request, "modules:version", pk)


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Back to the writer, saying what should be better."""
    found = _version(pk)
    form = ReasonForm(posted(request))
    by = request.actor
    posted_well = form.is_valid()
    if posted_well and attempt(form, actions.send_back, version_id=pk, reason=form.cleaned_data["reason"], by=by):
        return to(request, "modules:version", pk)
    context = {
        "title": _("Send the text back"),
        "lead": str(found),
        "form": form,
        "submit": _("Send back"),
        "consequences": [_("The writer gets a mail with what you say. The text in use stays as it is.")],
        "cancel": request.place.url("modules:version", pk),
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = _version(pk)
    never_used = found.module.state == "draft"
    if request.method == "POST":
        by = request.actor
        gone = attempt_or_message(
            request, actions.discard_version, _("The draft has been thrown away."), version_id=pk, by=by
        )
        if gone and never_used:
            return to(request, "modules:catalogue")
        return to(request, "modules:keep", found.module_id)
    stays = _("The module was never in use and goes with it.") if never_used else _("The text in use stays as it is.")
    context = {
        "title": _("Throw the draft away"),
        "lead": str(found),
        "consequences": [stays],
        "submit": _("Throw away"),
        "cancel": request.place.url("modules:version", pk),
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Take a module out of the offer, after asking."""
    found = _module(pk)
    form = RetireForm(posted(request))
    by = request.actor
    posted_well = form.is_valid()
    if posted_well and attempt(
        form, actions.retire, module_id=pk, programme_id=by.programme_key, reason=form.cleaned_data["reason"], by=by
    ):
        return to(request, "modules:keep", pk)
    context = {
        "title": _("Take it out of the offer"),
        "lead": str(found),
        "form": form,
        "submit": _("Take it out"),
        "consequences": [
            _("Nobody can take it up any more. An old link says that it is no longer offered."),
            _("Companies that took it up keep it, with what can be downloaded."),
            _("Gatherings that are planned go on. Cancel them one by one if they should not."),
        ],
        "cancel": request.place.url("modules:keep", pk),
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.EDIT)
@require_POST
def bring_back(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Put a module in the offer again."""
    by = request.actor
    attempt_or_message(
        request,
        actions.bring_back,
        _("It is in the offer again."),
        module_id=_module(pk).pk,
        programme_id=by.programme_key,
        by=by,
    )
    return to(request, "modules:keep", pk)
