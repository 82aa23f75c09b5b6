"""Who may do what with companies and their people; which companies are one's own."""

from __future__ import annotations

from coaching.accounts.access import STAFF_ONLY
from coaching.companies.access_functions import FUNCTIONS as FUNCTIONS
from coaching.companies.access_functions import QUESTIONS as QUESTIONS
from coaching.companies.access_organisation import RECORDED_BY_ME, organisation
from coaching.core.access import MAIL_HEADERS, meant_for
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    EVERY_ROW,
    INSERT,
    OWN,
    SELECT,
    Guard,
    Key,
    More,
    Rows,
    Table,
    add,
    among,
    change,
    each,
    hats,
    read,
    remove,
    write,
)

MY_COMPANY = among("of an own company", "my_companies('h_contact')", "company_id")
MY_BODY = among("of a company in whose consultation body one sits", "my_companies('h_cpbw')", "company_id")
MY_MANDATE = among("of a company that one may bind", "my_mandates()", "company_id")
IN_MY_FILES = among("of a company in whose whole file one works", "my_files()", "company_id")
IN_MY_FILES_TO_WRITE = among("of a company in whose whole file one may write", "my_files_to_write()", "company_id")
IN_MY_FILES_TO_ADD = among("of a company in whose file one may make something new", "my_files_to_add()", "company_id")
IN_MY_PIECES = among("in a piece of a file that one may read", "my_pieces()", "piece_id")
IN_MY_PIECES_TO_WRITE = among("in a piece of a file that one may write", "my_pieces_to_write()", "piece_id")
OF_A_GUEST = among("of a company in whose file one works or reads", "my_guest_companies()", "company_id")
# On every table of parts and roots: whoever could move a row to another piece would show it to who works in that one.
KEEPS_PIECE = Guard(
    "keeps_piece",
    "no row moves to another piece of the file",
    "BEFORE UPDATE OF piece_id, company_id",
    "guard_piece()",
    when="(old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)",
)


def keeps_agreed(says: str, *kept: tuple[str, str]) -> Guard:
    """On a root or part of the file: (columns, when, of the row as it was), and then nobody rewrites them."""
    told = {columns: columns.split(", ") for columns, _when in kept}
    changes = [
        f"({when}) AND ({', '.join(f'old.{one}' for one in told[columns])}) IS DISTINCT FROM "
        f"({', '.join(f'new.{one}' for one in told[columns])})"
        for columns, when in kept
    ]
    of = ", ".join(one for columns, _when in kept for one in told[columns])
    condition = " OR ".join(f"({one})" for one in changes)
    return Guard("stays_as_agreed", says, f"BEFORE UPDATE OF {of}", "keep_agreed()", when=condition)


# What a mandate gives: the whole file, or pieces of it (ADR 0054).
AS_GUEST = IN_MY_FILES | IN_MY_PIECES
AS_GUEST_TO_WRITE = IN_MY_FILES_TO_WRITE | IN_MY_PIECES_TO_WRITE
OF_A_FILE = Rows("about a piece of a file", "piece_id IS NOT NULL")
GUEST_ROW = (IN_MY_FILES & OF_A_FILE) | IN_MY_PIECES  # of what the core keeps about a file
GUEST_ROW_TO_WRITE = (IN_MY_FILES_TO_WRITE & OF_A_FILE) | IN_MY_PIECES_TO_WRITE
MY_EMPLOYER = among("of a company for which one speaks as a contact", "my_employers()", "company_id")
MY_ADVISED = among("of a company whose own prevention adviser one is", "my_advised()", "company_id")
# Advice of one's own, in the discipline that one has there now: no coach, no expert, no employer, nobody else's.
AS_ONESELF = OWN.on("author_id")
INTERNAL = Rows("as its own prevention adviser", "discipline = 'internal_adviser'")
IN_MY_DISCIPLINE = Rows(
    "in a discipline of advisers that one has in that file now",
    "(company_id::text || ':' || discipline) = ANY ((SELECT my_advising())::text[])",
)
OF_NO_PIECE = Rows("about the file as a whole", "piece_id IS NULL")
ASKED_OF_ME = OF_A_GUEST & OWN.on("asked_of_id")
MANDATE_MOVES = "writes_until, reads_until, ended_at, ended_by_id"
MY_PROVED = among("of a company that one may bind, its mandate proved", "my_proved()", "company_id")
ASKED_BY_ME = (
    "id, person_id, number, asked_name, words, asked_at, answer, answered_at, dispute, disputed_at, decision, "
    "decision_reason, decided_at"
)
ANSWERED = "answer, answer_words, answered_at, answered_by_id, staff_since"
BUT_NO_DIGEST = "id, company_id, asked_by_id, asked_at, made_at, expires_at, posted_at, tries, closed_at"
FOR_STAFF = Rows("that platform staff is asked to look at", "staff_since IS NOT NULL")
SENT_AGAIN = "token_digest, sent_at, expires_at, revoked_at"
MY_MANDATE_OR_LEAVING = MY_COMPANY & (MY_MANDATE | (OWN & Rows("which has ended", "ended_at IS NOT NULL")))
NOT_APPOINTED = Rows("a part that nobody is appointed to", "kind NOT IN ('internal_adviser', 'counsellor')")
NAMED_BY_ME = MY_COMPANY & (MY_MANDATE | NOT_APPOINTED)
NOT_BUILDING = Rows("that builds on nothing", "builds_on_id IS NULL")
NOT_ONESELF = Rows("not for oneself", "person_id <> (SELECT app_uid())")
NOT_ENDED = Rows("that has not ended", "ended_at IS NULL")
ENDED_BY_ONESELF = OWN.on("ended_by_id") & Rows("which has ended", "ended_at IS NOT NULL")
MADE_BY_ONESELF = OWN.on("made_by_id")
TAKEN_BACK = "withdrawn_at, withdrawn_by_id"
TAKEN_BACK_BY_ME = OWN.on("withdrawn_by_id")  # so that none is put back, and none in somebody else's name
NO_INTERNAL_NOTE = Rows("other than internal notes", "event NOT LIKE 'trajectory.note%'")
OF_NO_OTHER_COMPANY = Rows("of no company or an own one", f"company_id IS NULL OR {MY_COMPANY.condition}")

