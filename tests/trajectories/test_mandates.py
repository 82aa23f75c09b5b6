"""A coach's mandate begins, changes hands and ends with the coaching, whatever way it goes (ADR 0054)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from coaching.trajectories.models import Trajectory
from riskanalysis import actions as analysing
from riskanalysis.models import RiskAnalysis
from tests import factories
from tests.acting import in_company, in_portfolio, in_programme
from tests.actionplans import factories as plans
from tests.trajectories.conftest import fresh

pytestmark = pytest.mark.django_db


def asked(case: Any, **fields: Any) -> Any:
    with in_company(case.contact_a, case.company_a) as by:
        return actions.request_coach(
            trajectory_id=case.trajectory.pk, coach_id=case.coach_profile_a.pk, by=by, **fields
        )


def accepted(case: Any, **fields: Any) -> Mandate:
    request = asked(case, **fields)
    with in_portfolio(case.coach_a) as by:
        actions.accept(request_id=request.pk, by=by)
    return mandate_of(case)


def mandate_of(case: Any) -> Mandate:
    with system_context("test"):
        found = Trajectory.objects.select_related("mandate").get(pk=case.trajectory.pk).mandate
        assert found is not None
        return found


def test_asking_gives_nothing_yet(case: Any) -> None:
    asked(case)
    with system_context("test"):
        assert not Mandate.objects.filter(company=case.company_a, ended_at=None).exists()


def test_accepting_gives_one_from_then_on(case: Any) -> None:
    with in_company(case.contact_a, case.company_a) as by:
        before = analysing.open_analysis(title="Van voordien", by=by)
    mandate = accepted(case)
    assert (mandate.person_id, mandate.discipline, mandate.ended_at) == (case.coach_a.pk, "coach", None)
    assert mandate.since == mandate.begins_at == fresh(case.trajectory).coach_accepted_at
    assert mandate.given_by_id == case.contact_a.pk
    with in_company(case.coach_a, case.company_a):
        assert not RiskAnalysis.objects.filter(pk=before.pk).exists()
        event = AuditEvent.objects.filter(subject_id=mandate.pk)
        assert not event.exists()  # of the company's own trail
    with in_company(case.contact_a, case.company_a):
        assert AuditEvent.objects.get(subject_id=mandate.pk).event == "companies.mandate_given"


def test_the_company_ticks_the_whole_file(case: Any, login: Any) -> None:
    with in_company(case.contact_a, case.company_a) as by:
        before = analysing.open_analysis(title="Van voordien", by=by)
    page = reverse("trajectories:request_coach", args=[case.company_a.slug, case.coach_profile_a.slug])
    client = login(case.contact_a)
    assert 'name="whole_file"' in client.get(page).content.decode()
    assert client.post(page, {"message": "", "whole_file": "on"}).status_code == 302
    with in_portfolio(case.coach_a) as by:
        from coaching.trajectories.models import CoachRequest

        actions.accept(request_id=CoachRequest.objects.get(state="open").pk, by=by)
    assert mandate_of(case).is_of_whole_file
    with in_company(case.coach_a, case.company_a):
        assert RiskAnalysis.objects.filter(pk=before.pk).exists()


@pytest.mark.parametrize(("ticked", "said"), [(True, "alles, ook van vroeger"), (False, "wat vanaf nu gemaakt wordt")])
def test_both_sides_read_what_the_coach_may_see(case: Any, login: Any, ticked: bool, said: str) -> None:
    from coaching.trajectories.models import CoachRequest

    slug, dutch = case.company_a.slug, {"Accept-Language": "nl"}
    client = login(case.contact_a)
    page = reverse("trajectories:request_coach", args=[slug, case.coach_profile_a.slug])
    client.post(page, {"message": "", **({"whole_file": "on"} if ticked else {})})
    assert said in client.get(reverse("trajectories:choose", args=[slug]), headers=dutch).content.decode()
    with system_context("test"):
        request = CoachRequest.objects.get(state="open")
    shown = login(case.coach_a).get(reverse("trajectories:request", args=[request.pk]), headers=dutch)
    assert said in shown.content.decode()


def test_a_coach_does_not_begin_it_before_the_question(case: Any) -> None:
    """By SQL under the coach's hat: the moment of acceptance is a column that a coach writes."""
    request = asked(case)
    with in_portfolio(case.coach_a) as by, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trajectories_trajectory SET state = 'coach_accepted', coach_id = %s, coach_accepted_at = '2001-01-01'"
            " WHERE id = %s",
            [case.coach_profile_a.pk, case.trajectory.pk],
        )
        del by
    assert mandate_of(case).since == request.requested_at


def test_nobody_points_a_trajectory_at_another_mandate(case: Any) -> None:
    mine = accepted(case)
    with system_context("test"):
        other = Mandate.objects.create(company=case.company_a, person_id=case.outsider.pk, discipline="expert")
    with in_company(case.coach_a, case.company_a):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(mandate_id=other.pk)
    assert mandate_of(case).pk == mine.pk


