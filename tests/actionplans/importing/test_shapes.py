"""Three differently shaped spreadsheets: what each brings, and that a fault keeps all of it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actionplans.actions.bringing.common import Target
from actionplans.actions.brought import record_brought_plan
from actionplans.actions.importing import import_plan
from actionplans.enums import ImportKind
from actionplans.importing.headings import Reading
from actionplans.importing.kinds import kind_of
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective, ObjectiveFinding, PreventionMeasure
from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.reading.files import Unreadable
from coaching.core.tenancy.context import current_actor, system_context
from riskanalysis.models import AnalysisUnit, Finding, RiskAnalysis
from tests.acting import in_company
from tests.actionplans import scenes
from tests.actionplans.importing import sheets

pytestmark = pytest.mark.django_db


def brought(case, content, kind, **said):
    with in_company(case.contact_a, case.company_a) as by:
        return import_plan(content=content, kind=kind, by=by, **said)


def add_unit(case, name="Inpak"):
    with system_context("test"):
        return WorkUnit.objects.create(company=case.company_a, name=name, headcount=12)


def faults(done):
    return [(fault.line, fault.column, fault.value) for fault in done.faults]


def test_an_inventory_of_a_service_becomes_findings(case):
    unit = add_unit(case)
    assert kind_of(sheets.inventory()) == ImportKind.RISKS
    done = brought(case, sheets.inventory(), ImportKind.RISKS)
    assert (done.faults, done.rows, done.counted()) == ([], 3, {"analysis": 1, "finding": 3})
    with system_context("test"):
        analysis = RiskAnalysis.objects.get(company=case.company_a, state="scoping")
        found = list(Finding.objects.filter(analysis=analysis).order_by("code"))
        assert AnalysisUnit.objects.filter(analysis=analysis, work_unit=unit).exists()
    assert [(f.sub_factor, f.domain, f.work_unit_id, f.kinney_score, f.colour) for f in found] == [
        ("AOM6", "ergonomics", unit.pk, Decimal(252), "red"),
        ("AOM2", "safety", unit.pk, Decimal(126), "orange"),  # under a merged cell: the unit above
        ("AOM3", "health", None, Decimal(54), "green"),
    ]
    assert found[0].existing_measures == "Tiltechniek aangeleerd"
    assert [note.value for note in done.notes] == ["Totaal"]


def test_the_same_inventory_once_more_changes_nothing(case):
    add_unit(case)
    brought(case, sheets.inventory(), ImportKind.RISKS)
    again = brought(case, sheets.inventory(), ImportKind.RISKS)
    assert (again.faults, again.counted(), len(again.notes)) == ([], {}, 4)
    with system_context("test"):
        assert Finding.objects.filter(company=case.company_a, analysis__state="scoping").count() == 3


def test_a_unit_that_nobody_knows_keeps_all_of_it_out(case):
    done = brought(case, sheets.inventory(), ImportKind.RISKS)
    assert faults(done) == [(5, "work_unit", "Inpak"), (6, "work_unit", "Inpak")]
    with system_context("test"):
        assert not RiskAnalysis.objects.filter(company=case.company_a, state="scoping").exists()


def test_a_score_that_its_figures_do_not_give_is_named(case):
    rows = [
        ["Risico", "Domein", "W", "B", "E", "Score"],
        ["Tillen", "Ergonomie", 6, 6, 7, 200],
        ["Val", "Veiligheid", 4, 6, 7, ""],
    ]
    done = brought(case, sheets.workbook(rows), ImportKind.RISKS)
    assert faults(done) == [(2, "score", "200"), (3, "probability", "4"), (3, "sub_factor", "")]


def test_kinney_says_nothing_about_psychosocial_risks(case):
    rows = [["Risico", "Deelfactor", "W", "B", "E"], ["Werkdruk", "AI4", 6, 6, 7]]
    (fault,) = brought(case, sheets.workbook(rows), ImportKind.RISKS).faults
    assert (fault.line, fault.column) == (2, "") and "Kinney" in fault.reason


def test_words_that_a_company_explains_are_read(case):
    rows = [["Risico", "Deelfactor", "Prioriteit"], ["Kookt te heet", "Keuken", "hoog"], ["Tocht", "", "laag"]]
    assert faults(brought(case, sheets.workbook(rows), ImportKind.RISKS)) == [
        (2, "sub_factor", "Keuken"),
        (3, "sub_factor", ""),
    ]
    reading = Reading(words={"sub_factor": {"keuken": "AOM2"}}, defaults={"sub_factor": "AOM1"})
    assert brought(case, sheets.workbook(rows), ImportKind.RISKS, reading=reading).counted()["finding"] == 2


def test_a_list_made_by_hand_becomes_measures(planned):
    year = planned.annual_a.year
    assert kind_of(sheets.action_list(year)) == ImportKind.MEASURES
    done = brought(planned, sheets.action_list(year), ImportKind.MEASURES)
    assert (done.faults, done.counted()) == ([], {"measure": 2})
    assert [(note.line, note.value) for note in done.notes] == [(6, "afgerond")]
    with system_context("test"):
        rows = PreventionMeasure.objects.filter(plan=planned.annual_a).exclude(code="A1").order_by("code")
        assert [(m.what, m.where, m.who, m.due_on, m.budget_eur, m.state) for m in rows] == [
            ("Twee heftafels plaatsen", "Waslijn", "Technische dienst", date(year, 6, 30), Decimal(14000), "proposed"),
            ("Rolcontainers vervangen", "Magazijn", "Aankoop", date(year, 9, 30), Decimal("3500.50"), "proposed"),
        ]
        assert {m.objective_id for m in rows} == {planned.objective_a.pk}


def test_whole_measures_are_marked_as_ready_when_asked(planned):
    year = planned.annual_a.year
    names = ["Wat", "Waarom", "Wie", "Hoe", "Waar", "Wanneer", "Preventieniveau", "Opgevolgd door", "Indicator"]
    with in_company(planned.contact_a, planned.company_a):
        owner = planned.owner_a.get_full_name()
    row = ["Tilhulp", "Zwaar", "Inpak", "Offerte", "Hal", f"31/12/{year}", "primair", owner, "Score"]
    done = brought(planned, sheets.workbook([names, row]), ImportKind.MEASURES, target=Target(ready=True))
    assert done.faults == []
    with system_context("test"):
        made = PreventionMeasure.objects.get(plan=planned.annual_a, what="Tilhulp")
    assert (made.state, made.owner_id) == ("planned", planned.owner_a.pk)


def test_dates_outside_the_year_and_strangers_are_named_and_nothing_stays(planned):
    year = planned.annual_a.year
    rows = [
        ["Maatregel", "Wanneer", "Opgevolgd door"],
        ["Een", f"1/1/{year + 1}", ""],
        ["Twee", "", planned.owner_b.get_full_name()],
        ["Drie", "", ""],
    ]
    done = brought(planned, sheets.workbook(rows), ImportKind.MEASURES)
    assert [(line, column) for line, column, _value in faults(done)] == [(2, ""), (3, "owner")]
    with system_context("test"):
        assert PreventionMeasure.objects.filter(company=planned.company_a).count() == 1


def test_a_plan_in_force_takes_no_measures(planned):
    scenes.in_force(planned)
    with pytest.raises(Refused):
        brought(planned, sheets.action_list(planned.annual_a.year), ImportKind.MEASURES)


def test_a_plan_per_domain_becomes_objectives_and_measures(ergonomic):
    case, year = ergonomic, ergonomic.plan_a.start_year
    assert kind_of(sheets.five_years(year)) == ImportKind.FIVE_YEARS
    done = brought(case, sheets.five_years(year), ImportKind.FIVE_YEARS)
    assert (done.faults, done.counted()) == ([], {"objective": 2, "measure": 2, "plan": 1})
    with system_context("test"):
        goals = {row.text: row for row in Objective.objects.filter(plan=case.plan_a).exclude(code="O1")}
        lifting, cuts = goals["Geen tiltaak boven score 70"], goals["Geen snijletsels meer"]
        assert (lifting.by_year, cuts.by_year) == (year + 2, year + 4)
        tied = ObjectiveFinding.objects.filter(objective__in=goals.values()).values_list(
            "objective__text", "finding__code"
        )
        assert set(tied) == {(lifting.text, "F1"), (cuts.text, "F2")}
        later = AnnualActionPlan.objects.get(company=case.company_a, year=year + 1)
        measures = PreventionMeasure.objects.filter(objective=lifting).order_by("due_on")
        assert [(m.what, m.plan_id, m.due_on) for m in measures] == [
            ("Tilhulp aankopen", case.annual_a.pk, date(year, 12, 31)),
            ("Werkhoogte aanpassen", later.pk, date(year + 1, 6, 30)),
        ]


def test_a_plan_that_was_brought_gets_its_content_in_a_new_version(ergonomic):
    case = ergonomic
    with system_context("test"):
        PreventionMeasure.objects.filter(company=case.company_a).delete()
        AnnualActionPlan.objects.filter(company=case.company_a).delete()
        GlobalPreventionPlan.objects.filter(company=case.company_a).delete()
    year = clock.today().year
    with system_context("test"):
        record_brought_plan(company_id=case.company_a.pk, year=year, month=1, by=current_actor())
    done = brought(case, sheets.five_years(year), ImportKind.FIVE_YEARS)
    assert done.faults == []
    with system_context("test"):
        new = GlobalPreventionPlan.objects.get(company=case.company_a, state="draft")
        assert new.amended_from.is_brought and new.objectives.count() == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Maatregel", "Wie", "Kleur van de lucht"], ["Een", "", ""]], "unknown columns: Kleur van de lucht"),
        ([["Maatregel", "Actie", "Wie"], ["Een", "Twee", ""]], "columns that occur twice: what"),
        ([["Wie", "Waar", "Wanneer"], ["Een", "", ""]], "missing columns: what"),
        ([["Maatregel", "Wie"]], "the file has a header and no rows"),
    ],
)
def test_headings_that_do_not_fit_are_refused_by_name(planned, rows, said):
    with pytest.raises(Unreadable) as refused:
        brought(planned, sheets.workbook(rows), ImportKind.MEASURES)
    assert str(refused.value) == said


def test_a_column_may_be_left_out_and_another_read_as_ours(planned):
    rows = [["Maatregel", "Kleur van de lucht", "Baas"], ["Een", "blauw", "Technische dienst"]]
    reading = Reading(headings={"kleur van de lucht": "-", "baas": "who"})
    assert brought(planned, sheets.workbook(rows), ImportKind.MEASURES, reading=reading).faults == []
    with system_context("test"):
        assert PreventionMeasure.objects.get(what="Een").who == "Technische dienst"


def test_formulas_and_amounts_under_merged_cells_are_faults(planned):
    rows = [["Maatregel", "Budget"], ["Een", 500], ["Twee", None], ["=1+1", "=SUM(B2:B3)"]]
    done = brought(planned, sheets.workbook(rows, ["B2:B3"]), ImportKind.MEASURES)
    assert {(line, column) for line, column, _value in faults(done)} == {
        (3, "budget_eur"),
        (4, "budget_eur"),
        (4, "what"),
    }


def test_a_rehearsal_writes_nothing_and_says_what_it_would(planned):
    done = brought(planned, sheets.action_list(planned.annual_a.year), ImportKind.MEASURES, rehearsal=True)
    assert done.counted() == {"measure": 2} and "Twee heftafels plaatsen" in done.made[0].words
    with system_context("test"):
        assert PreventionMeasure.objects.filter(company=planned.company_a).count() == 1
