"""Beginning a cluster, asking companies along, confirming with an application of one's own."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, lock
from coaching.programmes import rules
from coaching.programmes.actions.applying import start_draft
from coaching.programmes.actions.drafts import locked_draft, own_draft
from coaching.programmes.clusters.queries import invitation_to_me
from coaching.programmes.enums import LayerNumber
from coaching.programmes.models import Application, Cluster, ClusterInvitation

MOST_COMPANIES = 12
MOST_MAILS = 30  # withdrawn ones too: a cluster is no way to send mail to many
SHARED = ("motivation", "objectives", "referral_channel")  # the question of all; who one is, each fills in alone


@transaction.atomic
def begin_cluster(*, application_id: UUID, name: str, by: Actor) -> Cluster:
    """Make one's own draft the first of a cluster. Raises Refused when it is in one already."""
    by.check(rules.SUBMIT)
    application = own_draft(application_id, by)
    if application.cluster_id:
        there = Cluster.objects.filter(pk=application.cluster_id, begun_by_id=by.person_key, name=name.strip()).first()
        raise AlreadyDone(_("This application is part of a group already."), result=there, own=there is not None)
    cluster = Cluster(programme_id=application.programme_id, name=name.strip(), begun_by_id=by.person_key)
    cluster.save(force_insert=True)
    application.cluster = cluster
    application.save(update_fields=["cluster"])
    audit.record("application.begin_cluster", application, by=by, data={"cluster": str(cluster.pk)})
    return cluster


@transaction.atomic
def invite_company(*, application_id: UUID, company_name: str, email: str, by: Actor) -> ClusterInvitation:
    """Ask another company along; it gets a mail with a link. Only whoever began the cluster asks.

    Raises Refused for an address that was asked already, and beyond twelve companies.
    """
    by.check(rules.SUBMIT)
    application, cluster = _begun(application_id, by)
    rows = list(ClusterInvitation.objects.filter(cluster=cluster))
    running = [row for row in rows if row.withdrawn_at is None]
    email = email.strip().lower()
    there = next((row for row in running if row.email == email), None)
    if there:
        just_now = clock.now() - there.invited_at < SAME_CLICK
        raise AlreadyDone(_("This address has been invited already."), result=there, own=just_now)
    if len(running) >= MOST_COMPANIES - 1 or len(rows) >= MOST_MAILS:
        raise Refused(_("No more companies can be invited to this group."))
    invitation = ClusterInvitation(
        cluster=cluster,
        programme_id=cluster.programme_id,
        company_name=company_name.strip(),
        email=email,
    )
    invitation.save(force_insert=True)
    audit.record("application.invite_company", application, by=by, data={"invitation": str(invitation.pk)})
    outbox.queue(
        "programmes.cluster_invited",
        address=email,
        language=application.language,
        context={
            "invitation": str(invitation.pk),
            "cluster": cluster.name,
            "person": by.name,
            "company": application.company_name,
            "invited": invitation.company_name,
            "programme": application.programme.name,
        },
        dedupe=f"cluster.invited:{invitation.pk}",
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, application_id: UUID, invitation_id: UUID, by: Actor) -> None:
    """Take back what nobody has confirmed yet. Raises Refused once the company has; a second click changes nothing."""
    by.check(rules.SUBMIT)
    application, cluster = _begun(application_id, by)
    invitation: ClusterInvitation = ClusterInvitation.objects.get(pk=invitation_id, cluster=cluster)
    if invitation.accepted_at:
        raise Refused(_("This company has confirmed. It leaves the group by itself if it wants to."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
        audit.record("application.withdraw_invitation", application, by=by, data={"invitation": str(invitation.pk)})


def _begun(application_id: UUID, by: Actor) -> tuple[Application, Cluster]:
    """The application (sent or not) and the cluster, both begun by this person."""
    application = lock(
        Application.objects.select_related("programme").filter(applicant_id=by.user_id), pk=application_id
    )
    cluster = (
        application.cluster_id and Cluster.objects.filter(pk=application.cluster_id, begun_by_id=by.person_key).first()
    )
    if not cluster:
        raise Refused(_("Only the company that began the group invites others."))
    return application, cluster


@transaction.atomic
def join_cluster(*, invitation_id: UUID, by: Actor) -> Application:
    """Confirm: a draft of one's own with the shared answers, or one's own empty one with what it lacked.

    Raises Refused without an open invitation to a confirmed address of this person; twice does no harm.
    """
    by.check(rules.SUBMIT)
    found = invitation_to_me(invitation_id)
    if found is None:
        raise Refused(_("There is no open invitation for you (any more)."))
    own = Application.objects.filter(applicant_id=by.user_id, cluster_id=found.cluster_id).first()
    if own is not None:
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT accept_cluster_invitation(%s)", [str(invitation_id)])
    draft = start_draft(programme_id=found.programme_id, layer=found.layer or LayerNumber.COACHING, by=by)
    draft = locked_draft(draft.pk, by)
    if draft.cluster_id:
        raise Refused(_("Your draft is part of another group. Leave that one first."))
    draft.cluster_id = found.cluster_id
    draft.company_name = draft.company_name or found.company
    for name in SHARED:
        setattr(draft, name, getattr(draft, name) or getattr(found, name) or "")
    draft.save()
    audit.record("application.join_cluster", draft, by=by, data={"cluster": str(found.cluster_id)})
    return draft


@transaction.atomic
def leave_cluster(*, application_id: UUID, by: Actor) -> Application:
    """Go on alone with one's draft. What was copied into it stays."""
    by.check(rules.SUBMIT)
    application = own_draft(application_id, by)
    if application.cluster_id:
        audit.record("application.leave_cluster", application, by=by, data={"cluster": str(application.cluster_id)})
        application.cluster = None
        application.save(update_fields=["cluster"])
    return application
