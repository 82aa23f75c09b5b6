"""A baker who opened a file by hand and began an analysis, applied from there, and was refused.

Called by `python -m tests.acceptance.seed refused`, which has set Django up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.core.management import call_command

from coaching.accounts.models import User
from coaching.companies import actions as companies
from coaching.companies.models import Company
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.models import Programme
from riskanalysis import actions as analysing
from tests import factories
from tests.acceptance import cast
from tests.acceptance.front_seed import _person
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import EVERYTHING


def refused(sign_in: Callable[[Any], User]) -> None:
    """sign_in: makes a person with a password and an authenticator app."""
    call_command("create_programme", cast.REFUSING, name="Weinig plaats (proef)", budget="9000", stdout=sys.stderr)
    words = dict.fromkeys(("nl", "fr", "en"), "Schrijf ons.")
    with system_context("test"):
        programme = Programme.objects.get(slug=cast.REFUSING)
        programme.contact_address, programme.contact_email = "Teststraat 1, 1000 Brussel", "weinig@programma.example"
        programme.objection_days, programme.objection_texts = 30, words
        programme.save()
        administrator = sign_in(cast.REFUSING_ADMINISTRATOR)
        factories.programme_member(programme, administrator)
    baker = _person(cast.REFUSED_BAKER.name, cast.REFUSED_BAKER.email, cast.REFUSED_BAKER.password)
    with as_person(baker) as by:
        opened = companies.open_file(number=cast.REFUSED_NUMBER, name=cast.REFUSED, postcode="3800", by=by)
    with system_context("test"):
        company = Company.objects.get(slug=opened.slug)
    with in_company(baker, company) as by:
        companies.add_work_unit(name="Bakkerij", headcount=6, by=by)
        analysing.open_analysis(title="Wat weegt er bij ons", by=by)
    with as_person(baker) as by:
        draft = actions.start_draft(programme_id=programme.pk, company_id=company.pk, by=by)
        told = {**EVERYTHING, "company_name": cast.REFUSED, "enterprise_number": cast.REFUSED_NUMBER}
        draft = actions.save_step(application_id=draft.pk, values=told, opened_with=draft.version, by=by)
        sent = actions.submit(application_id=draft.pk, by=by)
    with in_programme(administrator, programme) as by:
        actions.take_up(application_id=sent.pk, by=by)
        actions.reject(application_id=sent.pk, reason=cast.WHY_REFUSED, by=by)
