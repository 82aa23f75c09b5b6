"""A module without a date lets one be told: one click, taken back by another, one mail when there is a date."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import translation

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor, person_context, system_context
from modules.actions import load_catalogue
from modules.gatherings import actions as gatherings
from modules.models import DateWish, Gathering, Module
from modules.wishes import emails, queries
from modules.wishes.tasks import tell_wishes
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
WEBINAR, OTHER, POSTER = "webinar-kleine-ploeg", "webinar-leidinggeven", "affiches-pauze"


@pytest.fixture
def offer(world: Any) -> Any:
    with system_context("test"):
        load_catalogue(by=current_actor())
    return world


def address(slug: str = WEBINAR, name: str = "wish_date") -> str:
    return reverse(f"modules:{name}", args=[slug])


def page(client: Any, slug: str = WEBINAR) -> str:
    return str(client.get(reverse("modules:module", args=[slug])).content.decode())


def plan(world: Any, slug: str = WEBINAR, days: int = 7) -> Gathering:
    with system_context("test"):
        module = Module.objects.get(slug=slug)
    values = {
        "starts_at": clock.now() + timedelta(days=days),
        "minutes": 90,
        "link": "https://x.example/",
        "capacity": 5,
    }
    with in_programme(world.admin_a, world.programme_a) as by:
        return gatherings.plan_gathering(programme_id=world.programme_a.pk, module=module, values=values, by=by)


def wishes(**of: Any) -> list[DateWish]:
    with system_context("test"):
        return list(DateWish.objects.filter(**of).select_related("module"))


def told() -> list[int]:
    with system_context("test"):
        mails = OutgoingEmail.objects.filter(kind="modules.date_set").order_by("recipient_id")
        return list(mails.values_list("recipient_id", flat=True))


def test_one_click_is_remembered_and_taken_back(offer, login):
    person = login(offer.contact_a)
    assert address() in page(person)
    for _click in range(2):
        assert person.post(address())["Location"] == reverse("modules:module", args=[WEBINAR])
    assert len(wishes()) == 1
    shown = page(person)
    assert address(name="drop_wish") in shown and f'action="{address()}"' not in shown
    assert address(name="drop_wish") in person.get(reverse("modules:own_uptakes")).content.decode()
    for _click in range(2):
        assert person.post(address(name="drop_wish")).status_code == 302
    assert wishes() == [] and f'action="{address()}"' in page(person)


def test_a_visitor_is_led_through_signing_in(offer, client, login):
    assert f'href="{address()}"' in page(client)
    answer = client.get(address())
    assert answer.status_code == 302 and "/account/login/" in answer["Location"] and WEBINAR in answer["Location"]
    assert client.post(address()).status_code == 302 and wishes() == []
    assert f'action="{address()}"' in login(offer.contact_a).get(address()).content.decode()


def test_only_where_a_date_is_wanted(offer, login):
    plan(offer, OTHER)
    person = login(offer.contact_a)
    for slug in (OTHER, POSTER):
        assert address(slug) not in page(person, slug)
        assert person.post(address(slug)).status_code == 302
    assert person.post(address("nooit")).status_code == 404
    assert person.get(address(name="drop_wish")).status_code == 405
    assert wishes() == []


def test_each_is_told_once(offer, login):
    for user in (offer.contact_a, offer.contact_b):
        login(user).post(address())
    login(offer.outsider).post(address(OTHER))
    first, second = plan(offer), plan(offer, days=9)
    assert tell_wishes(str(first.pk)) == 2 and tell_wishes(str(first.pk)) == 0  # the same task twice
    assert tell_wishes(str(second.pk)) == 0  # of the next date nobody is told again
    assert told() == sorted([offer.contact_a.pk, offer.contact_b.pk])
    assert {wish.gathering_id for wish in wishes(module__slug=WEBINAR)} == {first.pk}
    assert [wish.told_at for wish in wishes(module__slug=OTHER)] == [None]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("nl", "Er is een datum: Webinar"),
        ("fr", "Il y a une date\N{NO-BREAK SPACE}: Webinaire"),
        ("en", "There is a date"),
    ],
)
def test_the_mail_says_when_and_where_in_the_readers_language(offer, login, language, subject):
    login(offer.contact_a).post(address())
    gathering = plan(offer)
    tell_wishes(str(gathering.pk))
    with system_context("test"):
        context = OutgoingEmail.objects.get(kind="modules.date_set").context
    with translation.override(language):
        content = emails.date_set(context)
    assert content.subject.startswith(subject)
    assert content.action_path == reverse("modules:sign_up", args=[gathering.pk])
    assert "x.example" not in str(content.facts)  # the link is for who has a place


def test_a_date_called_off_before_it_was_told_is_not_told(offer, login):
    login(offer.contact_a).post(address())
    off = plan(offer)
    with in_programme(offer.admin_a, offer.programme_a) as by:
        gatherings.cancel_gathering(gathering_id=off.pk, reason="Ziek", by=by)
    assert tell_wishes(str(off.pk)) == 0 and told() == []
    assert tell_wishes(str(plan(offer, days=9).pk)) == 1


def test_a_lost_message_is_taken_up(offer, login):
    login(offer.contact_a).post(address())
    plan(offer)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert periodic.run("core.take_up_work", clock.today())["again"] >= 1


def test_the_keeper_sees_how_many_and_never_who(offer, login):
    for user in (offer.contact_a, offer.contact_b):
        login(user).post(address())
    with system_context("test"):
        module = Module.objects.get(slug=WEBINAR)
    admin = login(offer.admin_a)
    keep = reverse("modules:keep", args=[offer.programme_a.slug, module.pk])
    shown = admin.get(keep).content.decode()
    assert "2 mensen wachten op een datum" in shown and offer.contact_a.email not in shown
    desk = admin.get(reverse("modules:gatherings", args=[offer.programme_a.slug]))
    assert [(one.pk, words) for one, words, _url in desk.context["wanted"]] == [
        (module.pk, "2 mensen wachten op een datum")
    ]
    form = admin.get(desk.context["wanted"][0][2])
    assert form.context["form"].initial["module"] == str(module.pk)
    with in_programme(offer.admin_a, offer.programme_a):
        assert queries.waiting([module.pk]) == {module.pk: 2}
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(DateWish.objects.values_list("applicant_id"))
    with system_context("test"):
        Module.objects.filter(pk=module.pk).update(keeper=offer.programme_a)
    with in_programme(offer.admin_b, offer.programme_b):
        assert queries.waiting([module.pk]) == {} and not queries.wanted(clock.today()).exists()


def test_nobody_sees_or_makes_the_wish_of_another(offer, login):
    login(offer.contact_a).post(address())
    wish = wishes()[0]
    with person_context(offer.contact_b):
        assert not DateWish.objects.exists()
        assert DateWish.objects.filter(pk=wish.pk).delete()[0] == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            DateWish(module=wish.module, applicant_id=offer.contact_a.pk).save(force_insert=True)
    login(offer.contact_b).post(address(name="drop_wish"))
    assert wishes() == [wish]


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_one_instant_are_one_wish(offer, login):
    gate, clients = Barrier(4), [login(offer.contact_a) for _number in range(4)]

    def click(client: Any) -> int:
        gate.wait()
        try:
            return int(client.post(address()).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        assert list(people.map(click, clients)) == [302] * 4
    assert len(wishes()) == 1
