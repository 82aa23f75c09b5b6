"""What the tests of outages need from the product's own code, in processes of their own, as the worker.

`python -m tests.stack.outage_seed applicants N` makes a programme and N people, each with a complete draft, and prints who
they are; `jobs` runs what beat runs in the course of the day as of twenty minutes from now.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.test import override_settings  # noqa: E402

from coaching.core.ground import clock  # noqa: E402
from coaching.core.jobs import periodic  # noqa: E402
from coaching.core.tenancy.context import system_context  # noqa: E402
from coaching.programmes.models import Programme  # noqa: E402
from tests import factories  # noqa: E402
from tests.programmes.conftest import begin  # noqa: E402
from tests.stack.seed import SLUG, administrator, session_of  # noqa: E402

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def applicants(number: int) -> list[dict[str, str]]:
    """Fast hashing for most: only the first signs in, with a password and a second step."""
    administrator()
    with system_context("test"):
        programme = Programme.objects.get(slug=SLUG)
    return [_applicant(programme, place) for place in range(number)]


def _applicant(programme: Programme, place: int) -> dict[str, str]:
    hasher = "PBKDF2PasswordHasher" if place == 0 else "MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{hasher}"]):
        user = factories.user(f"Bakker {place}")
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if place == 0:
        TOTP.activate(user, SECRET)
    names = {"company_name": f"Bakkerij {place}", "enterprise_number": factories.enterprise_number(5000 + place)}
    draft = begin(user, programme, **names)
    return {"email": user.email, "password": factories.PASSWORD, "session": session_of(user), "draft": str(draft.pk)}


def jobs() -> dict[str, dict[str, int]]:
    with clock.at(clock.now() + timedelta(minutes=20)):
        names = [job.name for job in periodic.JOBS.values() if not job.daily]
        return {name: periodic.run(name, clock.today()) for name in names}


if __name__ == "__main__":
    word, *arguments = sys.argv[1:]
    print(json.dumps(applicants(int(arguments[0])) if word == "applicants" else jobs()))
