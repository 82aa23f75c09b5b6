"""Analyses of each kind and scope: which may be open beside which, what a final one replaces, what is in force of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from coaching.companies.models import EstablishmentUnit, FilePiece, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from riskanalysis import actions, queries
from riskanalysis.enums import AnalysisKind, SubFactor
from riskanalysis.models import Finding, RiskAnalysis
from riskanalysis.queries_in_force import in_force
from riskanalysis.scopes import ALL_FACTORS, Squares, key
from tests import factories
from tests.acting import in_company
from tests.riskanalysis.conftest import TALK, finalised, judge_all, values

pytestmark = pytest.mark.django_db
PART, SITUATION = AnalysisKind.PART, AnalysisKind.SITUATION
ASKED = actions.Request("line", date(2026, 3, 2))


def unit(company: Any, name: str, headcount: int = 6) -> WorkUnit:
    with system_context("test"):
        return WorkUnit.objects.create(company=company, name=name, headcount=headcount)


def judge(analysis: Any, by: Any, *found: dict[str, Any], talk: bool = True) -> Any:
    """From its opening to the body's words."""
    actions.start_collecting(analysis=analysis, by=by)
    if talk:
        actions.add_talk(analysis=analysis, by=by, **TALK)
    actions.start_evaluating(analysis=analysis, by=by)
    made = [actions.add_finding(analysis=analysis, by=by, **values(**one)) for one in found]
    for aspect in RiskAnalysis.objects.get(pk=analysis.pk).aspects:
        actions.judge_aspect(analysis=analysis, aspect=aspect, colour="orange", summary="Besproken.", by=by)
    actions.draft_report(analysis=analysis, by=by)
    actions.consult(analysis=analysis, notes="Akkoord.", by=by)
    actions.finalise(analysis=analysis, by=by)
    return made


def state(analysis: Any) -> str:
    return RiskAnalysis.objects.get(pk=analysis.pk).state


# ---- What covers what ----


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((["u"], ["AV2"]), (["u"], ["AV2", "AI5"]), True),
        ((["u"], ["AV2"]), (["u"], ["AI5"]), False),
        ((["u"], ["AV2"]), (["v"], ["AV2"]), False),
        (([], ["AV2"]), (["v"], ["AV2"]), True),
        ((["u", "v"], []), (["v"], ["AV2"]), True),
        (([], ["AO1"]), ([], ["AO2"]), False),
    ],
)
def test_where_two_look_at_the_same(one, other, meet):
    a, b = Squares.of(*one), Squares.of(*other)
    assert a.meets(b) is b.meets(a) is meet


def test_what_is_left_of_an_analysis():
    whole = Squares.of([], [], everybody=True)
    u_roster, u_all, v_all = Squares.of("u", ["AV2"]), Squares.of("u", []), Squares.of("v", [])
    assert u_roster.is_within([u_all]) and u_roster.is_within([whole]) and whole.is_within([whole])
    assert not u_all.is_within([u_roster])
    assert not u_roster.is_within([v_all])
    assert Squares.of(["u", "v"], []).is_within([u_all, v_all])
    assert not whole.is_within([u_all, v_all])  # what concerns everybody is looked at by none of them
    halves = [Squares.of([], [f for f in ALL_FACTORS if (f < "AO") is side]) for side in (True, False)]
    assert whole.is_within(halves)
    assert not whole.is_within(halves[:1])


def test_a_scope_is_the_same_in_any_order():
    assert key(["u", "v"], ["AV2", "AI5"]) == key(["v", "u"], ["AI5", "AV2"])
    assert len({key(["u"], []), key([], ["u"]), key(["u", "v"], []), key(["u"], ["v"])}) == 4


# ---- What may be open beside what ----


