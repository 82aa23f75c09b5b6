"""The forms of every page as a browser would send them: filled in with what stands there, and with something that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from django import forms

from coaching.core.ground import clock
from coaching.core.screen import fields as ours
from tests.attacks.ground import addresses
from tests.consistency.routes import Route

SENTENCE = "Een zin die iets zegt."
TYPED = (
    (ours.Postcode, "3800"),
    (ours.Iban, "BE71 0961 2345 6769"),
    (forms.EmailField, "iemand@voorbeeld.test"),
    (forms.URLField, "https://voorbeeld.test/"),
    (forms.TimeField, "10:00"),
)
ELSEWHERE = ("/account/", "/i18n/", "/theme", "/me/typed/", "/me/files/")
Body = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form of a page. typed: names of boxes for text; chosen: names of the other fields that are seen."""

    action: str
    body: Body = field(default_factory=dict)
    typed: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    options: dict[str, list[str]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()  # fields of a record's form that are no column of it

    @property
    def versions(self) -> list[str]:
        """Hidden fields that say how the record was when the page was opened."""
        return [name for name in self.body if name.rpartition("-")[2] in {"version", "_version"}]


class Page(HTMLParser):
    """All forms of a page that are posted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: dict[str, Any] | None = None
        self._select: str = ""
        self._area: str = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            post = at.get("method", "").lower() == "post"
            self._open = {"action": at.get("action", ""), "body": {}, "typed": set(), "options": {}} if post else None
        form, name = self._open, at.get("name", "")
        if form is None or "disabled" in at:
            return
        if tag == "option" and self._select:
            form["options"].setdefault(self._select, []).append(at.get("value", ""))
            if "selected" in at or self._select not in form["body"]:
                form["body"][self._select] = at.get("value", "")
        elif name and tag == "select":
            self._select = name
        elif name and tag == "textarea":
            self._area = name
            form["typed"].add(name)
            form["body"][name] = ""
        elif name and tag == "input":
            self._input(form, name, at)
        elif name and tag == "button" and not {"formaction", "formnovalidate"} & at.keys():
            self._button(form, name, at.get("value", ""))

    def _button(self, form: dict[str, Any], name: str, value: str) -> None:
        """The first one is pressed."""
        if name not in form["body"] and " button" not in form["body"]:
            form["body"] |= {name: value, " button": ""}

    def _input(self, form: dict[str, Any], name: str, at: dict[str, str]) -> None:
        kind = at.get("type", "text")
        if kind in {"checkbox", "radio"}:
            form["options"].setdefault(name, []).append(at.get("value", "on"))
            if "checked" in at:
                form["body"].setdefault(name, []).append(at.get("value", "on"))
        elif kind == "hidden":
            form["body"][name] = at.get("value", "")
        elif kind not in {"file", "submit", "button"}:
            form["typed"].add(name)
            form["body"][name] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            self._open["body"][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "form" and self._open is not None:
            made, self._open = self._open, None
            body = {
                name: value for name, value in made["body"].items() if name not in {" button", "csrfmiddlewaretoken"}
            }
            self.found.append(
                Form(made["action"], body, frozenset(made["typed"]), frozenset(made["options"]), made["options"])
            )


def drawn(answer: Any) -> Iterator[forms.BaseForm]:
    """Every form that was drawn on this page."""
    for layer in answer.context or ():
        for flat in layer.dicts if hasattr(layer, "dicts") else (layer,):
            for value in flat.values():
                for form in value.forms if isinstance(value, forms.BaseFormSet) else (value,):
                    if isinstance(form, forms.BaseForm):
                        yield form


def known_fields(answer: Any) -> dict[str, forms.Field]:
    """The name of a box → its field."""
    return {form.add_prefix(name): one for form in drawn(answer) for name, one in form.fields.items()}


def _beside(answer: Any) -> frozenset[str]:
    made = [form for form in drawn(answer) if isinstance(form, forms.ModelForm)]
    return frozenset(name for form in made for name in form.fields if name not in (form._meta.fields or ()))


def fitting(known: forms.Field | None) -> str:
    """Something that this box takes."""
    if isinstance(known, forms.DateField):
        return f"{clock.today():%d/%m/%Y}"
    for kind, typed in TYPED:
        if isinstance(known, kind):
            return typed
    if isinstance(known, (forms.IntegerField, forms.DecimalField)):
        least = getattr(known, "min_value", None)
        return str(max(int(least() if callable(least) else least or 1), 1))
    longest = getattr(known, "max_length", None) or 200
    return SENTENCE[:longest]


def filled(form: Form, known: dict[str, forms.Field]) -> Form:
    """With something in every empty box, and a choice made wherever one can be made."""
    body = dict(form.body)
    for name in form.typed:
        body[name] = body[name] or fitting(known.get(name))
    for name, values in form.options.items():
        body[name] = body.get(name) or next((value for value in values if value), "")
    return replace(form, body=body)


def forms_of(answer: Any, url: str, *, fill: bool = True) -> Iterator[Form]:
    """Of one page, with the address each goes to; none that leads out of the place. fill: what is empty as well."""
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return
    known = known_fields(answer)
    for form in Page(answer.content.decode()).found:
        target = form.action if form.action.startswith("/") else url
        if not target.startswith(ELSEWHERE):
            sent = replace(form, action=target)
            yield filled(sent, known) if fill else replace(sent, beside=_beside(answer))


def every_form(
    world: Any,
    made: Any,
    login: Any,
    areas: tuple[str, ...] = ("c",),
    people: tuple[str, ...] = ("contact_a",),
    fill: bool = True,
) -> Iterator[tuple[Route, str, Any, Form]]:
    """(route, who, their client, form): each address of the product is opened when its turn comes."""
    clients: dict[str, Any] = {}
    for route, url, who in addresses(world, made):
        if route.area not in areas or who not in people:
            continue
        if who not in clients:
            clients[who] = login(getattr(world, who))
            clients[who].raise_request_exception = False
        for form in forms_of(clients[who].get(url), url, fill=fill):
            yield route, who, clients[who], form
