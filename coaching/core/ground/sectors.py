"""Sections of NACE-BEL: which activity a company has, in the words of the list that the enterprise register keeps.

A section is a run of divisions, the first two figures of a code. The runs are those of NACE-BEL 2025; of older codes the
divisions are the same, but for a few that moved to a neighbour; 45 (cars, in the edition of 2008) counts as trade.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# (letter, words, first division, last division)
SECTIONS: tuple[tuple[str, Any, int, int], ...] = (
    ("A", _("agriculture, forestry and fishing"), 1, 3),
    ("B", _("mining and quarrying"), 5, 9),
    ("C", _("manufacturing"), 10, 33),
    ("D", _("electricity and gas"), 35, 35),
    ("E", _("water and waste"), 36, 39),
    ("F", _("construction"), 41, 43),
    ("G", _("wholesale and retail trade"), 45, 47),
    ("H", _("transport and storage"), 49, 53),
    ("I", _("accommodation and food"), 55, 56),
    ("J", _("publishing and broadcasting"), 58, 60),
    ("K", _("telecommunication and computing"), 61, 63),
    ("L", _("finance and insurance"), 64, 66),
    ("M", _("real estate"), 68, 68),
    ("N", _("professional and scientific services"), 69, 75),
    ("O", _("administrative and support services"), 77, 82),
    ("P", _("public administration"), 84, 84),
    ("Q", _("education"), 85, 85),
    ("R", _("health and social work"), 86, 88),
    ("S", _("arts, sports and recreation"), 90, 93),
    ("T", _("other services"), 94, 96),
    ("U", _("households as employers"), 97, 98),
    ("V", _("international organisations"), 99, 99),
)
CHOICES = [(letter, words) for letter, words, _first, _last in SECTIONS]
_RUNS = {letter: (first, last) for letter, _words, first, last in SECTIONS}
_WORDS = {division: words for _letter, words, first, last in SECTIONS for division in range(first, last + 1)}


def in_section(letter: str, column: str = "nace_code") -> Q:
    """Rows whose code lies in the section."""
    first, last = _RUNS[letter]
    found = Q(**{f"{column}__gte": f"{first:02}"})
    return found & Q(**{f"{column}__lt": f"{last + 1:02}"}) if last < 99 else found


def words_of(code: str) -> Any:
    """The section of a code in words; "" when it has none."""
    return _WORDS.get(int(code[:2]), "") if code[:2].isdigit() else ""
