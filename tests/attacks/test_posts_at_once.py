"""The forms that crashed or doubled when posted at the same instant, through the whole stack: middleware, view, commit.

No answer is a 500, there is one effect and one mail, and who comes second lands where the first one does.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from coaching.accounts.models import Invitation
from coaching.companies.models import Mandate, Membership
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.models import Application, Cluster, ClusterInvitation, DraftShare, LayerVersion, Partner
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from modules.actions import load_catalogue
from modules.models import Module, ModuleVersion
from tests import factories
from tests.attacks.racing import Runners

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


@pytest.fixture(scope="module")
def runners() -> Iterator[Runners]:
    crowd = Runners(MANY)
    yield crowd
    crowd.close()


@pytest.fixture
def at_once(runners: Runners, login: Any) -> Any:
    """`at_once((user, address, data), …)` → the answers, in that order; user None: somebody who is not signed in."""

    def post(*clicks: tuple[Any, str, dict[str, Any]]) -> list[Any]:
        clients = [login(user) if user else Client() for user, _address, _data in clicks]
        for client in clients:
            client.raise_request_exception = False
        jobs = [
            partial(client.post, address, data) for client, (_u, address, data) in zip(clients, clicks, strict=True)
        ]
        answers = runners.together(jobs)
        assert all(answer.status_code < 500 for answer in answers), answers
        return answers

    return post


def landing(answers: list[Any]) -> set[tuple[int, str]]:
    return {(answer.status_code, answer.headers.get("Location", "")) for answer in answers}


def rows(model: Any, **what: Any) -> list[Any]:
    with system_context("test"):
        return list(model.objects.filter(**what))


def mails(kind: str) -> int:
    return len(rows(OutgoingEmail, kind=kind))


def events(name: str) -> int:
    return len(rows(AuditEvent, event=name))


# -- Signing up -----------------------------------------------------------------------------------------------------------
def test_one_address_signs_up_six_times(at_once):
    form = {"name": "An Peeters", "email": "an.peeters@voorbeeld.test", "password1": factories.PASSWORD}
    answers = at_once(*[(None, reverse("account_signup"), form)] * MANY)
    assert landing(answers) == {(302, reverse("account_email_verification_sent"))}
    assert get_user_model()._default_manager.filter(email=form["email"]).count() == 1
    told = [mail.context["template"] for mail in rows(OutgoingEmail, kind="account.message")]
    assert Counter(told)["account/email/email_confirmation_signup"] == 1


# -- What is made ---------------------------------------------------------------------------------------------------------
def test_a_layer_gets_one_draft(at_once, world):
    address = reverse("programmes:draft_layer", args=[world.programme_a.slug, 6])
    answers = at_once(*[(world.admin_a, address, {})] * MANY)
    (draft,) = rows(LayerVersion, programme=world.programme_a, number=6)
    assert landing(answers) == {(302, reverse("programmes:layer", args=[world.programme_a.slug, draft.pk]))}


def test_a_company_invites_once(at_once, world):
    address = reverse("companies:invite", args=[world.company_a.slug])
    form = {"email": "nieuw@voorbeeld.test", "role": Role.CONTACT.value, "language": "nl"}
    answers = at_once(*[(world.contact_a, address, form)] * MANY)
    assert landing(answers) == {(302, reverse("companies:people", args=[world.company_a.slug]))}
    assert len(rows(Invitation)) == 1 and mails("accounts.invitation") == 1


def test_a_programme_invites_once(at_once, world):
    address = reverse("programmes:invitations", args=[world.programme_a.slug])
    form = {"email": "nieuw@voorbeeld.test", "role": Role.ASSESSOR.value, "language": "nl"}
    answers = at_once(*[(world.admin_a, address, form)] * MANY)
    assert landing(answers) == {(302, address)}
    assert len(rows(Invitation)) == 1 and mails("accounts.invitation") == 1


def test_a_partner_is_made_once_and_its_person_invited_once(at_once, world):
    address = reverse("insight:partners", args=[world.programme_a.slug])
    answers = at_once(*[(world.admin_a, address, {"name": "Voka", "kind": "EMPLOYERS"})] * MANY)
    (partner,) = rows(Partner)
    here = reverse("insight:kept_partner", args=[world.programme_a.slug, partner.pk])
    assert landing(answers) == {(302, here)}
    address = reverse("insight:invite_partner", args=[world.programme_a.slug, partner.pk])
    form = {"invite-email": "nieuw@voorbeeld.test", "invite-language": "nl"}
    answers = at_once(*[(world.admin_a, address, form)] * MANY)
    assert landing(answers) == {(302, here)}
    assert len(rows(Invitation)) == 1 and mails("accounts.invitation") == 1


def test_an_invitation_is_sent_again_once(at_once, world, login):
    with system_context("test fixture"):
        sent = Invitation.objects.create(
            email="nieuw@voorbeeld.test",
            role=Role.CONTACT.value,
            company_id=world.company_a.pk,
            language="nl",
            token_digest="x" * 64,
            invited_by_id=world.contact_a.pk,
            sent_at=clock.now(),
            expires_at=clock.now(),
        )
    page = reverse("companies:people", args=[world.company_a.slug])
    shown = login(world.contact_a).get(page).content.decode()
    stamp = shown.split('name="sent" value="')[1].split('"')[0]
    address = reverse("companies:invite_again", args=[world.company_a.slug, sent.pk])
    answers = at_once(*[(world.contact_a, address, {"sent": stamp})] * MANY)
    assert landing(answers) == {(302, page)}
    assert mails("accounts.invitation") == 1


@pytest.fixture
def draft(world: Any) -> Application:
    with system_context("test fixture"):
        return factories.application(world.programme_a, world.outsider)


def test_a_draft_is_shared_and_a_group_begun_once(at_once, world, draft):
    address = reverse("programmes:share", args=[draft.pk])
    answers = at_once(*[(world.outsider, address, {"email": "hulp@voorbeeld.test"})] * MANY)
    assert landing(answers) == {(302, address)}
    assert len(rows(DraftShare)) == 1 and mails("programmes.draft_shared") == 1
    address = reverse("programmes:cluster", args=[draft.pk])
    at_once(*[(world.outsider, address, {"name": "Samen"})] * MANY)
    assert len(rows(Cluster)) == 1
    form = {"company_name": "Buur", "email": "buur@voorbeeld.test"}
    answers = at_once(*[(world.outsider, address, form)] * MANY)
    assert landing(answers) == {(302, address)}
    assert len(rows(ClusterInvitation)) == 1 and mails("programmes.cluster_invited") == 1


def test_one_person_has_one_draft(at_once, world):
    with system_context("test fixture"):
        LayerVersion.objects.create(
            programme=world.programme_a,
            number=5,
            edition=1,
            state="published",
            published_at=clock.now(),
            name={"nl": "Coaching", "fr": "Coaching", "en": "Coaching"},
        )
    form = {"programme": str(world.programme_a.pk), "layer": "5"}
    answers = at_once(*[(world.outsider, reverse("programmes:apply"), form)] * MANY)
    (mine,) = rows(Application, applicant=world.outsider)
    assert landing(answers) == {(302, reverse("programmes:step", args=[mine.pk, "company"]))}


def test_a_session_is_logged_once(at_once, world):
    address = reverse("trajectories:log_session", args=[world.company_a.slug]) + "?as=coach"
    form = {"held_on": clock.today().isoformat(), "kind": "intake", "hours": "2", "present": "Wij", "version": "1"}
    answers = at_once(*[(world.coach_a, address, form)] * MANY)
    assert len(landing(answers)) == 1 and answers[0].status_code == 302
    assert len(rows(CoachingSession)) == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("add_establishment", {"name": "Loods", "number": "", "postcode": "3800", "street": "Kaai 1"}),
        ("work_units", {"name": "Magazijn", "headcount": "4"}),
    ],
)
def test_a_place_and_a_unit_are_added_once(at_once, world, name, form):
    address = reverse(f"companies:{name}", args=[world.company_a.slug])
    answers = at_once(*[(world.contact_a, address, form)] * MANY)
    assert len(landing(answers)) == 1 and answers[0].status_code == 302, answers[0].content.decode()[-3000:]
    event = "companies.establishment_added" if "places" in address else "companies.work_unit_added"
    assert events(event) == 1


def test_a_coach_adds_a_unit_once(at_once, world):
    """A coach does not read the trail of the company; what they did themselves they are told."""
    address = reverse("companies:work_units", args=[world.company_a.slug]) + "?as=coach"
    answers = at_once(*[(world.coach_a, address, {"name": "Magazijn", "headcount": "4"})] * MANY)
    assert len(landing(answers)) == 1 and answers[0].status_code == 302
    assert events("companies.work_unit_added") == 1


def test_a_module_gets_one_draft(at_once, world):
    with system_context("test fixture"):
        load_catalogue(by=current_actor())
        module = Module.objects.get(slug="affiches-pauze")
    answers = at_once(
        *[(world.admin_a, reverse("modules:draft_version", args=[world.programme_a.slug, module.pk]), {})] * MANY
    )
    (draft,) = rows(ModuleVersion, module=module, state="draft")
    assert landing(answers) == {(302, reverse("modules:version", args=[world.programme_a.slug, draft.pk]))}


# -- A verb ---------------------------------------------------------------------------------------------------------------
def test_the_next_phase_is_one_phase_on(at_once, world):
    address = reverse("trajectories:next_phase", args=[world.company_a.slug]) + "?as=coach"
    form = {"seen": f"{world.trajectory_a.pk}:started", "from": "started"}
    answers = at_once(*[(world.coach_a, address, form)] * MANY)
    assert len(landing(answers)) == 1
    assert rows(Trajectory, pk=world.trajectory_a.pk)[0].state == "analysis"
    assert events("trajectory.begin_analysis") == 1 and events("trajectory.begin_planning") == 0
    at_once((world.coach_a, address, form))  # and once more, late: the page of before moves nothing
    assert rows(Trajectory, pk=world.trajectory_a.pk)[0].state == "analysis"


def test_a_file_is_put_at_rest_once(at_once, world):
    address = reverse("trajectories:hold", args=[world.company_a.slug])
    form = {"reason": "Verhuizing van de loods.", "seen": f"{world.trajectory_a.pk}:started"}
    answers = at_once(*[(world.contact_a, address, form)] * MANY)
    assert landing(answers) == {(302, reverse("trajectories:trajectory", args=[world.company_a.slug]))}
    assert events("trajectory.hold") == 1 and mails("trajectories.held") == 3  # colleague, coach, administrator


@pytest.fixture
def asked(world: Any) -> CoachRequest:
    with system_context("test fixture"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(state="coach_requested", coach=None, started_on=None)
        return CoachRequest.objects.create(
            trajectory=world.trajectory_a,
            company=world.company_a,
            programme=world.programme_a,
            coach=world.coach_profile_a,
            requested_at=clock.now(),
            requested_by_id=world.contact_a.pk,
            answer_due_on=date(2099, 1, 1),
        )


def test_accept_decline_and_withdraw_at_once(at_once, world, asked):
    accept = (world.coach_a, reverse("trajectories:accept", args=[asked.pk]), {"answer": "Graag."})
    decline = (world.coach_a, reverse("trajectories:decline", args=[asked.pk]), {"reason": "Te druk dit jaar."})
    withdraw = (world.contact_a, reverse("trajectories:cancel_request", args=[world.company_a.slug]), {})
    at_once(accept, decline, withdraw, accept, decline, withdraw)
    state = rows(CoachRequest)[0].state
    verb = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw"}[state]
    found = rows(Trajectory, pk=world.trajectory_a.pk)[0].state
    assert found == ("coach_accepted" if state == "accepted" else "awaiting_coach")
    assert sum(events(f"coach_request.{name}") for name in ("accept", "decline", "withdraw")) == events(
        f"coach_request.{verb}"
    )
    assert events(f"coach_request.{verb}") == 1


@pytest.mark.parametrize(("verb", "form"), [("accept", {"answer": "Ja"}), ("decline", {"reason": "Te druk."})])
def test_an_answer_is_given_once(at_once, world, asked, verb, form):
    answers = at_once(*[(world.coach_a, reverse(f"trajectories:{verb}", args=[asked.pk]), form)] * MANY)
    assert len(landing(answers)) == 1 and answers[0].status_code == 302
    assert events(f"coach_request.{verb}") == 1


# -- What is taken away ---------------------------------------------------------------------------------------------------
def test_a_session_is_removed_once(at_once, world):
    with system_context("test fixture"):
        keys = {"trajectory": world.trajectory_a, "company": world.company_a, "programme": world.programme_a}
        session = CoachingSession.objects.create(
            **keys, held_on=clock.today(), kind="intake", hours=2, logged_at=clock.now()
        )
    address = reverse("trajectories:remove_session", args=[world.company_a.slug, session.pk]) + "?as=coach"
    answers = at_once(*[(world.coach_a, address, {"reason": "Verkeerde onderneming."})] * MANY)
    assert {status for status, _place in landing(answers)} <= {302, 404}
    assert rows(CoachingSession) == [] and events("trajectory.session_removed") == 1


def test_a_draft_is_sent_thrown_away_and_saved_at_once(at_once, world, draft):
    step = reverse("programmes:step", args=[draft.pk, "question"])
    text = "Wat hier staat, schreef iemand een halfuur lang."
    save = {
        "motivation": text,
        "objectives": "Minder verzuim",
        "own_hours": "10",
        "_version": "1",
        "_tab": uuid.uuid4().hex,
    }
    delete = (world.outsider, reverse("programmes:delete", args=[draft.pk]), {})
    at_once((world.outsider, step, save), delete, (world.outsider, step + "save/", save), delete, delete, delete)
    assert rows(Application, pk=draft.pk) == []


def test_a_membership_ends_once(at_once, world):
    (found,) = rows(Membership, company=world.company_a, user=world.owner_a)
    address = reverse("companies:end_membership", args=[world.company_a.slug, found.pk])
    answers = at_once(*[(world.contact_a, address, {})] * MANY)
    assert landing(answers) == {(302, reverse("companies:people", args=[world.company_a.slug]))}
    assert events("companies.membership_ended") == 1


def test_a_mandate_is_handed_over_once(at_once, world):
    (found,) = rows(Membership, company=world.company_a, user=world.contact_a)
    address = reverse("companies:hand_over", args=[world.company_a.slug, found.pk])
    answers = at_once(*[(world.contact_a, address, {"successor_id": world.colleague_a.pk})] * MANY)
    assert {status for status, _place in landing(answers)} <= {302, 403, 404}
    assert events("companies.handed_over") == 1 and mails("companies.handed_over") == 1
    assert len(rows(Membership, company=world.company_a, has_mandate=True, ended_at=None)) == 1


# -- Mandates -------------------------------------------------------------------------------------------------------------
def test_a_mandate_is_given_once_and_ended_once(at_once, world):
    home = f"/c/{world.company_a.slug}/mandates/"
    asked = {"discipline": "expert", "person": world.coach_b.pk, "language": "nl", "scope": "new", "until": ""}
    assert landing(at_once(*[(world.contact_a, f"{home}give/", asked)] * MANY)) == {(302, home)}
    (given,) = rows(Mandate, person_id=world.coach_b.pk, company_id=world.company_a.pk)
    assert mails("companies.mandate_given") == 1
    assert len(rows(AuditEvent, event="companies.mandate_given", subject_id=given.pk)) == 1
    assert landing(at_once(*[(world.contact_a, f"{home}{given.pk}/end/", {"reason": ""})] * MANY)) == {(302, home)}
    assert mails("companies.mandate_ended") == 1 and events("companies.mandate_ended") == 1


def test_an_offered_mandate_begins_once_and_for_one_address(at_once, world):
    guest = factories.user("Arts", email="arts@dienst.test")
    home = f"/c/{world.company_a.slug}/mandates/"
    asked = {"discipline": "physician", "email": guest.email, "language": "nl", "scope": "whole", "until": ""}
    at_once(*[(world.contact_a, f"{home}give/", asked)] * MANY)
    (mail,) = rows(OutgoingEmail, kind="accounts.invitation")
    link = mail.context["path"]
    at_once(*[(guest, link, {})] * (MANY - 2), (world.outsider, link, {}), (world.contact_a, link, {}))
    assert [row.person_id for row in rows(Mandate, discipline="physician")] == [guest.pk]
    assert len(rows(Invitation, email=guest.email)) == 1
