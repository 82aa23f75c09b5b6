"""Fields of forms that read what people type by `core.reading`, in text boxes: no widget of a browser reads a number anew.

What was typed is shown again as it was; a stored value is shown as people here write it, and can be typed back. A model
form derives from `ReadingModelForm` and has these fields by itself. A plain Integer-, Decimal-, Float-, Date- or
TimeField in a form of the product fails `tests/consistency/test_fields.py`; a hidden version is no such box.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.reading import codes, dates, numbers, phones, writing
from coaching.core.reading.cells import plain
from coaching.core.reading.said import Unclear

LONGEST_TYPED = 60


def read(reader: Callable[..., Any], typed: str, **how: Any) -> Any:
    """What was typed, read; a refusal becomes an error of the field in the language of the page."""
    try:
        return reader(typed, **how)
    except Unclear as unclear:
        raise ValidationError(gettext_lazy(unclear.said), code="unclear", params=unclear.gaps) from unclear


class _Reads:
    """For a field whose box is text: `reader` reads it, `writer` shows a stored value."""

    reader: Callable[..., Any]
    writer: Callable[[Any], str]

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)  # type: ignore[misc]  # a field of Django stands behind this mixin
        return read(type(self).reader, value, **self.how()) if plain(value) else None

    def how(self) -> dict[str, Any]:
        return {}

    def prepare_value(self, value: Any) -> Any:
        """Typed text stays; a value is written."""
        return value if value is None or isinstance(value, str) else type(self).writer(value)


class _Decimals(_Reads):
    """Of decimals, as many as fit: `decimal_places`."""

    decimal_places: int | None

    def how(self) -> dict[str, Any]:
        return {} if self.decimal_places is None else {"places": self.decimal_places}


class ColourInput(forms.TextInput):
    """A colour as # and six signs. The browser's own picker stands beside the box where scripts run, and fills it.

    The box stays what is sent: it can be empty, pasted into and read aloud, which a picker cannot.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, {**(attrs or {}), "spellcheck": "false", "autocomplete": "off"}, renderer)
        picker = '<input type="color" class="control w-s" data-fills="{}" aria-label="{}" hidden>'
        return format_html(
            '<div class="row">{}' + picker + "</div>", box, (attrs or {}).get("id", ""), _("Pick a colour")
        )


class WholeNumber(_Reads, forms.IntegerField):
    """Workers, places, points, minutes: 1250 or 1.250."""

    widget = forms.TextInput
    reader = staticmethod(numbers.read_whole)
    writer = staticmethod(writing.write_whole)


class WholePercent(WholeNumber):
    """A percentage without decimals; the sign may stand behind it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(numbers.PERCENT.sub("", plain(value)) if isinstance(value, str) else value)


class WholeHours(WholeNumber):
    """Hours without minutes; “uur” or “h” may stand behind them."""

    def to_python(self, value: Any) -> Any:
        named = numbers.HOURS.fullmatch(plain(value)) if isinstance(value, str) else None
        return super().to_python(named["amount"] if named else value)


class DecimalNumber(_Decimals, forms.DecimalField):
    """A figure that may have decimals."""

    widget = forms.TextInput
    reader = staticmethod(numbers.read_decimal)
    writer = staticmethod(writing.write_decimal)


class Amount(_Decimals, forms.DecimalField):
    """Euro: 14.000, 1.500,50, € 1 500."""

    widget = forms.TextInput
    reader = staticmethod(numbers.read_amount)
    writer = staticmethod(writing.write_amount)

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"decimal_places": 2, **options})


class Percent(_Decimals, forms.DecimalField):
    """0 to 100, with decimals."""

    widget = forms.TextInput
    reader = staticmethod(numbers.read_percent)
    writer = staticmethod(writing.write_percent)


class Hours(_Decimals, forms.DecimalField):
    """Hours: 1,5 or 1:30 or 1u30."""

    widget = forms.TextInput
    reader = staticmethod(numbers.read_hours)
    writer = staticmethod(writing.write_decimal)


class Date(_Reads, forms.DateField):
    """A day: 31/12/2026 and its other spellings."""

    reader = staticmethod(dates.read_date)
    writer = staticmethod(writing.write_date)


class TimeOfDay(_Reads, forms.TimeField):
    """14:30, 14u30."""

    reader = staticmethod(dates.read_time)
    writer = staticmethod(lambda value: f"{value:%H:%M}")


class _Code(forms.CharField):
    """A short code in any usual spelling; what is kept is its one form."""

    reader: Callable[[str], str]

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": LONGEST_TYPED})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return read(type(self).reader, text) if text and plain(text) else ""


class Postcode(_Code):
    """Four figures; B-3800 and 3800 Sint-Truiden too."""

    reader = staticmethod(codes.read_postcode)


class Iban(_Code):
    """BE71 0961 2345 6769, with or without spaces."""

    reader = staticmethod(codes.read_iban)


class EnterpriseNumber(_Code):
    """Ten digits, from any spelling."""

    reader = staticmethod(codes.read_enterprise_number)


class EstablishmentNumber(_Code):
    """Ten digits, beginning with 2 to 8."""

    reader = staticmethod(codes.read_establishment_number)


class ActivityCode(_Code):
    """The figures of a NACE-BEL code."""

    reader = staticmethod(codes.read_activity)


class Phone(_Code):
    """A telephone number as everybody can dial it, from any spelling; a line inside a company may stand behind it."""

    widget = forms.TextInput(attrs={"type": "tel"})
    reader = staticmethod(phones.read_phone)


class EmailAddress(forms.EmailField):
    """One address, also as “Name <address>”."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return read(codes.read_email, text) if text and plain(text) else ""


NAMED: dict[str, type[forms.Field]] = {
    "postcode": Postcode,
    "enterprise_number": EnterpriseNumber,
    "nace_code": ActivityCode,
    "contact_phone": Phone,
}
HOURS = ("hours", "coaching_hours", "hours_during", "hours_after")


def _kind(field: models.Field[Any, Any]) -> type[forms.Field] | None:
    """The field of ours for a column; None where Django's own is right."""
    if isinstance(field, models.CharField):
        return NAMED.get(field.name)
    if isinstance(field, models.IntegerField):
        return WholeNumber
    if isinstance(field, models.DecimalField):
        euro = Amount if field.name.endswith("_eur") else DecimalNumber
        return Percent if field.name.endswith("_percent") else Hours if field.name in HOURS else euro
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return Date
    return TimeOfDay if isinstance(field, models.TimeField) else None


def reading_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form field of a column: one that reads as `core.reading` does, unless the form names another."""
    kind = _kind(field)
    if kind is not None and field.choices is None:
        options.setdefault("form_class", kind)
    return field.formfield(**options)


class _ReadingMetaclass(ModelFormMetaclass):
    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and getattr(meta, "formfield_callback", None) is None:
            meta.formfield_callback = reading_field
        return super().__new__(mcs, name, bases, attrs)


class ReadingModelForm(forms.ModelForm, metaclass=_ReadingMetaclass):
    """A form of a model whose fields read what people type."""
