"""Writes the next migration of each app for what differs, as `makemigrations` does: reversible, and frozen as SQL.

A migration must go on saying what it says today, so it holds the statements and not the declarations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from coaching.core.tenancy.access import statements
from coaching.core.tenancy.access.compare import Difference
from coaching.core.tenancy.access.gather import Access

HEAD = '''"""Rights as access.py declares them: {what}.

{lines}
"""

from django.db import migrations

FORWARDS = [
{forwards}
]
BACKWARDS = [
{backwards}
]


class Migration(migrations.Migration):
    dependencies = [
{dependencies}
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
'''


def migrations(access: Access, found: list[Difference], name: str = "access") -> list[Path]:
    """The files written, lowest app first. Each comes after all that there is: rights on a table of a lower app were once
    given by a higher one, and narrow functions look into tables of any."""
    by_app: dict[str, list[Difference]] = defaultdict(list)
    for difference in found:
        by_app[owner(access, difference)].append(difference)
    newest = dict(MigrationLoader(connection).graph.leaf_nodes())
    written = []
    for app in (one for one in access.apps if one in by_app):
        path = _write(access, app, by_app[app], [(one, newest[one]) for one in access.apps if one in newest], name)
        newest[app] = path.stem
        written.append(path)
    return written


def owner(access: Access, difference: Difference) -> str:
    """The app whose migration makes it so: who declares it; of what nobody declares, the app of the table."""
    kind, *about = difference.key
    if kind in {"policy", "grant"} and tuple(about[:3]) in access.rights:
        return access.rights[about[0], about[1], about[2]].app
    if kind == "guard" and (about[0], about[1]) in access.guards:
        return access.guards[about[0], about[1]][0]
    if kind in {"function", "callers"}:
        return access.functions[about[0]][0] if about[0] in access.functions else access.apps[-1]
    for (table, _column), (app, key) in access.keys.items():
        if kind == "key" and table == about[0] and about[1].startswith(f"{table}_{key.column}_"):
            return app
    return access.tables[about[0]][0] if about[0] in access.tables else access.apps[0]


def _write(access: Access, app: str, found: list[Difference], after: list[tuple[str, str]], name: str) -> Path:
    folder = Path(apps.get_app_config(app).path) / "migrations"
    last = max(int(path.name[:4]) for path in folder.glob("0*.py"))
    forwards, backwards = statements.both(access, found)
    path = folder / f"{last + 1:04d}_{name}.py"
    tables = sorted({difference.key[1].partition("(")[0] for difference in found})
    text = HEAD.format(
        what=", ".join(tables[:3]) + (" and others" if len(tables) > 3 else ""),
        lines="\n".join(f"* {_short(str(difference))}" for difference in found),
        forwards="\n".join(f"    {_quoted(one)}," for one in forwards),
        backwards="\n".join(f"    {_quoted(one)}," for one in backwards),
        dependencies="\n".join(f'        ("{label}", "{newest}"),' for label, newest in after),
    )
    path.write_text(text, encoding="utf-8")
    return path


def _short(text: str) -> str:
    text = re.sub(r"\s+", " ", text).replace("\\", "/")
    return text if len(text) <= 120 else f"{text[:117]}…"


def _quoted(statement: str) -> str:
    if "\n" in statement or len(statement) > 110:
        escaped = statement.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return f'"""{escaped}\n"""'
    return '"' + statement.replace("\\", "\\\\").replace('"', '\\"') + '"'
