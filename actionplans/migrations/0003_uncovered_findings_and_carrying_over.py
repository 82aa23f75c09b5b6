"""Reasons for findings without an objective, and measures that come from an earlier plan."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import ALL, SameTenant, Secure, commands, of_coach, of_contact

KEYS = ("trajectory_id", "company_id", "programme_id")


class Migration(migrations.Migration):

    dependencies = [
        ('actionplans', '0002_security'),
        ('companies', '0002_functions'),
        ('programmes', '0002_functions'),
        ('riskanalysis', '0002_security'),
        ('trajectories', '0003_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='preventionmeasure',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actionplans.preventionmeasure'),
        ),
        migrations.AddField(
            model_name='preventionmeasure',
            name='carried_reason',
            field=models.TextField(blank=True, verbose_name='why it was not finished'),
        ),
        migrations.CreateModel(
            name='FindingWithoutObjective',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField(verbose_name='why there is no objective for it')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='riskanalysis.finding')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actionplans.globalpreventionplan')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'finding'), name='finding_without_objective_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='finding_without_objective_reason')],
            },
        ),
        Secure(
            "actionplans_findingwithoutobjective",
            {Hat.CONTACT: commands(of_contact(), ALL), Hat.COACH: commands(of_coach(), ALL)},
        ),
        SameTenant("actionplans_findingwithoutobjective", "plan_id", "actionplans_globalpreventionplan", KEYS),
        SameTenant("actionplans_findingwithoutobjective", "finding_id", "riskanalysis_finding", KEYS),
        SameTenant("actionplans_preventionmeasure", "carried_from_id", "actionplans_preventionmeasure", KEYS),
    ]
