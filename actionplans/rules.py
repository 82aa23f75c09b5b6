"""Who may do what with plans, consultation and measures."""

from coaching.core.roles import BODY_ROLES, Role, grant

VIEW = grant("actionplans.view", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
EDIT = grant("actionplans.edit", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
SUBMIT = grant("actionplans.submit", Role.CONTACT, mandate=True)
ADOPT = grant("actionplans.adopt", Role.CONTACT, mandate=True)
VIEW_REVIEW = grant("actionplans.view_review", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, *BODY_ROLES)
REMARK = grant("actionplans.remark", *BODY_ROLES)
# The secretary; where there is no committee, the prevention adviser or the employer records what came in (art. 53).
RECORD_ADVICE = grant("actionplans.record_advice", Role.SECRETARY, Role.PREVENTION_ADVISER, Role.CONTACT)
ANSWER_ADVICE = grant("actionplans.answer_advice", Role.CONTACT, mandate=True)
VIEW_MEASURES = grant(
    "actionplans.view_measures", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, Role.MEASURE_OWNER, *BODY_ROLES
)
CARRY_OUT = grant(
    "actionplans.carry_out", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, Role.MEASURE_OWNER
)
VERIFY = grant("actionplans.verify", Role.COACH, Role.PREVENTION_ADVISER)
