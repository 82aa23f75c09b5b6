"""Layers that need a decision, without code: from the offer to the letter, by the version with which one began."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, money, queries, rules
from coaching.programmes.models import Application, LayerVersion
from coaching.programmes.steps import steps_of
from coaching.trajectories.models import Trajectory
from modules.models import Module
from tests import factories
from tests.acting import as_person, in_programme
from tests.programmes.conftest import NUMBER, begin, fresh

pytestmark = pytest.mark.django_db
FIELDS = ("title", "objective", "content", "timeline", "asks_during", "asks_after")
TEXTS = {"nl": "Wat?", "fr": "Quoi ?", "en": "What?"}
OWN = {
    "questions": [
        {"code": "version", "label": TEXTS, "kind": "long"},  # a name that a field of the page has too
        {"code": "cost", "label": TEXTS, "kind": "money", "evidence": True},
        {"code": "shift", "label": TEXTS, "kind": "yes_no", "required": False},
    ],
    "commitments": [{"code": "share", "label": {"nl": "Wij delen het.", "fr": "Oui.", "en": "We share it."}}],
}


def layer(programme: Any, number: int = 6, **fields: Any) -> LayerVersion:
    defaults: dict[str, Any] = dict(
        state="published",
        published_at="2026-01-01T00:00Z",
        needs_approval=True,
        definition=OWN,
        name={"nl": "Projectfiche", "fr": "Fiche", "en": "Sheet"},
    )
    with system_context("test"):
        return LayerVersion.objects.create(programme=programme, number=number, **{**defaults, **fields})


def url(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


def only(user: Any) -> Application:
    with system_context("test"):
        return Application.objects.select_related("layer_version", "company").get(applicant=user)


def fill_in(client: Any, draft: Application) -> None:
    who = {"enterprise_number": NUMBER, "company_name": "De Korst", "language": "nl", "version": draft.version}
    assert client.post(url("step", draft.pk, "company"), who).url == url("step", draft.pk, "questions")
    posted = {"version": "Een proef.", "cost": "1500,50", "_version": fresh(draft).version}
    assert client.post(url("step", draft.pk, "questions"), posted).url == url("check", draft.pk)


@pytest.mark.parametrize("number", [4, 6])
def test_whole_way_of_another_layer(world, baker, login, number):
    layer(world.programme_a, number)
    client = login(baker)
    page = client.get(url("apply") + f"?layer={number}").content.decode()
    assert "Projectfiche" in page and str(world.programme_a.pk) in page and str(world.programme_b.pk) not in page
    client.post(url("apply"), {"programme": str(world.programme_a.pk), "layer": number})
    draft = only(baker)
    assert [step.slug for step in steps_of(draft)] == ["company", "questions"]
    assert client.get(url("step", draft.pk, "workers")).status_code == 404  # not asked
    fill_in(client, draft)
    check = client.get(url("check", draft.pk)).content.decode()
    assert "Wij delen het." in check and "€\u00a01.500,50" in check
    refused = client.post(url("check", draft.pk), {"declared": "on"})  # without the commitment
    assert refused.status_code == 200 and fresh(draft).state == "draft"
    assert client.post(url("check", draft.pk), {"declared": "on", "commit_share": "on"}).status_code == 302
    sent = fresh(draft)
    assert (sent.state, sent.layer, sent.target_group, sent.priority_score) == ("submitted", number, "", 0)
    assert sent.declaration["commitments"] == ["Wij delen het."] and sent.declaration["privacy"] == "2026-1"
    desk = login(world.admin_a).get(url("file", world.programme_a.slug, draft.pk)).content.decode()
    assert "Een proef." in desk and "€\u00a01.500,50" in desk and "Projectfiche" in desk
    own_place = reverse("programmes:company", args=[sent.company.slug])
    assert "Projectfiche" in client.get(own_place).content.decode()
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=draft.pk, by=by)
        actions.approve(application_id=draft.pk, reason="Past goed.", by=by)
        assert Trajectory.objects.filter(application_id=draft.pk).count() == 0
    approved = fresh(draft)
    assert (approved.state, approved.start_due_on) == ("approved", None)
    assert (
        "coach"
        not in login(baker).get(url("application", draft.pk)).content.decode().split("<main")[1].split("</main")[0]
    )


def test_approval_of_another_layer_takes_no_subsidy_and_promises_no_coach(world, baker, login):
    layer(world.programme_a)
    with system_context("test"):
        type(world.programme_a).objects.filter(pk=world.programme_a.pk).update(budget_eur=0)
    client = login(baker)
    client.post(url("apply"), {"programme": str(world.programme_a.pk), "layer": 6})
    draft = only(baker)
    fill_in(client, draft)
    client.post(url("check", draft.pk), {"declared": "on", "commit_share": "on"})
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=draft.pk, by=by)
        before = money.budget_of(world.programme_a).committed
    desk = login(world.admin_a)
    shown = desk.post(url("decide", world.programme_a.slug, draft.pk, "approve"), {"reason": "Past goed."})
    letter = shown.content.decode()
    assert "Past goed." in letter and "coach" not in letter.split("<article")[1].split("</article")[0].lower()
    done = desk.post(
        url("decide", world.programme_a.slug, draft.pk, "approve"), {"reason": "Past goed.", "confirm": "1"}
    )
    assert done.status_code == 302 and fresh(draft).state == "approved"  # with no euro left for coaching
    with in_programme(world.admin_a, world.programme_a):
        assert money.budget_of(world.programme_a).committed == before
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="programmes.approved_plan", recipient_id=baker.pk)
        assert not OutgoingEmail.objects.filter(kind="programmes.approved", recipient_id=baker.pk).exists()
    content = MAILS[mail.kind](mail.context)
    assert "coach" not in " ".join(content.paragraphs).lower() and "Past goed." in content.paragraphs


def test_a_draft_keeps_the_version_with_which_it_was_begun(world, baker):
    first = layer(world.programme_a)
    with as_person(baker) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, layer=6, by=by)
    with system_context("test"):
        LayerVersion.objects.filter(pk=first.pk).update(state="replaced")
    layer(world.programme_a, edition=2, definition={"steps": ["workers"]})
    with as_person(baker) as by:
        assert actions.start_draft(programme_id=world.programme_a.pk, layer=6, by=by).pk == draft.pk
        kept = queries.in_hand(baker.pk).select_related("layer_version").get(pk=draft.pk)
        assert rules.pages_of(kept) == ("company", "questions") and queries.missing_steps(kept) == [
            "company",
            "questions",
        ]
        actions.delete_draft(application_id=draft.pk, by=by)
        anew = actions.start_draft(programme_id=world.programme_a.pk, layer=6, by=by)
        assert rules.pages_of(anew) == ("company", "workers")


def test_only_layers_that_are_decided_about_are_applied_for(world, baker):
    layer(world.programme_a, 2, needs_approval=False)
    layer(world.programme_b, 6)
    with as_person(baker) as by:
        for number in (2, 4, 6):  # no decision needed; none at all; of the other programme
            with pytest.raises(Refused):
                actions.start_draft(programme_id=world.programme_a.pk, layer=number, by=by)
        assert [v.number for v in queries.layers_to_apply()] == [6]
        assert [p.pk for p, _v in queries.programmes_to_apply(6)] == [world.programme_b.pk]
        assert {p.pk for p, _v in queries.programmes_to_apply(5)} == {world.programme_a.pk, world.programme_b.pk}


@pytest.mark.parametrize("wanted", ["x", "٦", "99999", "-1", ""])
def test_a_layer_that_is_no_number_is_coaching(world, baker, login, wanted):
    assert login(baker).get(url("apply"), {"layer": wanted}).context["layer"] == 5


def test_the_offer_leads_to_the_right_door(world, client):
    with system_context("test"):
        for slug, number in (("fiche", 4), ("affiche", 1)):
            Module.objects.create(
                slug=slug,
                layer=number,
                state="published",
                position=1,
                **{name: {"nl": slug, "fr": slug, "en": slug} for name in FIELDS},
            )
    layer(world.programme_a, 4)
    layer(world.programme_b, 4)
    assert f"{url('apply')}?layer=4" in client.get(reverse("modules:module", args=["fiche"])).content.decode()
    assert (
        reverse("modules:take", args=["affiche"])
        in client.get(reverse("modules:module", args=["affiche"])).content.decode()
    )


def test_choosing_a_programme_takes_the_same_number_of_queries(world, baker, login, django_assert_num_queries):
    """Over one and over four programmes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    layer(world.programme_a)
    client = login(baker)
    with CaptureQueriesContext(connection) as first:
        assert client.get(url("apply") + "?layer=6").status_code == 200
    for n in range(3):
        with system_context("test"):
            more = factories.programme(f"Nog {n}")
        layer(more)
    with django_assert_num_queries(len(first)):
        assert len(client.get(url("apply") + "?layer=6").context["programmes"]) == 4


