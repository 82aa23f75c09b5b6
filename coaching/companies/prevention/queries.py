"""The role map: who has which part in prevention, who does what at each step, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from coaching.companies.models import (
    AdviserDiscipline,
    Company,
    ConsultationBody,
    Membership,
    PreventionGroup,
    RoleHolder,
    RoleKind,
    Side,
)
from coaching.companies.prevention import rules as law
from coaching.companies.queries import active, body_of
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS_FILE = Path(__file__).parents[1] / "data" / "role_steps.json"
RECENT = timedelta(days=365)  # how long an adviser's end stands on the page (own choice)
STEPS: dict[str, StrOrPromise] = {
    "analysis": gettext_lazy("Analysis"),
    "plan": pgettext_lazy("step of prevention", "Plan"),
    "advice": gettext_lazy("Advice"),
    "work": gettext_lazy("Carrying out"),
    "evaluation": gettext_lazy("Evaluation"),
}
# Lines of the map, in its order: the kind of its holders and their discipline; None: not of psychosocial aspects.
PARTS: dict[str, tuple[str, str | None]] = {
    "employer": (RoleKind.EMPLOYER.value, ""),
    "line": (RoleKind.LINE.value, ""),
    "internal_adviser": (RoleKind.INTERNAL_ADVISER.value, None),
    "external_adviser": (RoleKind.EXTERNAL_ADVISER.value, None),
    "psychosocial_adviser": (RoleKind.EXTERNAL_ADVISER.value, AdviserDiscipline.PSYCHOSOCIAL.value),
    "physician": (RoleKind.PHYSICIAN.value, ""),
    "counsellor": (RoleKind.COUNSELLOR.value, ""),
    "hr": (RoleKind.HR.value, ""),
    "steering_group": (RoleKind.STEERING_GROUP.value, ""),
}
BODY = "body"

# Delegates of a side (subject/law.md#confidential-counsellor); who may bind the employer besides.
NO_COUNSELLOR = (Role.EMPLOYER_BENCH.value, Role.WORKER_BENCH.value)


def label_of(part: str) -> str:
    """What a line of the map is called."""
    if part == BODY:
        return _("consultation body")
    return _("psychosocial adviser") if part == "psychosocial_adviser" else str(RoleKind(PARTS[part][0]).label)


def part_of(holder: RoleHolder) -> str:
    """The line on which somebody stands."""
    advises = holder.kind in (RoleKind.INTERNAL_ADVISER, RoleKind.EXTERNAL_ADVISER)
    return (
        "psychosocial_adviser" if advises and holder.discipline == AdviserDiscipline.PSYCHOSOCIAL else str(holder.kind)
    )


@dataclass(frozen=True)
class Held:
    """Somebody on a line. holder: None when it follows from what is known already (People, the group, the body)."""

    name: str
    note: str = ""
    holder: RoleHolder | None = None
    dues: list[law.Due] = field(default_factory=list)
    has_left: bool = False
    clashes: bool = False  # a counsellor who has become what a counsellor may not be
    is_known: bool = False  # from People: the page says so, a paper need not


@dataclass(frozen=True)
class Deed:
    """What a part does at a step; not a duty: a practice that worked elsewhere."""

    step: StrOrPromise
    text: str
    source: str
    is_duty: bool


@dataclass(frozen=True)
class Line:
    """A part with its people and its deeds, one for each step in the order of STEPS (None: nothing there)."""

    part: str
    label: str
    people: list[Held]
    deeds: list[Deed | None]
    missing: list[law.Missing]


@dataclass(frozen=True)
class RoleMap:
    """Everything that page and paper show."""

    company: Company
    lines: list[Line]
    missing: list[law.Missing]
    ended: list[RoleHolder]
    is_outweighed: bool
    unusual: str
    body: ConsultationBody | None


@cache
def _steps() -> dict[tuple[str, str], dict[str, object]]:
    rows = json.loads(STEPS_FILE.read_text(encoding="utf-8"))
    return {(row["part"], row["step"]): row for row in rows}


def deeds_of(part: str) -> list[Deed | None]:
    """In the active language."""
    language = (get_language() or "nl")[:2]

    def one(step: str) -> Deed | None:
        row = _steps().get((part, step))
        if row is None:
            return None
        words = row["words"]
        assert isinstance(words, dict)
        return Deed(STEPS[step], words.get(language) or words["nl"], law.told(str(row["source"])), bool(row["duty"]))

    return [one(step) for step in STEPS]


def holders(company_id: UUID) -> QuerySet[RoleHolder]:
    """Who has a part today. The company is always named: a paper may be made outside its place."""
    return RoleHolder.objects.filter(company_id=company_id, ended_at=None).order_by("begins_on", "name")


def ended_advisers(company_id: UUID, today: date) -> QuerySet[RoleHolder]:
    """Advisers whose part ended in the last year: the body reads the reason and the day."""
    found = RoleHolder.objects.filter(company_id=company_id, ended_at__date__gt=today - RECENT)
    return found.exclude(end_reason="").order_by("-ended_at")


def role_map(company_id: UUID) -> RoleMap:
    """Who does what in this company today; the same few queries however many people there are."""
    today, company = clock.today(), Company.objects.get(pk=company_id)
    members = list(active(Membership.objects.filter(company_id=company_id)))
    names, found, body = names_of(row.user_id for row in members), list(holders(company_id)), body_of(company_id)
    people = {part: list(_people(part, found, members, names, company, today)) for part in PARTS}
    if not people["steering_group"] and (company.headcount or 0) < law.STEERING_GROUP_FROM:
        del people["steering_group"]
    people[BODY] = _of_body(body, members, names)
    lacking = law.missing(_organised(company, body, people))
    lines = [
        Line(part, capfirst(label_of(part)), there, deeds_of(part), [one for one in lacking if one.part == part])
        for part, there in people.items()
    ]
    return RoleMap(
        company,
        lines,
        lacking,
        list(ended_advisers(company_id, today)),
        law.outweighed(one.holder.side for one in people.get("steering_group", ()) if one.holder and not one.has_left),
        law.unusual_group(group=company.prevention_group, headcount=company.headcount),
        body,
    )


def _people(
    part: str,
    found: Iterable[RoleHolder],
    members: list[Membership],
    names: dict[int, str],
    company: Company,
    today: date,
) -> Iterator[Held]:
    """Those who were named; else those who follow from what the company said elsewhere."""
    elsewhere = {row.user_id for row in members if row.has_mandate or row.role in NO_COUNSELLOR}
    belong, named = {row.user_id for row in members}, [row for row in found if part_of(row) == part]
    for row in named:
        counsels = row.kind == RoleKind.COUNSELLOR
        dues = law.counsellor_dues(row, today) if counsels else []
        gone = row.person_id is not None and row.person_id not in belong
        clashes = counsels and row.person_id in elsewhere
        yield Held(names.get(row.person_id or 0, row.name), note_of(row), row, dues, gone, clashes)
    role, mandate = {"employer": (Role.CONTACT, True), "internal_adviser": (Role.PREVENTION_ADVISER, False)}.get(
        part, (None, False)
    )
    if role is None or (named and part == "employer"):
        return
    known = {row.person_id for row in named}
    for member in members:
        if member.role == role and member.has_mandate == mandate and member.user_id not in known:
            yield Held(names.get(member.user_id, "–"), _("from the page People"), is_known=True)
    if part == "internal_adviser" and not named and company.prevention_group == PreventionGroup.D:
        yield Held(_("the employer"), _("group D"))


def note_of(row: RoleHolder) -> str:
    """Discipline, side and organisation, as far as they are told."""
    told = row.discipline and row.discipline != AdviserDiscipline.PSYCHOSOCIAL  # its line says so already
    discipline = str(AdviserDiscipline(row.discipline).label) if told else ""
    side = str(Side(row.side).label) if row.side else ""
    return ", ".join(filter(None, (discipline, side, row.organisation)))


def _of_body(body: ConsultationBody | None, members: list[Membership], names: dict[int, str]) -> list[Held]:
    """The body and its secretary; who sits on which bench tells of a union, and stays on the body's own page."""
    if body is None:
        return []
    secretaries = [names.get(row.user_id, "–") for row in members if row.role == Role.SECRETARY]
    return [Held(capfirst(str(body))), *(Held(name, _("secretary")) for name in secretaries)]


def _organised(company: Company, body: ConsultationBody | None, people: dict[str, list[Held]]) -> law.Organised:
    parts = [_part(part, one) for part, there in people.items() for one in there if part in PARTS and not one.has_left]
    return law.Organised(
        company.headcount,
        company.prevention_group,
        company.external_service,
        company.affiliated_on,
        company.tariff_group,
        body.kind if body else "",
        parts,
    )


def _part(part: str, one: Held) -> law.Part:
    if one.holder is None:
        return law.Part(PARTS[part][0])
    return law.Part(one.holder.kind, one.holder.discipline, one.holder.works_here)


def choosable(company_id: UUID) -> list[tuple[int, str]]:
    """People of the company with an account, by name: (user id, name)."""
    rows = active(Membership.objects.filter(company_id=company_id)).values_list("user_id", flat=True)
    return sorted(names_of(rows).items(), key=lambda pair: pair[1])
