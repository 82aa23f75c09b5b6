"""Words (a name, an address, a number) wherever they stand: every column with text of every table, as the catalogue has them.

A column that is added later is searched and cleaned too, for nobody lists columns here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from coaching.core.ground.search import fold
from coaching.insight.keeping.report import Report

GONE = "[…]"  # what stands in a text where a name stood; the same in every language
TEXT, JSON, ARRAY, BYTES = "text", "json", "array", "bytes"
# Rewritten by no hat: `forget_words_in_records` does, and says so in the trail.
RECORDS = frozenset({"core_auditevent", "companies_adviseradvice"})
# Public data, the same at the register itself; words that triggers keep from other columns; Django's own lists.
NOT_OURS = frozenset(
    {
        "companies_registerenterprise",
        "companies_registerestablishment",
        "companies_registercode",
        "companies_registerextract",
    }
)
KEPT_BY_TRIGGERS = frozenset({"programmes_searchword", "programmes_figure"})
CODES = frozenset({"state", "role", "kind", "code", "event", "hat", "subject_type", "source", "target", "dedupe_key"})
DJANGO = re.compile(r"^(auth_|django_content_type|django_migrations)")
# No table of a tenant: the logins alone touch them, and the account itself is emptied apart.
SIGN_IN = re.compile(r"^(account_|accounts_user$|mfa_|socialaccount_|usersessions_|django_session$)")
COLUMNS = """
SELECT c.relname, a.attname, a.atttypid::regtype::text, a.atttypmod, a.attgenerated <> '',
       has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'UPDATE')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
   AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'json'::regtype, 'jsonb'::regtype,
                      'text[]'::regtype, 'varchar[]'::regtype, 'bytea'::regtype)
 ORDER BY c.relname, a.attnum
"""


@dataclass(frozen=True)
class Column:
    """A column in which words may stand. longest: of a varchar, else None."""

    table: str
    name: str
    kind: str
    type: str
    longest: int | None
    generated: bool
    rewritable: bool  # by the hat in force

    @property
    def as_text(self) -> str:
        if self.kind == BYTES:
            return f"encode({self.quoted}, 'escape')"
        return f"{self.quoted}::text"

    @property
    def quoted(self) -> str:
        return connection.ops.quote_name(self.name)


@dataclass(frozen=True)
class Sought:
    """pattern: a regular expression of PostgreSQL; instead: what is written in its place; loose: a name or a telephone
    number, which others may have too and anybody may say is theirs, so it is touched in the given places only; bare: with
    signs that JSON writes in another way, so it is looked for outside JSON alone."""

    pattern: str
    instead: str
    loose: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Within:
    """Where names are touched: rows of these companies, rows of these programmes that are of no company, and rows of nobody.

    whole: programmes of which the rows about any company are touched too; only of who worked for the programme itself, for
    what somebody calls themselves may be the name of another company.
    """

    companies: frozenset[UUID] = frozenset()
    programmes: frozenset[UUID] = frozenset()
    whole: frozenset[UUID] = frozenset()

    def of_whole(self) -> frozenset[UUID]:
        """Companies about which such a programme holds something."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT company_id FROM programmes_application"
                " WHERE company_id IS NOT NULL AND programme_id = ANY (%s::uuid[])",
                [[str(one) for one in self.whole]],
            )
            return frozenset(row[0] for row in cursor.fetchall())


def columns() -> list[Column]:
    """All columns of the database that can hold words."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return [_column(*row) for row in cursor.fetchall() if not DJANGO.match(row[0])]


def _column(table: str, name: str, type_: str, modifier: int, generated: bool, rewritable: bool) -> Column:
    kind = ARRAY if type_.endswith("[]") else JSON if type_.startswith("json") else BYTES if type_ == "bytea" else TEXT
    longest = modifier - 4 if type_.startswith("character") and kind == TEXT and modifier > 4 else None
    return Column(table, name, kind, type_, longest, generated, rewritable)


# -- Patterns ----------------------------------------------------------------------------------------------------------
def address(email: str, instead: str) -> Sought:
    """An e-mail address, in any case, and not as the end of a longer one."""
    return Sought(rf"(?<![[:alnum:]._%+-]){_literal(email)}(?![[:alnum:]-])", instead)


def number(digits: str, country: str = "") -> Sought:
    """A number in whatever groups: dots, spaces, strokes between its digits. country: what may stand instead of its 0."""
    between = r"[\s./()-]*"
    first = rf"(?:\+?{country}{between}(?:0{between})?|0)" if country else ""
    return Sought(rf"(?<![0-9]){first}{between.join(digits)}(?![0-9])", GONE)


def telephone(phone: str) -> list[Sought]:
    """A telephone number as we keep it (+32 475 12 34 56), or as people write it inside the country."""
    digits = re.sub(r"\D", "", phone.partition(" ext.")[0])
    if len(digits) < 8:
        return []
    code = "32" if digits.startswith("32") else ""
    found = number(digits[2:] if code else digits, code)
    return [Sought(found.pattern, found.instead, loose=True)]


def name(full: str) -> list[Sought]:
    """A name as it is, as HTML, as JSON and as it is folded for searching; nothing for a short one."""
    full = " ".join(full.split())
    if len(full) < 5:
        return []
    said = {full, html.escape(full), json.dumps(full)[1:-1], json.dumps(full, ensure_ascii=False)[1:-1], fold(full)}
    bare = set() if json.dumps(full, ensure_ascii=False)[1:-1] == full else {full, fold(full)}
    return [Sought(_whole(one), GONE, loose=True, bare=one in bare) for one in sorted(said)]


def is_of_more_words(full: str) -> bool:
    """Whether a person's name can be looked for in texts: one word alone is a first name, or means something else there."""
    return len(full.split()) > 1


