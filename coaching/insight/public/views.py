"""Pages that tell who runs this, what happens with data and how accessible it is; two files for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching.core.ground import clock
from coaching.core.ground.installation import operator
from coaching.core.ground.keeps import KEPT
from coaching.insight.keeping.retention import KINDS
from coaching.programmes.models import Programme

# When the accessibility statement was drawn up and last looked at: change the second when its facts were checked again.
DRAWN_UP, CHECKED = date(2026, 11, 28), date(2026, 11, 28)
STANDS = timedelta(days=90)  # how long security.txt is good for; it is made anew at each look
LANGUAGES = ("nl", "fr", "en")
# Areas where a crawler finds only a page to sign in, or what is meant for one person.
PRIVATE = (
    *(
        "account",
        "me",
        "apply",
        "file",
        "c",
        "p",
        "coach",
        "partner",
        "staff",
        "invite",
        "s",
        "verify",
        "mailbox",
        "styleguide",
    ),
    *("i18n", "offer/taken", "offer/place", "offer/via"),
)


@dataclass(frozen=True)
class Reach:
    """A programme and where it can be reached."""

    name: str
    address: str
    email: str
    phone: str
    paid_by: str

    @property
    def can_be_reached(self) -> bool:
        return bool(self.address or self.email or self.phone)


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask what, and the imprint."""
    columns = ("name", "contact_address", "contact_email", "contact_phone", "paid_by")
    rows = [Reach(*row) for row in Programme.objects.filter(is_open=True).values_list(*columns)]
    return _page(request, "contact", programmes=rows)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, and what a browser keeps."""
    return _page(request, "privacy", kept=KEPT, kinds=[kind for kind in KINDS if kind.months])


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the order of the Flemish model (subject/law.md#what-every-public-service-shows)."""
    return _page(request, "accessibility", drawn_up=DRAWN_UP, checked=CHECKED, site=settings.SITE_URL)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"insight/public/{name}.html", context)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Its end is counted from today, so that it never passes unseen; who answers is a setting."""
    email = operator().email
    contact = settings.SECURITY_CONTACT or (f"mailto:{email}" if email else f"{settings.SITE_URL}/contact/")
    expires = (clock.now() + STANDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; places of people are left alone. It names areas, never what is in them."""
    lines = ["User-agent: *", *(f"Disallow: /{area}/" for area in PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
