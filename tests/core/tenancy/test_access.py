"""`access.py` is what the database says: each thing that could be changed by hand is named, mended and put back."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from coaching.core.management.commands.access import FILE
from coaching.core.tenancy.access import compare, make, statements, words
from coaching.core.tenancy.access.gather import Access
from coaching.core.tenancy.models import TenantModel
from tests.database import _log_in_as

# (what somebody does with the owner's login, how it is named); each to another object, so that all are done at once.
BY_HAND = (
    (
        "DROP POLICY h_coach_select ON riskanalysis_finding",
        "riskanalysis_finding: the policy by which h_coach may read it is missing",
    ),
    (
        "ALTER POLICY h_contact_select ON riskanalysis_finding USING (true)",
        "riskanalysis_finding: the policy by which h_contact may read it says “true”, declared is “(company_id",
    ),
    (
        "CREATE POLICY extra ON riskanalysis_finding FOR SELECT TO h_partner USING (true)",
        "riskanalysis_finding: the policy by which h_partner may read it (extra) is in the database and not declared",
    ),
    (
        "ALTER TABLE actionplans_objective DISABLE ROW LEVEL SECURITY",
        "actionplans_objective: row-level security is off, and should be on",
    ),
    (
        "GRANT SELECT ON riskanalysis_finding TO h_admin",
        "riskanalysis_finding: h_admin may read it (all columns); that is not declared",
    ),
    ("GRANT TRUNCATE ON riskanalysis_finding TO h_contact", "riskanalysis_finding: h_contact may do TRUNCATE on it"),
    (
        "GRANT SELECT (memory) ON programmes_partnerreach TO h_partner",
        "programmes_partnerreach: h_partner, to read it, may read memory too many",
    ),
    (
        "REVOKE SELECT (hours) ON trajectories_session FROM h_admin",
        "trajectories_session: h_admin, to read it, misses hours",
    ),
    (
        "GRANT SELECT ON modules_modulesession TO h_public",
        "modules_modulesession: h_public, to read it, may read all columns too many",
    ),
    ("REVOKE INSERT ON trajectories_session FROM h_coach", "trajectories_session: h_coach may not add rows to it"),
    (
        "ALTER TABLE riskanalysis_finding DROP CONSTRAINT riskanalysis_finding_analysis_id_same_tenant",
        "riskanalysis_finding: the composite key riskanalysis_finding_analysis_id_same_tenant is missing",
    ),
    ("ALTER FUNCTION my_mandates() RESET search_path", "my_mandates(): the function's search_path is not pinned"),
    (
        "ALTER FUNCTION my_partners() SECURITY INVOKER",
        "my_partners(): the function runs as somebody else than declared",
    ),
    ("GRANT EXECUTE ON FUNCTION my_uptakes() TO PUBLIC", "my_uptakes(): may be called by PUBLIC too"),
    ("REVOKE EXECUTE ON FUNCTION my_own_drafts() FROM h_person", "my_own_drafts(): may not be called by h_person"),
    (
        "CREATE OR REPLACE FUNCTION my_coach_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER "
        "SET search_path = pg_catalog, public AS $$ SELECT array_agg(id) -- all of them\n FROM coaches_coach $$",
        "my_coach_ids(): the function does something else than its file says",
    ),
    ("CREATE FUNCTION peep() RETURNS int LANGUAGE sql AS 'SELECT 1'", "peep(): a function that no access.py names"),
    (
        "DROP TRIGGER keep_words_of_author ON actionplans_remark",
        "actionplans_remark: the trigger keep_words_of_author is missing",
    ),
    (
        "ALTER TABLE actionplans_bodyreview DISABLE TRIGGER keep_what_was_said",
        "actionplans_bodyreview: the trigger keep_what_was_said says",
    ),
)


@pytest.fixture
def owned(transactional_db: Any) -> Iterator[Any]:
    """A cursor of the owner in a transaction that is rolled back: what somebody with the owner's login could change."""
    _log_in_as("app_owner")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            yield cursor
            transaction.set_rollback(True)
    finally:
        _log_in_as("w_test")


