"""Addresses within the place; the role that somebody chose (`?as=`) goes along. And what several pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from coaching.core.screen.pages import CONFLICT


def address(request: HttpRequest, name: str, *args: Any, **query: str) -> str:
    """Path of one of this app's pages ("app:name" for another's) in the place of the request."""
    slug = request.place.slug  # type: ignore[attr-defined]
    if wanted := request.GET.get("as", ""):
        query["as"] = wanted
    path = reverse(name if ":" in name else f"actionplans:{name}", args=[slug, *args])
    return path + ("?" + urlencode(query) if query else "")


def below(path: str, key: Any) -> str:
    """The address of one row of the list at `path`: reversing each anew costs a long list more than its query."""
    start, mark, query = path.partition("?")
    return f"{start}{key}/{mark}{query}"


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(address(request, name, *args))


def posted(request: HttpRequest) -> Any:
    """What was sent, also when that is nothing at all; None on a first visit."""
    return request.POST if request.method == "POST" else None


def carry_on(form: Any, now: Any) -> bool:
    """After a conflict was shown, saving again is a decision: the form then carries the version as it is now."""
    if CONFLICT not in form.non_field_errors():
        return False
    form.data = form.data.copy()
    form.data["version"] = str(now.version)
    return True


def form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    """A page with one form: title, lead, back (address), submit; others as the template says."""
    return render(request, "actionplans/plans/form.html", {"form": form, **context})
