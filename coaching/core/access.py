"""Who may do what with the tables of the core, as far as no hat of a higher app is needed to say it."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    DELETE,
    EVERY_ROW,
    HUMANS,
    INSERT,
    LOGINS,
    OWN,
    SELECT,
    UPDATE,
    Function,
    Question,
    Rows,
    Table,
    add,
    each,
    full,
    hats,
    read,
)

MAIL_HEADERS = (
    "id, kind, recipient_id, deadline_mail, company_id, programme_id, trajectory_id, piece_id, reminder_id, state, "
    "created_at, not_before, sent_at, subject"
)
IN_OWN_NAME = Rows("in the own name and under the own hat", "actor_id = (SELECT app_uid()) AND hat = current_user")
STILL_TO_BE_MADE = Rows("that are still to be made", "state = 'queued' AND file = '' AND counted IS NULL")
NOT_YET_SENT = Rows("that wait to be sent for the first time", "state = 'queued' AND attempts = 0")


def meant_for(hat: Hat) -> Rows:
    """Documents whose kind is made for that hat."""
    return Rows("made for that reader", f"position('{hat.value}' in audience) > 0")


TABLES = (
    Table(
        "auth_group",
        "Django's own groups, unused",
        {},
        secured=False,
    ),
    Table(
        "auth_group_permissions",
        "Django's own group permissions, unused",
        {},
        secured=False,
    ),
    Table(
        "auth_permission",
        "Django's own permissions, unused",
        {},
        secured=False,
    ),
    Table(
        "core_auditevent",
        "the trail: who did what when",
        {},
        system=(SELECT, INSERT),
    ),
    Table(
        "core_document",
        "documents that were made (PDF)",
        {},
    ),
    Table(
        "core_listfile",
        "files of long lists that somebody asked for",
        {
            Hat.PERSON: read(OWN) + add(OWN & STILL_TO_BE_MADE),
        },
    ),
    Table(
        "core_outgoingemail",
        "mails that go out or went out",
        {
            Hat.PERSON: read(OWN.on("recipient_id")),
        },
    ),
    Table(
        "core_reminder",
        "reminders that are planned",
        {},
    ),
    Table(
        "core_work",
        "work that waits for the worker or was given up",
        {},
    ),
    Table(
        "django_content_type",
        "Django's list of tables",
        {
            **each(LOGINS, read(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "django_migrations",
        "which migrations were applied",
        {
            **each(LOGINS, read(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "django_session",
        "signed-in sessions of browsers",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
)
FUNCTIONS = (
    Function("app_now()", "which moment it is, for a shifted clock too", everybody=True, definer=False),
    Function("app_today()", "which day it is, for a shifted clock too", everybody=True, definer=False),
    Function("app_uid()", "who asks", everybody=True, definer=False),
    Function(
        "carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text)",
        "the worker that claimed mails notes that one was sent, and where the next one goes",
        ("w_worker",),
    ),
    Function("demo_mail(uuid)", "one mail of a demonstration", ("w_web",)),
    Function("demo_mailbox(text,timestamp with time zone)", "mails of a demonstration", ("w_web",)),
    Function(
        "guard_moves()", "refuses a move of a state that its machine does not know", everybody=True, definer=False
    ),
    Function(
        "my_last_event(uuid,text[],boolean)", "what the person did last to a record", (*HUMANS, *hats(Hat.SYSTEM))
    ),
    Function(
        "note_work(uuid,text,uuid,uuid,uuid,timestamp with time zone)",
        "asks for work of the worker",
        (*HUMANS, *hats(Hat.OBSERVER, Hat.RESPONDENT, Hat.SYSTEM)),
    ),
    Function("search_fold(text)", "letters as people type them when they search", everybody=True, definer=False),
    Function("settle_mail(uuid,text)", "platform staff settles a mail in trouble", hats(Hat.STAFF)),
    Function(
        "settle_work(uuid,text,timestamp with time zone)",
        "platform staff settles work that was given up",
        hats(Hat.STAFF),
    ),
    Function(
        "work_standing(text,uuid[])",
        "how work on a record stands, told to who knows its key",
        (*HUMANS, *hats(Hat.OBSERVER, Hat.PUBLIC, Hat.SYSTEM)),
    ),
)
QUESTIONS = (
    Question("Who may read the words of a mail?", "core_outgoingemail", ("body_text", "context")),
    Question("Who may read the trail?", "core_auditevent"),
    Question("Who may change the trail?", "core_auditevent", (), (UPDATE, DELETE)),
)
