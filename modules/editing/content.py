"""What a version of a module says, as JSON; what is wanting in it; what changed since the version in use.

{"layer": 1–5, "themes": […], "target_groups": […], "languages": […], "form": …, "hours_during": "1.5", "hours_after": "0",
"cost_eur": "0", "provider": "", "by_date": bool, "materials": [ids of what can be downloaded, in order], and per text of
TEXTS {"nl": …, "fr": …, "en": …}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.choices import Language, Theme
from coaching.programmes.enums import LayerNumber
from coaching.programmes.layers import LANGUAGES
from modules.models.module import Module, ModuleForm, ModuleGroup

TEXTS = {
    "title": gettext_lazy("Title"),
    "objective": gettext_lazy("Objective"),
    "content": gettext_lazy("What it holds"),
    "timeline": gettext_lazy("How long"),
    "asks_during": gettext_lazy("What it asks during"),
    "asks_after": gettext_lazy("What it asks afterwards"),
    "evidence": gettext_lazy("What we know about it"),
}
NOT_NEEDED = ("evidence",)
AMOUNTS = {
    "hours_during": gettext_lazy("Hours of your people"),
    "hours_after": gettext_lazy("Hours a year to keep it going"),
    "cost_eur": gettext_lazy("What you pay"),
}
LISTS: dict[str, tuple[Any, Any]] = {
    "themes": (gettext_lazy("Themes"), Theme),
    "target_groups": (gettext_lazy("For whom"), ModuleGroup),
    "languages": (gettext_lazy("Languages"), Language),
}
CHOICES: dict[str, tuple[Any, Any]] = {
    "layer": (gettext_lazy("Layer"), LayerNumber),
    "form": (gettext_lazy("Where"), ModuleForm),
}
BY_DATE = gettext_lazy("Taking part is by coming on a day that is set")
MATERIALS = gettext_lazy("To download and print")
FIELDS = (*TEXTS, *AMOUNTS, *LISTS, *CHOICES, "provider", "by_date", "materials")
Content = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One difference, in words. kind: added | removed | changed."""

    label: Any
    before: str
    after: str

    @property
    def kind(self) -> str:
        return "changed" if self.before and self.after else "added" if self.after else "removed"


def plain(amount: Any) -> str:
    """A figure without idle zeros: "1.5", "20", "0"."""
    return f"{Decimal(amount).normalize():f}"


def content_of(module: Module) -> Content:
    """The module as it stands."""
    found = {name: getattr(module, name) for name in FIELDS}
    listed = [str(key) for key in module.materials]
    return found | {name: plain(found[name]) for name in AMOUNTS} | {"materials": listed}


def materials_of(content: Content) -> list[UUID]:
    """What can be downloaded with this edition, in its order."""
    return [UUID(key) for key in content.get("materials", ())]


def put(module: Module, content: Content) -> Module:
    """The content in the module's fields, not yet saved."""
    for name in FIELDS:
        if name == "materials":
            module.materials = materials_of(content)
        elif name in content:
            setattr(module, name, Decimal(content[name]) if name in AMOUNTS else content[name])
    return module


def empty(layer: int, title: str) -> Content:
    """The content of a module that has only a Dutch title yet."""
    blank = put(Module(layer=layer), {name: dict.fromkeys(LANGUAGES, "") for name in TEXTS})
    blank.title["nl"] = title
    blank.by_date = layer == LayerNumber.WEBINARS
    blank.languages = ["nl"]
    return content_of(blank)


def faults(content: Content) -> list[str]:
    """What stands in the way of publishing, one sentence each; [] when it can be read by everybody."""
    found = []
    for name, label in TEXTS.items():
        there = [language for language in LANGUAGES if str(content[name].get(language, "")).strip()]
        if name in NOT_NEEDED and not there:
            continue
        missing = [str(Language(language).label) for language in LANGUAGES if language not in there]
        if missing:
            found.append(_("%(text)s: not yet in %(languages)s.") % {"text": label, "languages": ", ".join(missing)})
    if not content["themes"]:
        found.append(_("Choose at least one theme."))
    if not content["languages"]:
        found.append(_("Choose at least one language."))
    return found


def changes(before: Content, after: Content, titles: Callable[[Iterable[UUID]], list[str]]) -> list[Change]:
    """Field by field, each text per language. titles: says what materials are called."""
    rows: list[Change] = []
    for name, label in TEXTS.items():
        for language in LANGUAGES:
            words = f"{label} ({Language(language).label})"
            rows.append(Change(words, _text(before, name, language), _text(after, name, language)))
    for name, label in (*_labels(AMOUNTS), *_labels(LISTS), *_labels(CHOICES), ("provider", _("Provider"))):
        rows.append(Change(label, _shown(before, name), _shown(after, name)))
    rows.append(Change(BY_DATE, _yes_no(before), _yes_no(after)))
    rows.append(Change(MATERIALS, *("; ".join(titles(materials_of(content))) for content in (before, after))))
    return [row for row in rows if row.before != row.after]


def _yes_no(content: Content) -> str:
    return _("yes") if content.get("by_date") else _("no")


def _labels(table: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, entry[0] if isinstance(entry, tuple) else entry) for name, entry in table.items()]


def _text(content: Content, name: str, language: str) -> str:
    return str(content.get(name, {}).get(language, "")).strip()


def _shown(content: Content, name: str) -> str:
    value = content.get(name, "")
    if name in LISTS:
        return ", ".join(words_of(value, LISTS[name][1]))
    if name in CHOICES:
        choices = CHOICES[name][1]
        return str(choices(value).label) if value in choices.values else ""
    return plain(value) if name in AMOUNTS else str(value)


def words_of(values: Any, choices: Any) -> list[str]:
    """Labels of what was chosen; a value that is no choice any more is left out."""
    return [capfirst(str(choices(value).label)) for value in values if value in choices.values]
