"""Who may do what with trajectories, sessions, talks and expenses; which trajectories are one's own."""

from __future__ import annotations

from coaching.coaches.access import MY_COACH
from coaching.companies.access import (
    GUEST_ROW,
    GUEST_ROW_TO_WRITE,
    IN_MY_FILES_TO_ADD,
    MY_BODY,
    MY_COMPANY,
    MY_MANDATE,
    OF_A_GUEST,
)
from coaching.companies.access_organisation import ENDED_BY_ME, PLACE_ENDS, RECORDED_BY_ME, STILL_THERE
from coaching.core.access import IN_OWN_NAME, MAIL_HEADERS, NOT_YET_SENT, meant_for
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    NO_ROWS,
    OWN,
    Guard,
    Key,
    More,
    Rows,
    Table,
    add,
    among,
    change,
    full,
    read,
    write,
)
from coaching.programmes.access import ADMINISTERED, JUDGED, OBSERVED
from coaching.trajectories.access_functions import FUNCTIONS as FUNCTIONS
from coaching.trajectories.access_functions import QUESTIONS as QUESTIONS

FILE = ("company_id", "programme_id")
PLANNED_FIGURES = "id, state, kind, starts_at, ends_at, version, trajectory_id, company_id, programme_id"
SESSION_FIGURES = "id, held_on, kind, hours, company_id, programme_id, trajectory_id, confirmed_at, statement_id"
# What an observer's figures are counted from.
TRAJECTORY_FIGURES = (
    "id, state, approved_on, start_due_on, coach_accepted_at, started_on, escalated_at, closed_at, hours_used, "
    "application_id, programme_id"
)
EXPENSE_FIGURES = "id, state, subsidy_eur, settled_at, trajectory_id, programme_id"
MY_TRAJECTORY = among("of a trajectory that one coaches", "my_trajectories()", "trajectory_id")
OF_NO_PIECE = Rows("about no piece of a file", "piece_id IS NULL")
# Of the time when the file hung on the coaching, rows about a piece carry both keys: the mandate decides (ADR 0054).
OF_MY_COACHING = MY_TRAJECTORY & OF_NO_PIECE
ASKED_FOR = among("of a trajectory that one coaches or is asked for", "my_requested_trajectories()", "trajectory_id")
COACHED = among("of a company that one coaches or is asked for", "my_coach_companies()", "company_id")
KNOWN = COACHED | OF_A_GUEST  # what is of the company itself
COACH_ANSWERS = "state, answered_at, answer, talk_at, talk_where, answer_due_on"
FROM_NOW_ON = Rows("not for the whole file", "NOT whole_file")
WITHOUT_COACH = Rows("that has no coach yet", "coach_id IS NULL")
AUTHOR = OWN.on("author_id")
NOT_INTERNAL = Rows("not internal", "NOT is_internal")
CONCERNS_ME = Rows("of no company or one that one has to do with", "company_id IS NULL OR concerns_me(company_id)")
OF_MINE_OR_APPLIED_FOR = Rows(
    "of no company, one that one has to do with or one that one applied for",
    "company_id IS NULL OR concerns_me(company_id) "
    "OR EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = {column}.company_id)",
)


def _figures(function: str, counted_by: str, kind: str = "figures", when: str = "true") -> tuple[Guard, ...]:
    """Whatever happens to such a row adds to the figures of its programme (ADR 0037).

    Without a list of columns: what another trigger sets stands in no such list.
    """
    old, new = (", ".join(f"{side}.{part.strip()}" for part in counted_by.split(",")) for side in ("old", "new"))
    changed = f"({when}) AND ({old}) IS DISTINCT FROM ({new})"
    return (
        Guard(f"{kind}_added", "adds to the figures", "AFTER INSERT", function, rows="NEW TABLE AS changed"),
        Guard(f"{kind}_changed", "moves the figures", "AFTER UPDATE", function, when=changed),
        Guard(f"{kind}_gone", "takes off the figures", "AFTER DELETE", function, rows="OLD TABLE AS changed"),
        Guard(f"{kind}_emptied", "counts anew", "AFTER TRUNCATE", "recount_after_truncate()", rows=NO_ROWS),
    )


