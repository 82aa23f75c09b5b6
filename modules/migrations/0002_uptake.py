"""Uptakes: whoever took something up finds it again, by a link or by their own, confirmed e-mail address."""

import uuid

import django.db.models.deletion
from django.conf import settings
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
    commands,
    definer_function,
    of_admin,
    of_contact,
    of_self,
)

MY_UPTAKES = definer_function(
    "my_uptakes()",
    "uuid[]",
    "SELECT coalesce(array_agg(u.id), '{}') FROM modules_moduleuptake u WHERE u.applicant_id = app_uid() "
    "OR (u.applicant_id IS NULL AND u.email IN "
    "(SELECT lower(e.email) FROM account_emailaddress e WHERE e.user_id = app_uid() AND e.verified))",
    [Hat.PERSON],
)
MINE = any_of("id", "my_uptakes()")
OWN_COMPANY = "(company_id IS NULL OR " + of_contact() + ")"
BY_TOKEN = "token_digest = (SELECT nullif(current_setting('app.token', true), ''))"
# A visitor writes what belongs to an uptake, and nothing else: its lines in the trail and its own mail.
VISITOR_TABLES = [
    "GRANT INSERT ON core_auditevent, core_outgoingemail TO h_respondent",
    "CREATE POLICY h_respondent_insert ON core_auditevent FOR INSERT TO h_respondent WITH CHECK "
    "(actor_id IS NULL AND subject_type = 'modules.moduleuptake' AND company_id IS NULL)",
    "CREATE POLICY h_respondent_insert ON core_outgoingemail FOR INSERT TO h_respondent WITH CHECK "
    "(recipient_id IS NULL AND kind = 'modules.uptake_confirmed' AND company_id IS NULL)",
]
NO_VISITOR = [
    "DROP POLICY h_respondent_insert ON core_auditevent",
    "DROP POLICY h_respondent_insert ON core_outgoingemail",
    "REVOKE INSERT ON core_auditevent, core_outgoingemail FROM h_respondent",
]


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0002_functions"),
        ("modules", "0001_initial"),
        ("programmes", "0005_layers"),
        ("trajectories", "0003_security"),
        ("account", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModuleUptake",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("module_title", models.JSONField(default=dict)),
                ("layer", models.PositiveSmallIntegerField()),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "signed up"),
                            ("confirmed", "going on"),
                            ("delivered", "used"),
                            ("feedback", "feedback asked"),
                            ("closed", "finished"),
                            ("withdrawn", "stopped"),
                        ],
                        default="registered",
                        max_length=12,
                    ),
                ),
                ("company_name", models.CharField(max_length=200, verbose_name="name of the company")),
                ("enterprise_number", models.CharField(blank=True, max_length=10, verbose_name="enterprise number")),
                ("contact_name", models.CharField(max_length=150, verbose_name="your name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("fr", "French"), ("en", "English")], default="nl", max_length=2
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("feedback", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("feedback_asked_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "applicant",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programmes.application",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "layer_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.layerversion",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="modules.module"
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
                "ordering": ["-created_at", "id"],
                "indexes": [
                    models.Index(fields=["programme", "-created_at", "id"], name="uptake_programme"),
                    models.Index(fields=["company", "-created_at"], name="uptake_company"),
                    models.Index(fields=["applicant", "-created_at"], name="uptake_applicant"),
                    models.Index(fields=["email"], name="uptake_email"),
                    models.Index(fields=["state", "confirmed_at"], name="uptake_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["closed", "withdrawn"]), _negated=True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="uptake_ended_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["registered", "withdrawn"]), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="uptake_confirmed_has_moment",
                    ),
                ],
            },
        ),
        migrations.RunSQL(MY_UPTAKES, "DROP FUNCTION my_uptakes()"),
        Secure(
            "modules_moduleuptake",
            {
                Hat.RESPONDENT: {SELECT: BY_TOKEN, UPDATE: BY_TOKEN, INSERT: BY_TOKEN + " AND applicant_id IS NULL"},
                Hat.PERSON: {SELECT: MINE, UPDATE: MINE, INSERT: of_self("applicant_id") + " AND " + OWN_COMPANY},
                Hat.CONTACT: commands(of_contact()),
                Hat.COACH: commands(any_of("company_id", "my_coach_companies()")),
                Hat.ADMIN: {SELECT: of_admin(), UPDATE: of_admin()},
            },
        ),
        SameTenant("modules_moduleuptake", "application_id", "programmes_application", ("programme_id",)),
        SameTenant("modules_moduleuptake", "layer_version_id", "programmes_layerversion", ("programme_id",)),
        migrations.RunSQL(VISITOR_TABLES, NO_VISITOR),
    ]
