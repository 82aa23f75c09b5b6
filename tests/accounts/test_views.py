"""Own pages: places, details, mails; and that every sign-in page draws in our layout."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from coaching.accounts import places
from coaching.accounts.models import User
from coaching.core.ground.roles import Role
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories


def test_who_has_one_place_goes_straight_there(world: Any, login: Any) -> None:
    assert login(world.contact_a).get("/me/").url == f"/c/{world.company_a.slug}/"
    assert login(world.contact_a).get("/me/?all=1").status_code == 200
    assert login(world.admin_a).get("/me/").url == f"/p/{world.programme_a.slug}/"
    assert login(world.coach_a).get("/me/").url == "/coach/"
    assert login(world.staff).get("/me/").url == "/staff/"


def test_who_has_more_places_chooses(world: Any, login: Any) -> None:
    with system_context("test"):
        factories.membership(world.company_a, world.contact_a, Role.SECRETARY)
    page = login(world.contact_a).get("/me/").content.decode()
    assert f"/c/{world.company_a.slug}/?as=contact" in page and f"/c/{world.company_a.slug}/?as=body" in page
    assert world.company_b.name not in page


def test_who_has_no_place_is_told_what_to_do(world: Any, login: Any) -> None:
    page = login(world.outsider).get("/me/")
    assert page.status_code == 200 and "/apply/" in page.content.decode()


def test_begun_things_are_shown_instead_of_a_redirect(world: Any, login: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(places, "SOURCES", [lambda actor: [places.Unfinished("Aanvraag", "/apply/x/")]])
    page = login(world.contact_a).get("/me/")
    assert page.status_code == 200 and "/apply/x/" in page.content.decode()


def test_profile_is_saved(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    assert client.get("/me/profile/").status_code == 200
    assert client.post("/me/profile/", {"name": "", "language": "fr", "mail_rhythm": "daily"}).status_code == 200
    assert (
        client.post("/me/profile/", {"name": "Nieuwe Naam", "language": "fr", "mail_rhythm": "daily"}).status_code
        == 302
    )
    user = User.objects.get(pk=world.contact_a.pk)
    assert (user.name, user.language) == ("Nieuwe Naam", "fr")
    assert User.objects.get(pk=world.contact_b.pk).name != "Nieuwe Naam"


def test_numbers_are_read_kept_and_taken_away(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    details = {"name": "Naam", "language": "nl", "mail_rhythm": "daily"}
    wrong = client.post("/me/profile/", {**details, "phone": "geen", "mobile": "0475/12.34.56"})
    assert wrong.status_code == 200 and "0475/12.34.56" in wrong.content.decode()
    client.post("/me/profile/", {**details, "phone": "02 123 45 67 toestel 9", "mobile": "0475/12.34.56"})
    user = User.objects.get(pk=world.contact_a.pk)
    assert (user.phone, user.mobile) == ("+32 2 123 45 67 ext. 9", "+32 475 12 34 56")
    client.post("/me/profile/", {**details, "phone": "", "mobile": ""})
    user.refresh_from_db()
    assert (user.phone, user.mobile) == ("", "")


def test_mails_are_mine_only(world: Any, login: Any) -> None:
    with system_context("test"):
        for number in range(30):
            OutgoingEmail.objects.create(
                kind="x", recipient_id=world.contact_a.pk, dedupe_key=f"a{number}", subject=f"Brief {number}"
            )
        OutgoingEmail.objects.create(kind="x", recipient_id=world.contact_b.pk, dedupe_key="b", subject="Geheim")
    client = login(world.contact_a)
    first = client.get("/me/mails/")
    assert "Brief 29" in first.content.decode() and "Geheim" not in first.content.decode()
    second = client.get("/me/mails/" + first.context["next_url"]).content.decode()
    assert "Brief 0" in second and "Brief 29" not in second
    assert client.get("/me/mails/?before=onzin").status_code == 200


def test_mails_take_as_many_queries_for_three_as_for_one(
    world: Any, login: Any, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = login(world.contact_a), []
    for start in (0, 1):
        with system_context("test"):
            for number in range(start, 1 + 2 * start):
                OutgoingEmail.objects.create(kind="x", recipient_id=world.contact_a.pk, dedupe_key=f"q{number}{start}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/me/mails/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


ENTRANCE = ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/"]
MANAGE = [
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "sessions/",
    "logout/",
    "3rdparty/",
    "second-factor/",
    "reauthenticate/",
    "2fa/reauthenticate/",
]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_sign_in_page_draws(db: Any, language: str) -> None:
    user = factories.user(email=f"p{language}@voorbeeld.test")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    headers = {"accept-language": language}
    for path in ENTRANCE:
        response = Client().get(f"/account/{path}", headers=headers)
        assert response.status_code == 200, path
        _is_ours(response.content.decode(), path)
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD})
    assert client.post("/account/reauthenticate/", {"password": factories.PASSWORD}).status_code == 302
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    for path in MANAGE:
        response = client.get(f"/account/{path}", headers=headers)
        if path == "second-factor/":
            assert response.status_code == 302
            continue
        assert response.status_code == 200, (path, response.status_code)
        _is_ours(response.content.decode(), path)


def _is_ours(page: str, path: str) -> None:
    """Our layout, one h1, no script or style that a strict policy would stop."""
    assert page.count("<h1") == 1, path
    assert "css/base.css" in page and "style=" not in page and "onclick" not in page, path
    for part in page.split("<script")[1:]:
        opening = part.split(">")[0]
        assert "src=" in opening or "application/json" in opening, path
