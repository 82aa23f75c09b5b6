"""What an objective aims at, in one sentence, the same on pages, in PDFs and in what the body reads."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from actionplans.models import Objective
from actionplans.queries.indicators import said_of, sentence_of

KINNEY = {"indicator": "Kinney", "baseline": Decimal("252.0"), "target": Decimal("70.0"), "unit": "", "by_year": 2027}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Kinney: hoogstens 70 eind 2027; bij de start 252"),
        ("fr", "Kinney\u00a0: au plus 70 fin 2027\u00a0; au départ 252"),
        ("en", "Kinney: at most 70 by the end of 2027; at the start 252"),
    ],
)
def test_in_three_languages(language, said):
    with translation.override(language):
        assert sentence_of(Objective(text="Til", **KINNEY)) == said
        assert said_of(**{**KINNEY, "baseline": "252", "target": "70"}) == said  # as a frozen plan keeps it


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"baseline": 5, "target": 14, "unit": "dagen"},
            "Kinney: minstens 14\u00a0dagen eind 2027; bij de start 5\u00a0dagen",
        ),
        ({"baseline": None}, "Kinney: 70 eind 2027"),
        ({"baseline": 70}, "Kinney: 70 eind 2027; bij de start 70"),
        ({"target": None, "baseline": None}, "Kinney, eind 2027"),
        ({"target": None, "baseline": None, "indicator": ""}, ""),
        ({"indicator": ""}, "hoogstens 70 eind 2027; bij de start 252"),
        ({"baseline": Decimal("0.5"), "target": 0}, "Kinney: hoogstens 0 eind 2027; bij de start 0,5"),
    ],
)
def test_what_is_not_known_is_left_out(given, said):
    with translation.override("nl"):
        assert said_of(**{**KINNEY, **given}) == said
