"""What deciding forty files and scoring twelve starts from, by the product's own actions.

Called by `python -m tests.acceptance.seed desk`, which has set Django up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.assessment import actions as judging
from coaching.programmes.models import Application, Programme
from coaching.programmes.texts.actions import add_text
from tests import factories
from tests.acceptance import desk_cast as cast
from tests.acceptance.front_seed import _person
from tests.acting import as_person, in_programme
from tests.programmes.conftest import EVERYTHING


def desk(sign_in: Callable[[Any], User]) -> None:
    """sign_in: makes a person with a password and an authenticator app."""
    call_command("create_programme", cast.SLUG, name=cast.PROGRAMME, budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=cast.SLUG)
        administrator, assessor = sign_in(cast.ADMINISTRATOR), sign_in(cast.ASSESSOR)
        factories.programme_member(programme, administrator)
        factories.programme_member(programme, assessor, Role.ASSESSOR)
    files = [_apply(programme, number) for number in range(len(cast.FILES))]
    with in_programme(administrator, programme) as by:
        words = {"nl": "Dag {company}, er is nu geen budget. Uw aanvraag {reference} blijft staan."}
        values = {"kind": "waitlist", "name": cast.REASON, "texts": words, "subjects": {}}
        add_text(values=values, by=by)
        for file in files[-cast.TO_SCORE :]:
            due = clock.today() + timedelta(days=7)
            judging.assign(application_id=file.pk, assessor_ids=[assessor.pk], due_on=due, by=by)


def _apply(programme: Programme, number: int) -> Application:
    name, enterprise_number = cast.FILES[number]
    postcode = "3800" if number < cast.LIMBURG else "2000"
    values = {**EVERYTHING, "company_name": name, "enterprise_number": enterprise_number, "postcode": postcode}
    with as_person(_person(f"Aanvrager van {name}", f"v{number}@zaak.example")) as by:
        draft = actions.start_draft(programme_id=programme.pk, by=by)
        draft = actions.save_step(application_id=draft.pk, values=values, opened_with=draft.version, by=by)
        return actions.submit(application_id=draft.pk, by=by)
