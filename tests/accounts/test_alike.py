"""Nobody learns from an answer, its work or what follows whether an address has an account.

Work is counted, not timed: password hashes and queries. `python -m tests.bench.answer_times` measures with the real hasher.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coaching.accounts.models import User
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories

PASSWORD = "vier-gewone-woorden-samen"
KINDS = ("known", "unverified", "inactive", "imported", "second step", "asked for by another")
APART = 1  # queries; a request that says more would say it in microseconds


def address(kind: str) -> str:
    return f"{kind.replace(' ', '-')}@voorbeeld.test"


def account(kind: str) -> User:
    """An account as it is met; who was imported has neither a password nor a row of the sign-in library."""
    user = factories.user(email=address(kind))
    if kind == "imported":
        user.set_unusable_password()
        user.save()
        return user
    if kind == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=kind != "unverified")
    if kind == "second step":
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    if kind == "asked for by another":
        EmailAddress.objects.filter(user=user).update(verified=False)
        EmailAddress.objects.create(user=factories.user(), email=user.email)
    return user


def _sign_up(client: Any, email: str) -> Any:
    return client.post("/account/signup/", {"name": "Jan Peeters", "email": email, "password1": PASSWORD})


def _sign_in(client: Any, email: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": "fout-fout-fout"})


def _reset(client: Any, email: str) -> Any:
    return client.post("/account/password/reset/", {"email": email})


def _another(client: Any, email: str) -> Any:
    return client.post("/account/email/", {"email": email, "action_add": ""})


def _invite(client: Any, email: str) -> Any:
    page = client.get("/me/").url + "people/invite/"
    return client.post(page, {"email": email, "role": "contact", "language": "nl"})


FLOWS = {"sign-up": _sign_up, "sign-in": _sign_in, "reset": _reset, "another": _another, "invite": _invite}


class Seen:
    """What can be noticed of one request, and what it cost."""

    def __init__(self, flow: str, client: Client, email: str, monkeypatch: Any) -> None:
        cache.clear()
        hashed: list[str] = []
        encode = MD5PasswordHasher.encode
        with monkeypatch.context() as patched, CaptureQueriesContext(connection) as queries:
            patched.setattr(
                MD5PasswordHasher, "encode", lambda self, *a, **k: hashed.append("") or encode(self, *a, **k)
            )
            answer = FLOWS[flow](client, email)
            self.hashes, self.queries = len(hashed), len(queries)
        self.sql = [query["sql"][:90] for query in queries]
        self.answer = self._plain(answer, email)
        follow = answer.status_code == 302 and flow != "invite"  # the list of who is invited grows
        self.after = self._plain(client.get(answer.url), email) if follow else None

    def _plain(self, answer: Any, email: str) -> Any:
        """Status, headers, names and settings of cookies, and the text but for the address and what is made anew."""
        text = answer.content.decode().replace(email, "ADDRESS").replace(email.partition("@")[0], "ADDRESS")
        text = re.sub(r'(name="csrfmiddlewaretoken" value=|people/invitations/)[^>/]+', "", text)
        cookies = sorted((name, c["max-age"], c["path"], c["httponly"]) for name, c in answer.cookies.items())
        return answer.status_code, dict(answer.headers) | {"Content-Length": "", "Expires": ""}, cookies, text


def _client(flow: str, world: Any, login: Any) -> Client:
    return login(world.contact_a) if flow in {"another", "invite"} else Client()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("flow", FLOWS)
def test_an_account_is_not_noticed(world, login, monkeypatch, flow, kind):
    EmailAddress.objects.create(user=world.contact_a, email=world.contact_a.email, primary=True, verified=True)
    account(kind)
    Seen(flow, _client(flow, world, login), "eerste@voorbeeld.test", monkeypatch)  # caches of the process are warm
    known = Seen(flow, _client(flow, world, login), address(kind), monkeypatch)
    unknown = Seen(flow, _client(flow, world, login), "niemand-hier@voorbeeld.test", monkeypatch)
    print(flow, kind, known.hashes, unknown.hashes, known.queries, unknown.queries)
    assert known.hashes == unknown.hashes
    assert abs(known.queries - unknown.queries) <= APART, (known.sql, unknown.sql)
    assert known.answer == unknown.answer and known.after == unknown.after
    with system_context("test"):
        told = [OutgoingEmail.objects.filter(address=e).count() for e in (address(kind), "niemand-hier@voorbeeld.test")]
    assert told == ([0, 0] if flow == "sign-in" else [1, 1])
