"""Companies that apply together: begin, ask along, confirm, send; nobody else gets in, nobody learns of decisions."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, transaction
from django.urls import reverse

from coaching.core.ground.workflow import Refused
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat
from coaching.programmes import actions, queries
from coaching.programmes.clusters import actions as clusters
from coaching.programmes.models import Application, Cluster, ClusterInvitation
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import EVERYTHING, fresh, send

pytestmark = pytest.mark.django_db
NUMBERS = ("0999990222", "0999990321", "0999990420")


def person(name: str, verified: bool = True) -> Any:
    with system_context("test"):
        user = factories.user(name)
    with without_hat():
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


@pytest.fixture
def group(world: Any, baker: Any, draft: Application) -> Any:
    """The baker's draft, in a cluster, with three others invited."""
    world.draft = draft
    with as_person(baker) as by:
        world.cluster = clusters.begin_cluster(application_id=draft.pk, name="Bakkers van de Markt", by=by)
        world.fellows = [person(f"Buur {n}") for n in range(3)]
        world.invitations = [
            clusters.invite_company(application_id=draft.pk, company_name=f"Zaak {n}", email=user.email.upper(), by=by)
            for n, user in enumerate(world.fellows)
        ]
    return world


def join(group: Any, n: int) -> Application:
    with as_person(group.fellows[n]) as by:
        return clusters.join_cluster(invitation_id=group.invitations[n].pk, by=by)


def fill_in(user: Any, draft: Application, number: str) -> Application:
    values = {
        **EVERYTHING,
        "enterprise_number": number,
        "company_name": f"Zaak {number}",
        "headcount": 6,
        "high_skilled": 1,
    }
    for shared in ("motivation", "objectives", "referral_channel"):
        values.pop(shared)
    with as_person(user) as by:
        return actions.save_step(application_id=draft.pk, values=values, opened_with=draft.version, by=by)


def test_four_companies_each_with_an_application_of_its_own(group: Any, baker: Any) -> None:
    drafts = [join(group, n) for n in range(3)]
    assert all(d.motivation == group.draft.motivation and d.referral_channel for d in drafts)  # nothing asked twice
    assert len({d.pk for d in drafts}) == 3 and {d.company_name for d in drafts} == {"Zaak 0", "Zaak 1", "Zaak 2"}
    first = send(baker, group.draft)
    assert first.priority_score == fresh(first).priority_score
    alone = first.priority_score
    for user, draft, number in zip(group.fellows, drafts, NUMBERS, strict=True):
        sent = send(user, fill_in(user, draft, number))
        assert sent.priority_score == alone + group.programme_a.priority_points["cluster"]
    with as_person(baker):
        members = queries.cluster_members(group.cluster.pk)
    assert [m.state for m in members] == ["sent"] * 4
    with in_programme(group.admin_a, group.programme_a) as by:
        assert queries.others_in_cluster(fresh(first)) == 3
        weighed = actions.weigh_again(application_id=first.pk, by=by)
    assert weighed.priority_score == alone + 1
    with system_context("test"):
        assert Application.objects.filter(cluster=group.cluster).values("company_id").distinct().count() == 4


def test_joining_twice_gives_the_same_draft(group: Any) -> None:
    assert join(group, 0).pk == join(group, 0).pk
    with system_context("test"):
        assert Application.objects.filter(cluster=group.cluster).count() == 2


