"""What was typed, shown to its writer: on the form itself, and as text to copy where no form takes it."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape

from coaching.core.screen.typed import filling, kept

# Why stands first: the messages, up to the mark at the end of components/messages.html.
MAIN = re.compile(
    r'<main id="main"[^>]*>(?:\s*<div class="messages" role="status">(?s:.*?)</div>\s*<!-- messages -->)?'
)
# A box for a file that the page itself finds fault with: its error says what to do.
REFUSED_FILE = re.compile(r'<input(?=[^>]*\baria-invalid="true")(?=[^>]*\btype="file")[^>]*\bname="([^"]*)"')
SHORT = 40  # what is longer, or has several lines, gets a box of its own


def is_page(response: HttpResponse) -> bool:
    """Something a person reads: no part of a page, no file, no empty answer."""
    html = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    return html and b'<main id="main"' in response.content


def put_back(request: HttpRequest, response: HttpResponse, one: kept.Kept) -> None:
    """Fills the form of the page; what has no place there (any more) stands above it. What is saved by now is forgotten."""
    content = response.content.decode()
    filled, left = filling.fill(content, request.get_full_path(), one.path, one.fields)
    if filled is content and left is not one.fields and not (kept.texts(left) or one.files):
        kept.drop(request, one.id)
        return
    context = {"kept": one, "on_form": left is not one.fields, "next": request.get_full_path()}
    _insert(request, response, filled, {**context, **_copies(kept.texts(left))})


def with_texts(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer that does not hold what was typed shows it; files are asked for again."""
    if not is_page(response):
        lost = response.status_code >= 400 and kept.texts(kept.typed(request))
        return page(request, "", status=response.status_code) if lost else response
    content = response.content.decode()
    missing = [text for text in kept.texts(kept.typed(request)) if not _holds(content, text)]
    again = request.FILES.keys() - set(REFUSED_FILE.findall(content))
    files = [upload.name for name in sorted(again) for upload in request.FILES.getlist(name)]
    if missing or files:
        _insert(request, response, content, {"files": files, **_copies(missing)})
    return response


def page(request: HttpRequest, title: str, *, status: int, sign_in: str = "") -> HttpResponse:
    """A page of its own, where there is no other. It stands outside any place: its context is closed by now."""
    vars(request).update(place=None, actor=None)
    files = [upload.name for name in request.FILES for upload in request.FILES.getlist(name)]
    texts = kept.texts(kept.typed(request))
    context = {"title": title, "files": files, "sign_in": sign_in, **_copies(texts)}
    return render(request, "core/typed/page.html", context, status=status)


def _copies(texts: list[str]) -> dict[str, Any]:
    long = [text for text in texts if len(text) > SHORT or "\n" in text]
    return {"long": long, "short": [text for text in texts if text not in long]}


def _holds(content: str, text: str) -> bool:
    """Whether the page has the text, in whatever line ends and escaping."""
    flat = " ".join(content.split())
    return any(" ".join(form.split()) in flat for form in (text, str(escape(text))))


def _insert(request: HttpRequest, response: HttpResponse, content: str, context: dict[str, Any]) -> None:
    """Drawn without the page's own context: that is closed by now."""
    drawn = render_to_string("core/typed/notice.html", {**context, "csrf_token": get_token(request)})
    wide = f'<div class="wrap page">{drawn}</div>'  # public pages give their content its width inside
    response.content = MAIN.sub(
        lambda main: main[0] + (wide if 'class="public"' in main[0] else drawn), content, count=1
    )
