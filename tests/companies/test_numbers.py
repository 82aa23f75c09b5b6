"""Enterprise and establishment numbers, and postcodes: every usual spelling in, one form out, mistakes refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.companies import numbers
from coaching.core.ground.choices import POSTCODES, Province, province_of


def with_check(first_eight: int) -> str:
    return f"{first_eight:08d}{97 - first_eight % 97:02d}"


enterprises = st.integers(1, 19_999_999).map(with_check)
establishments = st.integers(20_000_000, 89_999_999).map(with_check)
prefixes = st.sampled_from(["", "BE", "be ", "BE ", "BTW BE ", "BTW-BE ", "TVA BE", "VAT BE ", "btw "])
around = st.sampled_from(["", " ", "  ", "\t", "\u00a0"])


@st.composite
def spellings(draw, of):
    """A number and one usual way to write it."""
    digits = draw(of)
    shown = digits
    if draw(st.booleans()):
        gap = draw(st.sampled_from([".", " ", "-", "/", "\u00a0"]))
        shown = gap.join((digits[:4], digits[4:7], digits[7:]))
    if digits[0] == "0" and draw(st.booleans()):
        shown = shown[1:]
    return digits, draw(around) + draw(prefixes) + shown + draw(around)


@given(spellings(enterprises))
def test_every_usual_spelling_of_an_enterprise_number(pair):
    digits, written = pair
    assert numbers.parse_enterprise_number(written) == digits
    shown = numbers.format_enterprise_number(digits)
    assert len(shown) == 12 and numbers.parse_enterprise_number(shown) == digits


@given(establishments, st.sampled_from([".", " ", "-", ""]))
def test_every_usual_spelling_of_an_establishment_number(digits, gap):
    written = gap.join((digits[0], digits[1:4], digits[4:7], digits[7:]))
    assert numbers.parse_establishment_number(written) == digits
    assert numbers.parse_establishment_number(numbers.format_establishment_number(digits)) == digits


@given(enterprises, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits, place, more):
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    with pytest.raises(ValueError):
        numbers.parse_enterprise_number(wrong)


@given(st.one_of(enterprises, establishments), st.integers(0, 6))
def test_two_neighbours_of_the_first_eight_exchanged_are_found(digits, place):
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        assert not numbers.has_right_check(swapped)


@given(enterprises, establishments)
def test_neither_counts_as_the_other(enterprise, establishment):
    with pytest.raises(ValueError):
        numbers.parse_enterprise_number(establishment)
    with pytest.raises(ValueError):
        numbers.parse_establishment_number(enterprise)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text):
    for parse in (numbers.parse_enterprise_number, numbers.parse_establishment_number):
        try:
            found = parse(text)
        except ValueError:
            continue
        assert numbers.has_right_check(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0999.990.124",
        "999.990.12",
        "00999990123",
        "2999990165",
        "٠٩٩٩٩٩٠١٢٣",
        "NL0999990123",
        "0000.000.097",
        "0999 990 123 x",
        "BEBE0999990123",
        "1" * 5000,
    ],
)
def test_what_is_no_enterprise_number(text):
    with pytest.raises(ValueError):
        numbers.parse_enterprise_number(text)


@pytest.mark.parametrize("text", ["", "2.999.990.166", "0999990123", "1999990119", "9999990124", "299999016"])
def test_what_is_no_establishment_number(text):
    with pytest.raises(ValueError):
        numbers.parse_establishment_number(text)


def test_the_examples():
    assert numbers.parse_enterprise_number("BE 0999.990.123") == "0999990123"
    assert numbers.format_enterprise_number("0999990123") == "0999.990.123"
    assert numbers.parse_establishment_number("2.999.990.165") == "2999990165"
    assert numbers.format_establishment_number("2999990165") == "2.999.990.165"
    assert numbers.parse_enterprise_number(with_check(10_000_001))[0] == "1"  # given out since 19-9-2023


@given(st.integers(1000, 9999))
def test_every_postcode_has_one_province(number):
    code = province_of(str(number))
    assert code in Province.values and code
    assert sum(low <= number <= high for low, high, _code in POSTCODES) == 1


@given(st.one_of(st.integers(0, 999), st.integers(10_000, 99_999)).map(str) | st.text(max_size=5))
def test_what_is_no_postcode_has_no_province(text):
    if not (text.isascii() and text.isdigit() and len(text) == 4 and text[0] != "0"):
        assert province_of(text) == ""


@pytest.mark.parametrize(
    ("postcode", "code"),
    [
        ("1000", "BRU"),
        ("1299", "BRU"),
        ("1300", "WBR"),
        ("1499", "WBR"),
        ("1500", "VBR"),
        ("1999", "VBR"),
        ("2000", "ANT"),
        ("2999", "ANT"),
        ("3000", "VBR"),
        ("3499", "VBR"),
        ("3500", "LIM"),
        ("3999", "LIM"),
        ("4000", "LIE"),
        ("5999", "NAM"),
        ("6000", "HAI"),
        ("6599", "HAI"),
        ("6600", "LUX"),
        ("6999", "LUX"),
        ("7000", "HAI"),
        ("8000", "WVL"),
        ("9000", "OVL"),
        ("9999", "OVL"),
    ],
)
def test_the_borders_of_the_provinces(postcode, code):
    assert province_of(postcode) == code
