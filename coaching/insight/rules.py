"""Who may take applications over from a file, and who settles a mail in trouble."""

from coaching.core.roles import Role, grant

IMPORT = grant("insight.import_applications", Role.ADMINISTRATOR)
SETTLE_MAIL = grant("insight.settle_mail", Role.STAFF)
