"""The enterprise register: loading beside a bare COPY of the same files, a look-up beside a select by primary key."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from tests.bench import extract, installation
from tests.bench.inside import best_of

ENTERPRISES = 50_000
FILES = ("enterprise", "establishment", "denomination", "address", "activity")
TURNS = 200


def loading() -> dict[str, float]:
    """Seconds of `load_register` and of a bare COPY without checks; rows of the extract."""
    folder = Path(tempfile.mkdtemp(prefix="vs-register-"))
    try:
        extract.write(folder, ENTERPRISES)
        began = time.perf_counter()
        installation.run("manage.py", "load_register", str(folder))
        loaded = time.perf_counter() - began
        rows, bare = _bare_copy(folder)
        return {"load": loaded, "bare": bare, "rows": rows}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bare_copy(folder: Path) -> tuple[int, float]:
    import psycopg2

    owner = psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=os.environ["DATABASE_NAME"])
    rows, began = 0, time.perf_counter()
    with owner.cursor() as cursor:
        for name in FILES:
            with (folder / f"{name}.csv").open() as handle:
                titles = handle.readline().strip().replace('"', "").split(",")
                cursor.execute(f"CREATE TEMP TABLE bare_{name} ({', '.join(f'{title} text' for title in titles)})")
                cursor.copy_expert(f"COPY bare_{name} FROM STDIN WITH (FORMAT csv)", handle)
            rows += cursor.rowcount
    spent = time.perf_counter() - began
    owner.close()
    return rows, spent


def looking_up() -> dict[str, float]:
    """Seconds of one look-up as an applicant, and of one select by primary key. Needs Django with the web's login."""
    from django.db import connection

    from coaching.companies.queries import look_up
    from coaching.core.ground.roles import Hat
    from coaching.core.tenancy.context import Context, enter

    number = extract.enterprise_number(ENTERPRISES // 2).replace(".", "")
    sql = "SELECT names FROM companies_registerenterprise WHERE number = %s"
    with enter(Context(Hat.PERSON, user_id=1)), connection.cursor() as cursor:
        assert look_up(number).entry, "the bench's register is empty"

        def select() -> None:
            cursor.execute(sql, [number])
            cursor.fetchone()

        return best_of(TURNS, look_up=lambda: look_up(number), select=select)
