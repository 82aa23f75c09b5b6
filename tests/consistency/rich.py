"""A row in every tenant table for company a and for company b, so that every wall has something to keep in."""

from __future__ import annotations

import uuid
from datetime import date
from types import SimpleNamespace
from typing import Any

from actionplans.enums import PlanState
from actionplans.models import (
    AdviceMark,
    AdviceRequest,
    AnnualActionPlan,
    BenchAdvice,
    FindingWithoutObjective,
    GlobalPreventionPlan,
    Indicator,
    IndicatorValue,
    MeasureNote,
    Objective,
    ObjectiveFinding,
    PlanImport,
    PlanSection,
    PreventionMeasure,
    Remark,
    YearEvaluation,
)
from coaching.accounts.models import CalendarLink, ErasureRequest, Invitation
from coaching.coaches.models import CoachAbsence
from coaching.companies.models import (
    AdviserAdvice,
    AdviserQuestion,
    BusinessUnit,
    DateDone,
    DateNotice,
    EarlierUnit,
    EstablishmentUnit,
    FileRequest,
    FunctionPlace,
    Headcount,
    Mandate,
    OwnDate,
    ProofLetter,
    RoleHolder,
    UnitKind,
    WorkUnit,
)
from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document, ListFile, OutgoingEmail, Reminder, Work
from coaching.core.tenancy.context import system_context
from coaching.insight.models import ImportRun
from coaching.programmes.models import (
    Accreditation,
    Assessment,
    AssessmentRound,
    Attachment,
    BulkJob,
    Cluster,
    ClusterInvitation,
    DraftShare,
    FileNote,
    InformationRequest,
    LayerVersion,
    Partner,
    PartnerMembership,
    PartnerReach,
    PartnerVisit,
    SavedView,
    TextTemplate,
)
from coaching.trajectories.models import (
    CoachingSession,
    CoachRequest,
    ExpenseStatement,
    Helped,
    Message,
    MessageMark,
    PaymentAccount,
    PlannedSession,
)
from modules.editing.content import content_of
from modules.models import DateWish, Gathering, GatheringPlace, Module, ModuleMaterial, ModuleUptake, ModuleVersion
from riskanalysis.models import (
    AnalysisTalk,
    AnalysisUnit,
    AspectJudgement,
    ChangeCheck,
    ChangeUnit,
    Finding,
    PlannedAnalysis,
    RiskAnalysis,
)
from tests import factories

EVERY_HAT = "h_contact h_coach h_cpbw h_admin"


def enrich(world: SimpleNamespace) -> dict[str, dict[str, list[uuid.UUID]]]:
    """Returns {"a": {table: [ids]}, "b": …} of what was made."""
    made: dict[str, dict[str, list[uuid.UUID]]] = {}
    with system_context("test fixture"):
        for letter in "ab":
            rows = [*_around(world, letter), *_analysis(world, letter), *_change(world, letter)]
            rows += _plans(world, letter, next(r for r in rows if isinstance(r, RiskAnalysis)), rows)
            rows.append(_evaluation(world, letter))
            for name in ("company", "programme", "trajectory", "unit", "application", "coach_profile"):
                rows.append(getattr(world, f"{name}_{letter}"))
            made[letter] = {}
            for row in rows:
                made[letter].setdefault(row._meta.db_table, []).append(row.pk)
            made[letter]["programmes_searchword"] = made[letter]["programmes_application"]  # by the key of their row
        _uptakes(world, _catalogue(), made)
    return made


def _keys(world: Any, letter: str) -> dict[str, Any]:
    return {name: getattr(world, f"{name}_{letter}") for name in ("trajectory", "company", "programme")}


def _ids(world: Any, letter: str) -> dict[str, Any]:
    return {f"{name}_id": row.pk for name, row in _keys(world, letter).items()}


def _advice_question(company: Any, person: Any) -> AdviserQuestion:
    return AdviserQuestion.objects.create(
        company=company,
        asked_of_id=person.pk,
        discipline="internal_adviser",
        text="geheim",
        wanted_on=clock.today(),
        asked_by_id=person.pk,
    )