def test_nobody_else_gets_in(group: Any, login: Any) -> None:
    stranger, unsure = person("Vreemd"), person("Onbevestigd", verified=False)
    address = reverse("programmes:join_cluster", args=[group.invitations[0].pk])
    for user in (stranger, unsure, group.fellows[1]):
        assert login(user).get(address).status_code == 404
        with as_person(user) as by, pytest.raises(Refused):
            clusters.join_cluster(invitation_id=group.invitations[0].pk, by=by)
        with as_person(user):
            assert queries.cluster_members(group.cluster.pk) == []
    with as_person(stranger) as by:
        own = actions.start_draft(programme_id=group.programme_a.pk, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            Application.objects.filter(pk=own.pk).update(cluster_id=group.cluster.pk)
        assert not Cluster.objects.exists() and not ClusterInvitation.objects.exists()
    with in_programme(group.admin_b, group.programme_b):
        assert queries.cluster_members(group.cluster.pk) == []
        assert not Cluster.objects.exists()


def test_only_whoever_began_invites_and_not_twice_or_without_end(group: Any, baker: Any) -> None:
    joined = join(group, 0)
    with as_person(group.fellows[0]) as by, pytest.raises(Refused):
        clusters.invite_company(application_id=joined.pk, company_name="X", email="x@x.example", by=by)
    with as_person(baker) as by:
        with pytest.raises(Refused):
            clusters.invite_company(
                application_id=group.draft.pk, company_name="Weer", email=group.fellows[1].email, by=by
            )
        for n in range(8):
            clusters.invite_company(application_id=group.draft.pk, company_name="X", email=f"x{n}@x.example", by=by)
        with pytest.raises(Refused):
            clusters.invite_company(application_id=group.draft.pk, company_name="X", email="y@x.example", by=by)
        with pytest.raises(Refused):
            clusters.begin_cluster(application_id=group.draft.pk, name="Nog een", by=by)
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="programmes.cluster_invited").count() == 11


def test_taking_back_and_leaving(group: Any, baker: Any) -> None:
    joined = join(group, 0)
    with as_person(baker) as by:
        with pytest.raises(Refused):
            clusters.withdraw_invitation(application_id=group.draft.pk, invitation_id=group.invitations[0].pk, by=by)
        for _twice in range(2):
            clusters.withdraw_invitation(application_id=group.draft.pk, invitation_id=group.invitations[1].pk, by=by)
    with as_person(group.fellows[1]) as by, pytest.raises(Refused):
        clusters.join_cluster(invitation_id=group.invitations[1].pk, by=by)
    with as_person(group.fellows[0]) as by:
        clusters.leave_cluster(application_id=joined.pk, by=by)
    assert fresh(joined).cluster_id is None and fresh(joined).motivation
    with as_person(baker):
        assert [m.state for m in queries.cluster_members(group.cluster.pk)] == ["invited", "draft"]


def test_pages(group: Any, baker: Any, login: Any) -> None:
    client, page = login(baker), reverse("programmes:cluster", args=[group.draft.pk])
    assert "Bakkers van de Markt" in client.get(page).content.decode()
    assert client.post(page, {"company_name": "Slager", "email": "geen adres"}).status_code == 200
    assert client.post(page, {"company_name": "Slager", "email": "slager@x.example"}).status_code == 302
    assert "slager@x.example" in client.get(page).content.decode()
    fellow = login(group.fellows[2])
    address = reverse("programmes:join_cluster", args=[group.invitations[2].pk])
    assert group.draft.motivation in fellow.get(address).content.decode()
    answer = fellow.post(address)
    assert answer.status_code == 302
    own = answer["Location"]
    shown = fellow.get(own + "cluster/").content.decode()
    assert "Bakkerij De Korst" in shown and "slager@x.example" not in shown
    assert fellow.get(page).status_code == 404
    taken = reverse("programmes:withdraw_invitation", args=[group.draft.pk, group.invitations[0].pk])
    assert fellow.post(taken).status_code == 404 and client.post(taken).status_code == 302
    assert fellow.post(own + "cluster/leave/").status_code == 302


def test_a_fellow_learns_no_decision(group: Any, baker: Any, login: Any) -> None:
    joined = join(group, 0)
    sent = send(group.fellows[0], fill_in(group.fellows[0], joined, NUMBERS[0]))
    with system_context("test"):
        Application.objects.filter(pk=sent.pk).update(state="rejected", decided_at=sent.submitted_at)
    with as_person(baker):
        (fellow,) = [m for m in queries.cluster_members(group.cluster.pk) if m.application == sent.pk]
        assert fellow.state == "sent"
    desk = login(group.admin_a).get(reverse("programmes:file", args=[group.programme_a.slug, sent.pk])).content.decode()
    assert "Bakkers van de Markt" in desk
    company = fresh(sent).company
    assert (
        "Bakkers van de Markt"
        in login(group.fellows[0]).get(reverse("programmes:company", args=[company.slug])).content.decode()
    )
    with in_company(group.contact_b, group.company_b):
        assert queries.cluster_members(group.cluster.pk) == []
