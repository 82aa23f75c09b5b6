"""Uptakes are found by the words of company and address (ADR 0016)."""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF company_name, email ON modules_moduleuptake FOR EACH ROW
  EXECUTE FUNCTION keep_search_words('uptake', 'company_name', 'email');
CREATE TRIGGER search_words_gone AFTER DELETE ON modules_moduleuptake FOR EACH ROW EXECUTE FUNCTION keep_search_words('uptake');
UPDATE modules_moduleuptake SET company_name = company_name;
"""


class Migration(migrations.Migration):
    dependencies = [("modules", "0005_editing"), ("programmes", "0013_search_words")]
    operations = [
        migrations.RunSQL(
            TRIGGERS, "DROP TRIGGER search_words ON modules_moduleuptake; DROP TRIGGER search_words_gone ON modules_moduleuptake"
        )
    ]
