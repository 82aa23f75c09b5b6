"""All addresses of the product, as the resolver knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OURS = {"coaching", "modules", "riskanalysis", "actionplans"}


@dataclass(frozen=True)
class Route:
    """name: "<app>:<name>"; path: the pattern; area: its first segment; permission: what the view's gate asks."""

    name: str
    path: str
    parameters: tuple[tuple[str, str], ...]  # (name, converter)
    permission: str | None  # None: no gate declared
    public: bool  # reachable without signing in

    @property
    def area(self) -> str:
        return self.path.split("/")[0]

    @property
    def place_parameter(self) -> str:
        """Name of the slug that names the place in `c/<slug:company>/…` and `p/<slug:programme>/…`."""
        return self.path.split("/")[1].strip("<>").rpartition(":")[2]

    def url(self, **values: Any) -> str:
        path = self.path
        for name, converter in self.parameters:
            shown = f"<{converter}:{name}>" if converter != "str" or f"<str:{name}>" in path else f"<{name}>"
            path = path.replace(shown, str(values[name]))
        return "/" + path


def walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, path, inner)
        else:
            yield path, f"{namespace}{entry.name}", entry


def _gate(view: Any) -> str | None:
    """The permission declared by core.pages.requires / open_to_place, looked for under other decorators too."""
    while view is not None:
        if hasattr(view, "permission"):
            return str(view.permission)
        view = getattr(view, "__wrapped__", None)
    return None


def own_routes() -> list[Route]:
    """Every address whose view is ours."""
    found = []
    for path, name, pattern in walk(get_resolver()):
        view = pattern.callback
        if path.startswith("account/") and ":" not in name:
            continue  # allauth's own pages; ours have a namespace
        parameters = tuple((key, _converter(value)) for key, value in pattern.pattern.converters.items())
        every = parameters or ()
        public = getattr(view, "login_required", True) is False
        found.append(Route(name, path, _with_parents(path, every), _gate(view), public))
    return found


def _converter(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def _with_parents(path: str, parameters: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    known = dict(parameters)
    for part in path.split("/"):
        if part.startswith("<") and part.endswith(">"):
            converter, _sep, name = part[1:-1].rpartition(":")
            known.setdefault(name, converter or "str")
    return tuple(known.items())