def _around(world: Any, letter: str) -> list[Any]:
    keys, ids = _keys(world, letter), _ids(world, letter)
    company, contact = keys["company"], getattr(world, f"contact_{letter}")
    tenant = {name: ids[name] for name in ("company_id", "programme_id")}
    trajectory = keys["trajectory"]
    subject = {"subject_type": "trajectories.trajectory", "subject_id": trajectory.pk}
    return [
        EstablishmentUnit.objects.create(company=company, name="Vestiging"),
        EarlierUnit.objects.create(
            company=company,
            work_unit=getattr(world, f"unit_{letter}"),
            since=clock.today(),
            until=clock.today(),
            stood={"name": "geheim"},
            deed="renamed",
        ),
        ErasureRequest.objects.create(person_id=contact.pk, words="geheim"),
        Headcount.objects.create(company=company, counted_on=clock.today(), workers=3),
        BusinessUnit.objects.create(company=company, name="geheim"),
        (function := WorkUnit.objects.create(company=company, name="geheim", kind=UnitKind.FUNCTION)),
        FunctionPlace.objects.create(company=company, function=function, work_unit=getattr(world, f"unit_{letter}")),
        RoleHolder.objects.create(company=company, kind="line", name="geheim"),
        (own := OwnDate.objects.create(company=company, title="geheim", first_on=clock.today())),
        DateDone.objects.create(
            company=company, kind="own", due_on=clock.today(), done_on=clock.today(), own=own, recorded_by_id=contact.pk
        ),
        DateNotice.objects.create(company=company, kind="own", due_on=clock.today(), ref_id=own.pk),
        (question := _advice_question(company, contact)),
        AdviserAdvice.objects.create(
            company=company,
            question=question,
            discipline=question.discipline,
            text="geheim",
            author_id=question.asked_of_id,
        ),
        FileRequest.objects.create(
            company=company,
            person_id=contact.pk,
            person_name="?",
            number="0999990123",
            asked_name="?",
            answer_by=clock.today(),
        ),
        ProofLetter.objects.create(company=company, asked_by_id=contact.pk),
        Invitation.objects.create(
            email="x@voorbeeld.test", role="contact", token_digest=uuid.uuid4().hex, expires_at=clock.now(), **tenant
        ),
        InformationRequest.objects.create(
            application=trajectory.application,
            company=company,
            programme=keys["programme"],
            question="?",
            asked_by_id=1,
        ),
        Attachment.objects.create(
            application=trajectory.application,
            company=company,
            programme=keys["programme"],
            page="support",
            code="EMPLOYER",
            file="applications/x.pdf",
            file_name="verslag.pdf",
            file_sha256="0" * 64,
            size=1,
        ),
        DraftShare.objects.create(application=trajectory.application, email="x@voorbeeld.test"),
        *_cluster(keys["programme"], contact),
        *_judging(world, letter),
        SavedView.objects.create(
            programme=keys["programme"],
            owner_id=getattr(world, f"admin_{letter}").pk,
            list_code="applications",
            name="geheim",
        ),
        SavedView.objects.create(
            company_id=trajectory.company_id, owner_id=contact.pk, list_code="measures", name="geheim"
        ),
        *_partner(world, letter),
        LayerVersion.objects.create(programme=getattr(world, f"programme_{letter}"), number=5, edition=1),
        ExpenseStatement.objects.create(number=1, hours=1, paid_hours=1, subsidy_eur=50, company_share_eur=25, **keys),
        PaymentAccount.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"), holder="geheim", iban="BE71096123456769"
        ),
        Message.objects.create(text="geheim", author_id=contact.pk, **keys),
        MessageMark.objects.create(user_id=contact.pk, **keys),
        PlannedSession.objects.create(
            kind="intake",
            options=[["2026-12-03T09:00:00+00:00", "2026-12-03T11:00:00+00:00"]],
            answer_by=clock.today(),
            **keys,
        ),
        CalendarLink.objects.create(user_id=contact.pk, kind="all"),
        ListFile.objects.create(user_id=contact.pk, address="/", name="geheim", language="nl"),
        CoachingSession.objects.create(held_on=clock.today(), kind="intake", hours=1, agreed="geheim", **keys),
        CoachAbsence.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"), from_on=date(2026, 7, 1), until_on=date(2026, 7, 20)
        ),
        Accreditation.objects.create(
            programme=getattr(world, f"programme_{letter}"),
            coach=getattr(world, f"coach_profile_{letter}"),
            from_on=date(2026, 1, 1),
            until_on=date(2029, 1, 1),
        ),
        CoachRequest.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"),
            answer_due_on=clock.today(),
            state="accepted",
            answered_at=clock.now(),
            **keys,
        ),
        AuditEvent.objects.create(event="trajectory.start", hat="h_coach", actor_id=contact.pk, **subject, **ids),
        Reminder.objects.create(kind="clock.before", due_on=clock.today(), audience="contacts", **subject, **ids),
        OutgoingEmail.objects.create(
            kind="test",
            recipient_id=contact.pk,
            dedupe_key=uuid.uuid4().hex,
            subject="onderwerp",
            body_text="geheim",
            **ids,
        ),
        Document.objects.create(
            kind="risk-report",
            language="nl",
            title="Verslag",
            audience=EVERY_HAT,
            state="ready",
            sha256="0" * 64,
            ready_at=clock.now(),
            **subject,
            **ids,
        ),
        Work.objects.create(
            kind="core.render_document",
            subject_id=uuid.uuid4(),
            company_id=ids["company_id"],
            programme_id=ids["programme_id"],
        ),
    ]


