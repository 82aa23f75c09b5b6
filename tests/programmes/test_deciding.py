"""The desk's actions: every legal move, every illegal one, the budget, the clock, who may."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import Document, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, money
from coaching.programmes.enums import APPLICATION, ApplicationState
from coaching.programmes.models import Application, InformationRequest, Programme
from tests import factories
from tests.acting import in_company, in_programme
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
REASON = "Past in het programma."


def in_state(world, state, **fields):
    with system_context("test"):
        return factories.application(world.programme_a, world.contact_a, world.company_a, state=state, **fields)


def mailed(kind):
    with system_context("test"):
        return sorted(OutgoingEmail.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def act(world, verb, file, user=None, **arguments):
    if verb in {"answer_info", "withdraw"}:
        place = in_company(user or world.contact_a, world.company_a)
    else:
        place = in_programme(user or world.admin_a, world.programme_a)
    with place as by:
        return getattr(actions, verb)(application_id=file.pk, by=by, **arguments)


VERBS = {
    "take_up": {},
    "request_info": {"question": "Hoeveel ploegen?"},
    "answer_info": {"answer": "Drie."},
    "approve": {"reason": REASON},
    "reject": {"reason": REASON},
    "waitlist": {"reason": REASON},
    "withdraw": {},
    "lapse": {"reason": REASON},
}


@pytest.mark.parametrize("state", [s for s in ApplicationState.values if s != "draft"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_move_legal_or_refused(world, state, verb):
    file = in_state(world, state)
    with system_context("test"):
        if verb == "answer_info":
            InformationRequest.objects.create(
                application=file, programme=file.programme, company=file.company, question="?", asked_by_id=1
            )
    transition = APPLICATION.transitions[verb]
    if state in transition.sources:
        act(world, verb, file, **VERBS[verb])
        assert fresh(file).state == transition.target
        with pytest.raises(IllegalTransition):  # the second click
            act(world, verb, file, **VERBS[verb])
    else:
        with pytest.raises(IllegalTransition):
            act(world, verb, file, **VERBS[verb])
        assert fresh(file).state == state


@pytest.mark.parametrize("verb", [v for v in VERBS if v not in {"answer_info", "withdraw"}])
def test_desk_belongs_to_its_programme_and_roles(world, verb):
    state = APPLICATION.transitions[verb].sources[0]
    file = in_state(world, state)
    with in_programme(world.admin_b, world.programme_b) as by, pytest.raises(Application.DoesNotExist):
        getattr(actions, verb)(application_id=file.pk, by=by, **VERBS[verb])
    with pytest.raises(PermissionDenied):
        act(world, verb, file, user=world.observer_a, **VERBS[verb])
    if verb in {"take_up", "request_info"}:
        act(world, verb, file, user=world.assessor_a, **VERBS[verb])
    else:
        with pytest.raises(PermissionDenied):
            act(world, verb, file, user=world.assessor_a, **VERBS[verb])


def test_company_acts_by_role(world):
    file = in_state(world, "in_review")
    for user in (world.adviser_a, world.colleague_a):  # no contact; a contact without the mandate
        with pytest.raises(PermissionDenied):
            act(world, "withdraw", file, user=user)
    with in_company(world.contact_b, world.company_b) as by, pytest.raises(Application.DoesNotExist):
        actions.withdraw(application_id=file.pk, by=by)
    act(world, "withdraw", file, reason="Geen tijd.")
    assert mailed("programmes.withdrawn_desk") == [world.admin_a.pk]
    assert mailed("programmes.withdrawn") == sorted([world.contact_a.pk, world.colleague_a.pk])


def test_approval_starts_the_clock_and_writes_the_letter(world):
    file = in_state(world, "in_review")
    with clock.at(date(2026, 11, 30)):
        act(world, "approve", file, reason=REASON)
    approved = fresh(file)
    assert approved.start_due_on == date(2027, 2, 28)  # three months, the month's last day
    assert approved.decision_reason == REASON and approved.decided_by_id == world.admin_a.pk
    assert mailed("programmes.approved") == sorted([world.contact_a.pk, world.colleague_a.pk])
    with system_context("test"):
        told = OutgoingEmail.objects.filter(kind="programmes.approved")[0].context
    entry = MAILS["programmes.approved"](told).calendar
    assert entry and (entry.uid, entry.start.isoformat()) == (
        f"start.{told['application']}@vijfsprong",
        told["start_due_on"],
    )
    with system_context("test"):
        letter = Document.objects.get(subject_id=file.pk)
        assert letter.kind == "decision-letter" and "h_contact" in letter.audience
        assert letter.data["context"]["letter"]["approved"] is True


def test_approval_in_the_past_counts_from_there(world):
    file = in_state(world, "in_review")
    moment = clock.now().replace(year=2025, month=2, day=10, hour=9)
    act(world, "approve", file, reason=REASON, at=moment)
    assert fresh(file).start_due_on == date(2025, 5, 10) and fresh(file).decided_at == moment


def test_budget_guards_the_last_approval(world):
    with system_context("test"):  # one approval stands already (the world's); room for one more
        Programme.objects.filter(pk=world.programme_a.pk).update(budget_eur=2000)
    first, second = in_state(world, "in_review"), in_state(world, "in_review")
    act(world, "approve", first, reason=REASON)
    with pytest.raises(Refused) as refusal:
        act(world, "approve", second, reason=REASON)
    assert not isinstance(refusal.value, IllegalTransition)
    assert fresh(second).state == "in_review" and len(mailed("programmes.approved")) == 2
    act(world, "lapse", first, reason="Niet gestart.")
    act(world, "approve", second, reason=REASON)  # the lapsed subsidy came free
    with in_programme(world.admin_a, world.programme_a):
        assert money.budget_of(Programme.objects.get()).left == 0


@pytest.mark.parametrize("verb", ["approve", "reject", "waitlist", "request_info"])
def test_no_decision_without_words(world, verb):
    file = in_state(world, "in_review")
    key = "question" if verb == "request_info" else "reason"
    with pytest.raises(Refused):
        act(world, verb, file, **{key: "  "})
    assert fresh(file).state == "in_review"


def test_question_and_answer(world):
    file = in_state(world, "in_review")
    act(world, "request_info", file, question="Hoeveel ploegen?")
    assert len(mailed("programmes.info_requested")) == 2
    with pytest.raises(Refused):
        act(world, "answer_info", file, answer=" ")
    act(world, "answer_info", file, answer="Drie.")
    assert mailed("programmes.info_answered") == [world.admin_a.pk]
    with system_context("test"):
        asked = InformationRequest.objects.get()
        assert (asked.answer, asked.answered_by_id) == ("Drie.", world.contact_a.pk)
    assert fresh(file).state == "in_review"


def test_waiting_list_can_be_taken_up_again(world):
    file = in_state(world, "in_review")
    act(world, "waitlist", file, reason="Budget op.")
    act(world, "take_up", file)
    act(world, "reject", file, reason="Nog te vroeg.")
    assert fresh(file).decision_reason == "Nog te vroeg." and len(mailed("programmes.rejected")) == 2
