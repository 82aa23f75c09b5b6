"""Coaches are found without accents (docs/adr/0022). The kept text is read by `coaching.core.ground.search.Kept` alone."""

from django.db import migrations

KEPT = "ALTER TABLE coaches_coach ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(name)) STORED"


class Migration(migrations.Migration):
    dependencies = [("coaches", "0003_absences"), ("core", "0009_search_fold")]
    operations = [migrations.RunSQL(KEPT, "ALTER TABLE coaches_coach DROP COLUMN search_text")]
