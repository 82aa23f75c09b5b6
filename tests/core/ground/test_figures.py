"""Figures, days and moments inside sentences, in three languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import number_format

from coaching.core.ground.days import day_and_month, long_day, long_moment
from coaching.core.ground.figures import amount, euros, figure, form_of, in_words
from coaching.core.messages import ROOT, sources

FIRST = date(2026, 12, 1)
AT = datetime(2026, 12, 5, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "first", "other", "moment", "short"),
    [
        ("nl", "1 december 2026", "2 december 2026", "5 december 2026 om 14:00", "1 december"),
        ("fr", "1er décembre 2026", "2 décembre 2026", "5 décembre 2026 à 14:00", "1er décembre"),
        ("en", "1 December 2026", "2 December 2026", "5 December 2026, 14:00", "1 December"),
    ],
)
def test_days_are_written_as_each_language_does(language, first, other, moment, short):
    with translation.override(language):
        assert (long_day(FIRST), long_day("2026-12-02"), day_and_month(FIRST)) == (first, other, short)
        assert long_moment(AT) == long_moment("2026-12-05T14:00:00+01:00") == moment


def test_only_the_first_of_a_month_is_first_in_french():
    with translation.override("fr"):
        assert [long_day(date(2026, 5, day))[:4].strip() for day in (1, 10, 11, 21)] == ["1er", "10 m", "11 m", "21 m"]


def test_no_long_date_is_written_elsewhere():
    """Django's own long format writes “1 novembre” in French."""
    direct = re.compile(r"date_format\([^)\n]*\"(DATE|DATETIME)_FORMAT|\|date:\"(DATE|DATETIME)_FORMAT\"")
    folders = {ROOT / package for packages, _templates in sources().values() for package in packages} | {
        ROOT / "templates"
    }
    files = [path for folder in folders for path in folder.rglob("*.*") if path.suffix in {".py", ".html", ".txt"}]
    assert len(files) > 500
    assert [str(path.relative_to(ROOT)) for path in files if direct.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("language", "whole", "half", "all_cents"),
    [
        ("nl", "€ 43.000", "€ 1.500,50", "€ 100,00"),
        ("fr", "43.000 €", "1.500,50 €", "100,00 €"),
        ("en", "€ 43,000", "€ 1,500.50", "€ 100.00"),
    ],
)
def test_the_euro_sign_stands_where_each_language_puts_it(language, whole, half, all_cents):
    with translation.override(language):
        written = (euros(43000), euros("1500.5"), euros(100, cents=True))
        assert [text.replace("\u00a0", " ") for text in written] == [whole, half, all_cents]
        assert " " not in "".join(written)
        assert (euros(None), euros(""), euros("x")) == ("", "", "x")


@pytest.mark.parametrize(
    ("language", "thousands", "half", "money"),
    [("nl", "43.000", "18,5", "1.500,50"), ("fr", "43.000", "18,5", "1.500,50"), ("en", "43,000", "18.5", "1,500.50")],
)
def test_figures_are_written_as_each_language_does(language, thousands, half, money):
    with translation.override(language):
        assert (figure(43000), figure("18.5"), figure("20.0"), figure(None), amount("1500.5")) == (
            thousands,
            half,
            "20",
            "",
            money,
        )
        assert number_format(Decimal("43000"), force_grouping=True) == thousands


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(0, 0, 0), (1, 1, 1), ("1.5", 1, 2), ("0.5", 0, 2), (2, 2, 2), ("2.5", 2, 2), (">9", 2, 2)],
)
def test_a_noun_follows_in_the_form_of_the_language(value, french, english):
    with translation.override("fr"):
        assert form_of(value) == french
    with translation.override("en"):
        assert form_of(value) == english


def test_a_text_that_is_no_figure_stays():
    assert (figure("onbekend"), amount("onbekend")) == ("onbekend", "onbekend")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Kinney <= 70", "Kinney hoogstens 70"),
        ("Rooster ≥14 dagen", "Rooster minstens 14 dagen"),
        ("< 5 %", "minder dan 5 %"),
        ("meer dan <b>", "meer dan <b>"),
    ],
)
def test_limits_are_said_in_words(typed, said):
    with translation.override("nl"):
        assert in_words(typed) == said
