"""Forms of the trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields
from coaching.core.screen.pages import VersionedModelForm
from coaching.trajectories.actions.handover import CHOOSE_AGAIN, OpenFile
from coaching.trajectories.models import CoachingSession, PaymentAccount, Trajectory
from coaching.trajectories.payments import account_in_groups

LONG = 4000
HALF_HOUR = Decimal("0.5")


def _area(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=LONG, widget=forms.Textarea({"rows": rows})
    )


class RequestCoachForm(forms.Form):
    message = _area(
        _("Message to the coach"),
        required=False,
        help_text=_("What is going on in your company, and when would suit you? A few lines are enough."),
    )
    whole_file = forms.BooleanField(
        label=_("The coach may see everything in our file"),
        required=False,
        help_text=_(
            "Also the risk analyses and plans from before this coaching, and work on them. Without this tick the coach "
            "works on what is made from now on, and reads of what was there only what that builds on."
        ),
    )


class ChangeCoachForm(RequestCoachForm):
    """The reason is for the programme; the message for the coach who is asked."""

    reason = _area(
        _("Why do you want another coach?"), help_text=_("The programme reads this, the coaches do not."), rows=3
    )
    field_order = ["reason", "message", "whole_file"]


class AccountForm(VersionedModelForm):
    """On which account a coach is paid."""

    iban = fields.Iban(label=_("Account number (IBAN)"), help_text=_("For example BE71 0961 2345 6769."))

    class Meta:
        model = PaymentAccount
        fields = ["holder"]
        help_texts = {"holder": _("You, your company or the service that you work for.")}

    field_order = ["holder", "iban", "version"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"iban": account_in_groups(kwargs["instance"].iban), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class TalkForm(forms.Form):
    """When and where company and coach meet first."""

    day = fields.Date(label=_("Day"))
    hour = fields.TimeOfDay(label=_("Hour"), help_text=_("For example 14:30."))
    where = forms.CharField(label=_("Where, or the link"), max_length=200, required=False)

    def values(self) -> dict[str, Any]:
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])
        return {"talk_at": timezone.make_aware(moment), "where": self.cleaned_data["where"]}


class AccreditForm(forms.Form):
    until_on = fields.Date(label=_("Accredited until"))


class HandOverForm(forms.Form):
    """Who takes over each open file, and why the coach leaves."""

    reason = _area(
        _("Reason"), help_text=_("For the trail of the programme; companies and coaches do not read it."), rows=2
    )

    def __init__(self, *args: Any, files: Sequence[OpenFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_files = files
        for file in files:
            again = [(CHOOSE_AGAIN, _("the company chooses again"))] if _free_to_choose(file) else []
            people = [] if file.asked_only else [(str(coach.pk), coach.name) for coach in file.candidates]
            self.fields[f"file_{file.trajectory.pk}"] = forms.ChoiceField(
                label=file.trajectory.application.company_name,
                choices=[("", "–"), *people, *again],
                initial=file.proposed,
                help_text=file.trajectory.get_state_display(),
                error_messages={"required": _("Choose who takes over.")},
            )
        self.order_fields([f"file_{file.trajectory.pk}" for file in files])

    def chosen(self) -> dict[UUID, str]:
        """What `hand_over_files` takes."""
        return {file.trajectory.pk: self.cleaned_data[f"file_{file.trajectory.pk}"] for file in self.open_files}


def _free_to_choose(file: OpenFile) -> bool:
    return file.may_choose_again or file.asked_only


class AcceptForm(forms.Form):
    answer = _area(
        _("Message to the company"),
        required=False,
        help_text=_("For example when you could come for a first talk."),
        rows=3,
    )


class DeclineForm(forms.Form):
    reason = _area(_("Reason"), help_text=_("The company reads this."), rows=3)


class ReasonForm(forms.Form):
    """For a hold or a stop."""

    reason = _area(_("Reason"), help_text=_("Company, coach and programme read this."), rows=3)


class SessionForm(VersionedModelForm):
    """A line of the log; the same form logs and corrects."""

    hours = fields.Hours(
        label=_("Hours"),
        min_value=HALF_HOUR,
        max_value=Decimal(12),
        decimal_places=1,
        step_size=HALF_HOUR,
        help_text=_("Coaching hours of this session, in halves: they count towards the hours of the programme."),
        error_messages={"step_size": _("Write the hours in halves, for example 1,5 or 2.")},
    )

    class Meta:
        model = CoachingSession
        fields = ["held_on", "kind", "hours", "present", "agreed", "next_step"]
        widgets = {
            "agreed": forms.Textarea({"rows": 4, "maxlength": LONG}),
            "next_step": forms.Textarea({"rows": 2, "maxlength": LONG}),
        }
        help_texts = {
            "present": _("Names or functions of who took part."),
            "agreed": _("The company reads this."),
        }


class ReportForm(VersionedModelForm):
    class Meta:
        model = Trajectory
        fields = ["final_report"]
        widgets = {"final_report": forms.Textarea({"rows": 16})}
        help_texts = {
            "final_report": _(
                "What was the question, what was done, what changed for the workers, what goes on afterwards?"
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["final_report"].required = True


class ExtendClockForm(forms.Form):
    """A later start date."""

    until = fields.Date(label=_("New start date"), error_messages={"required": _("Fill in the new start date.")})
    reason = _area(_("Reason"), help_text=_("Company and coach read this."), rows=3)


class PauseClockForm(forms.Form):
    reason = _area(_("Reason"), help_text=_("Company and coach read this."), rows=3)
