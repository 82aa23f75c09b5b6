"""The programme's own paper: name, logo and colours; what is refused; what was made keeps what it had."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, Document
from coaching.core.paper import documents, letterhead, pdf
from coaching.core.tenancy.context import system_context
from coaching.programmes.actions.settings import set_paper
from coaching.programmes.models import Application, Programme
from coaching.programmes.periodic import forget_logos
from tests import factories
from tests.acting import in_company, in_programme
from tests.core.paper.test_uploads import HOSTILE, picture

pytestmark = pytest.mark.django_db
GREEN, LIGHT = "#0b5d3b", "#f4d58a"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(world: Any) -> str:
    return reverse("programmes:paper", args=[world.programme_a.slug])


def fresh(world: Any) -> Programme:
    with system_context("test"):
        return Programme.objects.get(pk=world.programme_a.pk)


def handed_in(content: bytes | None = None, name: str = "logo.png", **more: Any) -> dict[str, Any]:
    typed = {"paper_name": "Vlaamse Dienst", "paper_colour": "", "paper_accent": "", "version": "1", **more}
    return {**typed, "logo_file": SimpleUploadedFile(name, content)} if content is not None else typed


def logo(size: tuple[int, int] = (1200, 400)) -> bytes:
    return picture("PNG", size=size)


def test_name_colours_and_logo_are_set_and_shown(world: Any, login: Any, page: str) -> None:
    client = login(world.admin_a)
    typed = handed_in(logo(), paper_colour=GREEN[1:].upper(), paper_accent="#B86A0C")
    assert client.post(page, typed).status_code == 302
    own = fresh(world)
    assert (own.paper_name, own.paper_colour, own.paper_accent) == ("Vlaamse Dienst", GREEN, "#b86a0c")
    assert Image.open(io.BytesIO(letterhead.logo(own.logo))).size == (900, 300)
    shown = client.get(page).content.decode()
    assert "data:image/png;base64," in shown and "Vlaamse Dienst" in shown
    with system_context("test"):
        assert AuditEvent.objects.filter(event="programmes.paper_set").count() == 1
    assert client.post(page, handed_in(version=str(own.version), no_logo="on")).status_code == 302
    assert fresh(world).logo == ""


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"paper_colour": LIGHT}, "te licht"),
        ({"paper_colour": "#888888"}, "te licht"),  # enough for a line, not for letters
        ({"paper_accent": LIGHT}, "te licht"),
        ({"paper_colour": "rood"}, "zes cijfers"),
        ({"paper_colour": "#fff;}"}, "zes cijfers"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(
    world: Any, login: Any, page: str, values: dict[str, str], says: str
) -> None:
    answer = login(world.admin_a).post(page, handed_in(**values))
    assert answer.status_code == 200 and says in answer.content.decode()
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
        from coaching.programmes.actions.settings import set_paper

        set_paper(programme_id=world.programme_a.pk, values=values, opened_with=1, by=by)
    assert fresh(world).version == 1


def test_a_grey_line_may_be_lighter_than_letters() -> None:
    letterhead.check_colour("#888888", letterhead.LINES)
    assert round(letterhead.contrast("#000000")) == 21 and letterhead.contrast("#ffffff") == 1


@pytest.mark.parametrize("name", [*HOSTILE, "pdf", "svg", "small", "heavy"])
def test_what_is_no_logo_is_refused(world: Any, login: Any, page: str, name: str) -> None:
    own = {
        "pdf": ("logo.pdf", b"%PDF-1.4\n%%EOF"),
        "svg": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "small": ("logo.png", logo((20, 10))),
        "heavy": ("logo.png", logo() + b"\0" * letterhead.LARGEST_LOGO),
    }
    file_name, content = own[name] if name in own else HOSTILE[name]
    answer = login(world.admin_a).post(page, handed_in(content, file_name))
    assert answer.status_code == 200 and "logo_file" in answer.context["form"].errors
    assert fresh(world).logo == "" and fresh(world).version == 1


def test_who_does_not_administer_gets_nowhere(world: Any, login: Any, page: str) -> None:
    assert login(world.assessor_a).post(page, handed_in()).status_code == 403
    assert login(world.admin_b).post(page, handed_in()).status_code == 404
    assert fresh(world).paper_name == ""


@pytest.mark.parametrize("name", ["", "../x.png", "logos/x.png", f"logos/{'a' * 64}.png", "/etc/passwd"])
def test_a_document_names_no_other_file(name: str) -> None:
    assert letterhead.logo(name) == b""


@pytest.fixture
def decided(world: Any) -> Application:
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(paper_name="Vlaamse Dienst", paper_colour=GREEN)
        return factories.application(
            world.programme_a, world.contact_a, world.company_a, state="rejected", decision_reason="Geen draagvlak."
        )


def asked(world: Any, decided: Application) -> Any:
    with in_company(world.contact_a, world.company_a) as by:
        decided = Application.objects.select_related("programme").get(pk=decided.pk)
        return documents.request("decision-letter", decided, by=by, language="nl")


def test_what_was_made_keeps_its_paper(world: Any, decided: Application) -> None:
    first = asked(world, decided)
    assert first.data["context"]["paper"]["colour"] == GREEN
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(paper_name="Andere Dienst", paper_colour="")
    second = asked(world, decided)
    assert second.version_no == 2 and second.data["context"]["paper"]["name"] == "Andere Dienst"
    with system_context("test"):
        first.refresh_from_db()
    shown = pdf.html_of(first.data["template"], first.data["context"], pdf.Stamp("x", "nl", first.created_at))
    assert f"--brand: {GREEN}" in shown and "Vlaamse Dienst" in shown


def test_a_colour_that_was_tampered_with_never_reaches_the_style_sheet() -> None:
    evil = {"paper": {"name": "x", "colour": "red; } body { display: none", "accent": "#12345"}}
    shown = pdf.html_of("pdf/base.html", evil, pdf.Stamp("x", "nl", None))  # type: ignore[arg-type]
    assert "display: none" not in shown and "--brand" not in shown and "--accent" not in shown


def test_the_employers_own_papers_carry_no_programme() -> None:
    house = {kind for kind, declared in documents.REPORTS.items() if declared.house}
    assert house == {
        "decision-letter",
        "application-copy",
        "programme-report",
        "trajectory-report",
        "trajectory-summary",
    }


def _set_logo(world: Any, login: Any, page: str, content: bytes) -> str:
    login(world.admin_a).post(page, handed_in(content, version=str(fresh(world).version)))
    return str(fresh(world).logo)


def _forget(days: int = 2) -> int:
    with clock.at(clock.now() + timedelta(days=days)), system_context("test"):
        return forget_logos(today=clock.today())["gone"]


def test_a_logo_that_was_replaced_goes_and_the_one_in_use_stays(world: Any, login: Any, page: str) -> None:
    assert _forget() == 0  # none was ever kept
    old = _set_logo(world, login, page, logo())
    new = _set_logo(world, login, page, logo((600, 400)))
    assert old != new and _forget(0) == 0  # of today
    assert _forget() == 1 and letterhead.logo(old) == b"" and letterhead.logo(new)


def test_a_paper_that_is_still_to_be_made_keeps_its_logo(world: Any, login: Any, page: str, decided: Any) -> None:
    old = _set_logo(world, login, page, logo())
    with in_programme(world.admin_a, world.programme_a) as by:
        asked = documents.request("decision-letter", decided, by=by, language="fr")
    _set_logo(world, login, page, logo((600, 400)))
    assert _forget() == 0
    with system_context("test"):
        Document.objects.filter(pk=asked.pk).update(state="ready", sha256="0" * 64, ready_at=clock.now())
    assert _forget() == 1 and letterhead.logo(old) == b""


def test_a_logo_that_went_while_its_form_was_open_is_refused(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
        set_paper(programme_id=world.programme_a.pk, values={"logo": f"logos/{'0' * 64}.png"}, opened_with=1, by=by)


def test_a_colour_is_picked_beside_a_box_that_can_stay_empty(world: Any, login: Any, page: str) -> None:
    """The picker has no name: it fills the box, by script; without one it is not there."""
    html = login(world.admin_a).get(page).content.decode()
    for name in ("paper_colour", "paper_accent"):
        assert f'name="{name}"' in html
        assert f'<input type="color" class="control w-s" data-fills="id_{name}"' in html
    assert html.count('type="color"') == 2 and 'name="" type="color"' not in html
