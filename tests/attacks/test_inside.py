"""By SQL inside one's own place: a small role under the hat of a bigger one, one's own words in another's name.

Each is tried with the person's id and hat set as a request sets them; what the person may do on a page still goes.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coaching.core.ground import audit, clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Hat
from coaching.core.models import AuditEvent, Document
from coaching.core.tenancy.context import Context, enter, system_context
from coaching.trajectories.models import CoachingSession, ExpenseStatement
from riskanalysis.models import RiskAnalysis
from tests.acting import as_person, in_company, in_portfolio, in_programme
from tests.attacks.test_life_cycles import refused
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db

SMALL = ("assessor", "observer")
ROLE = (
    "INSERT INTO programmes_programmemembership (id, role, begins_on, programme_id, user_id)"
    " VALUES (gen_random_uuid(), 'administrator', %s, %s, %s)"
)
INVITE = (
    "INSERT INTO accounts_invitation (id, email, role, programme_id, language, token_digest, has_mandate, sent_at, expires_at)"
    " VALUES (gen_random_uuid(), 'me@evil.test', 'administrator', %s, 'nl', %s, false, now(), now() + interval '1 day')"
)


@pytest.fixture
def rich(world: Any) -> dict[str, list[uuid.UUID]]:
    return enrich(world)["a"]


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What one reads; nothing when the database says no."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    except DatabaseError:
        return []


def desk(world: Any, who: str) -> Any:
    return in_programme(getattr(world, f"{who}_a"), world.programme_a)


@pytest.mark.parametrize("who", SMALL)
def test_a_small_role_of_the_programme_writes_no_role(world, who):
    me = getattr(world, f"{who}_a").pk
    with desk(world, who):
        assert refused(ROLE, clock.today(), world.programme_a.pk, me)
        assert refused("UPDATE programmes_programmemembership SET role = 'administrator' WHERE user_id = %s", me)
        assert refused(
            "UPDATE programmes_programmemembership SET ended_at = now() WHERE user_id = %s", world.admin_a.pk
        )


def test_nobody_gives_a_role_by_hand_but_an_administrator_ends_one(world):
    with desk(world, "admin"):
        assert refused(ROLE, clock.today(), world.programme_a.pk, world.outsider.pk)
        assert refused("UPDATE programmes_programmemembership SET role = 'administrator' WHERE role = 'observer'")
        assert not refused("UPDATE programmes_programmemembership SET ended_at = now() WHERE role = 'observer'")


@pytest.mark.parametrize("who", SMALL)
def test_a_small_role_of_the_programme_invites_nobody(world, rich, who):
    with desk(world, who):
        assert refused(INVITE, world.programme_a.pk, uuid.uuid4().hex)
        assert refused("UPDATE accounts_invitation SET revoked_at = now()")
        assert rows("SELECT email FROM accounts_invitation") == []


def test_an_invitation_keeps_its_role_and_address(world):
    with desk(world, "admin"):
        assert not refused(INVITE, world.programme_a.pk, uuid.uuid4().hex)
        assert refused("UPDATE accounts_invitation SET role = 'coach'")
        assert refused("UPDATE accounts_invitation SET email = 'other@evil.test'")
        assert not refused("UPDATE accounts_invitation SET sent_at = now(), token_digest = %s", uuid.uuid4().hex)
    company = INVITE.replace("programme_id", "company_id").replace("administrator", "measure_owner")
    with in_company(world.contact_a, world.company_a):
        assert not refused(company, world.company_a.pk, uuid.uuid4().hex)
        assert refused("UPDATE accounts_invitation SET role = 'contact', has_mandate = true")
        assert refused("UPDATE accounts_invitation SET email = 'other@evil.test'")
        assert not refused("UPDATE accounts_invitation SET revoked_at = now()")


APPLICATION = "UPDATE programmes_application SET {} WHERE id = %s"


@pytest.mark.parametrize("who", SMALL)
@pytest.mark.parametrize(
    "change",
    ["decision_reason = 'Neen'", "start_due_on = '2030-01-01'", "proposed_reason = 'Neen'", "motivation = 'Anders'"],
)
def test_a_small_role_of_the_programme_decides_nothing(world, who, change):
    with desk(world, who):
        assert refused(APPLICATION.format(change), world.application_a.pk)


def test_an_administrator_decides_and_leaves_the_company_its_words(world):
    with desk(world, "admin"):
        assert not refused(APPLICATION.format("decision_reason = 'Goed'"), world.application_a.pk)
        assert refused(APPLICATION.format("motivation = 'Anders'"), world.application_a.pk)
    with desk(world, "assessor"):
        assert not refused(APPLICATION.format("priority_score = 3"), world.application_a.pk)
    with desk(world, "observer"):
        assert refused(APPLICATION.format("priority_score = 3"), world.application_a.pk)
    with in_company(world.contact_a, world.company_a):
        assert refused(APPLICATION.format("decision_reason = 'Anders'"), world.application_a.pk)


@pytest.mark.parametrize("who", SMALL)
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("trajectories_expensestatement", "subsidy_eur = 1, company_share_eur = 1"),
        ("trajectories_expensestatement", "reason = 'Neen'"),
        ("trajectories_trajectory", "coach_accepted_at = now()"),
        ("trajectories_trajectory", "start_due_on = '2030-01-01'"),
        ("trajectories_trajectory", "coaching_hours = 900"),
        ("trajectories_coachrequest", "answer = 'Neen'"),
        ("trajectories_session", "statement_id = NULL"),
        ("programmes_layerversion", "summary = '{}'"),
        ("programmes_programme", "subsidy_eur = 1"),
    ],
)
def test_a_small_role_of_the_programme_changes_no(world, rich, who, table, change):
    with desk(world, who):
        assert refused(f"UPDATE {table} SET {change}")


def test_an_administrator_settles_amounts_without_changing_them(world, rich):
    with desk(world, "admin"):
        assert refused("UPDATE trajectories_expensestatement SET subsidy_eur = 1")
        assert not refused("UPDATE trajectories_expensestatement SET reason = 'Goed'")
        assert not refused("UPDATE trajectories_trajectory SET start_due_on = '2030-01-01'")


TRAJECTORY = "UPDATE trajectories_trajectory SET {} WHERE id = %s"


@pytest.mark.parametrize(
    "change",
    ["hours_used = 1", "coaching_hours = 900", "started_on = '2020-01-01'", "last_session_on = '2020-01-01'",
     "start_due_on = '2030-01-01'", "approved_on = '2020-01-01'"],
)  # fmt: skip
def test_hours_and_dates_of_a_trajectory_are_not_set_by_hand(world, change):
    for context in (in_portfolio(world.coach_a), in_company(world.contact_a, world.company_a)):
        with context:
            assert refused(TRAJECTORY.format(change), world.trajectory_a.pk)


def test_a_coach_takes_a_trajectory_and_nobody_gives_it(world):
    change = TRAJECTORY.format("coach_id = %s")
    for context in (in_portfolio(world.coach_a), in_company(world.contact_a, world.company_a)):
        with context:
            assert refused(change, world.coach_profile_b.pk, world.trajectory_a.pk)
    with in_portfolio(world.coach_a):
        assert not refused(change, world.coach_profile_a.pk, world.trajectory_a.pk)


def _session(world: Any) -> CoachingSession:
    keys = {"company": world.company_a, "programme": world.programme_a, "trajectory": world.trajectory_a}
    with system_context("test fixture"):
        session: CoachingSession = CoachingSession.objects.create(
            **keys, held_on=clock.today(), kind="intake", hours=2, logged_by_id=world.coach_a.pk
        )
    return session


CONFIRM = "UPDATE trajectories_session SET confirmed_at = now(), confirmed_by_id = %s WHERE id = %s"


def test_what_follows_from_the_log_may_be_written(world):
    session = _session(world)
    follow = "hours_used = 2, started_on = %s, last_session_on = %s"
    with in_portfolio(world.coach_a):
        sql = TRAJECTORY.format(follow)
        assert not refused(sql, session.held_on, session.held_on, world.trajectory_a.pk)
        assert refused(TRAJECTORY.format("hours_used = 3"), world.trajectory_a.pk)


def test_a_session_is_confirmed_by_the_company_in_its_own_name(world):
    session = _session(world)
    with in_portfolio(world.coach_a):
        assert refused(CONFIRM, world.contact_a.pk, session.pk)
        assert refused(CONFIRM, world.coach_a.pk, session.pk)
    with in_company(world.contact_a, world.company_a):
        assert refused(CONFIRM, world.colleague_a.pk, session.pk)
        assert not refused(CONFIRM, world.contact_a.pk, session.pk)
    with in_portfolio(world.coach_a):  # a correction asks for it anew
        assert not refused(
            "UPDATE trajectories_session SET hours = 3, confirmed_at = NULL, confirmed_by_id = NULL WHERE id = %s",
            session.pk,
        )


PARTS = (
    "riskanalysis_finding",
    "riskanalysis_aspectjudgement",
    "riskanalysis_consultation",
    "riskanalysis_analysisunit",
)


@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize("state", ["draft_report", "final"])
def test_an_analysis_that_is_reported_stays_as_it_is(world, rich, table, state):
    change = f"UPDATE {table} SET company_id = company_id WHERE analysis_id = %s"
    (pk,) = rich["riskanalysis_riskanalysis"][:1]
    stamp = {"finalised_at": clock.now()} if state == "final" else {"finalised_at": None}
    with system_context("test fixture"):
        RiskAnalysis.objects.filter(pk=pk).update(state=state, **stamp)
    for context in (in_company(world.coach_a, world.company_a), in_company(world.contact_a, world.company_a)):
        with context:
            assert refused(change, pk) and refused(f"DELETE FROM {table} WHERE analysis_id = %s", pk)
    with system_context("test fixture"):
        RiskAnalysis.objects.filter(pk=pk).update(state="evaluating", finalised_at=None)
    with in_company(world.coach_a, world.company_a):
        assert not refused(change, pk)


def test_names_are_told_to_who_has_to_do_with_somebody(world):
    strangers = [world.contact_b.pk, world.worker_bench_b.pk, world.outsider.pk]
    inside = [
        in_company(world.contact_a, world.company_a),
        in_company(world.coach_a, world.company_a),
        in_company(world.worker_bench_a, world.company_a, "body"),
        in_portfolio(world.coach_a),
        desk(world, "admin"),
    ]
    for context in inside:
        with context:
            assert names_of(strangers) == {}
            assert names_of([world.contact_a.pk]) == {world.contact_a.pk: world.contact_a.name}
            assert len(names_of([world.coach_a.pk, world.admin_a.pk])) == 2
    with in_company(world.contact_a, world.company_a):
        assert len(names_of([world.worker_bench_a.pk, world.owner_a.pk])) == 2
    with as_person(world.outsider):
        assert names_of([*strangers, world.contact_a.pk]) == {world.outsider.pk: world.outsider.name}
    with system_context("test"):
        assert len(names_of(strangers)) == 3


def test_the_hat_of_staff_is_worth_nothing_without_being_staff(world, rich):
    looks = ("SELECT id FROM core_outgoingemail", "SELECT id FROM core_work", "SELECT id FROM core_auditevent")
    mail = (
        "INSERT INTO core_outgoingemail (id, kind, recipient_id, address, language, context, dedupe_key, deadline_mail, state,"
        " created_at, not_before, attempts, last_error, to_address, subject, body_text, body_html) VALUES (gen_random_uuid(),"
        " 'x.y', %s, '', 'nl', '{}', gen_random_uuid()::text, true, 'queued', now(), now(), 0, '', '', '', '', '')"
    )
    with enter(Context(Hat.STAFF, user_id=world.contact_a.pk)):
        assert [look for look in looks if rows(look)] == []
        assert refused(mail, world.contact_a.pk)
    with enter(Context(Hat.STAFF, user_id=world.staff.pk)):
        assert rows(looks[0]) and rows(looks[2])
        assert not refused(mail, world.contact_a.pk)


def test_the_bare_web_login_makes_nobody_staff(world):
    made = (
        "INSERT INTO accounts_user (password, email, name, language, is_active, is_platform_staff, is_demo, joined_at,"
        " mail_rhythm, bounced_address) VALUES ('!', %s, 'x', 'nl', true, %s, false, now(), '{}', '')"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE w_web")
    assert refused("UPDATE accounts_user SET is_platform_staff = true WHERE id = %s", world.outsider.pk)
    assert refused(made, "new@evil.test", True)
    assert not refused("UPDATE accounts_user SET name = 'y', is_platform_staff = true WHERE id = %s", world.staff.pk)
    assert not refused("UPDATE accounts_user SET is_platform_staff = false WHERE id = %s", world.staff.pk)


# What no assessor's page shows: money, people of partners, who comes to a gathering.
ADMINISTRATORS_ALONE = {
    "trajectories_expensestatement": "iban, payee, reason",
    "programmes_partnermembership": "user_id",
    "programmes_partnervisit": "count",
    "modules_sessionplace": "email",
}


@pytest.mark.parametrize("table", ADMINISTRATORS_ALONE)
def test_what_administrators_alone_see_on_a_page_no_assessor_reads(world, rich, table):
    look = f"SELECT {ADMINISTRATORS_ALONE[table]} FROM {table}"
    with desk(world, "admin"):
        assert rows(look)
    with desk(world, "assessor"):
        assert rows(look) == []


@pytest.mark.parametrize("table", ["core_auditevent", "core_document"])
def test_the_trail_and_papers_of_money_are_not_for_assessors(world, rich, table):
    look = f"SELECT id FROM {table} WHERE subject_type = %s"
    with system_context("test fixture"):
        statement = ExpenseStatement.objects.filter(programme=world.programme_a)[0]
        for subject in (statement, world.application_a):
            about = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
            about.update(audit.tenant_keys_of(subject))
            AuditEvent.objects.create(event="expense.refuse", hat="h_admin", reason="Te veel uren", **about)
            Document.objects.create(
                kind="x", audience="h_contact h_admin", language="nl", version_no=1, title="x", data={}, **about
            )
    for who, sees in (("admin", True), ("assessor", False)):
        with desk(world, who):
            assert bool(rows(look, "trajectories.expensestatement")) is sees
            assert rows(look, "programmes.application")
