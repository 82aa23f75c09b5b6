"""Who may do what in a company."""

from coaching.core.ground.proof import refuse_unproved
from coaching.core.ground.roles import BODY_ROLES, FROM_OUTSIDE, Actor, Hat, Role, grant

VIEW = grant("companies.view", Role.CONTACT, Role.PREVENTION_ADVISER, Role.MEASURE_OWNER, *FROM_OUTSIDE, *BODY_ROLES)
EDIT = grant("companies.edit", Role.CONTACT)
EDIT_WORK_UNITS = grant("companies.edit_work_units", Role.CONTACT, Role.PREVENTION_ADVISER, Role.GUEST)
MANAGE_PEOPLE = grant("companies.manage_people", Role.CONTACT, mandate=True)
GIVE_MANDATE = grant(  # to somebody from outside
    "companies.give_mandate", Role.CONTACT, mandate=True, proof=refuse_unproved
)
END_MANDATE = grant("companies.end_mandate", Role.CONTACT, mandate=True)
VIEW_MANDATES = grant("companies.view_mandates", Role.CONTACT, Role.PREVENTION_ADVISER, *BODY_ROLES)
SET_GRACE = grant("companies.set_grace", Role.CONTACT, mandate=True)
GO_ON_AS = grant("companies.go_on_as", Role.CONTACT, mandate=True, proof=refuse_unproved)
VIEW_PEOPLE = grant("companies.view_people", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE)
LEAVE_BODY = grant("companies.leave_body", *BODY_ROLES)
EDIT_BODY = grant("companies.edit_body", Role.CONTACT)
VIEW_PREVENTION = grant("companies.view_prevention", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
PRINT_PREVENTION = grant("companies.print_prevention", Role.CONTACT, Role.PREVENTION_ADVISER, *BODY_ROLES)
NAME_HOLDER = grant("companies.name_holder", Role.CONTACT)
APPOINT = grant("companies.appoint", Role.CONTACT, mandate=True)
VIEW_DATES = grant("companies.view_dates", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
KEEP_DATES = grant("companies.keep_dates", Role.CONTACT, Role.PREVENTION_ADVISER, Role.GUEST)
VIEW_ADVISERS = grant("companies.view_advisers", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
ASK_ADVISER = grant("companies.ask_adviser", Role.CONTACT, Role.PREVENTION_ADVISER, *BODY_ROLES)
SEE_LATE_ADVICE = grant("companies.see_late_advice", Role.CONTACT, Role.PREVENTION_ADVISER)
# Advisers and the physician, in their own name; no coach, no expert, nobody for the employer (ADR 0065).
ADVISE = grant(
    "companies.advise", Role.PREVENTION_ADVISER, Role.EXTERNAL_ADVISER, Role.PSYCHOSOCIAL_ADVISER, Role.PHYSICIAN
)
OPEN_FILE = grant("companies.open_file", Role.APPLICANT)
PROVE = grant("companies.prove", Role.CONTACT, mandate=True)
ANSWER_REQUEST = grant("companies.answer_request", Role.CONTACT, mandate=True)
SETTLE_FILES = grant("companies.settle_files", Role.STAFF)

ADVICE_DAYS = 14  # proposed for an adviser to answer; subject/lives.md#periods
ENDS_SOON_DAYS = 14  # before a mandate ends, company and holder get a mail; subject/lives.md#periods
ANSWER_DAYS = 14  # for contacts, on who asks to work in a file; then platform staff looks; subject/lives.md#periods
CODE_DAYS = 30  # that the code of a letter can be used; subject/lives.md#periods
CODE_TRIES = 5  # wrong codes after which a letter is worth nothing
NUMBER_TRIES = 5  # other numbers that one person tries in an hour in files of their own: a refusal tells of a file
MOST_BEGUN = 5  # files whose mandate is not proved, and requests of the last day, that one person may have


def may_leave(actor: Actor) -> bool:
    """Everybody may end a membership of their own; the pages for it are those of the company's own people."""
    return actor.hat == Hat.CONTACT


def advised_body(headcount: int | None) -> str:
    """The body that a company of this size normally has: a committee from 50 workers (Welfare Act art. 49 and 53)."""
    return "committee" if (headcount or 0) >= 50 else "union_delegation"
