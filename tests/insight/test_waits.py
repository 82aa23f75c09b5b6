"""What waits for whom: each kind counts exactly the rows behind its link, for who is asked, in one question per page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import resolve, reverse

from actionplans.models import AdviceMark, AdviceRequest, Remark
from coaching.core.ground import clock, waiting
from coaching.core.ground.roles import Actor
from coaching.core.ground.waiting import KINDS, Asked, Line, Pile, Worklist
from coaching.core.screen import waits
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import Place, enter_place
from coaching.insight import facts as gathered
from coaching.insight import journey
from coaching.trajectories.models import CoachingSession, Trajectory
from tests import factories
from tests.insight.waiting_scenes import SCENES, Scene, apply, late_measures, run, stalled, to_confirm, unread

pytestmark = pytest.mark.django_db
real_today = clock.today
BY_KEY = {kind.key: kind for kinds in KINDS.values() for kind in kinds}
# Page → how many of what it lists it says there are.
LISTED: dict[str, Callable[[Any], int]] = {
    "programmes:applications": lambda context: int(context["count"]),
    "trajectories:requests": lambda context: context["waits"],
}


def _paged(context: Any) -> int:
    return int(context["page"].paginator.count)


def someone(world: Any, who: str, letter: str = "a") -> Any:
    """Staff belongs to no company and no programme."""
    return getattr(world, who if who == "staff" else f"{who}_{letter}")


@contextmanager
def place_of(world: Any, who: str, kind: str, letter: str = "a") -> Iterator[tuple[Place, Actor]]:
    slug = {"company": f"company_{letter}", "programme": f"programme_{letter}"}.get(kind, "")
    with enter_place(kind, someone(world, who, letter), getattr(world, slug).slug if slug else "") as place:
        yield place, current_actor()


def counted(world: Any, who: str, kind: str) -> dict[str, int]:
    with place_of(world, who, kind) as (place, actor):
        return waiting.counts(place.kind, actor, clock.today())


@pytest.fixture(params=SCENES)
def scene(request: Any, world: Any) -> tuple[str, Scene]:
    """The rows of one kind, for both companies."""
    found = SCENES[request.param]
    with system_context("test"):
        for letter in "ab":
            found.make(world, letter)
    return request.param, found


def test_every_kind_has_a_scene() -> None:
    assert set(SCENES) == set(BY_KEY)


def test_a_kind_counts_its_row_alone_and_its_list_shows_as_many(scene: Any, world: Any, login: Any) -> None:
    """One row waits and its neighbours do not; those of the other company never; the link leads to that one row."""
    key, found = scene
    kind = BY_KEY[key]
    with place_of(world, found.who, kind.place) as (place, actor):
        asked = Asked(actor, clock.today(), place.url)
        counts = waiting.counts(place.kind, actor, clock.today())
        assert counts[key] == kind.rows(asked).count() == 1
        told = [line for line in waiting.worklist(place.kind, asked).lines if line.kind == key]
        (line,) = told if kind.told else kind.lines(list(waiting.rows_of(kind, asked)), asked)
        assert kind.told or told == []
        url = kind.url(asked)
    client = login(someone(world, found.who))
    page = client.get(url)
    assert page.status_code == 200
    assert LISTED.get(resolve(url.partition("?")[0]).view_name, _paged)(page.context) == 1
    done = client.get(line.url.partition("#")[0])
    assert done.status_code == 200 and str(line.what)


def test_who_is_not_asked_sees_nothing_of_it(scene: Any, world: Any) -> None:
    key, found = scene
    if found.not_for:
        assert key not in counted(world, found.not_for, BY_KEY[key].place)


def test_the_navigation_the_first_page_and_the_list_say_the_same(scene: Any, world: Any, login: Any) -> None:
    key, found = scene
    kind = BY_KEY[key]
    with place_of(world, found.who, kind.place) as (place, _actor):
        url, home = place.url(waiting.PAGES[kind.place]), place.url(kind.entry)
    page = login(someone(world, found.who)).get(url)
    counts = counted(world, found.who, kind.place)
    behind = sum(counts[other.key] for other in KINDS[kind.place] if other.entry == kind.entry and other.key in counts)
    (entry,) = [item for item in page.context["nav"] if item.url == home]
    assert entry.badge == str(behind)
    piles = {pile.kind.key: pile.count for pile in page.context["worklist"].piles}
    assert piles == {name: count for name, count in counts.items() if count}


# -- What it costs -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "kind"), [("contact", "company"), ("coach", "coach"), ("admin", "programme"), ("worker_bench", "company")]
)
def test_a_place_is_counted_in_one_query(world: Any, who: str, kind: str, django_assert_num_queries: Any) -> None:
    with place_of(world, who, kind) as (place, actor):
        waiting.counts(place.kind, actor, clock.today())
        with django_assert_num_queries(1):
            waiting.counts(place.kind, actor, clock.today())


@pytest.mark.parametrize("scenes", [("trajectories.to_confirm",), ("trajectories.to_confirm", "trajectories.unread")])
def test_whatever_waits_is_counted_and_told_in_one_query(
    world: Any, scenes: tuple[str, ...], django_assert_num_queries: Any
) -> None:
    with system_context("test"):
        for key in scenes:
            SCENES[key].make(world, "a")
    with place_of(world, "contact", "company") as (place, actor):
        asked = Asked(actor, clock.today(), place.url)
        waiting.worklist(place.kind, asked)
        with django_assert_num_queries(1):
            found = waiting.worklist(place.kind, asked)
        assert {line.kind for line in found.lines} == set(scenes)
        assert found.counted == waiting.counts(place.kind, actor, clock.today())


def test_a_place_without_kinds_asks_nothing(world: Any, django_assert_num_queries: Any) -> None:
    with place_of(world, "observer", "programme") as (place, actor), django_assert_num_queries(0):
        assert waiting.counts(place.kind, actor, clock.today()) == {}
        assert waiting.counts("staff", actor, clock.today()) == {}


def _asked_again(client: Any, url: str) -> int:
    """How often a page counts what waits: told by the texts, which are sent whole each time behind a pooler."""
    with CaptureQueriesContext(connection) as captured, override_settings(DATABASE_POOLED=True):
        assert client.get(url).status_code == 200
    return sum("AS waits_0" in query["sql"] or "count(*) OVER ()" in query["sql"] for query in captured)


@pytest.fixture
def remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "SECONDS", 60)
    monkeypatch.setattr(waits, "_kept", {})  # the people of one test have the numbers of another's


@pytest.mark.usefixtures("remembers")
def test_the_navigation_remembers_its_numbers_and_ones_own_click_is_seen_at_once(world: Any, login: Any) -> None:
    with system_context("test"):
        to_confirm(world, "a")
    client = login(world.contact_a)
    other, log = (
        reverse(name, args=[world.company_a.slug]) for name in ("companies:work_units", "trajectories:trajectory")
    )

    def badges(url: str = other) -> list[str]:
        return [item.badge for item in client.get(url).context["nav"] if item.badge]

    assert [_asked_again(client, other) for _n in range(3)] == [1, 0, 0] and badges() == ["1"]
    with system_context("test"):
        session = CoachingSession.objects.get(company=world.company_a, trajectory=world.trajectory_a, objection="")
    home = reverse("insight:workspace", args=[world.company_a.slug])
    assert _asked_again(client, home) == 1  # what is listed is counted by the same page
    client.post(reverse("trajectories:confirm_session", args=[world.company_a.slug, session.pk]))
    assert badges() == badges(log) == []
    assert [item.badge for item in login(world.colleague_a).get(other).context["nav"] if item.badge] == []


@pytest.mark.usefixtures("remembers")
def test_on_the_list_itself_the_number_is_never_of_before(world: Any, login: Any) -> None:
    """What somebody else did a moment ago stands in the list, so it stands in its number."""
    client = login(world.admin_a)
    address = reverse("programmes:applications", args=[world.programme_a.slug])
    with system_context("test"):
        factories.application(world.programme_a, world.contact_a, world.company_a)
    first = [item.badge for item in client.get(address).context["nav"] if item.current]
    with system_context("test"):
        factories.application(world.programme_a, world.contact_a, world.company_a)
    then = client.get(address).context
    assert first == ["1"]
    assert [item.badge for item in then["nav"] if item.current] == ["2"]


@pytest.mark.usefixtures("remembers")
def test_numbers_are_remembered_per_person_place_and_day(world: Any, login: Any, monkeypatch: Any) -> None:
    with system_context("test"):
        to_confirm(world, "a")
    url = reverse("companies:people", args=[world.company_a.slug])
    client = login(world.contact_a)
    assert _asked_again(client, url) == _asked_again(login(world.colleague_a), url) == 1
    assert _asked_again(client, url.replace("people", "work-units")) == 0
    with system_context("test"):
        factories.membership(world.company_b, world.contact_a)
    assert _asked_again(client, reverse("companies:people", args=[world.company_b.slug])) == 1
    monkeypatch.setattr(clock, "today", lambda: real_today() + timedelta(days=1))
    assert _asked_again(client, url) == 1


def test_a_composed_question_asks_for_who_asks_now(world: Any) -> None:
    """Kept per role: the second person of a role, on another day, is not told what the first was."""
    with system_context("test"):
        for letter in "ab":
            stalled(world, letter)
        Trajectory.objects.filter(pk=world.trajectory_b.pk).update(last_session_on=clock.today())
    for letter, later, count in (("a", 0, 1), ("b", 0, 0), ("a", -1, 0), ("b", 45, 2)):
        with place_of(world, "coach", "coach", letter) as (_place, actor):
            day = clock.today() + timedelta(days=later)
            assert waiting.counts("coach", actor, day)["trajectories.stalled"] == count, (letter, later)


def test_counting_stops_at_ninety_nine(world: Any, login: Any) -> None:
    with system_context("test"):
        for _number in range(101):
            apply(world, "a", "submitted", layer=4)
    assert counted(world, "admin", "programme")["programmes.to_decide"] == waiting.MOST + 1
    page = login(world.admin_a).get(reverse("insight:desk", args=[world.programme_a.slug]))
    assert "99+</b>" in page.content.decode()


@pytest.mark.parametrize("who", ["contact_a", "coach_a", "admin_a"])
def test_first_pages_take_as_many_queries_for_three_as_for_one(
    world: Any, login: Any, who: str, django_assert_max_num_queries: Any
) -> None:
    url = {
        "contact_a": reverse("insight:company_waits", args=[world.company_a.slug]),
        "coach_a": reverse("insight:coach_waits"),
        "admin_a": reverse("insight:desk_waits", args=[world.programme_a.slug]),
    }[who]
    client = login(getattr(world, who))

    def queries() -> int:
        client.get(url)
        with django_assert_max_num_queries(60) as captured:
            assert client.get(url).context["worklist"].lines
        return len(captured)

    def more(number: int) -> None:
        with system_context("test"):
            company = factories.company()
            late = run(world, "a", "awaiting_coach")
            Trajectory.objects.filter(pk=late.pk).update(start_due_on=clock.today() - timedelta(days=number))
            run(world, "a", "evaluation", company=company)
            apply(world, "a", "submitted", layer=4)
            apply(world, "a", "info_requested", layer=3)

    more(1)
    one = queries()
    more(2)
    more(3)
    assert queries() == one


# -- Counted twice, one function -----------------------------------------------------------------------------------------
def test_the_route_and_the_worklist_agree_on_who_is_long_without_a_session(world: Any) -> None:
    with system_context("test"):
        stalled(world, "a")
    with place_of(world, "coach", "coach") as (place, actor):
        kind, today = BY_KEY["trajectories.stalled"], clock.today()
        told = {row.pk for row in kind.rows(Asked(actor, today, place.url))}
        facts = gathered.gather(gathered.portfolio(actor), today)
    assert told == {pk for pk, one in facts.items() if journey.is_stalled(one, today)} == {world.trajectory_a.pk}


def test_the_route_and_the_list_of_measures_agree_on_what_is_late(world: Any, login: Any) -> None:
    """A measure that is only proposed, or of a plan that is not in force, is late on neither."""
    with system_context("test"):
        late_measures(world, "a")
    page = login(world.contact_a).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert page.context["facts"].measures["overdue"] == counted(world, "contact", "company")["actionplans.late"] == 1


def test_one_conversation_and_the_navigation_agree_on_what_is_unread(world: Any, login: Any) -> None:
    with system_context("test"):
        unread(world, "a")
    assert counted(world, "contact", "company")["trajectories.unread"] == 1
    page = login(world.admin_a).get(reverse("trajectories:file", args=[world.programme_a.slug, world.trajectory_a.pk]))
    assert page.context["unread"] == "3"  # of coach and company, notes included


def test_the_figures_of_the_desk_lead_to_as_many(world: Any, login: Any) -> None:
    with system_context("test"):
        for letter in "ab":
            SCENES["trajectories.past_start"].make(world, letter)
            for layer, state in ((4, "submitted"), (3, "info_requested"), (2, "info_requested"), (1, "waitlisted")):
                apply(world, letter, state, layer=layer)
    client = login(world.assessor_a)
    figures = client.get(reverse("insight:desk", args=[world.programme_a.slug])).context["figures"]
    assert [count for count, _label, _url in figures] == [1, 2, 1, 1]
    for count, _label, url in figures:
        context = client.get(url).context
        assert count == (int(context["count"]) if "count" in context else _paged(context))


# -- The parts ---------------------------------------------------------------------------------------------------------
def _line(kind: str, about: int, due: Any = None) -> Line:
    return Line(about, "wat", "/", due=due, kind=kind)


def test_lines_stand_under_how_soon_they_hurt() -> None:
    today = clock.today()
    lines = [_line("a", n, today + timedelta(days=d)) for n, d in enumerate((-1, 0, 1, 7, 8))] + [_line("a", 9)]
    bands = Worklist([], lines, today).bands
    assert [[line.about for line in one.lines] for one in bands] == [[0], [1], [2, 3], [4], [9]]
    assert [one.past for one in bands] == [True, False, False, False, False]


def test_what_stands_elsewhere_on_the_page_is_left_out_and_the_number_stays_true() -> None:
    kind, other = BY_KEY["programmes.questions"], BY_KEY["trajectories.to_confirm"]
    piles = [Pile(kind, 2, "/q"), Pile(other, 1, "/s")]
    lines = [_line(kind.key, 1), _line(kind.key, 2), _line(other.key, 3)]
    left = Worklist(piles, lines, clock.today()).without(kind.key, 1)
    assert [pile.count for pile in left.piles] == [2, 1] and [line.about for line in left.lines] == [2, 3]
    left = left.without(other.key)
    assert [pile.kind.key for pile in left.piles] == [kind.key] and [line.about for line in left.lines] == [2]


def test_a_key_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        waiting.register(BY_KEY["programmes.questions"])


# -- What a member of the body has not read ------------------------------------------------------------------------------
def test_what_came_since_a_member_last_looked_is_marked_once(world: Any, login: Any) -> None:
    with system_context("test"):
        SCENES["actionplans.to_advise"].make(world, "a")
        request = AdviceRequest.objects.get(company=world.company_a, state="documents_sent")
    room = reverse("actionplans:advice_request", args=[world.company_a.slug, request.pk])
    client = login(world.worker_bench_a)
    assert client.get(room).context["since"] is None
    assert counted(world, "worker_bench", "company")["actionplans.news"] == 0
    with system_context("test"):
        Remark.objects.create(
            advice_request=request,
            code="R1",
            text="Te weinig tijd",
            bench="employer",
            author_id=world.employer_bench_a.pk,
            piece_id=request.piece_id,
            company_id=request.company_id,
        )
    assert counted(world, "worker_bench", "company")["actionplans.news"] == 1
    assert counted(world, "employer_bench", "company")["actionplans.news"] == 0
    home = client.get(reverse("actionplans:advice", args=[world.company_a.slug]))
    assert [line.kind for line in home.context["worklist"].lines] == ["actionplans.to_advise", "actionplans.news"]
    assert [line.is_new for line in client.get(room).context["remarks"]] == [True]
    assert [line.is_new for line in client.get(room).context["remarks"]] == [False]
    assert counted(world, "worker_bench", "company")["actionplans.news"] == 0


def test_nobody_but_members_leaves_a_mark(world: Any, login: Any) -> None:
    with system_context("test"):
        SCENES["actionplans.to_advise"].make(world, "a")
        request = AdviceRequest.objects.get(company=world.company_a, state="documents_sent")
    room = reverse("actionplans:advice_request", args=[world.company_a.slug, request.pk])
    for who in ("contact_a", "coach_a", "adviser_a"):
        assert login(getattr(world, who)).get(room).status_code == 200
    with system_context("test"):
        assert not AdviceMark.objects.exists()
