"""What waits for a person in all their places: for the mail that brings the news of the day."""

from __future__ import annotations

from typing import Any

from coaching.accounts import queries as accounts
from coaching.core.ground import clock, waiting
from coaching.core.mail.waits import Urgent, Waits
from coaching.core.tenancy.context import current_actor, person_context
from coaching.core.tenancy.workspace import enter_place

MOST_PLACES = 8
MOST_URGENT = 5


def waits_for(person: Any) -> Waits:
    """The same kinds, counts and lines as on their pages, each as they would see it there. Opens each place in turn."""
    with person_context(person):
        roles = accounts.my_roles()
    places = dict.fromkeys((role.kind, role.slug, role.hat) for role in roles if role.active)
    known = [place for place in places if place[0] in waiting.PAGES][:MOST_PLACES]
    counts: list[tuple[str, str, str]] = []
    urgent: list[Urgent] = []
    for kind, slug, hat in known:
        found, name = _in_place(person, kind, slug, hat)
        several = f" · {name}" if len(known) > 1 and name else ""
        counts += [(pile.figure, f"{pile.words}{several}", pile.url) for pile in found.piles]
        urgent += [Urgent(str(line.what), line.who or name, line.due, line.url) for line in found.lines]
    urgent.sort(key=lambda one: (one.due is None, one.due or clock.today()))
    return Waits(counts, urgent[:MOST_URGENT])


def _in_place(person: Any, kind: str, slug: str, hat: str) -> tuple[waiting.Worklist, str]:
    chosen = accounts.AS.get(hat, "") if kind == "company" else ""
    with enter_place(kind, person, slug, chosen) as place:
        asked = waiting.Asked(current_actor(), clock.today(), place.url)
        found = waiting.worklist(kind, asked, each=MOST_URGENT, most=MOST_URGENT)
    return found, "" if kind == "coach" else place.name
