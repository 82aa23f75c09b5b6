"""Each policy is needed: loosen it, and the probe that finds nothing today finds a foreign row.

The probe speaks SQL below the ORM: what a forgotten filter would read or write.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import connection

from coaching.core.ground.roles import Hat
from tests.consistency.rich import enrich

# Everybody may read these: the offer, the directory, the programmes. Their SELECT policies have nothing to leak.
# The enterprise register is public data; what may be done to it besides reading: tests/companies/test_register.py.
OPEN_TO_ALL = {
    "coaches_coach",
    "coaches_coachabsence",
    "programmes_accreditation",
    "programmes_programme",
    "companies_registerenterprise",
    "companies_registerestablishment",
    "companies_registercode",
    "companies_registerextract",
    "programmes_assessmentround",
    "modules_modulesession",
}
WHO = {
    "h_contact": "contact_a",
    "h_coach": "coach_a",
    "h_cpbw": "worker_bench_a",
    "h_admin": "admin_a",
    "h_observer": "observer_a",
    "h_person": "contact_a",
    "h_staff": "staff",
    "h_public": None,
    "h_partner": "contact_a",
    "h_respondent": None,
}


@pytest.fixture
def arena(transactional_db: Any, world: Any) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """A superuser's connection to the test database (to loosen policies), the cast, and what each company has."""
    made = enrich(world)
    settings = connection.settings_dict
    raw = psycopg2.connect(host=settings["HOST"], dbname=settings["NAME"], user="postgres")
    yield raw, world, made
    raw.close()


def _policies(cursor: Any) -> list[tuple[str, str, str, str]]:
    cursor.execute(
        "SELECT tablename, policyname, roles[1]::text, cmd FROM pg_policies WHERE schemaname = 'public' "
        "AND roles[1]::text <> 'h_system' ORDER BY 1, 2"
    )
    return cursor.fetchall()


def _wear(cursor: Any, hat: str, world: Any) -> None:
    who = WHO[hat]
    user = str(getattr(world, who).pk) if who else ""
    cursor.execute(
        "SELECT set_config('app.user_id', %s, true), set_config('app.token', %s, true), set_config('role', %s, true)",
        [user, "digest-a" if hat == Hat.RESPONDENT.value else "", hat],
    )


def _readable_key(cursor: Any, table: str, hat: str) -> bool:
    cursor.execute("SELECT has_column_privilege(%s, %s, 'id', 'SELECT')", [hat, table])
    return bool(cursor.fetchone()[0])


def foreign_rows_read(cursor: Any, table: str, hat: str, world: Any, foreign: list[uuid.UUID]) -> int:
    _wear(cursor, hat, world)
    cursor.execute(f"SELECT count(id) FROM {table} WHERE id = ANY (%s::uuid[])", [[str(i) for i in foreign]])
    return int(cursor.fetchone()[0])


def test_no_hat_reads_a_foreign_row(arena):
    raw, world, made = arena
    cursor = raw.cursor()
    leaks = []
    for table, name, hat, command in _policies(cursor):
        if command != "SELECT" or table in OPEN_TO_ALL:
            continue
        foreign = made["b"].get(table, [])
        if foreign and foreign_rows_read(cursor, table, hat, world, foreign):
            leaks.append(name)
        raw.rollback()
    # Platform staff see headers of all mails, by design.
    assert [leak for leak in leaks if leak != "h_staff_select"] == []


def test_every_read_policy_is_needed(arena):
    raw, world, made = arena
    cursor = raw.cursor()
    idle = []
    for table, name, hat, command in _policies(cursor):
        foreign = made["b"].get(table)
        if command != "SELECT" or table in OPEN_TO_ALL or hat == Hat.STAFF.value or not foreign:
            continue
        cursor.execute(f"ALTER POLICY {name} ON {table} USING (true)")
        if not foreign_rows_read(cursor, table, hat, world, foreign):
            idle.append((table, name))
        raw.rollback()
    assert idle == []


