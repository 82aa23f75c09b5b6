"""The import page: one implementation with the command, in the worker, once, all or nothing."""

from __future__ import annotations

import csv
import io
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import AuditEvent, Work
from coaching.core.tenancy.context import system_context
from coaching.insight.importing import tasks
from coaching.insight.importing.tasks import progress_key, run_import
from coaching.insight.importing.words import in_words
from coaching.insight.models import ImportRun
from coaching.programmes.models import Application, ProgrammeMembership
from tests.insight.importing import coaches_2018

pytestmark = pytest.mark.django_db
HEADER = "reference,company_name,enterprise_number,postcode,headcount,high_skilled_percent,submitted_on"
GOOD = "I1,Bakkerij,,3800,38,13,2025-01-14"
BAD_HEADER = (
    "reference,layer,company_name,enterprise_number,postcode,headcount,high_skilled_percent,nace_code,language,"
    "contact_email,referral_channel,submitted_on,approved_on,rejected_on,started_on,coach_email"
)
BAD = f"""{BAD_HEADER}
X1,9,,0999.990.124,3800,veel,101,zz,xx,geen adres,NERGENS,2999-01-01,,,,niemand@nergens.test
X1,5,=HYPERLINK("x"),,,1,10,,nl,,,31/02/2025,2025-01-01,2025-01-02,2024-01-01,
"""


@pytest.fixture
def page(world: Any) -> str:
    return reverse("insight:imports", args=[world.programme_a.slug])


def post(client: Any, page: str, content: bytes, name: str = "lijst.csv", token: Any = None, **more: Any) -> Any:
    return client.post(page, {"file": SimpleUploadedFile(name, content), "token": token or uuid.uuid4(), **more})


def rows(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines, ""]).encode()


def the_run() -> ImportRun:
    with system_context("test"):
        return ImportRun.objects.get()


def work(client: Any, page: str, content: bytes, **more: Any) -> Any:
    """Hand in, let the worker run, open the page of the run."""
    response = post(client, page, content, **more)
    assert response.status_code == 302, response.content[:3000]
    with system_context("test"):
        pk = ImportRun.objects.latest("created_at").pk
    run_import.run(str(pk))
    return client.get(response["Location"])


def files(world: Any, **lookup: Any) -> int:
    with system_context("test"):
        return int(Application.objects.filter(programme=world.programme_a, **lookup).count())


