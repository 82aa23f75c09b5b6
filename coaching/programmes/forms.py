"""The forms of the company, of assessing and of deciding. Those of applying: `apply_forms`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.programmes.apply_forms import LONGEST_TEXT, long_text
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
