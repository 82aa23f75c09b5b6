"""Finding rows of a programme by the beginnings of words, however many rows there are.

`LIKE` cannot use an index under row-level security (its operator may leak), comparisons can: triggers keep the words of
what is searched in `programmes_searchword`, and a beginning is a range of words (ADR 0016), without accents (ADR 0022).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from coaching.core.ground.search import kept
from coaching.core.screen.lists import Counted, counted
from coaching.core.tenancy import context

MOST = 1000  # rows; what is found more often than this is found by reading along the list's own order
READ_ALONG = 200  # of what is common; whoever finds so much types another word
APART = r"[\s!-/:-@\[-`{-~]+"  # what stands between words, without asking the database which letters it knows
LAST = "\U0010ffff"
# How often each word typed is there, counted no further than needed.
COUNTED = f"""
SELECT w, (SELECT count(*) FROM (SELECT 1 FROM programmes_searchword s WHERE s.kind = %s AND s.programme_id = %s
  AND s.word >= w AND s.word < w || '{LAST}' LIMIT {MOST + 1}) found)
FROM (SELECT DISTINCT w COLLATE "C" AS w FROM regexp_split_to_table(search_fold(%s), %s) w WHERE w <> '' LIMIT 6) typed ORDER BY 2
"""
# In the order of the list, without sorting first and without helpers that read the rest meanwhile.
ALONG = "SET LOCAL enable_sort TO off; SET LOCAL max_parallel_workers_per_gather TO 0"
AS_BEFORE = ALONG.replace("off", "DEFAULT").replace("0", "DEFAULT")
ALSO = (
    "AND EXISTS (SELECT 1 FROM programmes_searchword o WHERE o.id = s.id AND o.kind = s.kind "
    f"AND o.word >= %s AND o.word < %s || '{LAST}')"
)


@dataclass(frozen=True)
class Found:
    """rows: what fits, in the order they had; common: all words are, so that rows are read along the list."""

    rows: QuerySet[Any]
    common: bool = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around reading the first rows or counting to a limit. PostgreSQL may not look into texts that a policy guards,
        takes every search for a rare one, and would sort all that fits before it shows the first page.
        """
        with connection.cursor() as cursor:
            if self.common:
                cursor.execute(ALONG)
            yield
            if self.common:
                cursor.execute(AS_BEFORE)

    def counted(self) -> Counted:
        """How many there are, counted no further than a person reads; to be asked while `reading`."""
        return counted(self.rows, READ_ALONG if self.common else MOST)


def matching(rows: QuerySet[Any], kind: str, words: str) -> Found:
    """Those of `rows`, in the programme in force, in which every word typed begins a word.

    kind: as its trigger says. What is rare is found by the index; words that all are common are sought in the folded
    text that the table keeps (`search_text`), row by row.
    """
    programme_id = context.current().keys["programme_id"]
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [kind, str(programme_id), words, APART])
        typed = cursor.fetchall()
        if not typed:
            return Found(rows)
        if typed[0][1] > MOST:
            for word, _count in typed:
                rows = rows.filter(kept(word, rows.model))
            return Found(rows, common=True)
        rare, *others = (word for word, _count in typed)
        cursor.execute(
            f"SELECT DISTINCT s.id FROM programmes_searchword s WHERE s.kind = %s AND s.programme_id = %s "
            f"AND s.word >= %s AND s.word < %s || '{LAST}' {ALSO * len(others)}",
            [kind, str(programme_id), rare, rare, *(word for other in others for word in (other, other))],
        )
        return Found(rows.filter(pk__in=[row[0] for row in cursor.fetchall()]))
