"""What a fresh web process would do while its first visitors wait, done before it takes any.

The process reads its addresses, texts and templates once, before it divides into workers: they share what was read.
Nothing here asks the database: a connection must not be there yet when a process divides.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

NOT_PAGES = ("pdf/", "mail/")  # the worker's


def warm_up() -> None:
    _addresses(get_resolver())
    reverse("account_login")  # the way back: from names to addresses
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Documents")
    for name in _pages():
        get_template(name)


def _addresses(resolver: URLResolver) -> None:
    """Each pattern is compiled when it is first held against an address."""
    for one in resolver.url_patterns:
        one.pattern.match("")
        if isinstance(one, URLResolver):
            _addresses(one)


def _pages() -> list[str]:
    folders = [Path(folder) for folder in engines["django"].dirs]
    names = (str(path.relative_to(folder)) for folder in folders for path in sorted(folder.rglob("*.html")))
    return [name for name in names if not name.startswith(NOT_PAGES)]
