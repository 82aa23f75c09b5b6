"""Who from outside may work in a file: what the database shows and takes, whatever the application asks (ADR 0053, 0054)."""

from __future__ import annotations

import html
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.http import Http404

from actionplans.actions.plans import create_global_plan
from actionplans.models import GlobalPreventionPlan, PlanSection
from coaching.companies import actions
from coaching.companies.models import FilePiece, Mandate
from coaching.core.ground import clock
from coaching.core.ground.people import user_ids
from coaching.core.ground.workflow import Gone, Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from riskanalysis import actions as analysing
from riskanalysis.models import Finding, RiskAnalysis
from tests import factories
from tests.acting import in_company, in_programme
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
BEFORE = timedelta(days=400)


def give(world: Any, *, whole: bool, person: Any = None, until: Any = None) -> Mandate:
    with in_company(world.contact_a, world.company_a) as by:
        return actions.give_mandate(
            person_id=(person or world.outsider).pk,
            discipline="psychosocial_adviser",
            whole_file=whole,
            until=until,
            by=by,
        )


@pytest.fixture
def file(world: Any) -> Any:
    """In both companies an analysis with a finding and a five-year plan on it, from before anybody came from outside."""
    with system_context("test"):
        for letter in "ab":
            source = plans.analysis(getattr(world, f"trajectory_{letter}"))
            finding, plan = (
                plans.finding(source, "F1"),
                plans.global_plan(getattr(world, f"trajectory_{letter}"), source=source),
            )
            FilePiece.objects.filter(pk__in=[source.piece_id, plan.piece_id]).update(made_at=clock.now() - BEFORE)
            for name, row in (("old", source), ("finding", finding), ("plan", plan)):
                setattr(world, f"{name}_{letter}", row)
    return world


def as_guest(world: Any, person: Any = None) -> Any:
    return in_company(person or world.outsider, world.company_a, "coach")


def seen(world: Any, model: Any, person: Any = None) -> set[Any]:
    """By the policies alone: the manager's own filter would hide a leak from another company."""
    with as_guest(world, person), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table}")
        return {row[0] for row in cursor.fetchall()}


def new_plan(world: Any) -> GlobalPreventionPlan:
    """Made by the company, now, on the old analysis."""
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=world.plan_a.pk).update(state="expired", adopted_at=clock.now())
        source = RiskAnalysis.objects.get(pk=world.old_a.pk)
    with in_company(world.contact_a, world.company_a) as by:
        return create_global_plan(analysis=source, by=by)


def test_nobody_gets_in_without_one(file: Any) -> None:
    with pytest.raises(Http404), as_guest(file):
        pass


def test_the_whole_file_is_read_and_written_and_no_other(file: Any) -> None:
    give(file, whole=True)
    assert seen(file, RiskAnalysis) == {file.old_a.pk}
    assert seen(file, Finding) == {file.finding_a.pk}
    assert seen(file, GlobalPreventionPlan) == {file.plan_a.pk}
    with as_guest(file):
        assert PlanSection.objects.filter(plan=file.plan_a, number=1).update(text="Geschreven") == 1
        assert GlobalPreventionPlan.objects.filter(pk=file.plan_b.pk).update(start_year=2040) == 0


def test_from_a_day_on_shows_what_is_new_and_what_that_builds_on(file: Any) -> None:
    give(file, whole=False)
    assert seen(file, RiskAnalysis) == seen(file, GlobalPreventionPlan) == set()
    plan = new_plan(file)
    assert seen(file, GlobalPreventionPlan) == {plan.pk}
    assert seen(file, RiskAnalysis) == {file.old_a.pk}  # the plan cannot be read without it
    assert seen(file, Finding) == {file.finding_a.pk}
    with as_guest(file):
        assert GlobalPreventionPlan.objects.filter(pk=plan.pk).update(version=2) == 1
        assert RiskAnalysis.objects.filter(pk=file.old_a.pk).update(title="Anders") == 0
        assert Finding.objects.filter(pk=file.finding_a.pk).delete()[0] == 0


def test_what_somebody_makes_is_theirs_to_write(file: Any) -> None:
    give(file, whole=False)
    with system_context("test"):
        RiskAnalysis.objects.filter(company=file.company_a).update(state="final", finalised_at=clock.now())
    with as_guest(file) as by:
        analysis = analysing.open_analysis(title="Nieuw", by=by)
        assert analysis.version_no == 2  # also told of versions that it may not read
        analysing.set_scope(analysis=analysis, title="Nieuw", scope="Alles", work_units=[file.unit_a], by=by)
    assert seen(file, RiskAnalysis) == {analysis.pk}


