"""Who may take applications over from a file, and who settles mails and work in trouble."""

from coaching.core.ground.roles import Role, grant

IMPORT = grant("insight.import_applications", Role.ADMINISTRATOR)
SETTLE_MAIL = grant("insight.settle_mail", Role.STAFF)
SETTLE_WORK = grant("insight.settle_work", Role.STAFF)
