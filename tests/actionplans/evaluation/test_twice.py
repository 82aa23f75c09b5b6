"""The evaluation of psychosocial measures sent twice: the same form is one, other words never seem saved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from actionplans.evaluation.models import YearEvaluation
from coaching.core.ground import clock
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests.actionplans.evaluation.conftest import SAID

pytestmark = pytest.mark.django_db
WORDS = {"works": "Goed.", "adviser": "An Peeters", "evaluated_on": "1/11/2027", "whole": "on", "version": "1"}
FORM = {**{f"source_{code}": said for code, said in SAID.items()}, **WORDS}


@pytest.mark.parametrize(
    "changed", [{"works": "Toch niet goed."}, {"source_requests": "asks"}, {"adviser": "Jan Claes"}]
)
def test_other_words_after_it_is_on_record_are_given_back(running: Any, login: Any, changed: dict[str, str]) -> None:
    address = reverse("actionplans:psychosocial", args=[running.company_a.slug, "2027-01-01"])
    with clock.at(date(2027, 11, 1)):
        client = login(running.contact_a)
        assert client.post(address, FORM).status_code == 302
        assert client.post(address, FORM).status_code == 302  # the second click
        answer = client.post(address, {**FORM, **changed})
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    assert next(iter(changed.values())) in answer.content.decode()
    with system_context("test"):
        row = YearEvaluation.objects.get(company_id=running.company_a.pk)
        mails = OutgoingEmail.objects.filter(kind="actionplans.psychosocial_evaluated")
        assert len({mail.recipient_id for mail in mails}) == len(mails)
    assert (row.works, row.adviser, row.sources) == ("Goed.", "An Peeters", SAID)
