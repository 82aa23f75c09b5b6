"""Addresses behind a list: choosing columns, keeping a view, the kept views, changing and removing one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.screen.columns import KINDS, PLACES_IN_LIST, ListKind
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import rules
from coaching.programmes.models import SavedView
from coaching.programmes.saved import actions, queries
from coaching.programmes.saved.forms import KeepForm, ViewForm


@dataclass(frozen=True)
class KeptLine:
    """A kept view in the list of them, with its addresses."""

    view: SavedView
    url: str
    change_url: str
    drop_url: str


def _kind(request: PlaceRequest, code: str) -> ListKind:
    """A list of the place in force; 404 for one that stands elsewhere."""
    if code not in KINDS or KINDS[code].place != request.place.kind:
        raise Http404
    return KINDS[code]


def _back(request: PlaceRequest, kind: ListKind, query: str, **more: object) -> HttpResponseRedirect:
    """To the list as it was: its address is ours, of what was sent only the query is taken along."""
    asked = QueryDict(query, mutable=True)
    for name in (*PLACES_IN_LIST, queries.MARK):
        asked.pop(name, None)
    asked.update({name: str(value) for name, value in more.items()})
    asked.pop("as", None)
    return HttpResponseRedirect(queries.joined(request.place.url(kind.address), asked.urlencode()))


@requires(rules.KEEP_VIEWS)
@require_POST
def columns(request: PlaceRequest, code: str, **place: str) -> HttpResponse:
    """Which columns, and how many rows to a page."""
    kind, size = _kind(request, code), request.POST.get("per_page", "")
    attempt_or_message(
        request,
        actions.choose_columns,
        "",
        kind=kind,
        columns=request.POST.getlist("columns"),
        per_page=int(size) if size.isascii() and size.isdigit() and len(size) < 5 else 0,
        by=request.actor,
    )
    return _back(request, kind, request.POST.get("query", ""))


@requires(rules.KEEP_VIEWS)
@require_POST
def keep(request: PlaceRequest, code: str, **place: str) -> HttpResponse:
    """Keep what the list shows. A name that is taken comes back as a page with the form."""
    kind = _kind(request, code)
    form = KeepForm(request.POST, may_share=request.actor.may(rules.SHARE_VIEWS))
    if form.is_valid():
        asked = form.cleaned_data
        query = queries.kept_query(kind, QueryDict(asked["query"]))
        made = attempt(
            form,
            actions.keep_view,
            kind=kind,
            name=asked["name"],
            query=query,
            columns=asked["columns"].split(),
            shared=asked.get("shared", False),
            over=asked["over"],
            by=request.actor,
        )
        if made:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": made.result.name})
            return _back(request, kind, query, **{queries.MARK: made.result.pk})
    back = request.place.url(kind.address)
    return form_page(request, form, title=_("Keep this view"), back=back, crumb=kind.title, submit=_("Keep"))


@requires(rules.KEEP_VIEWS)
@require_safe
def kept(request: PlaceRequest, code: str, **place: str) -> HttpResponse:
    """The views that are kept of a list: the own ones, and those of the programme."""
    kind = _kind(request, code)
    back = request.place.url(kind.address)
    context = {
        "kind": kind,
        "back": back,
        "lines": [
            KeptLine(
                view,
                queries.joined(back, f"{f'{view.query}&' if view.query else ''}{queries.MARK}={view.pk}"),
                queries.address(request, "saved_view", view.pk),
                queries.address(request, "drop_view", view.pk),
            )
            for view in queries.in_sight(kind.place, kind).order_by("shared", "name", "id")
        ],
        "may_share": request.actor.may(rules.SHARE_VIEWS),
    }
    return render(request, "programmes/saved/list.html", context)


@requires(rules.KEEP_VIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PlaceRequest, pk: UUID, **place: str) -> HttpResponse:
    """Another name; shared or not."""
    view = _changeable(request, pk)
    start = {"name": view.name, "shared": view.shared}
    form = ViewForm(posted(request), may_share=request.actor.may(rules.SHARE_VIEWS), initial=start)
    if form.is_valid():
        asked = form.cleaned_data
        told = {"name": asked["name"], "shared": asked.get("shared", False)}
        if attempt(form, actions.change_view, view_id=pk, by=request.actor, **told):
            return redirect(queries.address(request, "saved_views", view.list_code))
    back = queries.address(request, "saved_views", view.list_code)
    delete = queries.address(request, "drop_view", pk)
    return form_page(request, form, title=view.name, back=back, crumb=_("Kept views"), delete_url=delete)


@requires(rules.KEEP_VIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: PlaceRequest, pk: UUID, **place: str) -> HttpResponse:
    """Remove a view, after asking."""
    view = _changeable(request, pk)
    back = queries.address(request, "saved_views", view.list_code)
    if request.method == "POST":
        attempt_or_message(request, actions.drop_view, _("The view is removed."), view_id=pk, by=request.actor)
        return redirect(queries.address(request, "saved_views", view.list_code))
    context = {"title": _("Remove “%(name)s”?") % {"name": view.name}, "submit": _("Remove"), "cancel": back}
    if view.shared:
        context["lead"] = _("Everybody who works on this programme loses it. The files stay as they are.")
    return render(request, "components/confirm_page.html", context)


def _changeable(request: PlaceRequest, pk: UUID) -> SavedView:
    """404 for what the reader may see but not change, too: a page that changes it does not exist for them."""
    view = get_or_404(queries.in_sight(request.place.kind), pk=pk)
    if view.shared and not request.actor.may(rules.SHARE_VIEWS):
        raise Http404
    return view
