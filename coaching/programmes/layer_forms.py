"""The forms with which an administrator edits a draft of a layer: texts in three languages side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields
from coaching.core.screen.forms import give_unit, sometimes_needed
from coaching.programmes.layers import (
    LANGUAGES,
    Criterion,
    Indicator,
    Item,
    Question,
    Texts,
    fresh_code,
)
from coaching.programmes.models import LayerVersion
from coaching.programmes.steps import STEPS
from coaching.programmes.text_forms import TextsForm

KIND_LABELS = (
    ("text", _("one line of text")),
    ("long", _("some sentences")),
    ("number", _("a number")),
    ("money", _("an amount in euro")),
    ("date", _("a date")),
    ("yes_no", _("yes or no")),
    ("choice", _("one of several choices")),
    ("choices", _("several choices at once")),
)
INDICATOR_LABELS = (
    ("input", _("input: what is put in")),
    ("process", _("process: how it goes")),
    ("output", _("output: what comes of it")),
)
FOR_CHOICES = ("choice", "choices")


class BasicsForm(TextsForm):
    """Name, summary, approval and the built-in pages."""

    texts = (("name", _("Name"), False, True), ("summary", _("In one sentence"), True, False))
    needs_approval = forms.BooleanField(
        label=_("The programme must approve it"),
        required=False,
        help_text=_("Without approval a company can begin at once."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Pages that are asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(step.slug, step.heading) for step in STEPS],
        help_text=_("What we know of the company is shown, not asked again. Ask no more than the layer needs."),
    )

    def __init__(self, *args: Any, layer: LayerVersion, **kwargs: Any) -> None:
        start = {"name": layer.name, "summary": layer.summary}
        initial = {"needs_approval": layer.needs_approval, "steps": list(layer.parts.steps)}
        super().__init__(*args, version=layer.version, start=start, initial=initial, **kwargs)


class ItemForm(TextsForm):
    """A label and a hint in three languages; the code is made by itself and then stays."""

    texts = (("label", _("Text"), False, True), ("help", _("Hint"), True, False))
    kind_of_item: type[Item] = Item

    def __init__(self, *args: Any, item: Item | None = None, version: int, **kwargs: Any) -> None:
        start = {"label": item.label, "help": item.help} if item else {}
        initial = {name: getattr(item, name) for name in self.base_fields if item and hasattr(item, name)}
        super().__init__(*args, version=version, start=start, initial=initial | self.more(item), **kwargs)
        self.item = item

    def more(self, item: Any) -> dict[str, Any]:
        return {}

    def made(self, taken: Iterable[str]) -> Item:
        """The item as filled in; `taken`: codes of the others in the list."""
        code = self.item.code if self.item else fresh_code(self.cleaned_data["label_nl"], taken)
        return self.kind_of_item(code=code, label=self.read("label"), help=self.read("help"), **self.particulars())

    def particulars(self) -> dict[str, Any]:
        return {}


class QuestionItemForm(ItemForm):
    """A question with choices needs them; others have none."""

    kind_of_item = Question
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=KIND_LABELS)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    choice_lines = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("One per line, in three languages: Dutch | French | English. Only for questions with choices."),
    )
    evidence = forms.BooleanField(
        label=_("A file may be added"),
        required=False,
        help_text=_("For example a report of a meeting, as PDF or photo."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sometimes_needed(self, "choice_lines")

    def more(self, item: Any) -> dict[str, Any]:
        if not item:
            return {"required": True}
        lines = [" | ".join(label.get(lang, "") for lang in LANGUAGES) for label in item.choices.values()]
        return {"choice_lines": "\n".join(lines)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        rows = [line for line in found.get("choice_lines", "").splitlines() if line.strip()]
        if found.get("kind") in FOR_CHOICES and len(rows) < 2:
            self.add_error("choice_lines", _("Give at least two choices, one per line."))
        if any(len([part for part in line.split("|") if part.strip()]) != len(LANGUAGES) for line in rows):
            self.add_error("choice_lines", _("Each line needs three texts: Dutch | French | English."))
        return found

    def particulars(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {
            "kind": found["kind"],
            "required": found["required"],
            "evidence": found["evidence"],
            "choices": self._choices() if found["kind"] in FOR_CHOICES else {},
        }

    def _choices(self) -> dict[str, Texts]:
        """A choice that was there keeps its code, recognised by its Dutch text: old answers stay readable."""
        before = {label.get("nl", ""): code for code, label in getattr(self.item, "choices", {}).items()}
        made: dict[str, Texts] = {}
        for line in self.cleaned_data["choice_lines"].splitlines():
            if not line.strip():
                continue
            label = dict(zip(LANGUAGES, (part.strip() for part in line.split("|")), strict=True))
            made[before.get(label["nl"]) or fresh_code(label["nl"], {*made, *before.values()})] = label
        return made


class CriterionItemForm(ItemForm):
    kind_of_item = Criterion
    weight = fields.WholePercent(
        label=_("Weight"), min_value=1, max_value=100, help_text=_("All criteria together: 100 %.")
    )
    most = fields.WholeNumber(label=_("Highest score"), min_value=1, max_value=100, initial=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_unit(self, "weight", "%")

    def particulars(self) -> dict[str, Any]:
        return {"weight": self.cleaned_data["weight"], "most": self.cleaned_data["most"]}


class IndicatorItemForm(ItemForm):
    kind_of_item = Indicator
    kind = forms.ChoiceField(label=_("Kind"), choices=INDICATOR_LABELS, widget=forms.RadioSelect)

    def particulars(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["kind"]}


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "questions": QuestionItemForm,
    "criteria": CriterionItemForm,
    "indicators": IndicatorItemForm,
    "commitments": ItemForm,
}
