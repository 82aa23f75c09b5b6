"""The letter with a code to the registered seat. Its paper knows the code; what it is made from does not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies import rules
from coaching.companies.models import ProofLetter
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.register.lookup import register_entry
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report

PROOF_LETTER = "proof-letter"


@report(
    PROOF_LETTER,
    label=gettext_lazy("Letter with a code"),
    model="companies.proofletter",
    permission=rules.SETTLE_FILES,
)
def build(letter: ProofLetter, language: str) -> ReportData:
    """To the seat as the register knows it on the day the letter is made, never to an address that somebody typed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number FROM file_for_staff(%s)", [str(letter.company_id)])
        name, number = cursor.fetchone()
    seat = register_entry(number, language) if number else None
    context: dict[str, Any] = {
        "letter": str(letter.pk),
        "company": seat.name if seat else name,
        "number": format_enterprise_number(number or ""),
        "address": [seat.street, f"{seat.postcode} {seat.municipality}".strip(), seat.country] if seat else [],
        "date": long_day(timezone.localtime(letter.made_at or clock.now()).date()),
        "until": long_day(timezone.localtime(letter.expires_at).date()) if letter.expires_at else "",
        "site": settings.SITE_URL.removeprefix("https://").removeprefix("http://"),
    }
    return ReportData(_("Your code for your company's file"), "companies/pdf/proof_letter.html", context, (Hat.STAFF,))
