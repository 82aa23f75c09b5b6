"""Each list as a file: same permission, same filter, no row of somebody else, one query more at most per file."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from coaching.core.models import AuditEvent
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import in_company
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(world):
    """Every list has a row of a and a row of b."""
    with system_context("test"):
        for letter in "ab":
            trajectory = getattr(world, f"trajectory_{letter}")
            owner = getattr(world, f"owner_{letter}")
            plan = plans.global_plan(trajectory, state="active")
            annual = plans.annual_plan(plan, state="active")
            measure = plans.measure(annual, plans.objective(plan), what=f"=Maatregel {letter}", owner_id=owner.pk)
            setattr(world, f"measure_{letter}", measure)
            plans.analysis(trajectory, state="scoping", title=f"Analyse {letter}")
    for letter in "ab":
        contact, company = getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")
        with in_company(contact, company) as by:
            application = getattr(world, f"application_{letter}")
            documents.request("decision-letter", application, by=by, language="nl")
    return world


LISTS = {
    "applications": (
        "programmes:applications",
        "programme",
        "admin",
        "Fruitwerk a",
        "Bakkerij b",
        "assessor",
        "observer",
    ),
    "trajectories": ("trajectories:desk", "programme", "admin", "Fruitwerk a", "Bakkerij b", "assessor", "observer"),
    "workload": ("trajectories:workload", "programme", "admin", "Coach a", "Fruitwerk", "assessor", "observer"),
    "measures": ("actionplans:measures", "company", "contact", "'=Maatregel a", "Maatregel b", "owner", None),
    "analyses": ("riskanalysis:analyses", "company", "contact", "Analyse a", "Analyse b", "adviser", "owner"),
    "documents": ("core:documents", "company", "contact", "Beslissing", "Bakkerij", "contact", None),
    "portfolio": ("insight:portfolio", None, "coach", "Fruitwerk a", "Bakkerij b", "coach", None),
    "coaches": ("coaches:directory", None, "contact", "Coach a", "Fruitwerk", "contact", None),
}


def where(world, name, letter="a"):
    url, place = LISTS[name][:2]
    args = [getattr(world, f"{place}_{letter}").slug] if place else []
    return reverse(url, args=args)


def all_of(name):
    return {"view": "all"} if name == "applications" else {}


def rows_of(response):
    assert response.status_code == 200, response.status_code
    if response["Content-Type"].startswith("text/csv"):
        text = response.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    return [[str(cell.value or "") for cell in line] for line in sheet.iter_rows()]


def words_of(rows):
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_file_holds_own_rows_only(listed, login, name, form):
    client = login(getattr(listed, f"{LISTS[name][2]}_a"))
    rows = rows_of(client.get(where(listed, name), {"export": form, **all_of(name)}))
    assert LISTS[name][3] in words_of(rows) and len(rows) > 1
    assert LISTS[name][4] not in words_of(rows)


@pytest.mark.parametrize("name", LISTS)
def test_page_offers_both_files_with_its_filter(listed, login, name):
    client = login(getattr(listed, f"{LISTS[name][2]}_a"))
    page = client.get(where(listed, name), {**all_of(name), "q": "a", "page": "1"}).content.decode()
    for form in ("csv", "xlsx"):
        assert f"export={form}" in page
    assert "q=a&amp;export=csv" in page


@pytest.mark.parametrize("name", [name for name in LISTS if LISTS[name][1]])
def test_file_asks_the_same_permission_as_the_list(listed, login, name):
    allowed, refused = LISTS[name][5:]
    path, query = where(listed, name), {"export": "csv"}
    assert login(getattr(listed, f"{allowed}_a")).get(path, query).status_code == 200
    if refused:
        answer = login(getattr(listed, f"{refused}_a")).get(path, query)
        assert answer.status_code == 403 or "text/csv" not in answer["Content-Type"]
    for stranger in (listed.contact_b, listed.admin_b, listed.outsider):
        assert login(stranger).get(path, query).status_code == 404


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("applications", {"view": "all", "q": "bestaat niet"}),
        ("trajectories", {"search": "bestaat niet"}),
        ("trajectories", {"state": "closed"}),
        ("workload", {"search": "bestaat niet"}),
        ("measures", {"q": "niets"}),
        ("analyses", {"q": "niets"}),
        ("documents", {"q": "niets"}),
        ("portfolio", {"q": "niets"}),
        ("coaches", {"search": "bestaat niet"}),
    ],
)
def test_filter_counts_for_the_file(listed, login, name, query):
    client = login(getattr(listed, f"{LISTS[name][2]}_a"))
    assert len(rows_of(client.get(where(listed, name), {"export": "csv", **query}))) == 1


def test_owner_gets_own_measures_only(listed, login):
    with system_context("test"):
        other = plans.measure(listed.measure_a.plan, listed.measure_a.objective, what="Van een ander")
    path = where(listed, "measures")
    assert "Van een ander" in words_of(rows_of(login(listed.contact_a).get(path, {"export": "csv"})))
    rows = rows_of(login(listed.owner_a).get(path, {"export": "csv"}))
    assert len(rows) == 2 and other.what not in words_of(rows)


def test_headings_are_in_the_readers_language(listed, login):
    client, path = login(listed.contact_a), where(listed, "measures")
    for language, word in (("nl", "Voortgang"), ("fr", "Avancement"), ("en", "Progress")):
        answer = client.get(path, {"export": "csv"}, headers={"accept-language": language})
        assert word in answer.content.decode("utf-8-sig").splitlines()[0], language


@pytest.mark.parametrize("name", [name for name in LISTS if name != "coaches"])
def test_who_took_a_file_is_noted(listed, login, name):
    user = getattr(listed, f"{LISTS[name][2]}_a")
    client = login(user)
    client.get(where(listed, name))
    with system_context("test"):
        assert not AuditEvent.objects.filter(event="exports.taken").exists()
    client.get(where(listed, name), {"export": "xlsx", **all_of(name)})
    with system_context("test"):
        event = AuditEvent.objects.get(event="exports.taken")
    assert event.actor_id == user.pk and event.data["format"] == "xlsx" and event.data["rows"] >= 1


def more(world, name):
    """Two rows more in the list."""
    with system_context("test"):
        for number in range(2):
            if name == "measures":
                owner = factories.user(f"Ander {number}")
                plans.measure(world.measure_a.plan, world.measure_a.objective, owner_id=owner.pk)
            elif name == "analyses":
                plans.analysis(world.trajectory_a, state="superseded", title="Nog een", version_no=number + 5)
            elif name in {"workload", "coaches"}:
                factories.coach(factories.user(f"Coach {number}"))
            elif name == "documents":
                continue
            else:
                company = factories.company()
                factories.trajectory(
                    world.programme_a, company, world.contact_a, world.coach_profile_a, state="started"
                )


@pytest.mark.parametrize("name", LISTS)
def test_file_costs_the_same_for_one_and_three(listed, login, name, django_assert_max_num_queries):
    client, query = login(getattr(listed, f"{LISTS[name][2]}_a")), {"export": "csv", **all_of(name)}
    client.get(where(listed, name), query)
    with django_assert_max_num_queries(25) as one:
        before = rows_of(client.get(where(listed, name), query))
    more(listed, name)
    with django_assert_max_num_queries(25) as three:
        after = rows_of(client.get(where(listed, name), query))
    assert len(three) == len(one)
    assert name == "documents" or len(after) == len(before) + 2
