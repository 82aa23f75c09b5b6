"""Tables, as they stood when the history of migrations began anew (ADR 0067)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

# What models do not say.
BEYOND = [
    "ALTER TABLE coaches_coach ALTER COLUMN intervisions SET DEFAULT '{}'::date[]",
    "ALTER TABLE coaches_coach ADD COLUMN search_text text GENERATED ALWAYS AS (search_fold((name)::text)) STORED",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('companies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Coach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('state', models.CharField(choices=[('active', 'active'), ('paused', 'takes no new companies'), ('left', 'left the programme')], default='active', max_length=10, verbose_name='status')),
                ('introduction', models.JSONField(default=dict)),
                ('provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ANT', 'Antwerp'), ('BRU', 'Brussels'), ('LIM', 'Limburg'), ('OVL', 'East Flanders'), ('VBR', 'Flemish Brabant'), ('WVL', 'West Flanders'), ('WBR', 'Walloon Brabant'), ('HAI', 'Hainaut'), ('LIE', 'Liège'), ('LUX', 'Luxembourg'), ('NAM', 'Namur'), ('', 'unknown')], max_length=3), default=list, size=None)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, size=None)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mental', 'mental health'), ('tobacco', 'tobacco'), ('alcohol', 'alcohol and drugs'), ('nutrition', 'nutrition'), ('movement', 'movement and sitting'), ('work_life', 'work–life balance'), ('workload', 'workload'), ('sleep', 'sleep'), ('ergonomics', 'ergonomics')], max_length=20), default=list, size=None)),
                ('sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('capacity', models.PositiveSmallIntegerField(default=12, verbose_name='companies at the same time')),
                ('employer_service', models.CharField(blank=True, max_length=100, verbose_name='works for external service')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='training finished on')),
                ('intervisions', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, size=None)),
                ('based_in', models.CharField(blank=True, db_default='', max_length=60, verbose_name='works from')),
                ('working_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, db_default=django.db.models.expressions.RawSQL("'{}'::smallint[]", []), default=list, size=None)),
                ('is_demo', models.BooleanField(default=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CoachAbsence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='first day away')),
                ('until_on', models.DateField(verbose_name='last day away')),
                ('coach', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='coaches.coach')),
            ],
            options={
                'ordering': ['from_on'],
                'indexes': [models.Index(fields=['coach', 'until_on'], name='coach_absence')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='coach_absence_ends')],
            },
        ),
        migrations.RunSQL(BEYOND),
    ]