class TestHandingIn:
    def test_the_tables_of_the_source_come_in_by_the_page(self, world, login, page, tmp_path):
        client = login(world.admin_a)
        shown = work(client, page, coaches_2018.write(tmp_path / "coaches_2018.csv").read_bytes())
        assert b"122" in shown.content
        run = the_run()
        assert (run.state, run.rows, run.written, run.content) == ("done", 122, 122, None)
        assert files(world) == 123  # and the one of the cast
        with system_context("test"):
            event = AuditEvent.objects.get(event="programmes.imported")
            assert event.actor_id == world.admin_a.pk

    def test_a_double_click_imports_once(self, world, login, page):
        client, token = login(world.admin_a), uuid.uuid4()
        first = post(client, page, rows(GOOD), token=token)
        second = post(client, page, rows(GOOD), token=token)
        assert first["Location"] == second["Location"]
        run = the_run()
        run_import.run(str(run.pk))
        run_import.run(str(run.pk))  # a second worker finds it done
        assert files(world, reference="I1") == 1 and the_run().written == 1

    def test_back_after_a_rehearsal_and_then_for_real(self, world, login, page):
        client, token = login(world.admin_a), uuid.uuid4()
        rehearsed = post(client, page, rows(GOOD), token=token, rehearsal="on")
        real = [post(client, page, rows(GOOD), token=token) for _click in range(2)]
        assert real[0]["Location"] == real[1]["Location"] != rehearsed["Location"]

    def test_the_same_file_from_another_window_waits_once(self, world, login, page):
        client = login(world.admin_a)
        assert post(client, page, rows(GOOD))["Location"] == post(client, page, rows(GOOD))["Location"]

    def test_not_too_many_at_a_time(self, world, login, page):
        client = login(world.admin_a)
        codes = [post(client, page, rows(GOOD.replace("I1", f"I{n}"))).status_code for n in range(6)]
        assert codes == [302] * 5 + [200]

    def test_a_rehearsal_writes_nothing(self, world, login, page):
        work(login(world.admin_a), page, rows(GOOD), rehearsal="on")
        run = the_run()
        assert (run.state, run.rows, run.written) == ("done", 1, 0) and files(world, reference="I1") == 0

    @pytest.mark.parametrize("who", ["assessor_a", "observer_a"])
    def test_others_at_the_desk_may_not(self, world, login, page, who):
        client = login(getattr(world, who))
        assert client.get(page).status_code == 403
        assert post(client, page, rows(GOOD)).status_code == 403

    def test_whoever_is_no_administrator_any_more_imports_nothing(self, world, login, page):
        post(login(world.admin_a), page, rows(GOOD))
        with system_context("test"):
            ProgrammeMembership.objects.filter(user=world.admin_a).update(ended_at=clock.now())
        run_import.run(str(the_run().pk))
        assert the_run().state == "failed" and files(world, reference="I1") == 0

    def test_as_many_queries_for_three_as_for_one(self, world, login, page, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = login(world.admin_a)
        taken = []
        for wanted in (1, 3):
            with system_context("test"):
                for n in range(wanted - ImportRun.objects.count()):
                    ImportRun.objects.create(
                        programme=world.programme_a,
                        form_token=uuid.uuid4(),
                        file_name=f"{n}.csv",
                        sha256="0" * 64,
                        created_by_id=world.admin_a.pk,
                    )
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(page).content.count(b".csv</a>") == wanted
            taken.append(len(caught))
        assert taken[0] == taken[1]


class TestMistakes:
    def test_every_mistake_as_the_command_names_it_and_nothing_written(self, world, login, page, tmp_path):
        client, before = login(world.admin_a), files(world)
        shown = work(client, page, BAD.encode())
        path = tmp_path / "bad.csv"
        path.write_text(BAD)
        out = io.StringIO()
        with pytest.raises(CommandError):
            call_command("import_applications", str(path), programme=world.programme_a.slug, json=True, stdout=out)
        import json

        run = the_run()
        assert run.problems == json.loads(out.getvalue())["problems"]
        assert run.problem_count == len(run.problems) >= 18 and files(world) == before
        for reason in {problem["reason"] for problem in run.problems}:
            assert reason.encode() not in shown.content or reason == in_words(reason)

    def test_the_report_names_them_all_and_holds_no_formula(self, world, login, page):
        client = login(world.admin_a)
        work(client, page, BAD.encode())
        run = the_run()
        response = client.get(reverse("insight:import_report", args=[world.programme_a.slug, run.pk]))
        assert "attachment" in response["Content-Disposition"] and response["Content-Type"].startswith("text/csv")
        text = response.content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
        assert len(lines) == run.problem_count + 1
        assert not [cell for line in lines for cell in line if cell[:1] in {"=", "+", "@", "-"}]
        assert any(cell.startswith("'=HYPERLINK") for line in lines for cell in line)

    @pytest.mark.parametrize("language", ["nl", "fr"])
    def test_every_reason_is_told_in_the_readers_language(self, language):
        from django.utils import translation

        with translation.override("en"):
            said = [
                "is empty",
                "is longer than 30 characters",
                "lies before submitted_on",
                "is not one of nl, fr",
                "the file is not UTF-8 (line 3); save it as “CSV UTF-8”",
                "unknown columns: a, b",
                tasks.STOPPED,
                tasks.NOT_ALLOWED,
                tasks.UNEXPECTED,
                "stands already in line 4",
            ]
        with translation.override(language):
            assert [reason for reason in said if in_words(reason) == reason] == []

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x00\x01\x02",
            HEADER.encode() + b"\nI1,\x00,,3800,3,3,2025-01-01\n",
            HEADER.encode("utf-16"),
            (HEADER + "\nI1,Caf\u00e9,,3800,3,3,2025-01-14\n").encode("mac-roman"),
            b"PK\x03\x04 no zip",
            b"a;b;c\n1;2;3\n",
            HEADER.encode() + b"\n",
            HEADER.encode() + b'\nI1,"open,,3800,3,3,2025-01-14\n',
        ],
    )
    def test_hostile_files_write_nothing_and_say_why(self, world, login, page, content):
        client, before = login(world.admin_a), files(world)
        response = post(client, page, content)
        if content:
            run = the_run()
            run_import.run(str(run.pk))
            run = the_run()
            assert run.state == "failed" and (run.error or run.problem_count) and run.error != tasks.UNEXPECTED
            assert client.get(response["Location"]).status_code == 200
        else:
            assert response.status_code == 200
        assert files(world) == before

    def test_a_bomb_in_a_workbook_is_measured_before_it_is_unpacked(self, world, login, page):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 1024 * 1024))
        assert len(packed.getvalue()) < 1024 * 1024
        work(login(world.admin_a), page, packed.getvalue(), name="bom.xlsx")
        assert (the_run().state, the_run().error) == ("failed", "the workbook unpacks to more than 100 MB")

    def test_too_large_or_another_kind_is_refused_at_the_door(self, world, login, page):
        client = login(world.admin_a)
        assert post(client, page, b"a" * (20 * 1024 * 1024 + 1)).status_code == 200
        assert post(client, page, rows(GOOD), name="lijst.exe").status_code == 200
        assert client.post(page, {"token": uuid.uuid4()}).status_code == 200
        assert post(client, page, rows(GOOD), token="geen").status_code == 200
        with system_context("test"):
            assert ImportRun.objects.count() == 0


