"""From the staged rows to the live tables, in one transaction: until it commits everybody reads the old register.

A full extract is compared with what stands there: only rows that differ are written, those that are no longer in it go.
An update replaces, for each number that its files name, that aspect alone (names, address, activity).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WORK_MEMORY = "64MB"  # per sort or hash; more than that goes to disk

# names: of the best kind that there is, in whatever languages: a legal name in French stands before a shop's in Dutch.
# shop_names: commercial ones beside a legal name.
NAMES = """
SELECT entity, coalesce(jsonb_object_agg(language, name) FILTER (WHERE rank = best), '{}') AS names,
  coalesce(jsonb_object_agg(language, name) FILTER (WHERE rank > best AND rank = 2), '{}') AS shop_names FROM (
  SELECT DISTINCT ON (entity, language, rank) entity, language, rank, name, min(rank) OVER (PARTITION BY entity) AS best
  FROM register_staging.denomination ORDER BY entity, language, rank, name) one GROUP BY entity"""
ADDRESS = """
SELECT DISTINCT ON (entity) entity, postcode,
  jsonb_strip_nulls(jsonb_build_object('nl', nullif(street_nl, ''), 'fr', nullif(street_fr, ''))) AS streets,
  jsonb_strip_nulls(jsonb_build_object('nl', nullif(municipality_nl, ''), 'fr', nullif(municipality_fr, '')))
    AS municipalities,
  jsonb_strip_nulls(jsonb_build_object('nl', nullif(country_nl, ''), 'fr', nullif(country_fr, ''))) AS countries
FROM register_staging.address ORDER BY entity, postcode, street_nl, street_fr"""
# The newest edition of the codes; within it the group of the VAT (001) first.
ACTIVITY = """
SELECT DISTINCT ON (entity) entity, version AS nace_version, code AS nace_code
FROM register_staging.activity ORDER BY entity, version DESC, activity_group, code"""
CODES = """
INSERT INTO companies_registercode AS live (key, words)
SELECT key, jsonb_object_agg(language, words) FROM register_staging.code GROUP BY key
ON CONFLICT (key) DO UPDATE SET words = excluded.words WHERE live.words <> excluded.words"""

NONE = "'{}'::jsonb"
ASPECTS = {
    "denomination": (NAMES, {"names": NONE, "shop_names": NONE}),
    "address": (ADDRESS, {"postcode": "''", "streets": NONE, "municipalities": NONE, "countries": NONE}),
    "activity": (ACTIVITY, {"nace_version": "''", "nace_code": "''"}),
}
OF_ENTITY = {name: empty for _sql, columns in ASPECTS.values() for name, empty in columns.items()}


@dataclass(frozen=True)
class Table:
    live: str
    staged: str
    own: tuple[str, ...]  # columns that stand in its own file

    @property
    def orphans(self) -> str:
        """An establishment unit of an enterprise that the extract does not hold (branches of foreign ones) is left out."""
        if self.staged == "enterprise":
            return ""
        return " WHERE EXISTS (SELECT FROM companies_registerenterprise known WHERE known.number = s.enterprise_number)"


TABLES = (
    Table(
        "companies_registerenterprise",
        "enterprise",
        ("is_active", "is_natural_person", "juridical_form", "juridical_situation", "started_on"),
    ),
    Table("companies_registerestablishment", "establishment", ("enterprise_number", "started_on")),
)


def publish_full(cursor: Any) -> dict[str, int]:
    """Everything of the extract, and nothing else; how many rows changed."""
    cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
    cursor.execute(CODES)
    changed = 0
    for table in TABLES:
        cursor.execute(_upsert_whole(table))
        changed += cursor.rowcount
        cursor.execute(
            f"DELETE FROM {table.live} live WHERE NOT EXISTS "
            f"(SELECT FROM register_staging.{table.staged} s WHERE s.number = live.number)"
        )
        changed += cursor.rowcount
    return _counts(cursor) | {"changed": changed}


def _upsert_whole(table: Table) -> str:
    columns = [*table.own, *OF_ENTITY]
    values = [f"s.{name}" for name in table.own] + [f"coalesce({name}, {empty})" for name, empty in OF_ENTITY.items()]
    joins = "".join(f" LEFT JOIN ({sql}) {name} ON {name}.entity = s.number" for name, (sql, _c) in ASPECTS.items())
    return (
        f"INSERT INTO {table.live} AS live (number, {', '.join(columns)}) SELECT s.number, {', '.join(values)} "
        f"FROM register_staging.{table.staged} s{joins}{table.orphans} ORDER BY s.number {_on_conflict(columns)}"
    )


def _on_conflict(columns: list[str]) -> str:
    """Only what differs is written: a full extract resembles the one before it."""
    new = ", ".join(f"{name} = excluded.{name}" for name in columns)
    old = ", ".join(f"live.{name}" for name in columns)
    return (
        f"ON CONFLICT (number) DO UPDATE SET {new} "
        f"WHERE ({old}) IS DISTINCT FROM ({', '.join(f'excluded.{name}' for name in columns)})"
    )


def publish_update(cursor: Any) -> dict[str, int]:
    """First what is gone, then what is new, as the register prescribes."""
    cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
    cursor.execute(CODES)
    changed = 0
    for table in TABLES:
        for statement in (_delete_gone(table), _upsert_own(table), *(_replace(table, name) for name in ASPECTS)):
            cursor.execute(statement)
            changed += cursor.rowcount
    cursor.execute(
        "DELETE FROM companies_registerestablishment u USING register_staging.gone g "
        "WHERE g.aspect = 'enterprise' AND u.enterprise_number = g.number AND NOT EXISTS "
        "(SELECT FROM companies_registerenterprise e WHERE e.number = g.number)"
    )
    return _counts(cursor) | {"changed": changed + cursor.rowcount}


def _delete_gone(table: Table) -> str:
    return (
        f"DELETE FROM {table.live} live USING register_staging.gone g WHERE g.aspect = '{table.staged}' "
        "AND g.number = live.number "
        f"AND NOT EXISTS (SELECT FROM register_staging.{table.staged} s WHERE s.number = live.number)"
    )


def _upsert_own(table: Table) -> str:
    """A number that is deleted and inserted keeps its names, address and activity unless their files name it too."""
    rest = ", ".join(OF_ENTITY)
    own = [f"s.{name}" for name in table.own]
    return (
        f"INSERT INTO {table.live} AS live (number, {', '.join(table.own)}, {rest}) "
        f"SELECT s.number, {', '.join(own)}, {', '.join(OF_ENTITY.values())} "
        f"FROM register_staging.{table.staged} s{table.orphans} {_on_conflict(list(table.own))}"
    )


def _replace(table: Table, aspect: str) -> str:
    sql, columns = ASPECTS[aspect]
    new = ", ".join(f"{name} = coalesce(n.{name}, {empty})" for name, empty in columns.items())
    return (
        f"UPDATE {table.live} live SET {new} FROM (SELECT number FROM register_staging.gone WHERE aspect = '{aspect}' "
        f"UNION SELECT entity FROM register_staging.{aspect}) named LEFT JOIN ({sql}) n ON n.entity = named.number "
        "WHERE live.number = named.number"
    )


def _counts(cursor: Any) -> dict[str, int]:
    cursor.execute(
        "SELECT (SELECT count(*) FROM companies_registerenterprise), "
        "(SELECT count(*) FROM companies_registerestablishment)"
    )
    enterprises, establishments = cursor.fetchone()
    return {"enterprises": enterprises, "establishments": establishments}
