"""Numbers, amounts, percentages and hours: what is unmistakable is read, the rest is refused by name, nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.reading import said
from coaching.core.reading.cells import Cell
from coaching.core.reading.numbers import read_amount, read_decimal, read_hours, read_percent, read_whole
from coaching.core.reading.said import Unclear
from coaching.core.reading.writing import write_amount, write_decimal, write_percent, write_whole

NB, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"

WHOLE = {
    "12": 12,
    "0": 0,
    "007": 7,
    "1.000": 1000,
    "1.250": 1250,
    "1.234.567": 1234567,
    "1 250": 1250,
    f"1{NB}250": 1250,
    f"1{NARROW}250": 1250,
    f"1{THIN}250": 1250,
    "1'250": 1250,
    "1’250": 1250,
    "1,234,567": 1234567,
    "50.0": 50,
    "50,0": 50,
    "1250,00": 1250,
    "1.250,00": 1250,
    "1,250.00": 1250,
    "+5": 5,
    "-5": -5,
    f"{MINUS}5": -5,
    "–5": -5,
    "- 5": -5,
    " 12 ": 12,
    f"{NB}12\u200b": 12,
    "'12": 12,
    "\u202a12\u202c": 12,
}
NO_WHOLE = {
    "１２": said.NO_NUMBER,
    "٣٤": said.NO_NUMBER,
    "": said.NO_NUMBER,
    "drie": said.NO_NUMBER,
    "1e3": said.NO_NUMBER,
    "1_000": said.NO_NUMBER,
    "∞": said.NO_NUMBER,
    "NaN": said.NO_NUMBER,
    "inf": said.NO_NUMBER,
    "0x10": said.NO_NUMBER,
    "½": said.NO_NUMBER,
    "10²": said.NO_NUMBER,
    "①": said.NO_NUMBER,
    "20-25": said.NO_NUMBER,
    "ca. 25": said.NO_NUMBER,
    ">50": said.NO_NUMBER,
    "25 werknemers": said.NO_NUMBER,
    "5-": said.NO_NUMBER,
    "--5": said.NO_NUMBER,
    "12\n13": said.NO_NUMBER,
    "1\t250": said.NO_NUMBER,
    "1,000": said.WHOLE_OR_NOT,
    "12,500": said.WHOLE_OR_NOT,
    "1,5": said.NO_WHOLE,
    "1.5": said.NO_WHOLE,
    "0,5": said.NO_WHOLE,
    "0.500": said.NO_WHOLE,
    "012.500": said.WHOLE_OR_NOT,
    "1.0000": said.WRONG_GROUPS,
    "12 50": said.WRONG_GROUPS,
    "1.00.000": said.WRONG_GROUPS,
    "1..000": said.WRONG_GROUPS,
    "1.234 567": said.WRONG_GROUPS,
    "1.000.00": said.WRONG_GROUPS,
    "5.": said.WRONG_GROUPS,
    "9" * 30: said.TOO_LONG,
    "9" * 5000: said.TOO_LONG,
}
AMOUNTS = {
    "60.000": "60000",
    "14.000,00": "14000",
    "14000,5": "14000.5",
    "1.5": "1.5",
    "1.50": "1.5",
    "1.234,5": "1234.5",
    f"1{NB}234,56": "1234.56",
    f"1{NARROW}234,56": "1234.56",
    "1'234.50": "1234.5",
    "€ 1.500,00": "1500",
    "1.500 EUR": "1500",
    "EUR 1500": "1500",
    "1500€": "1500",
    f"1.500{NB}€": "1500",
    "1500 euro": "1500",
    "1.500,-": "1500",
    "€ 1.500,--": "1500",
    "1,234.56": "1234.56",
    "1.234.567,89": "1234567.89",
    "0": "0",
    ",5": "0.5",
    "0.50": "0.5",
    "9,5": "9.5",
    "9,500": None,
    "1,000": None,
    "0,999": None,
    "14000,555": None,
    "1 234.567": None,
    "abc": None,
    "€": None,
    "1,234,56": None,
    "1.500 USD": None,
    "1e3": None,
    "1_500": None,
}
PERCENTS = {
    "35": "35",
    "35,1": "35.1",
    "35.1": "35.1",
    "35 %": "35",
    f"35{NB}%": "35",
    "35%": "35",
    "35 procent": "35",
    "35 pour cent": "35",
    "0": "0",
    "1": "1",
    "100": "100",
    "100,0": "100",
    "0,5 %": "0.5",
    "35.125": "35.125",
    "35,125": "35.125",
    "0.35": None,
    "0,35": None,
    ".35": None,
    "0,999": None,
    "101": None,
    "-1": None,
    "35%%": None,
    "vijf": None,
    "": None,
    "1e1": None,
    "∞": None,
    "NaN": None,
    "1_0": None,
    "60,0,0": None,
}
HOURS = {
    "0,5": "0.5",
    "0.5": "0.5",
    "½": "0.5",
    "1½": "1.5",
    "1 ½": "1.5",
    "¼": "0.25",
    "1u30": "1.5",
    "1h30": "1.5",
    "1 u 30": "1.5",
    "1:30": "1.5",
    "0:30": "0.5",
    "30 min": "0.5",
    "90 minuten": "1.5",
    "2 uur": "2",
    "2u": "2",
    "1,5 uur": "1.5",
    "2 heures": "2",
    "1.25": "1.25",
    "1,30": "1.3",
    "1.30": None,
    "2.45": None,
    "1:75": None,
    "1:20": None,
    "een": None,
    "": None,
    "1,000": None,
}


@pytest.mark.parametrize("typed", WHOLE)
def test_a_whole_number(typed: str) -> None:
    assert read_whole(typed) == WHOLE[typed]


@pytest.mark.parametrize("typed", NO_WHOLE, ids=lambda typed: repr(typed)[:20])
def test_no_whole_number_is_refused_by_name(typed: str) -> None:
    with pytest.raises(Unclear) as refusal:
        read_whole(typed)
    assert refusal.value.said == NO_WHOLE[typed]


@pytest.mark.parametrize(
    ("reader", "typed", "value"),
    [
        (reader, typed, value)
        for reader, table in ((read_amount, AMOUNTS), (read_percent, PERCENTS), (read_hours, HOURS))
        for typed, value in table.items()
    ],
)
def test_amounts_percentages_and_hours(reader: object, typed: str, value: str | None) -> None:
    if value is not None:
        assert reader(typed) == Decimal(value)  # type: ignore[operator]
        return
    with pytest.raises(Unclear) as refusal:
        reader(typed)  # type: ignore[operator]
    assert typed.strip()[:10] in str(refusal.value)


def test_a_part_of_one_is_refused_with_the_reason() -> None:
    with pytest.raises(Unclear) as refusal:
        read_percent("0,6")
    assert refusal.value.said == said.SHARE and "0,5 %" in str(refusal.value)


class TestCells:
    """What a spreadsheet knows of a cell is not guessed from its text."""

    def test_a_percentage_counts_out_of_a_hundred(self) -> None:
        assert read_percent(Cell("60 %", "percent", Decimal(60))) == 60
        assert read_percent(Cell("0,6 %", "percent", Decimal("0.6"))) == Decimal("0.6")

    def test_a_number_between_nought_and_one_is_refused(self) -> None:
        with pytest.raises(Unclear):
            read_percent(Cell("0.6", "number", Decimal("0.6")))

    def test_three_decimals_are_no_thousand(self) -> None:
        assert read_decimal(Cell("1.125", "number", Decimal("1.125"))) == Decimal("1.125")
        with pytest.raises(Unclear):
            read_whole(Cell("1.125", "number", Decimal("1.125")))

    @pytest.mark.parametrize("kind", ["error", "formula", "merged", "flag", "date", "percent"])
    def test_other_kinds_are_no_number(self, kind: str) -> None:
        for reader in (read_whole, read_amount, read_hours, read_decimal):
            with pytest.raises(Unclear):
                reader(Cell("12", kind, 12))


DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False)


SAID_IN = st.sampled_from(["nl", "fr", "en"])


@given(st.integers(-(10**9), 10**9), SAID_IN)
def test_a_whole_number_as_shown_can_be_typed_back(value: int, language: str) -> None:
    with translation.override(language):
        assert read_whole(write_whole(value)) == value
        assert read_decimal(write_whole(value)) == value


@pytest.mark.parametrize(("language", "shown"), [("nl", "1.250,5"), ("fr", "1.250,5"), ("en", "1250.5")])
def test_a_box_says_a_figure_as_its_page_does(language: str, shown: str) -> None:
    """So that nobody takes a thousand for one and a bit."""
    with translation.override(language):
        assert write_decimal(Decimal("1250.5")) == shown
        assert write_amount(Decimal("0.5")) == ("0.50" if language == "en" else "0,50")
        assert write_whole(43000) == ("43000" if language == "en" else "43.000")


@given(st.one_of(DECIMALS, st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=1)), SAID_IN)
def test_a_decimal_as_shown_can_be_typed_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_decimal(write_decimal(value)) == value


@given(st.decimals(0, 10**7, places=2), SAID_IN)
def test_an_amount_as_shown_can_be_typed_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_amount(write_amount(value)) == value
        assert read_amount(f"€ {write_amount(value)}") == value


@given(st.one_of(st.decimals(0, 100, places=1), st.decimals(0, 100, places=3)), SAID_IN)
def test_a_percentage_as_shown_can_be_typed_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_percent(write_percent(value)) == value


@given(st.decimals(0, 100, places=1), SAID_IN)
def test_hours_as_shown_can_be_typed_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_hours(write_decimal(value)) == value


@given(st.text(alphabet="0123456789.,- '\u00a0\u202f€%eE_½u:h", max_size=12))
def test_whatever_is_typed_is_read_or_refused_and_never_as_something_else(typed: str) -> None:
    """What is read, stripped to its figures, is what was typed, stripped to its figures (and trailing noughts)."""
    for reader in (read_whole, read_amount, read_percent, read_decimal):
        try:
            value = reader(typed)
        except Unclear:
            continue
        figures = "".join(sign for sign in typed if sign.isdigit()).strip("0")
        assert "".join(sign for sign in f"{abs(value):f}" if sign.isdigit()).strip("0") == figures


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_a_reader(typed: str) -> None:
    for reader in (read_whole, read_amount, read_percent, read_hours, read_decimal):
        try:
            reader(typed)
        except Unclear as refusal:
            assert str(refusal)
