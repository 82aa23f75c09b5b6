"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import coaching.core.ground.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('mail_rhythm', models.CharField(choices=[('daily', 'at most once a day, together'), ('weekly', 'once a week, on Monday'), ('never', 'only mails with a deadline')], default='daily', max_length=10, verbose_name='news by mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('mobile', models.CharField(blank=True, max_length=40, verbose_name='mobile')),
                ('bounced_address', models.EmailField(blank=True, max_length=254)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('bounced_why', models.CharField(blank=True, max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('is_platform_staff', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('slug', models.CharField(blank=True, max_length=120)),
                ('seed', models.UUIDField(default=uuid.uuid4)),
                ('made_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user_id', 'kind', 'slug'), name='one_calendar_link')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('contact', 'company contact'), ('prevention_adviser', 'prevention adviser'), ('measure_owner', 'measure owner'), ('employer_bench', "consultation body, employer's delegation"), ('worker_bench', "consultation body, workers' delegation"), ('secretary', 'secretary of the consultation body'), ('coach', 'coach'), ('external_adviser', 'prevention adviser of the external service'), ('psychosocial_adviser', 'prevention adviser for psychosocial risks'), ('physician', 'occupational physician'), ('expert', 'other expert'), ('guest', 'works in the file from outside'), ('administrator', 'programme administrator'), ('assessor', 'assessor'), ('observer', 'programme observer'), ('partner', 'partner'), ('staff', 'platform staff'), ('applicant', 'person who applies'), ('visitor', 'visitor')], max_length=30, verbose_name='role')),
                ('company_id', models.UUIDField(null=True)),
                ('programme_id', models.UUIDField(null=True)),
                ('partner_id', models.UUIDField(null=True)),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], default='nl', max_length=2)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('has_mandate', models.BooleanField(default=False)),
                ('whole_file', models.BooleanField(db_default=False, default=False)),
                ('until', models.DateTimeField(null=True)),
                ('invited_by_id', models.BigIntegerField(null=True)),
                ('sent_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('accepted_by_id', models.BigIntegerField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-sent_at'],
                'indexes': [models.Index(fields=['company_id', '-sent_at'], name='invitation_company'), models.Index(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=['programme_id', 'expires_at', 'id'], name='invitation_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted_at__isnull', False), ('revoked_at__isnull', False), _negated=True), name='invitation_not_both')],
            },
        ),
    ]
