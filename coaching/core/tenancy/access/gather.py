"""All `access.py` together, lowest app first; who says the same thing twice is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import EVERY_ROW, INSERT, UPDATE, Function, Guard, Key, Question, Right, Table


@dataclass(frozen=True)
class Entry:
    """One right with who declares it."""

    app: str
    table: str
    hat: str
    right: Right


class Access:
    """Everything that is declared. Raises ValueError when two apps declare the same thing."""

    def __init__(self) -> None:
        self.tables: dict[str, tuple[str, Table]] = {}
        self.rights: dict[tuple[str, str, str], Entry] = {}
        self.keys: dict[tuple[str, str], tuple[str, Key]] = {}
        self.guards: dict[tuple[str, str], tuple[str, Guard]] = {}
        self.functions: dict[str, tuple[str, Function, str]] = {}
        self.questions: list[Question] = []
        self.apps: list[str] = []
        for label, module, folder in _modules():
            self._take(label, module, folder)

    def _take(self, app: str, module: object, folder: Path) -> None:
        self.apps.append(app)
        for table in getattr(module, "TABLES", ()):
            _once(self.tables, table.name, (app, table))
            for command in table.system if table.secured else ():
                self._right(app, table.name, Hat.SYSTEM.value, Right(command, EVERY_ROW))
        for part in (*getattr(module, "TABLES", ()), *getattr(module, "MORE", ())):
            if part.name not in self.tables:
                raise ValueError(f"{app}: {part.name} is no table of this app or a lower one")
            for hat, rights in part.rights.items():
                for right in rights:
                    self._right(app, part.name, str(getattr(hat, "value", hat)), right)
            for key in part.keys:
                _once(self.keys, (part.name, key.column), (app, key))
            for guard in part.guards:
                _once(self.guards, (part.name, guard.name), (app, guard))
        self.questions += getattr(module, "QUESTIONS", ())
        for function in getattr(module, "FUNCTIONS", ()):
            text = (folder / "functions" / f"{function.name}.sql").read_text(encoding="utf-8")
            _once(self.functions, function.signature, (app, function, text))

    def _right(self, app: str, table: str, hat: str, right: Right) -> None:
        _once(self.rights, (table, hat, right.command), Entry(app, table, hat, right))

    def secured(self, table: str) -> bool:
        return table in self.tables and self.tables[table][1].secured


def _once(store: dict[Any, Any], key: object, value: object) -> None:
    if key in store:
        raise ValueError(f"declared twice: {key}")
    store[key] = value


def _modules() -> Iterator[tuple[str, object, Path]]:
    """(label, module, folder) of the apps that declare rights; INSTALLED_APPS names the lowest first."""
    for config in apps.get_app_configs():
        name = f"{config.name}.access"
        if config.name.startswith("django.") or find_spec(name) is None:
            continue
        yield config.label, import_module(name), Path(config.path)


def policy_clauses(right: Right) -> tuple[str | None, str | None]:
    """USING and WITH CHECK of the policy that a right becomes; one of each per command, as PostgreSQL has them."""
    after = (right.leaving or right.rows).condition
    using = None if right.command == INSERT else right.rows.condition
    return using, after if right.command in (INSERT, UPDATE) else None


def policy_sql(table: str, hat: str, right: Right) -> str:
    """CREATE POLICY, its name made from hat and command."""
    return policy_of(table, hat, right.command, *policy_clauses(right))


def policy_of(table: str, hat: str, command: str, using: str | None, check: str | None) -> str:
    """CREATE POLICY with these conditions."""
    clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
    return f"CREATE POLICY {hat}_{command.lower()} ON {table} FOR {command} TO {hat}{clauses}"
