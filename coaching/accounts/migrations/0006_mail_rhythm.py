"""How often news comes by mail, and addresses from which mail came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_visitor_role")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_rhythm",
            field=models.CharField(
                choices=[
                    ("daily", "at most once a day, together"),
                    ("weekly", "once a week, on Monday"),
                    ("never", "only mails with a deadline"),
                ],
                default="daily", max_length=10, verbose_name="news by mail",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="bounced_address",
            field=models.EmailField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AddField(model_name="user", name="bounced_at", field=models.DateTimeField(null=True)),
    ]
