"""Pages of platform staff."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coaching.companies.queries import is_old, register_as_of
from coaching.core.ground.people import names_of
from coaching.core.models import MailState, OutgoingEmail, Work
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt_or_message, get_or_404, open_to_place, requires
from coaching.core.screen.waits import worklist_of
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import rules
from coaching.insight.staff import actions, queries

TROUBLE = (MailState.FAILED, MailState.FULL, MailState.UNKNOWN)


@require_GET
@open_to_place
def staff_room(request: PlaceRequest) -> HttpResponse:
    """Is the installation well? All mails that failed or whose fate is unknown, and what the machine did by itself."""
    mails = OutgoingEmail.objects.only("id", "kind", "state", "created_at", "sent_at", "subject", "recipient_id")
    page = page_of(request, mails.filter(state__in=TROUBLE))
    names = names_of(mail.recipient_id for mail in page.object_list)
    as_of = register_as_of()
    troubled_work = queries.in_trouble()
    context = {
        "worklist": worklist_of(request),
        "all_waits": request.place.url("insight:staff_waits"),
        "kinds": queries.kinds(),
        "work": troubled_work[: queries.SHOWN],
        "more_work": len(troubled_work) > queries.SHOWN,
        "page": page,
        "troubled": [(mail, names.get(mail.recipient_id or 0, "–")) for mail in page.object_list],
        "queued": OutgoingEmail.objects.filter(state=MailState.QUEUED).count(),
        "system_entries": queries.by_itself(),
        "register_as_of": as_of,
        "register_is_old": is_old(as_of),
    }
    return render(request, "insight/staff.html", context)


@requires(rules.SETTLE_MAIL)
@require_POST
def settle_mail(request: PlaceRequest, mail_id: UUID, verb: str) -> HttpResponse:
    """Send a mail in trouble again, or say that it needs nothing more."""
    if verb not in actions.VERBS:
        raise Http404
    get_or_404(OutgoingEmail.objects.only("id"), pk=mail_id)
    done = _("It is on its way again.") if verb == actions.AGAIN else _("Settled.")
    attempt_or_message(request, actions.settle_mail, done, mail_id=mail_id, verb=verb, by=request.actor)
    return redirect("insight:staff")


@requires(rules.SETTLE_WORK)
@require_POST
def settle_work(request: PlaceRequest, work_id: UUID, verb: str) -> HttpResponse:
    """Have work that was given up tried again, or say that it needs nothing more."""
    if verb not in (actions.AGAIN, actions.LET_GO):
        raise Http404
    get_or_404(Work.objects.only("id"), pk=work_id)
    done = _("It is on its way again.") if verb == actions.AGAIN else _("Settled.")
    attempt_or_message(request, actions.settle_work, done, work_id=work_id, verb=verb, by=request.actor)
    return redirect("insight:staff")
