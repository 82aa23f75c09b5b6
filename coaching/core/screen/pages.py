"""What views share: the gate, running an action under a form, and finding a record that is ours to see."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import attempts, proof, seen
from coaching.core.ground.refusals import AlreadyDone, Refused
from coaching.core.ground.roles import PERMISSIONS, Actor
from coaching.core.ground.workflow import living
from coaching.core.screen import narrowing
from coaching.core.screen.fields import ReadingModelForm
from coaching.core.tenancy.models import VersionConflict
from coaching.core.tenancy.requests import PlaceRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

R = TypeVar("R", bound=HttpRequest)
P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=Model)
View = Callable[Concatenate[R, P], HttpResponseBase]
PERMITS = "permission"  # on the view, for the consistency suite: what its gate asks; "" when the place is the gate
CONFLICT = _(
    "Somebody else has changed this since you opened it. What you typed is still here. "
    "Compare it with the page as it is now, then save again."
)


def requires(permission: str) -> Callable[[View[R, P]], View[R, P]]:
    """Gate of a page: 403 when none of the person's roles here holds the permission. (Foreign places are 404.)

    What waits until the mandate is proved leads to where it is proved.
    """

    def decorate(view: View[R, P]) -> View[R, P]:
        @wraps(view)
        def gated(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if permission not in PERMISSIONS:
                raise LookupError(permission)
            actor: Actor | None = getattr(request, "actor", None)
            actor = narrowing.follow(request, actor, kwargs) if actor else None
            if actor is None or not actor.may(permission):
                raise PermissionDenied(permission)
            if proof.waits(permission, actor):
                messages.info(request, proof.FIRST_PROVE)
                return redirect(cast(PlaceRequest, request).place.url(proof.PAGE))
            return view(request, *args, **kwargs)

        setattr(gated, PERMITS, permission)
        return gated

    return decorate


def open_to_place(view: View[R, P]) -> View[R, P]:
    """Marks a page that every role of its place may open; the place itself is the gate."""
    setattr(view, PERMITS, "")
    return view


def to(request: PlaceRequest, name: str, *args: Any, **query: Any) -> HttpResponseRedirect:
    """Go on to another page ("app:name") of the same place."""
    return HttpResponseRedirect(request.place.url(name, *args, **query))


def below(path: str, key: object) -> str:
    """The address of one row of the list at `path`: reversing each anew costs a long list more than its query."""
    start, mark, query = path.partition("?")
    return f"{start}{key}/{mark}{query}"


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. `request.POST or None` would take an empty post for a first visit and show no errors."""
    return request.POST if request.method == "POST" else None


def get_or_404(rows: Manager[M] | QuerySet[M], **lookup: Any) -> M:
    """The row, or 404: also for ids that are no ids and for rows of somebody else. The page's forms name its state."""
    try:
        row = rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError, ValidationError) as error:
        raise Http404 from error
    if type(row) in living():
        seen.looked_at(row)
    return row


def form_page(
    request: HttpRequest, form: BaseForm, *, title: StrOrPromise, back: str, submit: StrOrPromise = "", **context: Any
) -> HttpResponse:
    """A page with one form and nothing else. back: the address of where one came from, also behind “Cancel”.

    context: lead and note (in the head), crumb (what the way back is called), quote (words that are answered), conflict
    (how it is stored now), impossible (why there is no form) with impossible_title and ways (label and address of each
    page where that is mended), another (a second button: save and add another), delete_url, kind ("danger").
    """
    shown = {"form": form, "title": title, "back": back, "submit": submit, **context}
    return render(request, "components/form_page.html", shown)


@dataclass(frozen=True)
class Done(Generic[T]):
    """An action was done: what it gave back, be that nothing at all."""

    result: T


def attempt(form: BaseForm, action: Callable[P, T], *args: P.args, **arguments: P.kwargs) -> Done[T] | None:
    """Run an action for a valid form. A refusal becomes an error of the form (nothing typed is lost): None then.

    The same form sent twice by the same person gets what it got the first time, so that the page goes on likewise.
    """
    try:
        return Done(attempts.run(action, *args, **arguments))
    except AlreadyDone as done:
        if done.own:
            return Done(done.result)
        form.add_error(None, done.message)
    except Refused as refusal:
        form.add_error(None, refusal.message)
    except VersionConflict:
        if stored := _stands_already(form):
            return Done(stored)
        resend(form)
        form.add_error(None, CONFLICT)
    return None


