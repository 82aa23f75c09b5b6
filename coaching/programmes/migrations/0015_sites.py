"""The establishment units that an application is for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0014_assessment_lists")]
    operations = [migrations.AddField("application", "sites", models.JSONField(blank=True, default=list))]
