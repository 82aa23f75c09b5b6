"""A yearly plan as a workbook: taken, edited outside, and read back with its differences shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actionplans import rules
from actionplans.actions import reading_back as actions
from actionplans.enums import ImportKind
from actionplans.forms.sheet import ReadBackForm, SheetForm
from actionplans.importing import plan_sheet
from actionplans.importing.reading import LARGEST_UPLOAD
from actionplans.models import PlanImport
from actionplans.views.annual import annual_or_404
from coaching.core.ground import audit
from coaching.core.paper import exports
from coaching.core.reading.files import Unreadable
from coaching.core.reading.words import in_words
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@requires(rules.IMPORT)
@require_safe
def take_sheet(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The plan as a workbook to edit outside."""
    plan = annual_or_404(pk)
    rows = actions.taken_rows(plan)
    data = {"list": "annual-plan-sheet", "format": "xlsx", "rows": len(rows)}
    audit.record("exports.taken", plan, by=request.actor, data=data)
    name = slugify(_("Annual action plan %(year)s") % {"year": plan.label})
    return HttpResponse(
        plan_sheet.workbook(plan, rows),
        content_type=exports.FORMATS["xlsx"],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.xlsx"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@requires(rules.IMPORT)
@require_http_methods(["GET", "POST"])
def hand_in_sheet(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Take the plan along, or hand it in again."""
    plan = annual_or_404(pk)
    form = SheetForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        content = upload.read(LARGEST_UPLOAD + 1)
        try:
            made = attempt(form, actions.hand_in_sheet, plan=plan, name=upload.name, content=content, by=request.actor)
        except Unreadable as unreadable:
            form.add_error("file", in_words(str(unreadable)))
            made = None
        if made:
            return to(request, "actionplans:sheet", made.result.pk)
    page = request.place.url
    context = {
        "plan": plan,
        "form": form,
        "editable": rules.is_editable(plan),
        "plans_url": page("actionplans:plans"),
        "plan_url": page("actionplans:annual_plan", pk),
        "file_url": page("actionplans:take_sheet", pk),
        "amend_url": page("actionplans:amend_annual_plan", pk),
    }
    return render(request, "actionplans/importing/take_sheet.html", context)


@requires(rules.IMPORT)
@require_http_methods(["GET", "POST"])
def sheet(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """What a file would change, column by column; posting reads it back."""
    kept = get_or_404(PlanImport.objects.filter(kind=ImportKind.SHEET).select_related("plan"), pk=pk)
    assert kept.plan is not None
    page = request.place.url
    plan_url = page("actionplans:annual_plan", kept.plan_id)
    if kept.content is None:
        messages.info(request, _("This file was read back, or is not kept any more."))
        return to(request, "actionplans:annual_plan", kept.plan_id)
    try:
        found = actions.compare(kept.plan, bytes(kept.content))
    except Unreadable as unreadable:  # as a file that was handed in before rules got stricter
        messages.error(request, in_words(str(unreadable)))
        return to(request, "actionplans:hand_in_sheet", kept.plan_id)
    form = ReadBackForm(posted(request), found=found)
    if form.is_valid():
        done = attempt(
            form,
            actions.read_back,
            kept=kept,
            seen=form.cleaned_data["seen"],
            chosen=form.chosen,
            remove=form.removed,
            by=request.actor,
        )
        if done:
            counts = done.result.outcome.get("counts", {})
            said = _("Read back. Changed: %(changed)s. Added: %(added)s. Taken out: %(removed)s.")
            messages.success(request, said % counts)
            return to(request, "actionplans:annual_plan", kept.plan_id)
        found = actions.compare(kept.plan, bytes(kept.content))
        form.look_again(found)
    titles = {name: str(one.title) for name, one in plan_sheet.fields().items()}
    context = {
        "kept": kept,
        "plan": kept.plan,
        "form": form,
        "found": found,
        "faults": [_line(fault, titles) for fault in found.faults[:200]],
        "notes": [_line(note, titles) for note in found.notes[:200]],
        "editable": rules.is_editable(kept.plan),
        "plans_url": page("actionplans:plans"),
        "plan_url": plan_url,
        "again_url": page("actionplans:hand_in_sheet", kept.plan_id),
    }
    return render(request, "actionplans/importing/sheet.html", context)


def _line(fault: Any, titles: dict[str, str]) -> dict[str, Any]:
    column = titles.get(fault.column, _("(the whole row)"))
    return {"line": fault.line, "column": column, "value": fault.value, "reason": fault.reason}
