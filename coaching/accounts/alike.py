"""An address with an account and one without are answered with the same work, so that no time tells them apart.

As many password hashes, about as many queries, one mail through the outbox; no waiting, which would hide nothing from
who asks often enough. `tests/accounts/test_alike.py` counts the work, `tests/bench/answer_times.py` takes the time.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from coaching.accounts.models import User
from coaching.accounts.sessions import read_along

STASHED = "account_verified_email"  # session key of the library: the address that a followed link has proved


def account_of(email: str) -> User | None:
    """Who signs in with this address: who has confirmed it, else whose own it is. Always two queries.

    Never somebody who has only asked to change to it: it may be another's.
    """
    confirmed = EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first()
    own = User.objects.filter(email=email.lower()).first()
    return confirmed.user if confirmed else own


class OneAccount(AuthenticationBackend):
    """A password is held against one account at most, and hashed once whether there is one or not."""

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        return self._check_password(account_of(email), password)

    def get_user(self, user_id: Any) -> Any:
        """Who is signed in: as read along with the session, else by a question of its own."""
        person = read_along(user_id)
        if person is None:
            return super().get_user(user_id)
        return person if self.user_can_authenticate(person) else None


class ResetToken(PasswordResetTokenGenerator):
    """Dead as soon as an address of the account changes; writes nothing, also for an account that was imported."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        rows = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
        return super()._make_hash_value(user, timestamp) + "|".join(sorted({user.email, *rows}))


def token_for_nobody(email: str) -> None:
    """The work of a link for choosing a password, where there is no account to choose it for."""
    ResetToken().make_token(User(pk=0, email=email))


class SignUpAlike:
    """For the sign-up form: who has an account already costs as much as a new one."""

    def try_save(self, request: Any) -> Any:
        form: Any = self
        if form.account_already_exists:
            _make_and_forget(form, request)
        return super().try_save(request)  # type: ignore[misc]  # the library's form stands behind this mixin


def _make_and_forget(form: Any, request: Any) -> None:
    """Make the account under an address that nobody has, and undo it."""
    email, stashed = form.cleaned_data["email"], request.session.get(STASHED)
    form.cleaned_data["email"] = f"{uuid4().hex}@{email.rpartition('@')[2]}"[-254:]
    form.account_already_exists = False
    try:
        with transaction.atomic():
            form.save(request)
            transaction.set_rollback(True)
    finally:
        form.cleaned_data["email"], form.account_already_exists = email, True
        if stashed:
            request.session[STASHED] = stashed
