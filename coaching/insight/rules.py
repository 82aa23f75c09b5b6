"""Who may take applications over from a file."""

from coaching.core.roles import Role, grant

IMPORT = grant("insight.import_applications", Role.ADMINISTRATOR)
