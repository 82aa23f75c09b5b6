"""Pages save themselves while one types; who saved last, and who may not overwrite whom."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.programmes import actions
from coaching.programmes.models import Application
from tests.acting import as_person
from tests.programmes.conftest import ANSWERS, fresh, send

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


class Window:
    """A page of the form in a browser's window: its hidden values follow what the server answers."""

    def __init__(self, client: Any, draft: Application, step: str = "question") -> None:
        self.client, self.draft, self.step = client, draft, step
        form = client.get(url("step", draft.pk, step)).context["form"]
        self.version, self.tab = form["version"].value(), form["_tab"].value()

    def answers(self, **typed: Any) -> dict[str, Any]:
        return {**ANSWERS[self.step], **typed, "version": self.version, "_tab": self.tab}

    def pause(self, **typed: Any) -> str:
        """Typing stops for a moment."""
        response = self.client.post(url("autosave", self.draft.pk, self.step), self.answers(**typed))
        assert response.status_code == 200
        body = str(response.content.decode())
        if found := re.search(r'value="(\d+)" id="id_version" hx-swap-oob', body):
            self.version = found[1]
        return body

    def press(self, **typed: Any) -> Any:
        return self.client.post(url("step", self.draft.pk, self.step), self.answers(**typed))


def test_what_is_typed_is_kept_and_the_button_finds_no_conflict(world, baker, login, draft):
    window = Window(login(baker), draft)
    assert re.search(r"Bewaard om \d\d:\d\d", window.pause(motivation="Eerste"))
    assert fresh(draft).motivation == "Eerste"
    window.pause(motivation="Tweede")
    assert window.press(motivation="Derde").status_code == 302
    assert fresh(draft).motivation == "Derde"


def test_answers_that_come_back_late_or_never_make_no_conflict(world, baker, login, draft):
    """The second save leaves before the answer to the first is there; the answer to the third is lost."""
    window = Window(login(baker), draft)
    opened = window.version
    window.pause(motivation="Een")
    window.version = opened
    window.pause(motivation="Twee")
    window.version = opened
    assert window.press(motivation="Drie").status_code == 302
    assert fresh(draft).motivation == "Drie"


def test_a_save_that_arrives_after_the_button_changes_nothing(world, baker, login, draft):
    window = Window(login(baker), draft)
    window.pause(motivation="Half")
    assert window.press(motivation="Af").status_code == 302
    assert "niet bewaard" in window.pause(motivation="Half")
    assert fresh(draft).motivation == "Af"


def test_half_typed_values_are_left_alone_and_said(world, baker, login, draft):
    window = Window(login(baker), draft, "workers")
    body = window.pause(headcount="veel", blue_collar="12")
    assert "niet juist" in body
    assert (fresh(draft).headcount, fresh(draft).blue_collar) == (38, 12)
    assert "niet juist" in Window(login(baker), draft, "company").pause(
        enterprise_number="0999.99", company_name="Nieuw"
    )
    assert (fresh(draft).enterprise_number, fresh(draft).company_name) == ("0999990123", "Nieuw")


def test_two_windows_of_one_page(world, baker, login, draft):
    client = login(baker)
    one, other = Window(client, draft), Window(client, draft)
    one.pause(motivation="Van de een")
    told = other.pause(motivation="Van de ander")
    assert "elders gewijzigd" in told and "niet bewaard" in told and baker.name in told
    assert fresh(draft).motivation == "Van de een"
    refused = other.press(motivation="Van de ander")
    assert refused.status_code == 200 and "Van de ander" in refused.content.decode()
    other.version = refused.context["form"]["version"].value()
    assert other.press(motivation="Van de ander").status_code == 302  # seen and pressed again: then it counts
    assert fresh(draft).motivation == "Van de ander"
    assert "elders gewijzigd" in one.pause(motivation="Van de een, verder")  # and the first one hears of it


def test_other_pages_do_not_disturb(world, baker, login, draft):
    client = login(baker)
    one, other = Window(client, draft, "question"), Window(client, draft, "workers")
    one.pause(motivation="Een")
    other.pause(headcount="40")
    one.pause(motivation="Een en meer")
    assert other.press(headcount="41").status_code == 302 and one.press(motivation="Klaar").status_code == 302
    assert (fresh(draft).motivation, fresh(draft).headcount) == ("Klaar", 41)


def test_a_window_that_lost_cannot_come_back_with_its_old_version(world, baker, draft):
    """A saves, B saves over it knowingly, A's window still knows the version before: it must not win silently."""
    with as_person(baker) as by:
        save = {"application_id": draft.pk, "page": "question", "by": by}
        start = draft.version
        mine = actions.save_step(values={"motivation": "A"}, opened_with=start, tab="a", automatic=True, **save)
        actions.save_step(values={"motivation": "B"}, opened_with=mine.version, tab="b", automatic=True, **save)
        for version in (start, mine.version):
            with pytest.raises(VersionConflict):
                actions.save_step(values={"motivation": "A2"}, opened_with=version, tab="a", automatic=True, **save)
    assert fresh(draft).motivation == "B"


def test_saving_by_itself_is_bounded(world, baker, login, draft):
    window = Window(login(baker), draft)
    codes = [
        window.client.post(url("autosave", draft.pk, "question"), window.answers(motivation=str(n))).status_code
        for n in range(42)
    ]
    assert codes[:40] == [200] * 40 and codes[40:] == [429, 429]
    assert window.press(motivation="De knop werkt").status_code == 302


def test_who_may_not(world, baker, login, draft):
    address = url("autosave", draft.pk, "question")
    posted = {"motivation": "Vreemd", "version": draft.version}
    assert login(world.outsider).post(address, posted).status_code == 404
    assert login(baker).get(address).status_code == 405
    assert login(baker).post(url("autosave", draft.pk, "zomaar"), posted).status_code == 404
    for version in ("", "x", "9" * 40):
        assert login(baker).post(address, {**posted, "version": version}).status_code == 400
    assert fresh(draft).motivation == ANSWERS["question"]["motivation"]


def test_what_was_sent_is_not_saved_any_more(world, baker, login, draft):
    window = Window(login(baker), draft)
    send(baker, draft)
    assert "al ingediend" in window.pause(motivation="Te laat")
    assert fresh(draft).motivation == ANSWERS["question"]["motivation"]


def test_reading_a_page_saves_nothing(world, baker, login, draft):
    before = fresh(draft)
    Window(login(baker), draft)
    with system_context("test"):
        after = Application.objects.get(pk=draft.pk)
    assert (after.version, after.saved_at, after.pages) == (before.version, before.saved_at, before.pages)
