"""Every page that somebody of company a can open, with the keys of whatever there is."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.consistency.routes import Route

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def urls_of(route: Route, world: Any, made: dict[str, list[uuid.UUID]]) -> dict[str, set[str]]:
    """The route's addresses with each key of its app in it, and the tables that have a row with this key.

    None with a verb or a step in it: its own app's tests know which there are.
    """
    values: dict[str, Any] = {}
    if route.area in {"c", "p"}:
        values[route.place_parameter] = (world.company_a if route.area == "c" else world.programme_a).slug
    asked = [(name, converter) for name, converter in route.parameters if name not in values]
    if any(converter != "uuid" for _name, converter in asked):
        return {}
    if not asked:
        return {route.url(**values): set()}
    app = route.name.split(":")[0]
    urls: dict[str, set[str]] = {}
    for table in (table for table in made if table.startswith(f"{app}_")):
        for key in (key for key in made[table] if isinstance(key, uuid.UUID)):
            urls.setdefault(route.url(**values, **{name: key for name, _converter in asked}), set()).add(table)
    return urls


def pages(client: Any, urls: dict[str, set[str]], *languages: str) -> Iterator[tuple[str, str, Any]]:
    """(address, language, response) of every page that there is at the addresses of a route.

    A view that found nothing was seen to ask certain tables for the key; keys that are in none of these are left out,
    for it would say the same to them; most of the time of a walk went into that. WHOLE_MATRIX=1 (`make promises`) asks
    for each of them all the same.
    """
    tables, whole = set().union(*urls.values()), os.environ.get("WHOLE_MATRIX") == "1"
    for url, having in urls.items():
        if having and not having & tables:
            continue
        for language in languages or ("nl",):
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(url)
            if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                break
            yield url, language, answer
        if whole:
            continue
        looked = _looked_into(asked, tables, url)
        if answer.status_code == 404 and looked:
            tables = looked
        elif answer.status_code == 403 and not looked:
            return  # refused before anything was looked for


def _looked_into(asked: CaptureQueriesContext, tables: set[str], url: str) -> set[str]:
    """The tables that were asked for a key of this address."""
    keys = KEY.findall(url)
    asking = [query["sql"] for query in asked if any(key in query["sql"] for key in keys)]
    return {table for table in tables if any(f'"{table}"' in sql for sql in asking)}
