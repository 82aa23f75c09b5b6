"""A coach's portfolio reads the analyses of forty trajectories at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("riskanalysis", "0002_security")]
    operations = [
        migrations.AddIndex(
            "riskanalysis", models.Index(fields=["trajectory", "created_at"], name="analysis_trajectory")
        )
    ]
