"""Who may do what with plans, measures and the body's advice."""

from __future__ import annotations

from actionplans.access_consultation import CONSULTATION, PART
from coaching.companies.access import (
    AS_GUEST,
    AS_GUEST_TO_WRITE,
    IN_MY_FILES,
    IN_MY_FILES_TO_ADD,
    IN_MY_FILES_TO_WRITE,
    KEEPS_PIECE,
    MADE_BY_ONESELF,
    MY_BODY,
    MY_COMPANY,
    keeps_agreed,
)
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    OWN,
    Function,
    Guard,
    Key,
    More,
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
    remove,
)

SHOWN_GLOBAL_PLAN = among("of a five-year plan put to the own body", "global_plans_for_body()", "plan_id")
SHOWN_ANNUAL_PLAN = among("of an annual plan put to the own body", "annual_plans_for_body()", "plan_id")
SHOWN = Rows("that was put to the body", "state NOT IN ('draft', 'internal_review')")
EDITABLE = "p.state IN ('draft', 'internal_review', 'advised')"
PLAN_EDITABLE = Rows(
    "while the plan is not before the body or in force",
    f"EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = plan_id AND {EDITABLE})",
)
OBJECTIVE_EDITABLE = Rows(
    "while the plan is not before the body or in force",
    "EXISTS (SELECT 1 FROM actionplans_globalpreventionplan p WHERE p.id = "
    f"(SELECT o.plan_id FROM actionplans_objective o WHERE o.id = objective_id) AND {EDITABLE})",
)

# A plan is written before the body has it and once it advised; the evaluation until the year is closed.
PUT = "old.state NOT IN ('draft', 'internal_review', 'advised')"
ANNUAL_STAYS = keeps_agreed(
    "what was put to the body stays as it was, and so does the evaluation of a closed year",
    ("priorities, means, duties, adaptations, year, first_day, last_day, deadline, global_plan_id", PUT),
    ("results, body_said, lessons", "old.state IN ('closed', 'amended')"),
)
GLOBAL_STAYS = keeps_agreed(
    "what was put to the body keeps its time and what it rests on",
    ("start_year, start_month, analysis_id, amended_from_id, renews_id, is_brought", PUT),
)
MEASURE_STAYS = keeps_agreed(
    "a measure that is carried out, or has ended, is not rewritten",
    (
        'what, why, who, how, "where", due_on, prevention_level, voluntary, budget_eur, indicator',
        "old.state NOT IN ('proposed', 'planned') AND old.plan_id = new.plan_id",  # an amended plan brings its own words
    ),
)
# The words of a measure, added, rewritten or removed once the body has the plan (`annual.measures` and what follows from it).
MEASURE_IN_FORCE = Guard(
    "stays_in_force",
    "a measure is added, rewritten and removed while its plan is written, and not once the body has it",
    'BEFORE INSERT OR DELETE OR UPDATE OF what, why, who, how, "where", due_on, prevention_level, voluntary, budget_eur, '
    "indicator, objective_id",
    "keep_in_force()",
)

# An indicator lies in no piece: plans name it. A limited mandate knows those of its plans, and those made since (ADR 0071).
INDICATORS = among("named by a plan that one may read, or made since one may", "my_indicators()", "id")
INDICATORS_TO_WRITE = among(
    "named by a plan that one may write, or made since one may", "my_indicators_to_write()", "id"
)
SHOWN_INDICATOR = among("named by a plan put to the own body", "indicators_for_body()", "id")
ENTERED_BY_ONESELF = OWN.on("entered_by_id")
# Whoever could name an indicator that they do not know would read its values by that.
NAMES_KNOWN = (
    Rows("naming no indicator", "measured_by_id IS NULL") | IN_MY_FILES_TO_WRITE | INDICATORS.on("measured_by_id")
)

EVALUATION_STAYS = keeps_agreed(
    "an evaluation of psychosocial measures on record stays as it was told, until it is taken back",
    (
        "sources, adviser, without_adviser, works, changes, evaluated_on",
        "old.told_at IS NOT NULL AND new.told_at IS NOT NULL",
    ),
)
TOLD = Rows("that was told to the body", "told_at IS NOT NULL")

# The body reads advice about the file as a whole, and about what was put to it.
READ_BY_BODY = Rows(
    "about the file as a whole or a piece that the body has",
    "piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[])",
)
ASKED_BY_ME = OWN.on("asked_by_id")

