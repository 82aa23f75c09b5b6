"""Finding applications: one's own, a company's, the desk's."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.tuple_lookups import (
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)
from django.db.models.functions import Cast

from coaching.companies.models import Company, Membership
from coaching.core.ground import clock
from coaching.core.ground.choices import Province
from coaching.core.ground.roles import Role
from coaching.core.screen.lists import PER_PAGE
from coaching.core.screen.onward import MOST_READ
from coaching.programmes import figures as kept
from coaching.programmes import rules
from coaching.programmes.enums import ApplicationState, LayerNumber, LayerState, TargetGroup
from coaching.programmes.models import Application, Attachment, LayerVersion, Programme, ProgrammeMembership
from coaching.programmes.narrowing import narrowed, worked_out
from coaching.programmes.search import Found, matching

JUDGES = (Role.ASSESSOR.value, Role.ADMINISTRATOR.value)
MOST_PROGRAMMES = 50  # open ones to choose from
SPELLED_NUMBER = re.compile(r"(?:BE)?\s*([0-9][0-9. ]{3,})", re.IGNORECASE)
S = ApplicationState
# What the chips above the desk's list mean.
VIEWS: dict[str, tuple[str, ...]] = {
    "todo": (S.SUBMITTED, S.IN_REVIEW),
    "company": (S.INFO_REQUESTED,),
    "waiting": (S.WAITLISTED,),
    "decided": (S.APPROVED, S.REJECTED, S.WITHDRAWN, S.LAPSED),
    "all": tuple(state for state in S.values if state != S.DRAFT),
}
# Sort → columns, all in one direction, the key last: the page after a row is found by the row itself (keyset).
SORTS: dict[str, tuple[str, ...]] = {
    "submitted": ("submitted_at", "id"),
    "priority": ("priority_score", "submitted_at", "id"),
    "company": ("company_name", "id"),
    "reference": ("reference", "id"),
    "state": ("state", "id"),
    "target_group": ("target_group", "id"),
    "workers": ("workers", "id"),
    "province": ("province", "id"),
    "municipality": ("municipality", "id"),
    "score": ("score", "id"),
}


# -- One's own ---------------------------------------------------------------------------------------------------
def in_hand(user_id: int | None) -> QuerySet[Application]:
    """One's own applications, and the drafts of others that one was let into.

    Only a person's own hat asks this: its policies show no draft of others but those.
    """
    return Application.objects.filter(Q(applicant_id=user_id) | Q(state=S.DRAFT))


def drafts_of(user_id: int | None) -> QuerySet[Application]:
    """Applications that the person has begun or helps with and that are not sent yet, the last saved first."""
    unsent = in_hand(user_id).filter(state=S.DRAFT, reference="")
    return unsent.select_related("programme", "layer_version").order_by("-saved_at", "id")


def missing_steps(application: Application) -> list[str]:
    """Pages that are not finished yet; asks for files only where a party's support could show from one."""
    files: set[str] = set()
    if "support" in rules.pages_of(application) and rules.unsupported(application):
        own = Attachment.objects.filter(application=application, page="support", question=None)
        files = set(own.values_list("code", flat=True))
    return rules.missing_steps(application, files)


def sent_by(user: Any) -> QuerySet[Application]:
    """Applications that the person has sent, the newest first."""
    own = Application.objects.filter(applicant_id=user.pk).exclude(reference="")
    return own.select_related("programme", "layer_version").order_by("-declared_at", "id")


def own_companies(user_id: int) -> QuerySet[Company]:
    """Companies for which the person may apply: those of which they are a contact today."""
    today = clock.today()
    memberships = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        user_id=user_id,
        role=Role.CONTACT.value,
        ended_at__isnull=True,
        begins_on__lte=today,
    )
    return Company.objects.filter(pk__in=memberships.values("company_id")).order_by("name", "id")


def open_programmes() -> QuerySet[Programme]:
    return Programme.objects.filter(is_open=True).order_by("name", "id")


