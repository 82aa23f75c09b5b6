"""Each morning: memberships whose last day has passed, and the register's next extract."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coaching.companies.actions.files import hand_to_staff
from coaching.companies.actions.mandates import remind_of_ends
from coaching.companies.actions.people import end_overdue
from coaching.companies.models import Company
from coaching.companies.tasks import take_in_register
from coaching.companies.wheel.notices import take_stock, told_in_mail
from coaching.core.ground import people
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox

AT_ONCE = 500  # companies whose dates are worked out together


@job("companies.end_memberships", label=_("Memberships end whose last day is over"))
def end_memberships(*, today: date) -> dict[str, int]:
    """They gave no access any more since that day; now they are closed, so that the role can be given again."""
    return {"ended": end_overdue(today)}


@job(
    "companies.mandates_end_soon",
    label=_("A mail goes two weeks before a mandate in a file ends"),
)
def mandates_end_soon(*, today: date) -> dict[str, int]:
    """In the ledger of reminders: sent with the others, once per last day, cancelled when the mandate moves."""
    return {"planned": remind_of_ends(today)}


@job("companies.unanswered_requests", label=_("Platform staff looks at who asked for a file and got no answer"))
def unanswered_requests(*, today: date) -> dict[str, int]:
    """Each once: from then on it waits in the staff room."""
    return {"handed over": hand_to_staff(today)}


@job("companies.update_register", label=_("The next extract of the enterprise register is loaded"))
def update_register(*, today: date) -> dict[str, int]:
    """Only where a setting names a folder or an address. A worker does it: it may take longer than a morning's job."""
    if not (settings.REGISTER_FOLDER or settings.REGISTER_URL):
        return {"asked": 0}
    take_in_register.delay_on_commit()
    return {"asked": 1}


@job("companies.year_dates", label=_("Companies are reminded of dates of the year wheel"))
def year_dates(*, today: date) -> dict[str, int]:
    """One mail to the contacts of a company in which a date came near or passed; what is done waits no more."""
    keys = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    told = 0
    for start in range(0, len(keys), AT_ONCE):
        for news in take_stock(keys[start : start + AT_ONCE], today):
            file = news.wheel.file
            outbox.queue(
                "companies.dates_near",
                recipients=people.user_ids("contacts_of", file.id),
                context={"company": file.name, "slug": file.slug, "dates": told_in_mail(news.lines)},
                dedupe=f"dates:{file.id}:{today.isoformat()}",
                about=Company(pk=file.id),
            )
            told += 1
    return {"companies told": told}
