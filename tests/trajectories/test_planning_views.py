"""Pages of planned sessions: who opens them, what a second click or an old page does, and what stands in the mails."""

from __future__ import annotations

import re
from typing import Any

import pytest
import vobject
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from coaching.core.ground import clock
from coaching.core.mail.delivery import deliver_due
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, PlannedSession
from tests.trajectories.planning_cast import agreed, cancel, move, propose, slot, stored

pytestmark = pytest.mark.django_db
NAMES = ("planned", "accept_plan", "decline_plan", "move_plan", "cancel_plan", "log_planned", "planned_file")


def url(world: Any, name: str, row: PlannedSession | None = None, letter: str = "a", wanted: str = "") -> str:
    slug = getattr(world, f"company_{letter}").slug
    path = reverse(f"trajectories:{name}", args=[slug, row.pk] if row else [slug])
    return f"{path}?as={wanted}" if wanted else path


def said(row: Any) -> str:
    return f"{timezone.localtime(row.starts_at):%d/%m/%Y}"


def proposal(**more: str) -> dict[str, str]:
    day = timezone.localtime(slot(4).starts_at)
    return {
        "kind": "floor",
        "hours": "1,5",
        "day_1": f"{day:%d/%m/%Y}",
        "hour_1": "14:30",
        "link": "video.example/x",
        **more,
    }


def test_the_coach_proposes_as_people_write_days_and_hours(world: Any, login: Any) -> None:
    coach = login(world.coach_a)
    answer = coach.post(url(world, "plan_session"), proposal())
    assert answer.status_code == 302
    with system_context("test"):
        row = PlannedSession.objects.get()
    (one,) = row.slots
    assert f"{timezone.localtime(one.starts_at):%H:%M}" == "14:30" and one.ends == "16:00"
    assert (row.kind, row.link) == ("floor", "https://video.example/x")
    coach.post(url(world, "plan_session"), proposal())
    with system_context("test"):
        assert PlannedSession.objects.count() == 1
    for page in (url(world, "trajectory"), url(world, "planned", row)):
        assert "14:30" in login(world.contact_a).get(page).content.decode()


@pytest.mark.parametrize(
    ("dates", "asks", "no"),
    [
        ([3], "Does this date suit you?", "It does not suit"),
        ([3, 5], "Which date suits you?", "None of them suits"),
    ],
)
def test_one_date_is_asked_about_as_one(world: Any, login: Any, dates: list[int], asks: str, no: str) -> None:
    row = propose(world, "a", *(slot(day) for day in dates))
    page = login(world.contact_a).get(url(world, "planned", row), {"lang": "en"}, follow=True).content.decode()
    assert asks in page and no in page


@pytest.mark.parametrize(
    "more",
    [
        {"day_2": "01/01/2099"},
        {"hour_2": "10:00"},
        {"day_1": "28/03/2027", "hour_1": "02:30"},
        {"hours": "13"},
        {"hours": "1,2"},
        {"link": "javascript:alert(1)"},
        {"day_1": ""},
    ],
)
def test_what_makes_no_date_is_said_at_its_field_and_nothing_is_lost(
    world: Any, login: Any, more: dict[str, str]
) -> None:
    answer = login(world.coach_a).post(url(world, "plan_session"), proposal(note="Tot dan", **more))
    assert answer.status_code == 200 and answer.context["form"].errors
    assert "Tot dan" in answer.content.decode()
    with system_context("test"):
        assert not PlannedSession.objects.exists()


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("contact_a", (200, 405, 200, 200, 200, 403, 200)),
        ("coach_a", (200, 403, 403, 200, 200, 200, 200)),
        ("adviser_a", (200, 403, 403, 403, 403, 403, 200)),
        ("owner_a", (403,) * 7),
        ("worker_bench_a", (403,) * 7),
        ("contact_b", (404,) * 7),
        ("coach_b", (404,) * 7),
        ("admin_a", (404,) * 7),
    ],
)
def test_who_opens_what(world: Any, login: Any, who: str, codes: tuple[int, ...]) -> None:
    row, client = agreed(world), login(getattr(world, who))
    assert tuple(client.get(url(world, name, row)).status_code for name in NAMES) == codes


