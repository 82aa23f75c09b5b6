"""Fields that functions draw are the same as what Django's own templates draw."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy
from pytest_django.asserts import assertHTMLEqual

from coaching.core.screen.drawn import DRAWN
from coaching.core.screen.forms import Renderer

NASTY = '"><script>alert(1)</script>'


class Everything(forms.Form):
    q = forms.CharField(label="Zoek", required=False, help_text="Naam & nummer", max_length=40)
    kind = forms.ChoiceField(choices=[("", gettext_lazy("all")), (NASTY, NASTY), ("b", "B & C")])
    grouped = forms.ChoiceField(choices=[("", "-"), ("Groep <1>", [("x", "X"), ("y", "Y")])])
    several = forms.MultipleChoiceField(
        choices=[("1", "een"), ("2", "twee")], required=False, widget=forms.SelectMultiple
    )
    number = forms.IntegerField(min_value=1, max_value=10)
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    mail = forms.EmailField(disabled=True, required=False)
    agreed = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)
    one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


DATA = [
    {
        "q": NASTY,
        "kind": NASTY,
        "grouped": "y",
        "several": ["1", "2"],
        "number": "3",
        "day": "2026-11-23",
        "agreed": "on",
        "secret": "a&b",
        "one": "a",
    },
    {"q": "", "kind": "none", "number": "99", "day": NASTY},
    None,
]


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_a_widget_is_what_the_template_draws(data: Any, name: str) -> None:
    ours = Everything(data, renderer=Renderer())[name]
    theirs = Everything(data, renderer=Renderer())[name]
    shown = theirs.field.widget
    attrs = theirs.build_widget_attrs({"id": theirs.auto_id})
    if theirs.errors and not theirs.is_hidden:
        attrs["aria-invalid"] = "true"
    assertHTMLEqual(str(ours), shown.render(theirs.html_name, theirs.value(), attrs, TemplatesSetting()))


def test_nothing_typed_becomes_markup() -> None:
    drawn = str(Everything(DATA[0], renderer=Renderer()))
    assert "<script" not in drawn
    assert "&lt;script" in drawn


def test_a_wrong_field_names_its_hint_and_its_error() -> None:
    drawn = str(Everything({"number": "99", "day": "x"}, renderer=Renderer())["day"].as_field_group())
    assert '<div class="field invalid">' in drawn
    assert 'aria-describedby="id_day_helptext id_day_error"' in drawn
    assert 'id="id_day_helptext"' in drawn
    assert 'id="id_day_error"' in drawn


def test_every_template_that_is_passed_over_exists() -> None:
    from django.template.loader import get_template

    for name in DRAWN:
        if name != "forms/field.html":
            get_template(name)
