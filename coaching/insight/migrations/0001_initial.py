"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        ('trajectories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form_token', models.UUIDField()),
                ('file_name', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('rehearsal', models.BooleanField(default=False)),
                ('content', models.BinaryField(null=True)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('done', 'done'), ('failed', 'nothing was done'), ('look', 'look at it first')], default='queued', max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('written', models.PositiveIntegerField(default=0)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('warning_count', models.PositiveIntegerField(default=0)),
                ('warnings', models.JSONField(default=list)),
                ('error', models.CharField(blank=True, max_length=500)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['programme', '-created_at'], name='import_run_programme'), models.Index(condition=models.Q(('state', 'queued')), fields=['created_at'], name='import_run_waiting'), models.Index(condition=models.Q(('state__in', ('failed', 'look'))), fields=['programme', '-created_at'], name='import_run_faults')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'form_token'), name='import_run_once'), models.CheckConstraint(condition=models.Q(('state', 'queued'), models.Q(('content__isnull', True), ('finished_at__isnull', False)), _connector='OR'), name='import_run_finished_has_moment')],
            },
        ),
    ]
