"""What is told to the sign-in library: a second step that is set up counts at once, a reset proves the address; navigation."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.utils.translation import gettext_lazy as _

from coaching.accounts import rules
from coaching.core.screen.navigation import Entry, register


def count_setting_up(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Whoever connects an app or a key has just proved to hold it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def confirm_by_reset(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Whoever was put in by others and chose a password by the link in our mail has proved that address by it.

    Only where the library knows no other address of this person: then the mail can have gone nowhere else.
    """
    known = EmailAddress.objects.filter(user_id=user.pk)
    if not known.exclude(email__iexact=user.email).exists():
        proved = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user_id=user.pk, email=user.email.lower(), defaults=proved)


password_reset.connect(confirm_by_reset, dispatch_uid="accounts.confirm_by_reset")
authenticator_added.connect(count_setting_up, dispatch_uid="accounts.count_setting_up")
register("person", Entry(_("My places"), "accounts:places", rules.OWN, "layout-grid", 10))
register(
    "account",
    Entry(_("My calendar"), "accounts:calendars", "", "calendar-check", 30),
    Entry(_("My mails"), "accounts:mails", "", "mail", 40),
    Entry(_("My details"), "accounts:profile", "", "user", 50),
)
register("staff", Entry(_("Find a person"), "accounts:staff_people", rules.RESET_SECOND_FACTOR, "search", 40))
