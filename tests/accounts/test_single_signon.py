"""OpenID Connect with real providers of three kinds: whom they let in, what they prove, and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from coaching.accounts.models import Invitation, User
from coaching.coaches.models import Coach
from coaching.companies.models import Membership
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.accounts import signing_on as kinds
from tests.accounts.provider import Provider
from tests.accounts.signing_on import invite, is_in, sign_in, there, use

pytestmark = pytest.mark.django_db
MINE = "els@bakkerij.test"
KINDS = {
    "acm": (kinds.FLEMISH, kinds.FLEMISH_SETTINGS),
    "entra": (kinds.ENTRA, kinds.ENTRA_SETTINGS),
    "keycloak": (kinds.KEYCLOAK, kinds.KEYCLOAK_SETTINGS),
}
INVITED = {"sub": "42", "email": "coach@dienst.test", "email_verified": True, "name": "Carla Coach"}


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Provider()
    yield made
    made.close()


@pytest.fixture
def provider(settings: Any, running: Provider) -> Provider:
    use(settings, ("sso", running, {"name": "De Dienst"}))
    return running


def be(settings: Any, running: Provider, kind: str, **more: Any) -> None:
    """The running provider is of this kind, with the claims of its documentation."""
    claims, told = KINDS[kind]
    use(settings, (kind, running, {**told, **more}))
    running.person = dict(claims)
    running.allowed = {"openid", "profile", "email"}
    if kind == "acm":
        running.allowed = {"openid", "profile", "vo", "wettelijkvertegenwoordiger"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_invitation_binds_a_person_to_their_sub(settings, world, make_invitation, running, kind):
    """With a confirmed address, with one that nobody vouches for, and with none: and from then on without it."""
    be(settings, running, kind)
    client = Client()
    invite(client, make_invitation, world, MINE)
    assert sign_in(client, kind).status_code == 302 and is_in(client)
    user = User.objects.get(email=MINE)
    assert user.name == "Els Peeters" and not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified and EmailAddress.objects.get(user=user).email == MINE
    assert SocialAccount.objects.get(user=user).uid == running.person["sub"]
    with system_context("test"):
        assert Membership.objects.filter(user_id=user.pk, company_id=world.company_a.pk).exists()
    again = Client()
    assert sign_in(again, kind).status_code == 302 and is_in(again)
    assert User.objects.filter(email=MINE).count() == 1


def test_what_is_asked_of_the_flemish_one(settings, world, running):
    """Only scopes that it allows: it refuses whoever asks for an address."""
    be(settings, running, "acm")
    sent = there(Client(), "acm")
    asked = parse_qs(urlsplit(sent.url).query)
    assert set(asked["scope"][0].split()) == set(kinds.FLEMISH_SETTINGS["scope"].split())
    assert asked["acr_values"] == [" ".join(kinds.FLEMISH_SETTINGS["acr_values"])]
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]


def test_a_link_cannot_ask_for_more_or_weaker(settings, world, running):
    be(settings, running, "acm")
    sent = Client().post("/account/oidc/acm/login/?scope=rrn&auth_params=acr_values%3Dzwak%26prompt%3Dnone")
    asked = parse_qs(urlsplit(sent.url).query)
    assert "rrn" not in asked["scope"][0] and "zwak" not in asked["acr_values"][0] and "prompt" not in asked


def test_a_scope_that_is_refused_is_said_and_lets_nobody_in(settings, world, running):
    be(settings, running, "acm", scope="openid profile email")
    client = Client()
    answer = sign_in(client, "acm")
    assert "Aanmelden is niet gelukt" in answer.content.decode() and not is_in(client)


@pytest.mark.parametrize(
    ("kind", "changes", "asked"),
    [
        ("acm", {}, False),
        ("acm", {"acr": "urn:be:vlaanderen:authmech:wachtwoord"}, True),
        ("acm", {"acr": None}, True),
        ("entra", {"amr": ["pwd", "mfa"]}, False),
        ("entra", {"amr": ["pwd"]}, True),
        ("entra", {}, True),
        ("keycloak", {}, False),
        ("keycloak", {"acr": "silver"}, True),
    ],
)
def test_a_second_code_is_asked_unless_two_factors_are_proved(
    settings, world, make_invitation, running, kind, changes, asked
):
    be(settings, running, kind)
    running.changes = changes
    client = Client()
    invite(client, make_invitation, world, MINE, role=Role.COACH)
    assert sign_in(client, kind).status_code == 302
    page = client.get("/coach/")
    assert page.status_code == (302 if asked else 200)
    assert not asked or page.url.startswith("/account/second-factor/")


def test_two_factors_in_userinfo_alone_prove_nothing(settings, world, make_invitation, running):
    """Nobody signed those."""
    be(settings, running, "acm")
    running.changes, running.userinfo = {"acr": None}, dict(kinds.FLEMISH)
    client = Client()
    invite(client, make_invitation, world, MINE, role=Role.COACH)
    assert sign_in(client, "acm").status_code == 302
    assert client.get("/coach/").url.startswith("/account/second-factor/")


@pytest.mark.parametrize(("acr", "code"), [("gold", False), ("silver", True)])
def test_who_has_a_second_step_here_is_asked_for_it_unless_the_provider_did(settings, world, running, acr, code):
    be(settings, running, "keycloak")
    running.changes = {"acr": acr}
    EmailAddress.objects.create(user=world.coach_a, email=world.coach_a.email, primary=True, verified=True)
    Authenticator.objects.create(user=world.coach_a, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SocialAccount.objects.create(
        user=world.coach_a, provider="keycloak", uid=kinds.KEYCLOAK["sub"], extra_data={"iss": running.url}
    )
    client = Client()
    answer = sign_in(client, "keycloak")
    assert answer.url == ("/account/2fa/authenticate/" if code else "/me/") and is_in(client) is not code


def test_an_invited_coach_comes_in_and_needs_a_second_step(world, make_invitation, provider):
    client = Client()
    invite(client, make_invitation, world, INVITED["email"], role=Role.COACH)
    provider.person = INVITED
    assert sign_in(client, "sso").status_code == 302
    user = User.objects.get(email=INVITED["email"])
    with system_context("test"):
        assert Coach.objects.filter(user_id=user.pk).exists()
    assert {"/.well-known/openid-configuration", "/jwks", "/token", "/userinfo"} <= set(provider.asked)
    asked = client.get("/coach/")
    assert asked.status_code == 302 and asked.url.startswith("/account/second-factor/")


@pytest.mark.parametrize("claim", [False, None, "false", "true"])
def test_an_unconfirmed_address_gives_nothing_by_itself(world, provider, claim):
    client = Client()
    provider.person = {**INVITED, "email_verified": claim}
    assert sign_in(client, "sso").status_code == 403 and not is_in(client)
    assert not User.objects.filter(email=INVITED["email"]).exists() and not SocialAccount.objects.exists()


def test_a_stranger_with_a_confirmed_address_is_refused(world, provider):
    client = Client()
    provider.person = {**INVITED, "email": "vreemd@elders.test"}
    assert sign_in(client, "sso").status_code == 403 and not is_in(client)
    assert not User.objects.filter(email="vreemd@elders.test").exists() and not SocialAccount.objects.exists()


def test_an_invitation_to_somebody_else_is_not_taken(world, make_invitation, provider):
    """The provider has confirmed that this person has another address."""
    client = Client()
    invite(client, make_invitation, world, INVITED["email"], role=Role.COACH)
    provider.person = {**INVITED, "email": "ander@dienst.test"}
    assert sign_in(client, "sso").status_code == 403
    assert not User.objects.filter(email="ander@dienst.test").exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_existing_account_is_not_taken_over(world, provider, confirmed):
    """The same address at a provider is not enough: its owner connects the account after signing in."""
    EmailAddress.objects.create(user=world.coach_a, email=world.coach_a.email, primary=True, verified=True)
    client = Client()
    provider.person = {**INVITED, "email": world.coach_a.email, "email_verified": confirmed}
    assert sign_in(client, "sso").status_code == 403
    assert not is_in(client) and not SocialAccount.objects.exists()


def test_somebody_elses_address_is_ignored_when_an_invitation_binds(world, make_invitation, provider):
    """The invited one's account gets the invited address; the other's stays theirs."""
    client = Client()
    invite(client, make_invitation, world, MINE)
    provider.person = {"sub": "7", "name": "Els", "email": world.admin_a.email}
    assert sign_in(client, "sso").status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=MINE).pk)
    assert not EmailAddress.objects.filter(email=world.admin_a.email).exists()


def test_an_invitation_leads_into_no_account_that_somebody_uses(world, make_invitation, provider):
    """A mailbox alone must not get past a password or a second step."""
    client = Client()
    invite(client, make_invitation, world, world.contact_b.email)
    provider.person = {"sub": "7", "name": "Els"}
    assert sign_in(client, "sso").status_code == 403 and not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_newcomer_whom_others_put_in_is_bound_by_the_invitation(world, make_invitation, provider):
    newcomer = factories.user("Nieuw", email=MINE)
    User.objects.filter(pk=newcomer.pk).update(password="", last_login=None)
    client = Client()
    invite(client, make_invitation, world, MINE)
    provider.person = {"sub": "7", "name": "Els"}
    assert sign_in(client, "sso").status_code == 302 and is_in(client)
    assert SocialAccount.objects.get(uid="7").user_id == newcomer.pk


def test_an_invitation_binds_once(world, make_invitation, provider):
    first, second = Client(), Client()
    invite(first, make_invitation, world, MINE)
    assert second.post("/invite/uitnodiging/").status_code == 302
    provider.person = {"sub": "7", "name": "Els"}
    assert sign_in(first, "sso").status_code == 302 and is_in(first)
    provider.person = {"sub": "8", "name": "Iemand anders"}
    assert sign_in(second, "sso").status_code == 403 and not is_in(second)
    assert [account.uid for account in SocialAccount.objects.all()] == ["7"]


@pytest.mark.parametrize("what", ["revoked_at", "expires_at"])
def test_a_dead_invitation_binds_nobody(world, make_invitation, provider, what):
    client = Client()
    made = invite(client, make_invitation, world, MINE)
    with system_context("test"):
        Invitation.objects.filter(pk=made.pk).update(**{what: clock.now() - timedelta(days=1)})
    provider.person = {"sub": "7", "name": "Els"}
    assert sign_in(client, "sso").status_code == 403 and not SocialAccount.objects.exists()


def test_whose_role_ended_comes_in_and_finds_no_place(world, make_invitation, provider):
    client = Client()
    invite(client, make_invitation, world, MINE)
    provider.person = {"sub": "7", "name": "Els"}
    sign_in(client, "sso")
    place = f"/c/{world.company_a.slug}/"
    assert client.get(place).status_code == 200
    with system_context("test"):
        rows = Membership.objects.filter(user_id=User.objects.get(email=MINE).pk)
        rows.update(ended_at=clock.now(), ends_on=clock.today())
    again = Client()
    sign_in(again, "sso")
    assert is_in(again) and again.get(place).status_code == 404


def test_a_closed_account_stays_closed(world, make_invitation, provider):
    client = Client()
    invite(client, make_invitation, world, MINE)
    provider.person = {"sub": "7", "name": "Els"}
    sign_in(client, "sso")
    User.objects.filter(email=MINE).update(is_active=False)
    again = Client()
    sign_in(again, "sso")
    assert not is_in(again)


def test_signing_out_leads_by_the_provider_where_the_operator_wants_it(settings, world, make_invitation, running):
    be(settings, running, "acm")
    client = Client()
    invite(client, make_invitation, world, MINE)
    sign_in(client, "acm")
    answer = client.post("/account/logout/")
    assert answer.url.startswith(f"{running.url}/logout?client_id=vijfsprong&post_logout_redirect_uri=")
    assert not is_in(client)
    use(settings, ("acm", running, {**kinds.FLEMISH_SETTINGS, "logout": False}))
    sign_in(client, "acm")
    assert client.post("/account/logout/").url == "/"


def test_a_provider_that_is_away_keeps_nobody_from_signing_out(settings, world, make_invitation, running):
    be(settings, running, "acm")
    client = Client()
    invite(client, make_invitation, world, MINE)
    sign_in(client, "acm")
    use(settings, ("acm", running, {**kinds.FLEMISH_SETTINGS, "server_url": "http://127.0.0.1:9"}))
    assert client.post("/account/logout/").url == "/" and not is_in(client)


@pytest.mark.parametrize(("language", "label"), [("nl", "Vlaamse overheid"), ("fr", "Autorité flamande")])
def test_the_sign_in_page_names_each_provider_in_the_readers_language(settings, running, language, label):
    use(settings, ("acm", running, kinds.FLEMISH_SETTINGS), ("entra", running, kinds.ENTRA_SETTINGS))
    page = Client().get(f"/account/login/?lang={language}").content.decode()
    assert label in page and "Microsoft" in page


def test_my_details_lead_to_the_connected_accounts(settings, world, login, running):
    SocialAccount.objects.create(
        user=world.contact_a, provider="acm", uid="7", extra_data={"iss": running.url, "name": "Els Peeters"}
    )
    client = login(world.contact_a)
    assert "/account/3rdparty/" not in client.get("/me/profile/").content.decode()
    use(settings, ("acm", running, kinds.FLEMISH_SETTINGS))
    assert "/account/3rdparty/" in client.get("/me/profile/").content.decode()
    assert "Vlaamse overheid: Els Peeters" in client.get("/account/3rdparty/").content.decode()


def test_nothing_where_no_provider_is_named(settings, db):
    use(settings)
    assert "/oidc/" not in Client().get("/account/login/").content.decode()


def test_little_is_kept_of_what_a_provider_tells(settings, world, make_invitation, running):
    be(settings, running, "acm")
    running.person["rrn"] = "85073003328"
    client = Client()
    invite(client, make_invitation, world, MINE)
    sign_in(client, "acm")
    assert "85073003328" not in str(SocialAccount.objects.get().extra_data)
