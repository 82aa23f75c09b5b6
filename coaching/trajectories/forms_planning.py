"""Forms of planned sessions: days and hours as people say them, in Belgian time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields
from coaching.core.screen.forms import sometimes_needed
from coaching.trajectories.enums import SessionKind
from coaching.trajectories.models import PlannedSession
from coaching.trajectories.models.planned import Slot

LONG = 2000
NUMBERS = (1, 2, 3)
HALF_HOUR = Decimal("0.5")
NO_SUCH_HOUR = _("On this day the clock skips that hour. Choose another one.")


def _reason(help_text: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=_("Reason"), max_length=LONG, widget=widget, help_text=help_text)


def _length() -> fields.Hours:
    return fields.Hours(
        label=_("How long"),
        min_value=HALF_HOUR,
        max_value=Decimal(12),
        decimal_places=1,
        step_size=HALF_HOUR,
        help_text=_("In hours, for example 1,5 or 2."),
        error_messages={"step_size": _("Write the hours in halves, for example 1,5 or 2.")},
    )


def _place() -> dict[str, forms.Field]:
    return {
        "venue": forms.CharField(label=_("Where"), max_length=200, required=False),
        "link": forms.URLField(
            label=_("Link for a talk online"), max_length=300, required=False, assume_scheme="https"
        ),
    }


def slot_of(day: date, hour: time, hours: Decimal) -> Slot | None:
    """From that hour on, so long by the clock on the wall and by the one that never changes; None for an hour that is not."""
    local = timezone.make_aware(datetime.combine(day, hour))
    begins = local.astimezone(UTC)
    if timezone.localtime(begins).time() != hour:
        return None
    return Slot(begins, begins + timedelta(hours=float(hours)))


class PlanForm(forms.Form):
    """One to three dates, all equally long; each stands beside its hour."""

    template_name = "trajectories/plan_fields.html"

    kind = forms.ChoiceField(label=_("What for"), choices=SessionKind.choices)
    hours = _length()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            first, said = number == 1, {"number": number}
            self.fields[f"day_{number}"] = fields.Date(label=_("Date %(number)s") % said, required=first)
            self.fields[f"hour_{number}"] = fields.TimeOfDay(
                label=_("Hour of date %(number)s") % said,
                required=first,
                help_text=_("For example 14:30.") if first else _("Needed when you fill in the date."),
            )
            if not first:
                sometimes_needed(self, f"day_{number}")
                sometimes_needed(self, f"hour_{number}")
        self.fields |= _place()
        self.fields["note"] = forms.CharField(
            label=_("Message to the company"), max_length=LONG, required=False, widget=forms.Textarea({"rows": 3})
        )

    @property
    def before(self) -> list[BoundField]:
        return [self["kind"], self["hours"]]

    @property
    def pairs(self) -> list[tuple[int, BoundField, BoundField]]:
        return [(number, self[f"day_{number}"], self[f"hour_{number}"]) for number in NUMBERS]

    @property
    def behind(self) -> list[BoundField]:
        return [self[name] for name in (*_place(), "note")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in NUMBERS:
            day, hour = cleaned.get(f"day_{number}"), cleaned.get(f"hour_{number}")
            if day and hour is None and f"hour_{number}" not in self.errors:
                self.add_error(f"hour_{number}", _("At what hour?"))
            if hour is not None and not day and f"day_{number}" not in self.errors:
                self.add_error(f"day_{number}", _("On which day?"))
            if day and hour is not None and slot_of(day, hour, Decimal(1)) is None:
                self.add_error(f"hour_{number}", NO_SUCH_HOUR)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `plan_session` takes."""
        said = self.cleaned_data
        given = [(said[f"day_{number}"], said[f"hour_{number}"]) for number in NUMBERS if said[f"day_{number}"]]
        slots = [slot for day, hour in given if (slot := slot_of(day, hour, said["hours"]))]
        return {"options": slots} | {name: said[name] for name in ("kind", "venue", "link", "note")}


class MoveForm(forms.Form):
    """Another date or place, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    day = fields.Date(label=_("Day"))
    hour = fields.TimeOfDay(label=_("Hour"), help_text=_("For example 14:30."))
    hours = _length()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _place()
        self.fields["reason"] = _reason(_("Company and coach read this."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day and hour is not None and slot_of(day, hour, Decimal(1)) is None:
            self.add_error("hour", NO_SUCH_HOUR)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `move_plan` takes."""
        said = self.cleaned_data
        slot = slot_of(said["day"], said["hour"], said["hours"])
        return {"slot": slot, "opened_with": said["version"]} | {
            name: said[name] for name in ("venue", "link", "reason")
        }


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    reason = _reason(_("Company and coach read this."))


class NoneSuitsForm(forms.Form):
    reason = _reason(_("When would it suit you? The coach reads this."))


class ChooseForm(forms.Form):
    """One of the dates, by `Slot.key`."""

    option = forms.CharField(max_length=40, error_messages={"required": _("Choose one of the dates.")})


def as_planned(planned: PlannedSession) -> dict[str, Any]:
    """What the log of a planned session begins with."""
    slot = planned.agreed
    assert slot is not None  # what is agreed has a date
    return {"held_on": timezone.localtime(slot.starts_at).date(), "kind": planned.kind, "hours": hours_of(slot)}


def as_it_is(planned: PlannedSession) -> dict[str, Any]:
    """What moving it begins with."""
    slot = planned.agreed
    assert slot is not None
    local = timezone.localtime(slot.starts_at)
    return {
        "version": planned.version,
        "day": local.date(),
        "hour": f"{local:%H:%M}",
        "hours": hours_of(slot),
        "venue": planned.venue,
        "link": planned.link,
    }


def hours_of(slot: Slot) -> Decimal:
    """How long it lasts, in half hours, upwards."""
    halves = -(-(slot.ends_at - slot.starts_at) // timedelta(minutes=30))
    return Decimal(halves) / 2
