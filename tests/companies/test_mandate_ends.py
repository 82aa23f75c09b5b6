"""Towards a mandate's end: a mail beforehand, the company's own days of grace, buttons that follow what one may write."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from coaching.companies import actions
from coaching.companies.actions.mandates import remind_of_ends
from coaching.companies.models import Company, FilePiece, Mandate
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.mail import reminders
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import Trajectory
from tests.acting import in_company
from tests.companies.test_advice import advise, house, let_in, refused  # noqa: F401 - `house` is a fixture
from tests.companies.test_mandates import file, new_plan  # noqa: F401 - `file` is a fixture

pytestmark = pytest.mark.django_db


def until(days: int) -> Any:
    return clock.moment_of(clock.today() + timedelta(days=days + 1))  # that day included


def ending(world: Any, days: int, given: int = 60) -> Mandate:
    """A mandate that ends in so many days, given so many days ago."""
    mandate = let_in(world)
    with system_context("test"):
        Mandate.objects.filter(pk=mandate.pk).update(
            writes_until=until(days),
            reads_until=until(days),
            given_at=clock.now() - timedelta(days=given),
            begins_at=clock.now() - timedelta(days=given),
        )
    return mandate


def morning() -> list[tuple[str, int]]:
    """The jobs of the morning, in their order; kind and recipient of the mails that they made."""
    with system_context("test"), transaction.atomic():
        remind_of_ends(clock.today())
        reminders.send_due(clock.today())
        mails = OutgoingEmail.objects.filter(kind__contains="mandate_ends")
        return sorted(mails.values_list("kind", "recipient_id"))


def test_company_and_holder_are_told_two_weeks_before_once(house: Any) -> None:  # noqa: F811
    ending(house, 14)
    told = morning()
    assert ("companies.mandate_ends", house.contact_a.pk) in told
    assert [who for kind, who in told if kind == "companies.own_mandate_ends"] == [house.outsider.pk]
    with clock.at(clock.today() + timedelta(days=1)):
        assert morning() == told
    with system_context("test"):
        assert Reminder.objects.filter(kind__contains="mandate_ends").count() == 2


@pytest.mark.parametrize(("days", "given"), [(15, 60), (10, 2), (-3, 60)])
def test_nobody_is_told_too_early_of_a_short_one_or_too_late(house: Any, days: int, given: int) -> None:  # noqa: F811
    ending(house, days, given)
    assert morning() == []


def test_a_morning_that_was_missed_is_made_up_for(house: Any) -> None:  # noqa: F811
    ending(house, 9)
    assert {kind for kind, _who in morning()} == {"companies.mandate_ends", "companies.own_mandate_ends"}


def test_extended_from_the_mail_it_is_told_no_more(house: Any, login: Any) -> None:  # noqa: F811
    mandate = ending(house, 14)
    with system_context("test"):
        remind_of_ends(clock.today())
    client = login(house.contact_a)
    address = reverse("companies:extend_mandate", args=[house.company_a.slug, mandate.pk])
    shown = client.get(address)  # one click, in the mail; the page proposes three months more
    proposed = clock.add_months(clock.today() + timedelta(days=14), 3)
    assert shown.context["form"]["until"].value() == proposed.strftime("%d/%m/%Y")
    assert client.post(address, {"until": shown.context["form"]["until"].value()}).status_code == 302  # and one here
    with system_context("test"):
        assert Mandate.objects.get(pk=mandate.pk).last_day == proposed
    assert morning() == []
    with system_context("test"):
        states = Reminder.objects.filter(kind__contains="mandate_ends").values_list("state", flat=True)
        assert list(states) == ["cancelled", "cancelled"]


def test_the_company_sets_the_days_of_grace_within_bounds(house: Any, login: Any) -> None:  # noqa: F811
    client = login(house.contact_a)
    address = reverse("companies:grace", args=[house.company_a.slug])
    assert client.post(address, {"days": "30"}).status_code == 302
    for wrong in ("366", "-1", ""):
        assert client.post(address, {"days": wrong}).status_code == 200
    with system_context("test"):
        assert Company.objects.get(pk=house.company_a.pk).grace_days == 30
        with pytest.raises(IntegrityError), transaction.atomic():
            Company.objects.filter(pk=house.company_a.pk).update(grace_days=366)
    with in_company(house.contact_a, house.company_a) as by, pytest.raises(Refused):
        actions.set_grace(days=366, by=by)
    for who in (house.adviser_a, house.owner_a):
        assert login(who).get(address).status_code == 403
        with in_company(who, house.company_a) as by, pytest.raises(PermissionDenied):
            actions.set_grace(days=1, by=by)


@pytest.mark.parametrize("days", [0, 30])
def test_a_closing_leaves_the_coach_the_company_s_days(house: Any, days: int) -> None:  # noqa: F811
    with in_company(house.contact_a, house.company_a) as by:
        actions.set_grace(days=days, by=by)
    with system_context("test"):
        Trajectory.objects.filter(pk=house.trajectory_a.pk).update(state="closed", closed_at=clock.now())
        trajectory = Trajectory.objects.get(pk=house.trajectory_a.pk)
        mandate = trajectory.mandate
        assert mandate.reads_until == trajectory.closed_at + timedelta(days=days)
        assert mandate.is_over is (days == 0)
    mandate = let_in(house)
    with in_company(house.contact_a, house.company_a) as by:
        ended = actions.end_after_grace(mandate_id=mandate.pk, by=by)
        assert ended.reads_until == ended.writes_until + timedelta(days=days)


def test_the_coaching_says_that_the_company_ended_the_mandate(house: Any, login: Any) -> None:  # noqa: F811
    address = reverse("trajectories:trajectory", args=[house.company_a.slug])

    def said(who: Any, hat: str = "") -> bool:
        return login(who).get(f"{address}{hat}").context["taken_away"] is not None

    with system_context("test"):
        mandate = Trajectory.objects.get(pk=house.trajectory_a.pk).mandate
    assert not said(house.contact_a)
    with in_company(house.contact_a, house.company_a) as by:
        actions.end_mandate(mandate_id=mandate.pk, by=by)
    assert said(house.contact_a)
    assert said(house.coach_a, "?as=coach")
    with in_company(house.contact_a, house.company_a) as by:
        actions.give_mandate(person_id=house.coach_a.pk, discipline="coach", whole_file=True, by=by)
    assert not said(house.contact_a)


def test_a_page_shows_buttons_of_what_one_may_write_there(file: Any, login: Any) -> None:  # noqa: F811
    """From a day on: the old plan is read, the new one written."""
    let_in(file, "expert", whole=False)
    source, plan = file.old_a, new_plan_of(file)
    client = login(file.outsider)

    def page(name: str, pk: Any) -> Any:
        return client.get(f"{reverse(name, args=[file.company_a.slug, pk])}?as=coach")

    read, written = page("riskanalysis:analysis", source.pk), page("actionplans:global_plan", plan.pk)
    assert read.status_code == written.status_code == 200
    assert reverse("riskanalysis:draft_report", args=[file.company_a.slug, source.pk]) not in read.content.decode()
    assert not read.context["may"]["draft_report"]
    assert written.context["editable"]
    assert page("riskanalysis:scope", source.pk).status_code == 403
    with in_company(file.contact_a, file.company_a):
        assert FilePiece.objects.filter(pk=source.piece_id).exists()


def new_plan_of(world: Any) -> Any:
    plan = new_plan(world)
    with system_context("test"):
        type(world.old_a).objects.filter(pk=world.old_a.pk).update(state="evaluating")
    return plan


def test_an_adviser_neither_adopts_nor_answers_by_hand(house: Any) -> None:  # noqa: F811
    """The company's own adviser and one from outside: no adoption, no final analysis, no mandate, no answer."""
    let_in(house, "prevention_adviser")
    with system_context("test"):
        type(house.plan_a).objects.filter(pk=house.plan_a.pk).update(state="advised", advised_at=clock.now())
        type(house.analysis_a).objects.filter(pk=house.analysis_a.pk).update(
            state="consulted", consulted_at=clock.now()
        )
        review_of(house)
    for who in (house.adviser_a, house.outsider):
        with in_company(who, house.company_a):
            for sql in (
                "UPDATE actionplans_globalpreventionplan SET state = 'adopted', adopted_at = now()",
                "UPDATE riskanalysis_riskanalysis SET state = 'final', finalised_at = now()",
                "UPDATE actionplans_bodyreview SET answer = 'accepted', answer_text = 'Goed.'",
                "UPDATE actionplans_remark SET reply = 'accepted', reply_text = 'Goed.'",
                "UPDATE companies_mandate SET reads_until = NULL, writes_until = NULL",
            ):
                assert refused(sql), sql
    with in_company(house.contact_a, house.company_a):
        assert not refused("UPDATE actionplans_remark SET reply = 'accepted', reply_text = 'Goed.'")
        assert not refused("UPDATE actionplans_bodyreview SET answer = 'accepted', answer_text = 'Goed.'")


def review_of(world: Any) -> None:
    from actionplans.models import AdviceRequest, Remark

    row = AdviceRequest.objects.create(
        company_id=world.company_a.pk,
        piece_id=world.plan_a.piece_id,
        global_plan=world.plan_a,
        body_kind="committee",
        state="advised",
        sent_at=clock.now(),
        advised_at=clock.now(),
        advice_kind="unanimous",
        frozen={},
        frozen_sha256="0" * 64,
    )
    Remark.objects.create(
        company_id=world.company_a.pk,
        piece_id=row.piece_id,
        advice_request=row,
        code="R1",
        text="Let op.",
        bench="workers",
    )
