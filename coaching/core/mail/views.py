"""The local mailbox: every mail of this installation, to play the story by hand. Not part of production's URLs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.decorators import csp
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from coaching.core.models import MailState

PAGE = 50
# Mails carry their style in their elements, as mail readers want it; nothing else may run or load.
MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "sandbox": ["allow-popups", "allow-top-navigation"],
}


@login_not_required
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Mails, newest first, fifty a page; `q` searches address and subject."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    mails = _rows("SELECT * FROM demo_mailbox(%s, %s)", [search, _moment(request.GET.get("before", ""))])
    older = ""
    if len(mails) > PAGE:
        mails = mails[:PAGE]
        older = "?" + urlencode({"q": search, "before": mails[-1]["created_at"].isoformat()})
    return render(request, "mailbox/list.html", {"mails": mails, "search": search, "older": older})


@login_not_required
@require_GET
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail as text, with a link to its HTML."""
    return render(request, "mailbox/mail.html", {"mail": _mail(mail_id)})


@login_not_required
@require_GET
@csp(MAIL_POLICY)  # type: ignore[arg-type]  # its type forgets that views take arguments
def mail_html(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """The HTML part by itself, shut in by a policy of its own."""
    return HttpResponse(_mail(mail_id)["body_html"])


def _mail(mail_id: UUID) -> dict[str, Any]:
    found = _rows("SELECT * FROM demo_mail(%s)", [mail_id])
    if not found:
        raise Http404
    return found[0]


def _rows(sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    for row in rows:
        row["state_label"] = MailState(row["state"]).label
    return rows


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
