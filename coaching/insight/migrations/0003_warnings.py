"""What a person should look at in a file of applications before it is written."""

from django.db import migrations, models

from coaching.core.ground.roles import Hat

COLUMNS = "warnings, warning_count"


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0002_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='warning_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importrun',
            name='warnings',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='state',
            field=models.CharField(choices=[('queued', 'waiting'), ('done', 'done'), ('failed', 'nothing was done'), ('look', 'look at it first')], default='queued', max_length=10),
        ),
        migrations.RunSQL(
            f"GRANT SELECT ({COLUMNS}) ON insight_importrun TO {Hat.ADMIN.value}",
            f"REVOKE SELECT ({COLUMNS}) ON insight_importrun FROM {Hat.ADMIN.value}",
        ),
    ]