TABLES = (
    Table(
        "trajectories_coachrequest",
        "requests to a coach to take a trajectory",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add(MY_COMPANY & OWN.on("requested_by_id") & (FROM_NOW_ON | MY_MANDATE))
            + change(MY_COMPANY, only="state, answered_at"),
            Hat.COACH: read(MY_COACH) + change(MY_COACH, only=COACH_ANSWERS),
            Hat.ADMIN: read(JUDGED) + change(ADMINISTERED, only="state, answered_at"),
        },
        keys=(Key("trajectory_id", "trajectories_trajectory", FILE),),
    ),
    Table(
        "trajectories_expensestatement",
        "statements of a coach's expenses",
        {
            Hat.CONTACT: read(MY_COMPANY),
            Hat.COACH: read(MY_TRAJECTORY)
            + add(MY_TRAJECTORY)
            + change(MY_TRAJECTORY & OWN.on("submitted_by_id"), only="payee, iban"),
            Hat.ADMIN: read(ADMINISTERED)
            + change(ADMINISTERED, only="version, state, reason, settled_at, settled_by_id"),
            Hat.OBSERVER: read(OBSERVED, only=EXPENSE_FIGURES),
        },
        keys=(Key("trajectory_id", "trajectories_trajectory", FILE),),
        guards=(
            *_figures("figures_of_payments()", "programme_id, trajectory_id, state, subsidy_eur"),
            Guard(
                "keeps_payee",
                "the account of a statement that names one, or is settled, stays as it is",
                "BEFORE UPDATE OF payee, iban",
                "guard_payee()",
                when="old.payee IS DISTINCT FROM new.payee OR old.iban IS DISTINCT FROM new.iban",
            ),
        ),
    ),
    Table(
        "trajectories_helped",
        "which pieces of a company's file were made with the help of a trajectory",
        {
            Hat.CONTACT: read(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(MY_TRAJECTORY),
        },
        keys=(Key("piece_id", "companies_filepiece"), Key("trajectory_id", "trajectories_trajectory", FILE)),
    ),
    Table(
        "trajectories_paymentaccount",
        "accounts on which coaches are paid",
        {Hat.COACH: read(MY_COACH) + add(MY_COACH) + change(MY_COACH)},
    ),
    Table(
        "trajectories_message",
        "messages in the talk of a trajectory",
        {
            Hat.CONTACT: read(MY_COMPANY & NOT_INTERNAL)
            + add(MY_COMPANY & AUTHOR & NOT_INTERNAL)
            + change(MY_COMPANY & AUTHOR & NOT_INTERNAL, only="text, edited_at, removed_at, file, file_name"),
            Hat.COACH: read(MY_TRAJECTORY)
            + add(MY_TRAJECTORY & AUTHOR)
            + change(MY_TRAJECTORY & AUTHOR, only="text, edited_at, removed_at, file, file_name"),
            Hat.ADMIN: read(ADMINISTERED)
            + add(ADMINISTERED & AUTHOR)
            + change(ADMINISTERED & AUTHOR, only="text, edited_at, removed_at, file, file_name"),
        },
        keys=(Key("trajectory_id", "trajectories_trajectory", FILE),),
    ),
    Table(
        "trajectories_messagemark",
        "up to where somebody has read a talk",
        {
            Hat.CONTACT: read(MY_COMPANY & OWN) + add(MY_COMPANY & OWN) + change(MY_COMPANY & OWN, only="read_at"),
            Hat.COACH: read(MY_TRAJECTORY & OWN)
            + add(MY_TRAJECTORY & OWN)
            + change(MY_TRAJECTORY & OWN, only="read_at"),
            Hat.ADMIN: read(ADMINISTERED & OWN) + add(ADMINISTERED & OWN) + change(ADMINISTERED & OWN, only="read_at"),
        },
        keys=(Key("trajectory_id", "trajectories_trajectory", FILE),),
    ),
    Table(
        "trajectories_plannedsession",
        "planned sessions: proposed dates, the agreed one, where",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + change(
                MY_COMPANY, only="version, state, starts_at, ends_at, venue, link, why, changed_at, changed_by_id"
            ),
            Hat.COACH: read(MY_TRAJECTORY) + add(MY_TRAJECTORY) + change(MY_TRAJECTORY),
            Hat.ADMIN: read(JUDGED, only=PLANNED_FIGURES)
            + change(ADMINISTERED, only="version, state, why, changed_at, changed_by_id"),
        },
        keys=(
            Key("session_id", "trajectories_session", FILE),
            Key("trajectory_id", "trajectories_trajectory", FILE),
        ),
    ),
    Table(
        "trajectories_session",
        "coaching sessions: date, hours, what was said and agreed",
        {
            Hat.CONTACT: read(MY_COMPANY) + change(MY_COMPANY, only="confirmed_at, confirmed_by_id, objection"),
            Hat.COACH: full(MY_TRAJECTORY),
            Hat.ADMIN: read(JUDGED, only=SESSION_FIGURES) + change(ADMINISTERED, only="statement_id"),
        },
        guards=(
            Guard(
                "company_confirms",
                "a session is confirmed by somebody of the company, in the own name",
                "BEFORE INSERT OR UPDATE OF confirmed_at, confirmed_by_id",
                "guard_confirmation()",
                when="new.confirmed_at IS NOT NULL OR new.confirmed_by_id IS NOT NULL",
            ),
        ),
        keys=(
            Key("statement_id", "trajectories_expensestatement", FILE),
            Key("trajectory_id", "trajectories_trajectory", FILE),
        ),
    ),
    Table(
        "trajectories_trajectory",
        "trajectories: state, coach, dates, hours and amounts",
        {
            Hat.CONTACT: read(MY_COMPANY) + change(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(ASKED_FOR.on("id")) + change(ASKED_FOR.on("id")),
            Hat.ADMIN: read(JUDGED) + add(ADMINISTERED & WITHOUT_COACH) + change(ADMINISTERED),
            Hat.OBSERVER: read(OBSERVED, only=TRAJECTORY_FIGURES),
            Hat.PERSON: read(MY_COMPANY),
        },
        keys=(Key("application_id", "programmes_application", FILE), Key("mandate_id", "companies_mandate")),
        guards=(
            Guard(
                "follows_the_log",
                "hours and dates follow from the sessions; what the programme sets is set by its administrators",
                "BEFORE UPDATE OF coach_id, hours_used, started_on, last_session_on, coaching_hours, start_due_on, approved_on",
                "guard_trajectory()",
            ),
            Guard(
                "keeps_name",
                "the company's name follows the application",
                "BEFORE UPDATE OF company_name, application_id",
                "trajectory_takes_name()",
                when="(new.company_name IS DISTINCT FROM old.company_name) "
                "OR (new.application_id IS DISTINCT FROM old.application_id)",
            ),
            Guard(
                "mandate_follows",
                "the coach's mandate in the company's file begins and ends with the coaching",
                "BEFORE INSERT OR DELETE OR UPDATE OF coach_id, state, mandate_id",
                "mandate_follows()",
            ),
            Guard(
                "search_words",
                "keeps the words by which it is found",
                "AFTER INSERT OR UPDATE OF company_name",
                "keep_search_words('trajectory', 'company_name')",
            ),
            Guard(
                "search_words_gone",
                "forgets the words by which it was found",
                "AFTER DELETE",
                "keep_search_words('trajectory')",
            ),
            Guard(
                "takes_name",
                "the company's name comes from the application",
                "BEFORE INSERT",
                "trajectory_takes_name()",
            ),
            *_figures("figures_of_starts()", "programme_id, application_id, started_on"),
        ),
    ),
)
MORE = (
    More(
        "companies_company",
        {
            Hat.COACH: read(COACHED.on("id") | OF_A_GUEST.on("id")),
        },
    ),
    More(
        "companies_consultationbody",
        {
            Hat.COACH: read(KNOWN),
        },
    ),
    More(
        "companies_establishmentunit",
        {
            Hat.COACH: read(KNOWN),
        },
    ),
    More(
        "companies_businessunit",
        {
            Hat.COACH: read(KNOWN),
        },
    ),
    More(
        "companies_functionplace",
        {
            Hat.COACH: read(KNOWN)
            + add(IN_MY_FILES_TO_ADD & RECORDED_BY_ME & STILL_THERE)
            + change(IN_MY_FILES_TO_ADD & STILL_THERE, only=PLACE_ENDS, leaving=IN_MY_FILES_TO_ADD & ENDED_BY_ME),
        },
    ),
    More(
        "companies_earlierunit",
        {
            Hat.COACH: read(KNOWN) + add(IN_MY_FILES_TO_ADD),
        },
    ),
    More(
        "companies_headcount",
        {
            Hat.COACH: read(KNOWN) + add(IN_MY_FILES_TO_ADD),
        },
    ),
    More(
        "companies_membership",
        {
            Hat.COACH: read(KNOWN),
        },
    ),
    More(
        "companies_roleholder",
        {
            Hat.COACH: read(KNOWN),
        },
    ),
    More(
        "companies_workunit",
        {
            Hat.COACH: read(KNOWN) + add(IN_MY_FILES_TO_ADD) + change(IN_MY_FILES_TO_ADD),
        },
    ),
    More(
        "core_auditevent",
        {
            Hat.CONTACT: add(IN_OWN_NAME & CONCERNS_ME),
            Hat.CPBW: add(IN_OWN_NAME & CONCERNS_ME),
            Hat.COACH: read(OF_MY_COACHING | GUEST_ROW) + add(IN_OWN_NAME & CONCERNS_ME),
            Hat.PERSON: add(IN_OWN_NAME & OF_MINE_OR_APPLIED_FOR.on("core_auditevent")),
        },
    ),
    More(
        "core_document",
        {
            Hat.COACH: read((OF_MY_COACHING | GUEST_ROW) & meant_for(Hat.COACH)) + add(OF_MY_COACHING | GUEST_ROW),
        },
    ),
    More(
        "core_outgoingemail",
        {
            Hat.CONTACT: add(NOT_YET_SENT & CONCERNS_ME),
            Hat.CPBW: add(NOT_YET_SENT & CONCERNS_ME),
            Hat.COACH: read(OF_MY_COACHING | GUEST_ROW, only=MAIL_HEADERS) + add(NOT_YET_SENT & CONCERNS_ME),
            Hat.PERSON: add(NOT_YET_SENT & OF_MINE_OR_APPLIED_FOR.on("core_outgoingemail")),
        },
    ),
    More(
        "core_reminder",
        {
            Hat.COACH: write((ASKED_FOR & OF_NO_PIECE) | GUEST_ROW_TO_WRITE),
        },
    ),
    More(
        "modules_moduleuptake",
        {
            Hat.COACH: read(COACHED),
        },
    ),
    More(
        "programmes_application",
        {
            Hat.COACH: read(COACHED),
        },
        guards=(
            Guard(
                "gives_name",
                "passes a corrected company name on to the trajectory",
                "AFTER UPDATE OF company_name",
                "application_gives_name()",
                when="(new.company_name IS DISTINCT FROM old.company_name)",
            ),
            *_figures(
                "figures_behind()",
                "state = 'draft', state = 'approved', layer, province, target_group, referral_channel, submitted_at",
                "behind",
                "old.state <> 'draft' OR new.state <> 'draft'",
            ),
        ),
    ),
)
