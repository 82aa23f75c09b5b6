"""Each module says for whom, where, in which languages, what is known of it, and what it asks afterwards."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0002_uptake'),
    ]

    operations = [
        migrations.AddField(
            model_name='module',
            name='evidence',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='module',
            name='form',
            field=models.CharField(choices=[('on_site', 'at your place'), ('online', 'online'), ('both', 'online and at your place')], default='on_site', max_length=10),
        ),
        migrations.AddField(
            model_name='module',
            name='hours_after',
            field=models.DecimalField(decimal_places=1, default=0, max_digits=6),
        ),
        migrations.AddField(
            model_name='module',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='module',
            name='target_groups',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('all', 'everybody'), ('small', 'small companies'), ('low_skilled', 'low-skilled workers'), ('line', 'managers and shift leaders'), ('advisers', 'prevention advisers')], max_length=20), blank=True, default=list, size=None),
        ),
    ]
