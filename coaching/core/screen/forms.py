"""How forms are drawn: our field template, hints and errors tied to the field, input modes for phones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import drawn

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

M = TypeVar("M", bound=Model)
DASHES = re.compile("-{3,}")  # Django's word for no choice
TEXT_LIKE = (Input, forms.Textarea, forms.Select)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
AUTOCOMPLETE = {
    "email": "email",
    "tel": "tel",
    "phone": "tel",
    "mobile": "tel",
    "name": "name",
    "postcode": "postal-code",
}


def sometimes_needed(form: forms.BaseForm, *names: str) -> None:
    """These fields may be empty or not depending on another answer, so they are not called optional.

    Their hint says when they are needed. A field that is called optional never refuses to be empty: the tests watch it.
    """
    for name in names:
        if name in form.fields:
            vars(form.fields[name])["sometimes_needed"] = True


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any] | Callable[[], Iterable[Any]]) -> None:
    """What a field lets people choose from, where that is known only when the form is made; a function: when it is drawn."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = choices


def offer_rows(
    form: forms.BaseForm, name: str, rows: QuerySet[M], label: Callable[[M], StrOrPromise] | None = None
) -> None:
    """Which records a field lets people choose from, and what each is called there."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no records")
    field.queryset = rows
    if label:
        vars(field)["label_from_instance"] = label


def ask_only_among_several(form: forms.BaseForm, name: str) -> None:
    """Where there is one record to choose, it is chosen and the field is hidden. Call after `offer_rows`."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        found = list(field.queryset[:2])
        if len(found) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].pk


def give_unit(form: forms.BaseForm, name: str, unit: str, *, before: bool = False) -> None:
    """The unit that stands in a field's box ("€", "%"), behind what is typed or before it."""
    for attribute, value in (("unit", unit), ("unit_before", before)):
        setattr(form.fields[name].widget, attribute, value)


def name_the_empty_choice(field: forms.ChoiceField) -> None:
    """A list box whose first line is Django's dashes says what that line means. Choices that a function gives are our own."""
    said = _("Choose") if field.required else _("Nothing chosen")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label and DASHES.fullmatch(str(field.empty_label)):
            field.empty_label = said
    elif isinstance(field.choices, CallableChoiceIterator):
        return  # asked when they are drawn, not when the form is made
    elif any(DASHES.fullmatch(str(label)) for _value, label in list(field.widget.choices)[:1]):
        field.choices = [("", said), *list(field.widget.choices)[1:]]


class BoundField(DjangoBoundField):
    """A field of a form on a page. Widgets may carry `unit` ("€", "hours") and `unit_before` as attributes."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
            name_the_empty_choice(field)

    @cached_property
    def kind(self) -> str:
        """Which shape the field template draws: hidden | group | check | file | text."""
        widget = self.field.widget
        if isinstance(widget, GROUPS):
            return "group"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, forms.FileInput):
            return "file"
        return "text"

    @cached_property
    def unit(self) -> str:
        return getattr(self.field.widget, "unit", "")

    @cached_property
    def unit_before(self) -> bool:
        return bool(getattr(self.field.widget, "unit_before", False))

    @cached_property
    def is_date(self) -> bool:
        return isinstance(self.field, forms.DateField) and isinstance(self.field.widget, forms.DateInput)

    @property
    def aria_describedby(self) -> str | None:
        """A date always has a hint: its example."""
        described = super().aria_describedby
        if described is None or not self.is_date or self.help_text or self.is_hidden:
            return described
        return f"{self.auto_id}_helptext {described}".strip()

    @cached_property
    def first_control(self) -> str:
        """The id that a link in the error summary goes to; "" for hidden fields."""
        if self.is_hidden:
            return ""
        grouped = isinstance(self.field.widget, (*GROUPS, forms.MultiWidget))
        return f"{self.auto_id}_0" if grouped else self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        chosen = widget or self.field.widget
        classes = [_shape(chosen), chosen.attrs.get("class"), built.pop("class", None)]
        if any(classes):
            built["class"] = " ".join(str(name) for name in classes if name)
        return _input_mode(self.field, self.name, chosen) | built


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, GROUPS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput) or widget.is_hidden:
        return ""
    if isinstance(widget, forms.MultiWidget):
        return "multi"
    return "control" if isinstance(widget, TEXT_LIKE) else ""


def _input_mode(field: forms.Field, name: str, widget: forms.Widget) -> dict[str, str]:
    """Attributes that help a phone's keyboard and the browser's memory, unless the widget says otherwise."""
    found: dict[str, str] = {}
    if isinstance(widget, Input) and not widget.is_hidden:
        if isinstance(field, (forms.DateField, forms.IntegerField)):
            found["inputmode"] = "decimal" if isinstance(field, (forms.DecimalField, forms.FloatField)) else "numeric"
        if name in AUTOCOMPLETE and isinstance(field, forms.CharField):
            found["autocomplete"] = AUTOCOMPLETE[name]
    return {key: value for key, value in found.items() if key not in widget.attrs}


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER: `{{ form }}` and `{{ form.name.as_field_group }}` give our markup."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: Any, request: Any = None) -> Any:
        draw = drawn.DRAWN.get(template_name)
        return draw(context) if draw else super().render(template_name, context, request)


@dataclass(frozen=True)
class ErrorEntry:
    """One line of the error summary: where it leads ("" = nowhere) and what it says."""

    target: str
    message: str


def error_entries(*sources: Any) -> list[ErrorEntry]:
    """Every error of forms and formsets, in the order of the fields, those of no field first."""
    found: list[ErrorEntry] = []
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            if source.is_bound:
                found += [ErrorEntry("", str(error)) for error in source.non_form_errors()]
                found += error_entries(*source.forms)
        elif isinstance(source, forms.BaseForm) and source.errors:
            found += [ErrorEntry("", str(error)) for error in source.non_field_errors()]
            found += _field_errors(source)
    return found


def _field_errors(form: forms.BaseForm) -> Iterable[ErrorEntry]:
    for field in form:
        target = field.first_control if isinstance(field, BoundField) else field.id_for_label
        for error in field.errors.as_data():
            for words in error.messages:
                yield ErrorEntry(target, _named(field.label, words) if error.code == "required" else words)


def _named(label: StrOrPromise, words: str) -> str:
    """“This field is required” says nothing where it stands away from its field, and less where it stands three times."""
    asked = str(label).rstrip()
    if asked.endswith("?"):
        return f"{asked} {words}"
    return gettext("%(field)s: %(error)s") % {"field": asked, "error": words}