def test_a_migrated_database_says_what_is_declared(owned):
    assert [str(one) for one in compare.differences(Access())] == []


def test_each_change_by_hand_is_named_mended_and_reversed(owned):
    access = Access()
    for change, _named in BY_HAND:
        owned.execute(change)
    found = compare.differences(access)
    said = [str(one) for one in found]
    assert [change for change, named in BY_HAND if not any(one.startswith(named) for one in said)] == []
    forwards, backwards = statements.both(access, found)
    for one in forwards:
        owned.execute(one)
    assert [str(one) for one in compare.differences(access)] == []
    for one in backwards:
        owned.execute(one)
    assert [one.key for one in compare.differences(access)] == [one.key for one in found]


def test_a_table_that_nobody_declares_is_named(owned):
    owned.execute("CREATE TABLE left_open (id int)")
    assert [str(one) for one in compare.differences(Access())] == ["left_open: no access.py names this table"]


def test_the_command_names_it_and_fails(owned):
    owned.execute("DROP POLICY h_coach_select ON riskanalysis_finding")
    with pytest.raises(CommandError, match="riskanalysis_finding: the policy by which h_coach may read it is missing"):
        call_command("access", "--check")


def test_a_migration_is_written_for_the_app_that_declares_it(owned, tmp_path, monkeypatch):
    owned.execute(
        "DROP POLICY h_coach_select ON trajectories_message; REVOKE UPDATE ON companies_company FROM h_contact"
    )
    access = Access()
    found = compare.differences(access)
    for app in ("trajectories", "companies"):
        config = apps.get_app_config(app)
        shutil.copytree(Path(config.path) / "migrations", tmp_path / app / "migrations")
        monkeypatch.setattr(config, "path", str(tmp_path / app))
    low, high = make.migrations(access, found, name="rights")
    assert (
        low.parent == tmp_path / "companies" / "migrations" and high.parent == tmp_path / "trajectories" / "migrations"
    )
    assert "GRANT UPDATE ON companies_company TO h_contact" in low.read_text()
    assert f'("companies", "{low.stem}")' in high.read_text()
    for path in (low, high):
        ast.parse(path.read_text())


def test_the_document_is_current():
    assert FILE.read_text(encoding="utf-8") == words.document(Access()), "run manage.py access --doc"


def test_the_document_answers_what_people_ask():
    text = FILE.read_text(encoding="utf-8")
    answers = {line.split("|")[1].strip(): line.split("|")[2] for line in text.splitlines() if line.startswith("| Who")}
    session = answers["Who may read a session's text?"]
    assert "the coach" in session and "people of the company" in session and "the programme" not in session
    assert "the programme" not in answers["Who may read a finding?"]
    assert answers["Who may change the trail?"].startswith(" nobody.")


def test_two_apps_cannot_declare_the_same_right(monkeypatch):
    from coaching.trajectories import access as declared

    monkeypatch.setattr(declared, "MORE", (*declared.MORE, declared.MORE[0]))
    with pytest.raises(ValueError, match="declared twice"):
        Access()


def test_nothing_is_written_by_checking(owned):
    out = StringIO()
    call_command("access", "--check", stdout=out)
    owned.execute("SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()")
    assert owned.fetchone() == (0,) and "says what access.py says" in out.getvalue()


def test_every_relation_between_tenant_tables_has_its_composite_key():
    """A foreign key looks past the policies: forgotten in `access.py`, a row of one tenant could name one of another."""
    keys, missing = {"company_id", "programme_id", "trajectory_id", "piece_id"}, set()
    for model in apps.get_models():
        columns = {field.column for field in model._meta.concrete_fields}
        for field in model._meta.concrete_fields:
            if field.column in keys or not (field.is_relation and issubclass(field.related_model, TenantModel)):
                continue
            parent = {other.column for other in field.related_model._meta.concrete_fields}
            if columns & parent & keys:
                missing.add((model._meta.db_table, field.column))
    assert missing - set(Access().keys) == set()
