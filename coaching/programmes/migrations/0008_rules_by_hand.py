"""Administrators set the rules of their programme; its slug and its origin stay."""

from django.db import migrations, models

from coaching.core.tenancy.security import any_of

SETTABLE = (
    "version, name, budget_eur, start_months, clock_steps, coaching_hours, company_share_eur, subsidy_eur, "
    "priority_points, risk_sectors, is_open"
)
ADMINISTERED = any_of("id", "my_administered()")


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0007_attachments"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.RunSQL(
            [
                f"GRANT UPDATE ({SETTABLE}) ON programmes_programme TO h_admin",
                f"CREATE POLICY h_admin_update ON programmes_programme FOR UPDATE TO h_admin USING ({ADMINISTERED}) "
                f"WITH CHECK ({ADMINISTERED})",
            ],
            [
                "DROP POLICY h_admin_update ON programmes_programme",
                f"REVOKE UPDATE ({SETTABLE}) ON programmes_programme FROM h_admin",
            ],
        ),
    ]
