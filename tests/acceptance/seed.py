"""What cannot be made through pages. Run in a process of its own against the product's database, as the worker.

`python -m tests.acceptance.seed story`: an open programme, its administrator and a coach, both with a second step.
`python -m tests.acceptance.seed minister`: a programme whose figures are those of Coaches 2018, and its administrator.
`python -m tests.acceptance.seed dates`: a coach and a baker who plan sessions, one of yesterday not logged.
`python -m tests.acceptance.seed change`: a company with a final analysis, whose organisation will change.
`python -m tests.acceptance.seed refused`: a baker with a file of their own whom a programme refused.
`python -m tests.acceptance.seed years`: a bakery whose service year ended yesterday at the latest, and nobody planned the next.
`python -m tests.acceptance.seed sheet`: a company whose plan for next year is a draft without measures.
`python -m tests.acceptance.seed week`: on the demo, what waits for its coach on a Monday.
`python -m tests.acceptance.seed pages`: the demo's main pages and a session per demo person, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.core.management import call_command  # noqa: E402

from coaching.accounts.models import User  # noqa: E402
from coaching.core.tenancy.context import system_context, without_hat  # noqa: E402
from coaching.insight.demo import tour  # noqa: E402
from coaching.insight.demo.people import PEOPLE  # noqa: E402
from coaching.programmes.models import Programme  # noqa: E402
from tests import factories  # noqa: E402
from tests.acceptance import (  # noqa: E402
    adviser_seed,
    change_seed,
    dates_seed,
    desk_seed,
    front_seed,
    refused_seed,
    sheet_seed,
    week_seed,
    years_seed,
)
from tests.acceptance.cast import (  # noqa: E402
    ADMINISTRATOR,
    COACH,
    MINISTERS,
    MINISTERS_ADMINISTRATOR,
    PROGRAMME,
    SLUG,
    Role,
)
from tests.insight.importing import coaches_2018  # noqa: E402


def person(role: Role) -> User:
    """Somebody with a password, a confirmed address and an authenticator app."""
    with without_hat():
        user = User.objects.create_user(role.email, role.password, name=role.name, language=role.language)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        TOTP.activate(user, role.secret)
    return user


def story() -> None:
    """An open programme with two people. Everything else comes about through pages."""
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", SLUG, name=PROGRAMME, budget="90000", stdout=sys.stderr)
    with system_context("test"):
        factories.programme_member(Programme.objects.get(slug=SLUG), person(ADMINISTRATOR))
        words = dict.fromkeys(("nl", "fr", "en"), "Werkt stap voor stap, samen met uw mensen.")
        factories.coach(person(COACH), introduction=words, provinces=["OVL"], languages=["nl", "fr"], capacity=3)


def pages() -> dict[str, Any]:
    """(person, name, path) of every main page of the demo, and the cookie of each person."""
    found = tour.PAGES()
    with without_hat():
        return {"pages": found, "cookies": {key: tour.cookie_for(key) for key in PEOPLE}}


def front() -> None:
    """The programme's front half: see there."""
    front_seed.front(person)


def desk() -> None:
    """Forty files to decide, twelve to score: see there."""
    desk_seed.desk(person)


def dates() -> None:
    """A coach and a baker: see there."""
    dates_seed.dates(person)


def held() -> None:
    """Who asks what is held about her: see there."""
    dates_seed.held(person)


def change() -> None:
    """A company with a final analysis and no programme: see there."""
    change_seed.change()


def refused() -> None:
    """A baker with a file of their own, refused by a programme: see there."""
    refused_seed.refused(person)


def years() -> None:
    """A year that turns: see there."""
    years_seed.years(person)


def sheet() -> None:
    """A draft without measures: see there."""
    sheet_seed.sheet(person)


def adviser() -> dict[str, str]:
    """A bakery, two coaches and an adviser: see there."""
    return adviser_seed.adviser(person)


def day_after() -> None:
    """The adviser's last day is over."""
    adviser_seed.day_after()


def minister() -> None:
    """A programme with the applications of Coaches 2018, taken over from a file, and its administrator."""
    call_command("create_programme", MINISTERS, name="Preventiecoaches (proef)", budget="2800000", stdout=sys.stderr)
    with system_context("test"):
        factories.programme_member(Programme.objects.get(slug=MINISTERS), person(MINISTERS_ADMINISTRATOR))
    with TemporaryDirectory() as folder:
        path = coaches_2018.write(Path(folder) / "coaches_2018.csv")
        call_command("import_applications", str(path), programme=MINISTERS, stdout=sys.stderr)


def week() -> None:
    """What a coach's Monday has besides the demo: see there."""
    week_seed.week()


PARTS = {
    one.__name__: one
    for one in (
        story,
        pages,
        front,
        desk,
        minister,
        dates,
        held,
        change,
        refused,
        years,
        sheet,
        week,
        adviser,
        day_after,
    )
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]]()))
