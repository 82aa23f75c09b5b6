"""The organisation as a tree: what is done to its parts, and how it stood on another day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coaching.companies import actions
from coaching.companies.actions.standing import Under
from coaching.companies.models import EarlierUnit, EstablishmentUnit, Headcount, UnitKind, WorkUnit
from coaching.companies.tree import tree_on
from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone, Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company

LONG_AGO, LAST_YEAR = timedelta(days=700), timedelta(days=365)


def begun(*units: WorkUnit | EstablishmentUnit) -> None:
    """As if they stood so since long, so that a day of the past can be asked for."""
    with system_context("test"):
        for unit in units:
            then = clock.now() - LONG_AGO
            type(unit).objects.filter(pk=unit.pk).update(since=then.date(), created_at=then)


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


@pytest.fixture
def tree(world: Any) -> Any:
    """An establishment with a department of two teams, beside the flat unit of the world; since long."""
    with in_company(world.contact_a, world.company_a) as by:
        place = actions.add_establishment(name="Vestiging Genk", by=by)
        department = actions.add_work_unit(name="Verpakking", headcount=20, under=Under(None, place.pk), by=by)
        teams = [
            actions.add_work_unit(name=name, headcount=9, under=Under(department.pk), by=by)
            for name in ("Ploeg A", "Ploeg B")
        ]
        driver = actions.add_work_unit(name="Heftruck", headcount=5, kind=UnitKind.FUNCTION, by=by)
    begun(place, department, *teams, driver, world.unit_a)
    world.place, world.department, world.teams, world.driver = place, department, teams, driver
    for unit in (place, department, *teams, driver):
        with system_context("test"):
            unit.refresh_from_db()
    return world


def shape(day: date | None = None, **more: Any) -> list[tuple[str, int]]:
    return [(node.path, node.workers) for node in tree_on(day, **more).units]


def test_a_tree_reads_in_order_and_counts_nobody_twice(tree: Any) -> None:
    with in_company(tree.contact_a, tree.company_a):
        found = tree_on()
    assert [node.path for node in found.units] == [
        "Productie",
        "Verpakking",
        "Verpakking › Ploeg A",
        "Verpakking › Ploeg B",
    ]
    assert [node.name for node in found.functions] == ["Heftruck"]
    assert found.workers == 24 + 20 and not found.is_flat
    assert found.by_key[tree.teams[0].pk].place.name == "Vestiging Genk"
    assert found.company_workers == 38


def test_parts_that_exceed_the_whole_are_named(tree: Any) -> None:
    with in_company(tree.contact_a, tree.company_a) as by:
        actions.change_work_unit(unit_id=tree.teams[0].pk, name="Ploeg A", headcount=14, ended=False, by=by)
        whole = tree_on().by_key[tree.department.pk]
    assert (whole.counted, whole.workers, whole.parts_exceed) == (20, 23, True)


def test_an_old_day_keeps_its_names_places_and_figures(tree: Any) -> None:
    team = tree.teams[0]
    with in_company(tree.contact_a, tree.company_a) as by:
        before = shape(ago(100))
        actions.change_work_unit(
            unit_id=team.pk, name="Dagploeg", headcount=12, ended=False, under=Under(), on=ago(50), why="Nieuw", by=by
        )
        actions.change_establishment(unit_id=tree.place.pk, name="Genk Zuid", ended=False, on=ago(40), by=by)
        assert shape(ago(100)) == before
        assert ("Dagploeg", 12) in shape(ago(50)) and ("Verpakking › Ploeg A", 9) in shape(ago(51))
        assert tree_on(ago(41)).places[0].name == "Vestiging Genk" and tree_on().places[0].name == "Genk Zuid"
        earlier = EarlierUnit.objects.get(work_unit=team)
    assert (earlier.until, earlier.why, earlier.deed) == (ago(50), "Nieuw", "changed")
    assert earlier.recorded_by_id == tree.contact_a.pk


def test_what_was_known_then_leaves_out_what_was_written_down_later(tree: Any) -> None:
    launched = clock.now()
    with in_company(tree.contact_a, tree.company_a) as by:
        then = shape(ago(10), known=launched)
        actions.change_work_unit(
            unit_id=tree.teams[0].pk, name="Vroege ploeg", headcount=3, ended=False, on=ago(20), by=by
        )
        actions.add_work_unit(name="Nieuw", headcount=1, on=ago(20), by=by)
        assert shape(ago(10), known=launched) == then
        assert ("Verpakking › Vroege ploeg", 3) in shape(ago(10)) and ("Nieuw", 1) in shape(ago(10))


def test_a_figure_of_an_earlier_day_does_not_become_that_of_today(tree: Any) -> None:
    team = tree.teams[0]
    with in_company(tree.contact_a, tree.company_a) as by:
        actions.change_work_unit(unit_id=team.pk, name="Ploeg A", headcount=11, ended=False, on=ago(5), by=by)
        actions.change_work_unit(unit_id=team.pk, name="Ploeg A", headcount=7, ended=False, on=ago(30), by=by)
        figures = [tree_on(day).by_key[team.pk].counted for day in (ago(60), ago(30), ago(6), ago(5), clock.today())]
        unit = WorkUnit.objects.get(pk=team.pk)
    assert figures == [9, 7, 7, 11, 11] and unit.headcount == 11


def test_the_whole_companys_figure_is_kept_by_day_too(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as by:
        actions.change_company(opened_with=1, headcount=41, by=by)
        assert [row.workers for row in Headcount.objects.filter(work_unit=None)] == [38, 41]
        assert tree_on().company_workers == 41


def test_merged_units_close_say_what_they_became_and_give_their_parts(tree: Any) -> None:
    a, b = tree.teams
    with in_company(tree.contact_a, tree.company_a) as by:
        sub = actions.add_work_unit(name="Nacht", headcount=2, under=Under(a.pk), by=by)
        begun_sub = WorkUnit.objects.get(pk=sub.pk)
    begun(begun_sub)
    asked: dict[str, Any] = {"unit_ids": [a.pk, b.pk], "name": "Ploeg A", "under": Under(tree.department.pk)}
    with in_company(tree.contact_a, tree.company_a) as by:
        whole = actions.merge_units(**asked, on=ago(3), why="Eén ploegbaas", by=by)
        closed = list(WorkUnit.objects.filter(pk__in=[a.pk, b.pk]))
        assert [one.became for one in closed] == [[whole.pk]] * 2 and {one.ended_on for one in closed} == {ago(3)}
        assert whole.headcount == 18 and WorkUnit.objects.get(pk=sub.pk).parent_id == whole.pk
        assert ("Verpakking › Ploeg A › Nacht", 2) in shape() and ("Verpakking › Ploeg B", 9) in shape(ago(4))
        with pytest.raises(AlreadyDone) as again:
            actions.merge_units(**asked, on=ago(3), why="Eén ploegbaas", by=by)
        assert again.value.own and again.value.result == whole


def test_a_split_unit_closes_and_stands_in_its_parts(tree: Any) -> None:
    unit = tree.unit_a
    parts = [("Snijden", 10), ("Wassen", 14)]
    with in_company(tree.coach_a, tree.company_a, "coach") as by:
        made = actions.split_unit(unit_id=unit.pk, parts=parts, opened_with=1, by=by)
        closed = WorkUnit.objects.get(pk=unit.pk)
        assert closed.became == [one.pk for one in made] and closed.ended_on == clock.today()
        with pytest.raises(AlreadyDone) as again:
            actions.split_unit(unit_id=unit.pk, parts=parts, opened_with=1, by=by)
        assert again.value.own and {one.pk for one in again.value.result} == set(closed.became)


def test_findings_keep_the_unit_they_were_about(tree: Any) -> None:
    from riskanalysis.models import AnalysisUnit
    from tests.actionplans import factories as plans

    with system_context("test"):
        analysis = plans.analysis(tree.trajectory_a, state="final")
        AnalysisUnit.objects.create(analysis=analysis, work_unit=tree.unit_a, **plans.keys(analysis))
    with in_company(tree.contact_a, tree.company_a) as by:
        actions.split_unit(unit_id=tree.unit_a.pk, parts=[("Snijden", 10), ("Wassen", 14)], by=by)
        kept = AnalysisUnit.objects.select_related("work_unit").get(analysis=analysis)
        assert (kept.work_unit_id, str(kept.work_unit)) == (tree.unit_a.pk, "Productie")


REFUSED: list[tuple[str, Any]] = [
    ("itself", lambda w, by: _change(w.department, by, under=Under(w.teams[0].pk))),
    ("function as parent", lambda w, by: _change(w.unit_a, by, under=Under(w.driver.pk))),
    ("function in a unit", lambda w, by: _change(w.driver, by, under=Under(w.department.pk))),
    ("open parts", lambda w, by: _change(w.department, by, ended=True)),
    ("future", lambda w, by: _change(w.unit_a, by, name="X", on=clock.today() + timedelta(days=1))),
    ("before the last change", lambda w, by: _change(w.unit_a, by, name="X", on=date(2001, 1, 1))),
    ("taken name", lambda w, by: _change(w.unit_a, by, name="Verpakking")),
    ("one to merge", lambda w, by: actions.merge_units(unit_ids=[w.unit_a.pk], name="X", by=by)),
    ("with its part", lambda w, by: actions.merge_units(unit_ids=[w.department.pk, w.teams[0].pk], name="X", by=by)),
    ("unit and function", lambda w, by: actions.merge_units(unit_ids=[w.unit_a.pk, w.driver.pk], name="X", by=by)),
    (
        "into its own part",
        lambda w, by: actions.merge_units(
            unit_ids=[w.department.pk, w.unit_a.pk], name="X", under=Under(w.teams[0].pk), by=by
        ),
    ),
    ("same names", lambda w, by: actions.split_unit(unit_id=w.unit_a.pk, parts=[("X", 1), ("X", 2)], by=by)),
    ("place in use", lambda w, by: actions.change_establishment(unit_id=w.place.pk, ended=True, by=by)),
    ("place with history", lambda w, by: actions.remove_establishment(unit_id=w.place.pk, by=by)),
    ("foreign unit", lambda w, by: _change(w.unit_b, by, name="X")),
    ("under a foreign unit", lambda w, by: _change(w.unit_a, by, under=Under(w.unit_b.pk))),
]


def _change(unit: WorkUnit, by: Any, **columns: Any) -> WorkUnit:
    said: dict[str, Any] = {"name": unit.name, "headcount": unit.headcount, "ended": False, **columns}
    return actions.change_work_unit(unit_id=unit.pk, by=by, **said)


@pytest.mark.parametrize(("what", "deed"), REFUSED, ids=[what for what, _deed in REFUSED])
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(tree: Any, what: str, deed: Any) -> None:
    def rows() -> list[Any]:
        with system_context("test"):
            return list(WorkUnit.objects.order_by("pk").values()) + list(EarlierUnit.objects.values())

    before = rows()
    with in_company(tree.contact_a, tree.company_a) as by, pytest.raises(Refused):
        deed(tree, by)
    assert rows() == before, what


def test_levels_have_an_end(tree: Any) -> None:
    with in_company(tree.contact_a, tree.company_a) as by:
        below = tree.teams[0]
        for level in range(4):
            below = actions.add_work_unit(name=f"Niveau {level}", headcount=0, under=Under(below.pk), by=by)
        with pytest.raises(Refused):
            actions.add_work_unit(name="Te diep", headcount=0, under=Under(below.pk), by=by)
        with pytest.raises(Refused):
            _change(tree.department, by, under=Under(tree.unit_a.pk))


def test_the_second_of_two_editors_is_told(tree: Any) -> None:
    with in_company(tree.contact_a, tree.company_a) as by:
        _change(tree.unit_a, by, name="Eerst", opened_with=1)
        with pytest.raises(VersionConflict):
            _change(tree.unit_a, by, name="Te laat", opened_with=1)


def test_the_database_refuses_a_ring_and_parts_of_a_function(tree: Any) -> None:
    with system_context("test"):
        for change in (
            {"pk": tree.department.pk, "parent_id": tree.teams[0].pk, "establishment_id": None},
            {"pk": tree.unit_a.pk, "parent_id": tree.unit_a.pk},
            {"pk": tree.unit_a.pk, "parent_id": tree.driver.pk},
            {"pk": tree.department.pk, "kind": "function", "establishment_id": None},
            {"pk": tree.teams[0].pk, "establishment_id": tree.place.pk},
        ):
            columns = {name: value for name, value in change.items() if name != "pk"}
            with pytest.raises(IntegrityError), transaction.atomic():
                WorkUnit.objects.filter(pk=change["pk"]).update(**columns)


def test_a_unit_cannot_be_part_of_another_companys(tree: Any) -> None:
    from django.db import connection

    with system_context("test"), pytest.raises(IntegrityError), transaction.atomic():
        WorkUnit.objects.filter(pk=tree.unit_a.pk).update(parent_id=tree.unit_b.pk)
        connection.check_constraints()


def test_nobody_rewrites_what_was(tree: Any) -> None:
    from django.db.utils import ProgrammingError

    with in_company(tree.contact_a, tree.company_a) as by:
        _change(tree.unit_a, by, name="Nieuwe naam")
        for model in (EarlierUnit, Headcount):
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.all().update(company_id=tree.company_a.pk)


def test_the_body_reads_the_tree_of_any_day(tree: Any) -> None:
    with in_company(tree.worker_bench_a, tree.company_a):
        assert len(shape()) == 4 and len(shape(ago(30))) == 4 and tree_on().places


def test_another_companys_tree_is_its_own(tree: Any) -> None:
    with in_company(tree.contact_b, tree.company_b):
        assert [path for path, _workers in shape()] == ["Productie"]


def test_a_tree_takes_as_many_queries_for_many_units(tree: Any, django_assert_num_queries: Any) -> None:
    for _round in range(2):
        with in_company(tree.contact_a, tree.company_a) as by:
            with django_assert_num_queries(4):  # one of them for where the functions' people work
                tree_on()
            with django_assert_num_queries(6):
                tree_on(ago(9))
            for name in ("X", "Y"):
                actions.add_work_unit(name=f"{name} {_round}", headcount=1, under=Under(tree.department.pk), by=by)
