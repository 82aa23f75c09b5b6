"""Coming by a partner's link; the partner's own page; the programme's list of partners."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight.exports import PARTNERS
from coaching.insight.partners import lists, pictures, shown
from coaching.insight.partners.forms import AddPartnerForm, ChangePartnerForm, InvitePartnerForm, PartnerFilterForm
from coaching.insight.partners.reach import SMALLEST, STAGES, gather
from coaching.programmes import rules
from coaching.programmes.actions import partners as actions
from coaching.programmes.models import Partner, PartnerMembership, PartnerReach, PartnerVisit
from coaching.programmes.saved import queries as saved
from coaching.programmes.views.applying import VIA


def _figure(stage: str, line: Any) -> Any:
    return line.figures.get(stage, "")


REACH = (
    exports.Column(gettext_lazy("Cut"), lambda line: line.cut),
    exports.Column(gettext_lazy("Group"), lambda line: line.group),
    *(exports.Column(shown.HEADINGS[stage], partial(_figure, stage)) for stage in STAGES),
)
READ = ("id", "partner_id", "programme_id", "year", "as_of", "tables")


def link_to(partner: Partner) -> str:
    """The whole address, as one gives it on."""
    return settings.SITE_URL.rstrip("/") + reverse("insight:via", args=[partner.code])


# -- Whoever comes by the link ---------------------------------------------------------------------------------------
@login_not_required
@require_safe
def via(request: HttpRequest, code: str) -> HttpResponse:
    """Remember by whom until the browser closes, count the opening once, and show the offer. An old link shows it too."""
    known = request.session.get(VIA) == code
    if actions.open_link(code, count=request.method == "GET" and not known) and request.method == "GET":
        request.session[VIA] = code
    return redirect("modules:home")


# -- The partner -----------------------------------------------------------------------------------------------------
@requires(rules.VIEW_REACH)
@require_safe
def home(request: PlaceRequest) -> HttpResponse:
    """To the page of the person's partner; who has several finds the others under “My places”."""
    return to(request, "insight:partner")


@requires(rules.VIEW_REACH)
@require_safe
def partner(request: PlaceRequest, partner: str) -> HttpResponse:
    """My link, words for a newsletter, and how many came. No company is named and no small group shows."""
    own = Partner.objects.select_related("programme").get(pk=request.place.id)
    years = list(PartnerReach.objects.filter(partner_id=own.pk).only(*READ))
    visits = PartnerVisit.objects.filter(partner_id=own.pk)
    counted = visits.values_list("day__year", "day__month").annotate(n=Sum("count")).order_by()
    opened: dict[int, dict[int, int]] = {}
    for year, month, n in counted:
        opened.setdefault(year, {})[month] = n
    wanted = request.GET.get("year", "")
    chosen = next((row for row in years if str(row.year) == wanted), years[0] if years else None)
    total = chosen.tables.get("total", {}) if chosen else {}
    if chosen and (kind := exports.wanted(request)):
        lines, name = shown.lines_of(chosen.tables), f"{_('Our reach')} {chosen.year}"
        return exports.answer(kind, name, REACH, lines, by=request.actor, about=None)
    year = chosen.year if chosen else clock.today().year
    context = {
        "partner": own,
        "link": link_to(own),
        "opened": sum(opened.get(year, {}).values()),
        "visits": pictures.opened(opened.get(year, {}), year),
        "course": pictures.course(chosen.tables) if chosen else None,
        "reach": chosen,
        "stats": [(total[stage], shown.HEADINGS[stage]) for stage in STAGES if stage in total],
        "tables": shown.tables_of(chosen.tables) if chosen else [],
        "smallest": SMALLEST,
        "hidden": bool(total) and len(total) < len(STAGES),
        "years": [{"label": row.year, "url": f"?year={row.year}", "current": row is chosen} for row in years],
    }
    return render(request, "insight/partner.html", context)


@requires(rules.VIEW_REACH)
@require_safe
def qr(request: PlaceRequest, partner: str) -> HttpResponse:
    """The link as a picture to print."""
    own = Partner.objects.get(pk=request.place.id)
    return _picture(own)


def _picture(partner: Partner) -> HttpResponse:
    out = io.BytesIO()
    segno.make(link_to(partner), error="m", micro=False).save(out, kind="svg", scale=6, border=4, light="#fff")
    return HttpResponse(
        out.getvalue(),
        content_type="image/svg+xml",
        headers={
            "Content-Disposition": f'inline; filename="qr-{partner.code}.svg"',
            "X-Content-Type-Options": "nosniff",
        },
    )


