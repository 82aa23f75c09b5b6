"""What a page gives the script that remembers what is typed (static/js/typed.js)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coaching.core.screen.typed import whose

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_person(context: Any) -> SafeString:
    """Attributes of the body: whose page it is, the key to what that person's browser remembers, whether it answers a post."""
    user, request = context.get("user"), context.get("request")
    answered = mark_safe(" data-answered" if request is not None and request.method == "POST" else "")
    if user is None or not user.is_authenticated:
        return answered
    return format_html(' data-person="{}" data-key="{}"{}', whose.mark_of(user), whose.key_of(user), answered)


@register.simple_tag
def typed_words() -> SafeString:
    """What the script may have to say, in the page's language."""
    return _words(get_language() or "")


@lru_cache(maxsize=8)
def _words(language: str) -> SafeString:
    """The same on every page of a language: drawn once."""
    return render_to_string("core/typed/words.html")
