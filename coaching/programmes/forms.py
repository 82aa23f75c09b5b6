"""The forms of the company, of assessing and of deciding. Those of applying: `apply_forms`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Province
from coaching.core.screen.forms import offer
from coaching.programmes.apply_forms import LONGEST_TEXT, long_text
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.page_forms import file_field


# -- Company ---------------------------------------------------------------------------------------------------------
class AnswerInfoForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        widget=long_text(),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write your answer.")},
    )
    file = file_field(_("Add a file"))


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        widget=long_text(3),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("You need not say it, but it helps the programme."),
    )


# -- Desk ------------------------------------------------------------------------------------------------------------
class DeskFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, help_text=_("Name, number, reference"))
    state = forms.ChoiceField(label=_("Status"), required=False)
    target_group = forms.ChoiceField(label=_("Target group"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, *args: Any, states: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = ("", _("all"))
        shown = [(value, label) for value, label in ApplicationState.choices if value in states]
        provinces = [(value or "none", label) for value, label in Province.choices]
        for name, choices in (("state", shown), ("target_group", TargetGroup.choices), ("province", provinces)):
            offer(self, name, [every, *((v, capfirst(label)) for v, label in choices)])

    @property
    def filters(self) -> Mapping[str, Any]:
        """What was asked for; a value that is no choice counts as not asked."""
        self.is_valid()
        return self.cleaned_data


class RequestInfoForm(forms.Form):
    question = forms.CharField(
        label=_("What do you want to know?"),
        widget=long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("The company gets this sentence by mail and answers on its own page."),
        error_messages={"required": _("Write your question.")},
    )


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("The company reads this, word for word."),
        error_messages={"required": _("Give a reason. The company reads it.")},
    )
