"""What narrows the desk's lists: each filter finds what it says and nothing else, and nonsense counts as nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock, sectors
from coaching.core.tenancy.context import system_context
from coaching.programmes import queries
from coaching.programmes.models import Application, Assessment, AssessmentRound
from coaching.trajectories.models import CoachRequest, Trajectory
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def make(world: Any, name: str, letter: str = "a", **fields: Any) -> Application:
    with system_context("test"):
        place = {key: getattr(world, f"{key}_{letter}") for key in ("programme", "company")}
        told = {"company_name": name, **fields}
        return factories.application(place["programme"], getattr(world, f"contact_{letter}"), place["company"], **told)


def score(world: Any, file: Application, who: Any, total: int | None) -> None:
    with system_context("test"):
        Assessment.objects.create(
            application=file,
            programme=file.programme,
            company=file.company,
            assessor_id=who.pk,
            due_on=clock.today(),
            total=None if total is None else Decimal(total),
            submitted_at=None if total is None else clock.now(),
        )


def names(page: Any) -> list[str]:
    return sorted(row.company_name for row in page.context["page"].rows)


def desk(world: Any) -> str:
    return reverse("programmes:applications", args=[world.programme_a.slug])


@pytest.fixture
def files(world: Any) -> Any:
    with system_context("test"):
        one = AssessmentRound.objects.create(
            programme=world.programme_a,
            name="Voorjaar",
            opens_on="2026-01-01",
            closes_on="2026-02-01",
            decide_by="2026-03-01",
        )
    since = clock.now() - timedelta(days=31)
    world.old = make(world, "Oud", layer=4, round=one, submitted_at=since, nace_code="10.71", headcount=9)
    world.new = make(world, "Nieuw", nace_code="41201", headcount=80)
    world.bare = make(world, "Kaal", nace_code="", headcount=None)
    make(world, "Van b", "b", layer=4, nace_code="10.71", headcount=9, submitted_at=since)
    world.round = one
    return world


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"layer": "4"}, ["Oud"]),
        ({"round": "this"}, ["Oud"]),
        ({"round": "none"}, ["Kaal", "Nieuw"]),
        ({"waiting": "30"}, ["Oud"]),
        ({"waiting": "60"}, []),
        ({"sector": "C"}, ["Oud"]),
        ({"sector": "F"}, ["Nieuw"]),
        ({"sector": "V"}, []),
        ({"workers_from": "50"}, ["Nieuw"]),
        ({"workers_to": "9"}, ["Oud"]),
        ({"workers_from": "9", "workers_to": "80", "sector": "F"}, ["Nieuw"]),
        (
            {"layer": "nonsense", "waiting": "3", "sector": "Z", "workers_from": "-4", "round": "x"},
            ["Kaal", "Nieuw", "Oud"],
        ),
    ],
)
def test_applications(files: Any, login: Any, query: dict[str, str], expected: list[str]) -> None:
    asked = {name: str(files.round.pk) if value == "this" else value for name, value in query.items()}
    page = login(files.admin_a).get(desk(files), asked)
    assert names(page) == expected
    assert page.context["filtered"] is ("nonsense" not in query.values())


def test_by_assessor_and_by_score(files: Any, login: Any) -> None:
    score(files, files.old, files.assessor_a, 80)
    score(files, files.old, files.admin_a, 60)
    score(files, files.new, files.assessor_a, 40)
    with system_context("test"):
        Assessment.objects.filter(application=files.new).update(recused_at=clock.now(), submitted_at=None, total=None)
    client = login(files.admin_a)
    assert names(client.get(desk(files), {"assessor": str(files.assessor_a.pk)})) == ["Oud"]
    assert names(client.get(desk(files), {"score_from": "70"})) == ["Oud"]
    assert names(client.get(desk(files), {"score_from": "71"})) == []
    assert names(client.get(desk(files), {"score_to": "70"})) == ["Oud"]
    page = client.get(desk(files), {"assessor": str(files.assessor_a.pk)}).content.decode()
    assert "Beoordelaar: Beoordelaar" in page and "Voorjaar" in page


def test_a_score_is_not_found_by_who_still_has_to_give_one(files: Any, login: Any) -> None:
    """A filter must not say what the policy hides: the others' scores, before the own one is in."""
    score(files, files.old, files.assessor_a, 80)
    score(files, files.old, files.admin_a, None)
    assert names(login(files.admin_a).get(desk(files), {"score_from": "70"})) == []
    page = login(files.assessor_a).get(desk(files), {"score_from": "70"})
    assert "score_from" not in page.context["form"].fields
    assert len(names(page)) == 3  # not asked
    with in_programme(files.assessor_a, files.programme_a), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM scored_between(%s, 0, 100)", [str(files.programme_a.pk)])
        assert cursor.fetchone() == (0,)
    with in_programme(files.admin_b, files.programme_b), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM scored_between(%s, 0, 100)", [str(files.programme_a.pk)])
        assert cursor.fetchone() == (0,)


def in_order(page: Any) -> list[str]:
    return [row.company_name for row in page.context["page"].rows]


