"""Where one writes to a programme, and within how many days one may object to a refusal."""

from django.db import migrations, models

SETTABLE = "contact_address, contact_email, contact_phone, objection_days"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0015_sites")]
    operations = [
        migrations.AddField(
            "programme", "contact_address", models.TextField("postal address", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "programme", "contact_email", models.EmailField("e-mail address", max_length=254, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "programme", "contact_phone", models.CharField("telephone", max_length=40, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "programme", "objection_days",
            models.PositiveSmallIntegerField("days to object to a refusal", null=True, blank=True),
        ),
        migrations.RunSQL(
            f"GRANT UPDATE ({SETTABLE}) ON programmes_programme TO h_admin",
            f"REVOKE UPDATE ({SETTABLE}) ON programmes_programme FROM h_admin",
        ),
    ]
