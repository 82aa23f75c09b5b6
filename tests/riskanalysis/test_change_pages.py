"""Pages of changes: who gets in, what they do, what happens on a mistake or a second click."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from coaching.companies import actions as organising
from coaching.core.ground import clock
from coaching.core.mail.outbox import MAILS
from coaching.core.tenancy.context import system_context
from riskanalysis.changes.actions import answer_change
from riskanalysis.changes.models import ChangeCheck
from riskanalysis.changes.questions import questions
from riskanalysis.models import RiskAnalysis
from tests.riskanalysis.test_changes import final, in_a, said  # noqa: F401 - `final` is a fixture

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
INSIDERS = ("contact_a", "colleague_a", "adviser_a", "coach_a")
BODY = ("worker_bench_a", "employer_bench_a", "secretary_a")


def place(final, letter="a"):  # noqa: F811
    return f"/c/{getattr(final.world, f'company_{letter}').slug}/changes/"


@pytest.fixture
def check(final):  # noqa: F811
    with in_a(final) as by:
        return answer_change(by=by, **said(final))


def form(final, **changes):  # noqa: F811
    return {
        "words": "Nachtploeg inpak",
        "changes_on": "1/2/2027",
        "units": [str(final.other.pk)],
        "answers": ["hours"],
        "reason": "",
        **changes,
    }


def count():
    with system_context("test"):
        return ChangeCheck.objects.count()


@pytest.mark.parametrize("who", [*INSIDERS, *BODY])
@pytest.mark.parametrize("page", ["", "{}/"])
def test_company_helpers_and_body_read(final, check, login, who, page):  # noqa: F811
    answer = login(getattr(final.world, who)).get(place(final) + page.format(check.pk))
    assert answer.status_code == 200 and "Nachtploeg" in answer.content.decode()


@pytest.mark.parametrize("who", BODY)
@pytest.mark.parametrize("page", ["new/", "{}/correct/"])
def test_the_body_answers_nothing(final, check, login, who, page):  # noqa: F811
    assert login(getattr(final.world, who)).get(place(final) + page.format(check.pk)).status_code == 403


@pytest.mark.parametrize("who", ["coach_b", "contact_b", "outsider", "admin_a", "staff"])
@pytest.mark.parametrize("page", ["", "new/", "{}/", "{}/correct/"])
def test_strangers_find_nothing(final, check, login, who, page):  # noqa: F811
    assert login(getattr(final.world, who)).get(place(final) + page.format(check.pk)).status_code == 404


@pytest.mark.parametrize("page", ["{}/", "{}/correct/"])
def test_a_change_of_another_company_or_of_none_is_not_here(final, check, login, page):  # noqa: F811
    client = login(final.world.contact_b)
    assert client.get(place(final, "b") + page.format(check.pk)).status_code == 404
    assert login(final.world.contact_a).get(place(final) + page.format(NOBODY)).status_code == 404


def test_answering_leads_to_what_was_opened_and_a_second_click_too(final, login):  # noqa: F811
    client = login(final.world.contact_a)
    first = client.post(place(final) + "new/", form(final))
    again = client.post(place(final) + "new/", form(final))
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    assert count() == 1
    page = client.get(first["Location"]).content.decode()
    with system_context("test"):
        part = RiskAnalysis.objects.get(change__isnull=False)
    assert f"/analyses/{part.pk}/" in page
    assert first["Location"] in client.get(f"/c/{final.world.company_a.slug}/analyses/{part.pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ""},
        {"changes_on": "gisteren"},
        {"units": []},
        {"units": [NOBODY]},
        {"answers": []},
        {"answers": ["unheard"]},
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(final, login, wrong):  # noqa: F811
    answer = login(final.world.contact_a).post(place(final) + "new/", form(final, **wrong))
    assert answer.status_code == 200 and "error-summary" in answer.content.decode()
    assert count() == 0


def test_a_unit_of_another_company_cannot_be_sent(final, login):  # noqa: F811
    answer = login(final.world.contact_a).post(place(final) + "new/", form(final, units=[str(final.world.unit_b.pk)]))
    assert answer.status_code == 200 and count() == 0


def test_each_question_says_what_it_leads_to_before_it_is_sent(final, login):  # noqa: F811
    client = login(final.world.contact_a)
    with translation.override("nl"):
        page = client.get(place(final) + "new/").content.decode()
        for question in questions():
            assert question.words in page
            assert all(str(part.label) in page for part in question.parts)


def test_a_company_without_units_to_choose_is_not_asked_where(final, login):  # noqa: F811
    with in_a(final) as by:
        organising.change_work_unit(unit_id=final.other.pk, name="Inpak", headcount=9, ended=True, by=by)
    client = login(final.world.contact_a)
    assert 'name="units"' not in client.get(place(final) + "new/").content.decode()
    told = form(final)
    del told["units"]
    assert client.post(place(final) + "new/", told).status_code == 302 and count() == 1


def test_nothing_to_look_at_again_is_shown_with_its_reason_to_the_body(final, login):  # noqa: F811
    client = login(final.world.contact_a)
    done = client.post(place(final) + "new/", form(final, answers=[], reason="Enkel een andere naam."))
    assert "Enkel een andere naam." in login(final.world.worker_bench_a).get(done["Location"]).content.decode()


def test_putting_right_begins_with_what_was_answered(final, check, login):  # noqa: F811
    client = login(final.world.contact_a)
    page = f"{place(final)}{check.pk}/correct/"
    shown = client.get(page).content.decode()
    assert "Nachtploeg" in shown and shown.count("checked") == 2  # the unit and the question
    assert client.post(page, form(final)).status_code == 200  # what was wrong is not said
    done = client.post(page, form(final, correction="Geen nacht", answers=["place"]))
    assert done.status_code == 302 and count() == 2
    old, new = (client.get(one).content.decode() for one in (f"{place(final)}{check.pk}/", done["Location"]))
    assert "Geen nacht" in old and done["Location"] in old and str(check.pk) in new
    assert f"{check.pk}/correct/" not in old


def test_a_merger_fills_the_form_in(final, login):  # noqa: F811
    with in_a(final) as by:
        whole = organising.merge_units(unit_ids=[final.unit.pk, final.other.pk], name="Samen", by=by)
        organising.add_work_unit(name="Kantoor", headcount=2, by=by)
    client = login(final.world.contact_a)
    assert "proposed=yes" in client.get(place(final)).content.decode()
    page = client.get(place(final) + "new/?proposed=yes").content.decode()
    assert page.count("checked") == 2 and str(whole.pk) in page and "Samen" in page
    assert "proposed=yes" not in login(final.world.worker_bench_a).get(place(final)).content.decode()


def test_posting_is_no_reading_and_reading_changes_nothing(final, check, login):  # noqa: F811
    client = login(final.world.contact_a)
    assert client.post(place(final)).status_code == 405
    assert client.post(f"{place(final)}{check.pk}/").status_code == 405
    client.get(place(final) + "new/")
    assert count() == 1


def test_the_list_asks_as_much_for_three_as_for_one(final, check, login):  # noqa: F811
    client = login(final.world.contact_a)
    client.get(place(final))
    with CaptureQueriesContext(connection) as one:
        client.get(place(final))
    with in_a(final) as by:
        answer_change(by=by, **said(final, words="Verhuis", answers={"place": True}))
        answer_change(by=by, **said(final, words="Machine", answers={"equipment": True}, units=[final.unit.pk]))
    client.get(place(final))
    with CaptureQueriesContext(connection) as three:
        client.get(place(final))
    assert len(three) == len(one)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("changes", [{}, {"parts": []}, {"corrected": True}])
def test_the_mail_says_what_changes_and_leads_there(language, changes):
    context = {
        "check": NOBODY,
        "words": "Nachtploeg 100 %",
        "day": clock.today().isoformat(),
        "company": "Fruitwerk & Zoon",
        "slug": "fruitwerk",
        "parts": ["AV2"],
        "corrected": False,
        **changes,
    }
    with translation.override(language):
        mail = MAILS["riskanalysis.change_checked"](context)
    assert "Fruitwerk & Zoon" in mail.subject and "Nachtploeg 100 %" in mail.paragraphs[0]
    assert mail.action_path == f"/c/fruitwerk/changes/{NOBODY}/"
