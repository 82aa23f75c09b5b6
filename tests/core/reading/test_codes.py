"""Postcodes, numbers of enterprises, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.reading import said
from coaching.core.reading.codes import (
    read_activity,
    read_email,
    read_enterprise_number,
    read_establishment_number,
    read_postcode,
)
from coaching.core.reading.said import Unclear


@pytest.mark.parametrize(
    "typed",
    [
        "3800",
        "B-3800",
        "BE-3800",
        "B 3800",
        "B3800",
        "b-3800",
        "3800 ",
        "\u00a03800",
        "3.800",
        "3 800",
        "3800 Sint-Truiden",
        "3800, Sint-Truiden",
        "3800 - Sint-Truiden",
        "B-3800 Sint-Truiden",
    ],
)
def test_a_postcode(typed: str) -> None:
    assert read_postcode(typed) == "3800"


@pytest.mark.parametrize(
    "typed",
    [
        "38OO",
        "３８００",
        "٣٨٠٠",
        "0612",
        "380",
        "38000",
        "3800-3801",
        "5611 AB",
        "5611AB",
        "5611 AB Eindhoven",
        "L-1234",
        "F-59000",
        "NL-5611",
        "CH-3800",
        "Sint-Truiden",
        "",
        "B-",
        "3665 AS",
        "3,800",
        "3800 12",
    ],
)
def test_no_belgian_postcode(typed: str) -> None:
    with pytest.raises(Unclear):
        read_postcode(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "0999.990.123",
        "0999990123",
        "999990123",
        "BE0999990123",
        "BE 0999.990.123\u00a0",
        "BTW BE 0999.990.123",
        "TVA-0999 990 123",
        "BTW-nr. BE 0999.990.123",
        "0999/990/123",
        "0999‑990‑123",
        "KBO 0999.990.123",
        "BCE: 0999990123",
        "ondernemingsnr. 0999.990.123",
        "(BE) 0999.990.123",
        "0999.990.123 RPR Gent",
        "BE 0999.990.123, RPM Bruxelles",
        "0999.990.123 (KBO)",
        "999990123.0",
        "0999990123,00",
    ],
)
def test_an_enterprise_number(typed: str) -> None:
    assert read_enterprise_number(typed) == "0999990123"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0999.990.124", said.NO_NUMBER_OF_ENTERPRISE),
        ("2.999.990.165", said.NUMBER_OF_PLACE),
        ("9,9999E+08", said.NUMBER_CUT),
        ("O999.990.123", said.LETTER_O),
        ("BE 0999.99O.123", said.LETTER_O),
        ("0999.990.123 of 124", said.NUMBER_HAS_LETTERS),
        ("999990123.5", said.NO_NUMBER_OF_ENTERPRISE),
        ("NL123456789B01", said.NUMBER_HAS_LETTERS),
        ("12345", said.NUMBER_TOO_SHORT),
        ("0000.000.097", said.NO_NUMBER_OF_ENTERPRISE),
    ],
)
def test_no_enterprise_number_is_refused_by_name(typed: str, why: str) -> None:
    with pytest.raises(Unclear) as refusal:
        read_enterprise_number(typed)
    assert refusal.value.said == why


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("10.71", "10.71"),
        ("10710", "10710"),
        ("10,71", "10.71"),
        ("NACE-BEL 2025: 10.71", "10.71"),
        ("10 710", "10710"),
        ("01.110", "01.110"),
    ],
)
def test_an_activity(typed: str, code: str) -> None:
    assert read_activity(typed) == code


@pytest.mark.parametrize("typed", ["bakkerij", "1.11", "10.71 - Brood", "A10", "10;71", "-"])
def test_no_activity(typed: str) -> None:
    with pytest.raises(Unclear):
        read_activity(typed)


def test_an_establishment_has_a_number_of_its_own() -> None:
    assert read_establishment_number("2.999.990.165") == "2999990165"
    with pytest.raises(Unclear):
        read_establishment_number("0999.990.123")


@pytest.mark.parametrize(
    "typed",
    [
        "ann@x.example",
        " ann@x.example ",
        "ann@x.example\u00a0",
        "Ann Peeters <ann@x.example>",
        "mailto:ann@x.example",
        "<ann@x.example>",
        "ann@x.example;",
        "ann@x.example,",
        "\u200bann@x.example",
    ],
)
def test_an_address(typed: str) -> None:
    assert read_email(typed) == "ann@x.example"


@pytest.mark.parametrize(
    "typed", ["ann", "ann@", "ann @x.example", "ann@x.example, bob@x.example", "ann@x.example bob@x.example", "", "@"]
)
def test_no_address(typed: str) -> None:
    with pytest.raises(Unclear):
        read_email(typed)


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_a_reader(typed: str) -> None:
    for reader in (read_postcode, read_enterprise_number, read_establishment_number, read_email):
        try:
            reader(typed)
        except Unclear as refusal:
            assert str(refusal)
