"""Columns and rows that `access.py` names as a whole."""

from __future__ import annotations

from coaching.core.tenancy.access import OWN, Rows

RULES = (
    "name, paid_by, budget_eur, start_months, clock_steps, priority_points, risk_sectors, coaching_hours, company_share_eur, "
    "subsidy_eur, is_open, version, requires_accreditation, contact_address, contact_email, contact_phone, objection_days, "
    "objection_texts, paper_name, paper_colour, paper_accent, logo"
)
# What the figures are counted from: an observer reads these columns and no other (ADR 0031).
APPLICATION_FIGURES = (
    "id, state, layer, province, target_group, referral_channel, headcount, blue_collar, submitted_at, decided_at, "
    "company_id, programme_id"
)
MINE_ALONE = Rows("in the own name, not shared", f"NOT shared AND {OWN.on('owner_id').condition}")
OF_NO_PLACE = Rows("of no programme and no company", "programme_id IS NULL AND company_id IS NULL")
SHARED = Rows("that are shared", "shared")
SHARED_BY_ME = Rows("shared in the own name", f"shared AND {OWN.on('owner_id').condition}")
FIGURES_TAKEN = Rows(
    "that figures were taken along or asked for",
    "event IN ('exports.taken', 'documents.requested') AND subject_type IN ('programmes.programme', 'core.document') "
    "AND company_id IS NULL AND trajectory_id IS NULL AND source = '' AND target = ''",
)
ABOUT_FILES = Rows(
    "about applications and trajectories", "subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%'"
)
NOT_MONEY = Rows("about something else than money", "subject_type <> 'trajectories.expensestatement'")
OF_A_COMPANY = Rows("of a company", "company_id IS NOT NULL")
WITH_A_DRAFT = Rows("belonging to no company or question yet", "company_id IS NULL AND question_id IS NULL")
WITH_THE_APPLICATION = Rows("that came with the application", "question_id IS NULL")
NOT_HANDED_IN = Rows("not handed in", "submitted_at IS NULL")
OPEN_TO_ME = Rows(
    "the own ones, and others' once the own is handed in", "assessment_open(application_id, programme_id, assessor_id)"
)
MY_OR_SHARED_DRAFT = Rows(
    "of an own draft or one that one helps with",
    "application_id = ANY ((SELECT my_own_drafts() || my_shared_drafts())::uuid[])",
)
MY_APPLICATION_OR_SHARED_DRAFT = Rows(
    "of an own application or a draft one helps with",
    "application_id = ANY ((SELECT my_own_applications() || my_shared_drafts())::uuid[])",
)
