"""Who signs in for an enterprise finds its number filled in; who represents it by law has proved that with the application."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.programmes.show import history
from coaching.programmes.steps import STEPS
from tests.accounts import signing_on as kinds
from tests.accounts.provider import Provider
from tests.accounts.signing_on import back, sign_in, use
from tests.accounts.test_single_signon import running  # noqa: F401
from tests.programmes.conftest import ANSWERS

pytestmark = pytest.mark.django_db
NUMBER = kinds.BAKERY


def url(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def flemish(settings, running: Provider, baker) -> Provider:  # noqa: F811
    """The baker's account is connected to the Flemish access management."""
    use(settings, ("acm", running, kinds.FLEMISH_SETTINGS))
    running.allowed = {"openid", "profile", "vo", "wettelijkvertegenwoordiger"}
    running.person = dict(kinds.FLEMISH)
    EmailAddress.objects.create(user=baker, email=baker.email, primary=True, verified=True)
    SocialAccount.objects.create(user=baker, provider="acm", uid=running.person["sub"], extra_data={"iss": running.url})
    return running


def signed_in() -> Client:
    client = Client()
    assert sign_in(client, "acm").status_code == 302
    return client


def applied(client: Client, world: Any, baker: Any) -> Application:
    """The whole form, sent."""
    client.post(url("apply"), {"programme": str(world.programme_a.pk)})
    with system_context("test"):
        draft = Application.objects.get(applicant=baker)
    for number, step in enumerate(STEPS):
        answers = {**ANSWERS[step.slug], "version": number + 1}
        if step.slug == "company":
            answers["enterprise_number"] = NUMBER
        assert client.post(url("step", draft.pk, step.slug), answers).status_code == 302
    return draft


def proofs(draft: Application) -> list[AuditEvent]:
    with system_context("test"):
        return list(AuditEvent.objects.filter(subject_id=draft.pk, event="application.mandate_proved"))


def test_number_and_name_are_filled_in(world, baker, flemish):
    client = signed_in()
    client.post(url("apply"), {"programme": str(world.programme_a.pk)})
    with system_context("test"):
        draft = Application.objects.get(applicant=baker)
    page = client.get(url("step", draft.pk, "company")).content.decode()
    assert "0999.990.123" in page and "Bakkerij Peeters BV" in page and "Vlaamse overheid" in page
    with system_context("test"):
        assert Application.objects.get(pk=draft.pk).enterprise_number == "", "opening a page writes nothing"


def test_a_mandate_is_proved_with_the_application(world, baker, flemish, login):
    client = signed_in()
    draft = applied(client, world, baker)
    assert "wettelijke vertegenwoordiger" in client.get(url("check", draft.pk)).content.decode()
    assert client.post(url("check", draft.pk), {"declared": "on"}).status_code == 302
    proof = proofs(draft)[0]
    assert (proof.reason, proof.data, proof.actor_id) == ("Vlaamse overheid", {"number": NUMBER}, baker.pk)
    with system_context("test"):
        assert "Wettelijke vertegenwoordiger" in " ".join(str(event.title) for event in history(draft))


@pytest.mark.parametrize("changes", [{"wv_orgcode": None}, {"wv_orgcode": "0999990222"}, {"wv_orgcode": "OVO002949"}])
def test_without_the_claim_or_for_another_nothing_is_proved(world, baker, flemish, changes):
    flemish.person |= {name: value for name, value in changes.items() if value}
    for name in [name for name, value in changes.items() if value is None]:
        del flemish.person[name]
    client = signed_in()
    draft = applied(client, world, baker)
    client.post(url("check", draft.pk), {"declared": "on"})
    assert proofs(draft) == []


def test_who_signs_in_with_a_password_later_proves_nothing(world, baker, flemish, login):
    """The proof is of this session, however true it was the last time."""
    signed_in()
    client = login(baker)
    draft = applied(client, world, baker)
    client.post(url("check", draft.pk), {"declared": "on"})
    assert proofs(draft) == []


def test_connecting_tells_as_signing_in_does(world, baker, flemish, login):
    SocialAccount.objects.all().delete()
    client = login(baker)
    sent = client.post("/account/oidc/acm/login/?process=connect")
    assert client.get(back(client, sent)).status_code == 302
    assert SocialAccount.objects.get().user_id == baker.pk
    assert client.session["sign_on"]["represents"] == NUMBER


def test_an_account_of_somebody_else_is_not_connected_and_tells_nothing(world, baker, flemish, login):
    client = login(world.contact_a)
    sent = client.post("/account/oidc/acm/login/?process=connect")
    client.get(back(client, sent))
    assert SocialAccount.objects.get().user_id == baker.pk and "sign_on" not in client.session
