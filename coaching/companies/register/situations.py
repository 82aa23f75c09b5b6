"""What the register's juridical situation (rechtstoestand) means for who applies, and for who decides.

The words come from the register's own list of codes, and so does the meaning: the register adds codes without asking,
so that a list of them here would age. Codes that an extract explains nowhere are known for the commonest only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

USUAL = frozenset({"", "000", "001", "002", "003"})  # as usual, founded, prolonged, another number given
BANKRUPT, STOPS, PROTECTED, RENUMBERED, OTHER = "bankrupt", "stops", "protected", "renumbered", "other"

# The first that fits the register's Dutch or French words. A bankruptcy that was closed is the end of the company too.
BY_WORDS = (
    (BANKRUPT, re.compile(r"faillissement|faillite", re.IGNORECASE)),
    (RENUMBERED, re.compile(r"vervanging|remplacement|fusie|fusion|splitsing|scission|overdracht", re.IGNORECASE)),
    (STOPS, re.compile(r"ontbinding|dissolution|vereffening|liquidation|stopzetting|cessation|nietig", re.IGNORECASE)),
    (PROTECTED, re.compile(r"reorganisat|réorganisat|opschorting|sursis|akkoord|concordat", re.IGNORECASE)),
)
# What an extract without the words may still hold.
KNOWN: dict[str, tuple[str, Promise]] = {
    "006": (RENUMBERED, _("stopped: the company has another enterprise number")),
    "012": (STOPS, _("dissolved early, being wound up")),
    "013": (STOPS, _("dissolved by a court")),
    "050": (BANKRUPT, _("bankruptcy opened")),
}
TO_APPLICANT: dict[str, Promise] = {
    BANKRUPT: _(
        "A bankrupt company cannot take part: coaching needs a company that goes on working. Is this wrong, or does the "
        "work go on under another number? Fill in that number, or ask the programme first."
    ),
    STOPS: _(
        "Coaching takes months and is for a company that goes on working. Is this wrong, or does the work go on under "
        "another number? Fill in that number, or ask the programme first."
    ),
    PROTECTED: _("You can apply. The programme sees this too, and may ask you how things stand."),
    RENUMBERED: _("Does your company have another number now? Then apply with that one."),
    OTHER: _("You can apply. The programme sees this too, and may ask you about it."),
}
TO_DESK: dict[str, Promise] = {
    BANKRUPT: _("Ask the company or its receiver whether the work goes on before you decide."),
    STOPS: _("Ask the company whether the work goes on, and under which number, before you decide."),
    PROTECTED: _("The company is under the protection of a court. Ask how long it can set hours aside."),
    RENUMBERED: _("Ask under which number the company goes on."),
    OTHER: _("Look this up in the register before you decide."),
}


@dataclass(frozen=True)
class Situation:
    """A situation that is not the usual one. words: the register's, else ours."""

    code: str
    kind: str
    words: Any

    @property
    def is_serious(self) -> bool:
        """Whether the company ends, as far as the register knows."""
        return self.kind in {BANKRUPT, STOPS}

    @property
    def to_applicant(self) -> Any:
        return TO_APPLICANT[self.kind]

    @property
    def to_desk(self) -> Any:
        return TO_DESK[self.kind]


def situation_of(code: str, texts: Mapping[str, str], words: str) -> Situation | None:
    """texts: the register's words per language; words: those for who reads. None where all is as usual."""
    if code in USUAL:
        return None
    said = " ".join(texts.values())
    kind = next((kind for kind, pattern in BY_WORDS if pattern.search(said)), "")
    known, ours = KNOWN.get(code, (OTHER, _("situation %(code)s") % {"code": code}))
    return Situation(code, kind or known, words or ours)
