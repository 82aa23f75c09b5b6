"""Tags that say the same all day: a file's address, a page's address without arguments, an icon, a word of ours.

They are Django's, by their own names, but what cannot differ from one page to the next is worked out once per process (and
language) instead of some eighty times per page (ADR 0034).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, TextNode, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_tag
from django.template.loader import get_template
from django.templatetags import i18n
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coaching.core.screen.icons import icon as draw
from coaching.core.screen.navigation import KEPT, Menu

register = template.Library()
address = cache(reverse)


def _literal(expression: FilterExpression) -> str | None:
    """The text that stands there in quotes; None for everything that a page may fill in."""
    plain = isinstance(expression.var, str) and not expression.filters
    return str(expression.var) if plain else None


class FixedUrl(Node):
    """`{% url "name" %}` without arguments."""

    def __init__(self, name: str, asvar: str | None) -> None:
        self.name, self.asvar = name, asvar

    def render(self, context: Any) -> str:
        try:
            found = address(self.name)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return str(conditional_escape(found))
        context[self.asvar] = found
        return ""


class FixedTranslate(i18n.TranslateNode):
    """`{% translate "words" %}`: looked up once per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        if language not in self.known:
            self.known[language] = super().render(context)
        return self.known[language]


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's."""
    node: URLNode = url_tag(parser, token)
    name = None if node.args or node.kwargs else _literal(node.view_name)
    return node if name is None else FixedUrl(name, node.asvar)


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Django's."""
    node = i18n.do_translate(parser, token)
    fixed = isinstance(node.filter_expression.var.literal, str) and not node.filter_expression.filters
    if not fixed or node.asvar or node.message_context:
        return node
    return FixedTranslate(node.filter_expression, node.noop)


@register.tag
def static(parser: Parser, token: Token) -> Node:
    """Django's, for files that are named."""
    node = StaticNode.handle_token(parser, token)
    name = None if node.varname else _literal(node.path)
    return node if name is None else TextNode(str(conditional_escape(node.url(template.Context()))))


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """A symbol of the sprite (`screen.icons`): `{% icon "menu" %}`, `{% icon item.icon "large" %}`."""
    given = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    names = [_literal(one) for one in given]
    if None not in names:
        return TextNode(draw(*(str(name) for name in names)))
    return IconNode(given)


@lru_cache(KEPT)
def _menu(menu: Menu, language: str | None) -> str:
    """Menus hold nothing but what they say, so the same one looks the same; drawing twenty entries costs as much as a query."""
    return get_template("components/menu.html").render({"menu": menu})


@register.simple_tag
def place_menu(menu: Any) -> SafeString:
    """The entries of a place (`nav`), under what one comes for."""
    return mark_safe(_menu(menu.itself, get_language()))


class IconNode(Node):
    def __init__(self, given: list[FilterExpression]) -> None:
        self.given = given

    def render(self, context: Any) -> str:
        return draw(*(str(one.resolve(context)) for one in self.given))
