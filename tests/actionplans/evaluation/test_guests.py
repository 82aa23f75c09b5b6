"""Somebody from outside in the evaluation of a year: as far as the mandate goes, and the database holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.http import Http404
from django.urls import reverse

from actionplans.evaluation import actions
from actionplans.evaluation.models import YearEvaluation
from coaching.companies.actions import end_mandate, give_mandate
from coaching.companies.models import DateDone, FilePiece
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans.evaluation.acts import AUTUMN
from tests.actionplans.evaluation.conftest import FIRST, SAID, done_key, recorded

pytestmark = pytest.mark.django_db
BEGUN = date(2027, 6, 1)


def give(case: Any, *, whole: bool, discipline: str = "psychosocial_adviser") -> Any:
    with clock.at(BEGUN), in_company(case.contact_a, case.company_a) as by:
        return give_mandate(person_id=case.outsider.pk, discipline=discipline, whole_file=whole, until=None, by=by)


def as_guest(case: Any) -> Any:
    return in_company(case.outsider, case.company_a, "coach")


def by_guest(case: Any, **changes: Any) -> YearEvaluation:
    said = {"sources": SAID, "evaluated_on": AUTUMN, "works": "Goed.", "adviser": "An Peeters", "whole": True}
    with clock.at(AUTUMN), as_guest(case) as by:
        return actions.save_psychosocial(first_day=FIRST, opened_with=1, by=by, **{**said, **changes})


@pytest.mark.parametrize("whole", [True, False])
def test_an_adviser_puts_it_on_record(running, whole):
    give(running, whole=whole)
    row = by_guest(running)
    with system_context("test"):
        done = DateDone.objects.get(pk=done_key(row))
    assert (done.recorded_by_id, done.done_on) == (running.outsider.pk, AUTUMN)
    with in_company(running.contact_a, running.company_a):
        assert YearEvaluation.objects.get().works == "Goed."


def test_who_reads_only_what_is_new_is_told_that_it_was_begun(running, login):
    recorded(running, date(2027, 4, 2), whole=False, evaluated_on=None)
    with system_context("test"):
        FilePiece.objects.filter(kind="year_evaluation").update(made_at=clock.moment_of(date(2027, 4, 2)))
    give(running, whole=False)
    with clock.at(AUTUMN), as_guest(running):
        assert not YearEvaluation.objects.exists()
    with pytest.raises(Refused):
        by_guest(running)
    with system_context("test"):
        assert not DateDone.objects.filter(kind="psychosocial_evaluation").exists()
        assert YearEvaluation.objects.get().works == "Het rooster hangt op tijd uit."


def test_a_physician_reads_and_writes_nothing(running):
    recorded(running, AUTUMN)
    give(running, whole=True, discipline="physician")
    with clock.at(AUTUMN), as_guest(running) as by:
        assert YearEvaluation.objects.get().is_told
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.take_back_psychosocial(first_day=FIRST, by=by)
        assert not YearEvaluation.objects.update(lessons="x")


def test_ended_is_ended_at_once(running):
    mandate = give(running, whole=True)
    recorded(running, AUTUMN)
    with clock.at(AUTUMN), as_guest(running):
        assert YearEvaluation.objects.exists()
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        end_mandate(mandate_id=mandate.pk, by=by)
    with clock.at(AUTUMN), pytest.raises(Http404), as_guest(running):
        pass


def test_nobody_moves_it_to_another_piece(running):
    row = recorded(running, AUTUMN)
    with in_company(running.contact_a, running.company_a):
        other = FilePiece.objects.exclude(pk=row.piece_id).exclude(kind="year_evaluation").first()
        with pytest.raises(ProgrammingError), transaction.atomic():
            YearEvaluation.objects.update(piece=other)


def test_the_page_of_a_guest_offers_what_may_be_written(running, login):
    give(running, whole=True)
    address = reverse("actionplans:year_evaluation", args=[running.company_a.slug, "2027-01-01"]) + "?as=coach"
    with clock.at(AUTUMN):
        shown = login(running.outsider).get(address)
        assert shown.status_code == 200 and shown.context["may_write"]
        named = reverse("actionplans:psychosocial", args=[running.company_a.slug, "2027-01-01"])
        assert named in shown.content.decode()
