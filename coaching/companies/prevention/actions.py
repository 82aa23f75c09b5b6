"""How prevention is organised: the facts that are asked once, and who has which part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.models import APPOINTED, AdviserDiscipline, Company, Membership, RoleHolder, RoleKind
from coaching.companies.prevention.rules import EXTERNAL_PSYCHOSOCIAL_UNDER
from coaching.companies.queries import active
from coaching.companies.service_years import MONTHS, service_year
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor, Role
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock

NOT_YET = _("Fill in a day that has come.")
TWICE = _("This person has this part already.")


@transaction.atomic
def change_prevention(
    *, opened_with: int, by: Actor, first: Iterable[tuple[str, str, str]] = (), **facts: Any
) -> Company:
    """Change group, joint committees, external service and service year; a group keeps who chose it, and when.

    first: (kind, discipline, name) of people outside who are named at once. Raises VersionConflict when somebody saved since.
    """
    by.check(rules.EDIT)
    company = lock(Company.objects.all(), pk=by.company_key)
    company.claim_version(opened_with)
    changed = sorted(name for name, value in facts.items() if getattr(company, name) != value)
    for name in changed:
        setattr(company, name, facts[name])
    if "prevention_group" in changed:
        company.group_chosen_at, company.group_chosen_by_id = clock.now(), by.user_id
    if "year_starts" in changed and company.year_changes:
        raise Refused(_("Your service years were changed with a date. Change them again on their own page."))
    if changed:
        company.save()
    if "year_starts" in changed:  # who plans by these years refuses what would cut one
        announce("companies.years_changed", company, by=by, at=clock.now())
    if changed:
        said = {"columns": changed, "group": company.prevention_group}
        audit.record("companies.prevention_changed", company, by=by, data=said)
    for kind, discipline, name in first:
        if RoleHolder.objects.filter(
            company_id=company.pk, kind=kind, discipline=discipline, name=name, ended_at=None
        ).exists():
            continue  # named on the map since the page was opened: the facts are saved all the same
        outside: dict[str, Any] = {"works_here": False, "organisation": company.external_service}
        name_holder(by=by, kind=kind, discipline=discipline, name=name, **outside)
    return company


@transaction.atomic
def change_service_year(*, first_day: date, opened_with: int, by: Actor, at: datetime | None = None) -> Company:
    """From this day on the service years begin in its month; the year that it cuts ends the day before.

    Raises VersionConflict; Refused for a day that is no first of a month, that changes nothing, within a year of
    another change, or not within the next two years; and what who plans by these years refuses.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    today = timezone.localtime(moment).date()
    company = lock(Company.objects.all(), pk=by.company_key)
    if first_day in company.year_changes:
        raise audit.already(_("This is noted already."), "companies.years_changed", company, by=by)
    company.claim_version(opened_with)
    if first_day.day != 1 or not clock.add_months(today, -MONTHS) < first_day <= clock.add_months(today, 2 * MONTHS):
        raise Refused(_("Choose the first of a month, within the next two years."))
    if service_year(company, first_day).first == first_day:
        raise Refused(_("A service year begins on that day already."))
    near = [day for day in company.year_changes if first_day < clock.add_months(day, MONTHS)]
    if near:
        raise Refused(_("Between two changes lies a year at least."))
    company.year_changes = [*company.year_changes, first_day]
    company.save()
    audit.record("companies.years_changed", company, by=by, at=moment, data={"from": first_day.isoformat()})
    announce("companies.years_changed", company, by=by, at=moment)
    return company


@transaction.atomic
def name_holder(*, kind: str, name: str, by: Actor, person_id: int | None = None, **columns: Any) -> RoleHolder:
    """Give somebody a part from a day on. A person of the company is named by account, anybody else by name.

    Raises Refused for a part that this person may not have (subject/law.md#confidential-counsellor, FPS 2019 §2.1.3.1)
    or has already. Advisers inside and counsellors are named by who may bind the employer.
    """
    by.check(rules.APPOINT if kind in APPOINTED else rules.NAME_HOLDER)
    company = lock(Company.objects.all(), pk=by.company_key)
    columns.setdefault("begins_on", clock.today())
    holder = RoleHolder(company_id=by.company_key, kind=kind, name=name, person_id=person_id, **_kept(columns))
    _check(holder, company)
    there = _others(holder).filter(kind=kind, discipline=holder.discipline, name=name).first()
    if there:
        raise audit.already(TWICE, "companies.holder_named", there, by=by)
    holder.created_by_id = by.user_id
    holder.save(force_insert=True)
    audit.record("companies.holder_named", holder, by=by, data={"kind": kind, "discipline": holder.discipline})
    return holder


@transaction.atomic
def change_holder(*, holder_id: UUID, opened_with: int, by: Actor, **columns: Any) -> RoleHolder:
    """Change what is known of somebody with a part; the part itself stays. Days of supervision are added, none is lost.

    Raises VersionConflict, and Refused as `name_holder` and for who has it no longer.
    """
    by.check(rules.NAME_HOLDER)
    company, holder = _locked(holder_id, by)
    if holder.ended_at is not None:
        raise Refused(_("This person no longer has this part."))
    holder.claim_version(opened_with)
    kept = _kept(columns, holder)
    changed = sorted(name for name, value in kept.items() if getattr(holder, name) != value)
    if not changed:
        return holder
    for name in changed:
        setattr(holder, name, kept[name])
    _check(holder, company)
    try:
        with transaction.atomic():
            holder.save()
    except IntegrityError as error:
        raise Refused(TWICE) from error
    audit.record("companies.holder_changed", holder, by=by, data={"columns": changed})
    return holder


