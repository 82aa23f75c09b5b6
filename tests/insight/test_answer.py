"""The report of a programme: one click, one page, the same cells on page, CSV, XLSX and PDF; counted as by hand."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document
from coaching.core.paper import documents, pdf
from coaching.core.tenancy.context import system_context
from coaching.insight import answer, leads
from coaching.insight.counts import counts
from coaching.insight.funnel import crossed
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_programme
from tests.actionplans import factories as plans
from tests.insight.importing import coaches_2018

pytestmark = pytest.mark.django_db
PERIODS = [{}, {"first": "2017-03-01", "last": "2018-05-31"}, {"first": "2017-03-09", "last": "2017-11-02"}]


@pytest.fixture
def imported(world: Any, tmp_path: Any) -> Any:
    path = coaches_2018.write(tmp_path / "coaches_2018.csv")
    call_command("import_applications", str(path), programme=world.programme_a.slug, stdout=io.StringIO())
    with system_context("test"):  # what the world has besides is not in the source
        Trajectory.objects.filter(programme=world.programme_a, imported_at=None).delete()
        Application.objects.filter(programme=world.programme_a, pk=world.application_a.pk).delete()
    return world


def url(world: Any, name: str = "report") -> str:
    return reverse(f"insight:{name}", args=[world.programme_a.slug])


class Tables(HTMLParser):
    """The tables of a page: caption → rows of cells, headings first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.caption, self.rows, self.into, self.inside = "", [], "", False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "table":
            self.caption, self.rows, self.inside = "", [], True
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.rows[-1].append("")
            self.into = "cell"
        elif self.inside and tag == "caption":
            self.into = "caption"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self.into = ""
        elif tag == "table":
            self.inside = False
            self.found.setdefault(self.caption.strip(), self.rows)

    def handle_data(self, data: str) -> None:
        if self.into == "cell":
            self.rows[-1][-1] += data
        elif self.into == "caption":
            self.caption += data


def plain(value: Any) -> str:
    """A cell without what each way of showing adds: dots in thousands, spaces of the layout."""
    text = " ".join(str("" if value is None else value).split())
    return re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)


def clean(rows: Any) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in rows]


def of_page(html: str) -> dict[str, list[list[str]]]:
    parser = Tables()
    parser.feed(html)
    return {caption: clean(rows) for caption, rows in parser.found.items()}


def of_csv(content: bytes) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        if len(line) == 1:
            rows = found.setdefault(line[0], [])
        elif line:
            rows.append(line)
    return {caption: clean(rows) for caption, rows in found.items()}


def of_xlsx(content: bytes) -> list[list[list[str]]]:
    book = load_workbook(io.BytesIO(content))
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in book)
    return [clean([[cell.value for cell in row] for row in sheet.iter_rows()]) for sheet in book]


@pytest.mark.parametrize("period", PERIODS, ids=["all", "months", "days"])
def test_page_csv_xlsx_and_paper_have_the_same_cells(imported: Any, login: Any, period: dict[str, str]) -> None:
    client = login(imported.admin_a)
    page = of_page(client.get(url(imported), period).content.decode())
    listed = of_csv(client.get(url(imported), {**period, "export": "csv"}).content)
    book = of_xlsx(client.get(url(imported), {**period, "export": "xlsx"}).content)
    assert client.post(url(imported, "report_page"), {**period, "language": "nl"}).status_code == 302
    with system_context("test"):
        document = Document.objects.get(kind="programme-answer")
    stamp = pdf.Stamp(document.title, "nl", document.created_at, 1, document.code)
    paper = of_page(pdf.html_of(document.data["template"], document.data["context"], stamp))
    assert len(listed) >= 7 and list(listed.values()) == book
    assert paper == listed
    for caption, rows in listed.items():
        assert page[caption] == rows, caption


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_paper_is_one_page(imported: Any, language: str) -> None:
    with in_programme(imported.observer_a, imported.programme_a) as by:
        own = Programme.objects.get(pk=imported.programme_a.pk)
        first, last = date(2017, 1, 1), date(2018, 12, 31)
        document = documents.request("programme-answer", own, by=by, language=language, first=first, last=last)
    stamp = pdf.Stamp(document.title, language, document.created_at, 1, document.code)
    made = pdf.lay_out(document.data["template"], document.data["context"], stamp)
    assert made.pages == 1


