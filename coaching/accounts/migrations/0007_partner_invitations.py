"""An invitation to a partner of a programme."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_mail_rhythm'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='partner_id',
            field=models.UUIDField(null=True),
        ),
    ]
