"""What the evaluation of a year proposes for the next one, each with its reason. Pure: from what was gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from actionplans.enums import MeasureState
from actionplans.evaluation.figures import Standing
from actionplans.evaluation.reading import Dated, Gathered
from coaching.companies.wheel.saying import what_of
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import in_words

KEY_LENGTH = 120
SOURCES_ASK = "psychosocial"


@dataclass(frozen=True)
class Proposal:
    """key: the same as long as it is about the same. measure: as a measure it comes over, all others as a line of text."""

    key: str
    what: str
    why: str
    measure: Any = None
    taken: bool = False

    @property
    def line(self) -> str:
        """As it is written in the plan, with its reason."""
        return f"– {self.what} ({self.why})"


def proposals_of(year: Gathered) -> list[Proposal]:
    """Objectives not reached, measures that do not work, dates that were missed, findings nobody works on, what the
    sources of the psychosocial evaluation ask. In this order, each once."""
    taken = set(year.told.taken) if year.told else set()
    found: dict[str, Proposal] = {}
    for one in _all(year):
        found.setdefault(one.key, one)
    return [Proposal(one.key, one.what, one.why, one.measure, one.key in taken) for one in found.values()]


def _all(year: Gathered) -> Iterator[Proposal]:
    yield from _objectives(year)
    yield from _measures(year)
    yield from _psychosocial(year)
    yield from _findings(year)
    for dated in year.missed:
        yield _date(dated)


def _objectives(year: Gathered) -> Iterator[Proposal]:
    """What should be reached by the end of this year and is not, or was not measured."""
    for row in year.standings:
        if row.reached is True or not row.is_due(year.year.last):
            continue
        why = _why(row)
        words = [
            why % {"year": row.objective.by_year},
            *([_("now %(figure)s") % {"figure": row.now}] if row.now else []),
        ]
        yield Proposal(f"objective:{row.objective.code}", str(row.objective), "; ".join([*words, *_said(row.words)]))


def _why(row: Standing) -> str:
    if row.reached is False:
        return _("not reached by the end of %(year)s")
    return _("due in %(year)s, not reached yet") if row.now else _("due in %(year)s, not measured yet")


def _said(words: str) -> list[str]:
    return [words] if words else []


def _measures(year: Gathered) -> Iterator[Proposal]:
    """Carried out, and judged not to work well enough: something else is to be done about the same objective."""
    for row in year.measures:
        if row.measure.state == MeasureState.NOT_EFFECTIVE:
            result = in_words(row.measure.result)
            why = _("carried out in %(year)s, but it does not work well enough") % {"year": year.year.label}
            yield Proposal(
                f"measure:{row.measure.pk}", str(row.measure), "; ".join([why, *_said(result)]), measure=row.measure
            )


def _psychosocial(year: Gathered) -> Iterator[Proposal]:
    """What came of the evaluation of the psychosocial measures (Codex I.3-6)."""
    if year.told is None or not year.told.is_told:
        return
    asking = [str(line.source.title) for line in year.psychosocial.lines if line.asks]
    if year.told.changes or asking:
        why = _("evaluation of the psychosocial measures of %(year)s") % {"year": year.year.label}
        what = year.told.changes or _("Look at what these ask: %(sources)s") % {"sources": ", ".join(asking)}
        yield Proposal(SOURCES_ASK, " ".join(what.split()), why)


def _findings(year: Gathered) -> Iterator[Proposal]:
    for finding in year.loose:
        where = str(finding.work_unit) if finding.work_unit else _("the whole organisation")
        what = _("%(finding)s, %(where)s") % {"finding": f"{finding.code} {finding.hazard}", "where": where}
        colour = str(finding.get_colour_display()).split(":")[0]
        why = _("finding, %(colour)s; no measure works on it yet") % {"colour": colour}
        yield Proposal(f"finding:{finding.pk}", what, why)


def _date(dated: Dated) -> Proposal:
    line = dated.line
    if line.is_late or line.deed.done_on is None:
        why = _("was due by %(day)s and is not on record") % {"day": long_day(line.day)}
    else:
        days = {"day": long_day(line.day), "done": long_day(line.deed.done_on)}
        why = _("was due by %(day)s, done on %(done)s") % days
    return Proposal(
        f"date:{dated.key}"[:KEY_LENGTH],
        _("In time: %(what)s") % {"what": what_of(line)},
        "; ".join([why, *_said(dated.why)]),
    )
