"""What a company's file is made of, and who from outside may work in it (ADR 0053, 0054)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0007_register_as_it_is'),
    ]

    operations = [
        migrations.CreateModel(
            name='FilePiece',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('analysis', 'risk analysis'), ('five_year_plan', 'five-year plan'), ('yearly_plan', 'yearly plan')], max_length=20)),
                ('made_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('made_by_id', models.BigIntegerField(null=True)),
                ('builds_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.filepiece')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'indexes': [models.Index(fields=['company', 'made_at'], name='file_piece_company')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('discipline', models.CharField(choices=[('coach', 'coach'), ('prevention_adviser', 'prevention adviser of the external service'), ('psychosocial_adviser', 'prevention adviser for psychosocial risks'), ('physician', 'occupational physician'), ('expert', 'other expert')], max_length=20, verbose_name='discipline')),
                ('since', models.DateTimeField(null=True)),
                ('begins_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('writes_until', models.DateTimeField(null=True)),
                ('reads_until', models.DateTimeField(null=True)),
                ('given_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('given_by_id', models.BigIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
            ],
            options={
                'ordering': ['-given_at'],
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['person_id'], name='mandate_person'), models.Index(fields=['company', '-given_at'], name='mandate_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reads_until__isnull', True), models.Q(('reads_until__gte', models.F('writes_until')), ('writes_until__isnull', False)), _connector='OR'), name='mandate_reads_as_long_as_it_writes')],
            },
        ),
    ]
