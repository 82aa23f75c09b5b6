"""A spreadsheet that is handed in: kept, rehearsed as often as one likes, and brought into the file as a whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.bringing.common import Bringing, Brought, Target
from actionplans.actions.bringing.five_years import FiveYearPlan
from actionplans.actions.bringing.measures import ActionList
from actionplans.actions.bringing.risks import Risks
from actionplans.enums import FROM_ELSEWHERE, ImportKind
from actionplans.importing.headings import Reading
from actionplans.importing.reading import Sheet, sheet_of
from actionplans.models import PlanImport
from coaching.companies.models import Company
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.reading.faults import Fault
from coaching.core.reading.files import Unreadable
from coaching.core.tenancy.models import lock, sent_before

KINDS: dict[str, type[Bringing]] = {
    ImportKind.RISKS: Risks,
    ImportKind.MEASURES: ActionList,
    ImportKind.FIVE_YEARS: FiveYearPlan,
}
MOST_KEPT = 300  # lines of what would be made, faults and notes that the page goes on showing


@transaction.atomic
def import_plan(
    *,
    content: bytes,
    kind: str,
    by: Actor,
    reading: Reading | None = None,
    target: Target | None = None,
    rehearsal: bool = False,
    at: datetime | None = None,
) -> Brought:
    """All rows of a file by the actions of the forms, or none when there is a fault. rehearsal: nothing stays written.

    What stands there already is left as it is and noted, so that the same file once more changes nothing. Raises
    Unreadable when the file is no table of this kind; Refused when there is nothing that the rows can go into.
    """
    by.check(rules.IMPORT)
    moment, reading = at or clock.now(), reading or Reading()
    sheet = sheet_of(content, kind, reading)
    _refuse_headings(sheet, kind)
    with transaction.atomic():
        done = KINDS[kind](reading, target or Target(), by, moment).bring(sheet)
        if rehearsal or done.faults:
            transaction.set_rollback(True)
    if not rehearsal and not done.faults:
        company = Company.objects.get(pk=by.company_key)
        data = {"kind": str(kind), "rows": done.rows, **done.counted()}
        audit.record("actionplans.plan_imported", company, by=by, at=moment, data=data)
    return done


def _refuse_headings(sheet: Sheet, kind: str) -> None:
    """Raises Unreadable: unknown ones, ones that occur twice, ones that are missing."""
    if sheet.unknown:
        raise Unreadable("unknown columns: " + ", ".join(heading[:60] for heading in sheet.unknown[:20]))
    if sheet.twice:
        raise Unreadable("columns that occur twice: " + ", ".join(sheet.twice))
    if missing := sheet.missing(kind):
        raise Unreadable("missing columns: " + ", ".join(one.name for one in missing))


@transaction.atomic
def hand_in(
    *, kind: str, name: str, content: bytes, by: Actor, plan_id: UUID | None = None, at: datetime | None = None
) -> PlanImport:
    """Keep a file, with how the last one of its kind was read. Raises Unreadable when it is no table."""
    by.check(rules.IMPORT)
    if kind not in FROM_ELSEWHERE:
        raise Refused(_("Choose what the file holds."))
    reading = Reading.of(_last_reading(by.company_key, kind))
    sheet_of(content, kind, reading)
    kept = PlanImport(
        company_id=by.company_key,
        kind=kind,
        file_name=name[:100],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        reading=reading.as_json(),
        made_by_id=by.user_id,
        created_at=at or clock.now(),
    )
    if there := sent_before(kept):
        return there
    kept.save(force_insert=True)
    data = {"kind": str(kind), "sha256": kept.sha256}
    audit.record("actionplans.plan_file_handed_in", kept, by=by, at=kept.created_at, data=data)
    return kept


def _last_reading(company_id: UUID, kind: str) -> dict[str, Any]:
    last = PlanImport.objects.filter(company_id=company_id, kind=kind).exclude(reading={})
    found: dict[str, Any] = last.order_by("-created_at").values_list("reading", flat=True).first() or {}
    return found


@transaction.atomic
def rehearse(
    *, kept: PlanImport, reading: Reading, target: Target, by: Actor, at: datetime | None = None
) -> PlanImport:
    """Remember how the file is read and where it goes, and say what it would make. Raises Unreadable or Refused."""
    by.check(rules.IMPORT)
    kept = _open(kept, by)
    done = import_plan(
        content=bytes(kept.content or b""), kind=kept.kind, by=by, reading=reading, target=target, rehearsal=True, at=at
    )
    kept.reading, kept.target, kept.outcome = reading.as_json(), _told(target), _outcome(done)
    kept.save(update_fields=["reading", "target", "outcome"])
    return kept


@transaction.atomic
def bring_in(*, kept: PlanImport, by: Actor, at: datetime | None = None) -> PlanImport:
    """Write what was rehearsed. When something changed meanwhile and is a fault now, nothing is written and it is named.

    Raises Unreadable, Refused, or AlreadyDone for who clicks twice.
    """
    by.check(rules.IMPORT)
    kept = _open(kept, by)
    if not kept.outcome:
        raise Refused(_("First look at what the file would make."))
    done = import_plan(
        content=bytes(kept.content or b""),
        kind=kept.kind,
        by=by,
        reading=Reading.of(kept.reading),
        target=_target(kept.target),
        at=at,
    )
    kept.outcome = _outcome(done)
    if not done.faults:
        kept.done_at, kept.content = at or clock.now(), None
        data = {"kind": str(kept.kind), "rows": done.rows, "sha256": kept.sha256}
        audit.record("actionplans.plan_file_brought_in", kept, by=by, at=kept.done_at, data=data)
    kept.save(update_fields=["outcome", "done_at", "content"])
    return kept


@transaction.atomic
def throw_away(*, kept: PlanImport, by: Actor, at: datetime | None = None) -> None:
    """The file goes; how it was read is remembered. Raises Refused when it was brought in."""
    by.check(rules.IMPORT)
    kept = _open(kept, by)
    kept.content, kept.outcome, kept.gone_at = None, {}, at or clock.now()
    kept.save(update_fields=["content", "outcome", "gone_at"])
    audit.record("actionplans.plan_file_thrown_away", kept, by=by, at=kept.gone_at)


def _open(kept: PlanImport, by: Actor) -> PlanImport:
    kept = lock(PlanImport.objects.all(), pk=kept.pk)
    if kept.done_at:
        raise audit.already(_("This file was brought in already."), "actionplans.plan_file_brought_in", kept, by=by)
    if kept.content is None:
        raise Refused(_("This file is not kept any more. Hand it in again."))
    return kept


def _told(target: Target) -> dict[str, Any]:
    return {"key": str(target.key) if target.key else "", "ready": target.ready}


def _target(told: dict[str, Any]) -> Target:
    return Target(UUID(told["key"]) if told.get("key") else None, bool(told.get("ready")))


def _outcome(done: Brought) -> dict[str, Any]:
    """As the page shows it: of long lists the first lines, and how many there are."""

    def shown(rows: list[Fault]) -> list[dict[str, Any]]:
        return [row.as_json() for row in rows[:MOST_KEPT]]

    return {
        "rows": done.rows,
        "into": done.into,
        "counts": done.counted(),
        "made": [one.as_json() for one in done.made[:MOST_KEPT]],
        "made_count": len(done.made),
        "faults": shown(done.faults),
        "fault_count": len(done.faults),
        "notes": shown(done.notes),
        "note_count": len(done.notes),
    }
