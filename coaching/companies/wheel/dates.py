"""From the facts of one company to its dates. Pure: of the file, its facts and the span alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from coaching.companies.models import PreventionGroup
from coaching.companies.prevention.rules import SUPERVISION_MONTHS, TRAINING_MONTHS
from coaching.companies.service_years import ServiceYear, service_year, service_years
from coaching.companies.wheel import kinds
from coaching.companies.wheel.files import Counsellor, Done, Facts, File, Own
from coaching.core.ground.clock import add_months
from coaching.core.ground.wheel import Ask, Deed, Kind, Span, every, moving

EVALUATION_MONTHS = 12  # Codex I.3-6
REPORT_DAY = (4, 1)  # month and day; subject/law.md#evaluation-and-reports
FIRST_VISIT = {1: 12, 2: 12, 3: 6, 4: 6, 5: 6}  # months after the contract began, by tariff group (Codex II.3)
LOW_TARIFFS = (1, 2)  # Codex II.3
SELDOM_VISITED = (PreventionGroup.C_MINUS, PreventionGroup.D)  # Codex II.3
FIRST_ELECTIONS, ELECTIONS_EVERY = 2028, 4  # subject/law.md#who-advises
ELECTIONS_FROM = 45  # workers; subject/law.md#who-advises


def deeds(file: File, facts: Facts, span: Span) -> Iterator[Deed]:
    """All dates of these kinds, within the span."""
    years = service_years(file, span.begins, span.until)
    yield from _years(years, span)
    yield from _yearly(kinds.REINTEGRATION, years, facts, span)
    if file.body:
        yield from _yearly(kinds.VISIT, years, facts, span)
    yield from _evaluations(file, facts, span)
    yield from _reports(facts, span)
    yield from _service_visits(file, facts, span)
    for counsellor in facts.counsellors:
        yield from _counsellor(counsellor, span)
    if votes(file):
        yield from _elections(span)
    for own in facts.own:
        yield from _own(own, facts, span)


def asks(file: File, facts: Facts) -> Iterator[Ask]:
    """What is not known, said where its dates would stand."""
    del facts
    if not (file.affiliated_on and file.tariff_group and visit_months(file.group, file.tariff_group)):
        yield Ask(kinds.SERVICE_VISIT.key, _missing_of_service(file), "companies:prevention_facts")
    if not file.body:
        yield Ask(kinds.VISIT.key, _("Say who gives advice on the plans."), "companies:body")
    if file.headcount is None and file.body != "committee":
        words = _("Fill in the number of workers: from about 45 on social elections come into sight.")
        yield Ask(kinds.ELECTIONS.key, words, "companies:edit_company")


def _missing_of_service(file: File) -> str:
    lacking = [
        *([] if file.affiliated_on else [_("since when you are with your external service")]),
        *([] if file.tariff_group else [_("your tariff group")]),
        *([] if visit_months(file.group, 1) else [_("your prevention group, with C+ or C−")]),
    ]
    return _("Not known yet: %(facts)s. Fill it in once, and the date stands here.") % {"facts": ", ".join(lacking)}


# -- Service years -----------------------------------------------------------------------------------------------------
def _years(years: Iterable[ServiceYear], span: Span) -> Iterator[Deed]:
    for year in years:
        for kind, day in ((kinds.YEAR_START, year.first), (kinds.YEAR_END, year.last)):
            if span.holds(day):
                yield Deed(kind.key, day, year.label)


def _yearly(kind: Kind, years: Iterable[ServiceYear], facts: Facts, span: Span) -> Iterator[Deed]:
    """By the last day of each service year; whatever is on record for a day within it has done it."""
    told = facts.done_of(kind.key)
    for year in years:
        if span.holds(year.last):
            yield _told(Deed(kind.key, year.last, year.label), [one for one in told if one.due_on in year])


def _told(deed: Deed, found: list[Done]) -> Deed:
    """The deed with what is on record of it."""
    if not found:
        return deed
    last = found[-1]
    notes = (last.note,) if last.note else ()
    return Deed(deed.kind, deed.day, deed.about, True, last.done_on, deed.series, deed.who, deed.page, notes, deed.ref)


# -- What moves with what was done -------------------------------------------------------------------------------------
def _moved(kind: Kind, first: date, months: int, facts: Facts, span: Span) -> Iterator[Deed]:
    told = {one.done_on: one for one in facts.done_of(kind.key)}
    for due, done_on in moving(first, months, told, span):
        note = told[done_on].note if done_on else ""
        yield Deed(kind.key, due, done=done_on is not None, done_on=done_on, notes=(note,) if note else ())


def _evaluations(file: File, facts: Facts, span: Span) -> Iterator[Deed]:
    first = service_year(file, span.begins).last
    return _moved(kinds.EVALUATION, first, EVALUATION_MONTHS, facts, span)


def visit_months(group: str, tariff_group: int) -> int | None:
    """Months between two visits; None where the group is not known, or not whether C+ or C− (Codex II.3)."""
    if not group or group == PreventionGroup.C:
        return None
    return 36 if group in SELDOM_VISITED and tariff_group in LOW_TARIFFS else 24


def _service_visits(file: File, facts: Facts, span: Span) -> Iterator[Deed]:
    if not (file.affiliated_on and file.tariff_group):
        return
    months = visit_months(file.group, file.tariff_group)
    if months:
        first = add_months(file.affiliated_on, FIRST_VISIT[file.tariff_group])
        yield from _moved(kinds.SERVICE_VISIT, first, months, facts, span)


# -- On a day of the calendar ------------------------------------------------------------------------------------------
def _reports(facts: Facts, span: Span) -> Iterator[Deed]:
    told = facts.done_of(kinds.REPORT.key)
    for year in range(span.begins.year, span.until.year + 1):
        day = date(year, *REPORT_DAY)
        if span.holds(day):
            yield _told(Deed(kinds.REPORT.key, day), [one for one in told if one.due_on.year == year])


def votes(file: File) -> bool:
    """Where there is a committee or works council, or 45 workers and more (subject/law.md#who-advises)."""
    return file.body == "committee" or file.has_works_council or (file.headcount or 0) >= ELECTIONS_FROM


def elections_of(year: int) -> date:
    """The second Monday of May: within the period of the elections so far, still to be fixed by decree."""
    first = date(year, 5, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7)


def _elections(span: Span) -> Iterator[Deed]:
    for year in range(FIRST_ELECTIONS, span.until.year + 1, ELECTIONS_EVERY):
        if span.holds(elections_of(year)):
            yield Deed(kinds.ELECTIONS.key, elections_of(year))


# -- Counsellors and own dates -----------------------------------------------------------------------------------------
def _counsellor(one: Counsellor, span: Span) -> Iterator[Deed]:
    page, series = ("companies:prevention",), str(one.id)
    by = add_months(one.begins_on, TRAINING_MONTHS)
    if span.holds(by):
        trained = one.trained_on is not None
        yield Deed(kinds.TRAINING.key, by, one.name, trained, one.trained_on, series, page=page, ref=one.id)
    if one.trained_on is None:
        return
    first = add_months(one.trained_on, SUPERVISION_MONTHS)
    for due, done_on in moving(first, SUPERVISION_MONTHS, one.supervised_on, span):
        done = done_on is not None
        yield Deed(kinds.SUPERVISION.key, due, one.name, done, done_on, series, page=page, ref=one.id)


def _own(own: Own, facts: Facts, span: Span) -> Iterator[Deed]:
    """Its days until it was ended; what was done stays."""
    told = {one.due_on: one for one in facts.done_of(kinds.OWN.key) if one.own == own.id}
    days = every(own.first_on, own.every_months, span.until) if own.every_months else iter((own.first_on,))
    for day in days:
        ended = own.ended_on is not None and day >= own.ended_on
        if span.holds(day) and (day in told or not ended):
            deed = Deed(kinds.OWN.key, day, own.title, series=str(own.id), who=own.who, ref=own.id)
            yield _told(deed, [told[day]] if day in told else [])
