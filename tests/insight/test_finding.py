"""One box finds anything in a place: what one may open, the exact number first, whatever the accents and the order."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.companies.models import WorkUnit
from coaching.core.ground import clock, finding
from coaching.core.models import Document
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Message, Trajectory
from modules.editing.content import TEXTS
from modules.models import Module, ModuleUptake
from tests import factories
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
NAME = "Œuvre Müller à Liège"
COMPANY = ("contact", "colleague", "adviser", "owner", "worker_bench", "employer_bench", "secretary", "coach")
DESK = ("admin", "assessor", "observer")
AT_DESK = {"programmes.applications", "trajectories.desk", "trajectories.coaches", "modules.uptakes"}
WITHOUT_PAPERS = ("owner",)
HOSTILE = [
    "%",
    "_",
    "'",
    '"',
    "\\",
    "' OR 1=1 --",
    "%' ESCAPE '",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "é" * 10_000,
    "!!!",
    " ",
    "🙂",
    "١٢٣",
]


@pytest.fixture
def filled(world: Any) -> Any:
    """The same words in everything of companies a and b, so that what must not be found could leak."""
    with system_context("test"):
        for letter in "ab":
            programme, company = getattr(world, f"programme_{letter}"), getattr(world, f"company_{letter}")
            trajectory = getattr(world, f"trajectory_{letter}", None)
            WorkUnit.objects.create(company=company, name=f"{NAME} atelier {letter}")
            Application.objects.filter(company=company).update(company_name=f"{NAME} {letter}")
            _offered(programme, company, letter)
            _documents(programme, company, trajectory)
            if trajectory is None:
                continue
            Trajectory.objects.filter(pk=trajectory.pk).update(started_on=clock.today())
            whole = plans.global_plan(trajectory, state="active", submitted_at=clock.now(), adopted_at=clock.now())
            annual = plans.annual_plan(whole, state="active", adopted_at=clock.now(), submitted_at=clock.now())
            plans.measure(annual, plans.objective(whole), what=f"{NAME} maatregel {letter}", state="planned")
            for internal in (False, True):
                Message.objects.create(
                    trajectory=trajectory,
                    company=company,
                    programme=programme,
                    author_id=world.contact_a.pk,
                    text=f"{NAME} bericht {letter} {'geheim' if internal else 'open'}",
                    is_internal=internal,
                )
    return world


def _offered(programme: Any, company: Any, letter: str) -> None:
    """A module that the programme keeps, taken up; a coach of that name."""
    texts = {name: {"nl": f"{NAME} module", "fr": "x", "en": "y"} for name in TEXTS}
    module = Module.objects.create(slug=f"lunch-{letter}", state="published", layer=1, keeper=programme, **texts)
    ModuleUptake.objects.create(
        programme=programme,
        module=module,
        module_title=module.title,
        layer=1,
        token_digest=letter,
        company_name=f"{NAME} {letter}",
        contact_name="N",
        email=f"n.{letter}@example.org",
    )
    if letter == "a":  # coaches are the same for all programmes
        factories.coach(factories.user(NAME), name=NAME)


def _documents(programme: Any, company: Any, trajectory: Any) -> None:
    """One for each hat that may open its kind, in the company and at the desk."""
    of_company = {"company_id": company.pk, "trajectory_id": trajectory.pk if trajectory else None}
    of_desk = {"programme_id": programme.pk}
    for kind, hats, keys in (
        ("global-plan", "h_contact h_coach h_cpbw", of_company),
        ("programme-report", "h_admin h_observer", of_desk),
    ):
        Document.objects.create(
            kind=kind,
            subject_type="x.y",
            subject_id=uuid4(),
            language="nl",
            title=f"{NAME} papier",
            audience=hats,
            state="queued",  # its page says that it is being made; a file there is none
            **keys,
        )


def address(world: Any, who: str, letter: str = "a") -> str:
    if who in DESK:
        return reverse("core:programme_find", args=[getattr(world, f"programme_{letter}").slug])
    return reverse("core:company_find", args=[getattr(world, f"company_{letter}").slug])


def hits(client: Any, url: str, words: str) -> dict[str, list[finding.Hit]]:
    page = client.get(url, {"q": words})
    assert page.status_code == 200
    return {found.kind.key: list(found.hits) for found in page.context["found"]}


@pytest.mark.parametrize("who", [*COMPANY, *DESK])
def test_each_finds_only_what_opens_and_nothing_of_another(who: str, filled: Any, login: Any) -> None:
    client = login(getattr(filled, f"{who}_a"))
    found = hits(client, address(filled, who), "muller LIEGE")
    allowed = {kind.key for kind in finding.KINDS["programme" if who in DESK else "company"]}
    assert set(found) <= allowed
    for key, some in found.items():
        for hit in some:
            assert client.get(hit.url, follow=True).status_code == 200, (key, hit)
            assert not hit.title.endswith((" b", "bericht b open", "atelier b")), hit
    assert client.get(address(filled, who, "b")).status_code == 404


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        (
            "contact",
            {"companies.work_units", "programmes.own_applications", "actionplans.measures", "trajectories.messages"},
        ),
        (
            "coach",
            {"companies.work_units", "programmes.own_applications", "actionplans.measures", "trajectories.messages"},
        ),
        ("worker_bench", {"companies.work_units", "actionplans.measures"}),
        ("owner", {"companies.work_units"}),
        ("admin", {*AT_DESK, "trajectories.desk_messages", "modules.catalogue"}),
        ("assessor", AT_DESK),
        ("observer", set()),
    ],
)
def test_what_each_role_finds(who: str, kinds: set[str], filled: Any, login: Any) -> None:
    found = hits(login(getattr(filled, f"{who}_a")), address(filled, who), "liège oeuvre")
    papers = {"core.programme_documents"} if who in DESK else {"core.documents"}
    assert set(found) - papers == kinds
    assert papers <= set(found) or who in WITHOUT_PAPERS


def test_notes_between_coach_and_programme_stay_there(filled: Any, login: Any) -> None:
    assert hits(login(filled.contact_a), address(filled, "contact"), "geheim") == {}
    assert set(hits(login(filled.coach_a), address(filled, "coach"), "geheim")) == {"trajectories.messages"}
    assert set(hits(login(filled.coach_a), reverse("core:coach_find"), "geheim")) == {"trajectories.own_messages"}
    other = hits(login(filled.coach_b), reverse("core:coach_find"), "muller bericht")
    assert all(" bericht b " in hit.title for some in other.values() for hit in some)


@pytest.mark.parametrize("typed", ["oeuvre muller", "MÜLLER œuvre", "liege mull", "  Liège   oeuv "])
def test_order_accents_and_whole_words_do_not_matter(typed: str, filled: Any, login: Any) -> None:
    for who in ("contact", "admin"):
        assert hits(login(getattr(filled, f"{who}_a")), address(filled, who), typed)


def test_exact_numbers_first_then_what_begins_so(world: Any, login: Any) -> None:
    with system_context("test"):
        exact = Application.objects.get(pk=world.application_a.pk)
        for name in ("Zand Noord", "Noordzee", "Het Noord"):
            row = factories.application(world.programme_a, world.contact_a, world.company_a)
            Application.objects.filter(pk=row.pk).update(company_name=name, municipality=exact.reference)
    client, url = login(world.admin_a), address(world, "admin")
    first = hits(client, url, exact.reference)["programmes.applications"][0]
    assert first.url == reverse("programmes:file", args=[world.programme_a.slug, exact.pk])
    names = [hit.title for hit in hits(client, url, "noord")["programmes.applications"]]
    assert names == ["Noordzee", "Het Noord", "Zand Noord"]
    digits = exact.enterprise_number
    if digits:
        spelled = f"BE {digits[:4]}.{digits[4:7]}.{digits[7:]}"
        assert hits(client, url, spelled)["programmes.applications"][0].url == first.url


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_nobody_means_breaks_nothing_and_finds_nothing(typed: str, filled: Any, login: Any) -> None:
    for who in ("contact", "admin"):
        assert hits(login(getattr(filled, f"{who}_a")), address(filled, who), typed) == {}
    assert hits(login(filled.coach_a), reverse("core:coach_find"), typed) == {}


def test_as_many_queries_for_one_as_for_many_and_no_more_than_shown(world: Any, login: Any) -> None:
    def asked(who: str) -> int:
        client = login(getattr(world, f"{who}_a"))
        client.get(address(world, who), {"q": "afdeling"})
        with CaptureQueriesContext(connection) as captured:
            client.get(address(world, who), {"q": "afdeling"})
        return len(captured)

    def more(number: int) -> None:
        with system_context("test"):
            for count in range(number):
                WorkUnit.objects.create(company=world.company_a, name=f"Afdeling {number} {count}")
                row = factories.application(world.programme_a, world.contact_a, world.company_a)
                Application.objects.filter(pk=row.pk).update(company_name=f"Afdeling {number} {count}")

    more(1)
    once = asked("contact"), asked("admin")
    more(7)
    assert (asked("contact"), asked("admin")) == once
    page = login(world.admin_a).get(address(world, "admin"), {"q": "afdeling"})
    (group,) = [found for found in page.context["found"] if found.kind.key == "programmes.applications"]
    assert len(group.hits) == finding.EACH and group.figure == "5+"
    listed = login(world.admin_a).get(group.more)
    assert listed.content.decode().count("Afdeling") >= 8


def test_the_box_stands_in_the_header_and_an_empty_answer_says_what_was_sought(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    home = client.get(reverse("companies:company", args=[world.company_a.slug])).content.decode()
    assert f'action="{address(world, "contact")}"' in home and 'role="search"' in home
    page = client.get(address(world, "contact"), {"q": "bestaatniet <b>"}).content.decode()
    assert "bestaatniet &lt;b&gt;" in page and "<b>" not in page.partition("<main")[2]
    assert page.count('role="search"') == 1


@pytest.mark.parametrize(
    ("text", "words", "lit"),
    [
        (NAME, ["oeuvre", "lieg"], ["Œuvre", "Lièg"]),
        ("Bakkerij", ["bak"], ["Bak"]),
        ("x", ["y"], []),
        ("<b>", ["b"], ["b"]),
    ],
)
def test_what_matched_is_marked_whatever_its_accents(text: str, words: list[str], lit: list[str]) -> None:
    pieces = finding.marked(text, words)
    assert "".join(piece for piece, _light in pieces) == text
    assert [piece for piece, light in pieces if light] == lit


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        finding.register(finding.KINDS["company"][0])
