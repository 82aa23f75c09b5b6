"""From one file to the next: in the order and filter of the list one came from, and back to it as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from tests import factories
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
LIST = "view=todo&province=LIM"


@pytest.fixture
def queue(world: Any) -> Any:
    """`world.queue`: four files, the oldest first; the third is not from Limburg. One of another programme is older."""
    with system_context("test"):
        world.queue = []
        for number, province in enumerate(("LIM", "LIM", "ANT", "LIM")):
            company = factories.company(f"Bedrijf {number}")
            factories.membership(company, world.contact_a)
            moment = clock.now() - timedelta(days=10 - number)
            world.queue.append(
                factories.application(
                    world.programme_a,
                    world.contact_a,
                    company,
                    submitted_at=moment,
                    province=province,
                    state="in_review" if number else "submitted",
                    priority_score=number,
                )
            )
        ours = [file.pk for file in world.queue]
        Application.objects.filter(programme=world.programme_a).exclude(pk__in=ours).update(state="withdrawn")
        Application.objects.filter(pk=world.application_b.pk).update(province="LIM", state="in_review")
    return world


def at(world: Any, name: str, file: Any, query: str = LIST) -> str:
    address = reverse(f"programmes:{name}", args=[world.programme_a.slug, *([file.pk] if file else [])])
    return f"{address}?{query}" if query else address


def propose(client: Any, address: str) -> str:
    return str(client.post(address, {"verb": "waitlist", "reason": "Later."}).url)


def test_the_list_sends_its_filters_along(queue: Any, login: Any) -> None:
    page = login(queue.admin_a).get(at(queue, "applications", None, LIST + "&sort=-priority")).content.decode()
    assert f'href="{queue.queue[0].pk}/?view=todo&amp;province=LIM&amp;sort=-priority"' in page


def test_next_and_before_in_this_order_and_filter_only(queue: Any, login: Any) -> None:
    client, files = login(queue.admin_a), queue.queue
    shown = client.get(at(queue, "file", files[1])).context["onward"]
    assert (shown.number, shown.total) == (2, "3")
    assert (shown.behind, shown.ahead) == (at(queue, "file", files[0]), at(queue, "file", files[3]))
    assert shown.back == at(queue, "applications", None)
    turned = client.get(at(queue, "file", files[1], LIST + "&sort=-priority")).context["onward"]
    assert turned.ahead == at(queue, "file", files[0], LIST + "&sort=-priority")
    last = client.get(at(queue, "file", files[3])).context["onward"]
    assert (last.number, last.ahead) == (3, "")


def test_a_file_that_left_the_list_still_leads_on(queue: Any, login: Any) -> None:
    with system_context("test"):
        Application.objects.filter(pk=queue.queue[1].pk).update(state="rejected", decided_at=clock.now())
    shown = login(queue.admin_a).get(at(queue, "file", queue.queue[1])).context["onward"]
    assert (shown.number, shown.total, shown.ahead) == (0, "2", at(queue, "file", queue.queue[3]))


def test_proposing_goes_from_file_to_file_and_back_to_the_list(queue: Any, login: Any) -> None:
    """A file that waits is taken up with its proposal."""
    client, files = login(queue.admin_a), queue.queue
    assert propose(client, at(queue, "propose", files[0])) == at(queue, "propose", files[1])
    assert propose(client, at(queue, "propose", files[1])) == at(queue, "propose", files[3])
    assert propose(client, at(queue, "propose", files[3])) == at(queue, "applications", None)
    assert [fresh(file).proposed_verb for file in files] == ["waitlist", "waitlist", "", "waitlist"]
    assert fresh(files[0]).state == "in_review"


def test_deciding_by_hand_goes_on_too_but_not_without_a_list(queue: Any, login: Any) -> None:
    client, files = login(queue.admin_a), queue.queue
    told = {"reason": "Later.", "confirm": "1"}
    address = reverse("programmes:decide", args=[queue.programme_a.slug, files[1].pk, "waitlist"])
    assert client.post(f"{address}?{LIST}", told).url == at(queue, "file", files[3])
    address = reverse("programmes:decide", args=[queue.programme_a.slug, files[3].pk, "waitlist"])
    assert client.post(address, told).url == at(queue, "file", files[3], "")


def test_it_costs_the_same_for_four_and_ten(queue: Any, login: Any, django_assert_num_queries: Any) -> None:
    client, address = login(queue.admin_a), at(queue, "file", queue.queue[1])
    client.get(address)
    with CaptureQueriesContext(connection) as four:
        client.get(address)
    with system_context("test"):
        for number in range(6):
            factories.application(queue.programme_a, queue.contact_a, queue.queue[0].company, province="LIM")
            del number
    with django_assert_num_queries(len(four)):
        client.get(address)


def test_letters_are_read_one_after_the_other(queue: Any, login: Any) -> None:
    client, files = login(queue.admin_a), queue.queue
    for file in files[:2]:
        propose(client, at(queue, "propose", file))
    shown = client.get(at(queue, "preview_decision", files[0], "")).context["onward"]
    assert (shown.number, shown.total) == (1, "2")
    assert shown.ahead == at(queue, "preview_decision", files[1], "")
