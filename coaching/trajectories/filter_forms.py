"""The filter bar above the programme's list of trajectories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Province
from coaching.core.screen import fields
from coaching.core.screen.filters import ALL, FilterForm, with_all
from coaching.programmes.enums import LayerNumber, TargetGroup
from coaching.trajectories.enums import TrajectoryState

PHASES = (
    ("before", _("not started yet")),
    ("running", _("running")),
    ("on_hold", _("on hold")),
    ("ended", _("ended")),
)
DUE = (
    ("late", _("passed")),
    ("7", _("within a week")),
    ("14", _("within two weeks")),
    ("30", _("within thirty days")),
    ("90", _("within ninety days")),
)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


class DeskFilterForm(FilterForm):
    """Anything odd in the address simply counts as nothing."""

    FIRST = ("search", "state", "coach", "due")
    STATES = (
        ALL,
        ("overdue", _("start date passed")),
        ("escalated", _("on your desk: contact the company")),
        ("unanswered", _("coach has to answer by now")),
        ("coach_wanted", _("asks you for a coach")),
        ("to_close", _("final report is there: to close")),
        ("running", _("running")),
    )

    search = forms.CharField(label=_("Company"), required=False, max_length=100)
    state = _choice(_("Status"), (*STATES, *TrajectoryState.choices))
    coach = forms.CharField(label=_("Coach"), required=False, max_length=100)
    due = _choice(_("Next date"), with_all(DUE))
    phase = _choice(_("Phase"), with_all(PHASES))
    province = _choice(_("Province"), with_all((value or "none", label) for value, label in Province.choices))
    target_group = _choice(_("Target group"), with_all(TargetGroup.choices))
    layer = _choice(_("Layer"), with_all(LayerNumber.choices))


class PaymentsForm(FilterForm):
    """Above the programme's statements of expenses."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        help_text=_("Company, coach, reference, account number or structured communication."),
    )
    account = _choice(_("Account number"), (ALL, ("none", _("not known")), ("known", _("known"))))
    first = fields.Date(label=_("Handed in from"), required=False)
    last = fields.Date(label=_("Handed in until"), required=False)
    least = fields.Amount(label=_("Subsidy from"), required=False, min_value=0)
    most = fields.Amount(label=_("Subsidy up to"), required=False, min_value=0)
