"""Forms of the advice room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.enums import AdviceKind, Bench, Reply
from actionplans.models import AdviceRequest, PreventionMeasure, Remark
from actionplans.queries.consultation import parts_of
from coaching.companies.models import BodyKind
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm

LONG = 5000


def date_field(label: Any, *, required: bool = True, help_text: Any = "") -> fields.Date:
    return fields.Date(label=label, required=required, help_text=help_text)


def text_field(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=LONG, help_text=help_text, widget=forms.Textarea({"rows": rows})
    )


class SubmitForm(forms.Form):
    """Put a plan before the body. With direct participation there is no meeting."""

    meeting_on = date_field(
        _("When does the body meet?"),
        required=False,
        help_text=_("Members must have the documents at least 8 days before. You may leave this open."),
    )
    short_notice_accepted = forms.BooleanField(
        label=_("I send it less than 8 days before the meeting anyway"),
        required=False,
        help_text=_("Members may refuse to treat it then."),
    )

    def __init__(self, *args: Any, body_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body_kind == BodyKind.DIRECT:
            self.fields.clear()


class ReasonForm(forms.Form):
    reason = text_field(_("Why?"))


class RemarkForm(VersionedModelForm):
    """A remark on one part of the frozen plan or on the whole."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    text = text_field(_("Your remark"))

    class Meta:
        model = Remark
        fields = ("about", "text")

    def __init__(self, *args: Any, advice_request: AdviceRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(part.code, part.label[:90]) for part in parts_of(advice_request.frozen)]
        offer(self, "about", [("", _("The plan as a whole")), *parts])


class MeetingForm(forms.Form):
    meeting_on = date_field(_("When does the body meet?"))
    short_notice_accepted = forms.BooleanField(
        label=_("Members know that they have less than 8 days to read"), required=False
    )


class HeldForm(forms.Form):
    held_on = fields.Date(label=_("When was the plan discussed?"), initial=clock.today)


OPINIONS = [("yes", _("in favour")), ("no", _("not in favour"))]


class AdviceForm(forms.Form):
    """Kind, and an opinion per bench; a union delegation or the workers themselves have one side only."""

    kind = forms.ChoiceField(
        label=_("Which advice is it?"),
        widget=forms.RadioSelect,
        choices=[(k.value, k.label) for k in (AdviceKind.UNANIMOUS, AdviceKind.DIVERGENT)],
        help_text=_("Unanimous: everybody thinks the same, in favour or not."),
    )
    workers = forms.ChoiceField(label=_("Opinion of the workers' side"), widget=forms.RadioSelect, choices=OPINIONS)
    workers_text = text_field(_("What the workers' side says"), required=False, rows=3)
    employer = forms.ChoiceField(
        label=_("Opinion of the employer's delegation"), widget=forms.RadioSelect, choices=OPINIONS
    )
    employer_text = text_field(_("What the employer's delegation says"), required=False, rows=3)
    text = text_field(_("Text of the advice"), required=False)

    def __init__(self, *args: Any, body_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body_kind != BodyKind.COMMITTEE:
            del self.fields["employer"], self.fields["employer_text"]
        if body_kind == BodyKind.DIRECT:
            self.fields["text"].label = _("Advice of the prevention service")
            self.fields["text"].required = True
            self.fields["workers"].help_text = _("Without remarks the workers are taken to agree.")

    def opinions(self) -> dict[str, tuple[bool, str]]:
        return {
            bench.value: (self.cleaned_data[bench.value] == "yes", self.cleaned_data[f"{bench.value}_text"])
            for bench in Bench
            if bench.value in self.fields
        }


REPLIES = [(reply.value, reply.label) for reply in Reply]


class ReplyForm(VersionedModelForm):
    """The employer's answer to one remark."""

    reply = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, choices=REPLIES)
    reply_text = text_field(
        _("Your reasons"),
        required=False,
        rows=3,
        help_text=_("Needed when you do not follow the remark, or only partly."),
    )
    change = forms.CharField(
        label=_("What changes in the plan?"),
        required=False,
        max_length=300,
        help_text=_("For example: A1 from 30 September to 15 May."),
    )

    class Meta:
        model = Remark
        fields = ("reply", "reply_text", "change")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sometimes_needed(self, "reply_text")


class AnswerForm(forms.Form):
    """The employer's answer to the advice as a whole."""

    answer = forms.ChoiceField(label=_("Do you follow the advice?"), widget=forms.RadioSelect, choices=REPLIES)
    text = text_field(
        _("Your reasons"),
        required=False,
        help_text=_("Needed when you do not follow the advice, only partly, or choose between differing opinions."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sometimes_needed(self, "text")


class ChangeForm(VersionedModelForm):
    """Work a followed remark into the measure it is about."""

    class Meta:
        model = PreventionMeasure
        fields = ("what", "who", "how", "where", "due_on", "budget_eur", "indicator")


class AdoptForm(forms.Form):
    at_once = forms.BooleanField(
        label=_("Let it come in force at once"),
        required=False,
        help_text=_("Otherwise it comes in force on 1 January of its first year."),
    )

    def __init__(self, *args: Any, annual: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if annual:
            self.fields.clear()
