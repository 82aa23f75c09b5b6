"""Files of long lists, and who may read and ask for them."""

import uuid

from django.db import migrations, models

import coaching.core.ground.clock

FORWARDS = [
    "ALTER TABLE core_listfile ENABLE ROW LEVEL SECURITY",
    """CREATE POLICY h_person_insert ON core_listfile FOR INSERT TO h_person WITH CHECK ((user_id = (SELECT app_uid())) AND (state = 'queued' AND file = '' AND counted IS NULL))
""",
    "CREATE POLICY h_person_select ON core_listfile FOR SELECT TO h_person USING (user_id = (SELECT app_uid()))",
    "CREATE POLICY h_system_delete ON core_listfile FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON core_listfile FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON core_listfile FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON core_listfile FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON core_listfile TO h_person",
    "GRANT SELECT ON core_listfile TO h_person",
    "GRANT DELETE ON core_listfile TO h_system",
    "GRANT INSERT ON core_listfile TO h_system",
    "GRANT SELECT ON core_listfile TO h_system",
    "GRANT UPDATE ON core_listfile TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON core_listfile FROM h_system",
    "REVOKE SELECT ON core_listfile FROM h_system",
    "REVOKE INSERT ON core_listfile FROM h_system",
    "REVOKE DELETE ON core_listfile FROM h_system",
    "REVOKE SELECT ON core_listfile FROM h_person",
    "REVOKE INSERT ON core_listfile FROM h_person",
    "DROP POLICY h_system_update ON core_listfile",
    "DROP POLICY h_system_select ON core_listfile",
    "DROP POLICY h_system_insert ON core_listfile",
    "DROP POLICY h_system_delete ON core_listfile",
    "DROP POLICY h_person_select ON core_listfile",
    "DROP POLICY h_person_insert ON core_listfile",
    "ALTER TABLE core_listfile DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0016_pieces'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.BigIntegerField()),
                ('address', models.CharField(max_length=2000)),
                ('name', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=2)),
                ('state', models.CharField(choices=[('queued', 'being made'), ('ready', 'ready'), ('failed', 'could not be made')], default='queued', max_length=10)),
                ('file', models.FileField(blank=True, upload_to='lists/%Y/%m/')),
                ('counted', models.PositiveIntegerField(null=True)),
                ('error', models.CharField(blank=True, max_length=20)),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('ready_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
                'indexes': [models.Index(fields=['user_id', '-asked_at'], name='list_file_person'), models.Index(fields=['asked_at'], name='list_file_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), ('ready_at__isnull', False)), _connector='OR'), name='list_file_ready_has_file')],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
