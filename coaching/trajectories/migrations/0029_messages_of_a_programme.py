"""Messages of a programme are found: by its key, the newest first, and without folding each again (docs/adr/0022)."""

from django.db import migrations, models

KEPT = "ALTER TABLE trajectories_message ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(text)) STORED"


class Migration(migrations.Migration):

    dependencies = [
        ("companies", "0006_roles_within_a_hat"),
        ("programmes", "0030_jobs_stopped"),
        ("trajectories", "0028_payments"),
        ("core", "0009_search_fold"),
    ]

    operations = [
        migrations.RunSQL(KEPT, "ALTER TABLE trajectories_message DROP COLUMN search_text"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["programme", "-written_at", "id"], name="message_programme"),
        ),
    ]
