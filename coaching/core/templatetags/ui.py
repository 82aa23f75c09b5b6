"""Component tags, available in every template without `{% load %}`; docs/components.md shows how to use each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground import clock, days, figures
from coaching.core.screen.escaping import escaped
from coaching.core.screen.icons import icon
from coaching.core.screen.icons import icon as draw
from coaching.core.screen.ui import TONE_ICON, tone_of
from coaching.core.templatetags import charts, ui_blocks, ui_fixed, ui_lists, ui_typed
from coaching.core.templatetags.ui_blocks import seen_field

register = template.Library()
for library in (charts.register, ui_blocks.register, ui_fixed.register, ui_lists.register, ui_typed.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)

ASPECTS = {"AO": "a1", "AI": "a2", "AV": "a3", "AOM": "a4", "AVH": "a5"}


@register.simple_tag
def tag(label: Any, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """A status tag: colour, icon and words together."""
    shown = icon(icon_name or TONE_ICON.get(tone, "circle-dashed"))
    return mark_safe(f'<span class="tag {escaped(tone)}">{shown}{escaped(label)}</span>')


@register.simple_tag
def status(state: Any, label: Any = "", tone: str = "") -> SafeString:
    """The tag of a life cycle's state: `{% status plan.state plan.get_state_display %}`."""
    return tag(label or getattr(state, "label", state), tone or tone_of(state))


@register.simple_tag
def aspect(code: str, name: Any = "") -> SafeString:
    """The sign of one of the five A's; `name` is read aloud and shown on hover."""
    return format_html(
        '<span class="aspect {}"{}>{}</span>',
        ASPECTS.get(str(code).upper(), "a1"),
        format_html(' title="{}"', name) if name else "",
        str(code).upper(),
    )


@register.simple_tag
def button(
    label: Any,
    href: str = "",
    kind: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    download: bool = False,
) -> SafeString:
    """A link when `href` is given, else a submit button. kind: "" (the main action) secondary quiet danger accent."""
    css = f"button {kind}".strip()
    inside = format_html("{}{}", draw(icon), label)
    if href:
        extra = mark_safe(" download") if download else ""
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, extra, inside)
    attributes = format_html(
        "{}{}{}",
        format_html(' name="{}"', name) if name else "",
        format_html(' value="{}"', value) if value else "",
        format_html(' form="{}"', form) if form else "",
    )
    return format_html('<button class="{}" type="submit"{}>{}</button>', css, attributes, inside)


@register.simple_tag(takes_context=True)
def post_button(
    context: Any,
    label: Any,
    url: str,
    kind: str = "secondary",
    icon: str = "",
    **values: Any,
) -> SafeString:
    """A button that posts at once (no form to fill in): for what is safe or can be undone. Extra arguments are sent.

    Empty ones are not.
    """
    request = context.get("request")
    sent = [
        format_html('<input type="hidden" name="{}" value="{}">', key, said)
        for key, said in values.items()
        if said != ""
    ]
    if request is not None:
        sent.append(format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)))
        sent.append(seen_field(context))
    return format_html(
        '<form method="post" action="{}">{}{}</form>',
        url,
        mark_safe("".join(sent)),
        button(label, kind=kind, icon=icon),
    )


@register.simple_tag
def deadline(due: date | None, today: date | None = None, done: bool = False) -> SafeString:
    """A date with how far away it is: green when done, amber in the last two weeks, red when past."""
    if due is None:
        return mark_safe("")
    day = due.date() if isinstance(due, datetime) else due
    shown = formats.date_format(day, "SHORT_DATE_FORMAT")
    if done:
        return tag(shown, "good")
    left = (day - (today or clock.today())).days
    if left < 0:
        words = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    elif left == 0:
        words = _("today")
    else:
        words = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    tone = "bad" if left < 0 else "attention" if left <= 14 else "neutral"
    return tag(f"{shown} · {words}", tone, "octagon-alert" if left < 0 else "clock")


@register.simple_tag
def worklist_lines(lines: Iterable[Any], today: Any = None) -> SafeString:
    """Lines that wait, each one click from doing it: `waiting.Line`s. On each first page: drawn without a template."""
    return mark_safe(f'<ul class="waits">{"".join(_waits(line, today) for line in lines)}</ul>')


def _waits(line: Any, today: Any) -> str:
    who = f'<span class="who">{escaped(line.who)}</span> ' if line.who else ""
    why = f' <span class="why">{escaped(line.why)}</span>' if line.why else ""
    does = f'<span class="does"><a href="{escaped(line.url)}">{escaped(line.what)}</a>{why}</span>'
    by = f' <span class="by">{deadline(line.due, today)}</span>' if line.due else ""
    return f"<li>{who}{does}{by}</li>"


@register.filter
def board_cards(cards: Iterable[Any], today: Any = None) -> SafeString:
    """The cards of a column, by a function: a year has a card for each measure."""
    return mark_safe("".join(_board_card(card, today) for card in cards))


def _board_card(card: Any, today: Any) -> str:
    title = escaped(card.title)
    name = f'<a href="{escaped(card.url)}">{title}</a>' if card.url else f"<b>{title}</b>"
    note = f' <span class="quiet small">{escaped(card.note)}</span>' if card.note else ""
    state = f" {tag(card.status, tone_of(card.state))}" if card.status else ""
    due = f" {deadline(card.due, today)}" if card.due else ""
    below = f' <span class="row">{state}{due}</span>' if state or due else ""
    return f'<li class="board-card">{name}{note}{below}</li>'


@register.simple_tag
def when(moment: datetime | date | None, missing: Any = "–") -> SafeString:
    """A date or moment in the reader's format inside `<time>`."""
    if moment is None:
        return conditional_escape(missing)
    if isinstance(moment, datetime):
        local: date = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        words = formats.date_format(local, "SHORT_DATETIME_FORMAT")
    else:
        local, words = moment, formats.date_format(moment, "SHORT_DATE_FORMAT")
    return mark_safe(f'<time datetime="{local.isoformat()}">{escaped(words)}</time>')


@register.simple_tag
def either(condition: Any, one: Any, other: Any = "") -> Any:
    """The one text when the condition holds, else the other: `{% either mine _("Leave") _("End") as label %}`."""
    return one if condition else other


@register.simple_tag
def listed(*parts: Any) -> str:
    """Those of the parts that there are, with commas between: a name, a number, an address."""
    return ", ".join(str(part) for part in parts if part)


@register.filter
def before(text: Any, sign: str) -> str:
    """The sign and the text, when there is a text: `{{ place.name|before:" · " }}`."""
    return f"{sign}{text}" if text else ""


@register.filter
def euro(amount: Any) -> str:
    """€ 1.500 and € 1.500,50 in Dutch, 1.500 € in French: `figures.euros`, of one argument as filters have it."""
    return figures.euros(amount)


register.filter("figure", figures.figure)
register.filter("in_words", figures.in_words)
register.filter("form_of", figures.form_of)
register.filter("long_day", days.long_day)
register.filter("long_moment", days.long_moment)


@register.filter
def enterprise(number: Any) -> str:
    """0999.990.123 from ten digits; anything else unchanged."""
    digits = str(number or "")
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 and digits.isdigit() else digits


@register.filter
def percent(share: Any) -> str:
    """0.614 → 61 %."""
    return "" if share is None or share == "" else f"{round(float(share) * 100)}\u00a0%"


@register.filter
def initials(name: Any) -> str:
    """Two letters for the round sign beside a person's name."""
    words = [word for word in str(name or "").replace("-", " ").split() if word[0].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
