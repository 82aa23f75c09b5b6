"""Several pieces of news go out as one mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_guard_moves")]
    operations = [
        migrations.AddField(model_name="outgoingemail", name="carried_by", field=models.UUIDField(null=True)),
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(
                fields=["carried_by"], name="mail_carried", condition=models.Q(carried_by__isnull=False)
            ),
        ),
    ]
