"""Forms of judging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm
from coaching.programmes.layers import Criterion
from coaching.programmes.models import AssessmentRound, FileNote

LONGEST = 4000
DAYS_TO_SCORE = 14  # own choice, proposed in the form
VERB_CHOICES = [
    ("approve", _("Approve")),
    ("reject", _("Do not approve")),
    ("waitlist", _("Put on the waiting list")),
]


def _area(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class RoundForm(VersionedModelForm):
    class Meta:
        model = AssessmentRound
        fields = ["name", "opens_on", "closes_on", "decide_by"]
        help_texts = {
            "closes_on": _("The last day on which an application counts for this round."),
            "decide_by": _("Companies see this date."),
        }


class AssignForm(forms.Form):
    """Who judges; whoever has an interest in the company cannot be ticked."""

    assessors = forms.TypedMultipleChoiceField(
        label=_("Who judges this application?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )
    due_on = fields.Date(label=_("Score by"))

    def __init__(self, *args: Any, candidates: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [row for row in candidates if not row.conflict and not row.asked]
        self.nobody = not free
        offer(self, "assessors", [(row.user_id, row.name) for row in free])
        self.fields["due_on"].initial = clock.today() + timedelta(days=DAYS_TO_SCORE)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return due_on


class ScoreForm(forms.Form):
    """One score and one remark per criterion; a draft may lack some."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        criteria: Sequence[Criterion],
        scores: dict[str, Any],
        remark: str,
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, initial={"version": version, "general": remark}, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            given = scores.get(criterion.code, {})
            choices = [(str(n), str(n)) for n in range(criterion.most + 1)]
            label = f"{criterion} ({criterion.weight} %)"
            self.fields[f"points_{criterion.code}"] = forms.ChoiceField(
                label=label,
                help_text=criterion.help_text,
                required=False,
                choices=choices,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
            )
            sometimes_needed(self, f"points_{criterion.code}")  # to hand them in, not to keep them
            self.fields[f"remark_{criterion.code}"] = _area(_("Why"), required=False, rows=2)
            self.initial[f"points_{criterion.code}"] = str(given["points"]) if "points" in given else ""
            self.initial[f"remark_{criterion.code}"] = given.get("remark", "")
        self.fields["general"] = _area(_("General remark"), required=False, rows=3)

    @property
    def scores(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for criterion in self.criteria:
            points = self.cleaned_data.get(f"points_{criterion.code}", "")
            row: dict[str, Any] = {"remark": self.cleaned_data.get(f"remark_{criterion.code}", "")}
            if points != "":
                row["points"] = int(points)
            found[criterion.code] = row
        return found

    def missing(self) -> None:
        """Mark the criteria without a score; called when the scores are to be final."""
        for criterion in self.criteria:
            if self.cleaned_data.get(f"points_{criterion.code}", "") == "":
                self.add_error(f"points_{criterion.code}", _("Give a score."))


class ReasonForm(forms.Form):
    reason = _area(_("Reason"))


class ProposalForm(forms.Form):
    verb = forms.ChoiceField(label=_("Decision"), choices=VERB_CHOICES, widget=forms.RadioSelect)
    reason = _area(_("Reason"), help_text=_("The company reads this, word for word."))


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=FileNote.Kind.choices, widget=forms.RadioSelect)
    text = _area(_("Note"), help_text=_("Only the people of the programme read this."))