def test_parts_are_open_beside_the_whole_and_each_other(world):
    second = unit(world.company_a, "Verzending")
    with in_company(world.coach_a, world.company_a) as by:
        actions.open_analysis(title="Geheel", by=by)
        one = actions.open_analysis(title="Deel", kind=PART, work_units=[world.unit_a], parts=["AV2", "AI5"], by=by)
        actions.open_analysis(title="Ander deel", kind=PART, work_units=[second], parts=["AV2"], by=by)
        actions.open_analysis(
            title="Zelfde plek, iets anders", kind=PART, work_units=[world.unit_a], parts=["AO1"], by=by
        )
        assert (one.aspects, one.factors) == (["AI", "AV"], [SubFactor.AI5, SubFactor.AV2])
        assert list(one.work_units.all()) == [world.unit_a]
        for parts, units in ((["AV2"], [world.unit_a]), ([], [world.unit_a, second]), (["AI5"], [])):
            with pytest.raises(Refused):
                actions.open_analysis(title="Overlapt", kind=PART, work_units=units, parts=parts, by=by)
        assert RiskAnalysis.objects.count() == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "elders"},
        {"kind": PART},
        {"kind": PART, "parts": ["XX1"]},
        {"kind": SITUATION, "asked": ASKED},
        {"kind": SITUATION, "unit": 6},
        {"kind": SITUATION, "unit": 1, "asked": ASKED},
        {"kind": SITUATION, "unit": 6, "asked": actions.Request("neighbour", date(2026, 3, 2))},
        {"kind": SITUATION, "unit": 6, "asked": actions.Request("line", date(2999, 1, 1))},
    ],
)
def test_what_is_no_scope(world, wrong):
    units = [unit(world.company_a, "Ploeg", headcount=wrong["unit"])] if "unit" in wrong else []
    rest = {name: value for name, value in wrong.items() if name != "unit"}
    with in_company(world.contact_a, world.company_a) as by:
        with pytest.raises(Refused):
            actions.open_analysis(title="Mag niet", work_units=units, by=by, **rest)
        assert not RiskAnalysis.objects.exists()


def test_units_of_another_company_are_no_scope(world):
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(Refused):
        actions.open_analysis(title="Mag niet", kind=PART, work_units=[world.unit_b], by=by)


def test_a_part_does_not_grow_into_another_that_is_open(world):
    second = unit(world.company_a, "Verzending")
    with in_company(world.contact_a, world.company_a) as by:
        one = actions.open_analysis(title="Deel", kind=PART, work_units=[world.unit_a], parts=["AV2"], by=by)
        actions.open_analysis(title="Ander", kind=PART, work_units=[second], parts=["AV2"], by=by)
        common = {"analysis": one, "title": "Deel", "scope": "s", "by": by}
        with pytest.raises(Refused):
            actions.set_scope(work_units=[world.unit_a, second], **common)
        actions.set_scope(work_units=[world.unit_a], parts=["AV2", "AI5"], **common)
        assert RiskAnalysis.objects.get(pk=one.pk).parts == ["AI5", "AV2"]
        actions.start_collecting(analysis=one, by=by)
        actions.start_evaluating(analysis=one, by=by)
        actions.add_finding(analysis=one, by=by, **values(sub_factor="AV2", level="group", work_unit=world.unit_a))
        with pytest.raises(Refused):
            actions.set_scope(work_units=[world.unit_a], parts=["AI5"], **common)


def raw(world: Any, **columns: Any) -> None:
    piece = factories.piece(world.trajectory_a, "analysis")
    RiskAnalysis.objects.create(title="Met de hand", company=world.company_a, piece=piece, **columns)


@pytest.mark.parametrize(
    ("there", "beside"),
    [
        ({}, {}),
        ({"kind": "part", "scope_key": "x"}, {"kind": "part", "scope_key": "x"}),
        ({"state": "final"}, {"state": "final"}),
        ({}, {"kind": "whole", "parts": ["AV2"], "state": "final"}),
        ({}, {"kind": "situation", "scope_key": "y"}),
        ({}, {"kind": "part", "scope_key": "y", "asked_by": "line", "asked_on": date(2026, 1, 1)}),
        ({}, {"kind": "part", "scope_key": "y", "decision": "Zo.", "decided_on": None}),
    ],
)
def test_the_database_holds_it(world, there, beside):
    def row(columns: dict[str, Any]) -> dict[str, Any]:
        return {"finalised_at": clock.now() if columns.get("state") == "final" else None, **columns}

    with system_context("test"):
        raw(world, **row(there))
        with pytest.raises(IntegrityError), transaction.atomic():
            raw(world, **row(beside))


