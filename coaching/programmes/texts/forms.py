"""The form of a text, and the choice of one where a reason or a question is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.screen.forms import offer, sometimes_needed
from coaching.programmes.layers import LANGUAGES
from coaching.programmes.models import TextTemplate
from coaching.programmes.text_forms import TextsForm
from coaching.programmes.texts import adding

LONGEST = 4000
LONGEST_SUBJECT = 120


class TextForm(TextsForm):
    """What it is for, what it is called, and the words in one or more languages."""

    template_name = "programmes/texts/fields.html"
    texts = (("subject", _("Subject, for a mail"), False, False), ("text", _("Text"), True, False))
    longest = LONGEST
    rows = 8
    kind = forms.ChoiceField(
        label=_("What for?"), choices=[(value, capfirst(label)) for value, label in TextTemplate.Kind.choices]
    )
    added_to = forms.ChoiceField(
        label=_("Added to"),
        required=False,
        help_text=_(
            "Only for a paragraph of a mail or letter: it goes into each of them by itself, below our own words."
        ),
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("By this name it is chosen; companies do not see it.")
    )

    def __init__(self, data: Any = None, *, text: TextTemplate | None = None, **kwargs: Any) -> None:
        start = {"subject": text.subjects, "text": text.texts} if text else None
        first = {"kind": text.kind, "name": text.name, "added_to": text.added_to} if text else None
        super().__init__(data, version=text.version if text else 1, start=start, initial=first, **kwargs)
        offer(self, "added_to", [("", "–"), *places()])
        sometimes_needed(self, "added_to")
        for language in LANGUAGES:
            sometimes_needed(self, f"subject_{language}", f"text_{language}")
            vars(self.fields[f"subject_{language}"])["max_length"] = LONGEST_SUBJECT

    @property
    def values(self) -> dict[str, Any]:
        kind = self.cleaned_data["kind"]
        mail = kind == TextTemplate.Kind.MAIL
        return {
            "kind": kind,
            "name": self.cleaned_data["name"],
            "added_to": self.cleaned_data["added_to"] if kind == TextTemplate.Kind.ADDED else "",
            "subjects": _given(self.read("subject")) if mail else {},
            "texts": _given(self.read("text")),
        }


def _given(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: words.replace("\r\n", "\n") for language, words in texts.items() if words}


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Per group the mails and letters to which a paragraph can be added."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind, place in adding.PLACES.items():
        groups.setdefault(str(place.group), []).append((kind, str(place.label)))
    return list(groups.items())


def choices_of(texts: Sequence[TextTemplate], languages: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Per kind its texts (key, name), those that there are in one of these languages."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        if set(languages) & set(text.languages):
            groups.setdefault(str(capfirst(text.get_kind_display())), []).append((str(text.pk), text.name))
    return list(groups.items())
