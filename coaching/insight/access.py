"""Who may do what with files that are imported, and with the copy of an application."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import Function, More, Rows, Table, add, hats, read
from coaching.programmes.access import ADMINISTERED, OBSERVED

WITHOUT_CONTENT = (
    "id, form_token, file_name, sha256, rehearsal, state, rows, written, problem_count, problems, error, attempts, "
    "created_at, created_by_id, finished_at, programme_id, warning_count, warnings"
)
OWN_COPY = Rows(
    "that are the copy of an own application",
    "kind = 'application-copy' AND position('h_person' in audience) > 0 "
    "AND subject_id IN (SELECT a.id FROM programmes_application a WHERE a.applicant_id = (SELECT app_uid()))",
)
PROGRAMME_REPORT = Rows(
    "that are the programme's report, whole or on one page: figures only",
    "kind IN ('programme-report', 'programme-answer')",
)
JUST_ASKED = Rows(
    "asked for in the own name, made for programme and observers, not made yet",
    "created_by_id = (SELECT app_uid()) AND subject_type = 'programmes.programme' AND subject_id = programme_id "
    "AND company_id IS NULL AND trajectory_id IS NULL AND audience = 'h_admin h_observer' AND state = 'queued' "
    "AND file = '' AND data ->> 'template' IN ('insight/pdf/programme_report.html', 'insight/pdf/answer.html')",
)

TABLES = (
    Table(
        "insight_importrun",
        "files of applications that were handed in",
        {
            Hat.ADMIN: read(ADMINISTERED, only=WITHOUT_CONTENT) + add(ADMINISTERED),
        },
    ),
)
MORE = (
    More(
        "core_document",
        {
            Hat.PERSON: read(OWN_COPY) + add(OWN_COPY),
            Hat.OBSERVER: read(OBSERVED & PROGRAMME_REPORT) + add(OBSERVED & PROGRAMME_REPORT & JUST_ASKED),
        },
    ),
)
FUNCTIONS = (
    Function(
        "forget_old_entries(timestamp with time zone)",
        "removes lines of the trail, half a year old at least, that say only that the machine did its work",
        hats(Hat.SYSTEM),
    ),
    Function(
        "forget_records_of_company(uuid,text[])",
        "removes the trail and the advice of a company that is erased, and notes that it did",
        hats(Hat.SYSTEM),
    ),
    Function(
        "forget_words_in_records(text,text,boolean,uuid[],uuid[])",
        "takes the words of who is erased out of the trail and of advice, and notes that it did",
        hats(Hat.SYSTEM),
    ),
    Function(
        "held_about_me()",
        "in which tables something stands about the person who asks, how often, and the rows that are about them alone",
        hats(Hat.PERSON),
    ),
    Function(
        "plans_adopted(uuid)",
        "per trajectory of an own programme the day on which its first plan was adopted: no word of it",
        hats(Hat.ADMIN, Hat.OBSERVER, Hat.SYSTEM),
    ),
)
