"""A colleague helps with a draft: by a confirmed address, until it is taken back or sent."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import ProgrammingError
from django.urls import reverse

from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat
from coaching.programmes import actions, queries
from coaching.programmes.models import Application, DraftShare
from tests import factories
from tests.acting import as_person
from tests.programmes.conftest import ANSWERS, begin, fresh, send

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


def person(name: str, verified: bool = True) -> Any:
    with system_context("test"):
        user = factories.user(name)
    with without_hat():
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


@pytest.fixture
def helper(world: Any) -> Any:
    return person("Els Helper")


def share(owner: Any, draft: Application, email: str) -> DraftShare:
    with as_person(owner) as by:
        return actions.share_draft(application_id=draft.pk, email=email, by=by)


@pytest.fixture
def joined(world: Any, baker: Any, draft: Application, helper: Any) -> DraftShare:
    """The baker's draft, with a helper who came in; a stranger has a draft as well."""
    begin(world.outsider, world.programme_a)
    made = share(baker, draft, helper.email.upper())
    with as_person(helper) as by:
        actions.join_draft(application_id=draft.pk, by=by)
    return made


def test_from_the_invitation_to_a_change(world, baker, login, draft, helper):
    owner, colleague = login(baker), login(helper)
    for name in ("application", "check", "share"):
        assert colleague.get(url(name, draft.pk)).status_code == 404
    assert owner.get(url("share", draft.pk)).status_code == 200
    assert owner.post(url("share", draft.pk), {"email": helper.email}).status_code == 302
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="programmes.draft_shared")
    assert mail.address == helper.email
    content = MAILS[mail.kind](mail.context)
    assert content.action_path == url("join", draft.pk) and "Bakkerij De Korst" in content.paragraphs[0]
    page = colleague.get(content.action_path)
    assert page.status_code == 200 and "Bakker Bart" in page.content.decode()
    assert colleague.get(url("application", draft.pk)).status_code == 404  # reading the invitation lets nobody in
    assert colleague.post(content.action_path).url == url("application", draft.pk)
    assert colleague.get(content.action_path).url == url("application", draft.pk)  # the link of a month ago
    saved = {**ANSWERS["question"], "motivation": "Van Els", "version": draft.version}
    assert colleague.post(url("step", draft.pk, "question"), saved).status_code == 302
    assert fresh(draft).motivation == "Van Els"
    assert "Els Helper" in owner.get(url("application", draft.pk)).content.decode()
    assert "Els Helper" in owner.get(url("step", draft.pk, "question")).content.decode()
    assert "helpt mee" in owner.get(url("share", draft.pk)).content.decode()
    assert "Bakkerij De Korst" in colleague.get(url("apply")).content.decode()
    with system_context("test"):
        assert AuditEvent.objects.filter(subject_id=draft.pk, event="application.join", actor_id=helper.pk).count() == 1


def test_two_people_on_one_page(world, baker, login, draft, helper, joined):
    owner, colleague = login(baker), login(helper)
    stale = {**ANSWERS["question"], "version": draft.version}
    assert colleague.post(url("step", draft.pk, "question"), {**stale, "motivation": "Van Els"}).status_code == 302
    refused = owner.post(url("step", draft.pk, "question"), {**stale, "motivation": "Van Bart"})
    assert refused.status_code == 200 and "Van Bart" in refused.content.decode()
    told = owner.post(url("autosave", draft.pk, "question"), {**stale, "motivation": "Van Bart"}).content.decode()
    assert "Els Helper" in told and fresh(draft).motivation == "Van Els"


def test_a_helper_neither_sends_nor_throws_away_nor_invites(world, login, draft, helper, joined):
    colleague = login(helper)
    page = colleague.get(url("check", draft.pk)).content.decode()
    assert "Uw collega dient de aanvraag in" in page
    assert colleague.post(url("check", draft.pk), {"declared": "on"}).status_code == 200
    for name in ("delete", "share"):
        assert colleague.post(url(name, draft.pk), {"email": "x@voorbeeld.test"}).status_code == 404
    with as_person(helper) as by:
        with pytest.raises(Refused):
            actions.submit(application_id=draft.pk, by=by)
        for action in (actions.delete_draft, lambda **kw: actions.share_draft(email="x@voorbeeld.test", **kw)):
            with pytest.raises(Application.DoesNotExist):
                action(application_id=draft.pk, by=by)
    assert fresh(draft).state == "draft"


