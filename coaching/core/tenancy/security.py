"""Migration operations that guard a table: row-level security, grants per hat, policies, composite keys.

Policies name a key, one per hat and command, never an OR over hats; look-ups run once per query because they stand
in a sub-select, and the cast stands outside it (PostgreSQL: init plan, index usable).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.migrations.operations.base import Operation

from coaching.core.ground.roles import Hat

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
READ = (SELECT,)
WRITE = (SELECT, INSERT, UPDATE)
ALL = (SELECT, INSERT, UPDATE, DELETE)

TRUE = "true"
SELF = "{column} = (SELECT app_uid())"


def any_of(column: str, function: str) -> str:
    """`column` is one of the ids that `function` returns for the person who asks."""
    return f"{column} = ANY ((SELECT {function})::uuid[])"


def of_contact(column: str = "company_id") -> str:
    return any_of(column, "my_companies('h_contact')")


def of_body(column: str = "company_id") -> str:
    return any_of(column, "my_companies('h_cpbw')")


def of_coach(column: str = "trajectory_id") -> str:
    return any_of(column, "my_trajectories()")


def of_admin(column: str = "programme_id") -> str:
    return any_of(column, "my_programmes()")


def of_self(column: str = "user_id") -> str:
    return f"{column} = (SELECT app_uid())"


Policies = Mapping[Hat, Mapping[str, str]]


def commands(expression: str, which: Iterable[str] = READ) -> dict[str, str]:
    """The same expression for several commands."""
    return dict.fromkeys(which, expression)


class Secure(Operation):
    """Enable row-level security on `table` and grant exactly what `policies` says. Reversible.

    policies: {hat: {command: expression}}; columns: {(hat, command): "a,b"} narrows a grant to columns;
    system: commands for h_system (all by default; the audit trail has no UPDATE or DELETE).
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        policies: Policies,
        columns: Mapping[tuple[Hat, str], str] | None = None,
        system: Iterable[str] = ALL,
    ) -> None:
        self.table, self.policies = table, policies
        self.columns, self.system = dict(columns or {}), tuple(system)

    def describe(self) -> str:
        return f"Guard {self.table} by row-level security"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's state does not know policies."""

    def _statements(self) -> Iterable[tuple[str, str]]:
        """(hat, command) → CREATE POLICY, one each."""
        rows = [(Hat.SYSTEM, command, TRUE) for command in self.system]
        rows += [(hat, command, text) for hat, named in self.policies.items() for command, text in named.items()]
        for hat, command, text in rows:
            columns = self.columns.get((hat, command))
            using = "" if command == INSERT else f" USING ({text})"
            check = f" WITH CHECK ({text})" if command in (INSERT, UPDATE) else ""
            yield (
                f"GRANT {command}{f' ({columns})' if columns else ''} ON {self.table} TO {hat.value}",
                f"CREATE POLICY {hat.value}_{command.lower()} ON {self.table} FOR {command} TO {hat.value}{using}{check}",
            )

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"REVOKE ALL ON {self.table} FROM PUBLIC")
        for grant, policy in self._statements():
            schema_editor.execute(grant, params=None)
            schema_editor.execute(policy, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        hats = {Hat.SYSTEM: self.system, **{hat: tuple(named) for hat, named in self.policies.items()}}
        for hat, named_commands in hats.items():
            for command in named_commands:
                schema_editor.execute(f"DROP POLICY {hat.value}_{command.lower()} ON {self.table}")
            schema_editor.execute(f"REVOKE ALL ON {self.table} FROM {hat.value}")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")


class SameTenant(Operation):
    """A composite foreign key: `child` may only name a `parent` that carries the same tenant keys.

    Plain foreign-key checks bypass row-level security, so (trajectory of B, company A) would be accepted.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, child: str, column: str, parent: str, keys: tuple[str, ...] = ("company_id",)) -> None:
        self.child, self.column, self.parent, self.keys = child, column, parent, keys

    def describe(self) -> str:
        return f"{self.child}.{self.column} stays within its tenant"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's state does not know composite keys."""

    @property
    def _unique(self) -> str:
        return f"{self.parent}_tenant_{'_'.join(k.removesuffix('_id') for k in self.keys)}"

    @property
    def constraint(self) -> str:
        return f"{self.child}_{self.column}_same_tenant"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        keys = ", ".join(self.keys)
        schema_editor.execute(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{self._unique}') THEN "
            f"ALTER TABLE {self.parent} ADD CONSTRAINT {self._unique} UNIQUE (id, {keys}); END IF; END $$"
        )
        schema_editor.execute(
            f"ALTER TABLE {self.child} ADD CONSTRAINT {self.constraint} FOREIGN KEY ({self.column}, {keys}) "
            f"REFERENCES {self.parent} (id, {keys}) DEFERRABLE INITIALLY DEFERRED"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"ALTER TABLE {self.child} DROP CONSTRAINT {self.constraint}")


def definer_function(signature: str, returns: str, body: str, hats: Iterable[Hat], logins: Iterable[str] = ()) -> str:
    """SQL of a narrow SECURITY DEFINER function: pinned search_path, parallel safe, executable by those named only."""
    name = signature.strip()
    callers = ", ".join([hat.value for hat in hats] + list(logins))
    return (
        f"CREATE OR REPLACE FUNCTION {name} RETURNS {returns} LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER "
        f"SET search_path = pg_catalog, public AS $fn$ {body} $fn$; "
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO {callers};"
    )