def test_a_limited_one_reaches_nothing_by_naming_it(file: Any) -> None:
    """A piece that would build on what one may not read would open it."""
    give(file, whole=False)
    sql = "INSERT INTO companies_filepiece (id, company_id, kind, made_at, builds_on_id) VALUES (%s, %s, 'analysis', now(), %s)"
    with pytest.raises(ProgrammingError, match="row-level security"), as_guest(file), connection.cursor() as cursor:
        cursor.execute(sql, [uuid.uuid4(), file.company_a.pk, file.old_a.piece_id])
    with pytest.raises(ProgrammingError, match="row-level security"), as_guest(file), connection.cursor() as cursor:
        cursor.execute(sql, [uuid.uuid4(), file.company_b.pk, None])


def test_taken_away_works_at_once_also_with_a_page_open(file: Any) -> None:
    mandate = give(file, whole=True)
    with as_guest(file):
        assert RiskAnalysis.objects.count() == 1
        with system_context("test"):
            Mandate.objects.filter(pk=mandate.pk).update(ended_at=clock.now())
        assert RiskAnalysis.objects.count() == 0
    with pytest.raises(Http404), as_guest(file):
        pass


def test_the_company_takes_it_away(file: Any) -> None:
    mandate = give(file, whole=True)
    with in_company(file.contact_a, file.company_a) as by:
        actions.end_mandate(mandate_id=mandate.pk, reason="Klaar", by=by)
        actions.end_mandate(mandate_id=mandate.pk, by=by)
        events = AuditEvent.objects.filter(subject_id=mandate.pk).order_by("at").values_list("event", flat=True)
        assert list(events) == ["companies.mandate_given", "companies.mandate_ended"]
        with pytest.raises(Refused):
            actions.extend_mandate(mandate_id=mandate.pk, until=None, by=by)
    with pytest.raises(Http404), as_guest(file):
        pass


@pytest.mark.parametrize("whole", [True, False])
def test_it_runs_out_by_itself_and_can_be_prolonged(file: Any, whole: bool) -> None:
    mandate = give(file, whole=whole, until=clock.now() + timedelta(days=10))
    with clock.at(clock.now() + timedelta(days=9)), as_guest(file):
        pass
    with clock.at(clock.now() + timedelta(days=11)), pytest.raises(Http404), as_guest(file):
        pass
    with in_company(file.contact_a, file.company_a) as by:
        actions.extend_mandate(mandate_id=mandate.pk, until=clock.now() + timedelta(days=30), by=by)
    with clock.at(clock.now() + timedelta(days=11)), as_guest(file):
        pass


def test_after_the_end_it_is_read_for_a_while_and_not_written(file: Any) -> None:
    mandate = give(file, whole=False)
    plan = new_plan(file)
    with in_company(file.contact_a, file.company_a) as by:
        actions.end_after_grace(mandate_id=mandate.pk, by=by)
    with system_context("test"):
        later = plans.analysis(file.trajectory_a)
    assert seen(file, GlobalPreventionPlan) == {plan.pk}
    assert later.pk not in seen(file, RiskAnalysis)
    with as_guest(file):
        assert GlobalPreventionPlan.objects.filter(pk=plan.pk).update(version=9) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            FilePiece.objects.create(company_id=file.company_a.pk, kind="analysis")
    with clock.at(clock.now() + timedelta(days=91)), pytest.raises(Http404), as_guest(file):
        pass


def test_two_at_once_each_count(file: Any) -> None:
    """The whole file to read until tomorrow's end, and what is new for longer: who loses one keeps the other."""
    whole = give(file, whole=True)
    give(file, whole=False)
    plan = new_plan(file)
    assert seen(file, GlobalPreventionPlan) == {file.plan_a.pk, plan.pk}
    with in_company(file.contact_a, file.company_a) as by:
        actions.end_mandate(mandate_id=whole.pk, by=by)
    assert seen(file, GlobalPreventionPlan) == {plan.pk}


def test_two_companies_stay_apart(file: Any) -> None:
    give(file, whole=True)
    with in_company(file.contact_b, file.company_b) as by:
        actions.give_mandate(person_id=file.outsider.pk, discipline="expert", whole_file=True, by=by)
    with as_guest(file):
        assert {row.company_id for row in RiskAnalysis.objects.all()} == {file.company_a.pk}


@pytest.mark.parametrize("who", ["coach_a", "colleague_a", "adviser_a", "owner_a", "worker_bench_a", "secretary_a"])
def test_only_who_binds_the_company_gives_one(file: Any, who: str) -> None:
    with in_company(getattr(file, who), file.company_a) as by, pytest.raises(PermissionDenied):
        actions.give_mandate(person_id=file.outsider.pk, discipline="expert", whole_file=True, by=by)


