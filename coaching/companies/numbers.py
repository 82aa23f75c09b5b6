"""Belgian enterprise and establishment numbers, in all their usual spellings.

Both have ten digits and the same check: 97 minus the first eight digits modulo 97. An enterprise number begins with 0
or 1 (1 since 19-9-2023), an establishment number with 2 to 8. Older letterheads leave the first 0 out: nine digits.
"""

from __future__ import annotations

import re

NOISE = re.compile(r"[\s.\-/‐‑–]+")
PREFIX = re.compile(r"(?:BTW|TVA|VAT|MWST)?(?:BE)?(?=[0-9])")
TEN = re.compile(r"[0-9]{10}")


def has_right_check(digits: str) -> bool:
    """Whether these ten digits end in their check."""
    return TEN.fullmatch(digits) is not None and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _bare(text: str) -> str:
    return PREFIX.sub("", NOISE.sub("", text[:100]).upper(), count=1)


def parse_enterprise_number(text: str) -> str:
    """Ten digits from any usual spelling (VAT, BE, dots, spaces, nine digits). Raises ValueError."""
    digits = _bare(text)
    if len(digits) == 9:
        digits = "0" + digits
    if digits[:1] not in ("0", "1") or digits[:8] == "00000000" or not has_right_check(digits):
        raise ValueError(text)
    return digits


def format_enterprise_number(digits: str) -> str:
    """0999990123 → 0999.990.123; anything else unchanged."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits


def parse_establishment_number(text: str) -> str:
    """Ten digits from any usual spelling. Raises ValueError; an enterprise number is none."""
    digits = _bare(text)
    if digits[:1] not in tuple("2345678") or not has_right_check(digits):
        raise ValueError(text)
    return digits


def format_establishment_number(digits: str) -> str:
    """2999990165 → 2.999.990.165; anything else unchanged."""
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits
