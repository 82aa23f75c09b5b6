"""Modules and uptakes are found without accents (docs/adr/0022). Kept texts are read by `coaching.core.ground.search.Kept` alone."""

from django.db import migrations

LANGUAGES = ("nl", "fr", "en")


def told(language: str, *fields: str) -> str:
    return " || ' ' || ".join(f"coalesce({field} ->> '{language}', '')" for field in fields)


TITLES = " || ' ' || ".join(told(language, "title") for language in LANGUAGES)
COLUMNS = {
    **{f"search_{language}": told(language, "title", "objective", "content") for language in LANGUAGES},
    "search_titles": TITLES,
}
MODULES = "ALTER TABLE modules_module " + ", ".join(
    f"ADD COLUMN {name} text GENERATED ALWAYS AS (search_fold({said})) STORED" for name, said in COLUMNS.items()
)
GONE = "ALTER TABLE modules_module " + ", ".join(f"DROP COLUMN {name}" for name in COLUMNS)
UPTAKES = """
ALTER TABLE modules_moduleuptake ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold(company_name)) STORED
"""
AGAIN = "UPDATE modules_moduleuptake SET company_name = company_name"


class Migration(migrations.Migration):
    dependencies = [("modules", "0007_in_order"), ("programmes", "0017_search_folded")]
    operations = [
        migrations.RunSQL(MODULES, GONE),
        migrations.RunSQL(UPTAKES, "ALTER TABLE modules_moduleuptake DROP COLUMN search_text"),
        migrations.RunSQL(AGAIN, AGAIN),
    ]
