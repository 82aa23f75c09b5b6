"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import coaching.core.models.documents
import uuid
from django.db import migrations, models

# What models do not say.
BEYOND = [
    "ALTER TABLE core_document ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold((title)::text)) STORED",
]

# Columns are made from it (ADR 0022).
FIRST = [
    """CREATE OR REPLACE FUNCTION search_fold(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length(said) = char_length(said)) THEN casefold((said COLLATE pg_unicode_fast)) ELSE translate(replace(replace(replace(regexp_replace(casefold((NORMALIZE(said, NFKD) COLLATE pg_unicode_fast)), '[\\u0300-\\u036f]'::text, ''::text, 'g'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'þ'::text, 'th'::text), 'øłđðħıŋŧĸə’‘ʼ‐‑–—−'::text, 'olddhintke''''''-----'::text) END
""",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL(FIRST),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=coaching.core.ground.clock.now, verbose_name='at')),
                ('actor_id', models.BigIntegerField(null=True)),
                ('hat', models.CharField(max_length=20)),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('trajectory_id', models.UUIDField(null=True)),
                ('piece_id', models.UUIDField(null=True)),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.UUIDField(null=True)),
                ('event', models.CharField(max_length=80)),
                ('source', models.CharField(blank=True, max_length=30)),
                ('target', models.CharField(blank=True, max_length=30)),
                ('reason', models.TextField(blank=True)),
                ('data', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['-at', 'id'],
                'indexes': [models.Index(fields=['company_id', '-at'], name='audit_company_at'), models.Index(fields=['programme_id', '-at'], name='audit_programme_at'), models.Index(fields=['subject_id', '-at'], name='audit_subject_at')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('trajectory_id', models.UUIDField(null=True)),
                ('piece_id', models.UUIDField(null=True)),
                ('audience', models.CharField(max_length=60)),
                ('language', models.CharField(max_length=2)),
                ('version_no', models.PositiveIntegerField(default=1)),
                ('title', models.CharField(max_length=200)),
                ('code', models.CharField(default=coaching.core.models.documents.new_code, max_length=19, unique=True)),
                ('state', models.CharField(choices=[('queued', 'being made'), ('ready', 'ready'), ('failed', 'could not be made')], default='queued', max_length=10)),
                ('data', models.JSONField(default=dict)),
                ('file', models.FileField(blank=True, upload_to='documents/%Y/%m/')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('ready_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(fields=['company_id', '-created_at'], name='document_company'), models.Index(fields=['programme_id', '-created_at'], name='document_programme'), models.Index(fields=['subject_id', 'kind'], name='document_subject')],
                'constraints': [models.UniqueConstraint(fields=('subject_id', 'kind', 'language', 'version_no'), name='document_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('ready_at__isnull', False)), _connector='OR'), name='document_ready_has_hash')],
            },
        ),
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
                ('worn', models.CharField(blank=True, max_length=300)),
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
        migrations.CreateModel(
            name='OutgoingEmail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('recipient_id', models.BigIntegerField(null=True)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('context', models.JSONField(default=dict)),
                ('dedupe_key', models.CharField(max_length=200, unique=True)),
                ('deadline_mail', models.BooleanField(default=True)),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('trajectory_id', models.UUIDField(null=True)),
                ('piece_id', models.UUIDField(null=True)),
                ('reminder_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('queued', 'waiting to be sent'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'could not be sent'), ('full', 'mailbox full'), ('cancelled', 'cancelled'), ('unknown', 'not known whether it was sent')], default='queued', max_length=10)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('not_before', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('carried_by', models.UUIDField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('last_error', models.TextField(blank=True)),
                ('times_full', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('to_address', models.EmailField(blank=True, max_length=254)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body_text', models.TextField(blank=True)),
                ('body_html', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-created_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending'])), fields=['not_before'], name='mail_due'), models.Index(fields=['company_id', '-created_at'], name='mail_company'), models.Index(condition=models.Q(('carried_by__isnull', False)), fields=['carried_by'], name='mail_carried'), models.Index(fields=['recipient_id', '-created_at'], name='mail_recipient'), models.Index(condition=models.Q(('state__in', ['failed', 'full', 'unknown'])), fields=['programme_id', '-created_at'], name='mail_trouble')],
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient_id__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='mail_has_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='mail_sent_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('kind', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('audience', models.CharField(max_length=30)),
                ('context', models.JSONField(default=dict)),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('trajectory_id', models.UUIDField(null=True)),
                ('piece_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('planned', 'coming'), ('sent', 'sent'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(condition=models.Q(('state', 'planned')), fields=['due_on'], name='reminder_due'), models.Index(fields=['company_id', 'due_on'], name='reminder_company')],
                'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_id', 'kind', 'due_on'), name='reminder_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='reminder_sent_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at__isnull', False), _connector='OR'), name='reminder_cancelled_has_moment')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being done'), ('failed', 'given up')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('stopped', 'The work on it stopped several times.'), ('too_long', 'It took too long.'), ('not_allowed', 'Whoever asked for it may no longer do so.'), ('unexpected', 'Something unexpected went wrong.')], max_length=20)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id'), name='work_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failed_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='work_failed_has_moment')],
            },
        ),
        migrations.RunSQL(BEYOND),
    ]
