"""Fields of forms as markup, written by functions.

Django draws a list box with two templates per choice: the filters of a list cost more than its rows. What is written
here is what its templates write (tested side by side); every other widget is still drawn by its template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coaching.core.screen.escaping import escaped
from coaching.core.screen.icons import icon

WIDGETS = "django/forms/widgets/"
INPUTS = ("text", "search", "number", "email", "tel", "url", "date", "hidden", "checkbox")


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def _input(context: Mapping[str, Any]) -> SafeString:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    name = escaped(widget["name"])
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>')


def _option(option: Mapping[str, Any]) -> str:
    value, label = escaped(option["value"]), escaped(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _select(context: Mapping[str, Any]) -> SafeString:
    widget = context["widget"]
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        inside = "\n".join(map(_option, options))
        parts.append(f'<optgroup label="{escaped(group)}">{inside}</optgroup>' if group else inside)
    return mark_safe("\n".join((*parts, "</select>")))


def _hint(field: Any) -> str:
    if not (field.help_text or field.is_date):
        return ""
    example = _("For example 31/12/2026.") if field.is_date else ""
    words = " ".join(filter(None, (escaped(field.help_text), example)))
    return f'<div class="hint" id="{field.auto_id}_helptext">{words}</div>'


def _errors(field: Any) -> str:
    if not field.errors:
        return ""
    sign, word = icon("octagon-alert"), escaped(_("Error:"))
    lines = "".join(
        f'<p class="field-error">{sign}<span><span class="vh">{word} </span>{escaped(error)}</span></p>'
        for error in field.errors
    )
    return f'<div id="{field.auto_id}_error">{lines}</div>'


def _label(field: Any) -> str:
    words = _("sometimes needed") if getattr(field.field, "sometimes_needed", False) else _("optional")
    optional = "" if field.field.required else f' <span class="optional">({escaped(words)})</span>'
    return f"{escaped(field.label)}{optional}"


def _control(field: Any) -> str:
    if not field.unit:
        return str(field)
    before = " before" if field.unit_before else ""
    return f'<div class="with-unit{before}">{field}<span class="unit">{escaped(field.unit)}</span></div>'


def field_group(context: Mapping[str, Any]) -> SafeString:
    """A field with its label, hint and errors, tied together for who cannot see them stand together."""
    field = context["field"]
    css = "field" + (" invalid" if field.errors else "") + (" search" if field.name == "q" else "")
    told = _hint(field) + _errors(field)
    if field.kind == "check":
        line = f'<label for="{field.id_for_label}">{field}<span>{escaped(field.label)}</span></label>'
        inside = f'<div class="check-line">{line}</div>{told}'
    elif field.use_fieldset:
        described = f' aria-describedby="{field.aria_describedby}"' if field.aria_describedby else ""
        inside = f"<fieldset{described}><legend>{_label(field)}</legend>{told}{field}</fieldset>"
    else:
        inside = f'<label for="{field.id_for_label}">{_label(field)}</label>{told}{_control(field)}'
    return mark_safe(f'<div class="{css}">{inside}</div>')


DRAWN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "forms/field.html": field_group,
    f"{WIDGETS}select.html": _select,
    **{f"{WIDGETS}{kind}.html": _input for kind in INPUTS},
}