# -- The programme ---------------------------------------------------------------------------------------------------
@requires(rules.KEEP_PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: PlaceRequest, programme: str) -> HttpResponse:
    """Who refers companies to us; add one."""
    form = AddPartnerForm(posted(request))
    if form.is_valid():
        made = attempt(form, actions.add_partner, by=request.actor, **form.cleaned_data)
        if made:
            messages.success(request, _("The partner has a link now. Invite its person to see it."))
            return to(request, "insight:kept_partner", made.result.pk)
    narrow = PartnerFilterForm(request.GET, auto_id="narrow_%s")  # the form below has the same fields
    found = lists.partners_found(narrow.filters, request.GET.get("sort", ""))
    if taken := exports.file(request, _("Partners"), PARTNERS, lambda: _linked(exports.capped(found))):
        return taken
    shown_as = saved.shown(request, lists.PARTNERS, narrow)
    page = page_of(request, found, shown_as.per_page)
    address = request.place.url("insight:partners")
    context = {
        "form": form,
        "narrow": narrow,
        "filtered": narrow.asks,
        "page": page,
        "shown": shown_as,
        "body": lists.partners(request, _linked(page), shown_as.columns, address),
    }
    return render(request, "insight/partners.html", context)


def _linked(rows: Iterable[Partner]) -> list[tuple[Partner, str]]:
    return [(row, link_to(row)) for row in rows]


def _context(found: Partner, form: Any, invite: Any) -> dict[str, Any]:
    people = list(PartnerMembership.objects.filter(partner_id=found.pk, ended_at=None).order_by("begins_on", "id"))
    names, today = names_of(row.user_id for row in people), clock.today()
    came = gather(found, today.year, today)
    opened = PartnerVisit.objects.filter(partner_id=found.pk, day__year=today.year).aggregate(n=Sum("count"))["n"] or 0
    return {
        "partner": found,
        "form": form,
        "invite": invite,
        "link": link_to(found),
        "opened": opened,
        "year": today.year,
        "people": [(row, names.get(row.user_id, "–")) for row in people],
        "tables": shown.all_of(came),
        "stats": [
            (sum(row.depth >= index for row in came), shown.HEADINGS[stage]) for index, stage in enumerate(STAGES)
        ],
    }


@requires(rules.KEEP_PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def kept_partner(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Its link, people and reach in whole figures; another name or kind."""
    found = get_or_404(Partner.objects, pk=pk)
    form = ChangePartnerForm(posted(request), instance=found)
    if form.is_valid():
        values = {"name": form.cleaned_data["name"], "kind": form.cleaned_data["kind"], "opened_with": form.opened_with}
        if attempt(form, actions.change_partner, partner_id=pk, by=request.actor, **values):
            messages.success(request, _("Saved."))
            return to(request, "insight:kept_partner", pk)
    invite = InvitePartnerForm(initial={"language": get_language()}, prefix="invite")
    found = get_or_404(Partner.objects, pk=pk)  # what the form may have put into it is not saved
    return render(request, "insight/kept_partner.html", _context(found, form, invite))


@requires(rules.KEEP_PARTNERS)
@require_POST
def invite_partner(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    found = get_or_404(Partner.objects, pk=pk)
    invite = InvitePartnerForm(request.POST, prefix="invite")
    if invite.is_valid() and attempt(
        invite,
        actions.invite_to_partner,
        partner_id=pk,
        by=request.actor,
        **invite.cleaned_data,
    ):
        messages.success(request, _("The invitation is on its way."))
        return to(request, "insight:kept_partner", pk)
    return render(request, "insight/kept_partner.html", _context(found, ChangePartnerForm(instance=found), invite))


@requires(rules.KEEP_PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def retire_partner(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Stop with a partner; asks first."""
    found = get_or_404(Partner.objects, pk=pk)
    if request.method == "POST":
        attempt_or_message(
            request, actions.retire_partner, _("The partner has stopped."), partner_id=pk, by=request.actor
        )
        return to(request, "insight:kept_partner", pk)
    context = {
        "title": _("Stop with this partner"),
        "lead": found.name,
        "submit": _("Stop with this partner"),
        "consequences": [
            _("Its link still shows the offer, but counts no more."),
            _("Its people no longer see its page."),
            _("What was counted stays."),
        ],
        "cancel": request.place.url("insight:kept_partner", pk),
    }
    return render(request, "components/confirm_page.html", context)


@requires(rules.KEEP_PARTNERS)
@require_POST
def end_partner_person(request: PlaceRequest, programme: str, pk: UUID, membership: UUID) -> HttpResponse:
    row = get_or_404(PartnerMembership.objects, pk=membership, partner_id=pk)
    attempt_or_message(
        request,
        actions.end_partner_membership,
        _("This person no longer sees the page."),
        membership_id=row.pk,
        by=request.actor,
    )
    return to(request, "insight:kept_partner", pk)
