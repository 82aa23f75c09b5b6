"""The register as it is: shop names apart from legal ones, the juridical situation, addresses abroad, its age for all.

Companies in 2070 lie in East Flanders since 1 January 2025. The edition of their activity was written down as that of
2025 for all, which nobody knew: now it is known where the register tells it.
"""

from django.db import migrations, models

STAGING = [
    "ALTER TABLE register_staging.enterprise ADD COLUMN juridical_situation text NOT NULL DEFAULT ''",
    "ALTER TABLE register_staging.address ADD COLUMN country_nl text NOT NULL DEFAULT ''",
    "ALTER TABLE register_staging.address ADD COLUMN country_fr text NOT NULL DEFAULT ''",
    # Rows that wait were staged without these columns: the files are there, and are read again.
    "TRUNCATE register_staging.progress",
]
UNSTAGING = [
    "ALTER TABLE register_staging.enterprise DROP COLUMN juridical_situation",
    "ALTER TABLE register_staging.address DROP COLUMN country_nl, DROP COLUMN country_fr",
]
KNOWN_BETTER = [
    "UPDATE companies_company SET province = 'OVL' WHERE postcode = '2070' AND province = 'ANT'",
    "UPDATE companies_company SET nace_version = '' WHERE nace_version <> ''",
]
READERS = ("h_coach", "h_contact", "h_person", "h_staff")
READ = [
    sql
    for hat in READERS
    for sql in (
        f"CREATE POLICY {hat}_select ON companies_registerextract FOR SELECT TO {hat} USING (true)",
        f"GRANT SELECT ON companies_registerextract TO {hat}",
    )
]
UNREAD = [
    sql
    for hat in READERS
    for sql in (
        f"REVOKE SELECT ON companies_registerextract FROM {hat}",
        f"DROP POLICY {hat}_select ON companies_registerextract",
    )
]


def entity(model):
    return [
        migrations.AddField(model, "shop_names", models.JSONField(default=dict)),
        migrations.AddField(model, "countries", models.JSONField(default=dict)),
    ]


class Migration(migrations.Migration):
    dependencies = [("companies", "0006_roles_within_a_hat")]
    operations = [
        *entity("registerenterprise"),
        *entity("registerestablishment"),
        migrations.AddField(
            "registerenterprise", "juridical_situation", models.CharField(default="", max_length=3)
        ),
        migrations.RunSQL(STAGING, UNSTAGING),
        migrations.AlterField("company", "nace_version", models.CharField(blank=True, default="", max_length=4)),
        migrations.RunSQL(READ, UNREAD),
        migrations.RunSQL(KNOWN_BETTER, migrations.RunSQL.noop),
    ]
