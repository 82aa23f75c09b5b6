"""Who may do what with accounts and invitations."""

from coaching.core.roles import Role, grant

INVITE_TO_COMPANY = grant("accounts.invite_to_company", Role.CONTACT, mandate=True)
INVITE_TO_PROGRAMME = grant("accounts.invite_to_programme", Role.ADMINISTRATOR)
INVITE_COACH = grant("accounts.invite_coach", Role.ADMINISTRATOR)
RESET_SECOND_FACTOR = grant("accounts.reset_second_factor", Role.STAFF)
