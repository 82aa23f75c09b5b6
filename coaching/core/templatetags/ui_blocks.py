"""Block tags: components that wrap what the page writes between the tags."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from coaching.core.ground import seen
from coaching.core.ground.workflow import living

register = template.Library()


@register.simple_block_tag
def page_header(
    content: str,
    title: Any,
    lead: Any = "",
    kicker: Any = "",
    tag: Any = "",
) -> SafeString:
    """The top of a page: its one h1; the block holds its actions, the main one first. May be empty."""
    return render_to_string(
        "components/page_header.html",
        {"title": title, "lead": lead, "kicker": kicker, "tag": tag, "actions": mark_safe(content.strip())},
    )


@register.simple_block_tag
def hero(content: str, title: Any, lead: Any = "") -> SafeString:
    """The opening of a public page, with the five roads; the block holds its actions."""
    return render_to_string("components/hero.html", {"title": title, "lead": lead, "actions": content})


NOTICE_ICON = {
    "info": "info",
    "attention": "triangle-alert",
    "good": "circle-check",
    "bad": "octagon-alert",
    "brand": "lightbulb",
}


MESSAGE_TONE = {"success": "good", "error": "bad", "warning": "attention"}


@register.filter
def message_tone(level: str) -> str:
    """The tone of a message that Django shows once."""
    return MESSAGE_TONE.get(level, "info")


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: Any = "") -> SafeString:
    """Something the reader must know before going on."""
    return render_to_string(
        "components/notice.html",
        {"content": content, "tone": tone, "title": title, "icon_name": NOTICE_ICON.get(tone, "info")},
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A quotation, an example or a legal sentence, set apart."""
    return format_html('<div class="inset">{}</div>', content)


@register.simple_block_tag
def explain(content: str, label: Any) -> SafeString:
    """An explanation one tap away: for every word of the field that people may not know."""
    return format_html('<details class="explain"><summary>{}</summary><div>{}</div></details>', label, content)


@register.simple_block_tag
def panel(content: str, title: Any = "", level: int = 2) -> SafeString:
    """A framed part of a page."""
    heading = format_html("<h{}>{}</h{}>", level, title, level) if title else ""
    return format_html('<section class="panel">{}{}</section>', heading, content)


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """A list of facts; put `{% fact %}` blocks in it."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: Any, change: str = "", about: Any = "", word: Any = "") -> SafeString:
    """One fact of a summary; `change` is the address where it is changed, `about` completes that link's name.

    word: what the link says, unless “Change”.
    """
    known = {"content": content, "label": label, "change": change, "about": about or label, "word": word}
    return render_to_string("components/fact.html", known)


@register.simple_block_tag
def card(
    content: str,
    title: Any,
    href: str = "",
    kicker: Any = "",
    foot: Any = "",
    layer: int | str = "",
    level: int = 3,
    tag: Any = "",
) -> SafeString:
    """A card for `<div class="grid">`: module, coach, company. The whole card is one link when `href` is given."""
    css = f"card layer a{layer}" if layer else "card"
    above = format_html('<span class="kicker">{}</span>', kicker) if kicker else ""
    row = format_html('<p class="row">{}{}</p>', above, tag) if kicker or tag else ""
    named = format_html('<a class="card-link" href="{}">{}</a>', href, title) if href else title
    below = format_html('<div class="card-foot">{}</div>', foot) if foot else ""
    return format_html(
        '<article class="{}">{}<h{}>{}</h{}>{}{}</article>', css, row, level, named, level, content, below
    )


@register.simple_block_tag
def empty_state(content: str, title: Any, icon_name: str = "inbox", level: int = 2) -> SafeString:
    """What a list shows when it is empty: why, and what to do now."""
    return render_to_string(
        "components/empty.html", {"content": content, "title": title, "icon_name": icon_name, "level": level}
    )


@register.simple_block_tag
def remark(
    content: str,
    author: Any,
    when: Any = "",
    role: Any = "",
    about: Any = "",
    answer: Any = "",
    answered_by: Any = "",
    answer_open: bool = False,
) -> SafeString:
    """A remark and the answer to it, for `<div class="thread">`; the block holds the remark's text."""
    return render_to_string(
        "components/remark.html",
        {
            "content": content,
            "author": author,
            "when": when,
            "role": role,
            "about": about,
            "answer": answer,
            "answered_by": answered_by,
            "answer_open": answer_open,
        },
    )


NOTHING_IN_IT = re.compile(r"(<td[^>]*>)\s+</td>")


@register.simple_block_tag
def table(
    content: str, caption: Any = "", cards: bool = True, hide_caption: bool = False, wide: bool = False
) -> SafeString:
    """Frame of a table: the block has thead and tbody. cards: rows become cards on a phone (td needs data-label).

    wide: many columns, so in smaller type; what is still too much is moved sideways within its frame, by keyboard too.
    """
    css = " ".join(filter(None, ("table", "cards" if cards else "", "wide" if wide else "")))
    if cards:  # a cell with only the space of its template is empty: as a card it must take no line
        content = mark_safe(NOTHING_IN_IT.sub(r"\1</td>", content))
    shown = format_html('<caption class="{}">{}</caption>', "vh" if hide_caption else "", caption) if caption else ""
    focus = mark_safe("") if cards and not wide else format_html(' role="region" tabindex="0" aria-label="{}"', caption)
    return format_html('<div class="table-wrap"{}><table class="{}">{}{}</table></div>', focus, css, shown, content)


@register.simple_block_tag(takes_context=True)
def form(
    context: Any,
    content: str,
    form: Any,
    submit: Any = "",
    action: str = "",
    cancel: str = "",
    kind: str = "",
    wide: bool = False,
    method: str = "post",
) -> SafeString:
    """A whole form: error summary, token, all fields, buttons. What stands in the block comes before the buttons."""
    return render_to_string(
        "components/form.html",
        {
            "form": form,
            "content": mark_safe(content.strip()),
            "submit": submit,
            "action": action,
            "cancel": cancel,
            "kind": kind,
            "wide": wide,
            "method": method,
            "csrf_token": context.get("csrf_token", ""),
            "seen": seen_field(context),
            "summary_shown": context.get("errors_shown", False),
        },
    )


class TokenNode(CsrfTokenNode):
    """The library's token, and beside it the state in which the page shows its records (ADR 0019)."""

    def render(self, context: Any) -> SafeString:
        return mark_safe(super().render(context) + seen_field(context))


@register.tag
def csrf_token(parser: Any, token: Any) -> TokenNode:
    """Takes the place of Django's own, so that no form can forget what it was shown in."""
    return TokenNode()


def seen_field(context: Any) -> SafeString:
    """The hidden `seen` of a form: every record with a life cycle that is at hand where it stands."""
    kinds = living()
    named = seen.named(value for layer in context.dicts for value in layer.values() if type(value) in kinds)
    return format_html('<input type="hidden" name="{}" value="{}">', seen.FIELD, named) if named else mark_safe("")
