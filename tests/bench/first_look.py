"""Pages of figures, each time after a decision that nobody has looked at yet."""

from __future__ import annotations

import os
import time
from typing import Any

import psycopg2

from tests.bench.pages import Page, visitor

TURNS = 15
FIGURES = ("desk", "funnel", "budget")
ONE = """
SELECT id FROM programmes_application WHERE state = 'submitted'
   AND programme_id = (SELECT id FROM programmes_programme WHERE slug = 'schaal') LIMIT 1
"""
DECIDE = """
UPDATE programmes_application SET state = CASE state WHEN 'submitted' THEN 'in_review' ELSE 'submitted' END WHERE id = %s
"""


def fastest(base: str, asked: list[Page], sessions: dict[str, Any]) -> dict[str, float]:
    """Seconds of the quickest answer per page of figures, and of the empty page, taken in turn."""
    owner = psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=os.environ["DATABASE_NAME"])
    owner.autocommit = True
    wanted = [page for page in asked if page.name in (*FIGURES, "empty")]
    visitors = {page.who: visitor(sessions[page.who][0]) for page in wanted}
    best = {page.name: float("inf") for page in wanted}
    with owner.cursor() as cursor:
        cursor.execute(ONE)
        [(file,)] = cursor.fetchall()
        for _turn in range(2 * TURNS):  # an even number: the file ends as it was
            for page in wanted:
                cursor.execute(DECIDE, [file])
                began = time.perf_counter()
                answer = visitors[page.who].get(base + page.path, timeout=60, allow_redirects=False)
                best[page.name] = min(best[page.name], time.perf_counter() - began)
                if answer.status_code != 200:
                    raise SystemExit(f"{page.name}: {page.path} answers {answer.status_code}")
    owner.close()
    return best
