"""A reader chooses columns and keeps views of a list; what is shared is kept by a programme's administrators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.screen.columns import PAGE_SIZES, ListKind
from coaching.core.tenancy.models import lock, take_turns
from coaching.programmes import rules
from coaching.programmes.models import SavedView

MOST_VIEWS = 40  # of one list and one reader, and as many that are shared: more are no choice any more
LONGEST_QUERY = 2000


@transaction.atomic
def choose_columns(*, kind: ListKind, columns: Iterable[str], per_page: int, by: Actor) -> SavedView:
    """Remember for this person which columns of the list are shown, and how many rows to a page."""
    by.check(rules.KEEP_VIEWS)
    chosen = [column.key for column in kind.chosen(columns)[1:]]
    size = per_page if per_page in PAGE_SIZES else None
    row, _made = SavedView.objects.update_or_create(
        **_keys(kind, by),
        owner_id=by.person_key,
        list_code=kind.code,
        name="",
        shared=False,
        defaults={"columns": chosen, "per_page": size},
    )
    return row


@transaction.atomic
def keep_view(
    *, kind: ListKind, name: str, query: str, columns: Iterable[str], shared: bool, over: UUID | None = None, by: Actor
) -> SavedView:
    """Keep what the list shows under a name; `over`: in place of a view that there is, whose name and sharing stay.

    Refused for a name that is taken, for too many, and for sharing by who may not.
    """
    if over is not None:
        view = _mine_to_change(over, by)
    else:
        _check(shared, by)
        told = {"list_code": kind.code, "name": name.strip(), "shared": shared}
        view = SavedView(**_keys(kind, by), owner_id=by.person_key, **told)
        take_turns("saved view", view.programme_id or view.company_id, by.user_id)
        if sent := _same(view, query):
            return sent
        _room(view)
    if len(query) > LONGEST_QUERY:
        raise Refused(_("These filters are too long to keep."))
    view.query, view.columns = query, [column.key for column in kind.chosen(columns)[1:]]
    _save(view)
    if view.shared:
        audit.record("programmes.view_shared", view, by=by)
    return view


@transaction.atomic
def change_view(*, view_id: UUID, name: str, shared: bool, by: Actor) -> SavedView:
    """Another name; shared in the programme or the own one again. What its owner shared becomes who changes it's own."""
    view = _mine_to_change(view_id, by)
    if shared != view.shared:
        _check(True, by)
        view.owner_id = by.person_key
    view.name, view.shared = name.strip(), shared
    _save(view)
    if view.shared:
        audit.record("programmes.view_shared", view, by=by)
    return view


@transaction.atomic
def drop_view(*, view_id: UUID, by: Actor) -> None:
    """Remove a view; the files it showed are as they were."""
    view = _mine_to_change(view_id, by)
    if view.shared:
        audit.record("programmes.view_dropped", view, by=by)
    view.delete()


def _keys(kind: ListKind, by: Actor) -> dict[str, Any]:
    """Whose the list is: the programme, the company, or nobody's but the reader's own."""
    if kind.place == "programme":
        return {"programme_id": by.programme_key, "company_id": None}
    return {"programme_id": None, "company_id": by.company_key if kind.place == "company" else None}


def _check(shared: bool, by: Actor) -> None:
    by.check(rules.SHARE_VIEWS if shared else rules.KEEP_VIEWS)


def _mine_to_change(view_id: UUID, by: Actor) -> SavedView:
    """A view in sight that the person may change; raises Gone for what is somebody else's own."""
    view = lock(SavedView.objects.exclude(name=""), pk=view_id)
    _check(view.shared, by)
    return view


def _same(view: SavedView, query: str) -> SavedView | None:
    """The same one, kept a moment ago: a form that was sent twice."""
    there = SavedView.objects.filter(
        list_code=view.list_code,
        name=view.name,
        shared=view.shared,
        owner_id=view.owner_id,
        **({"company_id": view.company_id} if view.company_id else {"company": None}),
    )
    return there.filter(query=query).first()


def _room(view: SavedView) -> None:
    if SavedView.objects.filter(list_code=view.list_code, shared=view.shared).exclude(name="").count() >= MOST_VIEWS:
        raise Refused(_("There are too many views of this list. Remove one first."))


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise Refused(_("There is a view with this name already.")) from error
