"""A coach who leaves, and nobody who is free."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.coaches.models import Coach, CoachState
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from coaching.trajectories.actions.handover import CHOOSE_AGAIN, proposals
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_programme
from tests.trajectories.coach_acts import FRIDAY, mails, run, started
from tests.trajectories.conftest import APPROVED, ask, fresh

pytestmark = pytest.mark.django_db


class TestNobodyFree:
    def test_the_programme_is_asked_once_and_the_company_hears_of_a_free_place(self, case: Any, login: Any) -> None:
        with system_context("test fixture"):
            Coach.objects.update(state=CoachState.PAUSED)
        client = login(case.contact_a)
        page = reverse("trajectories:choose", args=[case.company_a.slug])
        with clock.at(APPROVED):
            assert "Geen coach in uw provincie" in client.get(page).content.decode()
            for _twice in range(2):
                client.post(page + "help/")
            assert len(mails("trajectories.coach_wanted")) == 1
        run("trajectories.tell_of_free_coaches", FRIDAY)
        assert mails("trajectories.coach_free") == []
        with system_context("test fixture"):
            Coach.objects.filter(pk=case.coach_profile_a.pk).update(
                state=CoachState.ACTIVE, provinces=[case.company_a.province]
            )
        for _twice in range(2):
            run("trajectories.tell_of_free_coaches", FRIDAY)
        assert len(mails("trajectories.coach_free")) == 2  # both contacts, once


class TestLeaving:
    def file_for(self, case: Any, name: str, state: str) -> Trajectory:
        with system_context("test fixture"):
            company = factories.company(name)
            found: Trajectory = factories.trajectory(
                case.programme_a, company, case.contact_a, case.coach_profile_a, state=state
            )
        return found

    def test_every_file_gets_somebody_and_the_coach_is_gone(self, other: Any, login: Any) -> None:
        case = started(other)
        waiting = self.file_for(case, "Wachtend", "coach_accepted")
        with in_programme(case.admin_a, case.programme_a) as by:
            files = proposals(Coach.objects.get(pk=case.coach_profile_a.pk), case.programme_a, clock.today())
            assert {file.trajectory.pk for file in files} == {case.trajectory.pk, waiting.pk}
            assert all(case.coach_profile_a not in file.candidates for file in files)
            chosen = {case.trajectory.pk: str(case.other.pk), waiting.pk: CHOOSE_AGAIN}
            arguments = {"coach_id": case.coach_profile_a.pk, "reason": "Andere job", "by": by}
            with pytest.raises(Refused):
                actions.hand_over_files(chosen={case.trajectory.pk: str(case.other.pk)}, **arguments)  # one left alone
            with pytest.raises(Refused):
                actions.hand_over_files(chosen={**chosen, case.trajectory.pk: CHOOSE_AGAIN}, **arguments)
            assert actions.hand_over_files(chosen=chosen, **arguments) == 2
        assert fresh(case.trajectory).coach_id == case.other.pk
        assert (fresh(waiting).state, fresh(waiting).coach_id) == ("awaiting_coach", None)
        with system_context("test"):
            assert Coach.objects.get(pk=case.coach_profile_a.pk).state == CoachState.LEFT
        assert len(mails("trajectories.files_taken_over")) == 1
        assert len(mails("trajectories.files_handed_over")) == 1
        before = login(case.coach_a).get(reverse("insight:portfolio")).content.decode()
        assert f"/c/{case.company_a.slug}/" not in before  # names of files of before, and no way in

    def test_a_successor_without_room_is_refused_and_nothing_changed(self, other: Any) -> None:
        case = started(other)
        second = self.file_for(case, "Tweede", "started")
        with system_context("test fixture"):
            Coach.objects.filter(pk=case.other.pk).update(capacity=1)
        chosen = {case.trajectory.pk: str(case.other.pk), second.pk: str(case.other.pk)}
        with in_programme(case.admin_a, case.programme_a) as by, pytest.raises(Refused):
            actions.hand_over_files(coach_id=case.coach_profile_a.pk, chosen=chosen, reason="Weg", by=by)
        assert fresh(case.trajectory).coach_id == fresh(second).coach_id == case.coach_profile_a.pk

    def test_with_files_in_another_programme_the_coach_stays_there(self, other: Any) -> None:
        case = started(other)
        with system_context("test fixture"):
            elsewhere = factories.trajectory(
                case.programme_b, factories.company("Elders"), case.contact_b, case.coach_profile_a, state="started"
            )
        with in_programme(case.admin_a, case.programme_a) as by:
            chosen = {case.trajectory.pk: str(case.other.pk)}
            actions.hand_over_files(coach_id=case.coach_profile_a.pk, chosen=chosen, reason="Weg", by=by)
        with system_context("test"):
            assert Coach.objects.get(pk=case.coach_profile_a.pk).state == CoachState.ACTIVE
        assert fresh(elsewhere).coach_id == case.coach_profile_a.pk

    def test_an_open_question_goes_back_to_the_company(self, other: Any) -> None:
        ask(other)
        with clock.at(FRIDAY), in_programme(other.admin_a, other.programme_a) as by:
            (file,) = proposals(Coach.objects.get(pk=other.coach_profile_a.pk), other.programme_a, FRIDAY)
            assert file.asked_only and file.proposed == CHOOSE_AGAIN
            actions.hand_over_files(
                coach_id=other.coach_profile_a.pk, chosen={other.trajectory.pk: CHOOSE_AGAIN}, reason="Weg", by=by
            )
        assert fresh(other.trajectory).state == "awaiting_coach"

    def test_three_clicks(self, other: Any, login: Any) -> None:
        case = started(other)
        client = login(case.admin_a)
        listed = reverse("trajectories:workload", args=[case.programme_a.slug])
        assert f"{listed}{case.coach_profile_a.slug}/" in client.get(listed).content.decode()
        page = f"{listed}{case.coach_profile_a.slug}/hand-over/"
        form = client.get(page).context["form"]
        values = {name: field.initial for name, field in form.fields.items() if name.startswith("file_")}
        assert values == {f"file_{case.trajectory.pk}": str(case.other.pk)}
        assert client.post(page, {**values, "reason": "Andere job"}).status_code == 302
        assert fresh(case.trajectory).coach_id == case.other.pk
        assert client.post(page, {**values, "reason": "Nog eens"}).status_code in (200, 302)
        assert len(mails("trajectories.files_taken_over")) == 1
        assert login(case.admin_b).get(page).status_code == 404
