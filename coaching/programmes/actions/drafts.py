"""A draft that may be worked on: one's own, or a colleague's that one was let into."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition
from coaching.core.tenancy.models import lock
from coaching.programmes import queries
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application


def locked_draft(application_id: UUID, by: Actor) -> Application:
    """The draft, locked. Raises DoesNotExist for a stranger, IllegalTransition for what is sent already."""
    rows = queries.in_hand(by.user_id).select_related("programme", "layer_version")
    application = lock(rows, pk=application_id)
    if application.state != ApplicationState.DRAFT or application.reference:
        raise IllegalTransition(_("This application has been sent already; it can no longer be changed."))
    return application


def own_draft(application_id: UUID, by: Actor) -> Application:
    """The same for what only the person who began it may do."""
    application = locked_draft(application_id, by)
    if application.applicant_id != by.user_id:
        raise Application.DoesNotExist
    return application