def _piece(world: Any, letter: str, kind: str, builds_on: Any = None) -> dict[str, Any]:
    made = factories.piece(getattr(world, f"trajectory_{letter}"), kind, builds_on)
    return {"piece": made, "company": getattr(world, f"company_{letter}")}


def _analysis(world: Any, letter: str) -> list[Any]:
    unit = getattr(world, f"unit_{letter}")
    keys = _piece(world, letter, "analysis")
    analysis = RiskAnalysis.objects.create(title="Analyse", state="final", finalised_at=clock.now(), **keys)
    part = {"analysis": analysis, **keys}
    return [
        analysis,
        AnalysisUnit.objects.create(work_unit=unit, **part),
        PlannedAnalysis.objects.create(work_unit=unit, year=2028, note="geheim", company=keys["company"]),
        AnalysisTalk.objects.create(held_on=clock.today(), kind="group_talk", present=6, summary="geheim", **part),
        AspectJudgement.objects.create(aspect="AO", colour="red", **part),
        Finding.objects.create(
            code="F1",
            aspect="AO",
            sub_factor="AO1",
            level="organisation",
            hazard="Druk",
            method="judgement",
            colour="red",
            **part,
        ),
    ]


def _change(world: Any, letter: str) -> list[Any]:
    keys = _piece(world, letter, "change_check")
    check = ChangeCheck.objects.create(
        words="Nachtploeg",
        changes_on=clock.today(),
        answers={"hours": True},
        parts=["AV2"],
        opened_parts=["AV2"],
        answered_by_id=getattr(world, f"contact_{letter}").pk,
        **keys,
    )
    return [check, ChangeUnit.objects.create(change=check, work_unit=getattr(world, f"unit_{letter}"), **keys)]


def _plans(world: Any, letter: str, analysis: RiskAnalysis, rows: list[Any]) -> list[Any]:
    keys, now = _piece(world, letter, "five_year_plan", analysis.piece), clock.now()
    of_year = _piece(world, letter, "yearly_plan", keys["piece"])
    finding = next(row for row in rows if isinstance(row, Finding))
    stamps = {"state": PlanState.SUBMITTED, "submitted_at": now}
    plan = GlobalPreventionPlan.objects.create(analysis=analysis, start_year=2027, **stamps, **keys)
    figure = Indicator.objects.create(name="geheim", company=keys["company"])
    value = IndicatorValue.objects.create(indicator=figure, on=clock.today(), value=8, company=keys["company"])
    objective = Objective.objects.create(
        plan=plan, code="O1", text="Minder druk", by_year=2028, measured_by=figure, **keys
    )
    annual = AnnualActionPlan.objects.create(
        global_plan=plan,
        year=2027,
        first_day=date(2027, 1, 1),
        last_day=date(2027, 12, 31),
        deadline=date(2026, 11, 1),
        **stamps,
        **of_year,
    )
    measure = PreventionMeasure.objects.create(plan=annual, objective=objective, code="A1", what="Tafels", **of_year)
    advice_request = AdviceRequest.objects.create(
        annual_plan=annual, body_kind="union_delegation", state="documents_sent", sent_at=now, **of_year
    )
    bench = getattr(world, f"worker_bench_{letter}")
    pieces = [one["piece"] for one in ({"piece": analysis.piece}, keys, of_year)]
    return [
        *pieces,
        *Helped.objects.filter(piece__in=pieces),
        *Mandate.objects.filter(company=keys["company"]),
        figure,
        value,
        plan,
        annual,
        objective,
        measure,
        advice_request,
        PlanSection.objects.create(plan=plan, number=1, text="…", **keys),
        FindingWithoutObjective.objects.create(plan=plan, finding=finding, reason="later", **keys),
        ObjectiveFinding.objects.create(objective=objective, finding=finding, **keys),
        MeasureNote.objects.create(measure=measure, text="geheim", **of_year),
        Remark.objects.create(
            advice_request=advice_request, code="R1", text="geheim", bench="workers", author_id=bench.pk, **of_year
        ),
        BenchAdvice.objects.create(advice_request=advice_request, bench="workers", favourable=True, **of_year),
        AdviceMark.objects.create(advice_request=advice_request, user_id=bench.pk, **of_year),
        PlanImport.objects.create(
            company=keys["company"],
            kind="measures",
            file_name="geheim.xlsx",
            sha256="0" * 64,
            content=b"geheim",
            made_by_id=getattr(world, f"contact_{letter}").pk,
        ),
    ]


