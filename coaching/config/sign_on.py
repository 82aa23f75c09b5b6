"""Providers of single sign-on, as the operator names them (docs/sign-on.md): read and checked before anything starts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LANGUAGES = ("nl", "fr", "en")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MUST = ("id", "name", "server_url", "client_id", "secret")
# Key of the operator → whether it holds several words, and what stands there when it is left out.
LISTS: dict[str, list[str]] = {
    "scope": ["openid", "profile", "email"],
    "acr_values": [],
    "two_factor_acr": [],
    "two_factor_amr": [],
    "form_hosts": [],
}
WORDS = {"organisation_claim": "", "organisation_name_claim": "", "representative_claim": "", "token_auth_method": ""}
SWITCHES = {"userinfo": True, "logout": False}
CLIENT_PROOFS = ("", "client_secret_post", "client_secret_basic")


def read(text: str, production: bool) -> list[dict[str, Any]]:
    """The providers in SIGN_ON_PROVIDERS, a JSON list, as the sign-in library wants them.

    Raises ImproperlyConfigured with the number of the provider and what is wrong: a switch that is misspelt must not
    leave a door open.
    """
    if not text.strip():
        return []
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"SIGN_ON_PROVIDERS is no JSON: {error}") from None
    if not isinstance(given, list):
        raise ImproperlyConfigured("SIGN_ON_PROVIDERS must be a list of providers")
    found = [_provider(one, number, production) for number, one in enumerate(given, 1)]
    ids = [one["provider_id"] for one in found]
    if len(set(ids)) != len(ids):
        raise ImproperlyConfigured("SIGN_ON_PROVIDERS names one id twice")
    return found


def with_one(
    providers: list[dict[str, Any]], value: Callable[[str, str], str], production: bool
) -> list[dict[str, Any]]:
    """The list, with the single provider of the older variables OIDC_… in front when there is one."""
    if not value("OIDC_SERVER_URL", ""):
        return providers
    one = {
        "id": value("OIDC_PROVIDER_ID", "") or "sso",
        "name": value("OIDC_NAME", "") or "Single sign-on",
        "server_url": value("OIDC_SERVER_URL", ""),
        "client_id": value("OIDC_CLIENT_ID", ""),
        "secret": value("OIDC_SECRET", ""),
    }
    first = _provider(one, 0, production)
    if first["provider_id"] in {other["provider_id"] for other in providers}:
        raise ImproperlyConfigured("OIDC_PROVIDER_ID is the id of a provider in SIGN_ON_PROVIDERS too")
    return [first, *providers]


def form_hosts(providers: list[dict[str, Any]]) -> list[str]:
    """Where a form of ours may lead: browsers hold each step of the redirect that follows it to this."""
    hosts = ["{0.scheme}://{0.netloc}".format(urlsplit(one["settings"]["server_url"])) for one in providers]
    return list(dict.fromkeys(hosts + [host for one in providers for host in one["settings"]["form_hosts"]]))


def _provider(given: Any, number: int, production: bool) -> dict[str, Any]:
    def wrong(what: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"provider {number} of single sign-on: {what}")

    if not isinstance(given, dict):
        raise wrong("no object with keys")
    if unknown := given.keys() - {*MUST, *LISTS, *WORDS, *SWITCHES}:
        raise wrong(f"unknown: {', '.join(sorted(unknown))}")
    if missing := [key for key in MUST if not given.get(key)]:
        raise wrong(f"missing: {', '.join(missing)}")
    if not isinstance(given["id"], str) or not ID.fullmatch(given["id"]):
        raise wrong("id is written with a-z, 0-9 and -")
    if urlsplit(str(given["server_url"])).scheme != "https" and production:
        raise wrong("server_url must begin with https:// in production")
    settings = {name: _list(given.get(name, there)) for name, there in LISTS.items()}
    settings |= {name: given.get(name, there) for name, there in {**WORDS, **SWITCHES}.items()}
    if "openid" not in settings["scope"]:
        raise wrong("scope must hold openid")
    if any(not isinstance(settings[name], bool) for name in SWITCHES):
        raise wrong(f"{' and '.join(SWITCHES)} are true or false")
    if settings["token_auth_method"] not in CLIENT_PROOFS:
        raise wrong(f"token_auth_method is one of {', '.join(CLIENT_PROOFS[1:])}")
    labels = _labels(given["name"])
    if labels is None:
        raise wrong("name is a text, or one for each of nl, fr and en")
    return {
        "provider_id": given["id"],
        "name": labels["nl"][:40],
        "client_id": str(given["client_id"]),
        "secret": str(given["secret"]),
        "settings": {**settings, "server_url": str(given["server_url"]).rstrip("/"), "labels": labels},
    }


def _labels(given: Any) -> dict[str, str] | None:
    if isinstance(given, str):
        return dict.fromkeys(LANGUAGES, given)
    if (
        isinstance(given, dict)
        and set(given) == set(LANGUAGES)
        and all(isinstance(t, str) and t for t in given.values())
    ):
        return given
    return None


def _list(given: Any) -> list[str]:
    """A list of words, or one text with spaces between them."""
    return given.split() if isinstance(given, str) else [str(word) for word in given]
