"""Boxes of forms: text for every browser, what was typed comes back as typed, what is stored can be typed back."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.reading.said import SENTENCES
from coaching.core.screen import fields
from coaching.core.screen.forms import Renderer

LANGUAGES = ("nl", "fr", "en")


class Everything(forms.Form):
    workers = fields.WholeNumber(min_value=0, max_value=100_000)
    share = fields.Percent(required=False, decimal_places=1, max_digits=4)
    done = fields.WholePercent(required=False, min_value=0, max_value=100)
    own_hours = fields.WholeHours(required=False, min_value=1)
    cost = fields.Amount(required=False, max_digits=10)
    figure = fields.DecimalNumber(required=False, decimal_places=1)
    hours = fields.Hours(required=False, decimal_places=1)
    day = fields.Date(required=False)
    hour = fields.TimeOfDay(required=False)
    postcode = fields.Postcode(required=False)
    number = fields.EnterpriseNumber(required=False)
    email = fields.EmailAddress(required=False)


def form(**data: Any) -> Everything:
    return Everything({"workers": "1", **data}, renderer=Renderer())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("workers", "1.000", 1000),
        ("workers", "1 250", 1250),
        ("share", "35,5 %", Decimal("35.5")),
        ("done", "50 %", 50),
        ("own_hours", "1.250 uur", 1250),
        ("cost", "60.000", Decimal(60000)),
        ("cost", "14.000,00", Decimal(14000)),
        ("cost", "14000,5", Decimal("14000.5")),
        ("figure", "0,5", Decimal("0.5")),
        ("hours", "0,5", Decimal("0.5")),
        ("hours", "1u30", Decimal("1.5")),
        ("day", "02-03-2026", date(2026, 3, 2)),
        ("day", "2 maart 2026", date(2026, 3, 2)),
        ("hour", "14u30", time(14, 30)),
        ("postcode", "B-3800", "3800"),
        ("number", "BTW BE 0999.990.123", "0999990123"),
        ("email", "A <a@b.example>", "a@b.example"),
        ("cost", " ", None),
        ("day", "\u00a0", None),
        ("postcode", "", ""),
    ],
)
def test_what_is_typed_is_read_the_same_in_every_language(language: str, name: str, typed: str, value: Any) -> None:
    with translation.override(language):
        made = form(**{name: typed})
        assert made.is_valid(), made.errors
        assert made.cleaned_data[name] == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("workers", "1,000"),
        ("workers", "1_000"),
        ("workers", "0,5"),
        ("workers", "-1"),
        ("own_hours", "0,5"),
        ("own_hours", "1,000"),
        ("own_hours", "1u30"),
        ("workers", "9" * 400),
        ("share", "0,35"),
        ("cost", "1,000"),
        ("cost", "1,005"),
        ("figure", "1,25"),
        ("hours", "1:20"),
        ("day", "2/3/26"),
        ("day", "46083"),
        ("hour", "9"),
        ("postcode", "38OO"),
        ("number", "0999.990.124"),
        ("email", "a@b.example c@d.example"),
    ],
)
def test_a_refusal_says_why_and_shows_what_was_typed(language: str, name: str, typed: str) -> None:
    with translation.override(language):
        made = form(**{name: typed})
        assert not made.is_valid() and made.errors[name]
        box = str(made[name])
        assert f'value="{typed}"' in box and "localized" not in box


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_refusal_is_translated(language: str) -> None:
    with translation.override(language):
        assert [sentence for sentence in SENTENCES if translation.gettext(sentence) == sentence] == []


def test_no_widget_of_the_browser_reads_a_number_anew() -> None:
    made = form()
    for name in ("workers", "share", "done", "cost", "figure", "hours", "day", "hour", "postcode", "number"):
        assert 'type="text"' in str(made[name]), name
    assert 'inputmode="numeric"' in str(made["workers"]) and 'inputmode="decimal"' in str(made["hours"])


STORED = st.fixed_dictionaries(
    {
        "workers": st.integers(0, 100_000),
        "share": st.decimals(0, 100, places=1),
        "done": st.integers(0, 100),
        "cost": st.decimals(0, 99_999_999, places=2),
        "figure": st.decimals(-(10**7), 10**7, places=1),
        "hours": st.decimals(0, 5000, places=1),
        "day": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        "hour": st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(stored=STORED)
def test_what_is_stored_is_shown_so_that_it_can_be_sent_back(language: str, stored: dict[str, Any]) -> None:
    with translation.override(language):
        shown = Everything(initial=stored)
        typed = {name: shown[name].value() for name in stored}
        assert all(isinstance(text, str) for text in typed.values())
        back = Everything(typed, initial=stored)
        assert back.is_valid(), back.errors
        assert {name: back.cleaned_data[name] for name in stored} == stored
        assert not back.has_changed()


def test_stored_values_are_shown_as_people_here_write_them() -> None:
    stored = {"workers": 1250, "cost": Decimal("1500.5"), "hours": Decimal("0.5"), "day": date(2026, 12, 31)}
    belgian = ["1.250", "1.500,50", "0,5", "31/12/2026"]
    for language, wanted in (("nl", belgian), ("fr", belgian), ("en", ["1250", "1500.50", "0.5", "31/12/2026"])):
        with translation.override(language):
            shown = Everything(initial=stored)
            assert [shown[name].value() for name in stored] == wanted


def test_a_plain_number_as_the_default_of_a_column_is_shown_too() -> None:
    shown = Everything(initial={"cost": 0, "hours": 1.5, "share": 0, "figure": 12, "workers": 0})
    assert [shown[name].value() for name in ("cost", "hours", "share", "figure", "workers")] == [
        "0",
        "1,5",
        "0",
        "12",
        "0",
    ]


def test_a_refusal_can_be_raised_for_a_part_of_a_list() -> None:
    from coaching.core.reading.dates import read_date

    with pytest.raises(ValidationError, match="2/3/26"):
        fields.read(read_date, "2/3/26")
