"""Pages of long lists: counted to a limit, and nonsense in the address gives a page all the same."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from coaching.core.ground import clock
from coaching.core.screen import lists
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import AssessmentRound
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
NUMBER = 55


@pytest.fixture
def rounds(world):
    day = clock.today()
    with system_context("test"):
        AssessmentRound.objects.bulk_create(
            AssessmentRound(programme=world.programme_a, name=f"{n:02}", opens_on=day, closes_on=day, decide_by=day)
            for n in range(NUMBER)
        )
    with in_programme(world.admin_a, world.programme_a):
        yield AssessmentRound.objects.order_by("name")


@pytest.mark.parametrize(
    ("asked", "number", "length"),
    [
        ("", 1, 50),
        ("?page=2", 2, 5),
        ("?page=99999999999999", 2, 5),
        ("?page=-1", 2, 5),
        ("?page=x%00", 1, 50),
        ("?page=²", 1, 50),
    ],
)
def test_the_page_asked_for_or_the_nearest(rounds, asked, number, length):
    page = lists.page_of(RequestFactory().get(f"/{asked}"), rounds)
    assert (page.number, len(page.object_list), page.paginator.words) == (number, length, str(NUMBER))


def test_the_first_page_is_that_of_what_a_link_leads_to(rounds):
    assert lists.page_of(RequestFactory().get("/"), rounds, first=2).object_list[0].name == "50"
    assert lists.page_of(RequestFactory().get("/?page=1"), rounds, first=2).object_list[0].name == "00"


def test_counting_and_paging_stop_at_the_same_row(rounds, monkeypatch):
    known = lists.counted(rounds, 10)
    assert known == lists.Counted(10, "10+")
    page = lists.page_of(RequestFactory().get("/?page=9"), rounds, 4, known=known)
    assert (page.number, page.has_next(), [row.name for row in page.object_list]) == (3, False, ["08", "09"])
    assert lists.counted(rounds, 1000).words == str(NUMBER)


def test_thousands_are_written_as_in_dutch():
    class Many:
        def order_by(self):
            return self

        def __getitem__(self, wanted):
            return self

        def count(self):
            return 1001

    assert lists.counted(Many()).words == "1.000+"  # type: ignore[arg-type]


@pytest.mark.parametrize(("fits", "asked", "queries"), [(NUMBER, "", 1), (NUMBER - 1, "", 2), (10, "?page=2", 2)])
def test_a_list_of_one_page_is_counted_by_reading_it(rounds, django_assert_num_queries, fits, asked, queries):
    with django_assert_num_queries(queries):
        page = lists.page_of(RequestFactory().get(f"/{asked}"), rounds, fits)
    assert page.paginator.count == NUMBER and page.paginator.words == str(NUMBER)
    assert len(page) == min(fits, NUMBER) and page.has_next() == (fits < NUMBER)
