"""Titles of documents are found without accents, and without folding each again (docs/adr/0022)."""

from django.db import migrations

KEPT = "ALTER TABLE core_document ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(title)) STORED"


class Migration(migrations.Migration):
    dependencies = [("core", "0014_returned_mail")]
    operations = [migrations.RunSQL(KEPT, "ALTER TABLE core_document DROP COLUMN search_text")]