def test_one_that_is_not_readable_runs_too_and_strangers_are_told_nothing(world):
    with in_company(world.contact_a, world.company_a) as by:
        before = factories.LONG_AGO.replace(year=factories.LONG_AGO.year - 1)
        actions.open_analysis(title="Oud", kind=PART, work_units=[world.unit_a], parts=["AV2"], by=by, at=before)
    with in_company(world.coach_a, world.company_a):
        assert not RiskAnalysis.objects.exists()
        assert queries.runs(world.company_a.pk, PART, [world.unit_a.pk], ["AV2"])
        assert not queries.runs(world.company_a.pk, PART, [world.unit_a.pk], ["AO1"])
    with in_company(world.contact_b, world.company_b):
        assert not queries.runs(world.company_a.pk, PART, [world.unit_a.pk], ["AV2"])


# ---- What a final one replaces, and what is in force ----


def test_a_part_takes_the_place_of_that_part_alone(risk):
    """A new night shift: roster and pace of one unit are judged again, the rest of the whole stays final."""
    w = risk.world
    second = unit(w.company_a, "Verzending")
    with in_company(w.coach_a, w.company_a) as by:
        actions.set_scope(analysis=risk.a, title="A", scope="s", work_units=[w.unit_a, second], by=by)
        kept = actions.add_finding(
            analysis=risk.a, by=by, **values(sub_factor="AO1", level="group", work_unit=w.unit_a)
        )
        old = actions.add_finding(analysis=risk.a, by=by, **values(sub_factor="AV2", level="group", work_unit=w.unit_a))
        other = actions.add_finding(analysis=risk.a, by=by, **values(sub_factor="AV2", level="group", work_unit=second))
        broad = actions.add_finding(analysis=risk.a, by=by, **values(sub_factor="AV2"))
    finalised(risk)
    with in_company(w.contact_a, w.company_a) as by:
        part = actions.open_analysis(title="Nacht", kind=PART, work_units=[w.unit_a], parts=["AV2", "AI5"], by=by)
        assert FilePiece.objects.get(pk=part.piece_id).builds_on_id == risk.a.piece_id
        (new,) = judge(part, by, {"sub_factor": "AV2", "level": "group", "work_unit": w.unit_a})
        assert new.code == "F6"  # counts on behind the whole's: a plan names both
        holds = in_force(w.company_a.pk)
        found = set(holds.findings())
        assert (state(risk.a), state(part)) == ("final", "final")
        assert old not in found
        assert {kept, other, broad, new} <= found
        assert len(found) == 5  # the Kinney finding of the whole as well
        assert holds.judged_by(w.unit_a.pk, "AI5").analysis == part
        assert holds.judged_by(w.unit_a.pk, "AO1").analysis == risk.a
        assert holds.judged_by(second.pk, "AV2").analysis == risk.a
        again = actions.open_analysis(title="Weer", kind=PART, work_units=[w.unit_a], by=by)
        judge(again, by)
        assert (state(part), state(again), state(risk.a)) == ("superseded", "final", "final")
        assert new not in set(in_force(w.company_a.pk).findings())


def test_a_new_whole_replaces_all(risk):
    w = risk.world
    finalised(risk)
    with in_company(w.contact_a, w.company_a) as by:
        part = actions.open_analysis(title="Deel", kind=PART, work_units=[w.unit_a], by=by)
        judge(part, by)
        newer = actions.open_analysis(title="Later", by=by)
        judge(newer, by)
        assert [state(one) for one in (risk.a, part, newer)] == ["superseded", "superseded", "final"]


def test_a_situation_adds_and_takes_nothing_away(risk):
    w = risk.world
    finalised(risk)
    with in_company(w.contact_a, w.company_a) as by:
        opened = {"kind": SITUATION, "work_units": [w.unit_a], "asked": ASKED, "by": by}
        one = actions.open_analysis(title="Spanning aan de band", **opened)
        (found,) = judge(one, by, {"sub_factor": "AOM6", "level": "group", "work_unit": w.unit_a})
        holds = in_force(w.company_a.pk)
        assert holds.judged_by(w.unit_a.pk, "AOM6").analysis == risk.a
        assert {found, Finding.objects.get(analysis=risk.a)} == set(holds.findings())
        two = actions.open_analysis(title="Opnieuw gevraagd", **opened)
        judge(two, by)
        assert [state(each) for each in (risk.a, one, two)] == ["final", "superseded", "final"]