TABLES = (
    *CONSULTATION,
    Table(
        "actionplans_annualactionplan",
        "annual action plans",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & SHOWN) + change(MY_BODY & SHOWN, only="version, state, advised_at"),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE),
        },
        keys=(
            Key("amended_from_id", "actionplans_annualactionplan"),
            Key("global_plan_id", "actionplans_globalpreventionplan"),
            Key("piece_id", "companies_filepiece"),
        ),
        guards=(KEEPS_PIECE, ANNUAL_STAYS),
    ),
    Table(
        "actionplans_findingwithoutobjective",
        "reasons why a finding has no objective",
        {
            Hat.CONTACT: edit(MY_COMPANY & PLAN_EDITABLE) + read(MY_COMPANY),
            Hat.COACH: edit(AS_GUEST_TO_WRITE & PLAN_EDITABLE) + read(AS_GUEST),
        },
        keys=(
            Key("finding_id", "riskanalysis_finding"),
            Key("plan_id", "actionplans_globalpreventionplan", PART),
        ),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_globalpreventionplan",
        "five-year prevention plans",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & SHOWN) + change(MY_BODY & SHOWN, only="version, state, advised_at"),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE),
        },
        keys=(
            Key("amended_from_id", "actionplans_globalpreventionplan"),
            Key("analysis_id", "riskanalysis_riskanalysis"),
            Key("piece_id", "companies_filepiece"),
            Key("renews_id", "actionplans_globalpreventionplan"),
        ),
        guards=(KEEPS_PIECE, GLOBAL_STAYS),
    ),
    Table(
        "actionplans_indicator",
        "what a company measures",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY & MADE_BY_ONESELF) + change(MY_COMPANY),
            Hat.CPBW: read(SHOWN_INDICATOR),
            Hat.COACH: read(IN_MY_FILES | INDICATORS)
            + add(IN_MY_FILES_TO_ADD & MADE_BY_ONESELF)
            + change(IN_MY_FILES_TO_WRITE | INDICATORS_TO_WRITE),
        },
    ),
    Table(
        "actionplans_indicatorvalue",
        "values of indicators by date; only ever added to",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY & ENTERED_BY_ONESELF),
            Hat.CPBW: read(SHOWN_INDICATOR.on("indicator_id")),
            Hat.COACH: read(IN_MY_FILES | INDICATORS.on("indicator_id"))
            + add((IN_MY_FILES_TO_WRITE | INDICATORS_TO_WRITE.on("indicator_id")) & ENTERED_BY_ONESELF),
        },
        keys=(
            Key("indicator_id", "actionplans_indicator"),
            Key("work_unit_id", "companies_workunit"),
            Key("corrects_id", "actionplans_indicatorvalue", ("indicator_id", "company_id")),
        ),
    ),
    Table(
        "actionplans_measurenote",
        "notes on how a measure goes",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE),
        },
        keys=(Key("measure_id", "actionplans_preventionmeasure", PART),),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_objective",
        "objectives of a five-year plan",
        {
            Hat.CONTACT: edit(MY_COMPANY & PLAN_EDITABLE) + read(MY_COMPANY),
            Hat.CPBW: read(SHOWN_GLOBAL_PLAN),
            Hat.COACH: edit(AS_GUEST_TO_WRITE & PLAN_EDITABLE & NAMES_KNOWN) + read(AS_GUEST),
        },
        keys=(
            Key("measured_by_id", "actionplans_indicator"),
            Key("plan_id", "actionplans_globalpreventionplan", PART),
            Key("renewed_from_id", "actionplans_objective"),
        ),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_objectivefinding",
        "which findings an objective answers",
        {
            Hat.CONTACT: edit(MY_COMPANY & OBJECTIVE_EDITABLE) + read(MY_COMPANY),
            Hat.COACH: edit(AS_GUEST_TO_WRITE & OBJECTIVE_EDITABLE) + read(AS_GUEST),
        },
        keys=(Key("finding_id", "riskanalysis_finding"), Key("objective_id", "actionplans_objective", PART)),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_planimport",
        "spreadsheets that a company hands in, on their way into its plans",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add(MY_COMPANY & OWN.on("made_by_id"))
            + change(MY_COMPANY, only="content, reading, target, outcome, done_at, gone_at"),
        },
        keys=(Key("plan_id", "actionplans_annualactionplan"),),
    ),
    Table(
        "actionplans_plansection",
        "texts of a five-year plan",
        {
            Hat.CONTACT: edit(MY_COMPANY & PLAN_EDITABLE) + read(MY_COMPANY),
            Hat.CPBW: read(SHOWN_GLOBAL_PLAN),
            Hat.COACH: edit(AS_GUEST_TO_WRITE & PLAN_EDITABLE) + read(AS_GUEST),
        },
        keys=(Key("plan_id", "actionplans_globalpreventionplan", PART),),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_preventionmeasure",
        "measures of an annual plan",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(SHOWN_ANNUAL_PLAN),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE & NAMES_KNOWN),
        },
        keys=(
            Key("carried_from_id", "actionplans_preventionmeasure"),
            Key("measured_by_id", "actionplans_indicator"),
            Key("objective_id", "actionplans_objective"),
            Key("plan_id", "actionplans_annualactionplan", PART),
        ),
        guards=(KEEPS_PIECE, MEASURE_STAYS, MEASURE_IN_FORCE),
    ),
    Table(
        "actionplans_yearevaluation",
        "what is said of a service year, with the evaluation of its psychosocial measures",
        {
            Hat.CONTACT: full(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & TOLD),
            Hat.COACH: read(AS_GUEST) + edit(AS_GUEST_TO_WRITE),
        },
        keys=(
            Key("piece_id", "companies_filepiece"),
            Key("date_done_id", "companies_datedone"),
        ),
        guards=(KEEPS_PIECE, EVALUATION_STAYS),
    ),
)
MORE = (
    More("companies_adviseradvice", {Hat.CPBW: read(MY_BODY & READ_BY_BODY)}),
    More(
        "companies_adviserquestion",
        {
            Hat.CPBW: read(MY_BODY & READ_BY_BODY)
            + add(MY_BODY & READ_BY_BODY & ASKED_BY_ME)
            + remove(MY_BODY & READ_BY_BODY & ASKED_BY_ME)
        },
    ),
)
FUNCTIONS = (
    Function(
        "my_indicators()",
        "indicators that plans name which one reads by a limited mandate, and those made since it began",
        hats(Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "my_indicators_to_write()",
        "indicators that plans name which one writes by a limited mandate, and those made since it began",
        hats(Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "indicators_for_body()",
        "indicators named by plans that were put to the own consultation body",
        hats(Hat.CPBW, Hat.SYSTEM),
    ),
    Function("employer_answers()", "refuses an answer of the employer by anybody else", everybody=True, definer=False),
    Function("pieces_for_body()", "analyses and plans that the own consultation body has", hats(Hat.CPBW, Hat.SYSTEM)),
    Function(
        "annual_plans_for_body()", "annual plans that were put to the own consultation body", hats(Hat.CPBW, Hat.SYSTEM)
    ),
    Function(
        "global_plans_for_body()",
        "five-year plans that were put to the own consultation body",
        hats(Hat.CPBW, Hat.SYSTEM),
    ),
    Function(
        "keep_what_was_said()", "refuses changes of a consultation that is past that", everybody=True, definer=False
    ),
    Function(
        "periods_of_file(uuid)",
        "from which days on a company has plans, and whether they are over, told to who may make one: no word of them",
        hats(Hat.CONTACT, Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "dates_of_plans(uuid[])",
        "first days and states of a company's plans, told to who has to do with its file: no word of them",
        hats(Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.SYSTEM),
    ),
    Function(
        "keep_in_force()", "refuses what changes a measure of a plan that the body has", everybody=True, definer=False
    ),
    Function(
        "measures_go_on(uuid)",
        "moves the measures of an amended yearly plan to the version that replaced it, for who may bind the employer",
        hats(Hat.CONTACT, Hat.SYSTEM),
    ),
    Function("keep_words_of_author()", "refuses changes of a remark by others", everybody=True, definer=False),
)
QUESTIONS = (
    Question("Who may read a value of an indicator?", "actionplans_indicatorvalue", ("value",)),
    Question("Who may read a measure?", "actionplans_preventionmeasure", ("what",)),
    Question("Who may read what the consultation body advised?", "actionplans_benchadvice", ("text",)),
)
