"""The questions of a layer as a form, and given answers as lines to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.core.ground.figures import euros
from coaching.core.reading.writing import write_whole
from coaching.core.screen import fields
from coaching.programmes.layers import Definition, Question, text

LONGEST_TEXT = 5_000
MOST = 10**9


class AnswersForm(forms.Form):
    """One field per question; `answers` gives what to store as JSON.

    partial: saved for later, so that nothing is required yet; what is filled in must still be right.
    """

    def __init__(
        self,
        definition: Definition,
        data: Any = None,
        files: Any = None,
        *,
        partial: bool = False,
        answers: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, initial=_initial(definition, answers or {}), **kwargs)
        self.definition = definition
        for question in definition.questions:
            field = _field(question)
            field.required = question.required and not partial
            field.error_messages["required"] = _("Answer this question.")
            self.fields[question.code] = field

    @property
    def answers(self) -> dict[str, Any]:
        return {q.code: _stored(self.cleaned_data.get(q.code)) for q in self.definition.questions}


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": str(question), "help_text": question.help_text}
    choices = [(code, capfirst(text(label))) for code, label in question.choices.items()]
    match question.kind:
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST_TEXT, **common)
        case "number":
            return fields.WholeNumber(min_value=0, max_value=MOST, **common)
        case "money":
            return fields.Amount(min_value=0, max_value=MOST, **common)
        case "date":
            return fields.Date(**common)
        case "yes_no":
            yes_no = [("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(choices=yes_no, widget=forms.RadioSelect, **common)
        case "choice":
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case "choices":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case _:
            return forms.CharField(max_length=300, **common)


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _initial(definition: Definition, stored: Mapping[str, Any]) -> dict[str, Any]:
    return {question.code: _first(question, stored.get(question.code)) for question in definition.questions}


def _first(question: Question, kept: Any) -> Any:
    if question.kind == "date" and kept:
        return date.fromisoformat(kept)
    return Decimal(kept) if question.kind == "money" and kept else kept


def shown(definition: Definition, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(question, answer in words) for a summary list, in the order of the questions."""
    return [(str(question), _words(question, answers.get(question.code))) for question in definition.questions]


def _words(question: Question, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    match question.kind:
        case "number":
            return write_whole(value) if isinstance(value, int) else str(value)
        case "money":
            return euros(value, cents=True)
        case "date":
            return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
        case "yes_no":
            return _("Yes") if value == "yes" else _("No")
        case "choice" | "choices":
            codes = value if isinstance(value, list) else [value]
            return ", ".join(text(question.choices.get(code, {"nl": code})) for code in codes)
        case _:
            return str(value)
