"""What a view says that it is handed is what the middleware puts on its requests."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.urls import get_resolver

from coaching.core.tenancy.middleware import AREAS
from tests.consistency.routes import OURS, walk

PLACES = {"company", "programme", "coach", "partner", "staff"}
GIVEN = {  # area: the request types of which a view may rely on everything
    **dict.fromkeys(PLACES, {"HttpRequest", "SignedInRequest", "ActorRequest", "PersonRequest", "PlaceRequest"}),
    "person": {"HttpRequest", "SignedInRequest", "ActorRequest", "PersonRequest"},
    "public": {"HttpRequest", "ActorRequest"},
    "none": {"HttpRequest", "SignedInRequest"},
}


def views() -> Iterator[tuple[str, str, str]]:
    """(path, area, type of its request) of each of our views."""
    for path, _name, pattern in walk(get_resolver()):
        view = inspect.unwrap(pattern.callback)
        if view.__module__.partition(".")[0] in OURS:
            first = next(iter(inspect.signature(view).parameters.values()))
            yield path, AREAS.get(path.partition("/")[0], "none"), str(first.annotation)


def test_no_view_relies_on_more_than_its_area_gives() -> None:
    found = list(views())
    assert len(found) > 150 and any(kind == "PlaceRequest" for _path, _area, kind in found)
    wrong = [f"/{path} ({area}) takes a {kind}" for path, area, kind in found if kind not in GIVEN[area]]
    assert wrong == []


def test_a_view_behind_a_place_has_a_typed_request() -> None:
    loose = [path for path, area, kind in views() if area in {"company", "programme"} and kind != "PlaceRequest"]
    assert loose == []
