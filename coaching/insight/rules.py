"""Who may take applications over from a file, who is told of mails that did not arrive, who settles them and work in trouble."""

from coaching.core.ground.roles import Actor, Hat, Role, grant

IMPORT = grant("insight.import_applications", Role.ADMINISTRATOR)
FOLLOW_MAIL = grant("insight.follow_mail", Role.ADMINISTRATOR)
SETTLE_MAIL = grant("insight.settle_mail", Role.STAFF)
SETTLE_WORK = grant("insight.settle_work", Role.STAFF)
TAKE_ALONG = grant("insight.take_file_along", Role.CONTACT, mandate=True)  # a company's whole file


def lands_elsewhere(actor: Actor) -> str:
    """The page that is the first one of who comes to a company for one thing: advice, or own measures. "" for the others.

    They need no overview beside it, which would show the same.
    """
    if actor.hat == Hat.CPBW:
        return "actionplans:advice"
    return "actionplans:measures" if actor.roles == {Role.MEASURE_OWNER.value} else ""
