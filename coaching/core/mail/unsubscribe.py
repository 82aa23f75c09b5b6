"""No more news by one click (RFC 2369, RFC 8058): for news to a person only, never for what has a date or is about an account."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from coaching.core.models import OutgoingEmail

SALT = "vijfsprong.no-more-news"
POSTED = ("List-Unsubscribe", "One-Click")  # what a mail program sends (RFC 8058 §3.2)


def path_for(row: OutgoingEmail) -> str:
    """The address that stops the news of this reader; "" for a mail that is no news. It can do nothing else, and stays good."""
    if row.deadline_mail or row.recipient_id is None:
        return ""
    return reverse("accounts:stop_news", args=[Signer(salt=SALT).sign(str(row.recipient_id))])


def reader_of(token: str) -> int | None:
    """Whose news the link in a mail stops; None for a link that we did not make."""
    try:
        return int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
