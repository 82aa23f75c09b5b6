"""A million files: the generated companies of the bench, copied with all their keys made anew, by COPY.

Everything on the way is the product's: constraints, indexes, triggers that keep words and figures. Copied are companies,
applications, trajectories with their coaches, analyses, plans and measures; sessions, messages, uptakes and the like stay as
many as they are. Only the owner of the tables may COPY into them: row-level security refuses it to every other login.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2

SLUG = "schaal"  # of the programme that is generated
AT_ONCE = 2  # connections
APART = 1_000_000_000  # between the numbers of a person and of who is copied from them
# Which rows are the model, in an order in which parents come first; the others hang on a trajectory.
OF_COMPANY = "company_id IN (SELECT id FROM bench_company)"
OF_TRAJECTORY = "trajectory_id IN (SELECT id FROM bench_trajectory)"
COPIED = {
    "accounts_user": "id IN (SELECT user_id FROM bench_coach)",
    "coaches_coach": "id IN (SELECT id FROM bench_coach)",
    "companies_company": "id IN (SELECT id FROM bench_company)",
    "programmes_application": "company_id IN (SELECT id FROM bench_company)",
    "trajectories_trajectory": "id IN (SELECT id FROM bench_trajectory)",
    "companies_filepiece": OF_COMPANY,
    "trajectories_helped": OF_TRAJECTORY,
    "riskanalysis_riskanalysis": OF_COMPANY,
    "actionplans_globalpreventionplan": OF_COMPANY,
    "actionplans_objective": OF_COMPANY,
    "actionplans_annualactionplan": OF_COMPANY,
    "actionplans_preventionmeasure": OF_COMPANY,
}
# What must be another's: (table, column) → SQL. {k}: which copy; {n}: how far the model's numbers reach.
NUMBER = "(left(enterprise_number, 8)::bigint + {k} * {n})"
CHECKED = f"{NUMBER}::text || lpad((97 - {NUMBER} % 97)::text, 2, '0')"
NAME = "regexp_replace(%s, '[0-9]{{6,}}', lpad((substring(%s from '[0-9]{{6,}}')::bigint + {k} * {n})::text, 6, '0'))"
OTHERWISE = {
    ("accounts_user", "id"): f"id + {{k}}::bigint * {APART}",
    ("accounts_user", "email"): "'k' || {k} || '.' || email",
    ("coaches_coach", "user_id"): f"user_id + {{k}}::bigint * {APART}",
    ("coaches_coach", "slug"): "slug || '-' || {k}",
    ("companies_company", "slug"): "slug || '-' || {k}",
    ("companies_company", "name"): NAME % ("name", "name"),
    ("companies_company", "enterprise_number"): CHECKED,
    ("programmes_application", "company_name"): NAME % ("company_name", "company_name"),
    ("programmes_application", "enterprise_number"): CHECKED,
    ("programmes_application", "reference"): "reference || '-' || {k}",
    ("trajectories_trajectory", "company_name"): NAME % ("company_name", "company_name"),
}
MODEL = f"""
CREATE TABLE IF NOT EXISTS bench_company AS SELECT c.id FROM companies_company c WHERE c.slug ~ '^{SLUG}-[0-9]{{6,}}$'
  AND (SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.company_id = c.id) < 10
  AND (SELECT count(*) FROM companies_workunit w WHERE w.company_id = c.id) < 10;
CREATE TABLE IF NOT EXISTS bench_trajectory AS
  SELECT id FROM trajectories_trajectory WHERE company_id IN (SELECT id FROM bench_company);
CREATE TABLE IF NOT EXISTS bench_coach AS SELECT id, user_id FROM coaches_coach WHERE slug ~ '^{SLUG}-coach-[0-9]{{6,}}$';
ANALYZE bench_company, bench_trajectory, bench_coach;
"""
COLUMNS = """
SELECT a.attname::text, a.atttypid = 'uuid'::regtype AND (a.attname = 'id' OR f.confrelid::regclass::text = ANY (%s))
  FROM pg_attribute a
  LEFT JOIN pg_constraint f ON f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
 WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
# Companies of the model, how far their numbers reach, all applications, all measures.
HAVE = """
SELECT count(*), max(left(enterprise_number, 8)::bigint) - min(left(enterprise_number, 8)::bigint) + 1,
       (SELECT count(*) FROM programmes_application), (SELECT count(*) FROM actionplans_preventionmeasure)
  FROM companies_company WHERE id IN (SELECT id FROM bench_company)
"""


def grow(count: int) -> dict[str, int]:
    """Copies until there are `count` applications and as many measures; those that are there already stay."""
    with _owner() as connection, connection.cursor() as cursor:
        cursor.execute(MODEL)
        connection.commit()
        n, span, files, measures = _ask(cursor, HAVE)[0]
        columns = {table: _ask(cursor, COLUMNS, [list(COPIED), table]) for table in COPIED}
        done = _ask(cursor, f"SELECT count(*) FROM coaches_coach WHERE slug ~ '^{SLUG}-coach-0+-[0-9]+$'")[0][0]
        each = _ask(cursor, f"SELECT count(*) FROM actionplans_preventionmeasure WHERE {OF_COMPANY}")[0][0]
        copies = max(-(-(count - files) // n), -(-(count - measures) // each), 0)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda k: _copy(columns, k, span), range(done + 1, done + 1 + copies)))
    with _owner() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT fold_figures()")
        connection.commit()
        _n, _span, files, measures = _ask(cursor, HAVE)[0]
    return {"applications": files, "measures": measures}


def _owner() -> Any:
    return psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=os.environ["DATABASE_NAME"])


def _ask(cursor: Any, sql: str, values: Iterable[Any] | None = None) -> list[Any]:
    cursor.execute(sql, values)
    return list(cursor.fetchall())


def _copy(columns: dict[str, list[tuple[str, bool]]], k: int, n: int) -> None:
    """All tables once, in one transaction: read on one connection, written on another."""
    source, target = _owner(), _owner()
    try:
        for table, found in columns.items():
            read = ", ".join(_told(table, column, made_anew, k, n) for column, made_anew in found)
            names = ", ".join(f'"{column}"' for column, _made_anew in found)
            _pipe(
                source,
                f"COPY (SELECT {read} FROM {table} WHERE {COPIED[table]}) TO STDOUT (FORMAT binary)",
                target,
                f"COPY {table} ({names}) FROM STDIN (FORMAT binary)",
            )
        target.commit()
    finally:
        source.close()
        target.close()


def _told(table: str, column: str, made_anew: bool, k: int, n: int) -> str:
    if other := OTHERWISE.get((table, column)):
        kind = {"id": "bigint", "user_id": "bigint"}.get(column, "text")
        return f"({other.format(k=k, n=n)})::{kind}"
    return f"md5({column}::text || '-{k}')::uuid" if made_anew else f'"{column}"'


def _pipe(source: Any, read: str, target: Any, write: str) -> None:
    """Rows from one COPY to the other; what goes wrong on either side is raised, the reading first."""
    outlet, inlet = os.pipe()

    def reading() -> None:
        with os.fdopen(inlet, "wb") as out, source.cursor() as cursor:
            cursor.copy_expert(read, out)

    with ThreadPoolExecutor(1) as pool:
        read_on = pool.submit(reading)
        try:
            with os.fdopen(outlet, "rb") as rows, target.cursor() as cursor:
                cursor.copy_expert(write, rows)
        finally:
            read_on.result()
    source.rollback()
