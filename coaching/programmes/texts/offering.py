"""Offering texts where one writes: a list and a button beside the field, which work without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coaching.core.screen.typed.kept import newer
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application
from coaching.programmes.texts import queries
from coaching.programmes.texts.forms import choices_of

USE = "use_text"  # the button that puts a text into the field


def offered(application: Application, kinds: Iterable[str]) -> list[Any]:
    """The texts of these kinds in the language of the company, as choices of a list."""
    return choices_of(queries.in_use(kinds), [letter_language(application)])


def is_used(request: HttpRequest) -> bool:
    """Whether the form was sent to get a text in its field, not to be done."""
    return request.method == "POST" and USE in request.POST


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page with the form; when a text was put into it, that is what its field says."""
    answer = render(request, template, context)
    return newer(answer) if is_used(request) else answer


def typed_with(request: HttpRequest, application: Application, kinds: Iterable[str], field: str) -> dict[str, Any]:
    """What was typed, with the chosen text below it, as this company will read it. Another programme's text is none."""
    typed = request.POST.dict()
    text, language = queries.chosen(typed.get("text", ""), kinds), letter_language(application)
    if text is None or not text.texts.get(language):
        messages.error(request, _("Choose a text first."))
        return typed
    words = queries.written(text.texts[language], application, language)
    return {**typed, field: below(typed.get(field, ""), words)}


def below(typed: str, words: str) -> str:
    """A text under what was typed already; nothing typed is lost, and the same text stands there once."""
    before = typed.strip()
    if not before or words.strip() in before.replace("\r\n", "\n"):
        return before or words
    return f"{before}\n\n{words}"
