"""What an analysis may look at: its kind, its units, its subjects, and that nobody looks at the same already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coaching.companies.models import EstablishmentUnit, WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from riskanalysis import queries, scopes
from riskanalysis.enums import ENDED, AnalysisKind, AskedBy, SubFactor
from riskanalysis.models import RiskAnalysis
from riskanalysis.scopes import Request


@dataclass(frozen=True)
class Scope:
    """Kind, units (keys), place and subjects as an analysis keeps them."""

    kind: str
    units: tuple[UUID, ...] = ()
    establishment_id: UUID | None = None
    parts: list[str] = field(default_factory=list)
    asked: Request | None = None

    @property
    def rows(self) -> list[UUID]:
        return [*self.units, *([self.establishment_id] if self.establishment_id else [])]

    @property
    def key(self) -> str:
        return "" if self.kind == AnalysisKind.WHOLE else scopes.key(self.rows, self.parts)

    @property
    def columns(self) -> dict[str, Any]:
        asked = self.asked
        return {
            "kind": self.kind,
            "parts": self.parts,
            "establishment_id": self.establishment_id,
            "scope_key": self.key,
            "asked_by": asked.asked_by if asked else "",
            "asked_on": asked.asked_on if asked else None,
            "decide_by": asked.decide_by if asked else None,
        }


def wanted(
    *,
    kind: str,
    work_units: Iterable[WorkUnit],
    establishment: EstablishmentUnit | None,
    parts: Collection[str],
    asked: Request | None,
    by: Actor,
) -> Scope:
    """The scope of a new analysis. Raises Refused when it is none, or none of this kind."""
    if kind not in AnalysisKind.values:
        raise Refused(_("Choose what the analysis looks at."))
    if kind == AnalysisKind.WHOLE:
        return Scope(kind)
    own = WorkUnit.objects.filter(company_id=by.company_key, pk__in=[unit.pk for unit in work_units])
    units = sorted(own.values_list("pk", "headcount"), key=str)
    if kind == AnalysisKind.SITUATION:
        _check_request(asked)
        _check_collective(units)
    else:
        asked = None
    scope = Scope(
        kind, tuple(pk for pk, _count in units), establishment.pk if establishment else None, _known(parts), asked
    )
    _check_narrow(scope)
    return scope


def rescoped(analysis: RiskAnalysis, units: Collection[Any], parts: Collection[str]) -> Scope:
    """What a part looks at after a change of its units or subjects. Raises Refused."""
    own = WorkUnit.objects.filter(company_id=analysis.company_id, pk__in=units).values_list("pk", "headcount")
    found = sorted(own, key=str)
    if analysis.is_situation:
        _check_collective(found)
    scope = Scope(analysis.kind, tuple(pk for pk, _count in found), analysis.establishment_id, _known(parts))
    _check_narrow(scope)
    return scope


def _known(parts: Collection[str]) -> list[str]:
    """In their fixed order; all of them is the same as none chosen."""
    found = [factor.value for factor in SubFactor if factor.value in set(parts)]
    return [] if len(found) == len(SubFactor) else found


def _check_narrow(scope: Scope) -> None:
    if not scope.rows and not scope.parts:
        raise Refused(
            _("Choose the units, the place or the subjects that it looks at. Without them it is of the whole.")
        )


def _check_request(asked: Request | None) -> None:
    if asked is None or asked.asked_by not in AskedBy.values or not asked.asked_on:
        raise Refused(_("Say who asked for the analysis of the situation, and when."))
    if asked.asked_on > clock.today():
        raise Refused(_("This date is still to come. Record the request when it has been made."))


def _check_collective(units: Collection[tuple[UUID, int]]) -> None:
    """A specific situation is a team's, never one person's: individual requests stay outside (FPS 2019 §2.1.1)."""
    if not units:
        raise Refused(_("Choose the team that the situation is about."))
    if sum(count for _pk, count in units) == 1:
        raise Refused(
            _("One person works there. What is about one person goes to the adviser or the counsellor, not here.")
        )


def check_free(company_id: UUID, scope: Scope, *, by: Actor, but: RiskAnalysis | None = None) -> None:
    """Refused, or AlreadyDone for who clicks twice, when an open one of this kind looks at one of these squares."""
    if not queries.runs(company_id, scope.kind, scope.rows, scope.parts, but=but):
        return
    message = (
        _("There is an analysis in progress already. Finish that one first.")
        if scope.kind == AnalysisKind.WHOLE
        else _("An analysis of one of these parts is in progress already. Finish that one first.")
    )
    there = RiskAnalysis.objects.filter(company_id=company_id, kind=scope.kind).exclude(state__in=ENDED)
    same = there.filter(scope_key=scope.key).first() if but is None else None
    raise audit.already(message, "risk_analysis.opened", same, by=by) if same else Refused(message)
