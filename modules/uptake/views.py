"""Taking a module up without an account, or as oneself; the company's and the programme's lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.onward import along, carried, through
from coaching.core.screen.pages import Done, attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.context import current_actor, token_context
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest
from coaching.programmes.answers import AnswersForm, shown
from coaching.programmes.enums import LayerNumber
from coaching.programmes.layers import Definition
from coaching.programmes.models import LayerVersion, Programme
from coaching.programmes.queries import own_companies
from coaching.programmes.saved import queries as saved
from modules.exports import OWN_UPTAKES, UPTAKES
from modules.materials.queries import shelves
from modules.models import Module, ModuleUptake
from modules.queries import ever_offered, published
from modules.uptake import actions, lists, queries, rules
from modules.uptake.enums import UPTAKE, WITH_FEEDBACK
from modules.uptake.forms import FeedbackForm, OwnTakeForm, StopForm, TakeForm, UptakeFilterForm
from modules.wishes import queries as wishes

Choice = tuple[Programme, LayerVersion | None]


def _module(slug: str) -> Module:
    found = get_or_404(published(), slug=slug)
    if found.layer >= LayerNumber.COACHING:
        raise Http404
    return found


def _to_its_dates(module: Module) -> HttpResponse:
    """A webinar is had by a seat; an old link to taking it up leads to its dates."""
    return redirect(reverse("modules:module", args=[module.slug]) + "#gatherings")


def _chosen(request: HttpRequest, choices: list[Choice]) -> Choice | None:
    """The programme that was chosen; the only one when there is no choice."""
    wanted = request.POST.get("programme") or request.GET.get("programme", "")
    return next((c for c in choices if str(c[0].pk) == wanted), choices[0] if choices else None)


def _definition(choice: Choice | None) -> Definition:
    return choice[1].parts if choice and choice[1] else Definition()


# -- Without an account ---------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Four fields and it is yours. Signed in, or with more to ask: on one's own page."""
    module = _module(slug)
    if module.by_date:
        return _to_its_dates(module)
    choices = queries.programmes_for(module)
    chosen = _chosen(request, choices)
    if request.user.is_authenticated:
        return redirect("modules:take_up", slug)
    form = TakeForm(posted(request))
    needs_account = bool(_definition(chosen).questions)
    if request.method == "POST" and chosen and not needs_account and form.is_valid():
        if not ratelimit.consume(request, action="take_up"):
            form.add_error(None, _("Too many requests. Wait a moment and try again."))
        else:
            values = dict(form.cleaned_data)
            made = attempt(
                form,
                actions.take_up,
                module=module,
                programme=chosen[0],
                layer=chosen[1],
                form_id=values.pop("form_id"),
                values=values,
                by=current_actor(),
            )
            if made:
                return redirect("modules:taken", made.result.pk, actions.token_of(made.result.pk))
    context = {
        "module": module,
        "form": form,
        "choices": choices,
        "chosen": chosen,
        "needs_account": needs_account,
        "signup": f"{reverse('account_signup')}?next={reverse('modules:take_up', args=[slug])}",
    }
    return render(request, "modules/uptake/take.html", context)


