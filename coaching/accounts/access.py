"""Who may do what with accounts and sign-in: the logins only, no hat. Names come through a narrow function."""

from __future__ import annotations

from coaching.core.access import MAIL_HEADERS, NOT_YET_SENT
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    EVERY_ROW,
    INSERT,
    LOGINS,
    OWN,
    UPDATE,
    Function,
    Guard,
    More,
    Question,
    Rows,
    Table,
    add,
    change,
    each,
    full,
    hats,
    read,
)

STAFF_ONLY = Rows("for who is platform staff", "(SELECT am_staff())")
SYSTEM_OR_STAFF_DEED = Rows("about staff looking, or a system context", "event = 'system.entered' OR hat = 'h_staff'")
ANSWER = "answer, answer_words, answered_at, answered_by_id"
ASKED_BY_ME = OWN.on("person_id")
UNANSWERED = Rows(
    "that nobody answered", "answer = '' AND answered_at IS NULL AND answered_by_id IS NULL AND trouble = ''"
)
OPEN = Rows("that still wait", "answer = '' AND withdrawn_at IS NULL")
ANSWERED_BY_ME = Rows(
    "answered in the own name, not for oneself",
    "answered_by_id = (SELECT app_uid()) AND person_id <> (SELECT app_uid())",
)

TABLES = (
    Table(
        "account_emailaddress",
        "e-mail addresses by which people sign in",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "account_emailconfirmation",
        "links that confirm an e-mail address",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "accounts_calendarlink",
        "links for calendar programs, without their secret",
        {
            Hat.PERSON: full(OWN),
        },
    ),
    Table(
        "accounts_erasurerequest",
        "requests of people to be erased",
        {
            Hat.PERSON: read(ASKED_BY_ME)
            + add(ASKED_BY_ME & UNANSWERED)
            + change(ASKED_BY_ME & OPEN, only="withdrawn_at", leaving=ASKED_BY_ME),
            Hat.STAFF: read(STAFF_ONLY)
            + change(
                STAFF_ONLY & OPEN,
                only=ANSWER,
                leaving=STAFF_ONLY & ANSWERED_BY_ME,
            ),
        },
    ),
    Table(
        "accounts_invitation",
        "invitations to take a role, by mail",
        {},
    ),
    Table(
        "accounts_user",
        "accounts: name, address, password, language, whether one is platform staff",
        {
            **each(LOGINS, full(EVERY_ROW)),
            Hat.SYSTEM: read(EVERY_ROW),
        },
        guards=(
            Guard(
                "no_new_staff",
                "the web login makes nobody platform staff",
                "BEFORE INSERT",
                "guard_staff()",
                when="new.is_platform_staff",
            ),
            Guard(
                "nobody_becomes_staff",
                "the web login makes nobody platform staff",
                "BEFORE UPDATE OF is_platform_staff",
                "guard_staff()",
                when="new.is_platform_staff AND NOT old.is_platform_staff",
            ),
        ),
        secured=False,
    ),
    Table(
        "mfa_authenticator",
        "second steps of signing in: secrets, recovery codes, passkeys",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "socialaccount_socialaccount",
        "accounts at another sign-in service",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "socialaccount_socialapp",
        "other sign-in services",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "socialaccount_socialtoken",
        "tokens of other sign-in services",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
    Table(
        "usersessions_usersession",
        "from where somebody is signed in",
        {
            **each(LOGINS, full(EVERY_ROW)),
        },
        secured=False,
    ),
)
MORE = (
    More(
        "core_auditevent",
        {
            Hat.STAFF: read(SYSTEM_OR_STAFF_DEED & STAFF_ONLY) + add(OWN.on("actor_id") & STAFF_ONLY),
        },
    ),
    More("core_outgoingemail", {Hat.STAFF: read(STAFF_ONLY, only=MAIL_HEADERS) + add(NOT_YET_SENT & STAFF_ONLY)}),
    More("core_work", {Hat.STAFF: read(STAFF_ONLY)}),
)
FUNCTIONS = (
    Function("am_staff()", "whether the person is platform staff", hats(Hat.STAFF)),
    Function(
        "guard_staff()", "refuses that the web login makes somebody platform staff", everybody=True, definer=False
    ),
    Function(
        "ask_invitation_again(text,timestamp with time zone)",
        "who holds the link of an old invitation asks the inviters for a new one",
        LOGINS,
    ),
    Function("find_calendar_link(uuid)", "whose link a calendar program asks for, and how its secret is known", LOGINS),
    Function("find_staff_place(text,bigint,text)", "whether somebody is platform staff, at each request", LOGINS),
    Function(
        "person_for_staff(text,bigint)", "one person, by whole address or number, for platform staff", hats(Hat.STAFF)
    ),
    Function("queue_account_mail(uuid,text,text,jsonb,text)", "writes a mail of the sign-in pages", LOGINS),
    Function("reset_second_factor(bigint)", "platform staff takes a lost second step away", hats(Hat.STAFF)),
)
QUESTIONS = (
    Question("Who may invite somebody to a role?", "accounts_invitation", ("role", "email"), (INSERT, UPDATE)),
    Question("Who may make somebody platform staff?", "accounts_user", ("is_platform_staff",), (INSERT, UPDATE)),
    Question("Who may read the secrets of a second step?", "mfa_authenticator", ("data",)),
)
