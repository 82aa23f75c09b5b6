"""The coach's mandate in the company's file, and what was made with a trajectory's help (ADR 0053, 0054)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

# Who coaches, or coached, has a mandate from the day of acceptance on; of what was closed it is read for 90 days.
# A mandate takes over the key of its trajectory.
GIVE = [
    """INSERT INTO companies_mandate (id, company_id, person_id, discipline, since, begins_at, writes_until, reads_until,
                                      given_at, given_by_id, ended_at)
       SELECT t.id, t.company_id, k.user_id, 'coach', b.moment, b.moment,
              CASE WHEN t.state = 'closed' THEN t.closed_at END,
              CASE WHEN t.state = 'closed' THEN t.closed_at + interval '90 days' END,
              b.moment, (SELECT r.requested_by_id FROM trajectories_coachrequest r
                          WHERE r.trajectory_id = t.id AND r.coach_id = t.coach_id ORDER BY r.requested_at DESC LIMIT 1),
              CASE WHEN t.state = 'stopped' THEN t.stopped_at END
         FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
         CROSS JOIN LATERAL (SELECT coalesce(t.coach_accepted_at,
                                             t.approved_on::timestamp AT TIME ZONE 'Europe/Brussels') AS moment) b""",
    "UPDATE trajectories_trajectory SET mandate_id = id WHERE coach_id IS NOT NULL",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
]


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_file'),
        ('programmes', '0031_register_as_it_is'),
        ('trajectories', '0030_money_for_administrators'),
    ]

    operations = [
        migrations.AddField(
            model_name='coachrequest',
            name='whole_file',
            field=models.BooleanField(default=False, verbose_name='the coach may see everything in our file'),
        ),
        migrations.AddField(
            model_name='trajectory',
            name='mandate',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='companies.mandate'),
        ),
        migrations.RunSQL(GIVE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Helped',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.filepiece')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('trajectory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trajectories.trajectory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('trajectory', 'piece'), name='helped_once')],
            },
        ),
    ]
