"""The bench remembers what it measured here, and its copied files are files like any other."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from coaching.companies.models import Company
from coaching.companies.numbers import parse_enterprise_number
from coaching.core.tenancy.context import system_context
from coaching.insight.demo import scale
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests.bench import history, million
from tests.insight.counting import differences


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("BENCH_HISTORY", str(tmp_path / "state" / "bench.jsonl"))
    return tmp_path / "state" / "bench.jsonl"


def test_only_what_moved_by_more_than_a_tenth_is_told_the_furthest_first(kept):
    assert history.keep(10_000, {"desk": 2.0, "funnel": 1.0, "budget": 1.0}) == []
    told = history.keep(10_000, {"desk": 2.19, "funnel": 0.8, "budget": 1.15, "new": 5.0})
    assert [line.partition(" since ")[0] for line in told] == [
        "moved: funnel 1.00 -> 0.80 (-20%)",
        "moved: budget 1.00 -> 1.15 (+15%)",
    ]
    assert (
        history.keep(10_000, {"desk": 2.2, "funnel": 0.8, "budget": 1.15}) == []
    )  # beside the last run, not the first
    lines = [json.loads(text) for text in kept.read_text().splitlines()]
    assert [line["rows"] for line in lines] == [10_000] * 3 and all(line["commit"] for line in lines)


def test_another_size_another_machine_and_a_line_cut_short_are_not_compared(kept, monkeypatch):
    history.keep(10_000, {"desk": 1.0})
    with kept.open("a") as out:
        out.write('{"commit": "abc", "rows": 10000, "mach\n')
    assert history.keep(1_000_000, {"desk": 2.0}) == []
    assert len(history.keep(10_000, {"desk": 2.0})) == 1
    monkeypatch.setattr(history.platform, "node", lambda: "elsewhere")
    assert history.keep(10_000, {"desk": 9.0}) == []


def test_it_keeps_nothing_when_told_so(monkeypatch):
    monkeypatch.setenv("BENCH_HISTORY", "")
    assert history.keep(10_000, {"desk": 1.0}) == []
    assert history._file() is None


@pytest.fixture
def own_tables(monkeypatch):
    """The tables that growing makes beside ours go again: `access` compares every table of this database."""
    monkeypatch.setenv("DATABASE_NAME", connection.settings_dict["NAME"])
    yield
    owner = million._owner()
    with owner, owner.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_company, bench_trajectory, bench_coach")
    owner.close()


@pytest.mark.django_db(transaction=True)
def test_files_that_are_copied_count_are_found_and_have_numbers_of_their_own(own_tables):
    """By COPY as the bench does it: through constraints and triggers, and no second time."""
    scale.generate(len(scale.STORIES))
    with system_context("test"):
        before = Application.objects.count(), Trajectory.objects.count()
    have = million.grow(150)
    with system_context("test"):
        assert have["applications"] == Application.objects.count() >= 150
        assert Trajectory.objects.count() > before[1] * 3
        numbers = list(Company.objects.values_list("enterprise_number", flat=True))
        assert len(set(numbers)) == len(numbers)
        assert all(parse_enterprise_number(number) == number for number in numbers)
        last = Application.objects.filter(state="submitted").order_by("-enterprise_number")[0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT word FROM programmes_searchword WHERE id = %s", [last.pk])
            words = {word for (word,) in cursor.fetchall()}
        assert last.company is not None and last.company.name == last.company_name
        assert {last.enterprise_number, *last.company_name.lower().replace("(", "").replace(")", "").split()} <= words
    assert differences() == []
    assert million.grow(150) == have
