"""An assessor lands on the own queue and goes from file to file, with how far it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.assessment import actions, queries
from coaching.programmes.models import Assessment
from tests.acting import in_programme
from tests.programmes.assessment.test_scoring import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(desk: Any) -> Any:
    """The first assessor is asked for all three files, one day after the other; the second for one of them."""
    with in_programme(desk.admin_a, desk.programme_a) as by:
        for number, file in enumerate(desk.files):
            judges = [judge.pk for judge in desk.judges[: 2 if number == 0 else 1]]
            due = clock.today() + DUE * (number + 1)
            actions.assign(application_id=file.pk, assessor_ids=judges, due_on=due, by=by)
    return desk


def page(desk: Any, number: int, name: str = "score") -> str:
    return reverse(f"programmes:{name}", args=[desk.programme_a.slug, desk.files[number].pk])


def hand_in(desk: Any, login: Any, number: int) -> Any:
    """Fill the form in as it stands on the page, and send it."""
    client = login(desk.assessor_a)
    form = client.get(page(desk, number)).context["form"]
    values = {name: "3" for name in form.fields if not name.startswith(("remark", "general", "version"))}
    return client.post(page(desk, number), {**values, "general": "", "version": "1", "submit": "1"})


def mine(desk: Any) -> str:
    return reverse("programmes:my_assessments", args=[desk.programme_a.slug])


def test_who_only_judges_lands_on_the_queue(asked: Any, login: Any) -> None:
    assert login(asked.assessor_a).get(reverse("accounts:places")).url == mine(asked)
    assert login(asked.admin_a).get(reverse("accounts:places")).url == f"/p/{asked.programme_a.slug}/"


def test_scores_lead_from_file_to_file_until_all_are_in(asked: Any, login: Any) -> None:
    for number, onward in ((0, page(asked, 1)), (1, page(asked, 2)), (2, mine(asked))):
        before = login(asked.assessor_a).get(page(asked, number)).context["queue"]
        assert (before.done, before.total) == (number, 3)
        answer = hand_in(asked, login, number)
        assert answer.status_code == 302 and answer.url == onward
    done = login(asked.assessor_a).get(mine(asked))
    assert (done.context["queue"].done, done.context["queue"].total, done.context["queue"].ahead) == (3, 3, None)
    assert "Alle dossiers die u kreeg" in done.content.decode()


def test_the_next_file_can_be_taken_first(asked: Any, login: Any) -> None:
    """Next means after this one; after the last comes the first that is left."""
    client = login(asked.assessor_a)
    assert f'href="{page(asked, 1)}"' in client.get(page(asked, 0)).content.decode()
    assert hand_in(asked, login, 2).url == page(asked, 0)
    assert login(asked.assessor_a).get(page(asked, 0)).context["queue"].ahead == asked.files[1].pk


def test_stepping_back_leads_on_as_well(asked: Any, login: Any) -> None:
    answer = login(asked.assessor_a).post(page(asked, 0, "recuse"), {"reason": "Ik werk daar."})
    assert answer.status_code == 302 and answer.url == page(asked, 1)


def test_keeping_for_later_stays_with_the_file(asked: Any, login: Any) -> None:
    answer = login(asked.assessor_a).post(page(asked, 0), {"keep": "1", "version": "1", "general": ""})
    assert answer.status_code == 302 and answer.url == page(asked, 0)


def test_the_queue_is_ones_own(asked: Any) -> None:
    with in_programme(asked.judges[1], asked.programme_a):
        todo = queries.to_judge(asked.judges[1].pk)
        queue = queries.queue_at_first(asked.judges[1].pk, todo.count(), todo)
        assert (queue.done, queue.total, queue.ahead) == (0, 1, asked.files[0].pk)
        own = Assessment.objects.get(assessor_id=asked.judges[1].pk)
        assert queries.queue_of(asked.judges[1].pk, own).ahead is None
    with in_programme(asked.judges[2], asked.programme_a):
        assert queries.queue_at_first(asked.judges[2].pk, 0, ()).total == 0


def test_the_queue_takes_as_many_queries_for_three_as_for_one(
    asked: Any, login: Any, django_assert_max_num_queries: Any
) -> None:
    client = login(asked.assessor_a)

    def count() -> int:
        client.get(mine(asked))
        with django_assert_max_num_queries(40) as captured:
            assert client.get(mine(asked)).status_code == 200
        return len(captured)

    three = count()
    with system_context("test"):
        Assessment.objects.filter(application__in=asked.files[1:]).delete()
    assert count() == three