def test_waiting_for_one_layer_does_not_stop_another(world, submitted):
    layer(world.programme_a)
    with as_person(world.contact_a) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, layer=6, company_id=world.company_a.pk, by=by)
        actions.save_step(
            application_id=draft.pk, values={}, answers={"version": "x", "cost": "5"}, opened_with=draft.version, by=by
        )
        actions.submit(application_id=draft.pk, by=by)
    assert fresh(draft).state == "submitted"
    again = begin(world.colleague_a, world.programme_a, enterprise_number=world.company_a.enterprise_number)
    with pytest.raises(Refused), as_person(world.colleague_a) as by:
        actions.submit(application_id=again.pk, by=by)


def test_mistakes_in_own_questions_lose_nothing(world, baker, login):
    layer(world.programme_a)
    with as_person(baker) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, layer=6, by=by)
    client = login(baker)
    page = client.post(
        url("step", draft.pk, "questions"), {"version": "Getypt.", "cost": "veel", "_version": draft.version}
    )
    assert (
        page.status_code == 200
        and "Getypt." in page.content.decode()
        and page.context["form"].errors.keys() == {"cost"}
    )
    assert (
        client.post(url("step", draft.pk, "questions"), {"version": "x", "cost": "1"}).status_code == 200
    )  # no version
    assert fresh(draft).answers == {}
