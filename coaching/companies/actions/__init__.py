"""What people do to a company: its details, its units, its body, its people."""

from coaching.companies.actions.advice import ask_adviser, give_advice, withdraw_question
from coaching.companies.actions.business_units import add_business_unit, change_business_unit
from coaching.companies.actions.dates import add_own_date, change_own_date, end_own_date, record_done, withdraw_done
from coaching.companies.actions.details import (
    add_establishment,
    change_body,
    change_company,
    go_on_as,
)
from coaching.companies.actions.file import make_piece
from coaching.companies.actions.files import answer_request, ask_contacts, decide, dispute, open_file
from coaching.companies.actions.functions import place_function
from coaching.companies.actions.mandates import (
    end_after_grace,
    end_mandate,
    extend_mandate,
    give_mandate,
    grace_of,
    invite_adviser,
    set_grace,
)
from coaching.companies.actions.organisation import (
    add_work_unit,
    change_establishment,
    change_work_unit,
    merge_units,
    remove_establishment,
    split_unit,
)
from coaching.companies.actions.people import change_membership, end_membership, hand_over, leave_body, leave_nobody
from coaching.companies.actions.proof import (
    ask_letter,
    make_letter,
    post_letter,
    prove_by_sign_on,
    prove_by_staff,
    try_code,
)
from coaching.companies.prevention.actions import (
    change_holder,
    change_prevention,
    change_service_year,
    end_holder,
    name_holder,
)

__all__ = [
    "add_business_unit",
    "add_establishment",
    "add_own_date",
    "add_work_unit",
    "answer_request",
    "ask_contacts",
    "ask_adviser",
    "ask_letter",
    "change_body",
    "change_business_unit",
    "change_company",
    "change_establishment",
    "change_holder",
    "change_membership",
    "change_own_date",
    "change_prevention",
    "change_service_year",
    "change_work_unit",
    "decide",
    "dispute",
    "end_after_grace",
    "end_holder",
    "end_mandate",
    "end_membership",
    "end_own_date",
    "extend_mandate",
    "give_advice",
    "give_mandate",
    "go_on_as",
    "invite_adviser",
    "grace_of",
    "hand_over",
    "leave_body",
    "leave_nobody",
    "make_letter",
    "make_piece",
    "merge_units",
    "name_holder",
    "open_file",
    "place_function",
    "post_letter",
    "prove_by_sign_on",
    "prove_by_staff",
    "record_done",
    "remove_establishment",
    "set_grace",
    "split_unit",
    "try_code",
    "withdraw_done",
    "withdraw_question",
]
