"""What people do to a company: its details, its units, its body, its people."""

from coaching.companies.actions.details import (
    add_establishment,
    add_work_unit,
    change_body,
    change_company,
    change_work_unit,
    go_on_as,
    remove_establishment,
)
from coaching.companies.actions.file import make_piece
from coaching.companies.actions.mandates import (
    end_after_grace,
    end_mandate,
    extend_mandate,
    give_mandate,
    invite_adviser,
)
from coaching.companies.actions.people import change_membership, end_membership, hand_over, leave_body, leave_nobody

__all__ = [
    "add_establishment",
    "add_work_unit",
    "change_body",
    "change_company",
    "change_membership",
    "change_work_unit",
    "end_after_grace",
    "end_mandate",
    "end_membership",
    "extend_mandate",
    "give_mandate",
    "go_on_as",
    "invite_adviser",
    "hand_over",
    "leave_body",
    "leave_nobody",
    "make_piece",
    "remove_establishment",
]
