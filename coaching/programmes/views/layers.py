"""The layers of a programme: what is in use, a draft to change, a preview, and putting it in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import actions, layers, rules
from coaching.programmes.answers import AnswersForm
from coaching.programmes.enums import LayerState
from coaching.programmes.layer_forms import INDICATOR_LABELS, ITEM_FORMS, KIND_LABELS, BasicsForm
from coaching.programmes.layers import Definition
from coaching.programmes.models import LayerVersion
from coaching.programmes.steps import BY_SLUG

PART_LABELS = {
    "questions": (gettext_lazy("Questions"), gettext_lazy("Add a question")),
    "criteria": (gettext_lazy("Criteria and their weights"), gettext_lazy("Add a criterion")),
    "indicators": (gettext_lazy("Indicators"), gettext_lazy("Add an indicator")),
    "commitments": (gettext_lazy("What the company promises"), gettext_lazy("Add a promise")),
}
KIND_WORDS = dict(KIND_LABELS) | dict(INDICATOR_LABELS)


def _version(pk: UUID) -> LayerVersion:
    return get_or_404(LayerVersion.objects, pk=pk)


def _draft(pk: UUID) -> LayerVersion:
    layer = _version(pk)
    if layer.state != LayerState.DRAFT:
        raise Http404
    return layer


@requires(rules.EDIT_LAYERS)
@require_safe
def layers_list(request: PlaceRequest, programme: str) -> HttpResponse:
    """Each layer with the version in use, its draft and its earlier versions."""
    rows: dict[int, dict[str, Any]] = {}
    for version in LayerVersion.objects.order_by("number", "-edition"):
        row = rows.setdefault(version.number, {"number": version.number, "earlier": []})
        if version.state == LayerState.REPLACED:
            row["earlier"].append(version)
        else:
            row[version.state] = version
    following = max([5, *rows]) + 1
    return render(
        request, "programmes/layers/list.html", {"rows": [rows[n] for n in sorted(rows)], "following": following}
    )


@requires(rules.EDIT_LAYERS)
@require_POST
def draft(request: PlaceRequest, programme: str, number: int) -> HttpResponse:
    """Begin changing a layer, or go on with the draft there is."""
    if not 1 <= number <= 99:
        raise Http404
    by = request.actor
    made = attempt_or_message(request, actions.draft_layer, programme_id=by.programme_key, number=number, by=by)
    return to(request, "programmes:layer", made.result.pk) if made else to(request, "programmes:layers")


@requires(rules.EDIT_LAYERS)
@require_safe
def layer(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """A version, whole; a draft with its change links and what stands in the way of using it."""
    found = _version(pk)
    definition = found.parts
    is_draft = found.state == LayerState.DRAFT
    context = {
        "layer": found,
        "is_draft": is_draft,
        "faults": actions.layers.faults_of(found) if is_draft else [],
        "unscored": found.state == LayerState.PUBLISHED and found.needs_approval and not definition.can_be_scored,
        "pages": [BY_SLUG[slug].heading for slug in definition.steps if slug in BY_SLUG],
        "parts": [_part(found, definition, part, programme) for part in layers.PARTS],
        "total": sum(criterion.weight for criterion in definition.criteria),
    }
    return render(request, "programmes/layers/layer.html", context)


def _part(found: LayerVersion, definition: Definition, part: str, programme: str) -> dict[str, Any]:
    heading, add = PART_LABELS[part]
    rows = [
        {
            "item": item,
            "kind": KIND_WORDS.get(getattr(item, "kind", ""), ""),
            "optional": part == "questions" and not item.required,
            "url": reverse("programmes:layer_item", args=[programme, found.pk, part, item.code]),
        }
        for item in layers.items(definition, part)
    ]
    new = reverse("programmes:layer_item", args=[programme, found.pk, part, "new"])
    return {"slug": part, "heading": heading, "add": add, "rows": rows, "new": new}


@requires(rules.EDIT_LAYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def basics(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Name, summary, approval and built-in pages of a draft."""
    found = _draft(pk)
    form = BasicsForm(posted(request), layer=found)
    if form.is_valid():
        definition = found.definition | {"steps": form.cleaned_data["steps"]}
        values = {
            "name": form.read("name"),
            "summary": form.read("summary"),
            "needs_approval": form.cleaned_data["needs_approval"],
            "definition": definition,
        }
        if _saved(request, form, found, values):
            return to(request, "programmes:layer", pk)
    title = _("Name and pages")
    return render(request, "programmes/layers/form.html", {"layer": found, "form": form, "title": title})


