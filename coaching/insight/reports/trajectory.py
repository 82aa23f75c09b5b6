"""The report of a trajectory, from approval to closing. Two kinds: the whole one for company and coach, and the one for
the programme, which holds states, dates, hours and the final report, but no findings, measures or advice.

Two kinds and not one that changes with its reader: versions of a document are counted per kind, and nobody may find out
from a gap that another version exists.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.enums import CARRIED_OUT, IN_FORCE, AdviceRequestState, MeasureState
from actionplans.models import (
    AdviceRequest,
    GlobalPreventionPlan,
    ObjectiveFinding,
    PreventionMeasure,
    Remark,
)
from actionplans.queries.indicators import sentence_of
from actionplans.values import charts
from actionplans.values.queries import objectives_standing
from coaching.coaches.models import Coach
from coaching.companies.models import Company, ConsultationBody
from coaching.core.ground import people
from coaching.core.ground.figures import figure, in_words
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import enterprise
from coaching.insight.reports.words import date_of, day, short
from coaching.programmes import rules as programme_rules
from coaching.programmes.models import Application, Programme
from coaching.trajectories import queries as trajectories
from coaching.trajectories import rules
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import CoachingSession, Trajectory
from riskanalysis import queries as risks
from riskanalysis.enums import SHOWN, AnalysisState, Colour
from riskanalysis.models import RiskAnalysis

FULL, FOR_PROGRAMME = "trajectory-report", "trajectory-summary"
MOST = 500  # lines of one table; more than a trajectory of twenty hours ever makes


def _head(row: Trajectory) -> dict[str, Any]:
    """Who, where it stands, and the clock."""
    application = Application.objects.only("reference", "company_name", "enterprise_number").get(pk=row.application_id)
    company = Company.objects.only("name", "enterprise_number", "postcode", "municipality").filter(pk=row.company_id)
    known = company.first()
    coach = Coach.objects.only("name").filter(pk=row.coach_id).first() if row.coach_id else None
    names = people.names_of(people.user_ids("contacts_of", row.company_id))
    late = row.started_on is not None and row.started_on > row.start_due_on
    return {
        "company": known.name if known else application.company_name,
        "number": enterprise((known or application).enterprise_number),
        "place": f"{known.postcode} {known.municipality}".strip() if known else "",
        "programme": Programme.objects.only("name").get(pk=row.programme_id).name,
        "reference": application.reference,
        "coach": coach.name if coach else "",
        "contacts": ", ".join(sorted(names.values())),
        "status": capfirst(str(row.get_state_display())),
        "approved": day(row.approved_on),
        "due": day(row.start_due_on),
        "started": day(row.started_on),
        "in_time": "" if row.started_on is None else _("after the date") if late else _("in time"),
        "ended": day(row.closed_at or row.stopped_at),
        "closed": row.state == TrajectoryState.CLOSED,
    }


def _hours(row: Trajectory) -> dict[str, Any]:
    hours = trajectories.hours_of(row)
    return {"used": figure(hours.used), "budget": figure(hours.budget), "left": figure(hours.left), "over": hours.over}


def _sessions(row: Trajectory, *, words: bool) -> list[dict[str, Any]]:
    """In order of date; what was agreed only where the reader may know it."""
    found = CoachingSession.objects.filter(trajectory_id=row.pk).order_by("held_on", "id")
    found = found if words else found.only(*trajectories.ADMIN_SESSION_COLUMNS)
    return [
        {
            "date": short(line.held_on),
            "kind": capfirst(str(line.get_kind_display())),
            "hours": figure(line.hours),
            "agreed": line.agreed if words else "",
        }
        for line in found[:MOST]
    ]


def _milestones(row: Trajectory, more: list[tuple[Any, Any]]) -> list[dict[str, str]]:
    """What happened when, in order; what did not happen is left out."""
    known: list[tuple[Any, Any]] = [
        (_("Application approved, the clock starts"), row.approved_on),
        (_("The coach accepted"), row.coach_accepted_at),
        (_("First session"), row.started_on),
        *more,
        (_("Last session"), row.last_session_on if row.last_session_on != row.started_on else None),
        (_("Trajectory stopped"), row.stopped_at),
        (_("Trajectory closed"), row.closed_at),
    ]
    dated = [(str(what), moment) for what, moment in known if moment is not None]
    order = sorted(range(len(dated)), key=lambda n: (date_of(dated[n][1]), n))
    return [{"what": dated[n][0], "when": day(dated[n][1])} for n in order]


# -- The analysis -----------------------------------------------------------------------------------------------------
def _latest_analysis(row: Trajectory) -> RiskAnalysis | None:
    """The one in force, else the latest whose report may be read."""
    found = RiskAnalysis.objects.filter(piece__in=trajectories.pieces_of(row), state__in=SHOWN)
    newest = found.order_by("-version_no", "-created_at")
    return newest.filter(state=AnalysisState.FINAL).first() or newest.first()


def _analysis(analysis: RiskAnalysis | None) -> dict[str, Any] | None:
    """The five A's at a glance: judgement per A, heat map per work unit, findings per colour."""
    if analysis is None:
        return None
    findings = risks.findings_of(analysis)
    heat = risks.heatmap(risks.units_of(analysis), findings)
    return {
        "title": analysis.title,
        "status": capfirst(str(analysis.get_state_display())),
        "final": day(analysis.finalised_at),
        "aspects": [
            {
                "code": view.aspect.value,
                "name": capfirst(str(view.aspect.label)),
                "letter": str(view.letter),
                "colour": view.judgement.colour if view.judgement else "",
                "summary": view.judgement.summary if view.judgement else "",
            }
            for view in risks.by_aspect(analysis, findings)
        ],
        "heatmap": [
            {
                "name": line.name,
                "cells": [
                    {"colour": cell.colour, "letter": str(cell.letter), "count": cell.count} for cell in line.cells
                ],
            }
            for line in heat
        ],
        "colours": [
            {
                "label": str(colour.label).split(":")[0],
                "colour": colour.value,
                "count": sum(finding.colour == colour for finding in findings),
            }
            for colour in Colour
        ],
    }


