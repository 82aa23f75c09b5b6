"""The words in which each app's `access.py` says who may do what with which rows and columns (ADR 0027).

`TABLES` guards the app's own tables, `MORE` adds what a hat of this app may do with tables of lower apps, `FUNCTIONS`
names the narrow functions (their SQL lies beside it, in `functions/<name>.sql`). `manage.py access` compares, writes
the migration for what differs, and writes docs/access.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coaching.core.ground.roles import HUMAN_HATS, Hat

SELECT, INSERT, UPDATE, DELETE = COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")
LOGINS = ("w_web", "w_worker")
NO_ROWS = "none"  # of a guard of a statement that names no rows: TRUNCATE
HUMANS = tuple(hat.value for hat in HUMAN_HATS)


@dataclass(frozen=True)
class Rows:
    """Which rows: a condition on a key, and the sentence that says it. `{column}` in both is the key's column."""

    words: str
    sql: str
    column: str = ""

    def on(self, column: str) -> Rows:
        """The same condition on another column."""
        return replace(self, column=column)

    @property
    def condition(self) -> str:
        return self.sql.replace("{column}", self.column)

    @property
    def sentence(self) -> str:
        return self.words.replace("{column}", _plain(self.column))

    def __and__(self, other: Rows) -> Rows:
        return Rows(f"{self.sentence}, {other.sentence}", f"({self.condition}) AND ({other.condition})")

    def __or__(self, other: Rows) -> Rows:
        return Rows(f"{self.sentence}; or {other.sentence}", f"({self.condition}) OR ({other.condition})")


def _plain(column: str) -> str:
    return column.removesuffix("_id").replace("_", " ")


EVERY_ROW = Rows("every row", "true")
OWN = Rows("where the {column} is the person who asks", "{column} = (SELECT app_uid())", "user_id")


def among(words: str, function: str, column: str = "id") -> Rows:
    """Rows whose key is one of the ids that a narrow function gives for the person who asks.

    The sub-select makes the function run once per query; the cast stands outside it, so that an index can serve.
    """
    return Rows(words, f"{{column}} = ANY ((SELECT {function})::uuid[])", column)


@dataclass(frozen=True)
class Right:
    """One command on some rows. only: these columns, all when empty; leaving: what a changed row must be afterwards."""

    command: str
    rows: Rows
    only: tuple[str, ...] = ()
    leaving: Rows | None = None


Rights = Iterable[Right]


def _columns(only: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in only.split(",") if name.strip())


def read(rows: Rows, only: str = "") -> tuple[Right, ...]:
    return (Right(SELECT, rows, _columns(only)),)


def add(rows: Rows, only: str = "") -> tuple[Right, ...]:
    return (Right(INSERT, rows, _columns(only)),)


def change(rows: Rows, only: str = "", leaving: Rows | None = None) -> tuple[Right, ...]:
    return (Right(UPDATE, rows, _columns(only), leaving),)


def remove(rows: Rows) -> tuple[Right, ...]:
    return (Right(DELETE, rows),)


def write(rows: Rows) -> tuple[Right, ...]:
    """Read, add and change."""
    return read(rows) + add(rows) + change(rows)


def full(rows: Rows) -> tuple[Right, ...]:
    return write(rows) + remove(rows)


def edit(rows: Rows) -> tuple[Right, ...]:
    """Add, change and remove."""
    return add(rows) + change(rows) + remove(rows)


def each(hats: Iterable[str], rights: Rights) -> dict[str, Rights]:
    """The same rights for several hats or logins."""
    return dict.fromkeys(hats, tuple(rights))


@dataclass(frozen=True)
class Key:
    """A composite key: the row may name only a parent that carries the same tenant's keys.

    A plain foreign key is checked past row-level security, so (trajectory of B, company A) would be accepted.
    """

    column: str
    parent: str
    shared: tuple[str, ...] = ("company_id",)


@dataclass(frozen=True)
class Guard:
    """A trigger: it refuses what a policy cannot, for it sees a row before and after, or keeps something beside it.

    rows: for a statement as a whole, how its rows are called: NEW TABLE AS …; NO_ROWS for TRUNCATE, which has none.
    """

    name: str
    words: str
    timing: str
    function: str
    when: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Table:
    """A table of this app. secured=False: of the sign-in, held by the logins and by no human hat."""

    name: str
    words: str
    rights: Mapping[str, Rights]
    keys: tuple[Key, ...] = ()
    guards: tuple[Guard, ...] = ()
    system: tuple[str, ...] = COMMANDS
    secured: bool = True


@dataclass(frozen=True)
class More:
    """What this app's hats may do with a table of a lower app."""

    name: str
    rights: Mapping[str, Rights]
    keys: tuple[Key, ...] = ()
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Function:
    """A narrow function. callers: hats and logins that may call it; everybody: it tells nothing of anybody.

    definer: it runs as the owner and looks over the walls, so its search_path is pinned.
    """

    signature: str
    words: str
    callers: tuple[str, ...] = ()
    definer: bool = True
    everybody: bool = False

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0]


@dataclass(frozen=True)
class Question:
    """A question that docs/access.md answers. columns: those that it is about; commands: the verb that it asks about."""

    words: str
    table: str
    columns: tuple[str, ...] = ()
    commands: tuple[str, ...] = (SELECT,)


def hats(*names: Hat) -> tuple[str, ...]:
    return tuple(name.value for name in names)
