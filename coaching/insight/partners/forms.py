"""Forms of the list of partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Language
from coaching.core.screen import fields
from coaching.core.screen.filters import FilterForm, with_all
from coaching.core.screen.forms import offer
from coaching.core.screen.pages import VersionedModelForm
from coaching.programmes.enums import ReferralChannel
from coaching.programmes.models import Partner

KINDS = [(value, capfirst(label)) for value, label in ReferralChannel.choices]


class PartnerFilterForm(FilterForm):
    """Search and filter of the list of partners."""

    q = forms.CharField(label=_("Search a partner"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind of partner"), choices=with_all(KINDS), required=False)


class AddPartnerForm(forms.Form):
    name = forms.CharField(label=_("Name of the partner"), max_length=150)
    kind = forms.ChoiceField(
        label=_("Kind of partner"),
        choices=KINDS,
        help_text=_("Who applies by its link has this filled in as how they heard of the programme."),
    )


class ChangePartnerForm(VersionedModelForm):
    class Meta:
        model = Partner
        fields = ["name", "kind"]
        labels = {"name": _("Name of the partner"), "kind": _("Kind of partner")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", KINDS)


class InvitePartnerForm(forms.Form):
    email = fields.EmailAddress(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
