"""Forms that narrow a list. What is asked stands in the address alone; what is not understood counts as not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ALL: tuple[str, Any] = ("", _("all"))


def with_all(choices: Iterable[tuple[Any, Any]]) -> list[tuple[str, Any]]:
    """Choices of a filter: all of them first, each with a capital."""
    return [ALL, *((str(value), capfirst(label)) for value, label in choices)]


class FilterForm(forms.Form):
    """A filter bar. FIRST: the fields that always stand in it, the others wait behind “More filters”; empty: all stand."""

    FIRST: ClassVar[tuple[str, ...]] = ()

    @property
    def filters(self) -> Mapping[str, Any]:
        """What was asked for; a value that is no choice counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def asks(self) -> bool:
        """Whether anything narrows the list."""
        return any(value is not None for value in self.filters.values())


def standing(form: forms.BaseForm) -> tuple[list[BoundField], list[BoundField]]:
    """The fields of a bar: those that stand in it, those behind “More filters”."""
    first = getattr(form, "FIRST", ()) or tuple(form.fields)
    fields = list(form)
    return [one for one in fields if one.name in first], [one for one in fields if one.name not in first]
