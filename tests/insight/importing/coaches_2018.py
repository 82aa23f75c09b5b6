"""A file whose applications fall exactly as in both tables of Coaches 2018, by province and by kind of company.

subject/programme.md#two-tables-to-test-by
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

PROVINCES = {
    "Antwerpen": ("2000", 33, 20, 6),
    "Brussel": ("1000", 8, 3, 0),
    "Limburg": ("3500", 12, 6, 0),
    "Oost-Vlaanderen": ("9000", 18, 9, 3),
    "Vlaams-Brabant": ("3000", 19, 13, 4),
    "West-Vlaanderen": ("8000", 32, 24, 10),
}
GROUPS = {
    "SME_LOW_SKILLED": (49, "35", 15, 12, 6),
    "SME_OTHER": (49, "35,1", 19, 11, 5),
    "LARGE_LOW_SKILLED": (50, "35.0", 49, 30, 4),
    "LARGE_OTHER": (50, "80", 39, 22, 8),
}


def numbers() -> Iterator[str]:
    """Enterprise numbers with right check digits, above every number issued so far."""
    for stem in range(19_900_000, 19_999_999):
        yield f"{stem:08d}{97 - stem % 97:02d}"


def spread(rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(row, column) for each unit, so that both margins hold (north-west corner)."""
    left, right, i, j = list(rows), list(columns), 0, 0
    while i < len(left) and j < len(right):
        if not left[i]:
            i += 1
        elif not right[j]:
            j += 1
        else:
            left[i], right[j] = left[i] - 1, right[j] - 1
            yield i, j


def lines() -> Iterator[dict[str, str]]:
    """Each application as a row of the file, with as many milestones as it reached."""
    places, groups = list(PROVINCES.values()), list(GROUPS.values())
    number, count = numbers(), 0
    day = date(2017, 1, 9)
    for reached, (upper, lower) in enumerate(((1, 2), (2, 3), (3, None))):
        by_place = [p[upper] - (p[lower] if lower else 0) for p in places]
        by_group = [g[upper + 1] - (g[lower + 1] if lower else 0) for g in groups]
        for i, j in spread(by_place, by_group):
            count += 1
            submitted = day + timedelta(days=count * 3)
            row = {
                "reference": f"S2-{count:03d}",
                "company_name": f"Onderneming {count} (fictief)",
                "enterprise_number": next(number),
                "postcode": places[i][0],
                "headcount": str(groups[j][0]),
                "high_skilled_percent": groups[j][1],
                "submitted_on": submitted.isoformat(),
                "approved_on": "",
                "started_on": "",
            }
            if reached >= 1:
                row["approved_on"] = (submitted + timedelta(days=30)).strftime("%d/%m/%Y")
            if reached == 2:
                row["started_on"] = (submitted + timedelta(days=90)).isoformat()
            yield row


def write(path: Path, delimiter: str = ";") -> Path:
    rows = list(lines())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path
