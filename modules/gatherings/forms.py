"""Forms of gatherings."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm
from modules.models import Gathering, Module
from modules.uptake.forms import TakeForm


class PlaceForm(TakeForm):
    """Who comes; the enterprise number is not needed for a place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["enterprise_number"]
        self.fields["email"].help_text = _("We send the confirmation and a reminder to this address.")


class GatheringForm(VersionedModelForm):
    """A day and an hour, a place or a link."""

    module = forms.ChoiceField(label=_("Module"))
    day = fields.Date(label=_("Day"))
    hour = fields.TimeOfDay(label=_("Hour"), help_text=_("For example 14:30."))
    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=_("Needed without a place. Only those who come see it."),
    )

    class Meta:
        model = Gathering
        fields = ["minutes", "place", "link", "language", "capacity"]
        help_texts = {
            "place": _("Room and address. Leave it empty for an online gathering; then the link is needed."),
        }

    field_order = ["module", "day", "hour", "minutes", "place", "link", "language", "capacity"]

    def __init__(self, *args: Any, modules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules: dict[str, Module] = {str(module.pk): module for module in modules}
        offer(self, "module", [(key, str(module)) for key, module in self.modules.items()])
        self.order_fields([*self.field_order, "version"])
        sometimes_needed(self, "place", "link")
        if not self.instance._state.adding:
            del self.fields["module"]
            local = timezone.localtime(self.instance.starts_at)
            self.initial.update(day=local.date(), hour=local.strftime("%H:%M"))

    @property
    def values(self) -> dict[str, Any]:
        found = self.cleaned_data
        moment: time = found["hour"]
        starts_at = timezone.make_aware(datetime.combine(found["day"], moment))
        return {"starts_at": starts_at, **{name: found[name] for name in self.Meta.fields}}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("place") and not found.get("link"):
            self.add_error("place", _("Fill in a place or a link."))
        return found


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who signed up reads this."),
        error_messages={"required": _("Give a reason.")},
    )
