"""Taking applications over from a file: hand it in, see how far it is, take the report of mistakes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.core.ground import audit
from coaching.core.ground.people import names_of
from coaching.core.jobs import standing
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import lists, rules
from coaching.insight.exports import IMPORTS
from coaching.insight.importing import actions
from coaching.insight.importing.forms import ImportForm
from coaching.insight.importing.tasks import progress_key, run_import
from coaching.insight.importing.template import FORMATS, described
from coaching.insight.importing.template import made as template_made
from coaching.insight.importing.words import column_in_words, in_words
from coaching.insight.models import ImportRun

SHOWN = 50  # mistakes on the page; the report has them all


@requires(rules.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: PlaceRequest, programme: str) -> HttpResponse:
    """Hand a file in; what was handed in before."""
    form = ImportForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        made = attempt(
            form,
            actions.begin_import,
            token=form.cleaned_data["token"],
            name=upload.name,
            content=upload.read(actions.LARGEST_UPLOAD + 1),
            rehearsal=form.cleaned_data["rehearsal"],
            by=request.actor,
        )
        if made:
            return to(request, "insight:import_run", made.result.pk)
    order = lists.IMPORT_SORTS.get(request.GET.get("sort", ""), lists.IMPORT_SORTS["-made"])
    found = ImportRun.objects.defer("content", "problems", "warnings").order_by(*order)
    if taken := exports.file(request, _("Files handed in before"), IMPORTS, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    names = names_of(run.created_by_id for run in page)
    context = {
        "form": form,
        "page": page,
        "body": lists.imports(request, page.object_list, names, request.place.url_by_key("insight:import_run")),
        "columns": described(),
    }
    return render(request, "insight/imports.html", context)


def _run(pk: UUID, *left_out: str) -> ImportRun:
    return get_or_404(ImportRun.objects.defer("content", *left_out), pk=pk)


def _lists(run: ImportRun) -> list[dict[str, Any]]:
    """What is wrong, then what is to be looked at; each with how many more there are."""
    return [
        {
            "wrong": wrong,
            "more": max(count - SHOWN, 0),
            "rows": [
                (p["line"], column_in_words(p["column"]), p["value"], in_words(p["reason"])) for p in rows[:SHOWN]
            ],
        }
        for wrong, rows, count in ((True, run.problems, run.problem_count), (False, run.warnings, run.warning_count))
        if rows
    ]


@requires(rules.IMPORT)
@require_safe
def import_run(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """How far it is and what came of it; htmx asks for the bar alone."""
    run = _run(pk)
    finished = run.finished_at is not None
    work = None if finished else standing.standing_of(run_import, run.pk)
    far = {} if finished else standing.shown(progress_key(run.pk), None) or {}
    context = {
        "run": run,
        "finished": finished,
        "value": far.get("value", 0),
        "total": far.get("total", 1),
        "writing": far.get("step") == "write",
        "error": in_words(run.error),
        "lists": _lists(run),
        "late": work.words if work else "",
    }
    partial = request.headers.get("HX-Request") and not finished
    response = render(request, f"insight/{'import_bar' if partial else 'import_run'}.html", context)
    if finished and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


@requires(rules.IMPORT)
@require_safe
def import_report(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Every mistake as CSV, then what is to be looked at. Nothing in it can become a formula."""
    run = _run(pk)
    named = [(_("mistake"), p) for p in run.problems] + [(_("to look at"), p) for p in run.warnings]
    if not named:
        raise Http404
    kept = len(named)
    lines: list[list[Any]] = [[_("Line"), _("Column"), _("Value"), _("What is wrong"), _("Kind")]]
    lines += [
        [p["line"], column_in_words(p["column"]), exports.text(p["value"]), exports.text(in_words(p["reason"])), kind]
        for kind, p in named
    ]
    if kept < run.problem_count + run.warning_count:
        lines.append([exports.text(_("Only the first %(count)s mistakes are kept.") % {"count": kept})])
    audit.record("exports.taken", run, by=request.actor, data={"list": "import-report", "rows": kept})
    return HttpResponse(
        exports.FORMATS_MADE["csv"]("", (), lines),
        content_type=exports.FORMATS["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="import-{run.created_at:%Y-%m-%d}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@requires(rules.IMPORT)
@require_safe
def import_template(request: PlaceRequest, programme: str, form: str) -> HttpResponse:
    """An empty file with our headings in the reader's language."""
    del programme
    if form not in FORMATS:
        raise Http404
    return HttpResponse(
        template_made(form),
        content_type=exports.FORMATS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(_("applications"))}.{form}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
