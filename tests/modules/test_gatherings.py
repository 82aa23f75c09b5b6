"""Places in a gathering: never more than there are, a waiting list that moves up, mails, calendar, attendance."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connections, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import periodic
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor, public_context, system_context, token_context
from modules.actions import load_catalogue
from modules.gatherings import actions
from modules.gatherings.tasks import fill_places_of
from modules.models import Gathering, GatheringPlace, Module, ModuleUptake
from tests.acting import in_programme
from tests.patience import HANGS

pytestmark = pytest.mark.django_db
IN_A_WEEK = timedelta(days=7)
LINK = "https://vergadering.example/geheim"


def who(number: int = 1) -> dict[str, str]:
    return {"company_name": f"Bedrijf {number}", "contact_name": f"Persoon {number}", "email": f"p{number}@x.example"}


def planned(world: Any, **changes: Any) -> Gathering:
    with system_context("test"):
        if not Module.objects.exists():
            load_catalogue(by=current_actor())
        module = Module.objects.get(slug="webinar-kleine-ploeg")
    values = {"starts_at": clock.now() + IN_A_WEEK, "minutes": 90, "link": LINK, "capacity": 2, **changes}
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.plan_gathering(programme_id=world.programme_a.pk, module=module, values=values, by=by)


def ask(gathering: Gathering, number: int = 1) -> GatheringPlace:
    with public_context():
        row = Gathering.objects.select_related("module").defer("link").get(pk=gathering.pk)
        return actions.ask_place(gathering=row, values=who(number))


def states(gathering: Gathering) -> list[str]:
    with system_context("test"):
        rows = GatheringPlace.objects.filter(gathering=gathering).order_by("asked_at")
        return list(rows.values_list("state", flat=True))


def mails(kind: str) -> list[str]:
    with system_context("test"):
        return sorted(OutgoingEmail.objects.filter(kind=f"modules.{kind}").values_list("address", flat=True))


class TestPlaces:
    def test_full_means_the_waiting_list_and_a_place_that_comes_free_goes_to_the_first(self, world: Any) -> None:
        gathering = planned(world)
        places = [ask(gathering, number) for number in range(4)]
        assert states(gathering) == ["taken", "taken", "waiting", "waiting"]
        assert (mails("place_taken"), mails("place_waiting")) == (
            ["p0@x.example", "p1@x.example"],
            ["p2@x.example", "p3@x.example"],
        )
        with token_context(places[0].token_digest):
            actions.cancel_place(place_id=places[0].pk, by=current_actor())
            with pytest.raises(IllegalTransition):
                actions.cancel_place(place_id=places[0].pk, by=current_actor())
        assert fill_places_of.run(str(gathering.pk)) == 1
        assert fill_places_of.run(str(gathering.pk)) == 0
        assert states(gathering) == ["cancelled", "taken", "taken", "waiting"]
        assert mails("place_free") == ["p2@x.example"]

    def test_one_place_per_address(self, world: Any) -> None:
        gathering = planned(world)
        ask(gathering)
        with pytest.raises(Refused):
            ask(gathering)
        assert states(gathering) == ["taken"]

    def test_not_for_what_is_over_or_cancelled(self, world: Any) -> None:
        gathering = planned(world)
        with clock.at((clock.now() + timedelta(days=8)).date()), pytest.raises(Refused):
            ask(gathering)
        with in_programme(world.admin_a, world.programme_a) as by:
            actions.cancel_gathering(gathering_id=gathering.pk, reason="Ziek", by=by)
        with pytest.raises(Refused):
            ask(gathering)

    def test_the_link_is_for_those_who_have_a_place(self, world: Any) -> None:
        gathering = planned(world, capacity=1)
        holder, waiting = ask(gathering, 1), ask(gathering, 2)
        page = Client().get(reverse("modules:module", args=["webinar-kleine-ploeg"])).content.decode()
        assert LINK not in page
        assert LINK not in Client().get(reverse("modules:sign_up", args=[gathering.pk])).content.decode()
        assert LINK in Client().get(self.url(holder)).content.decode()
        assert LINK not in Client().get(self.url(waiting)).content.decode()
        with public_context(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Gathering.objects.get(pk=gathering.pk)
        with system_context("test"):
            told = OutgoingEmail.objects.get(kind="modules.place_waiting")
            assert LINK not in str(told.context)

    def url(self, place: GatheringPlace, name: str = "place") -> str:
        return reverse(f"modules:{name}", args=[place.pk, actions.token_of(place.pk)])

    def test_the_same_form_twice_is_one_place(self, world: Any) -> None:
        sign_up = reverse("modules:sign_up", args=[planned(world).pk])
        assert 'name="form_id"' in Client().get(sign_up).content.decode()
        other = {**who(), "email": "twee.keer@voorbeeld.test", "form_id": str(uuid4())}
        first, second = (Client().post(sign_up, other) for _click in range(2))
        assert first.status_code == 302 and first.url == second.url
        Client().post(first.url + "give-up/")
        assert Client().post(sign_up, other).url != first.url  # back after giving up: a place of its own

    def test_pages(self, world: Any) -> None:
        gathering = planned(world)
        sign_up = reverse("modules:sign_up", args=[gathering.pk])
        assert "error-summary" in Client().post(sign_up, {**who(), "email": "geen adres"}).content.decode()
        done = Client().post(sign_up, who())
        assert done.status_code == 302
        again = Client().post(sign_up, who())
        assert again.status_code == 200
        with system_context("test"):
            place = GatheringPlace.objects.get()
        assert Client().get(done.url).status_code == 200
        event = Calendar.from_ical(Client().get(self.url(place, "place_calendar")).content).walk("VEVENT")[0]
        assert event.decoded("dtstart") == gathering.starts_at.replace(microsecond=event.decoded("dtstart").microsecond)
        wrong = reverse("modules:place", args=[place.pk, "x" * 40])
        assert Client().get(wrong).status_code == 404
        assert Client().get(self.url(place, "give_up_place")).status_code == 405
        Client().post(self.url(place, "give_up_place"))
        assert states(gathering) == ["cancelled"]

    def test_every_mail_brings_the_entry_to_who_comes_and_takes_it_out(self, world: Any) -> None:
        """One id for ever, a higher number when it moves, none for who waits for a place."""
        gathering = planned(world, capacity=1)
        taken, waiting = ask(gathering, 1), ask(gathering, 2)
        later = gathering.starts_at + timedelta(days=1)
        with in_programme(world.admin_a, world.programme_a) as by:
            values = {"starts_at": later}
            actions.change_gathering(gathering_id=gathering.pk, values=values, opened_with=gathering.version, by=by)
            actions.cancel_gathering(gathering_id=gathering.pk, reason="Ziek", by=by)
        with system_context("test"):
            rows = list(OutgoingEmail.objects.filter(kind__startswith="modules.", address=taken.email))
            others = list(OutgoingEmail.objects.filter(kind__startswith="modules.", address=waiting.email))
        found = {row.kind: MAILS[row.kind](row.context).calendar for row in rows}
        kinds = ("modules.place_taken", "modules.gathering_moved", "modules.gathering_cancelled")
        first, moved, gone = (found[kind] for kind in kinds)
        assert first and moved and gone and {first.uid, moved.uid, gone.uid} == {f"{gathering.pk}@vijfsprong"}
        assert (first.start, moved.start) == (gathering.starts_at, later)
        assert first.end == gathering.starts_at + timedelta(minutes=90) and moved.sequence > first.sequence
        assert gone.cancelled and not gone.url and not moved.cancelled
        assert len(others) == 3 and not any(MAILS[row.kind](row.context).calendar for row in others)

    def test_a_holder_sees_one_row(self, world: Any) -> None:
        gathering = planned(world)
        first, _second = ask(gathering, 1), ask(gathering, 2)
        with token_context(first.token_digest):
            assert [row.pk for row in GatheringPlace.objects.all()] == [first.pk]
        with token_context("raden"):
            assert not GatheringPlace.objects.exists()


class TestPlanning:
    def test_moving_tells_everybody_and_a_wider_room_is_filled(self, world: Any) -> None:
        gathering = planned(world, capacity=1)
        ask(gathering, 1)
        ask(gathering, 2)
        values = {"starts_at": gathering.starts_at + timedelta(days=1), "minutes": 60, "place": "Gent", "capacity": 2}
        with in_programme(world.admin_a, world.programme_a) as by:
            actions.change_gathering(gathering_id=gathering.pk, values=values, opened_with=1, by=by)
        fill_places_of.run(str(gathering.pk))
        assert mails("gathering_moved") == ["p1@x.example", "p2@x.example"]
        assert states(gathering) == ["taken", "taken"]

    def test_cancelling_tells_everybody_once(self, world: Any) -> None:
        gathering = planned(world)
        ask(gathering, 1)
        with in_programme(world.admin_a, world.programme_a) as by:
            with pytest.raises(Refused):
                actions.cancel_gathering(gathering_id=gathering.pk, reason=" ", by=by)
            actions.cancel_gathering(gathering_id=gathering.pk, reason="Spreker ziek", by=by)
            with pytest.raises(IllegalTransition):
                actions.cancel_gathering(gathering_id=gathering.pk, reason="Spreker ziek", by=by)
        assert mails("gathering_cancelled") == ["p1@x.example"]

    @pytest.mark.parametrize("wrong", [{"starts_at": None}, {"link": "", "place": ""}])
    def test_not_in_the_past_and_not_nowhere(self, world: Any, wrong: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            planned(world, **({"starts_at": clock.now()} if "starts_at" in wrong else wrong))

    def test_attendance_on_a_page_of_a_long_list_leaves_the_other_pages(
        self, world: Any, login: Any, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr("modules.gatherings.views.PLACES", 1)
        gathering = planned(world)
        first, second = ask(gathering, 1), ask(gathering, 2)
        with system_context("test"):
            Gathering.objects.filter(pk=gathering.pk).update(starts_at=clock.now() - timedelta(hours=1))
        client = login(world.admin_a)
        address = reverse("modules:gathering", args=[world.programme_a.slug, gathering.pk])
        page = client.get(address, {"page": 2}).content.decode()
        assert str(second.pk) in page and str(first.pk) not in page
        answer = client.post(f"{address}?page=2", {"listed": [str(second.pk)], "present": [str(second.pk)]})
        assert answer["Location"] == f"{address}?page=2"
        assert states(gathering) == ["taken", "present"]
        client.post(address, {"listed": [str(first.pk), "onzin"]})
        assert states(gathering) == ["absent", "present"]

    def test_attendance(self, world: Any) -> None:
        gathering = planned(world)
        first, second = ask(gathering, 1), ask(gathering, 2)
        with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
            actions.note_attendance(gathering_id=gathering.pk, present=[first.pk], by=by)
        with clock.at((clock.now() + timedelta(days=8)).date()), in_programme(world.admin_a, world.programme_a) as by:
            assert actions.note_attendance(gathering_id=gathering.pk, present=[first.pk], by=by) == 1
            actions.note_attendance(gathering_id=gathering.pk, present=[second.pk], by=by)
        assert states(gathering) == ["absent", "present"]

    def test_on_the_desk(self, world: Any, login: Any) -> None:
        gathering = planned(world)
        ask(gathering)
        admin, slug = login(world.admin_a), world.programme_a.slug
        day = (clock.today() + timedelta(days=30)).strftime("%d/%m/%Y")
        with system_context("test"):
            module = Module.objects.get(slug="webinar-kleine-ploeg")
        new = {
            "module": str(module.pk),
            "day": day,
            "hour": "14:30",
            "minutes": "60",
            "place": "Hasselt",
            "link": "",
            "language": "nl",
            "capacity": "5",
            "version": "1",
        }
        plan = reverse("modules:plan_gathering", args=[slug])
        assert admin.get(plan).status_code == 200
        assert "error-summary" in admin.post(plan, {**new, "place": ""}).content.decode()
        assert admin.post(plan, new).status_code == 302
        listed = reverse("modules:gatherings", args=[slug])
        assert "Hasselt" in admin.get(listed).content.decode()
        one = reverse("modules:gathering", args=[slug, gathering.pk])
        assert "Persoon 1" in admin.get(one).content.decode()
        assert login(world.assessor_a).get(listed).status_code == 403
        assert login(world.admin_b).get(one).status_code == 404
        change = reverse("modules:change_gathering", args=[slug, gathering.pk])
        assert admin.get(change).status_code == 200
        assert admin.post(change, {**new, "version": "1"}).status_code == 302
        assert admin.post(change, {**new, "place": "Genk", "version": "1"}).status_code == 200  # somebody was first
        cancel = reverse("modules:cancel_gathering", args=[slug, gathering.pk])
        assert admin.post(cancel, {"reason": "Ziek"}).status_code == 302

    def test_one_reminder_two_days_before(self, world: Any) -> None:
        gathering = planned(world)
        ask(gathering)
        today = clock.today()
        assert periodic.run("modules.remind_gatherings", today + timedelta(days=4)) == {"reminded": 0}
        assert periodic.run("modules.remind_gatherings", today + timedelta(days=5)) == {"reminded": 1}
        assert periodic.run("modules.remind_gatherings", today + timedelta(days=6)) == {"reminded": 0}


@pytest.mark.django_db(transaction=True)
def test_never_over_capacity_when_many_ask_at_once(world: Any) -> None:
    gathering = planned(world, capacity=3)
    failures: list[BaseException] = []
    start = threading.Barrier(12)

    def one(number: int) -> None:
        try:
            start.wait(HANGS)
            ask(gathering, number)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS)
    assert failures == []
    assert sorted(states(gathering)) == ["taken"] * 3 + ["waiting"] * 9


def test_who_came_has_taken_it_up_and_is_not_asked_again_who_they_are(world: Any) -> None:
    gathering = planned(world)
    first, second = ask(gathering, 1), ask(gathering, 2)
    with clock.at((clock.now() + IN_A_WEEK).date() + timedelta(days=1)):
        with in_programme(world.admin_a, world.programme_a) as by:
            actions.note_attendance(gathering_id=gathering.pk, present=[first.pk], by=by)
        today = clock.today()
        assert periodic.run("modules.uptakes_of_gatherings", today) == {"made": 1}
        assert periodic.run("modules.uptakes_of_gatherings", today) == {"made": 0}
    assert mails("uptake_confirmed") == []
    with system_context("test"):
        uptake = ModuleUptake.objects.get()
        assert (uptake.email, uptake.company_name, uptake.state) == (first.email, first.company_name, "delivered")
        assert not ModuleUptake.objects.filter(email=second.email).exists()
    later = (clock.now() + IN_A_WEEK).date() + timedelta(days=15)
    with clock.at(later):
        assert periodic.run("modules.ask_feedback", later) == {"asked": 1}
    assert mails("uptake_feedback") == [first.email]