INSERT = (
    "INSERT INTO companies_mandate (id, company_id, person_id, discipline, begins_at, given_at, given_by_id)"
    " VALUES (%s, %s, %s, 'expert', now(), now(), %s)"
)


@pytest.mark.parametrize(
    "who", ["contact_a", "coach_a", "colleague_a", "adviser_a", "worker_bench_a", "contact_b", "outsider"]
)
def test_nobody_makes_one_for_themselves(file: Any, who: str) -> None:
    """Who may give one gives none to themselves; the others give none at all."""
    give(file, whole=True)
    me = getattr(file, who)
    company = file.company_b if who.endswith("_b") else file.company_a
    with (
        pytest.raises(ProgrammingError, match="row-level security|permission denied"),
        in_company(me, company),
        connection.cursor() as cursor,
    ):
        cursor.execute(INSERT, [uuid.uuid4(), file.company_a.pk, me.pk, me.pk])


@pytest.mark.parametrize("who", ["coach_a", "outsider", "adviser_a", "colleague_a", "worker_bench_a"])
def test_nobody_else_prolongs_one(file: Any, who: str) -> None:
    give(file, whole=True)
    try:
        with in_company(getattr(file, who), file.company_a), connection.cursor() as cursor:
            cursor.execute("UPDATE companies_mandate SET reads_until = NULL, writes_until = NULL")
            assert cursor.rowcount == 0
    except ProgrammingError as error:
        assert "permission denied" in str(error)


def test_the_programme_reads_no_mandate(file: Any) -> None:
    give(file, whole=True)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        in_programme(file.admin_a, file.programme_a),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM companies_mandate")


@pytest.mark.parametrize("who", ["contact_a", "adviser_a", "worker_bench_a", "secretary_a"])
def test_company_and_body_see_who_has_one(file: Any, who: str) -> None:
    mandate = give(file, whole=True)
    with in_company(getattr(file, who), file.company_a):
        assert mandate.pk in set(Mandate.objects.values_list("pk", flat=True))


def test_not_to_oneself_nor_until_yesterday(file: Any) -> None:
    with in_company(file.contact_a, file.company_a) as by:
        for person, until in ((file.contact_a, None), (file.outsider, clock.now() - timedelta(days=1))):
            with pytest.raises(Refused):
                actions.give_mandate(person_id=person.pk, discipline="expert", whole_file=True, until=until, by=by)


def test_two_clicks_give_one(file: Any) -> None:
    assert give(file, whole=True).pk == give(file, whole=True).pk


def test_who_works_in_a_piece_is_told_of_it(file: Any) -> None:
    """The coach of the company since long, and who came later for the whole file; not who came for what is new."""
    give(file, whole=True)
    late = factories.user("Later")
    give(file, whole=False, person=late)
    with system_context("test"):
        assert set(user_ids("people_in_piece", file.old_a.piece_id)) == {file.outsider.pk, file.coach_a.pk}
    plan = new_plan(file)
    with in_company(file.contact_a, file.company_a):
        told = set(user_ids("people_in_piece", plan.piece_id))
    assert told == {file.outsider.pk, late.pk, file.coach_a.pk}
    with in_company(file.contact_b, file.company_b):
        assert user_ids("people_in_piece", plan.piece_id) == []


def test_who_only_reads_is_refused_a_change(file: Any, login: Any) -> None:
    """By the role where nothing may be written any more; by the database, in words, where something else may."""
    mandate, client = give(file, whole=True), login(file.outsider)
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=file.old_a.pk).update(state="collecting", finalised_at=None)
    page = f"/c/{file.company_a.slug}/analyses/{file.old_a.pk}/scope/?as=coach"
    assert client.get(page).status_code == 200
    with in_company(file.contact_a, file.company_a) as by:
        actions.end_after_grace(mandate_id=mandate.pk, by=by)
    typed = "Alle plaatsen waar 's nachts gewerkt wordt, ook het magazijn"
    answer = client.post(page, {"title": "Nacht", "scope": typed})
    assert answer.status_code == 403 and typed in html.unescape(answer.content.decode())
    assert "only lets you read" in client.get(page, headers={"accept-language": "en"}).content.decode()
    with as_guest(file) as by, pytest.raises(PermissionDenied):
        analysing.set_scope(analysis=file.old_a, title="x", scope="", work_units=[], by=by)
    give(file, whole=False)
    with as_guest(file) as by, pytest.raises(Gone):
        analysing.set_scope(analysis=file.old_a, title="x", scope="", work_units=[], by=by)
