"""What this app registers elsewhere: entries in the navigation, guards on its own life cycle."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.companies import guests, queries_advice
from coaching.core.ground import waiting, workflow
from coaching.core.ground.roles import Actor
from coaching.core.screen import navigation, timeline, ui
from coaching.core.screen.navigation import Entry
from riskanalysis import queries, queries_pieces, rules, waits
from riskanalysis.changes import waits as changes
from riskanalysis.models import Finding, RiskAnalysis

waiting.register(*waits.KINDS, *changes.KINDS, rank=1)
queries_advice.described_by(queries_pieces.named)
guests.lies_in("c/<slug:company>/analyses/<uuid:pk>/", RiskAnalysis)
navigation.register(
    "company",
    Entry(
        _("Risk analysis"), "riskanalysis:analyses", rules.VIEW_REPORT, "stethoscope", 30, "plans", folders=("changes",)
    ),
    Entry(_("Documents"), "core:documents", "companies.view", "file-text", 80, "company"),
)

timeline.register(
    "analysis",
    {
        "risk_analysis.opened": _("A risk analysis was begun"),
        "risk_analysis.collect": _("Collecting findings began"),
        "risk_analysis.evaluate": _("Evaluating the findings began"),
        "risk_analysis.draft_report": _("The report of the risk analysis was drafted"),
        "risk_analysis.consult": _("The report was discussed with the workers"),
        "risk_analysis.participation_explained": _("How workers took part was written down"),
        "risk_analysis.decided": _("The employer decided about the specific situation"),
        "riskanalysis.analysis_planned": _("A risk analysis was planned"),
        "risk_analysis.finalise": _("The risk analysis is final"),
        "riskanalysis.change_checked": _("A change in the work was looked at"),
        "riskanalysis.change_put_right": _("The answers about a change were put right"),
        "riskanalysis.finding_added": _("A finding was added"),
        "riskanalysis.talk_added": _("A talk with workers was noted"),
    },
)


def report_is_possible(analysis: RiskAnalysis, *, by: Actor) -> None:
    """The A's it looks at are judged, and something is found or it is said why not (subject/lives.md#risk-analysis)."""
    findings = Finding.objects.filter(analysis=analysis).count()
    rules.check_ready_for_report(queries.judgements_of(analysis), findings, analysis.aspects)


def workers_took_part(analysis: RiskAnalysis, *, by: Actor) -> None:
    """On record, or with a reason that the body reads: from the draft on, so that it does (Codex I.3-1)."""
    rules.check_participation(queries.talks_with_workers(analysis), analysis.participation_note)


def everything_is_judged_again(analysis: RiskAnalysis, *, by: Actor) -> None:
    """What was taken over from before is no finding until somebody judged it again (ADR 0064)."""
    rules.check_judged_again(Finding.objects.filter(analysis=analysis, to_judge=True).count())


workflow.guard("risk_analysis", "draft_report", report_is_possible)
workflow.guard("risk_analysis", "draft_report", everything_is_judged_again)
workflow.guard("risk_analysis", "draft_report", workers_took_part)
workflow.guard("risk_analysis", "finalise", workers_took_part)

ui.tones(
    neutral="scoping superseded",
    info="prediagnosis collecting evaluating draft_report consulted",
    good="final",
)