def test_both_tables_of_the_source_are_the_sums_of_the_cross_tables(imported: Any) -> None:
    with in_programme(imported.admin_a, imported.programme_a):
        found = {made.key: made for made in answer.tables(imported.programme_a.pk, None, None, clock.today())}
        cross = crossed(imported.programme_a.pk)
    for number, stage in enumerate(answer.STAGES, 1):
        table = found[f"province-{stage}"]
        assert [row[-1] for row in table.rows] == [row[number] for row in found["province"].rows]
        assert list(table.rows[-1][1:-1]) == [row[number] for row in found["target-group"].rows[:-1]]
    assert [row[1:] for row in found["province"].rows][-1] == (122, 75, 23)
    expected = {(place, kind): 0 for place in answer.FLEMISH for kind in coaches_2018.GROUPS}
    assert {key[0] for key in cross["applied"]} == {key[0] for key in expected}


def test_one_click_from_the_first_page_of_the_desk(imported: Any, login: Any) -> None:
    for who in (imported.admin_a, imported.observer_a):
        client = login(who)
        assert (
            f'href="{url(imported)}"'
            in client.get(reverse("insight:desk", args=[imported.programme_a.slug])).content.decode()
        )
        assert client.get(url(imported)).status_code == 200


@pytest.mark.parametrize("who", ["admin_b", "contact_a", "coach_a", "outsider"])
@pytest.mark.parametrize("query", [{}, {"export": "csv"}, {"export": "xlsx"}])
def test_another_programmes_report_is_not_there(imported: Any, login: Any, who: str, query: dict[str, str]) -> None:
    client = login(getattr(imported, who))
    assert client.get(url(imported), query).status_code == 404
    assert client.post(url(imported, "report_page")).status_code == 404
    with system_context("test"):
        assert not AuditEvent.objects.filter(event="exports.taken").exists()


def test_observers_take_the_same_figures_and_no_name(imported: Any, login: Any) -> None:
    seen = [login(who).get(url(imported), {"export": "csv"}).content for who in (imported.observer_a, imported.admin_a)]
    assert seen[0] == seen[1]
    assert imported.company_a.name.encode() not in seen[0] and b"fictief" not in seen[0]
    assert login(imported.observer_a).post(url(imported, "report_page"), {"language": "nl"}).status_code == 302


def test_a_period_that_runs_backwards_is_said_and_gives_no_file(imported: Any, login: Any) -> None:
    client = login(imported.admin_a)
    wrong = {"first": "2026-02-01", "last": "2026-01-01"}
    assert client.get(url(imported), wrong).context["form"].errors
    assert "text/html" in client.get(url(imported), {**wrong, "export": "csv"})["Content-Type"]
    assert client.post(url(imported, "report_page"), wrong)["Location"].endswith("/report/")


def test_as_many_questions_for_many_as_for_few(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    client.get(url(world))
    asked = []
    for _n in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url(world))
        asked.append(len(queries))
        with system_context("test"):
            for _m in range(3):
                factories.trajectory(world.programme_a, factories.company(), world.contact_a)
    assert asked[0] == asked[1]


# -- Workers -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([(0, 0), (6, 60), (9, 90)], [0, 60, 90]),
        (
            [(4, 40), (6, 60), (9, 90)],
            ["–", "–", 90],
        ),  # alone it would follow from the total: the next smallest goes along
        ([(2, 20), (3, 30), (9, 90)], ["–", "–", 90]),  # five together, which no single one follows from
        ([(1, 10), (1, 11), (7, 70), (9, 90)], ["–", "–", "–", 90]),  # two companies together are too few
        ([(4, 40)], ["–"]),
        ([], []),
    ],
)
def test_no_small_group_follows_from_the_others(cells: list[tuple[int, int]], shown: list[Any]) -> None:
    assert answer.hidden(cells) == shown


