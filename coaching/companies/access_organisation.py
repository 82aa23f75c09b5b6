"""Who may do what with the parts of a company: establishments, units, functions across them, and how they stood."""

from __future__ import annotations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import OWN, Guard, Key, Rows, Table, add, change, full, read, write

RECORDED_BY_ME = OWN.on("recorded_by_id")
STILL_THERE = Rows("that has no end", "until IS NULL")
PLACE_ENDS = "until, ended_at, ended_by_id"
ENDED_BY_ME = OWN.on("ended_by_id")


def organisation(mine: Rows, of_body: Rows) -> tuple[Table, ...]:
    """Of an own company, and of one in whose body one sits. The coach's rights: `trajectories.access`."""
    return (
        Table(
            "companies_establishmentunit",
            "places where a company works",
            {
                Hat.CONTACT: full(mine),
                Hat.CPBW: read(of_body),
            },
            keys=(Key("business_unit_id", "companies_businessunit"),),
        ),
        Table(
            "companies_businessunit",
            "technical business units: which establishments have one committee together",
            {
                Hat.CONTACT: write(mine),
                Hat.CPBW: read(of_body),
            },
        ),
        Table(
            "companies_functionplace",
            "in which units the people of a function work, from when until when",
            {
                Hat.CONTACT: read(mine)
                + add(mine & RECORDED_BY_ME & STILL_THERE)
                + change(mine & STILL_THERE, only=PLACE_ENDS, leaving=mine & ENDED_BY_ME),
                Hat.CPBW: read(of_body),
            },
            keys=(Key("function_id", "companies_workunit"), Key("work_unit_id", "companies_workunit")),
            guards=(
                Guard(
                    "function_in_unit",
                    "a function works in units, and in nothing else",
                    "BEFORE INSERT",
                    "function_in_unit()",
                ),
            ),
        ),
        Table(
            "companies_earlierunit",
            "how units and establishments stood before",
            {
                Hat.CONTACT: read(mine) + add(mine),
                Hat.CPBW: read(of_body),
            },
            keys=(
                Key("work_unit_id", "companies_workunit"),
                Key("establishment_id", "companies_establishmentunit"),
                Key("business_unit_id", "companies_businessunit"),
            ),
        ),
        Table(
            "companies_headcount",
            "how many workers a unit or the company had on a day",
            {
                Hat.CONTACT: read(mine) + add(mine),
                Hat.CPBW: read(of_body),
            },
            keys=(Key("work_unit_id", "companies_workunit"),),
        ),
        Table(
            "companies_workunit",
            "work units of a company",
            {
                Hat.CONTACT: full(mine),
                Hat.CPBW: read(of_body),
            },
            keys=(
                Key("parent_id", "companies_workunit"),
                Key("establishment_id", "companies_establishmentunit"),
            ),
            guards=(
                Guard(
                    "unit_tree",
                    "no unit is part of itself, nor of a function",
                    "AFTER INSERT OR UPDATE OF parent_id, kind",
                    "keep_unit_tree()",
                ),
            ),
        ),
    )
