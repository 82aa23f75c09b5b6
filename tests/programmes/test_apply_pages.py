"""The pages of applying: every step, mistakes, prefilling, two tabs, a double click, a known number."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application, AssessmentRound
from coaching.programmes.steps import STEPS
from tests import factories
from tests.programmes.conftest import ANSWERS, begin, fresh

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def only_application(user):
    with system_context("test"):
        return Application.objects.get(applicant=user)


def test_whole_way_from_start_to_receipt(world, baker, login):
    client = login(baker)
    assert client.get(url("apply")).status_code == 200
    response = client.post(url("apply"), {"programme": str(world.programme_a.pk)})
    draft = only_application(baker)
    assert response.url == url("step", draft.pk, "company")
    for number, step in enumerate(STEPS):
        assert client.get(url("step", draft.pk, step.slug)).status_code == 200
        answers = {**ANSWERS[step.slug], "version": number + 1}
        if step.slug == "company":
            answers["enterprise_number"] = "BE 0999.990.123"
        response = client.post(url("step", draft.pk, step.slug), answers)
        assert response.status_code == 302, response.context["form"].errors
    assert response.url == url("check", draft.pk)
    page = client.get(url("check", draft.pk)).content.decode()
    assert url("step", draft.pk, "workers") in page and "0999.990.123" in page
    assert client.post(url("check", draft.pk), {}).status_code == 200  # not declared: an error, nothing sent
    assert fresh(draft).state == "draft"
    assert client.post(url("check", draft.pk), {"declared": "on"}).url == url("received", draft.pk)
    sent = fresh(draft)
    assert sent.state == "submitted"
    assert sent.reference in client.get(url("received", draft.pk)).content.decode()
    assert client.post(url("check", draft.pk), {"declared": "on"}).url == url("received", draft.pk)  # double click
    assert client.get(url("application", draft.pk)).status_code == 200
    assert only_application(baker).pk == draft.pk


def test_reading_pages_writes_nothing(world, baker, login, draft):
    client, before = login(baker), fresh(draft).saved_at
    for path in (url("apply"), url("application", draft.pk), url("check", draft.pk), url("delete", draft.pk)):
        assert client.get(path).status_code == 200
    assert client.get(url("received", draft.pk)).status_code == 302
    assert fresh(draft).saved_at == before and only_application(baker)


def test_save_for_later_keeps_what_is_there(world, baker, login):
    client = login(baker)
    client.post(url("apply"), {"programme": str(world.programme_a.pk)})
    draft = only_application(baker)
    response = client.post(
        url("step", draft.pk, "company"), {"company_name": "De Korst", "language": "nl", "version": 1, "later": "1"}
    )
    assert response.url == url("application", draft.pk)
    assert fresh(draft).company_name == "De Korst"
    assert url("application", draft.pk) in client.get(url("apply")).content.decode()


@pytest.mark.parametrize(
    ("step", "change"),
    [
        ("company", {"enterprise_number": "0999.990.124"}),  # wrong check digits
        ("company", {"enterprise_number": "0999\x00990123"}),
        ("company", {"enterprise_number": "9" * 400}),
        ("company", {"enterprise_number": ""}),
        ("company", {"postcode": "99"}),
        ("company", {"postcode": "٣٨٠٠"}),
        ("company", {"company_name": "a\x00b"}),
        ("company", {"nace_code": "brood"}),
        ("company", {"language": "xx"}),
        ("workers", {"headcount": "0"}),
        ("workers", {"headcount": "9" * 40}),
        ("workers", {"headcount": "-3"}),
        ("workers", {"headcount": "4", "blue_collar": "1", "high_skilled": "5"}),
        ("workers", {"blue_collar": "39"}),
        ("workers", {"high_skilled": "\x00"}),
        ("body", {"body_kind": "raad"}),
        ("question", {"own_hours": "99999999999999999999"}),
        ("question", {"motivation": "x" * 5001}),
        ("support", {"support_from": ["NOBODY"]}),
        ("support", {"support_EMPLOYER": ""}),
        ("channel", {"referral_channel": "\x00"}),
        ("workers", {"version": "9" * 30}),
        ("workers", {"version": ""}),
    ],
)
def test_mistakes_become_errors_and_nothing_typed_is_lost(world, baker, login, draft, step, change):
    client = login(baker)
    answers = {**ANSWERS[step], "version": fresh(draft).version, **change}
    response = client.post(url("step", draft.pk, step), answers)
    assert response.status_code == 200 and response.context["form"].errors
    assert "error-summary" in response.content.decode()
    assert fresh(draft).version == draft.version


def test_two_tabs(world, baker, login, draft):
    client = login(baker)
    stale = {**ANSWERS["question"], "version": draft.version}
    assert client.post(url("step", draft.pk, "question"), {**stale, "objectives": "Eerste"}).status_code == 302
    response = client.post(url("step", draft.pk, "question"), {**stale, "objectives": "Tweede"})
    assert response.status_code == 200 and "Tweede" in response.content.decode()
    assert fresh(draft).objectives == "Eerste"
    again = {**stale, "objectives": "Tweede", "version": response.context["form"]["version"].value()}
    assert client.post(url("step", draft.pk, "question"), again).status_code == 302
    assert fresh(draft).objectives == "Tweede"


def test_contact_sees_what_is_known_and_is_not_asked(world, login):
    client = login(world.contact_b)
    known = str(world.company_b.pk)
    response = client.post(url("apply"), {"programme": str(world.programme_a.pk), "company": known})
    assert response.status_code == 302
    with system_context("test"):
        draft = Application.objects.get(applicant=world.contact_b, state="draft")
    page = client.get(url("step", draft.pk, "company"))
    assert "enterprise_number" not in page.context["form"].fields
    assert world.company_b.name in page.content.decode()


def test_known_and_unknown_number_get_the_same_answer(world, baker, login):
    with system_context("test"):
        other = factories.user("Bakker Bart")
        today = clock.today()
        AssessmentRound.objects.create(
            programme=world.programme_a, name="Ronde 1", opens_on=today, closes_on=today, decide_by=today
        )
    pages = []
    for user, number in ((baker, "0999990123"), (other, world.company_b.enterprise_number)):
        client, draft = login(user), begin(user, world.programme_a, enterprise_number=number)
        sent = client.post(url("check", draft.pk), {"declared": "on"})
        assert (sent.status_code, sent.url) == (302, url("received", draft.pk))
        for name in ("received", "application"):
            page = client.get(url(name, draft.pk))
            hidden = ((str(draft.pk), "X"), (fresh(draft).reference, "R"), (number, "N"))
            body = page.content.decode().split('id="main"')[1].split("</main>")[0]
            for what, sign in (*hidden, (f"{number[:4]}.{number[4:7]}.{number[7:]}", "N")):
                body = body.replace(what, sign)
            carried = r'name="(csrfmiddlewaretoken|_whose)" value="[^"]+"'  # each reader's own
            pages.append((name, page.status_code, re.sub(carried, "T", body)))
        step = client.get(url("step", draft.pk, "company"))
        pages.append(("step", step.status_code, step.url.replace(str(draft.pk), "X")))
    assert pages[:3] == pages[3:]
    assert "Ronde 1" in pages[1][2]


def test_a_strangers_draft_does_not_exist(world, baker, login, draft):
    client = login(world.outsider)
    paths = [url(n, draft.pk) for n in ("application", "check", "received", "delete")]
    for path in [*paths, url("step", draft.pk, "company")]:
        assert client.get(path).status_code == 404
        assert client.post(path, {"version": 1}).status_code in {404, 405}
    assert client.get("/apply/geen-nummer/").status_code == 404
    assert login(baker).get(url("step", draft.pk, "zomaar")).status_code == 404


def test_visitor_is_asked_to_sign_in_first(client, world, draft):
    for path in (url("apply"), url("application", draft.pk)):
        response = client.get(path)
        assert response.status_code == 302 and "login" in response.url


def test_draft_is_thrown_away_after_asking(world, baker, login, draft):
    client = login(baker)
    assert client.get(url("delete", draft.pk)).status_code == 200
    assert client.post(url("delete", draft.pk)).status_code == 302
    with system_context("test"):
        assert not Application.objects.filter(pk=draft.pk).exists()
    assert client.post(url("delete", draft.pk)).status_code == 404


@pytest.mark.parametrize("posted", [{}, {"programme": "x"}, {"programme": "\x00"}])
def test_start_without_a_programme(world, baker, login, posted):
    assert login(baker).post(url("apply"), posted).url == url("apply")
    with system_context("test"):
        assert not Application.objects.filter(applicant=baker).exists()


def test_a_number_is_asked_once_and_kept_with_the_person(world, baker, login, draft):
    client, check = login(baker), url("check", draft.pk)
    assert 'name="phone"' in client.get(check).content.decode()
    refused = client.post(check, {"declared": "on", "phone": "bel mij maar"})
    assert refused.status_code == 200 and fresh(draft).state == "draft"
    assert "bel mij maar" in refused.content.decode()  # what was typed stays
    assert client.post(check, {"declared": "on", "phone": "0475/12.34.56"}).status_code == 302
    baker.refresh_from_db()
    assert baker.phone == "+32 475 12 34 56"
    with system_context("test"):
        other = factories.application(world.programme_b, baker)
    assert 'name="phone"' not in client.get(url("check", other.pk)).content.decode()


def test_a_number_is_not_needed_to_send(world, baker, login, draft):
    assert login(baker).post(url("check", draft.pk), {"declared": "on"}).status_code == 302
    assert fresh(draft).state == "submitted"
