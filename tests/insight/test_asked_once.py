"""What a page shows is asked once, and no more of it than is shown: what made some pages slower than they need be."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes import figures
from coaching.trajectories.models import ExpenseStatement
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def _asked(client: Any, address: str, words: str) -> list[str]:
    """The questions of a page, opened for the second time, that name these words."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen.captured_queries if words in query["sql"]]


@pytest.mark.parametrize(("page", "times"), [("insight:desk", 1), ("insight:overview", 2)])
def test_a_page_asks_its_figures_once_and_the_course_of_two_years_once(
    world: Any, login: Any, page: str, times: int
) -> None:
    address = reverse(page, args=[world.programme_a.slug])
    assert len(_asked(login(world.admin_a), address, 'FROM "programmes_figure"')) == times


def test_figures_kept_for_a_page_are_the_cells_and_the_money(world: Any) -> None:
    with system_context("test"):
        for state, province in (("approved", "ANT"), ("rejected", "LIM"), ("approved", "LIM")):
            factories.application(
                world.programme_a, world.contact_a, factories.company(), state=state, province=province, layer=5
            )
    with in_programme(world.admin_a, world.programme_a):
        key = world.programme_a.pk
        kept = figures.kept(key, "province")
        assert set(kept.cells) == set(figures.cells(key, ["province", figures.LAYER]))
        assert kept.money == figures.money(key) != {}


def test_a_file_reads_its_trail_once(world: Any, login: Any) -> None:
    address = reverse("programmes:file", args=[world.programme_a.slug, world.application_a.pk])
    client = login(world.admin_a)
    assert len(_asked(client, address, 'FROM "core_auditevent"')) == 1
    assert len(_asked(client, address, '"submitted_at" AS "submitted_at"')) <= 1  # its place in the list


def test_the_list_of_statements_reads_no_lines_and_counts_once(world: Any, login: Any) -> None:
    with system_context("test"):
        row = world.trajectory_a
        ExpenseStatement.objects.create(
            trajectory=row, company_id=row.company_id, programme_id=row.programme_id, number=1, hours=2, paid_hours=2,
            subsidy_eur=5, company_share_eur=1, submitted_at=clock.now(),
        )  # fmt: skip
    address = reverse("trajectories:desk_expenses", args=[world.programme_a.slug])
    asked = _asked(login(world.admin_a), f"{address}?page=1", '"trajectories_expensestatement"')
    assert asked and not [sql for sql in asked if '"lines"' in sql or "clock_steps" in sql]
    assert not [sql for sql in asked if sql.startswith("SELECT COUNT(*) FROM (")]


def test_open_invitations_of_a_desk_are_found_by_an_index(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan TO off")
        cursor.execute(
            "EXPLAIN SELECT id FROM accounts_invitation WHERE accepted_at IS NULL AND revoked_at IS NULL "
            "AND programme_id = %s ORDER BY expires_at, id LIMIT 100",
            [str(world.programme_a.pk)],
        )
        assert "invitation_open" in "\n".join(line for (line,) in cursor.fetchall())


def test_a_composed_list_is_of_the_programme_that_asks(world: Any, login: Any) -> None:
    """The question is composed once in a process: another desk asks the same one with its own key."""
    for who, programme in ((world.admin_a, world.programme_a), (world.admin_b, world.programme_b)):
        address = reverse("programmes:applications", args=[programme.slug])
        assert login(who).get(address).context["programme"].pk == programme.pk
