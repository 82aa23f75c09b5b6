"""A second step that is set up counts for the session in which it is; navigation."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.utils.translation import gettext_lazy as _

from coaching.accounts import rules
from coaching.core.navigation import Entry, register


def count_setting_up(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Whoever connects an app or a key has just proved to hold it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


authenticator_added.connect(count_setting_up, dispatch_uid="accounts.count_setting_up")
register("person", Entry(_("My places"), "accounts:places", rules.OWN, "layout-grid", 10))
register(
    "account",
    Entry(_("My mails"), "accounts:mails", "", "mail", 40),
    Entry(_("My details"), "accounts:profile", "", "user", 50),
)
register("staff", Entry(_("Find a person"), "accounts:staff_people", rules.RESET_SECOND_FACTOR, "search", 40))
