"""Belgian enterprise and establishment numbers, in all their usual spellings.

Both have ten digits and the same check: 97 minus the first eight digits modulo 97. An enterprise number begins with 0
or 1 (1 since 19-9-2023), an establishment number with 2 to 8.
"""

from __future__ import annotations

import re

from stdnum.be import vat
from stdnum.exceptions import ValidationError

NOISE = re.compile(r"[\s.\-/]+")


def parse_enterprise_number(text: str) -> str:
    """Ten digits from any usual spelling (BE, dots, spaces, nine digits). Raises ValueError."""
    try:
        digits = str(vat.validate(NOISE.sub("", text.strip())))
    except ValidationError as error:
        raise ValueError(text) from error
    return digits.zfill(10)


def format_enterprise_number(digits: str) -> str:
    """0999990123 → 0999.990.123; anything else unchanged."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits


def parse_establishment_number(text: str) -> str:
    """Ten digits from any usual spelling. Raises ValueError."""
    digits = NOISE.sub("", text.strip())
    right = (
        digits.isascii()
        and digits.isdigit()
        and len(digits) == 10
        and digits[0] in "2345678"
        and 97 - int(digits[:8]) % 97 == int(digits[8:])
    )
    if not right:
        raise ValueError(text)
    return digits


def format_establishment_number(digits: str) -> str:
    """2999990165 → 2.999.990.165; anything else unchanged."""
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits
