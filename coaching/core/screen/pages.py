"""What views share: the gate, running an action under a form, and finding a record that is ours to see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import attempts, seen
from coaching.core.ground.refusals import AlreadyDone, Refused
from coaching.core.ground.roles import PERMISSIONS
from coaching.core.ground.workflow import living
from coaching.core.screen.fields import ReadingModelForm
from coaching.core.tenancy.models import VersionConflict

View = Callable[..., HttpResponse]
CONFLICT = _(
    "Somebody else has changed this since you opened it. What you typed is still here. "
    "Compare it with the page as it is now, then save again."
)


def requires(permission: str) -> Callable[[View], View]:
    """Gate of a page: 403 when none of the person's roles here holds the permission. (Foreign places are 404.)"""

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission not in PERMISSIONS:
                raise LookupError(permission)
            actor = request.actor  # type: ignore[attr-defined]
            if actor is None or not actor.may(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        gated.permission = permission  # type: ignore[attr-defined]  # the consistency suite reads it
        return gated

    return decorate


def open_to_place(view: View) -> View:
    """Marks a page that every role of its place may open; the place itself is the gate."""
    view.permission = ""  # type: ignore[attr-defined]
    return view


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. `request.POST or None` would take an empty post for a first visit and show no errors."""
    return request.POST if request.method == "POST" else None


def get_or_404(queryset: QuerySet[Any], **lookup: Any) -> Any:
    """The row, or 404: also for ids that are no ids and for rows of somebody else. The page's forms name its state."""
    try:
        row = queryset.get(**lookup)
    except (queryset.model.DoesNotExist, ValueError, ValidationError) as error:
        raise Http404 from error
    if type(row) in living():
        seen.looked_at(row)
    return row


def attempt(form: forms.BaseForm, action: Callable[..., Any], **arguments: Any) -> Any:
    """Run an action for a valid form. A refusal becomes an error of the form (nothing typed is lost): None then.

    The same form sent twice by the same person gets what it got the first time, so that the page goes on likewise.
    """
    try:
        return attempts.run(action, **arguments) or True
    except AlreadyDone as done:
        if done.own:
            return done.result or True
        form.add_error(None, done.message)
    except Refused as refusal:
        form.add_error(None, refusal.message)
    except VersionConflict:
        if stored := _stands_already(form):
            return stored
        form.data = form.data.copy()
        form.add_error(None, CONFLICT)
    return None


def _stands_already(form: forms.BaseForm) -> Any:
    """The record, when all that the form says is what is stored: the same save, sent twice. Else None."""
    if not isinstance(form, VersionedModelForm):
        return None
    stored = type(form.instance)._default_manager.filter(pk=form.instance.pk).first()
    columns = [name for name in form._meta.fields or () if name in form.cleaned_data]
    same = stored and columns and all(_is_kept(form.cleaned_data[name], getattr(stored, name)) for name in columns)
    return stored if same else None


def _is_kept(said: Any, kept: Any) -> bool:
    """Whether a column, or what a record is tied to, is what the form says."""
    if hasattr(kept, "all"):
        return {row.pk for row in said} == {row.pk for row in kept.all()}
    return bool(said == kept)


def attempt_or_message(request: HttpRequest, action: Callable[..., Any], done: Any = "", **arguments: Any) -> Any:
    """Run an action behind a plain button: a refusal becomes a message on the next page.

    What has been done already, by whoever, leads to where it led them.
    """
    try:
        result = attempts.run(action, **arguments) or True
    except AlreadyDone as already:
        messages.info(request, already.message)
        return already.result or True
    except Refused as refusal:
        messages.error(request, refusal.message)
        return None
    except VersionConflict:
        messages.error(request, CONFLICT)
        return None
    if done:
        messages.success(request, done)
    return result


class VersionedModelForm(ReadingModelForm):
    """Carries the version it was opened with, so that a silent overwrite is noticed (`claim_version`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data["version"])
