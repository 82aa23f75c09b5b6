"""The pages of an application: one topic each, saved by the button and by itself while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.core.ground import attempts, people
from coaching.core.ground.refusals import Gone, Refused
from coaching.core.screen.pages import attempt, requires, resend
from coaching.core.tenancy.models import VersionConflict
from coaching.core.tenancy.requests import PersonRequest
from coaching.programmes import actions, rules
from coaching.programmes.models import Application, Attachment
from coaching.programmes.page_forms import WithFiles
from coaching.programmes.steps import Step, after, step_of, steps_of
from coaching.programmes.views import register
from coaching.programmes.views.applying import by_and_when, computed, files_of, in_hand_or_404, is_sent


def _page(request: PersonRequest, pk: UUID, slug: str) -> tuple[Application, Step]:
    found = in_hand_or_404(request, pk)
    page = step_of(found, slug)
    if page is None:
        raise Http404
    return found, page


def _kept(found: Application, page: Step) -> dict[str, list[Attachment]]:
    """Code → files that are with this page already."""
    kept: dict[str, list[Attachment]] = {}
    for row in files_of(found) if page.slug in {"support", rules.QUESTIONS} else []:
        if row.page == page.slug:
            kept.setdefault(row.code, []).append(row)
    return kept


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PersonRequest, pk: UUID, step: str) -> HttpResponse:
    """One page: "save and continue", "save for later", or a file added or removed, with whatever is filled in."""
    found, page = _page(request, pk, step)
    if is_sent(found):
        say = messages.error if request.method == "POST" else messages.info  # an error: what was typed is shown again
        say(request, _("This application has been sent already; it can no longer be changed."))
        return redirect("programmes:application", found.pk)
    later, looks_up = "later" in request.POST, "look_up" in request.POST and page.slug == "company"
    stays = looks_up or "attach" in request.POST or "remove" in request.POST
    kept = _kept(found, page)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = page.form(*posted, instance=found, partial=later or stays, kept=kept)
    if request.method == "POST" and form.is_valid():
        answer = register.asked(form.cleaned_data["enterprise_number"]) if looks_up and not found.company_id else None
        saved = _save(request, form, pk, page.slug, register.prefilled(answer.entry) if answer else {})
        if saved and answer:
            register.tell(request, answer)
        if saved and stays:
            return redirect(_again(request, pk, page.slug))
        if saved:
            return _onward(request, saved, page.slug, later)
    return render(request, "programmes/apply/step.html", _context(request, found, page, form, kept))


def _context(
    request: PersonRequest, found: Application, page: Step, form: Any, kept: Mapping[str, list[Attachment]]
) -> dict[str, Any]:
    steps = steps_of(found)
    place = [s.slug for s in steps].index(page.slug) + 1
    saved = found.pages.get(page.slug)
    by_other = saved and saved["by"] != request.user.pk
    return {
        "application": found,
        "step": page,
        "form": form,
        "number": place,
        "total": len(steps),
        "kept": kept,
        "from_check": "check" in request.GET,
        "back": _back(found, place),
        "changed": by_and_when(saved, people.names_of([saved["by"]])) if by_other else "",
        "fields": _fields(form, kept) if page.slug == rules.QUESTIONS else [],
        **(computed(found) if page.slug == "body" else {}),
        **(register.arrange(request, found, form) if page.slug == "company" else {}),
        **(
            {"parties": [{**p, "files": kept.get(p["code"], [])} for p in form.parties()]}
            if page.slug == "support"
            else {}
        ),
    }


def _fields(form: Any, kept: Mapping[str, list[Attachment]]) -> list[dict[str, Any]]:
    """The layer's questions, each with the file that may go with it."""
    evidence = {q.code for q in form.definition.questions if q.evidence}
    return [
        {"field": form[q.code], "file": form.file_of(q.code) if q.code in evidence else None, "files": kept.get(q.code)}
        for q in form.definition.questions
    ]


