"""One invitation, used by several people who come back from the provider at the same instant: one is bound, nothing crashes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from coaching.accounts.models import User
from tests import factories
from tests.accounts.conftest import make_invitation  # noqa: F401
from tests.accounts.provider import Provider
from tests.accounts.signing_on import back, is_in, there, use
from tests.accounts.test_single_signon import running  # noqa: F401
from tests.attacks.racing import MANY, Runners

pytestmark = pytest.mark.django_db(transaction=True)
MINE = "els@bakkerij.test"


@pytest.fixture(scope="module")
def runners() -> Iterator[Runners]:
    crowd = Runners()
    yield crowd
    crowd.close()


@pytest.fixture
def provider(settings: Any, running: Provider) -> Provider:  # noqa: F811
    """One that tells all in its token: it knows one person at a time."""
    use(settings, ("sso", running, {"name": "De Dienst", "userinfo": False}))
    return running


def at_once(runners: Runners, provider: Provider, subs: list[str]) -> list[Client]:
    """Each followed the link and signed in at the provider as that sub; those who are in after all came back together."""
    ready: list[tuple[Client, str]] = []
    for sub in subs:
        client = Client(raise_request_exception=False)
        assert client.post("/invite/uitnodiging/").status_code == 302
        provider.person = {"sub": sub, "name": "Els"}
        ready.append((client, back(client, there(client, "sso"))))
    answers = runners.together([partial(client.get, address) for client, address in ready])
    assert {answer.status_code for answer in answers} <= {302, 403}, answers
    return [client for client, _address in ready if is_in(client)]


def test_one_of_several_people_is_bound(world, make_invitation, provider, runners):  # noqa: F811
    make_invitation("uitnodiging", email=MINE)
    inside = at_once(runners, provider, [str(number) for number in range(MANY)])
    assert len(inside) == 1
    assert SocialAccount.objects.get().user_id == User.objects.get(email=MINE).pk


def test_one_of_several_people_is_bound_to_who_was_there_already(world, make_invitation, provider, runners):  # noqa: F811
    newcomer = factories.user("Nieuw", email=MINE)
    User.objects.filter(pk=newcomer.pk).update(password="", last_login=None)
    make_invitation("uitnodiging", email=MINE)
    inside = at_once(runners, provider, [str(number) for number in range(MANY)])
    assert len(inside) == 1
    assert SocialAccount.objects.get().user_id == newcomer.pk


def test_somebody_with_two_windows_is_one_person(world, make_invitation, provider, runners):  # noqa: F811
    make_invitation("uitnodiging", email=MINE)
    assert at_once(runners, provider, ["7"] * MANY)
    assert SocialAccount.objects.get(uid="7").user_id == User.objects.get(email=MINE).pk
