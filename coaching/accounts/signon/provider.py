"""Our kind of provider: PKCE and a nonce always, scope and acr from the settings alone, little kept of what it tells."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider, OpenIDConnectProviderAccount
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from coaching.accounts.signon.adapter import CheckedAdapter


class Connected(OpenIDConnectProviderAccount):
    def to_str(self) -> str:
        """At which provider, and as whom."""
        name = (self.account.extra_data or {}).get("name", "")
        label = str(self.account.get_provider().name)
        return f"{label}: {name}" if name else label


class SignOn(OpenIDConnectProvider):
    account_class = Connected
    pkce_enabled_default = True
    oauth2_adapter_class = CheckedAdapter
    supports_token_authentication = False  # only by the way through the browser

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its name in the reader's language."""
        super().__init__(*args, **kwargs)
        self.name = self.app.settings.get("labels", {}).get((get_language() or "nl")[:2]) or self.app.name

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """The operator's alone: a link cannot ask for more."""
        return [str(word) for word in self.get_scope()]

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """The operator's alone: a link cannot ask for a weaker way of signing in."""
        wanted = self.app.settings.get("acr_values", [])
        return {"acr_values": " ".join(wanted)} if wanted else {}

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the provider, with a nonce that this session alone remembers."""
        nonce = secrets.token_urlsafe(24)
        asked = {**kwargs.pop("auth_params", {}), "nonce": nonce}
        return super().redirect(request, *args, auth_params=asked, nonce=nonce, **kwargs)

    # `data` is what `CheckedAdapter` made of the claims: {"sub": …, "kept": {…}}.
    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return dict(data["kept"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """No address: the invitation gives it (`SocialAccountAdapter`)."""
        return {"name": data["kept"]["name"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        return []


provider_classes = [SignOn]
