"""What people do in a risk analysis."""

from riskanalysis.actions.analysis import open_analysis, prediagnose, set_scope, start_collecting, start_evaluating
from riskanalysis.actions.collecting import add_talk, delete_talk, edit_talk
from riskanalysis.actions.judging import add_finding, delete_finding, edit_finding, judge_aspect
from riskanalysis.actions.reporting import consult, draft_report, finalise, reopen, request_report

__all__ = [
    "add_talk",
    "add_finding",
    "consult",
    "delete_talk",
    "delete_finding",
    "draft_report",
    "edit_talk",
    "edit_finding",
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
