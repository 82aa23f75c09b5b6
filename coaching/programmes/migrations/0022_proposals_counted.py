"""Proposals that wait are counted in their index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0006_roles_within_a_hat'),
        ('programmes', '0021_figures_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='application',
            name='application_proposed',
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('proposed_verb', ''), _negated=True), fields=['programme', 'proposed_at'], include=('proposed_verb', 'state', 'layer'), name='application_proposed'),
        ),
    ]
