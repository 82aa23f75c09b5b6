"""The organisation as a tree with its history, functions across it, headcounts by date.

What there is stands since its company does; a unit that was ended before stands as it was until then.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock

SINCE = [
    "UPDATE companies_establishmentunit u SET created_at = c.created_at, since = c.created_at::date "
    "FROM companies_company c WHERE c.id = u.company_id",
    "UPDATE companies_workunit u SET created_at = c.created_at, since = greatest(c.created_at::date, u.ended_on) "
    "FROM companies_company c WHERE c.id = u.company_id",
    "INSERT INTO companies_earlierunit (id, company_id, work_unit_id, since, until, stood, deed, why, recorded_at) "
    "SELECT gen_random_uuid(), u.company_id, u.id, least(u.created_at::date, u.ended_on), u.since, jsonb_build_object("
    "'name', u.name, 'kind', u.kind, 'parent', NULL, 'establishment', NULL, 'ended_on', NULL, 'became', '[]'::jsonb), "
    "'closed', '', u.created_at FROM companies_workunit u WHERE u.ended_on IS NOT NULL",
]


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0009_mandates'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('stood', models.JSONField(default=dict)),
                ('deed', models.CharField(choices=[('renamed', 'renamed'), ('moved', 'moved'), ('changed', 'changed'), ('merged', 'merged'), ('split', 'split'), ('closed', 'closed'), ('reopened', 'in use again')], max_length=10)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('recorded_by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['until', 'since', 'recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('counted_on', models.DateField()),
                ('workers', models.PositiveIntegerField()),
                ('recorded_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('recorded_by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['counted_on', 'recorded_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='workunit',
            name='work_unit_name',
        ),
        migrations.AddField(
            model_name='establishmentunit',
            name='business_unit',
            field=models.CharField(blank=True, max_length=120, verbose_name='technical business unit (TBE)'),
        ),
        migrations.AddField(
            model_name='establishmentunit',
            name='created_at',
            field=models.DateTimeField(default=coaching.core.ground.clock.now),
        ),
        migrations.AddField(
            model_name='establishmentunit',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='establishmentunit',
            name='since',
            field=models.DateField(default=coaching.core.ground.clock.today),
        ),
        migrations.AddField(
            model_name='establishmentunit',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='workunit',
            name='became',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='workunit',
            name='created_at',
            field=models.DateTimeField(default=coaching.core.ground.clock.now),
        ),
        migrations.AddField(
            model_name='workunit',
            name='establishment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.establishmentunit'),
        ),
        migrations.AddField(
            model_name='workunit',
            name='kind',
            field=models.CharField(choices=[('unit', 'work unit'), ('function', 'function across units')], default='unit', max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='workunit',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit'),
        ),
        migrations.AddField(
            model_name='workunit',
            name='since',
            field=models.DateField(default=coaching.core.ground.clock.today),
        ),
        migrations.AddField(
            model_name='workunit',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddIndex(
            model_name='workunit',
            index=models.Index(fields=['company', 'ended_on'], name='work_unit_company'),
        ),
        migrations.AddConstraint(
            model_name='workunit',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('company', 'name'), name='work_unit_name'),
        ),
        migrations.AddConstraint(
            model_name='workunit',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('establishment__isnull', True), _connector='OR'), name='work_unit_in_one_place'),
        ),
        migrations.AddConstraint(
            model_name='workunit',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'unit'), models.Q(('establishment__isnull', True), ('kind', 'function'), ('parent__isnull', True)), _connector='OR'), name='work_unit_function_stands_apart'),
        ),
        migrations.AddField(
            model_name='earlierunit',
            name='company',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company'),
        ),
        migrations.AddField(
            model_name='earlierunit',
            name='establishment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.establishmentunit'),
        ),
        migrations.AddField(
            model_name='earlierunit',
            name='work_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='company',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='work_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.workunit'),
        ),
        migrations.AddIndex(
            model_name='earlierunit',
            index=models.Index(fields=['company', 'work_unit'], name='earlier_unit_company'),
        ),
        migrations.AddConstraint(
            model_name='earlierunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', False), ('work_unit__isnull', True)), models.Q(('establishment__isnull', True), ('work_unit__isnull', False)), _connector='OR'), name='earlier_unit_of_one'),
        ),
        migrations.AddConstraint(
            model_name='earlierunit',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='earlier_unit_days_in_order'),
        ),
        migrations.AddIndex(
            model_name='headcount',
            index=models.Index(fields=['company', 'work_unit', 'counted_on'], name='headcount_company'),
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
    ]
