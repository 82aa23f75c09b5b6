"""Providers of single sign-on as an operator writes them: read whole, or refused with the reason before anything starts."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from coaching.config import sign_on

ONE = {
    "id": "acm",
    "name": {"nl": "Vlaamse overheid", "fr": "Autorité flamande", "en": "Flemish government"},
    "server_url": "https://authenticatie.vlaanderen.be/op",
    "client_id": "abc",
    "secret": "geheim",
    "scope": "openid profile vo",
    "form_hosts": ["https://idp.iamfas.belgium.be"],
}


def read(*given, production=True):
    return sign_on.read(json.dumps(list(given)), production)


def test_a_provider():
    found = read(ONE)[0]
    assert found["provider_id"] == "acm" and found["settings"]["scope"] == ["openid", "profile", "vo"]
    assert found["settings"]["labels"]["fr"] == "Autorité flamande" and found["settings"]["userinfo"] is True
    assert found["settings"]["two_factor_acr"] == [], "nothing counts as two factors unless somebody says so"
    hosts = ["https://authenticatie.vlaanderen.be", "https://idp.iamfas.belgium.be"]
    assert sign_on.form_hosts([found]) == hosts


@pytest.mark.parametrize("text", ["", "  ", "[]"])
def test_none(text):
    assert sign_on.read(text, True) == [] and sign_on.form_hosts([]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"two_factors_acr": "x"}, "unknown: two_factors_acr"),
        ({"secret": ""}, "missing: secret"),
        ({"id": "A B"}, "id is written"),
        ({"id": None}, "missing: id"),
        ({"server_url": "http://elders.test"}, "https"),
        ({"scope": "profile"}, "openid"),
        ({"name": {"nl": "Alleen Nederlands"}}, "nl, fr and en"),
        ({"name": 7}, "nl, fr and en"),
        ({"logout": "true"}, "true or false"),
        ({"token_auth_method": "private_key_jwt"}, "token_auth_method"),
    ],
)
def test_what_is_wrong_is_said(change, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        read({**ONE, **change})


@pytest.mark.parametrize("text", ["{", "{}", '"x"', "[7]"])
def test_what_is_no_list_of_providers(text):
    with pytest.raises(ImproperlyConfigured):
        sign_on.read(text, True)


def test_one_id_twice():
    with pytest.raises(ImproperlyConfigured, match="twice"):
        read(ONE, ONE)


def test_the_older_variables_name_one_more():
    told = {"OIDC_SERVER_URL": "https://elders.test/", "OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b", "OIDC_NAME": ""}
    found = sign_on.with_one(read(ONE), lambda name, there: told.get(name, there), True)
    assert [one["provider_id"] for one in found] == ["sso", "acm"]
    assert (found[0]["name"], found[0]["settings"]["server_url"]) == ("Single sign-on", "https://elders.test")
    with pytest.raises(ImproperlyConfigured, match="too"):
        sign_on.with_one(read(ONE), lambda name, there: {**told, "OIDC_PROVIDER_ID": "acm"}.get(name, there), True)
    assert sign_on.with_one([], lambda name, there: there, True) == []
