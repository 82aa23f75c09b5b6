"""Who asks to be erased under words, addresses and numbers of others: nobody else loses anything by it."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from coaching.accounts.models import ErasureRequest, Invitation, User
from coaching.companies.models import RoleHolder
from coaching.core.ground import clock
from coaching.core.models import Document, OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat
from coaching.insight.keeping import periodic
from coaching.programmes.models import Application
from riskanalysis.models import Finding
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
PHONE = "+32 475 98 76 54"


@pytest.fixture
def rich(world: Any) -> Any:
    enrich(world)
    return world


def called(person: User, **values: Any) -> User:
    with without_hat():
        User.objects.filter(pk=person.pk).update(**values)
        person.refresh_from_db()
    return person


def erase(person: User) -> dict[str, Any]:
    out = StringIO()
    call_command("erase_person", person.email, "--reason=gevraagd", "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def states(model: type[Any]) -> dict[Any, str]:
    with system_context("test"):
        return dict(model._default_manager.values_list("pk", "state"))


def test_an_address_that_was_only_asked_for_is_another_persons(rich: Any) -> None:
    victim = rich.contact_b
    with without_hat():
        EmailAddress.objects.create(user=rich.adviser_a, email=victim.email, verified=False, primary=False)
    with system_context("test"):
        OutgoingEmail.objects.create(kind="tests.hello", address=victim.email, dedupe_key="a", context={})
        Invitation.objects.create(
            email=victim.email, role="contact", token_digest="f" * 64, expires_at=clock.now() + timedelta(days=3)
        )
        Finding.objects.filter(company_id=rich.company_b.pk).update(description=f"Mail naar {victim.email}")
    erase(rich.adviser_a)
    with system_context("test"):
        assert OutgoingEmail.objects.filter(address=victim.email).exists()
        assert Invitation.objects.filter(email=victim.email).exists()
        found = set(Finding.objects.filter(company_id=rich.company_b.pk).values_list("description", flat=True))
    assert found == {f"Mail naar {victim.email}"}
    with without_hat():
        assert not EmailAddress.objects.filter(user=rich.adviser_a).exists()


@pytest.mark.parametrize("name", ["submitted", "Approved", "context", "in review", "finding"])
def test_a_word_of_the_machine_as_a_name_moves_no_state(rich: Any, name: str) -> None:
    before = {model: states(model) for model in (Application, Document)}
    erase(called(rich.adviser_a, name=name))
    assert {model: states(model) for model in before} == before


@pytest.mark.parametrize(
    "name", ['value": "12', 'An "Annie" Peeters', r"Jan \u0041 Peeters", "a|b (?i) .*x", "{} [] \\"]
)
def test_a_name_of_odd_signs_breaks_no_json(rich: Any, name: str) -> None:
    with system_context("test"):
        Document.objects.filter(company_id=rich.company_a.pk).update(
            data={"value": "12", "by": f"{name} zegt", "x": ["12"]}
        )
        Finding.objects.filter(company_id=rich.company_a.pk).update(description=f"Gezien door {name}.")
    erase(called(rich.adviser_a, name=name))
    with system_context("test"):
        data = Document.objects.filter(company_id=rich.company_a.pk)[0].data
        said = Finding.objects.filter(company_id=rich.company_a.pk)[0].description
    assert data == {"value": "12", "by": "[…] zegt", "x": ["12"]}
    assert said == "Gezien door […]."


def test_who_is_called_as_another_company_takes_its_name_away_nowhere(rich: Any) -> None:
    """Both companies applied to one programme; the attacker works for one of them."""
    told = {"kind": "tests.hello", "body_text": "Bakkerij Van Damme", "context": {}}
    with system_context("test"):
        for letter in "ab":
            company = getattr(rich, f"company_{letter}").pk
            places = {"company_id": company, "programme_id": rich.programme_a.pk}
            OutgoingEmail.objects.create(dedupe_key=letter, recipient_id=rich.outsider.pk, **told, **places)
        Finding.objects.filter(company_id=rich.company_b.pk).update(description="Bij Bakkerij Van Damme")
    erase(called(rich.adviser_a, name="Bakkerij Van Damme"))
    with system_context("test"):
        mails = dict(OutgoingEmail.objects.filter(dedupe_key__in="ab").values_list("dedupe_key", "body_text"))
        said = set(Finding.objects.filter(company_id=rich.company_b.pk).values_list("description", flat=True))
    assert mails == {"a": "[…]", "b": "Bakkerij Van Damme"} and said == {"Bij Bakkerij Van Damme"}
    called(rich.colleague_a, name=rich.company_b.name)
    report = erase(rich.colleague_a)
    assert "the name in texts" in {one["what"] for one in report["kept"]}


def test_a_number_that_others_have_too_stays_theirs(rich: Any) -> None:
    with system_context("test"):
        Finding.objects.filter(company_id=rich.company_b.pk).update(description=f"Bel {PHONE}")
    erase(called(rich.adviser_a, name="Jan Ergens", phone=PHONE))
    with system_context("test"):
        assert {f"Bel {PHONE}"} == set(
            Finding.objects.filter(company_id=rich.company_b.pk).values_list("description", flat=True)
        )
        RoleHolder.objects.filter(company_id=rich.company_a.pk).update(
            phone=PHONE, person_id=rich.contact_a.pk, agreed_to_show_on=clock.today()
        )
        Finding.objects.filter(company_id=rich.company_a.pk).update(description=f"Bel {PHONE}")
    report = erase(called(rich.colleague_a, name="Piet Ergens", mobile=PHONE))
    with system_context("test"):
        assert RoleHolder.objects.filter(company_id=rich.company_a.pk, phone=PHONE).exists()
        assert Finding.objects.filter(company_id=rich.company_a.pk, description=f"Bel {PHONE}").exists()
    assert "the number in texts" in {one["what"] for one in report["kept"]}


def test_one_who_cannot_be_erased_keeps_nobody_else_waiting(rich: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = rich.adviser_a, rich.outsider
    with system_context("test"):
        for number, person in enumerate((first, second)):
            ErasureRequest.objects.create(
                person_id=person.pk,
                answer="accepted",
                answered_at=clock.now() - timedelta(days=3 - number),
                answered_by_id=rich.staff.pk,
            )
    real = periodic.erase_person

    def odd(*, email: str, **given: Any) -> Any:
        if email == first.email:
            raise ValueError("something odd")
        return real(email=email, **given)

    monkeypatch.setattr(periodic, "erase_person", odd)
    with system_context("test"):
        assert periodic.erase_accepted(today=clock.today())["broken"] == 1
        left = set(ErasureRequest.objects.values_list("person_id", flat=True))
    assert first.pk in left and second.pk not in left


def test_who_was_erased_may_come_back_as_somebody_new(rich: Any) -> None:
    email = rich.adviser_a.email
    erase(rich.adviser_a)
    with without_hat():
        anew = User.objects.create_user(email=email, password="x" * 20)
        assert anew.pk != rich.adviser_a.pk and not EmailAddress.objects.filter(user_id=anew.pk).exists()
