"""Talks, observations and summary figures that feed the analysis. Never a worker's name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, sent_before
from riskanalysis import rules
from riskanalysis.actions.access import Which, check_unit, held_for_editing, keys_of
from riskanalysis.models import AnalysisTalk, RiskAnalysis

FIELDS = ("held_on", "kind", "work_unit_id", "invited", "present", "summary")


def _check(analysis: RiskAnalysis, held: AnalysisTalk) -> None:
    check_unit(analysis, held.work_unit_id)
    if held.invited is not None and held.present > held.invited:
        raise Refused(_("More people took part than were invited. Check both numbers."))
    if held.kind == AnalysisTalk.Kind.SURVEY:
        rules.check_group_size(held.present)


@transaction.atomic
def add_talk(*, analysis: Which, by: Actor, at: datetime | None = None, **values: Any) -> AnalysisTalk:
    """Record a talk, an observation, an interview or a survey's summary figures (participation: Codex I.3-1).

    values: held_on, kind, work_unit (or None), invited, present, summary. Survey figures about fewer than ten people
    are refused. Raises PermissionDenied or Refused.
    """
    analysis = held_for_editing(analysis, by)
    held = AnalysisTalk(**values, **keys_of(analysis))
    _check(analysis, held)
    if there := sent_before(held):
        return there
    held.save(force_insert=True)
    audit.record("riskanalysis.talk_added", held, by=by, at=at)
    return held


@transaction.atomic
def edit_talk(*, talk: Any, by: Actor, **values: Any) -> AnalysisTalk:
    """Correct a talk while the analysis is open. Raises PermissionDenied or Refused."""
    analysis = held_for_editing(talk.analysis_id, by)
    held = lock(AnalysisTalk.objects.all(), pk=talk.pk)
    for name, value in values.items():
        setattr(held, name, value)
    _check(analysis, held)
    held.save(update_fields=FIELDS)
    audit.record("riskanalysis.talk_edited", held, by=by)
    return held


@transaction.atomic
def delete_talk(*, talk: Any, by: Actor) -> None:
    """Take a talk away while the analysis is open. Raises PermissionDenied or Refused."""
    held_for_editing(talk.analysis_id, by)
    found = AnalysisTalk.objects.filter(pk=talk.pk).first()
    if found is None:
        raise Refused(_("This was deleted already."))
    audit.record("riskanalysis.talk_deleted", found, by=by)
    found.delete()
