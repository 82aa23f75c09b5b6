"""Who sees by which number somebody can be reached; and what a company learns of a coach before it chooses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from coaching.accounts.models import User
from coaching.coaches.models import CoachState
from coaching.coaches.shown import cards_for
from coaching.core.ground import clock
from coaching.core.ground.people import to_reach
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context, without_hat
from coaching.programmes.models import Application, ProgrammeMembership
from coaching.trajectories.models import CoachRequest, Trajectory
from tests import factories
from tests.acting import as_person, in_company, in_portfolio, in_programme

pytestmark = pytest.mark.django_db
MOBILE = "+32 400 00 00 41"


def numbered(*people: User) -> None:
    with without_hat():
        User.objects.filter(pk__in=[person.pk for person in people]).update(mobile=MOBILE)


@pytest.fixture
def reach(world: Any) -> Any:
    numbered(world.contact_a, world.coach_a, world.contact_b, world.admin_a)
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(state="coach_accepted", started_on=None)
    return world


def contacts(world: Any, letter: str) -> set[int]:
    """The one with the mandate and the colleague without."""
    return {getattr(world, f"contact_{letter}").pk, getattr(world, f"colleague_{letter}").pk}


def told(world: Any) -> dict[str, set[int]]:
    """Key → whom the reader of the moment may reach about it."""
    found = to_reach(
        companies=[world.company_a.pk, world.company_b.pk],
        coaches=[world.coach_profile_a.pk],
        applications=[world.application_a.pk],
    )
    names = {
        world.company_a.pk: "a",
        world.company_b.pk: "b",
        world.coach_profile_a.pk: "coach",
        world.application_a.pk: "application",
    }
    return {names[key]: {one.id for one in people} for key, people in found.items()}


def test_a_company_reaches_its_contacts_and_its_coach(reach: Any) -> None:
    with in_company(reach.contact_a, reach.company_a):
        assert told(reach) == {"a": contacts(reach, "a"), "coach": {reach.coach_a.pk}}
        assert to_reach(coaches=[reach.coach_profile_a.pk])[reach.coach_profile_a.pk][0].numbers == [MOBILE]


def test_another_company_reaches_neither(reach: Any) -> None:
    with in_company(reach.contact_b, reach.company_b):
        assert told(reach) == {"b": contacts(reach, "b")}


def test_a_member_of_the_body_is_reached_by_nobody_but_reaches_the_contact(reach: Any) -> None:
    member = reach.worker_bench_a
    numbered(member)
    with in_company(member, reach.company_a):
        assert told(reach)["a"] == contacts(reach, "a")
    with in_company(reach.contact_a, reach.company_a):
        assert member.pk not in told(reach)["a"]


def test_a_coach_reaches_the_own_companies_while_it_runs(reach: Any) -> None:
    with in_portfolio(reach.coach_a):
        assert told(reach) == {"a": contacts(reach, "a"), "coach": {reach.coach_a.pk}}
    with system_context("test"):
        Trajectory.objects.filter(pk=reach.trajectory_a.pk).update(state="stopped", stopped_at=clock.now())
        CoachRequest.objects.filter(company=reach.company_a).delete()
    with in_portfolio(reach.coach_a):
        assert "a" not in told(reach)
    with in_company(reach.contact_a, reach.company_a):
        assert "coach" not in told(reach)


def test_a_coach_who_is_asked_reaches_until_answering(reach: Any) -> None:
    with system_context("test"):
        CoachRequest.objects.filter(company=reach.company_a).delete()
        Trajectory.objects.filter(pk=reach.trajectory_a.pk).update(coach=None, state="coach_requested")
        asked = CoachRequest.objects.create(
            trajectory=reach.trajectory_a,
            company=reach.company_a,
            programme=reach.programme_a,
            coach=reach.coach_profile_a,
            requested_at=clock.now(),
            answer_due_on=clock.today() + timedelta(days=5),
        )
    with in_portfolio(reach.coach_a):
        assert told(reach)["a"] == contacts(reach, "a")
    with system_context("test"):
        CoachRequest.objects.filter(pk=asked.pk).update(state="declined", answered_at=clock.now())
    with in_portfolio(reach.coach_a):
        assert "a" not in told(reach)


def test_who_runs_the_programme_reaches_both_and_the_applicant(reach: Any) -> None:
    with in_programme(reach.admin_a, reach.programme_a):
        assert told(reach) == {
            "a": contacts(reach, "a"),
            "coach": {reach.coach_a.pk},
            "application": {reach.application_a.applicant_id},
        }
    with in_programme(reach.admin_b, reach.programme_b):
        assert "a" not in told(reach)
        assert "application" not in told(reach)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.OBSERVER])
def test_who_judges_or_watches_phones_nobody(reach: Any, role: Role) -> None:
    with system_context("test"):
        other = factories.user("Meelezer")
        ProgrammeMembership.objects.create(programme=reach.programme_a, user=other, role=role, begins_on=clock.today())
    if role == Role.ASSESSOR:
        with in_programme(other, reach.programme_a):
            assert told(reach) == {}
    else:
        with (
            in_programme(other, reach.programme_a),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            told(reach)


def test_without_a_place_nobody_asks(reach: Any) -> None:
    with as_person(reach.contact_a), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        told(reach)


def test_a_draft_tells_nobody_who_writes_it(reach: Any) -> None:
    with system_context("test"):
        draft = factories.application(reach.programme_a, factories.user("Schrijver"))
    with in_programme(reach.admin_a, reach.programme_a):
        assert to_reach(applications=[draft.pk]) == {}


def test_who_left_is_told_to_nobody(reach: Any) -> None:
    with system_context("test"):
        reach.coach_profile_a.state = CoachState.LEFT
        reach.coach_profile_a.save(update_fields=["state"])
    with without_hat():
        User.objects.filter(pk=reach.contact_a.pk).update(is_active=False)
    with in_programme(reach.admin_a, reach.programme_a):
        assert told(reach)["a"] == {reach.colleague_a.pk}
        assert "coach" not in told(reach)


def test_the_pages_have_links_to_dial(reach: Any, login: Any) -> None:
    """tel: and mailto: where one looks for somebody."""
    dial = 'href="tel:+32400000041"'
    company, programme = reach.company_a.slug, reach.programme_a.slug
    pages = {
        reach.contact_a: [
            reverse("insight:workspace", args=[company]),
            reverse("trajectories:trajectory", args=[company]),
            reverse("trajectories:choose", args=[company]),
            reverse("companies:people", args=[company]),
        ],
        reach.admin_a: [
            reverse("trajectories:file", args=[programme, reach.trajectory_a.pk]),
            reverse("programmes:file", args=[programme, reach.application_a.pk]),
            reverse("trajectories:desk_coach", args=[programme, reach.coach_profile_a.slug]),
        ],
    }
    for person, addresses in pages.items():
        client = login(person)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert dial in answer.content.decode(), address


# -- Choosing ----------------------------------------------------------------------------------------------------------
def test_the_own_province_first_and_how_far_the_others_are(reach: Any) -> None:
    with system_context("test"):
        near = factories.coach(factories.user("Zoë"), provinces=["LIM"])
        beside = factories.coach(factories.user("Bea"), provinces=["ANT"])
        far = factories.coach(factories.user("Ada"), provinces=["WVL"])
    with in_company(reach.contact_a, reach.company_a):
        words = {card["coach"].pk: card["near"] for card in cards_for([near, beside, far], "LIM", 38)}
    assert "uw provincie" in words[near.pk]
    assert "naast de uwe" in words[beside.pk]
    assert "verder weg" in words[far.pk]


@pytest.mark.parametrize(("files", "said"), [(2, False), (3, True)])
def test_what_others_of_that_size_did_is_said_from_three_on(reach: Any, files: int, said: bool) -> None:
    with system_context("test"):
        other = factories.coach(factories.user("Met ervaring"))
        for number in range(files):
            company = factories.company(headcount=30)
            factories.trajectory(
                reach.programme_a,
                company,
                reach.contact_a,
                other,
                state="closed",
                closed_at=clock.now(),
                hours_used=10 + number,
            )
        large = factories.trajectory(reach.programme_a, factories.company(), reach.contact_a, other, state="analysis")
        Application.objects.filter(pk=large.application_id).update(headcount=300)
    with in_company(reach.contact_a, reach.company_a):
        card = cards_for([other], "LIM", 20)[0]
    assert bool(card["record"]) is said
    if said:
        assert card["record"].startswith("3 bedrijven met 10 tot 49 werknemers")
        assert "3 rondden af, in gemiddeld 11 uur" in card["record"]
