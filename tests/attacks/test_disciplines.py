"""By SQL, in each discipline: no adviser decides for the employer, and nobody edits an adviser's advice (ADR 0065)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan
from coaching.companies.models import AdviserAdvice, Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from riskanalysis.models import RiskAnalysis
from tests.acting import in_company
from tests.actionplans.conftest import case, planned  # noqa: F401 - fixtures
from tests.attacks.test_life_cycles import refused
from tests.companies.test_advice import advise, let_in
from tests.riskanalysis.conftest import risk  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
FROM_OUTSIDE = ("prevention_adviser", "psychosocial_adviser", "physician", "expert", "coach")
PLAN = "UPDATE actionplans_{}plan SET {} WHERE company_id = %s"
ADOPTED = "state = 'adopted', adopted_at = now(), adopted_by_id = 1"
# In which state something stands, and what only the employer makes of it.
DECISIONS = (
    ("internal_review", PLAN.format("annualaction", "state = 'submitted_to_body', submitted_at = now()")),
    ("internal_review", PLAN.format("globalprevention", "state = 'submitted_to_body', submitted_at = now()")),
    ("advised", PLAN.format("annualaction", ADOPTED)),
    ("advised", PLAN.format("globalprevention", ADOPTED)),
    ("adopted", PLAN.format("annualaction", "state = 'active', active_from_at = now()")),
    ("adopted", PLAN.format("globalprevention", "state = 'active', active_from_at = now()")),
    ("evaluated", PLAN.format("annualaction", "state = 'closed', closed_at = now()")),
)
WORDS = (
    "UPDATE riskanalysis_riskanalysis SET state = 'final', finalised_at = now() WHERE company_id = %s",
    "UPDATE riskanalysis_riskanalysis SET decision = 'x', decided_on = '2027-03-01' WHERE company_id = %s",
    "UPDATE actionplans_bodyreview SET answer = 'accepted', answer_text = 'x' WHERE company_id = %s",
    "UPDATE companies_company SET grace_days = 300 WHERE id = %s",
    "UPDATE companies_company SET proved_by = 'staff', unproved_since = NULL WHERE id = %s",
    "INSERT INTO companies_mandate (id, company_id, person_id, discipline, begins_at, given_at, given_by_id) "
    "SELECT gen_random_uuid(), %s, app_uid() + 1, 'expert', now(), now(), app_uid()",
    "UPDATE companies_mandate SET reads_until = now() + interval '9 years' WHERE company_id = %s",
    "UPDATE companies_membership SET has_mandate = true WHERE company_id = %s",
    "INSERT INTO companies_roleholder (id, company_id, kind, name, begins_on, version) "
    "SELECT gen_random_uuid(), %s, 'internal_adviser', 'x', CURRENT_DATE, 1",
)
EDITS = (
    "UPDATE companies_adviseradvice SET text = 'x' WHERE company_id = %s",
    "UPDATE companies_adviseradvice SET given_at = now() WHERE company_id = %s",
    "DELETE FROM companies_adviseradvice WHERE company_id = %s",
)


@pytest.fixture
def file(planned: Any) -> Any:  # noqa: F811
    """A file with a plan of each kind, an analysis that was discussed, an advice of the body without an answer."""
    with system_context("test"):
        AdviceRequest.objects.filter(company=planned.company_a).delete()
        AdviceRequest.objects.create(
            piece=planned.annual_a.piece,
            company=planned.company_a,
            annual_plan=planned.annual_a,
            body_kind="union_delegation",
            state="advised",
            sent_at=clock.now(),
            advised_at=clock.now(),
            advice_kind="unanimous",
        )
        RiskAnalysis.objects.filter(company=planned.company_a).update(state="consulted")
    return planned


def stand(world: Any, state: str) -> None:
    with system_context("test"):
        moments = {"submitted_at": clock.now(), "advised_at": clock.now(), "adopted_at": clock.now()}
        GlobalPreventionPlan.objects.filter(pk=world.plan_a.pk).update(
            state="active" if state == "evaluated" else state, **moments
        )
        over = {"evaluated_at": clock.now(), "results": "Klaar"} if state == "evaluated" else {}
        AnnualActionPlan.objects.filter(pk=world.annual_a.pk).update(state=state, **moments, **over)


def advisers(world: Any) -> Iterator[tuple[str, Any, str]]:
    """Everybody who advises or helps and may not bind the employer: (as what, who, hat)."""
    yield "internal_adviser", world.adviser_a, ""
    for discipline in FROM_OUTSIDE:
        if discipline == "coach":
            yield discipline, world.coach_a, "coach"
            continue
        let_in(world, discipline)
        yield discipline, world.outsider, "coach"
        _let_go(world)


def _let_go(world: Any) -> None:
    with system_context("test"):
        Mandate.objects.filter(person_id=world.outsider.pk).update(ended_at=clock.now(), ended_by_id=world.contact_a.pk)


def test_no_adviser_decides_for_the_employer(file: Any) -> None:
    for what, who, hat in advisers(file):
        for state, sql in DECISIONS:
            stand(file, state)
            with in_company(who, file.company_a, hat) as by:
                assert refused(sql, by.company_id), (what, state, sql)
        for sql in WORDS:
            with in_company(who, file.company_a, hat) as by:
                assert refused(sql, by.company_id), (what, sql)


def test_who_may_bind_the_employer_does(file: Any) -> None:
    """So that what is refused above is not refused for another reason."""
    for state, sql in (DECISIONS[0], DECISIONS[2], DECISIONS[4], DECISIONS[6]):
        stand(file, state)
        with in_company(file.contact_a, file.company_a) as by:
            assert not refused(sql, by.company_id), sql
    for sql in (WORDS[0], WORDS[2], WORDS[3]):
        with in_company(file.contact_a, file.company_a) as by:
            assert not refused(sql, by.company_id), sql


def test_nobody_edits_an_adviser_s_advice(file: Any) -> None:
    given: list[AdviserAdvice] = [advise(file, file.adviser_a, "internal_adviser")]
    for discipline in ("prevention_adviser", "psychosocial_adviser", "physician"):
        let_in(file, discipline)
        given.append(advise(file, file.outsider, discipline))
        for who, hat in (
            (file.outsider, "coach"),
            (file.adviser_a, ""),
            (file.contact_a, ""),
            (file.colleague_a, ""),
            (file.owner_a, ""),
            (file.worker_bench_a, ""),
            (file.coach_a, "coach"),
        ):
            with in_company(who, file.company_a, hat) as by:
                for sql in EDITS:
                    assert refused(sql, by.company_id), (discipline, hat, sql)
        _let_go(file)
    with system_context("test"):
        assert refused(EDITS[0], file.company_a.pk) and refused(EDITS[2], file.company_a.pk)
        assert AdviserAdvice.objects.filter(company=file.company_a).count() == len(given)


def test_a_physician_writes_no_draft(file: Any) -> None:
    stand(file, "draft")
    let_in(file, "physician")
    with in_company(file.outsider, file.company_a, "coach") as by:
        assert refused(PLAN.format("annualaction", "priorities = 'x'"), by.company_id)
        assert refused("UPDATE actionplans_preventionmeasure SET what = 'x' WHERE company_id = %s", by.company_id)
    _let_go(file)
    let_in(file, "psychosocial_adviser")
    with in_company(file.outsider, file.company_a, "coach") as by:
        assert not refused(PLAN.format("annualaction", "priorities = 'x'"), by.company_id)
