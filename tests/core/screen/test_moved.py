"""A link of last month leads to the page that took its place, and to nothing that was not there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from coaching.core.screen.moved import now_at

KEY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (f"/offer/session/{KEY}/", f"/offer/gathering/{KEY}/"),
        (f"/offer/place/{KEY}/secret-1/session.ics", f"/offer/place/{KEY}/secret-1/gathering.ics"),
        ("/p/zuid/sessions/", "/p/zuid/gatherings/"),
        (f"/p/zuid/sessions/{KEY}/change/", f"/p/zuid/gatherings/{KEY}/change/"),
        ("/offer/session/", ""),
        ("/p/zuid/coaches/", ""),
        ("//elsewhere.example/sessions/", ""),
    ],
)
def test_what_became_of_an_address(before, now):
    assert now_at(before) == now


@pytest.mark.django_db
def test_a_link_from_an_old_mail_is_led_on_with_its_question(client):
    answer = client.get(f"/offer/session/{KEY}/?lang=fr")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/offer/gathering/{KEY}/?lang=fr")
    assert client.get(answer.headers["Location"]).status_code == 404
    assert client.post(f"/offer/session/{KEY}/").status_code == 405


@pytest.mark.django_db
def test_who_is_not_signed_in_signs_in_first_and_a_stranger_learns_nothing(client, world):
    before = f"/p/{world.programme_a.slug}/sessions/"
    assert client.get(before).status_code == 302
    client.force_login(world.contact_a)
    answer = client.get(before, follow=True)
    assert answer.redirect_chain == [(reverse("modules:gatherings", args=[world.programme_a.slug]), 301)]
    assert answer.status_code == 404