def test_every_table_with_a_read_policy_was_probed(arena):
    raw, _world, made = arena
    tables = {table for table, _name, _hat, command in _policies(raw.cursor()) if command == "SELECT"}
    unprobed = tables - set(made["b"]) - OPEN_TO_ALL
    assert unprobed == {
        "companies_consultationbody",
        "companies_membership",
        "modules_module",
        "programmes_figure",
        "programmes_programmemembership",
    } - set(made["b"])  # by tests/core/tenancy, figures by tests/insight/test_figures.py


def test_no_hat_changes_or_deletes_a_foreign_row(arena):
    raw, world, made = arena
    cursor = raw.cursor()
    touched, idle = [], []
    for table, name, hat, command in _policies(cursor):
        foreign = made["b"].get(table)
        if command not in {"UPDATE", "DELETE"} or not foreign or not _readable_key(cursor, table, hat):
            continue
        if _change(cursor, table, hat, command, world, foreign):
            touched.append((table, name))
        raw.rollback()
        for read in ("select",):
            cursor.execute(
                "SELECT 1 FROM pg_policies WHERE tablename = %s AND policyname = %s", [table, f"{hat}_{read}"]
            )
            if cursor.fetchone():
                cursor.execute(f"ALTER POLICY {hat}_{read} ON {table} USING (true)")
        cursor.execute(f"ALTER POLICY {name} ON {table} USING (true)")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # the guard of the life cycle stops it as well
        if not _change(cursor, table, hat, command, world, foreign):
            idle.append((table, name))
        raw.rollback()
    # Platform staff answers whoever asks to be erased: nobody else's row either, but no tenant's.
    assert [one for one in touched if one != ("accounts_erasurerequest", "h_staff_update")] == []
    assert idle == []


def _change(cursor: Any, table: str, hat: str, command: str, world: Any, foreign: list[uuid.UUID]) -> int:
    """Rows of others that the hat can lock for change (UPDATE) or delete: the policy's USING decides both."""
    ids = [str(i) for i in foreign]
    _wear(cursor, hat, world)
    if command == "UPDATE":
        cursor.execute(f"SELECT id FROM {table} WHERE id = ANY (%s::uuid[]) FOR UPDATE", [ids])
        return len(cursor.fetchall())
    cursor.execute(f"DELETE FROM {table} WHERE id = ANY (%s::uuid[])", [ids])
    return int(cursor.rowcount)


def test_no_hat_inserts_for_another(arena):
    """Copy a row of company b as somebody of company a: refused by policy, mails too."""
    raw, world, made = arena
    cursor = raw.cursor()
    accepted = []
    for table, name, hat, command in _policies(cursor):
        foreign = made["b"].get(table)
        if command != "INSERT" or not foreign or (table, hat) == ("core_outgoingemail", "h_staff"):
            continue
        if _copy_refused(raw, cursor, table, hat, world, foreign[0]):
            continue
        accepted.append((table, name))
    assert accepted == []


def _copy_refused(raw: Any, cursor: Any, table: str, hat: str, world: Any, row: uuid.UUID) -> bool:
    cursor.execute(
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
        "WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = cursor.fetchone()[0]
    cursor.execute(
        f"CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT {columns} FROM {table} WHERE id = %s", [str(row)]
    )
    cursor.execute("UPDATE copied SET id = gen_random_uuid(); GRANT SELECT ON copied TO PUBLIC")
    _wear(cursor, hat, world)
    try:
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM copied")
    except psycopg2.errors.InsufficientPrivilege:
        return True
    except (
        psycopg2.errors.CheckViolation
    ) as refusal:  # a trigger asks before the policy, and sees no more than the hat does
        return "CONTEXT" in str(refusal)
    except psycopg2.errors.UniqueViolation:
        return False  # the policy let it through; a unique key happened to stop it
    finally:
        raw.rollback()
    return False
