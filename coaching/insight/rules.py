"""Who may take applications over from a file, who is told of mails that did not arrive, who settles them and work in trouble."""

from coaching.core.ground.roles import Role, grant

IMPORT = grant("insight.import_applications", Role.ADMINISTRATOR)
FOLLOW_MAIL = grant("insight.follow_mail", Role.ADMINISTRATOR)
SETTLE_MAIL = grant("insight.settle_mail", Role.STAFF)
SETTLE_WORK = grant("insight.settle_work", Role.STAFF)
