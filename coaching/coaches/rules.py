"""Who may do what with coach profiles."""

from coaching.core.ground.roles import Role, grant

EDIT_OWN_PROFILE = grant("coaches.edit_own_profile", Role.COACH)
