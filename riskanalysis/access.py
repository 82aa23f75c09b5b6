"""Who may do what with risk analyses and findings."""

from __future__ import annotations

from coaching.companies.access import MY_BODY, MY_COMPANY
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    DELETE,
    INSERT,
    UPDATE,
    Function,
    Key,
    Question,
    Rows,
    Table,
    among,
    edit,
    full,
    hats,
    read,
)
from coaching.trajectories.access import MY_TRAJECTORY

PART = ("trajectory_id", "company_id", "programme_id")
FILE = ("company_id", "programme_id")
SHOWN_ANALYSIS = among(
    "of an analysis whose report the own consultation body has", "analyses_for_body()", "analysis_id"
)
ANALYSIS_EDITABLE = Rows(
    "while the analysis has no report",
    "EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id "
    "AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))",
)
REPORTED = Rows("from the draft report on", "state IN ('draft_report', 'consulted', 'final', 'superseded')")

TABLES = (
    Table(
        "riskanalysis_analysisunit",
        "work units in an analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(MY_TRAJECTORY) + edit(MY_TRAJECTORY & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
    ),
    Table(
        "riskanalysis_aspectjudgement",
        "what was judged per aspect of work",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(MY_TRAJECTORY) + edit(MY_TRAJECTORY & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART),),
    ),
    Table(
        "riskanalysis_consultation",
        "talks with workers for an analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.COACH: read(MY_TRAJECTORY) + edit(MY_TRAJECTORY & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
    ),
    Table(
        "riskanalysis_finding",
        "findings of a risk analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(MY_TRAJECTORY) + edit(MY_TRAJECTORY & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
    ),
    Table(
        "riskanalysis_riskanalysis",
        "risk analyses",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & REPORTED),
            Hat.COACH: full(MY_TRAJECTORY),
        },
        keys=(Key("trajectory_id", "trajectories_trajectory", FILE),),
    ),
)
FUNCTIONS = (
    Function("analyses_for_body()", "analyses that the own consultation body may see", hats(Hat.CPBW, Hat.SYSTEM)),
)
QUESTIONS = (
    Question("Who may read a finding?", "riskanalysis_finding", ("description",)),
    Question("Who may change a finding?", "riskanalysis_finding", ("description",), (INSERT, UPDATE, DELETE)),
)
