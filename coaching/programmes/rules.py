"""Who may do what with applications. The applicant works on an own draft by ownership, not by role."""

from coaching.core.roles import Role, grant

VIEW_DESK = grant("programmes.view_desk", Role.ADMINISTRATOR, Role.ASSESSOR, Role.OBSERVER)
VIEW_FILES = grant("programmes.view_files", Role.ADMINISTRATOR, Role.ASSESSOR)
ASSESS = grant("programmes.assess", Role.ADMINISTRATOR, Role.ASSESSOR)
DECIDE = grant("programmes.decide", Role.ADMINISTRATOR)
SUBMIT = grant("programmes.submit_application", Role.APPLICANT)
ANSWER_INFO = grant("programmes.answer_info", Role.CONTACT)
WITHDRAW = grant("programmes.withdraw_application", Role.CONTACT, mandate=True)
VIEW_APPLICATION = grant("programmes.view_application", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