def carry_on(form: BaseForm, row: QuerySet[M]) -> bool:
    """After a conflict was shown, saving again is a decision: the form then carries the version as it is now.

    row: the record, asked anew only when there is a conflict. Whether there was one.
    """
    if CONFLICT not in form.non_field_errors():
        return False
    resend(form, version=str(row.values_list("version", flat=True).first() or 1))
    return True


def resend(form: BaseForm, **changed: str) -> None:
    """The form holds what was sent, changed so; what the browser sent itself cannot be written to."""
    sent = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    sent.update(changed)
    form.data = sent


def _stands_already(form: BaseForm) -> Any:
    """The record, when all that the form says is what is stored: the same save, sent twice. Else None."""
    if not isinstance(form, VersionedModelForm):
        return None
    stored = type(form.instance)._default_manager.filter(pk=form.instance.pk).first()
    columns = [name for name in form._meta.fields or () if name in form.cleaned_data]
    same = stored and columns and all(_is_kept(form.cleaned_data[name], getattr(stored, name)) for name in columns)
    return stored if same and not form.says_more_than(stored, columns) else None


def _is_kept(said: Any, kept: Any) -> bool:
    """Whether a column, or what a record is tied to, is what the form says."""
    if hasattr(kept, "all"):
        return {row.pk for row in said} == {row.pk for row in kept.all()}
    return bool(said == kept)


def attempt_or_message(
    request: HttpRequest, action: Callable[P, T], done: StrOrPromise = "", /, *args: P.args, **arguments: P.kwargs
) -> Done[T] | None:
    """Run an action behind a plain button: a refusal becomes a message on the next page. done: what is said after it; "".

    What has been done already, by whoever, leads to where it led them.
    """
    try:
        result = attempts.run(action, *args, **arguments)
    except AlreadyDone as already:
        messages.info(request, already.message)
        return Done(already.result)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return None
    except VersionConflict:
        messages.error(request, CONFLICT)
        return None
    if done:
        messages.success(request, done)
    return Done(result)


class VersionedModelForm(ReadingModelForm):
    """Carries the version it was opened with, so that a silent overwrite is noticed (`claim_version`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    _made_of: tuple[tuple[Any, ...], dict[str, Any]]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Keeps what it is made of, whatever a subclass takes for itself: see `says_more_than`."""
        made = super().__new__(cls)
        made._made_of = args, kwargs
        return made

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data["version"])

    def says_more_than(self, stored: Model, columns: Collection[str]) -> bool:
        """Whether a field beside these columns says otherwise than what is stored: such a save is not the same one.

        The form is made anew about the record as it is stored: a field shows there what it would be opened with now. What
        reads alike is the same, however it is written: “14, −7” where “-7, 14” is kept.
        """
        args, given = self._made_of
        known = {**given, **self.made_again_of(stored)}
        again = type(self)(*args, **known)
        beside = [again[name] for name in again.changed_data if name not in {*columns, "version"}]
        opened = {one.name: (one.html_name, one.field.prepare_value(one.initial)) for one in beside}
        differing = {name: value for name, value in opened.items() if value[1] != again[name].data}
        if not differing:
            return False
        sent: Any = again.data.copy()  # type: ignore[attr-defined]  # of a request
        for html_name, value in differing.values():
            many = isinstance(value, list | tuple) and isinstance(sent, QueryDict)
            sent.setlist(html_name, list(value)) if many else sent.update({html_name: value})
        unread = type(self)(sent, *args[1:], **{name: value for name, value in known.items() if name != "data"})
        unread.is_valid()
        return any(
            name not in unread.cleaned_data or unread.cleaned_data[name] != self.cleaned_data.get(name)
            for name in differing
        )

    def made_again_of(self, stored: Any) -> dict[str, Any]:
        """What the form is made of when it is opened about the record as it is stored; whatever a subclass takes besides."""
        return {"instance": stored}
