"""The catalogue at the desk: drafts, a second pair of eyes, versions, who keeps what, and taking out of the offer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.programmes.layers import LANGUAGES
from modules.actions import load_catalogue
from modules.editing import actions, content
from modules.models import Module, ModuleVersion
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
SLUG = "affiches-pauze"


@pytest.fixture
def starting(world: Any) -> Module:
    with system_context("test"):
        load_catalogue(by=current_actor())
        return Module.objects.get(slug=SLUG)


@pytest.fixture
def second(world: Any) -> Any:
    """Another administrator of programme a."""
    user = factories.user("Tweede beheerder")
    with system_context("test"):
        factories.programme_member(world.programme_a, user)
    return user


def in_three(nl: str) -> dict[str, str]:
    return {"nl": nl, "fr": f"{nl} fr", "en": f"{nl} en"}


def drafted(world: Any, module: Module, title: str = "Nieuwe titel") -> ModuleVersion:
    with in_programme(world.admin_a, world.programme_a) as by:
        found = actions.draft_version(module_id=module.pk, programme_id=world.programme_a.pk, by=by)
        return actions.save_version(
            version_id=found.pk, values={"title": in_three(title)}, opened_with=found.version, by=by
        )


def in_use(world: Any, second: Any, version: ModuleVersion) -> Module:
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.ask_review(version_id=version.pk, by=by)
    with in_programme(second, world.programme_a) as by:
        return actions.publish_version(version_id=version.pk, by=by)


def told(kind: str) -> list[int]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(kind=f"modules.{kind}").values_list("recipient_id", flat=True))


def test_a_change_is_read_by_a_second_person_first(world, starting, second, client):
    version = drafted(world, starting)
    assert "Nieuwe titel" not in client.get(reverse("modules:module", args=[SLUG])).content.decode()
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.ask_review(version_id=version.pk, by=by)
        with pytest.raises(Refused, match="tweede|second"):
            actions.publish_version(version_id=version.pk, by=by)
        with pytest.raises(IllegalTransition):  # what is read does not change under the reader
            actions.save_version(version_id=version.pk, values={}, opened_with=2, by=by)
    assert told("review_asked") == [second.pk]
    with in_programme(second, world.programme_a) as by:
        actions.publish_version(version_id=version.pk, by=by)
        with pytest.raises(IllegalTransition):  # the second click
            actions.publish_version(version_id=version.pk, by=by)
    assert told("in_use") == [world.admin_a.pk]
    assert "Nieuwe titel" in client.get(reverse("modules:module", args=[SLUG])).content.decode()


def test_alone_one_puts_in_use_oneself(world, starting):
    version = drafted(world, starting)
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.ask_review(version_id=version.pk, by=by)
        assert actions.publish_version(version_id=version.pk, by=by).text("title")


def test_sent_back_with_what_should_be_better(world, starting, second):
    version = drafted(world, starting)
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.ask_review(version_id=version.pk, by=by)
    with in_programme(second, world.programme_a) as by:
        with pytest.raises(Refused):
            actions.send_back(version_id=version.pk, reason=" ", by=by)
        back = actions.send_back(version_id=version.pk, reason="Korter.", by=by)
    assert (back.state, back.note) == ("draft", "Korter.")
    assert told("sent_back") == [world.admin_a.pk]
    with in_programme(world.admin_a, world.programme_a) as by:  # a second round is told again
        actions.ask_review(version_id=version.pk, by=by)
    assert told("review_asked") == [second.pk, second.pk]


def test_earlier_editions_stay_as_they_were(world, starting, second):
    before = content.content_of(starting)
    in_use(world, second, drafted(world, starting, "Tweede"))
    in_use(world, second, drafted(world, starting, "Derde"))
    with system_context("test"):
        rows = list(ModuleVersion.objects.filter(module=starting).order_by("edition"))
    assert [(row.edition, row.state) for row in rows] == [(1, "replaced"), (2, "replaced"), (3, "published")]
    assert rows[0].content == before and rows[1].content["title"]["nl"] == "Tweede"
    assert [change.after for change in content.changes(rows[1].content, rows[2].content, lambda keys: [])] == [
        "Derde",
        "Derde fr",
        "Derde en",
    ]


def test_gaps_are_named_and_block_the_review(world):
    with in_programme(world.admin_a, world.programme_a) as by:
        version = actions.begin_module(programme_id=world.programme_a.pk, layer=2, title="Stil op de vloer", by=by)
        assert len(content.faults(version.content)) == len(content.TEXTS)  # all but the evidence, and the themes
        with pytest.raises(Refused, match="Titel|Title"):
            actions.ask_review(version_id=version.pk, by=by)
        texts = {name: in_three(name) for name in content.TEXTS}
        saved = actions.save_version(
            version_id=version.pk, values=texts | {"themes": ["mental"]}, opened_with=version.version, by=by
        )
        assert content.faults(saved.content) == []
        with pytest.raises(VersionConflict):  # a colleague who had the page open
            actions.save_version(version_id=version.pk, values=texts, opened_with=version.version, by=by)


def test_two_modules_with_one_title_get_two_addresses(world):
    with in_programme(world.admin_a, world.programme_a) as by:
        first = actions.begin_module(programme_id=world.programme_a.pk, layer=1, title="Affiches", by=by)
        again = actions.begin_module(programme_id=world.programme_a.pk, layer=1, title="Affiches", by=by)
        other = actions.begin_module(programme_id=world.programme_a.pk, layer=2, title="Affiches", by=by)
        odd = actions.begin_module(programme_id=world.programme_a.pk, layer=1, title="???", by=by)
        assert first.module.slug == "affiches" and other.module.slug.startswith("affiches-")
        assert odd.module.slug.startswith("module")
        assert again.pk == first.pk  # a double click


def test_a_draft_never_used_goes_with_its_module(world, starting):
    with in_programme(world.admin_a, world.programme_a) as by:
        version = actions.begin_module(programme_id=world.programme_a.pk, layer=1, title="Weg", by=by)
        assert actions.discard_version(version_id=version.pk, by=by)
        kept = actions.draft_version(module_id=starting.pk, programme_id=world.programme_a.pk, by=by)
        assert not actions.discard_version(version_id=kept.pk, by=by)
    with system_context("test"):
        assert not Module.objects.filter(slug="weg").exists() and Module.objects.filter(slug=SLUG).exists()


class TestWhoKeepsIt:
    def test_the_first_to_change_it(self, world, starting, second):
        version = drafted(world, starting)
        with in_programme(world.admin_b, world.programme_b) as by, pytest.raises(Refused):  # one draft at a time
            actions.draft_version(module_id=starting.pk, programme_id=world.programme_b.pk, by=by)
        in_use(world, second, version)
        with in_programme(world.admin_b, world.programme_b) as by:
            with pytest.raises(Refused):
                actions.draft_version(module_id=starting.pk, programme_id=world.programme_b.pk, by=by)
            with pytest.raises(Refused):
                actions.retire(module_id=starting.pk, programme_id=world.programme_b.pk, reason="x", by=by)
            with pytest.raises(Refused):  # nor by naming the other programme
                actions.retire(module_id=starting.pk, programme_id=world.programme_a.pk, reason="x", by=by)

    def test_the_database_says_so_too(self, world, starting, second):
        in_use(world, second, drafted(world, starting))
        with in_programme(world.admin_b, world.programme_b):
            assert Module.objects.filter(pk=starting.pk).update(layer=5) == 0
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE modules_module SET keeper_id = %s WHERE slug = 'affiches-rug'", [str(world.programme_a.pk)]
                )
            with pytest.raises(ProgrammingError), transaction.atomic():  # no life begins in the offer
                Module.objects.create(
                    slug="recht-erin",
                    layer=1,
                    state="published",
                    keeper=world.programme_b,
                    **{name: in_three("x") for name in content.TEXTS},
                )

    def test_drafts_are_nobody_elses_business(self, world, starting, login):
        version = drafted(world, starting)
        for user in (world.admin_b, world.assessor_a, world.contact_a, world.coach_a):
            for programme in (world.programme_a, world.programme_b):
                page = reverse("modules:version", args=[programme.slug, version.pk])
                for path in (page, f"{page}about/", f"{page}discard/"):
                    assert login(user).get(path).status_code in (403, 404), (user, path)


def test_out_of_the_offer_and_back(world, starting, client):
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.retire(module_id=starting.pk, programme_id=world.programme_a.pk, reason="Verouderd.", by=by)
    assert client.get(reverse("modules:module", args=[SLUG])).context["offered"] is False
    assert SLUG not in client.get(reverse("modules:offer")).content.decode()
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.bring_back(module_id=starting.pk, programme_id=world.programme_a.pk, by=by)
    assert client.get(reverse("modules:module", args=[SLUG])).context["offered"] is True
    with system_context("test"):
        assert AuditEvent.objects.get(event="module.retire").reason == "Verouderd."


def test_the_whole_way_through_pages(world, second, login):
    admin, slug = login(world.admin_a), world.programme_a.slug
    made = admin.post(reverse("modules:begin_module", args=[slug]), {"layer": "2", "title": "Stil op de vloer"})
    page = made["Location"]
    assert admin.get(page).status_code == 200
    about = {f"{name}_{lang}": f"{name} {lang}" for name in ("title", "objective", "content") for lang in LANGUAGES}
    asks = {f"{n}_{lang}": n for n in ("timeline", "asks_during", "asks_after", "evidence") for lang in LANGUAGES}
    facts = {
        "layer": "2",
        "themes": ["mental"],
        "languages": ["nl"],
        "form": "on_site",
        "hours_during": "2,5",
        "hours_after": "1",
        "cost_eur": "0",
        "provider": "",
    }
    for part, values in (("about", about), ("asks", asks), ("facts", facts)):
        version = admin.get(f"{page}{part}/").context["form"].initial["version"]
        assert admin.post(f"{page}{part}/", {}).status_code == 200
        assert admin.post(f"{page}{part}/", {**values, "version": version}).status_code == 302, part
    assert "error-summary" in admin.post(f"{page}about/", {**about, "version": 1}).content.decode()
    assert admin.get(page).context["faults"] == []
    assert admin.get(page, {"text": "fr"}).context["title"] == "title fr"
    admin.post(f"{page}review/")
    other = login(second)
    assert other.get(f"{page}send-back/").status_code == 200
    other.post(f"{page}publish/")
    assert "title nl" in login(world.contact_a).get("/offer/stil-op-de-vloer/?lang=nl").content.decode()
    listed = admin.get(reverse("modules:catalogue", args=[slug]), {"q": "title", "layer": "2", "state": "published"})
    assert [row.slug for row in listed.context["page"].object_list] == ["stil-op-de-vloer"]
    keep = reverse("modules:keep", args=[slug, listed.context["page"].object_list[0].pk])
    assert admin.get(keep).status_code == 200 and admin.get(f"{keep}retire/").status_code == 200
    assert admin.post(f"{keep}retire/", {"reason": ""}).status_code == 200
    assert admin.post(f"{keep}retire/", {"reason": "x"}).status_code == 302
    assert admin.post(f"{keep}bring-back/").status_code == 302
    draft = admin.post(f"{keep}draft/")["Location"]
    assert admin.get(f"{draft}discard/").status_code == 200 and admin.post(f"{draft}discard/")["Location"] == keep
