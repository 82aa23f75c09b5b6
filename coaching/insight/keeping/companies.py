"""Erasing a company: its file goes, whole. What was decided and paid with public money stays, without a word of the company.

Run by the worker's login in a system context; the web cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q

from coaching.companies.models import Company, Mandate
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.insight.keeping import words
from coaching.insight.keeping.report import Report, Stuck
from coaching.insight.keeping.tables import owned
from coaching.insight.keeping.traces import forget_cached, forget_files, forget_lists
from coaching.programmes.enums import OPEN_STATES
from coaching.programmes.models import Application
from coaching.trajectories.enums import ExpenseState, TrajectoryState
from coaching.trajectories.models import CoachingSession, ExpenseStatement, Trajectory

MONEY = "decided and paid with public money: the programme accounts for it for ten years (subject/privacy.md#retention)"
# Rows that stay once something was applied for: these columns with words stay as they are, all others are emptied. Keys,
# days and amounts stay.
STAYS: dict[type[models.Model], frozenset[str]] = {
    Company: frozenset({"province", "language"}),
    Application: frozenset(
        {
            "reference",
            "state",
            "province",
            "language",
            "target_group",
            "referral_channel",
            "proposed_verb",
            "nace_version",
        }
    ),
    Trajectory: frozenset({"state", "state_before_hold", "clock_steps"}),
    CoachingSession: frozenset({"kind"}),
    ExpenseStatement: frozenset({"number", "state", "payee", "iban"}),
    Mandate: frozenset({"discipline"}),
}
NUMBERS = frozenset({"headcount", "blue_collar", "high_skilled"})  # with a province they tell which company it was
OVER = (TrajectoryState.CLOSED, TrajectoryState.STOPPED)


@transaction.atomic
def erase_company(*, company: Company, reason: str, by: Actor) -> Report:
    """Raises Stuck, with one clear line, when somebody is still waiting for something that hangs on this company."""
    _refuse_stuck(company)
    report = Report(f"company {company.pk}")
    sought = _words(company, report)
    programmes = frozenset(Application.objects.filter(company=company).values_list("programme_id", flat=True))
    slug, told = company.slug, _said(company)
    keeps_money = Application.objects.filter(company=company).exclude(state="draft").exists()
    stays: frozenset[type[models.Model]] = frozenset(STAYS) if keeps_money else frozenset()
    forget_lists(Q(address__startswith=f"/c/{slug}/") | _desks(programmes), report)
    _forget_records(company.pk, stays, report)
    _delete(company.pk, stays, report)
    for model in stays:
        _empty(model, company.pk, report)
    within = words.Within(frozenset({company.pk}), programmes)
    words.replace(sought, within, report)
    words.replace_in_records(sought, within, report)
    transaction.on_commit(lambda: forget_cached([*told, slug, str(company.pk)], Report("")), robust=True)
    data = report.plain()
    audit.record("companies.file_erased", Company(pk=company.pk), by=by, reason=_without(reason, told), data=data)
    return report


def _refuse_stuck(company: Company) -> None:
    going = Trajectory.objects.filter(company=company).exclude(state__in=OVER).first()
    if going:
        raise Stuck(f"its coaching is still going on ({going.state}): close or stop it first")
    waiting = Application.objects.filter(company=company, state__in=OPEN_STATES).first()
    if waiting:
        raise Stuck(f"application {waiting.reference} still waits for a decision: decide or withdraw it first")
    unpaid = ExpenseStatement.objects.filter(company=company, state=ExpenseState.SUBMITTED).first()
    if unpaid:
        raise Stuck(f"statement of expenses {unpaid.number} is not settled: a coach waits for money")


def _said(company: Company) -> list[str]:
    """How the company is called, and its numbers, now and before."""
    numbers = [company.enterprise_number or "", *map(str, company.former_numbers or [])]
    names = {company.name, *Application.objects.filter(company=company).values_list("company_name", flat=True)}
    return [one for one in (*sorted(names), *numbers) if one]


def _words(company: Company, report: Report) -> list[words.Sought]:
    sought: list[words.Sought] = []
    for one in _said(company):
        digits = one.replace(".", "").replace(" ", "")
        if digits.isdigit():
            sought.append(words.number(digits))
        elif Company.objects.filter(name__iexact=one).exclude(pk=company.pk).exists():
            report.keeps("its name in shared texts", "another company has the same name", 1)
        else:
            sought += words.name(one)
    return sought


def _desks(programmes: Iterable[UUID]) -> Q:
    from coaching.programmes.models import Programme  # noqa: PLC0415 - named here alone

    found = Q(pk=None)
    for slug in Programme.objects.filter(pk__in=programmes).values_list("slug", flat=True):
        found |= Q(address__startswith=f"/p/{slug}/")
    return found | Q(address__startswith="/coach/")


def _forget_records(company_id: UUID, stays: frozenset[type[models.Model]], report: Report) -> None:
    kept = sorted(model._meta.label_lower for model in stays if model is not Company)
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_records_of_company(%s, %s)", [str(company_id), kept])
        report.did("core_auditevent, companies_adviseradvice: lines gone or emptied", cursor.fetchone()[0])


def _delete(company_id: UUID, stays: frozenset[type[models.Model]], report: Report) -> None:
    """Every table of the company but those that stay, whatever the order in which they hang on each other."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    written_by_function = {"core_auditevent", "companies_adviseradvice"}
    left = [one for one in reversed(owned()) if one.table not in written_by_function]
    left = [one for one in left if one.model not in stays or one.model is Application]
    while left:
        later = []
        for one in left:
            rows = one.model._default_manager.filter(pk__in=one.rows(company_id).values("pk"))
            if one.model in stays:  # drafts go in any case
                rows = rows.filter(state="draft")
            try:
                with transaction.atomic():
                    forget_files(rows, report)
                    report.did(one.table, rows._raw_delete(rows.db) or 0)
            except IntegrityError:
                later.append(one)
        if len(later) == len(left):
            raise LookupError(f"these tables hang on each other: {[one.table for one in later]}")
        left = later


def _empty(model: type[models.Model], company_id: UUID, report: Report) -> None:
    """Take every word out of the rows that stay, but those columns that say what was decided."""
    rows = model._default_manager.filter(**{"pk" if model is Company else "company_id": company_id})
    values = emptied(model)
    if model is Company:
        values.update(name=words.GONE, slug=f"erased-{uuid4().hex[:12]}")
    count = rows.update(**values) if values else rows.count()
    report.keeps(model._meta.db_table, MONEY, count)


def emptied(model: type[models.Model]) -> dict[str, Any]:
    """Column → what it holds once the words of such a row are gone; columns of `STAYS` are not among them."""
    return {field.attname: _nothing(field) for field in model._meta.concrete_fields if _is_emptied(model, field)}


def _is_emptied(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    if field.generated or field.attname in STAYS[model]:
        return False
    wordy = isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField | models.FileField)
    return wordy or (field.attname in NUMBERS and field.null)


def _nothing(field: models.Field[Any, Any]) -> Any:
    if field.null:
        return None
    if isinstance(field, ArrayField):
        return []
    return field.get_default() if field.has_default() else ""


def _without(text: str, said: Iterable[str]) -> str:
    """A reason goes into the trail, which is kept: it names nobody."""
    for one in sorted(said, key=len, reverse=True):
        text = text.replace(one, words.GONE)
    return text
