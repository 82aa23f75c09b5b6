"""What a file holds, told by its headings."""

from __future__ import annotations

from actionplans.enums import FROM_ELSEWHERE, ImportKind
from actionplans.importing.headings import NOTHING, guess
from actionplans.importing.reading import LARGEST
from coaching.core.reading.files import Unreadable, table_of

# Headings that only one kind has: they weigh more than what all share.
TELLING = {
    ImportKind.RISKS: {
        "hazard",
        "probability",
        "exposure",
        "effect",
        "score",
        "colour",
        "sub_factor",
        "existing_measures",
    },
    ImportKind.MEASURES: {"what", "due_on", "who", "owner"},
    ImportKind.FIVE_YEARS: {"objective", "by_year", "baseline", "target", "risk"},
}


def kind_of(content: bytes) -> str:
    """Raises Unreadable when the headings fit no kind, or two as well."""
    best: list[tuple[int, int, str]] = []
    for kind in FROM_ELSEWHERE:
        table = table_of(content, lambda cell, kind=kind: bool(guess(kind, cell)), largest=LARGEST, two_rows=True)  # type: ignore[misc]  # a default binds `kind`
        found = {guess(kind, cell, table.headings) for cell in table.headings if cell.strip()} - {"", NOTHING}
        best.append((len(found & TELLING[ImportKind(kind)]), len(found), kind))
    best.sort(reverse=True)
    if best[0][0] < 2 or best[0][:2] == best[1][:2]:
        raise Unreadable("the headings do not tell what the file holds; name its kind")
    return best[0][2]
