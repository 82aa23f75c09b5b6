"""Finding assessments and rounds; what the policies leave hidden is simply not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor
from coaching.core.tenancy.models import SAME_CLICK
from coaching.programmes.assessment import rules
from coaching.programmes.enums import ApplicationState, LayerState
from coaching.programmes.layers import Criterion, Definition
from coaching.programmes.models import (
    Application,
    Assessment,
    AssessmentRound,
    BulkJob,
    LayerVersion,
)
from coaching.programmes.queries import JUDGES, colleagues, desk_found, layer_in_use

MOST = 200  # decisions in one release, files ticked by hand
MOST_AT_ONCE = 2000  # files in other work at once
RECENT = 50  # jobs among which the same one is looked for


def criteria_of(application: Application) -> tuple[Criterion, ...]:
    """By the layer as it was when the file was begun; for older files as it is now."""
    return _parts_of(application).criteria


def can_be_scored(application: Application) -> bool:
    """Whether its edition of the layer has criteria with weights; totals given without them count for nothing."""
    return _parts_of(application).can_be_scored


def _parts_of(application: Application) -> Definition:
    version: LayerVersion | None = application.layer_version or layer_in_use(
        application.programme_id, application.layer
    )
    return version.parts if version else Definition()


# -- Rounds ----------------------------------------------------------------------------------------------------------
def rounds() -> QuerySet[AssessmentRound]:
    return AssessmentRound.objects.order_by("-opens_on", "id")


def round_open_on(programme_id: UUID, day: date) -> AssessmentRound | None:
    """The round in which an application of that day counts; the one that closes first when two overlap."""
    found = AssessmentRound.objects.filter(programme_id=programme_id, opens_on__lte=day, closes_on__gte=day)
    return found.order_by("closes_on", "id").first()


def decide_by(round_ids: Iterable[UUID | None]) -> dict[UUID, date]:
    """Round id → by when its files are decided. One query, none where no file is in a round."""
    wanted = {pk for pk in round_ids if pk}
    rows = AssessmentRound.objects.filter(pk__in=wanted) if wanted else AssessmentRound.objects.none()
    return dict(rows.order_by().values_list("pk", "decide_by"))


# -- Assessors ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Candidate:
    """Somebody who may judge; conflict: has something to do with the company; asked: already assigned."""

    user_id: int
    name: str
    conflict: bool
    asked: bool


def candidates(application: Application) -> list[Candidate]:
    members = colleagues().filter(begins_on__lte=clock.today(), role__in=JUDGES)
    users = sorted(set(members.values_list("user_id", flat=True)))
    names, conflicts = names_of(users), conflicted(application.pk)
    asked = set(Assessment.objects.filter(application=application).values_list("assessor_id", flat=True))
    rows = [Candidate(user, names.get(user, ""), user in conflicts, user in asked) for user in users]
    return sorted(rows, key=lambda row: row.name)


def judges() -> list[tuple[int, str]]:
    """Who may be asked to judge, whatever the file."""
    users = colleagues().filter(begins_on__lte=clock.today(), role__in=JUDGES).values_list("user_id", flat=True)
    return sorted(names_of(set(users)).items(), key=lambda row: row[1])


def conflicted(application_id: UUID) -> set[int]:
    """Users with something to do with the company of a file (narrow function)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT assessor_conflicts(%s::uuid)", [str(application_id)])
        return {row[0] for row in cursor.fetchall() if row[0] is not None}


# -- Assessments -------------------------------------------------------------------------------------------------------
def _of(user_id: int) -> QuerySet[Assessment]:
    # Without a join: the names of the few that are shown are asked afterwards.
    return Assessment.objects.filter(assessor_id=user_id).only("due_on", "total", "submitted_at", "application_id")


def to_judge(user_id: int) -> QuerySet[Assessment]:
    """What somebody has to judge, the most urgent first."""
    return _of(user_id).filter(submitted_at=None, recused_at=None).order_by("due_on", "id")


# ?sort= → order of what is to be judged; without one, the queue's own.
QUEUE_SORTS = {
    "company": ("application__company_name", "id"),
    "reference": ("application__reference", "id"),
    "due": ("due_on", "id"),
}


def judged(user_id: int) -> QuerySet[Assessment]:
    """What somebody has judged, the last first."""
    return _of(user_id).filter(submitted_at__isnull=False).order_by("-submitted_at", "id")


