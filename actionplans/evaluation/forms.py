"""Forms of the evaluation of a year: only what nothing else in the file tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.reading import Dated, Gathered
from actionplans.evaluation.sources import Seen, SourceLine
from coaching.companies.wheel.kinds import NOT_YET
from coaching.companies.wheel.saying import what_of
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.screen.forms import sometimes_needed
from coaching.core.screen.pages import VersionedModelForm

LONGEST_REASON = 500


class YearForm(VersionedModelForm):
    """Why dates were missed, two figures of the whole company, and the texts of a year that had no plan. All optional."""

    class Meta:
        model = YearEvaluation
        fields = ["results", "lessons", "accidents", "absence_percent"]
        labels = {
            "results": _("What did the year bring?"),
            "lessons": _("What should be different next year?"),
            "accidents": _("How many accidents at work were there?"),
            "absence_percent": _("Which share of the working days was lost by illness?"),
        }
        help_texts = {
            "results": _("In a few sentences: what is better at work now, and what is not."),
            "lessons": _("It is proposed for the next plan."),
            "accidents": _(
                "Of the whole company together, with and without absence. Why we ask: a plan looks at what accidents "
                "taught. Never who or what happened to whom."
            ),
            "absence_percent": _(
                "Of the whole company together, in per cent. Why we ask: beside the measures it shows whether work became "
                "healthier. Never of a team or a person."
            ),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("results", "lessons")}

    def __init__(self, *args: Any, known: Gathered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unasked = [] if known.asks_figures else ["accidents", "absence_percent"]
        unasked += ["results", "lessons"] if known.is_agreed else []
        for name in unasked:
            del self.fields[name]
        self.missed: Sequence[Dated] = known.missed
        for number, dated in enumerate(self.missed, 1):
            self.fields[f"reason_{number}"] = forms.CharField(
                label=_("Why was this missed: %(what)s?") % {"what": what_of(dated.line)},
                initial=dated.why,
                max_length=LONGEST_REASON,
                required=False,
                help_text=_("By %(day)s. Why we ask: the body and an inspector ask it too. No names.")
                % {"day": long_day(dated.line.day)},
            )

    @property
    def columns(self) -> dict[str, Any]:
        """What was asked; what was not asked stays as it is kept."""
        kept = {name: getattr(self.instance, name) for name in self._meta.fields or ()}
        return kept | {name: self.cleaned_data[name] for name in kept if name in self.cleaned_data}

    @property
    def reasons(self) -> dict[str, str]:
        data = self.cleaned_data
        return {one.key: data.get(f"reason_{number}", "") for number, one in enumerate(self.missed, 1)}


class PsychosocialForm(VersionedModelForm):
    """The yearly evaluation of the psychosocial measures: six sources with one choice each, then what follows from them."""

    whole = forms.BooleanField(
        label=_("This is the evaluation: put it on record"),
        required=False,
        help_text=_(
            "It then stands on the year wheel as done, and the consultation body gets it. Leave it open to save what you "
            "know so far."
        ),
    )

    class Meta:
        model = YearEvaluation
        fields = ["works", "changes", "adviser", "without_adviser", "evaluated_on"]
        labels = {
            "works": _("What did the measures bring?"),
            "changes": _("What changes in the measures?"),
            "adviser": _("Who took part as psychosocial adviser?"),
            "without_adviser": _("Nobody took part? Say why."),
            "evaluated_on": _("Evaluated on"),
        }
        help_texts = {
            "works": _("What works, what does not, seen from the six sources together. No names, no single cases."),
            "changes": _("It is proposed for the next plan. Nothing changes? Leave it open."),
            "adviser": _("Name and service. Needed when somebody took part."),
            "without_adviser": _("The evaluation asks for that adviser; the consultation body reads your reason."),
            "evaluated_on": _("The next one is due twelve months later."),
        }
        widgets = {
            "works": forms.Textarea(attrs={"rows": 5}),
            "changes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, lines: Sequence[SourceLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = dict(self.fields)
        self.fields.clear()
        self.codes = [line.source.code for line in lines]
        for line in lines:
            self.fields[f"source_{line.source.code}"] = forms.ChoiceField(
                label=line.source.title,
                help_text=line.source.where,
                choices=[("", _("not said yet")), *Seen.choices],
                initial=line.seen,
                required=False,
            )
        self.fields.update(asked)
        needed = [f"source_{code}" for code in self.codes]
        sometimes_needed(self, *needed, "works", "adviser", "without_adviser", "evaluated_on")

    def clean_evaluated_on(self) -> date | None:
        day: date | None = self.cleaned_data["evaluated_on"]
        if day and day > clock.today():
            raise forms.ValidationError(NOT_YET)
        return day

    def clean(self) -> dict[str, Any]:
        """On record only when it is whole: each gap is said at its own field."""
        data = super().clean() or self.cleaned_data
        if data.get("whole"):
            for name in (*(f"source_{code}" for code in self.codes), "works", "evaluated_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed to put it on record."))
            if not (data.get("adviser") or data.get("without_adviser")):
                self.add_error("adviser", _("Say who took part, or below why nobody did."))
        return data

    @property
    def sources(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"source_{code}"] for code in self.codes}
