"""Who may do what in a risk analysis. The programme's people are not among them: no findings, no talks."""

from coaching.core.roles import BODY_ROLES, Role, grant

VIEW = grant("riskanalysis.view", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
VIEW_REPORT = grant("riskanalysis.view_report", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, *BODY_ROLES)
EDIT = grant("riskanalysis.edit", Role.COACH, Role.PREVENTION_ADVISER, Role.CONTACT)
FINALISE = grant("riskanalysis.finalise", Role.CONTACT, mandate=True)
