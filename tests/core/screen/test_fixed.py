"""Tags that are worked out once say what Django's say, in every language and in every use of them."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.urls import NoReverseMatch
from django.utils.translation import override

from coaching.core.screen.icons import icon
from coaching.core.templatetags import ui_fixed

OURS = Engine(builtins=["django.templatetags.i18n", "coaching.core.templatetags.ui"])
DJANGOS = Engine(builtins=["django.templatetags.i18n", "django.templatetags.static"])


@pytest.mark.parametrize(
    "source",
    [
        "{% url 'account_login' %}",
        '{% url "core:set_theme" as address %}[{{ address }}]',
        "{% url 'no such page' as address %}[{{ address }}]",
        "{% url name %}",
        "{% url 'core:document' slug pk %}",
        "{% static 'css/base.css' %}",
        "{% static file %}",
        "{% static 'css/base.css' as file %}{{ file }}",
        "{% translate 'Documents' %}",
        "{% translate 'Documents' as title %}[{{ title }}]",
        "{% translate words %}",
        "{% translate 'Documents' noop %}",
        "{% translate 'May' context 'month' %}",
        "{% translate 'Documents'|upper %}",
    ],
)
def test_they_say_what_djangos_say(source):
    given = {"name": "account_logout", "slug": "bakkerij", "pk": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}
    given |= {"file": "a&b.css", "words": "Documents"}
    ours, theirs = OURS.from_string(source), DJANGOS.from_string(source)
    for language in ("nl", "fr", "en", "nl"):
        with override(language):
            assert ours.render(Context(given)) == theirs.render(Context(given))


def test_a_page_that_is_not_there_is_an_error_each_time():
    page = OURS.from_string("{% url 'no such page' %}")
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            page.render(Context())


def test_an_icon_that_is_named_is_drawn_when_the_template_is_compiled():
    (node,) = OURS.from_string("{% icon 'menu' %}").nodelist
    assert isinstance(node, TextNode) and node.s == icon("menu")
    open_one = OURS.from_string("{% icon sign 'large' %}|{% icon missing %}")
    assert open_one.render(Context({"sign": "sun"})) == icon("sun", "large") + "|"


def test_words_are_looked_up_once_per_language(monkeypatch):
    asked = []
    look_up = ui_fixed.i18n.TranslateNode.render
    monkeypatch.setattr(
        ui_fixed.i18n.TranslateNode, "render", lambda node, context: asked.append(1) or look_up(node, context)
    )
    page = OURS.from_string("{% translate 'Documents' %}")
    for language in ("nl", "fr", "nl", "fr"):
        with override(language):
            page.render(Context())
    assert len(asked) == 2
