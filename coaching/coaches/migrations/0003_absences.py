"""Absences of coaches, which everybody may know, and their days of intervision."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import DELETE, INSERT, SELECT, TRUE, Secure, any_of, commands

OWN = any_of("coach_id", "my_coach_ids()")
READERS = [hat for hat in (*HUMAN_HATS, Hat.PUBLIC) if hat is not Hat.COACH]


class Migration(migrations.Migration):
    dependencies = [("coaches", "0002_functions")]
    operations = [
        migrations.AddField(
            model_name="coach",
            name="intervisions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), blank=True, default=list, size=None
            ),
        ),
        # accept_invitation() makes profiles without naming every column.
        migrations.RunSQL(
            "ALTER TABLE coaches_coach ALTER COLUMN intervisions SET DEFAULT '{}'",
            "ALTER TABLE coaches_coach ALTER COLUMN intervisions DROP DEFAULT",
        ),
        migrations.CreateModel(
            name="CoachAbsence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField(verbose_name="first day away")),
                ("until_on", models.DateField(verbose_name="last day away")),
                (
                    "coach",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="absences",
                        to="coaches.coach",
                    ),
                ),
            ],
            options={"ordering": ["from_on"]},
        ),
        migrations.AddIndex(
            model_name="coachabsence", index=models.Index(fields=["coach", "until_on"], name="coach_absence")
        ),
        migrations.AddConstraint(
            model_name="coachabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__gte", models.F("from_on"))), name="coach_absence_ends"
            ),
        ),
        Secure(
            "coaches_coachabsence",
            {**{hat: commands(TRUE) for hat in READERS}, Hat.COACH: {SELECT: TRUE, INSERT: OWN, DELETE: OWN}},
        ),
    ]
