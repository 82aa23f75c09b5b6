"""Who may do what with the catalogue."""

from coaching.core.ground.roles import Role, grant

EDIT = grant("modules.edit", Role.ADMINISTRATOR, Role.STAFF)
