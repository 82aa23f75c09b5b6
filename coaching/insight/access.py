"""Who may do what with files that are imported, and with the copy of an application."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import More, Rows, Table, add, read
from coaching.programmes.access import ADMINISTERED

WITHOUT_CONTENT = (
    "id, form_token, file_name, sha256, rehearsal, state, rows, written, problem_count, problems, error, attempts, "
    "created_at, created_by_id, finished_at, programme_id, warning_count, warnings"
)
OWN_COPY = Rows(
    "that are the copy of an own application",
    "kind = 'application-copy' AND position('h_person' in audience) > 0 "
    "AND subject_id IN (SELECT a.id FROM programmes_application a WHERE a.applicant_id = (SELECT app_uid()))",
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
        },
    ),
)
