"""Judging: rounds, assessments that stay blind until one's own is in, notes, work over many files."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import (
    DELETE,
    INSERT,
    SELECT,
    TRUE,
    UPDATE,
    WRITE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_admin,
    of_self,
)

ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"
# Assessors and observers wear the same hat as administrators: what only the latter may write asks for them by name.
MY_ADMINISTERED = definer_function(
    "my_administered()",
    "uuid[]",
    "SELECT coalesce(array_agg(m.programme_id), '{}') FROM programmes_programmemembership m "
    f"WHERE m.user_id = app_uid() AND m.role = 'administrator' AND {ACTIVE}",
    [Hat.ADMIN],
)
# One's own always. Somebody else's once one's own is in; an administrator who has none to give sees all.
ASSESSMENT_OPEN = definer_function(
    "assessment_open(p_application uuid, p_programme uuid, p_assessor bigint)",
    "boolean",
    "SELECT p_assessor = app_uid() OR (NOT EXISTS (SELECT 1 FROM programmes_assessment o WHERE "
    "o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NULL AND o.recused_at IS NULL) "
    "AND (p_programme = ANY (my_administered()) OR EXISTS (SELECT 1 FROM programmes_assessment o WHERE "
    "o.application_id = p_application AND o.assessor_id = app_uid() AND o.submitted_at IS NOT NULL)))",
    [Hat.ADMIN],
)
# How many were asked and how many are in: figures, also for who may not see the scores yet.
PROGRESS = definer_function(
    "assessment_progress(p_applications uuid[])",
    "TABLE (application_id uuid, asked int, submitted int)",
    "SELECT a.application_id, count(*)::int, count(a.submitted_at)::int FROM programmes_assessment a "
    "WHERE a.application_id = ANY (p_applications) AND a.recused_at IS NULL AND a.programme_id = ANY (my_programmes()) "
    "GROUP BY a.application_id",
    [Hat.ADMIN],
)
# Who has something to do with the company: its people, whoever applied, its coaches, colleagues of its own service.
CONFLICTS = definer_function(
    "assessor_conflicts(p_application uuid)",
    "SETOF bigint",
    "WITH a AS (SELECT * FROM programmes_application x WHERE x.id = p_application "
    "AND x.programme_id = ANY (my_programmes())) "
    "SELECT a.applicant_id FROM a "
    "UNION SELECT m.user_id FROM companies_membership m JOIN a ON m.company_id = a.company_id "
    "UNION SELECT c.user_id FROM coaches_coach c JOIN a ON true JOIN companies_company k ON k.id = a.company_id "
    "WHERE k.external_service <> '' AND lower(trim(c.employer_service)) = lower(trim(k.external_service)) "
    "UNION SELECT c.user_id FROM coaches_coach c JOIN trajectories_trajectory t ON t.coach_id = c.id "
    "JOIN a ON t.company_id = a.company_id",
    [Hat.ADMIN],
)
ADMINISTERED = any_of("programme_id", "my_administered()")


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0002_functions"),
        ("programmes", "0005_layers"),
        ("trajectories", "0003_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkJob",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "going on"),
                            ("done", "done"),
                            ("failed", "nothing was done"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("parameters", models.JSONField(default=dict)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FileNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("internal", "internal note"), ("appeal", "appeal of the company")],
                        default="internal",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("written_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("written_by_id", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["written_at"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="proposed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="proposed_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="proposed_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="application",
            name="proposed_verb",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("assessor_id", models.BigIntegerField()),
                ("due_on", models.DateField(verbose_name="score by")),
                ("assigned_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("assigned_by_id", models.BigIntegerField(null=True)),
                ("scores", models.JSONField(default=dict)),
                ("remark", models.TextField(blank=True, verbose_name="remark")),
                ("total", models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("recused_at", models.DateTimeField(null=True)),
                ("recusal_reason", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.application"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["assigned_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("closes_on", models.DateField(verbose_name="closes on")),
                ("decide_by", models.DateField(verbose_name="decision by")),
                ("created_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="programmes.assessmentround",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("proposed_verb", ""), _negated=True),
                fields=["programme", "proposed_at"],
                name="application_proposed",
            ),
        ),
        migrations.AddField(
            model_name="bulkjob",
            name="programme",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.programme"
            ),
        ),
        migrations.AddField(
            model_name="filenote",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.application"
            ),
        ),
        migrations.AddField(
            model_name="filenote",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company"
            ),
        ),
        migrations.AddField(
            model_name="filenote",
            name="programme",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["programme", "assessor_id", "due_on"], name="assessment_assessor"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("application", "assessor_id"), name="assessment_once"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("submitted_at__isnull", True), ("total__isnull", False), _connector="OR"),
                name="assessment_submitted_has_total",
            ),
        ),
        migrations.AddIndex(
            model_name="assessmentround",
            index=models.Index(fields=["programme", "-opens_on"], name="round_programme"),
        ),
        migrations.AddConstraint(
            model_name="assessmentround",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__lte", models.F("decide_by")), ("opens_on__lte", models.F("closes_on"))),
                name="round_dates_in_order",
                violation_error_message="A round opens, closes and decides in that order.",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(fields=["programme", "-created_at"], name="bulk_job_programme"),
        ),
        migrations.RunSQL(MY_ADMINISTERED, "DROP FUNCTION my_administered()"),
        migrations.RunSQL(ASSESSMENT_OPEN, "DROP FUNCTION assessment_open(uuid, uuid, bigint)"),
        migrations.RunSQL(PROGRESS, "DROP FUNCTION assessment_progress(uuid[])"),
        migrations.RunSQL(CONFLICTS, "DROP FUNCTION assessor_conflicts(uuid)"),
        Secure(
            "programmes_assessmentround",
            {
                **{hat: commands(TRUE) for hat in (*HUMAN_HATS, Hat.PUBLIC) if hat is not Hat.ADMIN},
                Hat.ADMIN: {SELECT: of_admin(), **commands(ADMINISTERED, (INSERT, UPDATE, DELETE))},
            },
        ),
        Secure(
            "programmes_assessment",
            {
                Hat.ADMIN: {
                    SELECT: of_admin() + " AND assessment_open(application_id, programme_id, assessor_id)",
                    INSERT: ADMINISTERED,
                    UPDATE: of_admin() + " AND " + of_self("assessor_id"),
                    DELETE: ADMINISTERED + " AND submitted_at IS NULL",
                }
            },
        ),
        Secure("programmes_filenote", {Hat.ADMIN: commands(of_admin(), (SELECT, INSERT))}),
        Secure("programmes_bulkjob", {Hat.ADMIN: commands(of_admin(), WRITE)}),
        SameTenant("programmes_assessment", "application_id", "programmes_application", ("company_id", "programme_id")),
        SameTenant("programmes_filenote", "application_id", "programmes_application", ("company_id", "programme_id")),
        SameTenant("programmes_application", "round_id", "programmes_assessmentround", ("programme_id",)),
    ]
