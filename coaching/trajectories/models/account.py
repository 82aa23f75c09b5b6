"""On which account a coach is paid. Nobody else reads it: a statement takes it along when it is handed in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.coaches.models import Coach
from coaching.core.tenancy.models import TenantModel, Versioned


class PaymentAccount(Versioned, TenantModel):
    """iban: without spaces, its check digits right (ISO 13616, mod 97). holder: the coach, or who employs them."""

    coach = models.OneToOneField(Coach, models.CASCADE, related_name="+")
    holder = models.CharField(_("holder of the account"), max_length=150)
    iban = models.CharField(_("account number (IBAN)"), max_length=34)

    def __str__(self) -> str:
        return f"…{self.iban[-4:]}"