def _whole(text: str) -> str:
    """As words of their own: “An Peeters” is not the beginning of “An Peetersen”. And no key of JSON."""
    start, end = (r"\y" if sign.isalnum() else "" for sign in (text[:1], text[-1:]))
    return rf'{start}{_literal(text)}{end}(?!":)'


def _literal(text: str) -> str:
    escaped = re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", text)
    return re.sub(r"\s+", r"\\s+", escaped)


# -- Finding and replacing ---------------------------------------------------------------------------------------------
def found(sought: Iterable[Sought], *, sign_in: bool = False) -> dict[str, int]:
    """table.column → in how many rows any of it stands, in the tables of tenants (h_system reads them) or, without a hat,
    in those of signing in."""
    pattern = "|".join(f"(?:{one.pattern})" for one in sought)
    hits: dict[str, int] = {}
    with connection.cursor() as cursor:
        for column in columns() if pattern else ():
            if bool(SIGN_IN.match(column.table)) is not sign_in:
                continue
            table = connection.ops.quote_name(column.table)
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column.as_text} ~* %s", [pattern])
            if count := cursor.fetchone()[0]:
                hits[f"{column.table}.{column.name}"] = count
    return hits


def replace(sought: Iterable[Sought], within: Within, report: Report) -> None:
    """Write something else in their place, in all tables of tenants. Call as h_system."""
    wanted = list(sought)
    by_table: dict[str, list[Column]] = {}
    for column in columns():
        left_alone = column.table in RECORDS | NOT_OURS | KEPT_BY_TRIGGERS or SIGN_IN.match(column.table)
        if not left_alone and column.kind != BYTES and not column.generated:
            by_table.setdefault(column.table, []).append(column)
    keys, codes = _keys(), _codes()
    for table, held in by_table.items():
        if not held[0].rewritable:
            report.keeps(table, "no role of the database rewrites it: look by hand", 1)
            continue
        for loose in (False, True):
            now = [one for one in wanted if one.loose is loose]
            touched = [column for column in held if not (loose and (table, column.name) in codes)]
            if now and touched:
                place, given = _place(keys.get(table, set()), within) if loose else ("true", [])
                report.did(f"{table}: words taken out", _rewrite(table, touched, now, place, given))


def _codes() -> set[tuple[str, str]]:
    """(table, column) of what the machine reads: states, kinds, addresses of pages, files. A name may be the same word."""
    return {
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.choices or isinstance(field, models.SlugField | models.FileField) or field.name in CODES
    }


def _keys() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name IN ('company_id', 'programme_id')"
        )
        told: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            told.setdefault(table, set()).add(column)
    return told


def _place(keys: set[str], within: Within) -> tuple[str, list[Any]]:
    """Rows of the places where the person or company was, or of no place."""
    companies, programmes = [str(one) for one in within.companies], [str(one) for one in within.programmes]
    whole = [str(one) for one in within.whole]
    if keys == {"company_id"}:
        return "(company_id IS NULL OR company_id = ANY (%s::uuid[]))", [companies]
    if keys == {"programme_id"}:
        return "(programme_id IS NULL OR programme_id = ANY (%s::uuid[]))", [programmes + whole]
    if keys:
        return (
            "(company_id = ANY (%s::uuid[]) OR programme_id = ANY (%s::uuid[])"
            " OR company_id IS NULL AND (programme_id IS NULL OR programme_id = ANY (%s::uuid[])))",
            [companies, whole, programmes],
        )
    return "true", []


def _rewrite(table: str, held: list[Column], sought: list[Sought], place: str, given: list[Any]) -> int:
    sets, told, where, asked = [], [], [], []
    for column in held:
        here = [one for one in sought if not (one.bare and column.kind in (JSON, ARRAY))]
        if not here:
            continue
        pattern = "|".join(f"(?:{one.pattern})" for one in here)
        said = column.as_text
        told.append(pattern)
        for one in here:
            said = f"regexp_replace({said}, %s, %s, 'gi')"
            told += [one.pattern, one.instead.replace("\\", "\\\\")]
        if column.longest is not None:
            said = f"left({said}, {column.longest})"
        sets.append(
            f"{column.quoted} = CASE WHEN {column.as_text} ~* %s THEN ({said})::{column.type} ELSE {column.quoted} END"
        )
        where.append(f"{column.as_text} ~* %s")
        asked.append(pattern)
    if not sets:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {connection.ops.quote_name(table)} SET {', '.join(sets)} WHERE {place} AND ({' OR '.join(where)})",
            [*told, *given, *asked],
        )
        return int(cursor.rowcount)


def replace_in_records(sought: Iterable[Sought], within: Within, report: Report) -> None:
    """The same in the trail and in advice that was given, which nobody else can rewrite; the trail says that it was done."""
    companies = within.companies | within.of_whole()
    with connection.cursor() as cursor:
        for one in (one for one in sought if not one.bare):  # the trail is JSON for the most part
            cursor.execute(
                "SELECT forget_words_in_records(%s, %s, %s, %s::uuid[], %s::uuid[])",
                [
                    one.pattern,
                    one.instead,
                    one.loose,
                    [str(key) for key in companies],
                    [str(key) for key in within.programmes | within.whole],
                ],
            )
            report.did("core_auditevent, companies_adviseradvice: words taken out", cursor.fetchone()[0])
