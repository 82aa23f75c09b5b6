"""The backup of docs/operations.md, restored into an empty cluster: rows, policies, functions (docs/security.md, 22)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from coaching.config import embedded
from tests.patience import HANGS

NOISE = re.compile(r"::(character varying|[a-z]+)(\[\])?|[()\[\]]|\bARRAY\b")
LOGIN = f"vs_backup_{os.getpid()}"
POLICIES = "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2"
GUARDED = """
SELECT c.relname, c.relrowsecurity, pg_get_userbyid(c.relowner), c.relacl::text, a.attacl::text, a.attname
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 6
"""
# no rights written down are the usual ones: a dump may write them out
FUNCTIONS = """
SELECT p.oid::regprocedure::text, p.prosecdef, p.proconfig::text,
       ARRAY(SELECT acl::text FROM unnest(coalesce(p.proacl, acldefault('f', p.proowner))) acl ORDER BY 1), md5(p.prosrc)
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1
"""
KEYS = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def ask_here(sql: str) -> list[tuple[Any, ...]]:
    """As superuser, in the test database."""
    settings = connection.settings_dict
    here = psycopg2.connect(
        host=settings["HOST"], port=settings["PORT"] or None, user="postgres", dbname=settings["NAME"]
    )
    here.autocommit = True
    try:
        with here.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        here.close()


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    binaries = embedded._postgres_bin(embedded.state_folder())
    command = [str(part) for part in (binaries / name, *arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=HANGS)


def dump(login: str, to: Path) -> subprocess.CompletedProcess[str]:
    settings = connection.settings_dict
    where = ["--host", settings["HOST"], "--username", login, "--file", to]
    return tool("pg_dump", "--format=custom", *where, settings["NAME"])


@pytest.fixture
def backup_login(transactional_db: Any) -> Iterator[str]:
    ask_here(f"CREATE ROLE {LOGIN} LOGIN BYPASSRLS; GRANT pg_read_all_data TO {LOGIN}")
    yield LOGIN
    ask_here(f"DROP ROLE {LOGIN}")


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without casts and brackets: read back, PostgreSQL writes `x IN (…)` with others, in another place."""
    return [tuple(NOISE.sub("", value) if isinstance(value, str) else value for value in row) for row in rows]


def contents(ask: Any) -> dict[str, tuple[Any, ...]]:
    """Per table: the number of rows and one hash of them all."""
    found = {}
    for (table,) in ask(TABLES):
        whole = f"SET TIME ZONE 'UTC'; SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {table} t"
        found[table] = ask(whole)[0]
    return found


def test_restored_backup_is_the_same(backup_login, world, servers, tmp_path):
    file = tmp_path / "vijfsprong.dump"
    made = dump(backup_login, file)
    assert made.returncode == 0, made.stderr
    servers.ask("CREATE DATABASE restored OWNER app_owner")  # the cluster has its roles from roles.sql
    put_back = tool(
        "pg_restore",
        "--host",
        servers.sockets,
        "--username",
        "postgres",
        "--exit-on-error",
        "--dbname",
        "restored",
        file,
    )
    assert put_back.returncode == 0, put_back.stderr

    def restored(sql: str) -> list[tuple[Any, ...]]:
        return servers.ask(sql, "restored")

    for question in (POLICIES, GUARDED, FUNCTIONS, KEYS):
        here = plain(ask_here(question))
        assert here and plain(restored(question)) == here
    before = contents(ask_here)
    assert contents(restored) == before
    assert before["companies_company"][0] == 2 and before["core_auditevent"][0] > 0
    checked = check_access(servers.sockets)
    assert checked.stdout.strip() == "the database says what access.py says", checked.stdout + checked.stderr
    servers.ask("DROP POLICY h_coach_select ON riskanalysis_finding", "restored")
    checked = check_access(servers.sockets)
    assert checked.returncode == 1 and checked.stderr.count("riskanalysis_finding: ") == 1


def check_access(sockets: Any) -> subprocess.CompletedProcess[str]:
    """`manage.py access --check` of the restored database."""
    where = {"DATABASE_HOST": str(sockets), "DATABASE_NAME": "restored", "DATABASE_LOGIN": "app_owner"}
    command = [sys.executable, "manage.py", "access", "--check"]
    environment = os.environ | where | {"VIJFSPRONG_MODE": "test"}
    return subprocess.run(command, cwd=embedded.ROOT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("login", ["w_web", "w_worker"])
def test_logins_of_the_product_cannot_dump(transactional_db, world, tmp_path, login):
    made = dump(login, tmp_path / "part.dump")
    assert made.returncode != 0
    assert "permission denied" in made.stderr
