"""Every list that is shown in pages can be taken along, by who sees it and by nobody else; or it is said here why not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document
from coaching.core.tenancy.context import system_context
from coaching.programmes.enums import ReferralChannel
from coaching.programmes.models import Assessment, AssessmentRound, Partner
from coaching.trajectories.models import CoachingSession, CoachRequest, ExpenseStatement
from modules.models import Gathering, GatheringPlace, Module, ModuleUptake
from tests import factories
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"
WITHOUT = {
    "components/pagination.html": "the component",
    "core/styleguide.html": "no list of anything",
    "accounts/mails.html": "one's own mails, which one has",
    "mailbox/list.html": "of the demo alone",
    "insight/mails.html": "thirty days of faults, to be looked at and phoned about, not to be kept",
    "companies/file/staff.html": "what platform staff settles: read there, never carried away",
    "insight/staff.html": "addresses and faults of the whole installation: read there, never carried away",
    "trajectories/choose.html": "the directory of coaches, which can be taken at /coaches/",
    "trajectories/messages.html": "a talk, not a list",
    "trajectories/talk.html": "a talk, not a list",
    "actionplans/plans/global_plan.html": "its findings stand on its paper, and in “What holds now”, which can be taken",
    "riskanalysis/aspect.html": "the findings of an analysis can be taken from its heat map",
    "riskanalysis/report.html": "its findings can be taken from the heat map, and stand whole on paper",
}
HOSTILE = "=HYPERLINK(1)"
# List → (address, of what place, who may, who may not, what stands in it, query).
LISTS: dict[str, tuple[str, str, str, str, str, dict[str, str]]] = {
    "uptakes": ("modules:desk_uptakes", "programme", "admin", "observer", HOSTILE, {}),
    "gatherings": ("modules:gatherings", "programme", "admin", "assessor", "Zaal a", {}),
    "catalogue": ("modules:catalogue", "programme", "admin", "assessor", "Vijf minuten", {}),
    "partners": ("insight:partners", "programme", "admin", "observer", "Bond a", {}),
    "imports": ("insight:imports", "programme", "admin", "observer", "", {}),
    "people at the desk": ("programmes:people", "programme", "admin", "assessor", "Waarnemer a", {}),
    "invitations": ("programmes:invitations", "programme", "admin", "assessor", "", {}),
    "rounds": ("programmes:rounds", "programme", "admin", "observer", "Ronde a", {}),
    "to judge": ("programmes:my_assessments", "programme", "assessor", "observer", "Fruitwerk a", {}),
    "release": ("programmes:release", "programme", "admin", "assessor", "'=Reden a", {}),
    "budget": ("programmes:money", "programme", "admin", "observer", "1000", {}),
    "reminders": ("trajectories:forecast", "programme", "admin", "observer", "Fruitwerk a", {}),
    "expenses": ("trajectories:desk_expenses", "programme", "admin", "assessor", "Fruitwerk a", {}),
    "people": ("companies:people", "company", "contact", "owner", "Contact a", {}),
    "work units": ("companies:work_units", "company", "contact", "", "Productie", {}),
    "advice": ("actionplans:advice", "company", "contact", "owner", "", {}),
    "sessions": ("trajectories:trajectory", "company", "contact", "", "'=Afspraak a", {}),
    "statements": ("trajectories:expenses", "company", "contact", "worker_bench", "4", {}),
    "company's uptakes": ("modules:company_uptakes", "company", "contact", "owner", "Vijf minuten", {}),
    "what waits at the desk": (
        "insight:desk_waits",
        "programme",
        "admin",
        "",
        "Fruitwerk a",
        {"kind": "trajectories.expenses"},
    ),
    "requests": ("trajectories:requests", "", "coach", "", "Fruitwerk a", {}),
    "own uptakes": ("modules:own_uptakes", "", "contact", "", "Vijf minuten", {}),
    "offer": ("modules:offer", "", "contact", "", "Vijf minuten", {}),
}


def test_every_paged_list_offers_its_file() -> None:
    shown = [path for path in TEMPLATES.rglob("*.html") if "{% pagination" in path.read_text()]
    assert len(shown) > 20
    bare = {
        str(path.relative_to(TEMPLATES))
        for path in shown
        if not any(word in path.read_text() for word in ("export_list", 'export="?"', "components/exports.html"))
    }
    assert bare <= WITHOUT.keys(), bare - WITHOUT.keys()


@pytest.fixture
def listed(world: Any) -> Any:
    """A row of a and a row of b in every list."""
    today = clock.today()
    with system_context("test"):
        module = Module.objects.create(
            slug="vijf-minuten",
            layer=1,
            state="published",
            **{
                name: {"nl": "Vijf minuten"}
                for name in ("title", "objective", "content", "timeline", "asks_during", "asks_after")
            },
        )
        for letter in "ab":
            _rows_of(world, letter, module, today)
    return world


def _rows_of(world: Any, letter: str, module: Module, today: Any) -> None:
    def of(name: str) -> Any:
        return getattr(world, f"{name}_{letter}")

    programme, trajectory, company = of("programme"), of("trajectory"), of("company")
    keys = {"company_id": company.pk, "programme_id": programme.pk, "trajectory": trajectory}
    ModuleUptake.objects.create(
        programme=programme,
        module=module,
        module_title=module.title,
        layer=1,
        company=company,
        applicant=of("contact"),
        token_digest=letter * 64,
        company_name=f"{HOSTILE} {letter}",
        contact_name=f"Piet {letter}",
        email=f"piet-{letter}@voorbeeld.test",
    )
    gathering = Gathering.objects.create(
        programme=programme, module=module, starts_at=clock.now(), place=f"Zaal {letter}"
    )
    GatheringPlace.objects.create(
        gathering=gathering,
        programme=programme,
        token_digest=f"{letter}1" * 32,
        company_name=f"Gast {letter}",
        contact_name=f"@Bezoeker {letter}",
        email=f"gast-{letter}@voorbeeld.test",
    )
    Partner.objects.create(
        programme=programme, name=f"Bond {letter}", code=f"bond-{letter}", kind=ReferralChannel.values[-1]
    )
    AssessmentRound.objects.create(
        programme=programme, name=f"Ronde {letter}", opens_on=today, closes_on=today, decide_by=today
    )
    judged = factories.application(programme, of("contact"), company, state="in_review", language="nl")
    Assessment.objects.create(
        application=judged, programme=programme, company_id=company.pk, assessor_id=of("assessor").pk, due_on=today
    )
    type(judged).objects.filter(pk=judged.pk).update(
        proposed_verb="reject", proposed_reason=f"=Reden {letter}", proposed_at=clock.now()
    )
    CoachingSession.objects.create(
        **keys, held_on=today, kind="intake", hours=2, agreed=f"=Afspraak {letter}", confirmed_at=clock.now()
    )
    ExpenseStatement.objects.create(**keys, number=1, hours=4, paid_hours=4, subsidy_eur=200, company_share_eur=100)
    CoachRequest.objects.create(
        **keys, coach=of("coach_profile"), state="accepted", answer_due_on=today, answered_at=clock.now()
    )
    from coaching.core.models import Reminder  # noqa: PLC0415 - one row of it

    Reminder.objects.create(
        subject_type="trajectories.trajectory",
        subject_id=trajectory.pk,
        kind="trajectories.start.due",
        due_on=today,
        audience="contacts",
        company_id=company.pk,
        programme_id=programme.pk,
        trajectory_id=trajectory.pk,
        context={"company": company.name},
    )
    plan = plans.global_plan(trajectory, state="active")
    plans.annual_plan(plan, state="active")


def address(world: Any, name: str) -> str:
    url, place = LISTS[name][:2]
    return reverse(url, args=[getattr(world, f"{place}_a").slug] if place else [])


def rows_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200, answer.status_code
    if answer["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    return [[str("" if cell.value is None else cell.value) for cell in line] for line in sheet.iter_rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_who_sees_the_list_takes_it_and_nothing_of_others(listed: Any, login: Any, name: str, form: str) -> None:
    _url, place, who, _not, word, query = LISTS[name]
    client = login(getattr(listed, f"{who}_a"))
    rows = rows_of(client.get(address(listed, name), {"export": form, **query}))
    words = "\n".join("\t".join(row) for row in rows)
    assert word in words and all(len(row) == len(rows[0]) for row in rows)
    for foreign in (
        "Bakkerij b",
        "Gast b",
        "Piet b",
        "Bond b",
        "Ronde b",
        "Reden b",
        "Afspraak b",
        f"{HOSTILE} b",
        "Zaal b",
    ):
        assert foreign not in words
    assert not any(cell.startswith(("=", "@", "+", "\t")) for row in rows for cell in row)
    if place:
        with system_context("test"):
            event = AuditEvent.objects.get(event="exports.taken")
        assert event.actor_id == getattr(listed, f"{who}_a").pk
        assert (event.company_id or event.programme_id) == getattr(listed, f"{place}_a").pk


@pytest.mark.parametrize("name", [name for name in LISTS if LISTS[name][1]])
def test_nobody_else_takes_it(listed: Any, login: Any, name: str) -> None:
    query = {"export": "csv", **LISTS[name][5]}
    for stranger in (listed.contact_b, listed.admin_b, listed.outsider):
        assert login(stranger).get(address(listed, name), query).status_code == 404
    if refused := LISTS[name][3]:
        answer = login(getattr(listed, f"{refused}_a")).get(address(listed, name), query)
        assert answer.status_code == 403
    with system_context("test"):
        assert not AuditEvent.objects.filter(event="exports.taken").exists()


def test_who_comes_to_a_gathering_is_a_list_for_the_door(listed: Any, login: Any) -> None:
    with system_context("test"):
        own, other = (Gathering.objects.get(place=f"Zaal {letter}") for letter in "ab")
    client = login(listed.admin_a)
    url = reverse("modules:gathering", args=[listed.programme_a.slug, own.pk])
    assert rows_of(client.get(url, {"export": "xlsx"}))[1][:2] == ["'@Bezoeker a", "Gast a"]
    foreign = reverse("modules:gathering", args=[listed.programme_a.slug, other.pk])
    assert client.get(foreign, {"export": "xlsx"}).status_code == 404


def test_the_programme_takes_dates_and_hours_of_sessions_and_no_word(listed: Any, login: Any) -> None:
    url = reverse("trajectories:file", args=[listed.programme_a.slug, listed.trajectory_a.pk])
    rows = rows_of(login(listed.admin_a).get(url, {"export": "csv"}))
    assert rows[1][1:] == ["Eerste gesprek", "2,0"] and "Afspraak" not in str(rows)
    foreign = reverse("trajectories:file", args=[listed.programme_a.slug, listed.trajectory_b.pk])
    assert login(listed.admin_a).get(foreign, {"export": "csv"}).status_code == 404


def test_a_role_that_ended_takes_nothing_more(listed: Any, login: Any) -> None:
    client, url = login(listed.admin_a), address(listed, "uptakes")
    assert client.get(url, {"export": "csv"}).status_code == 200
    with system_context("test"):
        from coaching.programmes.models import ProgrammeMembership  # noqa: PLC0415 - one row of it

        ProgrammeMembership.objects.filter(user_id=listed.admin_a.pk).update(ends_on=clock.today().replace(year=2025))
    assert client.get(url, {"export": "csv"}).status_code == 404


def test_numbers_of_people_stand_only_where_the_page_shows_them(listed: Any, login: Any) -> None:
    url = address(listed, "people")
    for who in ("contact", "worker_bench"):
        client = login(getattr(listed, f"{who}_a"))
        page = client.get(url)
        if page.status_code != 200:
            continue
        rows = rows_of(client.get(url, {"export": "csv"}))
        for row in rows[1:]:
            assert not row[3] or row[3] in page.content.decode()


def test_a_filter_of_the_list_is_a_filter_of_the_file(listed: Any, login: Any) -> None:
    client = login(listed.admin_a)
    assert len(rows_of(client.get(address(listed, "uptakes"), {"export": "csv", "q": "nergens"}))) == 1
    people = login(listed.contact_a)
    rows = rows_of(people.get(address(listed, "people"), {"export": "csv", "role": "secretary"}))
    assert [row[0] for row in rows[1:]] == ["Secretaris a"]


# -- Documents -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["contact", "adviser", "worker_bench", "coach", "admin", "assessor", "observer"])
def test_a_menu_that_promises_documents_leads_to_those_one_may_open(listed: Any, login: Any, who: str) -> None:
    at_desk = who in ("admin", "assessor", "observer")
    place, name = (listed.programme_a, "programme_documents") if at_desk else (listed.company_a, "documents")
    with system_context("test"):
        for title, kind, audience in (
            (
                "Van iedereen",
                "programme-report" if at_desk else "risk-report",
                "h_admin h_observer h_contact h_coach h_cpbw",
            ),
            ("Van niemand", "decision-letter", "h_person"),
        ):
            Document.objects.create(
                kind=kind,
                subject_type="programmes.programme" if at_desk else "riskanalysis.riskanalysis",
                subject_id=place.pk,
                programme_id=listed.programme_a.pk,
                company_id=None if at_desk else listed.company_a.pk,
                trajectory_id=None if at_desk else listed.trajectory_a.pk,
                audience=audience,
                title=title,
                language="nl",
                state="queued",
            )
    client, home = login(getattr(listed, f"{who}_a")), "insight:desk" if at_desk else "core:company_pages"
    menu = client.get(reverse(home, args=[place.slug])).content.decode()
    address = reverse(f"core:{name}", args=[place.slug])
    assert f'href="{address}' in menu
    page = client.get(address)
    assert page.status_code == 200
    assert "Van iedereen" in page.content.decode() and "Van niemand" not in page.content.decode()
