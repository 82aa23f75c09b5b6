"""The parts of a company from a spreadsheet: an empty file, a rehearsal, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.companies import rules
from coaching.companies.actions.importing import Imported, import_units
from coaching.companies.forms.importing import LARGEST_UPLOAD, ImportUnitsForm
from coaching.companies.importing import headings, template
from coaching.core.paper import exports
from coaching.core.reading.files import Unreadable
from coaching.core.reading.words import in_words
from coaching.core.screen.pages import attempt, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest

SHOWN = 200  # faults on the page


@requires(rules.EDIT_WORK_UNITS)
@require_http_methods(["GET", "POST"])
def import_units_page(request: PlaceRequest, company: str) -> HttpResponse:
    """Hand a list of units in: every fault is named, and then nothing is written."""
    form = ImportUnitsForm(posted(request), request.FILES if request.method == "POST" else None)
    found: Imported | None = None
    if form.is_valid():
        found = _read(request, form)
        if found and not found.faults and not form.cleaned_data["rehearsal"]:
            messages.success(
                request,
                _("Done. Added: %(added)s. Changed: %(changed)s. As they were: %(same)s.")
                % {"added": found.added, "changed": found.changed, "same": found.unchanged},
            )
            return to(request, "companies:work_units")
    context = {
        "form": form,
        "found": found,
        "faults": [
            (fault.line, _column(fault.column), fault.value, fault.reason)
            for fault in (found.faults[:SHOWN] if found else ())
        ],
        "more": max(len(found.faults) - SHOWN, 0) if found else 0,
        "columns": template.described(),
    }
    return render(request, "companies/import_units.html", context)


def _read(request: PlaceRequest, form: ImportUnitsForm) -> Imported | None:
    said = form.cleaned_data
    content = said["file"].read(LARGEST_UPLOAD + 1)
    try:
        done = attempt(
            form,
            import_units,
            content=content,
            rehearsal=said["rehearsal"],
            on=said["on"],
            why=said["why"],
            by=request.actor,
        )
    except Unreadable as unreadable:
        form.add_error("file", in_words(str(unreadable)))
        return None
    return done.result if done else None


def _column(name: str) -> str:
    return str(headings.TITLES[name]) if name else _("(the whole row)")


@requires(rules.EDIT_WORK_UNITS)
@require_safe
def units_template(request: PlaceRequest, company: str, form: str) -> HttpResponse:
    """An empty file with our headings in the reader's language."""
    del company
    if form not in template.FORMATS:
        raise Http404
    return HttpResponse(
        template.FORMATS[form](),
        content_type=exports.FORMATS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(_("work units"))}.{form}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
