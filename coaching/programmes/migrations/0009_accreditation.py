"""Which coaches a programme vouches for, and until when. Everybody may know; its administrators decide."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import INSERT, SELECT, TRUE, UPDATE, Secure, any_of, commands

ADMINISTERED = any_of("programme_id", "my_administered()")
READERS = [hat for hat in (*HUMAN_HATS, Hat.PUBLIC) if hat is not Hat.ADMIN]


class Migration(migrations.Migration):
    dependencies = [("coaches", "0003_absences"), ("programmes", "0008_rules_by_hand")]
    operations = [
        migrations.AddField(
            model_name="programme",
            name="requires_accreditation",
            field=models.BooleanField(default=False, verbose_name="Companies choose among accredited coaches only"),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (requires_accreditation) ON programmes_programme TO h_admin",
            "REVOKE UPDATE (requires_accreditation) ON programmes_programme FROM h_admin",
        ),
        migrations.CreateModel(
            name="Accreditation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField(verbose_name="accredited from")),
                ("until_on", models.DateField(verbose_name="accredited until")),
                ("ended_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                (
                    "coach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="coaches.coach"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None)), fields=["until_on"], name="accreditation_until"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)), fields=("programme", "coach"),
                        name="accreditation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="accreditation_ends"
                    ),
                ],
            },
        ),
        Secure(
            "programmes_accreditation",
            {
                **{hat: commands(TRUE) for hat in READERS},
                Hat.ADMIN: {SELECT: TRUE, INSERT: ADMINISTERED, UPDATE: ADMINISTERED},
            },
        ),
    ]
