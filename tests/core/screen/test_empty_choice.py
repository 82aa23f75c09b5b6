"""The first line of a list box says what it means; Django's dashes are on no page."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from coaching.accounts.models import User
from coaching.core.screen.fields import ReadingModelForm


class Boxes(ReadingModelForm):
    needed = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
    free = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
    named = forms.ChoiceField(choices=[("", "alle"), ("a", "A")], required=False)
    row = forms.ModelChoiceField(User.objects.none(), required=False)

    class Meta:
        model = User
        fields = ["name"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "needed", "free"),
    [("nl", "Kies", "Niets gekozen"), ("fr", "Choisissez", "Rien de choisi"), ("en", "Choose", "Nothing chosen")],
)
def test_the_empty_choice_is_a_word(language, needed, free):
    with translation.override(language):
        form = Boxes()
        drawn = {name: str(form[name]) for name in ("needed", "free", "named", "row")}
    assert f">{needed}</option>" in drawn["needed"]
    assert f">{free}</option>" in drawn["free"] and f">{free}</option>" in drawn["row"]
    assert ">alle</option>" in drawn["named"]
    assert "---" not in "".join(drawn.values()) and ">A</option>" in drawn["free"]


def test_an_answer_stays_chosen():
    form = Boxes({"needed": "a", "free": ""})
    assert 'value="a" selected' in str(form["needed"])
    assert not form.has_error("free") and form["free"].errors == []
