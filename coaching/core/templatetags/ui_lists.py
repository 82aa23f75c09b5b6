"""Component tags that draw data: journeys, lists, boards, heat maps, pages of results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BooleanField
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.people import Reachable
from coaching.core.screen import ui
from coaching.core.screen.columns import MORE, PLACES_IN_LIST, heading
from coaching.core.screen.escaping import escaped
from coaching.core.screen.filters import standing
from coaching.core.screen.forms import error_entries
from coaching.core.screen.ui import tone_of

register = template.Library()
HEAT_SIGNS = {0: "–", 1: "✓", 2: "!", 3: "!!"}
HEAT_WORDS = {0: _("not known"), 1: _("fine"), 2: _("attention"), 3: _("problem")}


@register.inclusion_tag("components/journey.html")
def journey(steps: Iterable[Any], clock: Any = None, title: Any = "") -> dict[str, Any]:
    """The route with its start clock. steps: `ui.Step`s; clock: `ui.Clock` or None."""
    steps = list(steps)
    return {
        "steps": steps,
        "clock": clock,
        "title": title,
        "total": len(steps),
        "done": sum(step.state == "done" for step in steps),
    }


@register.inclusion_tag("components/clock.html")
def start_clock(clock: Any) -> dict[str, Any]:
    """The clock alone."""
    return {"clock": clock}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Any], today: Any = None) -> dict[str, Any]:
    """What is to be done, with its status and date. tasks: `ui.Task`s."""
    return {"tasks": tasks, "today": today}


@register.inclusion_tag("components/worklist.html")
def worklist(
    found: Any, more: str = "", titled: bool = True, next_step: Any = "", others: Iterable[Any] = ()
) -> dict[str, Any]:
    """What waits for the reader: how many of each kind, then the most urgent line by line. found: a `waiting.Worklist`.

    more: address of all that waits; next_step: what comes next when nothing waits; others: (figure, words, address) of what
    waits for somebody else.
    """
    return {"worklist": found, "more": more, "titled": titled, "next_step": next_step, "others": others}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Facts from data: (label, value) or (label, value, change address)."""
    return {"rows": [(*row, "")[:3] for row in rows]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Everything that is wrong, each line a link to its field. Draws nothing when all is well."""
    return {"entries": error_entries(*forms)}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """History, or mails and reminders sent and coming. events: `ui.Event`s."""
    return {"events": events}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: Any = "") -> dict[str, Any]:
    """Tabs that are links. items: objects with label, url, current and perhaps badge."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[Any], label: Any = "") -> dict[str, Any]:
    """Quick filters that are links. items: as for tabs."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/stat.html")
def stat(figure: Any, label: Any, note: Any = "", tone: str = "", href: str = "") -> dict[str, Any]:
    """A figure for `<div class="stats">`."""
    return {"figure": figure, "label": label, "note": note, "tone": tone, "href": href}


@register.inclusion_tag("components/person.html")
def person(name: Any, role: Any = "", reach: Reachable | None = None, write: str = "") -> dict[str, Any]:
    """Who helps, and how to reach them. reach: what the reader may know of it; write: where one writes them a message."""
    return {"name": name, "role": role, "ways": ui.ways(reach, write)}


@register.inclusion_tag("components/progress.html")
def progress(
    value: int, maximum: int = 100, label: Any = "", poll: str = "", done: bool = False, note: Any = ""
) -> dict[str, Any]:
    """A long job. While not done, `poll` (an address that answers with this same component) is asked every 2 s."""
    return {"value": value, "maximum": maximum, "label": label, "poll": poll, "done": done, "note": note}


@register.inclusion_tag("components/board.html")
def board(columns: Iterable[Any], label: Any = "", today: Any = None) -> dict[str, Any]:
    """Year board: `ui.Column`s with `ui.BoardCard`s."""
    return {"columns": columns, "label": label, "today": today}


@register.inclusion_tag("components/heatmap.html")
def heatmap(columns: Iterable[Any], rows: Iterable[Any], caption: Any) -> dict[str, Any]:
    """5A table. columns: (code, name); rows: (label, [`ui.HeatCell`, …]) in the columns' order."""
    return {"columns": columns, "rows": rows, "caption": caption}


@register.filter
def heat_cells(cells: Iterable[Any]) -> SafeString:
    """The cells of a row, by a function: a company has rows of forty units."""
    return mark_safe("".join(f'<td class="h{cell.level}">{_heat_cell(cell)}</td>' for cell in cells))


def _heat_cell(cell: Any) -> str:
    """The sign beside its colour, and the same in words."""
    level = cell.level if cell.level in HEAT_SIGNS else 0
    words = f'<span aria-hidden="true">{HEAT_SIGNS[level]}</span><span>{escaped(cell.text or HEAT_WORDS[level])}</span>'
    return f'<a href="{escaped(cell.url)}">{words}</a>' if cell.url else f"<span>{words}</span>"


@register.filter
def tone_for(state: Any) -> str:
    return tone_of(state)


@register.inclusion_tag("components/diff.html")
def diff(changes: Iterable[Any]) -> dict[str, Any]:
    """What changed since the last version. changes: `ui.Change`s."""
    return {"changes": changes}


@register.inclusion_tag("components/list_tools.html", takes_context=True)
def list_tools(context: Any, form: Any, export: str = "", submit: Any = "") -> dict[str, Any]:
    """Search and filters (a GET form) in one row, what is active as chips that take it away, a link that clears all.

    The filters behind “More filters” cost as much as the rows, so they are drawn when they are asked for, or one of them is.
    What else the address says (the view, the order, the role) goes along. `export`: an address ("?" for this page) for files.
    """
    request = context.get("request")
    asked = request.GET if request else QueryDict()
    path = request.path if request else ""
    kept = [(name, asked[name]) for name in asked if name not in {*form.fields, *PLACES_IN_LIST}]
    first, more = standing(form)
    of_more, opened = sum(bool(asked.get(field.name, "").strip()) for field in more), MORE in asked
    return {
        "first": first,
        "has_more": bool(more),
        "more": more if opened or of_more else (),
        "opened": opened,
        "more_url": f"?{urlencode([*asked.items(), (MORE, 1)])}",
        "asked_of_more": of_more,
        "submit": submit,
        "kept": kept,
        "active": active_filters(form, asked, path),
        "clear": f"{path}?{urlencode(kept)}" if kept else path,
        "exports": export_links(request, export) if export else (),
    }


def active_filters(form: Any, asked: QueryDict, path: str) -> list[tuple[str, str]]:
    """(what is asked, the address without it) per field of a filter that narrows the list."""
    found = []
    for name, field in form.fields.items():
        typed = asked.get(name, "").strip()
        if not typed or field.widget.is_hidden:
            continue
        label, choices = capfirst(str(field.label)), dict(getattr(field, "choices", ()))
        if choices and typed not in {str(value) for value in choices}:
            continue
        words = next((str(words) for value, words in choices.items() if str(value) == typed), typed)
        rest = asked.copy()
        for gone in (name, *PLACES_IN_LIST):
            rest.pop(gone, None)
        shown = label if isinstance(field, BooleanField) else f"{label}: {words}"
        found.append((shown, f"{path}?{rest.urlencode()}" if rest else path))
    return found


@register.inclusion_tag("components/exports.html", takes_context=True)
def export_list(context: Any, export: str = "?") -> dict[str, Any]:
    """The links that give a list as a file, for a list that draws its own filters."""
    return {"exports": export_links(context.get("request"), export)}


def export_links(request: Any, address: str) -> list[tuple[str, str]]:
    """(name, address) per kind of file, with the filter of the page."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for key in PLACES_IN_LIST:
        query.pop(key, None)
    links = []
    for kind, name in (("csv", "CSV"), ("xlsx", "Excel")):
        query["export"] = kind
        links.append(
            (name, f"{address}{'' if address.endswith('?') else '&' if '?' in address else '?'}{query.urlencode()}")
        )
    return links


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Any, page: Any = None, count: Any = None, next_url: str = "", previous_url: str = ""
) -> dict[str, Any]:
    """Pages: one of `lists.page_of`, which says how many there are; or keyset addresses with a count in words."""
    count = getattr(page.paginator, "words", count) if page else count
    return {
        "page": page,
        "count": count,
        "next_url": next_url,
        "previous_url": previous_url,
        "request": context.get("request"),
        "numbers": page.paginator.get_elided_page_range(page.number) if page else (),
    }


@register.simple_tag(takes_context=True)
def th(context: Any, label: Any, sort: str = "", css: str = "") -> SafeString:
    """A column heading; with `sort` it is a link that sorts (`?sort=name`, `?sort=-name`)."""
    return heading(context.get("request"), label, sort, css)


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """`{% crumbs label url label url … last_label %}`"""
    *links, last = parts
    return {"links": list(zip(links[::2], links[1::2], strict=False)), "last": last}