# -- The plans --------------------------------------------------------------------------------------------------------
def _plan_in_force(row: Trajectory) -> GlobalPreventionPlan | None:
    found = GlobalPreventionPlan.objects.filter(piece__in=trajectories.pieces_of(row), state__in=IN_FORCE)
    return found.order_by("-start_year", "-version_no").first()


def _objectives(plan: GlobalPreventionPlan | None) -> list[dict[str, Any]]:
    """Each with how it stands by its values, in words, and what its picture is drawn from."""
    rows = objectives_standing(plan.pk)[:MOST] if plan else []
    return [
        {
            "code": row.objective.code,
            "text": in_words(row.objective.text),
            "indicator": sentence_of(row.objective),
            "standing": row.standing.label.capitalize() if row.points else "",
            "chart": charts.plain_of(row) if row.points else None,
        }
        for row in rows
    ]


def _measures(row: Trajectory) -> list[PreventionMeasure]:
    found = PreventionMeasure.objects.filter(piece__in=trajectories.pieces_of(row), plan__state__in=IN_FORCE)
    return list(found.select_related("plan").order_by("plan__year", "due_on", "code")[:MOST])


def _scores_before(measures: list[PreventionMeasure]) -> dict[Any, Any]:
    """Objective → highest Kinney score of its findings: one query for all measures."""
    ties = ObjectiveFinding.objects.filter(objective_id__in={row.objective_id for row in measures})
    worst: dict[Any, Any] = {}
    for objective, score in ties.values_list("objective_id", "finding__kinney_score"):
        if score is not None:
            worst[objective] = max(score, worst.get(objective, score))
    return worst


def _by_state(measures: list[PreventionMeasure]) -> list[dict[str, Any]]:
    """Measures per state, with the Kinney score before and after where it was judged again."""
    before = _scores_before(measures)
    groups = []
    for state in MeasureState:
        rows = [row for row in measures if row.state == state]
        if rows:
            lines = [_measure(row, before.get(row.objective_id)) for row in rows]
            groups.append({"state": capfirst(str(state.label)), "count": len(rows), "measures": lines})
    return groups


def _measure(row: PreventionMeasure, before: Any) -> dict[str, Any]:
    judged = row.new_kinney_score is not None
    return {
        "code": row.code,
        "what": row.what,
        "year": row.plan.label,
        "when": short(row.done_on or row.due_on),
        "result": row.result,
        "reached": figure(row.workers_reached),
        "before": figure(before) if judged else "",
        "after": figure(row.new_kinney_score),
    }


