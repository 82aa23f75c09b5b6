"""Help per role: what somebody comes to do, step by step, what happens then and who sees it.

An app tells what it knows in `data/guide.json`: parts with the role they are for, the pages they are about, and texts
in three languages. A page that no part names leads to the beginning of its role's guide (ADR 0043).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.core.apps import ProductAppConfig
from coaching.core.ground.roles import ADVISER_ROLES, Role

Texts = Mapping[str, str]
# Guide → what it is called, and what its reader comes for.
GUIDES: dict[str, tuple[Any, Any]] = {
    "contact": (_("For the company"), _("You apply, work with a coach and make your plans.")),
    "member": (_("For members of the consultation body"), _("You read the plans in peace and give your advice.")),
    "worker": (_("For who follows up a measure"), _("You say how far your measures are.")),
    "coach": (_("For coaches"), _("You help a dozen companies on their way.")),
    "guest": (_("For who comes from outside"), _("You work in a company's file as long as it asks you to.")),
    "administrator": (_("For who runs a programme"), _("You decide, watch the dates and settle the expenses.")),
    "assessor": (_("For assessors"), _("You score applications, one after the other.")),
    "observer": (_("For observers"), _("You see how the programme goes, in figures.")),
    "partner": (_("For partners"), _("You bring companies in and see how many.")),
}
OF_ROLE = {
    Role.CONTACT: "contact",
    Role.APPLICANT: "contact",
    Role.PREVENTION_ADVISER: "member",
    Role.SECRETARY: "member",
    Role.EMPLOYER_BENCH: "member",
    Role.WORKER_BENCH: "member",
    Role.MEASURE_OWNER: "worker",
    Role.COACH: "coach",
    **dict.fromkeys((*ADVISER_ROLES, Role.GUEST), "guest"),
    Role.ADMINISTRATOR: "administrator",
    Role.STAFF: "administrator",
    Role.ASSESSOR: "assessor",
    Role.OBSERVER: "observer",
    Role.PARTNER: "partner",
}


@dataclass(frozen=True)
class Part:
    """One thing that somebody comes to do. pages: names of addresses of its own app, `*` for what is left of them."""

    key: str
    role: str
    order: int
    pages: tuple[str, ...]
    texts: Mapping[str, Any]
    picture: str = ""

    @property
    def title(self) -> str:
        return _said(self.texts["title"])

    @property
    def aim(self) -> str:
        return _said(self.texts["aim"])

    @property
    def steps(self) -> list[str]:
        return [_said(step) for step in self.texts["steps"]]

    @property
    def then(self) -> str:
        """What happens next, and by when."""
        return _said(self.texts["then"])

    @property
    def sees(self) -> str:
        """Who sees what."""
        return _said(self.texts["sees"])

    @property
    def alt(self) -> str:
        return _said(self.texts["alt"]) if self.picture else ""

    @property
    def picture_path(self) -> str:
        return f"img/help/{self.picture}-{_language()}.webp"


def _language() -> str:
    return (get_language() or "nl")[:2]


def _said(texts: Texts) -> str:
    return texts[_language()]


@cache
def parts() -> tuple[Part, ...]:
    """Every part of every app, in the order of reading."""
    return tuple(sorted(_read(), key=lambda part: (part.role, part.order)))


def parts_of(role: str) -> list[Part]:
    return [part for part in parts() if part.role == role]


def _read() -> Iterator[Part]:
    for config in apps.get_app_configs():
        path = Path(config.path) / "data" / "guide.json"
        if isinstance(config, ProductAppConfig) and path.exists():
            for row in json.loads(path.read_text(encoding="utf-8")):
                pages = tuple(f"{config.label}:{name}" for name in row.pop("pages"))
                known = {name: row.pop(name) for name in ("key", "role", "order")}
                yield Part(**known, pages=pages, picture=row.pop("picture", ""), texts=row)


@cache
def part_about(role: str, page: str) -> str:
    """The key of the part about this page; "" where the guide is to be read from its beginning."""
    named = [(pattern, part.key) for part in parts_of(role) for pattern in part.pages]
    for pattern, key in sorted(named, key=lambda pair: ("*" in pair[0], -len(pair[0]))):
        if fnmatchcase(page, pattern):
            return key
    return ""


@cache
def address(role: str, page: str) -> str:
    """Where the help about a page stands for somebody in this role."""
    key = part_about(role, page)
    return reverse("core:guide", args=[role]) + (f"#{key}" if key else "")


# Who is more than one of these in a place reads what the first one does there.
FIRST = (Role.COACH, Role.CONTACT, Role.ADMINISTRATOR, Role.ASSESSOR)


def guide_for(roles: frozenset[str]) -> str:
    """The guide of the role in which somebody is in a place; a company's for who is in none."""
    for role in (*FIRST, *sorted(roles)):
        if role in roles and role in OF_ROLE:
            return OF_ROLE[Role(role)]
    return "contact"
