"""Sessions that the company confirms; statements of expenses."""

import uuid

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
    commands,
    of_admin,
    of_coach,
    of_contact,
)

# The company confirms or objects, no more; the programme lets a session go that it does not pay.
CONFIRMING = [
    "GRANT UPDATE (confirmed_at, confirmed_by_id, objection) ON trajectories_session TO h_contact",
    f"CREATE POLICY h_contact_update ON trajectories_session FOR UPDATE TO h_contact USING ({of_contact()}) "
    f"WITH CHECK ({of_contact()})",
    "GRANT SELECT (confirmed_at, statement_id), UPDATE (statement_id) ON trajectories_session TO h_admin",
    f"CREATE POLICY h_admin_update ON trajectories_session FOR UPDATE TO h_admin USING ({of_admin()}) "
    f"WITH CHECK ({of_admin()})",
]
UNDONE = [
    "DROP POLICY h_contact_update ON trajectories_session",
    "REVOKE UPDATE (confirmed_at, confirmed_by_id, objection) ON trajectories_session FROM h_contact",
    "DROP POLICY h_admin_update ON trajectories_session",
    "REVOKE SELECT (confirmed_at, statement_id), UPDATE (statement_id) ON trajectories_session FROM h_admin",
]


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0003_register"),
        ("programmes", "0006_assessment"),
        ("trajectories", "0007_company_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="confirmed_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="objection",
            field=models.TextField(blank=True, verbose_name="what is not right"),
        ),
        migrations.AddField(
            model_name="trajectory",
            name="nudged_for",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="ExpenseStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "to be settled"), ("approved", "paid"), ("refused", "refused")],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("lines", models.JSONField(default=list)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, verbose_name="hours")),
                ("paid_hours", models.DecimalField(decimal_places=1, max_digits=6)),
                ("subsidy_eur", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="subsidy")),
                (
                    "company_share_eur",
                    models.DecimalField(decimal_places=2, max_digits=10, verbose_name="company's share"),
                ),
                ("submitted_at", models.DateTimeField(default=coaching.core.ground.clock.now)),
                ("submitted_by_id", models.BigIntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                (
                    "trajectory",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["-submitted_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="session",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trajectories.expensestatement",
            ),
        ),
        migrations.AddIndex(
            model_name="expensestatement",
            index=models.Index(fields=["programme", "state", "-submitted_at"], name="expense_desk"),
        ),
        migrations.AddIndex(
            model_name="expensestatement",
            index=models.Index(fields=["trajectory", "number"], name="expense_trajectory"),
        ),
        migrations.AddConstraint(
            model_name="expensestatement",
            constraint=models.UniqueConstraint(fields=("trajectory", "number"), name="expense_number_once"),
        ),
        migrations.AddConstraint(
            model_name="expensestatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "submitted"), ("settled_at__isnull", False), _connector="OR"),
                name="expense_settled_has_moment",
            ),
        ),
        Secure(
            "trajectories_expensestatement",
            {
                Hat.COACH: commands(of_coach(), (SELECT, INSERT)),
                Hat.CONTACT: commands(of_contact()),
                Hat.ADMIN: commands(of_admin(), (SELECT, UPDATE)),
            },
        ),
        SameTenant(
            "trajectories_expensestatement", "trajectory_id", "trajectories_trajectory", ("company_id", "programme_id")
        ),
        SameTenant(
            "trajectories_session", "statement_id", "trajectories_expensestatement", ("company_id", "programme_id")
        ),
        migrations.RunSQL(CONFIRMING, UNDONE),
    ]
