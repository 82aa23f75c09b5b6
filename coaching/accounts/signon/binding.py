"""The first time: an invitation binds a person to their `sub`. A provider's word on an address takes nothing over."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest

from coaching.accounts import actions
from coaching.accounts.models import User
from coaching.core.mail.newcomers import never_could_sign_in


def bind(request: HttpRequest, sociallogin: Any, token: str) -> bool:
    """Give the sign-in the person whom the invitation is for; False when nothing is open, or it is somebody else's.

    The link came by mail, so whoever holds it has that mailbox; it works once. The address is the invitation's, whatever
    the provider says. A confirmed address of the provider that is another one refuses: then it is another person's link.
    """
    found = actions.find_invitation(token) if token else None
    told = sociallogin.account.extra_data or {}
    if found is None or found.state != "open":
        return False
    if told.get("email_verified") is True and told.get("email") != found.email.lower():
        return False
    if found.known:
        return _bind_newcomer(request, sociallogin, found.email)
    sociallogin.user.email = found.email.lower()
    sociallogin.email_addresses = [EmailAddress(email=found.email.lower(), verified=True, primary=True)]
    return True


@transaction.atomic
def _bind_newcomer(request: HttpRequest, sociallogin: Any, email: str) -> bool:
    """Somebody whom others put in and who could never sign in: the link does what choosing a password by mail would.

    Nobody else: a mailbox alone must not lead into an account that has a password, a second step or another sign-in.
    The account is locked: of several at the same instant the second finds that it has another sign-in.
    """
    user = User.objects.select_for_update().filter(email=email.lower(), is_active=True).first()
    if user is None or not never_could_sign_in(user):
        return False
    if SocialAccount.objects.filter(user=user).exists() or Authenticator.objects.filter(user=user).exists():
        return False
    proved = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user_id=user.pk, email=user.email, defaults=proved)
    sociallogin.connect(request, user)
    return True