def test_workers_count_each_company_once_by_its_last_application(world: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        Application.objects.filter(programme=world.programme_a).delete()
        for number in range(5):
            company = factories.company()
            for headcount, days in ((100, 9), (10 + number, 2)):
                factories.application(
                    world.programme_a,
                    world.contact_a,
                    company,
                    province="ANT",
                    headcount=headcount,
                    submitted_at=clock.now() - timedelta(days=days),
                )
    with in_programme(world.admin_a, world.programme_a):
        found = {made.key: made for made in answer.tables(world.programme_a.pk, None, None, clock.today())}
        total = counts(world.programme_a.pk, "province")[-1]
    assert found["workers"].rows[0][1:] == found["workers"].rows[-1][1:] == (60, 0, 0)
    assert total.applied == 10  # applications are counted as such, workers by company


# -- Lead times ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "half", "most"),
    [
        ([1, 2, 3, 4, 5], 3, 5),
        ([5, 1, 4, 2, 3, 60], 3, 60),
        (list(range(1, 11)), 5, 9),
        (list(range(1, 21)), 10, 18),
        ([7] * 5, 7, 7),
    ],
)
def test_half_and_nine_tenths_by_hand(days: list[int], half: int, most: int) -> None:
    found = leads.lead("x", days)
    assert (found.companies, found.half, found.most) == (len(days), half, most)
    assert sum(day <= half for day in days) * 2 >= len(days) and sum(day <= most for day in days) >= 0.9 * len(days)


def test_fewer_than_five_companies_tell_no_days() -> None:
    assert leads.lead("x", [1, 2, 3, 4]) == leads.Lead("x", 4, None, None)
    assert leads.lead("x", [1, 2, 3, 4, -5]).half is None  # a date that was corrected counts for nobody


def test_the_whole_way_counted_by_hand(world: Any) -> None:
    """Five companies, each with its own days per step; one sent outside the period."""
    ways = [(10, 3, 20, 50), (20, 5, 30, 60), (30, 1, 10, 70), (40, 9, 40, 80), (50, 7, 50, 90), (999, 99, 99, 99)]
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        Application.objects.filter(programme=world.programme_a).delete()
        for number, (decided, coach, start, plan) in enumerate(ways):
            _one_way(world, date(2024, 1 + number, 10), decided, coach, start, plan)
    with in_programme(world.admin_a, world.programme_a):
        found = leads.leads(world.programme_a.pk, date(2024, 1, 1), date(2024, 5, 31))
    assert [(row.companies, row.half, row.most) for row in found] == [
        (5, 30, 50),
        (5, 5, 9),
        (5, 35, 57),  # decision to first session: 23, 35, 11, 49, 57
        (5, 30, 50),
        (5, 70, 90),
        (0, None, None),
    ]
    with in_programme(world.observer_a, world.programme_a):
        assert leads.leads(world.programme_a.pk, date(2024, 1, 1), date(2024, 5, 31)) == found
    with in_programme(world.admin_b, world.programme_b):
        assert leads.plans_adopted(world.programme_a.pk) == {}


def _one_way(world: Any, sent: date, decided: int, coach: int, start: int, plan: int) -> None:
    def at(day: date) -> datetime:
        return timezone.make_aware(datetime(day.year, day.month, day.day, 12))

    approved = sent + timedelta(days=decided)
    row = factories.trajectory(
        world.programme_a,
        factories.company(),
        world.contact_a,
        world.coach_profile_a,
        state="started",
        approved_on=approved,
    )
    Application.objects.filter(pk=row.application_id).update(submitted_at=at(sent), decided_at=at(approved))
    accepted = approved + timedelta(days=coach)
    started = accepted + timedelta(days=start)
    Trajectory.objects.filter(pk=row.pk).update(coach_accepted_at=at(accepted), started_on=started)
    for later in (0, 400):
        plans.global_plan(
            row, state="active", version_no=1 + bool(later), adopted_at=at(started + timedelta(days=plan + later))
        )
