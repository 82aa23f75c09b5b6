"""A box to type in that proposes what is there already: the browser's own list, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from actionplans.values.library import library
from actionplans.values.models import Indicator

MOST = 200  # proposals; a list that is longer helps nobody


class Suggesting(forms.TextInput):
    """suggestions_for: asked when the box is drawn, so that a form that is only read asks nothing."""

    def __init__(self, *, suggestions_for: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions_for = suggestions_for

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key = f"{(attrs or {}).get('id', name)}_known"
        box = super().render(name, value, {**(attrs or {}), "list": key, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.suggestions_for()))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


def indicator_names() -> list[str]:
    """What the company follows, then what the library has besides."""
    own = list(Indicator.objects.filter(ended_on__isnull=True).order_by("name").values_list("name", "known_as")[:MOST])
    taken = {code for _name, code in own if code}
    return [*dict.fromkeys(name for name, _code in own), *(one.name for one in library() if one.code not in taken)]
