"""What the wheel needs to know of companies: read for many of them at once, then pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from coaching.companies.models import Company, ConsultationBody, DateDone, OwnDate, RoleHolder, RoleKind
from coaching.core.ground.wheel import Who


@dataclass(frozen=True)
class File:
    """A company's file as far as its dates go. A `service_years.Rhythm` too."""

    id: UUID
    slug: str = ""
    name: str = ""
    opened_on: date = date(2020, 1, 1)
    year_starts: int = 1
    year_changes: tuple[date, ...] = ()
    headcount: int | None = None
    group: str = ""
    tariff_group: int | None = None
    external_service: str = ""
    affiliated_on: date | None = None
    body: str = ""
    has_works_council: bool = False


@dataclass(frozen=True)
class Counsellor:
    """A confidential counsellor with the days that the law looks at."""

    id: UUID
    name: str
    begins_on: date
    trained_on: date | None = None
    supervised_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Own:
    """A date of the company's own."""

    id: UUID
    title: str
    first_on: date
    every_months: int | None = None
    who: Who = "employer"
    ended_on: date | None = None


@dataclass(frozen=True)
class Done:
    """What was due on a day was done on another."""

    kind: str
    due_on: date
    done_on: date
    note: str = ""
    own: UUID | None = None
    cause: UUID | None = None


@dataclass(frozen=True)
class Facts:
    """What a company says of its dates beside the columns of its file."""

    counsellors: tuple[Counsellor, ...] = ()
    own: tuple[Own, ...] = ()
    done: tuple[Done, ...] = ()

    def done_of(self, kind: str) -> list[Done]:
        return [one for one in self.done if one.kind == kind]


NOTHING = Facts()
COLUMNS = (
    *("id", "slug", "name", "created_at", "year_starts", "year_changes", "headcount", "prevention_group"),
    *("tariff_group", "external_service", "affiliated_on"),
)


def files_of(keys: Sequence[UUID]) -> list[File]:
    """The files of these companies, by name; two queries."""
    bodies = {row.company_id: row for row in ConsultationBody.objects.filter(company_id__in=keys)}
    companies = Company.objects.filter(pk__in=keys).only(*COLUMNS).order_by("name", "id")
    return [_file(row, bodies.get(row.pk)) for row in companies]


def _file(row: Company, body: ConsultationBody | None) -> File:
    return File(
        row.pk,
        row.slug,
        row.name,
        timezone.localtime(row.created_at).date(),
        row.year_starts,
        tuple(row.year_changes),
        row.headcount,
        row.prevention_group,
        row.tariff_group,
        row.external_service,
        row.affiliated_on,
        body.kind if body else "",
        bool(body and body.has_works_council),
    )


def facts_of(keys: Sequence[UUID]) -> Mapping[UUID, Facts]:
    """Counsellors, own dates and what was done; three queries."""
    counsellors: dict[UUID, list[Counsellor]] = defaultdict(list)
    holders = RoleHolder.objects.filter(company_id__in=keys, kind=RoleKind.COUNSELLOR, ended_at=None)
    for row in holders.order_by("begins_on", "name", "id"):
        one = Counsellor(row.pk, row.name, row.begins_on, row.trained_on, tuple(row.supervised_on))
        counsellors[row.company_id].append(one)
    own: dict[UUID, list[Own]] = defaultdict(list)
    for mine in OwnDate.objects.filter(company_id__in=keys).order_by("first_on", "title", "id"):
        kept = Own(mine.pk, mine.title, mine.first_on, mine.every_months, _who(mine.who), mine.ended_on)
        own[mine.company_id].append(kept)
    done: dict[UUID, list[Done]] = defaultdict(list)
    for deed in DateDone.objects.filter(company_id__in=keys, withdrawn_at=None).order_by("due_on", "id"):
        told = Done(deed.kind, deed.due_on, deed.done_on, deed.note, deed.own_id, deed.cause_id)
        done[deed.company_id].append(told)
    return {key: Facts(tuple(counsellors[key]), tuple(own[key]), tuple(done[key])) for key in keys}


def _who(value: str) -> Who:
    known: dict[str, Who] = {"adviser": "adviser", "body": "body", "service": "service"}
    return known.get(value, "employer")
