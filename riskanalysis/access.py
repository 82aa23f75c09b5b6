"""Who may do what with risk analyses and findings."""

from __future__ import annotations

from coaching.companies.access import (
    AS_GUEST,
    AS_GUEST_TO_WRITE,
    IN_MY_FILES_TO_ADD,
    KEEPS_PIECE,
    MY_BODY,
    MY_COMPANY,
    OF_A_GUEST,
    keeps_agreed,
)
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    DELETE,
    INSERT,
    OWN,
    UPDATE,
    Function,
    Guard,
    Key,
    Question,
    Rows,
    Table,
    add,
    among,
    change,
    edit,
    full,
    hats,
    read,
)

PART = ("piece_id", "company_id")
SHOWN_ANALYSIS = among(
    "of an analysis whose report the own consultation body has", "analyses_for_body()", "analysis_id"
)
ANALYSIS_EDITABLE = Rows(
    "while the analysis has no report",
    "EXISTS (SELECT 1 FROM riskanalysis_riskanalysis a WHERE a.id = analysis_id "
    "AND a.state IN ('scoping', 'prediagnosis', 'collecting', 'evaluating'))",
)
REPORTED = Rows("from the draft report on", "state IN ('draft_report', 'consulted', 'final', 'superseded')")
ANALYSIS_STAYS = keeps_agreed(
    "from the draft report on an analysis looks at what it looked at, and what was decided stays",
    (
        "kind, parts, establishment_id, scope_key, title, scope, asked_by, asked_on, adviser_part, signals, signal_colour",
        "old.state NOT IN ('scoping', 'prediagnosis', 'collecting', 'evaluating')",
    ),
    ("participation_note", "old.state IN ('final', 'superseded')"),
    ("decision, decided_on", "old.decided_on IS NOT NULL"),
)
EMPLOYER_DECIDES = Guard(
    "employer_decides",
    "only who may bind the employer decides about a specific situation",
    "BEFORE UPDATE OF decision, decided_on",
    "employer_says()",
    when="(old.decision, old.decided_on) IS DISTINCT FROM (new.decision, new.decided_on)",
)
ANSWERED_BY_ONESELF = OWN.on("answered_by_id")
OF_OWN_ANSWERS = Rows(
    "of a change that one answered oneself",
    "EXISTS (SELECT 1 FROM riskanalysis_changecheck c WHERE c.id = change_id AND c.answered_by_id = (SELECT app_uid()))",
)

TABLES = (
    Table(
        "riskanalysis_analysisunit",
        "work units in an analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_aspectjudgement",
        "what was judged per aspect of work",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART),),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_changecheck",
        "changes in the work, what was answered about them and what that opened; only ever added to",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY & ANSWERED_BY_ONESELF),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(AS_GUEST) + add(AS_GUEST_TO_WRITE & ANSWERED_BY_ONESELF),
        },
        keys=(Key("piece_id", "companies_filepiece"), Key("corrects_id", "riskanalysis_changecheck")),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_changeunit",
        "work units that a change touches",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY & OF_OWN_ANSWERS),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(AS_GUEST) + add(AS_GUEST_TO_WRITE & OF_OWN_ANSWERS),
        },
        keys=(Key("change_id", "riskanalysis_changecheck", PART), Key("work_unit_id", "companies_workunit")),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_consultation",
        "talks with workers for an analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE & ANALYSIS_EDITABLE),
        },
        keys=(Key("analysis_id", "riskanalysis_riskanalysis", PART), Key("work_unit_id", "companies_workunit")),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_finding",
        "findings of a risk analysis",
        {
            Hat.CONTACT: read(MY_COMPANY) + edit(MY_COMPANY & ANALYSIS_EDITABLE),
            Hat.CPBW: read(SHOWN_ANALYSIS),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE & ANALYSIS_EDITABLE),
        },
        keys=(
            Key("analysis_id", "riskanalysis_riskanalysis", PART),
            Key("work_unit_id", "companies_workunit"),
            Key("taken_from_id", "riskanalysis_finding"),
        ),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "riskanalysis_riskanalysis",
        "risk analyses",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & REPORTED),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE),
        },
        keys=(
            Key("piece_id", "companies_filepiece"),
            Key("establishment_id", "companies_establishmentunit"),
            Key("change_id", "riskanalysis_changecheck"),
        ),
        guards=(KEEPS_PIECE, ANALYSIS_STAYS, EMPLOYER_DECIDES),
    ),
    Table(
        "riskanalysis_plannedanalysis",
        "which units will be analysed in which year",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY) + change(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(OF_A_GUEST) + add(IN_MY_FILES_TO_ADD) + change(IN_MY_FILES_TO_ADD),
        },
        keys=(Key("work_unit_id", "companies_workunit"), Key("analysis_id", "riskanalysis_riskanalysis")),
    ),
)
FUNCTIONS = (
    Function(
        "analyses_of_file(uuid)",
        "which versions of a risk analysis a company has and whether they are over, told to who may make one: no word of them",
        hats(Hat.CONTACT, Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "analysis_runs(uuid,text,uuid[],text[],uuid)",
        "whether one of this kind that looks at these squares is in progress, told to who may make one: no word of it",
        hats(Hat.CONTACT, Hat.COACH, Hat.SYSTEM),
    ),
    Function("analyses_for_body()", "analyses that the own consultation body may see", hats(Hat.CPBW, Hat.SYSTEM)),
)
QUESTIONS = (
    Question("Who may read a finding?", "riskanalysis_finding", ("description",)),
    Question("Who may change a finding?", "riskanalysis_finding", ("description",), (INSERT, UPDATE, DELETE)),
)
