"""How the sign-in library is told about us: names, words, mails through the outbox, and invitations."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from coaching.accounts import actions, sealing, tasks, words
from coaching.accounts.models import User
from coaching.accounts.signon import binding, session
from coaching.core.screen.typed import kept

INVITED = "invitation_token"  # session key: accept this invitation as soon as somebody has signed in


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ACCOUNT_ERRORS}

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """The name as typed, the language in which the form was read."""
        super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name") or user.name or user.email.partition("@")[0]
        user.language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
        if commit:
            user.save()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail leaves here: it becomes a row of the outbox, in its reader's language."""
        known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        links = (context.get(name) for name in ("activate_url", "password_reset_url", "signup_url"))
        path = next((urlsplit(link).path for link in links if link), "")
        told = {"template": template_prefix, "path": path, "email": email}
        facts = ("from_email", "to_email", "ip", "user_agent")
        told |= {name: str(context[name]) for name in facts if context.get(name)}
        tasks.queue_mail(email, known or (translation.get_language() or "nl")[:2], told)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or words.MESSAGES.get(message_template or "", "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_login_stages(self) -> list[str]:
        """The library's, with a second step that believes the provider where the operator says so."""
        own = {"allauth.mfa.stages.AuthenticateStage": "coaching.accounts.signon.stages.SecondStep"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """By way of the provider that signed the person in, where the operator wants that; the session still knows."""
        return session.way_out(request) or str(super().get_logout_redirect_url(request))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The reader's own language from here on; an invitation that brought them here is accepted now.

        Whoever was signed out while writing goes back to that page, by whatever way they signed in.
        """
        response = super().post_login(request, user, **kwargs)
        sociallogin = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        session.remember(request, sociallogin.account if sociallogin else None)
        if waiting := kept.mine(request):
            response = redirect(waiting[0].page)
        token = request.session.pop(INVITED, "")
        if token:
            outcome = actions.accept_invitation(token=token, user=user)
            found = actions.find_invitation(token)
            done = outcome in {"done", "accepted"} and found is not None
            response = redirect(found.path if done and found else reverse("accounts:invitation", args=[token]))
        if "lang" not in request.GET and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=31_536_000, samesite="Lax")
        return response


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **words.MFA_ERRORS}

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.read(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """On white, so that a phone can read it in dark colours too."""
        drawn = BytesIO()
        segno.make(url, error="m", micro=False).save(
            drawn, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False
        )
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        """Keys are numbered; the person may give a better name."""
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - the library loads its adapter before its models

        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return translation.gettext("Key %(number)s") % {"number": number}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on shows who somebody is. It lets nobody in who was not invited (ADR 0048)."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Who comes for the first time must follow an invitation, which binds them to their `sub` at the provider.

        What the provider says of an address takes nothing over: somebody who has an account already signs in first and
        then connects the two.
        """
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if (
            sociallogin.is_existing
            or connecting
            or binding.bind(request, sociallogin, request.session.get(INVITED, ""))
        ):
            return
        raise _not_invited(request)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Connecting tells of an organisation as signing in does, once the account is the person's own."""
        if socialaccount.pk and socialaccount.user_id == request.user.pk:
            session.remember(request, socialaccount)
        return str(super().get_connect_redirect_url(request, socialaccount))

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """The provider's name for the person, else the first part of their address. All of it is kept, or nothing.

        Of several who come in with one invitation at the same instant the first is bound.
        """
        user = sociallogin.user
        user.name = sociallogin.account.extra_data.get("name") or user.email.partition("@")[0]
        user.language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
        try:
            with transaction.atomic():
                return super().save_user(request, sociallogin, form)
        except IntegrityError:  # the address, or this very account, is bound since we looked
            raise _not_invited(request) from None

    def list_providers(self, request: HttpRequest) -> list[Any]:
        """Ours stand in the settings; where those name none, the sign-in page need not ask the database for any."""
        return super().list_providers(request) if settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] else []


def _not_invited(request: HttpRequest) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
