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
from coaching.companies.actions.files import answer_request, ask_contacts, decide, dispute, open_file
from coaching.companies.actions.people import change_membership, end_membership, hand_over, leave_body, leave_nobody
from coaching.companies.actions.proof import (
    ask_letter,
    make_letter,
    post_letter,
    prove_by_sign_on,
    prove_by_staff,
    try_code,
)

__all__ = [
    "add_establishment",
    "add_work_unit",
    "answer_request",
    "ask_contacts",
    "ask_letter",
    "change_body",
    "change_company",
    "change_membership",
    "change_work_unit",
    "decide",
    "dispute",
    "end_membership",
    "go_on_as",
    "hand_over",
    "leave_body",
    "leave_nobody",
    "make_letter",
    "open_file",
    "post_letter",
    "prove_by_sign_on",
    "prove_by_staff",
    "remove_establishment",
    "try_code",
]
