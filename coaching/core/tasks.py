"""Jobs of the core: delivering mail, making documents."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="core.deliver_mail", scope="outside")
def deliver_mail() -> None:
    """Send what is due; see `delivery`, which enters system contexts of its own."""
    from coaching.core.delivery import deliver_due

    deliver_due()
