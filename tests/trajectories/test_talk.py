"""Messages and the time line: who reads what, who is told when, and what cannot be done to others' words."""

from __future__ import annotations

import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import Message, Trajectory
from coaching.trajectories.talk import actions
from tests import factories
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 3), "red").save(out, "PNG")
    return out.getvalue()


def say(world: Any, who: str, text: str = "Dag", **fields: Any) -> Message:
    arguments = {"trajectory_id": world.trajectory_a.pk, "text": text, "form_id": uuid.uuid4(), **fields}
    if who.startswith("admin"):
        with in_programme(getattr(world, who), world.programme_a) as by:
            return actions.write_message(by=by, **arguments)
    with in_company(getattr(world, who), world.company_a) as by:
        return actions.write_message(by=by, **arguments)


def told(kind: str) -> set[int | None]:
    with system_context("test"):
        return set(OutgoingEmail.objects.filter(kind=f"trajectories.{kind}").values_list("recipient_id", flat=True))


def test_everybody_of_the_circle_reads_it_and_hears_of_it(world: Any, login: Any) -> None:
    say(world, "contact_a", "Past dinsdag?", mentioned=[world.coach_a.pk])
    assert told("mentioned") == {world.coach_a.pk}
    assert told("message") == {world.colleague_a.pk}  # administrators are not told of everything
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    for who in ("coach_a", "colleague_a", "adviser_a"):
        assert "Past dinsdag?" in login(getattr(world, who)).get(page).content.decode()
    desk = reverse("trajectories:desk_messages", args=[world.programme_a.slug, world.trajectory_a.pk])
    assert "Past dinsdag?" in login(world.admin_a).get(desk).content.decode()
    for who in ("owner_a", "worker_bench_a"):
        assert login(getattr(world, who)).get(page).status_code in (403, 404)
    for who in ("assessor_a", "observer_a"):
        assert login(getattr(world, who)).get(desk).status_code in (403, 404)
    for who in ("contact_b", "coach_b", "outsider"):
        assert login(getattr(world, who)).get(page).status_code == 404
    assert login(world.admin_b).get(desk).status_code == 404


def test_a_note_never_reaches_the_company(world: Any, login: Any) -> None:
    note = say(world, "coach_a", "Zeg dit niet", is_internal=True, upload=SimpleUploadedFile("a.png", png()))
    assert told("message") == {world.admin_a.pk}
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    client = login(world.contact_a)
    assert "Zeg dit niet" not in client.get(page).content.decode()
    assert client.get(f"{page}{note.pk}/file/").status_code == 404
    assert login(world.coach_a).get(f"{page}{note.pk}/file/?as=coach").status_code == 200
    with in_company(world.contact_a, world.company_a) as by:
        assert not Message.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trajectories_message")
            assert cursor.fetchone()[0] == 0
        with pytest.raises(PermissionDenied):
            actions.write_message(
                trajectory_id=world.trajectory_a.pk, text="x", form_id=uuid.uuid4(), is_internal=True, by=by
            )
    with pytest.raises(Refused):
        say(world, "coach_a", "x", is_internal=True, mentioned=[world.contact_a.pk])


def test_a_second_click_writes_nothing(world: Any) -> None:
    form_id = uuid.uuid4()
    first, second = (say(world, "contact_a", "Een keer", form_id=form_id) for _n in range(2))
    assert first.pk == second.pk
    with system_context("test"):
        assert Message.objects.count() == 1


def test_the_same_form_with_other_words_is_another_message(world: Any) -> None:
    """After the back button the form is as it was sent; whatever is typed in it then is never lost."""
    form_id = uuid.uuid4()
    first = say(world, "contact_a", "Een keer", form_id=form_id)
    others = {say(world, "contact_a", "Nog iets", form_id=form_id).pk for _click in range(2)}
    assert len(others) == 1 and first.pk not in others
    with system_context("test"):
        assert set(Message.objects.values_list("text", flat=True)) == {"Een keer", "Nog iets"}


