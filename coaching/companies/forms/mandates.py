"""Forms of mandates of people from outside."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import GRACE_BOUNDS, Discipline
from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed


class UntilForm(forms.Form):
    """Until when somebody from outside works in the file: that whole day."""

    until = fields.Date(
        label=_("Until and with"),
        required=False,
        help_text=_("Leave it empty for no end: you can end it on any day."),
    )

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < clock.today():
            raise forms.ValidationError(_("Choose a day in the future."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class GraceForm(forms.Form):
    """How long a coach reads on after a closing."""

    days = fields.WholeNumber(
        label=_("Days to read after a closing"),
        min_value=GRACE_BOUNDS[0],
        max_value=GRACE_BOUNDS[1],
        help_text=_("For coachings that close from now on. 0: reading ends with the closing."),
    )


class EndMandateForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("For your own trail. The other does not read it."),
    )


class GiveMandateForm(UntilForm):
    """Who from outside may work in the file, as what, and in what of it."""

    discipline = forms.ChoiceField(label=_("As what?"), choices=Discipline.choices, widget=forms.RadioSelect)
    person = forms.TypedChoiceField(
        label=_("Somebody who is known here"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A coach, or who had a mandate of yours before. Needed when you give no e-mail address."),
    )
    email = fields.EmailAddress(
        label=_("Or an e-mail address"),
        max_length=254,
        required=False,
        help_text=_(
            "They get an invitation that works for 14 days, for that address alone. Needed when you choose nobody."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    scope = forms.ChoiceField(
        label=_("What for?"),
        widget=forms.RadioSelect,
        choices=[
            ("new", _("What is made from now on; of what there is, only what that builds on, to read")),
            ("whole", _("The whole file: all risk analyses, plans and measures")),
        ],
        initial="new",
    )
    field_order = ["discipline", "person", "email", "language", "scope", "until"]

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", _("Nobody from this list")), *people])
        sometimes_needed(self, "person", "email")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        person, email = found.get("person"), found.get("email")
        if person and email:
            self.add_error("email", _("Choose somebody from the list, or give an address: not both."))
        elif not (person or email or self.errors):
            self.add_error("email", _("Say who: choose somebody from the list, or give an e-mail address."))
        elif email and found.get("discipline") == Discipline.COACH:
            self.add_error("email", _("Choose the coach from the list."))
        return found