@contextmanager
def _by_token(pk: UUID, token: str) -> Iterator[None]:
    """As the holder of the link; 404 for a wrong one."""
    if not constant_time_compare(actions.token_of(pk), token):
        raise Http404
    with token_context(actions.digest_of(token)):
        yield


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """The page of somebody without an account: what they took, how it went, and the way further."""
    form = FeedbackForm(posted(request))
    with _by_token(pk, token):
        uptake = get_or_404(ModuleUptake.objects, pk=pk)
        if form.is_valid():
            values = form.cleaned_data
            if attempt(form, actions.give_feedback, uptake_id=pk, values=values, by=current_actor()):
                return redirect("modules:taken", pk, token)
    context = {"uptake": uptake, "form": form, **_around(uptake), "next_steps": queries.next_steps([uptake])}
    response = render(request, "modules/uptake/taken.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _around(uptake: ModuleUptake) -> dict[str, Any]:
    found = ever_offered().filter(pk=uptake.module_id).first()
    return {
        "module": found,
        "shelves": shelves(found.materials) if found else [],
        "asks_feedback": uptake.state in WITH_FEEDBACK,
    }


# -- As oneself -------------------------------------------------------------------------------------------------------
@requires(rules.TAKE_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: PersonRequest, slug: str) -> HttpResponse:
    """Signed in: what we know is not asked; the layer's own questions are."""
    module = _module(slug)
    if module.by_date:
        return _to_its_dates(module)
    choices = queries.programmes_for(module)
    chosen = _chosen(request, choices)
    companies = list(own_companies(request.user.pk)[:50])
    sent = posted(request)
    form = OwnTakeForm(sent, companies=companies, initial=_known(queries.own_uptakes().first()))
    more = AnswersForm(_definition(chosen), sent)
    if sent is not None and chosen and form.is_valid() & more.is_valid():
        made = _take_own(request, form, more, module, chosen, companies)
        if made:
            return redirect("modules:own_uptake", made.result.pk)
    context = {"module": module, "form": form, "more": more, "choices": choices, "chosen": chosen}
    return render(request, "modules/uptake/take_up.html", context)


def _known(last: ModuleUptake | None) -> dict[str, Any]:
    if last is None:
        return {}
    return {"company_name": last.company_name, "enterprise_number": last.enterprise_number}


def _take_own(
    request: PersonRequest, form: OwnTakeForm, more: AnswersForm, module: Module, chosen: Choice, companies: list[Any]
) -> Done[ModuleUptake] | None:
    company = {str(c.pk): c for c in companies}.get(form.company_id)
    known = {"contact_name": request.user.name, "email": request.user.email.lower(), "answers": more.answers}
    if company:
        typed = {"company_name": company.name, "enterprise_number": company.enterprise_number or ""}
    else:
        typed = {name: form.cleaned_data[name] for name in ("company_name", "enterprise_number")}
    return attempt(
        form,
        actions.take_up,
        module=module,
        programme=chosen[0],
        layer=chosen[1],
        values=typed | known,
        company_id=company.pk if company else None,
        form_id=form.cleaned_data["form_id"],
        by=request.actor,
    )


@requires(rules.TAKE_UP)
@require_safe
def own_uptakes(request: PersonRequest) -> HttpResponse:
    """What one has taken up so far, and what may come next."""
    found = queries.own_uptakes()
    if taken := exports.file(request, _("What you took up"), OWN_UPTAKES, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    next_steps = queries.next_steps(list(page))
    return render(
        request, "modules/uptake/own.html", {"page": page, "next_steps": next_steps, "wishes": wishes.own()[:20]}
    )


@requires(rules.TAKE_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def own_uptake(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One of one's own: the material, how it went, the step to coaching."""
    uptake = get_or_404(queries.by_id(pk))
    form = FeedbackForm(posted(request))
    if form.is_valid():
        values = form.cleaned_data
        if attempt(form, actions.give_feedback, uptake_id=pk, values=values, by=request.actor):
            messages.success(request, _("Thank you. That helps us and other companies."))
            return redirect("modules:own_uptake", pk)
    definition = uptake.layer_version.parts if uptake.layer_version else Definition()
    context = {
        "uptake": uptake,
        "form": form,
        "answers": shown(definition, uptake.answers),
        **_around(uptake),
        "next_steps": queries.next_steps(list(queries.own_uptakes()[:100])),
        "may_stop": UPTAKE.allows("withdraw", uptake.state, request.actor),
    }
    return render(request, "modules/uptake/own_one.html", context)


@requires(rules.TAKE_UP)
@require_POST
def stop(request: PersonRequest, pk: UUID) -> HttpResponse:
    get_or_404(queries.by_id(pk))
    attempt_or_message(request, actions.withdraw_uptake, _("Stopped."), uptake_id=pk, by=request.actor)
    return redirect("modules:own_uptakes")


@requires(rules.TAKE_UP)
@require_POST
def apply_further(request: PersonRequest, pk: UUID) -> HttpResponse:
    """From a light step to an application for coaching: what is known is filled in."""
    get_or_404(queries.by_id(pk))
    draft = attempt_or_message(request, actions.apply_for_coaching, uptake_id=pk, by=request.actor)
    if draft is None:
        return redirect("modules:own_uptake", pk)
    return redirect("programmes:application", draft.result.pk)


# -- The company and the programme ---------------------------------------------------------------------------------------
@requires(rules.VIEW_OWN_UPTAKES)
@require_safe
def company_uptakes(request: PlaceRequest, company: str) -> HttpResponse:
    """What this company took from the offer, and what suits next."""
    found = queries.own_uptakes()
    if taken := exports.file(request, _("From the offer"), OWN_UPTAKES, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found)
    next_steps = queries.next_steps(list(page))
    return render(request, "modules/uptake/company.html", {"page": page, "next_steps": next_steps})


@requires(rules.VIEW_UPTAKES)
@require_safe
def desk_uptakes(request: PlaceRequest, programme: str) -> HttpResponse:
    """All uptakes of the programme."""
    form = _filtered(request)
    found = queries.desk_uptakes(**form.filters, sort=request.GET.get("sort", ""))
    if taken := exports.file(request, _("Taken up"), UPTAKES, lambda: exports.capped(found.rows)):
        return taken
    shown_as = saved.shown(request, lists.KIND, form)
    with found.reading():
        page = page_of(request, found.rows, shown_as.per_page, known=found.counted())
    context = {
        "form": form,
        "page": page,
        "shown": shown_as,
        "body": lists.uptakes(request, page.object_list, shown_as.columns, carried(request.GET)),
        "filtered": form.asks,
    }
    return render(request, "modules/uptake/desk.html", context)


def _filtered(request: PlaceRequest) -> UptakeFilterForm:
    layers = [(str(number), label) for number, label in LayerNumber.choices if number < LayerNumber.COACHING]
    return UptakeFilterForm(request.GET, layers=layers)


@requires(rules.VIEW_UPTAKES)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_uptake(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """One uptake: who, what, their answers and feedback; stopping it with a reason."""
    uptake = get_or_404(queries.by_id(pk))
    form = StopForm(posted(request))
    actor = request.actor
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.withdraw_uptake, uptake_id=pk, reason=reason, by=actor):
            return redirect(along(request, "modules:desk_uptake", pk))
    found = queries.desk_uptakes(**_filtered(request).filters, sort=request.GET.get("sort", ""))
    with found.reading():
        onward = through(request, found.rows, pk, page="modules:desk_uptake", back="modules:desk_uptakes")
    definition = uptake.layer_version.parts if uptake.layer_version else Definition()
    context = {
        "uptake": uptake,
        "form": form,
        "onward": onward,
        "answers": shown(definition, uptake.answers),
        "may_stop": UPTAKE.allows("withdraw", uptake.state, actor),
    }
    return render(request, "modules/uptake/desk_one.html", context)