@pytest.mark.parametrize("name", NAMES)
def test_another_companys_plan_under_ones_own_address_is_not_there(world: Any, login: Any, name: str) -> None:
    other = agreed(world, "b")
    data = {"option": other.slots[0].key, "reason": "Weg ermee", "version": "2"}
    for who in ("contact_a", "coach_a"):
        client = login(getattr(world, who))
        codes = {
            client.get(url(world, name, other)).status_code,
            client.post(url(world, name, other), data).status_code,
        }
        assert codes <= {403, 404, 405} and 200 not in codes
    assert (stored(other).state, stored(other).version) == ("agreed", 2)


def test_accepting_twice_leads_to_the_same_page_and_another_date_is_refused_in_words(world: Any, login: Any) -> None:
    row = propose(world)
    first, second = login(world.contact_a), login(world.colleague_a)
    page = url(world, "accept_plan", row)
    assert first.post(page, {"option": row.slots[0].key}).status_code == 302
    assert first.post(page, {"option": row.slots[0].key}).status_code == 302
    assert second.post(page, {"option": row.slots[0].key}).status_code == 302, "somebody else was first with the same"
    answer = second.post(page, {"option": row.slots[1].key})
    assert answer.status_code == 200 and said(stored(row)) in answer.content.decode()
    assert stored(row).starts_at == row.slots[0].starts_at
    for hostile in ("", "x", "2026-01-01T00:00:00+00:00", "'; DROP TABLE x"):
        assert second.post(page, {"option": hostile}).status_code == 200


def test_a_move_on_an_old_page_shows_how_it_stands_and_saving_again_is_a_decision(world: Any, login: Any) -> None:
    row = agreed(world)
    move(world, row, slot(6), "coach_a")
    client, wanted = login(world.contact_a), timezone.localtime(slot(8).starts_at)
    data = {
        "version": str(row.version),
        "day": f"{wanted:%d/%m/%Y}",
        "hour": f"{wanted:%H:%M}",
        "hours": "2",
        "venue": "Kantoor",
        "reason": "De zaal is bezet.",
    }
    shown = client.post(url(world, "move_plan", row), data)
    assert shown.status_code == 200 and said(stored(row)) in shown.content.decode()
    assert "De zaal is bezet." in shown.content.decode() and stored(row).starts_at == slot(6).starts_at
    again = data | {"version": str(shown.context["form"].data["version"])}
    assert client.post(url(world, "move_plan", row), again).status_code == 302
    assert (stored(row).starts_at, stored(row).venue) == (slot(8).starts_at, "Kantoor")
    assert client.post(url(world, "move_plan", row), again).status_code == 302, "a double click"
    assert stored(row).version == 4


def test_the_log_knows_what_was_agreed_and_asks_nothing_twice(world: Any, login: Any) -> None:
    row = agreed(world)
    with clock.at(timezone.localtime(slot(4).starts_at).date()):
        client = login(world.coach_a)
        page = client.get(url(world, "log_planned", row))
        known = page.context["form"].initial
        assert (known["held_on"], known["kind"], known["hours"]) == (row.answer_by, "intake", 2)
        held_on = f"{known['held_on']:%d/%m/%Y}"
        data = {"held_on": held_on, "kind": "intake", "hours": "2", "version": "1"}
        for _click in range(2):
            assert client.post(url(world, "log_planned", row), data).status_code == 302
        assert client.get(url(world, "log_planned", row)).status_code == 302
    with system_context("test"):
        (session,) = CoachingSession.objects.filter(trajectory=world.trajectory_a)
    assert (stored(row).state, stored(row).session_id, session.held_on) == ("held", session.pk, row.answer_by)


def test_the_file_is_the_entry_of_the_mails(world: Any, login: Any) -> None:
    row = agreed(world, link="https://video.example/x")
    answer = login(world.contact_a).get(url(world, "planned_file", row), HTTP_HOST="localhost")
    assert f"URL:{settings.SITE_URL}/c/" in answer.content.decode().replace(
        "\r\n ", ""
    )  # whatever host it was asked by
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and ".ics" in answer["Content-Disposition"]
    event = vobject.readOne(answer.content.decode()).vevent
    assert event.uid.value == f"session.{row.pk}@vijfsprong" and event.dtstart.value == row.starts_at
    cancel(world, row)
    assert login(world.contact_a).get(url(world, "planned_file", row)).status_code == 404


