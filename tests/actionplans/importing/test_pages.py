"""Bringing a spreadsheet in, as its pages do it: hand in, look, bring in; who may; what is remembered."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from actionplans.models import PlanImport, PreventionMeasure
from actionplans.periodic_import import forget_imports
from coaching.core.ground import clock
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from tests.actionplans.importing import sheets

pytestmark = pytest.mark.django_db


def page(case, name="import_page", *args):
    return reverse(f"actionplans:{name}", args=[case.company_a.slug, *args])


def hand(client, case, content, kind="", name="acties.xlsx"):
    upload = SimpleUploadedFile(name, content)
    return client.post(page(case), {"kind": kind, "file": upload})


def kept():
    with system_context("test"):
        return PlanImport.objects.get()


def measures(case):
    with system_context("test"):
        return PreventionMeasure.objects.filter(company=case.company_a).count()


def test_a_list_is_looked_at_and_then_brought_in(login, planned):
    client = login(planned.contact_a)
    answer = hand(client, planned, sheets.action_list(planned.annual_a.year))
    row = kept()
    assert answer.url == page(planned, "import_file", row.pk) and row.outcome["counts"] == {"measure": 2}
    assert "Twee heftafels plaatsen" in client.get(answer.url).content.decode()
    assert measures(planned) == 1  # nothing yet
    assert client.post(page(planned, "bring_in", row.pk)).url == answer.url
    row = kept()
    assert (measures(planned), row.content, bool(row.done_at)) == (3, None, True)
    client.post(page(planned, "bring_in", row.pk))  # the second click
    assert measures(planned) == 3
    with system_context("test"):
        events = AuditEvent.objects.filter(event__startswith="actionplans.").values_list("event", flat=True)
        assert {"actionplans.measure_added", "actionplans.plan_imported", "actionplans.plan_file_brought_in"} <= set(
            events
        )


def test_what_a_column_is_is_asked_once_and_remembered(login, planned):
    rows = [["Maatregel", "Baas", "Kleur"], ["Een", "Technische dienst", "blauw"]]
    client = login(planned.contact_a)
    address = hand(client, planned, sheets.workbook(rows), "measures").url
    assert kept().outcome == {}
    answer = client.post(address, {"heading_0": "what", "heading_1": "", "heading_2": "-"})
    assert answer.status_code == 200 and "heading_1" in answer.context["form"].errors
    assert client.post(address, {"heading_0": "what", "heading_1": "who", "heading_2": "-"}).url == address
    client.post(page(planned, "bring_in", kept().pk))
    with system_context("test"):
        assert PreventionMeasure.objects.get(what="Een").who == "Technische dienst"
    hand(client, planned, sheets.workbook([rows[0], ["Twee", "HR", "rood"]]), "measures")
    with system_context("test"):
        assert PlanImport.objects.order_by("-created_at")[0].outcome["counts"] == {"measure": 1}


def test_mistakes_stand_on_the_page_and_nothing_can_be_brought_in(login, planned):
    client = login(planned.contact_a)
    rows = [["Maatregel", "Wanneer", "Budget"], ["Een", "31/02/2027", "veel"]]
    address = hand(client, planned, sheets.workbook(rows), "measures").url
    shown = client.get(address).context["shown"]
    assert [(f.line, f.value) for f in shown.faults] == [(2, "veel"), (2, "31/02/2027")]
    client.post(page(planned, "bring_in", kept().pk))
    assert measures(planned) == 1 and kept().done_at is None


def test_what_is_no_table_is_an_error_of_the_form_and_nothing_is_kept(login, planned):
    client = login(planned.contact_a)
    for content, name in (
        (b"%PDF-1.7", "a.csv"),
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"a;b\nc;d", "a.csv"),
        (b"x", "a.exe"),
    ):
        answer = hand(client, planned, content, name=name)
        assert answer.status_code == 200 and answer.context["form"].errors["file"]
    with system_context("test"):
        assert not PlanImport.objects.exists()


def test_a_file_is_thrown_away_but_not_how_it_was_read(login, planned):
    client = login(planned.contact_a)
    hand(client, planned, sheets.action_list(planned.annual_a.year))
    client.post(page(planned, "throw_away", kept().pk))
    row = kept()
    assert row.content is None and row.gone_at and row.reading["headings"] == {}
    assert client.get(page(planned, "import_file", row.pk)).status_code == 200


def test_a_file_that_cannot_be_read_any_more_leads_back_with_the_reason(login, planned):
    """Handed in before the rules got stricter, it must not break the page that has it."""
    client = login(planned.contact_a)
    hand(client, planned, sheets.action_list(planned.annual_a.year))
    with system_context("test"):
        PlanImport.objects.update(content=b"geheim")
    answer = client.get(page(planned, "import_file", kept().pk), follow=True)
    assert answer.redirect_chain == [(page(planned), 302)]
    assert "Het bestand heeft een kop en geen rijen" in answer.content.decode()
    assert client.post(page(planned, "bring_in", kept().pk), follow=True).status_code == 200


def test_only_who_speaks_for_the_company_brings_files_in(login, planned):
    hand(login(planned.contact_a), planned, sheets.action_list(planned.annual_a.year))
    pk = kept().pk
    addresses = [page(planned), page(planned, "import_file", pk), page(planned, "import_template", "measures", "xlsx")]
    for person, status in (
        (planned.adviser_a, 200),
        (planned.coach_a, 403),
        (planned.worker_bench_a, 403),
        (planned.contact_b, 404),
    ):
        client = login(person)
        assert [client.get(address).status_code for address in addresses] == [status] * 3, person
    assert login(planned.contact_a).get(page(planned, "bring_in", pk)).status_code == 405


def test_files_of_another_company_are_not_there(login, planned):
    hand(login(planned.contact_a), planned, sheets.action_list(planned.annual_a.year))
    other = reverse("actionplans:import_file", args=[planned.company_b.slug, kept().pk])
    assert login(planned.contact_b).get(other).status_code == 404


def test_three_files_take_as_many_queries_as_one(login, planned, django_assert_num_queries, count_queries=None):
    client = login(planned.contact_a)
    hand(client, planned, sheets.action_list(planned.annual_a.year))
    client.get(page(planned))
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as one:
        client.get(page(planned))
    with system_context("test"):
        row = PlanImport.objects.get()
        for _more in range(2):
            row.pk = None
            row._state.adding = True
            row.save()
    with django_assert_num_queries(len(one)):
        client.get(page(planned))
    assert client.get(page(planned), {"export": "csv"}).content.decode("utf-8-sig").count("acties.xlsx") == 3


def test_after_a_month_the_file_goes(login, planned):
    hand(login(planned.contact_a), planned, sheets.action_list(planned.annual_a.year))
    with system_context("test"):
        assert forget_imports(today=clock.today() + timedelta(days=29)) == {"forgotten": 0}
        assert forget_imports(today=clock.today() + timedelta(days=32)) == {"forgotten": 1}
    row = kept()
    assert row.content is None and row.outcome == {} and row.gone_at


def test_empty_files_are_read_back(login, planned):
    client = login(planned.contact_a)
    for kind in ("risks", "measures", "five-years"):
        for form in ("csv", "xlsx"):
            content = client.get(page(planned, "import_template", kind, form)).content
            answer = hand(client, planned, content, kind, f"leeg.{form}")
            assert "leeg" not in answer.context["form"].errors and answer.context["form"].errors["file"]
    assert client.get(page(planned, "import_template", "sheet", "csv")).status_code == 404


def run(tmp_path, content, *options):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    out = StringIO()
    try:
        call_command("import_plan", str(path), *options, stdout=out)
    except CommandError as error:
        return error.returncode, str(error), out.getvalue()
    return 0, "", out.getvalue()


def test_the_command_rehearses_writes_and_names_faults(tmp_path, planned):
    slug, content = planned.company_a.slug, sheets.action_list(planned.annual_a.year)
    code, _said, out = run(tmp_path, content, "--company", slug, "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["written"], told["counts"], told["kind"]) == (0, False, {"measure": 2}, "measures")
    assert measures(planned) == 1
    assert run(tmp_path, content, "--company", slug)[0] == 0 and measures(planned) == 3
    bad = sheets.workbook([["Maatregel", "Wanneer"], ["Een", "gisteren"]])
    code, said, out = run(tmp_path, bad, "--company", slug, "--kind", "measures")
    assert (code, said) == (2, "1 mistakes in 1 rows; nothing was written") and out.startswith(
        "line 2, due_on: 'gisteren'"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--company", "nobody"), "there is no company 'nobody'"),
        (("--company", "x", "--kind", "cake"), "--kind: 'cake'"),
        (("--company", "{slug}", "--year", "1999"), "--year: there is no yearly plan '1999'"),
        (("--company", "{slug}", "--mapping", "/nowhere.json"), "/nowhere.json cannot be read"),
    ],
)
def test_bad_input_of_the_command_is_one_line_and_exit_2(tmp_path, planned, options, said):
    given = [one.format(slug=planned.company_a.slug) for one in options]
    code, words, _out = run(tmp_path, sheets.action_list(planned.annual_a.year), *given)
    assert code == 2 and said in words and "\n" not in words
    assert measures(planned) == 1


def test_the_command_takes_a_mapping(tmp_path, planned):
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"Baas": "who", "Kleur": "", "Doel": {"field": "objective", "default": "O1"}}))
    rows = [["Maatregel", "Baas", "Kleur", "Doel"], ["Een", "HR", "blauw", None]]
    options = ("--company", planned.company_a.slug, "--kind", "measures", "--mapping", str(mapping))
    assert run(tmp_path, sheets.workbook(rows), *options)[:2] == (0, "")
    mapping.write_text(json.dumps({"Baas": "chef"}))
    assert run(tmp_path, sheets.workbook(rows), *options)[0] == 2