class TestWorker:
    def test_a_worker_that_dies_leaves_nothing_half_written_and_the_run_goes_on(self, world, login, page, monkeypatch):
        """BaseException: what a kill looks like to the code; the transaction is gone, the run still waits."""
        post(login(world.admin_a), page, rows(GOOD, GOOD.replace("I1", "I2")))
        run, whole = the_run(), tasks._finish

        def killed(*args: Any, **options: Any) -> None:
            assert files(world, reference="I1") == 1  # written, not yet kept
            raise SystemExit

        monkeypatch.setattr(tasks, "_finish", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            run_import.run(str(run.pk))
        assert files(world, reference="I1") == 0
        assert (the_run().state, the_run().written) == ("queued", 0)
        monkeypatch.setattr(tasks, "_finish", whole)
        sent: list[str] = []
        monkeypatch.setattr(run_import, "delay_on_commit", sent.append)
        with clock.at(clock.now() + timedelta(minutes=1)):
            assert periodic.run("core.take_up_work", clock.today())["again"] == 1
        run_import.run(*sent)
        assert the_run().state == "done" and files(world, reference__in=["I1", "I2"]) == 2

    def test_after_three_attempts_it_is_marked_as_failed(self, world, login, page):
        client = login(world.admin_a)
        address = post(client, page, rows(GOOD))["Location"]
        with system_context("test"):
            Work.objects.update(attempts=3, state="running")
        periodic.run("core.take_up_work", clock.today())
        assert (the_run().state, the_run().error) == ("failed", tasks.STOPPED)
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("error", "said"), [(SoftTimeLimitExceeded(), tasks.TOO_LONG), (MemoryError(), tasks.UNEXPECTED)]
    )
    def test_whatever_goes_wrong_it_ends_in_words(self, world, login, page, monkeypatch, error, said):
        client = login(world.admin_a)
        address = post(client, page, rows(GOOD))["Location"]

        def breaks(*_args: Any, **_options: Any) -> None:
            raise error

        monkeypatch.setattr(tasks, "import_rows", breaks)
        run_import.run(str(the_run().pk))
        assert (the_run().state, the_run().error) == ("failed", said)
        assert "Er is niets bewaard" in client.get(address).content.decode()

    def test_the_same_file_from_another_page_is_the_same_run(self, world, login, page):
        client = login(world.admin_a)
        first = post(client, page, rows(GOOD))["Location"]
        assert post(client, page, rows(GOOD))["Location"] == first  # it waits
        run_import.run(str(the_run().pk))
        assert post(client, page, rows(GOOD))["Location"] == first  # it has just been written
        assert post(client, page, rows(GOOD), rehearsal="on")["Location"] != first
        with clock.at(clock.now() + timedelta(hours=1)):
            assert post(client, page, rows(GOOD))["Location"] != first

    def test_the_bar_shows_how_far_it_is_and_works_without_javascript(self, world, login, page):
        client = login(world.admin_a)
        address = post(client, page, rows(GOOD))["Location"]
        cache.set(progress_key(the_run().pk), {"step": "write", "value": 2000, "total": 5000})
        whole = client.get(address).content.decode()
        assert 'value="2000" max="5000"' in whole and "<noscript>" in whole and "<h1" in whole
        part = client.get(address, HTTP_HX_REQUEST="true").content.decode()
        assert 'value="2000" max="5000"' in part and "<h1" not in part
        run_import.run(str(the_run().pk))
        assert client.get(address, HTTP_HX_REQUEST="true")["HX-Refresh"] == "true"

    def test_reports_are_forgotten_after_a_month(self, world, login, page):
        client = login(world.admin_a)
        work(client, page, BAD.encode())
        later = clock.today() + timedelta(days=32)
        assert periodic.run("insight.forget_import_reports", later) == {"forgotten": 1}
        run = the_run()
        assert run.problems == [] and run.problem_count
        assert client.get(reverse("insight:import_report", args=[world.programme_a.slug, run.pk])).status_code == 404
        assert client.get(reverse("insight:import_run", args=[world.programme_a.slug, run.pk])).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_file_from_four_pages_at_the_same_instant(world, login, page):
    clients, gate = [login(world.admin_a) for _number in range(4)], Barrier(4)

    def click(client: Any) -> str:
        gate.wait()
        try:
            return str(post(client, page, rows(GOOD))["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        assert set(people.map(click, clients)) == {
            reverse("insight:import_run", args=[world.programme_a.slug, the_run().pk])
        }
