"""A file of one's own: whether its opener's mandate is proved, letters that prove it, and who asks to work in it too."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0013_prevention_roles_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='company',
            name='proved_by',
            field=models.CharField(blank=True, default='', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='company',
            name='unproved_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='FileRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('person_name', models.CharField(max_length=150)),
                ('number', models.CharField(max_length=10)),
                ('asked_name', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, verbose_name='who you are in this company')),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('answer_by', models.DateField()),
                ('answer', models.CharField(blank=True, choices=[('let_in', 'let in'), ('refused', 'not let in')], max_length=10)),
                ('answer_words', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.BigIntegerField(null=True)),
                ('dispute', models.TextField(blank=True)),
                ('disputed_at', models.DateTimeField(null=True)),
                ('staff_since', models.DateTimeField(null=True)),
                ('decision', models.CharField(blank=True, choices=[('let_in', 'the person becomes a contact beside those there are'), ('replace', 'the person becomes the contact, and those there are lose access'), ('leave', 'nothing changes')], max_length=10)),
                ('decision_reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(fields=['company', 'asked_at'], name='file_request_company'), models.Index(fields=['person_id', '-asked_at'], name='file_request_person'), models.Index(condition=models.Q(('decided_at__isnull', True), ('staff_since__isnull', False)), fields=['staff_since'], name='file_request_staff')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('decided_at__isnull', True)), fields=('company', 'person_id'), name='file_request_once'), models.CheckConstraint(condition=models.Q(('answer', ''), ('answered_at__isnull', False), _connector='OR'), name='file_request_answer_has_moment'), models.CheckConstraint(condition=models.Q(('decision', ''), models.Q(('decided_at__isnull', False), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='file_request_decision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='ProofLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_by_id', models.BigIntegerField()),
                ('asked_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('posted_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('company',), name='one_open_letter')],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE companies_company ALTER COLUMN proved_by SET DEFAULT ''",
            "ALTER TABLE companies_company ALTER COLUMN proved_by DROP DEFAULT",
        ),
    ]