@dataclass(frozen=True)
class Queue:
    """Where somebody stands in the own queue. ahead: the file that comes after this one; None at the end."""

    done: int
    total: int
    ahead: UUID | None = None


def queue_of(user_id: int, after: Assessment) -> Queue:
    """How many files somebody has judged of all they were asked for, and which comes after this one."""
    todo = list(to_judge(user_id).values_list("pk", "application_id")[:MOST])
    done = judged(user_id).order_by().count()
    keys = [pk for pk, _file in todo]
    at = keys.index(after.pk) if after.pk in keys else -1
    others = [file for pk, file in [*todo[at + 1 :], *todo[: max(at, 0)]] if pk != after.pk]
    return Queue(done, done + len(todo), others[0] if others else None)


def queue_at_first(user_id: int, waiting: int, first: Iterable[Assessment]) -> Queue:
    """The same from its beginning. waiting: how many are to be judged; first: those on top, as a page has read them."""
    done = judged(user_id).order_by().count()
    return Queue(done, done + waiting, next((row.application_id for row in first), None))


def with_files(rows: Iterable[Assessment]) -> list[tuple[Assessment, Application]]:
    """Each with its application, of which name and reference are read."""
    found = list(rows)
    shown = ("company_name", "reference", "layer", "programme_id", "layer_version_id")
    files = Application.objects.only(*shown).in_bulk([row.application_id for row in found])
    return [(row, files[row.application_id]) for row in found if row.application_id in files]


def unscored(files: Iterable[Application]) -> set[UUID]:
    """Those whose edition of the layer has nothing to score. One query, however many."""
    found = list(files)
    wanted = {file.layer_version_id for file in found}
    in_use = Q(state=LayerState.PUBLISHED, programme__in={file.programme_id for file in found})
    versions = list(LayerVersion.objects.filter(Q(pk__in=wanted) | in_use))
    by_id = {version.pk: version for version in versions}
    used = {(v.programme_id, v.number): v for v in versions if v.state == LayerState.PUBLISHED}
    return {
        file.pk
        for file in found
        if not (
            (
                v := (by_id.get(file.layer_version_id) if file.layer_version_id else None)
                or used.get((file.programme_id, file.layer))
            )
            and v.parts.can_be_scored
        )
    }


def progress(application_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """(asked, submitted) per file; files nobody was asked about are left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessment_progress(%s::uuid[])", [[str(pk) for pk in application_ids]])
        return {pk: (asked, submitted) for pk, asked, submitted in cursor.fetchall()}


@dataclass(frozen=True)
class Line:
    """One criterion with the scores that may be seen, in the order of the assessors."""

    criterion: Criterion
    scores: list[tuple[int | None, str]]
    spread: rules.Spread | None


@dataclass(frozen=True)
class Table:
    """Scores side by side. hidden: how many are in but may not be seen yet; a total is None where nothing was scored."""

    names: list[str]
    lines: list[Line]
    totals: list[Decimal | None]
    spread: rules.Spread | None
    remarks: list[tuple[str, str]]
    asked: int
    submitted: int

    @property
    def hidden(self) -> int:
        return self.submitted - len(self.totals)


def table(application: Application) -> Table:
    """What this person may see of the scores of a file."""
    rows = list(Assessment.objects.filter(application=application, submitted_at__isnull=False).order_by("submitted_at"))
    names = names_of(row.assessor_id for row in rows)
    lines, parts = [], _parts_of(application)
    for criterion in parts.criteria:
        scores = [_score(row, criterion.code) for row in rows]
        lines.append(Line(criterion, scores, rules.spread(points for points, _remark in scores if points is not None)))
    asked, submitted = progress([application.pk]).get(application.pk, (0, 0))
    totals = [row.total if parts.can_be_scored else None for row in rows]
    return Table(
        [names.get(row.assessor_id, "") for row in rows],
        lines,
        totals,
        rules.spread(total for total in totals if total is not None),
        [(names.get(row.assessor_id, ""), row.remark) for row in rows if row.remark],
        asked,
        submitted,
    )


def _score(row: Assessment, code: str) -> tuple[int | None, str]:
    found: dict[str, Any] = row.scores.get(code, {})
    return found.get("points"), found.get("remark", "")


# -- Proposed decisions --------------------------------------------------------------------------------------------------
def proposed() -> QuerySet[Application]:
    """Files whose decision is proposed and not yet released, the earliest first."""
    found = Application.objects.exclude(proposed_verb="").filter(state=ApplicationState.IN_REVIEW)
    shown = ("programme_id", "company_name", "reference", "layer", "proposed_verb", "proposed_at", "state")
    return found.only(*shown).order_by("proposed_at", "id")


# ?sort= → order of the decisions to release; without one, in the order of proposing.
RELEASE_SORTS = {
    "company": ("company_name", "id"),
    "reference": ("reference", "id"),
    "decision": ("proposed_verb", "company_name", "id"),
    "proposed": ("proposed_at", "id"),
}


def all_proposed() -> list[Application]:
    """All of them, one more than may be released at once."""
    return list(proposed().only("proposed_verb", "proposed_at", "layer")[: MOST_AT_ONCE + 1])


def mark_of_proposals(rows: Iterable[Application]) -> str:
    """A short mark of a list of proposals: another one as soon as one is added, taken away or proposed anew."""
    return mark_of(f"{row.pk}:{moment_of(row)}" for row in rows)


def job_of_list(mark: str) -> BulkJob | None:
    """The release of a whole list as it was; None once it has failed or was stopped."""
    ended = (BulkJob.State.FAILED, BulkJob.State.STOPPED)
    jobs = BulkJob.objects.filter(kind="release").exclude(state__in=ended)[:RECENT]
    return next((job for job in jobs if mark and job.parameters.get("mark") == mark), None)


def moment_of(application: Application) -> str:
    """Which proposal this is: each has a moment of its own, also one with the same verb and other words."""
    return application.proposed_at.isoformat() if application.proposed_at else ""


# -- All that match ------------------------------------------------------------------------------------------------------
def all_in(filters: Mapping[str, Any]) -> list[str]:
    """Keys of all files in the desk's list with these filters, the oldest first; one more than may be worked on at once."""
    rows = desk_found(dict(filters)).rows.order_by("submitted_at", "id")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1]]


