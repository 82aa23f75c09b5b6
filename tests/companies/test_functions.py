"""Functions across the tree: where their people work, by day; and what becomes of that when units change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coaching.companies import actions
from coaching.companies.models import FunctionPlace, WorkUnit
from coaching.companies.queries_grouping import function_shown, functions_in
from coaching.companies.tree import tree_on
from coaching.core.ground import clock
from coaching.core.ground.refusals import Refused
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.attacks.test_life_cycles import refused
from tests.companies.test_organisation import ago, tree  # noqa: F401 - `tree` is a fixture


def where(world: Any, day: Any = None, **more: Any) -> list[tuple[str, int | None]]:
    found = tree_on(day, **more)
    return [(found.by_key[one.key].name, one.workers) for one in found.works.get(world.driver.pk, ())]


def placed(world: Any, unit: WorkUnit, workers: int | None = None, **more: Any) -> Any:
    with in_company(world.contact_a, world.company_a) as by:
        return actions.place_function(function_id=world.driver.pk, unit_id=unit.pk, workers=workers, by=by, **more)


def test_a_function_works_in_units_by_day(tree: Any) -> None:  # noqa: F811
    team, other = tree.teams
    placed(tree, team, 2, on=ago(100))
    placed(tree, tree.department, on=ago(100))
    placed(tree, team, 3, on=ago(10))
    placed(tree, tree.department, ended=True, on=ago(5))
    with in_company(tree.contact_a, tree.company_a):
        assert where(tree) == [("Ploeg A", 3)]
        assert where(tree, ago(50)) == [("Verpakking", None), ("Ploeg A", 2)]  # in the order of the units
        assert where(tree, ago(10)) == [("Verpakking", None), ("Ploeg A", 3)]
        assert where(tree, ago(101)) == []
        assert [(line.name, line.workers) for line in functions_in(tree_on(), tree.department.pk)] == [("Heftruck", 3)]
        assert functions_in(tree_on(), other.pk) == []
        assert function_shown(tree_on(), team.pk) is None


def test_what_was_written_down_later_is_left_out(tree: Any) -> None:  # noqa: F811
    team = tree.teams[0]
    placed(tree, team, 2, on=ago(100))
    launched = clock.now()
    with system_context("test"):
        FunctionPlace.objects.update(recorded_at=launched - timedelta(days=1))
    placed(tree, team, 4, on=ago(50))
    placed(tree, tree.unit_a, 1, on=ago(60))
    with in_company(tree.contact_a, tree.company_a):
        assert where(tree, ago(40)) == [("Productie", 1), ("Ploeg A", 4)]
        assert where(tree, ago(40), known=launched) == [("Ploeg A", 2)]


def test_the_same_twice_changes_nothing_and_faults_are_said(tree: Any) -> None:  # noqa: F811
    team = tree.teams[0]
    first, second = placed(tree, team, 2, on=ago(10)), placed(tree, team, 2)
    assert first == second
    assert placed(tree, tree.unit_a, ended=True) is None
    with pytest.raises(Refused):
        placed(tree, team, 3, on=ago(11))  # before what is known
    with pytest.raises(Refused):
        placed(tree, team, 3, on=ago(-1))
    with pytest.raises(Refused):
        placed(tree, tree.driver, 3)  # a function is no unit
    with system_context("test"):
        assert FunctionPlace.objects.count() == 1


def test_functions_follow_units_that_merge_split_or_close(tree: Any) -> None:  # noqa: F811
    team, other = tree.teams
    placed(tree, team, 2, on=ago(20))
    placed(tree, other, 3, on=ago(20))
    with in_company(tree.contact_a, tree.company_a) as by:
        whole = actions.merge_units(unit_ids=[team.pk, other.pk], name="Ploegen", on=ago(10), by=by)
        assert where(tree) == [("Ploegen", 5)]
        assert where(tree, ago(15)) == [("Ploeg A", 2), ("Ploeg B", 3)]
        actions.split_unit(unit_id=whole.pk, parts=[("Dag", 9), ("Nacht", 9)], on=ago(5), by=by)
        assert where(tree) == [("Dag", 5)]
        day = WorkUnit.objects.get(name="Dag")
        actions.change_work_unit(unit_id=day.pk, name="Dag", headcount=9, ended=True, by=by)
        assert where(tree) == []


def test_a_sum_with_one_that_was_not_counted_is_not_counted(tree: Any) -> None:  # noqa: F811
    team, other = tree.teams
    placed(tree, team, 2)
    placed(tree, other)
    with in_company(tree.contact_a, tree.company_a) as by:
        actions.merge_units(unit_ids=[team.pk, other.pk], name="Ploegen", by=by)
        assert where(tree) == [("Ploegen", None)]


def test_the_database_keeps_what_was_and_knows_functions_from_units(tree: Any) -> None:  # noqa: F811
    row = placed(tree, tree.teams[0], 2)
    insert = (
        "INSERT INTO companies_functionplace (id, company_id, function_id, work_unit_id, since, recorded_at, recorded_by_id) "
        "VALUES (gen_random_uuid(), %s, %s, %s, CURRENT_DATE, now(), %s)"
    )
    with in_company(tree.contact_a, tree.company_a) as by:
        assert refused("UPDATE companies_functionplace SET workers = 9 WHERE id = %s", row.pk)
        assert refused("DELETE FROM companies_functionplace WHERE id = %s", row.pk)
        assert refused(insert, by.company_id, tree.driver.pk, tree.unit_a.pk, tree.owner_a.pk)  # in another's name
        assert not refused(insert, by.company_id, tree.driver.pk, tree.unit_a.pk, by.user_id)
    for first, second in ((tree.unit_a, tree.teams[0]), (tree.driver, tree.driver)):
        with system_context("test"), pytest.raises(IntegrityError), transaction.atomic():
            FunctionPlace.objects.create(company=tree.company_a, function=first, work_unit=second)


def test_another_company_sees_and_takes_nothing(tree: Any) -> None:  # noqa: F811
    placed(tree, tree.teams[0], 2)
    with in_company(tree.contact_b, tree.company_b) as by:
        assert not FunctionPlace.objects.exists()
        with pytest.raises(WorkUnit.DoesNotExist):
            actions.place_function(function_id=tree.driver.pk, unit_id=tree.unit_b.pk, by=by)
    with in_company(tree.worker_bench_a, tree.company_a):
        assert FunctionPlace.objects.count() == 1  # the body reads it


def test_function_pages(tree: Any, login: Any, django_assert_max_num_queries: Any) -> None:  # noqa: F811
    client, base = login(tree.contact_a), f"/c/{tree.company_a.slug}/work-units/"
    page = client.get(f"{base}{tree.driver.pk}/")
    assert "where/" in page.content.decode()
    address = f"{base}{tree.driver.pk}/where/"
    wrong = client.post(address, {"unit": "", "workers": "veel"})
    assert wrong.status_code == 200 and set(wrong.context["form"].errors) == {"unit", "workers"}
    sent = {"unit": str(tree.teams[0].pk), "workers": "9"}
    assert client.post(address, sent).headers["Location"] == f"{base}{tree.driver.pk}/"
    assert client.post(address, sent).status_code == 302  # the second click lands where the first did
    page = client.get(f"{base}{tree.driver.pk}/")
    assert page.context["where"].exceeds and len(page.context["where"].lines) == 1  # nine of the five drivers
    opened = client.get(f"{address}?unit={tree.teams[0].pk}")
    assert opened.context["form"]["workers"].value() == "9"
    assert [line.name for line in client.get(f"{base}{tree.department.pk}/").context["functions"]] == ["Heftruck"]
    assert client.get(f"{base}{tree.teams[0].pk}/where/").status_code == 404  # no function
    assert login(tree.owner_a).get(address).status_code == 403
    assert login(tree.contact_b).get(address).status_code == 404
