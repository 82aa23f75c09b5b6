"""What somebody may do on a page follows what the page is about: in one place some things are theirs to write, others to read.

The rules are of the apps; they are asked before a page's gate. A page that is sent is not narrowed: what it may not write
the database refuses, and what was typed stays on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest

from coaching.core.ground.roles import Actor
from coaching.core.tenancy.requests import PlaceRequest

Rule = Callable[[Actor, str, Mapping[str, Any]], Actor]
_rules: list[Rule] = []


def narrows(rule: Rule) -> None:
    """`rule(actor, route, keys)` → the same actor, or with fewer roles. In an app's `hooks.py`."""
    if rule not in _rules:
        _rules.append(rule)


def follow(request: HttpRequest, actor: Actor, keys: Mapping[str, Any]) -> Actor:
    """Who acts on this page. The place knows it too, so that the page says when one only reads."""
    match, place = request.resolver_match, getattr(request, "place", None)
    if match is None or place is None or request.method not in ("GET", "HEAD"):
        return actor
    narrowed = actor
    for rule in _rules:
        narrowed = rule(narrowed, match.route, keys)
    if narrowed is not actor:
        here = cast(PlaceRequest, request)
        here.actor, here.place = narrowed, replace(place, roles=narrowed.roles)
    return narrowed
