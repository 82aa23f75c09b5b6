"""Rows of a programme: applications, judging, partners, groups."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from coaching.core.ground import clock
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
from tests.consistency.rich.ground import keys_of


def rows(world: Any, letter: str) -> list[Any]:
    keys, contact = keys_of(world, letter), getattr(world, f"contact_{letter}")
    company, trajectory = keys["company"], keys["trajectory"]
    return [
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
        Accreditation.objects.create(
            programme=getattr(world, f"programme_{letter}"),
            coach=getattr(world, f"coach_profile_{letter}"),
            from_on=date(2026, 1, 1),
            until_on=date(2029, 1, 1),
        ),
    ]


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


def _cluster(programme: Any, contact: Any) -> list[Any]:
    cluster = Cluster.objects.create(programme=programme, name="Bakkers", begun_by_id=contact.pk)
    email = f"{uuid.uuid4().hex[:8]}@voorbeeld.test"
    return [
        cluster,
        ClusterInvitation.objects.create(cluster=cluster, programme=programme, company_name="Nog een", email=email),
    ]
