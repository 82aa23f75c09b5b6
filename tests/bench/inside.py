"""What is measured without HTTP: row level security on and off, and documents. Needs Django with the web's login."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

TURNS = 40
PDF_TURNS = 14  # of three, the plan's ratio differed by nearly a quarter between two runs


def best_of(turns: int, **jobs: Callable[[], Any]) -> dict[str, float]:
    """Seconds of the quickest run of each job; the jobs take turns, and who goes first alternates."""
    best = {name: float("inf") for name in jobs}
    for turn in range(turns):
        for name, job in list(jobs.items())[:: -1 if turn % 2 else 1]:
            began = time.perf_counter()
            job()
            best[name] = min(best[name], time.perf_counter() - began)
    return best


def row_level_security(seed: dict[str, Any]) -> dict[str, float]:
    """The desk's list of trajectories: the same SQL with the hat on, and as owner, whom no policy holds."""
    import psycopg2
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from coaching.core.ground import clock
    from coaching.core.screen.columns import needed
    from coaching.core.tenancy.workspace import enter_place
    from coaching.trajectories import lists, queries

    owner = psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=os.environ["DATABASE_NAME"])
    with enter_place("programme", _user(seed, "admin"), "schaal"):
        with CaptureQueriesContext(connection) as seen:
            list(queries.desk({}, clock.today(), columns=needed(lists.KIND.chosen(()))).rows[:50])
        sql = seen.captured_queries[-1]["sql"]
        with connection.cursor() as hat, owner.cursor() as bare:
            found = best_of(TURNS, on=lambda: _fetched(hat, sql), off=lambda: _fetched(bare, sql))
    owner.close()
    return found


def _fetched(cursor: Any, sql: str) -> list[Any]:
    cursor.execute(sql)
    return list(cursor.fetchall())


def _user(seed: dict[str, Any], who: str) -> Any:
    from coaching.accounts.models import User

    return User.objects.get(pk=seed["people"][who][1])


def documents(seed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Seconds, pages and what tagging costs, for two documents of the worked example."""
    from actionplans.models import AnnualActionPlan
    from coaching.core.tenancy.workspace import enter_place
    from riskanalysis.models import RiskAnalysis

    with enter_place("company", _user(seed, "demo_contact"), seed["demo_company"]):
        subjects = {
            "risk-report": RiskAnalysis.objects.get(pk=seed["demo_report"]),
            "annual-plan": AnnualActionPlan.objects.get(pk=seed["demo_plan"]),
        }
        return {kind: _document(kind, subject) for kind, subject in subjects.items()}


def _document(kind: str, subject: Any) -> dict[str, Any]:
    from coaching.core.ground import clock
    from coaching.core.paper.documents import built
    from coaching.core.paper.pdf import Stamp, html_of, written

    content, data = built(kind, subject, "nl")
    html = html_of(data["template"], data["context"], Stamp(content.title, "nl", clock.now()))
    pages = written(html).pages
    times = best_of(PDF_TURNS, tagged=lambda: written(html), plain=lambda: _plain(html))
    return {"pages": pages, **times}


def _plain(html: str) -> bytes:
    """The same layout without tags, language or bookmarks."""
    from coaching.core.paper import pdf

    weasyprint, fetcher = pdf._engine({})
    laid_out = weasyprint.HTML(string=html, base_url=pdf.BASE, url_fetcher=fetcher, media_type="print")
    with pdf.seldom_collecting():
        return bytes(laid_out.write_pdf())
