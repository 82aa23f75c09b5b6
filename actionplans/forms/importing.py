"""Forms that bring a spreadsheet in: the file, what its headings and words mean, and where its rows go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions.bringing.common import Target
from actionplans.enums import FROM_ELSEWHERE, ImportKind
from actionplans.importing import words
from actionplans.importing.headings import NOTHING, Reading, fields_of, named
from actionplans.importing.reading import LARGEST_UPLOAD, Sheet, unknown_words
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, PlanImport
from actionplans.queries.annual import objectives_to_choose
from coaching.core.reading.cells import fold
from coaching.core.screen.forms import offer
from riskanalysis.enums import EDITABLE
from riskanalysis.models import RiskAnalysis

ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")
MOST_WORDS = 60  # whose meaning is asked at a time
MOST_TARGETS = 20
BY_HEADINGS = "by-headings"
MISSING = _("Say what this column is, or leave it out.")


class SpreadsheetField(forms.FileField):
    """CSV or XLSX, 2 MB at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("File"),
            max_length=200,
            error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
            **kwargs,
        )
        self.widget.attrs["accept"] = ",".join(ENDINGS) + ",text/csv"

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("This file is too large. The limit is 2 MB."))
        if upload and not upload.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a CSV or XLSX file."))
        return upload


class HandInForm(forms.Form):
    kind = forms.ChoiceField(label=_("What does the file hold?"), required=False, widget=forms.RadioSelect)
    file = SpreadsheetField(
        help_text=_("CSV or XLSX, at most 2 MB and 1,000 rows. Titles and merged cells are all right.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, capfirst(kind.label)) for kind in FROM_ELSEWHERE]
        offer(self, "kind", [(BY_HEADINGS, _("The headings tell")), *kinds])
        self.initial.setdefault("kind", BY_HEADINGS)

    def clean_kind(self) -> str:
        """ "" where the headings tell."""
        said: str = self.cleaned_data["kind"]
        return "" if said == BY_HEADINGS else said


class ReadingForm(forms.Form):
    """What each heading is, what words mean that we do not know, what empty cells mean, and where the rows go."""

    ready = forms.BooleanField(
        label=_("Mark measures that are complete as ready"),
        required=False,
        help_text=_("Complete is: what, why, who, how, where, when, level, indicator and who follows it up."),
    )

    def __init__(self, *args: Any, kept: PlanImport, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.sheet, self.before = kept, sheet, Reading.of(kept.reading)
        ready = self.fields.pop("ready")
        self._ask_target()
        self._ask_headings()
        self._ask_words()
        self._ask_defaults()
        if kept.kind != ImportKind.RISKS:
            self.fields["ready"] = ready
            self.initial["ready"] = bool(kept.target.get("ready"))

    def _choose(self, name: str, label: Any, choices: list[Any], initial: str, help_text: Any = "") -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, help_text=help_text)
        offer(self, name, choices)
        self.initial[name] = initial

    def _ask_target(self) -> None:
        label, rows = _targets(self.kept)
        if len(rows) > 1 or (rows and self.kept.kind == ImportKind.RISKS):
            first = [("", _("the open analysis of the whole organisation, or a new one"))]
            usual = first if self.kept.kind == ImportKind.RISKS else []
            here = str(self.kept.target.get("key") or (usual or rows)[0][0])
            self._choose("target", label, [*usual, *rows], here)

    def _ask_headings(self) -> None:
        offered = [(one.name, one.title) for one in named(self.kept.kind).values()]
        choices = [("", _("choose what it is")), *offered, (NOTHING, _("leave this column out"))]
        found = fields_of(self.kept.kind, self.sheet.headings, self.before)
        for place, (heading, name) in enumerate(zip(self.sheet.headings, found, strict=True)):
            if heading:
                label = _("Column “%(heading)s”") % {"heading": heading}
                self._choose(f"heading_{place}", label, choices, name)
                self.fields[f"heading_{place}"].required = True
                self.fields[f"heading_{place}"].error_messages["required"] = MISSING

    def _ask_words(self) -> None:
        """Also those that were explained before, so that a mistake can be mended."""
        self.asked: list[tuple[str, str, str]] = []  # field of the form, field of the file, the word
        for name, found in unknown_words(self.sheet, self.kept.kind, self.before).items():
            choices = [("", _("not said yet")), *words.CHOICES[name].choices]
            for text in found[: MOST_WORDS - len(self.asked)]:
                key = f"word_{len(self.asked)}"
                title = named(self.kept.kind)[name].title
                label = _("In %(column)s, “%(word)s” is") % {"word": text, "column": title}
                self._choose(key, label, choices, self.before.words.get(name, {}).get(fold(text), ""))
                self.asked.append((key, name, text))

    def _ask_defaults(self) -> None:
        kind, before = self.kept.kind, self.before.defaults
        if kind == ImportKind.RISKS:
            choices = [("", _("a mistake: each row must say it")), *words.CHOICES["sub_factor"].choices]
            self._choose(
                "default_sub_factor", _("A row that names no sub-factor"), choices, before.get("sub_factor", "")
            )
        elif kind == ImportKind.MEASURES and (goals := _goals(self.kept)):
            choices = [("", _("a mistake: each row must say it")), *goals]
            self._choose("default_objective", _("A row that names no objective"), choices, before.get("objective", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen: dict[str, str] = {}
        for place, heading in enumerate(self.sheet.headings):
            key = f"heading_{place}"
            if not (name := data.get(key, "")):
                continue
            if name != NOTHING and name in chosen:
                self.add_error(key, _("“%(other)s” is read as this already.") % {"other": chosen[name]})
            chosen.setdefault(name, heading)
        for one in named(self.kept.kind).values():
            if one.needed and one.name not in chosen:
                self.add_error(None, _("No column is read as “%(title)s”. That one is needed.") % {"title": one.title})
        return data

    @property
    def reading(self) -> Reading:
        """What was said now, beside what was said of files before."""
        data, found = self.cleaned_data, Reading.of(self.before.as_json())
        for place, heading in enumerate(self.sheet.headings):
            if name := data.get(f"heading_{place}"):
                found.headings[fold(heading)] = name
        for key, name, text in self.asked:
            said = found.words.setdefault(name, {})
            said.pop(fold(text), None)
            if data.get(key):
                said[fold(text)] = data[key]
        for name in ("sub_factor", "objective"):
            if f"default_{name}" in self.fields:
                found.defaults[name] = data[f"default_{name}"]
        return found

    @property
    def target(self) -> Target:
        key = self.cleaned_data.get("target")
        return Target(UUID(key) if key else None, bool(self.cleaned_data.get("ready")))


def _targets(kept: PlanImport) -> tuple[Any, list[tuple[str, str]]]:
    """What the rows can go into."""
    if kept.kind == ImportKind.RISKS:
        open_ones = RiskAnalysis.objects.filter(company_id=kept.company_id, state__in=EDITABLE)
        return _("Into which analysis?"), [(str(row.pk), row.title) for row in open_ones[:MOST_TARGETS]]
    if kept.kind == ImportKind.MEASURES:
        years = AnnualActionPlan.objects.filter(company_id=kept.company_id, state__in=rules.EDITABLE)
        return _("Into which yearly plan?"), [(str(row.pk), row.label) for row in years[:MOST_TARGETS]]
    plans = GlobalPreventionPlan.objects.filter(company_id=kept.company_id, state__in=rules.EDITABLE)
    return _("Into which five-year plan?"), [(str(row.pk), str(row)) for row in plans[:MOST_TARGETS]]


def _goals(kept: PlanImport) -> list[tuple[str, str]]:
    """Objectives by their codes; of the plan that the rows go into, or of all that can be changed."""
    plans = AnnualActionPlan.objects.filter(company_id=kept.company_id, state__in=rules.EDITABLE)
    if key := kept.target.get("key"):
        plans = plans.filter(pk=key)
    found = {one.code: str(one) for plan in plans[:MOST_TARGETS] for one in objectives_to_choose(plan)}
    return list(found.items())
