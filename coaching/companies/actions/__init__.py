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
from coaching.companies.actions.people import change_membership, end_membership, hand_over, leave_body, leave_nobody
from coaching.companies.actions.prevention import change_holder, change_prevention, end_holder, name_holder

__all__ = [
    "add_establishment",
    "add_work_unit",
    "change_body",
    "change_company",
    "change_holder",
    "change_membership",
    "change_prevention",
    "change_work_unit",
    "end_holder",
    "end_membership",
    "go_on_as",
    "hand_over",
    "leave_body",
    "leave_nobody",
    "name_holder",
    "remove_establishment",
]
