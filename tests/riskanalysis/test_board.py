"""The roll-out and what holds now: who reads it, what somebody plans, moves, drops and begins, what a page costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from riskanalysis import actions, queries_board
from riskanalysis.enums import AnalysisKind
from riskanalysis.models import Finding, PlannedAnalysis, RiskAnalysis
from tests.acting import in_company
from tests.riskanalysis.conftest import TALK, finalised, judge_all, values

pytestmark = pytest.mark.django_db
YEAR = clock.today().year
PAGES = ("board/", "board/new/", "new/part/", "new/situation/", "holds/")
READ = ("board/", "holds/")


def place(world: Any, letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/analyses/"


def plan(world: Any, letter: str = "a", **fields: Any) -> PlannedAnalysis:
    with in_company(getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")) as by:
        units = [getattr(world, f"unit_{letter}")]
        return actions.plan_analysis(**{"year": YEAR + 1, "work_units": units, "by": by, **fields})[0]


def stored(row: PlannedAnalysis) -> PlannedAnalysis:
    with system_context("test"):
        return PlannedAnalysis.objects.get(pk=row.pk)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["contact_a", "adviser_a", "coach_a"])
def test_company_and_coach_open_every_page(world, login, who, page):
    assert login(getattr(world, who)).get(place(world) + page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_body_reads_strangers_find_nothing(world, login, page):
    assert login(world.worker_bench_a).get(place(world) + page).status_code == (200 if page in READ else 403)
    assert login(world.owner_a).get(place(world) + page).status_code == 403
    for who in ("contact_b", "coach_b", "outsider", "admin_a"):
        assert login(getattr(world, who)).get(place(world) + page).status_code == 404


def test_one_line_per_unit_and_none_twice(world, login):
    with system_context("test"):
        second = WorkUnit.objects.create(company=world.company_a, name="Winkel", headcount=4)
    client = login(world.contact_a)
    answers = {"year": YEAR + 1, "work_units": [world.unit_a.pk, second.pk], "parts": ["AV2", "AO1"], "note": "Nacht"}
    for _click in range(2):
        assert client.post(place(world) + "board/new/", answers).status_code == 302
    with system_context("test"):
        rows = PlannedAnalysis.objects.order_by("work_unit__name")
        assert {(row.work_unit_id, row.year, tuple(row.parts)) for row in rows} == {
            (world.unit_a.pk, YEAR + 1, ("AO1", "AV2")),
            (second.pk, YEAR + 1, ("AO1", "AV2")),
        }
    board = client.get(place(world) + "board/").content.decode()
    assert "AO1, AV2, Nacht" in board and str(YEAR + 1) in board


@pytest.mark.parametrize("change", [{"year": YEAR - 1}, {"year": YEAR + 11}, {"work_units": "b"}])
def test_what_is_not_planned(world, change):
    if change.get("work_units"):
        change = {"work_units": [world.unit_b]}
    with pytest.raises(Refused):
        plan(world, **change)
    with in_company(world.worker_bench_a, world.company_a) as by, pytest.raises(PermissionDenied):
        actions.plan_analysis(year=YEAR, by=by)
    with system_context("test"):
        assert not PlannedAnalysis.objects.exists()


def test_move_and_drop(world, login):
    row, client = plan(world), login(world.coach_a)
    page = f"{place(world)}board/{row.pk}/"
    assert client.get(page).status_code == 200
    assert (
        client.post(page, {"year": YEAR + 2, "parts": ["AV2"], "note": "Later", "version": row.version}).status_code
        == 302
    )
    assert (stored(row).year, stored(row).parts, stored(row).note) == (YEAR + 2, ["AV2"], "Later")
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(VersionConflict):
        actions.change_planned(planned=row, year=YEAR + 3, parts=[], note="", opened_with=row.version, by=by)
    assert client.post(page + "drop/", {"why": ""}).status_code == 200
    assert client.post(page + "drop/", {"why": "Gesloten in mei."}).status_code == 302
    assert (stored(row).dropped_on, stored(row).dropped_why) == (clock.today(), "Gesloten in mei.")
    board = client.get(place(world) + "board/").content.decode()
    assert "Gesloten in mei." in board and f"board/{row.pk}" not in board
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(Refused):
        actions.drop_planned(planned=row, why="Nog eens.", by=by)


@pytest.mark.parametrize("page", ["", "drop/", "begin/"])
def test_a_foreign_line_is_not_there(world, login, page):
    row = plan(world, "b")
    assert login(world.contact_a).get(f"{place(world)}board/{row.pk}/{page}").status_code == 404
    assert login(world.worker_bench_b).get(f"{place(world, 'b')}board/{row.pk}/{page}").status_code == 403


def test_begin_what_was_planned(world, login):
    row = plan(world, parts=["AV2"])
    client = login(world.contact_a)
    page = f"{place(world)}board/{row.pk}/begin/"
    assert world.unit_a.name in client.get(page).content.decode()
    assert client.post(page, {"title": "Rooster"}).status_code == 302
    with system_context("test"):
        analysis = RiskAnalysis.objects.get()
        assert (analysis.kind, analysis.parts) == ("part", ["AV2"])
        assert list(analysis.work_units.all()) == [world.unit_a]
    assert stored(row).analysis_id == analysis.pk
    assert str(analysis.pk) in client.post(page, {"title": "Rooster"})["Location"]  # the second click
    assert login(world.colleague_a).post(page, {"title": "Rooster"}).status_code == 200  # begun already
    whole = plan(world, work_units=[])
    with in_company(world.contact_a, world.company_a) as by:
        assert actions.begin_planned(planned=whole, title="Geheel", by=by).kind == AnalysisKind.WHOLE


def test_what_the_board_says(risk, login):
    w = risk.world
    with in_company(w.contact_a, w.company_a):
        assert all(row.never for row in queries_board.board(w.company_a.pk))
    finalised(risk)
    with in_company(w.contact_a, w.company_a) as by:
        part = actions.open_analysis(title="Nacht", kind=AnalysisKind.PART, work_units=[w.unit_a], parts=["AV2"], by=by)
        actions.start_collecting(analysis=part, by=by)
        actions.add_talk(analysis=part, by=by, **TALK)
        actions.start_evaluating(analysis=part, by=by)
        actions.add_finding(analysis=part, by=by, **values(sub_factor="AV2", level="group", work_unit=w.unit_a))
        actions.judge_aspect(analysis=part, aspect="AV", colour="orange", by=by)
        actions.draft_report(analysis=part, by=by)
        actions.consult(analysis=part, notes="Akkoord.", by=by)
        actions.finalise(analysis=part, by=by)
        row = next(one for one in queries_board.board(w.company_a.pk) if one.key == w.unit_a.pk)
        squares = {square.aspect.value: square for square in row.squares}
        assert squares["AV"].newest.analysis == part and squares["AV"].whole and squares["AV"].count == 1
        assert (squares["AOM"].newest.analysis.pk, squares["AOM"].colour) == (risk.a.pk, "red")
    page = login(w.worker_bench_a).get(place(w) + f"holds/?unit={w.unit_a.pk}&aspect=AV").content.decode()
    assert "Nacht" in page and str(risk.a.pk) not in page
    taken = login(w.contact_a).get(place(w) + "holds/?export=csv").content.decode("utf-8-sig")
    assert len(taken.strip().splitlines()) == 3 and "Nacht" in taken


@pytest.mark.parametrize("page", ["board/", "holds/", ""])
def test_pages_cost_the_same_for_three(risk, login, page):
    w = risk.world
    finalised(risk)
    plan(w)
    client = login(w.contact_a)
    address = place(w) + page if page else f"{place(w)}{risk.a.pk}/"

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = cost()
    with system_context("test"):
        for number in (2, 3):
            unit = WorkUnit.objects.create(company=w.company_a, name=f"Ploeg {number}", headcount=7)
            first = Finding.objects.filter(analysis=risk.a).first()
            assert first is not None
            Finding.objects.create(
                analysis=risk.a,
                piece_id=risk.a.piece_id,
                company=w.company_a,
                code=f"F{number}0",
                aspect="AV",
                sub_factor="AV2",
                level="group",
                work_unit=unit,
                hazard="Rooster",
                method="judgement",
                colour="red",
                consequences=["stress"],
            )
            PlannedAnalysis.objects.create(company=w.company_a, work_unit=unit, year=YEAR + number)
    assert cost() == before


def test_who_works_in_a_part_reads_what_it_builds_on_and_no_more(world):
    """At SQL: a mandate from a day on shows a part made since, the final analyses behind it, and nothing else of before."""
    from tests import factories

    before = factories.LONG_AGO.replace(year=factories.LONG_AGO.year - 1)
    with in_company(world.contact_a, world.company_a) as by:
        whole = actions.open_analysis(title="Geheel", by=by, at=before)
        aside = actions.open_analysis(title="Opzij", kind=AnalysisKind.PART, parts=["AO1"], by=by, at=before)
        actions.start_collecting(analysis=whole, by=by)
        actions.add_talk(analysis=whole, by=by, **TALK)
        actions.start_evaluating(analysis=whole, by=by)
        actions.add_finding(analysis=whole, by=by, **values())
        judge_all(whole, by)
        actions.draft_report(analysis=whole, by=by)
        actions.consult(analysis=whole, notes="Akkoord.", by=by)
        actions.finalise(analysis=whole, by=by)

    def seen() -> tuple[set[str], set[str], int]:
        with in_company(world.coach_a, world.company_a), connection.cursor() as cursor:
            cursor.execute("SELECT title FROM riskanalysis_riskanalysis")
            titles = {title for (title,) in cursor.fetchall()}
            cursor.execute("SELECT hazard FROM riskanalysis_finding")
            hazards = {hazard for (hazard,) in cursor.fetchall()}
            cursor.execute("UPDATE riskanalysis_riskanalysis SET title = title WHERE id = %s", [aside.pk])
            return titles, hazards, cursor.rowcount

    assert seen() == (set(), set(), 0)
    with in_company(world.contact_a, world.company_a) as by:
        actions.open_analysis(title="Deel", kind=AnalysisKind.PART, work_units=[world.unit_a], parts=["AV2"], by=by)
    assert seen() == ({"Deel", "Geheel"}, {"Tillen van kratten"}, 0)
