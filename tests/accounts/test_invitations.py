"""Invitations: sent, sent again, withdrawn, too old, accepted once, by the right person only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from coaching.accounts import actions
from coaching.accounts.models import Invitation, User
from coaching.coaches.models import Coach
from coaching.companies.models import Membership
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import ProgrammeMembership
from tests import factories
from tests.acting import in_company, in_programme

PASSWORD = "vier-gewone-woorden-samen"


def _offer(actor: Any, company: Any, **fields: Any) -> Invitation:
    arguments = {"email": "nieuw@voorbeeld.test", "role": Role.MEASURE_OWNER, "place": company.name, "language": "fr"}
    return actions.invite(company_id=company.pk, by=actor, **{**arguments, **fields})


def _token() -> str:
    with system_context("test"):
        mail = OutgoingEmail.objects.filter(kind="accounts.invitation").order_by("-created_at").first()
    return mail.context["path"].strip("/").split("/")[-1]


def _members(**fields: Any) -> int:
    with system_context("test"):
        return Membership.objects.filter(**fields).count()


def test_invite_mails_the_link_and_stores_its_digest_only(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as actor:
        invitation = _offer(actor, world.company_a, email=" Nieuw@Voorbeeld.test ")
    token = _token()
    assert invitation.token_digest == actions.digest_of(token) and token not in invitation.token_digest
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="accounts.invitation")
        assert AuditEvent.objects.filter(event="accounts.invited", company_id=world.company_a.pk).exists()
    assert (mail.address, mail.language, mail.company_id) == ("nieuw@voorbeeld.test", "fr", world.company_a.pk)
    assert mail.context["path"] == f"/invite/{token}/"
    assert world.company_a.name in MAILS["accounts.invitation"](mail.context).subject


def test_the_same_offer_twice_is_refused(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as actor:
        _offer(actor, world.company_a)
        with pytest.raises(Refused):
            _offer(actor, world.company_a)


@pytest.mark.parametrize("who", ["colleague_a", "adviser_a", "owner_a"])
def test_only_a_contact_with_mandate_invites(world: Any, who: str) -> None:
    with in_company(getattr(world, who), world.company_a) as actor, pytest.raises(PermissionDenied):
        _offer(actor, world.company_a)


def test_a_contact_cannot_offer_a_role_in_a_programme_or_elsewhere(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as actor:
        with pytest.raises(PermissionDenied):
            _offer(actor, world.company_a, role=Role.ADMINISTRATOR)
        with pytest.raises(LookupError):
            _offer(actor, world.company_b)


def test_again_makes_the_old_link_dead(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as actor:
        invitation = _offer(actor, world.company_a)
        old = _token()
        actions.invite_again(invitation_id=invitation.pk, place="A", by=actor)
    assert actions.find_invitation(old) is None
    assert actions.find_invitation(_token()).state == "open"


def test_revoked_and_expired_are_refused(world: Any, make_invitation: Any) -> None:
    person = factories.user(email="nieuw@voorbeeld.test")
    make_invitation("oud", expires_at=clock.now() - timedelta(minutes=1))
    make_invitation("weg", revoked_at=clock.now())
    assert actions.accept_invitation(token="oud", user=person) == "expired"
    assert actions.accept_invitation(token="weg", user=person) == "revoked"
    assert actions.accept_invitation(token="bestaat-niet", user=person) == "unknown"
    assert _members(user=person) == 0


def test_accepting_twice_gives_one_membership(world: Any, make_invitation: Any) -> None:
    person = factories.user(email="nieuw@voorbeeld.test")
    make_invitation("t1", has_mandate=True)
    assert actions.accept_invitation(token="t1", user=person) == "done"
    assert actions.accept_invitation(token="t1", user=person) == "accepted"
    assert _members(user=person, company=world.company_a, has_mandate=True) == 1
    with system_context("test"):
        assert AuditEvent.objects.filter(event="accounts.invitation_accepted", actor_id=person.pk).count() == 1


def test_somebody_else_cannot_accept(world: Any, make_invitation: Any, login: Any) -> None:
    make_invitation("t2")
    assert actions.accept_invitation(token="t2", user=world.outsider) == "foreign"
    client = login(world.outsider)
    assert client.get("/invite/t2/").status_code == 200
    assert client.post("/invite/t2/").status_code == 200
    assert _members(user=world.outsider) == 0


def test_a_role_that_does_not_belong_to_the_place_is_refused(world: Any, make_invitation: Any) -> None:
    person = factories.user(email="nieuw@voorbeeld.test")
    make_invitation("t3", role=Role.ADMINISTRATOR)
    make_invitation("t4", role=Role.CONTACT, programme_id=world.programme_a.pk)
    make_invitation("t5", role=Role.STAFF)
    assert {actions.accept_invitation(token=t, user=person) for t in ("t3", "t4", "t5")} == {"unknown"}


def test_a_coach_gets_a_profile_and_an_assessor_a_membership(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as actor:
        for role, email in ((Role.COACH, "coach@voorbeeld.test"), (Role.ASSESSOR, "keur@voorbeeld.test")):
            actions.invite(
                email=email, role=role, place="P", language="nl", programme_id=world.programme_a.pk, by=actor
            )
    with system_context("test"):
        mails = OutgoingEmail.objects.filter(kind="accounts.invitation")
        tokens = {mail.address: mail.context["path"].split("/")[2] for mail in mails}
    coach = factories.user("Coach a", email="coach@voorbeeld.test")
    assessor = factories.user("Keurder", email="keur@voorbeeld.test")
    assert actions.accept_invitation(token=tokens["coach@voorbeeld.test"], user=coach) == "done"
    assert actions.accept_invitation(token=tokens["keur@voorbeeld.test"], user=assessor) == "done"
    with system_context("test"):
        profile = Coach.objects.get(user=coach)
        assert profile.slug.startswith("coach-a") and profile.name == "Coach a" and profile.state == "active"
        assert ProgrammeMembership.objects.filter(user=assessor, role="assessor").count() == 1


def test_the_page_explains_and_a_newcomer_signs_up_and_belongs(world: Any, make_invitation: Any) -> None:
    make_invitation("t6", role=Role.WORKER_BENCH)
    client = Client()
    page = client.get("/invite/t6/").content.decode()
    assert world.company_a.name in page and "nieuw@voorbeeld.test" in page
    assert client.post("/invite/t6/").url.endswith("/signup/")
    done = client.post(
        "/account/signup/", {"name": "Nina Nieuw", "email": "nieuw@voorbeeld.test", "password1": PASSWORD}
    )
    assert done.status_code == 302 and done.url == f"/c/{world.company_a.slug}/?as=body"
    assert _members(role="worker_bench", user__email="nieuw@voorbeeld.test") == 1
    assert User.objects.get(email="nieuw@voorbeeld.test").name == "Nina Nieuw"


def test_who_has_an_account_signs_in_and_belongs(world: Any, make_invitation: Any) -> None:
    person = factories.user("Oude Bekende", email="nieuw@voorbeeld.test")
    make_invitation("t7")
    client = Client()
    assert client.post("/invite/t7/").url.endswith("/login/")
    done = client.post("/account/login/", {"login": person.email, "password": factories.PASSWORD})
    assert done.status_code == 302, done.content.decode()[:2000]


def test_signed_in_accepts_at_once(world: Any, make_invitation: Any, login: Any) -> None:
    person = factories.user("Oude Bekende", email="nieuw@voorbeeld.test")
    make_invitation("t8")
    client = login(person)
    assert _members(user=person) == 0
    assert client.post("/invite/t8/").url == f"/c/{world.company_a.slug}/"
    assert client.post("/invite/t8/").status_code == 200
    assert _members(user=person) == 1
    assert client.get(f"/c/{world.company_a.slug}/company/").status_code == 200


@pytest.mark.parametrize("state", ["expired", "revoked", "none"])
def test_dead_links_are_explained(world: Any, make_invitation: Any, state: str) -> None:
    fields = {"expired": {"expires_at": clock.now() - timedelta(days=1)}, "revoked": {"revoked_at": clock.now()}}
    if state != "none":
        make_invitation("t9", **fields[state])
    response = Client().get("/invite/t9/")
    assert response.status_code == (404 if state == "none" else 200)
    after = 302 if state == "expired" else response.status_code  # asks for another one
    assert Client().post("/invite/t9/").status_code == after


def test_desk_invites_again_and_withdraws(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    people = f"/p/{world.programme_a.slug}/people/"
    url = f"{people}invitations/"
    form = {"email": "c@voorbeeld.test", "role": "coach", "language": "nl"}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302  # a double click: one invitation
    with system_context("test"):
        invitation = Invitation.objects.get(email="c@voorbeeld.test")
    assert client.get(url).status_code == 200
    assert client.get(f"{people}{invitation.pk}/again/").status_code == 405
    assert client.post(f"{people}{invitation.pk}/again/").status_code == 302
    assert client.post(f"{people}{invitation.pk}/revoke/").status_code == 302
    with system_context("test"):
        invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    foreign = f"/p/{world.programme_b.slug}/people/{invitation.pk}/again/"
    assert login(world.admin_b).post(foreign).status_code == 404
    assert client.post(foreign).status_code == 404
    assert login(world.observer_a).get(url).status_code == 403


def _old(world: Any, **fields: Any) -> str:
    with in_company(world.contact_a, world.company_a) as actor:
        _offer(actor, world.company_a)
    with system_context("test"):
        Invitation.objects.update(expires_at=clock.now() - timedelta(days=30), **fields)
    return _token()


def _asked() -> list[tuple[int | None, str]]:
    with system_context("test"):
        return list(
            OutgoingEmail.objects.filter(kind="accounts.invitation_asked").values_list("recipient_id", "context__path")
        )


def test_whoever_holds_a_link_that_got_too_old_asks_for_another_once(world: Any, client: Client) -> None:
    token = _old(world)
    assert "<button" in client.get(f"/invite/{token}/").content.decode()
    for _i in range(2):
        assert client.post(f"/invite/{token}/").status_code == 302
    assert _asked() == [(world.contact_a.pk, f"/c/{world.company_a.slug}/people/")]
    with system_context("test"):
        assert MAILS["accounts.invitation_asked"](
            OutgoingEmail.objects.get(kind="accounts.invitation_asked").context
        ).subject


def test_only_a_link_that_got_too_old_asks_anybody(world: Any, client: Client) -> None:
    token = _old(world, revoked_at=clock.now())
    client.post(f"/invite/{token}/")
    assert actions.ask_invitation_again(token) is False and actions.ask_invitation_again("nooit gemaakt") is False
    with system_context("test"):
        Invitation.objects.update(revoked_at=None, expires_at=clock.now() + timedelta(days=1))
    assert actions.ask_invitation_again(token) is False
    assert _asked() == []


def test_administrators_hear_of_an_old_link_of_their_programme(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as actor:
        actions.invite(
            email="coach@voorbeeld.test",
            role=Role.COACH,
            place="P",
            language="nl",
            programme_id=world.programme_a.pk,
            by=actor,
        )
    with system_context("test"):
        Invitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert actions.ask_invitation_again(_token()) is True
    assert _asked() == [(world.admin_a.pk, f"/p/{world.programme_a.slug}/people/")]