def _advice(row: Trajectory) -> list[dict[str, Any]]:
    """What the consultation body said and what became of it: no names, no sides."""
    given = (AdviceRequestState.ADVISED, AdviceRequestState.ANSWERED, AdviceRequestState.CLOSED)
    found = AdviceRequest.objects.filter(piece__in=trajectories.pieces_of(row), state__in=given).defer("frozen")
    advice_requests = list(found.select_related("global_plan", "annual_plan").order_by("advised_at", "id")[:MOST])
    replies: dict[Any, list[str]] = {}
    for advice_request, reply in Remark.objects.filter(advice_request__in=advice_requests).values_list(
        "advice_request_id", "reply"
    ):
        replies.setdefault(advice_request, []).append(reply)
    return [
        {
            "plan": _("Global prevention plan %(period)s") % {"period": advice_request.global_plan}
            if advice_request.global_plan
            else _("Annual action plan %(year)s") % {"year": advice_request.annual_plan},
            "when": short(advice_request.advised_at),
            "advice": capfirst(str(advice_request.get_advice_kind_display())),
            "answer": capfirst(str(advice_request.get_answer_display())) if advice_request.answer else "",
            "reasons": advice_request.answer_text,
            "remarks": len(replies.get(advice_request.pk, [])),
            "followed": sum(reply in {"accepted", "partial"} for reply in replies.get(advice_request.pk, [])),
        }
        for advice_request in advice_requests
    ]


def _not_yet(found: list[tuple[Any, Any]]) -> list[str]:
    """What a trajectory still lacks, a line each, in place of sections with nothing in them."""
    return [str(words) for there, words in found if not there]


def _commitment(done: int, total: int | None) -> dict[str, Any]:
    """The result that the company engages for: at least one measure really carried out (SERV 2021 §3)."""
    return {"kept": done > 0, "done": done, "total": total}


@report(
    FULL,
    label=gettext_lazy("Trajectory report"),
    model="trajectories.trajectory",
    permission=rules.VIEW_LOG,
    house=True,
)
def trajectory_report(row: Trajectory, language: str) -> ReportData:
    """Everything from approval to closing, for company and coach."""
    del language
    analysis, plan, measures = _latest_analysis(row), _plan_in_force(row), _measures(row)
    kept = [measure for measure in measures if measure.state != MeasureState.CANCELLED]
    done = sum(measure.state in CARRIED_OUT for measure in kept)
    body = ConsultationBody.objects.filter(company_id=row.company_id).first()
    head = _head(row)
    more: list[tuple[Any, Any]] = [
        (_("Risk analysis final"), analysis.finalised_at if analysis else None),
        (_("Global prevention plan in force"), plan.active_from_at if plan else None),
    ]
    sessions, advice, objectives = _sessions(row, words=True), _advice(row), _objectives(plan)
    groups = _by_state(measures)
    context = {
        "subtitle": head["company"],
        "head": head,
        "hours": _hours(row),
        "full": True,
        "body": capfirst(str(body.get_kind_display())) if body else "",
        "sessions": sessions,
        "milestones": _milestones(row, more),
        "analysis": _analysis(analysis),
        "objectives": objectives,
        "period": str(plan or ""),
        "groups": groups,
        "advice": advice,
        "commitment": _commitment(done, len(kept)),
        "final_report": row.final_report,
        "not_yet": _not_yet(
            [
                (sessions, _("No session has been held yet.")),
                (analysis, _("There is no report of a risk analysis yet.")),
                (objectives, _("No global prevention plan is in force yet.")),
                (groups, _("No measures have been adopted yet.")),
                (advice, _("No advice has been given yet.")),
                (row.final_report, _("The coach has not written the final report yet.")),
            ]
        ),
    }
    return ReportData(_title(head), "insight/pdf/trajectory_report.html", context, (Hat.CONTACT, Hat.COACH))


@report(
    FOR_PROGRAMME,
    label=gettext_lazy("Trajectory report for the programme"),
    model="trajectories.trajectory",
    permission=programme_rules.VIEW_FILES,
    house=True,
)
def trajectory_summary(row: Trajectory, language: str) -> ReportData:
    """What the programme may know of a trajectory: no findings, no titles of measures, nobody of the body."""
    del language
    with connection.cursor() as cursor:
        cursor.execute("SELECT carried_out_measures(%s)", [row.pk])
        done = cursor.fetchone()[0] or 0
    head, sessions = _head(row), _sessions(row, words=False)
    context = {
        "subtitle": head["company"],
        "head": head,
        "hours": _hours(row),
        "full": False,
        "sessions": sessions,
        "milestones": _milestones(row, []),
        "commitment": _commitment(done, None),
        "final_report": row.final_report,
        "not_yet": _not_yet(
            [
                (sessions, _("No session has been held yet.")),
                (row.final_report, _("The coach has not written the final report yet.")),
            ]
        ),
    }
    return ReportData(_title(head), "insight/pdf/trajectory_report.html", context, (Hat.ADMIN,))


def _title(head: dict[str, Any]) -> str:
    return _("Trajectory report %(reference)s, %(company)s") % {
        "reference": head["reference"],
        "company": head["company"],
    }