TABLES = (
    Table(
        "companies_adviseradvice",
        "what advisers and the physician advised, each in their own words",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_ADVISED & AS_ONESELF & INTERNAL),
            Hat.COACH: read(AS_GUEST | (OF_A_GUEST & AS_ONESELF))
            + add(IN_MY_DISCIPLINE & AS_ONESELF & (AS_GUEST | OF_NO_PIECE)),
        },
        keys=(
            Key("piece_id", "companies_filepiece"),
            Key("question_id", "companies_adviserquestion"),
            Key("replaces_id", "companies_adviseradvice"),
        ),
        guards=(
            Guard(
                "advice_stays",
                "advice stays as it was given; a later one of the same adviser may replace it",
                "BEFORE INSERT OR UPDATE OR DELETE",
                "guard_advice()",
            ),
        ),
        system=(SELECT, INSERT),
    ),
    Table(
        "companies_adviserquestion",
        "advice that somebody asked of an adviser",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add((MY_EMPLOYER | MY_ADVISED) & OWN.on("asked_by_id"))
            + remove(MY_EMPLOYER | (MY_ADVISED & OWN.on("asked_by_id"))),
            Hat.COACH: read(AS_GUEST | ASKED_OF_ME),
        },
        keys=(Key("piece_id", "companies_filepiece"),),
    ),
    Table(
        "companies_company",
        "companies",
        {
            Hat.CONTACT: read(MY_COMPANY.on("id")) + change(MY_COMPANY.on("id")),
            Hat.CPBW: read(MY_BODY.on("id")),
            Hat.PERSON: read(MY_COMPANY.on("id")),
        },
        guards=(
            Guard(
                "mandate_is_proved",
                "no hat says by itself that a mandate is proved",
                "BEFORE UPDATE OF unproved_since, proved_by",
                "guard_proof()",
                when="new.unproved_since IS DISTINCT FROM old.unproved_since"
                " OR new.proved_by::text IS DISTINCT FROM old.proved_by::text",
            ),
            Guard(
                "grace_is_bound",
                "only who may bind the employer says how long a coach reads on",
                "BEFORE UPDATE OF grace_days",
                "employer_says()",
                when="new.grace_days IS DISTINCT FROM old.grace_days",
            ),
            # After mandate_is_proved, by its name: what this one writes is no hat's own word.
            Guard(
                "number_is_proved_anew",
                "another number is not proved by what proved the one before",
                "BEFORE UPDATE OF enterprise_number",
                "prove_number_anew()",
                when="new.enterprise_number::text IS DISTINCT FROM old.enterprise_number::text",
            ),
        ),
    ),
    Table(
        "companies_consultationbody",
        "which kind of consultation body a company has",
        {
            Hat.CONTACT: write(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
        },
    ),
    Table(
        "companies_datedone",
        "what was due on a day of the year wheel and was done",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add(MY_COMPANY & RECORDED_BY_ME)
            + change(MY_COMPANY, only=TAKEN_BACK, leaving=MY_COMPANY & TAKEN_BACK_BY_ME),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(OF_A_GUEST)
            + add(IN_MY_FILES_TO_ADD & RECORDED_BY_ME)
            + change(IN_MY_FILES_TO_ADD, only=TAKEN_BACK, leaving=IN_MY_FILES_TO_ADD & TAKEN_BACK_BY_ME),
        },
        keys=(Key("own_id", "companies_owndate"),),
    ),
    Table(
        "companies_datenotice",
        "which dates of the year wheel people of a company were told of",
        {
            Hat.CONTACT: read(MY_COMPANY) + remove(MY_COMPANY),
            Hat.COACH: read(OF_A_GUEST) + remove(IN_MY_FILES_TO_ADD),
        },
    ),
    Table(
        "companies_owndate",
        "dates that a company adds to its year wheel",
        {
            Hat.CONTACT: write(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(OF_A_GUEST) + add(IN_MY_FILES_TO_ADD) + change(IN_MY_FILES_TO_ADD),
        },
    ),
    Table(
        "companies_filepiece",
        "what a company's file is made of: which analyses and plans there are, without their words",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY & MADE_BY_ONESELF) + remove(MY_COMPANY),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(IN_MY_FILES | IN_MY_PIECES.on("id"))
            + add(IN_MY_FILES_TO_ADD & MADE_BY_ONESELF & (NOT_BUILDING | IN_MY_FILES | IN_MY_PIECES.on("builds_on_id")))
            + remove(IN_MY_FILES_TO_WRITE | IN_MY_PIECES_TO_WRITE.on("id")),
        },
        keys=(Key("builds_on_id", "companies_filepiece"),),
    ),
    Table(
        "companies_mandate",
        "who from outside may work in a company's file, from when and until when",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add(MY_MANDATE & OWN.on("given_by_id") & NOT_ONESELF & NOT_ENDED)
            + change(
                MY_MANDATE,
                only=MANDATE_MOVES,
                leaving=MY_MANDATE & ((NOT_ONESELF & NOT_ENDED) | ENDED_BY_ONESELF),
            ),
            Hat.CPBW: read(MY_BODY),
            Hat.COACH: read(OWN.on("person_id")),
        },
        guards=(
            Guard(
                "stays_ended",
                "what was taken away is given anew, not once more",
                "BEFORE UPDATE",
                "guard_mandate()",
                when="old.ended_at IS NOT NULL",
            ),
        ),
    ),
    Table(
        "companies_filerequest",
        "who asks to work in a company's file that is there already",
        {
            Hat.CONTACT: read(MY_MANDATE) + change(MY_MANDATE, only=ANSWERED),
            Hat.PERSON: read(OWN.on("person_id"), only=ASKED_BY_ME),
            Hat.STAFF: read(FOR_STAFF & STAFF_ONLY),
        },
        guards=(
            Guard(
                "answered_once",
                "contacts answer once, by themselves, and take nothing away from platform staff",
                "BEFORE UPDATE",
                "guard_request()",
            ),
        ),
    ),
    Table(
        "companies_membership",
        "roles of people in a company",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_MANDATE) + change(MY_COMPANY, leaving=MY_MANDATE_OR_LEAVING),
            Hat.CPBW: read(MY_BODY),
            Hat.PERSON: read(OWN),
        },
    ),
    Table(
        "companies_proofletter",
        "letters with a code that prove a mandate; of the code only a digest",
        {
            Hat.CONTACT: read(MY_COMPANY, only=BUT_NO_DIGEST),
            Hat.STAFF: read(STAFF_ONLY, only=BUT_NO_DIGEST),
        },
    ),
    Table(
        "companies_registercode",
        "codes of the enterprise register, in words",
        {
            **each(hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.PERSON, Hat.STAFF), read(EVERY_ROW)),
        },
    ),
    Table(
        "companies_registerenterprise",
        "the public enterprise register",
        {
            **each(hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.PERSON, Hat.STAFF), read(EVERY_ROW)),
        },
    ),
    Table(
        "companies_registerestablishment",
        "establishments in the public enterprise register",
        {
            **each(hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.PERSON, Hat.STAFF), read(EVERY_ROW)),
        },
    ),
    Table(
        "companies_registerextract",
        "which extracts of the register were loaded",
        {
            **each(hats(Hat.CONTACT, Hat.COACH, Hat.ADMIN, Hat.PERSON, Hat.STAFF), read(EVERY_ROW)),
        },
    ),
    Table(
        "companies_roleholder",
        "who has which part in prevention",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(NAMED_BY_ME) + change(NAMED_BY_ME),
            Hat.CPBW: read(MY_BODY),
        },
    ),
    *organisation(MY_COMPANY, MY_BODY),
)
MORE = (
    More(
        "accounts_invitation",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_PROVED) + change(MY_MANDATE, only=SENT_AGAIN),
        },
    ),
    More(
        "core_auditevent",
        {
            Hat.CONTACT: read(MY_COMPANY & NO_INTERNAL_NOTE),
        },
    ),
    More(
        "core_document",
        {
            Hat.CONTACT: read(MY_COMPANY & meant_for(Hat.CONTACT)) + add(MY_COMPANY),
            Hat.CPBW: read(MY_BODY & meant_for(Hat.CPBW)) + add(MY_BODY),
            Hat.STAFF: read(STAFF_ONLY & meant_for(Hat.STAFF)) + add(STAFF_ONLY & meant_for(Hat.STAFF)),
        },
    ),
    More(
        "core_outgoingemail",
        {
            Hat.CONTACT: read(MY_COMPANY, only=MAIL_HEADERS),
        },
    ),
    More(
        "core_reminder",
        {
            Hat.CONTACT: write(MY_COMPANY),
        },
    ),
)