def _evaluation(world: Any, letter: str) -> YearEvaluation:
    said = {"works": "geheim", "adviser": "geheim", "evaluated_on": clock.today(), "told_at": clock.now()}
    row: YearEvaluation = YearEvaluation.objects.create(
        first_day=date(2027, 1, 1), last_day=date(2027, 12, 31), **said, **_piece(world, letter, "year_evaluation")
    )
    return row


def _judging(world: Any, letter: str) -> list[Any]:
    application, programme = getattr(world, f"application_{letter}"), getattr(world, f"programme_{letter}")
    keys = {"application": application, "programme": programme, "company": getattr(world, f"company_{letter}")}
    today = clock.today()
    return [
        AssessmentRound.objects.create(programme=programme, name="R", opens_on=today, closes_on=today, decide_by=today),
        Assessment.objects.create(assessor_id=getattr(world, f"assessor_{letter}").pk, due_on=today, **keys),
        FileNote.objects.create(text="geheim", **keys),
        BulkJob.objects.create(programme=programme, kind="release"),
        TextTemplate.objects.create(programme=programme, kind="question", name="T", texts={"nl": "Waarom?"}),
        ImportRun.objects.create(
            programme=programme,
            form_token=uuid.uuid4(),
            file_name="x.csv",
            sha256="0" * 64,
            content=b"geheim",
            problems=[{"line": 2, "column": "layer", "value": "geheim", "reason": "is empty"}],
        ),
    ]


def _partner(world: Any, letter: str) -> list[Any]:
    programme, today = getattr(world, f"programme_{letter}"), clock.today()
    partner = Partner.objects.create(programme=programme, name="Fonds", kind="SECTOR_FUND", code=f"fonds-{letter}")
    keys = {"partner": partner, "programme": programme}
    return [
        partner,
        PartnerMembership.objects.create(user=getattr(world, f"owner_{letter}"), **keys),
        PartnerVisit.objects.create(day=today, count=3, **keys),
        PartnerReach.objects.create(year=2026, as_of=today, tables={"total": {"applied": 7}}, **keys),
    ]


def _uptakes(world: Any, module: Module, made: dict[str, dict[str, list[uuid.UUID]]]) -> None:
    for letter in "ab":
        for kept in _kept(getattr(world, f"programme_{letter}"), letter):
            made[letter].setdefault(kept._meta.db_table, []).append(kept.pk)
        contact, company = getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")
        row = ModuleUptake.objects.create(
            module=module,
            programme=getattr(world, f"programme_{letter}"),
            company=company,
            applicant=contact,
            layer=1,
            token_digest=f"digest-{letter}",
            company_name=company.name,
            contact_name=contact.name,
            email=contact.email,
        )
        made[letter].setdefault(row._meta.db_table, []).append(row.pk)
        gathering = Gathering.objects.create(
            module=module, programme=getattr(world, f"programme_{letter}"), starts_at=clock.now(), place="Gent"
        )
        place = GatheringPlace.objects.create(
            gathering=gathering,
            programme=gathering.programme,
            token_digest=f"digest-{letter}",
            company_name="x",
            contact_name="x",
            email=contact.email,
            state="taken",
        )
        wish = DateWish.objects.create(module=Module.objects.get(slug=f"eigen-{letter}"), applicant=contact)
        for made_row in (gathering, place, wish):
            made[letter].setdefault(made_row._meta.db_table, []).append(made_row.pk)


def _kept(programme: Any, letter: str) -> list[Any]:
    """A draft of a programme's own, seen by nobody else."""
    module = _catalogue(f"eigen-{letter}", keeper=programme)
    return [
        module,
        ModuleVersion.objects.create(module=module, keeper=programme, content=content_of(module)),
        ModuleMaterial.objects.create(module=module, kind="poster", language="nl", title="x"),
    ]


def _catalogue(slug: str = "concept", **more: Any) -> Module:
    words = {"nl": "x", "fr": "x", "en": "x"}
    return Module.objects.create(
        slug=slug,
        layer=1,
        state="draft",
        title=words,
        objective=words,
        content=words,
        timeline=words,
        asks_during=words,
        asks_after=words,
        **more,
    )


def _cluster(programme: Any, contact: Any) -> list[Any]:
    cluster = Cluster.objects.create(programme=programme, name="Bakkers", begun_by_id=contact.pk)
    email = f"{uuid.uuid4().hex[:8]}@voorbeeld.test"
    return [
        cluster,
        ClusterInvitation.objects.create(cluster=cluster, programme=programme, company_name="Nog een", email=email),
    ]
