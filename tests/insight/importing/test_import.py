"""`import_applications` and `funnel`: the tables of Coaches 2018 cell by cell; every mistake named and nothing written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook

from coaching.companies.models import Company, Membership
from coaching.core.ground import clock
from coaching.core.models import AuditEvent, OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions as programme_actions
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests.acting import in_programme
from tests.insight.importing import coaches_2018

pytestmark = pytest.mark.django_db
HEADER = "reference,company_name,enterprise_number,postcode,headcount,high_skilled_percent,submitted_on"
GOOD = "A1,Bakkerij,0999.990.123,3800,38,13,2025-01-14"


@pytest.fixture
def programme(world: Any) -> Any:
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        Application.objects.filter(programme=world.programme_a).delete()
    return world.programme_a


def load(path: Path, programme: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(
        "import_applications", str(path), programme=programme.slug, stdout=out, stderr=io.StringIO(), **options
    )
    return out.getvalue()


def text(tmp_path: Path, *lines: str, header: str = HEADER, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def refused(path: Path, programme: Any) -> tuple[str, list[dict[str, Any]]]:
    """The summary line and the mistakes; nothing was written."""
    with system_context("test"):
        before = (Application.objects.count(), Company.objects.count())
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_applications", str(path), programme=programme.slug, json=True, stdout=out)
    with system_context("test"):
        assert (Application.objects.count(), Company.objects.count()) == before
    assert "\n" not in str(error.value)
    found = json.loads(out.getvalue())
    return str(error.value), found["problems"]


def funnel(programme: Any, by: str, **options: Any) -> list[list[str]]:
    out = io.StringIO()
    call_command("funnel", programme=programme.slug, by=by, format="csv", stdout=out, **options)
    return list(csv.reader(io.StringIO(out.getvalue())))


class TestS2:
    @pytest.fixture
    def imported(self, programme: Any, tmp_path: Path) -> Any:
        assert "122 written" in load(coaches_2018.write(tmp_path / "coaches_2018.csv"), programme)
        return programme

    def test_both_tables_cell_by_cell(self, imported: Any) -> None:
        provinces = [[name, *map(str, row[1:])] for name, row in coaches_2018.PROVINCES.items()]
        total = ["total", "122", "75", "23"]
        assert funnel(imported, "province") == [["province", "applied", "approved", "started"], *provinces, total]
        groups = [[code, *map(str, row[2:])] for code, row in coaches_2018.GROUPS.items()]
        assert funnel(imported, "target-group")[1:] == [*groups, total]

    def test_other_cuts_have_the_same_total(self, imported: Any) -> None:
        for by in ("layer", "channel", "month"):
            rows = funnel(imported, by)
            assert rows[-1] == ["total", "122", "75", "23"]
            sums = [sum(int(row[column]) for row in rows[1:-1]) for column in (1, 2, 3)]
            assert sums == [122, 75, 23]
        assert [row[0] for row in funnel(imported, "layer")[1:-1]] == ["1", "2", "3", "4", "5"]
        months = [row[0] for row in funnel(imported, "month")[1:-1]]
        assert months == sorted(months)

    def test_a_period_cuts_on_the_day_of_sending(self, imported: Any) -> None:
        first = date(2017, 1, 12)
        assert funnel(imported, "province", first=str(first), last=str(first))[-1][1] == "1"
        assert funnel(imported, "province", first="2030-01-01")[-1] == ["total", "0", "0", "0"]
        assert [row[0] for row in funnel(imported, "province", first="2030-01-01")[1:-1]] == list(
            coaches_2018.PROVINCES
        )

    def test_json_and_table(self, imported: Any) -> None:
        out = io.StringIO()
        call_command("funnel", programme=imported.slug, by="province", format="json", stdout=out)
        assert json.loads(out.getvalue())["total"] == {"group": "total", "applied": 122, "approved": 75, "started": 23}
        out = io.StringIO()
        call_command("funnel", programme=imported.slug, by="province", stdout=out)
        assert "West-Vlaanderen" in out.getvalue()

    def test_no_mail_and_no_reminder_of_the_past(self, imported: Any) -> None:
        out = io.StringIO()
        call_command("run_day", stdout=out)
        with system_context("test"):
            assert not OutgoingEmail.objects.exists()
            assert not Reminder.objects.filter(programme_id=imported.pk).exists()
            assert AuditEvent.objects.filter(event="application.imported", programme_id=imported.pk).count() == 122

    def test_a_second_time_is_refused(self, imported: Any, tmp_path: Path) -> None:
        summary, problems = refused(coaches_2018.write(tmp_path / "again.csv", delimiter=","), imported)
        assert "122" in summary
        assert {problem["reason"] for problem in problems} == {"exists already in this programme"}


class TestWhatIsMade:
    def test_a_recent_approval_goes_on_the_clock(self, programme: Any, world: Any, tmp_path: Path) -> None:
        today = clock.today()
        header = HEADER + ",approved_on,coach_email,contact_name,contact_email,language,referral_channel,layer"
        row = (
            f"R1,Fruit BV,,3800,38,13,{today - timedelta(days=20)},{today - timedelta(days=5)},{world.coach_a.email},"
            "Ann,ann@fruit.example,de,sector_fund,5"
        )
        load(text(tmp_path, row, header=header), programme)
        with system_context("test"):
            file = Application.objects.get(reference="R1")
            trajectory = Trajectory.objects.get(application=file)
            assert (file.language, file.referral_channel, file.province) == ("de", "SECTOR_FUND", "LIM")
            assert (trajectory.state, trajectory.coach_id) == ("coach_accepted", world.coach_profile_a.pk)
            assert Reminder.objects.filter(subject_id=trajectory.pk, state="planned").count() == 5
            assert Membership.objects.get(company=file.company).role == "contact"

    def test_a_known_number_is_that_company_as_it_is(self, programme: Any, world: Any, tmp_path: Path) -> None:
        with system_context("test"):
            Company.objects.filter(pk=world.company_a.pk).update(enterprise_number="0999990123")
        load(text(tmp_path, GOOD, GOOD.replace("A1", "A2").replace("0999.990.123", "BE 0999990123")), programme)
        with system_context("test"):
            files = Application.objects.filter(reference__in=["A1", "A2"])
            assert {file.company_id for file in files} == {world.company_a.pk}
            assert Company.objects.get(pk=world.company_a.pk).name == world.company_a.name

    def test_it_can_be_assessed_like_any_other(self, programme: Any, world: Any, tmp_path: Path) -> None:
        load(text(tmp_path, GOOD + ",de", header=HEADER + ",language"), programme)
        with in_programme(world.admin_a, programme) as by:
            file = Application.objects.get(reference="A1")
            programme_actions.take_up(application_id=file.pk, by=by)
            programme_actions.approve(application_id=file.pk, reason="Goed", by=by)

    def test_a_rehearsal_writes_nothing(self, programme: Any, tmp_path: Path) -> None:
        assert "nothing was written" in load(text(tmp_path, GOOD), programme, dry_run=True)
        with system_context("test"):
            assert not Application.objects.filter(programme=programme).exists()

    def test_a_workbook(self, programme: Any, tmp_path: Path) -> None:
        book = Workbook()
        book.active.append(HEADER.split(","))
        book.active.append(["X1", "Bakkerij", 999990123, 3800, 38, 13.5, date(2025, 1, 14)])
        book.active.append([None] * 7)
        book.save(tmp_path / "a.xlsx")
        assert "1 written" in load(tmp_path / "a.xlsx", programme)


class TestMistakes:
    ROWS = (
        ("reference", ",B,,3800,3,1,2025-01-01"),
        ("reference", "A1,B,,3800,3,1,2025-01-01"),
        ("company_name", "R2,,,3800,3,1,2025-01-01"),
        ("company_name", "R3,=CMD(),,3800,3,1,2025-01-01"),
        ("enterprise_number", "R4,B,0999.990.124,3800,3,1,2025-01-01"),
        ("enterprise_number", "R5,B,,,3,1,2025-01-01"),
        ("headcount", "R6,B,,3800,drie,1,2025-01-01"),
        ("headcount", "R7,B,,3800,-3,1,2025-01-01"),
        ("headcount", "R8,B,,3800,99999999999999999999,1,2025-01-01"),
        ("high_skilled_percent", "R9,B,,3800,3,101,2025-01-01"),
        ("high_skilled_percent", "R10,B,,3800,3,NaN,2025-01-01"),
        ("submitted_on", "R11,B,,3800,3,1,31/02/2025"),
        ("submitted_on", "R12,B,,3800,3,1,2999-01-01"),
        ("submitted_on", "R13,B,,3800,3,1,"),
        ("(row)", "R14,B,,3800,3,1,2025-01-01,te veel"),
    )
    MORE = (
        ("approved_on", "M1,B,,3800,3,1,2025-03-01,2025-02-01,,,,,,"),
        ("rejected_on", "M2,B,,3800,3,1,2025-03-01,2025-04-01,2025-04-01,,,,,"),
        ("started_on", "M3,B,,3800,3,1,2025-03-01,,,2025-05-01,,,,"),
        ("started_on", "M4,B,,3800,3,1,2025-03-01,2025-04-01,,2025-03-15,,,,"),
        ("layer", "M5,B,,3800,3,1,2025-03-01,,,,9,,,"),
        ("language", "M6,B,,3800,3,1,2025-03-01,,,,,es,,"),
        ("coach_email", "M7,B,,3800,3,1,2025-03-01,2025-04-01,,,,,niemand@nergens.example,"),
        ("referral_channel", "M8,B,,3800,3,1,2025-03-01,,,,,,,BAKKER"),
    )

    def test_every_one_is_named_and_nothing_is_written(self, programme: Any, tmp_path: Path) -> None:
        summary, problems = refused(text(tmp_path, GOOD, *(row for _column, row in self.ROWS)), programme)
        assert [(p["line"], p["column"]) for p in problems] == [
            (number, column) for number, (column, _row) in enumerate(self.ROWS, 3)
        ]
        assert all(p["reason"] for p in problems)
        assert summary == f"{len(self.ROWS)} mistakes in {len(self.ROWS)} rows; nothing was written"

    def test_the_other_columns(self, programme: Any, tmp_path: Path) -> None:
        header = HEADER + ",approved_on,rejected_on,started_on,layer,language,coach_email,referral_channel"
        _summary, problems = refused(text(tmp_path, *(row for _c, row in self.MORE), header=header), programme)
        assert [p["column"] for p in problems] == [column for column, _row in self.MORE]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (HEADER.encode(), "no rows"),
            (HEADER.replace("headcount", "hoofden").encode() + b"\nx", "hoofden"),
            (HEADER.replace(",headcount", "").encode() + b"\nx", "headcount"),
            ((HEADER + ",postcode").encode() + b"\nx", "twice"),
            (HEADER.encode() + b"\nA1,Caf\x8e,,3800,3,1,2025-01-01\n", "UTF-8"),  # of a Mac
            (HEADER.encode() + b"\nA1,B\x00,,3800,3,1,2025-01-01\n", "NUL"),
            (b"\x89PNG\r\n\x1a\n\xff\xfe", "UTF-8"),
            (b"PK\x03\x04 this is no workbook", "workbook"),
            (HEADER.encode() + b'\nA1,"open,,3800,3,1,2025-01-01\n', "CSV"),
        ],
    )
    def test_files_that_are_none(self, programme: Any, tmp_path: Path, content: bytes, said: str) -> None:
        path = tmp_path / "b.csv"
        path.write_bytes(content)
        summary, _problems = refused(path, programme)
        assert said in summary

    def test_a_bomb_is_measured_before_it_is_unpacked(self, programme: Any, tmp_path: Path) -> None:
        path = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
        assert "unpacks" in refused(path, programme)[0]

    def test_no_file_a_folder_no_programme(self, programme: Any, tmp_path: Path) -> None:
        assert "cannot be read" in refused(tmp_path / "niets.csv", programme)[0]
        assert "folder" in refused(tmp_path, programme)[0]
        with pytest.raises(CommandError, match="no programme"):
            call_command("import_applications", str(text(tmp_path, GOOD)), programme="nergens", stdout=io.StringIO())
        for wrong in ({"programme": "nergens"}, {"first": "gisteren"}, {"first": "2025-02-01", "last": "2025-01-01"}):
            with pytest.raises(CommandError):
                call_command("funnel", **{"programme": programme.slug, "by": "layer", "stdout": io.StringIO(), **wrong})


def test_a_foreign_or_missing_postcode_is_unknown_and_wallonia_has_its_name(programme: Any, tmp_path: Path) -> None:
    rows = [
        "A1,A,,F-59000,3,1,2025-01-01",
        "A2,B,0999990123,,3,1,2025-01-01",
        "A3,C,,4000,3,1,2025-01-01",
        "A4,D,,1300,3,1,2025-01-01",
    ]
    load(text(tmp_path, *rows), programme)
    found = funnel(programme, "province")
    assert [row[:2] for row in found[7:]] == [["Luik", "1"], ["Waals-Brabant", "1"], ["unknown", "2"], ["total", "4"]]