def own_programme(programme_id: UUID) -> Programme:
    """The programme of the desk in force."""
    found: Programme = Programme.objects.get(pk=programme_id)
    return found


# -- Layers ----------------------------------------------------------------------------------------------------------
def layers_in_use(programme_id: UUID) -> QuerySet[LayerVersion]:
    """The published version of each layer of a programme, by number."""
    return LayerVersion.objects.filter(programme_id=programme_id, state=LayerState.PUBLISHED).order_by("number")


def layer_in_use(programme_id: UUID, number: int) -> LayerVersion | None:
    return layers_in_use(programme_id).filter(number=number).first()


def programmes_to_apply(number: int) -> list[tuple[Programme, LayerVersion | None]]:
    """Open programmes where this layer is applied for, each with its version in use; coaching works without one."""
    programmes = list(open_programmes()[:MOST_PROGRAMMES])
    used = LayerVersion.objects.filter(number=number, state=LayerState.PUBLISHED, programme__in=programmes)
    versions = {version.programme_id: version for version in used}
    rows = [(programme, versions.get(programme.pk)) for programme in programmes]
    coaching = number == LayerNumber.COACHING
    return [(p, version) for p, version in rows if coaching or (version is not None and version.needs_approval)]


def must_apply(number: int) -> bool:
    """Whether a layer is had by applying only: some open programme decides about it, and none gives it at once."""
    decided = LayerVersion.objects.filter(number=number, state=LayerState.PUBLISHED, needs_approval=True)
    deciding = list(decided.filter(programme__is_open=True).values_list("programme_id", flat=True))
    return bool(deciding) and not open_programmes().exclude(pk__in=deciding).exists()


def layers_to_apply() -> list[LayerVersion]:
    """Layers that some open programme decides about, one of each number: what else one can apply for."""
    decided = LayerVersion.objects.filter(state=LayerState.PUBLISHED, needs_approval=True, programme__is_open=True)
    by_number = {version.number: version for version in decided.order_by("-number")[:100]}
    return [by_number[number] for number in sorted(by_number)]


# -- Narrow functions ----------------------------------------------------------------------------------------------
def _ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [str(v) if isinstance(v, UUID) else v for v in values])
        return list(cursor.fetchall())


def next_reference(programme_id: UUID, year: int) -> str:
    """The next free reference of a programme in a year ("2026-0012"); whoever asks next waits for this transaction."""
    return str(_ask("SELECT next_reference(%s::uuid, %s)", programme_id, year)[0][0])


def found_company(application_id: UUID, slug: str) -> UUID | None:
    """Found the company of one's own draft, with oneself as contact; None when its number is known already.

    One at a time, so that two people who apply with the same new number at once do not both find it free.
    """
    _ask("SELECT pg_advisory_xact_lock(hashtextextended('found_company', 0))::text")
    return _ask("SELECT found_company(%s::uuid, %s)", application_id, slug)[0][0]


def known_company(application_id: UUID) -> tuple[UUID | None, list[int]]:
    """The company that already has the number of one's own draft, and its contacts. Never shown to the person."""
    rows = _ask("SELECT company_id, user_id FROM known_company(%s::uuid)", application_id)
    return (rows[0][0] if rows else None), [user_id for _company, user_id in rows if user_id is not None]


def has_open_application(company_id: UUID, programme_id: UUID, layer: int) -> bool:
    """Whether one's own company waits for a decision about this layer in this programme, whoever of it applied."""
    asked = _ask("SELECT has_open_application(%s::uuid, %s::uuid, %s)", company_id, programme_id, layer)
    return bool(asked[0][0])


@dataclass(frozen=True)
class Invited:
    """What somebody may know of a draft before they accept to help with it."""

    company: str
    programme: str
    inviter: str
    accepted: bool


def invited_to(application_id: UUID) -> Invited | None:
    """The open invitation to help with this draft, to a confirmed address of the person who asks."""
    rows = _ask("SELECT company, programme, inviter, accepted FROM find_draft_share(%s::uuid)", application_id)
    return Invited(*rows[0]) if rows else None


