"""A bakery takes posters without an account, says how it went, and later applies without typing it again."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import periodic
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import current_actor, public_context, system_context, token_context
from coaching.programmes.actions import found_layers, save_step
from coaching.programmes.models import Application
from modules.actions import load_catalogue
from modules.models import Module, ModuleUptake
from modules.uptake import actions, rules
from modules.uptake.queries import programmes_for
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import EVERYTHING, fresh, send

pytestmark = pytest.mark.django_db
TYPED = {
    "company_name": "Bakkerij De Korst",
    "enterprise_number": "0999.990.123",
    "contact_name": "Bart Bakker",
    "email": "Bart@Korst.example",
}
FEEDBACK = {"used": "yes", "workers_reached": "9", "useful": "4", "remark": ""}


@pytest.fixture
def offer(world: Any) -> Any:
    with system_context("test"):
        load_catalogue(by=current_actor())
        found_layers(programme=world.programme_a, by=current_actor())
        type(world.programme_b).objects.filter(pk=world.programme_b.pk).update(is_open=False)
        world.poster = Module.objects.filter(layer=1).first()
        world.method = Module.objects.filter(layer=2).first()
        world.coaching = Module.objects.filter(layer=5).first()
    return world


def only() -> ModuleUptake:
    with system_context("test"):
        return ModuleUptake.objects.get()


def take(offer: Any, client: Client | None = None, **changes: str) -> Any:
    return (client or Client()).post(reverse("modules:take", args=[offer.poster.slug]), {**TYPED, **changes})


def known_person(address: str = "bart@korst.example", *, verified: bool = True) -> Any:
    with system_context("test"):
        user = factories.user("Bart Bakker", email=address)
    EmailAddress.objects.create(user=user, email=address, verified=verified, primary=True)
    return user


class TestWithoutAnAccount:
    def test_four_fields_and_it_is_yours(self, offer: Any) -> None:
        page = Client().get(reverse("modules:take", args=[offer.poster.slug])).content.decode()
        typed = [name for name in TYPED if f'name="{name}"' in page]
        assert len(typed) == 4
        done = take(offer)
        uptake = only()
        assert uptake.state == "confirmed"
        assert (uptake.email, uptake.enterprise_number) == ("bart@korst.example", "0999990123")
        assert done.url == reverse("modules:taken", args=[uptake.pk, actions.token_of(uptake.pk)])
        assert Client().get(done.url).status_code == 200
        with system_context("test"):
            mail = OutgoingEmail.objects.get(kind="modules.uptake_confirmed")
            events = AuditEvent.objects.filter(subject_id=uptake.pk).values_list("event", flat=True)
            assert mail.address == "bart@korst.example"
            assert set(events) == {"uptake.register", "uptake.confirm"}

    def test_the_same_form_twice_is_one_uptake_and_one_mail(self, offer: Any) -> None:
        address, form_id = reverse("modules:take", args=[offer.poster.slug]), str(uuid4())
        page = Client().get(address).content.decode()
        assert 'name="form_id"' in page
        first, second = (Client().post(address, {**TYPED, "form_id": form_id}) for _n in range(2))
        assert first.url == second.url == reverse("modules:taken", args=[only().pk, actions.token_of(only().pk)])
        with system_context("test"):
            assert OutgoingEmail.objects.filter(kind="modules.uptake_confirmed").count() == 1
        # After the back button the same form says something else: another company, which is not taken for the first.
        changed = Client().post(address, {**TYPED, "company_name": "Slagerij Ernaast", "form_id": form_id})
        with system_context("test"):
            names = set(ModuleUptake.objects.values_list("company_name", flat=True))
            ModuleUptake.objects.filter(company_name="Slagerij Ernaast").delete()
        assert changed.url != first.url and "Slagerij Ernaast" in names and len(names) == 2
        # The id of somebody's uptake, sent as the id of a form, leads elsewhere.
        first_id = only().pk
        other = Client().post(address, {**TYPED, "email": "dief@korst.example", "form_id": str(first_id)})
        assert str(first_id) not in other.url

    def test_a_mistake_keeps_what_was_typed(self, offer: Any) -> None:
        page = take(offer, enterprise_number="0999.990.124")
        assert page.status_code == 200
        assert "Bakkerij De Korst" in page.content.decode()
        assert "error-summary" in page.content.decode()
        with system_context("test"):
            assert not ModuleUptake.objects.exists()

    def test_a_wrong_link_opens_nothing(self, offer: Any) -> None:
        take(offer)
        uptake = only()
        right = actions.token_of(uptake.pk)
        other = actions.token_of(offer.company_a.pk)
        for token in ("x", right[:-1] + ("0" if right[-1] != "0" else "1"), other, right.upper() + "é"):
            assert Client().get(reverse("modules:taken", args=[uptake.pk, token])).status_code == 404

    def test_the_database_shows_a_visitor_one_row(self, offer: Any) -> None:
        take(offer)
        take(offer, email="ander@korst.example")
        with system_context("test"):
            first = ModuleUptake.objects.order_by("created_at")[0]
        with token_context(first.token_digest):
            assert [row.pk for row in ModuleUptake.objects.all()] == [first.pk]
            assert ModuleUptake.objects.update(company_name="weg") == 1
        for context in (token_context(""), token_context("raden")):
            with context:
                assert not ModuleUptake.objects.exists()
        with public_context(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ModuleUptake.objects.first()

    def test_feedback_once(self, offer: Any) -> None:
        url = take(offer).url
        assert Client().post(url, {"used": "yes"}).status_code == 200
        assert only().state == "confirmed"
        assert Client().post(url, FEEDBACK).status_code == 302
        assert only().feedback["workers_reached"] == 9
        again = Client().post(url, {**FEEDBACK, "workers_reached": "99"})
        assert again.status_code == 200
        assert only().feedback["workers_reached"] == 9

    def test_more_questions_need_an_account_and_coaching_an_application(self, offer: Any) -> None:
        page = Client().post(reverse("modules:take", args=[offer.method.slug]), TYPED)
        assert page.status_code == 200
        assert reverse("account_signup") in page.content.decode()
        assert Client().get(reverse("modules:take", args=[offer.coaching.slug])).status_code == 404
        with system_context("test"):
            assert not ModuleUptake.objects.exists()

    def test_a_closed_programme_takes_none(self, offer: Any) -> None:
        with system_context("test"):
            type(offer.programme_a).objects.update(is_open=False)
        assert take(offer).status_code == 200
        with system_context("test"):
            assert not ModuleUptake.objects.exists()
        with public_context(), pytest.raises(Refused):
            offer.programme_a.is_open = False
            actions.take_up(
                module=offer.poster, programme=offer.programme_a, layer=None, values=dict(TYPED), by=current_actor()
            )


class TestStepTowardsCoaching:
    def test_the_same_address_finds_it_and_applies_without_typing(self, offer: Any, login: Any) -> None:
        take(offer)
        bart = known_person()
        client = login(bart)
        assert "Bakkerij" in client.get(reverse("modules:own_uptakes")).content.decode()
        uptake = only()
        client.post(reverse("modules:apply_further", args=[uptake.pk]))
        client.post(reverse("modules:apply_further", args=[uptake.pk]))
        with system_context("test"):
            draft = Application.objects.get(applicant=bart)
            assert (draft.company_name, draft.enterprise_number) == ("Bakkerij De Korst", "0999990123")
        assert only().application_id == draft.pk

    def test_an_unconfirmed_or_other_address_finds_nothing(self, offer: Any, login: Any) -> None:
        take(offer)
        uptake = only()
        for person in (known_person(verified=False), known_person("ander@korst.example")):
            client = login(person)
            assert "Bakkerij" not in client.get(reverse("modules:own_uptakes")).content.decode()
            assert client.get(reverse("modules:own_uptake", args=[uptake.pk])).status_code == 404
            assert client.post(reverse("modules:apply_further", args=[uptake.pk])).status_code == 404

    def test_a_sent_application_brings_its_uptakes_along(self, offer: Any) -> None:
        take(offer)
        bart = known_person()
        with as_person(bart) as by:
            draft = actions.apply_for_coaching(uptake_id=only().pk, by=by)
            save_step(application_id=draft.pk, values=EVERYTHING, opened_with=draft.version, by=by)
        sent = send(bart, draft)
        assert only().company_id == sent.company_id
        with in_company(bart, fresh(sent).company):
            assert ModuleUptake.objects.count() == 1


class TestSignedIn:
    def test_a_contact_chooses_the_company_and_answers_the_layers_questions(self, offer: Any, login: Any) -> None:
        client = login(offer.contact_a)
        url = reverse("modules:take_up", args=[offer.method.slug])
        assert client.get(reverse("modules:take", args=[offer.method.slug])).url == url
        assert "error-summary" in client.post(url, {"company": str(offer.company_a.pk)}).content.decode()
        answers = {"goal": "Minder tillen", "group": ["all"], "planned_on": "01/12/2030"}
        done = client.post(url, {"company": str(offer.company_a.pk), **answers})
        assert done.status_code == 302
        assert only().company_id == offer.company_a.pk
        assert only().answers["planned_on"] == "2030-12-01"
        assert "Minder tillen" in client.get(done.url).content.decode()
        assert login(offer.contact_b).get(done.url).status_code == 404
        listed = reverse("modules:company_uptakes", args=[offer.company_a.slug])
        assert str(only()) in login(offer.colleague_a).get(listed).content.decode()
        assert login(offer.contact_b).get(listed).status_code == 404

    def test_somebody_elses_company_is_no_choice(self, offer: Any, login: Any) -> None:
        url = reverse("modules:take_up", args=[offer.poster.slug])
        page = login(offer.contact_a).post(url, {"company": str(offer.company_b.pk)})
        assert page.status_code == 200
        with as_person(offer.contact_a) as by, pytest.raises(Exception, match="row-level security"):
            actions.take_up(
                module=offer.poster,
                programme=offer.programme_a,
                layer=None,
                company_id=offer.company_b.pk,
                values={"company_name": "x", "contact_name": "x", "email": "x@x.example"},
                by=by,
            )


class TestDesk:
    def test_administrators_see_and_stop_with_a_reason(self, offer: Any, login: Any) -> None:
        take(offer)
        uptake = only()
        listed = reverse("modules:desk_uptakes", args=[offer.programme_a.slug])
        one = reverse("modules:desk_uptake", args=[offer.programme_a.slug, uptake.pk])
        admin = login(offer.admin_a)
        assert "Bakkerij" in admin.get(listed).content.decode()
        assert "Bakkerij" not in admin.get(listed + "?state=closed").content.decode()
        assert login(offer.observer_a).get(listed).status_code == 403
        assert login(offer.admin_b).get(one).status_code == 404
        assert admin.post(one, {"reason": ""}).status_code == 200
        assert admin.post(one, {"reason": "Bestaat niet"}).status_code == 302
        assert only().state == "withdrawn"
        with in_programme(offer.admin_a, offer.programme_a) as by, pytest.raises(IllegalTransition):
            actions.withdraw_uptake(uptake_id=uptake.pk, reason="nog eens", by=by)
        with in_programme(offer.assessor_a, offer.programme_a) as by, pytest.raises(PermissionDenied):
            actions.withdraw_uptake(uptake_id=uptake.pk, reason="nog eens", by=by)

    def test_the_next_one_of_the_list_with_its_filter(self, offer: Any, login: Any) -> None:
        for address in ("a@korst.example", "b@korst.example", "c@korst.example"):
            take(offer, email=address)
        with system_context("test"):
            newest, stopped, oldest = ModuleUptake.objects.order_by("-created_at", "id")
            ModuleUptake.objects.filter(pk=stopped.pk).update(state="withdrawn", closed_at=clock.now())
        state, slug = newest.state, offer.programme_a.slug
        listed = reverse("modules:desk_uptakes", args=[slug]) + f"?state={state}"
        first, last = (reverse("modules:desk_uptake", args=[slug, one.pk]) for one in (newest, oldest))
        admin = login(offer.admin_a)
        assert f'href="{newest.pk}/?state={state}"' in admin.get(listed).content.decode()
        shown = admin.get(f"{first}?state={state}").context["onward"]
        assert (shown.number, shown.total, shown.behind) == (1, "2", "")
        assert (shown.ahead, shown.back) == (f"{last}?state={state}", listed)

    def test_as_many_queries_for_three_as_for_one(self, offer: Any, login: Any, django_assert_num_queries: Any) -> None:
        url = reverse("modules:desk_uptakes", args=[offer.programme_a.slug])
        admin = login(offer.admin_a)
        take(offer)
        admin.get(url)
        with CaptureQueriesContext(connection) as one:
            admin.get(url)
        known = len(one)  # read now: the list goes on growing
        take(offer, email="a@korst.example")
        take(offer, email="b@korst.example")
        with django_assert_num_queries(known):
            admin.get(url)


class TestTime:
    def run(self, days: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in ("modules.ask_feedback", "modules.close_forgotten"):
            found |= periodic.run(name, clock.today() + timedelta(days=days))
        return found

    def test_one_question_after_two_weeks_and_no_second(self, offer: Any) -> None:
        take(offer)
        assert self.run(13) == {"asked": 0, "closed": 0}
        assert self.run(14) == {"asked": 1, "closed": 0}
        assert self.run(14) == {"asked": 0, "closed": 0}
        with system_context("test"):
            assert OutgoingEmail.objects.filter(kind="modules.uptake_feedback").count() == 1
            ModuleUptake.objects.update(feedback_asked_at=clock.now())
        assert self.run(59)["closed"] == 0
        assert self.run(60)["closed"] == 1
        assert only().state == "closed"


class TestSuggestions:
    def module(self, pk: int, layer: int, *themes: str) -> Any:
        return SimpleNamespace(pk=pk, layer=layer, themes=list(themes))

    def test_same_theme_further_then_coaching(self) -> None:
        posters, method = self.module(1, 1, "sleep"), self.module(2, 2, "sleep")
        other, coaching = self.module(3, 2, "tobacco"), self.module(4, 5, "mental")
        offered = [posters, method, other, coaching]
        assert [s.module.pk for s in rules.suggestions([posters], offered)] == [2]
        found = rules.suggestions([posters, other], offered)
        assert [s.module.pk for s in found] == [2, 4]
        assert all(str(s.reason) for s in found)

    def test_nothing_taken_gets_something_light_and_all_taken_nothing(self) -> None:
        offered = [self.module(1, 1, "sleep"), self.module(4, 5, "mental")]
        assert [s.module.pk for s in rules.suggestions([], offered)] == [1]
        assert rules.suggestions(offered, offered) == []


def test_layers_that_need_approval_are_no_uptake(offer: Any) -> None:
    with public_context():
        project = Module.objects.filter(layer=4).first()
        assert project is not None
        assert programmes_for(project) == []
        actor = Actor(user_id=None, hat=Hat.PUBLIC)
        with pytest.raises(Refused):
            actions.take_up(module=offer.coaching, programme=offer.programme_a, layer=None, values={}, by=actor)
