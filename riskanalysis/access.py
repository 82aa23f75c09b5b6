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
REPORTED = Rows("from the draft report on", "state IN ('draft_report', 'consulted', 'final', 'superseded')")

TABLES = (
    Table(
        "riskanalysis_analysisunit",
        "work units in an analysis",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: full(MY_TRAJECTORY),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
    ),
    Table(
        "riskanalysis_aspectjudgement",
        "what was judged per aspect of work",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: full(MY_TRAJECTORY),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART),),
    ),
    Table(
        "riskanalysis_consultation",
        "talks with workers for an analysis",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.COACH: full(MY_TRAJECTORY),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
    ),
    Table(
        "riskanalysis_finding",
        "findings of a risk analysis",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: full(MY_TRAJECTORY),
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