def accept_share(application_id: UUID) -> UUID | None:
    """Let the person who asks into the draft they were invited to; the invitation, or None when there is none."""
    return _ask("SELECT accept_draft_share(%s::uuid)", application_id)[0][0]


# -- The desk ------------------------------------------------------------------------------------------------------
def colleagues() -> QuerySet[ProgrammeMembership]:
    """Who has a role in the programme in force, now or soon; somebody with two roles stands there twice."""
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today())
    return ProgrammeMembership.objects.filter(not_over, ended_at__isnull=True)


@dataclass(frozen=True)
class Page:
    rows: list[Application]
    count: str
    more: bool

    @property
    def after(self) -> str:
        return str(self.rows[-1].pk) if self.more else ""


def desk_list(
    filters: dict[str, Any], sort: str = "", after: str = "", *, columns: Sequence[str] = (), per_page: int = PER_PAGE
) -> Page:
    """One page of the programme's applications. At the desk's default the oldest waits on top.

    columns: those of the table that are read; all when empty.
    """
    found = desk_found(filters)
    shown = _ordered(found.rows, sort or default_sort(filters), after)
    shown = shown.only(*columns) if columns else shown
    if "round__name" in columns:
        shown = shown.select_related("round")
    with found.reading():
        rows, count = list(shown[: per_page + 1]), found.counted().words
    return Page(rows[:per_page], count, len(rows) > per_page)


def desk_rows(filters: dict[str, Any], sort: str = "") -> QuerySet[Application]:
    """All of them, in the order of the page: for a file."""
    rows = desk_found(filters).rows.select_related("round").defer("answers", "pages", "declaration", "support_texts")
    return _ordered(rows.defer("motivation", "objectives", "support_evidence"), sort or default_sort(filters), "")


def default_sort(filters: dict[str, Any]) -> str:
    return "submitted" if (filters.get("view") or "todo") == "todo" else "-submitted"


def desk_found(filters: dict[str, Any]) -> Found:
    """The programme's applications that fit, in no order."""
    view = filters.get("view") or "todo"
    found = Application.objects.filter(state__in=VIEWS[view]).defer("motivation", "objectives", "support_evidence")
    found = narrowed(found, filters)
    if filters.get("q"):
        return _searched(found, str(filters["q"]))
    return Found(found)


def _searched(found: QuerySet[Application], words: str) -> Found:
    """By words of the name, the municipality, the reference, or an enterprise number in any spelling."""
    number = SPELLED_NUMBER.fullmatch(words.strip())
    digits = "".join(c for c in number[1] if c.isdigit()) if number else ""
    return matching(found, "application", digits or words)


def _ordered(found: QuerySet[Application], sort: str, after: str) -> QuerySet[Application]:
    """In this order, those after a file."""
    return _from(found, sort, _place(sort, after) if after else None)


def _place(sort: str, pk: Any) -> tuple[Any, ...] | None:
    """What a list with this order sorts a file by; None for one that is not there."""
    columns, every = _columns(sort), Application.objects.all()
    return worked_out(every, columns).filter(pk=pk).values_list(*columns).first()


def _from(
    found: QuerySet[Application], sort: str, place: tuple[Any, ...] | None, *, at: bool = False
) -> QuerySet[Application]:
    """In this order, those behind a place; at: a file that stands there too."""
    columns, down = _columns(sort), sort.startswith("-")
    found = worked_out(found, columns)
    if place:
        apart = (TupleLessThan, TupleLessThanOrEqual) if down else (TupleGreaterThan, TupleGreaterThanOrEqual)
        found = found.filter(apart[at](columns, place))
    return found.order_by(*(f"-{column}" if down else column for column in columns))


def _columns(sort: str) -> tuple[str, ...]:
    return SORTS.get(sort.removeprefix("-"), SORTS["submitted"])


