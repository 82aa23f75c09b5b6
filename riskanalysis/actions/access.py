"""Taking hold of an analysis before changing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock
from riskanalysis import rules
from riskanalysis.enums import EDITABLE
from riskanalysis.models import AnalysisUnit, RiskAnalysis

Which = RiskAnalysis | UUID  # the record, or its key


def held(analysis: Which) -> RiskAnalysis:
    """The analysis, locked for this transaction."""
    return lock(RiskAnalysis.objects.all(), pk=getattr(analysis, "pk", analysis))


def held_for_editing(analysis: Which, by: Actor) -> RiskAnalysis:
    """The analysis, locked, when `by` may edit and its report is not there yet. Raises PermissionDenied or Refused."""
    by.check(rules.EDIT)
    found = held(analysis)
    if found.state not in EDITABLE:
        raise Refused(no_longer_changed(found))
    return found


def no_longer_changed(analysis: RiskAnalysis) -> str:
    return _("This analysis can no longer be changed: the status is now “%(state)s”.") % {
        "state": analysis.get_state_display()
    }


def keys_of(analysis: RiskAnalysis) -> dict[str, Any]:
    """What each part of an analysis carries besides its own columns."""
    return {
        "analysis": analysis,
        "piece_id": analysis.piece_id,
        "company_id": analysis.company_id,
    }


def check_unit(analysis: RiskAnalysis, unit_id: Any) -> None:
    """A talk or a finding is about a work unit that takes part."""
    if unit_id and not AnalysisUnit.objects.filter(analysis=analysis, work_unit_id=unit_id).exists():
        raise Refused(_("This work unit does not take part in the analysis. Add it to the scope first."))
