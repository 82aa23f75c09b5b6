"""Files with an application: added and removed while it is a draft, and with the answer to a question."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.paper import uploads
from coaching.programmes import rules
from coaching.programmes.actions.drafts import locked_draft
from coaching.programmes.models import Application, Attachment, InformationRequest

MOST_FILES = 20
MOST_BYTES = 50 * 1024 * 1024


@transaction.atomic
def attach(
    *, application_id: UUID, page: str, code: str, upload: UploadedFile, by: Actor, at: datetime | None = None
) -> Attachment:
    """Keep a file with a page of a draft: one's own, or one that one was let into.

    Raises Refused for a file that is not a sound PDF, PNG or JPEG, and when there are too many or they are too large
    together; IllegalTransition once the application is sent.
    """
    by.check(rules.SUBMIT)
    return _keep(Attachment(application=locked_draft(application_id, by), page=page, code=code), upload, by, at)


def attach_answer(asked: InformationRequest, application: Application, upload: UploadedFile, by: Actor) -> Attachment:
    """Keep a file with the answer to a question of the programme. The application is locked already."""
    by.check(rules.ANSWER_INFO)
    kept = Attachment(application=application, company_id=application.company_id, question=asked, page="answer")
    return _keep(kept, upload, by, None)


def _keep(kept: Attachment, upload: UploadedFile, by: Actor, at: datetime | None) -> Attachment:
    application = kept.application
    safe = uploads.checked(upload)
    there = Attachment.objects.filter(application=application).aggregate(n=Count("pk"), size=Sum("size"))
    if there["n"] >= MOST_FILES:
        raise Refused(_("There are %s files with this application already; that is the most it can hold.") % MOST_FILES)
    if (there["size"] or 0) + len(safe.content) > MOST_BYTES:
        raise Refused(
            _("The files of this application are more than 50 MB together. Remove one, or make them smaller.")
        )
    kept.programme_id = application.programme_id
    kept.added_at, kept.added_by_id = at or clock.now(), by.user_id
    uploads.keep(kept, safe)
    audit.record("application.attach", application, by=by, at=kept.added_at, data={"sha256": kept.file_sha256})
    return kept


@transaction.atomic
def remove_attachment(*, application_id: UUID, attachment_id: UUID, by: Actor) -> None:
    """Take a file out of a draft; it is deleted. A second click finds nothing and says nothing."""
    by.check(rules.SUBMIT)
    application = locked_draft(application_id, by)
    rows = list(Attachment.objects.filter(application=application, question=None, pk=attachment_id))
    if rows:
        audit.record("application.remove_file", application, by=by, data={"sha256": rows[0].file_sha256})
        uploads.forget(rows)
