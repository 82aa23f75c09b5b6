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
from riskanalysis.actions.access import check_unit, held_for_editing, keys_of
from riskanalysis.models import Consultation

FIELDS = ("held_on", "kind", "work_unit_id", "invited", "present", "summary")


def _check(analysis: Any, talk: Consultation) -> None:
    check_unit(analysis, talk.work_unit_id)
    if talk.invited is not None and talk.present > talk.invited:
        raise Refused(_("More people took part than were invited. Check both numbers."))
    if talk.kind == Consultation.Kind.SURVEY:
        rules.check_group_size(talk.present)


@transaction.atomic
def add_consultation(*, analysis: Any, by: Actor, at: datetime | None = None, **values: Any) -> Consultation:
    """Record a talk, an observation, an interview or a survey's summary figures (participation: Codex I.3-1).

    values: held_on, kind, work_unit (or None), invited, present, summary. Survey figures about fewer than ten people
    are refused. Raises PermissionDenied or Refused.
    """
    analysis = held_for_editing(analysis, by)
    talk = Consultation(**values, **keys_of(analysis))
    _check(analysis, talk)
    if there := sent_before(talk):
        return there
    talk.save(force_insert=True)
    audit.record("riskanalysis.consultation_added", talk, by=by, at=at)
    return talk


@transaction.atomic
def edit_consultation(*, consultation: Any, by: Actor, **values: Any) -> Consultation:
    """Correct a talk while the analysis is open. Raises PermissionDenied or Refused."""
    analysis = held_for_editing(consultation.analysis_id, by)
    talk = lock(Consultation.objects.all(), pk=consultation.pk)
    for name, value in values.items():
        setattr(talk, name, value)
    _check(analysis, talk)
    talk.save(update_fields=FIELDS)
    audit.record("riskanalysis.consultation_edited", talk, by=by)
    return talk


@transaction.atomic
def delete_consultation(*, consultation: Any, by: Actor) -> None:
    """Take a talk away while the analysis is open. Raises PermissionDenied or Refused."""
    held_for_editing(consultation.analysis_id, by)
    found = Consultation.objects.filter(pk=consultation.pk).first()
    if found is None:
        raise Refused(_("This was deleted already."))
    audit.record("riskanalysis.consultation_deleted", found, by=by)
    found.delete()
