"""An observer sees figures: by SQL too, under the own hat and under the programme's, an observer's id reads no words.

What the pages of figures need is named in `access.py` column by column; here is what anybody would look for. The pages
themselves are walked as well: a query that asks for one column more is refused.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction

from coaching.accounts.queries import my_roles, places_of
from coaching.core.ground import clock
from coaching.core.ground.people import names_of, user_ids
from coaching.core.ground.roles import Hat, Role
from coaching.core.models import AuditEvent, Document, Reminder
from coaching.core.paper import documents
from coaching.core.tenancy.context import Context, enter, system_context
from coaching.insight.forms import FunnelForm
from coaching.programmes.models import Application, Programme, ProgrammeMembership
from coaching.trajectories.models import ExpenseStatement, Trajectory
from tests.acting import as_person, in_programme
from tests.attacks.test_life_cycles import refused
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db

WORDS = {
    "programmes_application": (
        "motivation",
        "objectives",
        "answers",
        "support_texts",
        "support_evidence",
        "decision_reason",
        "proposed_reason",
        "company_name",
        "reference",
        "enterprise_number",
        "applicant_id",
        "search_text",
    ),
    "programmes_assessment": ("scores",),
    "programmes_attachment": ("file",),
    "programmes_filenote": ("text",),
    "programmes_informationrequest": ("question", "answer"),
    "programmes_clusterinvitation": ("email",),
    "programmes_programmemembership": ("user_id",),
    "programmes_partner": ("name",),
    "programmes_searchword": ("id",),
    "trajectories_trajectory": ("company_name", "coach_id", "company_id", "final_report"),
    "trajectories_session": ("agreed", "next_step", "hours"),
    "trajectories_message": ("text",),
    "trajectories_coachrequest": ("message", "answer", "reason"),
    "trajectories_expensestatement": ("lines", "reason", "hours", "company_id"),
    "companies_company": ("name",),
    "companies_consultationbody": ("kind",),
    "accounts_invitation": ("email",),
    "core_outgoingemail": ("subject", "body_text", "recipient_id"),
    "core_auditevent": ("reason", "data", "event", "actor_id", "company_id"),
    "core_reminder": ("subject_id", "company_id"),
    "modules_moduleuptake": ("email", "company_name"),
    "modules_sessionplace": ("email",),
    "insight_importrun": ("file_name",),
}
# Open to anybody on public pages, so the programme's hat reads them whoever wears it.
OPEN = {
    "programmes_accreditation",
    "programmes_programme",
    "coaches_coach",
    "coaches_coachabsence",
    "modules_modulesession",
}


@pytest.fixture
def rich(world: Any) -> dict[str, list[uuid.UUID]]:
    return enrich(world)["a"]


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def desk(world: Any) -> Any:
    return in_programme(world.observer_a, world.programme_a)


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, names in WORDS.items() for column in names])
def test_an_observers_id_reads_no_words(world, rich, table, column):
    with desk(world), pytest.raises(ProgrammingError, match="permission denied"):
        asked(f"SELECT {column} FROM {table}")


def test_the_programmes_hat_is_worth_nothing_to_an_observer(world, rich):
    """Whoever can set an id by SQL can put on another hat too; the hat alone tells nothing."""
    with enter(Context(Hat.ADMIN, user_id=world.observer_a.pk)):
        read = [table for table in rich if table not in OPEN and _reads(table, rich[table])]
    with enter(Context(Hat.ADMIN, user_id=world.assessor_a.pk)):
        assert _reads("programmes_application", rich["programmes_application"])
    assert read == []


def _reads(table: str, ids: list[uuid.UUID]) -> bool:
    try:
        return bool(asked(f"SELECT 1 FROM {table} WHERE id = ANY (%s::uuid[])", [str(key) for key in ids]))
    except ProgrammingError:
        return False


def test_letters_and_other_papers_are_not_an_observers(world, rich):
    with system_context("test fixture"):
        asked("UPDATE core_document SET audience = audience || ' h_observer' RETURNING 1")
        others = {row[0] for row in asked("SELECT id FROM core_document")}
    with desk(world):
        assert others and not asked(
            "SELECT id FROM core_document WHERE kind NOT IN ('programme-report', 'programme-answer')"
        )


DOCUMENT = (
    "INSERT INTO core_document (id, kind, subject_type, subject_id, company_id, programme_id, audience, language, version_no,"
    " title, code, state, data, file, sha256, error, created_at, created_by_id) VALUES (gen_random_uuid(), %(kind)s,"
    " 'programmes.programme', %(subject)s, %(company)s, %(programme)s, %(audience)s, 'nl', 90, 'x', %(code)s, 'queued', %(data)s,"
    " %(file)s, '', '', now(), %(by)s)"
)


def test_an_observer_asks_for_the_report_and_forges_no_paper(world):
    honest = {
        "kind": "programme-report",
        "subject": str(world.programme_a.pk),
        "company": None,
        "programme": str(world.programme_a.pk),
        "audience": "h_admin h_observer",
        "code": "AAAA-BBBB-CCCC-DDDD",
        "data": '{"template": "insight/pdf/programme_report.html", "context": {}}',
        "file": "",
        "by": world.observer_a.pk,
    }
    forged: list[dict[str, Any]] = [
        {"kind": "decision-letter"},
        {"company": str(world.company_a.pk)},
        {"programme": str(world.programme_b.pk)},
        {"subject": str(world.application_a.pk)},
        {"audience": "h_admin h_observer h_contact"},
        {"data": '{"template": "programmes/pdf/letter.html", "context": {}}'},
        {"file": "applications/x.pdf"},
        {"by": world.admin_a.pk},
    ]
    with desk(world):
        assert [change for change in forged if not _refused(DOCUMENT, honest | change)] == []
        assert not _refused(DOCUMENT, honest)


EVENT = (
    "INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, programme_id, subject_type, subject_id, event, source,"
    " target, reason, data) VALUES (gen_random_uuid(), now(), %(by)s, %(hat)s, %(company)s, %(programme)s, %(about)s,"
    " gen_random_uuid(), %(event)s, '', %(target)s, '', '{}')"
)


def test_the_trail_takes_from_an_observer_what_an_observer_does(world):
    honest = {
        "by": world.observer_a.pk,
        "hat": "h_observer",
        "company": None,
        "programme": str(world.programme_a.pk),
        "about": "programmes.programme",
        "event": "exports.taken",
        "target": "",
    }
    forged: list[dict[str, Any]] = [
        {"by": world.admin_a.pk},
        {"hat": "h_admin"},
        {"company": str(world.company_a.pk)},
        {"programme": str(world.programme_b.pk)},
        {"programme": None},
        {"about": "programmes.application"},
        {"event": "application.approve"},
        {"target": "approved"},
    ]
    with desk(world):
        assert [change for change in forged if not _refused(EVENT, honest | change)] == []
        assert not _refused(EVENT, honest)


def _refused(sql: str, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except ProgrammingError:
        return True
    return False


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE programmes_application SET state = 'approved'",
        "DELETE FROM programmes_application",
        "UPDATE programmes_programme SET budget_eur = 0",
        "UPDATE core_document SET title = 'x'",
        "UPDATE core_reminder SET state = 'cancelled'",
        "UPDATE trajectories_trajectory SET escalated_at = NULL",
        "UPDATE trajectories_expensestatement SET state = 'approved'",
        "UPDATE trajectories_coachrequest SET state = 'withdrawn'",
    ],
)
def test_an_observer_changes_nothing(world, rich, change):
    with desk(world):
        assert refused(change)


def test_narrow_functions_tell_an_observer_nothing_of_people_and_companies(world, rich):
    people = [world.contact_a.pk, world.worker_bench_a.pk]
    (cluster,) = rich["programmes_cluster"]
    questions = [
        lambda: names_of(people),
        lambda: user_ids("contacts_of", world.company_a.pk),
        lambda: user_ids("body_of", world.company_a.pk),
        lambda: user_ids("coach_of", world.trajectory_a.pk),
        lambda: asked("SELECT * FROM cluster_members(%s)", str(cluster)),
        lambda: asked("SELECT * FROM assessor_conflicts(%s)", str(world.application_a.pk)),
        lambda: asked("SELECT * FROM carried_out_measures(%s)", str(world.trajectory_a.pk)),
    ]
    for question in questions:
        with desk(world), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            question()
    for hat in (Hat.PERSON, Hat.ADMIN):  # those may call them; an observer's id is answered nothing
        for question in questions[:4]:
            with enter(Context(hat, user_id=world.observer_a.pk)):
                assert not question()


@pytest.fixture
def counted(world: Any, rich: dict[str, list[uuid.UUID]]) -> Any:
    """Something to count in each figure: decided, taken on, started, late, closed, paid, reminded."""
    now, today = clock.now(), clock.today()
    with system_context("test fixture"):
        Application.objects.filter(pk=world.application_a.pk).update(
            state="approved", submitted_at=now, decided_at=now, headcount=12, blue_collar=5, province="ANT", layer=5
        )
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(
            coach_accepted_at=now, started_on=today, closed_at=now, hours_used=3, escalated_at=now
        )
        ExpenseStatement.objects.filter(trajectory=world.trajectory_a).update(state="approved", settled_at=now)
        Reminder.objects.filter(programme_id=world.programme_a.pk).update(kind="trajectories.start.due")
    return world


PAGES = [
    "",
    "?export=csv",
    "applications/",
    "documents/",
    "documents/?export=xlsx",
    "documents/?sort=title&q=x&kind=programme-report",
    "funnel/?export=xlsx",
    "overview/",
    "report/",
    "report/?export=xlsx",
    "report/?first=2020-01-05&last=2030-02-03",
    "overview/?first=2020-01-05&last=2030-02-03",
    *[f"funnel/?by={by}&first=2020-01-01" for by in dict(FunnelForm.CUTS)],
]


@pytest.mark.parametrize("page", PAGES)
def test_an_observers_pages_ask_for_no_column_more(counted, login, page):
    answer = login(counted.observer_a).get(f"/p/{counted.programme_a.slug}/{page}")
    assert answer.status_code == 200
    assert counted.company_a.name not in answer.content.decode(errors="replace")


def test_an_observers_figures_are_those_of_the_programme(counted, login):
    """The same to everybody: what an observer does not read is in no figure."""
    cache.clear()
    seen = {}
    for who in (counted.observer_a, counted.admin_a):
        client = login(who)
        desk = client.get(f"/p/{counted.programme_a.slug}/").context
        funnel = client.get(f"/p/{counted.programme_a.slug}/funnel/").context
        with in_programme(who, counted.programme_a):
            programme = Programme.objects.get(pk=counted.programme_a.pk)
            report = documents.built("programme-report", programme, "nl")[1]
        if who == counted.observer_a:
            late = desk["figures"][-1]
        seen[who.pk] = [*(desk[name] for name in ("provinces", "targets", "budget")), funnel["rows"], report]
        cache.clear()
    mine, theirs = seen.values()
    assert mine == theirs
    assert late[0] == 0 and late[2] == ""  # a figure, and no list behind it
    assert mine[2].spent > 0 and mine[3][-1].started == 1


def test_an_observer_asks_for_the_report_opens_it_and_asks_again(counted, login):
    client, here = login(counted.observer_a), f"/p/{counted.programme_a.slug}/"
    with system_context("test fixture"):  # as it was made before observers had a hat
        earlier = Document.objects.create(
            kind="programme-report",
            subject_type="programmes.programme",
            subject_id=counted.programme_a.pk,
            programme_id=counted.programme_a.pk,
            audience="h_admin",
            language="nl",
            title="Verslag van vroeger",
            state="failed",
        )
    asked_for = client.post(f"{here}report/pdf/", {"language": "nl"})
    assert asked_for.status_code == 302
    assert client.get(asked_for["Location"]).status_code == 200
    assert client.get(asked_for["Location"].replace("status/", "")).status_code == 302
    assert client.post(f"{here}documents/{earlier.pk}/again/").status_code == 302
    listed = client.get(f"{here}documents/").content.decode()
    assert "Verslag van vroeger" in listed and str(asked_for["Location"]).split("/")[-3] in listed
    with system_context("test"):
        made = Document.objects.exclude(pk=earlier.pk).get(kind="programme-report")
        hats = set(AuditEvent.objects.filter(actor_id=counted.observer_a.pk).values_list("hat", flat=True))
    assert (made.version_no, made.created_by_id, hats) == (2, counted.observer_a.pk, {"h_observer"})


@pytest.mark.parametrize("other", [Role.ASSESSOR, Role.ADMINISTRATOR])
def test_who_observes_and_judges_wears_the_hat_of_who_judges(world, login, other):
    with desk(world) as by:
        assert by.hat is Hat.OBSERVER
    with system_context("test fixture"):
        second = ProgrammeMembership.objects.create(programme=world.programme_a, user=world.observer_a, role=other)
    with desk(world) as by:
        assert by.hat is Hat.ADMIN and by.roles == {"observer", other.value}
    with as_person(world.observer_a):
        (place,) = places_of(my_roles())  # one desk, not one per hat
    assert len(place.roles) == 2
    with system_context("test fixture"):
        ProgrammeMembership.objects.filter(pk=second.pk).update(ended_at=clock.now())
    with desk(world) as by:
        assert by.hat is Hat.OBSERVER
    with as_person(world.observer_a):
        assert [role.hat for role in my_roles() if role.active] == ["h_observer"]
