"""A difference as SQL, both ways: from what is there to what is declared, and back."""

from __future__ import annotations

from typing import Any

from coaching.core.tenancy.access.catalogue import ALL_COLUMNS, OFF, guard_sql, key_text
from coaching.core.tenancy.access.compare import Difference
from coaching.core.tenancy.access.gather import Access, policy_sql

# What others lean on comes first: functions before the policies that call them; what is taken away comes before what is
# given, so that a grant on columns is not swallowed by the table's; functions that go, last.
ORDER = ("row security", "function", "callers", "key", "guard", "policy", "grant")


def both(access: Access, found: list[Difference]) -> tuple[list[str], list[str]]:
    """(forwards, backwards)."""
    ordered = sorted(found, key=lambda one: (_drops(one), ORDER.index(one.key[0])))
    forwards = [text for one in ordered for text in _change(one, one.there, one.wanted, access)]
    backwards = [text for one in reversed(ordered) for text in _change(one, one.wanted, one.there, access)]
    return forwards, backwards


def _drops(one: Difference) -> bool:
    return one.key[0] == "function" and one.wanted is None


def _change(one: Difference, before: Any, after: Any, access: Access) -> list[str]:
    kind, *about = one.key
    return CHANGES[kind](access, about, before, after, after is one.wanted)


def _secured(_access: Access, about: list[str], _before: Any, after: Any, _forwards: bool) -> list[str]:
    return [f"ALTER TABLE {about[0]} {'ENABLE' if after else 'DISABLE'} ROW LEVEL SECURITY"]


def _policy(access: Access, about: list[str], before: Any, after: Any, forwards: bool) -> list[str]:
    table, hat, command = about[:3]
    name = about[3] if len(about) > 3 else f"{hat}_{command.lower()}"
    found = [f"DROP POLICY {name} ON {table}"] if before else []
    if after and forwards:
        # As it was written: what PostgreSQL writes out, it does not always read back to the same.
        found.append(policy_sql(table, hat, access.rights[table, hat, command].right))
    elif after:
        using, check = after[0], after[1]
        clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
        kind = " AS RESTRICTIVE" if len(after) > 2 else ""
        found.append(f"CREATE POLICY {name} ON {table}{kind} FOR {command} TO {hat}{clauses}")
    return found


def _grant(_access: Access, about: list[str], before: Any, after: Any, _forwards: bool) -> list[str]:
    table, who, command = about
    taken, given = (before or frozenset()) - (after or frozenset()), (after or frozenset()) - (before or frozenset())
    # Revoking the whole table's right takes the columns' away too.
    if ALL_COLUMNS in taken:
        given = after or frozenset()
    found = [f"REVOKE {command}{_columns(taken)} ON {table} FROM {who}"] if taken else []
    return found + ([f"GRANT {command}{_columns(given)} ON {table} TO {who}"] if given else [])


def _columns(names: frozenset[str]) -> str:
    return "" if ALL_COLUMNS in names else f" ({', '.join(sorted(names))})"


def _key(access: Access, about: list[str], before: Any, after: Any, _forwards: bool) -> list[str]:
    table, name = about
    found = [f"ALTER TABLE {table} DROP CONSTRAINT {name}"] if before else []
    if after:
        for (child, column), (_app, key) in access.keys.items():
            if child == table and name == f"{table}_{column}_same_tenant" and after == key_text(key):
                unique = f"{key.parent}_tenant_{'_'.join(one.removesuffix('_id') for one in key.shared)}"
                found.append(
                    f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{unique}') THEN ALTER TABLE "
                    f"{key.parent} ADD CONSTRAINT {unique} UNIQUE (id, {', '.join(key.shared)}); END IF; END $$"
                )
        found.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {after}")
    return found


def _guard(access: Access, about: list[str], before: Any, after: Any, forwards: bool) -> list[str]:
    table, name = about
    found = [f"DROP TRIGGER {name} ON {table}"] if before else []
    if after and forwards:
        found.append(guard_sql(table, access.guards[table, name][1]))
    elif after:
        found.append(after.removesuffix(OFF))
        found += [f"ALTER TABLE {table} DISABLE TRIGGER {name}"] if after.endswith(OFF) else []
    return found


def _function(access: Access, about: list[str], before: Any, after: Any, forwards: bool) -> list[str]:
    signature = about[0]
    if after is None:
        return [f"DROP FUNCTION {signature}"]
    made = access.functions[signature][2].strip() if forwards else after
    found = [made]
    if before is None:
        found.append(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    return found


def _callers(_access: Access, about: list[str], before: Any, after: Any, _forwards: bool) -> list[str]:
    signature = about[0]
    taken = sorted((before or frozenset()) - (after or frozenset()))
    given = sorted((after or frozenset()) - (before or frozenset()))
    if after is None:
        return []  # the function goes, and its callers with it
    found = [f"REVOKE EXECUTE ON FUNCTION {signature} FROM {', '.join(taken)}"] if taken else []
    return found + ([f"GRANT EXECUTE ON FUNCTION {signature} TO {', '.join(given)}"] if given else [])


CHANGES = {
    "row security": _secured,
    "policy": _policy,
    "grant": _grant,
    "key": _key,
    "guard": _guard,
    "function": _function,
    "callers": _callers,
}
