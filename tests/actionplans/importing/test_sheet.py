"""The yearly plan as a workbook: taken, edited outside, read back; what both changed is asked, what is locked is refused."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from actionplans.actions.annual import amend_annual_plan
from actionplans.models import PlanImport, PreventionMeasure
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes
from tests.actionplans.importing import sheets

pytestmark = pytest.mark.django_db
WHAT, OBJECTIVE, WHY, LEVEL, VOLUNTARY, HOW, WHERE, WHEN, WHO, OWNER, BUDGET, INDICATOR = range(3, 15)


def page(case, name, pk):
    return reverse(f"actionplans:{name}", args=[case.company_a.slug, pk])


def taken(client, case, plan=None):
    return load_workbook(io.BytesIO(client.get(page(case, "take_sheet", (plan or case.annual_a).pk)).content))


def content_of(book):
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def hand(client, case, content, plan=None):
    upload = SimpleUploadedFile("plan.xlsx", content)
    return client.post(page(case, "hand_in_sheet", (plan or case.annual_a).pk), {"file": upload})


def now(measure):
    with system_context("test"):
        return PreventionMeasure.objects.get(pk=measure.pk)


def test_a_plan_goes_out_and_back_unchanged(login, planned):
    client = login(planned.contact_a)
    book = taken(client, planned)
    assert book.active.column_dimensions["A"].hidden and book.active.cell(2, WHAT).value == "Twee heftafels"
    found = client.get(hand(client, planned, content_of(book)).url).context["found"]
    assert (found.is_empty, found.same, found.faults) == (True, 1, [])


def test_what_was_edited_outside_comes_back(login, planned):
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    sheet = book.active
    sheet.cell(2, WHAT).value, sheet.cell(2, BUDGET).value = "Drie heftafels", 21000
    sheet.cell(2, WHEN).value = date(planned.annual_a.year, 9, 30)
    sheet.append([None, None, "Rolcontainers", "O1"])
    address = hand(client, planned, content_of(book)).url
    found = client.get(address).context["found"]
    assert [d.name for d in found.changed[0].differences] == ["what", "due_on", "budget_eur"]
    assert [one.values["what"] for one in found.added] == ["Rolcontainers"]
    assert now(planned.measure_a).what == "Twee heftafels"
    client.post(address, {"seen": found.seen})
    row = now(planned.measure_a)
    assert (row.what, row.budget_eur, row.due_on) == (
        "Drie heftafels",
        Decimal(21000),
        date(planned.annual_a.year, 9, 30),
    )
    with system_context("test"):
        assert PreventionMeasure.objects.get(plan=planned.annual_a, what="Rolcontainers").code == "A2"
        assert PlanImport.objects.get().content is None


def test_what_both_changed_is_asked_and_what_one_changed_is_not(login, planned):
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    book.active.cell(2, WHAT).value, book.active.cell(2, WHERE).value = "Mijn woorden", "Hal 2"
    with system_context("test"):
        row = PreventionMeasure.objects.get(pk=planned.measure_a.pk)
        row.what, row.how, row.version = "Haar woorden", "Haar wijze", row.version + 1
        row.save()
    address = hand(client, planned, content_of(book)).url
    found = client.get(address).context["found"]
    assert [(d.name, d.both) for d in found.changed[0].differences] == [("what", True), ("where", False)]
    answer = client.post(address, {"seen": found.seen})
    assert answer.status_code == 200 and answer.context["form"].errors
    key = f"keep_{planned.measure_a.pk}_what"
    client.post(address, {"seen": found.seen, key: "now"})
    row = now(planned.measure_a)
    assert (row.what, row.where, row.how) == ("Haar woorden", "Hal 2", "Haar wijze")


def test_who_changes_it_while_one_looks_makes_one_look_again(login, planned):
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    book.active.cell(2, WHERE).value = "Hal 2"
    address = hand(client, planned, content_of(book)).url
    seen = client.get(address).context["found"].seen
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(who="Iemand", version=99)
    answer = client.post(address, {"seen": seen})
    assert answer.status_code == 200 and now(planned.measure_a).where == "Waslijn"
    client.post(address, {"seen": answer.context["found"].seen})
    assert (now(planned.measure_a).where, now(planned.measure_a).who) == ("Hal 2", "Iemand")


def test_a_row_that_was_taken_out_stays_until_it_is_said(login, planned):
    with system_context("test"):
        other = make.measure(planned.annual_a, planned.objective_a, code="A2", what="Blijft")
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    row = next(cell.row for cell in book.active["C"] if cell.value == "Twee heftafels")
    book.active.delete_rows(row)
    address = hand(client, planned, content_of(book)).url
    found = client.get(address).context["found"]
    assert [m.pk for m in found.gone] == [planned.measure_a.pk]
    client.post(address, {"seen": found.seen, f"remove_{planned.measure_a.pk}": "on"})
    with system_context("test"):
        assert list(PreventionMeasure.objects.filter(plan=planned.annual_a)) == [other]


def test_faults_are_named_and_nothing_is_written(login, planned):
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    sheet = book.active
    sheet.cell(2, WHEN).value, sheet.cell(2, LEVEL).value, sheet.cell(2, WHERE).value = "morgen", "hoog", "Hal 2"
    sheet.append([cell.value for cell in sheet[2]])
    address = hand(client, planned, content_of(book)).url
    answer = client.get(address)
    assert [(f["line"], f["value"]) for f in answer.context["faults"]] == [(2, "morgen"), (2, "hoog"), (3, "A1")]
    client.post(address, {"seen": answer.context["found"].seen})
    assert now(planned.measure_a).where == "Waslijn"


def test_formulas_that_people_typed_stay_text_on_the_way_out_and_are_refused_on_the_way_in(login, planned):
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(why='=HYPERLINK("http://x.be")')
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    assert book.active.cell(2, WHY).data_type == "s" and book.active.cell(2, WHY).value.startswith("'=")
    found = client.get(hand(client, planned, content_of(book)).url).context["found"]
    assert found.is_empty and not found.faults
    book.active.cell(2, HOW).value = '=HYPERLINK("http://x.be")'
    found = client.get(hand(client, planned, content_of(book)).url).context["found"]
    assert [fault.column for fault in found.faults] == ["how"]


def test_a_plan_in_force_takes_the_file_in_its_amended_version(login, planned):
    client = login(planned.contact_a)
    scenes.in_force(planned)
    book: Any = taken(client, planned)
    book.active.cell(2, WHERE).value = "Hal 2"
    content = content_of(book)
    answer = hand(client, planned, content)
    assert answer.status_code == 200 and not answer.context["editable"] and answer.context["form"].errors
    with in_company(planned.contact_a, planned.company_a) as by:
        new = amend_annual_plan(plan=planned.annual_a, reason="Nieuwe hal", by=by)
    address = hand(client, planned, content, new).url
    found = client.get(address).context["found"]
    assert [d.name for d in found.changed[0].differences] == ["where"]
    client.post(address, {"seen": found.seen})
    with system_context("test"):
        assert PreventionMeasure.objects.get(plan=new).where == "Hal 2"
    assert now(planned.measure_a).where == "Waslijn"


def test_a_file_of_another_plan_is_refused(login, planned):
    client = login(planned.contact_a)
    assert hand(client, planned, sheets.action_list(2027)).context["form"].errors
    other = login(planned.contact_b).get(
        reverse("actionplans:take_sheet", args=[planned.company_b.slug, planned.annual_b.pk])
    )
    assert hand(login(planned.contact_a), planned, other.content).context["form"].errors
    with system_context("test"):
        assert not PlanImport.objects.exists()


def test_only_who_speaks_for_the_company_takes_and_hands_in(login, planned):
    for name in ("take_sheet", "hand_in_sheet"):
        address = page(planned, name, planned.annual_a.pk)
        for person, status in ((planned.adviser_a, 200), (planned.coach_a, 403), (planned.contact_b, 404)):
            assert login(person).get(address).status_code == status


def test_two_hundred_measures_go_out_and_back(login, planned):
    with system_context("test"):
        for number in range(2, 201):
            make.measure(planned.annual_a, planned.objective_a, code=f"A{number}", what=f"Maatregel {number}")
    client = login(planned.contact_a)
    book: Any = taken(client, planned)
    for row in range(2, 202):
        book.active.cell(row, WHERE).value = f"Hal {row}"
    address = hand(client, planned, content_of(book)).url
    found = client.get(address).context["found"]
    assert len(found.changed) == 200
    client.post(address, {"seen": found.seen})
    with system_context("test"):
        assert PreventionMeasure.objects.filter(plan=planned.annual_a, where__startswith="Hal ").count() == 200