def test_the_first_page_of_a_company_says_when(world: Any, login: Any) -> None:
    row, client = agreed(world), login(world.contact_a)
    first_page = reverse("insight:workspace", args=[world.company_a.slug])
    assert url(world, "planned", row) in client.get(first_page).content.decode()
    cancel(world, row)
    assert url(world, "planned", row) not in client.get(first_page).content.decode()


# -- Mails -------------------------------------------------------------------------------------------------------------
def _sent(kind: str, world: Any) -> list[Any]:
    """What a person of the company really gets of this kind."""
    mail.outbox.clear()
    with system_context("test"):
        OutgoingEmail.objects.exclude(kind=f"trajectories.session_{kind}").update(state="cancelled")
    deliver_due()
    return [message for message in mail.outbox if message.to == [world.contact_a.email]]


def _calendar_of(message: Any) -> Any:
    (part,) = [part for part in message.message().walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("charset") == "utf-8" and part.get_filename().endswith(".ics")
    book = vobject.readOne(part.get_payload(decode=True).decode())
    assert book.method.value == part.get_param("method")
    return book


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "method", "sequence", "status"),
    [
        ("accepted", "REQUEST", 2, "CONFIRMED"),
        ("moved", "REQUEST", 3, "CONFIRMED"),
        ("cancelled", "CANCEL", 4, "CANCELLED"),
    ],
)
def test_what_is_agreed_moved_or_off_goes_along_under_one_id(
    world: Any, kind: str, method: str, sequence: int, status: str
) -> None:
    row = agreed(world)
    if kind != "accepted":
        row = move(world, row, slot(7))
    if kind == "cancelled":
        row = cancel(world, row)
    (message,) = _sent(kind, world)
    book = _calendar_of(message)
    event = book.vevent
    assert (book.method.value, event.status.value, int(event.sequence.value)) == (method, status, sequence)
    assert event.uid.value == f"session.{row.pk}@vijfsprong" and event.dtstart.value == row.starts_at
    assert [one.value for one in event.attendee_list] == [f"mailto:{world.contact_a.email}"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["proposed", "withdrawn"])
def test_what_is_not_agreed_brings_nothing_to_a_calendar(world: Any, kind: str) -> None:
    row = propose(world)
    if kind == "withdrawn":
        cancel(world, row)
    (message,) = _sent(kind, world)
    assert not [part for part in message.message().walk() if part.get_content_type() == "text/calendar"]


CONTEXT = {
    "company": "Bakkerij Claes",
    "slug": "claes",
    "by": "An",
    "note": "Tot dan",
    "reason": "Ziek",
    "options": [["2026-12-01T09:00:00+00:00", "2026-12-01T11:00:00+00:00"]],
    "planned": "00000000-0000-4000-8000-000000000001",
    "sequence": 2,
    "kind": "intake",
    "starts": "2026-12-01T09:00:00+00:00",
    "ends": "2026-12-01T11:00:00+00:00",
    "where": "Refter",
    "link": "https://video.example/x",
    "changed": "2026-11-28T09:00:00+00:00",
}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("kind", ["proposed", "accepted", "moved", "cancelled", "withdrawn", "declined"])
def test_each_mail_in_each_language(kind: str, language: str) -> None:
    with translation.override(language):
        written = MAILS[f"trajectories.session_{kind}"](CONTEXT)
    assert "Bakkerij Claes" in written.subject and len(written.subject) <= 200
    words = " ".join([*written.paragraphs, *(f"{label} {value}" for label, value in written.facts)])
    assert "%(" not in words + written.subject
    if kind in ("accepted", "moved", "proposed"):
        assert {"nl": "10:00 – 12:00", "fr": "10:00 – 12:00", "en": "10:00 – 12:00"}[language] in words
    if language == "fr" and kind in ("accepted", "moved", "cancelled"):
        assert "1er décembre 2026" in written.subject


def test_each_date_stands_beside_its_hour(world: Any, login: Any) -> None:
    page = login(world.coach_a).get(url(world, "plan_session")).content.decode()
    pairs = re.findall(r'<fieldset class="pair">(.*?)</fieldset>', page, re.DOTALL)
    assert [(f'name="day_{n}"' in pair, f'name="hour_{n}"' in pair) for n, pair in enumerate(pairs, 1)] == [
        (True,) * 2
    ] * 3
    for name in ("kind", "hours", "venue", "link", "note"):
        assert page.count(f'name="{name}"') >= 1, name
