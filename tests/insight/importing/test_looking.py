"""On the import page: what there is to look at is seen before it is written."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coaching.core.tenancy.context import system_context
from coaching.insight.importing.tasks import run_import
from coaching.insight.models import ImportRun
from coaching.programmes.models import Application
from tests.insight.importing.test_offices import line, row, text, workbook

pytestmark = pytest.mark.django_db


class TestPage:
    """What there is to look at is seen before it is written."""

    def hand_in(
        self, client: Any, world: Any, content: bytes, name: str = "lijst.csv", **more: Any
    ) -> tuple[Any, ImportRun]:
        page = reverse("insight:imports", args=[world.programme_a.slug])
        upload = SimpleUploadedFile(name, content)
        answer = client.post(page, {"file": upload, "token": uuid.uuid4(), **more})
        assert answer.status_code == 302, answer.content[:2000]
        with system_context("test"):
            run = ImportRun.objects.latest("created_at")
        run_import.run(str(run.pk))
        with system_context("test"):
            run.refresh_from_db()
        return client.get(answer["Location"]), run

    def test_names_of_an_ansi_file_are_shown_and_the_same_file_is_then_written(self, world: Any, login: Any) -> None:
        client, content = login(world.admin_a), text(line(company_name="Pâtisserie Proef"), encoding="windows-1252")
        shown, run = self.hand_in(client, world, content)
        assert (run.state, run.written, run.warning_count, run.content) == ("look", 0, 1, None)
        assert "Pâtisserie Proef" in shown.content.decode()
        with system_context("test"):
            assert not Application.objects.filter(reference="R1").exists()
        _shown, again = self.hand_in(client, world, content)
        assert (again.state, again.written) == ("done", 1)

    def test_only_checking_shows_it_too_and_counts_as_having_looked(self, world: Any, login: Any) -> None:
        client, content = login(world.admin_a), text(line(postcode="38OO"))
        shown, run = self.hand_in(client, world, content, rehearsal="on")
        assert (run.state, run.warning_count) == ("done", 1) and "38OO" in shown.content.decode()
        assert self.hand_in(client, world, content)[1].written == 1

    def test_another_file_is_looked_at_anew(self, world: Any, login: Any) -> None:
        client = login(world.admin_a)
        self.hand_in(client, world, text(line(postcode="38OO")))
        assert self.hand_in(client, world, text(line(postcode="38O0")))[1].state == "look"

    def test_a_file_with_nothing_to_look_at_is_written_at_once(self, world: Any, login: Any) -> None:
        assert self.hand_in(login(world.admin_a), world, text(line()))[1].state == "done"

    def test_the_report_has_both_kinds(self, world: Any, login: Any) -> None:
        client = login(world.admin_a)
        _shown, run = self.hand_in(client, world, text(line(postcode="38OO"), line(reference="R2", headcount="=1+1")))
        assert (run.state, run.problem_count, run.warning_count) == ("failed", 1, 1)
        address = reverse("insight:import_report", args=[world.programme_a.slug, run.pk])
        lines = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"))
        assert [(found[0], found[2]) for found in lines[1:]] == [("3", "'=1+1"), ("2", "38OO")]

    def test_other_spreadsheets_are_refused_at_the_door_with_what_to_do(self, world: Any, login: Any) -> None:
        page, client = reverse("insight:imports", args=[world.programme_a.slug]), login(world.admin_a)
        for name in ("lijst.xls", "lijst.ods", "lijst.numbers"):
            answer = client.post(page, {"file": SimpleUploadedFile(name, b"x"), "token": uuid.uuid4()})
            assert answer.status_code == 200 and "XLSX" in answer.context["form"].errors["file"][0]

    def test_a_workbook_under_another_name_is_read_by_its_content(self, world: Any, login: Any) -> None:
        assert self.hand_in(login(world.admin_a), world, workbook(row()), name="lijst.csv")[1].written == 1
