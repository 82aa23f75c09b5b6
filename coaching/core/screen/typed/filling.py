"""Puts what was typed back into the form on a finished page. Works for every form, without its view knowing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

from coaching.core.screen.typed.kept import OURS, Fields, place

TAG = re.compile(r"""<(/?)(form|textarea|input|select|option|button)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([^\s"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
UNTOUCHED = {"file", "password", "submit", "button", "image", "reset"}


@dataclass
class Form:
    """A posted form of the page: where its tags begin and end, where it is sent, the names in it."""

    start: int
    end: int
    action: str
    names: list[str] = field(default_factory=list)


def fill(page: str, address: str, sent_to: str, fields: Fields) -> tuple[str, Fields]:
    """The page with the form filled in as it was sent, and what found no place in it.

    The very same page comes back when the form holds all of it already: then it was saved.
    """
    form = _form(page, address, sent_to, fields)
    if form is None:
        return page, fields
    filler = _Filler(fields, form)
    inside = filler.fill(page[form.start : form.end])
    if not filler.changed:
        return page, filler.left()
    return page[: form.start] + inside + page[form.end :], filler.left()


def _attributes(text: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(text.rstrip("/"))
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def _form(page: str, address: str, sent_to: str, fields: Fields) -> Form | None:
    """Of the forms that are sent to that address the one with the most of these fields."""
    forms: list[Form] = []
    inside = False
    for tag in TAG.finditer(page):
        name, closing, at = tag[2].lower(), bool(tag[1]), _attributes(tag[3])
        if name == "form" and not closing and at.get("method", "").lower() == "post":
            forms.append(Form(tag.end(), len(page), at.get("action") or address))
            inside = True
        elif name == "form" and closing and inside:
            forms[-1].end, inside = tag.start(), False
        elif inside and at.get("name"):
            forms[-1].names.append(at["name"])
    there = [form for form in forms if place(form.action) == place(sent_to) and set(form.names) & set(fields)]
    return max(there, key=lambda form: len(set(form.names) & set(fields)), default=None)


class _Filler:
    def __init__(self, fields: Fields, form: Form) -> None:
        self.values = {name: list(values) for name, values in fields.items()}
        self.many = {name for name in form.names if form.names.count(name) > 1}
        self.names = set(form.names)
        self.select = ""
        self.changed = False  # whether a reader sees a difference; hidden fields make none
        self.chosen: dict[str, list[str]] = {}

    def left(self) -> Fields:
        """Names that the form has not (any more), and choices that it does not offer."""
        gone = {name: values for name, values in self.values.items() if name not in self.names}
        return gone | {name: values for name, values in self.chosen.items() if values}

    def fill(self, text: str) -> str:
        parts, at, skip, given = [], 0, False, None
        for tag in TAG.finditer(text):
            name, closing = tag[2].lower(), bool(tag[1])
            if not skip:
                parts.append(text[at : tag.start()])
            if name == "textarea":
                if closing and given is not None:
                    self.changed |= _lines(given) != _lines(unescape(text[at : tag.start()]).lstrip("\r\n"))
                given = None if closing else self._next(_attributes(tag[3]).get("name", ""))
                parts.append(tag[0] if given is None else f"{tag[0]}\n{escape(given)}")
                skip = given is not None
            elif not skip:
                parts.append(self._drawn(tag, name, closing))
            at = tag.end()
        return "".join(parts) + text[at:]

    def _next(self, name: str) -> str | None:
        """The value for a text field: one of several of the same name takes the next. None: leave it as it is."""
        values = self.values.get(name)
        if not name or values is None or name in OURS:
            return None
        return values.pop(0) if name in self.many and values else "".join(values[:1])

    def _drawn(self, tag: re.Match[str], name: str, closing: bool) -> str:
        at = _attributes(tag[3])
        if name == "select":
            self.select = "" if closing else at.get("name", "")
            if self.select in self.values:
                self.chosen[self.select] = list(self.values[self.select])
        elif name == "option" and not closing and self.select in self.values:
            return self._choice(tag[0], at, self.select, "selected")
        elif name == "input":
            return self._input(tag[0], at)
        return tag[0]

    def _input(self, drawn: str, at: dict[str, str]) -> str:
        kind, name = at.get("type", "text").lower(), at.get("name", "")
        if kind in UNTOUCHED or not name or name in OURS:
            return drawn
        if kind in {"checkbox", "radio"}:
            return self._choice(drawn, at, name, "checked")
        if kind == "hidden" and name in self.many:
            return drawn
        given = self._next(name)
        self.changed |= kind != "hidden" and given not in {None, at.get("value", "")}
        return drawn if given is None else _tag("input", at | {"value": given})

    def _choice(self, drawn: str, at: dict[str, str], name: str, word: str) -> str:
        value = at.get("value", "on")
        wanted = value in self.values.get(name, [])
        if wanted and value in self.chosen.get(name, []):
            self.chosen[name].remove(value)
        if wanted == (word in at):
            return drawn
        self.changed = True
        rest = {key: said for key, said in at.items() if key != word}
        return _tag("input" if word == "checked" else "option", rest | ({word: ""} if wanted else {}))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _tag(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
