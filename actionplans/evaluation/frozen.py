"""The evaluation of the year before, as it goes along with a yearly plan to the consultation body (ADR 0073)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from actionplans.evaluation.reading import Gathered, gather
from actionplans.models import AnnualActionPlan
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.companies.wheel.saying import what_of
from coaching.core.ground import clock
from coaching.core.ground.days import long_day


def before(plan: AnnualActionPlan, company: Company) -> list[dict[str, Any]]:
    """Parts of a frozen plan, E1, E2…: what is known now of the year before; none while nobody said anything of it."""
    year = service_year(company, plan.first_day - timedelta(days=1))
    known = gather(company, year, clock.today(), inside=False)
    if not known.is_said:
        return []
    parts = [(title, text.strip()) for title, text in _parts(known) if text.strip()]
    named = _("Evaluation of %(year)s") % {"year": year.label}
    return [
        {"code": f"E{number}", "title": f"{named}: {title}", "text": text}
        for number, (title, text) in enumerate(parts, 1)
    ]


def _parts(known: Gathered) -> list[tuple[str, str]]:
    return [
        (_("what the year brought"), known.results),
        (_("what became of each measure"), "\n".join(_measures(known))),
        (_("objectives"), "\n".join(f"{row.objective}: {row.label}{_now(row.now)}" for row in known.standings)),
        (_("dates that were missed, and why"), "\n".join(_missed(known))),
        (_("psychosocial measures"), psychosocial_words(known)),
        (_("what should be different next year"), known.lessons),
    ]


def _now(figure: str) -> str:
    return f" ({figure})" if figure else ""


def _measures(known: Gathered) -> list[str]:
    lines = []
    for row in known.measures:
        became = ", ".join(filter(None, (str(row.measure.get_state_display()), row.became)))
        lines.append(f"{row.measure}: {became}" + (f" – {row.why}" if row.why else ""))
    return lines


def _missed(known: Gathered) -> list[str]:
    return [f"{what_of(row.line)}, {long_day(row.line.day)}: {row.why or _('no reason given')}" for row in known.missed]


def psychosocial_words(known: Gathered) -> str:
    """The yearly evaluation of the psychosocial measures in a few lines; "" while it is not on record."""
    told = known.told
    if told is None or told.evaluated_on is None or not told.is_told:
        return ""
    who = (
        _("With the psychosocial adviser: %(name)s.") % {"name": told.adviser}
        if told.adviser
        else _("Without a psychosocial adviser: %(why)s") % {"why": told.without_adviser}
    )
    seen = [f"{line.source.title}: {line.label}" for line in known.psychosocial.lines if line.seen]
    day = _("Evaluated on %(day)s (Codex I.3-6).") % {"day": long_day(told.evaluated_on)}
    return "\n".join([f"{day} {who}", *seen, told.works, told.changes])
