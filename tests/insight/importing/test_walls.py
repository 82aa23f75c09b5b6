"""The import page reaches no company and no run of others, nor does SQL under its hats."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from coaching.companies.models import Company
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from tests.acting import in_programme
from tests.insight.importing.test_pages import BAD, GOOD, post, rows, the_run, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world: Any) -> str:
    return reverse("insight:imports", args=[world.programme_a.slug])


class TestWalls:
    def test_a_number_in_a_file_does_not_open_somebody_elses_company(self, world, login, page):
        """Company b never applied here: its number in a file must not let this programme reach it."""
        line = f"I9,Bakkerij,{world.company_b.enterprise_number},3800,38,13,2025-01-14"
        work(login(world.admin_a), page, rows(line))
        assert the_run().state == "done"
        with system_context("test"):
            made = Application.objects.get(reference="I9")
            assert made.company_id != world.company_b.pk and made.enterprise_number == world.company_b.enterprise_number
            assert made.company.enterprise_number is None
        with in_programme(world.admin_a, world.programme_a):
            assert not Company.objects.filter(pk=world.company_b.pk).exists()

    def test_a_company_that_applied_here_before_is_known(self, world, login, page):
        line = f"I9,Fruit,{world.company_a.enterprise_number},3800,38,13,2025-01-14"
        work(login(world.admin_a), page, rows(line))
        with system_context("test"):
            assert Application.objects.get(reference="I9").company_id == world.company_a.pk

    def test_foreign_runs_do_not_exist(self, world, login, page):
        work(login(world.admin_a), page, BAD.encode())
        run, other = the_run(), login(world.admin_b)
        for name in ("import_run", "import_report"):
            assert other.get(reverse(f"insight:{name}", args=[world.programme_b.slug, run.pk])).status_code == 404
            assert other.get(reverse(f"insight:{name}", args=[world.programme_a.slug, run.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("who", "sql"),
        [
            ("admin_a", "SELECT content FROM insight_importrun"),
            ("admin_a", "UPDATE insight_importrun SET state = 'done'"),
            ("admin_a", "DELETE FROM insight_importrun"),
        ],
    )
    def test_raw_sql_under_the_hat_reads_no_file_and_changes_no_run(self, world, login, page, who, sql):
        post(login(world.admin_a), page, rows(GOOD))
        with (
            in_programme(getattr(world, who), world.programme_a),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_raw_sql_of_an_assessor_finds_no_run(self, world, login, page):
        post(login(world.admin_a), page, rows(GOOD))
        with in_programme(world.assessor_a, world.programme_a), connection.cursor() as cursor:
            cursor.execute("SELECT count(id) FROM insight_importrun")
            assert cursor.fetchone()[0] == 0

    def test_raw_sql_of_an_observer_is_refused(self, world):
        with (
            in_programme(world.observer_a, world.programme_a),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT count(id) FROM insight_importrun")
