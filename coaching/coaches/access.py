"""Who may do what with the directory of coaches."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import (
    EVERY_ROW,
    LOGINS,
    OWN,
    Function,
    Table,
    add,
    among,
    change,
    each,
    hats,
    read,
    remove,
)

MY_COACH = among("of the own profile as a coach", "my_coach_ids()", "coach_id")

TABLES = (
    Table(
        "coaches_coach",
        "coaches in the directory",
        {
            **each(
                hats(Hat.CONTACT, Hat.CPBW, Hat.ADMIN, Hat.PERSON, Hat.PARTNER, Hat.STAFF, Hat.PUBLIC), read(EVERY_ROW)
            ),
            Hat.COACH: read(EVERY_ROW) + change(OWN),
        },
    ),
    Table(
        "coaches_coachabsence",
        "days on which a coach is away",
        {
            **each(
                hats(Hat.CONTACT, Hat.CPBW, Hat.ADMIN, Hat.PERSON, Hat.PARTNER, Hat.STAFF, Hat.PUBLIC), read(EVERY_ROW)
            ),
            Hat.COACH: read(EVERY_ROW) + add(MY_COACH) + remove(MY_COACH),
        },
    ),
)
FUNCTIONS = (
    Function("find_coach_place(text,bigint,text)", "the place of a coach, at signing in", LOGINS),
    Function("my_coach_ids()", "own profiles as a coach", hats(Hat.COACH, Hat.SYSTEM)),
)
