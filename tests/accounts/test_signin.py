"""Signing up, signing in, changing the address, and the second step."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from coaching.accounts.emails import ACCOUNT_MAILS
from coaching.accounts.models import User
from coaching.core.mail.outbox import MAILS
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.people import code_now
from tests import factories

PASSWORD = "vier-gewone-woorden-samen"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _verified(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def _mails(address: str) -> list[Any]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(address=address).order_by("created_at"))


def _sign_up(email: str) -> Any:
    return Client().post("/account/signup/", {"name": "Jan Peeters", "email": email, "password1": PASSWORD})


def test_sign_up_sends_a_mail_and_works_only_after_it(db: Any) -> None:
    response = _sign_up("Jan@voorbeeld.test")
    assert response.status_code == 302 and response.url == "/account/confirm-email/"
    user = User.objects.get(email="jan@voorbeeld.test")
    assert (user.name, user.language) == ("Jan Peeters", "nl")
    client = Client()
    login = {"login": "jan@voorbeeld.test", "password": PASSWORD}
    assert client.post("/account/login/", login).url == "/account/confirm-email/"
    mail = _mails("jan@voorbeeld.test")[0]
    assert mail.kind == "account.message" and mail.context["path"].startswith("/account/confirm-email/")
    assert MAILS[mail.kind](mail.context).action_path == mail.context["path"]
    assert client.get(mail.context["path"]).status_code == 200
    assert client.post(mail.context["path"]).status_code == 302
    assert client.post("/account/login/", login).url == "/me/"


def test_an_account_without_the_mail_that_confirms_it_is_none(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else somebody who signs up at the same instant uses up the one mail that an address gets, and nobody has it."""

    def full(*_args: object) -> None:
        raise OSError("no room for the mail")

    monkeypatch.setattr("coaching.accounts.tasks.queue_mail", full)
    with pytest.raises(OSError, match="no room"):
        _sign_up("jan@voorbeeld.test")
    assert not User.objects.filter(email="jan@voorbeeld.test").exists()
    monkeypatch.undo()
    assert _sign_up("els@voorbeeld.test").status_code == 302
    assert User.objects.filter(email="els@voorbeeld.test").exists() and len(_mails("els@voorbeeld.test")) == 1


def test_known_and_unknown_addresses_get_the_same_answer(db: Any) -> None:
    known = _verified(factories.user(email="bekend@voorbeeld.test"))
    first, second = _sign_up(known.email), _sign_up("onbekend@voorbeeld.test")
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert User.objects.filter(email=known.email).count() == 1
    answers = [Client().post("/account/password/reset/", {"email": e}) for e in (known.email, "niemand@voorbeeld.test")]
    assert answers[0].status_code == answers[1].status_code == 302 and answers[0].url == answers[1].url
    wrong = [
        Client().post("/account/login/", {"login": e, "password": "fout-fout-fout"}) for e in (known.email, "x@y.test")
    ]
    assert [w.status_code for w in wrong] == [200, 200]


def test_a_forged_host_and_a_foreign_next_are_refused(db: Any) -> None:
    user = _verified(factories.user())
    data = {"login": user.email, "password": factories.PASSWORD}
    assert Client().get("/account/login/", headers={"host": "kwaad.example"}).status_code == 400
    for evil in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        assert Client().post("/account/login/", {**data, "next": evil}).url == "/me/"
    client = Client()
    client.force_login(user)
    client.get("/account/second-factor/", {"next": "//evil.example/"})
    assert client.session["second_factor_next"] == "/me/"


def test_reset_links_point_to_our_own_site(db: Any) -> None:
    user = _verified(factories.user())
    Client().post("/account/password/reset/", {"email": user.email})
    (mail,) = _mails(user.email)
    assert mail.context["template"] == "account/email/password_reset_key"
    assert mail.context["path"].startswith("/account/")
    client = Client()
    page = client.get(mail.context["path"], follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_address_counts_after_confirming(db: Any) -> None:
    user = _verified(factories.user(email="oud@voorbeeld.test"))
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD})
    assert client.get("/account/email/").status_code == 200
    assert client.post("/account/email/", {"email": "nieuw@voorbeeld.test", "action_add": ""}).status_code == 302
    user.refresh_from_db()
    assert user.email == "oud@voorbeeld.test"
    path = _mails("nieuw@voorbeeld.test")[0].context["path"]
    assert client.post(path).status_code == 302
    user.refresh_from_db()
    assert user.email == "nieuw@voorbeeld.test"
    assert any(m.context["template"] == "account/email/email_changed" for m in _mails("oud@voorbeeld.test"))


ROLES = ["coach_a", "admin_a", "assessor_a", "observer_a", "staff"]
HOME = {"coach_a": "/coach/", "staff": "/staff/people/"}


