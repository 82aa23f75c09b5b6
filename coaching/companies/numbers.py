"""Belgian enterprise and establishment numbers as they are shown; `core.reading.codes` reads them.

Both have ten digits and the same check: 97 minus the first eight digits modulo 97. An enterprise number begins with 0
or 1 (1 since 19-9-2023), an establishment number with 2 to 8. Older letterheads leave the first 0 out: nine digits.
subject/data.md#enterprise-and-establishment-numbers
"""

from __future__ import annotations

from coaching.core.reading.codes import has_right_check, read_enterprise_number, read_establishment_number

__all__ = [
    "format_enterprise_number",
    "format_establishment_number",
    "has_right_check",
    "parse_enterprise_number",
    "parse_establishment_number",
]


def parse_enterprise_number(text: str) -> str:
    """Ten digits from any usual spelling (VAT, BE, dots, spaces, nine digits). Raises ValueError."""
    return read_enterprise_number(text)


def format_enterprise_number(digits: str) -> str:
    """0999990123 → 0999.990.123; anything else unchanged."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits


def parse_establishment_number(text: str) -> str:
    """Ten digits from any usual spelling. Raises ValueError; an enterprise number is none."""
    return read_establishment_number(text)


def format_establishment_number(digits: str) -> str:
    """2999990165 → 2.999.990.165; anything else unchanged."""
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits
