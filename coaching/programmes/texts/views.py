"""The texts of a programme: the list, adding and changing with a look at how it reads, retiring."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes.models import Programme, TextTemplate
from coaching.programmes.texts import actions, adding, queries, rules
from coaching.programmes.texts.forms import TextForm
from coaching.programmes.texts.looks import looks_of


@requires(rules.KEEP_TEXTS)
@require_safe
def texts(request: PlaceRequest, programme: str) -> HttpResponse:
    """All texts by what they are for, the retired ones apart."""
    rows = list(queries.kept()[: queries.MOST])
    offered = groupby((row for row in rows if not row.is_retired), key=lambda row: row.get_kind_display())
    context = {
        "groups": [(capfirst(kind), [(text, _where(text)) for text in texts]) for kind, texts in offered],
        "retired": [row for row in rows if row.is_retired],
    }
    return render(request, "programmes/texts/list.html", context)


def _where(text: TextTemplate) -> Any:
    """The mail or letter to which it is added; "" for a text to choose."""
    place = adding.PLACES.get(text.added_to)
    return place.label if place else ""


@requires(rules.KEEP_TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_text(request: PlaceRequest, programme: str) -> HttpResponse:
    return _text(request, None)


@requires(rules.KEEP_TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_text(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    return _text(request, get_or_404(TextTemplate.objects, pk=pk))


def _text(request: PlaceRequest, text: TextTemplate | None) -> HttpResponse:
    form = TextForm(posted(request), text=text)
    looking = "look" in request.POST
    if form.is_valid() and not looking and _kept(request, form, text):
        added = form.values["added_to"]
        messages.success(
            request, _("Kept. It goes along from now on.") if added else _("Kept. From now on it can be chosen.")
        )
        return to(request, "programmes:texts")
    look = looking and form.is_valid()
    context = {
        "form": form,
        "text": text,
        "title": text.name if text else _("Add a text"),
        "placeholders": [(f"{{{name}}}", words) for name, words in rules.PLACEHOLDERS.items()],
        "looks": looks_of(form.values, Programme.objects.get(pk=request.place.id)) if look else [],
    }
    return render(request, "programmes/texts/form.html", context)


def _kept(request: PlaceRequest, form: TextForm, text: TextTemplate | None) -> bool:
    by = request.actor
    if text is None:
        return attempt(form, actions.add_text, values=form.values, by=by) is not None
    opened = form.opened_with
    done = attempt(form, actions.change_text, text_id=text.pk, values=form.values, opened_with=opened, by=by)
    return done is not None


@requires(rules.KEEP_TEXTS)
@require_POST
def retire_text(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Offer it no more, or again."""
    get_or_404(TextTemplate.objects, pk=pk)
    retired = "again" not in request.POST
    done = _("It is offered no more. What was written with it stays.") if retired else _("It can be chosen again.")
    attempt_or_message(request, actions.retire_text, done, text_id=pk, retired=retired, by=request.actor)
    return to(request, "programmes:texts")
