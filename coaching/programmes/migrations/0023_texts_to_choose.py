"""Texts of a programme to choose from."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0022_proposals_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextTemplate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('approve', 'reason to approve'), ('reject', 'reason not to approve'), ('waitlist', 'reason for the waiting list'), ('question', 'question to the company'), ('mail', 'mail to companies')], max_length=10, verbose_name='what for')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('subjects', models.JSONField(default=dict)),
                ('texts', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('retired_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['kind', 'name', 'id'],
                'indexes': [models.Index(fields=['programme', 'kind', 'name'], name='text_programme')],
            },
        ),
    ]
