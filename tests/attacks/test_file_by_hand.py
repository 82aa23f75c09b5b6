"""By SQL in a company's file: more pieces than a mandate shows, a mandate that nobody gave, what no coaching helped with."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from actionplans.models import GlobalPreventionPlan, Objective, PlanSection
from coaching.companies import actions
from coaching.companies.models import FilePart, FilePiece, FileRoot, Mandate
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, Document, Reminder
from coaching.core.tenancy.access.gather import Access
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis.models import Finding, RiskAnalysis
from tests.acting import in_company, in_portfolio, in_programme
from tests.actionplans import factories as plans
from tests.attacks.ground import open_for_editing
from tests.attacks.test_life_cycles import refused
from tests.companies.test_mandates import as_guest, file, give, new_plan  # noqa: F401 - `file` is a fixture
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db

PARTS = {
    model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, FilePart | FileRoot) and not model._meta.abstract
}


def denied(make: Callable[..., Any], **values: Any) -> bool:
    """Whether the database says no, at the end of the transaction at the latest."""
    try:
        with transaction.atomic():
            make(**values)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError:
        return True
    return False


def keys(root: Any) -> dict[str, Any]:
    return {"piece_id": root.piece_id, "company_id": root.company_id}


def test_every_table_of_the_file_keeps_its_piece(db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'keeps_piece'")
        assert {row[0] for row in cursor.fetchall()} == PARTS


def test_every_part_names_a_parent_of_its_own_piece() -> None:
    tied = {table for (table, _column), (_app, key) in Access().keys.items() if "piece_id" in key.shared}
    assert tied == {
        model._meta.db_table for model in apps.get_models() if issubclass(model, FilePart) and not model._meta.abstract
    }


def test_nothing_moves_to_another_piece(world: Any) -> None:
    """Who may not let anybody in would let them in so: what was there before, put into a piece that is new."""
    made = enrich(world)
    open_for_editing(made)
    moved = set()
    for who in ("contact_a", "colleague_a", "coach_a"):
        with in_company(getattr(world, who), world.company_a) as by:
            fresh = FilePiece.objects.create(company=world.company_a, kind="analysis", made_by_id=by.user_id)
            for table in sorted(PARTS):
                if not refused(f"UPDATE {table} SET version = version") or not refused(
                    f"UPDATE {table} SET company_id = company_id"
                ):
                    moved.add(table)
                assert refused(f"UPDATE {table} SET piece_id = %s", fresh.pk), table
                assert refused(f"UPDATE {table} SET company_id = %s", world.company_b.pk), table
    assert len(moved) >= 9  # which one may write otherwise


def test_a_piece_stays_as_it_was_made(file: Any) -> None:  # noqa: F811
    """Its moment and what it builds on say who sees it."""
    give(file, whole=True)
    for place in (
        in_company(file.contact_a, file.company_a),
        in_company(file.colleague_a, file.company_a),
        as_guest(file),
    ):
        with place as by:
            for change in ("made_at = now()", "builds_on_id = NULL", "made_by_id = NULL", "kind = 'yearly_plan'"):
                assert refused(f"UPDATE companies_filepiece SET {change}")
            new = {"company": file.company_a, "kind": "analysis"}
            assert denied(FilePiece.objects.create, **new, made_by_id=file.owner_a.pk)
            assert not denied(FilePiece.objects.create, **new, made_by_id=by.user_id)


def test_no_piece_builds_on_one_of_another_company(file: Any) -> None:  # noqa: F811
    """Also for who works in both files."""
    give(file, whole=True)
    with in_company(file.contact_b, file.company_b) as by:
        actions.give_mandate(person_id=file.outsider.pk, discipline="expert", whole_file=True, by=by)
    for place in (as_guest(file), in_company(file.contact_a, file.company_a)):
        with place as by:
            new = {"company": file.company_a, "kind": "yearly_plan", "made_by_id": by.user_id}
            assert denied(FilePiece.objects.create, **new, builds_on_id=file.plan_b.piece_id)
            assert not denied(FilePiece.objects.create, **new, builds_on_id=file.plan_a.piece_id)


def test_who_came_later_opens_nothing_by_naming_it(file: Any) -> None:  # noqa: F811
    """A plan of one's own on an analysis that one may not read; a part in somebody else's piece under an own key."""
    give(file, whole=False)
    with system_context("test"):
        PlanSection.objects.filter(number=8).delete()
    with as_guest(file) as by:
        piece = FilePiece.objects.create(company=file.company_a, kind="five_year_plan", made_by_id=by.user_id)
        own = {"piece_id": piece.pk, "company_id": file.company_a.pk}
        plan = GlobalPreventionPlan.objects.create(**own, analysis_id=file.old_a.pk, start_year=2041)
        assert not RiskAnalysis.objects.exists() and not Finding.objects.exists()
        assert denied(PlanSection.objects.create, **own, plan_id=file.plan_a.pk, number=8, text="x")
        assert denied(PlanSection.objects.create, **keys(file.plan_a), plan_id=file.plan_a.pk, number=8, text="x")
        assert not denied(PlanSection.objects.create, **own, plan_id=plan.pk, number=8, text="x")
        other = {"piece_id": piece.pk, "company_id": file.company_b.pk}
        assert denied(PlanSection.objects.create, **other, plan_id=plan.pk, number=7, text="x")
        assert refused("UPDATE companies_filepiece SET builds_on_id = %s WHERE id = %s", file.old_a.piece_id, piece.pk)


def test_what_new_work_builds_on_is_read_only(file: Any) -> None:  # noqa: F811
    give(file, whole=False)
    plan = new_plan(file)
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=file.old_a.pk).update(state="collecting", finalised_at=None)
    judged = {
        "code": "F9",
        "aspect": "AO",
        "sub_factor": "AO2",
        "level": "organisation",
        "hazard": "x",
        "colour": "red",
    }
    with as_guest(file):
        assert Finding.objects.filter(pk=file.finding_a.pk).exists()
        for change in (
            "UPDATE riskanalysis_finding SET hazard = 'x' WHERE analysis_id = %s",
            "DELETE FROM riskanalysis_finding WHERE analysis_id = %s",
            "UPDATE riskanalysis_riskanalysis SET title = 'x' WHERE id = %s",
            "DELETE FROM riskanalysis_riskanalysis WHERE id = %s",
        ):
            assert refused(change, file.old_a.pk)
        assert refused("DELETE FROM companies_filepiece WHERE id = %s", file.old_a.piece_id)
        for row in (file.old_a, plan):  # under the key of what one may write as well
            assert denied(Finding.objects.create, **keys(row), analysis_id=file.old_a.pk, method="judgement", **judged)
        assert not denied(Objective.objects.create, **keys(plan), plan_id=plan.pk, code="O9", text="x", by_year=2030)


@pytest.mark.parametrize("column", ["since", "begins_at", "given_at", "person_id", "company_id", "discipline"])
def test_nobody_widens_a_mandate(file: Any, column: str) -> None:  # noqa: F811
    """Who may bind the company gives another one; what was given stays what the trail says."""
    give(file, whole=False)
    value = {"person_id": file.owner_a.pk, "company_id": file.company_b.pk, "discipline": "expert"}
    for place in (
        in_company(file.contact_a, file.company_a),
        in_company(file.colleague_a, file.company_a),
        as_guest(file),
    ):
        with place:
            assert refused(f"UPDATE companies_mandate SET {column} = %s", value.get(column, clock.now()))
            assert refused("DELETE FROM companies_mandate")


def test_what_was_taken_away_stays_away(file: Any) -> None:  # noqa: F811
    mandate = give(file, whole=True)
    with in_company(file.colleague_a, file.company_a):
        assert refused("UPDATE companies_mandate SET ended_at = now(), ended_by_id = %s", file.colleague_a.pk)
    end = "UPDATE companies_mandate SET ended_at = now(), ended_by_id = %s WHERE id = %s"
    with in_company(file.contact_a, file.company_a):
        assert refused(end, file.colleague_a.pk, mandate.pk)  # in another's name
        assert not refused("UPDATE companies_mandate SET reads_until = NULL WHERE id = %s", mandate.pk)
        assert not refused(end, file.contact_a.pk, mandate.pk)
        for change in ("ended_at = NULL", "ended_at = now() + interval '1 year'", "reads_until = NULL"):
            assert refused(f"UPDATE companies_mandate SET {change} WHERE id = %s", mandate.pk)


def test_nobody_prolongs_their_own(file: Any) -> None:  # noqa: F811
    """Somebody who may bind the company has a mandate from a time before that."""
    with system_context("test"):
        mine = Mandate.objects.create(
            company=file.company_a, person_id=file.contact_a.pk, discipline="expert", writes_until=clock.now()
        )
    with in_company(file.contact_a, file.company_a) as by:
        assert refused("UPDATE companies_mandate SET writes_until = NULL WHERE id = %s", mine.pk)
        with pytest.raises(Refused):
            actions.extend_mandate(mandate_id=mine.pk, until=None, by=by)
        with pytest.raises(Refused):
            actions.end_after_grace(mandate_id=mine.pk, by=by)
        assert actions.end_mandate(mandate_id=mine.pk, by=by).ended_at


def test_without_the_right_to_bind_nobody_gives_one(file: Any) -> None:  # noqa: F811
    for who in ("colleague_a", "adviser_a", "coach_a"):
        with in_company(getattr(file, who), file.company_a) as by:
            one = {"person_id": file.outsider.pk, "discipline": "expert", "given_by_id": by.user_id}
            assert denied(Mandate.objects.create, company=file.company_a, **one)
            with pytest.raises(PermissionDenied):
                actions.give_mandate(person_id=file.outsider.pk, discipline="expert", whole_file=True, by=by)
    with in_company(file.contact_a, file.company_a) as by:
        one = {"person_id": file.outsider.pk, "discipline": "expert"}
        assert denied(Mandate.objects.create, company=file.company_b, given_by_id=by.user_id, **one)
        assert denied(Mandate.objects.create, company=file.company_a, given_by_id=file.colleague_a.pk, **one)
        assert not denied(Mandate.objects.create, company=file.company_a, given_by_id=by.user_id, **one)


HELPED = (
    "INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)"
    " VALUES (gen_random_uuid(), %s, %s, %s, %s)"
)


def helpers(piece: Any) -> set[Any]:
    with system_context("test"):
        return set(Helped.objects.filter(piece_id=piece).values_list("trajectory_id", flat=True))


def test_nobody_writes_by_hand_what_helped(file: Any) -> None:  # noqa: F811
    """What a programme counts and pays for hangs on it."""
    with system_context("test"):
        piece = FilePiece.objects.create(company=file.company_a, kind="analysis")
    places = [in_company(getattr(file, who), file.company_a) for who in ("contact_a", "coach_a", "worker_bench_a")]
    for place in [*places, in_portfolio(file.coach_a), in_programme(file.admin_a, file.programme_a)]:
        with place:
            assert refused(HELPED, file.trajectory_a.pk, piece.pk, file.company_a.pk, file.programme_a.pk)
            assert refused("UPDATE trajectories_helped SET piece_id = %s", piece.pk)
            assert refused("DELETE FROM trajectories_helped")
    assert helpers(piece.pk) == set()


@pytest.mark.parametrize("who", ["contact_a", "coach_a"])
def test_what_was_there_before_was_not_made_with_help(file: Any, who: str) -> None:  # noqa: F811
    """The function that notes it takes any key: of an own piece from before the coaching, of one of another company."""
    me = getattr(file, who)
    with system_context("test"):
        Helped.objects.all().delete()
        FilePiece.objects.update(made_by_id=me.pk)
    with in_company(me, file.company_a) as by, connection.cursor() as cursor:
        for piece in (file.old_a.piece_id, file.plan_b.piece_id):
            cursor.execute("SELECT note_help(%s)", [piece])
        fresh = FilePiece.objects.create(company=file.company_a, kind="analysis", made_by_id=by.user_id)
        cursor.execute("SELECT note_help(%s)", [fresh.pk])
    assert helpers(file.old_a.piece_id) == helpers(file.plan_b.piece_id) == set()
    assert helpers(fresh.pk) == {file.trajectory_a.pk}


def test_no_coaching_of_another_programme_or_company_helped(file: Any) -> None:  # noqa: F811
    """Even the machine cannot say so."""
    mine = {"piece_id": file.old_a.piece_id, "company_id": file.company_a.pk}
    with system_context("test"):
        Helped.objects.all().delete()
        a, b = file.programme_a.pk, file.programme_b.pk
        assert denied(Helped.objects.create, trajectory_id=file.trajectory_b.pk, programme_id=b, **mine)
        assert denied(Helped.objects.create, trajectory_id=file.trajectory_a.pk, programme_id=b, **mine)
        assert not denied(Helped.objects.create, trajectory_id=file.trajectory_a.pk, programme_id=a, **mine)


def test_paper_and_trail_of_a_piece_go_with_the_piece(file: Any) -> None:  # noqa: F811
    """A report about an analysis from before is read with the whole file, and not with what came later."""
    with system_context("test"):
        report = Document.objects.create(
            kind="risk-report",
            language="nl",
            title="Verslag",
            audience="h_contact h_coach",
            subject_type="riskanalysis.riskanalysis",
            subject_id=file.old_a.pk,
            **keys(file.old_a),
        )
    give(file, whole=False)
    with as_guest(file):
        assert not Document.objects.filter(pk=report.pk).exists()
    give(file, whole=True)
    with as_guest(file):
        assert Document.objects.filter(pk=report.pk).exists()


def test_a_coaching_gives_no_paper_of_the_file(file: Any) -> None:  # noqa: F811
    """Reports and reminders from when the file hung on the coaching carry both keys."""
    subject = {"subject_type": "riskanalysis.riskanalysis", "subject_id": file.old_a.pk, **keys(file.old_a)}
    subject["trajectory_id"] = file.trajectory_a.pk
    with system_context("test"):
        Document.objects.create(kind="risk-report", language="nl", title="Verslag", audience="h_coach", **subject)
        AuditEvent.objects.create(event="analysis.open", hat="h_coach", actor_id=file.coach_a.pk, **subject)
        Reminder.objects.create(kind="x.before", due_on=clock.today(), audience="guests", **subject)
        mandate = Mandate.objects.get(company=file.company_a, person_id=file.coach_a.pk)
    mine = {"subject_id": file.old_a.pk}
    for there in (True, False):
        with in_company(file.coach_a, file.company_a, "coach"):
            assert file.trajectory_a.pk in set(Trajectory.objects.values_list("pk", flat=True))
            for model in (Document, AuditEvent, Reminder):
                assert model.objects.filter(**mine).exists() is there, model
            assert (
                denied(Document.objects.create, kind="x", language="nl", title="x", audience="h_coach", **subject)
                is not there
            )
        with in_company(file.contact_a, file.company_a) as by:
            actions.end_mandate(mandate_id=mandate.pk, by=by)


def test_a_key_is_no_secret(file: Any) -> None:  # noqa: F811
    """Whoever has no mandate gets nothing by a piece's key; nor does who has one in another company."""
    with in_company(file.coach_b, file.company_b), connection.cursor() as cursor:
        for table in sorted(PARTS - {"actionplans_advicemark"}):  # which no coach may read at all
            cursor.execute(f"SELECT count(*) FROM {table} WHERE piece_id = %s", [file.plan_a.piece_id])
            assert cursor.fetchone() == (0,), table
        assert denied(FilePiece.objects.create, company=file.company_a, kind="analysis", made_by_id=file.coach_b.pk)
        assert denied(
            FilePiece.objects.create,
            company=file.company_b,
            kind="analysis",
            id=uuid.uuid4(),
            builds_on_id=file.plan_a.piece_id,
            made_by_id=file.coach_b.pk,
        )
    with system_context("test"):
        plans.analysis(file.trajectory_b)  # and has one of its own to read
    with in_company(file.coach_b, file.company_b):
        assert RiskAnalysis.objects.count() == 2
