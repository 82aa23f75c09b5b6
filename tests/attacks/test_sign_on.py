"""What an attacker sends as an id_token, and how they play a sign-in again: nobody comes in by any of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from coaching.accounts.models import User
from tests.accounts.conftest import make_invitation  # noqa: F401
from tests.accounts.provider import KID, Provider
from tests.accounts.signing_on import back, invite, is_in, sign_in, there, use
from tests.accounts.test_single_signon import provider, running  # noqa: F401
from tests.patience import HANGS

pytestmark = pytest.mark.django_db
MINE = "els@bakkerij.test"
PERSON = {"sub": "7", "name": "Els", "email": MINE, "email_verified": True}
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _b64(what: bytes) -> str:
    return base64.urlsafe_b64encode(what).decode().rstrip("=")


def unsigned(body: dict[str, Any]) -> str:
    return jwt.encode(body, None, algorithm="none", headers={"kid": KID})


def by_another_key(body: dict[str, Any]) -> str:
    return jwt.encode(body, OTHER_KEY, algorithm="RS256", headers={"kid": KID})


def by_an_unknown_key(body: dict[str, Any]) -> str:
    return jwt.encode(body, OTHER_KEY, algorithm="RS256", headers={"kid": "een-andere"})


def with_its_own_key(body: dict[str, Any]) -> str:
    """The token brings the key that it is to be checked with."""
    own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key()))
    return jwt.encode(body, OTHER_KEY, algorithm="RS256", headers={"kid": KID, "jwk": own})


def shared_secret(made: Provider) -> Any:
    """The public key taken for a shared secret (HS256), as libraries once did."""

    def sign(body: dict[str, Any]) -> str:
        public = made.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        head = _b64(json.dumps({"alg": "HS256", "kid": KID}).encode()) + "." + _b64(json.dumps(body).encode())
        return head + "." + _b64(hmac.new(public, head.encode(), hashlib.sha256).digest())

    return sign


def client_secret(body: dict[str, Any]) -> str:
    return jwt.encode(body, "geheim-van-de-proef" * 2, algorithm="HS256", headers={"kid": KID})


SIGNATURES = [
    unsigned,
    by_another_key,
    by_an_unknown_key,
    with_its_own_key,
    client_secret,
    lambda body: "",
    lambda body: "x.y.z",
]
NOW = int(time.time())
CHANGES = {
    "another audience": {"aud": "een-andere-site"},
    "also for another": {"aud": ["vijfsprong", "een-andere-site"]},
    "of another party": {"azp": "een-andere-site"},
    "another issuer": {"iss": "https://elders.test"},
    "expired": {"exp": NOW - 600, "iat": NOW - 900},
    "without end": {"exp": None},
    "not yet": {"nbf": NOW + 3600},
    "of another request": {"nonce": "van-een-ander"},
    "without nonce": {"nonce": None},
    "nobody": {"sub": None},
    "a number": {"sub": 7},
}


@pytest.fixture
def invited(world, make_invitation, provider):  # noqa: F811
    """A browser in which somebody accepted an invitation: a right token would bind them."""
    client = Client()
    invite(client, make_invitation, world, MINE)
    provider.person = dict(PERSON)
    return client


def nobody_came(client: Client) -> bool:
    return not is_in(client) and not User.objects.filter(email=MINE).exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize("number", range(len(SIGNATURES)))
def test_a_token_that_the_provider_did_not_sign(invited, provider, number):  # noqa: F811
    provider.sign = SIGNATURES[number]
    sign_in(invited, "sso")
    assert nobody_came(invited)
    provider.sign = provider.signed
    sign_in(invited, "sso")
    assert is_in(invited), "the right one works, so the wrong one was refused for itself"


def test_the_public_key_is_no_shared_secret(invited, provider):  # noqa: F811
    provider.sign = shared_secret(provider)
    sign_in(invited, "sso")
    assert nobody_came(invited)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=list(CHANGES))
def test_a_signed_token_that_is_not_for_this_request(invited, provider, changes):  # noqa: F811
    provider.changes = changes
    sign_in(invited, "sso")
    assert nobody_came(invited)


def test_userinfo_about_somebody_else(invited, provider):  # noqa: F811
    provider.userinfo = {**PERSON, "sub": "8"}
    sign_in(invited, "sso")
    assert nobody_came(invited)


def test_an_answer_played_again(invited, provider):  # noqa: F811
    """The state works once, and only in the browser that asked."""
    answer = back(invited, there(invited, "sso"))
    thief = Client()
    assert thief.get(answer).status_code == 401 and nobody_came(thief)
    assert invited.get(answer).status_code == 302 and is_in(invited)
    invited.post("/account/logout/")
    invited.get(answer)
    assert not is_in(invited)


def test_a_code_of_ones_own_in_somebody_elses_browser(invited, provider):  # noqa: F811
    """The attacker's code with the victim's state: PKCE and the nonce bind the code to the browser that asked for it."""
    attacker = Client()
    code = back(attacker, there(attacker, "sso")).partition("code=")[2].partition("&")[0]
    state = back(invited, there(invited, "sso")).partition("state=")[2].partition("&")[0]
    invited.get(f"/account/oidc/sso/login/callback/?code={code}&state={state}")
    assert nobody_came(invited)


def test_the_state_of_one_provider_at_another(settings, invited, provider):  # noqa: F811
    """Mix-up: the answer of one provider is brought to the address of another."""
    other = Provider()
    try:
        other.person = dict(PERSON)
        use(settings, ("sso", provider, {"name": "De Dienst"}), ("ander", other, {"name": "De Ander"}))
        answer = back(invited, there(invited, "sso"))
        invited.get(answer.replace("/oidc/sso/", "/oidc/ander/"))
        assert nobody_came(invited)
    finally:
        other.close()


def test_the_same_sub_at_another_provider_is_another_person(settings, invited, provider):  # noqa: F811
    sign_in(invited, "sso")
    assert is_in(invited)
    other = Provider()
    try:
        other.person = dict(PERSON)
        use(settings, ("sso", provider, {"name": "De Dienst"}), ("ander", other, {"name": "De Ander"}))
        thief = Client()
        assert sign_in(thief, "ander").status_code == 403 and not is_in(thief)
        use(settings, ("sso", other, {"name": "De Dienst"}))  # the operator points the same name at another issuer
        assert not is_in(thief) and sign_in(thief, "sso").status_code == 401 and not is_in(thief)
    finally:
        other.close()


def test_a_provider_that_calls_itself_another(settings, invited, provider):  # noqa: F811
    """The settings name one address, its discovery another issuer."""
    use(
        settings, ("sso", provider, {"name": "De Dienst", "server_url": provider.url.replace("127.0.0.1", "localhost")})
    )
    sign_in(invited, "sso")
    assert nobody_came(invited)


def test_the_code_is_worthless_without_the_verifier(invited, provider):  # noqa: F811
    """Whoever reads the address in a log has nothing."""
    code = back(invited, there(invited, "sso")).partition("code=")[2].partition("&")[0]
    sent = {"code": code, "client_id": "vijfsprong", "client_secret": "geheim-van-de-proef"}
    assert requests.post(f"{provider.url}/token", data=sent, timeout=HANGS).status_code == 400


@pytest.mark.parametrize("answer", [[], {"keys": ["niets"]}, {"keys": None}, "niets", 7])
def test_keys_that_are_none_let_nobody_in(world, make_invitation, provider, monkeypatch, answer):  # noqa: F811
    client, usual = Client(), provider._json
    invite(client, make_invitation, world, MINE)
    provider.person = PERSON
    monkeypatch.setattr(provider, "_json", lambda path, *rest: answer if path == "/jwks" else usual(path, *rest))
    assert sign_in(client, "sso").status_code == 401 and not is_in(client)


def without(name: str) -> Any:
    return lambda told: {key: value for key, value in told.items() if key != name}


@pytest.mark.parametrize("change", [without("jwks_uri"), without("issuer"), without("token_endpoint")])
def test_a_provider_that_does_not_say_where_lets_nobody_in(
    world,
    make_invitation,  # noqa: F811
    provider,  # noqa: F811
    monkeypatch,
    change,
):
    client, usual = Client(), provider._json
    invite(client, make_invitation, world, MINE)
    provider.person = PERSON
    address = back(client, there(client, "sso"))

    def answer(path: str, *rest: Any) -> Any:
        return change(usual(path, *rest)) if path.startswith("/.well-known/") else usual(path, *rest)

    monkeypatch.setattr(provider, "_json", answer)
    assert client.get(address).status_code == 401 and not is_in(client)


def test_a_provider_that_is_away_is_said(world, provider):  # noqa: F811
    client = Client()
    provider.close()
    assert there(client, "sso").status_code == 401 and not is_in(client)
