"""Members of a company: changing, ending, handing over, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coaching.companies import actions
from coaching.companies.models import Membership
from coaching.companies.periodic import end_memberships
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import in_company


def _of(person: Any, company: Any, role: str = "") -> Membership:
    with system_context("test"):
        found = Membership.objects.filter(user=person, company=company)
        return (found.filter(role=role) if role else found).order_by("-begins_on").first()


def test_ending_works_on_the_next_request(world: Any, login: Any) -> None:
    session = login(world.colleague_a)
    page = f"/c/{world.company_a.slug}/company/"
    assert session.get(page).status_code == 200
    url = f"/c/{world.company_a.slug}/people/{_of(world.colleague_a, world.company_a).pk}/end/"
    contact = login(world.contact_a)
    assert contact.get(url).status_code == 200
    assert contact.post(url).status_code == 302
    assert session.get(page).status_code == 404
    assert contact.post(url).status_code == 302  # a second click ends nothing twice
    with system_context("test"):
        assert AuditEvent.objects.filter(event="companies.membership_ended").count() == 1


def test_the_only_contact_cannot_simply_leave(world: Any, login: Any) -> None:
    membership = _of(world.contact_a, world.company_a)
    with in_company(world.contact_a, world.company_a) as actor:
        with pytest.raises(Refused):
            actions.end_membership(membership_id=membership.pk, by=actor)
        with pytest.raises(Refused):
            actions.change_membership(membership_id=membership.pk, role="contact", has_mandate=False, by=actor)
        with pytest.raises(Refused):
            actions.change_membership(membership_id=membership.pk, role="secretary", has_mandate=True, by=actor)
    client = login(world.contact_a)
    url = f"/c/{world.company_a.slug}/people/{membership.pk}/"
    assert "hand-over" in client.get(url + "end/").content.decode()
    assert client.post(url + "end/").status_code == 302
    assert _of(world.contact_a, world.company_a).ended_at is None


def test_handing_over_makes_the_successor_contact(world: Any, login: Any) -> None:
    membership = _of(world.contact_a, world.company_a)
    client = login(world.contact_a)
    url = f"/c/{world.company_a.slug}/people/{membership.pk}/hand-over/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"successor_id": world.contact_b.pk}).status_code == 200  # a stranger is no choice
    assert client.post(url, {"successor_id": world.adviser_a.pk}).status_code == 302
    assert client.get(f"/c/{world.company_a.slug}/people/").status_code == 404
    new = _of(world.adviser_a, world.company_a, "contact")
    assert new.has_mandate and new.ended_at is None
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="companies.handed_over")
    assert mail.recipient_id == world.adviser_a.pk and world.company_a.name in MAILS[mail.kind](mail.context).subject


def test_a_colleague_without_mandate_can_take_over(world: Any) -> None:
    membership = _of(world.contact_a, world.company_a)
    with in_company(world.contact_a, world.company_a) as actor:
        actions.hand_over(membership_id=membership.pk, successor_id=world.colleague_a.pk, by=actor)
    assert _of(world.colleague_a, world.company_a).has_mandate
    assert _of(world.contact_a, world.company_a).ended_at is not None


def test_when_nobody_stays_the_programme_is_told(world: Any, login: Any) -> None:
    membership = _of(world.contact_a, world.company_a)
    url = f"/c/{world.company_a.slug}/people/{membership.pk}/nobody/"
    client = login(world.contact_a)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="companies.without_contact")
    assert mail.recipient_id == world.admin_a.pk and MAILS[mail.kind](mail.context).facts
    assert _of(world.contact_a, world.company_a).ended_at is not None


def test_leaving_nobody_is_refused_while_somebody_stays(world: Any) -> None:
    with system_context("test"):
        factories.membership(world.company_a, factories.user(), Role.CONTACT, has_mandate=True)
    membership = _of(world.contact_a, world.company_a)
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(Refused):
        actions.leave_nobody(membership_id=membership.pk, by=actor)


def test_one_may_leave_oneself_but_not_end_others(world: Any, login: Any) -> None:
    own, other = _of(world.owner_a, world.company_a), _of(world.colleague_a, world.company_a)
    with in_company(world.owner_a, world.company_a) as actor, pytest.raises(PermissionDenied):
        actions.end_membership(membership_id=other.pk, by=actor)
    with in_company(world.owner_a, world.company_a) as actor:
        actions.end_membership(membership_id=own.pk, by=actor)
    assert _of(world.owner_a, world.company_a).ended_at is not None
    client = login(world.colleague_a)
    url = f"/c/{world.company_a.slug}/people/{_of(world.adviser_a, world.company_a).pk}/end/"
    assert client.post(url).status_code == 403
    assert client.post(f"/c/{world.company_a.slug}/people/{other.pk}/end/").status_code == 302


def test_a_role_is_changed_once(world: Any, login: Any) -> None:
    membership = _of(world.owner_a, world.company_a)
    client = login(world.contact_a)
    url = f"/c/{world.company_a.slug}/people/{membership.pk}/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"role": "nonsense"}).status_code == 200
    assert client.post(url, {"role": "contact", "has_mandate": "on"}).status_code == 302
    changed = _of(world.owner_a, world.company_a)
    assert (changed.role, changed.has_mandate) == ("contact", True)
    assert login(world.coach_a).post(url, {"role": "secretary"}).status_code == 403


def test_foreign_members_do_not_exist(world: Any, login: Any) -> None:
    foreign = _of(world.contact_b, world.company_b)
    client = login(world.contact_a)
    for verb in ("", "end/", "hand-over/", "nobody/"):
        assert client.post(f"/c/{world.company_a.slug}/people/{foreign.pk}/{verb}").status_code == 404
        assert client.post(f"/c/{world.company_b.slug}/people/{foreign.pk}/{verb}").status_code == 404
    assert _of(world.contact_b, world.company_b).ended_at is None


def test_the_list_shows_own_people_only_and_filters(world: Any, login: Any) -> None:
    url = f"/c/{world.company_a.slug}/people/"
    page = login(world.contact_a).get(url).content.decode()
    assert world.secretary_a.name in page and world.secretary_b.name not in page
    only = login(world.contact_a).get(url + "?role=secretary").content.decode()
    assert world.secretary_a.name in only and world.owner_a.name not in only
    assert login(world.contact_a).get(url + "?role=%00&ended=1").status_code == 200
    assert login(world.coach_a).get(url).status_code == 200
    assert login(world.owner_a).get(url).status_code == 403
    assert login(world.outsider).get(url).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(world: Any, login: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = login(world.contact_a), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/c/{world.company_a.slug}/people/")
        counts.append(len(captured))
        with system_context("test"):
            for _ in range(3):
                factories.membership(world.company_a, factories.user(), Role.MEASURE_OWNER)
    assert counts[0] == counts[1]


def test_inviting_and_withdrawing_by_pages(world: Any, login: Any) -> None:
    from coaching.accounts.models import Invitation

    client, base = login(world.contact_a), f"/c/{world.company_a.slug}/people/"
    form = {"email": "x@voorbeeld.test", "role": "contact", "language": "nl", "has_mandate": "on"}
    assert client.get(base + "invite/").status_code == 200
    assert client.post(base + "invite/", form).status_code == 302
    assert client.post(base + "invite/", form).status_code == 302  # a double click
    with system_context("test"):
        invitation = Invitation.objects.get(email="x@voorbeeld.test")
    assert invitation.has_mandate
    assert "x@voorbeeld.test" in client.get(base).content.decode()
    assert client.post(f"{base}invitations/{invitation.pk}/again/").status_code == 302
    foreign = login(world.contact_b)
    assert foreign.post(f"/c/{world.company_b.slug}/people/invitations/{invitation.pk}/revoke/").status_code == 404
    assert client.post(f"{base}invitations/{invitation.pk}/revoke/").status_code == 302
    assert login(world.colleague_a).post(base + "invite/", form).status_code == 403


def test_the_morning_closes_what_has_ended(world: Any) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with system_context("test"):
        Membership.objects.filter(user=world.owner_a).update(ends_on=yesterday)
        Membership.objects.filter(user=world.adviser_a).update(ends_on=clock.today())
        assert end_memberships(today=clock.today()) == {"ended": 1}
        assert end_memberships(today=clock.today()) == {"ended": 0}
    assert _of(world.owner_a, world.company_a).ended_at is not None
    assert _of(world.adviser_a, world.company_a).ended_at is None


def test_a_member_of_the_body_leaves_by_themselves(world: Any, login: Any) -> None:
    page = reverse("companies:leave_body", args=[world.company_a.slug])
    client = login(world.worker_bench_a)
    assert client.get(page).status_code == 200
    for who in (world.contact_a, world.coach_a, world.worker_bench_b):
        assert login(who).post(page).status_code in (403, 404)
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 404  # out at once
    with system_context("test"):
        assert Membership.objects.get(user=world.worker_bench_a).ended_at
        assert not Membership.objects.get(user=world.worker_bench_b).ended_at
        told = set(OutgoingEmail.objects.filter(kind="companies.left_body").values_list("recipient_id", flat=True))
    assert told == {world.contact_a.pk, world.colleague_a.pk}
