"""Trajectories are found by the words of the company's name (ADR 0016); an index for what is escalated."""

from django.db import migrations, models

TRIGGERS = """
CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF company_name ON trajectories_trajectory FOR EACH ROW
  EXECUTE FUNCTION keep_search_words('trajectory', 'company_name');
CREATE TRIGGER search_words_gone AFTER DELETE ON trajectories_trajectory FOR EACH ROW
  EXECUTE FUNCTION keep_search_words('trajectory');
UPDATE trajectories_trajectory SET company_name = company_name;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0014_message_company"), ("programmes", "0013_search_words")]
    operations = [
        migrations.RunSQL(
            TRIGGERS,
            "DROP TRIGGER search_words ON trajectories_trajectory; DROP TRIGGER search_words_gone ON trajectories_trajectory",
        ),
        migrations.AddIndex(
            "trajectory",
            models.Index(
                fields=["programme", "start_due_on"],
                name="trajectory_escalated",
                condition=models.Q(escalated_at__isnull=False, started_on__isnull=True),
            ),
        ),
    ]