def test_sorted_by_score_file_after_file(files: Any, login: Any) -> None:
    """What nobody scored is least; “next” in a file follows the same order."""
    score(files, files.old, files.assessor_a, 80)
    score(files, files.new, files.assessor_a, 40)
    client = login(files.admin_a)
    down = in_order(client.get(desk(files), {"sort": "-score"}))
    assert down[:2] == ["Oud", "Nieuw"] and len(down) == 3
    assert in_order(client.get(desk(files), {"sort": "score"})) == down[::-1]
    behind = in_order(client.get(desk(files), {"sort": "-score", "after": str(files.old.pk)}))
    assert behind == down[1:]
    file = client.get(reverse("programmes:file", args=[files.programme_a.slug, files.old.pk]), {"sort": "-score"})
    assert str(files.new.pk) in file.content.decode()
    assert client.get(desk(files), {"sort": "-score", "export": "csv"}).status_code == 200


def test_an_order_by_score_tells_nothing_to_who_may_not_know_it(files: Any, login: Any) -> None:
    """Who still has to score a file finds it among those without; an assessor, and another programme, get no order at all."""
    score(files, files.old, files.assessor_a, 80)
    score(files, files.old, files.admin_a, None)
    score(files, files.new, files.assessor_a, 10)
    assert in_order(login(files.admin_a).get(desk(files), {"sort": "-score"}))[0] == "Nieuw"
    assessor = login(files.assessor_a)
    assert in_order(assessor.get(desk(files), {"sort": "score"})) == in_order(assessor.get(desk(files)))
    for who, place in ((files.assessor_a, files.programme_a), (files.admin_b, files.programme_b)):
        with in_programme(who, place), connection.cursor() as cursor:
            cursor.execute("SELECT scores_to_sort_by(%s)::text", [str(files.programme_a.pk)])
            assert cursor.fetchone() == ("{}",)


def test_sections_cover_every_division_once() -> None:
    runs = [range(first, last + 1) for _letter, _words, first, last in sectors.SECTIONS]
    every = [division for run in runs for division in run]
    assert len(every) == len(set(every))
    assert [str(sectors.words_of(code)) for code in ("10.71", "01", "", "x1", "40")] == [
        "industrie",
        "landbouw, bosbouw en visserij",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize("key", sorted(queries.SORTS))
def test_applications_sort_by_every_column_both_ways_without_gaps(
    files: Any, login: Any, monkeypatch: Any, key: str
) -> None:
    monkeypatch.setattr("coaching.programmes.saved.queries.PER_PAGE", 1)
    client = login(files.admin_a)

    def walked(sort: str) -> list[Any]:
        found, url = [], f"{desk(files)}?view=all&sort={sort}"
        while url:
            page = client.get(url)
            found += [row.pk for row in page.context["page"].rows]
            after = page.context["next_url"]
            url = f"{desk(files)}{after}" if after else ""
        return found

    up = walked(key)
    assert len(up) == 4
    assert walked(f"-{key}") == up[::-1]


def test_filters_cost_the_same_for_one_and_three(files: Any, login: Any, django_assert_num_queries: Any) -> None:
    client = login(files.admin_a)
    asked = {"round": "none", "layer": "5", "sector": "F", "assessor": str(files.admin_a.pk)}
    client.get(desk(files), asked)
    with CaptureQueriesContext(connection) as one:
        client.get(desk(files), asked)
    make(files, "Nog een", nace_code="41201")
    make(files, "En nog een", nace_code="41201")
    with django_assert_num_queries(len(one)):
        client.get(desk(files), asked)


# -- Trajectories ------------------------------------------------------------------------------------------------------
@pytest.fixture
def started(world: Any) -> Any:
    """Of programme a: the cast's own trajectory, one that is late, one whose coach is asked."""
    today = clock.today()
    with system_context("test"):
        for name, ago in (("Laat", 120), ("Gevraagd", 10)):
            company = factories.company(name)
            row = factories.trajectory(
                world.programme_a, company, world.contact_a, approved_on=today - timedelta(days=ago)
            )
            Application.objects.filter(pk=row.application_id).update(
                province="LIM" if name == "Laat" else "", target_group="SME_OTHER", layer=5 if name == "Laat" else 4
            )
            world.row = row
        Trajectory.objects.filter(pk=world.row.pk).update(state="coach_requested")
        CoachRequest.objects.create(
            trajectory=world.row,
            company=company,
            programme=world.programme_a,
            coach=world.coach_profile_a,
            answer_due_on=today + timedelta(days=3),
        )
    return world


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"due": "late"}, ["Laat"]),
        ({"due": "7"}, ["Gevraagd", "Laat"]),
        ({"province": "LIM"}, ["Laat"]),
        ({"target_group": "SME_OTHER"}, ["Gevraagd", "Laat"]),
        ({"layer": "4"}, ["Gevraagd"]),
        ({"phase": "before", "province": "none", "layer": "4"}, ["Gevraagd"]),
        ({"phase": "ended"}, []),
        ({"coach": "nobody at all"}, []),
    ],
)
def test_trajectories(started: Any, login: Any, query: dict[str, str], expected: list[str]) -> None:
    page = login(started.admin_a).get(reverse("trajectories:desk", args=[started.programme_a.slug]), query)
    assert sorted(row.company_name for row in page.context["page"].object_list) == expected
    assert page.context["filtered"] is True


def test_trajectories_by_a_part_of_the_coachs_name(started: Any, login: Any) -> None:
    client, url = login(started.admin_a), reverse("trajectories:desk", args=[started.programme_a.slug])
    (row,) = client.get(url, {"coach": started.coach_profile_a.name[1:].upper()}).context["page"].object_list
    assert row.coach_id == started.coach_profile_a.pk
    assert len(client.get(url, {"due": "nonsense", "phase": "x"}).context["page"].object_list) == 3
