"""The enterprise register's open data, as far as applying needs it. Public: the same for every tenant.

One row per enterprise and per establishment unit, names and addresses per language inside it: a look-up is one row by
its primary key. Only `load_register` writes them (see docs/register.md).
"""

from __future__ import annotations

from typing import Any

from django.db import models

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel


class RegisterEntity(TenantModel):
    """What enterprises and establishment units have in common. Texts: {"nl": …, "fr": …, "de": …, "en": …, "und": …}."""

    id: Any = None  # the number is the key
    number = models.CharField(max_length=10, primary_key=True)
    names = models.JSONField(default=dict)  # legal ones where there are any, else commercial ones, else abbreviations
    shop_names = models.JSONField(default=dict)  # commercial ones beside a legal name
    streets = models.JSONField(default=dict)
    municipalities = models.JSONField(default=dict)
    countries = models.JSONField(default=dict)  # of an address abroad
    postcode = models.CharField(max_length=10, default="")
    nace_version = models.CharField(max_length=4, default="")
    nace_code = models.CharField(max_length=10, default="")
    started_on = models.DateField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.number)


class RegisterEnterprise(RegisterEntity):
    """onderneming in the register. Natural persons have no address of a seat."""

    juridical_form = models.CharField(max_length=3, default="")
    juridical_situation = models.CharField(max_length=3, default="")  # 000: as usual; words: JuridicalSituation/050
    is_natural_person = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)


class RegisterEstablishment(RegisterEntity):
    """vestigingseenheid in the register."""

    enterprise_number = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["enterprise_number", "number"], name="register_units_of")]


class RegisterCode(TenantModel):
    """Words of a code, in the register's languages. key: `Nace2025/10710`, `JuridicalForm/610`, `JuridicalSituation/050`."""

    id: Any = None
    key = models.CharField(max_length=60, primary_key=True)
    words = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.key)


class RegisterExtract(TenantModel):
    """One extract that was loaded whole: the next must follow it."""

    number = models.PositiveIntegerField(null=True)  # none: it came without meta.csv
    dated = models.DateField(null=True)
    is_update = models.BooleanField(default=False)
    enterprises = models.PositiveIntegerField(default=0)
    establishments = models.PositiveIntegerField(default=0)
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-loaded_at"]

    def __str__(self) -> str:
        return str(self.number or self.dated or self.loaded_at)
