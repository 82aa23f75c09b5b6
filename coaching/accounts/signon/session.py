"""What a session remembers of single sign-on: for which organisation somebody came, and how they leave."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.utils.translation import get_language
from requests import RequestException

log = logging.getLogger(__name__)
KEY = "sign_on"  # session key


@dataclass(frozen=True)
class Organisation:
    """For which enterprise somebody signed in. number: ten digits; represents: as its legal representative, proved."""

    number: str
    name: str
    represents: bool
    provider: str


def remember(request: HttpRequest, account: Any) -> None:
    """Note what the provider has just told with this account; any other way of signing in (None) forgets it."""
    request.session.pop(KEY, None)
    if account is None:
        return
    told = account.extra_data or {}
    request.session[KEY] = {
        "provider": account.provider,
        **{name: told.get(name, "") for name in ("organisation", "organisation_name", "represents")},
    }


def organisation_of(request: HttpRequest) -> Organisation | None:
    """The enterprise of this sign-in, None without: chosen at the provider in this very session, never an older one."""
    told = request.session.get(KEY) or {}
    represents = told.get("represents", "")
    number = represents or told.get("organisation", "")
    if not number:
        return None
    named = told.get("organisation_name", "") if told.get("organisation") in ("", number) else ""
    return Organisation(number, named, bool(represents), _label(told["provider"]))


def way_out(request: HttpRequest) -> str:
    """The provider's address for signing out there too (OpenID Connect RP-Initiated Logout 1.0); "" without one.

    A provider that does not answer keeps nobody from signing out here.
    """
    told = request.session.get(KEY) or {}
    if not told:
        return ""
    try:
        provider = get_adapter().get_provider(request, told["provider"])
        if not provider.app.settings.get("logout"):
            return ""
        address = str(provider.get_oauth2_adapter(request).openid_config.get("end_session_endpoint", ""))
    except (RequestException, OAuth2Error, ValueError, ObjectDoesNotExist) as error:
        log.warning("the provider of single sign-on does not say how to sign out: %s", error)
        return ""
    back = {"client_id": provider.app.client_id, "post_logout_redirect_uri": f"{settings.SITE_URL}/"}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(back)}" if address.startswith("http") else ""


def _label(provider_id: str) -> str:
    """The provider's name in the reader's language, from the settings: hats may not look where the library would."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app: dict[str, Any] = next((app for app in apps if app["provider_id"] == provider_id), {})
    labels = app.get("settings", {}).get("labels", {})
    return str(labels.get((get_language() or "nl")[:2], provider_id))
