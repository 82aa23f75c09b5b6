"""Ids of others in forms: every field that holds an id is sent with the id of the other company's row of the same kind."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.attacks.ground import addresses, open_for_editing
from tests.consistency.rich import enrich

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TYPED = {"date": "", "number": "1", "email": "iemand@voorbeeld.test", "time": "10:00", "url": "https://voorbeeld.test/"}
SENT_AWAY = ("sign", "logout", "delete", "leave", "end_membership")  # whoever is out can send nothing more
OPEN_TO_ALL = ("programmes_programme",)  # anybody may apply there
CHOSEN = re.compile(r"owner|user|assessor|coach|mention|person|member|recipient")  # fields in which people are chosen
PEOPLE = re.compile(r"(^|_)(user|owner|assessor|coach|author|applicant|mentioned)(_id)?$")


class Forms(HTMLParser):
    """The forms of a page that are posted: (action, {field: [possible values]}); texts get something to say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((at.get("action", "") if at.get("method", "").lower() == "post" else "-", {}))
        if not self.found or self.found[-1][0] == "-":
            return
        fields = self.found[-1][1]
        if tag == "select":
            self._select = at.get("name", "")
            fields[self._select] = []
        elif tag == "option" and self._select and at.get("value"):
            fields[self._select].append(at["value"])
        elif tag == "textarea":
            fields[at.get("name", "")] = ["Een zin die iets zegt."]
        elif tag in {"input", "button"} and at.get("name") and at.get("type") != "file":
            kind = at.get("type", "text")
            said = at.get("value") or ("on" if kind == "checkbox" else TYPED.get(kind) or _typed(kind))
            fields.setdefault(at["name"], []).append(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def _typed(kind: str) -> str:
    return clock.today().isoformat() if kind == "date" else "Tekst"


class Others:
    """For an id of company a: the id of the same kind of company b."""

    def __init__(self, world: Any, made: dict[str, Any]) -> None:
        self.made = made
        known = {table: keys for table, keys in made["a"].items() if table not in OPEN_TO_ALL}
        self.of = {str(pk): table for table, keys in known.items() for pk in keys}
        cast = [
            (getattr(world, f"{who}_a"), getattr(world, f"{who}_b")) for who in ("contact", "owner", "worker_bench")
        ]
        cast += [(world.coach_a, world.coach_b), (world.admin_a, world.admin_b), (world.assessor_a, world.admin_b)]
        self.people = {str(a.pk): str(b.pk) for a, b in cast}
        self.cast = {b.pk for _a, b in cast}

    def instead(self, field: str, value: str) -> str:
        if CHOSEN.search(field) and value in self.people:
            return self.people[value]
        table = self.of.get(value)
        foreign = self.made["b"].get(table or "") or []
        return str(foreign[0]) if foreign else ""


def bodies(fields: dict[str, list[str]], others: Others) -> list[dict[str, Any]]:
    """The form as it would be sent, once per field that names a row or a person, with the other company's there."""
    plain = {name: values[0] if values else "" for name, values in fields.items() if name}
    made = []
    for name, values in fields.items():
        foreign = next((other for value in values if (other := others.instead(name, value))), "")
        if foreign:
            made.append({**plain, name: foreign})
    return made


def _rows(of_b: bool, world: Any) -> dict[str, list[tuple[str, str]]]:
    """Per table of tenants: (key, whole row as text) of one side."""
    company = (world.company_b if of_b else world.company_a).pk
    programme = (world.programme_b if of_b else world.programme_a).pk
    found = {}
    with system_context("test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name IN ('company_id', 'programme_id', 'keeper_id') GROUP BY 1"
        )
        for table, columns in cursor.fetchall():
            mine = " OR ".join(f"{c} = %s" for c in columns)
            keys = [str(company if c == "company_id" else programme) for c in columns]
            cursor.execute(f"SELECT id::text, row_to_json(t)::text FROM {table} t WHERE {mine} ORDER BY 1, 2", keys)
            found[table] = cursor.fetchall()
    return found


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("opened", [False, True])
def test_no_form_takes_an_id_of_others(world, login, opened):
    made = enrich(world)
    if opened:
        open_for_editing(made)
    others = Others(world, made)
    foreign = {str(key) for keys in made["b"].values() for key in keys}
    before = _rows(True, world)
    clients = {}
    sent, broken = 0, []
    for route, url, who in addresses(world, made):
        if any(word in route.name for word in SENT_AWAY):
            continue
        if who not in clients:
            clients[who] = login(getattr(world, who))
        client = clients[who]
        client.raise_request_exception = False
        page = client.get(url)
        if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
            continue
        for action, fields in Forms(page.content.decode()).found:
            target = action if action.startswith("/") else url
            if action == "-" or target.startswith(("/account/", "/i18n/", "/theme/")):
                continue
            for body in bodies(fields, others):
                sent += 1
                if client.post(target, body).status_code >= 500:
                    broken.append((target, body))
    assert broken == []
    assert sent > 10
    assert _rows(True, world) == before
    taken = [
        (table, row)
        for table, rows in _rows(False, world).items()
        for _key, row in rows
        if foreign & set(UUID.findall(row))
    ]
    assert taken == []
    named = [
        (table, column, value)
        for table, rows in _rows(False, world).items()
        for _key, row in rows
        for column, value in json.loads(row).items()
        if PEOPLE.search(column) and others.cast & set(value if isinstance(value, list) else [value])
    ]
    assert named == []  # nobody of theirs became owner, assessor or coach, or was mentioned
