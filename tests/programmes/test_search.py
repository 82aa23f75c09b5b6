"""Searching by beginnings of words: in the index while rare, along the list when common; drafts and others' rows never."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from coaching.core.tenancy.context import system_context
from coaching.programmes import queries, search
from coaching.programmes.models import Application
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def found(world: Any, words: str) -> list[str]:
    with in_programme(world.admin_a, world.programme_a):
        return sorted(row.company_name for row in queries.desk_list({"q": words, "view": "all"}).rows)


@pytest.fixture
def files(world: Any) -> Any:
    """Three files of programme a with names that share words; one of programme b."""
    names = ("Bakkerij Claes", "Bakkerij De Meyer", "Garage Claes-Vanhée")
    with system_context("test"):
        Application.objects.filter(programme=world.programme_a).update(company_name="Iets anders")
        rows = [
            factories.application(
                world.programme_a,
                world.contact_a,
                world.company_a,
                company_name=name,
                municipality="Gent",
                enterprise_number="0999990123",
            )
            for name in names
        ]
        factories.application(world.programme_b, world.contact_b, world.company_b, company_name="Bakkerij Claes Elders")
    return rows


@pytest.mark.parametrize(
    "words, expected",
    [
        ("bakk", ["Bakkerij Claes", "Bakkerij De Meyer"]),
        ("CLAES", ["Bakkerij Claes", "Garage Claes-Vanhée"]),
        ("claes bakkerij", ["Bakkerij Claes"]),
        ("vanhée", ["Garage Claes-Vanhée"]),
        ("VANHEE", ["Garage Claes-Vanhée"]),
        ("gent meyer", ["Bakkerij De Meyer"]),
        ("akkerij", []),
        ("%", ["Bakkerij Claes", "Bakkerij De Meyer", "Garage Claes-Vanhée"]),
        ("' OR 1=1 --", []),
    ],
)
def test_every_word_typed_begins_a_word(world, files, words, expected):
    assert [name for name in found(world, words) if name != "Iets anders"] == expected


@pytest.mark.parametrize("spelled", ["0999.990.123", "0999990123", "BE 0999.990.123", "0999 990"])
def test_an_enterprise_number_in_any_spelling(world, files, spelled):
    assert len([name for name in found(world, spelled) if name != "Iets anders"]) == 3


def test_a_reference_as_it_stands_on_the_letter(world, files):
    with system_context("test"):
        Application.objects.filter(pk=files[1].pk).update(reference="2026-0777")
    assert found(world, "2026-0777") == ["Bakkerij De Meyer"]


def test_common_words_give_the_same(world, files, monkeypatch):
    rare = {words: found(world, words) for words in ("bakk", "claes bakkerij", "gent meyer", "nergens")}
    monkeypatch.setattr(search, "COUNTED", search.COUNTED.replace(str(search.MOST + 1), "1"))
    monkeypatch.setattr(search, "MOST", 0)
    assert {words: found(world, words) for words in rare} == rare


def test_words_follow_the_row(world, files):
    with system_context("test"):
        Application.objects.filter(pk=files[0].pk).update(company_name="Broodhuis Nieuw")
    assert found(world, "broodhuis") == ["Broodhuis Nieuw"] and found(world, "claes bakkerij") == []
    with system_context("test"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM programmes_application WHERE id = %s", [files[0].pk])
        cursor.execute("SELECT count(*) FROM programmes_searchword WHERE id = %s", [files[0].pk])
        assert cursor.fetchone() == (0,)


def test_words_of_drafts_are_not_kept(world):
    with system_context("test"), connection.cursor() as cursor:
        draft = Application.objects.create(
            programme=world.programme_a, applicant=world.contact_a, state="draft", company_name="Geheim plan"
        )
        cursor.execute("SELECT count(*) FROM programmes_searchword WHERE id = %s", [draft.pk])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("liege", "Boulangerie de Liège"),
        ("LIÈGE", "Boulangerie de Liege"),
        ("ecole", "École du Nord"),
        ("muller", "Müller & Zonen"),
        ("oeuvre", "Œuvre sociale"),
        ("or", "Boulanger d’Or"),
        ("wisniewski", "Wiśniewski bvba"),
        ("sahin", "Şahin Dakwerken"),
    ],
)
def test_accents_are_folded_rare_or_common(world, typed, name, monkeypatch):
    with system_context("test"):
        factories.application(world.programme_a, world.contact_a, world.company_a, company_name=name)
        factories.application(world.programme_b, world.contact_b, world.company_b, company_name=name)
    assert found(world, typed) == [name]
    monkeypatch.setattr(search, "COUNTED", search.COUNTED.replace(str(search.MOST + 1), "1"))
    monkeypatch.setattr(search, "MOST", 0)
    assert found(world, typed) == [name]


def test_the_index_serves_the_words_under_the_policy_of_the_desk(world, files):
    """Comparisons of words do not leak, so the policy lets the index do the work (ADR 0016)."""
    with in_programme(world.admin_a, world.programme_a), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan TO off")
        cursor.execute(
            "EXPLAIN SELECT s.id FROM programmes_searchword s WHERE s.kind = 'application' AND s.programme_id = %s "
            f"AND s.word >= search_fold('Vanhée') AND s.word < search_fold('Vanhée') || '{search.LAST}'",
            [str(world.programme_a.pk)],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "word >=" in condition and "word <" in condition, (
        plan
    )  # which of its indexes serves, a small table leaves open