@dataclass(frozen=True)
class Stand:
    """Where a file stands in a list: its number (0: it is not in it), how many there are in words, its neighbours."""

    number: int
    total: str
    ahead: UUID | None
    behind: UUID | None


def desk_stand(filters: dict[str, Any], sort: str, pk: UUID, *, among: Iterable[str] = ()) -> Stand:
    """Where a file stands in the list with these filters, also when it has left it. Counted no further than a person reads.

    among: states, of those in the list, that are gone through.
    """
    found, sort = desk_found(filters), sort or default_sort(filters)
    if among:
        found = replace(found, rows=found.rows.filter(state__in=list(among)))
    turned, place = sort[1:] if sort.startswith("-") else f"-{sort}", _place(sort, pk)
    with found.reading():
        after, before = _keys(_from(found.rows, sort, place)), _keys(_from(found.rows, turned, place, at=True))
    there = before[:1] == [str(pk)]
    others = before[1:] if there else before
    many = len(before) > MOST_READ or len(after) > MOST_READ
    total = f"{MOST_READ}+" if many else str(len(before) + len(after))
    number = len(before) if there and len(before) <= MOST_READ else 0
    return Stand(number, total, UUID(after[0]) if after else None, UUID(others[0]) if others else None)


def _keys(rows: QuerySet[Application]) -> list[str]:
    """Of a list that is gone through, as text: five hundred objects made to count them took longer than to find them."""
    return list(rows.values_list(Cast("pk", TextField()), flat=True)[: MOST_READ + 1])


@dataclass(frozen=True)
class Figure:
    label: Any
    count: int


def figures(programme_id: UUID) -> dict[str, list[Figure]]:
    """Counts by state, target group and province: what an observer sees."""
    counts: dict[str, Counter[str]] = {column: Counter() for column in ("state", "target_group", "province")}
    for cell in kept.cells(programme_id, ("target_group", "province")):
        counts[cell.cut][cell.value] += cell.applied
        counts["state"][cell.state] += cell.applied if cell.cut == "province" else 0
    return {
        column: [Figure(label, counts[column][value]) for value, label in choices if counts[column][value]]
        for column, choices in (
            ("state", S.choices),
            ("target_group", TargetGroup.choices),
            ("province", Province.choices),
        )
    }


@dataclass(frozen=True)
class Fellow:
    """A company of a cluster. state: invited | draft | sent; application: only where the reader may open it."""

    company: str
    state: str
    application: UUID | None = None

    @property
    def is_invited(self) -> bool:
        return self.state == "invited"

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def is_sent(self) -> bool:
        return self.state == "sent"


def cluster_members(cluster_id: UUID) -> list[Fellow]:
    """Who applies together, for whoever is in it or runs the programme; empty for everybody else."""
    return [
        Fellow(*row) for row in _ask("SELECT company, state, application FROM cluster_members(%s)", str(cluster_id))
    ]


def others_in_cluster(application: Application) -> int:
    """How many other companies of its cluster have sent their application."""
    if application.cluster_id is None:
        return 0
    fellows = cluster_members(application.cluster_id)
    return sum(fellow.state == "sent" and fellow.application != application.pk for fellow in fellows)


def cluster_of(application: Application) -> dict[str, Any] | None:
    """Name and members of the cluster, for a page about one of its applications."""
    if application.cluster_id is None:
        return None
    members = cluster_members(application.cluster_id)
    ((name,),) = _ask("SELECT cluster_name(%s)", str(application.cluster_id))
    return {"name": name, "others": [fellow for fellow in members if fellow.application != application.pk]}


def earlier_answers(company_id: UUID, layer: int) -> dict[str, Any]:
    """Column → answer of the company's last application for this layer, whoever of its contacts sent it; else nothing."""
    ((found,),) = _ask("SELECT earlier_answers(%s, %s)", str(company_id), layer)
    return json.loads(found) if isinstance(found, str) else found or {}
