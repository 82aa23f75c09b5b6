"""The pages of units: who opens them, what they show, what they refuse."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from coaching.companies.models import EarlierUnit, EstablishmentUnit, WorkUnit
from coaching.core.tenancy.context import system_context

HEADER = "Naam;Deel van;Vestiging;TBE;Functie;Aantal werknemers\r\n"
GROUP = (
    "Verpakking;;Genk;Noord;;20\r\n"
    "Ploeg B;Ploeg A;;;;4\r\n"  # before what it is part of
    "Ploeg A;Verpakking;;;;9\r\n"
    "Kantoor;;Hasselt;Zuid;;6\r\n"
    "Heftruck;;;;ja;5\r\n"
)


def url(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/work-units/{rest}"


def of(world: Any, name: str) -> WorkUnit:
    with system_context("test"):
        return WorkUnit.objects.filter(company=world.company_a, name=name).latest("created_at")


def hand_in(client: Any, world: Any, text: str, name: str = "lijst.csv", **more: str) -> Any:
    content = text if isinstance(text, bytes) else (HEADER + text).encode("utf-8-sig")
    return client.post(url(world, "import/"), {"file": SimpleUploadedFile(name, content), **more})


@pytest.fixture
def grown(world: Any, login: Any) -> Any:
    assert hand_in(login(world.contact_a), world, GROUP).status_code == 302
    return world


def test_a_small_company_does_not_notice_the_tree(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    page = client.get(url(world))
    assert set(page.context["form"].fields) == {"name", "headcount"}
    assert [section.title for section in page.context["sections"]] == [""]
    unit = client.get(url(world, f"{world.unit_a.pk}/"))
    assert set(unit.context["form"].fields) == {"name", "headcount", "ended", "version"}


def test_a_larger_one_sees_it_by_place(grown: Any, login: Any) -> None:
    page = login(grown.worker_bench_a).get(url(grown))
    sections = [(found.title, found.business_unit, found.workers) for found in page.context["sections"]]
    assert sections == [("", "", 24), ("Genk", "Noord", 20), ("Hasselt", "Zuid", 6), ("", "", 5)]
    assert page.context["groups"] == [("Noord", 1, 20), ("Zuid", 1, 6)]
    assert "deel van Ploeg A" in page.content.decode() or "part of Ploeg A" in page.content.decode()


def test_who_may_do_what(grown: Any, login: Any) -> None:
    unit = of(grown, "Kantoor")
    for rest in ("merge/", "import/", "import/csv/", f"{unit.pk}/split/"):
        assert login(grown.contact_a).get(url(grown, rest)).status_code == 200, rest
        assert login(grown.coach_a).get(url(grown, rest) + "?as=coach").status_code == 200, rest
        assert login(grown.worker_bench_a).get(url(grown, rest)).status_code == 403, rest
        assert login(grown.outsider).get(url(grown, rest)).status_code == 404, rest
    assert login(grown.worker_bench_a).get(url(grown, f"{unit.pk}/")).context["form"] is None
    said = {"name": "X", "headcount": 1, "version": 1}
    assert login(grown.worker_bench_a).post(url(grown, f"{unit.pk}/"), said).status_code == 403
    other = login(grown.contact_b)
    assert other.get(url(grown, f"{unit.pk}/", "b")).status_code == 404
    assert other.get(url(grown, f"{unit.pk}/split/", "b")).status_code == 404
    assert login(grown.contact_a).get(url(grown, "import/pdf/")).status_code == 404


def test_a_unit_is_moved_and_renamed_in_one_go(grown: Any, login: Any) -> None:
    unit, team = of(grown, "Kantoor"), of(grown, "Ploeg A")
    client = login(grown.contact_a)
    said = {"name": "Bureau", "headcount": 7, "under": f"u-{team.pk}", "why": "Verhuisd", "version": 1}
    for _click in range(2):
        assert client.post(url(grown, f"{unit.pk}/"), said).status_code == 302
    with system_context("test"):
        unit.refresh_from_db()
        assert [row.why for row in EarlierUnit.objects.filter(work_unit=unit)] == ["Verhuisd"]
    assert (unit.name, unit.headcount, unit.parent_id, unit.establishment_id) == ("Bureau", 7, team.pk, None)
    page = client.get(url(grown, f"{unit.pk}/"))
    assert "Kantoor" in page.content.decode() and page.context["node"].within == ("Verpakking", "Ploeg A")


def test_the_second_of_two_editors_is_told_and_may_go_on(grown: Any, login: Any) -> None:
    unit, team = of(grown, "Kantoor"), of(grown, "Ploeg A")
    client, said = login(grown.contact_a), {"name": "Kantoor", "headcount": 6, "version": 1}
    assert client.post(url(grown, f"{unit.pk}/"), {**said, "under": f"u-{team.pk}"}).status_code == 302
    late = client.post(url(grown, f"{unit.pk}/"), {**said, "under": ""})
    assert late.status_code == 200 and late.context["form"].non_field_errors()
    with system_context("test"):
        unit.refresh_from_db()
    assert unit.parent_id == team.pk
    assert client.post(url(grown, f"{unit.pk}/"), {**said, "under": "", "version": 2}).status_code == 302


def test_what_is_not_on_offer_cannot_be_chosen(grown: Any, login: Any) -> None:
    unit, part = of(grown, "Verpakking"), of(grown, "Ploeg B")
    client, said = login(grown.contact_a), {"name": "Verpakking", "headcount": 20, "version": 1}
    for under in (f"u-{part.pk}", f"u-{grown.unit_b.pk}", "u-x", "e-", "zomaar"):
        assert client.post(url(grown, f"{unit.pk}/"), {**said, "under": under}).status_code == 200, under
    assert of(grown, "Verpakking").version == 1


def test_units_are_merged_and_split_on_pages(grown: Any, login: Any) -> None:
    client = login(grown.contact_a)
    office, production = of(grown, "Kantoor"), grown.unit_a
    merged = {"units": [str(office.pk), str(production.pk)], "name": "Alles", "headcount": "", "under": "", "why": "x"}
    for _click in range(2):
        assert client.post(url(grown, "merge/"), merged).status_code == 302
    whole = of(grown, "Alles")
    assert whole.headcount == 30
    page = client.get(url(grown))
    assert page.context["sections"][-1].is_closed and "Alles" in str(page.context["sections"][-1].body)
    assert client.get(url(grown, f"{office.pk}/")).context["became"] == [whole]
    wrong = client.post(url(grown, f"{whole.pk}/split/"), {"parts": "Links; 12\nRechts", "version": 1})
    assert wrong.status_code == 200 and wrong.context["form"].errors["parts"]
    parts = {"parts": "Links; 12\r\n\r\nRechts; 1.018", "version": 1}
    for _click in range(2):
        assert client.post(url(grown, f"{whole.pk}/split/"), parts).status_code == 302
    with system_context("test"):
        assert set(WorkUnit.objects.filter(name__in=["Links", "Rechts"]).values_list("headcount", flat=True)) == {
            12,
            1018,
        }


def test_a_day_of_the_past_is_shown_and_not_changed(grown: Any, login: Any) -> None:
    client = login(grown.contact_a)
    page = client.get(url(grown) + "?on=01/01/2001")
    assert page.context["day"].year == 2001 and not page.context["may_edit"] and page.context["sections"] == []
    assert client.get(url(grown) + "?on=onzin").context["day"] is None


def test_the_list_as_a_file_can_be_handed_in_again(grown: Any, login: Any) -> None:
    client = login(grown.contact_a)
    assert client.post(url(grown, f"{of(grown, 'Heftruck').pk}/"), _closing()).status_code == 302
    taken = client.get(url(grown) + "?export=csv", HTTP_ACCEPT_LANGUAGE="en").content
    rows = list(csv.reader(io.StringIO(taken.decode("utf-8-sig")), delimiter=";" if b";" in taken else ","))
    assert [row[0] for row in rows[1:]] == ["Productie", "Verpakking", "Ploeg A", "Ploeg B", "Kantoor", "Heftruck"]
    with system_context("test"):
        before = list(WorkUnit.objects.order_by("pk").values())
    answer = client.post(url(grown, "import/"), {"file": SimpleUploadedFile("x.csv", taken)})
    assert answer.status_code == 302, answer.context["form"].errors or answer.context["found"].faults
    with system_context("test"):
        assert list(WorkUnit.objects.order_by("pk").values()) == before


def _closing() -> dict[str, Any]:
    return {"name": "Heftruck", "headcount": 5, "ended": "on", "version": 1}


def test_establishments_change_and_close_with_their_history(grown: Any, login: Any) -> None:
    with system_context("test"):
        place = EstablishmentUnit.objects.get(company=grown.company_a, name="Hasselt")
    client, base = login(grown.contact_a), f"/c/{grown.company_a.slug}/company/places/{place.pk}/"
    said = {"name": "Hasselt Zuid", "number": "", "business_unit": "Zuid", "version": 1}
    for _click in range(2):
        assert client.post(base, said).status_code == 302
    assert client.post(base, {**said, "name": "Te laat"}).status_code == 200
    assert client.post(base, {**said, "ended": "on", "version": 2}).status_code == 200  # units stand in it
    assert client.post(base + "remove/").status_code == 302
    with system_context("test"):
        place.refresh_from_db()
        assert EarlierUnit.objects.get(establishment=place).stood["name"] == "Hasselt"
    assert (place.name, place.ended_on) == ("Hasselt Zuid", None)
    assert login(grown.coach_a).get(base + "?as=coach").status_code == 403
    assert login(grown.contact_b).get(base.replace(grown.company_a.slug, grown.company_b.slug)).status_code == 404


def test_hundreds_of_units_come_in_pages_by_name(grown: Any, login: Any, monkeypatch: Any) -> None:
    from coaching.companies import queries

    client = login(grown.contact_a)
    monkeypatch.setattr(queries, "MOST_DRAWN", 4)
    page = client.get(url(grown))
    assert page.context["page"].paginator.count == 6 and page.context["total"] == 24 + 20 + 6
    assert set(page.context["form"].fields) == {"name", "headcount", "kind"}
    assert "Ploeg B" in page.content.decode() and "Kantoor" not in client.get(url(grown) + "?q=ploeg").content.decode()
    assert client.post(url(grown), {"name": "Nog een", "headcount": 1, "kind": "function"}).status_code == 302
    assert of(grown, "Nog een").kind == "function"
    assert client.get(url(grown) + "?export=csv").content.decode("utf-8-sig").count("Ploeg A") == 2


# -- From a spreadsheet ----------------------------------------------------------------------------------------------
def test_a_file_makes_the_tree_and_once_more_changes_nothing(grown: Any, login: Any) -> None:
    with system_context("test"):
        units = {unit.name: unit for unit in WorkUnit.objects.filter(company=grown.company_a)}
        before = list(WorkUnit.objects.order_by("pk").values())
    assert units["Ploeg B"].parent_id == units["Ploeg A"].pk and units["Heftruck"].kind == "function"
    assert hand_in(login(grown.contact_a), grown, GROUP).status_code == 302
    with system_context("test"):
        assert list(WorkUnit.objects.order_by("pk").values()) == before


def test_a_rehearsal_counts_and_writes_nothing(world: Any, login: Any) -> None:
    page = hand_in(login(world.contact_a), world, GROUP + "Productie;;;;;25\r\n", rehearsal="on")
    found = page.context["found"]
    assert (found.rows, found.added, found.changed, found.places) == (6, 5, 1, 2)
    with system_context("test"):
        assert WorkUnit.objects.filter(company=world.company_a).count() == 1
        assert WorkUnit.objects.get(pk=world.unit_a.pk).headcount == 24


FAULTS = [
    ("Verpakking;;;;;twintig", 2, "headcount"),
    ("Verpakking;;;;;-1", 2, "headcount"),
    ("Verpakking;;;;;", 2, "headcount"),
    (";;;;;3", 2, "name"),
    ("=1+1;;;;;3", 2, "name"),
    ("A;;;;;3\r\nA;;;;;4", 3, "name"),
    ("A;Onbekend;;;;3", 2, "part_of"),
    ("A;A;;;;3", 2, "part_of"),
    ("A;B;;;;3\r\nB;C;;;;3\r\nC;A;;;;3", 3, "part_of"),
    ("A;F;;;;3\r\nF;;;;ja;3", 2, "part_of"),
    ("F;Productie;;;ja;3", 2, "part_of"),
    ("Productie;;;;ja;3", 2, "function"),
    ("A;;;;misschien;3", 2, "function"),
    ("A;;;Noord;;3", 2, "business_unit"),
    ("A;;Genk;Noord;;3\r\nB;;Genk;Zuid;;3", 3, "business_unit"),
    ("A;;Genk;;;3\r\nB;A;Hasselt;;;3", 3, "establishment"),
    ("A;;;;;3;nog iets", 2, ""),
    (f"{'a' * 121};;;;;3", 2, "name"),
]


@pytest.mark.parametrize(("text", "line", "column"), FAULTS)
def test_each_fault_is_named_by_line_and_column_and_nothing_is_written(
    world: Any, login: Any, text: str, line: int, column: str
) -> None:
    page = hand_in(login(world.contact_a), world, f"{text}\r\nGoed;;Nieuw;;;1\r\n")
    assert (line, column) in [(fault.line, fault.column) for fault in page.context["found"].faults]
    with system_context("test"):
        assert not WorkUnit.objects.filter(name="Goed").exists()
        assert not EstablishmentUnit.objects.filter(company=world.company_a).exists()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"Naam;Schoenmaat\r\nA;3\r\n", b"Naam\r\nA\r\n", HEADER.encode()]
)
def test_a_file_that_is_no_list_of_units_is_refused_in_words(world: Any, login: Any, content: bytes) -> None:
    page = hand_in(login(world.contact_a), world, content)
    assert page.status_code == 200 and page.context["form"].errors["file"]


def test_a_coach_adds_no_establishments(world: Any, login: Any) -> None:
    client, where = login(world.coach_a), url(world, "import/") + "?as=coach"
    content = SimpleUploadedFile("x.csv", (HEADER + "A;;Genk;;;3\r\n").encode())
    page = client.post(where, {"file": content})
    assert [fault.column for fault in page.context["found"].faults] == ["establishment"]
    content = SimpleUploadedFile("x.csv", (HEADER + "A;Productie;;;;3\r\n").encode())
    assert client.post(where, {"file": content}).status_code == 302
    assert of(world, "A").parent_id == world.unit_a.pk


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_empty_file_is_read_back_in_each_language(world: Any, login: Any, language: str) -> None:
    client = login(world.contact_a)
    client.cookies["django_language"] = language
    plain = client.get(url(world, "import/csv/")).content.decode("utf-8-sig").strip()
    sign = "," if "," in plain else ";"
    rows = f"{plain}\r\nBalie{sign}{sign}Genk{sign}{sign}{sign}4\r\n".encode()
    assert client.post(url(world, "import/"), {"file": SimpleUploadedFile("x.csv", rows)}).status_code == 302
    assert of(world, "Balie").headcount == 4
    book = load_workbook(io.BytesIO(client.get(url(world, "import/xlsx/")).content))
    sheet = book.worksheets[0]
    sheet.append(["Loket", "Balie", None, None, None, 2])
    written = io.BytesIO()
    book.save(written)
    upload = SimpleUploadedFile("x.xlsx", written.getvalue())
    assert client.post(url(world, "import/"), {"file": upload}).status_code == 302
    assert of(world, "Loket").parent_id == of(world, "Balie").pk


def test_three_units_take_as_many_queries_as_one(grown: Any, login: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(grown.contact_a)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(grown)).status_code == 200
        return len(found)

    asked()
    before = asked()
    more = "".join(f"Ploeg {n};Verpakking;;;;{n}\r\nAfdeling {n};;Plaats {n};;;{n}\r\n" for n in range(3))
    assert hand_in(client, grown, more).status_code == 302
    client.get(url(grown))
    assert asked() == before
