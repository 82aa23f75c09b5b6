"""What the running database says, and what the declarations would say in PostgreSQL's own words.

Both are a `Facts`: a dict from what it is about (kind, …) to its value, so that comparing is comparing two dicts. The
declared conditions are put on temporary tables in a transaction that is rolled back: PostgreSQL itself writes them out,
so that formatting never matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

from coaching.core.tenancy.access import NO_ROWS, Function, Guard, Key
from coaching.core.tenancy.access.gather import Access, policy_of, policy_sql
from coaching.core.tenancy.moves import TRIGGER

Facts = dict[tuple[str, ...], Any]
ALL_COLUMNS = "all columns"
OFF = " (switched off)"
POLICIES = """
SELECT p.polrelid::regclass::text, CASE WHEN p.polroles = ARRAY[0::oid] THEN 'PUBLIC' ELSE pg_get_userbyid(p.polroles[1]) END,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                     ELSE 'ALL' END,
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), p.polpermissive, p.polname
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = {schema}::regnamespace ORDER BY 1, p.polname
"""
GRANTS = """
SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, NULL FROM pg_class c
  CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee <> c.relowner
UNION ALL
SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type, t.attname::text FROM pg_attribute t
  JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN LATERAL aclexplode(t.attacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE c.relnamespace = 'public'::regnamespace AND x.grantee <> c.relowner
"""
TABLES = """
SELECT relname, relrowsecurity FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
"""
KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND array_length(conkey, 1) > 1 AND connamespace = 'public'::regnamespace
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid),
       (SELECT array_agg(coalesce(r.rolname, 'PUBLIC') ORDER BY 1)
          FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> p.proowner)
  FROM pg_proc p WHERE p.pronamespace = {schema}::regnamespace AND p.prokind = 'f'
"""
GUARDS = """
SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger
 WHERE NOT tgisinternal AND tgname <> %s AND tgrelid = ANY (%s::regclass[])
"""
PRIVATE = "pg_temp."
SIGNATURES = re.compile(r"\bpg_temp(?:_\d+)?\.|\bpublic\.")


class Definition(str):
    """A function as PostgreSQL writes it out; indents and empty lines make no difference. Lines do: comments end there."""

    __slots__ = ()

    def _lines(self) -> list[str]:
        lines = self.replace("$function$", "\n$function$\n").splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Definition) and self._lines() == other._lines()

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def ask(cursor: Any, sql: str, values: Iterable[Any] | None = None) -> list[tuple[Any, ...]]:
    cursor.execute(sql, list(values) if values is not None else None)
    return list(cursor.fetchall())


def found(using: str) -> Facts:
    """Facts of the running database."""
    facts: Facts = {}
    with connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL search_path = public")
        for table, secured in ask(cursor, TABLES):
            facts["row security", table] = secured
        facts |= _policies(cursor, "'public'")
        for table, who, command, column in ask(cursor, GRANTS):
            held = facts.setdefault(("grant", table, who, command), set())
            held.add(column or ALL_COLUMNS)
        for kind_and_key in [key for key in facts if key[0] == "grant"]:
            held = facts[kind_and_key]
            facts[kind_and_key] = frozenset({ALL_COLUMNS} if ALL_COLUMNS in held else held)
        for table, name, text in ask(cursor, KEYS):
            facts["key", table, name] = text
        for signature, text, callers in ask(cursor, FUNCTIONS.format(schema="'public'")):
            facts["function", signature] = Definition(SIGNATURES.sub("", text))
            facts["callers", signature] = frozenset(callers or ())
        tables = [key[1] for key in facts if key[0] == "row security"]
        for table, name, text, enabled in ask(cursor, GUARDS, [TRIGGER, tables]):
            facts["guard", table, name] = _plain(text) + ("" if enabled == "O" else OFF)
    return facts


def _policies(cursor: Any, schema: str) -> Facts:
    facts: Facts = {}
    for table, who, command, using, check, permissive, name in ask(cursor, POLICIES.format(schema=schema)):
        key: tuple[str, ...] = ("policy", table.rpartition(".")[2], who, command)
        if key in facts or name != f"{who}_{command.lower()}":
            key = (*key, name)  # a second policy for the same: never declared
        clauses: tuple[Any, ...] = (using, check)
        facts[key] = clauses if permissive else (*clauses, "restrictive")
    return facts


def _plain(text: str) -> str:
    return " ".join(SIGNATURES.sub("", text).split())


def declared(access: Access, using: str) -> Facts:
    """Facts that the declarations ask for. Leaves nothing behind in the database."""
    facts: Facts = {}
    with connections[using].cursor() as cursor, transaction.atomic(using=using):
        sid = transaction.savepoint(using=using)
        cursor.execute("SET LOCAL search_path = public; SET LOCAL check_function_bodies = off")
        _missing_functions(cursor, access)
        for app, function, text in access.functions.values():
            facts |= _function(cursor, app, function, text)
        for table, (_app, entry) in access.tables.items():
            facts["row security", table] = entry.secured
            facts |= _table(cursor, access, table)
        transaction.savepoint_rollback(sid, using=using)
    return facts


