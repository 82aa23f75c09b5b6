"""The history of migrations began anew once (ADR 0067): where a database stands, and how it goes over.

`history.json` has the names of ours as they were last (`before`, at `commit`) and those that took their place (`after`).
What the second ones make is what the first had made, so going over changes the names that are recorded and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connections, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

FILE = Path(__file__).with_name("history.json")
Names = frozenset[tuple[str, str]]


class NotThere(Exception):
    """The database does not stand where its history can be rewritten; says what to do."""


@dataclass(frozen=True)
class History:
    """Names of our migrations, (app, name): as they were last, at which commit, and as they began anew."""

    commit: str
    before: Names
    after: Names

    @classmethod
    def read(cls) -> History:
        found = json.loads(FILE.read_text(encoding="utf-8"))
        return cls(found["commit"], _pairs(found["before"]), _pairs(found["after"]))

    @property
    def apps(self) -> set[str]:
        return {app for app, _name in self.before | self.after}

    def is_old(self, recorded: Names) -> bool:
        """Whether a name is recorded that was there before alone. Both began with a 0001_initial, which tells nothing."""
        return bool(recorded & (self.before - self.after))

    def what_to_do(self, recorded: Names) -> str:
        """For the operator of a database with the old history, in one line."""
        if recorded == self.before:
            return "this database has the history of before; run manage.py rewrite_history, then migrate (docs/operations.md)"
        missing, unknown = self.before - recorded, recorded - self.before
        return (
            f"this database has the history of before and not all of it, or more ({_some('misses', missing, unknown)}); "
            f"check out {self.commit}, run manage.py migrate there, come back and run manage.py rewrite_history"
        )


def _pairs(names: dict[str, list[str]]) -> Names:
    return frozenset((app, name) for app, listed in names.items() for name in listed)


def _some(verb: str, missing: Names, unknown: Names) -> str:
    found = [f"{verb} {_listed(missing)}"] if missing else []
    return ", ".join(found + ([f"knows {_listed(unknown)} besides"] if unknown else []))


def _listed(names: Iterable[tuple[str, str]]) -> str:
    listed = sorted(f"{app}.{name}" for app, name in names)
    return ", ".join(listed[:3]) + (f" and {len(listed) - 3} more" if len(listed) > 3 else "")


def recorded(using: str, apps: Iterable[str]) -> Names:
    """Migrations of these apps that the database says were applied; none in an empty one."""
    return frozenset(key for key in MigrationRecorder(connections[using]).applied_migrations() if key[0] in set(apps))


def refuse_old(using: str) -> None:
    """Raises NotThere for a database with the old history: migrating it would make tables that are there."""
    history = History.read()
    names = recorded(using, history.apps)
    if history.is_old(names):
        raise NotThere(history.what_to_do(names))


def rewrite(using: str) -> int:
    """The new names recorded in place of the old, all or nothing; how many. 0 when that was done already.

    Raises NotThere unless exactly the last of the old ones are recorded, and when what they lean on is not.
    """
    history = History.read()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        names = recorded(using, history.apps)
        if not names:
            raise NotThere("this database is empty: manage.py migrate makes it")
        cursor.execute("LOCK TABLE django_migrations IN SHARE ROW EXCLUSIVE MODE")  # one that migrates waits
        names = recorded(using, history.apps)
        if not history.is_old(names):
            return 0
        if names != history.before:
            raise NotThere(history.what_to_do(names))
        lines = MigrationRecorder(connections[using]).migration_qs
        lines.filter(app__in=history.apps).delete()
        lines.bulk_create([lines.model(app=app, name=name) for app, name in sorted(history.after)])
        try:
            MigrationLoader(connections[using]).check_consistent_history(connections[using])
        except InconsistentMigrationHistory as error:
            raise NotThere(f"{error} Check out {history.commit}, run manage.py migrate there and come back") from None
    return len(history.after)
