"""What nobody has read yet is counted per company, on each of its pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0013_messages")]
    operations = [
        migrations.AddIndex("message", models.Index(fields=["company", "-written_at"], name="message_company")),
    ]
