"""The sign-in library's forms with our labels and hints (named in the settings ACCOUNT_FORMS and MFA_FORMS)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coaching.accounts.alike import SignUpAlike, account_of, token_for_nobody
from coaching.accounts.words import HINTS, LABELS


class Worded:
    """Replaces the library's labels and placeholders by ours. A placeholder is no label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in LABELS:
                field.label = LABELS[name]
            field.help_text = HINTS.get(name, "")


class Login(Worded, account.LoginForm):
    """E-mail address and password."""


class Signup(Worded, SignUpAlike, account.SignupForm):
    """Who comes by an invitation finds the address filled in; whether it is the invited one is asked when accepting.

    Asking it here would tell strangers which addresses have an account.
    """

    name = forms.CharField(label=_("Your first name and name"), max_length=150)
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your first name and name")
        self.fields["password1"].label = LABELS["password"]
        invited = context.request.session.get("account_verified_email") if context.request else ""
        if invited:
            self.fields["email"].initial = invited
            self.fields["email"].widget.attrs["readonly"] = True

    def try_save(self, request: Any) -> tuple[Any, Any]:
        """Of two at the same instant the second meets the address that is taken since: it gets the answer of the first.

        No mail: the first one's is on its way to that address.
        """
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            return None, get_adapter().respond_email_verification_sent(request, None)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].replace("\x00", "").split())


class ChangeEmail(Worded, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePassword(Worded, account.ChangePasswordForm):
    pass


class SetPassword(Worded, account.SetPasswordForm):
    pass


class ResetPassword(Worded, account.ResetPasswordForm):
    def clean_email(self) -> str:
        """One account at most gets the mail, found by as many queries as none is."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        found = account_of(email)
        self.users = [found] if found and found.is_active else []
        return email

    def save(self, request: Any, **kwargs: Any) -> str:
        if not self.users:
            token_for_nobody(self.cleaned_data["email"])
        return str(super().save(request, **kwargs))


class ResetPasswordKey(Worded, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(Worded, account.ReauthenticateForm):
    pass


class Authenticate(Worded, mfa.AuthenticateForm):
    pass


class ReauthenticateCode(Worded, mfa.ReauthenticateForm):
    pass


class ActivateTotp(Worded, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six figures that your app shows now.")


class AddKey(Worded, webauthn.AddWebAuthnForm):
    pass


class EditKey(Worded, webauthn.EditWebAuthnForm):
    pass