def mark_of(ids: Iterable[str]) -> str:
    """A short mark of a set of files, the same in whatever order."""
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()[:32]


# -- Jobs ----------------------------------------------------------------------------------------------------------------
def job_of(kind: str, ids: Iterable[str], *, states: Iterable[str]) -> BulkJob | None:
    """The latest job of this kind about exactly these files."""
    wanted = set(ids)
    jobs = BulkJob.objects.filter(kind=kind, state__in=list(states), total=len(wanted))[:RECENT]
    return next((job for job in jobs if set(job.parameters["ids"]) == wanted), None)


def _jobs_from(page: str, by: Actor) -> list[BulkJob]:
    jobs = BulkJob.objects.filter(created_by_id=by.user_id).exclude(state=BulkJob.State.FAILED)[:RECENT]
    return [job for job in jobs if page and job.parameters.get("page") == page]


def job_from(page: str, by: Actor) -> BulkJob | None:
    """The last job that somebody began from this very page; None once it has failed."""
    return next(iter(_jobs_from(page, by)), None)


def job_of_page(kind: str, parameters: Mapping[str, Any], page: str, by: Actor) -> BulkJob | None:
    """That of this kind and with these words, on whatever files."""
    told = {**parameters, "page": page}
    for job in _jobs_from(page, by):
        if job.kind == kind and {name: value for name, value in job.parameters.items() if name != "ids"} == told:
            return job
    return None


def same_job(kind: str, ids: Iterable[str], parameters: Mapping[str, Any], page: str, by: Actor) -> BulkJob | None:
    """The same work that is still to be done, or that was just done: from this very page, or within minutes."""
    for job in _alike(kind, ids, parameters):
        if job.finished_at is None:
            return job
        just_done = job.created_by_id == by.user_id and job.created_at > clock.now() - SAME_CLICK
        if job.state == BulkJob.State.DONE and (job.parameters.get("page") == page if page else just_done):
            return job
    return None


def _alike(kind: str, ids: Iterable[str], parameters: Mapping[str, Any]) -> list[BulkJob]:
    wanted = set(ids)
    jobs = BulkJob.objects.filter(kind=kind, total=len(wanted))[:RECENT]
    told = {**parameters, "ids": wanted}
    return [
        job
        for job in jobs
        if {**{k: v for k, v in job.parameters.items() if k != "page"}, "ids": set(job.parameters["ids"])} == told
    ]
