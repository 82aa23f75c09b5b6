"""Rows of long lists: escaped, named for phones, their heads row headings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from coaching.core.screen.tables import NUMBER, body, link


def test_cells_are_escaped_and_markup_is_kept() -> None:
    drawn = body(((("Bedrijf & co"), ""), ("Uren", NUMBER)), [(link('/x/"', "<b>"), "<i>")])
    assert '<tr><th scope="row" data-label="Bedrijf &amp; co"><a href="/x/&quot;">&lt;b&gt;</a></th>' in drawn
    assert '<td class="num" data-label="Uren">&lt;i&gt;</td>' in drawn


def test_numbers_are_the_readers() -> None:
    with translation.override("nl"):
        assert ">2,5</td>" in body((("", ""), ("Uren", NUMBER)), [("a", Decimal("2.5"))])


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="shorter"):
        body((("a", ""), ("b", ""), ("c", "")), [("x", "y")])
