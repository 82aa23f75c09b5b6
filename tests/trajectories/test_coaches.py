"""Accreditation, absences, an introductory talk, another coach."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from coaching.coaches import actions as coach_actions
from coaching.coaches.models import Coach, CoachAbsence
from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.tenancy.context import system_context
from coaching.programmes.actions.accreditation import accredit, end_accreditation
from coaching.programmes.models import Accreditation, Programme
from coaching.trajectories import actions
from coaching.trajectories.models import CoachRequest
from tests.acting import in_company, in_portfolio, in_programme
from tests.trajectories.coach_acts import FRIDAY, accepted, mails, run, started
from tests.trajectories.conftest import APPROVED, ask, fresh

pytestmark = pytest.mark.django_db


def required(case: Any) -> None:
    with system_context("test fixture"):
        Programme.objects.filter(pk=case.programme_a.pk).update(requires_accreditation=True)


class TestAccreditation:
    def test_only_who_is_accredited_can_be_asked(self, case: Any) -> None:
        required(case)
        with pytest.raises(Refused) as refusal:
            ask(case)
        assert case.coach_profile_a.name in str(refusal.value)
        with clock.at(APPROVED), in_programme(case.admin_a, case.programme_a) as by:
            accredit(coach_id=case.coach_profile_a.pk, until_on=APPROVED, by=by)
        assert ask(case).state == "open"
        assert len(mails("programmes.accredited")) == 1

    def test_it_ends_by_itself_the_day_after(self, case: Any) -> None:
        required(case)
        with clock.at(APPROVED), in_programme(case.admin_a, case.programme_a) as by:
            accredit(coach_id=case.coach_profile_a.pk, until_on=APPROVED + timedelta(days=3), by=by)
        with pytest.raises(Refused):
            ask(case, APPROVED + timedelta(days=4))
        assert ask(case, APPROVED + timedelta(days=3)).state == "open"

    def test_taken_away_counts_also_where_none_is_required(self, case: Any) -> None:
        with clock.at(APPROVED), in_programme(case.admin_a, case.programme_a) as by:
            with pytest.raises(Refused):
                end_accreditation(coach_id=case.coach_profile_a.pk, reason="Klachten", by=by)
            accredit(coach_id=case.coach_profile_a.pk, until_on=date(2027, 1, 1), by=by)
            with pytest.raises(Refused):
                end_accreditation(coach_id=case.coach_profile_a.pk, reason=" ", by=by)
            end_accreditation(coach_id=case.coach_profile_a.pk, reason="Klachten", by=by)
        with pytest.raises(Refused):
            ask(case)
        assert mails("programmes.accreditation_ended")[0].context["reason"] == "Klachten"

    def test_an_assessor_does_not_accredit_nor_another_programme(self, case: Any) -> None:
        with in_programme(case.assessor_a, case.programme_a) as by, pytest.raises(PermissionDenied):
            accredit(coach_id=case.coach_profile_a.pk, until_on=date(2027, 1, 1), by=by)
        with in_programme(case.admin_b, case.programme_b) as by:
            accredit(coach_id=case.coach_profile_a.pk, until_on=clock.today(), by=by)
        with system_context("test"):
            assert Accreditation.objects.get().programme_id == case.programme_b.pk

    def test_sixty_days_before_both_hear_once(self, case: Any) -> None:
        with clock.at(APPROVED), in_programme(case.admin_a, case.programme_a) as by:
            accredit(coach_id=case.coach_profile_a.pk, until_on=APPROVED + timedelta(days=90), by=by)
        for days in (29, 30, 31, 31):
            run("programmes.accreditations_ending", APPROVED + timedelta(days=days))
            assert len(mails("programmes.accreditation_soon_over")) == (0 if days < 30 else 2)

    def test_pages(self, case: Any, login: Any) -> None:
        client = login(case.admin_a)
        page = reverse("trajectories:desk_coach", args=[case.programme_a.slug, case.coach_profile_a.slug])
        assert "niet erkend" in client.get(page).content.decode()
        until = clock.today() + timedelta(days=400)
        answer = client.post(page + "accredit/", {"until_on": until.isoformat()}, follow=True)
        assert "erkend" in answer.content.decode()
        assert client.post(page + "accredit/", {"until_on": "1999-01-01"}).status_code == 200
        assert client.post(page + "end/", {"reason": "Zo beslist"}).status_code == 302
        assert login(case.observer_a).post(page + "accredit/", {"until_on": until}).status_code in (403, 404)
        assert login(case.admin_b).get(page).status_code == 404


class TestAbsence:
    def test_nobody_asks_who_is_away(self, case: Any) -> None:
        with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
            coach_actions.add_absence(from_on=APPROVED, until_on=APPROVED + timedelta(days=6), by=by)
            with pytest.raises(Refused):
                coach_actions.add_absence(
                    from_on=APPROVED + timedelta(days=6), until_on=APPROVED + timedelta(days=9), by=by
                )
            with pytest.raises(Refused):
                coach_actions.add_absence(from_on=APPROVED, until_on=APPROVED - timedelta(days=1), by=by)
        with pytest.raises(Refused):
            ask(case)
        assert ask(case, APPROVED + timedelta(days=7)).state == "open"

    def test_page_and_directory(self, case: Any, login: Any, client: Any) -> None:
        today = clock.today()
        own = login(case.coach_a)
        answer = own.post(
            reverse("coaches:absences"), {"from_on": today, "until_on": today + timedelta(days=3)}, follow=True
        )
        assert answer.status_code == 200
        assert "afwezig tot" in client.get(reverse("coaches:directory")).content.decode()
        assert case.coach_profile_a.name not in client.get(reverse("coaches:directory") + "?free=on").content.decode()
        with system_context("test"):
            absence = CoachAbsence.objects.get()
        remove = reverse("coaches:remove_absence", args=[absence.pk])
        login(case.coach_b).post(remove)
        with system_context("test"):
            assert CoachAbsence.objects.count() == 1
        own.post(remove)
        own.post(remove)
        with system_context("test"):
            assert CoachAbsence.objects.count() == 0

    def test_intervision_days_are_dates_that_have_been(self, case: Any, login: Any) -> None:
        page = reverse("coaches:own_profile")
        client = login(case.coach_a)
        values = {
            "introduction_nl": "Dag",
            "provinces": ["VBR"],
            "languages": ["nl"],
            "themes": ["workload"],
            "state": "active",
            "capacity": 5,
            "version": 1,
        }
        assert "geen datum" in client.post(page, {**values, "intervision_days": "gisteren"}).content.decode()
        client.post(page, {**values, "intervision_days": "12/03/2026, 04-01-2026"})
        with system_context("test"):
            days = Coach.objects.get(pk=case.coach_profile_a.pk).intervisions
        assert days == [date(2026, 1, 4), date(2026, 3, 12)]


class TestAnswering:
    def test_a_nudge_two_working_days_before_and_a_lapse_five_after(self, case: Any) -> None:
        request = ask(case)  # Tuesday 10 February: due Tuesday 17
        for day in range(1, 20):
            for _twice in range(2):
                run("trajectories.nudge_coaches", APPROVED + timedelta(days=day))
                run("trajectories.lapse_requests", APPROVED + timedelta(days=day))
            assert len(mails("trajectories.answer_soon")) == (1 if APPROVED + timedelta(days=day) >= FRIDAY else 0)
            gone = APPROVED + timedelta(days=day) > date(2026, 2, 24)
            assert fresh(case.trajectory).state == ("awaiting_coach" if gone else "coach_requested")
        assert len(mails("trajectories.request_lapsed")) == 2  # both contacts, once
        with system_context("test"):
            assert CoachRequest.objects.get(pk=request.pk).state == "withdrawn"

    def test_a_talk_first_moves_the_answer(self, case: Any, login: Any) -> None:
        request = ask(case)
        moment = timezone.make_aware(datetime(2026, 2, 20, 9, 30))
        with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
            with pytest.raises(Refused):
                actions.plan_talk(request_id=request.pk, talk_at=clock.now() - timedelta(hours=1), where="", by=by)
            changed = actions.plan_talk(request_id=request.pk, talk_at=moment, where="Bij u", by=by)
        assert changed.answer_due_on == date(2026, 2, 24)
        assert [mail.context["where"] for mail in mails("trajectories.talk_planned")] == ["Bij u", "Bij u"]
        page = login(case.contact_a).get(reverse("trajectories:choose", args=[case.company_a.slug])).content.decode()
        assert "Bij u" in page
        entry = MAILS["trajectories.talk_planned"](mails("trajectories.talk_planned")[0].context).calendar
        assert entry and (entry.uid, entry.start, entry.place) == (f"talk.{request.pk}@vijfsprong", moment, "Bij u")
        with clock.at(APPROVED + timedelta(days=1)), in_portfolio(case.coach_a) as by:
            actions.decline(request_id=request.pk, reason="Geen plaats", by=by)
        gone = MAILS["trajectories.coach_declined"](mails("trajectories.coach_declined")[0].context).calendar
        assert gone and gone.cancelled and gone.uid == entry.uid and gone.sequence > entry.sequence

    @pytest.mark.parametrize("how", ["withdrawn", "lapsed", "stopped"])
    def test_a_talk_that_falls_away_leaves_the_calendar_once(self, case: Any, how: str) -> None:
        request = ask(case)
        moment = timezone.make_aware(datetime(2026, 3, 20, 9, 30))
        with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
            actions.plan_talk(request_id=request.pk, talk_at=moment, where="Bij u", by=by)
        kind = "trajectories.request_lapsed" if how == "lapsed" else "trajectories.talk_off"
        if how == "lapsed":
            with system_context("test"):
                CoachRequest.objects.filter(pk=request.pk).update(answer_due_on=APPROVED)
            run("trajectories.lapse_requests", APPROVED + timedelta(days=20))
        else:
            end = actions.cancel_request if how == "withdrawn" else partial(actions.stop, reason="Overname")
            with clock.at(APPROVED + timedelta(days=1)), in_company(case.contact_a, case.company_a) as by:
                end(trajectory_id=case.trajectory.pk, by=by)
        told = mails(kind)
        assert len(told) == 2  # both contacts, once
        gone = MAILS[kind](told[0].context).calendar
        assert gone and gone.cancelled and gone.uid == f"talk.{request.pk}@vijfsprong" and gone.start == moment
        other = {"trajectories.request_lapsed", "trajectories.talk_off"} - {kind}
        assert [mails(one) for one in other] == [[]]

    def test_a_withdrawn_question_without_a_talk_tells_the_company_nothing(self, case: Any) -> None:
        ask(case)
        with clock.at(APPROVED + timedelta(days=1)), in_company(case.contact_a, case.company_a) as by:
            actions.cancel_request(trajectory_id=case.trajectory.pk, by=by)
        assert mails("trajectories.talk_off") == []

    def test_the_page_of_a_talk(self, case: Any, login: Any) -> None:
        request = ask(case)
        day = clock.today() + timedelta(days=7)
        address = reverse("trajectories:plan_talk", args=[request.pk])
        assert login(case.coach_a).post(address, {"day": day, "hour": "10:00", "where": ""}).status_code == 302
        assert login(case.coach_b).post(address, {"day": day, "hour": "10:00"}).status_code == 404


class TestAnotherCoach:
    def test_parting_before_the_start(self, case: Any) -> None:
        accepted(case)
        with clock.at(FRIDAY), in_company(case.coach_a, case.company_a) as by:
            with pytest.raises(Refused):
                actions.release_coach(trajectory_id=case.trajectory.pk, reason="", by=by)
            actions.release_coach(trajectory_id=case.trajectory.pk, reason="Ziek", by=by)
        now = fresh(case.trajectory)
        assert (now.state, now.coach_id) == ("awaiting_coach", None)
        assert [mail.recipient_id for mail in mails("trajectories.coach_released")] != [case.coach_a.pk]
        with in_company(case.contact_a, case.company_a) as by, pytest.raises(IllegalTransition):
            actions.release_coach(trajectory_id=case.trajectory.pk, reason="Nog eens", by=by)

    def test_a_running_file_is_taken_over_when_the_new_one_accepts(self, other: Any, login: Any) -> None:
        case = started(other)
        with clock.at(FRIDAY), in_company(case.contact_a, case.company_a) as by:
            with pytest.raises(IllegalTransition):
                actions.release_coach(trajectory_id=case.trajectory.pk, reason="Kan niet meer", by=by)
            with pytest.raises(Refused):
                actions.ask_change(
                    trajectory_id=case.trajectory.pk, coach_id=case.coach_profile_a.pk, reason="x", by=by
                )
            request = actions.ask_change(
                trajectory_id=case.trajectory.pk, coach_id=case.other.pk, reason="Het klikt niet", by=by
            )
            with pytest.raises(Refused):
                actions.ask_change(trajectory_id=case.trajectory.pk, coach_id=case.other.pk, reason="Weer", by=by)
        assert fresh(case.trajectory).coach_id == case.coach_profile_a.pk
        assert all("klikt niet" not in str(mail.context) for mail in mails("trajectories.coach_asked"))
        assert "klikt niet" in str(mails("trajectories.change_asked")[0].context)
        with clock.at(FRIDAY), in_portfolio(case.other_user) as by:
            actions.accept(request_id=request.pk, by=by)
        now = fresh(case.trajectory)
        assert (now.state, now.coach_id) == ("started", case.other.pk)
        assert [mail.recipient_id for mail in mails("trajectories.file_left")] == [case.coach_a.pk]
        page = reverse("trajectories:trajectory", args=[case.company_a.slug])
        assert login(case.coach_a).get(page).status_code == 410  # it has ended: a calm page, without the file
        assert login(case.other_user).get(page).status_code == 200

    @pytest.mark.parametrize("verb", ["decline", "cancel", "lapse"])
    def test_when_nothing_comes_of_it_the_coach_stays(self, other: Any, verb: str) -> None:
        case = started(other)
        with clock.at(FRIDAY), in_company(case.contact_a, case.company_a) as by:
            request = actions.ask_change(trajectory_id=case.trajectory.pk, coach_id=case.other.pk, reason="x", by=by)
            if verb == "cancel":
                actions.cancel_request(trajectory_id=case.trajectory.pk, by=by)
        if verb == "decline":
            with clock.at(FRIDAY), in_portfolio(case.other_user) as by:
                actions.decline(request_id=request.pk, reason="Vol", by=by)
        if verb == "lapse":
            run("trajectories.lapse_requests", FRIDAY + timedelta(days=30))
        now = fresh(case.trajectory)
        assert (now.state, now.coach_id) == ("started", case.coach_profile_a.pk)

    def test_pages(self, other: Any, login: Any) -> None:
        case = started(other)
        client = login(case.contact_a)
        page = reverse("trajectories:choose", args=[case.company_a.slug])
        assert page + "other/" in client.get(page).content.decode()
        listed = client.get(page + "other/").content.decode()
        assert case.other.name in listed
        ask_page = reverse("trajectories:request_coach", args=[case.company_a.slug, case.other.slug])
        assert client.post(ask_page, {"message": "Dag"}).status_code == 200  # the reason is missing
        assert client.post(ask_page, {"message": "Dag", "reason": "Het klikt niet"}).status_code == 302
        assert case.other.name in client.get(page).content.decode()
        assert client.get(page + "other/").status_code == 302