def test_a_contact_who_helps_may_send_it(world, baker, login):
    contact = world.contact_b
    with without_hat():
        EmailAddress.objects.create(user=contact, email=contact.email, verified=True, primary=True)
    draft = begin(baker, world.programme_a, enterprise_number=world.company_b.enterprise_number)
    share(baker, draft, contact.email)
    with as_person(contact) as by:
        actions.join_draft(application_id=draft.pk, by=by)
    client = login(contact)
    assert client.post(url("check", draft.pk), {"declared": "on"}).url == url("apply")
    sent = fresh(draft)
    assert (sent.state, sent.company_id, sent.submitted_by_id) == ("submitted", world.company_b.pk, contact.pk)
    assert client.get(url("application", draft.pk)).status_code == 404  # it stands in the company's place now
    assert login(baker).get(url("application", draft.pk)).status_code == 200
    with system_context("test"):
        told = set(OutgoingEmail.objects.filter(kind="programmes.received").values_list("recipient_id", flat=True))
    assert told == {contact.pk, baker.pk}


def test_taken_back(world, baker, login, draft, helper, joined):
    owner = login(baker)
    assert owner.get(url("unshare", draft.pk, joined.pk)).status_code == 405
    for _click in range(2):
        assert owner.post(url("unshare", draft.pk, joined.pk)).url == url("share", draft.pk)
    colleague = login(helper)
    for name in ("application", "check", "join"):
        assert colleague.get(url(name, draft.pk)).status_code == 404
    assert colleague.post(url("join", draft.pk)).status_code == 404
    share(baker, draft, helper.email)  # and invited again: the old acceptance does not count
    assert colleague.get(url("application", draft.pk)).status_code == 404
    assert colleague.get(url("join", draft.pk)).status_code == 200


def test_sent_is_closed_for_helpers(world, baker, login, draft, helper, joined):
    send(baker, draft)
    assert login(helper).get(url("application", draft.pk)).status_code == 404
    with as_person(helper) as by, pytest.raises((IllegalTransition, Application.DoesNotExist)):
        actions.save_step(application_id=draft.pk, values={"street": "x"}, opened_with=draft.version, by=by)


def test_only_a_confirmed_address_opens_it(world, baker, login, draft):
    unsure, other = person("Onbevestigd", verified=False), person("Iemand anders")
    share(baker, draft, unsure.email)
    for user in (unsure, other, world.outsider):
        client = login(user)
        page = client.get(url("join", draft.pk))
        assert page.status_code == 404 and "Bakkerij" not in page.content.decode()
        assert client.post(url("join", draft.pk)).status_code == 404
        with as_person(user) as by, pytest.raises(Refused):
            actions.join_draft(application_id=draft.pk, by=by)


def test_whom_one_cannot_invite(world, baker, login, draft):
    client = login(baker)
    for email in ("", "geen-adres", "a\x00@voorbeeld.test", "x" * 300 + "@voorbeeld.test"):
        assert client.post(url("share", draft.pk), {"email": email}).status_code == 200
    for number in range(5):
        share(baker, draft, f"h{number}@voorbeeld.test")
    for email in ("h1@voorbeeld.test", "H1@voorbeeld.test ", "h6@voorbeeld.test"):  # twice; too many
        with pytest.raises(Refused):
            share(baker, draft, email)
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="programmes.draft_shared").count() == 5


def test_the_database_shuts_the_door_too(world, baker, draft, helper, joined):
    """Below the application: a stranger's share of another's draft, and a helper who sends."""
    with pytest.raises(ProgrammingError), as_person(world.outsider):
        DraftShare(application=draft, email="x@voorbeeld.test", user_id=world.outsider.pk).save(force_insert=True)
    with as_person(helper):
        assert Application.objects.filter(pk=draft.pk).update(street="Nieuw 1") == 1
        assert not DraftShare.objects.exists() and queries.drafts_of(helper.pk).count() == 1
        with pytest.raises(ProgrammingError):
            Application.objects.filter(pk=draft.pk).update(
                state="submitted",
                submitted_at="2026-01-01T00:00Z",
                declared_at="2026-01-01T00:00Z",
                company=world.company_b,
            )
