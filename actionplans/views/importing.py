"""A spreadsheet on its way in: hand it in, say what its headings are, rehearse, bring it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans import lists_import, rules
from actionplans.actions import importing as actions
from actionplans.actions.bringing.common import Target
from actionplans.enums import FROM_ELSEWHERE, ImportKind
from actionplans.exports import IMPORTS
from actionplans.forms.importing import HandInForm, ReadingForm
from actionplans.importing import template
from actionplans.importing.headings import Reading, named
from actionplans.importing.kinds import kind_of
from actionplans.importing.reading import LARGEST_UPLOAD, sheet_of
from actionplans.models import PlanImport
from coaching.core.ground.people import names_of
from coaching.core.paper import exports
from coaching.core.reading.files import Unreadable
from coaching.core.reading.words import in_words
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@dataclass(frozen=True)
class Faulty:
    """A fault, or what is to be looked at, as a line of a table."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """What a rehearsal said, or what was made. Lists may be cut: more_… is how many are not shown."""

    rows: int
    into: str
    made: list[dict[str, Any]]
    more_made: int
    faults: list[Faulty]
    more_faults: int
    notes: list[Faulty]
    counts: list[str]


@requires(rules.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: PlaceRequest, company: str) -> HttpResponse:
    """Hand a spreadsheet in; what was handed in before."""
    form = HandInForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid() and (kept := _handed_in(request, form)):
        return to(request, "actionplans:import_file", kept.pk)
    found = PlanImport.objects.filter(kind__in=FROM_ELSEWHERE).defer("content", "outcome", "reading", "target")
    if taken := exports.file(request, _("Spreadsheets handed in"), IMPORTS, lambda: _named(exports.capped(found))):
        return taken
    page = page_of(request, found)
    names = names_of(row.made_by_id for row in page)
    context = {
        "form": form,
        "page": page,
        "body": lists_import.files(page.object_list, names, request.place.url_by_key("actionplans:import_file")),
        "kinds": [_kind(request, kind) for kind in FROM_ELSEWHERE],
        "plans_url": request.place.url("actionplans:plans"),
    }
    return render(request, "actionplans/importing/hand_in.html", context)


def _named(rows: list[PlanImport]) -> list[tuple[PlanImport, dict[int, str]]]:
    names = names_of(row.made_by_id for row in rows)
    return [(row, names) for row in rows]


def _kind(request: PlaceRequest, kind: ImportKind) -> dict[str, Any]:
    """What an explanation of one kind shows: its columns and its empty files."""
    urls = {form: request.place.url("actionplans:import_template", kind.value, form) for form in template.FORMATS}
    return {"label": kind.label, "columns": template.described(kind), **urls}


def _handed_in(request: PlaceRequest, form: HandInForm) -> PlanImport | None:
    """The file as it is kept; when it fits no kind, the form says so. What its headings tell is rehearsed at once."""
    upload, by = form.cleaned_data["file"], request.actor
    content = upload.read(LARGEST_UPLOAD + 1)
    try:
        kind = form.cleaned_data["kind"] or kind_of(content)
        made = attempt(form, actions.hand_in, kind=kind, name=upload.name, content=content, by=by)
    except Unreadable as unreadable:
        form.add_error("file", _said(unreadable))
        return None
    if made is None:
        return None
    kept: PlanImport = made.result
    reading = Reading.of(kept.reading)
    sheet = sheet_of(content, kind, reading)
    if _is_readable(sheet, kind):
        attempt_or_message(request, actions.rehearse, "", kept=kept, reading=reading, target=Target(), by=by)
    return kept


def _is_readable(sheet: Any, kind: str) -> bool:
    """Whether every column is known, so that the file can be looked at without another word."""
    return not (sheet.unknown or sheet.twice or sheet.missing(kind))


def _said(error: Unreadable) -> str:
    said = str(error)
    if said == "the headings do not tell what the file holds; name its kind":
        return _("The headings do not tell what the file holds. Choose it above.")
    return in_words(said)


def _kept(pk: UUID) -> PlanImport:
    return get_or_404(PlanImport.objects.filter(kind__in=FROM_ELSEWHERE), pk=pk)


@requires(rules.IMPORT)
@require_http_methods(["GET", "POST"])
def import_file(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """What the headings of a file are, and what it would make; posting rehearses."""
    kept = _kept(pk)
    form: ReadingForm | None = None
    is_readable = False
    if kept.content is not None:
        try:
            sheet = sheet_of(bytes(kept.content), kept.kind, Reading.of(kept.reading))
        except Unreadable as unreadable:  # as a file that was handed in before rules got stricter
            messages.error(request, in_words(str(unreadable)))
            return to(request, "actionplans:import_page")
        form = ReadingForm(posted(request), kept=kept, sheet=sheet)
        is_readable = _is_readable(sheet, kept.kind)
        if form.is_valid() and _rehearsed(request, form, kept):
            return to(request, "actionplans:import_file", pk)
    elif request.method == "POST":
        messages.error(request, _("This file is not kept any more. Hand it in again."))
        return to(request, "actionplans:import_page")
    shown = _shown(kept)
    context = {
        "kept": kept,
        "form": form,
        "shown": shown,
        "is_readable": is_readable,
        "goes_into_a_year": kept.kind == ImportKind.MEASURES,
        "may_bring": bool(shown and form and not form.errors and not shown.faults),
        "page_url": request.place.url("actionplans:import_page"),
        "plans_url": request.place.url("actionplans:plans"),
        "bring_url": request.place.url("actionplans:bring_in", pk),
        "delete_url": request.place.url("actionplans:throw_away", pk),
    }
    return render(request, "actionplans/importing/file.html", context)


def _rehearsed(request: PlaceRequest, form: ReadingForm, kept: PlanImport) -> bool:
    try:
        done = attempt(form, actions.rehearse, kept=kept, reading=form.reading, target=form.target, by=request.actor)
    except Unreadable as unreadable:
        form.add_error(None, in_words(str(unreadable)))
        return False
    return done is not None


@requires(rules.IMPORT)
@require_POST
def bring_in(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """Write what was rehearsed."""
    try:
        done = attempt_or_message(request, actions.bring_in, "", kept=_kept(pk), by=request.actor)
    except Unreadable as unreadable:
        messages.error(request, in_words(str(unreadable)))
        done = None
    if done and done.result.done_at:
        messages.success(request, _("Brought in. Everything stands where you would have typed it."))
    elif done:
        messages.error(request, _("Something changed meanwhile: nothing was written. Look at the list of mistakes."))
    return to(request, "actionplans:import_file", pk)


@requires(rules.IMPORT)
@require_POST
def throw_away(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    attempt_or_message(request, actions.throw_away, _("The file is gone."), kept=_kept(pk), by=request.actor)
    return to(request, "actionplans:import_page")


@requires(rules.IMPORT)
@require_safe
def import_template(request: PlaceRequest, company: str, kind: str, form: str) -> HttpResponse:
    """An empty file with our headings in the reader's language."""
    if form not in template.FORMATS or kind not in FROM_ELSEWHERE:
        raise Http404
    name = slugify(ImportKind(kind).label.split(":")[0])
    return HttpResponse(
        template.made(kind, form),
        content_type=exports.FORMATS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _shown(kept: PlanImport) -> Shown | None:
    if not (said := kept.outcome):
        return None
    titles = {name: str(one.title) for name, one in named(kept.kind).items()}

    def lines(rows: list[dict[str, Any]]) -> list[Faulty]:
        return [Faulty(r["line"], titles.get(r["column"], _("(the whole row)")), r["value"], r["reason"]) for r in rows]

    made, faults = said.get("made", []), said.get("faults", [])
    return Shown(
        said["rows"],
        said["into"],
        made,
        max(said.get("made_count", 0) - len(made), 0),
        lines(faults),
        max(said.get("fault_count", 0) - len(faults), 0),
        lines(said.get("notes", [])),
        [_counted(what, count) for what, count in said["counts"].items()],
    )


def _counted(what: str, count: int) -> str:
    return {
        "finding": ngettext("%(n)s finding", "%(n)s findings", count),
        "objective": ngettext("%(n)s objective", "%(n)s objectives", count),
        "measure": ngettext("%(n)s measure", "%(n)s measures", count),
        "plan": ngettext("%(n)s plan", "%(n)s plans", count),
        "analysis": ngettext("%(n)s analysis", "%(n)s analyses", count),
    }[what] % {"n": count}
