"""Texts to choose from: who keeps them, who gets to use them, what their placeholders can and cannot say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import InformationRequest, Programme, TextTemplate
from coaching.programmes.texts import actions, adding, queries, rules
from coaching.programmes.texts.looks import looks_of
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
WORDS = {"nl": "Beste {company}, dossier {reference} is niet volledig.", "fr": "Cher {company}."}


def url(world: Any, name: str, *more: Any, programme: str = "programme_a") -> str:
    return reverse(f"programmes:{name}", args=[getattr(world, programme).slug, *more])


def keep(world: Any, kind: str = "question", letter: str = "a", **values: Any) -> TextTemplate:
    with in_programme(getattr(world, f"admin_{letter}"), getattr(world, f"programme_{letter}")) as by:
        told = {"kind": kind, "name": f"Tekst {letter}", "texts": WORDS, "subjects": {}, **values}
        return actions.add_text(values=told, by=by)


def filled_in(**more: str) -> dict[str, str]:
    return {"kind": "question", "name": "Stukken", "text_nl": "Stuur ons {reference}.", "version": "1", **more}


class TestKeeping:
    def test_added_looked_at_changed_and_retired(self, world: Any, login: Any) -> None:
        client = login(world.admin_a)
        looked = client.post(url(world, "add_text"), filled_in(look="1", text_nl="Dag {company} ({programme})"))
        assert looked.status_code == 200 and f"({world.programme_a.name})" in looked.content.decode()
        with system_context("test"):
            assert not TextTemplate.objects.exists()
        assert client.post(url(world, "add_text"), filled_in()).status_code == 302
        assert client.post(url(world, "add_text"), filled_in()).status_code == 302  # clicked twice
        with system_context("test"):
            text = TextTemplate.objects.get()
        changed = filled_in(text_fr="Envoyez {reference}.", version=str(text.version))
        assert client.post(url(world, "change_text", text.pk), changed).status_code == 302
        assert client.post(url(world, "change_text", text.pk), filled_in(text_nl="Oud", version="1")).status_code == 200
        shown = client.get(url(world, "texts")).content.decode()
        assert "Stukken" in shown and "FR" in shown
        client.post(url(world, "retire_text", text.pk))
        with in_programme(world.admin_a, world.programme_a):
            assert queries.in_use(["question"]) == []
        client.post(url(world, "retire_text", text.pk), {"again": "1"})
        with in_programme(world.admin_a, world.programme_a):
            assert [row.name for row in queries.in_use(["question"])] == ["Stukken"]

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            ({"text_nl": "Beste {bedrijf}"}, "{bedrijf}"),
            ({"text_nl": ""}, "minstens één taal"),
            ({"kind": "mail"}, "onderwerp"),
        ],
    )
    def test_what_is_refused(self, world: Any, login: Any, values: dict[str, str], says: str) -> None:
        answer = login(world.admin_a).post(url(world, "add_text"), filled_in(**values))
        assert answer.status_code == 200 and says in answer.content.decode()
        with system_context("test"):
            assert not TextTemplate.objects.exists()

    def test_the_list_costs_the_same_for_one_and_three(
        self, world: Any, login: Any, django_assert_num_queries: Any
    ) -> None:
        from django.test.utils import CaptureQueriesContext

        client = login(world.admin_a)
        keep(world)
        client.get(url(world, "texts"))
        with CaptureQueriesContext(connection) as one:
            client.get(url(world, "texts"))
        keep(world, name="Twee")
        keep(world, name="Drie")
        with django_assert_num_queries(len(one)):
            client.get(url(world, "texts"))


class TestFilling:
    def test_a_value_is_never_read_as_a_placeholder(self) -> None:
        values = {"company": "{reference} {programme}", "reference": "geheim", "programme": "ook"}
        assert rules.filled("{company} {reference}", values) == "{reference} {programme} geheim"

    def test_what_is_no_placeholder_stays_and_reaches_nothing(self) -> None:
        for text in ("{company.applicant}", "{company!r}", "{0}", "{company:>90}", "{__class__}", "{}", "%(company)s"):
            assert rules.filled(text, {"company": "X"}) == text
        assert rules.unknown("{ company } {wie} {company.x}") == ["{wie}", "{company.x}"]

    def test_in_the_language_of_the_company(self, world: Any, submitted: Any) -> None:
        with system_context("test"):
            submitted.language = "fr"
            submitted.save(update_fields=["language"])
        with in_programme(world.admin_a, world.programme_a):
            application = fresh(submitted)
            words = queries.written("{company}, {sent_on}", application, "fr")
        assert words.startswith(submitted.company_name) and any(c.isalpha() for c in words.split(",")[1])


class TestWhoMay:
    def test_only_administrators_keep_them(self, world: Any, login: Any) -> None:
        text = keep(world)
        for who in (world.assessor_a, world.observer_a):
            assert login(who).get(url(world, "texts")).status_code == 403
            assert login(who).post(url(world, "add_text"), filled_in()).status_code == 403
            assert login(who).post(url(world, "retire_text", text.pk)).status_code == 403
        assert login(world.admin_b).get(url(world, "texts")).status_code == 404
        for name in ("change_text", "retire_text"):  # one's own desk, another programme's text
            address = url(world, name, text.pk, programme="programme_b")
            assert login(world.admin_b).post(address, filled_in()).status_code == 404
        with system_context("test"):
            assert not TextTemplate.objects.get(pk=text.pk).is_retired

    def test_the_database_says_the_same(self, world: Any) -> None:
        text = keep(world)
        with in_programme(world.admin_b, world.programme_b) as by:
            assert not TextTemplate.objects.filter(pk=text.pk).exists()
            with pytest.raises(Refused):
                actions.change_text(text_id=text.pk, values={"name": "X"}, opened_with=1, by=by)
        with in_programme(world.assessor_a, world.programme_a):
            assert TextTemplate.objects.get().pk == text.pk
            assert _changed_by_hand(text) == 0
            with pytest.raises(ProgrammingError), transaction.atomic():
                TextTemplate.objects.create(programme=world.programme_a, kind="mail", name="X")
        for place in (
            in_programme(world.observer_a, world.programme_a),
            in_company(world.contact_a, world.company_a),
            as_person(world.contact_a),
        ):
            with place, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                TextTemplate.objects.filter(pk=text.pk).exists()


def _changed_by_hand(text: TextTemplate) -> int:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_texttemplate SET name = 'X' WHERE id = %s", [str(text.pk)])
        return int(cursor.rowcount)


class TestUsing:
    def test_a_question_begins_from_a_text_without_a_script(self, world: Any, login: Any, submitted: Any) -> None:
        text = keep(world)
        with in_programme(world.assessor_a, world.programme_a) as by:
            from coaching.programmes.actions import take_up

            take_up(application_id=submitted.pk, by=by)
        client, page = login(world.assessor_a), url(world, "request_info", submitted.pk)
        assert text.name in client.get(page).content.decode()
        used = client.post(page, {"use_text": "1", "text": str(text.pk), "question": "Dag."})
        said = used.context["form"]["question"].value()
        assert said == f"Dag.\n\nBeste {submitted.company_name}, dossier {submitted.reference} is niet volledig."
        name = "a" * 32  # by which the browser remembers what was typed: it must not put that back over the text
        told = client.post(page, {"use_text": "1", "text": str(text.pk), "question": "Dag.", "_typed": name})
        assert told.cookies["typed_done"].value == name
        assert "typed_done" not in client.post(page, {"question": "", "_typed": name}).cookies
        again = client.post(page, {"use_text": "1", "text": str(text.pk), "question": said})
        assert again.context["form"]["question"].value() == said  # clicked twice
        with system_context("test"):
            assert not InformationRequest.objects.exists()
        client.post(page, {"question": said})
        with system_context("test"):
            assert InformationRequest.objects.get().question == said

    def test_only_what_is_ones_own_for_this_and_in_this_language(self, world: Any, login: Any, submitted: Any) -> None:
        own, page = keep(world, "reject"), url(world, "propose", submitted.pk)
        foreign = keep(world, "reject", "b", texts={"nl": "Geheim van b"})
        french, other = keep(world, "reject", name="Frans", texts={"fr": "Non."}), keep(world, "question", name="Vraag")
        retired = keep(world, "reject", name="Oud")
        with in_programme(world.admin_a, world.programme_a) as by:
            actions.retire_text(text_id=retired.pk, retired=True, by=by)
        client = login(world.admin_a)
        shown = client.get(page).content.decode()
        assert str(own.pk) in shown
        for text in (foreign, french, other, retired):
            assert str(text.pk) not in shown
            answer = client.post(page, {"use_text": "1", "text": str(text.pk), "verb": "reject", "reason": "Ik typ"})
            assert answer.context["form"]["reason"].value() == "Ik typ"
            assert answer.context["form"]["verb"].value() == "reject"
            assert "Geheim van b" not in answer.content.decode()

    def test_a_decision_begins_from_a_text_of_its_kind(self, world: Any, login: Any, submitted: Any) -> None:
        keep(world, "reject"), keep(world, "approve", name="Goed zo", texts={"nl": "Sterk, {company}."})
        with in_programme(world.admin_a, world.programme_a) as by:
            from coaching.programmes.actions import take_up

            take_up(application_id=submitted.pk, by=by)
            text = queries.in_use(["approve"])[0]
        page = url(world, "decide", submitted.pk, "approve")
        used = login(world.admin_a).post(page, {"use_text": "1", "text": str(text.pk), "reason": ""})
        assert used.context["form"]["reason"].value() == f"Sterk, {submitted.company_name}."
        assert "Tekst a" not in used.content.decode()
        with system_context("test"):
            assert factories.Application.objects.get(pk=submitted.pk).state == "in_review"


@pytest.mark.parametrize("kind", sorted(kind for kind in adding.PLACES if kind in MAILS))
def test_a_paragraph_is_looked_at_within_its_whole_mail(world: Any, kind: str) -> None:
    """Each mail that takes one, in three languages, with nothing left open and the words where they will stand."""
    words = dict.fromkeys(("nl", "fr", "en"), "Bel ons gerust.")
    with system_context("test"):
        own = Programme.objects.get(pk=world.programme_a.pk)
        looks = looks_of({"texts": words, "subjects": {}, "added_to": kind}, own)
    assert [look.language for look in looks] == ["nl", "fr", "en"]
    for look in looks:
        said = " ".join([look.subject, *look.around, *(value for _name, value in look.facts), look.closing])
        assert look.whole and look.around and look.text == "Bel ons gerust."
        assert re.findall(r"%\(\w+\)s|\{\w+\}|\bNone\b|\d{4}-\d{2}-\d{2}", said) == []


def test_a_paragraph_of_a_letter_is_looked_at_alone(world: Any) -> None:
    with system_context("test"):
        own = Programme.objects.get(pk=world.programme_a.pk)
        (look,) = looks_of({"texts": {"nl": "Dag {company}."}, "subjects": {}, "added_to": adding.APPROVAL}, own)
    assert not look.whole and look.around == [] and look.text.startswith("Dag ") and "{" not in look.text


def test_the_page_shows_the_mail_around_what_was_typed(world: Any, login: Any) -> None:
    typed = filled_in(look="1", kind="added", added_to="programmes.rejected", text_nl="Bel ons <b>gerust</b>.")
    page = login(world.admin_a).post(url(world, "add_text"), typed).content.decode()
    assert "Bel ons &lt;b&gt;gerust&lt;/b&gt;." in page and "Hier staat de reden die gegeven werd." in page
    with system_context("test"):
        assert not TextTemplate.objects.filter(added_to="programmes.rejected").exists()
