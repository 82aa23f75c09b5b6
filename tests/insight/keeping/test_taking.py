"""A company's file is taken along whole, by whom it may, and another installation reads it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from actionplans.models import MeasureNote
from coaching.companies.models import Company
from coaching.core.models import AuditEvent, ListFile
from coaching.core.paper.tasks_lists import make_list_file
from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight.keeping import taking
from coaching.insight.keeping.tables import LEFT_OUT, ROWS, owned, taken
from tests.acting import in_company
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(world: Any, settings: Any, tmp_path: Path) -> Any:
    """Both companies have a row in every table of tenants, and a file."""
    settings.MEDIA_ROOT = tmp_path / "media"
    enrich(world)
    with system_context("test"):
        for note in MeasureNote.objects.all():
            note.file.save("x.pdf", ContentFile(b"%PDF of " + str(note.company_id).encode()), save=False)
            MeasureNote.objects.filter(pk=note.pk).update(file=note.file.name, file_name="foto van de hal.pdf")
    return world


def written(world: Any, out: Path) -> zipfile.ZipFile:
    call_command("export_company", world.company_a.slug, f"--out={out}", stdout=StringIO(), stderr=StringIO())
    return zipfile.ZipFile(out)


def tables(archive: zipfile.ZipFile) -> dict[str, list[dict[str, Any]]]:
    manifest = json.loads(archive.read("manifest.json"))
    return {table["name"]: json.loads(archive.read(table["path"])) for table in manifest["tables"]}


# -- Nothing is forgotten ----------------------------------------------------------------------------------------------
def test_every_table_with_rows_of_companies_goes_along_or_is_named_with_a_reason() -> None:
    theirs = {one.table for one in owned()}
    told = {one.owned.table for one in taken()} | set(LEFT_OUT)
    assert theirs == told
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())
    assert theirs >= {"companies_company", "actionplans_preventionmeasure", "programmes_draftshare", "core_document"}


def test_a_table_that_is_added_later_is_refused_until_somebody_says_what_becomes_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(LEFT_OUT, "programmes_filenote")
    taken.cache_clear()
    with pytest.raises(LookupError, match="programmes_filenote"):
        taken()
    monkeypatch.undo()
    taken.cache_clear()


def test_tables_of_nobodys_file_are_those_of_sign_in_programmes_coaches_and_the_register() -> None:
    """Each model that is no part of a file: who adds one to this list has looked."""
    theirs = {one.table for one in owned()}
    others = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - theirs
    assert {name.partition("_")[0] for name in others} <= {
        *("account", "accounts", "auth", "coaches", "companies", "core", "django", "insight", "mfa", "modules"),
        *("programmes", "socialaccount", "trajectories", "usersessions"),
    }
    assert {name for name in others if name.startswith(("companies", "trajectories", "core", "riskanalysis"))} == {
        *("companies_registerenterprise", "companies_registerestablishment", "companies_registercode"),
        *("companies_registerextract", "core_listfile", "trajectories_paymentaccount"),
    }
    assert not {name for name in others if name.startswith(("riskanalysis", "actionplans"))}


def test_no_secret_goes_along() -> None:
    columns = {f"{one.owned.table}.{name}" for one in taken() for name in one.columns}
    assert not {name for name in columns if re.search(r"digest|password|secret|seed|body_html|body_text", name)}


# -- The file ----------------------------------------------------------------------------------------------------------
def test_the_file_holds_all_rows_of_the_company_and_none_of_another(rich: Any, tmp_path: Path) -> None:
    archive = written(rich, tmp_path / "a.zip")
    found = tables(archive)
    assert len(found["actionplans_preventionmeasure"]) >= 1 and len(found["riskanalysis_finding"]) >= 1
    empty = {name for name, rows in found.items() if not rows}
    assert not empty, "every table has a row of this company, so none may come out empty"
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert str(rich.company_a.pk).encode() in whole
    assert str(rich.company_b.pk).encode() not in whole and rich.company_b.name.encode() not in whole


def test_its_attachments_are_in_it_under_the_name_that_people_gave_them(rich: Any, tmp_path: Path) -> None:
    archive = written(rich, tmp_path / "a.zip")
    names = [name for name in archive.namelist() if name.startswith("files/actionplans_measurenote/")]
    assert names and all(name.endswith("/foto van de hal.pdf") for name in names)
    assert archive.read(names[0]) == b"%PDF of " + str(rich.company_a.pk).encode()


@pytest.mark.parametrize(
    ("named", "kept"),
    [("..", "file"), ("../../x.pdf", "_.._x.pdf"), ("a\\b:c\n.pdf", "a_b_c_.pdf"), ("x.pdf. ", "x.pdf"), ("/", "_")],
)
def test_no_name_of_a_file_leads_out_of_its_folder(named: str, kept: str) -> None:
    assert taking._named(named) == kept


def test_a_file_that_the_storage_lost_is_named(rich: Any, tmp_path: Path) -> None:
    with system_context("test"):
        MeasureNote.objects.filter(company_id=rich.company_a.pk).update(file="gone/away.pdf")
    archive = written(rich, tmp_path / "a.zip")
    manifest = json.loads(archive.read("manifest.json"))
    assert [one["name"] for one in manifest["missing"] if one["table"] == "actionplans_measurenote"] == [
        "gone/away.pdf"
    ]


def test_a_contact_takes_along_exactly_the_rows_that_the_command_writes(rich: Any, tmp_path: Path) -> None:
    """The command reads past the walls; what it leaves out by hand is what the policies leave out."""
    by_command = tables(written(rich, tmp_path / "a.zip"))
    target = io.BytesIO()
    with in_company(rich.contact_a, rich.company_a):
        taking.write(Company.objects.get(pk=rich.company_a.pk), target, by=current_actor())
    by_contact = tables(zipfile.ZipFile(target))
    assert by_command.keys() == by_contact.keys()
    for table in by_command.keys() - {"core_auditevent"}:  # the first taking is itself a line of the trail
        assert by_command[table] == by_contact[table], table
    assert len(by_contact["core_auditevent"]) == len(by_command["core_auditevent"]) + 1


def test_what_people_of_the_company_do_not_read_stays_out(rich: Any, tmp_path: Path) -> None:
    found = tables(written(rich, tmp_path / "a.zip"))
    assert set(ROWS) <= set(found)
    assert not [row for row in found["trajectories_message"] if row["is_internal"]]
    assert not [row for row in found["core_auditevent"] if row["event"].startswith("trajectory.note")]
    assert not LEFT_OUT.keys() & found.keys()


# -- Reading it elsewhere ----------------------------------------------------------------------------------------------
def test_the_check_finds_nothing_wrong_and_asks_no_database(rich: Any, tmp_path: Path, django_db_blocker: Any) -> None:
    written(rich, tmp_path / "a.zip").close()
    out = StringIO()
    with django_db_blocker.block():  # another installation has another database, or none
        call_command("check_export", str(tmp_path / "a.zip"), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["faults"] == [] and found["company"] == rich.company_a.name
    assert found["tables"] == len(taken()) and found["files"] >= 1 and found["rows"] > 50


def changed(source: Path, **parts: bytes | None) -> Path:
    """The same file with other content under these names; None: left out."""
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name] or b"")
    return target


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("tables/riskanalysis_finding.json", b"[]", "changed since it was made"),
        ("tables/riskanalysis_finding.json", None, "missing"),
        ("tables/extra.json", b"[]", "not in the manifest"),
        ("people.json", b"[]", "changed since it was made"),
    ],
)
def test_the_check_names_what_was_changed(
    rich: Any, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    written(rich, tmp_path / "a.zip").close()
    with pytest.raises(CommandError, match=says) as refused:
        call_command("check_export", str(changed(tmp_path / "a.zip", **{name: content})), stdout=StringIO())
    assert name in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"{}"])
def test_what_is_no_file_of_a_company_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(CommandError) as refused:
        call_command("check_export", str(tmp_path / "x.zip"))
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)


def test_another_format_is_refused_by_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "company-file/9"}))
    with pytest.raises(CommandError, match="company-file/9"):
        call_command("check_export", str(tmp_path / "x.zip"))


@pytest.mark.parametrize(
    ("slug", "out"), [("no-such-company", "x.zip"), ("a\x00b", "x.zip"), (None, "no/such/folder/x.zip")]
)
def test_bad_input_is_said_in_a_line_and_writes_nothing(world: Any, tmp_path: Path, slug: str | None, out: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export_company", slug or world.company_a.slug, f"--out={tmp_path / out}")
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


# -- The page ----------------------------------------------------------------------------------------------------------
def page(world: Any) -> str:
    return reverse("insight:take_along", args=[world.company_a.slug])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("contact_a", 200),
        ("colleague_a", 403),
        ("adviser_a", 403),
        ("owner_a", 403),
        ("coach_a", 403),
        ("contact_b", 404),
    ],
)
def test_only_who_binds_the_employer_takes_the_file_along(world: Any, login: Any, who: str, status: int) -> None:
    client = login(getattr(world, who))
    assert client.get(page(world)).status_code == status
    assert client.get(page(world), {"export": "zip"}).status_code == (404 if status == 200 else status)


def test_the_worker_makes_it_as_the_person_and_they_download_it(rich: Any, login: Any) -> None:
    client = login(rich.contact_a)
    said = re.search(r'name="list" value="([^"]+)"', client.get(page(rich)).content.decode())
    assert said
    client.post(reverse("core:list_file_ask"), {"list": said[1]})
    with system_context("test"):
        row = ListFile.objects.get(user_id=rich.contact_a.pk, state="queued", address__contains="take-along")
    make_list_file(str(row.pk))
    answer = client.get(reverse("core:list_file_download", args=[row.pk]))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(tables(archive)["riskanalysis_finding"]) >= 1
    with system_context("test"):
        taken_by = AuditEvent.objects.get(event="companies.file_taken", company_id=rich.company_a.pk)
    assert taken_by.actor_id == rich.contact_a.pk and taken_by.data["rows"] > 50


def test_who_lost_the_mandate_meanwhile_gets_nothing(rich: Any, login: Any) -> None:
    from coaching.companies.models import Membership

    client = login(rich.contact_a)
    said = re.search(r'name="list" value="([^"]+)"', client.get(page(rich)).content.decode())
    assert said
    client.post(reverse("core:list_file_ask"), {"list": said[1]})
    with system_context("test"):
        row = ListFile.objects.get(user_id=rich.contact_a.pk, state="queued", address__contains="take-along")
    make_list_file(str(row.pk))
    with system_context("test"):
        Membership.objects.filter(user_id=rich.contact_a.pk, company_id=rich.company_a.pk).update(has_mandate=False)
    assert client.get(reverse("core:list_file_download", args=[row.pk])).status_code == 404
