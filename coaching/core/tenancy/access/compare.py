"""Where the running database differs from what `access.py` declares: each difference a sentence, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coaching.core.tenancy.access.catalogue import ALL_COLUMNS, OFF, Facts, declared, found, read_back
from coaching.core.tenancy.access.gather import Access

VERB = {"SELECT": "read", "INSERT": "add rows to", "UPDATE": "change", "DELETE": "remove rows from"}


@dataclass(frozen=True)
class Difference:
    """key: what it is about; there, wanted: in the database and in the declarations, None when missing."""

    key: tuple[str, ...]
    there: Any
    wanted: Any

    def __str__(self) -> str:
        kind, *about = self.key
        return WORDS[kind](self, *about)


def differences(access: Access, using: str = "default") -> list[Difference]:
    """Everything that differs, in the order of tables and functions."""
    there, wanted = found(using), declared(access, using)
    keys = sorted(there.keys() | wanted.keys(), key=lambda key: (key[1], key))
    differing = [key for key in keys if there.get(key) != wanted.get(key)]
    same = _same_in_other_words(
        [key for key in differing if _is_condition(key, there, wanted)], there, wanted, access, using
    )
    return [Difference(key, there.get(key), wanted.get(key)) for key in differing if key not in same]


def _is_condition(key: tuple[str, ...], there: Facts, wanted: Facts) -> bool:
    """Whether both sides have one, and it can be put on a table again."""
    if key not in there or key not in wanted:
        return False
    return len(there[key]) == 2 if key[0] == "policy" else key[0] == "guard" and not there[key].endswith(OFF)


def _same_in_other_words(
    keys: list[tuple[str, ...]], there: Facts, wanted: Facts, access: Access, using: str
) -> set[tuple[str, ...]]:
    """Those that say the same once PostgreSQL has read both back: after a restore it writes them in other words."""
    if not keys:
        return set()
    one, other = (read_back({key: side[key] for key in keys}, access, using) for side in (there, wanted))
    return {key for key in keys if one[key] == other[key]}


def _secured(d: Difference, table: str) -> str:
    if d.wanted is None:
        return f"{table}: no access.py names this table"
    if d.there is None:
        return f"{table}: declared, but there is no such table (or it is not migrated yet)"
    state = "off, and should be on" if d.wanted else "on, and should be off"
    return f"{table}: row-level security is {state}"


def _policy(d: Difference, table: str, hat: str, command: str, name: str = "") -> str:
    what = f"{table}: the policy by which {hat} may {VERB.get(command, command)} it"
    if d.wanted is None:
        return f"{what}{f' ({name})' if name else ''} is in the database and not declared: {_clauses(d.there)}"
    if d.there is None:
        return f"{what} is missing: {_clauses(d.wanted)}"
    return f"{what} says {_clauses(d.there)}, declared is {_clauses(d.wanted)}"


def _clauses(value: Any) -> str:
    using, check = value[0], value[1]
    if using and check and using != check:
        return f"“{_one(using)}”, leaving “{_one(check)}”"
    return f"“{_one(using or check or 'nothing')}”"


def _one(text: str) -> str:
    return " ".join(text.split())


def _grant(d: Difference, table: str, who: str, command: str) -> str:
    verb = VERB.get(command, f"do {command} on")
    if d.wanted is None:
        return f"{table}: {who} may {verb} it ({_names(d.there)}); that is not declared"
    if d.there is None:
        return f"{table}: {who} may not {verb} it; declared is {_names(d.wanted)}"
    more, fewer = d.there - d.wanted, d.wanted - d.there
    parts = [f"may {verb} {_names(more)} too many"] if more else []
    parts += [f"misses {_names(fewer)}"] if fewer else []
    return f"{table}: {who}, to {verb} it, {' and '.join(parts)}"


def _names(columns: frozenset[str]) -> str:
    return ALL_COLUMNS if ALL_COLUMNS in columns else ", ".join(sorted(columns))


def _key(d: Difference, table: str, name: str) -> str:
    if d.wanted is None:
        return f"{table}: the composite key {name} is in the database and not declared"
    if d.there is None:
        return f"{table}: the composite key {name} is missing: a row could name a parent of another tenant"
    return f"{table}: the composite key {name} says {d.there}, declared is {d.wanted}"


def _function(d: Difference, signature: str) -> str:
    if d.wanted is None:
        return f"{signature}: a function that no access.py names"
    if d.there is None:
        return f"{signature}: the function is missing"
    pinned = "SET search_path"
    if pinned in d.wanted and pinned not in d.there:
        return f"{signature}: the function's search_path is not pinned"
    if ("SECURITY DEFINER" in d.wanted) != ("SECURITY DEFINER" in d.there):
        return f"{signature}: the function runs as somebody else than declared (SECURITY DEFINER)"
    return f"{signature}: the function does something else than its file says"


def _callers(d: Difference, signature: str) -> str:
    there, wanted = d.there or frozenset(), d.wanted or frozenset()
    parts = [f"may be called by {', '.join(sorted(there - wanted))} too"] if there - wanted else []
    parts += [f"may not be called by {', '.join(sorted(wanted - there))}"] if wanted - there else []
    return f"{signature}: {' and '.join(parts) or 'nobody may call it'}"


def _guard(d: Difference, table: str, name: str) -> str:
    if d.wanted is None:
        return f"{table}: the trigger {name} is in the database and not declared"
    if d.there is None:
        return f"{table}: the trigger {name} is missing"
    return f"{table}: the trigger {name} says “{d.there}”, declared is “{d.wanted}”"


WORDS: dict[str, Callable[..., str]] = {
    "row security": _secured,
    "policy": _policy,
    "grant": _grant,
    "key": _key,
    "function": _function,
    "callers": _callers,
    "guard": _guard,
}
