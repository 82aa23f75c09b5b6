"""People whom others put in (an import, a desk) and who could never sign in.

The first mail to such a person is a welcome: it goes out before whatever made us write, and the rest waits until it is
settled. Every later mail says how to sign in, until they can. Delivery asks this here, of the reader's own row, so that
no mail has to think of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from coaching.core.mail.outbox import MAILS
from coaching.core.models import MailState, OutgoingEmail

WELCOME = "insight.welcome"  # written by the app that knows every place of a person
UNSETTLED = (MailState.QUEUED, MailState.SENDING)
# What a welcome says of the places of a person, by the app that knows them all: (person, row) → context.
_writer: list[Callable[[Any, OutgoingEmail], dict[str, Any]]] = []


def tells(function: Callable[[Any, OutgoingEmail], dict[str, Any]]) -> Callable[[Any, OutgoingEmail], dict[str, Any]]:
    """Register what gathers the facts of a welcome; one function only."""
    if _writer:
        raise ValueError("who writes a welcome is declared twice")
    _writer.append(function)
    return function


def never_could_sign_in(person: Any) -> bool:
    """No password was ever chosen, and nobody ever signed in by any other way (a key, single sign-on)."""
    return person.last_login is None and (not person.password or not person.has_usable_password())


def after_welcome(due: QuerySet[OutgoingEmail]) -> QuerySet[OutgoingEmail]:
    """Without the mails to somebody whose welcome is still under way."""
    under_way = OutgoingEmail.objects.filter(recipient_id=OuterRef("recipient_id"), kind=WELCOME, state__in=UNSETTLED)
    return due.filter(Q(kind=WELCOME) | ~Exists(under_way))


def welcome_first(rows: list[OutgoingEmail]) -> tuple[list[OutgoingEmail], int]:
    """Those rows that may go now, and for how many people a welcome was queued that goes first.

    Call in a system context, with the rows locked. A person is welcomed once (the dedupe key), two workers or not.
    """
    if WELCOME not in MAILS:
        return rows, 0
    wanted = {row.recipient_id for row in rows if row.recipient_id and row.kind != WELCOME}
    new = _unwelcomed(wanted)
    if not new:
        return rows, 0
    OutgoingEmail.objects.bulk_create([_welcome(new[pk], rows) for pk in sorted(new)], ignore_conflicts=True)
    return [row for row in rows if row.recipient_id not in new], len(new)


def _unwelcomed(ids: Iterable[int | None]) -> dict[int, Any]:
    """Without the invented people of a generated demonstration: nobody reads their mail."""
    people = get_user_model()._default_manager.filter(pk__in=list(ids), is_active=True, is_demo=False, last_login=None)
    found = {person.pk: person for person in people if never_could_sign_in(person)}
    if not found:
        return {}
    had = OutgoingEmail.objects.filter(recipient_id__in=found, kind=WELCOME).values_list("recipient_id", flat=True)
    return {pk: found[pk] for pk in found.keys() - set(had)}


def _welcome(person: Any, rows: list[OutgoingEmail]) -> OutgoingEmail:
    """Filed where the mail is filed that made us write, so that its programme sees it and hears when it comes back."""
    first = min((row for row in rows if row.recipient_id == person.pk), key=lambda row: row.not_before)
    return OutgoingEmail(
        kind=WELCOME,
        recipient_id=person.pk,
        dedupe_key=f"welcome:{person.pk}",
        company_id=first.company_id,
        programme_id=first.programme_id,
        trajectory_id=first.trajectory_id,
        language=first.language,
        not_before=first.not_before - timedelta(microseconds=1),
        context={"email": person.email, **(_writer[0](person, first) if _writer else {})},
    )
