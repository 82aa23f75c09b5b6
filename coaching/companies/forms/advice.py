"""Forms of an adviser's advice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.models import AdvisingAs
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer


class AskForm(forms.Form):
    """Whom, what, and by when."""

    adviser = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "About the work, never about one person. Your consultation body reads the question with the advice."
        ),
    )
    wanted_on = fields.Date(label=_("Wanted by"))

    def __init__(self, *args: Any, people: Mapping[tuple[int, str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted_on"].initial = clock.today() + timedelta(days=rules.ADVICE_DAYS)
        self._people = {f"{person}-{one}": (person, one) for person, one in people}
        told = {
            key: f"{people[held]}, {AdvisingAs(held[1]).label}"
            for key, held in sorted(self._people.items(), key=lambda one: people[one[1]].casefold())
        }
        offer(self, "adviser", list(told.items()))

    def clean_wanted_on(self) -> date:
        day: date = self.cleaned_data["wanted_on"]
        if day < clock.today():
            raise forms.ValidationError(_("Choose a day in the future."))
        return day

    def asked(self) -> dict[str, Any]:
        person, discipline = self._people[self.cleaned_data["adviser"]]
        return {
            "asked_of_id": person,
            "discipline": discipline,
            "text": self.cleaned_data["text"],
            "wanted_on": self.cleaned_data["wanted_on"],
        }


class GiveForm(forms.Form):
    """The words, and in which discipline where there is a choice."""

    discipline = forms.ChoiceField(label=_("As what?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your advice"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Once given, nobody changes it, you neither. Write about the work, never about one person."),
    )

    def __init__(self, *args: Any, disciplines: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(disciplines) == 1:
            del self.fields["discipline"]
            self._only = disciplines[0]
        else:
            self._only = ""
            offer(self, "discipline", [(one, capfirst(str(AdvisingAs(one).label))) for one in disciplines])

    def given(self) -> dict[str, str]:
        found = self.cleaned_data
        return {"discipline": self._only or found["discipline"], "text": found["text"]}