def test_what_is_refused(world: Any) -> None:
    for values in (
        {"text": "  "},
        {"text": "x" * 5001},
        {"mentioned": [world.contact_b.pk]},
        {"mentioned": [world.outsider.pk]},
    ):
        with pytest.raises(Refused):
            say(world, "contact_a", **{"text": "Dag", **values})
    with pytest.raises(Refused):
        say(world, "contact_a", "Zie bijlage", upload=SimpleUploadedFile("a.html", b"<script>alert(1)</script>"))
    with system_context("test"):
        assert not Message.objects.exists()


def test_words_are_ones_own(world: Any, login: Any) -> None:
    message = say(world, "contact_a", "Oorspronkelijk")
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    for who in ("colleague_a", "coach_a"):
        client = login(getattr(world, who))
        assert client.post(f"{page}{message.pk}/correct/", {"text": "Anders"}).status_code == 404
        assert client.post(f"{page}{message.pk}/remove/").status_code == 404
        with in_company(getattr(world, who), world.company_a):
            assert Message.objects.filter(pk=message.pk).update(text="Anders") == 0
    with in_company(world.contact_a, world.company_a) as by:
        actions.correct_message(message_id=message.pk, text="Verbeterd", by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(author_id=world.coach_a.pk)
    later = clock.now() + timedelta(minutes=16)
    with clock.at(later.date() + timedelta(days=1)), in_company(world.contact_a, world.company_a) as by:
        with pytest.raises(Refused):
            actions.correct_message(message_id=message.pk, text="Te laat", by=by)
        for _twice in range(2):
            actions.remove_message(message_id=message.pk, by=by)
    shown = login(world.coach_a).get(page).content.decode()
    assert "Verbeterd" not in shown and "teruggenomen" in shown


def test_text_runs_nothing_and_links_are_links(world: Any, login: Any) -> None:
    say(world, "contact_a", "<script>alert(1)</script> zie https://voorbeeld.test/plan")
    shown = login(world.coach_a).get(reverse("trajectories:messages", args=[world.company_a.slug])).content.decode()
    assert "<script>alert(1)" not in shown and 'href="https://voorbeeld.test/plan"' in shown


def test_ninety_days_after_the_end_it_is_closed(world: Any, login: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(
            state="closed", closed_at=clock.now() - timedelta(days=91)
        )
    with pytest.raises(Refused):
        say(world, "contact_a")
    page = login(world.contact_a).get(reverse("trajectories:messages", args=[world.company_a.slug]))
    assert page.status_code == 200 and b"<textarea" not in page.content
    assert b"niets geschreven" in page.content and b"Schrijf ze hier" not in page.content


def test_on_the_page(world: Any, login: Any) -> None:
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    client = login(world.contact_a)
    form = client.get(page).context["form"]
    data = {"text": "Hallo", "mentioned": [world.coach_a.pk], "form_id": form.initial["form_id"]}
    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 302
    assert client.post(page, {**data, "text": "", "form_id": uuid.uuid4()}).status_code == 200
    assert client.post(page, {**data, "mentioned": [world.contact_b.pk]}).status_code == 200
    coach = login(world.coach_a)
    assert "nieuw" not in coach.get(page).content.decode().split("<ol", 1)[1].split("</ol>")[0]  # the first look
    say(world, "contact_a", "Nog iets")
    assert "nieuw" in coach.get(page).content.decode().split("<ol", 1)[1].split("</ol>")[0]
    assert "nieuw" not in coach.get(page).content.decode().split("<ol", 1)[1].split("</ol>")[0]
    with system_context("test"):
        assert Message.objects.count() == 2


def test_a_coach_who_was_replaced_reads_nothing_more(world: Any, login: Any) -> None:
    say(world, "contact_a")
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(coach_id=world.coach_profile_b.pk)
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    assert login(world.coach_a).get(page).status_code == 410
    assert login(world.coach_b).get(page).status_code == 200


def test_time_line(world: Any, login: Any) -> None:
    say(world, "contact_a")
    say(world, "coach_a", "Intern", is_internal=True)
    page = reverse("trajectories:timeline", args=[world.company_a.slug])
    client = login(world.contact_a)
    assert "notitie" not in client.get(page).content.decode()
    assert "Een notitie werd geschreven" in login(world.coach_a).get(page).content.decode()
    with in_company(world.contact_a, world.company_a):
        assert not AuditEvent.objects.filter(event__startswith="trajectory.note").exists()
        assert (
            OutgoingEmail.objects.defer("context", "body_text", "body_html").only("id").count() == 2
        )  # the message; not the note
    assert "Een bericht werd geschreven" in client.get(page + "?group=messages").content.decode()
    assert "Een bericht werd geschreven" not in client.get(page + "?group=plans").content.decode()
    assert client.get(page + "?group=<script>").status_code == 200
    desk = reverse("trajectories:desk_timeline", args=[world.programme_a.slug, world.trajectory_a.pk])
    assert login(world.admin_a).get(desk).status_code == 200
    assert login(world.admin_b).get(desk).status_code == 404
    assert login(world.coach_b).get(page).status_code == 404


def test_who_opens_a_conversation_again_writes_nothing(world: Any, login: Any) -> None:
    client, page = login(world.coach_a), reverse("trajectories:messages", args=[world.company_a.slug])

    def written() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]

    say(world, "contact_a")
    client.get(page)
    assert written() == []
    say(world, "contact_a")
    assert any("messagemark" in sql for sql in written())
    assert written() == []


def test_as_many_queries_for_three_messages_as_for_one(world: Any, login: Any) -> None:
    client, page = login(world.coach_a), reverse("trajectories:messages", args=[world.company_a.slug])

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
            return len(queries)

    say(world, "contact_a")
    client.get(page)
    say(world, "contact_a")
    one = count()
    for _n in range(2):
        say(world, "contact_a")
    assert count() == one <= 20


def badge(text: str) -> str:
    """What stands beside "Messages" in the navigation."""
    return (
        text.partition('<nav class="side"')[2].partition("</nav>")[0].partition('class="badge">')[2].partition("<")[0]
    )


def test_the_navigation_counts_what_one_has_not_read(world: Any, login: Any) -> None:
    say(world, "coach_a")
    say(world, "coach_a", "Een tweede")
    say(world, "coach_a", "Niet voor hen", is_internal=True)
    home, page = (reverse(f"trajectories:{n}", args=[world.company_a.slug]) for n in ("trajectory", "messages"))
    client = login(world.contact_a)
    assert badge(client.get(home).content.decode()) == "2"  # not the note
    client.get(page)
    assert badge(client.get(home).content.decode()) == ""
    assert badge(login(world.colleague_a).get(home).content.decode()) == "2"
    assert badge(login(world.coach_a).get(home).content.decode()) == ""
    assert (
        badge(login(world.contact_b).get(home.replace(world.company_a.slug, world.company_b.slug)).content.decode())
        == ""
    )
    desk = reverse("trajectories:file", args=[world.programme_a.slug, world.trajectory_a.pk])
    assert 'class="badge">3' in login(world.admin_a).get(desk).content.decode()
    assert 'class="badge">' not in login(world.assessor_a).get(desk).content.decode()


def test_pages_that_refuse_have_no_badge_and_do_not_fall_over(world: Any, login: Any) -> None:
    say(world, "coach_a")
    client = login(world.contact_a)
    missing = reverse("trajectories:message_file", args=[world.company_a.slug, uuid.uuid4()])
    answer = client.get(missing)
    assert answer.status_code == 404
    assert badge(answer.content.decode()) == ""
    assert client.post(reverse("trajectories:claim_expenses", args=[world.company_a.slug])).status_code == 403


def test_a_link_from_long_ago_finds_its_message(world: Any, login: Any) -> None:
    first = say(world, "contact_a", "De allereerste")
    keys = {name: getattr(first, name) for name in ("trajectory_id", "company_id", "programme_id", "author_id")}
    with system_context("test"):
        link = OutgoingEmail.objects.get(recipient_id=world.coach_a.pk).context["path"]
        Message.objects.bulk_create(Message(text=f"later {n}", **keys) for n in range(60))
    path, _hash, anchor = link.partition("#")
    page = reverse("trajectories:messages", args=[world.company_a.slug])
    client = login(world.coach_a)
    assert "De allereerste" not in client.get(page).content.decode()
    shown = client.get(path).content.decode()
    assert "De allereerste" in shown and f'id="{anchor}"' in shown
    for at in ("geen id", str(uuid.uuid4()), "\x00"):
        assert client.get(page, {"at": at}).status_code == 200
    foreign = reverse("trajectories:messages", args=[world.company_b.slug])
    assert "De allereerste" not in login(world.contact_b).get(foreign, {"at": str(first.pk)}).content.decode()


def test_a_link_leads_to_an_earlier_trajectory_and_the_answer_stays_there(world: Any, login: Any) -> None:
    old = say(world, "contact_a", "Uit het vorige traject")
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(
            state="closed", closed_at=clock.now(), approved_on=clock.today() - timedelta(days=300)
        )
        factories.trajectory(
            world.programme_a, world.company_a, world.contact_a, world.coach_profile_a, state="started"
        )
    page, client = reverse("trajectories:messages", args=[world.company_a.slug]), login(world.contact_a)
    assert "vorige traject" not in client.get(page).content.decode()
    answer = client.get(page, {"at": str(old.pk)})
    assert "vorige traject" in answer.content.decode()
    data = {"text": "Nog een vraag", "form_id": answer.context["form"].initial["form_id"]}
    assert client.post(answer.context["here"], data).status_code == 302
    with system_context("test"):
        assert Message.objects.get(text="Nog een vraag").trajectory_id == old.trajectory_id


def test_a_name_behind_an_at_is_told_at_once(world: Any) -> None:
    message = say(world, "contact_a", f"Kan @{world.coach_a.name.lower()} kijken? En @{world.contact_b.name}?")
    assert message.mentioned == [world.coach_a.pk]
    assert told("mentioned") == {world.coach_a.pk}
    note = say(world, "coach_a", f"@{world.contact_a.name} leest dit niet", is_internal=True)
    assert note.mentioned == []


def test_ten_megabytes_of_text_and_control_characters_are_refused(world: Any, login: Any) -> None:
    page, client = reverse("trajectories:messages", args=[world.company_a.slug]), login(world.contact_a)
    for text in ("x" * 10_000_000, "x" * 5001, "nul\x00"):
        assert client.post(page, {"text": text, "form_id": str(uuid.uuid4())}).status_code in {200, 400, 413}
    with system_context("test"):
        assert not Message.objects.exists()


def test_a_file_of_another_company_is_not_found(world: Any, login: Any) -> None:
    kept = say(world, "contact_a", "Zie bijlage", upload=SimpleUploadedFile("a.png", png()))
    for company in (world.company_a, world.company_b):
        url = reverse("trajectories:message_file", args=[company.slug, kept.pk])
        assert login(world.contact_b).get(url).status_code == 404
        assert login(world.owner_a).get(url).status_code in {403, 404}
    assert (
        login(world.admin_b)
        .get(reverse("trajectories:desk_message_file", args=[world.programme_b.slug, kept.pk]))
        .status_code
        == 404
    )


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_send_once(world: Any, login: Any) -> None:
    page, data = (
        reverse("trajectories:messages", args=[world.company_a.slug]),
        {"text": "Een keer", "form_id": uuid.uuid4()},
    )
    clients = [login(world.contact_a) for _click in range(4)]

    def click(client: Any) -> int:
        try:
            return int(client.post(page, data).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(click, clients)) == [302] * 4
    with system_context("test"):
        assert Message.objects.count() == 1


def test_without_a_trajectory_the_pages_say_so(world: Any, login: Any) -> None:
    with system_context("test fixture"):
        company = factories.company("Nog niets")
        factories.membership(company, world.contact_a)
    client = login(world.contact_a)
    for name in ("messages", "timeline"):
        page = client.get(reverse(f"trajectories:{name}", args=[company.slug]))
        assert page.status_code == 200 and "Er is nog geen coaching" in page.content.decode()
