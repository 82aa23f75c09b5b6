"""Who may do what with a consultation of the body: the plan it reads, remarks, and what it advised."""

from __future__ import annotations

from coaching.companies.access import AS_GUEST, KEEPS_PIECE, MY_BODY, MY_COMPANY
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import OWN, Guard, Key, Rows, Table, add, change, read

PART = ("piece_id", "company_id")
REVIEW_ADVICE = "version, state, meeting_on, discussed_at, advice_kind, advice_text, advised_at, advised_by_id"
REVIEW_ANSWER = REVIEW_ADVICE + ", remarks_until, sent_at, answer, answer_text, answered_at, answered_by_id"
REMARK_REPLY = "version, about, text, reply, reply_text, change, replied_at, replied_by_id"
REVIEW_SENT = Rows("that was sent", "state <> 'scheduled'")
REMARKS_OPEN = Rows(
    "while remarks are open",
    "EXISTS (SELECT 1 FROM actionplans_bodyreview r WHERE r.id = review_id "
    "AND r.state IN ('documents_sent', 'discussed', 'open_remarks', 'service_advice'))",
)
AUTHOR = OWN.on("author_id")
ON_PAPER = Rows("made on paper", "author_id IS NULL")
UNANSWERED = Rows("not yet answered", "reply = ''")

CONSULTATION = (
    Table(
        "actionplans_advicemark",
        "up to where a member of the body has read a consultation",
        {
            Hat.CPBW: read(MY_BODY & OWN) + add(MY_BODY & OWN) + change(MY_BODY & OWN, only="read_at"),
        },
        keys=(Key("review_id", "actionplans_bodyreview", PART),),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_benchadvice",
        "what each delegation of the consultation body advised",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY),
            Hat.CPBW: read(MY_BODY) + add(MY_BODY),
            Hat.COACH: read(AS_GUEST),
        },
        keys=(Key("review_id", "actionplans_bodyreview", PART),),
        guards=(KEEPS_PIECE,),
    ),
    Table(
        "actionplans_bodyreview",
        "consultations of the body about a plan",
        {
            Hat.CONTACT: read(MY_COMPANY) + add(MY_COMPANY) + change(MY_COMPANY, only=REVIEW_ANSWER),
            Hat.CPBW: read(MY_BODY & REVIEW_SENT) + change(MY_BODY & REVIEW_SENT, only=REVIEW_ADVICE),
            Hat.COACH: read(AS_GUEST),
        },
        keys=(
            Key("annual_plan_id", "actionplans_annualactionplan", PART),
            Key("global_plan_id", "actionplans_globalpreventionplan", PART),
        ),
        guards=(
            KEEPS_PIECE,
            Guard(
                "keep_what_was_said",
                "what was put to the body stays as it was once advice was given",
                "BEFORE UPDATE",
                "keep_what_was_said()",
                when="old.state NOT IN ('documents_sent', 'discussed', 'open_remarks', 'service_advice')",
            ),
            Guard(
                "employer_answers",
                "only who may bind the employer answers the body",
                "BEFORE UPDATE OF answer, answer_text",
                "employer_answers()",
                when="(old.answer, old.answer_text) IS DISTINCT FROM (new.answer, new.answer_text)",
            ),
        ),
    ),
    Table(
        "actionplans_remark",
        "remarks of members of the body, and the employer's answers",
        {
            Hat.CONTACT: read(MY_COMPANY)
            + add(MY_COMPANY & ON_PAPER & UNANSWERED)
            + change(MY_COMPANY, only=REMARK_REPLY),
            Hat.CPBW: read(MY_BODY)
            + add(MY_BODY & AUTHOR & REMARKS_OPEN & UNANSWERED)
            + change(MY_BODY & AUTHOR & REMARKS_OPEN, only="version, about, text", leaving=MY_BODY & AUTHOR),
            Hat.COACH: read(AS_GUEST),
        },
        keys=(Key("review_id", "actionplans_bodyreview", PART),),
        guards=(
            KEEPS_PIECE,
            Guard(
                "keep_words_of_author",
                "the words of a remark are its author's",
                "BEFORE UPDATE",
                "keep_words_of_author()",
                when="((new.text IS DISTINCT FROM old.text) OR (new.about IS DISTINCT FROM old.about))",
            ),
            Guard(
                "employer_answers",
                "only who may bind the employer answers a remark",
                "BEFORE UPDATE OF reply, reply_text",
                "employer_answers()",
                when="(old.reply, old.reply_text) IS DISTINCT FROM (new.reply, new.reply_text)",
            ),
        ),
    ),
)
