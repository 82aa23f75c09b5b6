"""Our escaping beside Django's: the same text for whatever stands in a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from coaching.core.screen.escaping import escaped

HOSTILE = """<script>alert("a & 'b'")</script>"""


class Markup(str):
    """A text of another class, which says itself how it is written in HTML."""

    def __html__(self) -> str:
        return "<b>own</b>"


@pytest.mark.parametrize(
    "value",
    [HOSTILE, mark_safe("<b>&</b>"), Markup("x"), gettext_lazy("Workers & <others>"), 7, Decimal("1.5"), None, ""],
)
def test_the_same_as_djangos(value):
    with override("nl"):
        assert f"{escaped(value)}" == f"{conditional_escape(value)}"


def test_nothing_hostile_is_left():
    assert "<" not in escaped(HOSTILE) and '"' not in escaped(HOSTILE) and "'" not in escaped(HOSTILE)
