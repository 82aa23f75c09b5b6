"""Lists that are too long for one request: made by the worker as the person who asked, whole, and theirs alone."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, ListFile, OutgoingEmail, Work
from coaching.core.paper import exports, list_files, rules
from coaching.core.paper.periodic import forget_list_files
from coaching.core.paper.tasks_lists import make_list_file
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application, ProgrammeMembership
from tests import factories
from tests.acting import as_person

pytestmark = pytest.mark.django_db
LIMBURG = 5


@pytest.fixture
def long(world: Any, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A desk with five files from Limburg and one from elsewhere, where a request makes two rows at most."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exports, "MAX_ROWS", 2)
    monkeypatch.setattr(exports, "TOLD_EVERY", 2)
    with system_context("test"):
        Application.objects.filter(pk=world.application_a.pk).update(province="ANT")
        for _number in range(LIMBURG):
            factories.application(
                world.programme_a, world.contact_a, world.company_a, state="submitted", province="LIM"
            )
    return world


def asked(world: Any, client: Any, form: str = "csv", **query: str) -> Any:
    """The page that offers the file of this list."""
    page = reverse("programmes:applications", args=[world.programme_a.slug])
    return client.get(page, {"view": "all", "province": "LIM", **query, "export": form}, follow=True)


def ask(world: Any, client: Any, form: str = "csv", **query: str) -> ListFile:
    said = re.search(r'name="list" value="([^"]+)"', asked(world, client, form, **query).content.decode())
    assert said
    client.post(reverse("core:list_file_ask"), {"list": said[1]})
    return newest()


def newest() -> ListFile:
    with system_context("test"):
        return ListFile.objects.order_by("-asked_at")[0]


def fresh(row: ListFile) -> ListFile:
    with system_context("test"):
        return ListFile.objects.get(pk=row.pk)


def download(client: Any, row: ListFile) -> Any:
    return client.get(reverse("core:list_file_download", args=[row.pk]))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_whole_list_with_its_filter_comes_later(long: Any, login: Any, form: str) -> None:
    client = login(long.admin_a)
    offer = asked(long, client, form)
    assert offer.status_code == 200 and "2" in offer.content.decode()
    with system_context("test"):  # a GET asks for nothing
        assert not ListFile.objects.exists() and not AuditEvent.objects.filter(event="exports.taken").exists()
    row = ask(long, client, form)
    make_list_file.run(str(row.pk))
    row = fresh(row)
    assert (row.state, row.counted, row.user_id) == ("ready", LIMBURG, long.admin_a.pk)
    answer = download(client, row)
    assert answer.headers["Content-Type"] == exports.FORMATS[form]
    assert f".{form}" in answer.headers["Content-Disposition"]
    if form == "csv":
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) == LIMBURG + 1 and {len(line) for line in lines} == {len(lines[0])}
    with system_context("test"):
        (taken,) = AuditEvent.objects.filter(event="exports.taken")
        assert (taken.actor_id, taken.data["rows"]) == (long.admin_a.pk, LIMBURG)
        (mail,) = OutgoingEmail.objects.filter(kind="core.list_ready")
        assert (mail.recipient_id, mail.context["file"]) == (long.admin_a.pk, str(row.pk))


def test_a_list_that_is_short_enough_comes_at_once(long: Any, login: Any) -> None:
    answer = asked(long, login(long.admin_a), province="ANT")
    assert answer.headers["Content-Type"] == exports.FORMATS["csv"]


def test_the_columns_are_those_of_the_page(long: Any, login: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = login(long.admin_a)
    row = ask(long, client)
    make_list_file.run(str(row.pk))
    later = download(client, fresh(row)).content
    monkeypatch.setattr(exports, "MAX_ROWS", 100)
    assert asked(long, client).content == later


def test_the_same_list_is_asked_once_and_five_wait_at_most(long: Any, login: Any) -> None:
    client = login(long.admin_a)
    assert ask(long, client).pk == ask(long, client).pk
    for sort in ("company", "-company", "score", "-score", "state"):
        ask(long, client, sort=sort)
    with system_context("test"):
        assert ListFile.objects.count() == rules.MOST_WAITING
        assert Work.objects.filter(kind=list_files.TASK).count() == rules.MOST_WAITING


def test_progress_is_told_while_it_is_made(long: Any, login: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask(long, login(long.admin_a))
    told: list[int] = []
    list_files.made(row, long.admin_a, told.append)
    assert told == [2, 4]
    page = login(long.admin_a).get(reverse("core:list_file", args=[row.pk])).content.decode()
    assert "hx-trigger" in page


def test_nobody_else_sees_it(long: Any, login: Any) -> None:
    row = ask(long, login(long.admin_a))
    make_list_file.run(str(row.pk))
    for other in (long.assessor_a, long.admin_b, long.contact_a, long.staff):
        client = login(other)
        assert client.get(reverse("core:list_file", args=[row.pk])).status_code == 404
        assert download(client, row).status_code == 404
        assert str(row.pk) not in client.get(reverse("core:list_files")).content.decode()


def test_who_lost_the_role_gets_neither_a_new_file_nor_the_old_one(long: Any, login: Any) -> None:
    client = login(long.admin_a)
    old, new = ask(long, client), ask(long, client, sort="company")
    make_list_file.run(str(old.pk))
    assert download(client, fresh(old)).status_code == 200
    with system_context("test"):
        ProgrammeMembership.objects.filter(user=long.admin_a).update(ended_at=clock.now())
    make_list_file.run(str(new.pk))
    assert (fresh(new).state, fresh(new).error) == ("failed", "not_allowed")
    assert download(client, fresh(old)).status_code == 404


@pytest.mark.parametrize("role", ["observer", "assessor"])
def test_who_has_a_lesser_role_by_now_gets_no_file_of_the_greater_one(long: Any, login: Any, role: str) -> None:
    """They still may open the list, which shows them less."""
    client = login(long.admin_a)
    row = ask(long, client)
    make_list_file.run(str(row.pk))
    with system_context("test"):
        ProgrammeMembership.objects.filter(user=long.admin_a).update(role=role)
    page = reverse("programmes:applications", args=[long.programme_a.slug])
    assert client.get(page).status_code == 200
    assert download(client, fresh(row)).status_code == 404
    with system_context("test"):
        ProgrammeMembership.objects.filter(user=long.admin_a).update(role="admin")
    assert download(client, fresh(row)).status_code == 200


def test_only_an_address_that_we_offered_is_opened(long: Any, login: Any) -> None:
    client = login(long.admin_a)
    for said in ("", "x", "/p/a/settings/", "WyJ4IiwieSJd:1abc:def"):
        assert client.get(reverse("core:list_file_offer"), {"list": said}).status_code == 404
        assert client.post(reverse("core:list_file_ask"), {"list": said}).status_code == 404


def test_by_sql_nobody_makes_a_file_of_something_else(long: Any) -> None:
    """A row that is ready would hand out whatever lies in the storage under its name."""
    values = {"user_id": long.admin_a.pk, "address": "/", "name": "x", "language": "nl"}
    ready = {"state": "ready", "file": "documents/secret.pdf", "ready_at": clock.now()}
    with as_person(long.admin_a):
        for more in (ready, {"file": "documents/secret.pdf"}, {"user_id": long.admin_b.pk}):
            with pytest.raises(DatabaseError), transaction.atomic():
                ListFile.objects.create(**{**values, **more})
        row = ListFile.objects.create(**values)
        with pytest.raises(DatabaseError), transaction.atomic():
            ListFile.objects.filter(pk=row.pk).update(file="documents/secret.pdf")


def test_a_page_that_gives_no_file_is_given_up(long: Any) -> None:
    with as_person(long.admin_a):
        row = ListFile.objects.create(
            user_id=long.admin_a.pk,
            address=f"/p/{long.programme_a.slug}/applications/?export=csv",
            name="x",
            language="nl",
        )
        row.address = row.address.replace("export=csv", "export=pdf")
    with pytest.raises((ValueError, KeyError)):
        list_files.made(row, long.admin_a, print)


def test_after_a_week_file_and_row_are_gone(long: Any, login: Any, django_capture_on_commit_callbacks: Any) -> None:
    row = ask(long, login(long.admin_a))
    make_list_file.run(str(row.pk))
    stored = fresh(row).file
    for days, gone in ((rules.KEPT_DAYS - 1, 0), (rules.KEPT_DAYS + 1, 1)):
        with clock.at(clock.now() + timedelta(days=days)), system_context("test"):
            with django_capture_on_commit_callbacks(execute=True):
                assert forget_list_files(today=clock.today()) == {"gone": gone}
        assert stored.storage.exists(stored.name) is (not gone)
    with system_context("test"):
        assert not ListFile.objects.exists()
