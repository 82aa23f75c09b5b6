"""How prevention is organised: facts asked once, who has which part, and who may write it down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import translation

from coaching.companies import actions, queries_prevention
from coaching.companies.models import Company, ConsultationBody, Membership, RoleHolder
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.models import AuditEvent, Document
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company

FACTS = {
    "prevention_group": "C-",
    "external_service": "Dienst X",
    "affiliated_on": "01/01/2024",
    "tariff_group": "3",
    "joint_committees": "118.10, 220",
    "year_starts": "1",
}


def _url(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/prevention/{rest}"


def _company(world: Any) -> Company:
    with system_context("test"):
        return Company.objects.get(pk=world.company_a.pk)


def _holder(world: Any, kind: str = "physician", name: str = "Dokter Peeters", **more: Any) -> RoleHolder:
    with in_company(world.contact_a, world.company_a) as actor:
        return actions.name_holder(kind=kind, name=name, by=actor, **more)


def _missing(world: Any) -> list[str]:
    with in_company(world.contact_a, world.company_a):
        return [one.part for one in queries_prevention.role_map(world.company_a.pk).missing]


def _sized(world: Any, headcount: int | None, **more: Any) -> None:
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(headcount=headcount, **more)


# -- the facts ---------------------------------------------------------------------------------------------------


def test_facts_are_asked_once_and_a_group_says_who_chose_it(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), _url(world, "facts/")
    assert client.get(url).status_code == 200
    sent = {**FACTS, "version": 1, "physician": "Dokter Peeters", "psychosocial": "Mevrouw Claes"}
    assert client.post(url, sent).status_code == 302
    own = _company(world)
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
    page = client.get(_url(world)).content.decode()
    assert "Dokter Peeters" in page and world.contact_a.name in page
    assert (
        "name" not in client.get(url).context["form"].fields
        and "physician" not in client.get(url).context["form"].fields
    )


def test_the_form_for_the_facts_sent_twice_is_done_once(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), _url(world, "facts/")
    sent = {**FACTS, "version": 1, "physician": "Dokter Peeters"}
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    with system_context("test"):
        assert RoleHolder.objects.filter(company=world.company_a).count() == 1
        assert AuditEvent.objects.filter(event="companies.prevention_changed").count() == 1


def test_the_second_of_two_editors_of_the_facts_is_told(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), _url(world, "facts/")
    client.post(url, {**FACTS, "version": 1})
    late = client.post(url, {**FACTS, "version": 1, "tariff_group": "5"})
    assert late.status_code == 200 and _company(world).tariff_group == 3
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(VersionConflict):
        actions.change_prevention(opened_with=1, by=actor, tariff_group=5)


@pytest.mark.parametrize(
    "wrong",
    [{"joint_committees": "118.1"}, {"joint_committees": "11"}, {"tariff_group": "6"}, {"year_starts": "13"}]
    + [{"prevention_group": "E"}, {"affiliated_on": "31/02/2024"}, {"year_starts": ""}],
)
def test_wrong_facts_are_refused(world: Any, login: Any, wrong: dict[str, str]) -> None:
    answer = login(world.contact_a).post(_url(world, "facts/"), {**FACTS, "version": 1, **wrong})
    assert answer.status_code == 200 and _company(world).tariff_group is None


def test_a_committee_that_an_application_brought_may_stay(world: Any, login: Any) -> None:
    _sized(world, 38, joint_committees=["1180"])
    sent = {**FACTS, "version": 1, "joint_committees": "1180, 220"}
    assert login(world.contact_a).post(_url(world, "facts/"), sent).status_code == 302


def test_the_database_refuses_months_and_groups_that_do_not_exist(world: Any) -> None:
    for wrong in ({"year_starts": 0}, {"year_starts": 13}, {"tariff_group": 6}):
        with system_context("test"), pytest.raises(IntegrityError), transaction.atomic():
            Company.objects.filter(pk=world.company_a.pk).update(**wrong)


# -- people ------------------------------------------------------------------------------------------------------


def test_everybody_who_may_see_the_map_sees_it_and_nobody_else(world: Any, login: Any) -> None:
    _holder(world)
    for who in ("contact_a", "adviser_a", "coach_a", "worker_bench_a", "secretary_a"):
        page = login(getattr(world, who)).get(_url(world))
        assert page.status_code == 200 and "Dokter Peeters" in page.content.decode(), who
    assert login(world.owner_a).get(_url(world)).status_code == 403
    for who in ("outsider", "contact_b", "coach_b", "worker_bench_b"):
        assert login(getattr(world, who)).get(_url(world)).status_code == 404, who


def test_only_contacts_write(world: Any, login: Any) -> None:
    held = _holder(world)
    for rest in ("facts/", "add/line/", f"{held.pk}/", f"{held.pk}/end/"):
        for who in ("adviser_a", "coach_a", "worker_bench_a", "secretary_a", "owner_a"):
            client = login(getattr(world, who))
            assert client.get(_url(world, rest)).status_code == 403, (rest, who)
            assert client.post(_url(world, rest), {"name": "X"}).status_code == 403, (rest, who)
    assert login(world.contact_a).get(_url(world, "add/koning/")).status_code == 404
    assert login(world.contact_a).get(_url(world, "map/")).status_code == 405


def test_another_companys_ids_are_not_found(world: Any, login: Any) -> None:
    held = _holder(world)
    client = login(world.contact_b)
    for rest in (f"{held.pk}/", f"{held.pk}/end/"):
        assert client.get(_url(world, rest, "b")).status_code == 404
        assert client.post(_url(world, rest, "b"), {"reason": "x", "version": 1}).status_code == 404
    foreign = {"person_id": world.adviser_a.pk, "begins_on": "01/01/2026", "version": 1}
    assert client.post(_url(world, "add/line/", "b"), foreign).status_code == 200
    with in_company(world.contact_b, world.company_b) as actor, pytest.raises(Refused):
        actions.name_holder(kind="line", name="X", person_id=world.adviser_a.pk, by=actor)
    with system_context("test"):
        assert not RoleHolder.objects.filter(company=world.company_b).exists()


def test_somebody_is_named_once_and_changed(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), _url(world, "add/physician/")
    sent = {"name": "Dokter Peeters", "organisation": "Dienst X", "begins_on": "01/02/2026", "version": 1}
    assert client.get(url).status_code == 200
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    with system_context("test"):
        held = RoleHolder.objects.get(company=world.company_a)
    assert (held.begins_on, held.works_here, held.created_by_id) == (date(2026, 2, 1), False, world.contact_a.pk)
    change = {**sent, "name": "Dr. Peeters", "version": 1}
    assert client.get(_url(world, f"{held.pk}/")).status_code == 200
    assert [client.post(_url(world, f"{held.pk}/"), change).status_code for _ in range(2)] == [302, 302]
    late = client.post(_url(world, f"{held.pk}/"), {**change, "organisation": "Dienst Y"})
    assert late.status_code == 200
    with system_context("test"):
        held.refresh_from_db()
        assert (held.name, held.organisation) == ("Dr. Peeters", "Dienst X")


def test_two_people_do_not_get_the_same_part_under_one_name(world: Any) -> None:
    first = _holder(world, "line", "An")
    with in_company(world.contact_a, world.company_a) as actor:
        with pytest.raises(AlreadyDone):
            actions.name_holder(kind="line", name="An", by=actor)
        other = actions.name_holder(kind="line", name="Bea", by=actor)
        with pytest.raises(Refused):
            actions.change_holder(holder_id=other.pk, opened_with=1, name="An", by=actor)
        actions.end_holder(holder_id=first.pk, by=actor)
        actions.change_holder(holder_id=other.pk, opened_with=1, name="An", by=actor)


def test_a_number_is_kept_only_with_a_yes(world: Any, login: Any) -> None:
    client, url = login(world.contact_a), _url(world, "add/physician/")
    sent = {"name": "Dokter Peeters", "begins_on": "01/02/2026", "phone": "011 22 33 44", "version": 1}
    assert client.post(url, sent).status_code == 200
    assert client.post(url, {**sent, "agrees_to_show": "on"}).status_code == 302
    assert "+32 11 22 33 44" in login(world.worker_bench_a).get(_url(world)).content.decode()
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
    held = _holder(world, phone="011 22 33 44", agrees_to_show=True)
    client, url = login(world.contact_a), _url(world, f"{held.pk}/end/")
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 200
    with in_company(world.contact_a, world.company_a) as actor, pytest.raises(Refused):
        actions.end_holder(holder_id=held.pk, by=actor)
    assert [client.post(url, {"reason": "Andere dienst"}).status_code for _ in range(2)] == [302, 302]
    seen = login(world.worker_bench_a).get(_url(world)).content.decode()
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
    held = _holder(world, "counsellor", "Greet")
    for rest in ("add/counsellor/", "add/internal_adviser/", f"{held.pk}/", f"{held.pk}/end/"):
        assert login(helper).get(_url(world, rest)).status_code == 403, rest
    assert login(helper).get(_url(world, "add/line/")).status_code == 200
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
    held, line = _holder(world, "counsellor", "Greet"), _holder(world, "line", "An")
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
    _holder(world, "physician", "Dokter Peeters")
    _holder(world, "employer", "De Baas")
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
    client, url = login(world.contact_a), _url(world, "add/counsellor/")
    sent = {"name": "Greet", "works_here": "on", "begins_on": "01/02/2026", "agreed_on": "02/02/2026", "version": 1}
    assert client.post(url, {**sent, "eligible": "on"}).status_code == 200
    sent["agreed_on"] = "20/01/2026"
    assert client.post(url, sent).status_code == 200  # nobody said who this person is not
    assert client.post(url, {**sent, "eligible": "on", "agreed_by": "Het comité"}).status_code == 302
    with system_context("test"):
        assert RoleHolder.objects.get(company=world.company_a).agreed_on == date(2026, 1, 20)


def test_supervision_is_added_and_never_lost(world: Any) -> None:
    today = clock.today()
    held = _holder(world, "counsellor", "Greet", begins_on=today - timedelta(days=900))
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


# -- what follows by itself --------------------------------------------------------------------------------------


def test_what_is_known_is_not_asked_again(world: Any) -> None:
    """The contact with the mandate is the employer, the adviser among the people is the adviser, the body is the body."""
    with in_company(world.contact_a, world.company_a):
        lines = {line.part: line for line in queries_prevention.role_map(world.company_a.pk).lines}
    assert [one.name for one in lines["employer"].people] == [world.contact_a.name]
    assert [one.name for one in lines["internal_adviser"].people] == [world.adviser_a.name]
    assert world.secretary_a.name in [one.name for one in lines["body"].people]
    assert world.worker_bench_a.name not in [one.name for one in lines["body"].people]


def test_under_twenty_the_employer_is_the_adviser_of_group_d(world: Any) -> None:
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, role=Role.PREVENTION_ADVISER).update(ended_at=clock.now())
    _sized(world, 8)
    assert "internal_adviser" in _missing(world)
    _sized(world, 8, prevention_group="D")
    assert "internal_adviser" not in _missing(world)


def test_who_left_the_company_counts_as_missing(world: Any, login: Any) -> None:
    _sized(world, 60)
    _holder(world, "counsellor", world.owner_a.name, person_id=world.owner_a.pk)
    assert "counsellor" not in _missing(world)
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, user=world.owner_a).update(ended_at=clock.now())
    assert "counsellor" in _missing(world)
    page = login(world.contact_a).get(_url(world))
    assert any(one.has_left for line in page.context["map"].lines for one in line.people)
    with in_company(world.contact_a, world.company_a):
        wall = documents.built("wall-page", world.company_a, "nl")[1]
    assert world.owner_a.name not in str(wall["context"])


def test_whose_access_ended_reads_and_writes_nothing(world: Any, login: Any, helper: Any) -> None:
    client = login(helper)
    assert client.get(_url(world)).status_code == 200
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, user=helper).update(ended_at=clock.now())
    assert client.get(_url(world)).status_code == 404
    assert client.post(_url(world, "add/line/"), {"name": "X", "begins_on": "01/01/2026"}).status_code == 404


def test_three_people_take_as_many_queries_as_one(world: Any, login: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(world.contact_a)
    _holder(world, "line", "An")
    client.get(_url(world))
    with CaptureQueriesContext(connection) as one:
        client.get(_url(world))
    for name in ("Bea", "Cis"):
        _holder(world, "line", name)
        _holder(world, "counsellor", f"Raad {name}")
    with django_assert_num_queries(len(one)):
        client.get(_url(world))


# -- papers ------------------------------------------------------------------------------------------------------


def test_the_papers_are_asked_by_who_may_and_read_by_the_body(world: Any, login: Any) -> None:
    _holder(world, phone="011 22 33 44", agrees_to_show=True)
    for rest, kind in (("map/", "role-map"), ("wall/", "wall-page")):
        for who, status in (("coach_a", 403), ("owner_a", 403), ("contact_a", 302), ("worker_bench_a", 302)):
            assert login(getattr(world, who)).post(_url(world, rest)).status_code == status, (rest, who)
        with system_context("test"):
            made = Document.objects.filter(kind=kind, subject_id=world.company_a.pk)
            assert made.count() == 1 and made[0].audience == "h_contact h_cpbw"
            assert "011 22 33 44" in str(made[0].data)


def test_a_paper_made_outside_a_place_holds_one_company_only(world: Any) -> None:
    """`manage.py render` and the worker know no place: nobody else's people, nor their ends, come along."""
    for name in ("Dokter Peeters", "Dokter Vroeger"):
        held = _holder(world, name=name)
    with in_company(world.contact_a, world.company_a) as actor:
        actions.end_holder(holder_id=held.pk, reason="Andere dienst", by=actor)
    with system_context("test"):
        said = str(documents.built("role-map", world.company_b, "nl")[1])
        found = queries_prevention.role_map(world.company_b.pk)
    assert "Peeters" not in said and not found.ended and world.contact_b.name in said


def test_no_bench_is_on_paper(world: Any) -> None:
    _holder(world, "steering_group", "Rita", side="workers")
    with in_company(world.contact_a, world.company_a):
        for kind in ("role-map", "wall-page"):
            for language in ("nl", "fr", "en"):
                said = str(documents.built(kind, world.company_a, language)[1])
                assert world.worker_bench_a.name not in said and world.worker_bench_b.name not in said
                assert "Rita" in said or kind == "wall-page"
                for deed in ("for the workers", "voor de werknemers", "pour les travailleurs"):
                    assert f"'{deed}'" not in said


def test_deeds_are_told_in_three_languages() -> None:
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            parts = [*queries_prevention.PARTS, "body"]
            assert all(any(queries_prevention.deeds_of(part)) for part in parts)
            texts = {deed.text for part in parts for deed in queries_prevention.deeds_of(part) if deed}
        assert len(texts) > 20 and not any("FPS" in text for text in texts)


def test_a_body_is_asked_for_when_there_is_none(world: Any) -> None:
    assert "body" not in _missing(world)
    with system_context("test"):
        ConsultationBody.objects.filter(company=world.company_a).delete()
    assert "body" in _missing(world)
