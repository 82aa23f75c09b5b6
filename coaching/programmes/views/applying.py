"""A person applies: begin, one topic per page, check the answers, send, receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.core.pages import attempt, attempt_or_message, get_or_404, requires
from coaching.core.ui import Task
from coaching.programmes import actions, queries, rules
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.forms import StepForm, SubmitForm
from coaching.programmes.models import Application
from coaching.programmes.show import answers_by_step
from coaching.programmes.steps import BY_SLUG, STEPS, after
from coaching.programmes.views import register


def _own(request: HttpRequest, pk: UUID) -> Application:
    found: Application = get_or_404(
        Application.objects.filter(applicant_id=request.user.pk).select_related("programme"), pk=pk
    )
    return found


def _is_sent(application: Application) -> bool:
    """Sent by the person, whatever became of it: from then on the answers stand."""
    return bool(application.reference)


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Begin, or go on with what was begun."""
    programmes = list(queries.open_programmes())
    companies = list(queries.own_companies(request.user.pk))
    if request.method == "POST":
        return _start(request, programmes, companies)
    context = {
        "programmes": programmes, "companies": companies, "drafts": list(queries.drafts_of(request.user.pk)[:20]),
        "sent": list(queries.sent_by(request.user)[:20]),
    }  # fmt: skip
    return render(request, "programmes/apply/start.html", context)


def _start(request: HttpRequest, programmes: list[Any], companies: list[Any]) -> HttpResponse:
    chosen = {str(p.pk): p for p in programmes}.get(request.POST.get("programme", ""))
    company = {str(c.pk): c for c in companies}.get(request.POST.get("company", ""))
    if chosen is None:
        messages.error(request, _("Choose a programme."))
        return redirect("programmes:apply")
    draft = attempt_or_message(
        request, actions.start_draft, programme_id=chosen.pk, company_id=company.pk if company else None,
        by=request.actor,  # type: ignore[attr-defined]
    )  # fmt: skip
    if draft is None:
        return redirect("programmes:apply")
    missing = rules.missing_steps(draft)
    if missing:
        return redirect("programmes:step", draft.pk, missing[0])
    return redirect("programmes:check", draft.pk)


@requires(rules.SUBMIT)
@require_safe
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft's task list; after sending, where it stands."""
    found = _own(request, pk)
    context: dict[str, Any] = {"application": found, "sections": answers_by_step(found)}
    if _is_sent(found):
        return render(request, "programmes/apply/status.html", context | _standing(request, found))
    missing = rules.missing_steps(found)
    tasks = [
        Task(
            step.title,
            reverse("programmes:step", args=[found.pk, step.slug]),
            "todo" if step.slug in missing else "done",
        )
        for step in STEPS
    ]
    check = Task(
        _("Check your answers and send"), reverse("programmes:check", args=[found.pk]), "locked" if missing else "todo"
    )
    return render(request, "programmes/apply/draft.html", context | {"tasks": [*tasks, check], "left": len(missing)})


def _standing(request: HttpRequest, found: Application) -> dict[str, Any]:
    """A request that waits for the company's contacts shows what a sent one shows, until the person is let in."""
    waits = found.state == ApplicationState.DRAFT
    may_send = (
        waits and queries.own_companies(request.user.pk).filter(enterprise_number=found.enterprise_number).exists()
    )
    state = ApplicationState.SUBMITTED if waits else ApplicationState(found.state)
    return {"state": state, "may_send": may_send}


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """One page of the form: "save and continue", or "save for later" with whatever is filled in."""
    found, page = _own(request, pk), BY_SLUG.get(step)
    if page is None:
        raise Http404
    if _is_sent(found):
        messages.info(request, _("This application has been sent already; it can no longer be changed."))
        return redirect("programmes:application", found.pk)
    later, looks_up = "later" in request.POST, "look_up" in request.POST and page.slug == "company"
    form = page.form(request.POST or None, instance=found, partial=later or looks_up)
    if request.method == "POST" and form.is_valid():
        answer = register.asked(form.cleaned_data["enterprise_number"]) if looks_up and not found.company_id else None
        saved = _save(request, form, pk, register.prefilled(answer.entry) if answer else {})
        if saved and answer:
            register.tell(request, answer)
            return redirect("programmes:step", pk, page.slug)
        if saved:
            return _onward(request, saved, page.slug, later)
    place = [s.slug for s in STEPS].index(page.slug) + 1
    context = {
        "application": found, "step": page, "form": form, "number": place, "total": len(STEPS),
        "from_check": "check" in request.GET, "back": _back(found, place),
        **(_computed(found) if page.slug == "body" else {}),
        **(register.arrange(request, found, form) if page.slug == "company" else {}),
    }  # fmt: skip
    return render(request, "programmes/apply/step.html", context)