@pytest.mark.parametrize("who", ROLES)
def test_second_step_is_asked_of_who_sees_others(world: Any, login: Any, who: str) -> None:
    url = HOME.get(who, f"/p/{world.programme_a.slug}/")
    bare = login(getattr(world, who), second_factor=False)
    response = bare.get(url)
    assert response.status_code == 302 and response.url.startswith("/account/second-factor/?next=")
    assert bare.post(url).status_code == 302
    assert bare.get(response.url).status_code == 200
    assert login(getattr(world, who)).get(url).status_code == 200


def test_second_step_is_not_asked_of_a_company(world: Any, login: Any) -> None:
    for who in ("contact_a", "worker_bench_a", "owner_a"):
        page = f"/c/{world.company_a.slug}/company/"
        assert login(getattr(world, who), second_factor=False).get(page).status_code == 200


def test_a_coach_in_a_company_needs_it_too(world: Any, login: Any) -> None:
    response = login(world.coach_a, second_factor=False).get(f"/c/{world.company_a.slug}/company/")
    assert response.status_code == 302 and "second-factor" in response.url


@pytest.mark.django_db(transaction=True)  # the library tells that an app is connected when it is committed
def test_connecting_an_app_opens_the_desk_in_this_session(world: Any) -> None:
    user = _verified(world.admin_a)
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD})
    home = f"/p/{world.programme_a.slug}/"
    assert client.get(client.get(home).url).status_code == 200
    assert client.post("/account/reauthenticate/", {"password": factories.PASSWORD}).status_code == 302
    form = client.get("/account/2fa/totp/activate/").context["form"]
    done = client.post("/account/2fa/totp/activate/", {"code": code_now(form.secret)})
    assert done.status_code == 302 and client.get(done.url).status_code == 200
    assert client.get(home).status_code == 200
    assert any(m.context["template"] == "mfa/email/totp_activated" for m in _mails(user.email))


def test_who_has_an_app_confirms_it(world: Any) -> None:
    user = _verified(world.coach_a)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD})
    assert client.get("/account/2fa/authenticate/").status_code == 200
    assert client.get("/coach/").status_code == 302  # not signed in yet
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/account/2fa/authenticate/", {"code": code_now(SECRET)}).status_code == 302
    assert client.get("/coach/").status_code == 200
    other = Client()
    other.force_login(user)
    assert "/2fa/reauthenticate/" in other.get(other.get("/coach/").url).url


def test_staff_takes_a_lost_second_step_away(world: Any, login: Any) -> None:
    TOTP.activate(world.coach_a, SECRET)
    client = login(world.staff)
    assert client.get(f"/staff/people/{world.coach_a.pk}/").status_code == 404  # not looked up
    assert client.post("/staff/people/", {"email": "niemand@voorbeeld.test", "reason": "Belde"}).status_code == 200
    found = client.post("/staff/people/", {"email": world.coach_a.email, "reason": "Belde, teruggebeld"})
    assert found.url == f"/staff/people/{world.coach_a.pk}/" and client.get(found.url).status_code == 200
    assert client.post(found.url, {"reason": " "}).status_code == 200
    assert client.post(found.url, {"reason": "Telefoon gestolen"}).status_code == 302
    assert not Authenticator.objects.filter(user=world.coach_a).exists()
    assert client.post(found.url, {"reason": "Nog eens"}).status_code == 200
    with system_context("test"):
        events = list(AuditEvent.objects.filter(hat="h_staff").order_by("at").values_list("event", "reason"))
        told = OutgoingEmail.objects.filter(kind="accounts.second_factor_reset", recipient_id=world.coach_a.pk)
        assert told.count() == 1
    assert events == [
        ("accounts.looked_up", "Belde"),
        ("accounts.looked_up", "Belde, teruggebeld"),
        ("accounts.second_factor_reset", "Telefoon gestolen"),
    ]
    assert login(world.admin_a).get("/staff/people/").status_code == 404


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_account_mail_can_be_written(db: Any, language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        for template in [*ACCOUNT_MAILS, "something/new"]:
            content = MAILS["account.message"]({"template": template, "path": "/x/", "ip": "127.0.0.1"})
            assert content.subject and content.paragraphs and content.action_path
        assert MAILS["accounts.second_factor_reset"]({}).action_path
        told = {"place": "X", "role": "coach", "inviter": "", "path": "/i/", "until": "2026-12-01"}
        assert "X" in MAILS["accounts.invitation"](told).subject


def test_the_picture_for_the_app_fits_and_can_be_read_in_dark_colours(world: Any) -> None:
    """The page gives its size, so it must scale: with a size of its own a long address would be cut off."""
    adapter = get_adapter()
    drawn = ElementTree.fromstring(adapter.build_totp_svg(adapter.build_totp_url(world.coach_a, SECRET)))
    _x, _y, width, height = map(int, drawn.attrib["viewBox"].split())
    assert width == height and not {"width", "height"} & set(drawn.attrib)
    ground, modules = drawn
    assert (ground.attrib["fill"], ground.attrib["d"]) == ("#fff", f"M0 0h{width}v{height}h-{width}z")
    assert modules.attrib["stroke"] == "#000"
    assert modules.attrib["d"].startswith("M4 4.5h7"), "the first corner, four modules from the edge"
