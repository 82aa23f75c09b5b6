"""Files of applications that administrators hand in; the file itself is for the worker alone."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import INSERT, SELECT, Secure, any_of, commands

ADMINISTERED = any_of("programme_id", "my_administered()")
READABLE = (
    "id, programme_id, form_token, file_name, sha256, rehearsal, state, rows, written, problem_count, problems, error, "
    "attempts, created_at, created_by_id, finished_at"
)


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0001_copy_for_the_applicant'),
        ('programmes', '0008_rules_by_hand'),
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
                ('state', models.CharField(choices=[('queued', 'waiting'), ('done', 'done'), ('failed', 'nothing was done')], default='queued', max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('written', models.PositiveIntegerField(default=0)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('error', models.CharField(blank=True, max_length=500)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['programme', '-created_at'], name='import_run_programme'), models.Index(condition=models.Q(('state', 'queued')), fields=['created_at'], name='import_run_waiting')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'form_token'), name='import_run_once'), models.CheckConstraint(condition=models.Q(('state', 'queued'), models.Q(('content__isnull', True), ('finished_at__isnull', False)), _connector='OR'), name='import_run_finished_has_moment')],
            },
        ),
        Secure(
            "insight_importrun",
            {Hat.ADMIN: commands(ADMINISTERED, (SELECT, INSERT))},
            columns={(Hat.ADMIN, SELECT): READABLE},
        ),
    ]
