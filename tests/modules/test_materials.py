"""Posters that the worker lays out, files to download: part of an edition, read by a second person, kept by older ones."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import periodic
from coaching.core.models import Work
from coaching.core.tenancy.context import current_actor, system_context
from modules.actions import load_catalogue
from modules.catalogue import posters
from modules.editing.actions import (
    ask_review,
    begin_module,
    discard_version,
    draft_version,
    publish_version,
)
from modules.editing.content import materials_of
from modules.editing.forms import LONGEST_LINE, MOST_LINES, PosterForm
from modules.materials import actions, tasks
from modules.materials.tasks import make_poster
from modules.models import Module, ModuleMaterial, ModuleVersion, Picture
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
WORDS = {"title": "Praat erover", "language": "nl", "lines": ["Vandaag nog.", "Met wie:"], "picture": "talk"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def module(world: Any) -> Module:
    with system_context("test"):
        load_catalogue(by=current_actor())
        return Module.objects.get(slug="bedrijfsbezoek")


def draft_of(world: Any, module: Module) -> ModuleVersion:
    with in_programme(world.admin_a, world.programme_a) as by:
        return draft_version(module_id=module.pk, programme_id=world.programme_a.pk, by=by)


def add(world: Any, module: Module, **changes: Any) -> ModuleMaterial:
    draft = draft_of(world, module)
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.add_poster(version_id=draft.pk, values={**WORDS, **changes}, by=by)


def hand_in(
    world: Any, module: Module, title: str = "Gids", content: bytes = PDF, language: str = "fr"
) -> ModuleMaterial:
    draft, upload = draft_of(world, module), SimpleUploadedFile("gids.pdf", content)
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.add_file(version_id=draft.pk, title=title, language=language, upload=upload, by=by)


def take_out(world: Any, module: Module, material: ModuleMaterial) -> None:
    draft = draft_of(world, module)
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.remove_material(version_id=draft.pk, material_id=material.pk, by=by)


def publish(world: Any, module: Module) -> ModuleVersion:
    draft = draft_of(world, module)
    with in_programme(world.admin_a, world.programme_a) as by:
        ask_review(version_id=draft.pk, by=by)
        publish_version(version_id=draft.pk, by=by)
    return draft


def listed(version: ModuleVersion) -> list[str]:
    with system_context("test"):
        keys = materials_of(ModuleVersion.objects.get(pk=version.pk).content)
        titles = dict(ModuleMaterial.objects.values_list("pk", "title"))
    return [titles[key] for key in keys]


def test_a_poster_is_one_page_with_its_words_and_is_seen_once_its_edition_is_in_use(world, module, client):
    poster = add(world, module)
    page = reverse("modules:module", args=[module.slug])
    download = reverse("modules:material", args=[module.slug, poster.pk])
    assert make_poster(str(poster.pk)) is True
    assert make_poster(str(poster.pk)) is False  # the same task twice
    assert client.get(download).status_code == 404 and "Praat erover" not in client.get(page).content.decode()
    publish(world, module)
    answer = client.get(download)
    assert answer["Content-Disposition"] == 'attachment; filename="Praat erover.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    words = reader.pages[0].extract_text()
    assert len(reader.pages) == 1 and "Praat erover" in words and "Vandaag nog." in words
    assert download in client.get(page).content.decode()


def test_what_is_in_review_takes_no_poster(world, module):
    draft = draft_of(world, module)
    with in_programme(world.admin_a, world.programme_a) as by:
        ask_review(version_id=draft.pk, by=by)
        with pytest.raises(IllegalTransition):
            actions.add_poster(version_id=draft.pk, values=WORDS, by=by)
    assert listed(draft) == []


def test_an_older_edition_keeps_what_a_later_one_took_out(world, module, client, login):
    gone, stays = hand_in(world, module, "Weg"), hand_in(world, module, "Blijft", PDF + b"\n")
    first = publish(world, module)
    take_out(world, module, gone)
    second = publish(world, module)
    assert (listed(first), listed(second)) == (["Weg", "Blijft"], ["Blijft"])
    assert client.get(reverse("modules:material", args=[module.slug, stays.pk])).status_code == 200
    assert client.get(reverse("modules:material", args=[module.slug, gone.pk])).status_code == 404
    admin = login(world.admin_a)
    args = [world.programme_a.slug, module.pk, gone.pk]
    assert admin.get(reverse("modules:kept_material", args=args)).content == PDF
    assert "Weg" in admin.get(reverse("modules:version", args=[world.programme_a.slug, first.pk])).content.decode()
    assert "Weg" not in admin.get(reverse("modules:version", args=[world.programme_a.slug, second.pk])).content.decode()


def test_a_second_reader_sees_what_changed(world, module, login):
    hand_in(world, module, "Nieuw blad")
    draft = draft_of(world, module)
    page = login(world.admin_a).get(reverse("modules:version", args=[world.programme_a.slug, draft.pk]))
    assert [change.after for change in page.context["changes"]] == ["Nieuw blad (fr)"]


def test_the_same_content_is_stored_once_and_goes_with_its_last_row(world, module):
    one, other = hand_in(world, module), hand_in(world, module, "Onder een andere naam")
    assert one.pk != other.pk and one.file.name == other.file.name
    stored = one.file.storage
    take_out(world, module, one)
    assert stored.exists(other.file.name)
    take_out(world, module, other)
    with system_context("test"):
        assert not ModuleMaterial.objects.filter(module=module).exists()


def test_a_draft_thrown_away_takes_what_only_it_had(world, module):
    kept = hand_in(world, module, "Blijft")
    publish(world, module)
    hand_in(world, module, "Weg", PDF + b"\n")
    draft = draft_of(world, module)
    with in_programme(world.admin_a, world.programme_a) as by:
        discard_version(version_id=draft.pk, by=by)
    with system_context("test"):
        assert list(ModuleMaterial.objects.filter(module=module)) == [kept]


def test_their_order_is_changed_within_a_language(world, module, login):
    for title, language in (("a", "fr"), ("b", "nl"), ("c", "fr"), ("d", "fr")):
        hand_in(world, module, title, PDF + title.encode(), language)
    draft = draft_of(world, module)
    with system_context("test"):
        keys = dict(ModuleMaterial.objects.filter(module=module).values_list("title", "pk"))
    admin = login(world.admin_a)

    def move(title: str, way: str) -> list[str]:
        args = [world.programme_a.slug, draft.pk, keys[title], way]
        assert admin.post(reverse("modules:move_material", args=args))["Location"].endswith("#materials")
        return listed(draft)

    assert move("c", "up") == ["c", "b", "a", "d"]  # past the Dutch one, which keeps its place
    assert move("c", "up") == ["c", "b", "a", "d"]  # it is the first already
    assert move("c", "down") == ["a", "b", "c", "d"]
    page = admin.get(reverse("modules:version", args=[world.programme_a.slug, draft.pk])).content.decode()
    assert page.count("/up/") == 2 and page.count("/down/") == 2  # buttons, so that the keyboard does it too
    away = reverse("modules:move_material", args=[world.programme_a.slug, draft.pk, keys["a"], "away"])
    assert admin.post(away).status_code == 404
    own = reverse("modules:move_material", args=[world.programme_a.slug, draft.pk, keys["d"], "up"])
    foreign = own.replace(world.programme_a.slug, world.programme_b.slug)
    assert (
        login(world.admin_b).post(foreign).status_code == 404 and login(world.observer_a).post(own).status_code == 403
    )
    assert listed(draft) == ["a", "b", "c", "d"]


def test_every_starting_poster_fits_on_one_page():
    found = posters()
    assert len(found) >= 18 and {poster.language for poster in found} == {"nl", "fr", "en"}
    for poster in found:
        assert poster.picture in Picture.values, poster
        assert (
            len(poster.lines) <= MOST_LINES and max(map(len, poster.lines)) <= LONGEST_LINE and len(poster.title) <= 80
        )


def test_the_worker_makes_what_was_left_behind(world, module):
    with system_context("test"):
        lost = ModuleMaterial.objects.filter(module__slug="affiches-rug")
        assert lost.count() == 9
        ModuleMaterial.objects.exclude(pk__in=lost.values("pk")[:1]).delete()
        Work.objects.exclude(subject_id__in=ModuleMaterial.objects.values("pk")).delete()
    assert periodic.run("core.take_up_work", clock.today())["again"] == 0  # just asked: the message is on its way
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert periodic.run("core.take_up_work", clock.today())["again"] == 1


def test_the_very_same_poster_and_file_are_added_once(world, module):
    assert add(world, module).pk == add(world, module).pk
    assert add(world, module, title="Anders").pk != add(world, module).pk
    files = [hand_in(world, module, title) for title in ("Gids", "Gids", "Andere gids")]
    assert files[0].pk == files[1].pk != files[2].pk
    assert listed(draft_of(world, module)) == ["Praat erover", "Anders", "Gids", "Andere gids"]


def test_a_poster_that_could_not_be_made_says_so_and_is_tried_again(world, module, login, monkeypatch):
    poster = add(world, module)

    def broken(*_args: Any) -> None:
        raise RuntimeError("kapot")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "lay_out", broken)
        assert make_poster(str(poster.pk)) is False
    args = [world.programme_a.slug, module.pk]
    keep, again = reverse("modules:keep", args=args), reverse("modules:make_again", args=[*args, poster.pk])
    draft = reverse("modules:version", args=[world.programme_a.slug, draft_of(world, module).pk])
    admin = login(world.admin_a)
    assert again in admin.get(draft).content.decode()
    assert make_poster(str(poster.pk)) is False  # given up: a stray message changes nothing
    foreign = again.replace(world.programme_a.slug, world.programme_b.slug)
    assert login(world.admin_b).post(foreign).status_code == 404
    assert login(world.observer_a).post(again).status_code == 403
    assert admin.post(again)["Location"] == keep and again not in admin.get(draft).content.decode()
    assert make_poster(str(poster.pk)) is True
    assert admin.post(again)["Location"] == keep  # a late click: it is there
    assert make_poster(str(poster.pk)) is False


def test_a_file_is_checked_and_found_again(world, module, client):
    kept = hand_in(world, module)
    for bad in (b"MZ" + PDF, PDF.replace(b"<<>>", b"<</JavaScript 1>>")):
        with pytest.raises(Refused):
            hand_in(world, module, content=bad)
    publish(world, module)
    assert client.get(reverse("modules:material", args=[module.slug, kept.pk])).content == PDF
    assert client.get(reverse("modules:material", args=["affiches-rug", kept.pk])).status_code == 404
    for _click in range(2):
        take_out(world, module, kept)
    assert client.get(reverse("modules:material", args=[module.slug, kept.pk])).status_code == 200  # still in use
    publish(world, module)
    assert client.get(reverse("modules:material", args=[module.slug, kept.pk])).status_code == 404


def test_another_programme_neither_adds_nor_removes(world, module):
    poster, draft = add(world, module), draft_of(world, module)  # the module is kept by programme a from now on
    with in_programme(world.admin_b, world.programme_b) as by:
        with pytest.raises(ModuleVersion.DoesNotExist):
            actions.add_poster(version_id=draft.pk, values=WORDS, by=by)
        with pytest.raises(ModuleVersion.DoesNotExist):
            actions.remove_material(version_id=draft.pk, material_id=poster.pk, by=by)
        assert not ModuleMaterial.objects.filter(pk=poster.pk).exists()  # of a draft elsewhere nothing is seen
        assert ModuleMaterial.objects.filter(pk=poster.pk)._raw_delete("default") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            ModuleMaterial.objects.create(module=module, kind="poster", language="nl", title="Ons affiche")


def test_pages(world, module, login):
    admin, draft = login(world.admin_a), draft_of(world, module)
    args = [world.programme_a.slug, draft.pk]
    home = reverse("modules:version", args=args) + "#materials"
    page = reverse("modules:add_poster", args=args)
    assert admin.get(page).status_code == 200
    assert admin.post(page, {**WORDS, "lines": "a\n" * 7}).status_code == 200
    assert admin.post(page, {**WORDS, "lines": "a\nb"})["Location"] == home
    upload = reverse("modules:add_file", args=args)
    assert admin.post(upload, {"title": "x", "language": "nl"}).status_code == 200
    given = {"title": "x", "language": "nl", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert admin.post(upload, given)["Location"] == home
    with system_context("test"):
        rows = list(ModuleMaterial.objects.filter(module=module))
    assert [row.kind for row in rows] == ["poster", "file"] and rows[0].lines == ["a", "b"]
    kept = reverse("modules:kept_material", args=[world.programme_a.slug, module.pk, rows[1].pk])
    assert admin.get(kept).content == PDF and kept in admin.get(reverse("modules:version", args=args)).content.decode()
    gone = reverse("modules:remove_material", args=[*args, rows[0].pk])
    foreign = gone.replace(world.programme_a.slug, world.programme_b.slug)
    assert login(world.admin_b).post(foreign).status_code == 404 and admin.get(gone).status_code == 405
    assert admin.post(gone)["Location"] == home
    assert listed(draft) == ["x"]


def test_a_module_that_nobody_sees_yet_shows_its_posters_to_its_keeper_only(world, login):
    with in_programme(world.admin_a, world.programme_a) as by:
        version = begin_module(programme_id=world.programme_a.pk, layer=1, title="Nieuw", by=by)
        poster = actions.add_poster(version_id=version.pk, values=WORDS, by=by)
    make_poster(str(poster.pk))
    args = [version.module_id, poster.pk]
    assert (
        login(world.admin_a).get(reverse("modules:kept_material", args=[world.programme_a.slug, *args])).status_code
        == 200
    )
    assert (
        login(world.admin_b).get(reverse("modules:kept_material", args=[world.programme_b.slug, *args])).status_code
        == 404
    )
    assert login(world.contact_a).get(reverse("modules:material", args=["nieuw", poster.pk])).status_code == 404


def test_lines_of_a_poster_are_few_and_short():
    def errors(lines: str) -> Any:
        return PosterForm({**WORDS, "lines": lines}).errors.get("lines")

    assert errors("\n".join("a" * LONGEST_LINE for _line in range(MOST_LINES))) is None
    assert errors("a\n" * (MOST_LINES + 1)) and errors("a" * (LONGEST_LINE + 1)) and errors("  \n \n") is None


def test_materials_are_read_in_one_query(world, module, client):
    page = reverse("modules:module", args=[module.slug])
    hand_in(world, module)
    publish(world, module)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    hand_in(world, module, "Nog een", PDF + b"1")
    hand_in(world, module, "En nog een", PDF + b"2", "nl")
    publish(world, module)
    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(three) == len(one)


@pytest.mark.django_db(transaction=True)
def test_four_at_the_same_instant_add_one_poster(world, module, login):
    draft = draft_of(world, module)
    page, gate = reverse("modules:add_poster", args=[world.programme_a.slug, draft.pk]), Barrier(4)
    clients = [login(world.admin_a) for _number in range(4)]

    def click(client: Any) -> str:
        gate.wait()
        try:
            return str(client.post(page, {**WORDS, "lines": "a\nb"})["Location"])
        finally:
            connection.close()

    home = reverse("modules:version", args=[world.programme_a.slug, draft.pk]) + "#materials"
    with ThreadPoolExecutor(4) as people:
        assert set(people.map(click, clients)) == {home}
    assert listed(draft) == ["Praat erover"]
