"""What people do in a risk analysis."""

from riskanalysis.actions.access import no_longer_changed
from riskanalysis.actions.analysis import open_analysis, prediagnose, set_scope, start_collecting, start_evaluating
from riskanalysis.actions.collecting import add_talk, delete_talk, edit_talk
from riskanalysis.actions.judging import add_finding, delete_finding, edit_finding, judge_aspect
from riskanalysis.actions.planning import begin_planned, change_planned, drop_planned, plan_analysis
from riskanalysis.actions.reporting import (
    consult,
    decide_situation,
    draft_report,
    explain_participation,
    finalise,
    reopen,
    request_report,
)
from riskanalysis.scopes import Request

__all__ = [
    "begin_planned",
    "change_planned",
    "drop_planned",
    "plan_analysis",
    "Request",
    "add_talk",
    "add_finding",
    "consult",
    "decide_situation",
    "delete_talk",
    "delete_finding",
    "draft_report",
    "no_longer_changed",
    "edit_talk",
    "edit_finding",
    "explain_participation",
    "finalise",
    "judge_aspect",
    "open_analysis",
    "prediagnose",
    "reopen",
    "request_report",
    "set_scope",
    "start_collecting",
    "start_evaluating",
]
