"""A company ends its coach's mandate while the coaching runs: the desk hears of it, and hears when it is over."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.companies import actions as file
from coaching.companies.models import Mandate
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_company
from tests.trajectories.test_mandates import accepted, mandate_of

pytestmark = pytest.mark.django_db
KINDS = ["trajectories.coach_shut_out", "trajectories.coach_let_in"]


def mails() -> list[tuple[str, int]]:
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind__in=KINDS).order_by("created_at")
        return list(rows.values_list("kind", "recipient_id"))


def ended(case: Any) -> None:
    with in_company(case.contact_a, case.company_a) as by:
        file.end_mandate(mandate_id=mandate_of(case).pk, reason="Geheim van het bedrijf", by=by)


def given(case: Any, discipline: str = "coach", *, whole: bool = False) -> None:
    with in_company(case.contact_a, case.company_a) as by:
        file.give_mandate(person_id=case.coach_a.pk, discipline=discipline, whole_file=whole, by=by)


def desk(case: Any, login: Any) -> Any:
    return login(case.admin_a).get(reverse("trajectories:file", args=[case.programme_a.slug, case.trajectory.pk]))


def test_the_desk_is_told_and_the_page_says_what_goes_on(case: Any, login: Any) -> None:
    accepted(case)
    assert not desk(case, login).context["shut_out"]
    ended(case)
    ended(case)  # a second click tells nobody once more
    assert mails() == [("trajectories.coach_shut_out", case.admin_a.pk)]
    page = desk(case, login)
    assert (
        page.context["shut_out"] and "Geheim" not in page.content.decode()
    )  # the reason is for the company's own trail
    with system_context("test"):
        assert AuditEvent.objects.filter(event="trajectory.coach_shut_out").count() == 1
    own = login(case.coach_a).get(reverse("trajectories:trajectory", args=[case.company_a.slug]))
    assert own.context["taken_away"]


def test_given_again_it_is_over(case: Any, login: Any) -> None:
    accepted(case)
    given(case, whole=True)  # of one who was not shut out nobody is told
    ended(case)
    assert mails() == []  # the other mandate still lets the coach in
    with in_company(case.contact_a, case.company_a) as by:
        for one in Mandate.objects.filter(person_id=case.coach_a.pk, ended_at=None):
            file.end_mandate(mandate_id=one.pk, by=by)
    assert [kind for kind, _who in mails()] == ["trajectories.coach_shut_out"]
    given(case, "expert")  # as something else: no coach of the coaching
    assert desk(case, login).context["shut_out"]
    given(case)
    assert [kind for kind, _who in mails()] == KINDS
    assert not desk(case, login).context["shut_out"]


def test_nobody_is_told_of_a_coaching_that_ended_or_of_somebody_else(case: Any, login: Any) -> None:
    accepted(case)
    ended(case)
    with system_context("test"):
        other = factories.coach(factories.user("Andere coach"))
        Trajectory.objects.filter(pk=case.trajectory.pk).update(coach=other)
    assert not desk(case, login).context["shut_out"]
    given(case)
    assert len(mails()) == 1
