"""Trajectories are found without accents (docs/adr/0022). The kept text is read by `coaching.core.ground.search.Kept` alone."""

from django.db import migrations

KEPT = """
ALTER TABLE trajectories_trajectory ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(company_name)) STORED
"""
AGAIN = "UPDATE trajectories_trajectory SET company_name = company_name"


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0016_coach_request_coach"), ("programmes", "0017_search_folded")]
    operations = [
        migrations.RunSQL(KEPT, "ALTER TABLE trajectories_trajectory DROP COLUMN search_text"),
        migrations.RunSQL(AGAIN, AGAIN),
    ]
