"""Lists that are too long for a file in one request: asked for by a person, made by the worker as that person.

The worker opens the very page of the list, under the roles that the person has by then, so columns, filters and what one
may see are those of the page (docs/exports.md). What it makes is that person's alone, and as long as they may open the list.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import work
from coaching.core.models import DocumentState, ListFile
from coaching.core.paper import exports, rules
from coaching.core.screen.pages import PERMITS
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.models import take_turns
from coaching.core.tenancy.workspace import enter_place

TASK = "core.make_list_file"
OFFERED_FOR = 24 * 3600  # seconds that the page which offers a file stays good
# Besides the lists of `exports`: a page that answers with one large file of its own (a company's whole file).
FORMATS = {**exports.FORMATS, "zip": "application/zip"}
KINDS = {"c": "company", "p": "programme", "coach": "coach"}  # places whose lists can be this long


@dataclass(frozen=True)
class Wanted:
    """A list that was too long: its address as a file, and its title."""

    address: str
    name: str

    @property
    def list_page(self) -> str:
        """The list itself."""
        path, _sign, query = self.address.partition("?")
        kept = "&".join(part for part in query.split("&") if not part.startswith(f"{exports.PARAMETER}="))
        return f"{path}?{kept}" if kept else path


def offer(address: str, name: Any) -> str:
    """What the button of a page carries that offers its own file: the worker opens this address later."""
    return signing.dumps([address, str(name)], salt=exports.LATER, compress=True)


def wanted(said: str) -> Wanted:
    """What `exports` signed; raises Http404 for anything else, so that nothing else is ever opened by the worker."""
    try:
        address, name = signing.loads(said, salt=exports.LATER, max_age=OFFERED_FOR)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    return Wanted(str(address), str(name))


@transaction.atomic
def ask(*, address: str, name: str, by: Actor) -> ListFile:
    """The worker makes it. The same list that is still to be made is asked once. Refused: too many that wait already."""
    by.check(rules.OWN_FILES)
    take_turns("list-file", by.person_key)
    waiting = ListFile.objects.filter(user_id=by.person_key, state=DocumentState.QUEUED)
    for row in waiting:
        if row.address == address:
            return row
    if len(waiting) >= rules.MOST_WAITING:
        raise Refused(_("Five of your files are still being made. Ask for another one when one is ready."))
    row = ListFile.objects.create(
        user_id=by.person_key, address=address, name=name[:200], language=(get_language() or "nl")[:2]
    )
    work.ask(TASK, row)
    return row


@contextmanager
def opened(address: str, user: Any) -> Iterator[tuple[HttpRequest, Any]]:
    """The page at this address as the person sees it now: its request and its view, within its place.

    Raises Http404 where the person has no place any more, PermissionDenied where the roles there do not open it.
    """
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404 as gone:
        raise Http404 from gone
    first, second = [*parts.path.strip("/").split("/"), "", ""][:2]
    request = WSGIRequest(
        {"REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "wsgi.input": io.BytesIO()}
    )
    with enter_place(KINDS.get(first, ""), user, second, request.GET.get("as", "")) as place:
        vars(request).update(user=user, place=place, actor=current_actor(), htmx=False)
        permission = getattr(match.func, PERMITS, None)
        if permission is None or (permission and not current_actor().may(permission)):
            raise PermissionDenied(permission)
        yield request, lambda: match.func(request, *match.args, **match.kwargs)


def worn_by(actor: Actor) -> str:
    """Hat and roles, as a row keeps them of whoever it was made for."""
    return " ".join([str(actor.hat), *sorted(str(role) for role in actor.roles)])


def is_theirs_still(row: ListFile, actor: Actor) -> bool:
    """Whether they wear what the file was made under: in a lesser role the same page shows less."""
    hat, *roles = row.worn.split() or [""]
    return hat == str(actor.hat) and set(roles) <= {str(role) for role in actor.roles}


def ending_of(row: ListFile) -> str:
    """csv, xlsx or zip."""
    return QueryDict(urlsplit(row.address).query).get(exports.PARAMETER, "")


def made(row: ListFile, user: Any, tell: Callable[[int], None]) -> tuple[File[Any], int]:
    """The whole file and how many rows it holds. Raises as `opened`, ValueError when its page gives no file.

    A page that streams its file has made it whole already: it never stands in memory.
    """
    with opened(row.address, user) as (_request, page), exports.behind(tell) as file:
        answer = page()
        if answer.status_code != 200 or answer.headers["Content-Type"] != FORMATS.get(ending_of(row)):
            raise ValueError(f"{answer.status_code} {answer.headers['Content-Type']}")
        row.worn = worn_by(current_actor())
        return File(answer.file_to_stream) if answer.streaming else ContentFile(answer.content), file.counted


def progress_key(key: UUID | str) -> str:
    return f"list-file:{key}"
