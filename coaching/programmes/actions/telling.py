"""What every mail about an application knows, as JSON."""

from __future__ import annotations

from typing import Any

from coaching.core.ground import people
from coaching.core.mail import outbox
from coaching.programmes.models import Application


def told(application: Application, **more: Any) -> dict[str, Any]:
    return {
        "application": str(application.pk),
        "reference": application.reference,
        "company": application.company_name,
        "programme": application.programme.name,
        "programme_slug": application.programme.slug,
        **more,
    }


def tell_company(kind: str, application: Application, dedupe: str, **more: Any) -> None:
    """A mail to every contact of the company."""
    company = application.company
    assert company is not None  # noqa: S101 - only drafts have none
    outbox.queue(
        kind,
        recipients=people.user_ids("contacts_of", application.company_id),
        context=told(application, slug=company.slug, **more),
        dedupe=dedupe,
        about=application,
    )


def tell_administrators(kind: str, application: Application, dedupe: str, **more: Any) -> None:
    outbox.queue(
        kind,
        recipients=people.user_ids("administrators_of", application.programme_id),
        context=told(application, **more),
        dedupe=dedupe,
        about=application,
    )
