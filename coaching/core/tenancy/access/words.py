"""docs/access.md: per table who may do what with which columns and rows, in words, and an index by question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from coaching.core.ground.roles import HUMAN_HATS
from coaching.core.tenancy.access import COMMANDS, DELETE, INSERT, SELECT, UPDATE, Guard, Question, Right, Table
from coaching.core.tenancy.access.gather import Access, Entry

HEAD = """# Who may do what

Made by `manage.py access --doc` from each app's `access.py`; a test compares it. `manage.py access --check`, part of
`make check`, compares the declarations with the database itself. What is not written here the database refuses,
whatever a page would do.

**How to read it.** A request wears one *hat*, never two. A hat may do one thing with some rows, sometimes with some
columns only. “Own”, “one” and “oneself” are the person who asks. Within a hat the pages know finer rights (`rules.py` of
each app); moves of a state are guarded by the life cycles too ([states.md](states.md)). The machine (the worker's hat
`h_system`) may do everything with every table, but change or remove a line of the trail; the web pages can never wear
that hat. Accounts are read by no human hat: names come from a function.

| Hat | Who wears it |
|---|---|
"""
HATS = {
    "h_contact": ("people of the company", "contacts, prevention advisers and measure owners of a company"),
    "h_cpbw": ("members of the consultation body", "both delegations and the secretary"),
    "h_coach": ("the coach", "a coach, in the files that are theirs"),
    "h_admin": ("the programme", "administrators and assessors of a programme"),
    "h_observer": ("an observer", "observers of a programme: figures, no file"),
    "h_person": ("a signed-in person", "anybody with an account, about their own things and drafts"),
    "h_partner": ("a partner", "people of a partner of a programme"),
    "h_respondent": ("who holds a secret link", "a visitor with a link from a mail, without an account"),
    "h_staff": ("platform staff", "who runs the platform; every look is in the trail"),
    "h_public": ("anybody", "the public pages"),
    "h_system": ("the machine", "the worker"),
    "w_web": ("the web login", "pages of signing in, before a hat is put on"),
    "w_worker": ("the worker's login", "the worker, before a hat is put on"),
    "PUBLIC": ("everybody", "any role of the database"),
}
VERBS = {SELECT: "read", INSERT: "add", UPDATE: "change", DELETE: "remove"}


def document(access: Access) -> str:
    """The whole file."""
    parts = [HEAD + "".join(f"| {name} (`{hat}`) | {who} |\n" for hat, (name, who) in HATS.items() if hat != "PUBLIC")]
    parts.append(_questions(access))
    for app in access.apps:
        tables = [table for owner, table in access.tables.values() if owner == app]
        if tables:
            parts.append(f"\n## Tables of {app}\n")
            parts += [_table(access, table) for table in tables]
    parts.append(_functions(access))
    return "".join(parts)


def _entries(access: Access, table: str) -> list[Entry]:
    order = list(HATS)
    found = [entry for entry in access.rights.values() if entry.table == table and entry.hat != "h_system"]
    return sorted(found, key=lambda entry: (order.index(entry.hat), COMMANDS.index(entry.right.command)))


def _questions(access: Access) -> str:
    """The index: what somebody asks, and who the answer names; the rest by table and verb."""
    lines = ["\n## By question\n\n| Question | Answer |\n|---|---|\n"]
    lines += [f"| {question.words} | {answer(access, question)} |\n" for question in access.questions]
    for table in sorted((table for _app, table in access.tables.values()), key=lambda table: table.words.lower()):
        asked = f"{table.words}: who?"
        rights = _entries(access, table.name)
        said = [f"{VERBS[verb]}: {_who(rights, verb)}" for verb in COMMANDS if _who(rights, verb)]
        lines.append(f"| [{asked}](#{table.name}) | {'. '.join(said) or 'nobody but the machine'} |\n")
    return "".join(lines)


def _who(rights: Iterable[Entry], verb: str) -> str:
    names = [_limited(entry) for entry in rights if entry.right.command == verb]
    return _everybody(names)


def _limited(entry: Entry) -> str:
    return HATS[entry.hat][0] + (" (some columns)" if entry.right.only else "")


def _everybody(names: list[str]) -> str:
    # An observer reads on the public pages what anybody reads there.
    human = {HATS[hat.value][0] for hat in HUMAN_HATS} | {HATS["h_public"][0]}
    return "anybody" if human <= set(names) else ", ".join(names)


def answer(access: Access, question: Question) -> str:
    """Who may do it, with which rows; of readers and changers only those who have all the columns asked about."""
    verbs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in _entries(access, question.table):
        right = entry.right
        if right.command in question.commands and (not right.only or set(question.columns) <= set(right.only)):
            verbs[HATS[entry.hat][0], _rows_of(right)].append(VERBS[right.command])
    several = len(question.commands) > 1
    said = [f"**{who}** ({', '.join(names) + ': ' if several else ''}{rows})" for (who, rows), names in verbs.items()]
    said += [f"*{guard.words}*" for guard in _guards(access, question)]
    machine = set(question.commands) & set(access.tables[question.table][1].system)
    return f"{'; '.join(said) or ('nobody but the machine' if machine else 'nobody')}. [Table](#{question.table})"


def _guards(access: Access, question: Question) -> list[Guard]:
    """Guards that watch a column asked about, when it is about changing."""
    found = [guard for (table, _name), (_app, guard) in sorted(access.guards.items()) if table == question.table]
    watched = [
        guard for guard in found if set(question.columns) & set(re.findall(r"\w+", guard.timing.partition(" OF ")[2]))
    ]
    return [] if question.commands == (SELECT,) else watched


def _rows_of(right: Right) -> str:
    return right.rows.sentence + (f"; afterwards: {right.leaving.sentence}" if right.leaving else "")


def _table(access: Access, table: Table) -> str:
    lines = [f"\n### {table.name}\n\n{table.words[0].upper()}{table.words[1:]}.\n\n"]
    if rows := _entries(access, table.name):
        lines.append("| Who | May | Which rows | Which columns |\n|---|---|---|---|\n")
        lines += _rows(rows)
    else:
        lines.append("Nobody but the machine.\n" if table.secured else "Nobody.\n")
    kept = [
        f"* `{key.column}` names a row of `{key.parent}` with the same {' and '.join(_plain(name) for name in key.shared)}.\n"
        for (name, _column), (_app, key) in sorted(access.keys.items())
        if name == table.name
    ]
    kept += [
        f"* {guard.words[0].upper()}{guard.words[1:]} (`{guard.name}`).\n"
        for (name, _guard), (_app, guard) in sorted(access.guards.items())
        if name == table.name
    ]
    return "".join(lines) + ("\n" + "".join(kept) if kept else "")


def _rows(entries: list[Entry]) -> list[str]:
    """One line per hat and kind of rows; commands with the same rows and columns stand together."""
    together: dict[tuple[str, Right], list[str]] = defaultdict(list)
    for entry in entries:
        right = entry.right
        same = Right("", right.rows, right.only, right.leaving)
        together[entry.hat, same].append(VERBS[right.command])
    lines = []
    for (hat, right), verbs in together.items():
        columns = ", ".join(right.only).replace("_", " ") or "all"
        lines.append(f"| {HATS[hat][0]} | {', '.join(verbs)} | {_rows_of(right)} | {columns} |\n")
    return lines


def _plain(column: str) -> str:
    return column.removesuffix("_id")


def _functions(access: Access) -> str:
    """What looks over a wall for somebody, and for whom."""
    lines = [
        "\n## Narrow functions\n\nEach answers one question past the walls, by itself checks who asks, and may be called by "
        "those named only.\n\n| Function | What it does | Who may call it |\n|---|---|---|\n"
    ]
    for signature in sorted(access.functions):
        _app, function, _text = access.functions[signature]
        if not function.definer:
            continue
        callers = "nobody: it runs as a guard of a table"
        if function.callers:
            callers = _everybody([HATS[who][0] for who in HATS if who in function.callers])
        lines.append(f"| `{signature}` | {function.words} | {callers} |\n")
    return "".join(lines)