def _missing_functions(cursor: Any, access: Access) -> None:
    """Functions that are not there yet may be named by policies: made first, under their own name, and rolled back."""
    known = {signature for (signature,) in ask(cursor, "SELECT oid::regprocedure::text FROM pg_proc")}
    for signature, (_app, _named, text) in access.functions.items():
        if signature not in known:
            cursor.execute(text)


def read_back(facts: Facts, access: Access, using: str) -> Facts:
    """Policies and guards as PostgreSQL writes them when it has read its own words: a restored backup has them so.

    `x IN ('a', 'b')` gets its casts and brackets in another place the second time. Leaves nothing behind.
    """
    again: Facts = {}
    with connections[using].cursor() as cursor, transaction.atomic(using=using):
        sid = transaction.savepoint(using=using)
        cursor.execute("SET LOCAL search_path = public; SET LOCAL check_function_bodies = off")
        _missing_functions(cursor, access)
        for table in sorted({key[1] for key in facts}):
            cursor.execute(f"CREATE TEMP TABLE {table} (LIKE public.{table})")
            for key, value in facts.items():
                if key[:2] == ("policy", table):
                    cursor.execute(policy_of(f"{PRIVATE}{table}", key[2], key[3], *value))
                elif key[:2] == ("guard", table):
                    cursor.execute(value.replace(f" ON {table} ", f" ON {PRIVATE}{table} ", 1))
            again |= _policies(cursor, "pg_my_temp_schema()") | _guards(cursor, table)
            cursor.execute(f"DROP TABLE {PRIVATE}{table}")
        transaction.savepoint_rollback(sid, using=using)
    return again


def _guards(cursor: Any, table: str) -> Facts:
    found = ask(cursor, GUARDS, [TRIGGER, [f"{PRIVATE}{table}"]])
    return {("guard", table, name): _plain(text) for _table, name, text, _on in found}


def _function(cursor: Any, app: str, function: Function, text: str) -> Facts:
    callers = {"PUBLIC"} if function.everybody else set(function.callers)
    cursor.execute(re.sub(r"(?i)^(\s*CREATE OR REPLACE FUNCTION )", rf"\1{PRIVATE}", text))
    made = ask(cursor, FUNCTIONS.format(schema="pg_my_temp_schema()"))
    if len(made) != 1:
        raise ValueError(f"{app}: functions/{function.name}.sql makes {len(made)} functions")
    cursor.execute(f"DROP FUNCTION {made[0][0]}")
    signature = _plain(made[0][0])
    if signature != function.signature:
        raise ValueError(f"{app}: functions/{function.name}.sql makes {signature}, access.py says {function.signature}")
    return {
        ("function", signature): Definition(SIGNATURES.sub("", made[0][1])),
        ("callers", signature): frozenset(callers),
    }


def _table(cursor: Any, access: Access, table: str) -> Facts:
    facts: Facts = {}
    rights = [entry for entry in access.rights.values() if entry.table == table]
    for entry in rights:
        facts["grant", table, entry.hat, entry.right.command] = frozenset(entry.right.only or (ALL_COLUMNS,))
    for (name, _column), (_app, key) in access.keys.items():
        if name == table:
            facts["key", table, key_name(table, key)] = key_text(key)
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
    if not cursor.fetchone()[0]:
        return facts
    cursor.execute(f"CREATE TEMP TABLE {table} (LIKE public.{table})")
    for entry in rights if access.secured(table) else ():
        cursor.execute(policy_sql(f"{PRIVATE}{table}", entry.hat, entry.right))
    facts |= _policies(cursor, "pg_my_temp_schema()")
    for (name, _guard), (_app, guard) in access.guards.items():
        if name == table:
            cursor.execute(guard_sql(f"{PRIVATE}{table}", guard))
    facts |= _guards(cursor, table)
    cursor.execute(f"DROP TABLE {PRIVATE}{table}")
    return facts


def key_name(table: str, key: Key) -> str:
    return f"{table}_{key.column}_same_tenant"


def key_text(key: Key) -> str:
    shared = ", ".join(key.shared)
    return f"FOREIGN KEY ({key.column}, {shared}) REFERENCES {key.parent}(id, {shared}) DEFERRABLE INITIALLY DEFERRED"


def guard_sql(table: str, guard: Guard) -> str:
    when = f"WHEN ({guard.when}) " if guard.when else ""
    each = "FOR EACH ROW"
    if guard.rows:
        each = "FOR EACH STATEMENT" if guard.rows == NO_ROWS else f"REFERENCING {guard.rows} FOR EACH STATEMENT"
    return f"CREATE TRIGGER {guard.name} {guard.timing} ON {table} {each} {when}EXECUTE FUNCTION {guard.function}"