def _save(request: PersonRequest, form: Any, pk: UUID, slug: str, known: Mapping[str, str]) -> Application | None:
    """Saves from what was typed, never from the form's own instance; after a conflict the next save counts."""
    by = request.actor
    try:
        with transaction.atomic():
            saved = attempt(
                form,
                actions.save_step,
                application_id=pk,
                values={**form.values, **known},
                answers=form.answers,
                opened_with=form.opened_with,
                page=slug,
                tab=form.tab,
                by=by,
            )
            if saved:
                _change_files(request, form, pk, slug)
    except _FileRefused as refusal:
        form.add_error(refusal.field, refusal.message)
        return None
    if saved is None:
        current = Application.objects.filter(pk=pk).values_list("version", flat=True).first()
        resend(form, **{form.version_field: str(current or 1)})
    return saved.result if saved else None


class _FileRefused(Exception):
    """A file was no good: nothing of the page is saved, and the message stands with its field."""

    def __init__(self, field: str, message: Any) -> None:
        self.field, self.message = field, message


def _change_files(request: PersonRequest, form: Any, pk: UUID, slug: str) -> None:
    by, kept = request.actor, []
    for code, upload in form.given.items():
        try:
            kept.append(attempts.run(actions.attach, application_id=pk, page=slug, code=code, upload=upload, by=by))
        except Refused as refusal:
            for row in kept:  # their rows are rolled back with the page
                row.file.delete(save=False)
            raise _FileRefused(f"_file_{code}", refusal.message) from refusal
    wanted = request.POST.get("remove", "")
    if wanted:
        try:
            attempts.run(actions.remove_attachment, application_id=pk, attachment_id=UUID(wanted), by=by)
        except (ValueError, Gone) as error:
            raise Http404 from error


def _again(request: PersonRequest, pk: UUID, slug: str) -> str:
    return reverse("programmes:step", args=[pk, slug]) + ("?check=1" if "check" in request.GET else "")


def _onward(request: PersonRequest, saved: Application, slug: str, later: bool) -> HttpResponseRedirect:
    if later:
        messages.success(request, _("Saved. You find your application here whenever you come back."))
        return redirect("programmes:application", saved.pk)
    following = after(saved, slug)
    if "check" in request.GET or following is None:
        return redirect("programmes:check", saved.pk)
    return redirect("programmes:step", saved.pk, following.slug)


def _back(found: Application, place: int) -> str:
    if place == 1:
        return reverse("programmes:application", args=[found.pk])
    return reverse("programmes:step", args=[found.pk, steps_of(found)[place - 2].slug])


@requires(rules.SUBMIT)
@require_POST
def autosave(request: PersonRequest, pk: UUID, step: str) -> HttpResponse:
    """What stands on the page now, a few seconds after typing stopped; answers with a quiet line.

    What is wrong or half typed is left as it was. A page that somebody else saved in the meantime is not touched.
    """
    found, page = _page(request, pk, step)
    if is_sent(found):
        return _line(request, sent=True)
    if not ratelimit.consume(request, action="autosave", user=request.user):
        return _line(request, status=429)
    form = page.form(request.POST, instance=found, partial=True, kept={})
    form.is_valid()
    if form.version_field in form.errors or "_tab" in form.errors:
        return _line(request, status=400)
    try:
        saved = attempts.run(
            actions.save_step,
            application_id=pk,
            values=form.values,
            answers=form.answers,
            opened_with=form.opened_with,
            page=page.slug,
            tab=form.tab,
            automatic=True,
            by=request.actor,
        )
    except VersionConflict:
        return _line(request, changed=_changed(pk, page.slug), here=reverse("programmes:step", args=[pk, page.slug]))
    except Refused:
        return _line(request, sent=True)
    return _line(request, saved=saved, form=form)


def _changed(pk: UUID, slug: str) -> str:
    pages = Application.objects.values_list("pages", flat=True).get(pk=pk)
    saved = pages.get(slug)
    return by_and_when(saved, people.names_of([saved["by"]])) if saved else ""


def _line(
    request: PersonRequest, *, status: int = 200, saved: Any = None, form: WithFiles | None = None, **more: Any
) -> Any:
    context = {**more, "saved": saved}
    if saved and form:
        name = form.version_field
        context |= {
            "time": date_format(timezone.localtime(saved.saved_at), "TIME_FORMAT"),
            "incomplete": bool(form.errors),
            "name": name,
            "id": form[name].id_for_label or f"id_{name}",
            "version": saved.version,
        }
    response = render(request, "programmes/apply/_saved.html", context, status=status)
    if saved and form and not form.errors:
        response.headers["HX-Trigger"] = "typed-saved"  # the browser need not remember it any longer
    return response
