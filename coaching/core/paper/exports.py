"""Lists as files: CSV and XLSX of what a list shows, with its filter, its permission and its order.

A list offers both with `{% list_tools form export="?" %}` (or `{% export_list %}`); its view answers with `file(request, …)`
after its filters, or asks `wanted(request)` and answers with `answer(…)`. Which columns, and for whom: docs/exports.md.
What stands in a cell can never become a formula: whoever opens the file runs nothing that somebody typed (docs/security.md, 18).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.apps import apps
from django.core import signing
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.paper import sheets
from coaching.core.paper.sheets import Sheet
from coaching.core.tenancy.requests import ActorRequest

MAX_ROWS = 10_000  # of a file that is made in its request; a longer one is made by the worker (`list_files`)
MOST_ROWS = 100_000  # of that one; the page that offers it says both figures
LATER = "core.list-file"  # what the address of a longer list is signed for
TOLD_EVERY = 500  # rows
LONGEST = 32_000  # what a cell of a spreadsheet holds
PARAMETER = "export"
M = TypeVar("M", bound=models.Model)
EURO, PERCENT = sheets.EURO, sheets.PERCENT
# What the trail names when a list of a whole place was taken.
PLACES = {"company": "companies.Company", "programme": "programmes.Programme"}
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a spreadsheet reads as the begin of a formula, also after spaces and in full width.
DANGEROUS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "|",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\ufe62",
    "\ufe63",
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # not allowed in a spreadsheet


@dataclass(frozen=True)
class Column:
    """A heading in the reader's language, and what stands below it for one row of the list.

    kind: what a number is, `EURO` or `PERCENT` (a share of one); days and moments are known by themselves.
    """

    heading: Any
    value: Callable[[Any], Any]
    kind: str = ""


@dataclass
class Behind:
    """A file is being made by the worker. tell: hears how many rows stand in it by now."""

    tell: Callable[[int], None]
    counted: int = 0


_behind: ContextVar[Behind | None] = ContextVar("behind", default=None)


@contextmanager
def behind(tell: Callable[[int], None]) -> Iterator[Behind]:
    """Lists that are asked as a file within the block are whole, up to `MOST_ROWS`."""
    made = Behind(tell)
    token = _behind.set(made)
    try:
        yield made
    finally:
        _behind.reset(token)


def made_behind() -> Behind | None:
    """The file that the worker is making, within `behind`; None in a request."""
    return _behind.get()


def most() -> int:
    """How many rows a file may hold here."""
    return MOST_ROWS if _behind.get() else MAX_ROWS


def wanted(request: HttpRequest) -> str:
    """ "csv" or "xlsx" when the list is asked as a file; "" for a page."""
    asked = request.GET.get(PARAMETER, "")
    return asked if asked in FORMATS else ""


def capped(rows: models.QuerySet[M]) -> list[M]:
    """The rows of a file, and one more when there are too many: one query."""
    return list(rows[: most() + 1])


def file(
    request: ActorRequest, name: Any, columns: Sequence[Column], rows: Callable[[], Sequence[Any]], about: Any = None
) -> HttpResponse | None:
    """The list as a file when that is asked for, else None: the page is drawn. rows: read only for a file.

    The trail notes who took it under `about`, else under the company or programme one is in; what somebody takes of
    their own things on a page of their own leaves no trace.
    """
    kind = wanted(request)
    if not kind:
        return None
    if about is None and request.place is not None and request.place.kind in PLACES:
        about = apps.get_model(PLACES[request.place.kind])(pk=request.place.id)
    return answer(kind, name, columns, rows(), by=request.actor, about=about, request=request)


def answer(
    form: str,
    name: Any,
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    by: Actor,
    about: models.Model | None,
    request: HttpRequest | None = None,
) -> HttpResponse:
    """The file as a download. about: company, programme or coach under which the trail notes who took it.

    name: the list's title in the reader's language; public lists have no `about` and leave no trace. request: of a list
    that may be too long: whoever is signed in is then led to where the worker is asked for it.
    """
    if len(rows) > MAX_ROWS and request is not None and by.user_id and _behind.get() is None:
        said = signing.dumps([request.get_full_path(), str(name)], salt=LATER, compress=True)
        return redirect(f"{reverse('core:list_file_offer')}?{urlencode({'list': said})}")
    if about is not None:
        audit.record(
            "exports.taken",
            about,
            by=by,
            data={"list": str(name), "format": form, "rows": min(len(rows), most())},
        )
    return _download(form, str(name), FORMATS_MADE[form](str(name), columns, lines(columns, rows)))


def _download(form: str, name: str, content: bytes) -> HttpResponse:
    filename = f"{slugify(name) or 'export'}-{clock.today():%Y-%m-%d}.{form}"
    return HttpResponse(
        content,
        content_type=FORMATS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def tables(form: str, name: str, found: Sequence[Sheet], *, by: Actor, about: models.Model) -> HttpResponse:
    """Several tables in one file: below each other under their names as CSV, a sheet each in a workbook."""
    safe = [replace(table, rows=[[cell(value) for value in row] for row in table.rows]) for table in found]
    data = {"list": name, "format": form, "rows": sum(len(list(table.rows)) - 1 for table in safe)}
    audit.record("exports.taken", about, by=by, data=data)
    if form == "xlsx":
        return _download(form, name, sheets.workbook(safe, title=name))
    rows: list[list[Any]] = []
    for table in safe:
        rows += [[text(table.name)], *(list(row) for row in table.rows), []]
    return _download(form, name, _csv(name, (), rows[:-1]))


def lines(columns: Sequence[Column], rows: Sequence[Any]) -> Iterable[list[Any]]:
    """Headings, rows, and a last line when rows were left out."""
    yield [cell(column.heading) for column in columns]
    made = _behind.get()
    for number, row in enumerate(rows[: most()], 1):
        yield [cell(column.value(row)) for column in columns]
        if made:
            made.counted = number
            if number % TOLD_EVERY == 0:
                made.tell(number)
    if len(rows) > most():
        yield [cell(_("Only the first %(count)s rows: filter the list to see the others.") % {"count": most()})]


def cell(value: Any) -> Any:
    """A number, a date, or text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    if isinstance(value, list | tuple | set):
        return text(", ".join(str(part) for part in value))
    return text(str(value) if isinstance(value, Promise) else value)


def text(value: Any) -> str:
    """Text that stays text: an apostrophe before what begins like a formula; no characters that files refuse."""
    raw = str(value)[:LONGEST]
    begins = raw.lstrip(" \u00a0\u200b\ufeff").startswith(DANGEROUS)
    clean = CONTROL.sub("", raw)
    begins = begins or clean.lstrip(" \u00a0\u200b\ufeff").startswith(DANGEROUS)
    return f"'{clean}" if begins else clean


def _csv(name: str, columns: Sequence[Column], rows: Iterable[list[Any]]) -> bytes:
    """With the separator that the reader's spreadsheet expects, and a mark that says UTF-8."""
    del name, columns
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter="," if get_language() == "en" else ";")
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    """Decimals as the reader writes them: the comma of Dutch and French."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, Decimal | float) and get_language() != "en":
        return str(value).replace(".", ",")
    return value


def _xlsx(name: str, columns: Sequence[Column], rows: Iterable[list[Any]]) -> bytes:
    table = sheets.Sheet(name, rows, [column.kind for column in columns])
    return sheets.workbook([table], title=name)


FORMATS_MADE: dict[str, Callable[[str, Sequence[Column], Iterable[list[Any]]], bytes]] = {"csv": _csv, "xlsx": _xlsx}