def test_a_place_has_findings_of_its_own(world):
    with system_context("test"):
        place = EstablishmentUnit.objects.create(company=world.company_a, name="Winkel")
        elsewhere = EstablishmentUnit.objects.create(company=world.company_b, name="Elders")
    with in_company(world.contact_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Winkel", kind=PART, establishment=place, by=by)
        judge(analysis, by, {"sub_factor": "AOM4"})
        holds = in_force(world.company_a.pk)
        assert holds.judged_by(place.pk, "AOM4").analysis == analysis
        assert holds.judged_by(None, "AOM4") is None
        assert len(holds.findings()) == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.open_analysis(title="Van een ander", kind=PART, establishment=elsewhere, by=by)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_only_what_it_looks_at_is_judged(world):
    with in_company(world.contact_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Deel", kind=PART, work_units=[world.unit_a], parts=["AV2"], by=by)
        actions.start_collecting(analysis=analysis, by=by)
        actions.start_evaluating(analysis=analysis, by=by)
        own = {"sub_factor": "AV2", "level": "group", "work_unit": world.unit_a}
        for wrong in ({"sub_factor": "AO1"}, {"level": "organisation", "work_unit": None}):
            with pytest.raises(Refused):
                actions.add_finding(analysis=analysis, by=by, **values(**{**own, **wrong}))
        with pytest.raises(Refused):
            actions.judge_aspect(analysis=analysis, aspect="AO", colour="green", by=by)
        assert actions.add_finding(analysis=analysis, by=by, **values(**own)).code == "F1"


# ---- Participation, and the employer's decision ----


def test_final_only_with_participation_or_a_reason(risk):
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        part = actions.open_analysis(title="Deel", kind=PART, work_units=[w.unit_a], by=by)
        actions.start_collecting(analysis=part, by=by)
        actions.add_talk(analysis=part, by=by, **{**TALK, "kind": "observation"})  # looking on is no talk with workers
        actions.start_evaluating(analysis=part, by=by)
        judge_all(part, by)
        with pytest.raises(Refused, match="interview"):
            actions.draft_report(analysis=part, by=by)
        actions.explain_participation(analysis=part, note="De ploeg begint pas in mei; dan spreken we ze.", by=by)
        actions.draft_report(analysis=part, by=by)
        actions.consult(analysis=part, notes="Akkoord.", by=by)
        actions.explain_participation(analysis=part, note="", by=by)
        with pytest.raises(Refused, match="interview"):
            actions.finalise(analysis=part, by=by)
        actions.explain_participation(analysis=part, note="Zie hierboven.", by=by)
        assert actions.finalise(analysis=part, by=by).state == "final"
        with pytest.raises(Refused):
            actions.explain_participation(analysis=part, note="Anders.", by=by)


def test_the_employer_decides_about_a_situation_once(risk):
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        one = actions.open_analysis(title="Band", kind=SITUATION, work_units=[w.unit_a], asked=ASKED, by=by)
        decided = {"analysis": one, "decision": "Twee mensen meer op vrijdag.", "by": by}
        with pytest.raises(Refused):
            actions.decide_situation(decided_on=clock.today(), **decided)
        judge(one, by)
        with pytest.raises(Refused):
            actions.decide_situation(decided_on=date(2026, 3, 1), **decided)  # before it was asked for
        actions.decide_situation(decided_on=clock.today(), **decided)
        with pytest.raises(Refused):
            actions.decide_situation(decided_on=clock.today(), **{**decided, "decision": "Toch niet."})
        assert RiskAnalysis.objects.get(pk=one.pk).decision == "Twee mensen meer op vrijdag."
        with pytest.raises(Refused):
            actions.decide_situation(analysis=risk.a, decision="Zo.", decided_on=clock.today(), by=by)


# ---- What is asked about a psychosocial finding ----


def test_consequences_and_tests_of_psychosocial_findings_alone(risk):
    asked = {"consequences": ["conflict", "stress", "onbekend"], "is_objective": True, "employer_can_act": False}
    with in_company(risk.world.coach_a, risk.world.company_a) as by:
        mind = actions.add_finding(analysis=risk.a, by=by, **values(domain="psychosocial", sub_factor="AO3", **asked))
        body = actions.add_finding(analysis=risk.a, by=by, **values(**asked))
        assert (mind.consequences, mind.is_objective, mind.employer_can_act) == (["stress", "conflict"], True, False)
        assert (body.consequences, body.is_objective, body.employer_can_act) == ([], None, None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=body.pk).update(is_objective=True)
