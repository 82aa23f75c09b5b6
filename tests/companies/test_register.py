"""The register: a full extract, an update, mistakes, order, two runs, a killed run, the look-up."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coaching.companies.models import RegisterEnterprise, RegisterEstablishment, RegisterExtract
from coaching.companies.queries import look_up, register_entry
from coaching.companies.register import lookup, staging
from coaching.core.tenancy.context import system_context
from tests.acting import as_person, in_company, in_programme
from tests.bench import extract
from tests.patience import HANGS, limits_of_the_product

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SOLE = "0999990123"  # a natural person
FIRM = extract.enterprise_number(0)
FIRM_DIGITS = FIRM.replace(".", "")


def write(folder: Path, name: str, titles: str, *rows: tuple) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([titles.split(), *rows])


def append(folder: Path, name: str, *rows: tuple) -> None:
    with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_ALL).writerows(rows)


def meta(folder: Path, number: int, kind: str, dated: str = "02-11-2026") -> None:
    rows = [("ExtractNumber", str(number)), ("ExtractType", kind), ("SnapshotDate", dated)]
    write(folder, "meta.csv", "Variable Value", *rows)


def load(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("load_register", str(folder), *options, stdout=out)
    return out.getvalue()


def refused(folder: Path, *options: str) -> tuple[str, str]:
    """(rows on stdout, the one line of the refusal)."""
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("load_register", str(folder), *options, stdout=out)
    return out.getvalue(), str(caught.value)


def row_of(number: str) -> RegisterEnterprise:
    with system_context("test"):
        return RegisterEnterprise.objects.get(pk=number)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    folder = tmp_path / "full"
    extract.write(folder, 30)
    append(folder, "enterprise", ("0999.990.123", "AC", "000", "1", "", "", "01-02-2020"))
    append(folder, "denomination", ("0999.990.123", "2", "001", 'An "de Bakker" Vermaelen'))
    append(folder, "denomination", ("9.000.000.101", "2", "001", "A branch"), (FIRM, "2", "003", "Toonzaal"))
    append(folder, "establishment", ("2.999.990.165", "01-02-2020", "0999.990.123"))
    append(
        folder,
        "address",
        ("2.999.990.165", "BAET", "", "", "3800", "Sint-Truiden", "Saint-Trond", "Dorp", "Place", "12", "3", "", ""),
    )
    append(
        folder,
        "activity",
        ("0999.990.123", "001", "2008", "10710", "MAIN"),
        ("0999.990.123", "001", "2025", "10710", "MAIN"),
        ("0999.990.123", "001", "2025", "47242", "SECO"),
    )
    return folder


@pytest.fixture
def loaded(full: Path) -> Path:
    load(full)
    return full


@pytest.fixture
def daily(tmp_path: Path) -> Path:
    folder = tmp_path / "daily"
    folder.mkdir()
    meta(folder, 101, "update")
    return folder


def test_a_full_extract_is_loaded_and_found(world, full):
    said = load(full)
    assert "31 enterprises, 21 establishment units" in said and "enterprise.csv: 31 rows read" in said
    with as_person(world.contact_a):
        entry = register_entry(FIRM_DIGITS)
        assert entry and entry.name.endswith(" BV") and entry.postcode and entry.province
        assert (entry.nace_version, entry.nace_code, entry.activity) == ("2025", "10710", "Activiteit 10710")
        assert entry.address_from == "seat" and register_entry(FIRM_DIGITS, "fr").street.startswith("Rue ")
        assert register_entry("0000000196") is None
    assert row_of(FIRM_DIGITS).names["nl"].endswith(" BV")  # the legal name, not the commercial one


def test_a_natural_person_is_found_by_the_place_of_work(world, loaded):
    with as_person(world.contact_a):
        found = look_up(SOLE)
    assert found.entry.name == 'An "de Bakker" Vermaelen' and found.entry.is_natural_person
    assert (found.entry.street, found.entry.postcode) == ("Dorp 12 bus 3", "3800")
    assert (found.entry.address_from, found.entry.province) == ("establishment", "LIM")
    assert [unit.number for unit in found.units] == ["2999990165"]


def test_the_same_extract_again_changes_nothing(loaded):
    assert "0 rows changed" in load(loaded)


def test_a_later_full_extract_replaces_what_is_gone(loaded, tmp_path):
    later = tmp_path / "later"
    extract.write(later, 29, number=101)
    load(later)
    with system_context("test"):
        assert RegisterEnterprise.objects.count() == 29
        assert not RegisterEstablishment.objects.filter(pk="2999990165").exists()


def test_an_update_deletes_then_inserts(world, loaded, daily):
    gone, kept = extract.enterprise_number(1), FIRM_DIGITS
    name_before = row_of(kept).names
    write(daily, "enterprise_delete.csv", "EnterpriseNumber", (gone,), (FIRM,))
    write(
        daily, "enterprise_insert.csv", extract.HEADERS["enterprise"], (FIRM, "AC", "000", "2", "014", "", "03-03-2003")
    )
    write(daily, "address_delete.csv", "EntityNumber", (FIRM,))
    write(
        daily,
        "address_insert.csv",
        extract.HEADERS["address"],
        (FIRM, "REGO", "", "", "9000", "Gent", "Gand", "Kaai", "Quai", "1", "", "", ""),
    )
    write(daily, "denomination_delete.csv", "EntityNumber", ("0999.990.123",))
    write(daily, "denomination_insert.csv", extract.HEADERS["denomination"], ("0999.990.123", "2", "001", "Nieuw"))
    load(daily, "--update")
    with system_context("test"):
        assert not RegisterEnterprise.objects.filter(pk=gone.replace(".", "")).exists()
        assert not RegisterEstablishment.objects.filter(enterprise_number=gone.replace(".", "")).exists()
        assert RegisterEnterprise.objects.count() == 30
    firm = row_of(kept)
    assert (firm.names, firm.postcode, firm.juridical_form) == (name_before, "9000", "014")
    assert firm.municipalities == {"nl": "Gent", "fr": "Gand"} and firm.nace_code == "10710"
    assert row_of(SOLE).names == {"nl": "Nieuw"} and row_of(SOLE).nace_code == "10710"


def test_every_mistake_is_named_and_nothing_is_loaded(loaded):
    name_before = row_of(FIRM_DIGITS).names
    append(
        loaded,
        "enterprise",
        ("0999.990.124", "AC", "000", "2", "", "", "01-01-2000"),
        (FIRM, "AC", "000", "2", "", "", "31-02-2000"),
        ("too", "few"),
        ("2.999.990.165", "AC", "000", "7", "", "", ""),
        (extract.enterprise_number(2), "AC", "000", "2", "", "", ""),
    )
    append(loaded, "denomination", (FIRM, "9", "001", "X"), (FIRM, "2", "009", "X"), (FIRM, "2", "001", " "))
    append(loaded, "activity", (FIRM, "001", "1999", "10710", "MAIN"), (FIRM, "001", "2025", "1x", "MAIN"))
    append(loaded, "address", (FIRM, "HOME", *[""] * 11))
    with (loaded / "code.csv").open("ab") as handle:
        handle.write(b'"Nace2025","99999","NL","\xff"\n"Nace2025","9"x,"NL","y"\n')
    rows, summary = refused(loaded)
    named = [line for line in rows.splitlines() if ".csv:" in line and " rows " not in line]
    assert summary == f"{len(named)} mistakes, nothing was loaded" and len(named) == 13, rows
    for words in (
        "enterprise.csv:33: the check digits of '0999.990.124'",
        "'31-02-2000' is not a date",
        "2 columns instead of 7",
        "NaceVersion '1999'",
        "TypeOfAddress 'HOME'",
        "this is not UTF-8",
        "not a row of a CSV file",
        "stands in it twice",
    ):
        assert words in rows, words
    assert row_of(FIRM_DIGITS).names == name_before
    assert refused(loaded)[1] == summary  # a second run names them all again


@pytest.mark.parametrize("name", ["enterprise", "activity", "code"])
def test_a_missing_file_or_column_is_named(full, name):
    path = full / f"{name}.csv"
    path.write_text('"Nothing"\n"1"\n')
    rows, summary = refused(full)
    assert f"{name}.csv:1: no column" in rows and "nothing was loaded" in summary
    path.unlink()
    assert f"no {name}.csv" in refused(full)[1]


def test_what_is_no_extract(tmp_path, full):
    assert "is not a folder" in refused(tmp_path / "nowhere")[1]
    assert "no update files" in refused(full, "--update")[1]
    (full / "meta.csv").write_text("Variable,Value\nExtractNumber,many\n")
    assert "meta.csv cannot be read" in refused(full)[1]


def test_extracts_come_in_order(full, daily):
    write(daily, "enterprise_delete.csv", "EnterpriseNumber", (FIRM,))
    assert "no full extract has been loaded yet" in refused(daily, "--update")[1]
    load(full)
    assert "load it with --update" in refused_full(daily)
    meta(daily, 102, "update")
    assert "does not follow extract 100; load 101 first" in refused(daily, "--update")[1]
    meta(full, 99, "full")
    assert "older than extract 100" in refused(full)[1]
    meta(daily, 101, "update")
    load(daily, "--update")
    assert "does not follow extract 101" in refused(daily, "--update")[1]  # the same one twice
    with system_context("test"):
        assert [e.number for e in RegisterExtract.objects.order_by("number")] == [100, 101]


def refused_full(daily: Path) -> str:
    """A folder with update files and all the full ones too: meta.csv decides."""
    extract.write(daily, 3)
    meta(daily, 101, "update")
    return refused(daily)[1]


def other_session(login: str = "w_test") -> psycopg2.extensions.connection:
    settings = connection.settings_dict
    return psycopg2.connect(host=settings["HOST"], user=login, dbname=settings["NAME"])


def test_two_runs_at_once_are_refused(full, monkeypatch):
    monkeypatch.setattr("coaching.companies.register.loading.PATIENCE", 0.3)
    other = other_session()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [staging.ONE_AT_A_TIME])
        assert "another load_register is at work" in refused(full)[1]
    other.close()
    load(full)


def test_a_run_goes_on_where_it_stopped(full):
    """Stopped between two batches of the third file: what was staged is not read again."""
    calls, stage = [], staging.stage

    def stop_at_third(*args):
        if args[2].file == "establishment.csv" and args[2].rows > 10:
            raise KeyboardInterrupt
        calls.append(args[2].file)
        stage(*args)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(staging, "stage", stop_at_third)
        load(full, "--batch", "10")
    assert calls
    said = load(full, "--batch", "10")
    assert "enterprise.csv: 31 rows read already" in said and "establishment.csv: goes on behind row 10" in said
    assert "31 enterprises, 21 establishment units" in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("killed_at", ["establishment.csv", "publishing"])
def test_a_killed_run_is_taken_up_again(tmp_path, killed_at):
    folder = tmp_path / "big"
    extract.write(folder, 20_000)
    settings = connection.settings_dict
    environment = os.environ | {
        "DATABASE_NAME": settings["NAME"],
        "DATABASE_HOST": settings["HOST"],
        "DATABASE_LOGIN": "w_worker",
    }
    command = [sys.executable, "manage.py", "load_register", str(folder), "--batch", "2000"]
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        if line.startswith(killed_at):
            child.kill()
            break
    child.wait(HANGS)
    with system_context("test"):
        assert not RegisterEnterprise.objects.exists()  # nothing half visible
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=HANGS)
    assert done.returncode == 0, done.stderr
    assert "enterprise.csv: 20,000 rows read already" in done.stdout and "20,000 enterprises" in done.stdout
    with system_context("test"):
        assert RegisterEnterprise.objects.count() == 20_000
        assert RegisterEstablishment.objects.count() == sum(1 for place in range(20_000) if place % 3)


@pytest.mark.django_db(transaction=True)
def test_a_silent_register_does_not_hold_the_page_up(world, full):
    load(full)
    other = other_session("app_owner")
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE companies_registerenterprise IN ACCESS EXCLUSIVE MODE")
        with as_person(world.contact_a):
            with limits_of_the_product():
                assert lookup.LONGEST_WAIT < 1000
                assert look_up(FIRM_DIGITS).status == "silent"  # while the other still holds it
            other.rollback()
            assert look_up(FIRM_DIGITS).status == "found"  # the transaction is still usable
            with connection.cursor() as own:
                own.execute("SHOW statement_timeout")
                assert own.fetchone()[0] == "0"
    other.close()


def test_look_up_takes_one_question(world, loaded, django_assert_max_num_queries):
    with as_person(world.contact_a), django_assert_max_num_queries(2):  # the second gives the time limit back
        assert look_up(FIRM_DIGITS).status == "found"


# -- Rights ----------------------------------------------------------------------------------------------------------
def test_hats_read_and_none_writes(world, loaded):
    places = [
        as_person(world.contact_a),
        in_company(world.contact_a, world.company_a),
        in_programme(world.admin_a, world.programme_a),
    ]
    for place in places:
        with place:
            assert RegisterEnterprise.objects.filter(pk=FIRM_DIGITS).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON "
            "r.oid = a.grantee WHERE c.relname LIKE 'companies\\_register%' AND c.relkind = 'r' "
            "AND r.rolname NOT IN ('app_owner', 'h_system') AND a.privilege_type <> 'SELECT'"
        )
        assert cursor.fetchone()[0] == 0


def test_only_the_system_may_look_into_the_waiting_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolname, a.privilege_type FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a "
            "JOIN pg_roles r ON r.oid = a.grantee WHERE n.nspname = 'register_staging' AND r.rolname <> 'app_owner'"
        )
        assert cursor.fetchall() == [("h_system", "USAGE")]
        cursor.execute(
            "SELECT DISTINCT r.rolname, a.privilege_type FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a "
            "JOIN pg_roles r ON r.oid = a.grantee WHERE c.relnamespace = 'register_staging'::regnamespace "
            "AND r.rolname <> 'app_owner'"
        )
        assert {tuple(row) for row in cursor.fetchall()} == {("h_system", w) for w in ("SELECT", "INSERT", "UPDATE")}
