"""Posters that the worker lays out, files to download, and who may add or take away."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import periodic
from coaching.core.models import Work
from coaching.core.tenancy.context import current_actor, system_context
from modules.actions import load_catalogue
from modules.catalogue import posters
from modules.editing.actions import begin_module
from modules.editing.forms import LONGEST_LINE, MOST_LINES, PosterForm
from modules.materials import actions, tasks
from modules.materials.tasks import make_poster
from modules.models import Module, ModuleMaterial, Picture
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
WORDS = {"title": "Praat erover", "language": "nl", "lines": ["Vandaag nog.", "Met wie:"], "picture": "talk"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def module(world: Any) -> Module:
    with system_context("test"):
        load_catalogue(by=current_actor())
        return Module.objects.get(slug="bedrijfsbezoek")


def add(world: Any, module: Module, **changes: Any) -> ModuleMaterial:
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.add_poster(
            module_id=module.pk, programme_id=world.programme_a.pk, values={**WORDS, **changes}, by=by
        )


def test_a_poster_is_one_page_with_its_words(world, module, client):
    poster = add(world, module)
    page = reverse("modules:module", args=[module.slug])
    download = reverse("modules:material", args=[module.slug, poster.pk])
    assert client.get(download).status_code == 404 and "Praat erover" in client.get(page).content.decode()
    assert make_poster(str(poster.pk)) is True
    assert make_poster(str(poster.pk)) is False  # the same task twice
    answer = client.get(download)
    assert answer["Content-Disposition"] == 'attachment; filename="Praat erover.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    words = reader.pages[0].extract_text()
    assert len(reader.pages) == 1 and "Praat erover" in words and "Vandaag nog." in words
    assert download in client.get(page).content.decode()


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
    with in_programme(world.admin_a, world.programme_a) as by:
        given = {"module_id": module.pk, "programme_id": world.programme_a.pk, "language": "fr", "by": by}
        files = [
            actions.add_file(title=title, upload=SimpleUploadedFile("gids.pdf", PDF), **given)
            for title in ("Gids", "Gids", "Andere gids")
        ]
    assert files[0].pk == files[1].pk != files[2].pk


def test_a_poster_that_could_not_be_made_says_so_and_is_tried_again(world, module, login, monkeypatch):
    poster = add(world, module)

    def broken(*_args: Any) -> None:
        raise RuntimeError("kapot")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "lay_out", broken)
        assert make_poster(str(poster.pk)) is False
    args = [world.programme_a.slug, module.pk]
    keep, again = reverse("modules:keep", args=args), reverse("modules:make_again", args=[*args, poster.pk])
    admin = login(world.admin_a)
    assert again in admin.get(keep).content.decode()
    assert make_poster(str(poster.pk)) is False  # given up: a stray message changes nothing
    foreign = again.replace(world.programme_a.slug, world.programme_b.slug)
    assert login(world.admin_b).post(foreign).status_code == 404
    assert login(world.observer_a).post(again).status_code == 403
    assert admin.post(again)["Location"] == keep and again not in admin.get(keep).content.decode()
    assert make_poster(str(poster.pk)) is True
    assert admin.post(again)["Location"] == keep  # a late click: it is there
    assert make_poster(str(poster.pk)) is False


def test_a_file_is_checked_and_found_again(world, module, client):
    with in_programme(world.admin_a, world.programme_a) as by:
        given = {
            "module_id": module.pk,
            "programme_id": world.programme_a.pk,
            "title": "Gids",
            "language": "fr",
            "by": by,
        }
        kept = actions.add_file(upload=SimpleUploadedFile("gids.pdf", PDF), **given)
        with pytest.raises(Refused):
            actions.add_file(upload=SimpleUploadedFile("gids.pdf", b"MZ" + PDF), **given)
        with pytest.raises(Refused):
            actions.add_file(upload=SimpleUploadedFile("x.pdf", PDF.replace(b"<<>>", b"<</JavaScript 1>>")), **given)
    assert client.get(reverse("modules:material", args=[module.slug, kept.pk])).content == PDF
    assert client.get(reverse("modules:material", args=["affiches-rug", kept.pk])).status_code == 404
    with in_programme(world.admin_a, world.programme_a) as by:
        for _click in range(2):
            actions.remove_material(material_id=kept.pk, programme_id=world.programme_a.pk, by=by)
    assert client.get(reverse("modules:material", args=[module.slug, kept.pk])).status_code == 404


def test_another_programme_neither_adds_nor_removes(world, module):
    poster = add(world, module)  # the module is kept by programme a from now on
    with in_programme(world.admin_b, world.programme_b) as by:
        with pytest.raises(Refused):
            actions.add_poster(module_id=module.pk, programme_id=world.programme_b.pk, values=WORDS, by=by)
        with pytest.raises(Module.DoesNotExist):
            actions.remove_material(material_id=poster.pk, programme_id=world.programme_b.pk, by=by)
        assert ModuleMaterial.objects.filter(pk=poster.pk)._raw_delete("default") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            ModuleMaterial.objects.create(module=module, kind="poster", language="nl", title="Ons affiche")


def test_pages(world, module, login):
    admin, args = login(world.admin_a), [world.programme_a.slug, module.pk]
    page = reverse("modules:add_poster", args=args)
    assert admin.get(page).status_code == 200
    assert admin.post(page, {**WORDS, "lines": "a\n" * 7}).status_code == 200
    assert admin.post(page, {**WORDS, "lines": "a\nb"}).status_code == 302
    upload = reverse("modules:add_file", args=args)
    assert admin.post(upload, {"title": "x", "language": "nl"}).status_code == 200
    given = {"title": "x", "language": "nl", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert admin.post(upload, given).status_code == 302
    with system_context("test"):
        rows = list(ModuleMaterial.objects.filter(module=module))
    assert [row.kind for row in rows] == ["poster", "file"] and rows[0].lines == ["a", "b"]
    kept = reverse("modules:kept_material", args=[*args, rows[1].pk])
    assert admin.get(kept).content == PDF and kept in admin.get(reverse("modules:keep", args=args)).content.decode()
    gone = reverse("modules:remove_material", args=[*args, rows[0].pk])
    assert login(world.admin_b).post(gone.replace(world.programme_a.slug, world.programme_b.slug)).status_code == 404
    assert admin.post(gone).status_code == 302
    assert "1" in str(len(admin.get(reverse("modules:keep", args=args)).context["shelves"]))


def test_a_module_that_nobody_sees_yet_shows_its_posters_to_its_keeper_only(world, login):
    with in_programme(world.admin_a, world.programme_a) as by:
        version = begin_module(programme_id=world.programme_a.pk, layer=1, title="Nieuw", by=by)
        poster = actions.add_poster(module_id=version.module_id, programme_id=world.programme_a.pk, values=WORDS, by=by)
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


def test_materials_are_read_in_one_query(world, module, client, django_assert_max_num_queries):
    page = reverse("modules:module", args=[module.slug])
    add(world, module)
    client.get(page)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(page)
    add(world, module, title="Nog een")
    add(world, module, title="En nog een", language="fr")
    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(three) == len(one)


@pytest.mark.django_db(transaction=True)
def test_four_at_the_same_instant_add_one_poster(world, module, login):
    page, gate = reverse("modules:add_poster", args=[world.programme_a.slug, module.pk]), Barrier(4)
    clients = [login(world.admin_a) for _number in range(4)]

    def click(client: Any) -> str:
        gate.wait()
        try:
            return str(client.post(page, {**WORDS, "lines": "a\nb"})["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        assert set(people.map(click, clients)) == {reverse("modules:keep", args=[world.programme_a.slug, module.pk])}
    with system_context("test"):
        assert ModuleMaterial.objects.filter(module=module).count() == 1
