"""Three kinds of provider as their documentation describes them (docs/sign-on.md), and the way there and back."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import LazySettings
from django.test import Client

from coaching.config import sign_on
from coaching.core.ground.roles import Role
from tests.accounts.provider import CLIENT_ID, SECRET, Provider
from tests.patience import HANGS

BAKERY = "0999990123"
# The Flemish access management: no address ever, names, the chosen enterprise, and whom one represents by law.
FLEMISH = {
    "sub": "2365621db15c6e2846ca71a1f2774e79fa28c487",
    "given_name": "Els",
    "family_name": "Peeters",
    "vo_id": "a5720746-4c9e-48a8-9aa0-7ab456648487",
    "vo_doelgroepcode": "EA",
    "vo_orgcode": BAKERY,
    "vo_orgnaam": "Bakkerij Peeters BV",
    "wv_orgcode": BAKERY,
    "acr": "urn:be:vlaanderen:authmech:eid",
}
FLEMISH_SETTINGS = {
    "name": {"nl": "Vlaamse overheid", "fr": "Autorité flamande", "en": "Flemish government"},
    "scope": "openid profile vo wettelijkvertegenwoordiger",
    "acr_values": ["urn:be:vlaanderen:authmech:eid", "urn:be:vlaanderen:authmech:csamtotp"],
    "two_factor_acr": ["urn:be:vlaanderen:authmech:eid", "urn:be:vlaanderen:authmech:csamtotp"],
    "organisation_claim": "vo_orgcode",
    "organisation_name_claim": "vo_orgnaam",
    "representative_claim": "wv_orgcode",
    "logout": True,
}
# Microsoft Entra ID, v2.0: an address that nobody vouches for, no email_verified, no amr unless asked as optional claim.
ENTRA = {
    "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
    "oid": "00000000-0000-0000-66f3-3332eca7ea81",
    "tid": "9122040d-6c67-4c5b-b112-36a304b66dad",
    "name": "Els Peeters",
    "preferred_username": "els@bakkerij.test",
    "email": "els@bakkerij.test",
    "ver": "2.0",
}
ENTRA_SETTINGS = {"name": "Microsoft", "two_factor_amr": ["mfa"]}
# Keycloak: a confirmed address, and the level of assurance that the realm maps to acr.
KEYCLOAK = {
    "sub": "f5ab0c4f-7c5e-4f2d-a9f5-5f1f6c5f6b0a",
    "email": "els@bakkerij.test",
    "email_verified": True,
    "name": "Els Peeters",
    "preferred_username": "els",
    "acr": "gold",
}
KEYCLOAK_SETTINGS = {"name": "De Dienst", "acr_values": "gold", "two_factor_acr": "gold"}


def use(settings: LazySettings, *providers: tuple[str, Provider, dict[str, Any]]) -> None:
    """The installation's settings name these providers, read as the operator would write them."""
    told = [
        {"id": name, "server_url": running.url, "client_id": CLIENT_ID, "secret": SECRET, **more}
        for name, running, more in providers
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_on.read(json.dumps(told), production=False)}}


def there(client: Client, name: str) -> Any:
    """From the button on the sign-in page to the provider."""
    page = client.get("/account/login/")
    start = next(line for line in page.content.decode().split('"') if f"/oidc/{name}/login/" in line)
    return client.post(start.replace("&amp;", "&"))


def back(client: Client, sent: Any) -> str:
    """What the provider sends the browser back to."""
    where = requests.get(sent.url, allow_redirects=False, timeout=HANGS).headers["Location"]
    parts = urlsplit(where)
    return f"{parts.path}?{parts.query}"


def sign_in(client: Client, name: str) -> Any:
    """There and back; our answer after that."""
    return client.get(back(client, there(client, name)))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def invite(client: Client, make_invitation: Any, world: Any, email: str, role: Role = Role.CONTACT, **more: Any) -> Any:
    """An invitation, opened and accepted in this browser by somebody who is not signed in."""
    if role == Role.COACH:
        more |= {"company_id": None, "programme_id": world.programme_a.pk, "invited_by_id": world.admin_a.pk}
    made = make_invitation("uitnodiging", email=email, role=role, **more)
    assert client.post("/invite/uitnodiging/").status_code == 302
    return made
