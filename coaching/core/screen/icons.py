"""Icons of the sprite as markup. Decoration only: what an icon means must also stand in words beside it."""

from __future__ import annotations

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = "img/icons.svg"


def icon(name: str, css: str = "") -> SafeString:
    """The symbol `name` of static/img/icons.svg; nothing for ""."""
    return _icon(name, css) if name else mark_safe("")


@cache
def _icon(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static(SPRITE),
        name,
    )