@requires(rules.EDIT_LAYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: PlaceRequest, programme: str, pk: UUID, part: str, code: str) -> HttpResponse:
    """Add or change one question, criterion, indicator or promise of a draft."""
    found = _draft(pk)
    if part not in ITEM_FORMS:
        raise Http404
    definition = found.parts
    known = {row.code: row for row in layers.items(definition, part)}
    if code != "new" and code not in known:
        raise Http404
    sent = posted(request)
    form = ITEM_FORMS[part](sent, item=known.get(code), version=found.version)
    if form.is_valid():
        changed = layers.with_item(definition, part, form.made(known))
        if _saved(request, form, found, {"definition": changed.as_json()}):
            return to(request, "programmes:layer", pk)
    heading, add = PART_LABELS[part]
    context = {"layer": found, "form": form, "title": add if code == "new" else heading, "part": part, "code": code}
    return render(request, "programmes/layers/form.html", context)


def _saved(request: PlaceRequest, form: Any, found: LayerVersion, values: dict[str, Any]) -> bool:
    return bool(
        attempt(
            form,
            actions.save_layer,
            layer_id=found.pk,
            values=values,
            opened_with=form.opened_with,
            by=request.actor,
        )
    )


@requires(rules.EDIT_LAYERS)
@require_POST
def remove_item(request: PlaceRequest, programme: str, pk: UUID, part: str, code: str) -> HttpResponse:
    return _rearrange(request, programme, pk, part, lambda d: layers.without_item(d, part, code))


@requires(rules.EDIT_LAYERS)
@require_POST
def move_item(request: PlaceRequest, programme: str, pk: UUID, part: str, code: str) -> HttpResponse:
    return _rearrange(request, programme, pk, part, lambda d: layers.moved_up(d, part, code))


def _rearrange(
    request: PlaceRequest, programme: str, pk: UUID, part: str, change: Callable[[Definition], Definition]
) -> HttpResponse:
    """A second click finds nothing left to do, and does nothing."""
    found = _draft(pk)
    if part not in layers.PARTS:
        raise Http404
    values = {"definition": change(found.parts).as_json()}
    attempt_or_message(
        request,
        actions.save_layer,
        layer_id=pk,
        values=values,
        opened_with=found.version,
        by=request.actor,
    )
    return to(request, "programmes:layer", pk)


@requires(rules.EDIT_LAYERS)
@require_safe
def preview(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """The layer's own questions as a company will see them; nothing can be sent from here."""
    found = _version(pk)
    context = {
        "layer": found,
        "form": AnswersForm(found.parts),
        "pages": [BY_SLUG[slug].title for slug in found.parts.steps if slug in BY_SLUG],
    }
    return render(request, "programmes/layers/preview.html", context)


@requires(rules.EDIT_LAYERS)
@require_POST
def publish(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Put a draft in use; files that were begun with an earlier version keep that one."""
    attempt_or_message(
        request,
        actions.publish_layer,
        _("The layer is in use. Files that were begun before keep their questions."),
        layer_id=_version(pk).pk,
        by=request.actor,
    )
    return to(request, "programmes:layer", pk)


@requires(rules.EDIT_LAYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = _version(pk)
    if request.method == "POST":
        attempt_or_message(
            request,
            actions.discard_layer,
            _("The draft has been thrown away."),
            layer_id=found.pk,
            by=request.actor,
        )
        return to(request, "programmes:layers")
    context = {
        "title": _("Throw the draft away"),
        "lead": str(found) or _("Layer %s") % found.number,
        "consequences": [_("The version in use stays as it is.")],
        "submit": _("Throw away"),
        "cancel": request.place.url("programmes:layer", found.pk),
    }
    return render(request, "components/confirm_page.html", context)
