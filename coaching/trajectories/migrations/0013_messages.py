"""Messages of a trajectory: the company sees no notes, and everybody changes only what they wrote themselves."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    INSERT,
    SELECT,
    UPDATE,
    SameTenant,
    Secure,
    any_of,
    of_coach,
    of_contact,
    of_self,
)

KEYS = ("company_id", "programme_id")
CHANGEABLE = "text, edited_at, removed_at, file, file_name"
ADMINISTERED = any_of("programme_id", "my_administered()")


def talk(whose: str, limits: str = "") -> dict[str, str]:
    """Read what is in one's key, write in one's own name, change one's own words."""
    own = f"{whose} AND {of_self('author_id')}{limits}"
    return {SELECT: whose + limits, INSERT: own, UPDATE: own}


def marks(whose: str) -> dict[str, str]:
    own = f"{whose} AND {of_self()}"
    return {SELECT: own, INSERT: own, UPDATE: own}


def keys() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        *(
            (
                name,
                models.ForeignKey(
                    db_index=False, on_delete=getattr(django.db.models.deletion, rule), related_name="+", to=to
                ),
            )
            for name, to, rule in (
                ("company", "companies.company", "CASCADE"),
                ("programme", "programmes.programme", "PROTECT"),
                ("trajectory", "trajectories.trajectory", "CASCADE"),
            )
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0012_another_coach")]
    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                *keys(),
                ("form_id", models.UUIDField(default=uuid.uuid4)),
                ("is_internal", models.BooleanField(default=False, verbose_name="only for coach and programme")),
                ("author_id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="message")),
                ("written_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("edited_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "mentioned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="messages/%Y/%m/")),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-written_at", "id"],
                "indexes": [models.Index(fields=["trajectory", "-written_at"], name="message_trajectory")],
                "constraints": [
                    models.UniqueConstraint(fields=("trajectory", "author_id", "form_id"), name="message_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageMark",
            fields=[
                *keys(),
                ("user_id", models.BigIntegerField()),
                ("read_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("trajectory", "user_id"), name="message_mark_once")
                ],
            },
        ),
        Secure(
            "trajectories_message",
            {
                Hat.CONTACT: talk(of_contact(), " AND NOT is_internal"),
                Hat.COACH: talk(of_coach()),
                Hat.ADMIN: talk(ADMINISTERED),
            },
            columns={(hat, UPDATE): CHANGEABLE for hat in (Hat.CONTACT, Hat.COACH, Hat.ADMIN)},
        ),
        Secure(
            "trajectories_messagemark",
            {Hat.CONTACT: marks(of_contact()), Hat.COACH: marks(of_coach()), Hat.ADMIN: marks(ADMINISTERED)},
            columns={(hat, UPDATE): "read_at" for hat in (Hat.CONTACT, Hat.COACH, Hat.ADMIN)},
        ),
        migrations.RunSQL(
            f"ALTER POLICY h_contact_select ON core_auditevent USING ({of_contact()} AND event NOT LIKE 'trajectory.note%')",
            f"ALTER POLICY h_contact_select ON core_auditevent USING ({of_contact()})",
        ),
        SameTenant("trajectories_message", "trajectory_id", "trajectories_trajectory", KEYS),
        SameTenant("trajectories_messagemark", "trajectory_id", "trajectories_trajectory", KEYS),
    ]
