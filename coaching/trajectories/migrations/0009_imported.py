"""What is taken over from a file may have started without a coach that we know."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coaches', '0002_functions'),
        ('companies', '0003_register'),
        ('programmes', '0006_assessment'),
        ('trajectories', '0008_expenses'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='trajectory',
            name='trajectory_running_has_start',
        ),
        migrations.AddField(
            model_name='trajectory',
            name='imported_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='trajectory',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['awaiting_coach', 'coach_requested', 'coach_accepted', 'on_hold', 'stopped']), models.Q(('coach__isnull', False), ('started_on__isnull', False)), models.Q(('imported_at__isnull', False), ('started_on__isnull', False)), _connector='OR'), name='trajectory_running_has_start'),
        ),
    ]
