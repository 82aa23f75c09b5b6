"""Telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.reading import said
from coaching.core.reading.phones import read_phone
from coaching.core.reading.said import Unclear


@pytest.mark.parametrize(
    "typed",
    [
        "0475123456",
        "0475/12.34.56",
        "0475 12 34 56",
        "0475-12-34-56",
        "0475\u201312\u201334\u201356",
        "+32 475 12 34 56",
        "+32475123456",
        "0032 475 12 34 56",
        "+32 (0)475 12 34 56",
        "\u00a00475 12 34 56 ",
        "gsm: 0475 12 34 56",
        "GSM 0475/123456",
        "tel. 0475 12 34 56",
    ],
)
def test_one_form(typed: str) -> None:
    assert read_phone(typed) == "+32 475 12 34 56"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("02 123 45 67", "+32 2 123 45 67"),
        ("016 12 34 56", "+32 16 12 34 56"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("0031 6 12345678", "+31 6 12345678"),
        ("02 123 45 67 toestel 12", "+32 2 123 45 67 ext. 12"),
        ("02 123 45 67 (poste 12)", "+32 2 123 45 67 ext. 12"),
        ("02/123.45.67, ext. 12", "+32 2 123 45 67 ext. 12"),
    ],
)
def test_others(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize(
    "typed", ["12", "bel mij", "1234567890123456789", "Jan 0475 12 34 56", "٠٤٧٥١٢٣٤٥٦", "0475 12 34 5O"]
)
def test_no_number(typed: str) -> None:
    with pytest.raises(Unclear):
        read_phone(typed)


@pytest.mark.parametrize("typed", ["0475 12 34 56 of 016 12 34 56", "0475123456; 016123456", "0475123456 / 016123456"])
def test_two_numbers(typed: str) -> None:
    with pytest.raises(Unclear) as refused:
        read_phone(typed)
    assert refused.value.said == said.SEVERAL_PHONES


@given(st.text(max_size=60))
def test_nothing_else_is_raised(typed: str) -> None:
    try:
        kept = read_phone(typed)
    except Unclear:
        return
    assert read_phone(kept) == kept
