"""How prevention is organised: facts asked once, who has which part, and who may write it down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction

from coaching.companies import actions
from coaching.companies.models import Company, RoleHolder
from coaching.core.ground import clock
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.companies.holders import address, company, holder, sized

FACTS = {
    "prevention_group": "C-",
    "external_service": "Dienst X",
    "affiliated_on": "01/01/2024",
    "tariff_group": "3",
    "joint_committees": "118.10, 220",
    "year_starts": "1",
}


# -- the facts ---------------------------------------------------------------------------------------------------


def test_facts_are_asked_once_and_a_group_says_who_chose_it(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "facts/")
    assert client.get(url).status_code == 200
    sent = {**FACTS, "version": 1, "physician": "Dokter Peeters", "psychosocial": "Mevrouw Claes"}
    assert client.post(url, sent).status_code == 302
    own = company(world)
    assert (own.prevention_group, own.tariff_group, own.year_starts) == ("C-", 3, 1)
    assert (own.affiliated_on, own.joint_committees) == (date(2024, 1, 1), ["118.10", "220"])
    assert own.group_chosen_by_id == world.contact_a.pk and own.group_chosen_at
    with system_context("test"):
        named = set(RoleHolder.objects.filter(company=own).values_list("kind", "discipline", "name", "organisation"))
        said = AuditEvent.objects.get(event="companies.prevention_changed").data
    assert named == {
        ("physician", "", "Dokter Peeters", "Dienst X"),
        ("external_adviser", "psychosocial", "Mevrouw Claes", "Dienst X"),
    }
    assert "prevention_group" in said["columns"] and said["group"] == "C-"
    page = client.get(address(world)).content.decode()
    assert "Dokter Peeters" in page and world.contact_a.name in page
    assert (
        "name" not in client.get(url).context["form"].fields
        and "physician" not in client.get(url).context["form"].fields
    )


def test_the_form_for_the_facts_sent_twice_is_done_once(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "facts/")
    sent = {**FACTS, "version": 1, "physician": "Dokter Peeters"}
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    with system_context("test"):
        assert RoleHolder.objects.filter(company=world.company_a).count() == 1
        assert AuditEvent.objects.filter(event="companies.prevention_changed").count() == 1


def test_the_second_of_two_editors_of_the_facts_is_told(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "facts/")
    client.post(url, {**FACTS, "version": 1})
    late = client.post(url, {**FACTS, "version": 1, "tariff_group": "5"})
    assert late.status_code == 200 and company(world).tariff_group == 3
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(VersionConflict):
        actions.change_prevention(opened_with=1, by=actor, tariff_group=5)


@pytest.mark.parametrize(
    "wrong",
    [{"joint_committees": "118.1"}, {"joint_committees": "11"}, {"tariff_group": "6"}, {"year_starts": "13"}]
    + [{"prevention_group": "E"}, {"affiliated_on": "31/02/2024"}, {"year_starts": ""}],
)
def test_wrong_facts_are_refused(world: Any, login: Any, wrong: dict[str, str]) -> None:
    answer = login(world.contact_a).post(address(world, "facts/"), {**FACTS, "version": 1, **wrong})
    assert answer.status_code == 200 and company(world).tariff_group is None


def test_a_committee_that_an_application_brought_may_stay(world: Any, login: Any) -> None:
    sized(world, 38, joint_committees=["1180"])
    sent = {**FACTS, "version": 1, "joint_committees": "1180, 220"}
    assert login(world.contact_a).post(address(world, "facts/"), sent).status_code == 302


def test_the_database_refuses_months_and_groups_that_do_not_exist(world: Any) -> None:
    for wrong in ({"year_starts": 0}, {"year_starts": 13}, {"tariff_group": 6}):
        with system_context("test"), pytest.raises(IntegrityError), transaction.atomic():
            Company.objects.filter(pk=world.company_a.pk).update(**wrong)


# -- people ------------------------------------------------------------------------------------------------------


def test_everybody_who_may_see_the_map_sees_it_and_nobody_else(world: Any, login: Any) -> None:
    holder(world)
    for who in ("contact_a", "adviser_a", "coach_a", "worker_bench_a", "secretary_a"):
        page = login(getattr(world, who)).get(address(world))
        assert page.status_code == 200 and "Dokter Peeters" in page.content.decode(), who
    assert login(world.owner_a).get(address(world)).status_code == 403
    for who in ("outsider", "contact_b", "coach_b", "worker_bench_b"):
        assert login(getattr(world, who)).get(address(world)).status_code == 404, who


def test_only_contacts_write(world: Any, login: Any) -> None:
    held = holder(world)
    for rest in ("facts/", "add/line/", f"{held.pk}/", f"{held.pk}/end/"):
        for who in ("adviser_a", "coach_a", "worker_bench_a", "secretary_a", "owner_a"):
            client = login(getattr(world, who))
            assert client.get(address(world, rest)).status_code == 403, (rest, who)
            assert client.post(address(world, rest), {"name": "X"}).status_code == 403, (rest, who)
    assert login(world.contact_a).get(address(world, "add/koning/")).status_code == 404
    assert login(world.contact_a).get(address(world, "map/")).status_code == 405


def test_another_companys_ids_are_not_found(world: Any, login: Any) -> None:
    held = holder(world)
    client = login(world.contact_b)
    for rest in (f"{held.pk}/", f"{held.pk}/end/"):
        assert client.get(address(world, rest, "b")).status_code == 404
        assert client.post(address(world, rest, "b"), {"reason": "x", "version": 1}).status_code == 404
    foreign = {"person_id": world.adviser_a.pk, "begins_on": "01/01/2026", "version": 1}
    assert client.post(address(world, "add/line/", "b"), foreign).status_code == 200
    with in_company(world.contact_b, world.company_b) as actor, pytest.raises(Refused):
        actions.name_holder(kind="line", name="X", person_id=world.adviser_a.pk, by=actor)
    with system_context("test"):
        assert not RoleHolder.objects.filter(company=world.company_b).exists()


def test_somebody_is_named_once_and_changed(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "add/physician/")
    sent = {"name": "Dokter Peeters", "organisation": "Dienst X", "begins_on": "01/02/2026", "version": 1}
    assert client.get(url).status_code == 200
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    with system_context("test"):
        held = RoleHolder.objects.get(company=world.company_a)
    assert (held.begins_on, held.works_here, held.created_by_id) == (date(2026, 2, 1), False, world.contact_a.pk)
    change = {**sent, "name": "Dr. Peeters", "version": 1}
    assert client.get(address(world, f"{held.pk}/")).status_code == 200
    assert [client.post(address(world, f"{held.pk}/"), change).status_code for _ in range(2)] == [302, 302]
    late = client.post(address(world, f"{held.pk}/"), {**change, "organisation": "Dienst Y"})
    assert late.status_code == 200
    with system_context("test"):
        held.refresh_from_db()
        assert (held.name, held.organisation) == ("Dr. Peeters", "Dienst X")


def test_two_people_do_not_get_the_same_part_under_one_name(world: Any) -> None:
    first = holder(world, "line", "An")
    with in_company(world.contact_a, world.company_a) as actor:
        with pytest.raises(AlreadyDone):
            actions.name_holder(kind="line", name="An", by=actor)
        other = actions.name_holder(kind="line", name="Bea", by=actor)
        with pytest.raises(Refused):
            actions.change_holder(holder_id=other.pk, opened_with=1, name="An", by=actor)
        actions.end_holder(holder_id=first.pk, by=actor)
        actions.change_holder(holder_id=other.pk, opened_with=1, name="An", by=actor)


def test_a_number_is_kept_only_with_a_yes(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "add/physician/")
    sent = {"name": "Dokter Peeters", "begins_on": "01/02/2026", "phone": "011 22 33 44", "version": 1}
    assert client.post(url, sent).status_code == 200
    assert client.post(url, {**sent, "agrees_to_show": "on"}).status_code == 302
    assert "+32 11 22 33 44" in login(world.worker_bench_a).get(address(world)).content.decode()
    with system_context("test"):
        held = RoleHolder.objects.get(company=world.company_a)
        assert held.agreed_to_show_on == clock.today()
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleHolder.objects.filter(pk=held.pk).update(agreed_to_show_on=None)
    with in_company(world.contact_a, world.company_a) as actor:
        actions.change_holder(holder_id=held.pk, opened_with=1, agrees_to_show=False, by=actor)
    with system_context("test"):
        held.refresh_from_db()
    assert (held.phone, held.agreed_to_show_on) == ("", None)


def test_an_adviser_ends_with_a_reason_that_the_body_reads(world: Any, login: Any) -> None:
    held = holder(world, phone="011 22 33 44", agrees_to_show=True)
    client, url = login(world.contact_a), address(world, f"{held.pk}/end/")
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 200
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(Refused):
        actions.end_holder(holder_id=held.pk, by=actor)
    assert [client.post(url, {"reason": "Andere dienst"}).status_code for _ in range(2)] == [302, 302]
    seen = login(world.worker_bench_a).get(address(world)).content.decode()
    assert "Andere dienst" in seen and "22 33 44" not in seen
    with system_context("test"):
        held.refresh_from_db()
        assert (held.phone, held.ended_by_id) == ("", world.contact_a.pk)
        assert AuditEvent.objects.filter(event="companies.holder_ended", reason="Andere dienst").count() == 1
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(Refused):
        actions.change_holder(holder_id=held.pk, opened_with=2, name="X", by=actor)


# -- the mandate -------------------------------------------------------------------------------------------------


@pytest.fixture
def helper(world: Any) -> Any:
    """A second contact, who may not bind the employer."""
    return world.colleague_a


def test_counsellors_and_inside_advisers_are_named_by_who_may_bind(world: Any, login: Any, helper: Any) -> None:
    held = holder(world, "counsellor", "Greet")
    for rest in ("add/counsellor/", "add/internal_adviser/", f"{held.pk}/", f"{held.pk}/end/"):
        assert login(helper).get(address(world, rest)).status_code == 403, rest
    assert login(helper).get(address(world, "add/line/")).status_code == 200
    with in_company(helper, world.company_a) as actor:
        actions.name_holder(kind="line", name="An", by=actor)
        for kind in ("counsellor", "internal_adviser"):
            with pytest.raises(PermissionDenied):
                actions.name_holder(kind=kind, name="An", by=actor)
        with pytest.raises(PermissionDenied):
            actions.change_holder(holder_id=held.pk, opened_with=1, name="An", by=actor)
        with pytest.raises(PermissionDenied):
            actions.end_holder(holder_id=held.pk, by=actor)


def test_the_database_keeps_appointments_to_who_may_bind(world: Any, helper: Any) -> None:
    held, line = holder(world, "counsellor", "Greet"), holder(world, "line", "An")
    with in_company(helper, world.company_a):
        assert RoleHolder.objects.filter(pk=held.pk).update(name="X") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            RoleHolder.objects.filter(pk=line.pk).update(kind="counsellor")
        with pytest.raises(ProgrammingError), transaction.atomic():
            RoleHolder.objects.create(company=world.company_a, kind="counsellor", name="X")
        with pytest.raises(ProgrammingError), transaction.atomic():
            RoleHolder.objects.create(company=world.company_b, kind="line", name="X")
    for who, wanted in (("worker_bench_a", "body"), ("coach_a", "coach")):
        with in_company(getattr(world, who), world.company_a, wanted), pytest.raises(ProgrammingError):
            with transaction.atomic():
                RoleHolder.objects.filter(pk=line.pk).update(name="X")


# -- who may be counsellor ---------------------------------------------------------------------------------------


def test_a_counsellor_is_no_delegate_no_employer_no_physician(world: Any) -> None:
    holder(world, "physician", "Dokter Peeters")
    holder(world, "employer", "De Baas")
    with in_company(world.contact_a, world.company_a) as actor:
        for who in ("worker_bench_a", "employer_bench_a", "contact_a"):
            person = getattr(world, who, None)
            if person is not None:
                with pytest.raises(Refused):
                    actions.name_holder(kind="counsellor", name=person.name, person_id=person.pk, by=actor)
        for name in ("dokter peeters", "De baas"):
            with pytest.raises(Refused):
                actions.name_holder(kind="counsellor", name=name, by=actor)
        counsellor = actions.name_holder(kind="counsellor", name="Greet", by=actor)
        for kind in ("physician", "employer"):
            with pytest.raises(Refused):
                actions.name_holder(kind=kind, name="greet", by=actor)
        actions.end_holder(holder_id=counsellor.pk, by=actor)
        actions.name_holder(kind="physician", name="greet", by=actor)


def test_the_representatives_agree_beforehand(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), address(world, "add/counsellor/")
    sent = {"name": "Greet", "works_here": "on", "begins_on": "01/02/2026", "agreed_on": "02/02/2026", "version": 1}
    assert client.post(url, {**sent, "eligible": "on"}).status_code == 200
    sent["agreed_on"] = "20/01/2026"
    assert client.post(url, sent).status_code == 200  # nobody said who this person is not
    assert client.post(url, {**sent, "eligible": "on", "agreed_by": "Het comité"}).status_code == 302
    with system_context("test"):
        assert RoleHolder.objects.get(company=world.company_a).agreed_on == date(2026, 1, 20)


def test_supervision_is_added_and_never_lost(world: Any) -> None:
    today = clock.today()
    held = holder(world, "counsellor", "Greet", begins_on=today - timedelta(days=900))
    with in_company(world.contact_a, world.company_a) as actor:
        days = [today - timedelta(days=n) for n in (10, 400)]
        for version, day in enumerate(days, start=1):
            actions.change_holder(holder_id=held.pk, opened_with=version, last_supervised_on=day, by=actor)
        with pytest.raises(Refused):
            actions.change_holder(
                holder_id=held.pk, opened_with=3, last_supervised_on=today + timedelta(days=1), by=actor
            )
    with system_context("test"):
        held.refresh_from_db()
    assert held.supervised_on == sorted(days)
