"""The role map: what follows by itself from people and size, and what its papers tell."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from coaching.companies import actions
from coaching.companies.models import ConsultationBody, Membership
from coaching.companies.prevention import queries
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.models import Document
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.companies.holders import address, holder, missing, sized

# -- what follows by itself --------------------------------------------------------------------------------------


def test_what_is_known_is_not_asked_again(world: Any) -> None:
    """The contact with the mandate is the employer, the adviser among the people is the adviser, the body is the body."""
    with in_company(world.contact_a, world.company_a):
        lines = {line.part: line for line in queries.role_map(world.company_a.pk).lines}
    assert [one.name for one in lines["employer"].people] == [world.contact_a.name]
    assert [one.name for one in lines["internal_adviser"].people] == [world.adviser_a.name]
    assert world.secretary_a.name in [one.name for one in lines["body"].people]
    assert world.worker_bench_a.name not in [one.name for one in lines["body"].people]


def test_under_twenty_the_employer_is_the_adviser_of_group_d(world: Any) -> None:
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, role=Role.PREVENTION_ADVISER).update(ended_at=clock.now())
    sized(world, 8)
    assert "internal_adviser" in missing(world)
    sized(world, 8, prevention_group="D")
    assert "internal_adviser" not in missing(world)


def test_who_left_the_company_counts_as_missing(world: Any, login: Any) -> None:
    sized(world, 60)
    holder(world, "counsellor", world.owner_a.name, person_id=world.owner_a.pk)
    assert "counsellor" not in missing(world)
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, user=world.owner_a).update(ended_at=clock.now())
    assert "counsellor" in missing(world)
    page = login(world.contact_a).get(address(world))
    assert any(one.has_left for line in page.context["map"].lines for one in line.people)
    with in_company(world.contact_a, world.company_a):
        wall = documents.built("wall-page", world.company_a, "nl")[1]
    assert world.owner_a.name not in str(wall["context"])


def test_whose_access_ended_reads_and_writes_nothing(world: Any, login: Any) -> None:
    client = login(world.colleague_a)
    assert client.get(address(world)).status_code == 200
    with system_context("test"):
        Membership.objects.filter(company=world.company_a, user=world.colleague_a).update(ended_at=clock.now())
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world, "add/line/"), {"name": "X", "begins_on": "01/01/2026"}).status_code == 404


def test_three_people_take_as_many_queries_as_one(world: Any, login: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(world.contact_a)
    holder(world, "line", "An")
    client.get(address(world))
    with CaptureQueriesContext(connection) as one:
        client.get(address(world))
    for name in ("Bea", "Cis"):
        holder(world, "line", name)
        holder(world, "counsellor", f"Raad {name}")
    with django_assert_num_queries(len(one)):
        client.get(address(world))


# -- papers ------------------------------------------------------------------------------------------------------


def test_the_papers_are_asked_by_who_may_and_read_by_the_body(world: Any, login: Any) -> None:
    holder(world, phone="011 22 33 44", agrees_to_show=True)
    for rest, kind in (("map/", "role-map"), ("wall/", "wall-page")):
        for who, status in (("coach_a", 403), ("owner_a", 403), ("contact_a", 302), ("worker_bench_a", 302)):
            assert login(getattr(world, who)).post(address(world, rest)).status_code == status, (rest, who)
        with system_context("test"):
            made = Document.objects.filter(kind=kind, subject_id=world.company_a.pk)
            assert made.count() == 1 and made[0].audience == "h_contact h_cpbw"
            assert "011 22 33 44" in str(made[0].data)


def test_a_paper_made_outside_a_place_holds_one_company_only(world: Any) -> None:
    """`manage.py render` and the worker know no place: nobody else's people, nor their ends, come along."""
    for name in ("Dokter Peeters", "Dokter Vroeger"):
        held = holder(world, name=name)
    with in_company(world.contact_a, world.company_a) as actor:
        actions.end_holder(holder_id=held.pk, reason="Andere dienst", by=actor)
    with system_context("test"):
        said = str(documents.built("role-map", world.company_b, "nl")[1])
        found = queries.role_map(world.company_b.pk)
    assert "Peeters" not in said and not found.ended and world.contact_b.name in said


def test_no_bench_is_on_paper(world: Any) -> None:
    holder(world, "steering_group", "Rita", side="workers")
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
            parts = [*queries.PARTS, "body"]
            assert all(any(queries.deeds_of(part)) for part in parts)
            texts = {deed.text for part in parts for deed in queries.deeds_of(part) if deed}
        assert len(texts) > 20 and not any("FPS" in text for text in texts)


def test_a_body_is_asked_for_when_there_is_none(world: Any) -> None:
    assert "body" not in missing(world)
    with system_context("test"):
        ConsultationBody.objects.filter(company=world.company_a).delete()
    assert "body" in missing(world)
