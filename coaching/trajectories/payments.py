"""Statements as the accounts department works with them: who is paid, on which account, with which reference, how much.

The structured communication is ours, so that company, coach and programme find a payment again: year, number of the
application and number of the statement, with the two check digits of Belgian credit transfers (OGM-VCS, modulo 97;
Febelfin, Banking standards for online banking, 2023).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from stdnum import iban
from stdnum.be import ogm_vcs

from coaching.core.ground.periods import within
from coaching.core.ground.search import containing
from coaching.trajectories.enums import ExpenseState
from coaching.trajectories.models import ExpenseStatement

MOST_AT_ONCE = 200  # statements settled by one click: each writes a mail and a line of the trail
NUMBERED = re.compile(r"20(\d\d)-(\d{4,6})")  # a reference of ours (next_reference); an imported one may be anything
MOST_STATEMENTS = 99  # two figures of the communication
IN_SEARCH = re.compile(r"[+*/\s]+")
SORTS = {
    **{
        f"{sign}{name}": (f"{sign}{column}", f"{sign}id")
        for name, column in (
            ("company", "trajectory__company_name"),
            ("payee", "payee"),
            ("date", "submitted_at"),
            ("hours", "hours"),
            ("amount", "subsidy_eur"),
        )
        for sign in ("", "-")
    },
    "-date": ("-submitted_at", "id"),
}


# What the list and its totals read of a statement, by the names that its rows have.
SHOWN = ("pk", "number", "payee", "iban", "submitted_at", "hours", "subsidy_eur")
JOINED = {
    "whose": F("trajectory__company_name"),
    "coach": F("trajectory__coach_id"),
    "coach_name": F("trajectory__coach__name"),
    "reference": F("trajectory__application__reference"),
}


@dataclass(frozen=True)
class Totals:
    """Of all statements in a list: how many, and what they come to."""

    count: int
    euro: Decimal
    without_account: int


def structured(reference: str, number: int) -> str:
    """The twelve figures for the payment of a statement; "" where the application's reference is not of our making."""
    found = NUMBERED.fullmatch(reference)
    if found is None or not 0 < number <= MOST_STATEMENTS:
        return ""
    base = f"{found[1]}{int(found[2]):06d}{number:02d}"
    return base + ogm_vcs.calc_check_digits(base)


def in_groups(digits: str) -> str:
    """260/0001/23412, as it stands between plus signs; "" for none."""
    return ogm_vcs.format(digits) if digits else ""


def communication(statement: ExpenseStatement) -> str:
    """What is written with the payment: the structured communication, else reference and number in words."""
    reference = statement.trajectory.application.reference
    return in_groups(structured(reference, statement.number)) or f"{reference}/{statement.number}"


def written(statement: ExpenseStatement) -> str:
    """The same as one writes it: a structured communication stands between plus signs."""
    return written_for(statement.trajectory.application.reference, statement.number)


def written_for(reference: str, number: int) -> str:
    """What `written` says of the statement with this number of the application with this reference."""
    digits = structured(reference, number)
    return f"+++{in_groups(digits)}+++" if digits else f"{reference}/{number}"


def account_in_groups(number: str) -> str:
    """BE71 0961 2345 6769; "" for none."""
    return iban.format(number) if number else ""


def listed(filters: Mapping[str, Any], state: str, sort: str = "") -> QuerySet[ExpenseStatement]:
    """The programme's statements in a state: what waits longest first, of what is settled the last handed in, unless sorted
    otherwise. filters: of `PaymentsForm`.
    """
    found = ExpenseStatement.objects.filter(state=state).select_related("trajectory__coach", "trajectory__application")
    if words := filters.get("q"):
        found = found.filter(_matching(str(words)))
    if account := filters.get("account"):
        found = found.filter(iban="") if account == "none" else found.exclude(iban="")
    found = found.filter(within("submitted_at", filters.get("first"), filters.get("last")))
    if (least := filters.get("least")) is not None:
        found = found.filter(subsidy_eur__gte=least)
    if (most := filters.get("most")) is not None:
        found = found.filter(subsidy_eur__lte=most)
    return found.order_by(*SORTS.get(sort, SORTS["date" if state == ExpenseState.SUBMITTED else "-date"]))


def _matching(words: str) -> Q:
    """By company, payee, coach, reference, account number or structured communication, in any spelling."""
    bare = IN_SEARCH.sub("", words)
    file = ("company_name", "coach__name", "application__reference")
    names = containing(words, "payee", *(f"trajectory__{name}" for name in file))
    found: Q = names | Q(iban__icontains=bare) if bare else names
    if re.fullmatch(r"\d{12}", bare) and ogm_vcs.is_valid(bare):
        reference, number = f"20{bare[:2]}-{int(bare[2:8]):04d}", int(bare[8:10])
        found |= Q(trajectory__application__reference=reference, number=number)
    return found


def in_short(rows: QuerySet[ExpenseStatement]) -> Any:
    """The same rows with what the list shows of them and no more: four records made for each row took a third of the page."""
    return rows.select_related(None).annotate(**JOINED).values_list(*SHOWN, *JOINED, named=True)


def totals(rows: QuerySet[ExpenseStatement]) -> Totals:
    """One query."""
    told = rows.order_by().aggregate(n=Count("*"), euro=Sum("subsidy_eur"), bare=Count(Value(1), filter=Q(iban="")))
    return Totals(told["n"], told["euro"] or Decimal(0), told["bare"])


def mark_of(rows: Iterable[ExpenseStatement]) -> str:
    """A short mark of what a page showed: which statements, how much, on which account."""
    lines = sorted(f"{row.pk} {row.subsidy_eur} {row.iban}" for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def waiting(ids: Iterable[Any]) -> list[ExpenseStatement]:
    """Of these statements those that wait to be settled."""
    rows = ExpenseStatement.objects.filter(pk__in=list(ids), state=ExpenseState.SUBMITTED)
    return list(
        rows.select_related("trajectory__coach", "trajectory__application").order_by("payee", "submitted_at", "id")
    )
