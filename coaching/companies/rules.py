"""Who may do what in a company."""

from coaching.core.roles import BODY_ROLES, Role, grant

VIEW = grant("companies.view", Role.CONTACT, Role.PREVENTION_ADVISER, Role.MEASURE_OWNER, Role.COACH, *BODY_ROLES)
EDIT = grant("companies.edit", Role.CONTACT)
EDIT_WORK_UNITS = grant("companies.edit_work_units", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
MANAGE_PEOPLE = grant("companies.manage_people", Role.CONTACT, mandate=True)
VIEW_PEOPLE = grant("companies.view_people", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
EDIT_BODY = grant("companies.edit_body", Role.CONTACT)
