"""What something else set off: a new counsellor or a new service has to be named in the work rules. Lines with their cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.companies.wheel.files import Facts, File

WORK_RULES = "work_rules"


@dataclass(frozen=True)
class Trigger:
    """words: what to do; cause: what set it off, on the day since; done_on: when it was done."""

    words: str
    cause: str
    since: date
    cause_id: UUID
    done_on: date | None = None


def triggers(file: File, facts: Facts, begins: date) -> list[Trigger]:
    """Of what happened since the file's first service year, the last first."""
    return sorted(_found(file, facts, begins), key=lambda one: (one.since, one.cause), reverse=True)


def _found(file: File, facts: Facts, begins: date) -> Iterator[Trigger]:
    words = _("Put it in the work rules")
    for one in facts.counsellors:
        if one.begins_on >= begins:
            cause = _("new confidential counsellor: %(name)s, since %(day)s") % {
                "name": one.name,
                "day": date_format(one.begins_on, "SHORT_DATE_FORMAT"),
            }
            yield Trigger(words, cause, one.begins_on, one.id, _done(facts, one.begins_on, one.id))
    if file.affiliated_on and file.affiliated_on >= begins:
        cause = _("another external service: %(name)s, since %(day)s") % {
            "name": file.external_service or "–",
            "day": date_format(file.affiliated_on, "SHORT_DATE_FORMAT"),
        }
        yield Trigger(words, cause, file.affiliated_on, file.id, _done(facts, file.affiliated_on, file.id))


def _done(facts: Facts, since: date, cause: UUID) -> date | None:
    told = [one for one in facts.done_of(WORK_RULES) if (one.due_on, one.cause) == (since, cause)]
    return told[0].done_on if told else None
