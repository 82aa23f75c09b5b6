"""What this app registers elsewhere: entries in the navigation, guards on its own life cycle."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.companies import guests, queries_advice
from coaching.core.ground import waiting, workflow
from coaching.core.ground.roles import Actor
from coaching.core.screen import navigation, timeline, ui
from coaching.core.screen.navigation import Entry
from riskanalysis import queries, queries_pieces, rules, waits
from riskanalysis.models import Finding, RiskAnalysis

waiting.register(*waits.KINDS, rank=1)
queries_advice.described_by(queries_pieces.named)
guests.lies_in("c/<slug:company>/analyses/<uuid:pk>/", RiskAnalysis)
navigation.register(
    "company",
    Entry(_("Risk analysis"), "riskanalysis:analyses", rules.VIEW_REPORT, "stethoscope", 30, "plans"),
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
        "risk_analysis.finalise": _("The risk analysis is final"),
        "riskanalysis.finding_added": _("A finding was added"),
        "riskanalysis.talk_added": _("A talk with workers was noted"),
    },
)


def report_is_possible(analysis: RiskAnalysis, *, by: Actor) -> None:
    """All five A's are judged, and something is found or it is said why not (subject/lives.md#risk-analysis)."""
    rules.check_ready_for_report(queries.judgements_of(analysis), Finding.objects.filter(analysis=analysis).count())


workflow.guard("risk_analysis", "draft_report", report_is_possible)

ui.tones(
    neutral="scoping superseded",
    info="prediagnosis collecting evaluating draft_report consulted",
    good="final",
)
