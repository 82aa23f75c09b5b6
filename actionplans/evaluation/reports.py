"""The evaluation of a year on paper. Plain values only, in the active language."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans import rules
from actionplans.enums import AdviceKind, Reply
from actionplans.evaluation import reading
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.priorities import proposals_of
from actionplans.evaluation.reading import Gathered
from actionplans.values import charts
from coaching.companies.models import Company
from coaching.companies.reports_advice import advisers_of
from coaching.companies.wheel.saying import state_of, what_of
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import figure, in_words
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import enterprise, euro

KIND = "year-evaluation"


@report(
    KIND,
    label=gettext_lazy("Evaluation of a year"),
    model="actionplans.yearevaluation",
    permission=(rules.VIEW, rules.VIEW_ADVICE),
)
def year_evaluation(told: YearEvaluation, language: str) -> ReportData:
    """What is known of the year, what was asked, the evaluation of the psychosocial measures, and what it proposes."""
    del language
    company = Company.objects.get(pk=told.company_id)
    known = reading.gather(company, told.period, clock.today(), inside=False)
    context = {
        "year": known.year.label,
        "facts": _facts(known),
        "texts": [{"title": title, "text": text} for title, text in _texts(known) if text],
        "measures": [_measure(row) for row in known.measures],
        "money": [euro(known.money.planned), euro(known.money.spent)],
        "objectives": [
            {
                "objective": str(row.objective),
                "aim": in_words(row.aim) or "–",
                "now": ", ".join(filter(None, (row.now, row.words))) or "–",
                "reached": capfirst(row.label),
            }
            for row in known.standings
        ],
        "values": charts.rows_of([row.measured for row in known.standings if row.measured.last]),
        "advice": [_advice(one) for one in known.advice],
        "dates": [_date(row) for row in known.dates],
        "made": [{"what": one.what, "day": _short(one.day)} for one in known.made],
        "psychosocial": _psychosocial(known),
        "advisers": advisers_of(told.piece_id),
        "proposals": [{"what": one.what, "why": one.why} for one in proposals_of(known)],
    }
    title = _("Evaluation of %(year)s, %(company)s") % {"year": known.year.label, "company": company.name}
    return ReportData(title, "actionplans/pdf/year_evaluation.html", context, _audience(told))


def _audience(told: YearEvaluation) -> tuple[Hat, ...]:
    """The body opens it once it was told."""
    insiders = (Hat.CONTACT, Hat.COACH)
    return (*insiders, Hat.CPBW) if told.is_told else insiders


def _short(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _facts(known: Gathered) -> list[tuple[str, str]]:
    company, told = known.company, known.told
    number = enterprise(company.enterprise_number) if company.enterprise_number else ""
    plan = capfirst(str(known.plan.get_state_display())) if known.plan else _("There is no plan of this year.")
    days = {"first": long_day(known.year.first), "last": long_day(known.year.last)}
    found = [
        (_("Company"), ", ".join(filter(None, (company.name, number)))),
        (_("Service year"), _("%(first)s to %(last)s") % days),
        (_("Yearly plan"), plan),
    ]
    if told and told.accidents is not None:
        found.append((_("Accidents at work, whole company"), figure(told.accidents)))
    if told and told.absence_percent is not None:
        found.append((_("Absence by illness, whole company"), f"{figure(told.absence_percent)}\u00a0%"))
    return [(str(label), value) for label, value in found]


def _texts(known: Gathered) -> list[tuple[str, str]]:
    return [
        (_("What the year brought"), known.results),
        (_("What the consultation body said"), known.plan.body_said if known.plan else ""),
        (_("What should be different next year"), known.lessons),
    ]


def _measure(row: Any) -> dict[str, str]:
    words = [row.became, row.why, in_words(row.measure.result)]
    return {
        "measure": str(row.measure),
        "state": capfirst(str(row.measure.get_state_display())),
        "became": "; ".join(word for word in words if word) or "–",
    }


def _advice(one: Any) -> dict[str, str]:
    about = _("Yearly plan %(year)s") % {"year": one.annual_plan} if one.annual_plan else ""
    if one.global_plan:
        about = _("Five-year plan %(plan)s") % {"plan": one.global_plan}
    said = [str(AdviceKind(one.advice_kind).label) if one.advice_kind else _("no advice yet"), one.advice_text]
    answer = [str(Reply(one.answer).label) if one.answer else _("no answer yet"), one.answer_text]
    return {
        "about": about or _("A plan"),
        "said": ": ".join(filter(None, said)),
        "remarks": str(one.remark_count),
        "answer": ": ".join(filter(None, answer)),
    }


def _date(row: reading.Dated) -> dict[str, Any]:
    line = row.line
    done = _("done on %(day)s") % {"day": _short(line.deed.done_on)} if line.deed.done_on else ""
    return {
        "day": _short(line.day),
        "what": what_of(line),
        "state": "; ".join(filter(None, (capfirst(state_of(line.state)), done))),
        "why": row.why or ("–" if not row.is_missed else _("no reason given")),
        "is_late": row.is_missed,
    }


def _psychosocial(known: Gathered) -> dict[str, Any]:
    """Nothing but that it is due, while it is not on record."""
    told, due = known.told, known.psychosocial.due
    if told is None or not told.is_told or told.evaluated_on is None:
        return {"on": "", "due": long_day(due.day) if due else ""}
    return {
        "on": long_day(told.evaluated_on),
        "adviser": told.adviser,
        "without": told.without_adviser,
        "sources": [
            {"title": str(line.source.title), "seen": capfirst(str(line.label))} for line in known.psychosocial.lines
        ],
        "works": told.works,
        "changes": told.changes,
    }
