"""Templates are laid out for who reads them; the browser gets no indentation.

It is taken out once, when a template is compiled, so a page costs nothing for it. Line ends stay: a message about line
20 of a template means its line 20. In HTML white space at the beginning of a line means nothing, but for `<pre>` and
`<textarea>`; texts to translate keep theirs too, unless they are `trimmed` (their white space is part of the msgid).
"""

from __future__ import annotations

import re

from django.template.base import Origin
from django.template.loaders import app_directories, filesystem

AS_WRITTEN = re.compile(
    r"<(?P<element>pre|textarea)\b.*?</(?P=element)>"
    r"|{% (?P<tag>blocktrans(?:late)?)\b(?:(?!trimmed)[^%])*%}.*?{% end(?P=tag) %}"
    r"|{% verbatim.*?{% endverbatim",
    re.DOTALL,
)
INDENTATION = re.compile(r"\n[ \t]+")


def unindented(source: str) -> str:
    """The template's source without the white space at the beginning of its lines."""
    parts, done = [], 0
    for kept in AS_WRITTEN.finditer(source):
        parts += [INDENTATION.sub("\n", source[done : kept.start()]), kept.group()]
        done = kept.end()
    return "".join([*parts, INDENTATION.sub("\n", source[done:])])


def _contents(source: str, origin: Origin) -> str:
    return unindented(source) if str(origin.name).endswith(".html") else source


class OfFolders(filesystem.Loader):
    """Templates of `DIRS`."""

    def get_contents(self, origin: Origin) -> str:
        return _contents(super().get_contents(origin), origin)


class OfApps(app_directories.Loader):
    """Templates of installed libraries."""

    def get_contents(self, origin: Origin) -> str:
        return _contents(super().get_contents(origin), origin)