def test_who_takes_over_goes_on_with_what_was_made(case: Any) -> None:
    first = accepted(case)
    with in_company(case.coach_a, case.company_a) as by:
        analysis = analysing.open_analysis(title="Van de eerste coach", by=by)
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(state="started", started_on=clock.today())
        other = factories.coach(factories.user("Andere coach"))
    with in_company(case.contact_a, case.company_a) as by:
        request = actions.ask_change(trajectory_id=case.trajectory.pk, coach_id=other.pk, reason="Verhuisd", by=by)
    with in_portfolio(other.user) as by:
        actions.accept(request_id=request.pk, by=by)
    second = mandate_of(case)
    assert second.pk != first.pk and second.since == first.since and second.begins_at > first.begins_at
    with in_company(other.user, case.company_a):
        assert RiskAnalysis.objects.get().pk == analysis.pk
    with system_context("test"):
        assert Mandate.objects.get(pk=first.pk).ended_at is not None
        assert list(AuditEvent.objects.filter(subject_id=first.pk).order_by("at").values_list("event", flat=True)) == [
            "companies.mandate_given",
            "companies.mandate_ended",
        ]


LINK = re.compile(r'href="(/c/[^"#?]*/(?:analyses|plans|measures|advice)/[^"#?]*)')


def test_no_page_leads_the_coach_of_a_closed_one_where_only_writers_go(finished: Any, login: Any) -> None:
    client, slug = login(finished.coach_a), finished.company_a.slug
    waiting = [reverse(f"{name}", args=[slug]) for name in ("riskanalysis:analyses", "actionplans:plans")]
    seen: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        if address not in seen:
            answer = client.get(address)
            seen[address] = answer.status_code
            if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                waiting += LINK.findall(answer.content.decode())
    assert len(seen) > 10
    assert {address for address, status in seen.items() if status not in {200, 302}} == set()


@pytest.mark.parametrize("verb", ["release_coach", "stop"])
def test_it_ends_at_once_when_the_coach_goes(case: Any, verb: str) -> None:
    mandate = accepted(case)
    with in_company(case.contact_a, case.company_a) as by:
        getattr(actions, verb)(trajectory_id=case.trajectory.pk, reason="Het gaat niet", by=by)
    with system_context("test"):
        assert Mandate.objects.get(pk=mandate.pk).ended_at is not None
    with in_portfolio(case.coach_a):
        assert not Mandate.objects.filter(ended_at=None).exists()


@pytest.fixture
def finished(case: Any) -> Any:
    """A coaching in its evaluation, with a report, an analysis that goes on and a measure carried out."""
    accepted(case)
    with in_company(case.coach_a, case.company_a) as by:
        case.analysis = analysing.open_analysis(title="Van samen", by=by)
    with system_context("test"):
        plans.carried_out(case.trajectory)
        Trajectory.objects.filter(pk=case.trajectory.pk).update(
            state="evaluation", started_on=clock.today(), final_report="Klaar"
        )
    with in_programme(case.admin_a, case.programme_a) as by:
        actions.close(trajectory_id=case.trajectory.pk, by=by)
    return case


def test_closing_leaves_it_to_read_for_ninety_days(finished: Any) -> None:
    mandate, row = mandate_of(finished), fresh(finished.trajectory)
    assert (mandate.writes_until, mandate.ended_at) == (row.closed_at, None)
    assert mandate.reads_until == row.closed_at + timedelta(days=90)
    with in_company(finished.coach_a, finished.company_a):
        assert RiskAnalysis.objects.filter(pk=finished.analysis.pk).exists()
        assert RiskAnalysis.objects.filter(pk=finished.analysis.pk).update(title="Nog iets") == 0
    with clock.at(clock.now() + timedelta(days=91)), in_company(finished.coach_a, finished.company_a):
        assert not RiskAnalysis.objects.exists()


def test_the_coach_of_a_closed_one_reads_its_pages_and_writes_nothing(finished: Any, login: Any) -> None:
    client, args = login(finished.coach_a), [finished.company_a.slug, finished.analysis.pk]
    page = client.get(reverse("riskanalysis:analysis", args=args))
    assert page.status_code == 200
    scope = reverse("riskanalysis:scope", args=args)
    assert scope not in page.content.decode()
    assert client.get(scope).status_code == 403
    assert client.post(reverse("riskanalysis:new_analysis", args=args[:1]), {"title": "x"}).status_code == 403
    with system_context("test"):
        Mandate.objects.filter(pk=mandate_of(finished).pk).update(reads_until=clock.now())
    assert client.get(reverse("riskanalysis:analysis", args=args)).status_code == 404


def test_a_page_that_was_open_when_it_ended_changes_nothing(case: Any, login: Any) -> None:
    mandate = accepted(case)
    with in_company(case.coach_a, case.company_a) as by:
        analysis = analysing.open_analysis(title="Open", by=by)
    client, args = login(case.coach_a), [case.company_a.slug, analysis.pk]
    scope = reverse("riskanalysis:scope", args=args)
    assert client.get(scope).status_code == 200
    with system_context("test"):
        Mandate.objects.filter(pk=mandate.pk).update(ended_at=clock.now())
    answer = client.post(scope, {"title": "Te laat", "scope": "x", "version": 1})
    assert answer.status_code in {403, 404}
    with system_context("test"):
        assert RiskAnalysis.objects.get(pk=analysis.pk).title == "Open"


def test_the_company_can_send_the_coach_away_from_its_file_alone(case: Any) -> None:
    """The trajectory goes on: sessions and expenses are its own, the file is the company's."""
    from coaching.companies import actions as file

    mandate = accepted(case)
    with in_company(case.contact_a, case.company_a) as by:
        file.end_mandate(mandate_id=mandate.pk, by=by)
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(state="started", started_on=clock.today())
    assert mandate_of(case).ended_at is not None  # it is not given again by what happens to the trajectory
    with in_company(case.coach_a, case.company_a):
        assert Trajectory.objects.filter(pk=case.trajectory.pk).exists()