@transaction.atomic
def end_holder(*, holder_id: UUID, reason: str = "", by: Actor) -> RoleHolder:
    """End somebody's part, from now on; what they did stays. Of a legal adviser the body reads the reason and the day.

    Raises Refused without a reason where the body is told one, AlreadyDone when it has ended.
    """
    by.check(rules.NAME_HOLDER)
    _company, holder = _locked(holder_id, by)
    if holder.ended_at is not None:
        raise audit.already(_("This has ended already."), "companies.holder_ended", holder, by=by, reason=reason)
    if holder.ends_with_reason and not reason.strip():
        raise Refused(_("Say why: the consultation body reads the reason."))
    holder.ended_at, holder.ended_by_id, holder.end_reason = clock.now(), by.user_id, reason
    # Numbers of somebody who no longer has a part are no longer needed.
    holder.phone, holder.email, holder.agreed_to_show_on = "", "", None
    holder.save()
    audit.record("companies.holder_ended", holder, by=by, reason=reason, data={"kind": holder.kind})
    return holder


def _locked(holder_id: UUID, by: Actor) -> tuple[Company, RoleHolder]:
    """Company and holder, locked. Asked first whether this person may: what one may not change, one cannot lock."""
    company = lock(Company.objects.all(), pk=by.company_key)
    if RoleHolder.objects.filter(pk=holder_id, kind__in=APPOINTED).exists():
        by.check(rules.APPOINT)
    return company, lock(RoleHolder.objects.all(), pk=holder_id)


def _kept(columns: Mapping[str, Any], before: RoleHolder | None = None) -> dict[str, Any]:
    """Columns as they are stored: a day of supervision is added to those there are, a consent gets its day."""
    found = dict(columns)
    agrees, supervised = found.pop("agrees_to_show", None), found.pop("last_supervised_on", None)
    days = list(before.supervised_on) if before else []
    if supervised and supervised not in days:
        found["supervised_on"] = sorted([*days, supervised])
    if agrees is not None:
        since = before.agreed_to_show_on if before else None
        found["agreed_to_show_on"] = (since or clock.today()) if agrees else None
        found |= {} if agrees else {"phone": "", "email": ""}
    return found


def _check(holder: RoleHolder, company: Company) -> None:
    """Raise Refused for a part that cannot be so."""
    if holder.person_id is not None and not _of(holder).exists():
        raise Refused(_("Choose somebody who belongs to the company now."))
    inside = holder.kind == RoleKind.INTERNAL_ADVISER and holder.discipline == AdviserDiscipline.PSYCHOSOCIAL
    if inside and (company.headcount or 0) < EXTERNAL_PSYCHOSOCIAL_UNDER:
        raise Refused(_("Under 50 workers the psychosocial adviser is one of the external service."))
    if holder.kind == RoleKind.COUNSELLOR:
        _check_counsellor(holder)
    elif holder.kind in (RoleKind.EMPLOYER, RoleKind.PHYSICIAN) and _same(holder, RoleKind.COUNSELLOR):
        raise Refused(_("This person is confidential counsellor, and cannot be both."))


def _check_counsellor(holder: RoleHolder) -> None:
    """Never employer, physician or delegate of a side; agreed beforehand (subject/law.md#confidential-counsellor)."""
    if _same(holder, RoleKind.EMPLOYER, RoleKind.PHYSICIAN):
        raise Refused(_("The employer and the occupational physician cannot be confidential counsellor."))
    if holder.person_id is not None:
        roles = set(_of(holder).values_list("role", "has_mandate"))
        if any(mandate for _role, mandate in roles):
            raise Refused(_("Who may bind the employer cannot be confidential counsellor."))
        if {role for role, _mandate in roles} & {Role.EMPLOYER_BENCH.value, Role.WORKER_BENCH.value}:
            raise Refused(_("A delegate of the employer or of the workers cannot be confidential counsellor."))
    if holder.agreed_on and holder.agreed_on > holder.begins_on:
        raise Refused(_("The workers’ representatives agree beforehand: that day is not later than the beginning."))
    days: list[date | None] = [holder.trained_on, holder.agreed_on, *holder.supervised_on]
    if any(day and day > clock.today() for day in days):
        raise Refused(NOT_YET)


def _of(holder: RoleHolder) -> QuerySet[Membership]:
    """What this person is to the company now."""
    return active(Membership.objects.filter(company_id=holder.company_id, user_id=holder.person_id or 0))


def _others(holder: RoleHolder) -> QuerySet[RoleHolder]:
    return RoleHolder.objects.filter(company_id=holder.company_id, ended_at=None).exclude(pk=holder.pk)


def _same(holder: RoleHolder, *kinds: str) -> bool:
    """Whether the same person, by account or by name, has one of these parts."""
    rows = _others(holder).filter(kind__in=kinds).values_list("person_id", "name")
    name = holder.name.strip().casefold()
    return any((person and person == holder.person_id) or said.strip().casefold() == name for person, said in rows)
