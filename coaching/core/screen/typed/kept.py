"""What was typed and could not be saved, kept in the session for its writer alone, for a day."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from coaching.core.ground.seen import FIELD as SEEN
from coaching.core.screen.typed.whose import FIELD, mark_of

SESSION = "typed"
LARGEST = 256 * 1024  # characters of all fields together
MOST = 4  # texts at a time; the oldest gives way
LASTS = timedelta(days=1)
OURS = {"csrfmiddlewaretoken", FIELD, SEEN, "_typed"}  # of the page, not of the person: a fresh page has its own
SECRET = re.compile(r"passw|secret|credential", re.IGNORECASE)
CODE = re.compile(r"True|False|[0-9.,/: -]+|[A-Z0-9_-]+|[a-z0-9_-]+")

Fields = dict[str, list[str]]


@dataclass
class Kept:
    """One form as it was posted. `page` is where it was typed, `path` where it was sent; files are names only."""

    mark: str
    page: str
    path: str
    fields: Fields
    files: list[str] = field(default_factory=list)
    refused: bool = False  # said no to, rather than not heard
    at: str = field(default_factory=lambda: timezone.now().isoformat())
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def moment(self) -> datetime:
        return timezone.localtime(datetime.fromisoformat(self.at))

    def is_of(self, address: str) -> bool:
        return place(address) in {place(self.page), place(self.path)}


def place(address: str) -> tuple[str, str]:
    """A page and the hat it is seen with: what is typed as a coach is not put back as a member of the body."""
    parts = urlsplit(address)
    return parts.path, parse_qs(parts.query).get("as", [""])[0]


def typed(request: HttpRequest) -> Fields:
    """What was posted, without passwords and without our own fields. Files are not in it."""
    names = [name for name in request.POST if name not in OURS and not SECRET.search(name)]
    found = {name: [value for value in request.POST.getlist(name) if isinstance(value, str)] for name in names}
    return {name: values for name, values in found.items() if any(value.strip() for value in values)}


def texts(fields: Fields) -> list[str]:
    """What a person would miss: words, not the codes, numbers and ids of lists and hidden fields."""
    every = (value.strip() for name, values in fields.items() if not name.startswith("_") for value in values)
    return [value for value in dict.fromkeys(every) if value and not CODE.fullmatch(value)]


def page_of(request: HttpRequest) -> str:
    """The page on which the form stood: the one that the browser names, if it is ours, else the address itself.

    Never an address of somebody else: "//elsewhere" is one, for a browser.
    """
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return request.get_full_path()
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc == request.get_host() and path.startswith("/") and url_has_allowed_host_and_scheme(path, None):
        return path
    return request.get_full_path()


def newer(response: HttpResponse) -> HttpResponse:
    """Marks the answer to a form whose fields hold what was typed and more: the browser need not put back what it remembers."""
    vars(response)["typed_newer"] = True
    return response


def is_newer(response: HttpResponse) -> bool:
    return "typed_newer" in vars(response)


def keep(request: HttpRequest, *, mark: str, page: str, refused: bool = False) -> Kept | None:
    """Keeps the posted form for the person of this mark. None: there is nothing to keep, or too much."""
    fields = typed(request)
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if not mark or not fields or size > LARGEST:
        return None
    files = [upload.name or "" for name in request.FILES for upload in request.FILES.getlist(name)]
    found = Kept(mark, page, request.get_full_path(), fields, files, refused)
    others = [kept for kept in _all(request) if place(kept.path) != place(found.path)]
    kept_now, room = [found], LARGEST - size
    for kept in others[: MOST - 1]:
        room -= sum(len(value) for values in kept.fields.values() for value in values)
        if room > 0:
            kept_now.append(kept)
    _store(request, kept_now)
    return found


def mine(request: HttpRequest) -> list[Kept]:
    """What is kept for the person who is signed in. What was kept for anybody else is gone from now on."""
    if SESSION not in request.session:
        return []
    every, mark = _all(request), mark_of(request.user)
    own = [kept for kept in every if kept.mark == mark]
    if len(own) != len(request.session[SESSION]):
        _store(request, own)
    return own


def move(request: HttpRequest, kept: Kept, page: str) -> None:
    """The page has gone elsewhere: the text is shown there."""
    _store(request, [Kept(**{**asdict(one), "page": page}) if one.id == kept.id else one for one in _all(request)])


def renew(request: HttpRequest) -> None:
    """The form was sent again and not taken: from now on its newest words are what is kept."""
    for one in mine(request):
        if place(one.path) == place(request.get_full_path()):
            drop(request, one.id)
            keep(request, mark=one.mark, page=one.page, refused=one.refused)


def drop(request: HttpRequest, *ids: str) -> None:
    """Thrown away, or sent."""
    if SESSION in request.session:
        _store(request, [kept for kept in _all(request) if kept.id not in ids])


def _all(request: HttpRequest) -> list[Kept]:
    since = timezone.now() - LASTS
    every = [Kept(**row) for row in request.session.get(SESSION, [])]
    return [kept for kept in every if datetime.fromisoformat(kept.at) > since]


def _store(request: HttpRequest, every: list[Kept]) -> None:
    rows: list[dict[str, Any]] = [asdict(kept) for kept in every]
    if rows:
        request.session[SESSION] = rows
    else:
        request.session.pop(SESSION, None)
