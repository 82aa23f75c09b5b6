"""What is over its period goes, what is not stays, and one can ask beforehand."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from coaching.accounts.models import Invitation
from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.keeping.retention import KINDS
from coaching.programmes.models import Application, Attachment, Figure
from tests import factories

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


def told(*given: str) -> dict[str, int]:
    out = StringIO()
    call_command("retention", *given, "--json", stdout=out)
    return {one["kind"]: one["count"] for one in json.loads(out.getvalue())}


def application(world: Any, state: str, months: int, **more: Any) -> Application:
    """Sent, decided and saved that many months ago."""
    then = clock.now() - months * MONTH
    made = factories.application(world.programme_a, world.contact_a, world.company_a, state=state, **more)
    moments: dict[str, Any] = {"saved_at": then}
    if state != "draft":
        moments |= {"submitted_at": then, "company_name": "Kaas", "motivation": "omdat"}
    if state in {"rejected", "lapsed"}:
        moments["decided_at"] = then
    Application.objects.filter(pk=made.pk).update(**moments)
    return made


@pytest.fixture
def old(world: Any) -> Any:
    """Of each kind one that is over its period and one that just is not."""
    with system_context("test"):
        world.made = {
            (state, months): application(world, state, months, layer=layer)
            for layer, (state, months) in enumerate(
                [("rejected", 25), ("rejected", 22), ("withdrawn", 25), ("approved", 130)], 1
            )
        }
        world.draft_old = application(world, "draft", 25)
        world.draft_new = application(world, "draft", 22)
        for months in (13, 11):
            then = clock.now() - months * MONTH
            Invitation.objects.create(
                email=f"{months}@x.example", role="contact", token_digest=f"{months}", expires_at=then, sent_at=then
            )
            OutgoingEmail.objects.create(
                kind="tests.hello",
                recipient_id=world.contact_a.pk,
                dedupe_key=f"mail:{months}",
                context={"x": months},
                body_text="woorden",
                subject="Dag",
                to_address="a@x.example",
                state="sent",
                sent_at=then,
                created_at=then,
            )
            AuditEvent.objects.create(event="system.entered", hat="h_system", reason="test", at=then)
            AuditEvent.objects.create(event="tests.done", hat="h_admin", actor_id=world.admin_a.pk, at=then)
    return world


def test_a_preview_says_what_would_go_and_changes_nothing(old: Any) -> None:
    before = told("--preview")
    assert before == {
        "drafts": 1,
        "refused_applications": 2,
        "file_requests": 0,
        "invitations": 1,
        "mail_words": 1,
        "machine_entries": 1,
    }
    assert told("--preview") == before


def test_what_is_over_its_period_goes_and_the_rest_stays(old: Any) -> None:
    expected = told("--preview")
    assert told() == expected
    with system_context("test"):
        assert not Application.objects.filter(pk=old.draft_old.pk).exists()
        assert Application.objects.filter(pk=old.draft_new.pk).exists()
        words = {key: Application.objects.get(pk=one.pk).motivation for key, one in old.made.items()}
        assert set(Invitation.objects.filter(company_id=None).values_list("email", flat=True)) == {"11@x.example"}
        mails = dict(OutgoingEmail.objects.filter(kind="tests.hello").values_list("dedupe_key", "body_text"))
        lines = AuditEvent.objects.filter(event="tests.done").count()
    assert words == {
        ("rejected", 25): "",
        ("rejected", 22): "omdat",
        ("withdrawn", 25): "",
        ("approved", 130): "omdat",
    }
    assert mails == {"mail:13": "", "mail:11": "woorden"}  # that it went is still known: it is not sent again
    assert lines == 2  # what somebody did stays
    assert set(told().values()) == {0}


def test_the_figures_of_past_years_stay_right(old: Any) -> None:
    def figures() -> list[Any]:
        with system_context("test"):
            return sorted(Figure.objects.filter(applied__gt=0, state="rejected").values_list("cut", "value", "applied"))

    before = figures()
    told()
    assert before and figures() == before
    call_command("figures", "--check", stdout=StringIO())


def test_it_is_in_the_trail_what_went(old: Any) -> None:
    told()
    with system_context("test"):
        line = AuditEvent.objects.get(event="retention.done")
    assert line.data["refused_applications"] == 2 and "file_requests" not in line.data
    told()
    with system_context("test"):
        assert AuditEvent.objects.filter(event="retention.done").count() == 1, (
            "a day on which nothing goes says nothing"
        )


def test_the_daily_job_does_it(old: Any) -> None:
    assert "insight.retention" in periodic.daily_jobs()
    assert periodic.run("insight.retention", clock.today())["refused_applications"] == 2


def test_a_period_of_none_keeps_it(old: Any, settings: Any) -> None:
    settings.RETAIN_MONTHS = {**settings.RETAIN_MONTHS, "refused_applications": 0}
    assert "refused_applications" not in told("--preview")
    told()
    with system_context("test"):
        assert Application.objects.get(pk=old.made["rejected", 25].pk).motivation == "omdat"


def test_files_of_a_refused_application_go_with_it(old: Any, settings: Any, tmp_path: Any) -> None:
    from django.core.files.base import ContentFile

    settings.MEDIA_ROOT = tmp_path
    with system_context("test"):
        row = Attachment(
            application=old.made["rejected", 25],
            programme_id=old.programme_a.pk,
            company_id=old.company_a.pk,
            file_name="x.pdf",
            file_sha256="a" * 64,
            size=1,
        )
        row.file.save("x.pdf", ContentFile(b"x"), save=False)
        row.save(force_insert=True)
    told()
    with system_context("test"):
        assert not Attachment.objects.filter(pk=row.pk).exists()


def test_the_trail_of_people_and_young_lines_cannot_be_thrown_away(old: Any) -> None:
    from django.db import DatabaseError, transaction

    with system_context("test"), pytest.raises(DatabaseError, match="half a year"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_old_entries(%s)", [clock.now()])


def test_the_privacy_page_says_the_periods_of_this_installation(client: Any, settings: Any) -> None:
    settings.RETAIN_MONTHS = {**settings.RETAIN_MONTHS, "refused_applications": 37, "drafts": 0}
    said = client.get("/privacy/", headers={"accept-language": "nl"}).content.decode()
    assert "37 maanden" in said
    assert said.count("</tr>") >= len(KINDS)
