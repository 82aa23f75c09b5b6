"""Who may do what in a company."""

from coaching.core.ground.roles import BODY_ROLES, FROM_OUTSIDE, Actor, Hat, Role, grant

VIEW = grant("companies.view", Role.CONTACT, Role.PREVENTION_ADVISER, Role.MEASURE_OWNER, *FROM_OUTSIDE, *BODY_ROLES)
EDIT = grant("companies.edit", Role.CONTACT)
EDIT_WORK_UNITS = grant("companies.edit_work_units", Role.CONTACT, Role.PREVENTION_ADVISER, Role.GUEST)
MANAGE_PEOPLE = grant("companies.manage_people", Role.CONTACT, mandate=True)
GIVE_MANDATE = grant("companies.give_mandate", Role.CONTACT, mandate=True)  # to somebody from outside
VIEW_MANDATES = grant("companies.view_mandates", Role.CONTACT, Role.PREVENTION_ADVISER, *BODY_ROLES)
GO_ON_AS = grant("companies.go_on_as", Role.CONTACT, mandate=True)
VIEW_PEOPLE = grant("companies.view_people", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE)
LEAVE_BODY = grant("companies.leave_body", *BODY_ROLES)
EDIT_BODY = grant("companies.edit_body", Role.CONTACT)


def may_leave(actor: Actor) -> bool:
    """Everybody may end a membership of their own; the pages for it are those of the company's own people."""
    return actor.hat == Hat.CONTACT


def advised_body(headcount: int | None) -> str:
    """The body that a company of this size normally has: a committee from 50 workers (Welfare Act art. 49 and 53)."""
    return "committee" if (headcount or 0) >= 50 else "union_delegation"