def _save(request: HttpRequest, form: StepForm, pk: UUID, known: Mapping[str, str]) -> Any:
    """Saves from what was typed, never from the form's own instance; after a conflict the next save counts."""
    saved = attempt(
        form, actions.save_step, application_id=pk, values={**form.values, **known}, opened_with=form.opened_with,
        by=request.actor,  # type: ignore[attr-defined]
    )  # fmt: skip
    if saved is None:
        current = Application.objects.filter(pk=pk).values_list("version", flat=True).first()
        form.data = form.data.copy()
        form.data["version"] = str(current or 1)  # type: ignore[index]  # a copy, mutable
    return saved


def _onward(request: HttpRequest, saved: Application, slug: str, later: bool) -> HttpResponseRedirect:
    if later:
        messages.success(request, _("Saved. You find your application here whenever you come back."))
        return redirect("programmes:application", saved.pk)
    following = after(slug)
    if "check" in request.GET or following is None:
        return redirect("programmes:check", saved.pk)
    return redirect("programmes:step", saved.pk, following.slug)


def _back(found: Application, place: int) -> str:
    if place == 1:
        return reverse("programmes:application", args=[found.pk])
    return reverse("programmes:step", args=[found.pk, STEPS[place - 2].slug])


def _computed(found: Application) -> dict[str, Any]:
    """What follows from the figures about the workers, as saved."""
    if not found.headcount or found.high_skilled is None:
        return {}
    programme = found.programme
    reasons = rules.priority_reasons(
        found.headcount, found.high_skilled, found.nace_code, programme.priority_points, programme.risk_sectors
    )
    return {
        "share": rules.high_skilled_share(found.headcount, found.high_skilled),
        "target_group": TargetGroup(rules.target_group(found.headcount, found.high_skilled)),
        "reasons": [reason for reason in reasons if reason.points],
    }


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All answers with their change links, the declaration, and the button that sends."""
    found = _own(request, pk)
    if found.state != ApplicationState.DRAFT:  # a second click: the first one counted
        return redirect("programmes:received", found.pk)
    form = SubmitForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, actions.submit, application_id=pk, declared=True, by=request.actor)  # type: ignore[attr-defined]
    ):
        return redirect("programmes:received", pk)
    missing = rules.missing_steps(found)
    context = {
        "application": found, "form": form, "missing": [BY_SLUG[slug] for slug in missing],
        "sections": answers_by_step(found, change=not _is_sent(found)), **_computed(found),
    }  # fmt: skip
    return render(request, "programmes/apply/check.html", context)


@requires(rules.SUBMIT)
@require_safe
def received(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt, with the reference. It says the same whether or not the company was known."""
    found = _own(request, pk)
    if not _is_sent(found):
        return redirect("programmes:application", found.pk)
    return render(request, "programmes/apply/received.html", {"application": found})


@requires(rules.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = _own(request, pk)
    if request.method == "POST":
        attempt_or_message(
            request, actions.delete_draft, _("The draft has been thrown away."), application_id=pk,
            by=request.actor,  # type: ignore[attr-defined]
        )  # fmt: skip
        return redirect("programmes:apply")
    return render(request, "programmes/apply/delete.html", {"application": found})
