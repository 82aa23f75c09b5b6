"""Life goes on while a file waits: the yearly question of the waiting list, and figures that changed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.programmes import queries, rules
from coaching.programmes.actions.assessing import locked
from coaching.programmes.enums import OPEN_STATES, ApplicationState
from coaching.programmes.models import Application


@transaction.atomic
def stay_on_waitlist(*, application_id: UUID, by: Actor) -> Application:
    """The company still wants coaching: another year on the list. Raises Refused when it no longer waits."""
    by.check(rules.STAY)
    application = locked(application_id)
    if application.state != ApplicationState.WAITLISTED:
        raise Refused(_("This application is no longer on the waiting list."))
    if application.waitlisted_on != clock.today():
        application.waitlisted_on = clock.today()
        application.save(update_fields=["waitlisted_on"])
        audit.record("application.stays", application, by=by)
    return application


@transaction.atomic
def weigh_again(*, application_id: UUID, by: Actor) -> Application:
    """Target group and priority by the company's present figures and its cluster. The answers that were sent stay.

    Raises Refused once it has been decided about, or when the company's figures are not known.
    """
    by.check(rules.ASSESS)
    application = locked(application_id)
    company, programme = application.company, application.programme
    if application.state not in OPEN_STATES or company is None:
        raise Refused(_("This has been decided already."))
    if not company.headcount or company.high_skilled is None:
        raise Refused(_("The company's figures are not known."))
    reasons = rules.priority_reasons(
        company.headcount,
        company.high_skilled,
        company.nace_code,
        programme.priority_points,
        programme.risk_sectors,
        clustered=queries.others_in_cluster(application) > 0,
        nace_version=company.nace_version,
    )
    before = {"target_group": application.target_group, "priority_score": application.priority_score}
    application.target_group = rules.target_group(company.headcount, company.high_skilled)
    application.priority_score = rules.priority_score(reasons)
    application.save(update_fields=["target_group", "priority_score"])
    audit.record("application.weighed_again", application, by=by, data={"before": before})
    return application
