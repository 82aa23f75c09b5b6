"""Who may do what with accounts and invitations."""

from coaching.core.ground.proof import refuse_unproved
from coaching.core.ground.roles import ADVISER_ROLES, COMPANY_ROLES, PROGRAMME_ROLES, Role, grant

INVITE_TO_COMPANY = grant("accounts.invite_to_company", Role.CONTACT, mandate=True, proof=refuse_unproved)
INVITE_TO_PROGRAMME = grant("accounts.invite_to_programme", Role.ADMINISTRATOR)
INVITE_COACH = grant("accounts.invite_coach", Role.ADMINISTRATOR)
INVITE_ADVISER = grant(  # from outside, into a company's file
    "accounts.invite_adviser", Role.CONTACT, mandate=True, proof=refuse_unproved
)
RESET_SECOND_FACTOR = grant("accounts.reset_second_factor", Role.STAFF)
ANSWER_ERASURE = grant("accounts.answer_erasure", Role.STAFF)
OWN = grant("accounts.own", Role.APPLICANT)


def permission_to_invite(role: str) -> str:
    """Who may offer a role: contacts with mandate those of their company, administrators coaches and colleagues."""
    if role in COMPANY_ROLES:
        return INVITE_TO_COMPANY
    if role in ADVISER_ROLES:
        return INVITE_ADVISER
    if role == Role.COACH:
        return INVITE_COACH
    if role in PROGRAMME_ROLES or role == Role.PARTNER:
        return INVITE_TO_PROGRAMME
    raise LookupError(role)
